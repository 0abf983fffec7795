#include "dialect/sqlite/sqlite.h"

mg_str mg_sqlite_fold(mg_arena *a, mg_str name, bool quoted)
{
    (void)a;
    (void)quoted;
    return name; /* kept as written; compared without regard to case */
}

bool mg_sqlite_is_internal(mg_str name)
{
    return name.n > 7 && mg_str_iis((mg_str){name.p, 7}, "sqlite_");
}

/* ---- names for what has none ----
 * SQLite leaves a constraint without CONSTRAINT nameless. The model tells such
 * ones apart by a name that never reaches SQL: columns and kind. It is found
 * anew whenever the schema is finished, since columns may have been renamed. */

static const char *ending(int kind)
{
    switch (kind) {
    case MG_O_PRIMARY_KEY: return "pkey";
    case MG_O_UNIQUE: return "key";
    case MG_O_FOREIGN_KEY: return "fkey";
    case MG_O_CHECK: return "check";
    default: return "idx";
    }
}

static bool taken(const mg_object *table, mg_str name, const mg_object *self)
{
    static const int kinds[] = {MG_O_PRIMARY_KEY, MG_O_UNIQUE, MG_O_FOREIGN_KEY, MG_O_CHECK, MG_O_INDEX};
    if (!mg_object_may_hold(table, name, self)) /* most often: the kinds need not be asked one by one */
        return false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const mg_object *o = mg_object_child(table, kinds[i], name);
        if (o && o != self)
            return true;
    }
    return false;
}

typedef struct naming {
    mg_buf b;
    uint32_t columns;
} naming;

static void add_part(naming *n, mg_str part)
{
    if (n->columns++)
        mg_buf_char(&n->b, '_');
    mg_buf_str(&n->b, part);
}

/* A check is named by the first columns that it mentions. */
static bool add_mentioned(mg_node *node, void *user_data)
{
    naming *n = user_data;
    if (node->kind == E_COLUMN && n->columns < 3)
        add_part(n, mg_text(node));
    return true;
}

static mg_str find_name(mg_schema *s, const mg_object *table, int kind, const mg_node *def, const mg_object *self)
{
    naming n = {.columns = 0};
    char room[256];
    mg_buf_init(&n.b, &s->ctx->alloc);
    mg_buf_lend(&n.b, room, sizeof room);
    MG_EACH (k, mg_child(def, A_KEYS))
        add_part(&n, k->first && k->first->kind == E_COLUMN ? mg_text(k->first) : MG_STR("expr"));
    mg_walk(mg_child(def, A_EXPR), add_mentioned, &n);
    add_part(&n, mg_str_of(ending(kind)));
    mg_str base = mg_buf_take(&n.b, &s->arena), name = base;
    mg_buf_free(&n.b);
    for (uint32_t i = 2; name.n && taken(table, name, self); i++)
        name = mg_arena_printf(&s->arena, "%S%u", &base, i);
    return name;
}

mg_str mg_sqlite_auto_name(mg_schema *s, const mg_object *table, int kind, const mg_node *def)
{
    return find_name(s, table, kind, def, NULL);
}

void mg_sqlite_name_again(mg_schema *s, mg_object *con)
{
    if (!(con->flags & MG_OF_AUTONAMED) || !con->parent || con->kind == MG_O_INDEX)
        return;
    mg_node def = mg_attrs_as_list(con);
    mg_str name = find_name(s, con->parent, con->kind, &def, con);
    if (!name.n || mg_str_eq(name, con->name))
        return;
    mg_schema_rename(s, con, con->schema, name);
    con->flags |= MG_OF_AUTONAMED;
}
