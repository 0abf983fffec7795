/* CREATE OR REPLACE refuses, and what is dropped and made again has lost its rights. */
#include "rules/util.h"

static bool differs(const mg_change *c, mg_kind kind)
{
    return !mg_node_eq(mg_attr(c->before, kind), mg_attr(c->after, kind)) && (mg_attr(c->before, kind) || mg_attr(c->after, kind));
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if ((c->type != MG_C_REPLACE && c->type != MG_C_ALTER) || !c->before || !c->after || !mg_is_routine(c->after->kind))
        return;
    bool returns = differs(c, A_RETURNS);
    if (!returns && (c->attr != A_ARGS || !differs(c, A_ARGS)))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    const char *what = returns ? "returns something else" : "has other names, defaults or OUT parameters of its arguments";
    bool refused = !rc->plan && !mg_rule_was_dropped(rc, c->before);
    mg_finding *f = refused && returns
                        ? mg_emit(rc, c, "%S %s: CREATE OR REPLACE refuses that (42P13).", &name, what)
                        : mg_emit(rc, c, "%S %s: callers that rely on it fail, and what is dropped and made again loses its grants.", &name, what);
    mg_rule_suggest(rc, f, "Make the new one under another name, GRANT it, let callers change over, drop the old one later.");
}

const mg_rule mg_rule_compat_function_signature = {
    .id = "compat/function-signature",
    .title = "a function changes what callers see",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "CREATE OR REPLACE FUNCTION cannot change the result, the names of arguments or take a default away "
        "(42P13). Dropped and made again, the function has lost its grants, and what depends on it refuses "
        "the drop.",
    .fix =
        "A new name beside the old one.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ALTER) | MG_ON(MG_C_REPLACE),
    .change = on_change,
};
