/* ---- indexes ---- */

schema_element(A) ::= create(F) INDEX concurrently(C) index_name(N) ON relation_name(T) index_method(M) LP index_keys(K) RP index_attrs(O).
    { A = mg_pg_ast_index(ps, F | C, N, T, M, K, O); }
index_name(A) ::= . { A = NULL; }
index_name(A) ::= name(A).
index_name(A) ::= IF NOT EXISTS name(B). { A = mg_ast_flag(B, NF_IF_NOT_EXISTS); }
relation_name(A) ::= qname(A).
relation_name(A) ::= qname(A) STAR.
relation_name(A) ::= ONLY qname(B). { A = mg_ast_flag(B, NF_ONLY); }
relation_name(A) ::= ONLY LP qname(B) RP. { A = mg_ast_flag(B, NF_ONLY); }
index_method(A) ::= . { A = NULL; }
index_method(A) ::= USING name(B). { A = mg_ast_as(B, A_METHOD); }
index_keys(A) ::= index_key(B). { A = mg_ast_list(ps, B); }
index_keys(A) ::= index_keys(A) COMMA index_key(B). { mg_ast_add(A, B); }
index_key(A) ::= expr(B) opclass(C) order_flags(F) nulls_flags(N). { A = mg_ast_flag(mg_pg_ast_key(ps, B, C), F | N); }
index_key(A) ::= expr(B) opclass(C) order_flags(F) nulls_flags(N) WITH any_operator(X). { A = mg_ast_flag(mg_ast_add(mg_pg_ast_key(ps, B, C), mg_ast_as(X, A_OPERATOR)), F | N); }
index_key(A) ::= expr(B) opclass(C) order_flags(F) nulls_flags(N) WITH OPERATOR LP any_operator(X) RP. { A = mg_ast_flag(mg_ast_add(mg_pg_ast_key(ps, B, C), mg_ast_as(X, A_OPERATOR)), F | N); }
opclass(A) ::= . { A = NULL; }
opclass(A) ::= qname(B). { A = mg_ast_wrap(ps, A_OPCLASS, B); }
opclass(A) ::= qname(B) options(C). { A = mg_ast_adopt(mg_ast_wrap(ps, A_OPCLASS, B), C); }
index_attrs(A) ::= . { A = NULL; }
index_attrs(A) ::= index_attrs(B) index_attr(C). { A = mg_ast_more(ps, B, C); }
index_attr(A) ::= INCLUDE LP names(B) RP. { A = mg_ast_as(B, A_INCLUDE); }
index_attr(A) ::= NULLS NOT DISTINCT. { A = mg_ast_new(ps, A_NULLS_NOT_DISTINCT); }
index_attr(A) ::= NULLS DISTINCT. { A = NULL; }
index_attr(A) ::= WITH options(B). { A = mg_ast_as(B, A_OPTIONS); }
index_attr(A) ::= TABLESPACE name(B). { A = mg_ast_as(B, A_TABLESPACE); }
index_attr(A) ::= WHERE expr(B). { A = mg_ast_wrap(ps, A_PREDICATE, B); }
