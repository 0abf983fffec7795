/* The start, names, lists, the pieces of constraints. postgres.y declares the precedences that expr.y and select.y name.
 *
 * Before parsing, mg_filter_tokens (lib/parse/filter.c) rewrites kinds where
 * one token of lookahead is not enough: a word after '.' is an ID; NOT before
 * BETWEEN, IN, LIKE … is NOT_LA; WITH before TIME, ORDINALITY, ROLLUP is
 * WITH_LA; NULLS before FIRST, LAST is NULLS_LA. The rest is done by the
 * dialect's own filter (lib/dialect/postgres/filter.c).
 *
 * A trap: a keyword that falls back to ID is taken as an ID where ID can be
 * shifted and the keyword would only reduce. So nothing optional may stand
 * before such a keyword in a state that also takes a name: lists start from an
 * empty list instead (x_list ::= . | x_list x). tools/traps.py finds these. */

input ::= statement(S). { mg_ast_result(ps, S); }

/* ---- names ---- */

name(A) ::= ID(X). { A = mg_ast_name(ps, X); }

names(A) ::= name(B). { A = mg_ast_list(ps, B); }
names(A) ::= names(A) COMMA name(B). { mg_ast_add(A, B); }

paren_names(A) ::= LP names(B) RP. { A = B; }
paren_names_opt(A) ::= . { A = NULL; }
paren_names_opt(A) ::= LP names(B) RP. { A = B; }

qname(A) ::= name(A). { mg_ast_as(A, N_QNAME); }
qname(A) ::= qname(A) DOT name(B). { A = mg_ast_dot(A, B); }

qnames(A) ::= qname(B). { A = mg_ast_list(ps, B); }
qnames(A) ::= qnames(A) COMMA qname(B). { mg_ast_add(A, B); }

/* ---- flags that stand before or after names ---- */

%type if_exists {uint32_t}
if_exists(A) ::= . { A = 0; }
if_exists(A) ::= IF EXISTS. { A = NF_IF_EXISTS; }

%type if_not_exists {uint32_t}
if_not_exists(A) ::= . { A = 0; }
if_not_exists(A) ::= IF NOT EXISTS. { A = NF_IF_NOT_EXISTS; }

%type order_flags {uint32_t}
order_flags(A) ::= . { A = 0; }
order_flags(A) ::= ASC. { A = NF_ASC; }
order_flags(A) ::= DESC. { A = NF_DESC; }

%type nulls_flags {uint32_t}
nulls_flags(A) ::= . { A = 0; }
nulls_flags(A) ::= NULLS_LA FIRST. { A = NF_NULLS_FIRST; }
nulls_flags(A) ::= NULLS_LA LAST. { A = NF_NULLS_LAST; }

/* ---- pieces of constraints ---- */

/* REFERENCES t (c), without what follows: actions and deferrability come as siblings */
references(A) ::= REFERENCES qname(T) paren_names_opt(C). { A = mg_ast_with(ps, A_REFERENCES, T, C); }

ref_action(A) ::= CASCADE. { A = mg_ast_z(ps, N_KEYWORD, "cascade"); }
ref_action(A) ::= RESTRICT. { A = mg_ast_z(ps, N_KEYWORD, "restrict"); }
ref_action(A) ::= NO ACTION. { A = mg_ast_z(ps, N_KEYWORD, "no action"); }
ref_action(A) ::= SET NULL. { A = mg_ast_z(ps, N_KEYWORD, "set null"); }
ref_action(A) ::= SET DEFAULT. { A = mg_ast_z(ps, N_KEYWORD, "set default"); }
