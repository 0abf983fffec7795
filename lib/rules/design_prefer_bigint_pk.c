/* A key of four bytes or less. */
#include "rules/util.h"

static bool is_key(const mg_object *o)
{
    return o->parent && mg_rule_is_key_of(o->parent, MG_O_PRIMARY_KEY, o->name);
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!is_key(o) || !mg_rule_type_is(rc, o, "integer|int|smallint|mediumint|tinyint") || !mg_rule_column_has_value(o))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S numbers rows in four bytes or less: it ends at 2,147,483,647 or before (UNSIGNED: at twice that).", &name);
    mg_rule_suggest(rc, f, "Use bigint.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_design_prefer_bigint_pk = {
    .id = "design/prefer-bigint-pk",
    .title = "a key of four bytes or less",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why =
        "int keys end at 2,147,483,647 (unsigned at 4,294,967,295): inserts fail then, and widening the key "
        "rewrites the table and all that refer to it.",
    .fix = "Use bigint for keys from the start.",
    .source = "manuals of the engines",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
