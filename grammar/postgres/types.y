/* ---- types ---- */

type(A) ::= type_name(A). [UMINUS]
type(A) ::= SETOF type_name(B). [UMINUS] { A = mg_ast_flag(B, NF_DISTINCT); }

type_name(A) ::= qname(B). [UMINUS] { A = mg_pg_ast_type(ps, B, NULL, NULL); }
type_name(A) ::= qname(B) LP exprs(M) RP. { A = mg_pg_ast_type(ps, B, M, NULL); }
type_name(A) ::= qname(B) WITH_LA TIME ZONE. { A = mg_pg_ast_type(ps, B, NULL, "with time zone"); }
type_name(A) ::= qname(B) LP exprs(M) RP WITH_LA TIME ZONE. { A = mg_pg_ast_type(ps, B, M, "with time zone"); }
type_name(A) ::= qname(B) WITHOUT_LA TIME ZONE. { A = mg_pg_ast_type(ps, B, NULL, "without time zone"); }
type_name(A) ::= qname(B) LP exprs(M) RP WITHOUT_LA TIME ZONE. { A = mg_pg_ast_type(ps, B, M, "without time zone"); }
type_name(A) ::= qname(B) PRECISION_LA. { A = mg_pg_ast_type(ps, B, NULL, "precision"); }
type_name(A) ::= qname(B) VARYING_LA. { A = mg_pg_ast_type(ps, B, NULL, "varying"); }
type_name(A) ::= qname(B) VARYING_LA LP exprs(M) RP. { A = mg_pg_ast_type(ps, B, M, "varying"); }
type_name(A) ::= NATIONAL type_name(B). [UMINUS] { A = B; }
type_name(A) ::= INTERVAL interval_fields(F). { A = mg_pg_ast_interval(ps, F); }
type_name(A) ::= qname(B) PERCENT_TYPE. { A = mg_pg_ast_type(ps, B, NULL, "%type"); }
type_name(A) ::= type_name(A) LB RB. { mg_pg_ast_array(A, 1); }
type_name(A) ::= type_name(A) LB NUMBER RB. { mg_pg_ast_array(A, 1); }
type_name(A) ::= type_name(A) ARRAY. [UMINUS] { mg_pg_ast_array(A, 1); }
type_name(A) ::= type_name(A) ARRAY LB NUMBER RB. { mg_pg_ast_array(A, 1); }

interval_fields(A) ::= interval_field(A).
interval_fields(A) ::= interval_field(B) TO interval_field(C). { A = mg_pg_ast_fields(ps, B, C, NULL); }
interval_fields(A) ::= interval_field(B) TO interval_field(C) LP expr(P) RP. { A = mg_pg_ast_fields(ps, B, C, P); }
interval_fields(A) ::= interval_field(B) LP expr(P) RP. { A = mg_pg_ast_fields(ps, B, NULL, P); }
interval_field(A) ::= INTERVAL_FIELD(X). { A = mg_ast_word(ps, N_KEYWORD, X); }
