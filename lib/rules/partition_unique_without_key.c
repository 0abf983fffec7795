/* Uniqueness is only kept within a partition, so the key has to hold the columns that choose it. */
#include "rules/util.h"

/* The column that chooses the partition and that the key lacks; none when all are there, or when expressions choose. */
static mg_str missing(const mg_object *table, const mg_object *key)
{
    MG_EACH(k, mg_attr(table, A_PARTITION_BY)) {
        const mg_node *e = k->kind == N_KEY ? k->first : k;
        if (e && e->kind == E_COLUMN && !mg_rule_key_holds(key, mg_text(e)))
            return mg_text(e);
    }
    return MG_STR_NONE;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *key)
{
    bool unique = key->kind == MG_O_PRIMARY_KEY || key->kind == MG_O_UNIQUE || (key->kind == MG_O_INDEX && mg_attr(key, A_UNIQUE));
    mg_str column = unique && key->parent ? missing(key->parent, key) : MG_STR_NONE;
    if (!column.n)
        return;
    mg_str own = key->kind == MG_O_PRIMARY_KEY ? MG_STR("The primary key") : mg_rule_own_name(rc, key), table = mg_rule_name(rc, key->parent), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S of %S lacks %S, by which the table is partitioned: %S refuses it.", &own, &table, &column, &engine);
    mg_rule_suggest(rc, f, "Add %S to the key; to keep the rest unique over all partitions, use a table of its own.", &column);
    mg_rule_at_object(f, key);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = c->after;
    bool table = o && o->kind == MG_O_TABLE && (c->type == MG_C_CREATE || c->type == MG_C_ALTER_PARTITIONING);
    if (table && mg_attr(o, A_PARTITION_BY)) {
        MG_EACH_CHILD(key, o) {
            look(rc, c, key);
        }
    }
    if (o && !c->before && o->parent && mg_attr(o->parent, A_PARTITION_BY))
        look(rc, c, o);
}

const mg_rule mg_rule_partition_unique_without_key = {
    .id = "partition/unique-without-key",
    .title = "a unique key of a partitioned table lacks the column that it is partitioned by",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why = "A unique key is only kept within each partition. The engines refuse one that does not hold all columns by which the table "
           "is partitioned.",
    .fix = "Add the column to the key, or keep uniqueness in a table of its own.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.11 and 11.8",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_PRIMARY_KEY) | MG_ON(MG_C_ADD_UNIQUE) | MG_ON(MG_C_ALTER_PARTITIONING),
    .change = on_change,
};
