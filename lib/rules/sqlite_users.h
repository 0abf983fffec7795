/* Who names a table of SQLite, for the rules of rebuilds in migration files. */
#ifndef MG_SQLITE_USERS_H
#define MG_SQLITE_USERS_H

#include "rules/lint.h"

typedef struct mg_sqlite_users {
    mg_map children, triggers; /* by the folded name of the table that they name: mg_object*, one for each */
    bool noted;
} mg_sqlite_users;

void mg_sqlite_users_init(const mg_rule_ctx *rc, mg_sqlite_users *u);
void mg_sqlite_users_free(mg_sqlite_users *u);
/* A foreign key of another table that refers to this one; or NULL. */
const mg_object *mg_sqlite_users_child(const mg_rule_ctx *rc, mg_sqlite_users *u, mg_str table);
/* A trigger of another table that names this one in its body, and that the file did not make; or NULL. */
const mg_object *mg_sqlite_users_trigger(const mg_rule_ctx *rc, mg_sqlite_users *u, mg_str table);

#endif
