/* A word that was replaced in many names at once (creator to author, jive to
 * of): each table says little, together they say it clearly. */
#include <string.h>

#include "diff/differ.h"

enum {
    max_tables = 400,  /* left over on a side; more are another schema, not a renaming */
    max_pairs = 4096,
    max_columns = 300, /* of a table that is looked at */
    min_rest = 4,      /* letters that must remain around the replaced word */
    evidence = 3,      /* tables that the same word must explain */
    overlap_needed = 60,
    lead = 30,         /* by which a word must explain more than its rivals */
};

typedef struct mg_affix {
    mg_str from, to; /* what stands in the place of what; one may be empty */
} affix;

typedef struct mg_pair {
    const mg_object *b, *a;
    mg_word_change *word;
    int overlap;
} pair;

struct mg_word_change {
    mg_str from, to;
    uint32_t seen;    /* pairs of tables that it explains, columns and all */
    int explains;     /* the sum of their overlaps */
};

/* What is left when the common beginning and end are taken off. */
static bool take_affix(mg_str b, mg_str a, affix *out)
{
    uint32_t least = b.n < a.n ? b.n : a.n, head = 0, tail = 0;
    while (head < least && mg_lower(b.p[head]) == mg_lower(a.p[head]))
        head++;
    while (tail < least - head && mg_lower(b.p[b.n - 1 - tail]) == mg_lower(a.p[a.n - 1 - tail]))
        tail++;
    out->from = (mg_str){b.p + head, b.n - head - tail};
    out->to = (mg_str){a.p + head, a.n - head - tail};
    return head + tail >= min_rest && (out->from.n || out->to.n);
}

/* x_v1 and x_v2, x and x_2 stand side by side. */
static bool counts_up(const affix *w)
{
    return (w->to.n && mg_is_digit(w->to.p[w->to.n - 1])) || (w->from.n && mg_is_digit(w->from.p[w->from.n - 1]));
}

static bool is_replaced(const mg_word_change *w, mg_str b, mg_str a)
{
    affix x;
    return mg_str_eq(b, a) || (take_affix(b, a, &x) && mg_str_ieq(x.from, w->from) && mg_str_ieq(x.to, w->to));
}

bool mg_word_replaced(const mg_differ *df, mg_str b, mg_str a)
{
    affix x;
    if (!df->words.n || !take_affix(b, a, &x))
        return false;
    for (uint32_t i = 0; i < df->words.n; i++) {
        const mg_word_change *w = df->words.at[i];
        if (mg_str_ieq(x.from, w->from) && mg_str_ieq(x.to, w->to))
            return true;
    }
    return false;
}

static const mg_object *same_column(const mg_word_change *w, const mg_object *table, const mg_object *column)
{
    const mg_object *c = mg_object_child(table, MG_O_COLUMN, column->name);
    if (c)
        return c;
    MG_EACH_CHILD(o, table)
        if (o->kind == MG_O_COLUMN && is_replaced(w, column->name, o->name))
            return o;
    return NULL;
}

/* 0..100: columns of the one that the other has too, under the old name or the one that the word makes of it. */
static int overlap(const mg_word_change *w, const mg_object *b, const mg_object *a)
{
    uint32_t total = 0, shared = 0;
    MG_EACH_CHILD(o, a)
        total += o->kind == MG_O_COLUMN;
    MG_EACH_CHILD(o, b) {
        if (o->kind != MG_O_COLUMN)
            continue;
        total++;
        const mg_object *c = same_column(w, a, o);
        shared += c && mg_node_eq(mg_attr_first(o, A_TYPE), mg_attr_first(c, A_TYPE));
    }
    return total ? (int)(200 * shared / total) : 0;
}

static bool is_narrow(const mg_object *table)
{
    uint32_t n = 0;
    MG_EACH_CHILD(o, table)
        if (o->kind == MG_O_COLUMN && ++n > max_columns)
            return false;
    return true;
}

static bool is_open_table(const mg_match *m, const mg_object *o)
{
    return o->kind == MG_O_TABLE && !m->other && !mg_is_given(o) && is_narrow(o);
}

static uint32_t gather(mg_vec *list, const mg_differ *df, const mg_schema *s, bool before)
{
    MG_EACH_OBJECT(o, s) {
        const mg_match *m = before ? mg_match_before(df, o) : mg_match_after(df, o);
        if (is_open_table(m, o) && (list->n > max_tables || !mg_vec_push(list, o)))
            return 0;
    }
    return list->n;
}

static mg_word_change *word_of(mg_differ *df, mg_map *map, const affix *x)
{
    mg_buf_reset(&df->text);
    for (uint32_t i = 0; i < x->from.n; i++)
        mg_buf_char(&df->text, mg_lower(x->from.p[i]));
    mg_buf_char(&df->text, '\0');
    for (uint32_t i = 0; i < x->to.n; i++)
        mg_buf_char(&df->text, mg_lower(x->to.p[i]));
    mg_str key = mg_buf_take(&df->text, &df->scratch);
    mg_word_change *w = key.p ? mg_map_get(map, key) : NULL;
    if (w || !key.p)
        return w;
    w = MG_NEW(&df->scratch, mg_word_change);
    if (!w || !mg_map_put(map, key, w))
        return NULL;
    *w = (mg_word_change){x->from, x->to, 0, 0};
    return w;
}

/* Every pair of left-over tables whose names differ by one word, under that word. */
static void list_pairs(mg_differ *df, const mg_vec *bs, const mg_vec *as, mg_map *map, mg_vec *pairs)
{
    for (uint32_t i = 0; i < bs->n; i++)
        for (uint32_t j = 0; j < as->n && pairs->n < max_pairs; j++) {
            const mg_object *b = bs->at[i], *a = as->at[j];
            affix x;
            if (!mg_str_eq(b->schema, a->schema) || !take_affix(b->name, a->name, &x) || counts_up(&x))
                continue;
            mg_word_change *w = word_of(df, map, &x);
            pair *p = w ? MG_NEW(&df->scratch, pair) : NULL;
            if (!p || !mg_vec_push(pairs, p))
                return;
            *p = (pair){b, a, w, overlap(w, b, a)};
            if (p->overlap >= overlap_needed) {
                w->seen++;
                w->explains += p->overlap;
            }
        }
}

static bool holds(const pair *p)
{
    return p->word->seen >= evidence && p->overlap >= overlap_needed;
}

/* No other word that explains as much offers another partner for either table. */
static bool is_clear(const mg_vec *pairs, const pair *p)
{
    for (uint32_t i = 0; i < pairs->n; i++) {
        const pair *q = pairs->at[i];
        if (q != p && holds(q) && (q->b == p->b || q->a == p->a) && q->word->explains + lead > p->word->explains)
            return false;
    }
    return true;
}

static mg_str explain(mg_differ *df, const pair *p)
{
    mg_buf_reset(&df->text);
    mg_buf_printf(&df->text, "%u tables are renamed alike (%S → %S), %d %% of the columns in common", p->word->seen,
                  &p->word->from, &p->word->to, p->overlap);
    return mg_buf_take(&df->text, &df->out->arena);
}

static void settle(mg_differ *df, const mg_vec *pairs)
{
    for (uint32_t i = 0; i < pairs->n; i++) {
        pair *p = pairs->at[i];
        if (!holds(p) || !is_clear(pairs, p))
            continue;
        int confidence = 60 + p->overlap * 3 / 10 + (int)(p->word->seen > 8 ? 8 : p->word->seen);
        mg_match_rename(df, p->b, p->a, (uint16_t)confidence, explain(df, p));
        bool known = false;
        for (uint32_t k = 0; k < df->words.n; k++)
            known |= df->words.at[k] == p->word;
        if (!known && !mg_vec_push(&df->words, p->word))
            return;
    }
}

void mg_detect_systematic(mg_differ *df)
{
    mg_vec bs, as, pairs;
    mg_map map;
    mg_vec_init(&bs, &df->ctx->alloc);
    mg_vec_init(&as, &df->ctx->alloc);
    mg_vec_init(&pairs, &df->ctx->alloc);
    mg_map_init(&map, &df->ctx->alloc);
    uint32_t nb = gather(&bs, df, df->before, true), na = gather(&as, df, df->after, false);
    if (nb >= evidence && na >= evidence && nb <= max_tables && na <= max_tables) {
        list_pairs(df, &bs, &as, &map, &pairs);
        settle(df, &pairs);
    }
    mg_map_free(&map);
    mg_vec_free(&pairs);
    mg_vec_free(&as);
    mg_vec_free(&bs);
}
