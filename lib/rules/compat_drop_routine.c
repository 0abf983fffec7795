/* Calls to it fail, in programs and inside the database. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_DROP, MG_O_FUNCTION) && !mg_rule_is(c, MG_C_DROP, MG_O_PROCEDURE) && !mg_rule_is(c,
        MG_C_DROP, MG_O_AGGREGATE))
        return;
    mg_str kind = mg_rule_kind(rc, c->before), name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "The %S %S is dropped: every call of it fails, in programs and inside the "
                                   "database.", &kind, &name);
    mg_rule_suggest(rc, f, "Keep it until nothing calls it any more.");
}

const mg_rule mg_rule_compat_drop_routine = {
    .id = "compat/drop-routine",
    .title = "a function or procedure is dropped",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "Calls fail, in programs, in other routines whose bodies are text, and in triggers. A new signature "
        "is a drop and an add as well.",
    .fix = "Keep the old one beside the new one until nothing calls it any more.",
    .source = "manuals of PostgreSQL, MySQL and MariaDB",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
