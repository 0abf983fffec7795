/* Renames that somebody declared by --rename, or by statements of AFTER. Comments: commented.c. */
#include "diff/declared.h"

#define DECLARED_BY_HINT MG_STR("declared by --rename")

/* ---- dotted names --------------------------------------------------------------- */

/* Parts are folded as the dialect folds them; "quoted" and `quoted` parts are not. */
void mg_declared_split(mg_differ *df, mg_str s, mg_dotted *out)
{
    out->n = 0;
    s = mg_str_trim(s);
    for (uint32_t i = 0; i < s.n && out->n < sizeof out->part / sizeof *out->part; i++) {
        char q = s.p[i] == '"' || s.p[i] == '`' ? s.p[i] : 0;
        uint32_t from = q ? i + 1 : i, to = from;
        while (to < s.n && (q ? s.p[to] != q : s.p[to] != '.'))
            to++;
        mg_str part = {s.p + from, to - from};
        out->part[out->n++] = df->d->fold ? df->d->fold(&df->out->arena, part, q != 0) : part;
        i = q ? to + 1 : to;
    }
}

/* ---- what stands alone ------------------------------------------------------------ */

static bool same_place(const mg_differ *df, const mg_object *o, mg_str schema, mg_str name)
{
    return mg_name_eq(df->d, o->kind, o->name, name) && (!schema.n || mg_name_eq(df->d, MG_O_SCHEMA, o->schema, schema));
}

const mg_object *mg_declared_top(const mg_differ *df, const mg_schema *s, int kind, mg_str schema, mg_str name)
{
    const mg_object *found = NULL;
    MG_EACH_OBJECT(o, s) {
        if (o->kind == MG_O_EXTENSION || (kind && o->kind != kind) || !same_place(df, o, schema, name))
            continue;
        if (o->kind == MG_O_TABLE)
            return o; /* the usual meaning of a bare name */
        if (!found)
            found = o;
    }
    return found;
}

/* Whether the one is the other under a new name or another thing altogether is seen once the columns have their names. */
static bool remember(mg_differ *df, const mg_object *b, const mg_object *a, mg_str reason)
{
    mg_wish *w = MG_NEW(&df->out->arena, mg_wish);
    if (!w)
        return false;
    *w = (mg_wish){b, a, reason, df->wishes};
    df->wishes = w;
    return true;
}

void mg_declared_definitions(mg_differ *df)
{
    for (const mg_wish *w = df->wishes; w; w = w->next)
        if (!mg_match_before(df, w->before)->other && !mg_match_after(df, w->after)->other &&
            mg_definition_eq(df, mg_base_of(df, w->before), w->after))
            mg_match_rename(df, w->before, w->after, 100, w->reason);
}

bool mg_declared_pair(mg_differ *df, const mg_object *b, const mg_object *a, mg_str reason)
{
    if (!b || !a || b->kind != a->kind || mg_match_before(df, b)->other || mg_match_after(df, a)->other)
        return false;
    if (b->parent && (mg_is_constraint(b->kind) || b->kind == MG_O_INDEX))
        return remember(df, b, a, reason);
    mg_match_rename(df, b, a, 100, reason);
    return true;
}

static void hint_top(mg_differ *df, mg_rename_hint *h)
{
    mg_dotted from, to;
    mg_declared_split(df, h->from, &from);
    mg_declared_split(df, h->to, &to);
    if (!from.n || from.n > 2 || !to.n || (from.n == 2 && !df->d->has_schemas))
        return;
    mg_str schema = from.n == 2 ? from.part[0] : MG_STR_NONE;
    const mg_object *b = mg_declared_top(df, df->before, 0, schema, from.part[from.n - 1]);
    if (!b)
        return;
    mg_str new_schema = to.n == 2 ? to.part[0] : b->schema;
    const mg_object *a = mg_declared_top(df, df->after, b->kind, new_schema, to.part[to.n - 1]);
    h->used = mg_declared_pair(df, b, a, DECLARED_BY_HINT);
}

/* ---- children ------------------------------------------------------------------------ */

const mg_object *mg_declared_child(const mg_differ *df, const mg_object *table, int kind, mg_str name)
{
    for (const mg_object *o = table->first; o; o = o->next)
        if ((!kind || o->kind == kind) && mg_name_eq(df->d, o->kind, o->name, name))
            return o;
    return NULL;
}

/* A column, its index and its check may all have the old name: whichever AFTER has under the new one. */
static bool rename_child(mg_differ *df, const mg_object *table, mg_str old_name, mg_str new_name)
{
    const mg_object *other = mg_match_before(df, table)->other;
    if (other && mg_name_eq(df->d, MG_O_COLUMN, old_name, new_name)) /* its table alone is called otherwise */
        return mg_declared_child(df, table, 0, old_name) && mg_declared_child(df, other, 0, new_name);
    bool found = false;
    for (const mg_object *b = other ? table->first : NULL; b; b = b->next)
        if (mg_name_eq(df->d, b->kind, b->name, old_name))
            found |= mg_declared_pair(df, b, mg_declared_child(df, other, b->kind, new_name), DECLARED_BY_HINT);
    return found;
}

/* An index that has its name beside the tables, not in one. */
static bool rename_index(mg_differ *df, const mg_dotted *from, const mg_dotted *to)
{
    if (!df->d->index_names_in_schema || from->n > 2)
        return false;
    mg_str schema = from->n == 2 ? from->part[0] : df->d->default_schema;
    const mg_object *b = mg_schema_find(df->before, MG_O_INDEX, schema, from->part[from->n - 1]);
    const mg_object *a = b ? mg_schema_find(df->after, MG_O_INDEX, schema, to->part[to->n - 1]) : NULL;
    return a && mg_match_before(df, b->parent)->other == a->parent && mg_declared_pair(df, b, a, DECLARED_BY_HINT);
}

/* The table that the new name puts the column into, when that is another one; else NULL. */
static const mg_object *other_table(const mg_differ *df, const mg_object *was, const mg_dotted *to)
{
    if (to->n < 2)
        return NULL;
    const mg_object *t = mg_declared_top(df, df->after, MG_O_TABLE, to->n > 2 ? to->part[to->n - 3] : was->schema, to->part[to->n - 2]);
    if (!t && to->n == 2)
        t = mg_declared_top(df, df->after, MG_O_TABLE, MG_STR_NONE, to->part[0]);
    return t && t != mg_match_before(df, was)->other ? t : NULL;
}

static bool follow_child(mg_differ *df, const mg_object *table, mg_str column, const mg_dotted *to)
{
    const mg_object *b = mg_declared_child(df, table, 0, column), *target = other_table(df, table, to);
    mg_str new_name = to->part[to->n - 1];
    if (!target || (b && b->kind != MG_O_COLUMN))
        return rename_child(df, table, column, new_name);
    mg_move_declare(df, &(mg_moving){.source = table, .target = target, .name = column, .new_name = new_name});
    return true;
}

static void hint_child(mg_differ *df, mg_rename_hint *h)
{
    mg_dotted from, to;
    mg_declared_split(df, h->from, &from);
    mg_declared_split(df, h->to, &to);
    if (!from.n || !to.n || from.n > 3)
        return;
    h->used = rename_index(df, &from, &to);
    if (h->used || from.n < 2)
        return;
    mg_str schema = from.n == 3 ? from.part[0] : MG_STR_NONE;
    mg_str table_name = from.part[from.n - 2], column = from.part[from.n - 1];
    const mg_object *table = mg_declared_top(df, df->before, 0, schema, table_name);
    if (table) {
        h->used = follow_child(df, table, column, &to);
        return;
    }
    /* the table may be named as AFTER has it */
    const mg_object *now = mg_declared_top(df, df->after, 0, schema, table_name);
    const mg_object *was = now ? mg_match_after(df, now)->other : NULL;
    h->used = was && follow_child(df, was, column, &to);
}

/* ---- values of enum types ------------------------------------------------------------ */

mg_str mg_declared_label(mg_str s)
{
    s = mg_str_trim(s);
    return s.n > 1 && s.p[0] == '\'' && s.p[s.n - 1] == '\'' ? (mg_str){s.p + 1, s.n - 2} : s;
}

/* What stands before ".label"; none when it does not end so. */
static mg_str type_before(mg_str whole, mg_str label)
{
    for (uint32_t i = 1; i < whole.n; i++)
        if (whole.p[i] == '.' && mg_str_eq(mg_declared_label((mg_str){whole.p + i + 1, whole.n - i - 1}), label))
            return (mg_str){whole.p, i};
    return MG_STR_NONE;
}

bool mg_declared_value(mg_differ *df, const mg_object *type, mg_str from, mg_str to)
{
    for (uint32_t i = 0; i < df->opts->n_hints; i++) {
        mg_rename_hint *h = &df->opts->hints[i];
        mg_str before = h->used && !h->of_value ? MG_STR_NONE : type_before(h->from, from);
        mg_str behind = before.n ? type_before(h->to, to) : MG_STR_NONE;
        if (!before.n || (!behind.n && !mg_str_eq(mg_declared_label(h->to), to)))
            continue;
        mg_dotted name;
        mg_declared_split(df, before, &name);
        if (name.n && same_place(df, type, name.n > 1 ? name.part[name.n - 2] : MG_STR_NONE, name.part[name.n - 1]))
            return h->used = h->of_value = true;
    }
    return false;
}

/* ---- RENAME statements ----------------------------------------------------------------------- */

/* AFTER is a history that goes on where BEFORE ends: the statement says what became of the old name. What both hold
 * was matched by its name already. */
static void stated(mg_differ *df, const mg_object *a, const mg_object *was_table)
{
    if (mg_match_after(df, a)->other)
        return;
    for (const mg_former *f = mg_object_former(a); f; f = f->older) {
        const mg_object *b = was_table ? mg_declared_child(df, was_table, a->kind, f->name)
                                       : mg_schema_find(df->before, a->kind, f->schema, f->name);
        if (b && mg_declared_pair(df, b, a, MG_STR("renamed by a statement")))
            return;
    }
}

/* A table that the file made has the rows of the one that bore its name. */
static bool goes_on_elsewhere(const mg_differ *df, const mg_former *f)
{
    const mg_object *o = mg_schema_find_relation(df->after, f->schema, f->name);
    return o && mg_is_table(o->kind) && !(o->flags & MG_OF_FRESH) && !mg_object_first_name(o);
}

/* What a migration file renamed is what was there under its first name, whatever bears that name now. */
static void stated_surely(mg_differ *df, const mg_object *a, const mg_object *was_table)
{
    const mg_former *f = mg_object_first_name(a);
    if (!f || (mg_str_eq(f->name, a->name) && (was_table || mg_str_eq(f->schema, a->schema))))
        return;
    if (mg_is_table(a->kind) && goes_on_elsewhere(df, f))
        return;
    mg_declared_pair(df, was_table ? mg_declared_child(df, was_table, a->kind, f->name) : mg_schema_find(df->before, a->kind, f->schema, f->name), a,
                     MG_STR("renamed by a statement"));
}

void mg_stated_surely(mg_differ *df)
{
    MG_EACH_OBJECT(o, df->after)
        stated_surely(df, o, NULL);
}

void mg_stated_columns_surely(mg_differ *df)
{
    MG_EACH_OBJECT(o, df->after) {
        const mg_object *was = o->first ? mg_match_after(df, o)->other : NULL;
        for (const mg_object *c = was ? o->first : NULL; c; c = c->next)
            if (c->kind == MG_O_COLUMN)
                stated_surely(df, c, was);
    }
}

void mg_stated_tables(mg_differ *df)
{
    MG_EACH_OBJECT(o, df->after)
        if (mg_object_former(o))
            stated(df, o, NULL);
}

void mg_stated_columns(mg_differ *df)
{
    for (uint32_t id = 0; id < df->out->n_after; id++) {
        const mg_match *m = &df->out->by_after[id];
        const mg_object *o = m->other ? NULL : m->self, *was;
        if (o && o->kind == MG_O_COLUMN && mg_object_former(o) && (was = mg_match_after(df, o->parent)->other) != NULL)
            stated(df, o, was);
    }
}

/* ---- entry points ------------------------------------------------------------------------- */

void mg_declared_tables(mg_differ *df)
{
    for (uint32_t i = 0; i < df->opts->n_hints; i++)
        hint_top(df, &df->opts->hints[i]);
    mg_commented_tables(df);
}

void mg_declared_children(mg_differ *df)
{
    for (uint32_t i = 0; i < df->opts->n_hints; i++)
        if (!df->opts->hints[i].used)
            hint_child(df, &df->opts->hints[i]);
    mg_commented_children(df);
}

void mg_declared_report(mg_differ *df)
{
    for (uint32_t i = 0; i < df->opts->n_hints; i++) {
        const mg_rename_hint *h = &df->opts->hints[i];
        if (h->used)
            continue;
        mg_diagnostic *d = mg_diagnose(&df->out->diags, MG_SEV_WARNING, "rename", NULL, 0, 0,
                                       "--rename %S:%S matches nothing", &h->from, &h->to);
        if (d)
            d->hint = MG_STR("the old name must be in BEFORE, the new one in AFTER, of one kind: table:new_table, table.column:new, table.column:other_table.column, type.value:new");
    }
}
