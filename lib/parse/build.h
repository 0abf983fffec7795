/* Constructors that the grammars' actions call. All take and return NULL
 * without harm, so that a failed allocation needs no test in a grammar. Nodes
 * that a constructor is given become part of what it returns. */
#ifndef MG_BUILD_H
#define MG_BUILD_H

#include "parse/parse.h"

/* ---- places ---- */

mg_node *mg_ast_at(mg_parse *ps, mg_node *n, const mg_token *t);    /* n stands at t */
mg_node *mg_ast_from(mg_parse *ps, mg_node *n, const mg_token *t);  /* n begins at t */
mg_node *mg_ast_to(mg_parse *ps, mg_node *n, const mg_token *t);    /* n ends with t */
mg_node *mg_ast_place(mg_parse *ps, mg_node *n, const mg_token *first, const mg_token *last);

/* ---- nodes ---- */

mg_node *mg_ast_new(mg_parse *ps, int kind);
mg_node *mg_ast_as(mg_node *n, int kind);                           /* turns n into another kind */
mg_node *mg_ast_flag(mg_node *n, uint32_t flags);
mg_node *mg_ast_partial(mg_parse *ps, mg_node *n); /* some of it is kept as text only */
mg_node *mg_ast_sub(mg_node *n, int sub);
mg_node *mg_ast_add(mg_node *parent, mg_node *child);
mg_node *mg_ast_add2(mg_node *parent, mg_node *a, mg_node *b);
mg_node *mg_ast_add3(mg_node *parent, mg_node *a, mg_node *b, mg_node *c);
mg_node *mg_ast_adopt(mg_node *parent, mg_node *list);              /* takes list's children */
mg_node *mg_ast_wrap(mg_parse *ps, int kind, mg_node *child);
mg_node *mg_ast_pair(mg_parse *ps, int kind, mg_node *a, mg_node *b);
mg_node *mg_ast_three(mg_parse *ps, int kind, mg_node *a, mg_node *b, mg_node *c);
mg_node *mg_ast_with(mg_parse *ps, int kind, mg_node *child, mg_node *list); /* child, then list's children */
mg_node *mg_ast_list(mg_parse *ps, mg_node *first);                 /* N_LIST */
mg_node *mg_ast_list2(mg_parse *ps, mg_node *a, mg_node *b);
mg_node *mg_ast_more(mg_parse *ps, mg_node *list, mg_node *item);   /* list may be NULL: then it is made */

/* ---- texts ---- */

mg_node *mg_ast_text(mg_node *n, const mg_node *named);             /* n takes the text of another node */
mg_node *mg_ast_textz(mg_parse *ps, mg_node *n, const char *z);
mg_node *mg_ast_textual(mg_parse *ps, mg_node *n, const char *z);   /* adds an N_TEXT child */
mg_node *mg_ast_z(mg_parse *ps, int kind, const char *z);
mg_node *mg_ast_word(mg_parse *ps, int kind, const mg_token *t);    /* a keyword in lower case */
mg_node *mg_ast_word2(mg_parse *ps, const mg_token *t, const char *z);
mg_node *mg_ast_words(mg_parse *ps, const char *z, mg_node *a, mg_node *b); /* N_KEYWORD "z a b" */
mg_node *mg_ast_raw_token(mg_parse *ps, int kind, const mg_token *t);
mg_node *mg_ast_value(mg_parse *ps, int kind, const mg_token *t);   /* a string's or name's value */
mg_node *mg_ast_lower_value(mg_parse *ps, int kind, const mg_token *t);
mg_str mg_ast_lower(mg_parse *ps, const mg_token *t);

/* A run of tokens, kept as canonical text: words folded, single blanks, strings requoted. */
typedef struct mg_run {
    const mg_token *first, *last;
} mg_run;
static inline mg_run mg_run_of(const mg_token *first, const mg_token *last) { return (mg_run){first, last}; }
static inline mg_run mg_run_join(mg_run a, mg_run b) { return (mg_run){a.first, b.last}; }
mg_str mg_ast_run_text(mg_parse *ps, mg_run run);
mg_node *mg_ast_run(mg_parse *ps, int kind, mg_run run);

/* ---- names ---- */

mg_node *mg_ast_name(mg_parse *ps, const mg_token *t);              /* N_NAME, folded as the dialect does */
mg_node *mg_ast_dot(mg_node *qname, mg_node *name);                 /* qname.name; the former last part becomes a qualifier */
mg_node *mg_ast_keys(mg_parse *ps, mg_node *names);                 /* names as A_KEYS of N_KEY of E_COLUMN */
mg_node *mg_ast_param(mg_parse *ps, const char *name, mg_node *value);
mg_node *mg_ast_setting(mg_parse *ps, mg_node *qname, mg_node *values); /* N_PARAM with the dotted name as text */
mg_node *mg_ast_relabel(mg_parse *ps, mg_node *n, int kind, const mg_token *t); /* another kind, text: the word */

/* ---- expressions ---- */

mg_node *mg_ast_const(mg_parse *ps, const mg_token *t, int sub);
mg_node *mg_ast_concat(mg_parse *ps, mg_node *string, const mg_token *t); /* 'a' 'b' */
mg_node *mg_ast_number(mg_parse *ps, const char *z);
mg_node *mg_ast_negative(mg_parse *ps, const mg_token *sign, const mg_token *number);
mg_node *mg_ast_star(mg_parse *ps, const mg_token *t);
mg_node *mg_ast_whole_row(mg_parse *ps, mg_node *qname, const mg_token *star);
mg_node *mg_ast_op(mg_parse *ps, const char *op, mg_node *left, mg_node *right); /* left NULL = prefix */
mg_node *mg_ast_op_token(mg_parse *ps, const mg_token *op, mg_node *left, mg_node *right);
mg_node *mg_ast_prefix(mg_parse *ps, const mg_token *t, const char *op, mg_node *operand);
mg_node *mg_ast_postfix(mg_parse *ps, const mg_token *t, const char *op, mg_node *operand);
mg_node *mg_ast_escape(mg_parse *ps, mg_node *op, mg_node *escape);
mg_node *mg_ast_in(mg_parse *ps, mg_node *left, mg_node *right, uint32_t flags); /* right: a query, or a list of items */
mg_node *mg_ast_is(mg_parse *ps, const char *what, uint32_t flags, mg_node *left, const mg_token *last);
mg_node *mg_ast_is_word(mg_parse *ps, mg_node *word, uint32_t flags, mg_node *left);
mg_node *mg_ast_distinct(mg_parse *ps, uint32_t flags, mg_node *left, mg_node *right);
mg_node *mg_ast_quantifier(mg_parse *ps, const mg_token *t, mg_node *of, int sub); /* completed by the operator before it */
mg_node *mg_ast_paren(mg_parse *ps, const mg_token *lp, mg_node *expr, const mg_token *rp);
mg_node *mg_ast_row(mg_parse *ps, const mg_token *lp, mg_node *first, mg_node *rest, const mg_token *rp);
mg_node *mg_ast_case(mg_parse *ps, const mg_token *first, mg_node *subject, mg_node *whens, mg_node *otherwise,
                     const mg_token *last);
mg_node *mg_ast_call(mg_parse *ps, mg_node *qname, mg_node *args, mg_node *tail, const mg_token *last);
mg_node *mg_ast_value_word(mg_parse *ps, const mg_token *t, mg_node *args); /* CURRENT_DATE and the like */
mg_node *mg_ast_raw_call(mg_parse *ps, const mg_token *name, mg_run args, const mg_token *last);
mg_node *mg_ast_trim(mg_parse *ps, const mg_token *side, mg_node *what, mg_node *from); /* the arguments of TRIM */

/* ---- queries ---- */

mg_node *mg_ast_enter(mg_parse *ps, mg_node *query);
mg_node *mg_ast_select(mg_parse *ps, const mg_token *first, mg_node *quant, mg_node *targets, mg_node *into, mg_node *from,
                       mg_node *where, mg_node *group, mg_node *having, mg_node *window);
mg_node *mg_ast_setop(mg_parse *ps, const char *op, uint32_t quantifier, mg_node *left, mg_node *right);
mg_node *mg_ast_tails(mg_parse *ps, mg_node *query, mg_node *tails);
mg_node *mg_ast_with_query(mg_parse *ps, mg_node *with, mg_node *query, mg_node *tails);
mg_node *mg_ast_cte(mg_parse *ps, mg_node *name, mg_node *columns, uint32_t flags, mg_node *body);
mg_node *mg_ast_alias(mg_node *item, mg_node *alias);               /* alias: N_LIST, text: name, children: columns */
mg_node *mg_ast_join(mg_parse *ps, const char *how, mg_node *left, mg_node *right, mg_node *qual);
mg_node *mg_ast_frame(mg_parse *ps, const mg_token *unit, mg_node *from, mg_node *to, mg_node *exclude);
mg_node *mg_ast_locking(mg_parse *ps, mg_node *strength, mg_node *tables, mg_node *wait);
mg_node *mg_ast_sample(mg_parse *ps, mg_node *method, mg_node *args, mg_node *repeatable);

/* ---- definitions and statements ---- */

mg_node *mg_ast_con(mg_parse *ps, const mg_token *t, int sub, mg_node *child); /* N_CONSTRAINT */
mg_node *mg_ast_name_rule(mg_node *rule, mg_node *name);            /* CONSTRAINT name before it */
/* N_COLUMN: what belongs to an inline constraint is put into it. */
mg_node *mg_ast_column(mg_parse *ps, mg_node *name, mg_node *type, mg_node *attrs);
mg_node *mg_ast_act(mg_parse *ps, int act, const mg_node *named, mg_node *child); /* N_ACTION */
void mg_ast_result(mg_parse *ps, mg_node *statement);               /* a bare query becomes S_SELECT */

/* ---- refusing ---- */

/* What the tables take and the engine does not; t NULL = where the parser is. */
void mg_ast_refuse(mg_parse *ps, const mg_token *t, const char *why);

/* ---- filters: run over the tokens before the parser ---- */

/* NOT_LA, WITH_LA, NULLS_LA; a word after '.' is an ID. */
void mg_filter_tokens(mg_token *tokens, uint32_t n);
/* … of one token, by the kind of the next; not what a '.' before it makes of it. */
int mg_filter_kind(int kind, int next);

#endif
