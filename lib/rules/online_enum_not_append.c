/* Numbers of the members move: the table is copied. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(t.loss & MG_TC_ENUM_ORDER) || (t.loss & MG_TC_ENUM_VALUES))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: members move, so all rows are renumbered in a copy of "
                                   "the table.", &name, &words);
    mg_rule_suggest(rc, f, "Add members at the end only, which is INSTANT; let programs sort by something else.");
}

const mg_rule mg_rule_online_enum_not_append = {
    .id = "online/enum-not-append",
    .title = "an ENUM or SET changes other than at its end",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "Members are stored as numbers by position. Adding one in front or in the middle, or changing the "
        "order, renumbers them: the table is copied while writes wait.",
    .fix = "Add members at the end only.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
