/* PostgreSQL refuses to drop it or to change its type. */
#include "rules/util.h"

static bool chooses(const mg_object *table, mg_str column)
{
    MG_EACH(k, mg_attr(table, A_PARTITION_BY)) {
        const mg_node *e = k->kind == N_KEY ? k->first : k;
        if (e && e->kind == E_COLUMN && mg_str_ieq(mg_text(e), column))
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool drop = c->type == MG_C_DROP_COLUMN;
    if ((!drop && c->type != MG_C_ALTER_COLUMN_TYPE) || !mg_rule_on_old_table(rc, c) || !chooses(c->before->parent, c->before->name))
        return;
    mg_str column = mg_rule_name(rc, c->before), table = mg_rule_name(rc, c->before->parent), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S is partitioned by %S, which %s: %S refuses that.", &table, &column,
                            drop ? "goes" : "changes its type", &engine);
    mg_rule_suggest(rc, f, "Create a new partitioned table, copy the rows partition by partition, and swap the two by renames.");
    mg_rule_block(f);
}

const mg_rule mg_rule_partition_key_column_changed = {
    .id = "partition/key-column-changed",
    .title = "the column that a table is partitioned by goes or changes its type",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "PostgreSQL refuses to drop a column that the partition key uses, and to change its type.",
    .fix = "A new partitioned table, a copy, a swap by renames.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DROP_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
