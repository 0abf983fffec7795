/* One NULL is enough. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    uint32_t n = o->kind == MG_O_FOREIGN_KEY && !mg_str_iis(mg_attr_text(o, A_MATCH), "full") ? mg_rule_key_count(o) : 0;
    uint32_t null = 0, rest = 0;
    for (uint32_t i = 0; i < n; i++) {
        const mg_object *column = mg_object_child(o->parent, MG_O_COLUMN, mg_rule_key_column(o, i));
        if (column && !mg_attr(column, A_NOT_NULL))
            null++;
        else
            rest++;
    }
    if (n < 2 || !null)
        return;
    mg_str own = mg_rule_own_name(rc, o), table = mg_rule_name(rc, o->parent);
    mg_finding *f = mg_emit(rc, c, "%S of %S is not checked for rows where one of its %u columns is NULL, whatever the %s hold.", &own, &table, n,
                            rest ? "others" : "rest");
    mg_rule_suggest(rc, f, "MATCH FULL, or NOT NULL for all of them.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_CONSTRAINT, look);
}

const mg_rule mg_rule_semantics_fk_match_simple = {
    .id = "semantics/fk-match-simple",
    .title = "a foreign key of several columns that is not checked where one is NULL",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "MATCH SIMPLE, which holds where nothing is said, passes a row as soon as one of the columns is NULL:"
        " the others may refer to nothing.",
    .fix =
        "MATCH FULL or NOT NULL.",
    .source = "PostgreSQL manual, CREATE TABLE",
    .types = MG_ON(MG_C_CREATE) | MG_ON_ADD_CONSTRAINT,
    .change = on_change,
};
