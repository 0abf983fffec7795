/* ON CONFLICT is about one key, which has to be there. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_unique(const mg_object *o)
{
    return o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE || (o->kind == MG_O_INDEX && mg_attr(o, A_UNIQUE));
}

static bool names(const mg_node *keys, mg_str column)
{
    MG_EACH (key, keys)
        if (key->first && mg_str_ieq(mg_text(key->first), column))
            return true;
    return false;
}

/* Just these columns, in whatever order. */
static bool is_over(const mg_object *o, const mg_node *keys)
{
    uint32_t n = mg_rule_key_count(o);
    if (mg_attr(o, A_PREDICATE) || n != mg_child_count(keys))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (!names(keys, mg_rule_key_column(o, i)))
            return false;
    return true;
}

/* A key that is made of an index, and an exclusion, may be another than the text says. */
static bool may_be_over(const mg_object *o, const mg_node *keys)
{
    return o->kind == MG_O_EXCLUSION || (is_unique(o) && (!mg_rule_key_count(o) || is_over(o, keys)));
}

/* Expressions and conditions are compared by the engine alone. */
static bool are_columns(const mg_rule_ctx *rc, const mg_object *table, const mg_node *keys)
{
    MG_EACH (key, keys) {
        bool plain = key->kind == N_KEY && key->first && key->first->kind == E_COLUMN && !key->first->first && !key->first->next;
        if (!plain || (mg_rule_dialect(rc)->id == MG_SQLITE && !mg_object_child(table, MG_O_COLUMN, mg_text(key->first))))
            return false; /* SQLite: the number of the row, too */
    }
    return keys->first != NULL;
}

static bool has_key(const mg_object *table, const mg_node *keys)
{
    MG_EACH_CHILD (o, table)
        if (may_be_over(o, keys))
            return true;
    return false;
}

static bool has_constraint(const mg_object *table, mg_str name)
{
    MG_EACH_CHILD (o, table)
        if (mg_str_eq(o->name, name) || (!o->name.n && o->kind != MG_O_COLUMN))
            return true;
    return false;
}

static bool is_known(const mg_rule_ctx *rc, const mg_object *o)
{
    bool whole = o && o->kind == MG_O_TABLE && o->owner && o->first && !(o->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL)) && !(o->state & MG_OS_ASSUMED);
    return whole && !mg_attr(o, A_PARTITION_OF) && !mg_attr(o, A_OF_TYPE) && !mg_schema_has_unread(rc->lint->state);
}

/* A column that nobody made is taken for granted: so may keys be. */
static bool has_assumed(const mg_object *table)
{
    MG_EACH_CHILD (o, table)
        if (o->state & MG_OS_ASSUMED)
            return true;
    return false;
}

static bool is_of(const mg_node *upsert, const mg_node *insert)
{
    MG_EACH (n, insert)
        if (n == upsert)
            return true;
    return false;
}

static void refuse(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *at, mg_str what)
{
    mg_str engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, at, "%S: %S refuses the statement.", &what, &engine);
    mg_rule_suggest(rc, f, "Name the columns of a key that is there, or make it first.");
    mg_rule_block(f);
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *upsert)
{
    const mg_object *table = st->object;
    const mg_node *keys = mg_child(upsert, A_KEYS), *constraint = mg_child(upsert, A_USING_INDEX);
    bool pg = mg_rule_dialect(rc)->id == MG_POSTGRES;
    if (st->info->kind != S_INSERT || !is_of(upsert, st->ast))
        return;
    if (pg && !keys && !constraint && mg_str_is(mg_text(mg_child(upsert, N_TEXT)), "update"))
        refuse(rc, st, upsert, MG_STR("ON CONFLICT DO UPDATE names no columns (42601)"));
    if (!is_known(rc, table) || has_assumed(table))
        return;
    bool lacks_key = keys && are_columns(rc, table, keys) && !has_key(table, keys), lacks_constraint = constraint && !has_constraint(table, mg_text(constraint));
    if ((!lacks_key && !lacks_constraint) || mg_rule_may_be_made(rc, table->name))
        return;
    mg_str name = mg_rule_name(rc, table), wanted = lacks_key ? mg_rule_sql_list(rc, keys, "", ", ") : mg_arena_str(rc->arena, mg_text(constraint));
    refuse(rc, st, lacks_key ? keys->first : constraint,
           lacks_key ? mg_arena_printf(rc->arena, "ON CONFLICT (%S), and no unique key of %S is over just these columns%s", &wanted, &name, pg ? " (42P10)" : "")
                     : mg_arena_printf(rc->arena, "ON CONFLICT ON CONSTRAINT %S, which %S does not have (42704)", &wanted, &name));
}

const mg_rule mg_rule_fail_upsert_without_key = {
    .id = "fail/upsert-without-key",
    .title = "ON CONFLICT over columns that no key keeps unique",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_SQLITE,
    .why =
        "ON CONFLICT (columns) is about a primary key, a UNIQUE constraint or a unique index over just these columns, in any order: without one, the INSERT is refused "
        "(42P10 in PostgreSQL), as one with ON CONSTRAINT of a name that is not there (42704), and in PostgreSQL one with DO UPDATE that names nothing (42601). A unique index with a WHERE "
        "serves where ON CONFLICT repeats that condition alone.",
    .fix =
        "Name the columns of a key that is there, or make the key first.",
    .source = "measured on PostgreSQL 15-18, SQLite 3.40, 3.53",
    .node = on_node,
    .nodes = {A_UPSERT},
};
