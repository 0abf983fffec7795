/* Half of the rows match. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const mg_object *column = mg_rule_key_count(o) == 1 && o->parent ? mg_object_child(o->parent, MG_O_COLUMN, mg_rule_key_column(o, 0)) : NULL;
    if (!column || mg_attr(o, A_PREDICATE) || mg_attr(o, A_UNIQUE) || !mg_rule_type_is(rc, column, "boolean|bool|tinyint(1)|enum"))
        return;
    mg_str own = mg_rule_own_name(rc, o), name = mg_rule_name(rc, column);
    mg_finding *f = mg_emit(rc, c, "%S is over %S, which has few values: reading the table is often as quick, and every write keeps the index.", &own, &name);
    mg_rule_suggest(rc, f, mg_rule_dialect(rc)->id == MG_POSTGRES ? "A partial index for the rare value, WHERE %S or its opposite." : "Put a column that narrows beside %S.",
                    &column->name);
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

const mg_rule mg_rule_perf_low_cardinality_index = {
    .id = "perf/low-cardinality-index",
    .title = "an index over a boolean",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why =
        "An index helps where few rows match. Of a column with two values it finds half of the table.",
    .fix =
        "A partial index for the rare value.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
