/* Its constraint cannot change without a look at every user. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_DOMAIN))
        return;
    bool constrained = mg_attr(c->after, A_NOT_NULL) != NULL;
    MG_EACH_CHILD(o, c->after) {
        constrained = constrained || o->kind == MG_O_CHECK;
    }
    if (!constrained)
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "Domain %S has a constraint: changing it scans every table that uses it, and a new column of it rewrites "
                                   "its table.", &name);
    mg_rule_suggest(rc, f, "Put the CHECK on the columns.");
}

const mg_rule mg_rule_design_domain_with_constraint = {
    .id = "design/domain-with-constraint",
    .title = "a domain with a CHECK or NOT NULL",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "Changing its constraint later scans every table that uses it, and adding a column of it rewrites the"
        " table.",
    .fix = "Put the CHECK on the columns.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
