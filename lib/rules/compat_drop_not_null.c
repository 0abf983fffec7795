/* Programs that read it may meet NULL for the first time. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool of_domain = c->type == MG_C_ALTER;
    if (of_domain && (!mg_rule_is(c, MG_C_ALTER, MG_O_DOMAIN) || c->attr != A_NOT_NULL || c->to))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, of_domain ? "Columns of the domain %S may hold NULL from now on: a guarantee that readers rely on goes."
                                             : "%S may hold NULL from now on: a guarantee that readers rely on goes.", &name);
    mg_rule_suggest(rc, f, "Make sure that every reader copes with NULL first; the way back fails once one is stored.");
}

const mg_rule mg_rule_compat_drop_not_null = {
    .id = "compat/drop-not-null",
    .title = "a column may hold NULL from now on",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "Programs that read the column may meet NULL for the first time, and the way back fails once a NULL "
        "is stored.",
    .fix = "Make sure that every reader copes with NULL before the first one is written.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_DROP_NOT_NULL) | MG_ON(MG_C_ALTER),
    .change = on_change,
};
