/* PostgreSQL refuses it. */
#include "rules/lint.h"
#include "rules/util.h"

static const char *reason(const mg_object *index)
{
    mg_str method = mg_attr_text(index, A_METHOD);
    if (mg_attr(index, A_PREDICATE))
        return "is partial";
    if (method.n && !mg_str_iis(method, "btree"))
        return "is no btree";
    if (!mg_attr(index, A_UNIQUE))
        return "is not unique";
    for (uint32_t i = 0, n = mg_rule_key_count(index); i < n; i++)
        if (!mg_rule_key_column(index, i).n)
            return "has an expression";
    return NULL;
}

static bool plain_keys(const mg_object *index)
{
    for (uint32_t i = 0, n = mg_rule_key_count(index); i < n; i++)
        if (!mg_rule_key_column(index, i).n)
            return false;
    return true;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *constraint)
{
    const mg_node *using = mg_child(constraint, A_USING_INDEX);
    const mg_object *index = using && st->object ? mg_object_child(st->object, MG_O_INDEX, mg_text(using)) : NULL;
    const char *why = index ? reason(index) : NULL;
    if (!why)
        return;
    mg_str own = index->name;
    mg_finding *f = mg_emit_node(rc, st, constraint, "Index %S %s: PostgreSQL does not make a constraint of %S out of it (42809).", &own, why, &st->table);
    mg_rule_suggest(rc, f, "Use a unique btree over plain columns, without WHERE.");
    mg_str name = mg_arena_printf(rc->arena, "%S_key", &own), new = mg_rule_sql_word(rc, name), table = mg_rule_sql_name(rc, st->object);
    mg_str keys = plain_keys(index) ? mg_rule_sql_keys(rc, index) : MG_STR_NONE;
    if (keys.n)
        mg_rule_sql(rc, f, "CREATE UNIQUE INDEX CONCURRENTLY %S ON %S (%S)", &new, &table, &keys);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_pk_using_index_unsuitable = {
    .id = "fail/pk-using-index-unsuitable",
    .title = "a constraint USING INDEX over an index that cannot be one",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "ADD CONSTRAINT … USING INDEX takes a valid unique btree index over plain columns, without WHERE. For"
        " any other it fails (42809).",
    .fix =
        "Build such an index CONCURRENTLY and use that.",
    .source = "measured on PostgreSQL 11-19",
    .node = on_node,
    .nodes = {N_CONSTRAINT},
};
