/* Each column of a relation has a name of its own. */
#include "rules/lint.h"
#include "rules/util.h"

enum { MOST = 300 };

typedef struct names {
    const mg_rule_ctx *rc;
    const mg_node *query;
    mg_str at[MOST];
    uint32_t n;
    mg_str twice;
} names;

static void add(names *w, mg_str name)
{
    bool folds = mg_rule_is_mysql(w->rc);
    for (uint32_t i = 0; i < w->n && name.n; i++)
        if (folds ? mg_str_ieq(w->at[i], name) : mg_str_eq(w->at[i], name))
            w->twice = name;
    if (w->n < MOST)
        w->at[w->n++] = name;
}

/* What PostgreSQL calls a column that has no name of its own; MySQL takes the text of the expression. */
static mg_str name_of(const mg_rule_ctx *rc, const mg_node *target)
{
    const mg_node *e = target->first;
    if (mg_text(target).n || !e)
        return mg_text(target);
    if (e->kind == E_COLUMN)
        return mg_text(e);
    return e->kind == E_CALL && !mg_rule_is_mysql(rc) && !mg_child(e, N_NAME) ? mg_text(e) : MG_STR_NONE;
}

static const mg_object *known_table(const names *w, const mg_node *relation)
{
    const mg_node *qname = mg_child(relation, N_QNAME);
    const mg_object *o = qname ? mg_schema_resolve((mg_schema *)(uintptr_t)w->rc->lint->state, MG_O_NONE, qname) : NULL;
    bool known = o && o->kind == MG_O_TABLE && !(o->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL)) && !(o->state & MG_OS_ASSUMED) && !mg_child(w->query, A_WITH);
    return known && !mg_attr(o, A_INHERITS) && !mg_attr(o, A_PARTITION_OF) && !mg_attr(o, A_OF_TYPE) && !mg_child(relation, N_LIST) ? o : NULL;
}

/* The columns of `*`, or of `alias.*`; those that a join unites are not told apart, so such a join has none. */
static void add_all(names *w, const mg_node *from, mg_str alias)
{
    MG_EACH (n, from) {
        if (n->kind == Q_JOIN && !mg_child(n, A_USING) && !mg_str_starts(mg_text(n), "natural"))
            add_all(w, n, alias);
        const mg_object *table = n->kind == Q_RELATION ? known_table(w, n) : NULL;
        mg_str called = n->kind == Q_RELATION ? (mg_text(n).n ? mg_text(n) : mg_text(mg_child(n, N_QNAME))) : MG_STR_NONE;
        if (!table || (alias.n && !mg_str_ieq(alias, called)))
            continue;
        MG_EACH_CHILD (column, table)
            if (column->kind == MG_O_COLUMN && !mg_attr(column, A_INVISIBLE))
                add(w, column->name);
    }
}

static const mg_node *first_select(const mg_node *query)
{
    const mg_node *q = query ? query->first : NULL;
    while (q && q->kind == Q_SETOP)
        q = q->first;
    return q && q->kind == Q_SELECT ? q : NULL;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *query)
{
    const mg_node *select = first_select(query);
    bool makes = st->info->kind == S_CREATE_VIEW || st->info->kind == S_CREATE_TABLE || st->info->kind == S_CREATE_TABLE_AS;
    if (!makes || !select || mg_child(st->ast, (mg_kind)query->kind) != query || mg_child(st->ast, A_COLUMN_NAMES))
        return;
    names w = {.rc = rc, .query = select};
    MG_EACH (target, mg_child(select, A_TARGETS)) {
        const mg_node *e = target->first;
        if (e && e->kind == E_COLUMN && mg_str_is(mg_text(e), "*"))
            add_all(&w, mg_child(select, A_FROM), mg_text(mg_child(e, N_NAME)));
        else
            add(&w, name_of(rc, target));
    }
    if (!w.twice.n)
        return;
    mg_str name = mg_arena_str(rc->arena, mg_text(mg_child(st->ast, N_QNAME))), column = mg_arena_str(rc->arena, w.twice), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_at(rc, st, "%S would have two columns that are called %S: %S refuses it (%s).", &name, &column, &engine,
                               mg_rule_is_mysql(rc) ? "1060" : "42701");
    mg_rule_suggest(rc, f, "Name the columns one by one, and give one of the two another name: b.%S AS b_%S.", &column, &column);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_view_duplicate_column = {
    .id = "fail/view-duplicate-column",
    .title = "a view or table made of a query with two columns of one name",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "A query may give two columns of one name, as SELECT * over a join of tables that both have an id does; a view or a table made of it may not: "
        "PostgreSQL refuses it with 42701, MySQL and MariaDB with 1060. SQLite gives one of them another name.",
    .fix =
        "Name the columns, and give one of the two an alias.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8, SQLite 3.40, 3.53",
    .node = on_node,
    .nodes = {A_QUERY},
};
