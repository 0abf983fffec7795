/* Columns that were renamed without anybody saying so. Only columns that are
 * left over in one table are looked at. A rename is taken for one when the type
 * fits, the name is akin or everything that refers to the old name now refers
 * to the new one, and no other candidate comes near. */
#include <stdlib.h>
#include <string.h>

#include "diff/differ.h"

enum {
    max_open = 48,      /* left-over columns a side; wider rewrites are no renames */
    take_at = 72,       /* score from which it is a rename */
    mention_at = 50,    /* … from which it is worth a word */
    margin = 10,        /* lead over the next best */
    same_words = 95,     /* the same words */
    name_enough = 66,   /* … without any other sign */
    name_needed = 45,   /* names less alike need evidence */
    evidence_needed = 80,
    by_word = 90,           /* how alike names are that differ by a word which many tables changed */
};

typedef struct mg_open_column {
    const mg_object *o;
    const mg_object *prev;  /* the column before it */
    const mg_object *next;
    uint32_t uses;          /* constraints and indexes that name it */
} open_column;

typedef struct mg_open_table {
    open_column col[max_open];
    uint32_t n;
} open_table;

/* ---- gathering ---------------------------------------------------------------- */

static bool collect(const mg_differ *df, const mg_object *table, bool before, open_table *out)
{
    out->n = 0;
    const mg_object *prev = NULL;
    open_column *last = NULL;
    for (const mg_object *o = table->first; o; o = o->next) {
        if (o->kind != MG_O_COLUMN)
            continue;
        if (last)
            last->next = o;
        last = NULL;
        const mg_match *m = before ? mg_match_before(df, o) : mg_match_after(df, o);
        if (!m->other && !m->moved) {
            if (out->n == max_open)
                return false;
            last = &out->col[out->n++];
            *last = (open_column){.o = o, .prev = prev};
        }
        prev = o;
    }
    return out->n > 0;
}

/* ---- what refers to a column ------------------------------------------------------- */

typedef struct mg_mention {
    mg_str name;
    bool found;
} mention;

static bool look_for(mg_node *n, void *user_data)
{
    mention *m = user_data;
    if ((n->kind == E_COLUMN || n->kind == N_NAME) && mg_str_ieq(mg_text(n), m->name))
        m->found = true;
    return !m->found;
}

static bool mentions(const mg_object *o, mg_str column)
{
    mention m = {column, false};
    mg_attrs_walk(o, look_for, &m);
    return m.found;
}

static bool depends_on(const mg_object *o, const mg_object *on)
{
    for (uint32_t i = 0; i < mg_n_deps(o); i++)
        if (o->deps[i] == on)
            return true;
    return false;
}

static bool uses(const mg_object *o, const mg_object *column)
{
    return depends_on(o, column) || mentions(o, column->name);
}

/* Equal when the one column is called like the other. */
static bool equal_but(const mg_node *x, const mg_node *y, const mg_object *b, const mg_object *a, int depth)
{
    if (depth > 100 || x->kind != y->kind || x->sub != y->sub)
        return false;
    bool is_name = x->kind == E_COLUMN || x->kind == N_NAME;
    if (!mg_str_eq(mg_text(x), mg_text(y)) &&
        !(is_name && mg_str_ieq(mg_text(x), b->name) && mg_str_ieq(mg_text(y), a->name)))
        return false;
    const mg_node *p = x->first, *q = y->first;
    for (; p && q; p = p->next, q = q->next)
        if (!equal_but(p, q, b, a, depth + 1))
            return false;
    return !p && !q;
}

/* The same constraint or index, with the new name in the place of the old. */
static bool follows(const mg_object *o, const mg_object *p, const mg_object *b, const mg_object *a)
{
    bool same_name = mg_str_eq(o->name, p->name) || ((o->flags | p->flags) & MG_OF_AUTONAMED);
    mg_node x = mg_attrs_as_list(o), y = mg_attrs_as_list(p);
    return o->kind == p->kind && same_name && equal_but(&x, &y, b, a, 0);
}

static uint32_t users_of(const mg_object *column, const mg_object **out, uint32_t max)
{
    uint32_t n = 0, seen = 0;
    for (const mg_object *o = column->parent->first; o && seen < 400 && n < max; o = o->next)
        if (o->kind != MG_O_COLUMN && ++seen && uses(o, column))
            out[n++] = o;
    return n;
}

/* 0..100: how much of what is built on the old column is now built on the new one; -1 when nothing refers to either. */
static int follow_score(const mg_object *b, const mg_object *a)
{
    enum { max = 24 };
    const mg_object *of_b[max], *of_a[max];
    uint32_t nb = users_of(b, of_b, max), na = users_of(a, of_a, max), most = nb > na ? nb : na, followed = 0;
    for (uint32_t i = 0; i < nb; i++)
        for (uint32_t j = 0; j < na; j++)
            if (of_a[j] && follows(of_b[i], of_a[j], b, a)) {
                of_a[j] = NULL;
                followed++;
                break;
            }
    return most ? (int)(100 * followed / most) : -1;
}

/* ---- the parts of the score -------------------------------------------------------------- */

static int type_score(const mg_differ *df, const mg_object *b, const mg_object *a)
{
    const mg_node *x = mg_attr_first(b, A_TYPE), *y = mg_attr_first(a, A_TYPE);
    if (!x || !y)
        return x == y ? 100 : 0;
    if (mg_node_eq(x, y))
        return 100;
    if (mg_str_eq(mg_text(x), mg_text(y)))
        return 75; /* another length */
    return mg_same_type_class(df, x, y) ? 60 : 0;
}

static int place_score(const mg_differ *df, const open_column *b, const open_column *a)
{
    int score = 0;
    const mg_object *prev = b->prev ? mg_match_before(df, b->prev)->other : NULL;
    const mg_object *next = b->next ? mg_match_before(df, b->next)->other : NULL;
    if (b->prev ? prev && prev == a->prev : !a->prev)
        score += 50;
    if (b->next ? next && next == a->next : !a->next)
        score += 50;
    return score;
}

static int shape_score(const mg_object *b, const mg_object *a)
{
    static const mg_kind kinds[] = {A_NOT_NULL, A_DEFAULT, A_GENERATED, A_IDENTITY, A_AUTO_INCREMENT, A_COLLATE};
    int equal = 0, n = (int)(sizeof kinds / sizeof *kinds);
    for (int i = 0; i < n; i++) {
        const mg_node *x = mg_attr(b, kinds[i]), *y = mg_attr(a, kinds[i]);
        equal += x && y ? mg_node_eq(x, y) || kinds[i] == A_NOT_NULL : !x && !y;
    }
    return 100 * equal / n;
}

typedef struct mg_score {
    int total, name, type, place, follow;
} score;

static score score_pair(const mg_differ *df, const open_column *b, const open_column *a)
{
    score s = {.name = mg_name_similarity(b->o->name, a->o->name), .type = type_score(df, b->o, a->o)};
    if (!s.type)
        return s;
    if (s.name < by_word && mg_word_replaced(df, b->o->name, a->o->name))
        s.name = by_word;
    s.place = place_score(df, b, a);
    s.follow = follow_score(b->o, a->o);
    int follow = s.follow < 0 ? 60 : s.follow;
    s.total = (30 * s.type + 35 * s.name + 15 * s.place + 8 * shape_score(b->o, a->o) + 12 * follow) / 100;
    return s;
}

static bool convincing(const score *s)
{
    if (s->total < take_at)
        return s->name < name_needed && s->follow >= evidence_needed && s->place == 100 && s->type == 100 &&
               s->total >= mention_at;
    bool word_in_word = s->name < name_enough && s->place < 100 && s->follow < evidence_needed; /* janus_use_rtsp_restream: restream */
    return !word_in_word && (s->name >= name_needed || s->follow >= evidence_needed);
}

static mg_str explain(mg_differ *df, const score *s)
{
    mg_buf *b = &df->text;
    mg_buf_reset(b);
    mg_buf_z(b, s->type == 100 ? "same type" : "similar type");
    if (s->name >= name_needed)
        mg_buf_printf(b, ", name %d %% alike", s->name);
    if (s->place == 100)
        mg_buf_z(b, ", same place");
    if (s->follow >= evidence_needed)
        mg_buf_z(b, ", same constraints and indexes");
    return mg_buf_take(b, &df->out->arena);
}

/* ---- choosing ----------------------------------------------------------------------------------- */

typedef struct mg_grid {
    score at[max_open][max_open];
} grid;

/* Two names that come equally near (amount: amount_bc, amount_tc): only its place tells which of them it is. */
static bool is_as_near(const score *other, const score *best)
{
    return best->place < 100 && best->name < same_words && other->type == 100 && other->name >= name_needed && other->name + 3 > best->name;
}

static bool leads(const grid *g, uint32_t nb, uint32_t na, uint32_t i, uint32_t j)
{
    int best = g->at[i][j].total;
    for (uint32_t k = 0; k < na; k++)
        if (k != j && is_as_near(&g->at[i][k], &g->at[i][j]))
            return false;
    for (uint32_t k = 0; k < na; k++)
        if (k != j && g->at[i][k].total + margin > best)
            return false;
    for (uint32_t k = 0; k < nb; k++)
        if (k != i && g->at[k][j].total + margin > best)
            return false;
    return true;
}

/* The best partner of each column, so that the finding can name it. */
static void mention_best(mg_differ *df, const grid *g, const open_table *b, const open_table *a, uint32_t i)
{
    uint32_t best = 0;
    for (uint32_t j = 1; j < a->n; j++)
        if (g->at[i][j].total > g->at[i][best].total)
            best = j;
    const score *s = &g->at[i][best];
    if (s->total >= mention_at && !mg_match_after(df, a->col[best].o)->other)
        mg_match_candidate(df, b->col[i].o, a->col[best].o, (uint16_t)s->total, explain(df, s));
}

static void detect_in(mg_differ *df, grid *g, const open_table *b, const open_table *a)
{
    for (uint32_t i = 0; i < b->n; i++)
        for (uint32_t j = 0; j < a->n; j++)
            g->at[i][j] = score_pair(df, &b->col[i], &a->col[j]);
    for (uint32_t i = 0; i < b->n; i++)
        for (uint32_t j = 0; j < a->n; j++) {
            const score *s = &g->at[i][j];
            if (convincing(s) && leads(g, b->n, a->n, i, j))
                mg_match_rename(df, b->col[i].o, a->col[j].o, (uint16_t)(s->total > 99 ? 99 : s->total), explain(df, s));
        }
    for (uint32_t i = 0; i < b->n; i++)
        if (!mg_match_before(df, b->col[i].o)->other)
            mention_best(df, g, b, a, i);
}

void mg_detect_columns(mg_differ *df)
{
    mg_mark mark = mg_arena_mark(&df->scratch);
    open_table *b = MG_NEW(&df->scratch, open_table), *a = MG_NEW(&df->scratch, open_table);
    grid *g = MG_NEW(&df->scratch, grid);
    const bool *open = mg_match_has_open(df, true);
    if (b && a && g && open) {
        MG_EACH_OBJECT(o, df->before) {
            const mg_object *other = open[o->id] ? mg_match_before(df, o)->other : NULL;
            if (other && o->first && other->first && collect(df, o, true, b) && collect(df, other, false, a))
                detect_in(df, g, b, a);
        }
    }
    mg_arena_rewind(&df->scratch, mark);
}
