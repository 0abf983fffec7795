/* MySQL, MariaDB: the foreign keys that hold a column which a migration file changes. */
#ifndef MG_RULES_HELD_H
#define MG_RULES_HELD_H

#include "rules/lint.h"

typedef struct mg_hold {
    const mg_object *fk, *other; /* other: the column that the key ties the changed one to */
    const mg_object *becomes;    /* what the statement makes of that: a key of a table to itself; else the same */
    bool is_parent;              /* the key refers to the changed column */
    bool gone;                   /* the file drops the key before the statement is through */
} mg_hold;

/* True: that was enough. */
typedef bool (*mg_hold_fn)(const mg_rule_ctx *rc, const mg_change *c, const mg_lint_stmt *st, const mg_hold *h);
/* One after the other; none where no statement made the change. */
void mg_rule_each_hold(const mg_rule_ctx *rc, const mg_change *c, mg_hold_fn fn);

#endif
