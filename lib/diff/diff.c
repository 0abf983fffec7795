/* Two schemas to typed changes: the order of the passes. */
#include <string.h>

#include "diff/differ.h"

static void match_names(mg_differ *df)
{
    bool detect = df->opts->renames == MG_RENAMES_AUTO;
    mg_declared_tables(df);
    mg_stated_surely(df);
    mg_match_top(df);
    mg_stated_tables(df);
    if (detect) {
        mg_detect_systematic(df);
        mg_detect_tables(df);
        mg_detect_types(df);
        mg_detect_roles(df);
    }
    mg_declared_children(df);
    mg_stated_columns_surely(df);
    mg_match_columns(df);
    mg_stated_columns(df);
    if (detect) {
        mg_detect_columns(df);
        mg_detect_sequences(df);
    }
    mg_moves_link(df);
}

static void match_definitions(mg_differ *df)
{
    mg_match_children(df);
    if (df->opts->renames == MG_RENAMES_AUTO)
        mg_detect_others(df);
}

static bool run(mg_differ *df)
{
    if (!mg_match_init(df))
        return false;
    match_names(df);
    if (!mg_make_base(df) || !mg_carry_labels(df))
        return false;
    match_definitions(df);
    if (!mg_make_base(df))
        return false;
    mg_compare_pairs(df);
    mg_declared_report(df);
    mg_changes_create_and_drop(df);
    mg_moves_mark(df);
    mg_undecided_mark(df);
    mg_changes_sort(df);
    return !mg_failed(df->ctx);
}

mg_changes *mg_changes_new(mg_ctx *ctx, const mg_schema *before, const mg_schema *after)
{
    mg_changes *c = mg_malloc(&ctx->alloc, sizeof *c);
    if (!c)
        return NULL;
    c->ctx = ctx;
    c->before = before;
    c->after = after;
    mg_arena_init(&c->arena, &ctx->alloc);
    mg_vec_init(&c->list, &ctx->alloc);
    mg_vec_init(&c->undecided, &ctx->alloc);
    mg_vec_init(&c->moves, &ctx->alloc);
    c->diags.ctx = ctx;
    c->diags.arena = &c->arena;
    mg_vec_init(&c->diags.list, &ctx->alloc);
    return c;
}

mg_changes *mg_diff(mg_ctx *ctx, const mg_schema *before, const mg_schema *after, const mg_diff_options *opts)
{
    static const mg_diff_options defaults = {.renames = MG_RENAMES_AUTO};
    mg_changes *c = mg_changes_new(ctx, before, after);
    if (!c)
        return NULL;
    mg_differ df = {.ctx = ctx, .out = c, .d = after->dialect, .before = before, .after = after, .opts = opts ? opts : &defaults};
    c->opts = *df.opts;
    c->opts.hints = NULL;
    c->opts.n_hints = 0;
    mg_arena_init(&df.scratch, &ctx->alloc);
    mg_buf_init(&df.text, &ctx->alloc);
    mg_vec_init(&df.words, &ctx->alloc);
    mg_vec_init(&df.moving, &ctx->alloc);
    bool ok = run(&df);
    mg_vec_free(&df.words);
    mg_vec_free(&df.moving);
    mg_buf_free(&df.text);
    mg_arena_free(&df.scratch);
    if (ok)
        return c;
    mg_changes_free(c);
    return NULL;
}

void mg_changes_free(mg_changes *c)
{
    if (!c)
        return;
    mg_alloc *alloc = &c->ctx->alloc;
    if (c->base)
        mg_schema_free(c->base);
    mg_vec_free(&c->diags.list);
    mg_vec_free(&c->undecided);
    mg_vec_free(&c->moves);
    mg_vec_free(&c->list);
    mg_arena_free(&c->arena);
    mg_free(alloc, c, sizeof *c);
}

const mg_object *mg_changes_counterpart(const mg_changes *c, const mg_object *o)
{
    if (!o)
        return NULL;
    if (o->id < c->n_before && c->by_before[o->id].self == o)
        return c->by_before[o->id].other;
    if (o->id < c->n_after && c->by_after[o->id].self == o)
        return c->by_after[o->id].other;
    if (c->base && o->owner == c->base && o->id < c->n_base && c->of_base[o->id])
        return c->by_before[c->of_base[o->id]->id].other;
    return NULL;
}
