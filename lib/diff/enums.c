/* Values of an enum type: added, removed, renamed, reordered; and what names the renamed ones. */
#include <string.h>

#include "diff/differ.h"

typedef struct mg_value {
    const mg_node *node;
    struct mg_value *other;
    uint32_t place;
    uint16_t confidence; /* of BEFORE's that was renamed, and why; 0: it was not */
    mg_str reason;
} value;

typedef struct mg_values {
    value *at;
    uint32_t n;
} values;

static values collect(mg_differ *df, const mg_node *list)
{
    values v = {NULL, 0};
    uint32_t n = mg_child_count(list);
    v.at = n ? MG_NEW_N(&df->scratch, value, n) : NULL;
    if (!v.at)
        return v;
    MG_EACH(x, list) {
        v.at[v.n].node = x;
        v.at[v.n].place = v.n;
        v.n++;
    }
    return v;
}

static void match_equal(mg_differ *df, values *from, values *to)
{
    mg_map map;
    mg_map_init(&map, &df->ctx->alloc);
    for (uint32_t i = 0; i < from->n; i++)
        if (from->at[i].node->p)
            mg_map_put(&map, mg_text(from->at[i].node), &from->at[i]);
    for (uint32_t i = 0; i < to->n && map.n; i++) {
        value *v = to->at[i].node->p ? mg_map_remove(&map, mg_text(to->at[i].node)) : NULL;
        if (v) {
            v->other = &to->at[i];
            to->at[i].other = v;
        }
    }
    mg_map_free(&map);
}

/* Neighbours on both sides stand for each other. */
static bool same_place(const values *from, const values *to, uint32_t i, uint32_t j)
{
    const value *before = i ? from->at[i - 1].other : NULL, *after = i + 1 < from->n ? from->at[i + 1].other : NULL;
    bool fits_before = i ? before && j && before == &to->at[j - 1] : j == 0;
    bool fits_after = i + 1 < from->n ? after && j + 1 < to->n && after == &to->at[j + 1] : j + 1 == to->n;
    return fits_before && fits_after;
}

/* A value whose place is taken by one of a like name. */
static void match_renamed(values *from, values *to)
{
    for (uint32_t i = 0; i < from->n; i++) {
        if (from->at[i].other)
            continue;
        uint32_t j = i && from->at[i - 1].other ? from->at[i - 1].other->place + 1 : 0;
        if (j >= to->n || to->at[j].other || !same_place(from, to, i, j))
            continue;
        int alike = mg_name_similarity(mg_text(from->at[i].node), mg_text(to->at[j].node));
        if (alike < 60)
            continue;
        from->at[i].confidence = (uint16_t)(60 + alike * 39 / 100);
        from->at[i].reason = MG_STR("same place, similar name");
        from->at[i].other = &to->at[j];
        to->at[j].other = &from->at[i];
    }
}

/* 'label' stands in it. */
static bool has_label(mg_str text, mg_str label)
{
    for (uint32_t i = 0; i + label.n + 2 <= text.n; i++)
        if (text.p[i] == '\'' && text.p[i + 1 + label.n] == '\'' && !memcmp(text.p + i + 1, label.p, label.n))
            return true;
    return false;
}

/* ALTER TYPE … RENAME VALUE in AFTER's text, which BEFORE's leads to. */
static bool says_renamed(const mg_schema *after, mg_str from, mg_str to)
{
    for (uint32_t i = 0; i < after->statements.n; i++) {
        const mg_stmt_info *st = after->statements.at[i];
        if (st->kind != S_ALTER_TYPE)
            continue;
        mg_str text = {st->source->text.p + st->off, st->len};
        if (mg_text_bears(text, MG_STR("RENAME")) && has_label(text, from) && has_label(text, to))
            return true;
    }
    return false;
}

/* Who says that the one became the other; none. */
static mg_str said_by(mg_differ *df, const mg_object *b, const mg_object *a, mg_str from, mg_str to)
{
    if (mg_declared_value(df, b, from, to) || mg_declared_value(df, a, from, to))
        return MG_STR("declared by --rename");
    if (mg_commented_value(df, a, from, to))
        return MG_STR("declared by a comment");
    return says_renamed(df->after, from, to) ? MG_STR("renamed by a statement") : MG_STR_NONE;
}

static void match_stated(mg_differ *df, const mg_object *b, const mg_object *a, values *from, values *to)
{
    for (uint32_t i = 0; i < from->n; i++) {
        for (uint32_t j = 0; j < to->n && !from->at[i].other; j++) {
            mg_str reason = to->at[j].other ? MG_STR_NONE : said_by(df, b, a, mg_text(from->at[i].node), mg_text(to->at[j].node));
            if (!reason.n)
                continue;
            from->at[i].confidence = 100;
            from->at[i].reason = reason;
            from->at[i].other = &to->at[j];
            to->at[j].other = &from->at[i];
        }
    }
}

static bool is_reordered(const values *from)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < from->n; i++) {
        const value *other = from->at[i].other;
        if (!other)
            continue;
        if (other->place < at)
            return true;
        at = other->place;
    }
    return false;
}

static void match(mg_differ *df, const mg_object *b, const mg_object *a, values *from, values *to)
{
    match_equal(df, from, to);
    match_stated(df, b, a, from, to);
    if (df->opts->renames != MG_RENAMES_NEVER)
        match_renamed(from, to);
}

static void say_renamed(mg_differ *df, const mg_object *b, const mg_object *a, const value *v)
{
    mg_change *c = mg_change_attr(df, MG_C_RENAME_ENUM_VALUE, b, a, A_VALUES, v->node, v->other->node);
    if (!c)
        return;
    c->confidence = v->confidence;
    c->reason = v->reason;
}

void mg_compare_enum(mg_differ *df, const mg_object *b, const mg_object *a, const mg_node *from, const mg_node *to)
{
    mg_mark mark = mg_arena_mark(&df->scratch);
    values old = collect(df, from), new = collect(df, to);
    match(df, b, a, &old, &new);
    for (uint32_t i = 0; i < old.n; i++)
        if (old.at[i].confidence)
            say_renamed(df, b, a, &old.at[i]);
    for (uint32_t i = 0; i < old.n; i++)
        if (!old.at[i].other)
            mg_change_attr(df, MG_C_REMOVE_ENUM_VALUE, b, a, A_VALUES, old.at[i].node, NULL);
    for (uint32_t i = 0; i < new.n; i++)
        if (!new.at[i].other)
            mg_change_attr(df, MG_C_ADD_ENUM_VALUE, b, a, A_VALUES, NULL, new.at[i].node);
    if (is_reordered(&old))
        mg_change_attr(df, MG_C_REORDER_ENUM_VALUES, b, a, A_VALUES, from, to);
    mg_arena_rewind(&df->scratch, mark);
}

/* ---- what names a renamed value ------------------------------------------------------------------------ */

/* Two that change names, or a chain of them, are left to be said anew where they are named. */
static bool is_free(const values *old, mg_str label)
{
    for (uint32_t i = 0; i < old->n; i++)
        if (mg_str_eq(mg_text(old->at[i].node), label))
            return false;
    return true;
}

static bool relabel(mg_differ *df, const mg_match *m, const values *old)
{
    bool some = false;
    for (uint32_t i = 0; i < old->n; i++) {
        const value *v = &old->at[i];
        if (!v->confidence || !is_free(old, mg_text(v->other->node)))
            continue;
        if (!mg_base_is_made(df))
            return false;
        mg_enum_relabel(df->out->base, (mg_object *)(uintptr_t)m->base, mg_text(v->node), mg_text(v->other->node));
        some = true;
    }
    return some;
}

bool mg_carry_labels(mg_differ *df)
{
    bool some = false;
    for (uint32_t id = 0; id < df->out->n_before; id++) {
        mg_match *m = &df->out->by_before[id];
        const mg_node *from = m->self && m->self->kind == MG_O_TYPE && m->other ? mg_attr(m->self, A_VALUES) : NULL;
        const mg_node *to = from ? mg_attr(m->other, A_VALUES) : NULL;
        if (!to || mg_node_eq(from, to))
            continue;
        mg_mark mark = mg_arena_mark(&df->scratch);
        values old = collect(df, from), new = collect(df, to);
        match(df, m->self, m->other, &old, &new);
        some |= relabel(df, m, &old);
        mg_arena_rewind(&df->scratch, mark);
    }
    if (some)
        mg_schema_finish(df->out->base);
    return !mg_failed(df->ctx);
}
