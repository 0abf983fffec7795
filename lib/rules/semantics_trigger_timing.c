/* Before or after, for other statements, or for a row or a statement. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    static const struct { mg_kind attr; const char *what; } parts[] = {
        {A_TIMING, "before or after the row is written"}, {A_EVENTS, "by which statements"}, {A_FOR_EACH, "once a row or once a statement"},
        {A_WHEN, "under which condition"}, {A_FOLLOWS, "in which order"},
    };
    if (!c->before || !c->after || c->after->kind != MG_O_TRIGGER || (c->type != MG_C_REPLACE && c->type != MG_C_ALTER))
        return;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const mg_node *from = mg_attr(c->before, parts[i].attr), *to = mg_attr(c->after, parts[i].attr);
        if ((!from && !to) || (from && to && mg_node_eq(from, to)))
            continue;
        mg_str own = mg_rule_own_name(rc, c->after), table = c->after->parent ? mg_rule_name(rc, c->after->parent) : MG_STR("?");
        mg_finding *f = mg_emit(rc, c, "Trigger %S of %S changes when it fires (%s): what it sees, and what other triggers see of it, is another thing.", &own, &table,
                                parts[i].what);
        mg_rule_suggest(rc, f, mg_rule_dialect(rc)->id == MG_POSTGRES ? "PostgreSQL fires triggers of one moment in the order of their names: look at the others."
                                                                      : "Look at the table's other triggers.");
        return;
    }
}

const mg_rule mg_rule_semantics_trigger_timing = {
    .id = "semantics/trigger-timing",
    .title = "a trigger fires at another moment",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .why =
        "A BEFORE trigger may change the row, an AFTER one sees it written; one for each row sees the others "
        "half done. PostgreSQL fires those of one moment by name, MySQL by FOLLOWS and PRECEDES.",
    .fix =
        "Look at the table's other triggers.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_REPLACE) | MG_ON(MG_C_ALTER),
    .change = on_change,
};
