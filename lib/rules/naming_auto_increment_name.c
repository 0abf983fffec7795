/* A column that numbers itself has another name than agreed. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    bool numbers = mg_attr(o, A_AUTO_INCREMENT) || mg_attr(o, A_IDENTITY) || mg_rule_is_serial(o);
    mg_str agreed = mg_rule_text(rc, "pattern");
    if (!numbers || mg_rule_matches(rc, agreed, o, o->name))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S numbers itself but is not named %S.", &name, &agreed);
    mg_rule_suggest(rc, f, "Name it so while the table is new.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

static const mg_rule_param params[] = {
    {"pattern", 'p', "id", "what its name has to match"},
    {0},
};

const mg_rule mg_rule_naming_auto_increment_name = {
    .id = "naming/auto-increment-name",
    .title = "a column that numbers itself has another name than agreed",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .params = params,
    .why = "One name for all such columns makes joins and generated code predictable.",
    .fix = "Name it as agreed while the table is new.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
