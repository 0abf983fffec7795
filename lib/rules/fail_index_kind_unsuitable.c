/* SPATIAL indexes are over one spatial column that is NOT NULL. */
#include "rules/util.h"

static bool is_spatial(const mg_rule_ctx *rc, const mg_object *column)
{
    return mg_rule_type_is(rc, column, "geometry|point|linestring|polygon|multipoint|multilinestring|multipolygon|geometrycollection|geomcollection");
}

static const char *reason(const mg_rule_ctx *rc, const mg_object *index, mg_str *column)
{
    uint32_t n = mg_rule_key_count(index);
    *column = mg_rule_key_column(index, 0);
    const mg_object *c = index->parent && column->n ? mg_object_child(index->parent, MG_O_COLUMN, *column) : NULL;
    if (n > 1)
        return "is the first of several columns, and a SPATIAL index takes one";
    if (!c || !mg_attr(c, A_TYPE))
        return NULL;
    if (!is_spatial(rc, c))
        return "is not of a spatial type";
    return mg_attr(c, A_NOT_NULL) ? NULL : "may be NULL";
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *index)
{
    mg_str column;
    const char *why = mg_str_is(mg_attr_text(index, A_INDEX_KIND), "spatial") ? reason(rc, index, &column) : NULL;
    if (!why)
        return;
    mg_str name = mg_rule_name(rc, index), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S is a SPATIAL index, and %S %s: %S refuses it.", &name, &column, why, &engine);
    mg_rule_suggest(rc, f, "One column of a spatial type that is NOT NULL.");
    mg_rule_at_object(f, index);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

const mg_rule mg_rule_fail_index_kind_unsuitable = {
    .id = "fail/index-kind-unsuitable",
    .title = "a SPATIAL index over columns that cannot have one",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "A SPATIAL index is over one column of a spatial type, which is NOT NULL: anything else is refused (1252, 1687, 1070 in MySQL; 1252, "
        "1210 in MariaDB).",
    .fix =
        "Make the column NOT NULL first, or index it another way.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
