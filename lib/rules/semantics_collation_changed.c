/* Order, equality and unique keys mean something else; indexes are built anew. */
#include "rules/util.h"

/* MySQL: a column that becomes text, or ceases to be, gets or loses a collation with that. */
static bool is_part_of_type_change(const mg_change *c)
{
    bool charset = mg_attr(c->before, A_CHARSET) || mg_attr(c->after, A_CHARSET);
    return charset && !(mg_attr(c->before, A_CHARSET) && mg_attr(c->after, A_CHARSET));
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_COLLATION || !mg_rule_on_old_table(rc, c) || is_part_of_type_change(c))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_str from = mg_rule_value_text(rc, c->from), to = mg_rule_value_text(rc, c->to);
    from = from.n ? from : MG_STR("the default");
    to = to.n ? to : MG_STR("the default");
    mg_finding *f = mg_emit(rc, c, "The collation of %S changes from %S to %S: order, equality and unique keys "
                                   "mean something else, and its "
                                   "indexes are built anew.", &name, &from, &to);
    mg_rule_suggest(rc, f, "Look for values that become equal or different, and rebuild the indexes over the "
                           "column apart.");
}

const mg_rule mg_rule_semantics_collation_changed = {
    .id = "semantics/collation-changed",
    .title = "the collation of a column changes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "Sorting and comparison mean something else: values that were different may become equal (unique keys"
        " then fail) or the other way round, and indexes over the column are built anew.",
    .fix = "Look for values that become equal first; rebuild indexes apart where the engine allows it.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8",
    .types = MG_ON(MG_C_ALTER_COLLATION),
    .change = on_change,
};
