/* The whole statement takes the way of the slowest clause. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = mg_rule_is_altered(rc, c, c->type) ? mg_rule_statement_of(rc, c) : NULL;
    bool visibility = st && c->type != MG_C_ALTER_INDEX && mg_rule_statement_holds(st, "ALTER INDEX") &&
                      (mg_rule_statement_holds(st, "INVISIBLE") || mg_rule_statement_holds(st, "VISIBLE"));
    if (!visibility)
        return;
    mg_str name = mg_rule_name(rc, mg_change_object(c));
    mg_finding *f = mg_emit(rc, c, "The visibility of an index changes in one statement with %S: it takes as long as that does.", &name);
    mg_rule_suggest(rc, f, "Give ALTER INDEX … a statement of its own.");
}

const mg_rule mg_rule_perf_index_visibility_mixed = {
    .id = "perf/index-visibility-mixed",
    .title = "an ALTER that changes visibility and more",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MYSQL,
    .off = true,
    .why =
        "ALTER INDEX … INVISIBLE alone changes the data dictionary only; with other clauses the whole "
        "statement takes their way.",
    .fix = "Give it a statement of its own.",
    .source = "manual of MySQL",
    .change = on_change,
};
