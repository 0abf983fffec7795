/* Constructors for what only PostgreSQL's grammar has. As in parse/build.h:
 * NULL-tolerant, and nodes given become part of the result. */
#ifndef MG_PG_BUILD_H
#define MG_PG_BUILD_H

#include "parse/build.h"

/* ---- types and expressions ---- */

mg_node *mg_pg_ast_type(mg_parse *ps, mg_node *qname, mg_node *mods, const char *how); /* how: "varying", "with time zone" … */
mg_node *mg_pg_ast_array(mg_node *type, int dims);
mg_node *mg_pg_ast_interval(mg_parse *ps, mg_node *fields);
mg_node *mg_pg_ast_fields(mg_parse *ps, mg_node *from, mg_node *to, mg_node *precision);
mg_node *mg_pg_ast_typed_string(mg_parse *ps, mg_node *qname, mg_node *mods, const char *how, const mg_token *t);
mg_node *mg_pg_ast_interval_string(mg_parse *ps, mg_node *fields, const mg_token *t);
mg_node *mg_pg_ast_qualified_op(mg_parse *ps, mg_node *op, mg_node *left, mg_node *right);
mg_node *mg_pg_ast_option(mg_parse *ps, mg_run run);                /* name [= value] as N_PARAM */
mg_run mg_pg_since(const mg_parse *ps, const mg_token *first);      /* up to what the parser has taken */
mg_node *mg_pg_ast_role(mg_parse *ps, const mg_token *t);
mg_node *mg_pg_ast_key(mg_parse *ps, mg_node *expr, mg_node *collate, mg_node *opclass);
mg_node *mg_pg_ast_call(mg_parse *ps, const mg_token *word, mg_node *args, const mg_token *last);
mg_node *mg_pg_ast_worded(mg_parse *ps, mg_node *list, const mg_token *word, mg_node *expr); /* list, WORD, expr */
/* The arguments as text; trees (one, or a list) for what they refer to. */
mg_node *mg_pg_ast_raw_call(mg_parse *ps, const mg_token *word, mg_node *trees, const mg_token *last);

/* ---- statements ---- */

mg_node *mg_pg_ast_create(mg_parse *ps, int kind, uint32_t flags, uint32_t allowed, mg_node *qname, mg_node *a, mg_node *b);
mg_node *mg_pg_ast_foreign(mg_parse *ps, uint32_t flags, mg_node *qname, mg_node *elements, mg_node *server);
mg_node *mg_pg_ast_index(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *table, mg_node *method, mg_node *keys,
                         mg_node *attrs);
mg_node *mg_pg_ast_alter_relation(mg_parse *ps, int kind, uint32_t flags, mg_node *qname, mg_node *actions);
mg_node *mg_pg_ast_identity_change(mg_parse *ps, mg_node *name, mg_node *changes);
mg_node *mg_pg_ast_domain(mg_parse *ps, uint32_t flags, mg_node *qname, mg_node *type, mg_node *attrs);
mg_node *mg_pg_ast_alter(mg_parse *ps, int statement, int kind, mg_node *name, mg_node *actions);
mg_node *mg_pg_ast_attribute(mg_parse *ps, int act, mg_node *name, mg_node *type, mg_node *collate, uint32_t flags);
mg_node *mg_pg_ast_schema(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *owner, mg_node *elements);
mg_node *mg_pg_ast_view(mg_parse *ps, uint32_t flags, mg_node *qname, mg_node *columns, mg_node *options, mg_node *query,
                        mg_node *tail);
mg_node *mg_pg_ast_matview(mg_parse *ps, uint32_t flags, mg_node *qname, mg_node *columns, mg_node *attrs, mg_node *query,
                           mg_node *tail);
mg_node *mg_pg_ast_arg(mg_parse *ps, int mode, mg_node *name, mg_node *type);
mg_node *mg_pg_ast_returns_table(mg_parse *ps, mg_node *columns);
mg_node *mg_pg_ast_routine(mg_parse *ps, uint32_t flags, int kind, mg_node *qname, mg_node *args, mg_node *attrs);
mg_node *mg_pg_ast_body(mg_parse *ps, const mg_token *t, mg_node *expr);
mg_node *mg_pg_ast_atomic(mg_parse *ps, const mg_token *t, mg_node *statements);
mg_node *mg_pg_ast_routine_target(mg_parse *ps, mg_node *qname, mg_node *args);
mg_node *mg_pg_ast_routine_setting(mg_node *setting);
mg_node *mg_pg_ast_alter_routine(mg_parse *ps, int kind, mg_node *target, mg_node *changes);
mg_node *mg_pg_ast_trigger(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *timing, mg_node *events, mg_node *table,
                           mg_node *call);
mg_node *mg_pg_ast_policy(mg_parse *ps, int statement, uint32_t flags, mg_node *name, mg_node *table, mg_node *attrs);
mg_node *mg_pg_ast_on_table(mg_parse *ps, int statement, uint32_t flags, mg_node *name, mg_node *table, mg_node *attrs);
mg_node *mg_pg_ast_rule(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *event, mg_node *table, mg_node *where,
                        mg_node *instead, const mg_token *do_word, mg_node *actions);

/* Objects whose definition is text: the tokens from `from`, or behind the name. name NULL: it is made of the
 * definition (casts, user mappings). */
mg_node *mg_pg_ast_object(mg_parse *ps, uint32_t flags, int kind, mg_node *name, const mg_token *from);
mg_node *mg_pg_ast_text_change(mg_parse *ps, int kind, mg_node *name, const mg_token *from);
mg_node *mg_pg_ast_mapping_change(mg_parse *ps, const mg_token *role, mg_node *server);
mg_node *mg_pg_ast_operator_change(mg_parse *ps, mg_node *target, const mg_token *from);
mg_node *mg_pg_ast_family(mg_parse *ps, int kind, mg_node *qname, mg_node *method); /* A_TARGET */
mg_node *mg_pg_ast_operator_args(mg_parse *ps, mg_node *left, mg_node *right);
/* What a text refers to, as trees in its A_DEFINITION: N_TYPEs, N_QNAMEs of functions, queries. */
mg_node *mg_pg_ast_refers(mg_node *statement, mg_node *trees);
mg_node *mg_pg_ast_reference(mg_parse *ps, const mg_token *option, mg_node *type); /* sfunc = f, stype = t */
mg_node *mg_pg_ast_arg_types(mg_parse *ps, mg_node *args);
mg_node *mg_pg_ast_published_tables(mg_parse *ps, const mg_node *published);
bool mg_pg_is_wrong_token(const mg_parse *ps, const mg_token *t); /* of a number, a parameter, a string or a quoted name */
mg_node *mg_pg_ast_called(mg_parse *ps, mg_node *qname);          /* the name of a function: refused when it cannot be one */
mg_node *mg_pg_ast_period(mg_parse *ps, mg_node *constraint, const char *what); /* of its last column */
mg_node *mg_pg_ast_named(mg_node *qname, int kind);
mg_node *mg_pg_ast_named_all(mg_node *qnames, int kind);
mg_node *mg_pg_ast_text_refers(mg_node *statement, mg_node *trees);
mg_node *mg_pg_ast_routine_refers(mg_parse *ps, mg_node *target);
mg_node *mg_pg_ast_as_query(mg_parse *ps, mg_node *exprs, mg_node *from);
mg_node *mg_pg_ast_qnames(mg_node *list); /* N_NAMEs, N_ROLEs as N_QNAMEs */

/* `target` is an A_TARGET; kind 0: it stands in the target's sub */
mg_node *mg_pg_ast_rename(mg_parse *ps, int kind, mg_node *target, mg_node *name);
mg_node *mg_pg_ast_rename_on(mg_parse *ps, int kind, mg_node *name, mg_node *table, mg_node *to);
mg_node *mg_pg_ast_owner(mg_parse *ps, int kind, mg_node *target, mg_node *role);
mg_node *mg_pg_ast_set_schema(mg_parse *ps, int kind, mg_node *target, mg_node *schema);
mg_node *mg_pg_ast_changed(mg_parse *ps, int kind, mg_node *name, mg_node *change); /* a change of the three above without a target */
mg_node *mg_pg_ast_depends_on_extension(mg_parse *ps, int kind);
mg_node *mg_pg_ast_drop(mg_parse *ps, int kind, mg_node *names);
mg_node *mg_pg_ast_drop_on(mg_parse *ps, int kind, mg_node *name, mg_node *table);
mg_node *mg_pg_ast_comment(mg_parse *ps, mg_node *target, mg_node *text);
mg_node *mg_pg_ast_targets(mg_parse *ps, int kind, mg_node *names);
mg_node *mg_pg_ast_targets_in(mg_parse *ps, int kind, mg_node *schemas);
mg_node *mg_pg_ast_grant(mg_parse *ps, int statement, mg_node *privileges, mg_node *targets, mg_node *grantees, mg_node *option);
mg_node *mg_pg_ast_default_privileges(mg_parse *ps, mg_node *scope, mg_node *grant);

/* ---- data ---- */

mg_node *mg_pg_ast_insert(mg_parse *ps, mg_node *target, mg_node *rest, mg_node *conflict, mg_node *returning);
mg_node *mg_pg_ast_do(mg_parse *ps, mg_node *items);
mg_node *mg_pg_ast_update(mg_parse *ps, mg_node *relation, mg_node *alias, mg_node *set, mg_node *from, mg_node *where,
                          mg_node *returning);
mg_node *mg_pg_ast_delete(mg_parse *ps, mg_node *relation, mg_node *alias, mg_node *using_, mg_node *where, mg_node *returning);
mg_node *mg_pg_ast_merge(mg_parse *ps, mg_node *relation, mg_node *alias, mg_node *source, mg_node *on, mg_node *whens,
                         mg_node *returning);

/* ---- what the grammar takes and the server refuses as wrong syntax all the same (checks.c) ---- */

typedef enum mg_pg_statement {
    MG_PG_COPY, MG_PG_VACUUM, MG_PG_ANALYZE, MG_PG_CLUSTER, MG_PG_REINDEX, MG_PG_EXPLAIN, MG_PG_PUBLICATION, MG_PG_SUBSCRIPTION,
    MG_PG_SUBSCRIPTION_SET, MG_PG_SUBSCRIPTION_REFRESH, MG_PG_SUBSCRIPTION_PUBLICATION, MG_PG_SUBSCRIPTION_SKIP, MG_PG_COLLATION,
    MG_PG_TS_PARSER, MG_PG_TS_TEMPLATE, MG_PG_TS_CONFIGURATION, MG_PG_OPERATOR_SET,
} mg_pg_statement;

void mg_pg_refuse(mg_parse *ps, const mg_token *t, mg_str message);
void mg_pg_refuse_at(mg_parse *ps, uint32_t off, mg_str message);
uint32_t mg_pg_create_flags(mg_parse *ps, uint32_t have, uint32_t more); /* OR REPLACE, TEMP …, in their order and once */
void mg_pg_check_flags(mg_parse *ps, uint32_t flags, uint32_t allowed);
void mg_pg_check_values(mg_parse *ps, const mg_node *options, mg_pg_statement statement); /* checks_options.c */
void mg_pg_check_options(mg_parse *ps, const mg_node *options, mg_pg_statement statement);
void mg_pg_check_search(mg_parse *ps, const mg_node *options, int kind);
void mg_pg_check_connection(mg_parse *ps, const mg_token *t);
void mg_pg_check_tag(mg_parse *ps, const mg_token *t);
void mg_pg_check_filters(mg_parse *ps, const mg_node *filters);
mg_node *mg_pg_ast_published(mg_parse *ps, const char *what, mg_node *name, mg_node *columns, mg_node *where);
void mg_pg_check_published_more(mg_parse *ps, const mg_node *list, mg_node *fresh);
void mg_pg_check_published(mg_parse *ps, const mg_node *list, bool drops);
void mg_pg_check_role_word(mg_parse *ps, const mg_token *t);
/* `fresh` has just been added to the list */
void mg_pg_check_column_attr(mg_parse *ps, const mg_node *list, const mg_node *fresh);
void mg_pg_check_con_attr(mg_parse *ps, const mg_node *list, const mg_node *fresh);
void mg_pg_check_sequence(mg_parse *ps, const mg_node *options, bool identity);
void mg_pg_check_columns(mg_parse *ps, const mg_node *names, const mg_node *query); /* not more names than columns */
void mg_pg_since_version(mg_parse *ps, uint32_t version); /* what the parser has just taken came with it */
void mg_pg_check_events(mg_parse *ps, const mg_node *list, const mg_node *fresh);
void mg_pg_check_permissive(mg_parse *ps, const mg_token *t);
void mg_pg_check_body(mg_parse *ps, const mg_node *routine); /* PL/pgSQL's frame */
void mg_pg_check_routine(mg_parse *ps, const mg_node *attrs);
void mg_pg_check_actions(mg_parse *ps, int kind, uint32_t flags, const mg_node *actions);
void mg_pg_check_reset(mg_parse *ps, const mg_node *options);
void mg_pg_check_identity_option(mg_parse *ps, const mg_node *option);
void mg_pg_check_word(mg_parse *ps, const mg_token *t, const char *word);
void mg_pg_check_bare_label(mg_parse *ps, const mg_token *t);
void mg_pg_check_function_word(mg_parse *ps, const mg_token *t);
void mg_pg_check_type(mg_parse *ps, const mg_node *qname, bool has_length);
void mg_pg_check_event(mg_parse *ps, const mg_token *t);
void mg_pg_must_be(mg_parse *ps, const mg_node *statement, int kind);
mg_node *mg_pg_ast_maintenance(mg_parse *ps, const mg_token *t, mg_node *options);
mg_node *mg_pg_ast_explain(mg_parse *ps, const mg_token *t, mg_node *options);
mg_node *mg_pg_ast_execute_query(mg_parse *ps, mg_node *statement);

#endif
