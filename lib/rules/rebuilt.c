/* A table made under another name that takes the name of one that is dropped: is what that one held copied? */
#include "rules/rebuilt.h"

#include "rules/util.h"

static const mg_rebuild *rebuild_by(const mg_rule_ctx *rc, const mg_lint_stmt *drop)
{
    for (uint32_t i = 0; rc->lint && i < rc->lint->rebuilds.n; i++) {
        const mg_rebuild *r = rc->lint->rebuilds.at[i];
        if (r->drop == drop)
            return r;
    }
    return NULL;
}

const mg_object *mg_rebuilt_table(const mg_rule_ctx *rc, const mg_lint_stmt *drop)
{
    const mg_rebuild *r = rebuild_by(rc, drop);
    if (r)
        return r->now;
    if (!drop->n_had || drop->info->kind != S_DROP)
        return NULL;
    mg_str schema = drop->object && drop->object->schema.n ? drop->object->schema : mg_rule_dialect(rc)->default_schema;
    const mg_object *now = mg_schema_find_relation(mg_rule_after(rc), schema, drop->table);
    bool took_its_name = now && now->kind == MG_O_TABLE && mg_object_former(now) && !mg_changes_counterpart(rc->changes, now);
    return took_its_name ? now : NULL;
}

/* The INSERT, or CREATE TABLE … AS, that reads the old table into the one that takes its name; NULL: no statement before the drop does. */
const mg_stmt_info *mg_rebuilt_copy(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop)
{
    const mg_rebuild *r = rebuild_by(rc, drop);
    if (r)
        return r->copies[r->n_copies - 1]->info;
    const mg_vec *all = &mg_rule_after(rc)->statements;
    const mg_stmt_info *found = NULL;
    for (uint32_t i = 0; i < all->n && all->at[i] != drop->info; i++) {
        const mg_stmt_info *st = all->at[i];
        bool copies = st->kind == S_INSERT || st->kind == S_CREATE_TABLE_AS || st->kind == S_CREATE_TABLE;
        if (copies && mg_rule_statement_holds(st, "SELECT") && mg_rule_names_object(st, now))
            found = st;
    }
    return found;
}

bool mg_rebuilt_names(const mg_stmt_info *st, mg_str name) { return mg_rule_words_name(mg_rule_words(st), name); }

static bool selects_all(const mg_stmt_info *copy)
{
    mg_words w = mg_rule_words(copy);
    while (mg_rule_skip_to(&w, "SELECT")) {
        mg_words ahead = w;
        if (mg_str_is(mg_rule_next_word(&ahead), "*"))
            return true;
    }
    return false;
}

static mg_copies copies_of(const mg_rebuild *r)
{
    mg_copies all = {.n = r->n_copies};
    for (uint32_t i = 0; i < r->n_copies; i++) {
        all.at[i] = r->copies[i]->info;
        all.words[i] = mg_rule_words(all.at[i]);
    }
    return all;
}

mg_copies mg_rebuilt_copies(const mg_rule_ctx *rc, const mg_stmt_info *copy, const mg_lint_stmt *drop)
{
    const mg_rebuild *r = rebuild_by(rc, drop);
    return r ? copies_of(r) : (mg_copies){.at = {copy}, .words = {mg_rule_words(copy)}, .n = 1};
}

static bool skip_next(mg_words *w, mg_str column)
{
    mg_words ahead = *w;
    mg_str word = mg_rule_next_word(&ahead);
    if (mg_str_is(word, ","))
        word = mg_rule_next_word(&ahead);
    if (!mg_str_ieq(mg_rule_bare(word), column))
        return false;
    *w = ahead;
    return true;
}

/* Columns are copied in the order of the table, most often: each one stands behind the one that was asked for last. */
static bool names_column(mg_copies *all, uint32_t i, mg_str column)
{
    if (skip_next(&all->words[i], column) || mg_rule_skip_name(&all->words[i], column))
        return true;
    all->words[i] = mg_rule_words(all->at[i]);
    return mg_rule_skip_name(&all->words[i], column);
}

/* Neither SELECT *, nor does its name stand somewhere in the statement: under another name perhaps, but the values are kept. */
bool mg_rebuilt_loses(mg_copies *all, mg_str column)
{
    for (uint32_t i = 0; i < all->n; i++)
        if (!names_column(all, i, column) && !selects_all(all->at[i]))
            return true;
    return false;
}

bool mg_rebuilt_keeps(const mg_rebuild *r, mg_str column)
{
    mg_copies all = copies_of(r);
    return !mg_rebuilt_loses(&all, column);
}

bool mg_rebuilt_reads(const mg_rule_ctx *rc, const mg_stmt_info *copy, const mg_lint_stmt *drop)
{
    return copy && (rebuild_by(rc, drop) || mg_rebuilt_names(copy, drop->table));
}

/* What the old and the new table both have, for a copy. */
mg_str mg_rebuilt_columns(const mg_rule_ctx *rc, const mg_object *now, const mg_lint_stmt *drop)
{
    mg_buf b;
    mg_buf_init(&b, &rc->ctx->alloc);
    for (uint32_t i = 0; i < drop->n_had; i++) {
        if (drop->had[i].kind != MG_O_COLUMN || !mg_object_child(now, MG_O_COLUMN, drop->had[i].name))
            continue;
        mg_str word = mg_rule_sql_word(rc, drop->had[i].name);
        mg_buf_printf(&b, "%s%S", mg_buf_view(&b).n ? ", " : "", &word);
    }
    mg_str columns = mg_arena_str(rc->arena, mg_buf_view(&b));
    mg_buf_free(&b);
    return columns;
}
