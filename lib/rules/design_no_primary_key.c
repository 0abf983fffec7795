/* Rows have no identity: replication, diffing and batches by key do not work. */
#include "rules/util.h"

static bool has_identity(const mg_object *table)
{
    MG_EACH_CHILD(o, table) {
        if (o->kind == MG_O_PRIMARY_KEY)
            return true;
        if (o->kind != MG_O_UNIQUE)
            continue;
        bool complete = mg_rule_key_count(o) > 0;
        for (uint32_t i = 0; i < mg_rule_key_count(o); i++) {
            const mg_object *column = mg_object_child(table, MG_O_COLUMN, mg_rule_key_column(o, i));
            complete = complete && column && mg_attr(column, A_NOT_NULL);
        }
        if (complete)
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_TABLE) || has_identity(c->after) || mg_attr(c->after, A_PARTITION_OF) ||
        mg_attr(c->after, A_INHERITS) || mg_attr(c->after, A_TEMPORARY))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "New table %S has no primary key: its rows cannot be told apart.", &name);
    mg_rule_suggest(rc, f, "Give it a primary key.");
}

const mg_rule mg_rule_design_no_primary_key = {
    .id = "design/no-primary-key",
    .title = "a new table has no primary key",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .why =
        "Rows cannot be told apart: logical replication, row-based binary logs and work in batches by key "
        "need a primary key or a NOT NULL unique one.",
    .fix = "Give the table a primary key.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
