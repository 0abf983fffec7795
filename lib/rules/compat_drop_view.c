/* Programs that read it fail. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_DROP, MG_O_VIEW))
        return;
    mg_str name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "View %S is dropped: programs that read it fail.", &name);
    mg_rule_suggest(rc, f, "Make sure that nothing reads %S any more.", &name);
}

const mg_rule mg_rule_compat_drop_view = {
    .id = "compat/drop-view",
    .title = "a view is dropped",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why = "Programs that read the view fail; views built on it go or break with it.",
    .fix = "Make sure that nothing reads it any more; drop what is built on it first.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
