/* What SQLite's ALTER TABLE can do by itself; measured on 3.34 to 3.53. */
#include "plan/sqlite_plan.h"

bool mg_sqlite_constant_default(const mg_node *e)
{
    if (!e || e->kind == E_CONST)
        return true;
    return e->kind == E_OP && e->first && !e->first->next && e->first->kind == E_CONST;
}

static bool is_null_default(const mg_object *column)
{
    const mg_node *e = mg_attr_first(column, A_DEFAULT);
    return !e || (e->kind == E_CONST && e->sub == MG_CONST_NULL);
}

static bool is_not_null(const mg_object *column)
{
    const mg_node *n = mg_attr(column, A_NOT_NULL);
    return n && !(n->flags & NF_IMPLIED);
}

/* ---- what a constraint is about ---- */

typedef struct use {
    mg_str column;
    bool found, others;
} use;

static bool note(mg_node *n, void *user_data)
{
    use *u = user_data;
    if (n->kind == E_COLUMN) {
        bool same = mg_str_ieq(mg_text(n), u->column);
        u->found |= same;
        u->others |= !same;
    }
    return true;
}

static use uses_of(const mg_node *tree, mg_str column)
{
    use u = {.column = column};
    mg_walk((mg_node *)tree, note, &u);
    return u;
}

static bool is_constraint(int kind)
{
    return kind == MG_O_PRIMARY_KEY || kind == MG_O_UNIQUE || kind == MG_O_CHECK || kind == MG_O_FOREIGN_KEY;
}

/* ---- ADD COLUMN ---- */

const mg_object *mg_sqlite_rides_with(const mg_planner *pl, const mg_object *con)
{
    if (con->kind != MG_O_CHECK && con->kind != MG_O_FOREIGN_KEY)
        return NULL;
    MG_EACH_CHILD (c, con->parent) {
        if (c->kind != MG_O_COLUMN || mg_plan_before_of(pl, c))
            continue;
        use u = uses_of(mg_attr(con, con->kind == MG_O_CHECK ? A_EXPR : A_KEYS), c->name);
        if (!u.found)
            continue;
        bool fits = con->kind == MG_O_CHECK || is_null_default(c);
        return !u.others && fits && mg_sqlite_addable(pl, c) ? c : NULL;
    }
    return NULL;
}

bool mg_sqlite_addable(const mg_planner *pl, const mg_object *column)
{
    (void)pl;
    const mg_node *generated = mg_attr(column, A_GENERATED);
    if (generated && generated->sub == MG_GEN_STORED)
        return false;
    if (!mg_sqlite_constant_default(mg_attr_first(column, A_DEFAULT)) || mg_attr(column, A_AUTO_INCREMENT))
        return false;
    if (is_not_null(column) && is_null_default(column))
        return false;
    MG_EACH_CHILD (c, column->parent) {
        if (c->kind != MG_O_PRIMARY_KEY && c->kind != MG_O_UNIQUE)
            continue;
        if (uses_of(mg_attr(c, A_KEYS), column->name).found)
            return false;
    }
    return true;
}

/* ---- DROP COLUMN ---- */

bool mg_sqlite_text_mentions(mg_str text, mg_str word)
{
    for (uint32_t i = 0; i + word.n <= text.n; i++)
        if (mg_str_ieq((mg_str){text.p + i, word.n}, word))
            return true;
    return false;
}

/* SQLite parses every trigger anew and stops at one that names the column. */
static bool triggers_mind(const mg_schema *s, const mg_object *column)
{
    const mg_vec *all = mg_schema_triggers(s);
    for (uint32_t i = 0; i < all->n; i++) {
        const mg_object *t = all->at[i];
        if (t->parent == column->parent || mg_sqlite_text_mentions(mg_attr_text(t, A_BODY), column->name))
            return true;
    }
    return false;
}

bool mg_sqlite_droppable(const mg_planner *pl, const mg_object *column)
{
    if (pl->engine_version < 33500 || triggers_mind(pl->before, column))
        return false;
    uint32_t columns = 0;
    MG_EACH_CHILD (c, column->parent) {
        columns += c->kind == MG_O_COLUMN;
        if (c->kind == MG_O_COLUMN && c != column && uses_of(mg_attr(c, A_GENERATED), column->name).found)
            return false;
        if (is_constraint(c->kind) &&
            (uses_of(mg_attr(c, A_KEYS), column->name).found || uses_of(mg_attr(c, A_EXPR), column->name).found))
            return false;
    }
    const mg_object *last = NULL;
    MG_EACH_CHILD (c, column->parent)
        if (c->kind == MG_O_COLUMN)
            last = c;
    /* the way back adds it at the end: only what stood there comes back in its place */
    return columns > 1 && last == column && mg_sqlite_addable(pl, column);
}
