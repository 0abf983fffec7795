/* The foreign keys that hold a column. */
#include "rules/held.h"

#include "rules/util.h"

static const mg_object *become(const mg_rule_ctx *rc, const mg_change *c, const mg_object *other)
{
    const mg_object *now = other->parent == c->before->parent ? mg_changes_counterpart(rc->changes, other) : NULL;
    return now && now->statement == c->after->statement ? now : other;
}

static bool look_at_key(const mg_rule_ctx *rc, const mg_change *c, const mg_lint_stmt *st, const mg_object *fk, mg_hold_fn fn)
{
    const mg_object *parent = mg_rule_referenced(rc->changes->before, fk);
    if (!parent) /* the file does not touch it */
        parent = mg_rule_referenced(rc->lint->state, fk);
    for (uint32_t i = 0; parent && i < mg_rule_key_count(fk); i++) {
        const mg_object *column = mg_object_child(fk->parent, MG_O_COLUMN, mg_rule_key_column(fk, i));
        const mg_object *referred = mg_rule_referenced_column(parent, fk, i);
        if (!column || !referred || (column != c->before && referred != c->before))
            continue;
        mg_hold h = {.fk = fk, .other = column == c->before ? referred : column, .is_parent = referred == c->before, .gone = mg_rule_key_goes_before(rc, fk, st->info)};
        h.becomes = become(rc, c, h.other);
        return fn(rc, c, st, &h);
    }
    return false;
}

void mg_rule_each_hold(const mg_rule_ctx *rc, const mg_change *c, mg_hold_fn fn)
{
    bool is_column = rc->lint && mg_rule_is_mysql(rc) && c->before && c->after && c->before->kind == MG_O_COLUMN && c->before->parent;
    const mg_lint_stmt *st = is_column ? mg_lint_made(rc, c) : NULL;
    if (!st)
        return;
    MG_EACH_CHILD(fk, c->before->parent) {
        if (fk->kind == MG_O_FOREIGN_KEY && look_at_key(rc, c, st, fk, fn))
            return;
    }
    for (const mg_object *const *u = mg_schema_dependants_of(c->before->owner, c->before, MG_O_FOREIGN_KEY); *u; u++)
        if ((*u)->kind == MG_O_FOREIGN_KEY && (*u)->parent != c->before->parent && look_at_key(rc, c, st, *u, fn))
            return;
}
