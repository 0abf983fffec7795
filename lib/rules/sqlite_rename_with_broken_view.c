/* RENAME reads every view, and fails on one that is broken. */
#include "rules/lint.h"
#include "rules/util.h"

typedef struct search {
    const mg_schema *s;
    const mg_node *view;
    mg_str missing;
} search;

typedef struct cte {
    mg_str name;
    bool found;
} cte;

static bool is_cte(mg_node *n, void *user_data)
{
    cte *c = user_data;
    if (n->kind == Q_CTE && mg_str_ieq(mg_text(n), c->name))
        c->found = true;
    return !c->found;
}

static bool finds(mg_node *n, void *user_data)
{
    search *x = user_data;
    const mg_node *name = n->kind == Q_RELATION ? n->first : NULL;
    if (!name || name->kind != N_QNAME || x->missing.n || mg_qname_schema(name).n)
        return !x->missing.n;
    mg_str text = mg_text(name);
    bool known = mg_schema_find_relation(x->s, MG_STR_NONE, text) || mg_str_starts(text, "sqlite_") || mg_str_starts(text, "pragma_");
    cte c = {text, false};
    if (!known)
        mg_walk((mg_node *)(uintptr_t)x->view, is_cte, &c);
    if (!known && !c.found)
        x->missing = text;
    return true;
}

/* A view of the state that names what is not there. */
static const mg_object *broken_view(const mg_schema *s, mg_str *missing)
{
    MG_EACH_OBJECT(o, s) {
        const mg_node *query = o->kind == MG_O_VIEW ? mg_attr(o, A_QUERY) : NULL;
        search x = {s, query, MG_STR_NONE};
        if (query)
            mg_walk((mg_node *)(uintptr_t)query, finds, &x);
        if (!x.missing.n)
            continue;
        *missing = x.missing;
        return o;
    }
    return NULL;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_str missing;
    for (uint32_t i = 0; i < file->statements.n && !file->assumed; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (!mg_rule_statement_begins(st->info, "ALTER TABLE") || !mg_rule_statement_holds(st->info, "RENAME"))
            continue;
        const mg_object *view = broken_view(file->state, &missing);
        if (!view || rc->changes->after->not_understood.n)
            return;
        mg_str name = mg_rule_name(rc, view);
        mg_finding *f = mg_emit_at(rc, st, "RENAME reads every view, and %S names %S, which is not there: the statement fails.", &name, &missing);
        mg_rule_suggest(rc, f, "Repair or drop %S first.", &name);
        mg_rule_block(f);
        return;
    }
}

const mg_rule mg_rule_sqlite_rename_with_broken_view = {
    .id = "sqlite/rename-with-broken-view",
    .title = "a RENAME while a view is broken",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "RENAME TABLE and RENAME COLUMN read every view and trigger of the schema to carry the name into "
        "them: one that names a table which is not there makes the statement fail, with an error about that "
        "view.",
    .fix = "Repair or drop the broken view first.",
    .source = "measured on SQLite 3.34-3.53",
    .file = on_file,
};
