/* ---- COMMENT, SECURITY LABEL ---- */

statement(A) ::= COMMENT ON comment_target(T) IS comment_text(C). { A = mg_pg_ast_comment(ps, T, C); }
comment_target(A) ::= dropped_kind(K) qname(N). { A = mg_ast_sub(mg_ast_wrap(ps, A_TARGET, N), K); }
comment_target(A) ::= INDEX qname(N). { A = mg_ast_sub(mg_ast_wrap(ps, A_TARGET, N), MG_O_INDEX); }
comment_target(A) ::= dropped_word_kind(K) name(N). { A = mg_ast_sub(mg_ast_wrap(ps, A_TARGET, mg_ast_as(N, N_QNAME)), K); }
comment_target(A) ::= single_kind(K) name(N). { A = mg_ast_sub(mg_ast_wrap(ps, A_TARGET, mg_ast_as(N, N_QNAME)), K); }
comment_target(A) ::= ROLE name(N). { A = mg_ast_sub(mg_ast_wrap(ps, A_TARGET, mg_ast_as(N, N_QNAME)), MG_O_ROLE); }
comment_target(A) ::= AGGREGATE aggregate_name(N). { A = mg_ast_sub(N, MG_O_AGGREGATE); }
comment_target(A) ::= COLUMN qname(N). { A = mg_ast_sub(mg_ast_wrap(ps, A_TARGET, N), MG_O_COLUMN); }
comment_target(A) ::= routine_kind(K) routine_name(N). { A = mg_ast_sub(N, K); }
comment_target(A) ::= on_table_kind(K) name(N) ON qname(T). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, mg_ast_as(N, N_QNAME), mg_ast_wrap(ps, A_ON_TABLE, T)), K); }
comment_target(A) ::= POLICY name(N) ON qname(T). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, mg_ast_as(N, N_QNAME), mg_ast_wrap(ps, A_ON_TABLE, T)), MG_O_POLICY); }
comment_target(A) ::= CONSTRAINT name(N) ON qname(T). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, mg_ast_as(N, N_QNAME), mg_ast_wrap(ps, A_ON_TABLE, T)), MG_O_CONSTRAINT); }
comment_target(A) ::= CONSTRAINT name(N) ON DOMAIN qname(T). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, mg_ast_as(N, N_QNAME), mg_ast_flag(mg_ast_wrap(ps, A_ON_TABLE, T), NF_DEFAULT)), MG_O_CONSTRAINT); }
comment_target(A) ::= operator_target(A).
comment_target(A) ::= CAST LP type(X) AS type(Y) RP. { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, X, Y), MG_O_CAST); }
comment_target(A) ::= TRANSFORM FOR type(X) LANGUAGE name(Y). { A = mg_ast_sub(mg_ast_pair(ps, A_TARGET, X, Y), MG_O_TRANSFORM); }
comment_target(A) ::= LARGE OBJECT signed_number(N). { A = mg_ast_sub(mg_ast_wrap(ps, A_TARGET, mg_ast_as(N, N_NAME)), MG_O_LARGE_OBJECT); }
comment_text(A) ::= NULL. { A = NULL; }
comment_text(A) ::= string(B). { A = mg_ast_as(B, A_COMMENT); }
statement(A) ::= SECURITY LABEL label_provider ON comment_target IS comment_text. { A = mg_ast_partial(ps, mg_ast_z(ps, S_OTHER, "security label")); }
label_provider ::= .
label_provider ::= FOR word_or_string.
