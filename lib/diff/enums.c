/* Values of an enum type: added, removed, renamed, reordered. */
#include <string.h>

#include "diff/differ.h"

typedef struct mg_value {
    const mg_node *node;
    struct mg_value *other;
    uint32_t place;
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
static void match_renamed(mg_differ *df, const mg_object *b, const mg_object *a, values *from, values *to)
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
        mg_change *c = mg_change_attr(df, MG_C_RENAME_ENUM_VALUE, b, a, A_VALUES, from->at[i].node, to->at[j].node);
        if (c) {
            c->confidence = (uint16_t)(60 + alike * 39 / 100);
            c->reason = MG_STR("same place, similar name");
        }
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
            mg_change *c = mg_change_attr(df, MG_C_RENAME_ENUM_VALUE, b, a, A_VALUES, from->at[i].node, to->at[j].node);
            if (c) {
                c->confidence = 100;
                c->reason = reason;
            }
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

void mg_compare_enum(mg_differ *df, const mg_object *b, const mg_object *a, const mg_node *from, const mg_node *to)
{
    mg_mark mark = mg_arena_mark(&df->scratch);
    values old = collect(df, from), new = collect(df, to);
    match_equal(df, &old, &new);
    match_stated(df, b, a, &old, &new);
    if (df->opts->renames != MG_RENAMES_NEVER)
        match_renamed(df, b, a, &old, &new);
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
