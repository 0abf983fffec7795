/* ---- sequences ---- */

schema_element(A) ::= create(F) SEQUENCE if_not_exists(I) qname(N) sequence_options(O).
    { mg_pg_check_sequence(ps, O, false); A = mg_pg_ast_create(ps, S_CREATE_SEQUENCE, F | I, NF_TEMP | NF_UNLOGGED, N, mg_ast_list(ps, mg_ast_as(O, A_SEQUENCE)), NULL); }
sequence_options(A) ::= . { A = mg_ast_new(ps, N_LIST); }
sequence_options(A) ::= sequence_options(A) sequence_option(B). { mg_ast_add(A, B); }
sequence_option(A) ::= AS type(B). { A = mg_ast_param(ps, "as", B); }
sequence_option(A) ::= CACHE signed_number(B). { A = mg_ast_param(ps, "cache", B); }
sequence_option(A) ::= CYCLE. { A = mg_ast_param(ps, "cycle", NULL); }
sequence_option(A) ::= NO CYCLE. { A = mg_ast_param(ps, "no cycle", NULL); }
sequence_option(A) ::= INCREMENT by_word signed_number(B). { A = mg_ast_param(ps, "increment", B); }
sequence_option(A) ::= MAXVALUE signed_number(B). { A = mg_ast_param(ps, "maxvalue", B); }
sequence_option(A) ::= NO MAXVALUE. { A = mg_ast_param(ps, "no maxvalue", NULL); }
sequence_option(A) ::= MINVALUE signed_number(B). { A = mg_ast_param(ps, "minvalue", B); }
sequence_option(A) ::= NO MINVALUE. { A = mg_ast_param(ps, "no minvalue", NULL); }
sequence_option(A) ::= START with_word signed_number(B). { A = mg_ast_param(ps, "start", B); }
sequence_option(A) ::= RESTART. { A = mg_ast_param(ps, "restart", NULL); }
sequence_option(A) ::= RESTART with_word signed_number(B). { A = mg_ast_param(ps, "restart", B); }
sequence_option(A) ::= OWNED BY qname(B). { A = mg_ast_param(ps, "owned by", B); }
sequence_option(A) ::= SEQUENCE NAME qname(B). { A = mg_ast_param(ps, "sequence name", B); }
sequence_option(A) ::= LOGGED. { A = mg_ast_param(ps, "logged", NULL); }
sequence_option(A) ::= UNLOGGED. { A = mg_ast_param(ps, "unlogged", NULL); }
