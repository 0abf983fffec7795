/* Comparison and ORDER BY go by the order of the values. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    bool reorder = c->type == MG_C_REORDER_ENUM_VALUES;
    if (!reorder && !(mg_rule_is_mysql(rc) && mg_rule_type_change(rc, c, &t) && t.loss & MG_TC_ENUM_ORDER))
        return;
    mg_str name = mg_rule_name(rc, mg_change_object(c));
    mg_finding *f = mg_emit(rc, c, "The values of %S change their order: < and ORDER BY give other results%s.", &name,
                            mg_rule_is_mysql(rc) ? ", and numbers that were read from it mean other values" : "");
    mg_rule_suggest(rc, f, "Leave the order and add values at the end; sort by a column of your own.");
}

const mg_rule mg_rule_semantics_enum_reordered = {
    .id = "semantics/enum-reordered",
    .title = "the values of an enum change their order",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why = "Enums compare and sort by the order of their values: queries with < or ORDER BY give other results.",
    .fix = "Leave the order; sort by a column of your own.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE) | MG_ON(MG_C_REORDER_ENUM_VALUES),
    .change = on_change,
};
