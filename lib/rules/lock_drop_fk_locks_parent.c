/* ACCESS EXCLUSIVE on both tables: a busy parent stops for it. */
#include "rules/lint.h"
#include "rules/util.h"

/* A file that drops nothing but the key does not touch its parent. */
static const mg_object *find_parent(const mg_rule_ctx *rc, const mg_object *fk)
{
    const mg_object *parent = mg_rule_referenced(mg_rule_before(rc), fk);
    return parent || !rc->lint ? parent : mg_rule_referenced(rc->lint->state, fk);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_DROP_FOREIGN_KEY || !c->before->parent)
        return;
    const mg_object *parent = find_parent(rc, c->before);
    if (!parent || parent == c->before->parent)
        return;
    mg_str own = mg_rule_own_name(rc, c->before), child = mg_rule_name(rc, c->before->parent),
        other = mg_rule_name(rc, parent);
    mg_finding *f = mg_emit(rc, c, "Dropping %S takes ACCESS EXCLUSIVE on %S and on %S, which it refers to.", &own,
                            &child, &other);
    mg_rule_suggest(rc, f, "Drop it in a transaction of its own, with a short lock_timeout and another try.");
}

const mg_rule mg_rule_lock_drop_fk_locks_parent = {
    .id = "lock/drop-fk-locks-parent",
    .title = "dropping a foreign key locks the parent as well",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "Dropping a foreign key, its column or its table takes ACCESS EXCLUSIVE on the table that it refers "
        "to as well: everything that reads the parent queues.",
    .fix =
        "Drop one foreign key at a time in a transaction of its own, with a short lock_timeout and another "
        "try.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DROP_FOREIGN_KEY),
    .change = on_change,
};
