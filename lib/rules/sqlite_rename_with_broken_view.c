/* RENAME and DROP COLUMN read every view and trigger, and fail on one that names what is not there: at the end of the file, or
 * between the DROP and the RENAME of a table that is built anew. */
#include "rules/sqlite_users.h"
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

/* ---- statements that read every view ------------------------------------------------------------ */

typedef enum reads { READS_NONE, READS_RENAME, READS_DROP } reads;

/* ALTER TABLE t RENAME …, DROP COLUMN; `to`: the name that RENAME TO gives. */
static reads reading(const mg_rule_ctx *rc, const mg_lint_stmt *st, mg_str *to)
{
    mg_words w = mg_rule_words(st->info);
    mg_str schema;
    bool may = st->info->kind == S_ALTER_TABLE || st->info->kind == S_UNKNOWN;
    *to = MG_STR_NONE;
    if (!may || !mg_rule_statement_begins(st->info, "ALTER TABLE") || !mg_rule_skip_to(&w, "TABLE"))
        return READS_NONE;
    mg_rule_next_name(rc, &w, &schema);
    mg_str word = mg_rule_next_word(&w);
    if (mg_str_iis(word, "drop"))
        return READS_DROP;
    if (!mg_str_iis(word, "rename"))
        return READS_NONE;
    if (mg_str_iis(mg_rule_next_word(&w), "to"))
        *to = mg_rule_next_name(rc, &w, &schema);
    return READS_RENAME;
}

static const char *name_of(reads r) { return r == READS_DROP ? "DROP COLUMN" : "RENAME"; }

/* ---- a table that is dropped under a view ------------------------------------------------------- */

static bool makes(const mg_lint_stmt *st, mg_str name)
{
    return (st->info->kind == S_CREATE_TABLE || st->info->kind == S_CREATE_VIEW) && mg_str_ieq(st->info->object, name);
}

static bool is_legacy(const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (st->info->kind == S_PRAGMA && mg_rule_statement_holds(st->info, "legacy_alter_table"))
            return true;
    }
    return false;
}

/* From statement i on: the first that reads the views, or that brings `name` back; the number of statements when there is neither. */
static uint32_t next_reading(const mg_rule_ctx *rc, const mg_lint_file *file, uint32_t i, mg_str name, bool legacy, reads *how)
{
    *how = READS_NONE;
    for (mg_str to; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        reads is = reading(rc, st, &to);
        bool counts = is == READS_DROP || (is == READS_RENAME && !legacy);
        if (!counts && !makes(st, name) && !mg_str_ieq(to, name))
            continue;
        *how = counts ? is : READS_NONE;
        return i;
    }
    return i;
}

static bool is_gone(const mg_object *user, const mg_vec *drops, uint32_t off)
{
    const mg_object *table = user->parent;
    for (uint32_t i = 0; i < drops->n; i++) {
        const mg_drop *d = drops->at[i];
        bool itself = d->kind == user->kind && mg_str_ieq(d->name, user->name);
        bool with_table = table && d->kind == table->kind && mg_str_ieq(d->name, table->name);
        if (d->stmt->off < off && (itself || with_table))
            return true;
    }
    return false;
}

/* A view or a trigger of another table that names the dropped one, and is still there at `off`. */
static const mg_object *left_over(const mg_rule_ctx *rc, const mg_drop *d, mg_sqlite_users *users, uint32_t off)
{
    const mg_object *old = mg_schema_find_relation(rc->changes->before, d->schema, d->name);
    if (!old || old->parent)
        return NULL;
    for (const mg_object *const *u = mg_schema_dependants_of(rc->changes->before, old, MG_O_VIEW); *u; u++)
        if ((*u)->kind == MG_O_VIEW && !is_gone(*u, &rc->changes->after->drops, off))
            return *u;
    return mg_sqlite_users_trigger(rc, users, d->name);
}

static void say_one(const mg_rule_ctx *rc, const mg_lint_stmt *st, reads how, const mg_object *user, mg_str table)
{
    mg_str name = mg_rule_name(rc, user), kind = mg_rule_kind(rc, user);
    mg_finding *f = mg_emit_at(rc, st, "%s reads every view and trigger, and the %S %S names %S, which was dropped: the statement fails.",
                               name_of(how), &kind, &name, &table);
    mg_rule_suggest(rc, f, "Drop the %S %S before %S, and create it again at the end%s.", &kind, &name, &table,
                    how == READS_RENAME ? "; or set PRAGMA legacy_alter_table = ON meanwhile" : "");
    mg_rule_block(f);
}

/* The first one only: there the file ends. */
static bool look_at_drops(const mg_rule_ctx *rc, const mg_lint_file *file, mg_sqlite_users *users)
{
    const mg_vec *drops = &rc->changes->after->drops;
    bool legacy = is_legacy(file);
    for (uint32_t k = 0, i = 0; k < drops->n; k++) {
        const mg_drop *d = drops->at[k];
        reads how;
        while (i < file->statements.n && mg_lint_at(file, i)->info->off <= d->stmt->off)
            i++;
        if (d->born || (d->kind != MG_O_TABLE && d->kind != MG_O_VIEW))
            continue;
        uint32_t at = next_reading(rc, file, i, d->name, legacy, &how);
        if (at == file->statements.n)
            return false;
        if (!how)
            continue;
        const mg_lint_stmt *st = mg_lint_at(file, at);
        const mg_object *user = left_over(rc, d, users, st->info->off);
        if (!user)
            continue;
        say_one(rc, st, how, user, d->name);
        return true;
    }
    return false;
}

static bool say_dropped(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_sqlite_users users;
    mg_sqlite_users_init(rc, &users);
    bool said = look_at_drops(rc, file, &users);
    mg_sqlite_users_free(&users);
    return said;
}

/* ---- a view that is broken anyhow ---------------------------------------------------------------- */

/* Behind the statement that drops what is missing; 0 when it was missing before the file. */
static uint32_t broken_since(const mg_rule_ctx *rc, const mg_lint_file *file, mg_str missing)
{
    const mg_vec *drops = &rc->changes->after->drops;
    uint32_t i = 0;
    for (uint32_t k = 0; k < drops->n; k++) {
        const mg_drop *d = drops->at[k];
        bool is = !d->table.n && mg_str_ieq(d->name, missing);
        while (is && i < file->statements.n && mg_lint_at(file, i)->info->off <= d->stmt->off)
            i++;
    }
    return i;
}

static void say_broken(const mg_rule_ctx *rc, const mg_lint_file *file, const mg_object *view, mg_str missing)
{
    mg_str to, name = mg_rule_name(rc, view);
    for (uint32_t i = broken_since(rc, file, missing); i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        reads how = reading(rc, st, &to);
        if (!how)
            continue;
        mg_finding *f = mg_emit_at(rc, st, "%s reads every view, and %S names %S, which is not there: the statement fails.", name_of(how), &name, &missing);
        mg_rule_suggest(rc, f, "Repair or drop %S first.", &name);
        mg_rule_block(f);
        return;
    }
}

static bool has_reading(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_str to;
    for (uint32_t i = 0; i < file->statements.n; i++)
        if (reading(rc, mg_lint_at(file, i), &to))
            return true;
    return false;
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_str missing;
    if (!has_reading(rc, file) || say_dropped(rc, file) || file->assumed || rc->changes->after->not_understood.n)
        return;
    const mg_object *view = broken_view(file->state, &missing);
    if (view)
        say_broken(rc, file, view, missing);
}

const mg_rule mg_rule_sqlite_rename_with_broken_view = {
    .id = "sqlite/rename-with-broken-view",
    .title = "a RENAME or DROP COLUMN while a view is broken",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "RENAME TABLE, RENAME COLUMN and DROP COLUMN read every view and trigger of the schema: one that names a "
        "table which is not there makes the statement fail, with an error about that view. So does the rename that ends "
        "a rebuild, while a view or another table's trigger names the table that was just dropped.",
    .fix = "Repair or drop the broken view first; around a rebuild, drop what names the table and create it again at the end.",
    .source = "measured on SQLite 3.34-3.53",
    .file = on_file,
};
