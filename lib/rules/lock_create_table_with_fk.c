/* A new table locks the old ones that it refers to. */
#include "rules/util.h"

static bool is_named_before(const mg_rule_ctx *rc, const mg_object *fk, const mg_object *parent)
{
    for (const mg_object *o = fk->prev; o; o = o->prev)
        if (o->kind == MG_O_FOREIGN_KEY && mg_rule_parent_of(rc, o) == parent)
            return true;
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_TABLE) || mg_attr(c->after, A_PARTITION_OF))
        return;
    const mg_pg_fact *fact = mg_fact_postgres("add_foreign_key", mg_rule_version(rc));
    MG_EACH_CHILD(o, c->after) {
        const mg_object *parent = o->kind == MG_O_FOREIGN_KEY ? mg_rule_parent_of(rc, o) : NULL;
        if (!parent || !mg_changes_counterpart(rc->changes, parent) || is_named_before(rc, o, parent) || !fact)
            continue;
        mg_str table = mg_rule_name(rc, c->after), other = mg_rule_name(rc, parent);
        mg_finding *f = mg_emit(rc, c, "The foreign key of new table %S holds %s on %S until the transaction ends: writes to it wait.", &table,
                                fact->lock, &other);
        mg_rule_suggest(rc, f, "Keep the transaction short, with a lock_timeout; or create the table first and add each foreign key in a "
                               "transaction of its own: no row has to be looked at.");
        mg_rule_at_object(f, o);
    }
}

const mg_rule mg_rule_lock_create_table_with_fk = {
    .id = "lock/create-table-with-fk",
    .title = "a new table with a foreign key locks the table that it refers to",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .why = "CREATE TABLE … REFERENCES takes SHARE ROW EXCLUSIVE on each table that it refers to and keeps it until the transaction ends: "
           "writes to them wait.",
    .fix = "A short transaction with a lock_timeout; with several parents, one foreign key at a time.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
