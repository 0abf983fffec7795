/* The clause finds no key any more. */
#include "rules/util.h"

static bool is_unique(const mg_object *o)
{
    bool key = o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE || (o->kind == MG_O_INDEX && mg_attr(o, A_UNIQUE));
    const mg_node *d = mg_attr(o, A_DEFERRABLE);
    return key && !mg_attr(o, A_PREDICATE) && !(d && d->sub == 1);
}

/* Order does not count: ON CONFLICT (b, a) finds a key over (a, b). */
static bool same_columns(const mg_object *a, const mg_object *b)
{
    uint32_t n = mg_rule_key_count(a);
    if (n != mg_rule_key_count(b))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (!mg_rule_key_column(a, i).n || !mg_rule_key_holds(b, mg_rule_key_column(a, i)))
            return false;
    return true;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool drops = c->type == MG_C_DROP_UNIQUE || c->type == MG_C_DROP_PRIMARY_KEY || mg_rule_is(c, MG_C_DROP, MG_O_INDEX);
    const mg_object *table = drops && c->before->parent && is_unique(c->before) ? mg_changes_counterpart(rc->changes, c->before->parent) : NULL;
    if (!table || !mg_rule_key_column(c->before, 0).n)
        return;
    for (uint32_t i = 0, n = mg_rule_key_count(c->before); i < n; i++)
        if (!mg_object_child(table, MG_O_COLUMN, mg_rule_key_column(c->before, i)))
            return; /* programs that name it fail for that reason */
    MG_EACH_CHILD(o, table) {
        if (is_unique(o) && same_columns(c->before, o))
            return;
    }
    mg_str own = c->before->kind == MG_O_PRIMARY_KEY ? MG_STR("its primary key") : mg_rule_own_name(rc, c->before), name = mg_rule_name(rc, table), keys = mg_rule_sql_keys(rc, c->before);
    mg_finding *f = mg_rule_is_mysql(rc)
                        ? mg_emit(rc, c, "%S(%S) is no longer kept unique by %S: INSERT … ON DUPLICATE KEY UPDATE and REPLACE insert a second row instead.", &name, &keys, &own)
                        : mg_emit(rc, c, "%S(%S) is no longer kept unique by %S: INSERT … ON CONFLICT (%S) fails.", &name, &keys, &own, &keys);
    mg_rule_suggest(rc, f, "Look for such statements in the programs first; keep the key until none is left.");
}

const mg_rule mg_rule_compat_upsert_target_lost = {
    .id = "compat/upsert-target-lost",
    .title = "a key that ON CONFLICT may name goes",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "INSERT … ON CONFLICT (columns) needs a plain unique key over just these columns and fails without "
        "(42P10). ON DUPLICATE KEY UPDATE and REPLACE of MySQL and MariaDB do not fail: they insert a second "
        "row. It is a warning, as only programs tell whether they do so.",
    .fix =
        "Look for upserts first; make the new key before the old one goes.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, SQLite 3.40",
    .types = MG_ON(MG_C_DROP) | MG_ON(MG_C_DROP_PRIMARY_KEY) | MG_ON(MG_C_DROP_UNIQUE),
    .change = on_change,
};
