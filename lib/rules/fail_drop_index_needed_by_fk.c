/* MySQL and MariaDB want one at the child, all at the parent. */
#include "rules/util.h"

static bool begins_with(const mg_object *key, const mg_object *fk)
{
    uint32_t n = mg_rule_key_count(fk);
    if (!n || mg_rule_key_count(key) < n)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (!mg_str_ieq(mg_rule_key_column(key, i), mg_rule_key_column(fk, i)))
            return false;
    return true;
}

static bool is_key(const mg_object *o)
{
    return (o->kind == MG_O_INDEX && !mg_attr(o, A_INDEX_KIND)) || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
}

/* Another one of the table as it is afterwards serves the foreign key. */
static bool served(const mg_object *table, const mg_object *fk)
{
    MG_EACH_CHILD(o, table) {
        if (is_key(o) && !(o->flags & MG_OF_IMPLIED) && begins_with(o, fk))
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool drops = (c->type == MG_C_DROP && is_key(c->before)) || c->type == MG_C_DROP_UNIQUE || c->type == MG_C_DROP_PRIMARY_KEY;
    const mg_stmt_info *st = drops && !rc->plan ? mg_rule_note(rc, c)->dropped_by : NULL;
    const mg_object *table = st && c->before->parent ? mg_changes_counterpart(rc->changes, c->before->parent) : NULL;
    if (!table || !mg_rule_is_mysql(rc) || mg_rule_fk_checks_are_off(rc, st))
        return;
    MG_EACH_CHILD(fk, c->before->parent) {
        const mg_object *still = fk->kind == MG_O_FOREIGN_KEY && begins_with(c->before, fk) ? mg_changes_counterpart(rc->changes, fk) : NULL;
        if (!still || served(table, fk) || mg_rule_key_goes_before(rc, fk, st))
            continue;
        mg_str own = mg_rule_own_name(rc, c->before), name = mg_rule_own_name(rc, fk), engine = mg_rule_engine(rc);
        mg_str sql = mg_rule_sql_table(rc, c), keys = mg_rule_sql_keys(rc, fk);
        mg_finding *f = mg_emit(rc, c, "%S is the index that foreign key %S needs: %S refuses to drop it (1553).", &own, &name, &engine);
        mg_rule_suggest(rc, f, "First make another index for it; or drop the foreign key before.");
        mg_str made = mg_rule_sql_word(rc, mg_arena_printf(rc->arena, "%S_idx", &fk->name));
        mg_rule_sql(rc, f, "CREATE INDEX %S ON %S (%S)", &made, &sql, &keys);
        mg_rule_block(f);
        return;
    }
}

const mg_rule mg_rule_fail_drop_index_needed_by_fk = {
    .id = "fail/drop-index-needed-by-fk",
    .title = "an index that a foreign key needs goes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "MySQL and MariaDB keep an index at the columns of every foreign key and refuse to drop the last one "
        "(1553).",
    .fix =
        "Make another index that begins with the columns first, or drop the foreign key before.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11",
    .types = MG_ON(MG_C_DROP) | MG_ON(MG_C_DROP_PRIMARY_KEY) | MG_ON(MG_C_DROP_UNIQUE),
    .change = on_change,
};
