/* The same query may be computed otherwise. */
#include "rules/util.h"

static const struct { mg_kind attr; const char *what; } looked_at[] = {
    {A_VOLATILITY, "its volatility"}, {A_NULL_INPUT, "what NULL arguments give"}, {A_PARALLEL, "whether it runs in parallel"},
    {A_LEAKPROOF, "whether it is leakproof"}, {A_SQL_SECURITY, "whose rights it runs with"},
};

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if ((c->type != MG_C_REPLACE && c->type != MG_C_ALTER) || !c->before || !c->after || !mg_is_routine(c->after->kind))
        return;
    for (size_t i = 0; i < sizeof looked_at / sizeof *looked_at; i++) {
        mg_str from = mg_attr_text(c->before, looked_at[i].attr), to = mg_attr_text(c->after, looked_at[i].attr);
        bool was = mg_attr(c->before, looked_at[i].attr), is = mg_attr(c->after, looked_at[i].attr);
        if ((was == is && mg_str_ieq(from, to)) || (c->attr != looked_at[i].attr && c->type == MG_C_ALTER))
            continue;
        mg_str name = mg_rule_name(rc, c->after), none = MG_STR("as shipped"), yes = MG_STR("yes");
        from = from.n ? from : was ? yes : none;
        to = to.n ? to : is ? yes : none;
        mg_finding *f = mg_emit(rc, c, "%S changes %s, from %S to %S: the planner may run it more or less often, or not for some rows.", &name, looked_at[i].what, &from, &to);
        mg_rule_suggest(rc, f, "Say it only if it is true: IMMUTABLE and LEAKPROOF are believed. EXPLAIN the queries that call it.");
        return;
    }
}

const mg_rule mg_rule_semantics_function_volatility = {
    .id = "semantics/function-volatility",
    .title = "what the planner may assume of a function changes",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "The planner believes what a function says of itself: IMMUTABLE ones are computed once, STRICT ones "
        "are not called with NULL, LEAKPROOF ones see rows before row security. A changed word changes "
        "results and plans.",
    .fix =
        "Check the queries that call it.",
    .source = "PostgreSQL manual, CREATE FUNCTION",
    .types = MG_ON(MG_C_ALTER) | MG_ON(MG_C_REPLACE),
    .change = on_change,
};
