/* InnoDB knows no foreign keys from or to partitioned tables. */
#include "rules/util.h"

static void report(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk, const mg_object *table)
{
    mg_str own = mg_rule_own_name(rc, fk), name = mg_rule_name(rc, table);
    mg_finding *f = mg_emit(rc, c, "Foreign key %S meets %S, which is partitioned: the server refuses that with 1506.", &own, &name);
    mg_rule_suggest(rc, f, "Leave out the foreign key or the partitions.");
    mg_rule_at_object(f, fk);
    mg_rule_block(f);
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    const mg_object *parent = mg_rule_parent_of(rc, fk);
    if (fk->parent && mg_attr(fk->parent, A_PARTITION_BY))
        report(rc, c, fk, fk->parent);
    else if (parent && mg_attr(parent, A_PARTITION_BY))
        report(rc, c, fk, parent);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_FOREIGN_KEY, look);
    if (c->type != MG_C_ALTER_PARTITIONING || !mg_attr(c->after, A_PARTITION_BY) || mg_attr(c->before, A_PARTITION_BY))
        return;
    MG_EACH_CHILD(o, c->after) {
        if (o->kind == MG_O_FOREIGN_KEY && mg_changes_counterpart(rc->changes, o))
            report(rc, c, o, c->after);
    }
    for (const mg_object *const *d = mg_schema_dependants_of(mg_rule_after(rc), c->after, MG_O_FOREIGN_KEY); *d; d++)
        if ((*d)->kind == MG_O_FOREIGN_KEY && (*d)->parent != c->after && mg_changes_counterpart(rc->changes, *d))
            report(rc, c, *d, c->after);
}

const mg_rule mg_rule_fail_fk_on_partitioned_mysql = {
    .id = "fail/fk-on-partitioned-mysql",
    .title = "a foreign key meets a partitioned table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "InnoDB knows no foreign keys from or to partitioned tables: the statement fails with 1506 (MariaDB "
        "1506 or errno 150).",
    .fix = "Leave out the foreign key or the partitions.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY) | MG_ON(MG_C_ALTER_PARTITIONING),
    .change = on_change,
};
