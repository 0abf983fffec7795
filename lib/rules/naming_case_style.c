/* It has to be quoted everywhere, or is another name elsewhere. */
#include "rules/util.h"

static bool is_plain(mg_str s)
{
    for (uint32_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '_' || (i && mg_is_digit(s.p[i]))))
            return false;
    return true;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (is_plain(o->name))
        return;
    mg_str kind = mg_rule_kind(rc, o), name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The name of %S %S is not in lower case with underscores.", &kind, &name);
    mg_rule_suggest(rc, f, "Use lower case letters, digits and underscores while it is new.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_naming_case_style = {
    .id = "naming/case-style",
    .title = "a name that needs quotes because of its letters",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why =
        "A name with capitals or other signs has to be quoted in every statement (PostgreSQL, SQLite), or is "
        "another name on a server with other settings (MySQL).",
    .fix = "Use lower case letters, digits and underscores.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
