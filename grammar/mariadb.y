/* MariaDB: what it has beyond mysql.y. */

/* ---- sequences ---- */

element_statement(A) ::= create(F) SEQUENCE if_not_exists(I) qname(N) sequence_options(O).
    { A = mg_ast_flag(mg_ast_list_as(ps, S_CREATE_SEQUENCE, N, mg_ast_as(O, A_SEQUENCE)), F | I); }
statement(A) ::= ALTER SEQUENCE if_exists(I) qname(N) sequence_options(O).
    { A = mg_ast_flag(mg_ast_list_as(ps, S_ALTER_SEQUENCE, N, mg_ast_act(ps, MG_ACT_SET_SEQUENCE, NULL, mg_ast_as(O, A_SEQUENCE))), I); }
sequence_options(A) ::= . { A = mg_ast_new(ps, N_LIST); }
sequence_options(A) ::= sequence_options(A) sequence_option(B). { mg_ast_add(A, B); }
sequence_option(A) ::= AS ID(X). { A = mg_ast_param(ps, "as", mg_ast_word(ps, N_TYPE, X)); }
sequence_option(A) ::= ENGINE eq_opt charset_name. { A = NULL; }
sequence_option(A) ::= COMMENT eq_opt STRING. { A = NULL; }
sequence_option(A) ::= START sequence_with sequence_number(B). { A = mg_ast_param(ps, "start", B); }
sequence_option(A) ::= INCREMENT sequence_by sequence_number(B). { A = mg_ast_param(ps, "increment", B); }
sequence_option(A) ::= MINVALUE eq_opt sequence_number(B). { A = mg_ast_param(ps, "minvalue", B); }
sequence_option(A) ::= MAXVALUE eq_opt sequence_number(B). { A = mg_ast_param(ps, "maxvalue", B); }
sequence_option(A) ::= NO MINVALUE. { A = mg_ast_param(ps, "no minvalue", NULL); }
sequence_option(A) ::= NO MAXVALUE. { A = mg_ast_param(ps, "no maxvalue", NULL); }
sequence_option(A) ::= NOMINVALUE. { A = mg_ast_param(ps, "no minvalue", NULL); }
sequence_option(A) ::= NOMAXVALUE. { A = mg_ast_param(ps, "no maxvalue", NULL); }
sequence_option(A) ::= CACHE eq_opt sequence_number(B). { A = mg_ast_param(ps, "cache", B); }
sequence_option(A) ::= NOCACHE. { A = mg_ast_param(ps, "cache", mg_ast_number(ps, "0")); }
sequence_option(A) ::= CYCLE. { A = mg_ast_param(ps, "cycle", NULL); }
sequence_option(A) ::= NOCYCLE. { A = mg_ast_param(ps, "no cycle", NULL); }
sequence_option(A) ::= NO CYCLE. { A = mg_ast_param(ps, "no cycle", NULL); }
sequence_option(A) ::= RESTART. { A = mg_ast_param(ps, "restart", NULL); }
sequence_option(A) ::= RESTART sequence_with sequence_number(B). { A = mg_ast_param(ps, "restart", B); }
sequence_number(A) ::= NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
sequence_number(A) ::= MINUS(Y) NUMBER(X). { A = mg_ast_negative(ps, Y, X); }
%type sequence_with {int}
sequence_with(A) ::= eq_opt. { A = 0; }
sequence_with(A) ::= WITH. { A = 0; }
%type sequence_by {int}
sequence_by(A) ::= eq_opt. { A = 0; }
sequence_by(A) ::= BY. { A = 0; }
statement(A) ::= DROP drop_temporary SEQUENCE if_exists(I) qnames(N). { A = mg_ast_drop(ps, MG_O_SEQUENCE, I, N); }
drop_kind(A) ::= PACKAGE. { A = MG_O_PACKAGE; }
drop_kind(A) ::= PACKAGE BODY. { A = MG_O_PACKAGE; }

/* ---- system versioning and periods ---- */

element(A) ::= PERIOD FOR SYSTEM_TIME(X) LP names(C) RP. { A = mg_ast_relabel(ps, C, A_PERIOD, X); }
element(A) ::= PERIOD FOR name(N) LP names(C) RP. { A = mg_ast_text(mg_ast_as(C, A_PERIOD), N); }
action(A) ::= ADD PERIOD if_not_exists FOR SYSTEM_TIME(X) LP names(C) RP. { A = mg_ast_act(ps, MG_ACT_ADD_PERIOD, NULL, mg_ast_relabel(ps, C, A_PERIOD, X)); }
action(A) ::= ADD PERIOD if_not_exists(I) FOR name(N) LP names(C) RP. { A = mg_ast_act(ps, MG_ACT_ADD_PERIOD, NULL, mg_ast_text(mg_ast_as(C, A_PERIOD), N)); mg_ast_flag(A, I); }
action(A) ::= DROP PERIOD if_exists FOR SYSTEM_TIME. { A = mg_ast_act(ps, MG_ACT_DROP_PERIOD, NULL, NULL); }
action(A) ::= DROP PERIOD if_exists FOR name(N). { A = mg_ast_act(ps, MG_ACT_DROP_PERIOD, N, NULL); }
column_attr(A) ::= GENERATED ALWAYS AS ROW START. { A = mg_ast_z(ps, A_GENERATED, "row start"); }
column_attr(A) ::= GENERATED ALWAYS AS ROW END. { A = mg_ast_z(ps, A_GENERATED, "row end"); }
column_attr(A) ::= AS ROW START. { A = mg_ast_z(ps, A_GENERATED, "row start"); }
column_attr(A) ::= AS ROW END. { A = mg_ast_z(ps, A_GENERATED, "row end"); }
column_attr(A) ::= WITH SYSTEM VERSIONING. { A = NULL; }
column_attr(A) ::= WITHOUT SYSTEM VERSIONING. { A = mg_ast_wrap(ps, A_OPTIONS, mg_ast_param(ps, "without system versioning", NULL)); }
column_attr(A) ::= COMPRESSED. { A = mg_ast_z(ps, A_COMPRESSION, "zlib"); }
index_key(A) ::= name(B) WITHOUT OVERLAPS. { A = mg_ast_textual(ps, mg_my_key(ps, mg_ast_as(B, E_COLUMN), NULL, 0), "without overlaps"); }
partition_method(A) ::= SYSTEM_TIME INTERVAL expr(B) ID(U) partition_starts. { A = mg_my_method(ps, 0, "system_time", mg_ast_list(ps, mg_ast_text(mg_ast_wrap(ps, E_INTERVAL, B), mg_ast_word(ps, N_NAME, U)))); }
partition_method(A) ::= SYSTEM_TIME LIMIT NUMBER(X) auto_word. { A = mg_my_method(ps, 0, "system_time limit", mg_ast_list(ps, mg_ast_const(ps, X, MG_CONST_NUMBER))); }
%type partition_starts {int}
partition_starts(A) ::= . { A = 0; }
partition_starts(A) ::= STARTS expr. [DOT] { A = 0; }
partition_starts(A) ::= AUTO. { A = 0; }
partition_starts(A) ::= STARTS expr AUTO. { A = 0; }

/* ---- the rest ---- */

statement(A) ::= CREATE create_package raw(B). { A = mg_my_create_text(ps, MG_O_PACKAGE, B); }
statement(A) ::= CREATE OR REPLACE create_package raw(B). { A = mg_my_create_text(ps, MG_O_PACKAGE, B); }
%type create_package {int}
create_package(A) ::= PACKAGE. { A = 0; }
index_kind(A) ::= VECTOR(X). { A = mg_ast_word(ps, A_INDEX_KIND, X); }
%type auto_word {int}
auto_word(A) ::= . { A = 0; }
auto_word(A) ::= AUTO. { A = 0; }
