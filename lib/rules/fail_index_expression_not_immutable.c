/* PostgreSQL refuses it. */
#include "rules/util.h"

/* Built-in functions that are STABLE or VOLATILE whatever their arguments are (pg_proc.provolatile). */
static const char *const volatile_ones[] = {
    "now", "current_timestamp", "current_date", "current_time", "localtime", "localtimestamp", "clock_timestamp", "statement_timestamp",
    "transaction_timestamp", "timeofday", "random", "gen_random_uuid", "nextval", "currval", "lastval", "setval", "current_user",
    "session_user", "user", "current_role", "current_database", "current_schema", "current_setting", "to_char", "concat", "concat_ws", "format",
    "array_to_string", "to_date",
};

typedef struct look { const mg_rule_ctx *rc; const mg_object *table; mg_str found; } look;

static bool is_zoned(const look *l, const mg_node *e)
{
    const mg_object *column = e && e->kind == E_COLUMN ? mg_object_child(l->table, MG_O_COLUMN, mg_text(e)) : NULL;
    return column && mg_rule_type_is(l->rc, column, "timestamptz");
}

static bool is_local_cast(const look *l, const mg_node *cast)
{
    const mg_node *type = cast->first ? cast->first->next : NULL;
    const char *to = type && type->kind == N_TYPE ? mg_fact_type_name(mg_rule_dialect(l->rc), mg_text(type)) : NULL;
    mg_str name = mg_str_of(to ? to : "");
    return is_zoned(l, cast->first) && (mg_str_is(name, "date") || mg_str_is(name, "timestamp") || mg_str_is(name, "time") || mg_str_is(name, "text"));
}

static bool node(mg_node *n, void *user_data)
{
    look *l = user_data;
    if (n->kind == E_CAST && is_local_cast(l, n))
        l->found = MG_STR("a cast of timestamptz, which depends on the session's time zone,");
    for (size_t i = 0; n->kind == E_CALL && !(n->first && n->first->kind == N_NAME) && i < sizeof volatile_ones / sizeof *volatile_ones; i++)
        if (mg_str_is(mg_text(n), volatile_ones[i]))
            l->found = mg_arena_printf(l->rc->arena, "%s()", volatile_ones[i]);
    return !l->found.n;
}

static void judge(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    look l = {rc, o->parent, MG_STR_NONE};
    MG_EACH_ATTR (attr, o)
        if (o->parent && (attr->kind == A_KEYS || attr->kind == A_PREDICATE || attr->kind == A_GENERATED))
            mg_walk(attr, node, &l);
    if (!l.found.n)
        return;
    mg_str kind = mg_rule_kind(rc, o), name = o->kind == MG_O_COLUMN ? mg_rule_name(rc, o) : mg_rule_own_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The %S %S uses %S: PostgreSQL takes only what is IMMUTABLE there (42P17).", &kind, &name, &l.found);
    mg_rule_suggest(rc, f, "Say what it depends on: (a AT TIME ZONE 'UTC')::date for a date, || for concat(); or keep the value in a column of its own "
                           "that a trigger fills.");
    mg_rule_at_object(f, o);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_INDEX, judge);
    mg_rule_each_new(rc, c, MG_O_COLUMN, judge);
}

const mg_rule mg_rule_fail_index_expression_not_immutable = {
    .id = "fail/index-expression-not-immutable",
    .title = "an index or generated column over what is not immutable",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "What an index or a generated column holds must follow from the row alone. Functions such as now(), "
        "to_char() or concat(), and casts of timestamptz to date, depend on time or on settings: PostgreSQL "
        "refuses them (42P17).",
    .fix =
        "Name what it depends on, for example AT TIME ZONE 'UTC', or keep the value in a column of its own.",
    .source = "measured on PostgreSQL 15-18; pg_proc.provolatile",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
