/* Renames that a comment tells: `-- migra: renamed from old_name` beside the new name.
 *
 * A comment on a line of its own speaks of what comes next, one behind something of what stands before it on its line. A
 * line may define several things, a column and its check, a type and its values: the nearest one that had an old
 * counterpart of that name and kind is meant. */
#include <stdlib.h>
#include <string.h>

#include "diff/declared.h"

#define DECLARED MG_STR("declared by a comment")

/* What a comment can speak of: an object, or a value of an enum type. */
typedef struct mg_spot {
    const mg_object *o;
    const mg_node *value;
    uint32_t off;
} spot;

typedef struct mg_spots {
    spot *at;
    uint32_t n;
} spots;

struct mg_said_value {
    const mg_object *type; /* of AFTER */
    mg_str from, to;
    mg_said_value *next;
};

/* ---- spots ------------------------------------------------------------------------------- */

/* ALTER TYPE … ADD VALUE may stand in another text than the type. */
static bool stands_there(const mg_object *type, const mg_node *value)
{
    const mg_source *s = type->source;
    return value->off > type->off && value->off + value->n + 1 < s->text.n && s->text.p[value->off] == '\'' &&
           !memcmp(s->text.p + value->off + 1, value->p, value->n);
}

/* With at == NULL they are only counted. */
static uint32_t collect(spot *at, uint32_t n, const mg_object *first)
{
    for (const mg_object *o = first; o; o = o->next) {
        bool written = o->source && (o->off || o->len) && !(o->flags & MG_OF_IMPLIED);
        if (written) {
            if (at)
                at[n] = (spot){o, NULL, o->off};
            n++;
        }
        MG_EACH(v, written && o->kind == MG_O_TYPE ? mg_attr(o, A_VALUES) : NULL) {
            if (!stands_there(o, v))
                continue;
            if (at)
                at[n] = (spot){o, v, v->off};
            n++;
        }
        n = collect(at, n, o->first);
    }
    return n;
}

static int cmp_source(const mg_source *a, const mg_source *b)
{
    int c = a == b ? 0 : mg_str_cmp(a->name, b->name);
    return c || a == b ? c : a < b ? -1 : 1;
}

static int cmp_spot(const void *a, const void *b)
{
    const spot *x = a, *y = b;
    int c = cmp_source(x->o->source, y->o->source);
    if (c || x->off != y->off)
        return c ? c : x->off < y->off ? -1 : 1;
    return x->o->id < y->o->id ? -1 : x->o->id > y->o->id;
}

static spots collect_all(mg_differ *df)
{
    spots s = {NULL, 0};
    uint32_t n = collect(NULL, 0, df->after->first);
    s.at = n ? MG_NEW_N(&df->scratch, spot, n) : NULL;
    if (!s.at)
        return s;
    s.n = collect(s.at, 0, df->after->first);
    qsort(s.at, s.n, sizeof *s.at, cmp_spot);
    return s;
}

/* ---- whom a comment means ------------------------------------------------------------------- */

static uint32_t line_at(const mg_source *source, uint32_t off)
{
    uint32_t line, column;
    mg_lines_at((mg_lines *)(uintptr_t)&source->lines, off, &line, &column);
    return line;
}

/* The first spot of the source behind `off`. */
static uint32_t first_behind(const spots *s, const mg_source *source, uint32_t off)
{
    uint32_t lo = 0, hi = s->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        int c = cmp_source(s->at[mid].o->source, source);
        if (c < 0 || (c == 0 && s->at[mid].off <= off))
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* What the line defines, the nearest first. */
typedef struct mg_meant {
    const spot *at;
    uint32_t n;
    bool backwards;
} meant;

static const spot *meant_at(const meant *m, uint32_t i)
{
    return m->backwards ? m->at + (m->n - 1 - i) : m->at + i;
}

static bool on_line(const spots *s, uint32_t i, const mg_source *source, uint32_t line)
{
    return i < s->n && s->at[i].o->source == source && line_at(source, s->at[i].off) == line;
}

static meant whom(const spots *s, const mg_comment_ref *c)
{
    if (!s->n)
        return (meant){NULL, 0, false};
    uint32_t from = first_behind(s, c->source, c->off), to = from;
    if (c->own_line) {
        uint32_t line = from < s->n && s->at[from].o->source == c->source ? line_at(c->source, s->at[from].off) : 0;
        while (line && on_line(s, to, c->source, line))
            to++;
        return (meant){s->at + from, to - from, false};
    }
    while (from && on_line(s, from - 1, c->source, c->line))
        from--;
    if (from < to)
        return (meant){s->at + from, to - from, true};
    while (on_line(s, to, c->source, c->line)) /* nothing before it on its line but a comma */
        to++;
    return (meant){s->at + from, to - from, false};
}

static bool renamed_from(mg_str text, mg_str *old_name)
{
    static const char *const openings[] = {"renamed from ", "renamed-from ", "renamed from=", "renamed_from=", "moved from ", "moved-from "};
    text = mg_str_trim(text);
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        if (!mg_str_starts(text, openings[i]))
            continue;
        uint32_t n = (uint32_t)strlen(openings[i]);
        *old_name = mg_str_trim((mg_str){text.p + n, text.n - n});
        return old_name->n > 0;
    }
    return false;
}

/* ---- carrying out ----------------------------------------------------------------------------- */

typedef struct mg_told {
    mg_differ *df;
    mg_str whole;    /* the old name as it is written */
    mg_dotted parts;
    mg_str name;
} told;

/* The table or type in BEFORE; while those that stand alone are being matched, by its name. */
static const mg_object *before_of(const told *t, const mg_object *o)
{
    const mg_object *b = mg_match_after(t->df, o)->other;
    return b ? b : mg_schema_find(t->df->before, o->kind, o->schema, o->name);
}

static const mg_object *old_top(const told *t, const mg_object *o)
{
    mg_str schema = t->parts.n > 1 ? t->parts.part[t->parts.n - 2] : o->schema;
    return mg_schema_find(t->df->before, o->kind, schema, t->name);
}

static bool has_value(const mg_object *type, mg_str label)
{
    MG_EACH(v, type ? mg_attr(type, A_VALUES) : NULL)
        if (mg_str_eq(mg_text(v), label))
            return true;
    return false;
}

/* The old name is one of what the spot is in. */
static bool is_old_of(const told *t, const spot *s)
{
    if (s->value)
        return has_value(before_of(t, s->o), mg_declared_label(t->whole));
    if (!s->o->parent)
        return old_top(t, s->o) != NULL;
    const mg_object *was = before_of(t, s->o->parent);
    return was && mg_declared_child(t->df, was, s->o->kind, t->name);
}

static void say_value(const told *t, const spot *s)
{
    mg_said_value *v = MG_NEW(&t->df->out->arena, mg_said_value);
    if (!v)
        return;
    *v = (mg_said_value){s->o, mg_declared_label(t->whole), mg_text(s->value), t->df->said_values};
    t->df->said_values = v;
}

static bool carry_out(const told *t, const spot *s)
{
    if (s->value && !has_value(before_of(t, s->o), mg_text(s->value))) {
        say_value(t, s);
        return true;
    }
    if (s->value)
        return false;
    if (!s->o->parent)
        return mg_declared_pair(t->df, old_top(t, s->o), s->o, DECLARED);
    const mg_object *was = mg_match_after(t->df, s->o->parent)->other;
    return was && mg_declared_pair(t->df, mg_declared_child(t->df, was, s->o->kind, t->name), s->o, DECLARED);
}

/* The comment stays in the file after it has done its work: then BEFORE has the new name. */
static bool is_done(const told *t, const spot *s)
{
    if (s->value)
        return !before_of(t, s->o) || has_value(before_of(t, s->o), mg_text(s->value));
    if (!s->o->parent)
        return mg_match_after(t->df, s->o)->other != NULL;
    const mg_object *was = mg_match_after(t->df, s->o->parent)->other;
    return !was || mg_match_after(t->df, s->o)->other || mg_declared_child(t->df, was, s->o->kind, s->o->name);
}

static void matches_nothing(const told *t, const mg_comment_ref *c, const spot *s)
{
    const char *kind = s->value ? "value" : mg_object_kind_name(s->o->kind);
    mg_str name = s->value ? mg_text(s->value) : s->o->name;
    mg_diagnostic *d = mg_diagnose(&t->df->out->diags, MG_SEV_WARNING, "rename", c->source, 0, 0,
                                   "%s %S is said to be renamed from %S, which is not there", kind, &name, &t->whole);
    if (!d)
        return;
    d->line = c->line;
    d->column = 1;
}

/* BEFORE has the new name, and AFTER the old one no more: the comment has done its work, and what bears the old name is left over.
 * Unless what has the new name in BEFORE is called otherwise itself now. */
static bool is_left_over(const told *t, const spot *s)
{
    const mg_object *was = s->value || !s->o->parent ? NULL : mg_match_after(t->df, s->o->parent)->other;
    const mg_object *there = was ? mg_declared_child(t->df, was, s->o->kind, s->o->name) : NULL;
    return there && !mg_match_before(t->df, there)->other && !mg_declared_child(t->df, s->o->parent, s->o->kind, t->name);
}

/* -- migra: moved from users.address */
static bool moves(const told *t, const mg_comment_ref *c, const meant *m, bool last)
{
    const mg_dotted *old = &t->parts;
    for (uint32_t i = 0; old->n > 1 && i < m->n; i++) {
        const mg_object *o = meant_at(m, i)->o;
        if (o->kind != MG_O_COLUMN)
            continue;
        const mg_object *table = mg_declared_top(t->df, t->df->before, MG_O_TABLE, old->n > 2 ? old->part[old->n - 3] : o->parent->schema, old->part[old->n - 2]);
        if (!table && old->n == 2)
            table = mg_declared_top(t->df, t->df->before, MG_O_TABLE, MG_STR_NONE, old->part[0]);
        if (!table || mg_match_before(t->df, table)->other == o->parent)
            return false;
        if (last)
            mg_move_declare(t->df, &(mg_moving){.source = table, .target = o->parent, .name = t->name, .new_name = o->name, .comment = c});
        return true;
    }
    return false;
}

/* In two passes, as names are matched: what stands alone, then what is in it. */
static void apply(const told *t, const mg_comment_ref *c, const meant *m, bool children, bool last)
{
    bool done = false;
    if (children && moves(t, c, m, last))
        return;
    for (uint32_t i = 0; i < m->n; i++) {
        const spot *s = meant_at(m, i);
        bool child = s->value || s->o->parent;
        if (is_old_of(t, s) && child != children && child)
            return; /* its turn comes */
        if (child == children && is_old_of(t, s) && !is_left_over(t, s) && carry_out(t, s))
            return;
        done |= is_done(t, s);
    }
    if (children && last && m->n && !done)
        matches_nothing(t, c, meant_at(m, 0));
}

static void apply_all(mg_differ *df, bool children)
{
    uint32_t n = df->after->comments.n;
    spots s = {NULL, 0};
    bool collected = false;
    mg_mark mark = mg_arena_mark(&df->scratch);
    for (uint32_t i = 0; i < n * (children ? 2 : 1); i++) { /* a chain of names: twice, from whichever end */
        const mg_comment_ref *c = df->after->comments.at[i < n ? i : 2 * n - 1 - i];
        told t = {.df = df};
        if (!c->source || !renamed_from(c->text, &t.whole))
            continue;
        mg_declared_split(df, t.whole, &t.parts);
        if (!t.parts.n)
            continue;
        t.name = t.parts.part[t.parts.n - 1];
        if (!collected)
            s = collect_all(df);
        collected = true;
        meant m = whom(&s, c);
        apply(&t, c, &m, children, i >= n || !children);
    }
    mg_arena_rewind(&df->scratch, mark);
}

void mg_commented_tables(mg_differ *df) { apply_all(df, false); }
void mg_commented_children(mg_differ *df) { apply_all(df, true); }

bool mg_commented_value(const mg_differ *df, const mg_object *type, mg_str from, mg_str to)
{
    for (const mg_said_value *v = df->said_values; v; v = v->next)
        if (v->type == type && mg_str_eq(v->from, from) && mg_str_eq(v->to, to))
            return true;
    return false;
}
