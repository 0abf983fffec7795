/* What it did on every write no longer happens. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_DROP, MG_O_TRIGGER))
        return;
    mg_str own = mg_rule_own_name(rc, c->before), table = c->before->parent ? mg_rule_name(rc, c->before->parent)
        : MG_STR("its table");
    mg_finding *f = mg_emit(rc, c, "Trigger %S on %S is dropped: what it did on every write no longer happens.",
                            &own, &table);
    mg_rule_suggest(rc, f, "Make sure that programs do it instead, or that nobody needs it.");
}

const mg_rule mg_rule_compat_drop_trigger = {
    .id = "compat/drop-trigger",
    .title = "a trigger is dropped",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "What the trigger did on every write (derived values, history, checks) no longer happens, without an "
        "error anywhere.",
    .fix = "Make sure that programs do it instead, or that nobody needs it.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
