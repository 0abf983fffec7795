/* Names: folding, and those that the server makes up (makeObjectName,
 * ChooseRelationName, ChooseConstraintName, ChooseIndexColumnNames). */
#include "dialect/postgres/postgres.h"
#include "normalise/normalise.h"

#include <string.h>

#define NAME_BYTES 63

/* ---- folding ---- */

mg_str mg_pg_fold(mg_arena *a, mg_str name, bool quoted)
{
    if (name.n > NAME_BYTES)
        name.n = mg_utf8_clip(name, NAME_BYTES);
    if (quoted)
        return name;
    return mg_str_has_capitals(name) ? mg_arena_lower(a, name) : name;
}

/* ---- names of objects ---- */

mg_str mg_pg_object_name(mg_arena *a, mg_str name1, mg_str name2, mg_str label)
{
    uint32_t over = (name2.n ? 1 : 0) + (label.n ? 1 + label.n : 0);
    uint32_t room = over < NAME_BYTES ? NAME_BYTES - over : 0;
    uint32_t keep1 = name1.n, keep2 = name2.n;
    while (keep1 + keep2 > room) {
        if (keep1 > keep2)
            keep1--;
        else
            keep2--;
    }
    name1.n = mg_utf8_clip(name1, keep1);
    name2.n = mg_utf8_clip(name2, keep2);
    return mg_arena_printf(a, "%S%s%S%s%S", &name1, name2.n ? "_" : "", &name2, label.n ? "_" : "", &label);
}

static bool is_taken(const mg_schema *s, mg_str schema, mg_str name, bool relation, bool constraint)
{
    if (relation && mg_schema_find_relation(s, schema, name))
        return true;
    return constraint && mg_schema_find(s, MG_O_CONSTRAINT, schema, name);
}

/* label, label1, label2 …: the number is part of the label, so the rest shrinks with it. */
static mg_str choose(const mg_schema *s, mg_arena *arena, mg_str schema, mg_str name1, mg_str name2, mg_str label, bool relation, bool constraint)
{
    mg_str numbered = label;
    for (uint32_t pass = 1;; pass++) {
        mg_str name = mg_pg_object_name(arena, name1, name2, numbered);
        if (!name.p || !is_taken(s, schema, name, relation, constraint))
            return name;
        numbered = mg_arena_printf(arena, "%S%u", &label, pass);
    }
}

mg_str mg_pg_multirange_name(mg_arena *a, mg_str range)
{
    for (uint32_t i = 0; i + 5 <= range.n; i++)
        if (mg_str_starts((mg_str){range.p + i, range.n - i}, "range")) {
            mg_str head = {range.p, i}, tail = {range.p + i, range.n - i};
            return mg_arena_printf(a, "%Smulti%S", &head, &tail);
        }
    return mg_arena_printf(a, "%S_multirange", &range);
}

mg_str mg_pg_relation_name(mg_schema *s, mg_str schema, mg_str name1, mg_str name2, const char *label, bool constraint)
{
    return choose(s, &s->arena, schema, name1, name2, mg_str_of(label), true, constraint);
}

/* ---- columns in a name ---- */

typedef struct joined {
    mg_arena *arena;
    mg_buf out;
    mg_str used[64];
    uint32_t n;
} joined;

static bool is_used(const joined *j, mg_str name)
{
    for (uint32_t i = 0; i < j->n; i++)
        if (mg_str_eq(j->used[i], name))
            return true;
    return false;
}

/* A name that this index has already gets 1, 2 … */
static mg_str unused(joined *j, mg_str name)
{
    mg_str fresh = name;
    for (uint32_t i = 1; is_used(j, fresh); i++) {
        mg_str head = name;
        uint32_t digits = i < 10 ? 1 : 2;
        if (head.n > NAME_BYTES - digits)
            head.n = mg_utf8_clip(head, NAME_BYTES - digits);
        fresh = mg_arena_printf(j->arena, "%S%u", &head, i);
    }
    return fresh;
}

static void join(joined *j, mg_str name, bool distinct)
{
    if (j->out.n > NAME_BYTES)
        return;
    if (distinct)
        name = unused(j, name);
    if (j->n < sizeof j->used / sizeof *j->used)
        j->used[j->n++] = name;
    if (j->out.n)
        mg_buf_char(&j->out, '_');
    mg_buf_str(&j->out, name);
}

static mg_str key_name(const mg_schema *s, const mg_node *key)
{
    const mg_node *expr = key->kind == N_KEY ? key->first : key;
    if (!expr)
        return MG_STR("expr");
    if (expr->kind == E_COLUMN || expr->kind == N_NAME)
        return mg_text(expr);
    mg_str name = mg_figure_name(s->dialect, expr);
    return !name.n || mg_str_is(name, "?column?") ? MG_STR("expr") : name;
}

static mg_str join_keys(const mg_schema *s, mg_arena *arena, const mg_node *def, bool index, bool first_only)
{
    joined j = {.arena = arena};
    mg_buf_init(&j.out, &s->ctx->alloc);
    MG_EACH (key, mg_child(def, A_KEYS)) {
        join(&j, key_name(s, key), index);
        if (first_only)
            break;
    }
    if (index)
        MG_EACH (name, mg_child(def, A_INCLUDE))
            join(&j, mg_text(name), true);
    mg_str out = mg_buf_take(&j.out, arena);
    mg_buf_free(&j.out);
    return out;
}

/* ---- the column of a CHECK ---- */

typedef struct mentioned {
    mg_str column;
    bool several;
} mentioned;

static bool note_column(mg_node *n, void *user_data)
{
    mentioned *m = user_data;
    if (n->kind != E_COLUMN)
        return !m->several;
    if (!m->column.n)
        m->column = mg_text(n);
    else if (!mg_str_eq(m->column, mg_text(n)))
        m->several = true;
    return false;
}

/* The name of the one column that the expression names, or none. */
static mg_str only_column(const mg_node *def)
{
    mentioned m = {MG_STR_NONE, false};
    mg_node *expr = mg_child(def, A_EXPR);
    if (expr)
        mg_walk(expr, note_column, &m);
    return m.several ? MG_STR_NONE : m.column;
}

/* ---- */

static mg_str name_for(const mg_schema *s, mg_arena *arena, const mg_object *table, int kind, const mg_node *def)
{
    mg_str none = MG_STR_NONE;
    switch (kind) {
    case MG_O_PRIMARY_KEY:
        return choose(s, arena, table->schema, table->name, none, MG_STR("pkey"), true, true);
    case MG_O_UNIQUE:
        return choose(s, arena, table->schema, table->name, join_keys(s, arena, def, true, false), MG_STR("key"), true, true);
    case MG_O_EXCLUSION:
        return choose(s, arena, table->schema, table->name, join_keys(s, arena, def, true, false), MG_STR("excl"), true, true);
    case MG_O_INDEX:
        return choose(s, arena, table->schema, table->name, join_keys(s, arena, def, true, false), MG_STR("idx"), true, false);
    case MG_O_FOREIGN_KEY: {
        bool first_only = s->engine_version && s->engine_version < 120000;
        return choose(s, arena, table->schema, table->name, join_keys(s, arena, def, false, first_only), MG_STR("fkey"), false, true);
    }
    case MG_O_CHECK:
        return choose(s, arena, table->schema, table->name, table->kind == MG_O_DOMAIN ? none : only_column(def), MG_STR("check"), false, true);
    default:
        return none;
    }
}

mg_str mg_pg_auto_name(mg_schema *s, const mg_object *table, int kind, const mg_node *def)
{
    return name_for(s, &s->arena, table, kind, def);
}

/* Checks and foreign keys are called as their parent's, indexes as if they were made for the table. */
mg_str mg_pg_heir_name(const mg_schema *s, mg_arena *arena, const mg_object *table, const mg_object *from)
{
    mg_node def = mg_attrs_as_list(from);
    bool index = from->kind != MG_O_CHECK && from->kind != MG_O_FOREIGN_KEY;
    return index ? name_for(s, arena, table, from->kind, &def) : from->name;
}
