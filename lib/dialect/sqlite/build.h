/* Constructors that only SQLite's grammar needs. */
#ifndef MG_SQLITE_BUILD_H
#define MG_SQLITE_BUILD_H

#include "parse/build.h"

/* A word or a string where a name stands. */
mg_node *mg_sqlite_name(mg_parse *ps, const mg_token *t);
/* Refuses what an engine older than `version` has not; t NULL = where the parser is. */
void mg_sqlite_since(mg_parse *ps, const mg_token *t, uint32_t version, const char *why);
void mg_sqlite_altering(mg_parse *ps, const mg_token *t);                /* constraints by ALTER TABLE */
void mg_sqlite_raise(mg_parse *ps, const mg_token *t, const mg_node *message);

mg_node *mg_sqlite_type(mg_parse *ps, mg_node *words, mg_node *modifiers);
mg_node *mg_sqlite_is(mg_parse *ps, uint32_t flags, mg_node *left, mg_node *right);
mg_node *mg_sqlite_word_value(mg_parse *ps, const mg_token *t);          /* DEFAULT word: a string */
mg_node *mg_sqlite_key(mg_parse *ps, mg_node *expr);
mg_node *mg_sqlite_param(mg_parse *ps, const mg_token *t);
mg_node *mg_sqlite_call(mg_parse *ps, const mg_token *name, uint32_t quantifier, mg_node *args, mg_node *tail, const mg_token *last);
mg_node *mg_sqlite_like(mg_parse *ps, const mg_token *op, uint32_t flags, mg_node *left, mg_node *right, mg_node *escape);

/* queries: a FROM list is an N_LIST; a join takes the place of its left side in it */
mg_node *mg_sqlite_compound(mg_parse *ps, const char *op, mg_node *left, mg_node *right);
mg_node *mg_sqlite_from(mg_parse *ps, mg_node *item, mg_node *qual);
mg_node *mg_sqlite_join(mg_parse *ps, mg_node *list, const char *how, mg_node *item, mg_node *qual);
const char *mg_sqlite_join_kind(mg_parse *ps, const mg_token *first, const mg_node *second, const mg_node *third);
mg_node *mg_sqlite_group(mg_parse *ps, mg_node *list);
mg_node *mg_sqlite_alias(mg_node *item, mg_node *name);

/* A list of attributes in the making: a name at its end is that of the constraint to come. */
mg_node *mg_sqlite_attr(mg_parse *ps, mg_node *list, mg_node *item);
mg_node *mg_sqlite_drop_name(mg_node *list);

mg_node *mg_sqlite_column(mg_parse *ps, mg_node *name, mg_node *type, mg_node *attrs);
mg_node *mg_sqlite_primary(mg_parse *ps, const mg_token *t, uint32_t flags, mg_node *conflict, int autoincrement);
mg_node *mg_sqlite_key_rule(mg_parse *ps, const mg_token *t, int sub, mg_node *keys, int autoincrement, mg_node *conflict);

mg_node *mg_sqlite_create(mg_parse *ps, int kind, uint32_t flags, mg_node *name, mg_node *parts, mg_node *options);
mg_node *mg_sqlite_virtual(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *module, mg_node *args);
mg_node *mg_sqlite_action(mg_parse *ps, mg_node *actions, mg_node *action);
mg_node *mg_sqlite_index(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *table, mg_node *keys, mg_node *where);
mg_node *mg_sqlite_view(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *columns, mg_node *query);
mg_node *mg_sqlite_trigger(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *timing, mg_node *event, mg_node *table,
                           mg_node *for_each, mg_node *when, mg_run body);
mg_node *mg_sqlite_drop(mg_parse *ps, int kind, uint32_t flags, mg_node *names);
mg_node *mg_sqlite_alter(mg_parse *ps, mg_node *table, mg_node *action);
mg_node *mg_sqlite_upsert(mg_parse *ps, mg_node *target, mg_node *action);
mg_node *mg_sqlite_insert(mg_parse *ps, mg_node *conflict, mg_node *table, mg_node *columns, mg_node *source, mg_node *tail);
mg_node *mg_sqlite_update(mg_parse *ps, mg_node *conflict, mg_node *table, mg_node *assignments, mg_node *from,
                          mg_node *where, mg_node *returning);
mg_node *mg_sqlite_delete(mg_parse *ps, mg_node *table, mg_node *where, mg_node *returning);
mg_node *mg_sqlite_pragma(mg_parse *ps, mg_node *name, mg_node *value);

/* filter.c: which words are keywords here, which tokens are none in this version. Returns the first of the latter, or n. */
uint32_t mg_sqlite_filter(mg_token *tokens, uint32_t n, const char *text, uint32_t version);

#endif
