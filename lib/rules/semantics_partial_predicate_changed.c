/* What was unique need not be, and queries no longer find it. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_change *add = mg_rule_is(c, MG_C_DROP, MG_O_INDEX) ? mg_rule_note(rc, c)->replaced_by : NULL;
    if (!add || !add->after || mg_node_eq(mg_attr(c->before, A_PREDICATE), mg_attr(add->after, A_PREDICATE)) ||
        (!mg_attr(c->before, A_PREDICATE) && !mg_attr(add->after, A_PREDICATE)))
        return;
    mg_str own = mg_rule_own_name(rc, add->after), table = mg_rule_name(rc, add->after->parent);
    bool unique = mg_attr(add->after, A_UNIQUE);
    mg_finding *f = mg_emit(rc, add, "%S of %S covers other rows than before: %s.", &own, &table,
                            unique ? "rows outside of it may be there twice, and ON CONFLICT has to say the new condition" : "queries use it only where their "
                            "condition says the new one");
    mg_rule_suggest(rc, f, "Build the new index beside the old one, move the queries over, then drop the old one.");
}

const mg_rule mg_rule_semantics_partial_predicate_changed = {
    .id = "semantics/partial-predicate-changed",
    .title = "a partial index covers other rows",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_SQLITE,
    .why =
        "An index with WHERE is used where the query's condition implies it, and a unique one keeps its rows "
        "unique, no others. A changed condition changes both.",
    .fix =
        "Both indexes for a while.",
    .source = "measured on PostgreSQL 15, SQLite 3.40",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
