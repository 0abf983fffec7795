/* Differences that offline knowledge cannot settle: two definitions that differ in their spelling, where the engine may hold
 * both for the same and what it goes by (a type, a name, the value of a literal) is not in the model. They stay changes, say
 * that they are undecided and why, and a connection can settle them (lib/diff/settle.c). */
#include "diff/differ.h"

enum { MAX_DEPTH = 200, MAX_LOOKS = 50 };

typedef struct mg_doubt_walk {
    const mg_schema *s;       /* AFTER */
    const mg_object *table;   /* whose columns an expression names; or NULL */
    const mg_node *root;      /* of AFTER: where relations are looked up */
    const char *why;          /* the first reason met; NULL: equal so far */
    uint32_t looks;           /* columns whose relation was looked for in the query */
} doubt_walk;

static bool may_be(doubt_walk *w, const mg_node *x, const mg_node *y, int depth);

static bool doubt(doubt_walk *w, const char *why)
{
    if (!w->why)
        w->why = why;
    return true;
}

/* ---- what is known ---------------------------------------------------------------------------- */

typedef struct mg_relation_search {
    mg_str name;
    const mg_node *found; /* its N_QNAME */
} relation_search;

static bool find_relation(mg_node *n, void *user_data)
{
    relation_search *r = user_data;
    if (n->kind == Q_RELATION && !r->found && n->first && n->first->kind == N_QNAME) {
        mg_str called = n->n ? mg_text(n) : mg_text(n->first);
        if (mg_str_eq(called, r->name))
            r->found = n->first;
    }
    return !r->found;
}

static bool knows_column(doubt_walk *w, const mg_node *column)
{
    const mg_object *table = w->table;
    if (column->first && w->looks++ < MAX_LOOKS) {
        relation_search r = {.name = mg_text(column->last)};
        mg_walk((mg_node *)(uintptr_t)w->root, find_relation, &r);
        if (r.found)
            table = mg_schema_resolve(w->s, MG_O_NONE, r.found);
    }
    return table && mg_object_child(table, MG_O_COLUMN, mg_text(column)) != NULL;
}

static bool knows_type(doubt_walk *w, const mg_node *e)
{
    if (!w->s->dialect->knows_type)
        return true;
    return e->kind == E_COLUMN ? knows_column(w, e) : w->s->dialect->knows_type(w->s, w->table, e);
}

/* ---- the ways in which one spelling may be another ----------------------------------------------- */

static bool is_cast(const mg_node *n)
{
    return n->kind == E_CAST && n->first && n->first->next;
}

/* A value that its type writes in more than one way: 1 day, 24:00:00. */
static bool has_notations(const mg_schema *s, const mg_node *type)
{
    return type && s->dialect->has_notations && s->dialect->has_notations(type);
}

static bool is_string(const mg_node *n)
{
    return n->kind == E_CONST && n->sub == MG_CONST_STRING;
}

static bool may_be_values(doubt_walk *w, const mg_node *x, const mg_node *y, const mg_node *type)
{
    return is_string(x) && is_string(y) && !mg_str_eq(mg_text(x), mg_text(y)) && has_notations(w->s, type) &&
           doubt(w, "values of that type have more than one spelling");
}

/* A cast on one side only: the engine adds and leaves out casts by types. */
static bool may_be_without_cast(doubt_walk *w, const mg_node *cast, const mg_node *other, int depth)
{
    return is_cast(cast) && !is_cast(other) && !knows_type(w, other) && may_be(w, cast->first, other, depth + 1) &&
           doubt(w, "a cast, and the type of what is cast is not known");
}

/* Qualified on one side only, and nothing in the model has that name. */
static bool is_unknown_name(const doubt_walk *w, const mg_node *n)
{
    if (n->kind == E_CALL)
        return !mg_schema_find_routine(w->s, MG_O_FUNCTION, n->first ? mg_text(n->first) : w->s->dialect->default_schema, mg_text(n), MG_STR_NONE);
    return n->kind == N_QNAME && !mg_schema_resolve(w->s, MG_O_NONE, n);
}

static const mg_node *after_names(const mg_node *n)
{
    const mg_node *c = n->first;
    while (c && c->kind == N_NAME)
        c = c->next;
    return c;
}

static bool may_be_lists(doubt_walk *w, const mg_node *x, const mg_node *y, int depth)
{
    for (; x && y; x = x->next, y = y->next)
        if (!may_be(w, x, y, depth + 1))
            return false;
    return !x && !y;
}

static bool is_qualified(const mg_node *n)
{
    return n->first && n->first->kind == N_NAME;
}

static bool may_be_qualified(doubt_walk *w, const mg_node *x, const mg_node *y, int depth)
{
    if ((x->kind != E_CALL && x->kind != N_QNAME) || is_qualified(x) == is_qualified(y))
        return false;
    const mg_node *longer = is_qualified(x) ? x : y;
    return is_unknown_name(w, longer) && may_be_lists(w, after_names(x), after_names(y), depth) && doubt(w, "a name that is not in the schema");
}

/* CURRENT_USER: the engine stores the name. */
static bool names_runner(const mg_node *role)
{
    mg_str s = mg_text(role);
    return !(role->flags & NF_QUOTED) && (mg_str_is(s, "current_user") || mg_str_is(s, "current_role") || mg_str_is(s, "session_user"));
}

static bool may_be(doubt_walk *w, const mg_node *x, const mg_node *y, int depth)
{
    if (depth > MAX_DEPTH)
        return doubt(w, "too deep to compare");
    if (x->kind == E_RAW || y->kind == E_RAW || ((x->flags | y->flags) & NF_PARTIAL))
        return mg_node_eq(x, y) || doubt(w, "a part that is kept as text");
    if (is_cast(x) != is_cast(y))
        return may_be_without_cast(w, x, y, depth) || may_be_without_cast(w, y, x, depth);
    if (is_cast(x) && may_be_values(w, x->first, y->first, x->first->next))
        return mg_node_eq(x->first->next, y->first->next);
    if (x->kind == N_ROLE && y->kind == N_ROLE && names_runner(x) != names_runner(y))
        return doubt(w, "the name of the role that runs it");
    if (!mg_node_head_eq(x, y))
        return false;
    if (may_be_qualified(w, x, y, depth))
        return true;
    return may_be_lists(w, x->first, y->first, depth);
}

/* ---- entry points ------------------------------------------------------------------------------- */

/* 'now', 'today', also said 'now()': the server stored the moment at which it read the word. */
static bool is_moment(const mg_node *attr)
{
    static const char *const words[] = {"now", "today", "tomorrow", "yesterday"};
    const mg_node *c = attr ? attr->first : NULL;
    if (!c || !is_string(c))
        return false;
    mg_str text = mg_text(c);
    while (text.n && !((text.p[text.n - 1] | 32) >= 'a' && (text.p[text.n - 1] | 32) <= 'z'))
        text.n--; /* the server's reader of dates passes over () and blanks */
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (mg_str_iis(text, words[i]))
            return true;
    return false;
}

/* A moment with a part of a second is what a server made of 'now': nobody writes one as a default. */
static bool is_stored_moment(const mg_node *attr)
{
    static const char form[] = "0000-00-00 00:00:00.0";
    const mg_node *c = attr ? attr->first : NULL;
    if (!c || !is_string(c) || c->n < sizeof form - 1)
        return false;
    for (uint32_t i = 0; i < sizeof form - 1; i++)
        if (form[i] == '0' ? c->p[i] < '0' || c->p[i] > '9' : c->p[i] != form[i])
            return false;
    return true;
}

bool mg_is_moment_of(const mg_object *a, const mg_node *from, const mg_node *to)
{
    return a->kind == MG_O_COLUMN && a->owner->dialect->has_notations && from && to && from->kind == A_DEFAULT && to->kind == A_DEFAULT &&
           mg_str_starts(mg_text(mg_attr_first(a, A_TYPE)), "timestamp") &&
           ((is_moment(from) && is_stored_moment(to)) || (is_stored_moment(from) && is_moment(to)));
}

static const char *doubt_of_attr(doubt_walk *w, const mg_object *a, const mg_node *from, const mg_node *to)
{
    w->root = to;
    if (from->kind == A_DEFAULT && w->s->dialect->has_notations && is_moment(from) != is_moment(to))
        return "the moment at which the engine read it";
    if (from->kind == A_DEFAULT && from->first && to->first && a->kind == MG_O_COLUMN &&
        may_be_values(w, from->first, to->first, mg_attr_first(a, A_TYPE)))
        return w->why;
    return may_be(w, from, to, 0) ? w->why : NULL;
}

const char *mg_undecided_attr(const mg_differ *df, const mg_object *a, const mg_node *from, const mg_node *to)
{
    doubt_walk w = {.s = df->after, .table = a->parent ? a->parent : a};
    return from && to && from->kind == to->kind ? doubt_of_attr(&w, a, from, to) : NULL;
}

const char *mg_undecided_definition(const mg_differ *df, const mg_object *base, const mg_object *a, uint16_t *attr)
{
    const mg_node *x = base->attrs, *y = a->attrs;
    const char *why = NULL;
    for (;; x = x->next, y = y->next) {
        while (x && !mg_attr_counts(df, base, x->kind))
            x = x->next;
        while (y && !mg_attr_counts(df, a, y->kind))
            y = y->next;
        if (!x || !y)
            return !x && !y ? why : NULL;
        if (mg_node_eq(x, y))
            continue;
        const char *one = mg_undecided_attr(df, a, x, y);
        if (!one)
            return NULL;
        *attr = why ? *attr : x->kind;
        why = why ? why : one;
    }
}

void mg_undecided_note(mg_differ *df, const mg_object *b, const mg_object *a, int attr, const char *why)
{
    mg_undecided *u = why ? MG_NEW(&df->out->arena, mg_undecided) : NULL;
    if (!u)
        return;
    *u = (mg_undecided){b, a, (uint16_t)attr, why};
    mg_vec_push(&df->out->undecided, u);
}

/* What is made anew is a drop and an add: both are told. */
void mg_undecided_mark(mg_differ *df)
{
    mg_changes *out = df->out;
    if (!out->undecided.n)
        return;
    const char **before = MG_NEW_N(&df->scratch, const char *, out->n_before), **after = MG_NEW_N(&df->scratch, const char *, out->n_after);
    if (!before || !after)
        return;
    for (uint32_t i = 0; i < out->undecided.n; i++) {
        const mg_undecided *u = out->undecided.at[i];
        before[u->before->id] = after[u->after->id] = u->why;
    }
    for (uint32_t i = 0; i < out->list.n; i++) {
        mg_change *c = out->list.at[i];
        if (!c->undecided && c->before && !c->after)
            c->undecided = before[c->before->id];
        if (!c->undecided && c->after && !c->before)
            c->undecided = after[c->after->id];
    }
}
