/* Rails reads a column called type as the name of a class. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_COLUMN || !mg_rule_on_old_table(rc, c) || !mg_rule_list_has(rc, "names", c->after->name))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S: Active Record takes a column of that name for single table inheritance and looks for a class by its value.", &name);
    mg_rule_suggest(rc, f, "Another name (kind, category), or self.inheritance_column = nil in the model, released first.");
}

static const mg_rule_param params[] = {
    {"names", 'l', "type", "names with a meaning"},
    {0},
};

const mg_rule mg_rule_compat_sti_inheritance_column = {
    .id = "compat/sti-inheritance-column",
    .title = "a column gets a name that an ORM gives a meaning",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MYSQL,
    .off = true,
    .params = params,
    .why =
        "Active Record takes a column called type for single table inheritance: once it is there, reading a "
        "row looks for a class by its value and fails where there is none.",
    .fix =
        "Another name, or inheritance_column switched off in the model first.",
    .source = "Active Record's documentation",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
