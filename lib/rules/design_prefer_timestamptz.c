/* Timestamp without time zone. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_rule_type_is(rc, o, "timestamp"))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S: timestamp without time zone.", &name);
    mg_rule_suggest(rc, f, "Use timestamptz.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new_type(rc, c, look);
}

const mg_rule mg_rule_design_prefer_timestamptz = {
    .id = "design/prefer-timestamptz",
    .title = "timestamp without time zone",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "It is a reading of a clock without saying whose: sessions with different time zones read different "
        "moments.",
    .fix = "Use timestamptz.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
