/* The index of the one does not serve the other. */
#include "rules/lint.h"
#include "rules/util.h"

/* user_id → user, users */
static const mg_object *target(const mg_rule_ctx *rc, const mg_object *column)
{
    if (column->name.n < 4 || !mg_str_iis((mg_str){column->name.p + column->name.n - 3, 3}, "_id"))
        return NULL;
    mg_str stem = {column->name.p, column->name.n - 3};
    mg_str many = mg_arena_printf(rc->arena, "%Ss", &stem);
    const mg_schema *s = rc->lint ? rc->lint->state : mg_rule_after(rc);
    const mg_object *one = mg_schema_find(s, MG_O_TABLE, column->parent->schema, stem);
    return one ? one : mg_schema_find(s, MG_O_TABLE, column->parent->schema, many);
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const mg_object *table = o->parent ? target(rc, o) : NULL, *key = table ? mg_object_child(table, MG_O_COLUMN, MG_STR("id")) : NULL;
    const mg_node *a = mg_attr_first(o, A_TYPE), *b = mg_attr_first(key, A_TYPE);
    if (!a || !b || !mg_rule_is_key_of(table, MG_O_PRIMARY_KEY, key->name) || mg_node_eq(a, b))
        return;
    mg_str name = mg_rule_name(rc, o), other = mg_rule_name(rc, key), from = mg_rule_sql_type(rc, a), to = mg_rule_sql_type(rc, b);
    mg_finding *f = mg_emit(rc, c, "%S is %S, and %S, which it seems to refer to, is %S: joins convert one of them, and its index may not serve.", &name, &from, &other, &to);
    mg_rule_suggest(rc, f, "Give %S the type %S, before it holds rows.", &name, &to);
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_perf_join_type_mismatch = {
    .id = "perf/join-type-mismatch",
    .title = "a column that is joined with a key of another type",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why =
        "A join over columns of two types converts one side for every row; an index over that side does not "
        "serve, in MySQL also where character sets differ.",
    .fix =
        "One type for both.",
    .source = "manuals of the engines",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
