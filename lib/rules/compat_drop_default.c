/* Inserts that leave the column out store NULL, or fail. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_DROP_DEFAULT || !c->after || mg_attr(c->after, A_GENERATED) || mg_attr(c->after, A_IDENTITY) ||
        mg_rule_is_serial(c->before))
        return;
    bool fails = mg_attr(c->after, A_NOT_NULL) != NULL;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S loses its default: inserts that leave it out %s.", &name, fails ? "fail"
                            : "store NULL");
    mg_rule_suggest(rc, f, "Make every writer give the value first.");
    if (!fails)
        mg_rule_severity(f, MG_SEV_INFO);
}

const mg_rule mg_rule_compat_drop_default = {
    .id = "compat/drop-default",
    .title = "a column loses its default",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why = "Inserts that leave the column out store NULL from now on; where the column is NOT NULL they fail.",
    .fix = "Make every writer give the value first.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_DROP_DEFAULT),
    .change = on_change,
};
