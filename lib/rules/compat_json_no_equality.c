/* DISTINCT, UNION and GROUP BY over whole rows fail. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *column)
{
    const mg_node *type = mg_attr_first(column, A_TYPE);
    if (!type || type->sub || !mg_str_is(mg_text(type), "json") || (c->before && c->before->kind == MG_O_COLUMN &&
        mg_str_is(mg_text(mg_attr_first(c->before, A_TYPE)), "json")))
        return;
    mg_str name = mg_rule_name(rc, column);
    mg_finding *f = mg_emit(rc, c, "%S is of type json, which has no equality: SELECT DISTINCT, UNION and GROUP BY over rows of the table fail.",
                            &name);
    mg_rule_suggest(rc, f, "Use jsonb.");
    mg_rule_at_object(f, column);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool on_old = c->type == MG_C_ADD_COLUMN || c->type == MG_C_ALTER_COLUMN_TYPE;
    if (on_old && mg_rule_on_old_table(rc, c))
        look(rc, c, c->after);
}

const mg_rule mg_rule_compat_json_no_equality = {
    .id = "compat/json-no-equality",
    .title = "a json column breaks DISTINCT, UNION and GROUP BY over the table's rows",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "The type json has no equality operator. Queries that compare whole rows of the table, as SELECT DISTINCT does, worked before "
           "the column was there and fail afterwards.",
    .fix = "jsonb, which can be compared and indexed.",
    .source = "PostgreSQL manual, JSON Types",
    .types = MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
