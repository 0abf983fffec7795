/* DROP COLUMN and RENAME read every trigger anew. A string in double quotes ("can't be deleted") is a column that is not there to builds
 * with SQLITE_DQS=0, the command since 3.41 among them (measured: 3.53.4 refuses, 3.40.1 does not): such triggers step aside. */
#include "plan/sqlite_plan.h"

#include <string.h>

typedef struct aside {
    const mg_object **list; /* triggers of pl->before */
    uint32_t n;
} aside;

static uint32_t end_of(mg_str text, uint32_t i, const char *end)
{
    size_t n = strlen(end);
    for (; i + n <= text.n; i++)
        if (memcmp(text.p + i, end, n) == 0)
            return i + (uint32_t)n;
    return text.n;
}

/* The next thing in double quotes from *at on; none when there is no more. */
static mg_str next_quoted(mg_str text, uint32_t *at)
{
    for (uint32_t i = *at; i < text.n;) {
        const char *rest = text.p + i;
        uint32_t left = text.n - i;
        if (*rest == '\'' || *rest == '`')
            i = end_of(text, i + 1, *rest == '`' ? "`" : "'");
        else if (*rest == '[')
            i = end_of(text, i + 1, "]");
        else if (left > 1 && memcmp(rest, "--", 2) == 0)
            i = end_of(text, i + 2, "\n");
        else if (left > 1 && memcmp(rest, "/*", 2) == 0)
            i = end_of(text, i + 2, "*/");
        else if (*rest == '"') {
            *at = end_of(text, i + 1, "\"");
            return (mg_str){rest + 1, *at - i - 2};
        } else
            i++;
    }
    *at = text.n;
    return MG_STR_NONE;
}

static bool is_name(const mg_schema *s, mg_str word)
{
    MG_EACH_OBJECT (o, s) {
        if (mg_str_ieq(o->name, word))
            return true;
        MG_EACH_CHILD (c, o)
            if (mg_str_ieq(c->name, word))
                return true;
    }
    return false;
}

/* A name of the schema is none, nor is an alias, which the body says twice. */
static bool holds_string(const mg_schema *s, mg_str body)
{
    for (uint32_t at = 0; at < body.n;) {
        mg_str word = next_quoted(body, &at);
        if (!word.p)
            return false;
        uint32_t first = (uint32_t)(word.p - body.p);
        mg_str left = {body.p, first}, right = {body.p + first + word.n, body.n - first - word.n};
        bool again = mg_sqlite_text_mentions(left, word) || mg_sqlite_text_mentions(right, word);
        if (!again && !is_name(s, word))
            return true;
    }
    return false;
}

static const aside *all_aside(mg_planner *pl)
{
    if (pl->dialect_data)
        return pl->dialect_data;
    const mg_vec *all = mg_schema_triggers(pl->before);
    aside *a = MG_NEW(pl->arena, aside);
    if (!a || !(a->list = MG_NEW_N(pl->arena, const mg_object *, all->n + 1)))
        return NULL;
    for (uint32_t i = 0; i < all->n; i++) {
        const mg_object *t = all->at[i];
        if (holds_string(pl->before, mg_attr_text(t, A_BODY)))
            a->list[a->n++] = t;
    }
    return pl->dialect_data = a;
}

/* It is there, as it stands, at every moment of the plan. */
static bool stands(const mg_planner *pl, const mg_object *trigger)
{
    const mg_unit *t = trigger->parent ? mg_unit_of_before(pl, trigger->parent) : NULL;
    return !mg_unit_of_before(pl, trigger) && !mg_plan_is_away(pl, trigger) && !(t && t->mode == MG_UNIT_DROP);
}

void mg_sqlite_drop_column_sql(mg_planner *pl, mg_buf *b, const mg_object *column)
{
    const aside *a = all_aside(pl);
    for (uint32_t i = 0; a && i < a->n; i++)
        if (stands(pl, a->list[i])) {
            pl->d->render_drop(b, pl->before, a->list[i]);
            mg_buf_z(b, ";\n");
        }
    mg_buf_z(b, "ALTER TABLE ");
    mg_plan_table(b, pl, column);
    mg_buf_z(b, " DROP COLUMN ");
    mg_print_name(b, pl->d, column->name);
    for (uint32_t i = 0; a && i < a->n; i++)
        if (stands(pl, a->list[i])) {
            mg_buf_z(b, ";\n");
            pl->d->render_create(b, pl->before, a->list[i]);
        }
}

/* ---- renames, which run first ------------------------------------------------------------------------ */

/* Dropped ahead of the renames. `t` stands in the copy of BEFORE in which they are followed. */
static bool has_left(const mg_planner *pl, const mg_object *t)
{
    const mg_changes *c = pl->changes;
    const mg_object *o = mg_schema_find(c->before, MG_O_TRIGGER, t->schema, t->name);
    const mg_match *m = o && o->id < c->n_before ? &c->by_before[o->id] : NULL;
    return mg_plan_is_away(pl, c->base && m && m->base ? m->base : o);
}

static bool follows_rename(int kind) { return kind == MG_O_TABLE || kind == MG_O_COLUMN || kind == MG_O_VIRTUAL_TABLE; }

static void each_held(mg_planner *pl, mg_buf *b, const mg_schema *s, bool create)
{
    const mg_vec *all = mg_schema_triggers(s);
    for (uint32_t i = 0; i < all->n; i++) {
        const mg_object *t = all->at[i];
        if (has_left(pl, t) || !holds_string(s, mg_attr_text(t, A_BODY)))
            continue;
        mg_buf_z(b, create ? ";\n" : "");
        if (create)
            pl->d->render_create(b, s, t);
        else
            pl->d->render_drop(b, s, t);
        mg_buf_z(b, create ? "" : ";\n");
    }
}

void mg_sqlite_hold_triggers(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *renamed)
{
    if (follows_rename(renamed->kind))
        each_held(pl, b, s, false);
}

void mg_sqlite_release_triggers(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *renamed)
{
    if (follows_rename(renamed->kind))
        each_held(pl, b, s, true);
}

bool mg_sqlite_holds_strings(const mg_schema *s)
{
    const mg_vec *all = mg_schema_triggers(s);
    for (uint32_t i = 0; i < all->n; i++)
        if (holds_string(s, mg_attr_text(all->at[i], A_BODY)))
            return true;
    return false;
}
