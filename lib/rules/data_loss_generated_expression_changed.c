/* Stored values are computed anew; what the old expression gave is gone. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *old = mg_attr(c->before, A_GENERATED), *now = mg_attr(c->after, A_GENERATED);
    if (c->type != MG_C_ALTER_GENERATED || !old || !now || !mg_rule_on_old_table(rc, c))
        return;
    mg_str name = mg_rule_name(rc, c->after), a = mg_rule_sql_expr(rc, old->first), b = mg_rule_sql_expr(rc,
        now->first);
    mg_finding *f = mg_emit(rc, c, "The expression of %S changes from %S to %S: all its values are computed anew.",
                            &name, &a, &b);
    mg_rule_suggest(rc, f, "Add a second column with the new expression, move readers over, then drop the first.");
}

const mg_rule mg_rule_data_loss_generated_expression_changed = {
    .id = "data-loss/generated-expression-changed",
    .title = "the expression of a generated column changes",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why = "All stored values are computed anew, and readers see other values from one moment to the next.",
    .fix = "Add a second column with the new expression, move readers over, then drop the first.",
    .source = "measured on PostgreSQL 17-19, MySQL 9.7.4, MariaDB 10.5-11.8",
    .types = MG_ON(MG_C_ALTER_GENERATED),
    .change = on_change,
};
