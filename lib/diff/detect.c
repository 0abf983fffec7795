/* Tables, types and other things that stand alone and were renamed without
 * anybody saying so. */
#include <string.h>

#include "diff/differ.h"

enum {
    max_posting = 16,    /* tables that share a column's fingerprint; commoner columns say nothing */
    max_candidates = 64, /* a table */
    max_columns = 4000,  /* of a table that is looked at */
};

/* ---- what a table's columns say -------------------------------------------------- */

/* Columns that many tables have say little about which table this is. */
static bool is_common_column(mg_str name)
{
    static const char *const common[] = {"id",         "name",       "title",       "created_at", "updated_at", "deleted_at",
                                         "created",    "updated",    "description", "status",     "type",       "uuid",
                                         "createdat",  "updatedat",  "code",        "value",      "data",       "slug",
                                         "created_by", "updated_by", "position",    "active",     "version",    "label"};
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (mg_str_iis(name, common[i]))
            return true;
    return false;
}

typedef struct mg_posting {
    const mg_object *table[max_posting];
    uint32_t n; /* max_posting + 1: too common */
} posting;

static mg_str column_key(mg_differ *df, const mg_object *c)
{
    uint32_t h = mg_node_hash(mg_attr_first(c, A_TYPE));
    uint32_t n = c->name.n + 4;
    char *p = mg_arena_get(&df->scratch, n);
    if (!p)
        return MG_STR_NONE;
    for (uint32_t i = 0; i < c->name.n; i++)
        p[i] = mg_lower(c->name.p[i]);
    memcpy(p + c->name.n, &h, 4);
    return (mg_str){p, n};
}

static void post_table(mg_differ *df, mg_map *index, const mg_object *table)
{
    MG_EACH_CHILD(c, table) {
        if (c->kind != MG_O_COLUMN)
            continue;
        mg_str key = column_key(df, c);
        posting *p = key.p ? mg_map_get(index, key) : NULL;
        if (!p) {
            p = MG_NEW(&df->scratch, posting);
            if (!key.p || !p || !mg_map_put(index, key, p))
                return;
        }
        if (p->n < max_posting)
            p->table[p->n] = table;
        if (p->n <= max_posting)
            p->n++;
    }
}

typedef struct mg_column_count {
    uint32_t columns, distinctive;
} column_count;

static column_count count_columns(const mg_object *table)
{
    column_count n = {0, 0};
    MG_EACH_CHILD(c, table)
        if (c->kind == MG_O_COLUMN) {
            n.columns++;
            n.distinctive += !is_common_column(c->name);
        }
    return n;
}

typedef struct mg_candidate {
    const mg_object *table;
    uint32_t shared, distinctive;
    int score, overlap, name;
} candidate;

static candidate *candidate_of(candidate *list, uint32_t *n, const mg_object *table)
{
    for (uint32_t i = 0; i < *n; i++)
        if (list[i].table == table)
            return &list[i];
    if (*n == max_candidates)
        return NULL;
    list[*n] = (candidate){.table = table};
    return &list[(*n)++];
}

static uint32_t gather(mg_differ *df, const mg_map *index, const mg_object *a, candidate *list)
{
    uint32_t n = 0;
    mg_mark mark = mg_arena_mark(&df->scratch);
    MG_EACH_CHILD(c, a) {
        if (c->kind != MG_O_COLUMN)
            continue;
        mg_str key = column_key(df, c);
        const posting *p = key.p ? mg_map_get(index, key) : NULL;
        if (!p || p->n > max_posting)
            continue;
        for (uint32_t i = 0; i < p->n; i++) {
            candidate *k = candidate_of(list, &n, p->table[i]);
            if (k) {
                k->shared++;
                k->distinctive += !is_common_column(c->name);
            }
        }
    }
    mg_arena_rewind(&df->scratch, mark);
    return n;
}

static void score_table(candidate *k, const mg_object *a)
{
    uint32_t total = count_columns(k->table).columns + count_columns(a).columns;
    k->overlap = total ? (int)(200 * k->shared / total) : 0;
    k->name = mg_name_similarity(k->table->name, a->name);
    k->score = (65 * k->overlap + 35 * k->name) / 100;
}

/* Whether one name is the other and more: x and x_v2, cluster and cluster_info often stand side by side. */
static bool name_extends(mg_str x, mg_str y)
{
    mg_str s = x.n < y.n ? x : y, l = x.n < y.n ? y : x;
    return l.n > s.n && l.p[s.n] == '_' && mg_str_ieq(s, (mg_str){l.p, s.n});
}

/* Alike in name: most columns must agree. Otherwise nearly all, and enough of them must be this table's own. */
static bool convincing_table(const candidate *k, const mg_object *a)
{
    if (name_extends(k->table->name, a->name))
        return k->overlap >= 95 && k->distinctive >= 2;
    if (k->name >= 60)
        return k->overlap >= 60;
    return k->overlap >= 85 && k->distinctive >= 2 && k->shared >= 3;
}

static mg_str explain_table(mg_differ *df, const candidate *k)
{
    mg_buf *b = &df->text;
    mg_buf_reset(b);
    mg_buf_printf(b, "%u columns in common (%d %%)", k->shared, k->overlap);
    if (k->name >= 45)
        mg_buf_printf(b, ", name %d %% alike", k->name);
    return mg_buf_take(b, &df->out->arena);
}

typedef struct mg_best {
    const mg_object *a;
    candidate k;
    int second;
} best;

static void choose(candidate *list, uint32_t n, best *out)
{
    out->second = 0;
    for (uint32_t i = 0; i < n; i++) {
        score_table(&list[i], out->a);
        if (list[i].score > out->k.score) {
            out->second = out->k.score;
            out->k = list[i];
        } else if (list[i].score > out->second) {
            out->second = list[i].score;
        }
    }
}

static bool is_open_table(const mg_match *m, const mg_object *o)
{
    return o->kind == MG_O_TABLE && !m->other && !mg_is_given(o);
}

static mg_str moved_reason(const mg_object *b, const mg_object *a)
{
    return mg_str_eq(b->schema, a->schema) ? MG_STR_NONE : MG_STR("same table in another schema");
}

static void settle_tables(mg_differ *df, mg_vec *bests)
{
    enum { lead = 8 };
    mg_mark mark = mg_arena_mark(&df->scratch);
    /* how good the best claim on each table of BEFORE is, and the runner-up */
    typedef struct { int first, second; } claim;
    claim *claims = MG_NEW_N(&df->scratch, claim, df->out->n_before);
    for (uint32_t i = 0; claims && i < bests->n; i++) {
        const best *x = bests->at[i];
        claim *c = &claims[x->k.table->id];
        if (x->k.score > c->first) {
            c->second = c->first;
            c->first = x->k.score;
        } else if (x->k.score > c->second) {
            c->second = x->k.score;
        }
    }
    for (uint32_t i = 0; claims && i < bests->n; i++) {
        const best *x = bests->at[i];
        const claim *c = &claims[x->k.table->id];
        bool clear = x->k.score == c->first && c->second + lead <= c->first && x->second + lead <= x->k.score;
        mg_str why = moved_reason(x->k.table, x->a);
        why = why.n ? why : explain_table(df, &x->k);
        uint16_t confidence = (uint16_t)(x->k.score > 99 ? 99 : x->k.score);
        if (clear && convincing_table(&x->k, x->a))
            mg_match_rename(df, x->k.table, x->a, confidence, why);
        else if (x->k.overlap >= 60)
            mg_match_candidate(df, x->k.table, x->a, confidence, why);
    }
    mg_arena_rewind(&df->scratch, mark);
}

void mg_detect_tables(mg_differ *df)
{
    mg_mark mark = mg_arena_mark(&df->scratch);
    mg_map index;
    mg_vec bests;
    mg_map_init(&index, &df->ctx->alloc);
    mg_vec_init(&bests, &df->ctx->alloc);
    candidate *list = MG_NEW_N(&df->scratch, candidate, max_candidates);
    MG_EACH_OBJECT(o, df->before)
        if (is_open_table(mg_match_before(df, o), o) && count_columns(o).columns <= max_columns)
            post_table(df, &index, o);
    if (index.n && list) {
        MG_EACH_OBJECT(o, df->after) {
            if (!is_open_table(mg_match_after(df, o), o) || count_columns(o).columns > max_columns)
                continue;
            uint32_t n = gather(df, &index, o, list);
            best *x = n ? MG_NEW(&df->scratch, best) : NULL;
            if (!x)
                continue;
            x->a = o;
            choose(list, n, x);
            if (x->k.table)
                mg_vec_push(&bests, x);
        }
    }
    settle_tables(df, &bests);
    mg_vec_free(&bests);
    mg_map_free(&index);
    mg_arena_rewind(&df->scratch, mark);
}

/* ---- things that are equal but for their name -------------------------------------------- */

typedef struct mg_group {
    const mg_object *b, *a; /* the last seen */
    uint32_t n_before, n_after;
} group;

static mg_str definition_key(mg_differ *df, const mg_object *o, const mg_object *seen_as)
{
    uint32_t part[3] = {o->kind, mg_definition_hash(df, seen_as), 0};
    part[2] = mg_hash(part[1], o->schema.p, o->schema.n) ^ mg_hash(part[1], mg_signature(o).p, mg_signature(o).n);
    return mg_arena_str(&df->scratch, (mg_str){(const char *)part, sizeof part});
}

static group *group_of(mg_differ *df, mg_map *map, const mg_object *o, const mg_object *seen_as)
{
    mg_str key = definition_key(df, o, seen_as);
    if (!key.p)
        return NULL;
    group *g = mg_map_get(map, key);
    if (!g) {
        g = MG_NEW(&df->scratch, group);
        if (g && !mg_map_put(map, key, g))
            return NULL;
    }
    return g;
}

typedef bool (*kind_fn)(const mg_object *o);

/* Pairs what has exactly one equal on the other side. */
static void pair_unique_equals(mg_differ *df, kind_fn wanted, int name_needed)
{
    mg_mark mark = mg_arena_mark(&df->scratch);
    mg_map map;
    mg_vec groups;
    mg_map_init(&map, &df->ctx->alloc);
    mg_vec_init(&groups, &df->ctx->alloc);
    MG_EACH_OBJECT(o, df->before) {
        if (!wanted(o) || mg_match_before(df, o)->other || mg_is_given(o))
            continue;
        group *g = group_of(df, &map, o, mg_base_of(df, o));
        if (!g)
            break;
        if (!g->n_before++)
            mg_vec_push(&groups, g);
        g->b = o;
    }
    MG_EACH_OBJECT(o, df->after) {
        if (!map.n || !wanted(o) || mg_match_after(df, o)->other || mg_is_given(o))
            continue;
        group *g = group_of(df, &map, o, o);
        if (!g)
            break;
        g->n_after++;
        g->a = o;
    }
    for (uint32_t i = 0; i < groups.n; i++) {
        const group *g = groups.at[i];
        if (g->n_before != 1 || g->n_after != 1 || !mg_definition_eq(df, mg_base_of(df, g->b), g->a))
            continue;
        int alike = mg_name_similarity(g->b->name, g->a->name);
        uint16_t confidence = (uint16_t)(70 + alike * 29 / 100);
        if (alike >= name_needed)
            mg_match_rename(df, g->b, g->a, confidence, MG_STR("same definition, other name"));
        else
            mg_match_candidate(df, g->b, g->a, confidence, MG_STR("same definition, other name"));
    }
    mg_vec_free(&groups);
    mg_map_free(&map);
    mg_arena_rewind(&df->scratch, mark);
}

static bool is_type(const mg_object *o)
{
    return o->kind == MG_O_TYPE || o->kind == MG_O_DOMAIN;
}

void mg_detect_types(mg_differ *df)
{
    pair_unique_equals(df, is_type, 45);
}

/* ---- roles ------------------------------------------------------------------------------------- */

enum {
    max_roles = 200,       /* that come, or go: each pair is looked at */
    role_name_needed = 40, /* a word in the place of another */
};

/* What b names in BEFORE, a names in AFTER. */
static bool takes_place(mg_differ *df, const mg_object *x, const mg_object *y, mg_str b, mg_str a)
{
    MG_EACH_ATTR(attr, x) {
        const mg_node *now = mg_attr(y, (mg_kind)attr->kind);
        if (now && mg_attr_names_role(attr, b) && !mg_attr_names_role(attr, a) && mg_attr_names_role(now, a))
            return true;
    }
    MG_EACH_CHILD(c, x) {
        const mg_object *other = mg_object_child(y, c->kind, c->name);
        if (other && takes_place(df, c, other, b, a))
            return true;
    }
    return false;
}

/* Everything that named the one, and is still there, names the other. */
static bool succeeds(mg_differ *df, const mg_object *b, const mg_object *a)
{
    bool any = false;
    MG_EACH_OBJECT(x, df->before) {
        const mg_object *y = mg_object_names_role(x, b->name) ? mg_match_before(df, x)->other : NULL;
        if (y && !takes_place(df, x, y, b->name, a->name))
            return false;
        any = any || y;
    }
    return any;
}

static void collect_roles(mg_differ *df, const mg_schema *s, mg_vec *out)
{
    MG_EACH_OBJECT(o, s) {
        const mg_match *m = s == df->before ? mg_match_before(df, o) : mg_match_after(df, o);
        if (o->kind == MG_O_ROLE && !m->other && !mg_is_given(o))
            mg_vec_push(out, o);
    }
}

/* A role of the same options that has, in AFTER, what the other had: rights, policies, things of its own. Both names have to be alike:
 * who takes over from somebody may well be somebody else. */
void mg_detect_roles(mg_differ *df)
{
    mg_vec gone, come;
    mg_vec_init(&gone, &df->ctx->alloc);
    mg_vec_init(&come, &df->ctx->alloc);
    collect_roles(df, df->before, &gone);
    collect_roles(df, df->after, &come);
    for (uint32_t i = 0; i < gone.n && gone.n <= max_roles && come.n <= max_roles; i++) {
        const mg_object *b = gone.at[i], *heir = NULL;
        uint32_t fits = 0;
        for (uint32_t k = 0; k < come.n; k++) {
            const mg_object *a = come.at[k];
            if (mg_match_after(df, a)->other || mg_name_similarity(b->name, a->name) < role_name_needed || !mg_definition_eq(df, b, a))
                continue;
            heir = a;
            fits++;
        }
        if (fits == 1 && succeeds(df, b, heir))
            mg_match_rename(df, b, heir, (uint16_t)(70 + mg_name_similarity(b->name, heir->name) * 29 / 100), MG_STR("has what the other had"));
    }
    mg_vec_free(&gone);
    mg_vec_free(&come);
}

static bool is_defined_by_text(const mg_object *o)
{
    return o->kind == MG_O_VIEW || o->kind == MG_O_MATVIEW || o->kind == MG_O_FUNCTION || o->kind == MG_O_PROCEDURE;
}

/* ---- sequences follow the column that owns them ------------------------------------------ */

static bool is_open_sequence(const mg_match *m, const mg_object *o)
{
    return o->kind == MG_O_SEQUENCE && !m->other;
}

void mg_detect_sequences(mg_differ *df)
{
    mg_mark mark = mg_arena_mark(&df->scratch);
    const mg_object **owned = NULL; /* by id of AFTER's column: its sequence */
    MG_EACH_OBJECT(o, df->after) {
        const mg_object *column = is_open_sequence(mg_match_after(df, o), o) ? mg_sequence_owner(df->after, o) : NULL;
        if (column && !owned)
            owned = MG_NEW_N(&df->scratch, const mg_object *, df->out->n_after);
        if (column && owned)
            owned[column->id] = o;
    }
    for (const mg_object *o = owned ? df->before->first : NULL; o; o = o->next) {
        const mg_object *column = is_open_sequence(mg_match_before(df, o), o) ? mg_sequence_owner(df->before, o) : NULL;
        const mg_object *now = column ? mg_match_before(df, column)->other : NULL;
        const mg_object *sequence = now ? owned[now->id] : NULL;
        if (sequence && !mg_match_after(df, sequence)->other)
            mg_match_rename(df, o, sequence, 98, MG_STR("owned by the same column"));
    }
    mg_arena_rewind(&df->scratch, mark);
}

void mg_detect_others(mg_differ *df)
{
    pair_unique_equals(df, is_defined_by_text, 45);
}
