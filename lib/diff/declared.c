/* Renames that somebody declared: --rename hints, and comments
 * `-- migra: renamed from old_name` beside the new name. */
#include <string.h>

#include "diff/differ.h"

#define DECLARED_BY_HINT MG_STR("declared by --rename")
#define DECLARED_BY_COMMENT MG_STR("declared by a comment")

/* ---- dotted names --------------------------------------------------------------- */

enum { max_parts = 4 };

typedef struct mg_dotted {
    mg_str part[max_parts];
    uint32_t n;
} dotted;

static mg_str trim(mg_str s)
{
    while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
        s.p++, s.n--;
    while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || s.p[s.n - 1] == '\r'))
        s.n--;
    return s;
}

/* Parts are folded as the dialect folds them; "quoted" and `quoted` parts are not. */
static void split_dots(mg_differ *df, mg_str s, dotted *out)
{
    out->n = 0;
    s = trim(s);
    for (uint32_t i = 0; i < s.n && out->n < max_parts; i++) {
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

static const mg_object *find_top(const mg_differ *df, const mg_schema *s, int kind, mg_str schema, mg_str name)
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

static bool rename_top(mg_differ *df, const mg_object *b, const mg_object *a, mg_str reason)
{
    if (!b || !a || b->kind != a->kind || mg_match_before(df, b)->other || mg_match_after(df, a)->other)
        return false;
    mg_match_rename(df, b, a, 100, reason);
    return true;
}

static void hint_top(mg_differ *df, mg_rename_hint *h)
{
    dotted from, to;
    split_dots(df, h->from, &from);
    split_dots(df, h->to, &to);
    if (!from.n || from.n > 2 || !to.n || (from.n == 2 && !df->d->has_schemas))
        return;
    mg_str schema = from.n == 2 ? from.part[0] : MG_STR_NONE;
    const mg_object *b = find_top(df, df->before, 0, schema, from.part[from.n - 1]);
    if (!b)
        return;
    mg_str new_schema = to.n == 2 ? to.part[0] : b->schema;
    const mg_object *a = find_top(df, df->after, b->kind, new_schema, to.part[to.n - 1]);
    h->used = rename_top(df, b, a, DECLARED_BY_HINT);
}

/* ---- children ------------------------------------------------------------------------ */

static const mg_object *find_child(const mg_differ *df, const mg_object *table, int kind, mg_str name)
{
    for (const mg_object *o = table->first; o; o = o->next)
        if ((!kind || o->kind == kind) && mg_name_eq(df->d, o->kind, o->name, name))
            return o;
    return NULL;
}

static bool rename_child(mg_differ *df, const mg_object *table, mg_str old_name, mg_str new_name)
{
    const mg_object *other = mg_match_before(df, table)->other;
    const mg_object *b = find_child(df, table, 0, old_name);
    if (!other || !b)
        return false;
    return rename_top(df, b, find_child(df, other, b->kind, new_name), DECLARED_BY_HINT);
}

static void hint_child(mg_differ *df, mg_rename_hint *h)
{
    dotted from, to;
    split_dots(df, h->from, &from);
    split_dots(df, h->to, &to);
    if (from.n < 2 || !to.n || from.n > 3)
        return;
    mg_str schema = from.n == 3 ? from.part[0] : MG_STR_NONE;
    mg_str table_name = from.part[from.n - 2], column = from.part[from.n - 1], new_name = to.part[to.n - 1];
    const mg_object *table = find_top(df, df->before, 0, schema, table_name);
    if (table) {
        h->used = rename_child(df, table, column, new_name);
        return;
    }
    /* the table may be named as AFTER has it */
    const mg_object *now = find_top(df, df->after, 0, schema, table_name);
    const mg_object *was = now ? mg_match_after(df, now)->other : NULL;
    h->used = was && rename_child(df, was, column, new_name);
}

/* ---- values of enum types ------------------------------------------------------------ */

/* Labels are taken as they are written, with or without quotes. */
static mg_str label_of(mg_str s)
{
    s = trim(s);
    return s.n > 1 && s.p[0] == '\'' && s.p[s.n - 1] == '\'' ? (mg_str){s.p + 1, s.n - 2} : s;
}

/* What stands before ".label"; none when it does not end so. */
static mg_str type_before(mg_str whole, mg_str label)
{
    for (uint32_t i = 1; i < whole.n; i++)
        if (whole.p[i] == '.' && mg_str_eq(label_of((mg_str){whole.p + i + 1, whole.n - i - 1}), label))
            return (mg_str){whole.p, i};
    return MG_STR_NONE;
}

bool mg_declared_value(mg_differ *df, const mg_object *type, mg_str from, mg_str to)
{
    for (uint32_t i = 0; i < df->opts->n_hints; i++) {
        mg_rename_hint *h = &df->opts->hints[i];
        mg_str before = h->used ? MG_STR_NONE : type_before(h->from, from);
        mg_str behind = before.n ? type_before(h->to, to) : MG_STR_NONE;
        if (!before.n || (!behind.n && !mg_str_eq(label_of(h->to), to)))
            continue;
        dotted name;
        split_dots(df, before, &name);
        if (name.n && same_place(df, type, name.n > 1 ? name.part[name.n - 2] : MG_STR_NONE, name.part[name.n - 1]))
            return h->used = true;
    }
    return false;
}

/* ---- comments --------------------------------------------------------------------------- */

static uint32_t line_of(const mg_object *o)
{
    uint32_t column;
    return mg_object_line(o, &column);
}

static int cmp_place(const void *a, const void *b)
{
    const mg_object *x = a, *y = b;
    if (x->source != y->source)
        return mg_str_cmp(x->source->name, y->source->name);
    return x->off < y->off ? -1 : x->off > y->off;
}

static void collect_places(mg_vec *v, const mg_object *first)
{
    for (const mg_object *o = first; o; o = o->next) {
        if (o->source && (o->off || o->len) && !(o->flags & MG_OF_IMPLIED))
            mg_vec_push(v, (void *)(uintptr_t)o);
        collect_places(v, o->first);
    }
}

/* First place that is not before line `line` of the source. */
static uint32_t place_from(const mg_vec *v, const mg_source *source, uint32_t line)
{
    uint32_t lo = 0, hi = v->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        const mg_object *o = v->at[mid];
        int c = o->source == source ? 0 : mg_str_cmp(o->source->name, source->name);
        if (c < 0 || (c == 0 && line_of(o) < line))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* A comment on a line of its own speaks of what comes next, one at the end of a line of what that line defines last. */
static const mg_object *commented(const mg_vec *places, const mg_comment_ref *c)
{
    uint32_t at = place_from(places, c->source, c->own_line ? c->line + 1 : c->line);
    const mg_object *o = at < places->n ? places->at[at] : NULL;
    if (!o || o->source != c->source)
        return NULL;
    if (c->own_line)
        return o;
    if (line_of(o) != c->line)
        return NULL;
    while (at + 1 < places->n) {
        const mg_object *next = places->at[at + 1];
        if (next->source != c->source || line_of(next) != c->line)
            break;
        o = next;
        at++;
    }
    return o;
}

static bool renamed_from(mg_str text, mg_str *old_name)
{
    static const char *const openings[] = {"renamed from ", "renamed-from ", "renamed from=", "renamed_from="};
    text = trim(text);
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        if (!mg_str_starts(text, openings[i]))
            continue;
        uint32_t n = (uint32_t)strlen(openings[i]);
        *old_name = trim((mg_str){text.p + n, text.n - n});
        return old_name->n > 0;
    }
    return false;
}

static void comment_matches_nothing(mg_differ *df, const mg_comment_ref *c, const mg_object *o, mg_str old_name)
{
    mg_diagnostic *d = mg_diagnose(&df->out->diags, MG_SEV_WARNING, "rename", c->source, 0, 0, "%s %S is said to be renamed from %S, which is not there",
                                   mg_object_kind_name(o->kind), &o->name, &old_name);
    if (!d)
        return;
    d->line = c->line;
    d->column = 1;
}

/* The comment stays in the file after it has done its work: then BEFORE has the new name, and nothing is said. */
static void apply_comment(mg_differ *df, const mg_comment_ref *c, const mg_object *o, mg_str old_name)
{
    dotted old;
    split_dots(df, old_name, &old);
    if (!old.n)
        return;
    mg_str name = old.part[old.n - 1];
    if (!o->parent) {
        mg_str schema = old.n > 1 ? old.part[old.n - 2] : o->schema;
        const mg_object *b = mg_schema_find(df->before, o->kind, schema, name);
        if (!rename_top(df, b, o, DECLARED_BY_COMMENT) && !b && !mg_schema_find(df->before, o->kind, o->schema, o->name))
            comment_matches_nothing(df, c, o, old_name);
        return;
    }
    const mg_object *was = mg_match_after(df, o->parent)->other, *b = was ? find_child(df, was, o->kind, name) : NULL;
    if (was && !rename_top(df, b, o, DECLARED_BY_COMMENT) && !b && !find_child(df, was, o->kind, o->name))
        comment_matches_nothing(df, c, o, old_name);
}

static void apply_comments(mg_differ *df, bool children)
{
    if (!df->after->comments.n)
        return;
    mg_vec places;
    mg_vec_init(&places, &df->ctx->alloc);
    bool collected = false;
    for (uint32_t i = 0; i < df->after->comments.n; i++) {
        const mg_comment_ref *c = df->after->comments.at[i];
        mg_str old_name;
        if (!c->source || !renamed_from(c->text, &old_name))
            continue;
        if (!collected) {
            collect_places(&places, df->after->first);
            mg_vec_sort(&places, cmp_place);
            collected = true;
        }
        const mg_object *o = commented(&places, c);
        if (o && (o->parent != NULL) == children)
            apply_comment(df, c, o, old_name);
    }
    mg_vec_free(&places);
}

/* ---- RENAME statements ----------------------------------------------------------------------- */

/* AFTER is a history that goes on where BEFORE ends: the statement says what became of the old name. What both hold
 * was matched by its name already. */
static void stated(mg_differ *df, const mg_object *a, const mg_object *was_table)
{
    if (mg_match_after(df, a)->other)
        return;
    for (const mg_former *f = mg_object_former(a); f; f = f->older) {
        const mg_object *b = was_table ? find_child(df, was_table, a->kind, f->name)
                                       : mg_schema_find(df->before, a->kind, f->schema, f->name);
        if (b && rename_top(df, b, a, MG_STR("renamed by a statement")))
            return;
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
    apply_comments(df, false);
}

void mg_declared_children(mg_differ *df)
{
    for (uint32_t i = 0; i < df->opts->n_hints; i++)
        if (!df->opts->hints[i].used)
            hint_child(df, &df->opts->hints[i]);
    apply_comments(df, true);
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
            d->hint = MG_STR("the old name must be in BEFORE, the new one in AFTER, of one kind: table:new_table, table.column:new, type.value:new");
    }
}
