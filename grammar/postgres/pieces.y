/* ---- words ---- */

/* What a list of options or AS may be followed by: any word at all. */
%type any_word {const mg_token *}
any_word(A) ::= ID(X). { A = X; }
any_word(A) ::= reserved_word(X). { A = X; }
any_word(A) ::= function_word(X). { A = X; }
any_word(A) ::= ANY_LA(X). { A = X; }

/* Whole words that only order a clause. */
%type by_word {int}
by_word(A) ::= . { A = 0; }
by_word(A) ::= BY. { A = 0; }
%type with_word {int}
with_word(A) ::= . { A = 0; }
with_word(A) ::= WITH. { A = 0; }
%type as_word {int}
as_word(A) ::= . { A = 0; }
as_word(A) ::= AS. { A = 0; }
%type table_word {int}
table_word(A) ::= . { A = 0; }
table_word(A) ::= TABLE. { A = 0; }

/* ---- options: name, name = value ---- */

/* WITH (fillfactor = 70, toast.autovacuum_enabled = off) and what defines types, aggregates, operators … */
options(A) ::= LP option_list(B) RP. { A = B; }
option_list(A) ::= option(B). { A = mg_ast_list(ps, B); }
option_list(A) ::= option_list(A) COMMA option(B). { mg_ast_add(A, B); }
option(A) ::= any_word(X). { A = mg_pg_ast_option(ps, mg_pg_since(ps, X)); }
option(A) ::= any_word(X) EQ option_value. { A = mg_pg_ast_option(ps, mg_pg_since(ps, X)); }
option(A) ::= any_word(X) DOT name. { A = mg_pg_ast_option(ps, mg_pg_since(ps, X)); }
option(A) ::= any_word(X) DOT name EQ option_value. { A = mg_pg_ast_option(ps, mg_pg_since(ps, X)); }
option_value(A) ::= type(A).
option_value(A) ::= reserved_word. { A = NULL; }
option_value(A) ::= ANY_LA. { A = NULL; }
option_value(A) ::= NONE. { A = NULL; }
option_value(A) ::= signed_number. { A = NULL; }
option_value(A) ::= STRING. { A = NULL; }
option_value(A) ::= operator_token. { A = NULL; }
option_value(A) ::= OPERATOR LP any_operator RP. { A = NULL; }

/* the same, for the types and functions that are named in it */
references_list(A) ::= reference_option(B). { A = mg_ast_list(ps, B); }
references_list(A) ::= references_list(A) COMMA reference_option(B). { mg_ast_add(A, B); }
reference_option(A) ::= any_word. { A = NULL; }
reference_option(A) ::= any_word(X) EQ option_value(V). { A = mg_pg_ast_reference(ps, X, V); }

/* OPTIONS (name 'value'); in ALTER: ADD, SET, DROP before the name */
fdw_options(A) ::= . { A = NULL; }
fdw_options(A) ::= OPTIONS LP fdw_option_list(B) RP. { A = B; }
fdw_option_list(A) ::= fdw_option(B). { A = mg_ast_list(ps, B); }
fdw_option_list(A) ::= fdw_option_list(A) COMMA fdw_option(B). { mg_ast_add(A, B); }
fdw_option(A) ::= any_word(X) STRING. { A = mg_pg_ast_option(ps, mg_pg_since(ps, X)); }
fdw_changes(A) ::= OPTIONS LP fdw_change_list(B) RP. { A = B; }
fdw_change_list(A) ::= fdw_change(B). { A = mg_ast_list(ps, B); }
fdw_change_list(A) ::= fdw_change_list(A) COMMA fdw_change(B). { mg_ast_add(A, B); }
fdw_change(A) ::= fdw_option(A).
fdw_change(A) ::= ADD|SET(X) any_word STRING. { A = mg_pg_ast_option(ps, mg_pg_since(ps, X)); }
fdw_change(A) ::= DROP(X) any_word. { A = mg_pg_ast_option(ps, mg_pg_since(ps, X)); }

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
create(A) ::= create(B) create_word(C). { A = mg_pg_create_flags(ps, B, C); }
%type create_word {uint32_t}
create_word(A) ::= OR REPLACE. { A = NF_OR_REPLACE; }
create_word(A) ::= TEMP. { A = NF_TEMP; }
create_word(A) ::= TEMPORARY. { A = NF_TEMP; }
create_word(A) ::= LOCAL TEMP|TEMPORARY. { A = NF_TEMP; }
create_word(A) ::= GLOBAL TEMP|TEMPORARY. { A = NF_TEMP; }
create_word(A) ::= UNLOGGED. { A = NF_UNLOGGED; }
create_word(A) ::= UNIQUE. { A = NF_UNIQUE; }
create_word(A) ::= RECURSIVE. { A = NF_RECURSIVE; }

signed_number(A) ::= NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
signed_number(A) ::= PLUS NUMBER(X). { A = mg_ast_const(ps, X, MG_CONST_NUMBER); }
signed_number(A) ::= MINUS(Y) NUMBER(X). { A = mg_ast_negative(ps, Y, X); }

role(A) ::= ID(X). { A = mg_pg_ast_role(ps, X); }
role(A) ::= CURRENT_USER|SESSION_USER|CURRENT_ROLE(X). { A = mg_ast_word(ps, N_ROLE, X); }
roles(A) ::= role(B). { A = mg_ast_list(ps, B); }
roles(A) ::= roles(A) COMMA role(B). { mg_ast_add(A, B); }
/* before roles in GRANT only */
grantee(A) ::= role(A).
grantee(A) ::= GROUP role(B). { A = B; }
grantee_list(A) ::= grantee(B). { A = mg_ast_list(ps, B); }
grantee_list(A) ::= grantee_list(A) COMMA grantee(B). { mg_ast_add(A, B); }

/* ---- runs of tokens that are kept as text ---- */

%type raw {mg_run}
raw(A) ::= raw_item(B). { A = B; }
raw(A) ::= raw(B) raw_item(C). { A = mg_run_join(B, C); }
%type raw_item {mg_run}
raw_item(A) ::= ANY(X). { A = mg_run_of(X, X); }
raw_item(A) ::= LP(X) RP(Y). { A = mg_run_of(X, Y); }
raw_item(A) ::= LP(X) raw RP(Y). { A = mg_run_of(X, Y); }
