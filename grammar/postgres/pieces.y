/* ---- runs of tokens that are kept as text ---- */

%type raw {mg_run}
raw(A) ::= raw_item(B). { A = B; }
raw(A) ::= raw(B) raw_item(C). { A = mg_run_join(B, C); }
%type raw_item {mg_run}
raw_item(A) ::= ANY(X). { A = mg_run_of(X, X); }
raw_item(A) ::= LP(X) RP(Y). { A = mg_run_of(X, Y); }
raw_item(A) ::= LP(X) raw RP(Y). { A = mg_run_of(X, Y); }

/* options in parentheses: name, name = value; split in the constructor */
options(A) ::= LP option_list(B) RP. { A = B; }
option_list(A) ::= option(B). { A = mg_ast_list(ps, B); }
option_list(A) ::= option_list(A) COMMA option(B). { mg_ast_add(A, B); }
option(A) ::= raw(B). { A = mg_pg_ast_option(ps, B); }

/* ---- small shared pieces ---- */

%type drop_behavior {uint32_t}
drop_behavior(A) ::= . { A = 0; }
drop_behavior(A) ::= CASCADE. { A = NF_CASCADE; }
drop_behavior(A) ::= RESTRICT. { A = NF_RESTRICT; }
%type concurrently {uint32_t}
concurrently(A) ::= . { A = 0; }
concurrently(A) ::= CONCURRENTLY. { A = NF_CONCURRENTLY; }

%type create {uint32_t}
create(A) ::= CREATE. { A = 0; }
create(A) ::= create(B) create_word(C). { A = B | C; }
%type create_word {uint32_t}
create_word(A) ::= OR REPLACE. { A = NF_OR_REPLACE; }
create_word(A) ::= TEMP. { A = NF_TEMP; }
create_word(A) ::= TEMPORARY. { A = NF_TEMP; }
create_word(A) ::= LOCAL. { A = 0; }
create_word(A) ::= GLOBAL. { A = 0; }
create_word(A) ::= UNLOGGED. { A = NF_UNLOGGED; }
create_word(A) ::= UNIQUE. { A = NF_UNIQUE; }
create_word(A) ::= RECURSIVE. { A = NF_RECURSIVE; }

signed_number(A) ::= NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
signed_number(A) ::= PLUS NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
signed_number(A) ::= MINUS(Y) NUMBER(X). { A = mg_ast_negative(ps, Y, X); }

role(A) ::= ID(X). { A = mg_pg_ast_role(ps, X); }
role(A) ::= CURRENT_USER|SESSION_USER|CURRENT_ROLE(X). { A = mg_ast_word(ps, N_ROLE, X); }
role(A) ::= GROUP ID(X). { A = mg_pg_ast_role(ps, X); }
roles(A) ::= role(B). { A = mg_ast_list(ps, B); }
roles(A) ::= roles(A) COMMA role(B). { mg_ast_add(A, B); }
