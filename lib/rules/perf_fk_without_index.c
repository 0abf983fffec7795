/* Every delete of a parent reads the whole child. */
#include "rules/util.h"

static bool begins_with(const mg_object *o, const mg_object *fk)
{
    uint32_t n = mg_rule_key_count(fk);
    if (mg_rule_key_count(o) < n || mg_attr(o, A_PREDICATE))
        return false;
    for (uint32_t i = 0; i < n; i++) {
        bool found = false;
        for (uint32_t j = 0; j < n && !found; j++)
            found = mg_str_ieq(mg_rule_key_column(o, i), mg_rule_key_column(fk, j));
        if (!found)
            return false;
    }
    return true;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk, bool new_table)
{
    MG_EACH_CHILD(o, fk->parent) {
        bool keys = o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
        if (keys && begins_with(o, fk))
            return;
    }
    mg_str own = mg_rule_own_name(rc, fk), table = mg_rule_name(rc, fk->parent), keys = mg_rule_sql_keys(rc, fk);
    mg_finding *f = mg_emit(rc, c, "Foreign key %S has no index on %S(%S): every delete in the parent reads the "
                                   "whole table.", &own, &table, &keys);
    mg_rule_suggest(rc, f, "Create an index on %S(%S).", &table, &keys);
    mg_rule_at_object(f, fk);
    if (new_table)
        mg_rule_severity(f, MG_SEV_INFO);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_ADD_FOREIGN_KEY && c->after->parent)
        look(rc, c, c->after, false);
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_TABLE))
        return;
    MG_EACH_CHILD(o, c->after) {
        if (o->kind == MG_O_FOREIGN_KEY)
            look(rc, c, o, true);
    }
}

const mg_rule mg_rule_perf_fk_without_index = {
    .id = "perf/fk-without-index",
    .title = "a foreign key without an index on its columns",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_SQLITE,
    .why =
        "When a parent row is deleted or its key changes, the engine looks for children: without an index on "
        "the foreign key's columns it reads the whole child table each time.",
    .fix = "Create an index that begins with these columns.",
    .source = "manuals of PostgreSQL and SQLite",
    .change = on_change,
};
