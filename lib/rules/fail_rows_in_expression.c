/* What an expression of one row may not ask for: other rows. */
#include "parse/print.h"
#include "rules/lint.h"
#include "rules/util.h"

/* ---- what it asks for ---------------------------------------------------------------------------------- */

enum { SUM, WINDOW, SET, QUERY, WHATS };

static const struct { const char *says, *codes[MG_DIALECT_COUNT]; } whats[WHATS] = {
    [SUM] = {"calls an aggregate", {[MG_POSTGRES] = " (42803)", [MG_MYSQL] = " (1111)", [MG_MARIADB] = " (1901)", [MG_SQLITE] = ""}},
    [WINDOW] = {"calls a window function", {[MG_POSTGRES] = " (42P20)", [MG_MYSQL] = " (3593)", [MG_MARIADB] = " (1901)", [MG_SQLITE] = ""}},
    [SET] = {"calls a function that returns a set", {[MG_POSTGRES] = " (0A000)"}},
    [QUERY] = {"asks a query", {[MG_POSTGRES] = " (0A000)", [MG_SQLITE] = ""}},
};

/* PostgreSQL's own (pg_proc.proretset). */
static bool returns_set(mg_str name)
{
    static const char *const names[] = {"generate_series", "generate_subscripts", "unnest", "regexp_split_to_table", "regexp_matches", "string_to_table",
                                        "json_array_elements", "json_array_elements_text", "json_each", "json_each_text", "json_object_keys",
                                        "jsonb_array_elements", "jsonb_array_elements_text", "jsonb_each", "jsonb_each_text", "jsonb_object_keys", "jsonb_path_query"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_is(name, names[i]))
            return true;
    return false;
}

/* SQLite's of several arguments look at one row. */
static bool is_sum(const mg_rule_ctx *rc, const mg_node *call)
{
    mg_str name = mg_text(call);
    bool either = mg_str_iis(name, "max") || mg_str_iis(name, "min");
    if (mg_rule_dialect(rc)->id != MG_SQLITE)
        return mg_is_aggregate(name) && !(either && mg_child_count(call) > 1);
    bool plain = mg_str_iis(name, "sum") || mg_str_iis(name, "total") || mg_str_iis(name, "avg") || mg_str_iis(name, "count") || mg_str_iis(name, "group_concat") ||
                 mg_str_iis(name, "json_group_array") || mg_str_iis(name, "json_group_object");
    return plain || (either && mg_child_count(call) == 1);
}

typedef struct search {
    const mg_rule_ctx *rc;
    const char *places; /* a letter for each of WHATS that is looked for, in their order: "sw q" */
    int found;
    const mg_node *at;
} search;

static bool find(mg_node *n, void *user_data)
{
    search *s = user_data;
    int what = WHATS;
    if (s->found < WHATS)
        return false;
    if (mg_is_query(n))
        what = QUERY;
    else if (n->kind == E_CALL && mg_child(n, A_OVER))
        what = WINDOW;
    else if (n->kind == E_CALL && !mg_child(n, N_NAME))
        what = is_sum(s->rc, n) ? SUM : mg_rule_dialect(s->rc)->id == MG_POSTGRES && returns_set(mg_text(n)) ? SET : WHATS;
    if (what < WHATS && s->places[what] != ' ') {
        s->found = what;
        s->at = n;
    }
    return what == WHATS;
}

/* ---- where it stands -------------------------------------------------------------------------------------- */

static void look(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *expr, const char *of, const char *places)
{
    search s = {.rc = rc, .places = places, .found = WHATS};
    if (expr->first && expr->first->kind == E_CONST && !expr->first->next) /* as most defaults are */
        return;
    mg_walk((mg_node *)(uintptr_t)expr, find, &s);
    const char *code = s.found < WHATS ? whats[s.found].codes[mg_rule_dialect(rc)->id] : NULL;
    if (!code)
        return;
    mg_str object = st->table.n ? st->table : st->info->object, engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, s.at->len ? s.at : expr, "%s of %S %s: %S refuses it%s.", of, &object, whats[s.found].says, &engine, code);
    mg_rule_suggest(rc, f, "It is about one row: let a trigger ask for more, or a column keep it.");
    mg_rule_block(f);
}

static void look_at_index(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *index)
{
    const mg_node *keys = mg_child(index, A_KEYS), *where = mg_child(index, A_PREDICATE);
    if (keys)
        look(rc, st, keys, "A key of an index", "swrq");
    if (where)
        look(rc, st, where, "The WHERE of an index", "swrq");
}

static bool is_of_domain(const mg_lint_stmt *st) { return st->info->kind == S_CREATE_DOMAIN || st->info->kind == S_ALTER_DOMAIN; }

/* What other rules tell of CHECKs, defaults and generated columns is left to them. */
static void on_postgres(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    int kind = st->info->kind;
    bool table = kind == S_CREATE_TABLE || kind == S_ALTER_TABLE, policy = kind == S_CREATE_POLICY || kind == S_ALTER_POLICY;
    if (policy ? n->kind != A_USING && n->kind != A_WITH_CHECK : n->kind == A_WITH_CHECK)
        return;
    switch (n->kind) {
    case A_DEFAULT: look(rc, st, n, "A default", table ? "swr " : "swrq"); break;
    case A_EXPR: look(rc, st, n, "A CHECK", is_of_domain(st) ? "swrq" : "  r "); break;
    case A_GENERATED: look(rc, st, n, "A generated column", "  r "); break;
    case A_PARTITION_BY: look(rc, st, n, "The partition key", "swrq"); break;
    case A_WHEN: look(rc, st, n, "The WHEN of a trigger", kind == S_CREATE_TRIGGER ? "swrq" : "    "); break; /* a rule's may ask */
    case A_USING: look(rc, st, n, "USING", table ? "swrq" : policy ? "swr " : "    "); break;
    case A_WITH_CHECK: look(rc, st, n, "WITH CHECK", "swr "); break;
    default: break;
    }
}

static void on_sqlite(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    if (n->kind == A_EXPR)
        look(rc, st, n, "A CHECK", "sw  ");
    else if (n->kind == A_GENERATED)
        look(rc, st, n, "A generated column", "sw  ");
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    if (n->kind == N_INDEX)
        look_at_index(rc, st, n);
    else if (mg_rule_dialect(rc)->id == MG_POSTGRES)
        on_postgres(rc, st, n);
    else if (mg_rule_dialect(rc)->id == MG_SQLITE)
        on_sqlite(rc, st, n);
    else if (n->kind == A_DEFAULT)
        look(rc, st, n, "A default", "sw  ");
}

const mg_rule mg_rule_fail_rows_in_expression = {
    .id = "fail/rows-in-expression",
    .title = "a default, an index or the like that asks for other rows",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "Defaults, keys and predicates of indexes, partition keys, CHECKs, generated columns, USING, policies and WHEN are about one row. Aggregates (42803; 1111, 1901), window functions (42P20; 3593, 1901), "
        "functions that return sets, and, but in policies, queries (0A000) are refused there.",
    .fix =
        "Compute it where the rows are asked for, or let a trigger do it.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8, SQLite 3.40, 3.53",
    .node = on_node,
    .nodes = {A_DEFAULT, A_EXPR, A_GENERATED, N_INDEX, A_PARTITION_BY, A_WHEN, A_USING, A_WITH_CHECK},
};
