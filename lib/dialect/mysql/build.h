/* Constructors that only MySQL's and MariaDB's grammars call. */
#ifndef MG_DIALECT_MYSQL_BUILD_H
#define MG_DIALECT_MYSQL_BUILD_H

#include "parse/build.h"

mg_node *mg_my_type2(mg_parse *ps, const mg_token *t, const char *second);    /* "double precision" */
mg_node *mg_my_national(mg_parse *ps, const mg_token *t, int varying);
mg_node *mg_my_type(mg_node *type, mg_node *args, mg_node *attrs);
mg_node *mg_my_number_attrs(mg_parse *ps, mg_node *attrs, mg_node *attr);     /* MariaDB: each once */
mg_node *mg_my_named_type(mg_parse *ps, const mg_token *t);                   /* spatial types; MariaDB: any name */
mg_node *mg_my_temporal(mg_parse *ps, const mg_token *type, const mg_token *value); /* DATE'2020-01-01' */
mg_node *mg_my_system_time(mg_parse *ps, const mg_token *first);
mg_run mg_my_since(const mg_parse *ps, const mg_token *first);                /* up to the token before the one that is looked at */
mg_node *mg_my_more(mg_parse *ps, mg_node *list, mg_node *more);              /* list's items, then more: a list or one node */
mg_node *mg_my_grant(mg_parse *ps, const mg_token *first);
mg_node *mg_my_other(mg_parse *ps, int kind, const mg_token *first);          /* a statement kept as text */
mg_node *mg_my_obsolete(mg_parse *ps, const mg_token *t, const char *why, mg_node *n); /* older servers took it */

/* ---- expressions ---- */

mg_node *mg_my_call(mg_parse *ps, const mg_token *name, mg_node *args, mg_node *tail, const mg_token *last);
mg_node *mg_my_checked_call(mg_parse *ps, mg_node *name, mg_node *args, const mg_token *last);
mg_node *mg_my_words(mg_parse *ps, mg_node *a, const mg_token *word, mg_node *b); /* the arguments "a FROM b" */
mg_node *mg_my_like(mg_parse *ps, mg_node *left, mg_node *right, mg_node *escape, uint32_t flags);
mg_node *mg_my_escape(mg_parse *ps, const mg_token *word, mg_node *value);    /* ODBC: {d '2020-01-01'}, {fn now()} */
mg_node *mg_my_concat_limit(mg_parse *ps, mg_node *limit);
mg_node *mg_my_json_value(mg_parse *ps, const mg_token *name, mg_node *doc, mg_node *path, const mg_token *last);
mg_node *mg_my_comma_join(mg_parse *ps, mg_node *first, mg_node *rest);
mg_node *mg_my_json_table(mg_parse *ps, const mg_token *first, mg_run inside, const mg_token *last);
mg_node *mg_my_definer(mg_parse *ps, mg_run account); /* text: user@host, without quotes */
mg_node *mg_my_array(mg_node *type);
mg_node *mg_my_introduced(mg_parse *ps, const mg_token *charset, mg_node *literal);
mg_node *mg_ast_string_word(mg_parse *ps, int kind, const mg_token *t);       /* a string's value as text */
mg_node *mg_ast_param_word(mg_parse *ps, const mg_token *t, mg_node *value);  /* N_PARAM named by a word */
mg_node *mg_ast_list_as(mg_parse *ps, int kind, mg_node *first, mg_node *second);

/* what the grammar of columns reads in pieces: collation, expression, VIRTUAL or STORED, what follows */
mg_node *mg_my_generated(mg_parse *ps, mg_node *collate, mg_node *generated, mg_node *storage, mg_node *attrs);
mg_node *mg_my_partitions(mg_parse *ps, mg_node *partitions);                 /* all or none have subpartitions, the same number */
mg_node *mg_my_column(mg_parse *ps, mg_node *name, mg_node *type, mg_node *attrs);
mg_node *mg_my_key(mg_parse *ps, mg_node *expr, const mg_token *length, uint32_t flags);
/* name_type: a list of the name and the method, either may be missing */
mg_node *mg_my_key_rule(mg_parse *ps, const mg_token *t, int sub, mg_node *name_type, mg_node *keys, mg_node *attrs);
mg_node *mg_my_index(mg_parse *ps, mg_node *name_type, mg_node *keys, mg_node *attrs, mg_node *kind);
mg_node *mg_my_create_index(mg_parse *ps, uint32_t flags, mg_node *index, mg_node *table, mg_node *hints);
mg_node *mg_my_drop_index(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *table, mg_node *hints);
mg_node *mg_my_create_table(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *elements, mg_node *options, mg_node *query);
mg_node *mg_my_method(mg_parse *ps, int linear, const char *word, mg_node *of); /* of a partitioning */
mg_node *mg_my_new_name(mg_parse *ps, mg_node *qname);
mg_node *mg_my_hint_action(mg_parse *ps, mg_node *hint);
mg_node *mg_my_options_action(mg_parse *ps, mg_node *options);
mg_node *mg_my_rename(mg_parse *ps, mg_node *from, mg_node *to);

mg_node *mg_my_create_view(mg_parse *ps, uint32_t flags, mg_node *heads, mg_node *name, mg_node *columns, mg_node *query,
                           mg_node *check);
mg_node *mg_my_routine(mg_parse *ps, uint32_t flags, mg_node *heads, int kind, mg_node *name, mg_node *args, mg_node *attrs,
                       mg_run body);
mg_node *mg_my_loadable(mg_parse *ps, uint32_t flags, mg_node *heads, int kind, mg_node *name, const mg_token *type,
                        const mg_token *library);
mg_node *mg_my_alter_routine(mg_parse *ps, int kind, mg_node *name, mg_node *attrs);
mg_node *mg_my_language(mg_parse *ps, const mg_token *t);
mg_node *mg_my_security(mg_parse *ps, const mg_token *t);
mg_node *mg_my_trigger(mg_parse *ps, uint32_t flags, mg_node *heads, mg_node *name, mg_node *time, mg_node *events,
                       mg_node *table, mg_node *order, mg_run body);
mg_node *mg_my_event(mg_parse *ps, uint32_t flags, mg_node *heads, mg_node *name, mg_node *schedule, mg_node *attrs, mg_run body);
mg_node *mg_my_event_attrs(mg_parse *ps, mg_node *completion, mg_node *state, mg_node *comment);
mg_node *mg_my_alter_event(mg_parse *ps, mg_node *heads, mg_node *name, mg_node *schedule, mg_node *rename, mg_node *attrs,
                           mg_run body);
mg_node *mg_my_returns(mg_parse *ps, mg_node *type, mg_node *attrs);
mg_node *mg_my_create_database(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *options);
mg_node *mg_my_list_bound(mg_parse *ps, const mg_token *paren, mg_node *values);
mg_node *mg_my_alter_database(mg_parse *ps, mg_node *name, mg_node *options);
mg_node *mg_my_create_text(mg_parse *ps, int kind, mg_run rest);
mg_node *mg_my_create_object(mg_parse *ps, int kind, mg_node *name, mg_run rest);
mg_node *mg_ast_drop(mg_parse *ps, int kind, uint32_t flags, mg_node *names);
mg_rows mg_my_one_more(mg_rows row, const mg_node *value);                     /* of an INSERT's row */
mg_node *mg_my_update(mg_parse *ps, mg_node *tables, mg_node *columns, mg_node *where);
mg_node *mg_my_delete(mg_parse *ps, mg_node *targets, mg_node *tables, mg_node *where);
mg_node *mg_my_set(mg_parse *ps, const mg_token *t, mg_run rest);

/* Kinds rewritten before the parser sees them (filter.c). */
void mg_my_filter_tokens(mg_parse *ps);
/* Tries again with words as names that servers before the newest did not reserve. */
void mg_my_parse(mg_parse *ps, void (*parse)(mg_parse *));

#endif
