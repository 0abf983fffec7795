/* What it does is unknown: the report cannot vouch for it. */
#include "rules/util.h"

/* Named one by one up to here; the rest is counted. */
#define NAMED 25

static void report(const mg_rule_ctx *rc, const mg_stmt_info *st, const char *side)
{
    mg_str head = mg_stmt_head(st);
    mg_finding *f = mg_emit(rc, NULL, "%s: \"%S\" was not understood and is left out: the report cannot vouch "
                                      "for what it does.", side, &head);
    mg_rule_suggest(rc, f, "Look at it by hand; --strict makes this fatal.");
    mg_rule_at_statement(f, st);
}

static mg_str text_of(const mg_stmt_info *st)
{
    return (mg_str){st->source->text.p + st->off, st->len};
}

static void rest(const mg_rule_ctx *rc, uint32_t n, const char *side)
{
    if (!n)
        return;
    mg_finding *f = mg_emit(rc, NULL, "%s: %u further statements were not understood and are left out.", side,
                            (unsigned)n);
    mg_rule_suggest(rc, f, "`migra parse` lists them all.");
}

static void check(const mg_rule_ctx *rc)
{
    mg_map seen;
    uint32_t more = 0;
    const mg_vec *before = &mg_rule_before(rc)->not_understood, *after = &mg_rule_after(rc)->not_understood;
    mg_map_init(&seen, &rc->ctx->alloc);
    for (uint32_t i = 0; i < after->n; i++) {
        const mg_stmt_info *st = after->at[i];
        if (!mg_map_put(&seen, text_of(st), (void *)(uintptr_t)1))
            break;
        if (i < NAMED)
            report(rc, st, "AFTER");
    }
    rest(rc, after->n > NAMED ? after->n - NAMED : 0, "AFTER");
    for (uint32_t i = 0, named = 0; i < before->n; i++) {
        const mg_stmt_info *st = before->at[i];
        if (mg_map_get(&seen, text_of(st)))
            continue;
        if (named++ < NAMED)
            report(rc, st, "BEFORE");
        else
            more++;
    }
    rest(rc, more, "BEFORE");
    mg_map_free(&seen);
}

const mg_rule mg_rule_meta_unparsed_statement = {
    .id = "meta/unparsed-statement",
    .title = "a statement was not understood",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "The parser did not understand the statement, so it is kept as text and left out of the schema, the "
        "diff and the plan. Whatever it does, this report cannot vouch for it.",
    .fix = "Look at it by hand. If it is valid SQL of the engine, please report it as a bug.",
    .source = "the parser",
    .check = check,
};
