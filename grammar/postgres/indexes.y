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
exclude_keys(A) ::= exclude_key(B). { A = mg_ast_list(ps, B); }
exclude_keys(A) ::= exclude_keys(A) COMMA exclude_key(B). { mg_ast_add(A, B); }
exclude_key(A) ::= index_key(B) WITH any_operator(X). { A = mg_ast_add(B, mg_ast_as(X, A_OPERATOR)); }
exclude_key(A) ::= index_key(B) WITH OPERATOR LP any_operator(X) RP. { A = mg_ast_add(B, mg_ast_as(X, A_OPERATOR)); }
/* a column, a call, or any expression in parentheses */
index_key(A) ::= name(B) collate_opt(L) opclass(C) order_flags(F) nulls_flags(N). { A = mg_ast_flag(mg_pg_ast_key(ps, mg_ast_as(B, E_COLUMN), L, C), F | N); }
index_key(A) ::= plain_call(B) collate_opt(L) opclass(C) order_flags(F) nulls_flags(N). { A = mg_ast_flag(mg_pg_ast_key(ps, B, L, C), F | N); }
index_key(A) ::= LP(X) expr(B) RP(Y) collate_opt(L) opclass(C) order_flags(F) nulls_flags(N). { A = mg_ast_flag(mg_pg_ast_key(ps, mg_ast_paren(ps, X, B, Y), L, C), F | N); }
opclass(A) ::= . { A = NULL; }
opclass(A) ::= qname(B). { A = mg_ast_wrap(ps, A_OPCLASS, B); }
opclass(A) ::= qname(B) options(C). { A = mg_ast_adopt(mg_ast_wrap(ps, A_OPCLASS, B), C); }
index_attrs(A) ::= include_opt(I) nulls_distinct(D) relation_options(W) tablespace(T) index_where(P).
    { A = mg_ast_add(mg_ast_add2(mg_ast_list2(ps, I, D), W, T), P); }
index_where(A) ::= . { A = NULL; }
index_where(A) ::= WHERE expr(B). { A = mg_ast_wrap(ps, A_PREDICATE, B); }
