/* A moment's lock is harmless until it has to wait for a long transaction. */
#include "rules/util.h"

static bool is_brief(const mg_change *c)
{
    const mg_object *o = mg_change_object(c);
    switch (c->type) {
    case MG_C_RENAME_COLUMN:
    case MG_C_RENAME_CONSTRAINT:
    case MG_C_SET_DEFAULT:
    case MG_C_DROP_DEFAULT:
    case MG_C_DROP_NOT_NULL:
    case MG_C_ALTER_ROW_SECURITY: return true;
    case MG_C_RENAME: return o->kind == MG_O_TABLE;
    case MG_C_SET_OWNER:
    case MG_C_SET_SCHEMA: return o->kind == MG_O_TABLE;
    case MG_C_CREATE: return o->kind == MG_O_POLICY || o->kind == MG_O_RULE;
    default: return false;
    }
}

static void check(const mg_rule_ctx *rc)
{
    const uint32_t n = mg_rule_after(rc)->next_id;
    uint32_t *counts = MG_NEW_N(rc->arena, uint32_t, n + 1);
    const mg_change **first = MG_NEW_N(rc->arena, const mg_change *, n + 1);
    if (!counts || !first)
        return;
    for (uint32_t i = 0; i < rc->changes->list.n; i++) {
        const mg_change *c = rc->changes->list.at[i];
        const mg_object *o = mg_change_object(c), *table = c->after ? mg_change_table(c) : NULL;
        if (!table || !o || c->forced || !is_brief(c) || table->owner != mg_rule_after(rc) || table->id > n || !mg_rule_on_old_table(rc, c))
            continue;
        counts[table->id]++;
        if (!first[table->id])
            first[table->id] = c;
    }
    MG_EACH_OBJECT(o, mg_rule_after(rc)) {
        if (!counts[o->id])
            continue;
        mg_str name = mg_rule_name(rc, o);
        mg_finding *f = mg_emit(rc, first[o->id], "%u change%s of %S only touch%s the catalogue, but take%s ACCESS EXCLUSIVE: while that waits "
                                                  "for an open transaction, everybody queues behind it.", counts[o->id],
                                counts[o->id] == 1 ? "" : "s", &name, counts[o->id] == 1 ? "es" : "", counts[o->id] == 1 ? "s" : "");
        mg_rule_suggest(rc, f, "SET lock_timeout = '2s'; before it, and another try when it runs out.");
    }
}

const mg_rule mg_rule_lock_rename_brief = {
    .id = "lock/rename-brief",
    .title = "a change of the catalogue alone still takes ACCESS EXCLUSIVE",
    .severity = MG_SEV_INFO,
    .off = true,
    .dialects = MG_RULE_PG,
    .why = "Renames, defaults, DROP NOT NULL, owners, policies and the like touch no row, but take ACCESS EXCLUSIVE for a moment. Behind a "
           "long transaction the moment lasts, and every other statement on the table queues behind it.",
    .fix = "A short lock_timeout and another try.",
    .source = "measured on PostgreSQL 11-19",
    .check = check,
};
