/* One way, and it runs what the extension's authors wrote. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_ALTER, MG_O_EXTENSION) || c->attr != A_VERSION)
        return;
    mg_str name = c->after->name, from = mg_attr_text(c->before, A_VERSION), to = mg_attr_text(c->after, A_VERSION);
    mg_finding *f = mg_emit(rc, c, "Extension %S goes from version %S to %S: its update script may lock and rewrite, and there is no way back.",
                            &name, &from, &to);
    mg_rule_suggest(rc, f, "Run it on a copy first, and in production by itself; the new version has to be installed on every replica.");
}

const mg_rule mg_rule_ops_extension_upgrade = {
    .id = "ops/extension-upgrade",
    .title = "an extension is updated",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "ALTER EXTENSION UPDATE runs a script of the extension's authors: it may lock, rewrite or drop things, and few extensions have a "
           "script for the way back.",
    .fix = "A step of its own, tried on a copy.",
    .source = "PostgreSQL manual, ALTER EXTENSION",
    .types = MG_ON(MG_C_ALTER),
    .change = on_change,
};
