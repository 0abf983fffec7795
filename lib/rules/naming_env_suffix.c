/* A name carries the name of an environment. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_str pattern = mg_rule_text(rc, "pattern");
    if (!mg_rule_matches(rc, pattern, o, o->name))
        return;
    mg_str kind = mg_rule_kind(rc, o), name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The name of %S %S carries the name of an environment.", &kind, &name);
    mg_rule_suggest(rc, f, "Leave the environment out of the name.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
    mg_rule_each_new(rc, c, MG_O_SCHEMA, look);
    mg_rule_each_new(rc, c, MG_O_DATABASE, look);
}

static const mg_rule_param params[] = {
    {"pattern", 'p', ".*_(dev|devel|test|testing|stage|staging|qa|uat|prod|production|live)", "what such names look like"},
    {0},
};

const mg_rule mg_rule_naming_env_suffix = {
    .id = "naming/env-suffix",
    .title = "a name carries the name of an environment",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .params = params,
    .why = "The schema is the same in all environments; the name is wrong in all but one.",
    .fix = "Leave the environment out of the name.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON_ADD_CONSTRAINT,
    .change = on_change,
};
