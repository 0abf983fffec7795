/* What an expression of a table may not name. */
#include "rules/lint.h"
#include "rules/util.h"

typedef struct search {
    const mg_rule_ctx *rc;
    const mg_object *table, *own; /* own: the generated column itself */
    const char *why;
} search;

/* ---- as the table stands ---------------------------------------------------------------------------- */

static const char *check_reason(const search *w, const mg_object *column)
{
    return mg_rule_is_mysql(w->rc) && mg_attr(column, A_AUTO_INCREMENT)
               ? mg_rule_dialect(w->rc)->id == MG_MYSQL ? "names an AUTO_INCREMENT column (3818)" : "names an AUTO_INCREMENT column (1901)" : NULL;
}

static const char *generated_reason(const search *w, const mg_object *column)
{
    if (mg_rule_dialect(w->rc)->id == MG_POSTGRES)
        return mg_attr(column, A_GENERATED) ? "names a generated column (42P17)" : NULL;
    bool stored = mg_attr(w->own, A_GENERATED)->sub == MG_GEN_STORED;
    if (!mg_attr(column, A_AUTO_INCREMENT))
        return NULL;
    return mg_rule_dialect(w->rc)->id == MG_MYSQL ? "names an AUTO_INCREMENT column (3109)" : stored ? "names an AUTO_INCREMENT column (1901)" : NULL;
}

/* MySQL takes none of these in a generated column, MariaDB none in a stored one. */
static bool changes(const search *w, const mg_node *call)
{
    static const char *const names[] = {"now", "current_timestamp", "curdate", "current_date", "curtime", "current_time", "sysdate", "utc_timestamp", "rand", "uuid",
                                        "user", "current_user", "version", "database", "connection_id", "last_insert_id"};
    bool looks = w->own && (mg_rule_dialect(w->rc)->id == MG_MYSQL || (mg_rule_dialect(w->rc)->id == MG_MARIADB && mg_attr(w->own, A_GENERATED)->sub == MG_GEN_STORED));
    for (size_t i = 0; looks && i < sizeof names / sizeof *names; i++)
        if (mg_str_iis(mg_text(call), names[i]))
            return true;
    return false;
}

static const char *query_reason(const search *w)
{
    static const char *const codes[MG_DIALECT_COUNT] = {[MG_POSTGRES] = "asks a query (0A000)", [MG_MYSQL] = "asks a query (3102)", [MG_MARIADB] = "asks a query (1901)"};
    return w->own ? codes[mg_rule_dialect(w->rc)->id] : NULL;
}

static const char *rows_reason(const search *w, const mg_node *call)
{
    static const char *const windows[MG_DIALECT_COUNT] = {[MG_POSTGRES] = "calls a window function (42P20)", [MG_MYSQL] = "calls a window function (3593)", [MG_MARIADB] = "calls a window function (1901)"};
    static const char *const sums[MG_DIALECT_COUNT] = {[MG_POSTGRES] = "calls an aggregate (42803)", [MG_MYSQL] = "calls an aggregate (1111)", [MG_MARIADB] = "calls an aggregate (1901)"};
    int dialect = mg_rule_dialect(w->rc)->id;
    return mg_child(call, A_OVER) ? windows[dialect] : mg_is_aggregate(mg_text(call)) && !mg_child(call, N_NAME) ? sums[dialect] : NULL;
}

static bool find(mg_node *n, void *user_data)
{
    search *w = user_data;
    if (w->why || n->kind == E_SUBQUERY || n->kind == Q_SELECT) {
        w->why = w->why ? w->why : query_reason(w);
        return false;
    }
    if (n->kind == E_CALL && changes(w, n))
        w->why = mg_rule_dialect(w->rc)->id == MG_MYSQL ? "calls what is another thing each time (3763)" : "calls what is another thing each time (1901)";
    if (n->kind == E_CALL && !w->why)
        w->why = rows_reason(w, n);
    bool variable = n->kind == E_VARIABLE && mg_str_starts(mg_text(n), "@");
    if (variable && mg_rule_is_mysql(w->rc) && !(w->own && mg_rule_dialect(w->rc)->id == MG_MARIADB))
        w->why = mg_rule_dialect(w->rc)->id == MG_MYSQL ? "names a variable (3816, 3772)" : "names a variable (1901)";
    const mg_object *column = n->kind == E_COLUMN ? mg_object_child(w->table, MG_O_COLUMN, mg_text(n)) : NULL;
    if (column)
        w->why = w->own ? generated_reason(w, column) : check_reason(w, column);
    return true;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_node *expr = o->kind == MG_O_CHECK ? mg_attr(o, A_EXPR) : o->kind == MG_O_COLUMN ? mg_attr(o, A_GENERATED) : NULL;
    search w = {.rc = rc, .table = o->parent, .own = o->kind == MG_O_COLUMN ? o : NULL};
    if (!expr || !o->parent)
        return;
    mg_walk(expr, find, &w);
    if (!w.why)
        return;
    mg_str name = mg_rule_own_name(rc, o), table = mg_rule_name(rc, o->parent), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%s %S of %S %s: %S refuses it.", w.own ? "The generated column" : "CHECK", &name, &table, w.why, &engine);
    mg_rule_suggest(rc, f, "Say it by the columns that rows are given; or let a trigger do it.");
    mg_rule_at_object(f, o);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_ALTER_GENERATED && c->after)
        look(rc, c, c->after);
    else
        mg_rule_each_new(rc, c, MG_O_NONE, look);
}

/* ---- as it is written: MySQL's CHECK of a column -------------------------------------------------------- */

typedef struct other { mg_str column, found; } other;

static bool find_other(mg_node *n, void *user_data)
{
    other *o = user_data;
    if (n->kind == E_SUBQUERY || n->kind == Q_SELECT || n->kind == E_CALL)
        return n->kind == E_CALL && !mg_str_starts(mg_text(n), "timestamp") && !mg_str_iis(mg_text(n), "extract");
    if (n->kind == E_COLUMN && !mg_str_ieq(mg_text(n), o->column))
        o->found = mg_text(n);
    return !o->found.n;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *column)
{
    if (mg_rule_dialect(rc)->id != MG_MYSQL || !mg_rule_at_least(rc, 80016))
        return;
    MG_EACH (n, column) {
        other o = {.column = mg_text(column)};
        const mg_node *expr = n->kind == N_CONSTRAINT && n->sub == MG_CON_CHECK ? mg_child(n, A_EXPR) : NULL;
        if (expr)
            mg_walk((mg_node *)(uintptr_t)expr, find_other, &o);
        if (!o.found.n)
            continue;
        mg_str name = mg_arena_str(rc->arena, mg_text(column)), found = mg_arena_str(rc->arena, o.found), engine = mg_rule_engine(rc);
        mg_finding *f = mg_emit_node(rc, st, n, "The CHECK of column %S of %S names %S, and a column's own names no other one (3813): %S refuses it.", &name, &st->table, &found, &engine);
        mg_rule_suggest(rc, f, "Write it behind the columns, as a CHECK of the table.");
        mg_rule_block(f);
    }
}

const mg_rule mg_rule_fail_expression_refused = {
    .id = "fail/expression-refused",
    .title = "a CHECK or generated column whose expression the engine does not take",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "The CHECK that stands at a column names that column alone in MySQL (3813), no CHECK an AUTO_INCREMENT column (3818; 1901 in MariaDB) or a variable (3816; "
        "1901), and no generated column an AUTO_INCREMENT one (3109; in MariaDB no stored one, 1901). A generated column asks no query (0A000, 3102, 1901), calls neither the time, the user nor chance (3763; 1901 in MariaDB where it is stored), and names "
        "no other generated one in PostgreSQL (42P17). Neither calls aggregates or window functions (42803, 42P20; 1111, 3593; 1901).",
    .fix =
        "A CHECK over several columns stands behind them; a generated column repeats the other one's expression.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ADD_CHECK) | MG_ON(MG_C_ALTER_GENERATED),
    .change = on_change,
    .node = on_node,
    .nodes = {N_COLUMN},
};
