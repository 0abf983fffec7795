/* Programs that are still running leave it out or send NULL. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_SET_NOT_NULL || !mg_rule_on_old_table(rc, c))
        return;
    bool filled = mg_rule_column_has_value(c->after);
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S becomes NOT NULL: programs of the old release that %s fail when they write.", &name,
                            filled ? "write NULL into it" : "leave it out or write NULL into it");
    mg_rule_suggest(rc, f, "%s", filled ? "Release programs that never write NULL first; the default covers those that leave it out."
                                        : "Give it a default first, release programs that always write it, then make it NOT NULL.");
}

const mg_rule mg_rule_compat_set_not_null_old_writers = {
    .id = "compat/set-not-null-old-writers",
    .title = "a column becomes NOT NULL while old programs may leave it out",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why = "While a release is rolled out, programs of the old one still run. Those that leave the column out, or write NULL, fail from the "
           "moment on.",
    .fix = "A default first, then the release that always writes it, then NOT NULL.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_SET_NOT_NULL),
    .change = on_change,
};
