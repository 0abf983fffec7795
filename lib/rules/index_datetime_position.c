/* A date in front of other columns of an index. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const mg_object *first = o->parent ? mg_object_child(o->parent, MG_O_COLUMN, mg_rule_key_column(o, 0)) : NULL;
    if (mg_rule_key_count(o) < 2 || !first || !mg_rule_type_is(rc, first, "datetime|timestamp|date"))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S begins with the date %S: the columns behind it are seldom used.", &name, &first->name);
    mg_rule_suggest(rc, f, "Put columns that are compared with = first.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

const mg_rule mg_rule_index_datetime_position = {
    .id = "index/datetime-position",
    .title = "a date in front of other columns of an index",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .off = true,
    .why = "Dates are searched by ranges: what stands behind them in the index is not used.",
    .fix = "Put columns that are compared with = first.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
