/* ---- VACUUM, ANALYZE, CLUSTER, REINDEX, EXPLAIN ---- */

/* Options of the statements below: names that are no reserved words, with or without a value. */
%type word_option_list {mg_node *}
word_options(A) ::= LP word_option_list(B) RP. { A = B; }
word_option_list(A) ::= word_option(B). { A = mg_ast_list(ps, B); }
word_option_list(A) ::= word_option_list(A) COMMA word_option(B). { mg_ast_add(A, B); }
word_option(A) ::= option_word(X). { A = mg_ast_word(ps, N_PARAM, X); }
word_option(A) ::= option_word(X) option_setting(B). { A = mg_ast_add(mg_ast_word(ps, N_PARAM, X), B); }
%type option_word {const mg_token *}
option_word(A) ::= ID(X). { A = X; }
option_word(A) ::= function_word(X). { A = X; }
option_word(A) ::= ANALYZE|ANALYSE(X). { A = X; }
option_setting(A) ::= word_or_string(A).
option_setting(A) ::= signed_number(A).
option_setting(A) ::= TRUE|FALSE|ON(X). { A = mg_ast_word(ps, N_KEYWORD, X); }

statement(A) ::= VACUUM(X) vacuum_full vacuum_freeze verbose vacuum_analyze vacuum_relations. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
statement(A) ::= VACUUM(X) word_options(O) vacuum_relations. { A = mg_pg_ast_maintenance(ps, X, O); }
statement(A) ::= ANALYZE|ANALYSE(X) verbose vacuum_relations. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
statement(A) ::= ANALYZE|ANALYSE(X) word_options(O) vacuum_relations. { A = mg_pg_ast_maintenance(ps, X, O); }
vacuum_full ::= .
vacuum_full ::= FULL.
vacuum_freeze ::= .
vacuum_freeze ::= FREEZE.
vacuum_analyze ::= .
vacuum_analyze ::= ANALYZE.
vacuum_analyze ::= ANALYSE.
verbose ::= .
verbose ::= VERBOSE.
vacuum_relations ::= .
vacuum_relations ::= vacuum_list.
vacuum_list ::= vacuum_relation.
vacuum_list ::= vacuum_list COMMA vacuum_relation.
vacuum_relation ::= relation_name paren_names_opt.

statement(A) ::= CLUSTER(X) verbose. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
statement(A) ::= CLUSTER(X) verbose qname(Q) cluster_index(I). { A = mg_ast_add(mg_ast_add(mg_ast_word(ps, S_MAINTENANCE, X), Q), I); }
statement(A) ::= CLUSTER(X) verbose name ON qname. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
statement(A) ::= CLUSTER(X) word_options(O). { A = mg_pg_ast_maintenance(ps, X, O); }
statement(A) ::= CLUSTER(X) word_options(O) qname cluster_index. { A = mg_pg_ast_maintenance(ps, X, O); }
cluster_index(A) ::= . { A = NULL; }
cluster_index(A) ::= USING name(N). { A = N; }

statement(A) ::= REINDEX(X) reindex_what. { A = mg_ast_word(ps, S_MAINTENANCE, X); }
statement(A) ::= REINDEX(X) word_options(O) reindex_what. { A = mg_pg_ast_maintenance(ps, X, O); }
reindex_what ::= INDEX concurrently qname.
reindex_what ::= TABLE concurrently qname.
reindex_what ::= SCHEMA concurrently name.
reindex_what ::= SYSTEM|DATABASE concurrently.
reindex_what ::= SYSTEM|DATABASE concurrently name.

statement(A) ::= CHECKPOINT(X). { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= EXPLAIN(X) explained. { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= EXPLAIN(X) ANALYZE|ANALYSE verbose explained. { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= EXPLAIN(X) VERBOSE explained. { A = mg_ast_word(ps, S_OTHER, X); }
statement(A) ::= EXPLAIN(X) word_options(O) explained. { A = mg_pg_ast_explain(ps, X, O); }
explained ::= query.
explained ::= change.
explained ::= create_table(T). { mg_pg_must_be(ps, T, S_CREATE_TABLE_AS); }
explained ::= create_matview.
explained ::= refresh.
explained ::= declare_cursor.
explained ::= execute.
