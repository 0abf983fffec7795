/* A SPATIAL index over a column without an SRID. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const mg_object *bad = NULL;
    for (uint32_t i = 0; o->parent && i < mg_rule_key_count(o) && !bad; i++) {
        const mg_object *column = mg_object_child(o->parent, MG_O_COLUMN, mg_rule_key_column(o, i));
        bad = column && (!mg_attr(column, A_SRID)) ? column : NULL;
    }
    if (!mg_str_is(mg_attr_text(o, A_INDEX_KIND), "spatial") || !bad || !mg_rule_at_least(rc, 80000))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S is over %S, which has no SRID: the optimizer does not use it.", &name, &bad->name);
    mg_rule_suggest(rc, f, "SRID 4326, or the one that the data has.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

const mg_rule mg_rule_index_spatial_without_srid = {
    .id = "index/spatial-without-srid",
    .title = "a SPATIAL index over a column without an SRID",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MYSQL,
    .why = "MySQL 8 builds it, warns with 3674, and does not use it for any query.",
    .fix = "Give the column an SRID.",
    .source = "measured on MySQL 9.7.4 (warning 3674)",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
