/* The key shrinks to its other columns. */
#include "rules/util.h"

static bool is_unique(const mg_object *o)
{
    return o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY || (o->kind == MG_O_INDEX && mg_attr(o, A_UNIQUE));
}

static bool is_rest_of(const mg_object *key, const mg_object *old)
{
    for (uint32_t i = 0; i < mg_rule_key_count(key); i++)
        if (!mg_rule_key_holds(old, mg_rule_key_column(key, i)))
            return false;
    return mg_rule_key_count(key) == mg_rule_key_count(old) - 1;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *after = c->type == MG_C_DROP_COLUMN && c->before->parent ? mg_changes_counterpart(rc->changes, c->before->parent) : NULL;
    MG_EACH_CHILD(o, after ? c->before->parent : &(const mg_object){0}) {
        if (!is_unique(o) || mg_rule_key_count(o) < 2 || !mg_rule_key_holds(o, c->before->name))
            continue;
        const mg_object *rest = o->kind == MG_O_PRIMARY_KEY ? NULL : mg_object_child(after, o->kind, o->name);
        MG_EACH_CHILD(p, o->kind == MG_O_PRIMARY_KEY ? after : &(const mg_object){0}) {
            rest = p->kind == MG_O_PRIMARY_KEY ? p : rest;
        }
        if (!rest || !is_rest_of(rest, o))
            continue; /* gone, or another key */
        mg_str own = mg_rule_own_name(rc, o), name = mg_rule_name(rc, c->before), keys = mg_rule_sql_keys(rc, rest),
            table = mg_rule_sql_table(rc, c);
        mg_finding *f = mg_emit(rc, c, "%S loses %S and is unique over (%S) alone: rows that differ only there fail with 1062.", &own, &name,
                                &keys);
        mg_rule_suggest(rc, f, "Drop or replace the key in the same ALTER TABLE: DROP KEY, ADD KEY, DROP COLUMN.");
        mg_rule_probe(rc, f, "SELECT %S, count(*) FROM %S GROUP BY %S HAVING count(*) > 1", &keys, &table, &keys);
        mg_rule_block(f);
        if (rc->plan)
            mg_rule_severity(f, MG_SEV_ERROR); /* it was asked for */
    }
}

const mg_rule mg_rule_data_loss_drop_column_narrows_unique = {
    .id = "data-loss/drop-column-narrows-unique",
    .title = "a column of a composite key is dropped",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_MYSQL,
    .why =
        "MySQL takes the column out of the key and keeps the rest: the key becomes stricter than anyone asked"
        " for, fails with 1062 on rows that are duplicates without the column, or refuses rows from then on. "
        "MariaDB refuses the statement with 1072.",
    .fix = "Drop or replace the key in the same ALTER TABLE.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_DROP_COLUMN),
    .change = on_change,
};
