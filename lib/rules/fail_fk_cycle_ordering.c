/* No order of creation works with the foreign keys inside CREATE TABLE. */
#include "rules/lint.h"
#include "rules/util.h"

/* Strongly connected components of the tables of AFTER (Tarjan, without recursion). */
typedef struct vertex {
    const mg_object *table;
    const mg_change *change; /* creates the table or one of its foreign keys */
    uint32_t index, low;     /* 0 = not seen */
    bool on_stack;
    const mg_object *next;   /* child to look at next */
} vertex;

typedef struct search {
    const mg_rule_ctx *rc;
    vertex *vertices; /* one a table */
    uint32_t *by_id;  /* place in it, from 1 on */
    mg_vec path, stack;
    uint32_t counter;
} search;

static void report(search *s, uint32_t from)
{
    const mg_change *cause = NULL;
    mg_buf names;
    mg_buf_init(&names, &s->rc->ctx->alloc);
    for (uint32_t i = from; i < s->stack.n; i++) {
        const vertex *v = s->stack.at[i];
        mg_str name = mg_rule_name(s->rc, v->table);
        mg_buf_printf(&names, "%s%S", i == from ? "" : ", ", &name);
        if (v->change && (!cause || v->change->id < cause->id))
            cause = v->change;
    }
    mg_str list = mg_buf_view(&names);
    if (cause && s->stack.n - from > 1) {
        mg_finding *f = mg_emit(s->rc, cause, "The foreign keys of %S form a circle: none of them can be "
                                              "created first with its foreign "
                                              "keys inside.", &list);
        mg_rule_suggest(s->rc, f, "Create the tables first and add these foreign keys last.");
        if (s->rc->plan)
            mg_rule_severity(f, MG_SEV_WARNING);
    }
    mg_buf_free(&names);
}

static void pop(search *s, vertex *v)
{
    uint32_t from = s->stack.n;
    while (from && s->stack.at[from - 1] != v)
        from--;
    from = from ? from - 1 : 0;
    report(s, from);
    for (uint32_t i = from; i < s->stack.n; i++)
        ((vertex *)s->stack.at[i])->on_stack = false;
    s->stack.n = from;
}

static bool enter(search *s, vertex *v)
{
    v->index = v->low = ++s->counter;
    v->on_stack = true;
    v->next = v->table->first;
    return mg_vec_push(&s->path, v) && mg_vec_push(&s->stack, v);
}

static vertex *vertex_of(const search *s, const mg_object *table)
{
    uint32_t at = table ? s->by_id[table->id] : 0;
    return at ? &s->vertices[at - 1] : NULL;
}

static vertex *target_of(const search *s, const mg_object *fk)
{
    const mg_object *parent = fk->kind == MG_O_FOREIGN_KEY ? mg_rule_referenced(mg_rule_after(s->rc), fk) : NULL;
    return parent != fk->parent ? vertex_of(s, parent) : NULL;
}

static bool walk(search *s, vertex *start)
{
    if (!enter(s, start))
        return false;
    while (s->path.n) {
        vertex *v = s->path.at[s->path.n - 1];
        const mg_object *child = v->next;
        if (child) {
            v->next = child->next;
            vertex *t = target_of(s, child);
            if (t && !t->index && !enter(s, t))
                return false;
            if (t && t->on_stack && t->low < v->low)
                v->low = t->low;
            continue;
        }
        s->path.n--;
        if (v->low == v->index)
            pop(s, v);
        vertex *up = s->path.n ? s->path.at[s->path.n - 1] : NULL;
        if (up && v->on_stack && v->low < up->low)
            up->low = v->low;
    }
    return true;
}

static void mark_causes(search *s)
{
    for (uint32_t i = 0; i < s->rc->changes->list.n; i++) {
        const mg_change *c = s->rc->changes->list.at[i];
        bool adds = c->type == MG_C_ADD_FOREIGN_KEY || mg_rule_is(c, MG_C_CREATE, MG_O_TABLE);
        vertex *v = adds && c->after ? vertex_of(s, mg_change_table(c)) : NULL;
        if (v && !v->change)
            v->change = c;
    }
}

static bool collect(search *s, mg_arena *scratch)
{
    const mg_schema *after = mg_rule_after(s->rc);
    uint32_t n = 0;
    MG_EACH_OBJECT(o, after)
        n += o->kind == MG_O_TABLE;
    s->vertices = MG_NEW_N(scratch, vertex, n + 1);
    s->by_id = MG_NEW_N(scratch, uint32_t, after->next_id + 1);
    if (!s->vertices || !s->by_id)
        return false;
    n = 0;
    MG_EACH_OBJECT(o, after) {
        if (o->kind != MG_O_TABLE)
            continue;
        s->vertices[n].table = o;
        s->by_id[o->id] = ++n;
    }
    return true;
}

/* The statements that make tables, by name: the first that is about one of the name. */
static bool note_makers(mg_map *makers, const mg_lint_file *file)
{
    bool ok = true;
    for (uint32_t i = 0; ok && i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        if (st->info->kind == S_CREATE_TABLE && st->table.n && !mg_map_get(makers, st->table))
            ok = mg_map_put(makers, st->table, (void *)(uintptr_t)st->info);
    }
    return ok;
}

static void look_ahead(const mg_rule_ctx *rc, const mg_map *makers, const mg_object *table)
{
    const mg_vec *statements = &mg_rule_after(rc)->statements;
    const mg_stmt_info *st = mg_map_get(makers, table->name);
    for (const mg_object *fk = st ? table->first : NULL; fk; fk = fk->next) {
        bool inside = fk->kind == MG_O_FOREIGN_KEY && fk->source == st->source && fk->statement < statements->n && statements->at[fk->statement] == st;
        const mg_object *parent = inside ? mg_rule_parent_of(rc, fk) : NULL;
        bool is_new = parent && parent != table && !mg_changes_counterpart(rc->changes, parent) && !mg_object_former(parent);
        const mg_stmt_info *later = is_new ? mg_map_get(makers, parent->name) : NULL;
        if (!later || later->off <= st->off || mg_rule_fk_checks_are_off(rc, st))
            continue;
        mg_str own = mg_rule_own_name(rc, fk), name = mg_rule_name(rc, parent);
        uint32_t column, line = mg_stmt_line(later, &column);
        mg_finding *f = mg_emit(rc, NULL, "Foreign key %S refers to %S, which the file makes only later, in line %u: the statement fails.", &own, &name, line);
        mg_rule_suggest(rc, f, "Create %S first; where tables refer to each other, create them without these foreign keys and add those last.", &name);
        mg_rule_at_object(f, fk);
        mg_rule_block(f);
    }
}

/* A file makes them in the order in which it stands. */
static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_map makers;
    mg_map_init(&makers, &rc->ctx->alloc);
    bool ok = rc->changes->list.n < 2 || note_makers(&makers, file);
    for (uint32_t i = 0; ok && makers.n > 1 && i < rc->changes->list.n; i++) {
        const mg_change *c = rc->changes->list.at[i];
        if (mg_rule_is(c, MG_C_CREATE, MG_O_TABLE))
            look_ahead(rc, &makers, c->after);
    }
    mg_map_free(&makers);
}

static void check(const mg_rule_ctx *rc)
{
    if (rc->lint)
        return;
    mg_arena scratch;
    mg_arena_init(&scratch, &rc->ctx->alloc);
    search s = {.rc = rc};
    mg_vec_init(&s.path, &rc->ctx->alloc);
    mg_vec_init(&s.stack, &rc->ctx->alloc);
    bool ok = collect(&s, &scratch);
    if (ok)
        mark_causes(&s);
    for (vertex *v = s.vertices; ok && v && v->table; v++) {
        if (!v->index)
            ok = walk(&s, v);
    }
    mg_vec_free(&s.path);
    mg_vec_free(&s.stack);
    mg_arena_free(&scratch);
}

const mg_rule mg_rule_fail_fk_cycle_ordering = {
    .id = "fail/fk-cycle-ordering",
    .title = "tables whose foreign keys go in a circle",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "The foreign keys of these tables form a circle: no table of it can be created first with its foreign"
        " keys inside, none can be dropped or filled first either.",
    .fix =
        "Create the tables without these foreign keys and add them last; make one of them deferrable or "
        "nullable so that rows can be inserted.",
    .source = "manuals of PostgreSQL, MySQL and MariaDB",
    .check = check,
    .file = on_file,
};
