/* Columns that every table shall have. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_str list = mg_rule_text(rc, "columns");
    for (uint32_t at = 0; at < list.n;) {
        uint32_t end = at;
        while (end < list.n && list.p[end] != ',')
            end++;
        mg_str column = {list.p + at, end - at};
        while (column.n && column.p[0] == ' ')
            column = (mg_str){column.p + 1, column.n - 1};
        at = end + 1;
        if (!column.n || mg_object_child(o, MG_O_COLUMN, column))
            continue;
        mg_str name = mg_rule_name(rc, o);
        mg_finding *f = mg_emit(rc, c, "%S has no column %S, which every table shall have.", &name, &column);
        mg_rule_suggest(rc, f, "Add it while the table is new.");
        mg_rule_at_object(f, o);
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (mg_rule_is_new_table(c))
        look(rc, c, c->after);
}

static const mg_rule_param params[] = {
    {"columns", 'l', "created_at,updated_at", "columns that every new table has to have"},
    {0},
};

const mg_rule mg_rule_design_required_columns = {
    .id = "design/required-columns",
    .title = "a table lacks a column that every table has",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .params = params,
    .why = "Columns for audits are useful where every table has them.",
    .fix = "Add the columns.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
