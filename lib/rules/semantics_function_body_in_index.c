/* What was computed before stays as it is. */
#include "rules/util.h"

static bool keeps(const mg_rule_ctx *rc, const mg_object *o)
{
    return (o->kind == MG_O_INDEX || o->kind == MG_O_CHECK || o->kind == MG_O_EXCLUSION || (o->kind == MG_O_COLUMN && mg_attr(o, A_GENERATED))) &&
           mg_changes_counterpart(rc->changes, o) && !mg_rule_was_dropped(rc, o);
}

/* No expression calls it. */
static bool is_for_triggers(const mg_object *function)
{
    mg_str type = mg_text(mg_attr_first(function, A_RETURNS));
    return mg_str_is(type, "trigger") || mg_str_is(type, "event_trigger");
}

static bool is_other_body(const mg_change *c)
{
    bool changes = (c->type == MG_C_REPLACE || c->type == MG_C_ALTER) && c->before && c->after && c->after->kind == MG_O_FUNCTION;
    return changes && !mg_node_eq(mg_attr(c->before, A_BODY), mg_attr(c->after, A_BODY));
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str users;
    if (!is_other_body(c) || is_for_triggers(c->before) || !mg_rule_name_users(rc, c->before, keeps, &users))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S gets another body, and what it gave before is kept by %S: queries that use it give wrong answers, without a word.", &name, &users);
    mg_rule_suggest(rc, f, "Build each index anew right after it, CONCURRENTLY; for a generated column or a CHECK, write every row anew; or give the new body another name.");
    for (const mg_object *const *users_of = mg_schema_dependants_of(c->before->owner, c->before, MG_O_INDEX); *users_of; users_of++) {
        if ((*users_of)->kind != MG_O_INDEX || !keeps(rc, *users_of))
            continue;
        mg_str index = mg_rule_sql_name(rc, *users_of);
        mg_rule_sql(rc, f, "REINDEX INDEX CONCURRENTLY %S", &index);
    }
}

const mg_rule mg_rule_semantics_function_body_in_index = {
    .id = "semantics/function-body-in-index",
    .title = "a function changes whose results are kept",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_PG,
    .why =
        "An index, a stored generated column and a CHECK keep what an IMMUTABLE function gave when the row "
        "was written. PostgreSQL does not compute it anew when the body changes: searches miss rows, and "
        "unique indexes take duplicates.",
    .fix =
        "A function of another name, and a new index over it; or REINDEX CONCURRENTLY right behind.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_ALTER) | MG_ON(MG_C_REPLACE),
    .change = on_change,
};
