/* Logic beside the programs. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    static const int kinds[] = {MG_O_VIEW, MG_O_MATVIEW, MG_O_FUNCTION, MG_O_PROCEDURE, MG_O_TRIGGER, MG_O_EVENT};
    for (size_t i = 0; c->type == MG_C_CREATE && i < sizeof kinds / sizeof *kinds; i++) {
        mg_str word = mg_str_of(mg_object_kind_name(kinds[i]));
        if (c->after->kind != kinds[i] || !mg_rule_list_has(rc, "kinds", word))
            continue;
        mg_str kind = mg_rule_kind(rc, c->after), name = mg_rule_name(rc, c->after);
        mg_finding *f = mg_emit(rc, c, "The %S %S keeps logic in the database.", &kind, &name);
        mg_rule_suggest(rc, f, "Keep it in the programs, if that is the rule here.");
    }
}

static const mg_rule_param params[] = {
    {"kinds", 'l', "function,procedure,trigger,event", "kinds that are not wanted: view, materialized_view, function, procedure, trigger, event"},
    {0},
};

const mg_rule mg_rule_design_no_stored_code = {
    .id = "design/no-stored-code",
    .title = "a view, routine, trigger or event",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .params = params,
    .why = "Logic in the database is released, tested and versioned apart from the programs.",
    .fix = "Keep it in the programs, if that is the rule here.",
    .source = "a matter of taste",
    .change = on_change,
};
