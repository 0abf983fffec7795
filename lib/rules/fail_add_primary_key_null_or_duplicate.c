/* NULLs and duplicates make the statement fail. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_PRIMARY_KEY || mg_rule_note(rc, c)->replaces || !c->after->parent ||
        !mg_rule_on_old_table(rc, c))
        return;
    const mg_object *first = mg_object_child(c->after->parent, MG_O_COLUMN, mg_rule_key_column(c->after, 0));
    const mg_object *old = mg_changes_counterpart(rc->changes, c->after->parent);
    if (old && mg_rule_was_unique(old, c->after)) /* fail/set-not-null-with-nulls minds the NULLs */
        return;
    bool fresh = first && !mg_changes_counterpart(rc->changes, first);
    if (fresh && (mg_rule_is_serial(first) || mg_attr(first, A_IDENTITY) || mg_attr(first, A_AUTO_INCREMENT)))
        return;
    mg_str table = mg_rule_name(rc, c->after->parent), keys = mg_rule_sql_keys(rc, c->after),
        sql = mg_rule_sql_table(rc, c);
    bool apart = mg_rule_is_written(rc, c, "USING INDEX");
    mg_finding *f = mg_emit(rc, c, apart ? "%S gets the primary key (%S): a duplicate ends the build of its index."
                                         : "%S gets the primary key (%S): NULLs and duplicates make the statement fail.", &table, &keys);
    mg_rule_suggest(rc, f, apart ? "Find and resolve the duplicates first, and keep programs from adding new ones meanwhile."
                                 : "Make sure that there are neither, then build the index first and attach it.");
    mg_rule_probe(rc, f, "SELECT %S, count(*) FROM %S GROUP BY %S HAVING count(*) > 1", &keys, &sql, &keys);
    if (apart)
        mg_rule_severity(f, MG_SEV_WARNING);
    else
        mg_rule_block(f);
}

const mg_rule mg_rule_fail_add_primary_key_null_or_duplicate = {
    .id = "fail/add-primary-key-null-or-duplicate",
    .title = "a primary key is added over columns that may hold NULLs or duplicates",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why = "A primary key allows neither NULLs nor duplicates: either makes the statement fail.",
    .fix = "Count both first; build the unique index without blocking writers and attach it.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ADD_PRIMARY_KEY),
    .change = on_change,
};
