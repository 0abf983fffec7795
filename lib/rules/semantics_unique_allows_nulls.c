/* NULLs are never equal. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    bool key = o->kind == MG_O_UNIQUE || (o->kind == MG_O_INDEX && mg_attr(o, A_UNIQUE));
    for (uint32_t i = 0, n = key && !mg_attr(o, A_NULLS_NOT_DISTINCT) ? mg_rule_key_count(o) : 0; i < n; i++) {
        const mg_object *column = mg_object_child(o->parent, MG_O_COLUMN, mg_rule_key_column(o, i));
        if (!column || mg_attr(column, A_NOT_NULL) || mg_rule_is_key_of(o->parent, MG_O_PRIMARY_KEY, column->name))
            continue;
        mg_str own = mg_rule_own_name(rc, o), name = mg_rule_name(rc, column);
        mg_finding *f = mg_emit(rc, c, "%S lets any number of rows with NULL in %S in: NULLs are not equal.", &own, &name);
        mg_rule_suggest(rc, f, mg_rule_dialect(rc)->id == MG_POSTGRES ? "SET NOT NULL, or NULLS NOT DISTINCT from PostgreSQL 15 on." : "NOT NULL, where that is meant.");
        mg_rule_at_object(f, o);
        return;
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_CONSTRAINT, look);
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

const mg_rule mg_rule_semantics_unique_allows_nulls = {
    .id = "semantics/unique-allows-nulls",
    .title = "a unique key over columns that may be NULL",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why =
        "A unique key compares by =, and NULL = NULL is not true: rows that differ in nothing are taken as "
        "often as they come.",
    .fix =
        "NOT NULL, or NULLS NOT DISTINCT (PostgreSQL 15).",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_CREATE) | MG_ON_ADD_CONSTRAINT,
    .change = on_change,
};
