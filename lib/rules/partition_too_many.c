/* Planning looks at all of them. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = mg_rule_is_new_table(c) || c->type == MG_C_ALTER_PARTITIONING ? c->after : NULL;
    uint32_t n = 0, most = mg_rule_number(rc, "max");
    if (!table || !mg_attr(table, A_PARTITION_BY))
        return;
    if (mg_rule_is_mysql(rc)) {
        MG_EACH(p, mg_attr(table, A_PARTITION_BY)) {
            n += p->kind == N_PARTITION;
        }
    } else {
        for (const mg_object *const *o = mg_schema_dependants_of(mg_rule_after(rc), table, MG_O_TABLE); *o; o++)
            n += (*o)->kind == MG_O_TABLE && mg_attr(*o, A_PARTITION_OF);
    }
    if (n <= most)
        return;
    mg_str name = mg_rule_name(rc, table);
    mg_finding *f = mg_emit(rc, c, "%S has %u partitions: queries that do not name the key lock and open each of them.", &name, n);
    mg_rule_suggest(rc, f, "Wider ranges, or old partitions detached and kept apart.");
}

static const mg_rule_param params[] = {
    {"max", 'n', "500", "partitions that a table may have"},
    {0},
};

const mg_rule mg_rule_partition_too_many = {
    .id = "partition/too-many",
    .title = "a table of very many partitions",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MYSQL,
    .params = params,
    .why =
        "A query that does not narrow the partitions locks, opens and plans each of them; MySQL takes 8,192 "
        "at most.",
    .fix =
        "Wider ranges.",
    .source = "manuals of PostgreSQL and MySQL",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ALTER_PARTITIONING),
    .change = on_change,
};
