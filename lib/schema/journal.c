/* What one migration file finds, and what it leaves.
 *
 * A folder of migrations is read into one schema, file after file. While a file is read, whatever its statements ask
 * for is copied, as it stood, into the schema `before` at the moment they first ask; afterwards the same objects, and
 * those that the file made, are copied into a schema `after`. So a file can be judged by what it touches, whatever the
 * size of all. */
#include "schema/internal.h"

struct mg_journal {
    mg_schema *before;
    uint32_t from;         /* ids from here on are the file's own */
    uint8_t *noted;        /* bits, by id: copied */
    mg_vec tops;           /* mg_object*: what was copied, in order */
    mg_vec waiting;        /* mg_object*, by twos: of AFTER, and the one of BEFORE that it shares its attributes with */
    uint32_t statements, comments, dml, drops, not_understood; /* how many there were before */
};

static size_t bits_of(const mg_journal *j) { return j->from / 8 + 1; }

static void journal_free(mg_schema *s)
{
    mg_journal *j = s->journal;
    s->journal = NULL;
    if (!j)
        return;
    mg_vec_free(&j->tops);
    mg_vec_free(&j->waiting);
    mg_free(&s->ctx->alloc, j->noted, bits_of(j));
    mg_free(&s->ctx->alloc, j, sizeof *j);
}

static mg_schema *make_side(const mg_schema *s)
{
    mg_schema *to = mg_schema_new(s->ctx, s->dialect, s->engine_version);
    if (!to)
        return NULL;
    to->taking = to->deps_wait = true;
    bool ok = mg_schema_copy_settings(to, s);
    to->taking = false;
    to->settled = true; /* what comes in normal form needs no finishing */
    if (ok)
        return to;
    mg_schema_free(to);
    return NULL;
}

bool mg_journal_begin(mg_schema *s)
{
    mg_journal *j = mg_malloc(&s->ctx->alloc, sizeof *j);
    if (!j)
        return false;
    j->from = s->next_id;
    mg_vec_init(&j->tops, &s->ctx->alloc);
    mg_vec_init(&j->waiting, &s->ctx->alloc);
    j->statements = s->statements.n;
    j->comments = s->comments.n;
    j->dml = s->dml.n;
    j->drops = s->drops.n;
    j->not_understood = s->not_understood.n;
    s->journal = j;
    j->noted = mg_malloc(&s->ctx->alloc, bits_of(j));
    j->before = j->noted ? make_side(s) : NULL;
    if (j->before)
        return true;
    if (!j->noted)
        j->from = 0;
    journal_free(s);
    return false;
}

mg_schema *mg_journal_before(mg_schema *s) { return s->journal ? s->journal->before : NULL; }

/* ---- normal forms that stay ---------------------------------------------------------------- */

/* Most of what a file touches it leaves as it was, columns above all. The attributes of those whose normal form depends on
 * nothing else are shared with their latest copy, of this file or an earlier one, until a statement touches them. */

static bool has_parents(const mg_object *o) { return o->owner->has_heirs && o->parent && mg_is_heir(o->parent); }

/* NOT NULL that keys imply is no attribute of the column's own. */
static mg_node *implied(const mg_object *copy)
{
    mg_node *not_null = mg_attr(copy, A_NOT_NULL);
    return not_null && not_null->flags & NF_IMPLIED ? not_null : NULL;
}

static bool is_normal(const mg_object *copy) { return !(copy->state & MG_OS_TOUCHED); }

/* The copy to share attributes with; NULL: there is none. */
static mg_object *latest_copy(const mg_object *o, const mg_schema *before)
{
    const mg_vec *copies = &o->owner->copies;
    mg_object *copy = (o->state & MG_OS_TOUCHED) || o->id >= copies->n ? NULL : copies->at[o->id];
    bool usable = copy && (is_normal(copy) ? !implied(copy) : copy->owner && copy->owner == before);
    return usable && !has_parents(o) ? copy : NULL;
}

static void remember_copy(mg_schema *s, mg_object *o, mg_object *copy)
{
    bool (*has_own_normal)(const mg_object *o) = s->dialect->has_own_normal;
    if (!has_own_normal || !has_own_normal(o) || has_parents(o))
        return;
    while (s->copies.n < s->next_id)
        if (!mg_vec_push(&s->copies, NULL))
            return;
    s->copies.at[o->id] = copy;
    o->state &= (uint8_t)~MG_OS_TOUCHED;
}

/* What shares with a copy of BEFORE that was not in normal form yet. What a key implied there its own keys have to imply. */
static void share_at_last(mg_schema *after, const mg_journal *j)
{
    for (uint32_t i = 0; i < j->waiting.n; i += 2) {
        mg_object *c = j->waiting.at[i];
        const mg_object *copy = j->waiting.at[i + 1];
        c->attrs = copy->attrs;
        if (is_normal(copy) && !implied(copy))
            continue;
        mg_object_own(after, c);
        if (implied(c))
            mg_attr_remove(c, implied(c));
        mg_object_touch(c);
    }
}

/* ---- copies ------------------------------------------------------------------------------ */

/* What copies are made for. The statements of the file at hand: numbers from `first` on, in `source`; a schema to start
 * from counts its own from 0. */
typedef struct copying {
    mg_schema *s, *to;
    mg_journal *j;
    uint32_t first;
    const mg_source *source; /* NULL: for BEFORE */
} copying;

static mg_object *copy_or_share(const copying *w, mg_object *o, mg_object *parent)
{
    mg_object *latest = latest_copy(o, w->j->before);
    mg_object *c = latest ? mg_object_copy_sharing(w->to, o, parent, latest->attrs) : mg_object_copy(w->to, o, parent);
    if (!c)
        return NULL;
    if (latest && !is_normal(latest)) {
        mg_vec_push(&w->j->waiting, c);
        mg_vec_push(&w->j->waiting, latest);
    }
    if (latest)
        return c;
    c->state |= MG_OS_TOUCHED | (o->state & MG_OS_TYPE_KNOWN);
    remember_copy(w->s, o, c);
    return c;
}

static mg_object *copy_one(const copying *w, mg_object *o, mg_object *parent)
{
    mg_object *c = copy_or_share(w, o, parent);
    if (!c)
        return NULL;
    c->id = w->to->next_id++; /* few objects, low numbers: what is kept by id stays small */
    bool is_files = w->source && o->source == w->source && o->statement >= w->first;
    c->statement = is_files ? o->statement - w->first : UINT32_MAX;
    if (w->to != w->j->before && mg_object_former(o))
        mg_object_recall(w->to, c, o->more->former, o->id < w->j->from || (o->state & MG_OS_ASSUMED));
    return c;
}

static mg_object *copy_all(const copying *w, mg_object *top)
{
    mg_object *copy = copy_one(w, top, NULL), *c = copy;
    for (mg_object *child = top->first; child && c; child = child->next)
        c = copy_one(w, child, copy);
    return c ? copy : NULL;
}

/* The texts go on belonging to the schema that the copies are made of. */
static mg_object *copy_top(const copying *w, mg_object *top)
{
    w->to->taking = true;
    mg_object *copy = copy_all(w, top);
    w->to->taking = false;
    return copy;
}

/* Names that earlier files took from it are no business of this one. */
static void forget_former(mg_object *o)
{
    if (o->more)
        o->more->former = NULL;
}

static bool is_noted(const mg_journal *j, const mg_object *top)
{
    return top->id >= j->from || (j->noted[top->id / 8] & (1u << (top->id % 8)));
}

static void note_top(mg_schema *s, mg_journal *j, mg_object *top)
{
    j->noted[top->id / 8] |= (uint8_t)(1u << (top->id % 8));
    forget_former(top);
    MG_EACH_CHILD (c, top)
        forget_former(c);
    bool is_there = top->kind == MG_O_SCHEMA && mg_schema_find(j->before, MG_O_SCHEMA, MG_STR_NONE, top->name);
    if (is_there || !copy_top(&(copying){.s = s, .to = j->before, .j = j}, top))
        return;
    mg_vec_push(&j->tops, top);
}

void mg_journal_note(const mg_schema *s, mg_object *o)
{
    mg_object *top = o->parent ? o->parent : o;
    if (!is_noted(s->journal, top))
        note_top((mg_schema *)(uintptr_t)s, s->journal, top);
}

bool mg_journal_is_old(const mg_schema *s, const mg_object *o)
{
    const mg_object *top = o->parent ? o->parent : o;
    return !s->journal || top->id < s->journal->from || (top->state & MG_OS_ASSUMED);
}

static void note_one(mg_object *o, void *user_data) { mg_journal_note(user_data, o); }

/* What may bear the names of target, or of its columns: the statement that asks is about to drop or to rename it. */
void mg_journal_note_users(mg_schema *s, const mg_object *target)
{
    mg_journal_note(s, (mg_object *)(uintptr_t)target);
    if (target->kind == MG_O_COLUMN)
        mg_each_column_mention(s, target, note_one, s);
    else
        mg_each_mention(s, target->name, note_one, s);
}

/* ---- afterwards ------------------------------------------------------------------------------ */

static bool share_from(mg_vec *to, const mg_vec *from, uint32_t begin)
{
    for (uint32_t i = begin; i < from->n; i++)
        if (!mg_vec_push(to, from->at[i]))
            return false;
    return true;
}

static bool share_lists(mg_schema *to, const mg_schema *s, const mg_journal *j)
{
    to->shared_sources = s->sources.n ? 1 : 0;
    return (!s->sources.n || mg_vec_push(&to->sources, s->sources.at[s->sources.n - 1])) &&
           share_from(&to->statements, &s->statements, j->statements) && share_from(&to->comments, &s->comments, j->comments) &&
           share_from(&to->dml, &s->dml, j->dml) && share_from(&to->drops, &s->drops, j->drops) &&
           share_from(&to->not_understood, &s->not_understood, j->not_understood);
}

typedef struct ending {
    mg_goes_on_fn goes_on;
    void *user_data;
    mg_schema *after;
} ending;

/* The file gave it another name. */
static bool lives_on(const mg_schema *after, const mg_object *old)
{
    MG_EACH_OBJECT (o, after) {
        const mg_former *f = mg_object_first_name(o);
        if (f && o->kind == old->kind && mg_str_eq(f->name, old->name) && mg_str_eq(f->schema, old->schema))
            return true;
    }
    return false;
}

/* A table that the file makes in the place of another is a new one, whatever stood under its name; unless it holds the old one's rows. */
static void forget_replaced(mg_schema *before, const mg_object *made, mg_object *copy, const ending *e)
{
    mg_object *old = mg_is_table(made->kind) || made->kind == MG_O_SEQUENCE || made->kind == MG_O_MATVIEW ? mg_schema_find_relation(before, made->schema, made->name) : NULL;
    bool replaced = old && !old->parent && old->kind == made->kind;
    bool goes_on = replaced && e->goes_on && !(old->state & MG_OS_ASSUMED) && mg_is_table(made->kind) && e->goes_on(old, made, copy, e->after, e->user_data);
    if (goes_on)
        return;
    bool stays = replaced && lives_on(copy->owner, old), was_renamed = mg_is_table(made->kind) && mg_object_former(made);
    if (replaced && !stays)
        mg_schema_remove(before, old);
    if (stays || was_renamed) /* it may have had an older one's name meanwhile */
        copy->flags |= MG_OF_FRESH;
}

/* Columns that the file added to a table that was there: not what bore their names before. */
static void mark_fresh(const mg_object *top, mg_object *copy, uint32_t from)
{
    mg_object *c = copy->first;
    for (const mg_object *o = top->first; o && c; o = o->next, c = c->next)
        if (o->kind == MG_O_COLUMN && o->id >= from && !((top->state | o->state) & MG_OS_ASSUMED))
            c->flags |= MG_OF_FRESH;
}

static bool copy_alive(mg_schema *to, mg_schema *s, mg_journal *j, const ending *e)
{
    copying w = {s, to, j, j->statements, s->sources.n ? s->sources.at[s->sources.n - 1] : NULL};
    for (uint32_t i = 0; i < j->tops.n; i++) {
        mg_object *top = j->tops.at[i];
        mg_object *copy = top->owner ? copy_top(&w, top) : NULL;
        if (top->owner && !copy)
            return false;
        if (copy && top->id < j->from)
            mark_fresh(top, copy, j->from);
    }
    mg_object *o = s->last;
    while (o && o->id >= j->from)
        o = o->prev;
    for (o = o ? o->next : s->first; o; o = o->next) {
        bool is_there = o->kind == MG_O_SCHEMA && mg_schema_find(to, MG_O_SCHEMA, MG_STR_NONE, o->name);
        if (o->id < j->from || is_there)
            continue;
        mg_object *copy = copy_top(&w, o);
        if (!copy)
            return false;
        if (!(o->state & MG_OS_ASSUMED))
            forget_replaced(j->before, o, copy, e);
    }
    return true;
}

/* What ends with the session is not there for the next file. */
static void end_session(mg_schema *s, uint32_t from)
{
    for (mg_object *o = s->last, *prev; o && o->id >= from; o = prev) {
        prev = o->prev;
        if (mg_attr(o, A_TEMPORARY))
            mg_schema_remove(s, o);
    }
}

bool mg_journal_end(mg_schema *s, mg_goes_on_fn goes_on, void *user_data, mg_schema **before, mg_schema **after)
{
    mg_journal *j = s->journal;
    s->journal = NULL;
    mg_schema *b = j->before, *a = mg_failed(s->ctx) ? NULL : make_side(s);
    ending e = {goes_on, user_data, a};
    bool ok = a && copy_alive(a, s, j, &e) && share_lists(a, s, j);
    ok = ok && mg_schema_finish(b);
    if (ok)
        share_at_last(a, j);
    ok = ok && mg_schema_finish(a);
    end_session(s, j->from);
    s->journal = j;
    journal_free(s);
    *before = ok ? b : NULL;
    *after = ok ? a : NULL;
    if (ok)
        return true;
    mg_schema_free(a);
    mg_schema_free(b);
    return false;
}

void mg_journal_drop(mg_schema *s)
{
    if (s->journal)
        mg_schema_free(s->journal->before);
    journal_free(s);
}
