/* The engine looks tables and columns up when a view or trigger is made, and where rows are touched. */
#include "rules/lint.h"
#include "rules/util.h"

/* ---- what the query can see ------------------------------------------------------------------- */

typedef struct scope {
    const mg_rule_ctx *rc;
    const mg_lint_stmt *st;
    const mg_node *ast;
    mg_schema *s;
    const mg_node *missing;      /* a relation's name that means nothing */
    const mg_object *of;         /* what lacks the column */
    const mg_node *column;
} scope;

typedef struct cte { mg_str name; bool found; } cte;

static bool find_cte(mg_node *n, void *user_data)
{
    cte *wanted = user_data;
    wanted->found = wanted->found || (n->kind == Q_CTE && mg_str_ieq(mg_text(n), wanted->name));
    return !wanted->found;
}

static bool is_cte(const scope *sc, mg_str name)
{
    cte wanted = {name, false};
    mg_walk((mg_node *)(uintptr_t)sc->ast, find_cte, &wanted);
    return wanted.found;
}

/* It makes others, for itself. */
static bool has_virtual_table(const mg_schema *s) { return s->kinds & mg_kind_bit(MG_O_VIRTUAL_TABLE); }

/* Catalogues, and what an extension may have brought, are not in the model. */
static bool is_elsewhere(const scope *sc, const mg_node *qname)
{
    mg_str name = mg_text(qname), schema = mg_text(mg_child(qname, N_NAME));
    if (mg_str_starts(name, "pg_") || mg_str_starts(schema, "pg_") || mg_str_iis(schema, "information_schema"))
        return true;
    if (mg_rule_is_mysql(sc->rc))
        return schema.n || mg_str_iis(name, "dual");
    return mg_rule_dialect(sc->rc)->id == MG_SQLITE ? schema.n || mg_str_starts(name, "sqlite_") || has_virtual_table(sc->s) : mg_rule_has_extension(sc->s);
}

static bool find_missing(mg_node *n, void *user_data)
{
    scope *sc = user_data;
    const mg_node *qname = n->kind == Q_RELATION || n->kind == Q_TABLE ? mg_child(n, N_QNAME) : NULL;
    if (qname && !mg_schema_resolve(sc->s, MG_O_NONE, qname) && !(!qname->first && is_cte(sc, mg_text(qname))) && !is_elsewhere(sc, qname))
        sc->missing = qname;
    return !sc->missing;
}

/* ---- columns, in queries of tables alone ---------------------------------------------------------- */

enum { RELATIONS = 16 };
typedef struct relations {
    const mg_object *at[RELATIONS];
    mg_str alias[RELATIONS];
    uint32_t n;
    bool known; /* each is a table of which all columns are known */
} relations;

/* Of a file on its own: what it made itself. */
static bool has_all_columns(const mg_rule_ctx *rc, const mg_object *o)
{
    if (rc->lint->assumed && !mg_schema_made_in_full(rc->lint->state, o))
        return false;
    bool heir = mg_attr(o, A_INHERITS) || mg_attr(o, A_PARTITION_OF) || mg_attr(o, A_OF_TYPE);
    return o->kind == MG_O_TABLE && !(o->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL)) && !(o->state & MG_OS_ASSUMED) && o->first && !heir &&
           !mg_attr(o, A_SYSTEM_VERSIONING);
}

static void add_relation(const scope *sc, relations *r, const mg_node *n)
{
    const mg_node *qname = mg_child(n, N_QNAME);
    const mg_object *o = qname && !is_cte(sc, mg_text(qname)) ? mg_schema_resolve(sc->s, MG_O_NONE, qname) : NULL;
    if (!o || !has_all_columns(sc->rc, o) || mg_child(n, N_LIST) || r->n == RELATIONS) {
        r->known = false;
        return;
    }
    r->at[r->n] = o;
    r->alias[r->n++] = n->n ? mg_text(n) : o->name;
}

static void add_from(const scope *sc, relations *r, const mg_node *from)
{
    MG_EACH (n, from) {
        if (n->kind == Q_RELATION)
            add_relation(sc, r, n);
        else if (n->kind == Q_JOIN)
            add_from(sc, r, n);
        else if (n->kind >= Q_SELECT && n->kind <= Q_DML)
            r->known = false;
    }
}

typedef struct search {
    scope *sc;
    const relations *r;
} search;

/* What PostgreSQL finds on every row. */
static bool is_system(mg_str name)
{
    static const char *const names[] = {"*", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_iis(name, names[i]))
            return true;
    return false;
}

static const mg_node *qualifier(const mg_node *column)
{
    const mg_node *last = NULL;
    MG_EACH (n, column)
        if (n->kind == N_NAME)
            last = n;
    return last;
}

static const mg_object *lacks(const relations *r, const mg_node *column)
{
    const mg_node *q = qualifier(column);
    const mg_object *last = NULL;
    for (uint32_t i = 0; i < r->n; i++) {
        bool means = !q || mg_str_ieq(mg_text(q), r->alias[i]);
        if (means && mg_object_child(r->at[i], MG_O_COLUMN, mg_text(column)))
            return NULL;
        if (!q && mg_str_ieq(r->alias[i], mg_text(column))) /* the whole row */
            return NULL;
        last = means ? r->at[i] : last;
    }
    return last;
}

static bool find_column(mg_node *n, void *user_data)
{
    search *w = user_data;
    if (n->kind == Q_SELECT || n->kind == Q_SETOP || n->kind == A_ORDER_BY || n->kind == A_GROUP_BY || n->kind == A_HAVING || n->kind == A_USING ||
        n->kind == E_SUBQUERY || n->kind == E_EXISTS || n->kind == E_MATCH || n->kind == A_OVER || n->kind == A_WINDOW || n->kind == E_RAW)
        return false;
    if (n->kind != E_COLUMN || w->sc->column || is_system(mg_text(n)))
        return true;
    const mg_object *of = lacks(w->r, n);
    if (of) {
        w->sc->of = of;
        w->sc->column = n;
    }
    return false;
}

/* Names in lists and conditions of one query, without those in queries within it. */
static void look_at_columns(scope *sc, const mg_node *query)
{
    relations r = {.known = true};
    add_from(sc, &r, mg_child(query, A_FROM));
    search w = {sc, &r};
    if (!r.known || !r.n)
        return;
    MG_EACH (part, query)
        if (part->kind == A_TARGETS || part->kind == A_WHERE)
            MG_EACH (n, part)
                mg_walk((mg_node *)(uintptr_t)n, find_column, &w);
}

/* ---- the view ------------------------------------------------------------------------------------------ */

static void report(scope *sc, const mg_node *at, mg_str what, const char *kind)
{
    mg_str view = sc->st->table.n ? sc->st->table : mg_text(mg_child(sc->ast, N_QNAME)), engine = mg_rule_engine(sc->rc);
    mg_str name = mg_arena_str(sc->rc->arena, view);
    mg_finding *f = mg_emit_node(sc->rc, sc->st, at, "View %S names %s %S, which is not there: %S refuses it.", &name, kind, &what, &engine);
    mg_rule_suggest(sc->rc, f, "Make it first, or mend the name.");
    mg_rule_block(f);
}

static mg_str column_name(const scope *sc)
{
    mg_str name = mg_text(sc->column);
    return mg_arena_printf(sc->rc->arena, "%S.%S", &sc->of->name, &name);
}

static void look_at_view(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast)
{
    const mg_node *query = mg_child(ast, A_QUERY);
    scope sc = {.rc = rc, .st = st, .ast = ast, .s = (mg_schema *)(uintptr_t)rc->lint->state};
    if (!query)
        return;
    if (!rc->lint->assumed)
        mg_walk((mg_node *)(uintptr_t)query, find_missing, &sc);
    if (sc.missing && mg_rule_may_be_made(rc, mg_text(sc.missing)))
        return;
    if (sc.missing) {
        report(&sc, sc.missing, mg_arena_str(rc->arena, mg_text(sc.missing)), "the relation");
        return;
    }
    if (query->first && query->first->kind == Q_SELECT)
        look_at_columns(&sc, query->first);
    if (sc.column && !mg_rule_may_be_made(rc, mg_text(sc.column)))
        report(&sc, sc.column, column_name(&sc), "the column");
}

/* ---- triggers -------------------------------------------------------------------------------------------- */

static void refuse(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast, const char *what, mg_str name)
{
    mg_str trigger = mg_arena_str(rc->arena, mg_text(mg_child(ast, N_QNAME) ? mg_child(ast, N_QNAME) : mg_child(ast, N_NAME))), engine = mg_rule_engine(rc);
    mg_str table = mg_rule_name(rc, st->object), named = mg_arena_str(rc->arena, name);
    mg_finding *f = mg_emit_at(rc, st, "Trigger %S of %S names %S, %s: %S refuses it.", &trigger, &table, &named, what, &engine);
    mg_rule_suggest(rc, f, "Mend the name, or make the column first.");
    mg_rule_block(f);
}

/* PostgreSQL: UPDATE OF column. */
static void look_at_events(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast)
{
    MG_EACH (event, mg_child(ast, A_EVENTS))
        MG_EACH (n, event)
            if (n->kind == N_NAME && has_all_columns(rc, st->object) && !mg_object_child(st->object, MG_O_COLUMN, mg_text(n)) && !mg_rule_may_be_made(rc, mg_text(n)))
                refuse(rc, st, ast, "which is no column of it", mg_text(n));
}

/* Of what PostgreSQL brings along. */
static bool is_built_in(mg_str name)
{
    return mg_str_starts(name, "suppress_redundant") || mg_str_starts(name, "tsvector_update_trigger") || mg_str_starts(name, "RI_") || mg_str_is(name, "unique_key_recheck");
}

static bool has_routine(const mg_schema *s, mg_str name)
{
    MG_EACH_OBJECT (o, s)
        if (mg_is_routine(o->kind) && mg_str_eq(o->name, name))
            return true;
    return false;
}

/* PostgreSQL: EXECUTE FUNCTION. */
static void look_at_function(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast)
{
    const mg_node *execute = mg_child(ast, A_EXECUTE), *call = execute ? execute->first : NULL;
    const mg_schema *s = rc->lint->state;
    mg_str name = mg_text(call), schema = mg_text(call ? mg_child(call, N_NAME) : NULL);
    if (!call || is_built_in(name) || mg_str_starts(schema, "pg_") || mg_schema_find_routine(s, MG_O_FUNCTION, schema.n ? schema : s->dialect->default_schema, name, MG_STR_NONE))
        return;
    if (has_routine(s, name) || mg_rule_has_extension(s) || mg_rule_may_be_made(rc, name))
        return;
    mg_str trigger = mg_arena_str(rc->arena, mg_text(mg_child(ast, N_QNAME) ? mg_child(ast, N_QNAME) : mg_child(ast, N_NAME))), engine = mg_rule_engine(rc);
    mg_str function = mg_arena_str(rc->arena, name);
    mg_finding *f = mg_emit_node(rc, st, call, "Trigger %S runs the function %S, which is not there (42883): %S refuses it.", &trigger, &function, &engine);
    mg_rule_suggest(rc, f, "Make the function first, or mend its name.");
    mg_rule_block(f);
}

/* MySQL: NEW.column and OLD.column in the body. */
static void look_at_rows(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast)
{
    const mg_node *event = mg_child(ast, A_EVENTS) ? mg_child(ast, A_EVENTS)->first : NULL;
    mg_words w = mg_rule_words(st->info), alias = w;
    if (!event || mg_rule_skip_to(&alias, "AS NEW") || !mg_rule_skip_to(&w, "FOR EACH ROW"))
        return;
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w)) {
        bool fresh = mg_str_iis(word, "new"), old = mg_str_iis(word, "old");
        mg_words ahead = w;
        if ((!fresh && !old) || !mg_str_is(mg_rule_next_word(&ahead), "."))
            continue;
        mg_str column = mg_rule_bare(mg_rule_next_word(&ahead));
        const char *none = fresh && mg_str_iis(mg_text(event), "delete") ? "but a DELETE has no NEW row (1363)"
                         : old && mg_str_iis(mg_text(event), "insert") ? "but an INSERT has no OLD row (1363)" : NULL;
        if (none || (!mg_object_child(st->object, MG_O_COLUMN, column) && !mg_rule_may_be_made(rc, column))) {
            refuse(rc, st, ast, none ? none : "which is no column of it (1054)", mg_arena_printf(rc->arena, "%S.%S", &word, &column));
            return;
        }
    }
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

/* One INSERT after the other into such a table: the first one says it. */
static bool was_told(const mg_rule_ctx *rc, const mg_lint_stmt *st)
{
    for (uint32_t i = rc->out->list.n; i-- > 0;) {
        const mg_finding *f = rc->out->list.at[i];
        if (f->source == st->info->source && f->rule == rc->rule->id && mg_str_eq(f->table, st->table) && mg_str_starts(f->message, "There is no table"))
            return true;
    }
    return false;
}

static void say_no_table(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *qname)
{
    mg_str name = mg_arena_str(rc->arena, mg_text(qname)), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, qname, "There is no table %S%s: %S refuses the statement%s.", &name, st->info->kind == S_INSERT ? " to insert into" : "", &engine,
                                 mg_rule_is_mysql(rc) ? " (1146)" : mg_rule_dialect(rc)->id == MG_POSTGRES ? " (42P01)" : "");
    mg_rule_suggest(rc, f, "Make the table first, or mend the name.");
    mg_rule_block(f);
    if (f)
        f->table = st->table;
}

/* Rows of a table that is not there; who names several tables may mean an alias. */
static void look_at_target(const mg_rule_ctx *rc, const mg_lint_stmt *st)
{
    scope sc = {.rc = rc, .st = st, .ast = st->ast, .s = (mg_schema *)(uintptr_t)rc->lint->state};
    if (sc.s->current_database.n || st->ast->sub)
        return;
    MG_EACH (qname, st->ast) {
        if (qname->kind != N_QNAME)
            continue;
        if (!mg_schema_resolve(sc.s, MG_O_NONE, qname) && !is_elsewhere(&sc, qname) && !was_told(rc, st) && !mg_rule_may_be_made(rc, mg_text(qname)))
            say_no_table(rc, st, qname);
        if (st->info->kind != S_TRUNCATE)
            return;
    }
}

static bool touches_rows(int kind) { return kind == S_INSERT || kind == S_UPDATE || kind == S_DELETE || kind == S_TRUNCATE; }

static bool is_row_number(const mg_rule_ctx *rc, mg_str column)
{
    return mg_rule_dialect(rc)->id == MG_SQLITE && (mg_str_iis(column, "rowid") || mg_str_iis(column, "oid") || mg_str_iis(column, "_rowid_"));
}

static void look_at_list(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *list)
{
    const mg_object *table = st->object;
    bool inserts = st->info->kind == S_INSERT && list->kind == A_COLUMNS, updates = st->info->kind == S_UPDATE && list->kind == A_ASSIGNMENTS && !st->ast->sub;
    if ((!inserts && !updates) || mg_child(st->ast, (mg_kind)list->kind) != list || !table || !table->owner || !has_all_columns(rc, table))
        return;
    MG_EACH (n, list) {
        const mg_node *column = n->kind == E_OP ? n->first : n;
        bool plain = column && (column->kind == E_COLUMN || column->kind == N_NAME) && !column->first;
        if (!plain || mg_object_child(table, MG_O_COLUMN, mg_text(column)) || is_row_number(rc, mg_text(column)) || mg_rule_may_be_made(rc, mg_text(column)))
            continue;
        mg_str name = mg_arena_str(rc->arena, mg_text(column)), of = mg_rule_name(rc, table), engine = mg_rule_engine(rc);
        mg_finding *f = mg_emit_node(rc, st, column, "%S has no column %S: %S refuses the statement.", &of, &name, &engine);
        mg_rule_suggest(rc, f, "Mend the name, or make the column first.");
        mg_rule_block(f);
        return;
    }
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast)
{
    bool alone = rc->lint->assumed; /* what was there before is not known: an INSERT of a table that the file makes is fail/insert-refused */
    if (mg_schema_has_unread(rc->lint->state) || (alone && (ast->kind == A_COLUMNS || ast->kind == S_CREATE_TRIGGER)))
        return;
    if (ast->kind == A_COLUMNS || ast->kind == A_ASSIGNMENTS)
        look_at_list(rc, st, ast);
    if (ast == st->ast && touches_rows(ast->kind)) {
        if (!alone && !st->object)
            look_at_target(rc, st);
        return;
    }
    if (ast != st->ast || mg_rule_dialect(rc)->id == MG_SQLITE)
        return;
    if (ast->kind == S_CREATE_VIEW)
        look_at_view(rc, st, ast);
    else if (st->object && has_all_columns(rc, st->object) && mg_rule_is_mysql(rc))
        look_at_rows(rc, st, ast);
    else if (!mg_rule_is_mysql(rc))
        look_at_function(rc, st, ast);
    if (ast->kind == S_CREATE_TRIGGER && st->object && !mg_rule_is_mysql(rc))
        look_at_events(rc, st, ast);
}

const mg_rule mg_rule_dep_reference_missing = {
    .id = "dep/reference-missing",
    .title = "a view, trigger or INSERT over what is not there",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "The tables and columns of a view are looked up when it is made, those of UPDATE OF, the function that it runs in PostgreSQL, and NEW and OLD in "
        "MySQL when a trigger is: where one is not there, the statement fails, as an INSERT or UPDATE of such a column does, and whatever touches rows of such a table (42P01, 42703, 42883 in "
        "PostgreSQL; 1146, 1054, 1363 in MySQL and MariaDB). SQLite takes the view, and every query of it fails; INSERT and UPDATE it refuses as the others do.",
    .fix =
        "Make what it names first, in the order in which it is needed. Told where the schema before the file is known, and of tables that the file itself makes.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8, SQLite 3.40, 3.53",
    .node = on_node,
    .nodes = {S_CREATE_VIEW, S_CREATE_TRIGGER, A_COLUMNS, A_ASSIGNMENTS, S_INSERT, S_UPDATE, S_DELETE, S_TRUNCATE},
};
