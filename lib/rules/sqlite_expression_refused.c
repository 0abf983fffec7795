/* What an index, a CHECK or a generated column holds follows from the row alone. */
#include "rules/lint.h"
#include "rules/util.h"

/* Functions that SQLite does not mark as deterministic. */
static bool changes(mg_str name)
{
    static const char *const names[] = {"random", "randomblob", "current_timestamp", "current_date", "current_time", "last_insert_rowid", "changes", "total_changes",
                                        "sqlite_version", "sqlite_source_id"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_iis(name, names[i]))
            return true;
    return false;
}

typedef struct search {
    bool index, key, generated; /* of an index, in its keys; of a generated column */
    const char *why;
    const mg_node *at;
} search;

/* Chance in a generated column is sqlite/create-table-refused. */
static bool is_told(const search *s, mg_str name) { return s->generated && (mg_str_iis(name, "random") || mg_str_iis(name, "randomblob")); }

static bool find(mg_node *n, void *user_data)
{
    search *s = user_data;
    if (s->why)
        return false;
    if (n->kind == E_VARIABLE)
        s->why = "has a parameter";
    else if (n->kind == E_CALL && (s->index || s->generated) && changes(mg_text(n)) && !is_told(s, mg_text(n)))
        s->why = "calls what is another thing each time";
    else if (n->kind == E_COLUMN && s->key && mg_child(n, N_NAME))
        s->why = "names a column with its table";
    s->at = s->why ? n : NULL;
    return !s->why;
}

static void refuse(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *at, const char *what, const char *why)
{
    mg_str object = st->table.n ? st->table : st->info->object, engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, at, "%s of %S %s: %S refuses it.", what, &object, why, &engine);
    mg_rule_suggest(rc, f, "Say it by the row's own columns; a trigger may keep what changes in a column.");
    mg_rule_block(f);
}

static void look(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *expr, const char *what, search s)
{
    if (!expr)
        return;
    mg_walk((mg_node *)(uintptr_t)expr, find, &s);
    if (s.why)
        refuse(rc, st, s.at->len ? s.at : expr, what, s.why);
}

/* PRIMARY KEY and UNIQUE of a table. */
static void look_at_key(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *constraint)
{
    if (constraint->sub != MG_CON_PRIMARY_KEY && constraint->sub != MG_CON_UNIQUE)
        return;
    MG_EACH (key, mg_child(constraint, A_KEYS)) {
        const mg_node *e = key->kind == N_KEY ? key->first : NULL;
        if (e && e->kind != E_COLUMN && e->kind != E_COLLATE && e->kind != E_CONST) {
            refuse(rc, st, e->len ? e : constraint, constraint->sub == MG_CON_UNIQUE ? "UNIQUE" : "The primary key", "holds an expression, which indexes alone do");
            return;
        }
    }
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    if (n->kind == A_EXPR) {
        look(rc, st, n, "A CHECK", (search){0});
    } else if (n->kind == A_GENERATED) {
        look(rc, st, n, "A generated column", (search){.generated = true});
    } else if (n->kind == N_INDEX) {
        look(rc, st, mg_child(n, A_KEYS), "A key of an index", (search){.index = true, .key = true});
        look(rc, st, mg_child(n, A_PREDICATE), "The WHERE of an index", (search){.index = true});
    } else if (n->kind == A_QUERY) {
        if (st->info->kind == S_CREATE_VIEW)
            look(rc, st, n, "The query", (search){0});
    } else {
        look_at_key(rc, st, n);
    }
}

const mg_rule mg_rule_sqlite_expression_refused = {
    .id = "sqlite/expression-refused",
    .title = "an expression of an index, a CHECK, a generated column or a view that SQLite does not take",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "Indexes and generated columns hold what follows from the row: random(), CURRENT_TIMESTAMP, changes() and their like are prohibited there. Nothing of a schema has parameters, keys of an index name no table, and "
        "PRIMARY KEY and UNIQUE are over columns, not expressions.",
    .fix =
        "Say it by the row's own columns; make a unique index over an expression by CREATE UNIQUE INDEX.",
    .source = "measured on SQLite 3.40.1, 3.53.4",
    .node = on_node,
    .nodes = {A_EXPR, A_GENERATED, N_INDEX, A_QUERY, N_CONSTRAINT},
};
