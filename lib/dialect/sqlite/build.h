/* Constructors that only SQLite's grammar needs. */
#ifndef MG_SQLITE_BUILD_H
#define MG_SQLITE_BUILD_H

#include "parse/build.h"

mg_node *mg_sqlite_type(mg_parse *ps, mg_node *words, mg_node *modifiers);
mg_node *mg_sqlite_is(mg_parse *ps, uint32_t flags, mg_node *left, mg_node *right);
mg_node *mg_sqlite_word_value(mg_parse *ps, const mg_token *t);          /* DEFAULT word: a string */
mg_node *mg_sqlite_key(mg_parse *ps, mg_node *expr);

mg_node *mg_sqlite_column(mg_parse *ps, mg_node *name, mg_node *type, mg_node *attrs);
mg_node *mg_sqlite_primary(mg_parse *ps, const mg_token *t, uint32_t flags, mg_node *conflict, int autoincrement);
mg_node *mg_sqlite_key_rule(mg_parse *ps, const mg_token *t, int sub, mg_node *keys, int autoincrement, mg_node *conflict);

mg_node *mg_sqlite_create(mg_parse *ps, int kind, uint32_t flags, mg_node *name, mg_node *parts, mg_node *options);
mg_node *mg_sqlite_virtual(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *module, mg_node *args);
mg_node *mg_sqlite_index(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *table, mg_node *keys, mg_node *where);
mg_node *mg_sqlite_view(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *columns, mg_node *query);
mg_node *mg_sqlite_trigger(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *timing, mg_node *event, mg_node *table,
                           mg_node *for_each, mg_node *when, mg_run body);
mg_node *mg_sqlite_drop(mg_parse *ps, int kind, uint32_t flags, mg_node *names);
mg_node *mg_sqlite_alter(mg_parse *ps, mg_node *table, mg_node *action);
mg_node *mg_sqlite_insert(mg_parse *ps, mg_node *conflict, mg_node *table, mg_node *columns, mg_node *source, mg_node *tail);
mg_node *mg_sqlite_update(mg_parse *ps, mg_node *conflict, mg_node *relation, mg_node *assignments, mg_node *from,
                          mg_node *where, mg_node *returning);
mg_node *mg_sqlite_delete(mg_parse *ps, mg_node *relation, mg_node *where, mg_node *returning);
mg_node *mg_sqlite_pragma(mg_parse *ps, mg_node *name, mg_node *value);

/* filter.c: which words are keywords here, which strings are names */
void mg_sqlite_filter(mg_token *tokens, uint32_t n);

#endif
