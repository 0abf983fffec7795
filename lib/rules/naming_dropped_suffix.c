/* A rename first leaves a way back. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str pattern = mg_rule_text(rc, "pattern");
    if (!mg_rule_is(c, MG_C_DROP, MG_O_TABLE) || mg_rule_matches(rc, pattern, c->before, c->before->name))
        return;
    mg_str name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "%S is dropped without having been set aside: its name does not match %S.", &name, &pattern);
    mg_rule_suggest(rc, f, "ALTER TABLE %S RENAME TO %S_dropped; and the drop in a later release.", &name, &c->before->name);
}

static const mg_rule_param params[] = {
    {"pattern", 'p', ".*_(del|deleted|dropped|old)(_\\d+)?", "how tables that were set aside are named"},
    {0},
};

const mg_rule mg_rule_naming_dropped_suffix = {
    .id = "naming/dropped-suffix",
    .title = "a table is dropped that was not set aside first",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .params = params,
    .why =
        "Renaming a table and dropping it a release later leaves a way back; a name by which such tables are "
        "known makes the drop harmless to read.",
    .fix = "Rename it first, and drop it in a later release.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
