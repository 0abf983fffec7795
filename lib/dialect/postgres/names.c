/* Names that the server chooses: makeObjectName, ChooseRelationName, ChooseConstraintName, ChooseIndexColumnNames. */
#include <string.h>

#include "dialect/postgres/postgres.h"

#define NAME_MAX_BYTES 63u

mg_str mg_pg_fold(mg_arena *a, mg_str name, bool quoted)
{
    bool upper = false;
    for (uint32_t i = 0; i < name.n && !quoted; i++)
        upper |= name.p[i] >= 'A' && name.p[i] <= 'Z';
    uint32_t n = mg_utf8_clip(name, NAME_MAX_BYTES);
    if (!upper)
        return (mg_str){name.p, n};
    char *p = mg_arena_get(a, (size_t)n + 1);
    for (uint32_t i = 0; p && i < n; i++)
        p[i] = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] + 32) : name.p[i];
    return (mg_str){p, p ? n : 0};
}

/* ---- shortening ------------------------------------------------------------------------ */

mg_str mg_pg_object_name(mg_arena *a, mg_str name1, mg_str name2, mg_str label)
{
    uint32_t room = NAME_MAX_BYTES - (name2.n ? 1 : 0) - (label.n ? label.n + 1 : 0);
    uint32_t n1 = name1.n, n2 = name2.n;
    while (n1 + n2 > room) {
        if (n1 > n2)
            n1--;
        else
            n2--;
    }
    name1.n = mg_utf8_clip(name1, n1);
    name2.n = mg_utf8_clip(name2, n2);
    if (name2.n && label.n)
        return mg_arena_printf(a, "%S_%S_%S", &name1, &name2, &label);
    if (name2.n || label.n)
        return mg_arena_printf(a, "%S_%S", &name1, name2.n ? &name2 : &label);
    return mg_arena_str(a, name1);
}

/* ---- uniqueness -------------------------------------------------------------------------- */

static bool is_taken(const mg_schema *s, mg_str schema, mg_str name, bool relation, bool constraint)
{
    if (relation && mg_schema_find_relation(s, schema, name))
        return true;
    return constraint && mg_schema_find(s, MG_O_CONSTRAINT, schema, name);
}

static mg_str choose(mg_schema *s, mg_str schema, mg_str name1, mg_str name2, const char *label, bool relation, bool constraint)
{
    mg_str name = mg_pg_object_name(&s->arena, name1, name2, mg_str_of(label));
    for (unsigned i = 1; name.p && is_taken(s, schema, name, relation, constraint); i++) {
        mg_str numbered = mg_arena_printf(&s->arena, "%s%u", label, i);
        name = mg_pg_object_name(&s->arena, name1, name2, numbered);
    }
    return name;
}

mg_str mg_pg_relation_name(mg_schema *s, mg_str schema, mg_str name1, mg_str name2, const char *label, bool constraint)
{
    return choose(s, schema, name1, name2, label, true, constraint);
}

/* ---- names made of columns ------------------------------------------------------------------ */

#define COLUMNS_MAX_BYTES 64u

/* FigureIndexColname: what a key that is no column is called. */
static mg_str name_of_expression(const mg_node *expr)
{
    while (expr) {
        switch (expr->kind) {
        case E_COLUMN:
        case E_CALL:
        case E_FIELD:
            return mg_text(expr);
        case E_CAST: {
            mg_str inner = name_of_expression(expr->first);
            const mg_node *type = mg_child(expr, N_TYPE);
            return mg_str_is(inner, "expr") && type ? mg_text(type) : inner;
        }
        case E_COLLATE:
        case E_INDEX:
            expr = expr->first;
            continue;
        case E_CASE:
            return MG_STR("case");
        case E_ARRAY:
            return MG_STR("array");
        case E_ROW:
            return MG_STR("row");
        case E_EXISTS:
            return MG_STR("exists");
        case E_AT_TIME_ZONE:
            return MG_STR("timezone");
        default:
            return MG_STR("expr");
        }
    }
    return MG_STR("expr");
}

static bool used_before(const mg_str *names, uint32_t n, mg_str name)
{
    for (uint32_t i = 0; i < n; i++)
        if (mg_str_eq(names[i], name))
            return true;
    return false;
}

#define KEYS_MAX 32

/* a_b_lower: joined until 64 bytes are reached. */
static mg_str join_columns(mg_schema *s, const mg_node *def)
{
    mg_str names[KEYS_MAX];
    uint32_t n = 0;
    static const mg_kind lists[] = {A_KEYS, A_INCLUDE};
    for (size_t i = 0; i < 2; i++)
        MG_EACH (key, mg_child(def, lists[i])) {
            if (n == KEYS_MAX)
                break;
            mg_str base = key->kind == N_KEY ? name_of_expression(key->first) : mg_text(key), name = base;
            for (unsigned k = 1; used_before(names, n, name); k++)
                name = mg_arena_printf(&s->arena, "%S%u", &base, k);
            names[n++] = name;
        }
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    for (uint32_t i = 0; i < n && b.n < COLUMNS_MAX_BYTES; i++) {
        if (i)
            mg_buf_char(&b, '_');
        mg_buf_str(&b, names[i]);
    }
    mg_str out = mg_buf_take(&b, &s->arena);
    mg_buf_free(&b);
    return out;
}

typedef struct columns {
    mg_str name;
    uint32_t n; /* different ones */
} columns;

static bool note_column(mg_node *n, void *user_data)
{
    columns *c = user_data;
    if (n->kind == E_COLUMN && !(c->n && mg_str_eq(c->name, mg_text(n)))) {
        c->name = mg_text(n);
        c->n++;
    }
    return true;
}

/* A check is named after its column when it names exactly one. */
static mg_str only_column(const mg_node *def)
{
    columns c = {MG_STR_NONE, 0};
    mg_node *expr = mg_child(def, A_EXPR);
    if (expr)
        mg_walk(expr, note_column, &c);
    return c.n == 1 ? c.name : MG_STR_NONE;
}

/* Before version 12 a foreign key bears its first column only. */
static mg_str first_column(const mg_node *def)
{
    const mg_node *keys = mg_child(def, A_KEYS);
    return keys && keys->first ? mg_text(keys->first->first) : MG_STR_NONE;
}

mg_str mg_pg_auto_name(mg_schema *s, const mg_object *table, int kind, const mg_node *def)
{
    switch (kind) {
    case MG_O_PRIMARY_KEY:
        return choose(s, table->schema, table->name, MG_STR_NONE, "pkey", true, true);
    case MG_O_UNIQUE:
        return choose(s, table->schema, table->name, join_columns(s, def), "key", true, true);
    case MG_O_EXCLUSION:
        return choose(s, table->schema, table->name, join_columns(s, def), "excl", true, true);
    case MG_O_INDEX:
        return choose(s, table->schema, table->name, join_columns(s, def), "idx", true, false);
    case MG_O_FOREIGN_KEY: {
        bool old = s->engine_version && s->engine_version < 120000;
        return choose(s, table->schema, table->name, old ? first_column(def) : join_columns(s, def), "fkey", false, true);
    }
    case MG_O_CHECK: {
        mg_str column = table->kind == MG_O_DOMAIN ? MG_STR_NONE : only_column(def);
        return choose(s, table->schema, table->name, column, "check", false, true);
    }
    case MG_O_SEQUENCE:
        return choose(s, table->schema, table->name, mg_text(def), "seq", true, false);
    case MG_O_STATISTICS:
        return choose(s, table->schema, table->name, join_columns(s, def), "stat", true, false);
    default:
        return MG_STR_NONE;
    }
}
