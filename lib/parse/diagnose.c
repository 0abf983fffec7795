/* What the grammar refused: found, expected, hint. */
#include "parse/internal.h"

#include <string.h>

#define MOST_KINDS 512
#define MOST_QUOTED 40

static bool is_punctuation(const char *display)
{
    return display[0] == '\'';
}

static bool has(const uint16_t *kinds, uint32_t n, uint16_t kind)
{
    for (uint32_t i = 0; i < n; i++)
        if (kinds[i] == kind)
            return true;
    return false;
}

/* Words that may be names, too. */
static bool is_join_word(uint16_t kind)
{
    switch (kind) {
    case MG_T_CROSS:
    case MG_T_FULL:
    case MG_T_INDEXED:
    case MG_T_INNER:
    case MG_T_LEFT:
    case MG_T_NATURAL:
    case MG_T_OUTER:
    case MG_T_RIGHT:
        return true;
    default:
        return false;
    }
}

/* Where a name is due, "identifier" says it: SQLite's further spellings of one are left out. */
static uint32_t drop_spellings(uint16_t *kinds, uint32_t n)
{
    bool name = has(kinds, n, MG_T_ID), value = has(kinds, n, MG_T_NUMBER);
    uint32_t m = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!name || !(is_join_word(kinds[i]) || (kinds[i] == MG_T_STRING && !value)))
            kinds[m++] = kinds[i];
    return m;
}

/* Lower is told first: what ends or separates things, then names, then words, then operators. */
static int rank(uint16_t kind)
{
    const char *display = mg_token_display(kind);
    if (kind == MG_T_COMMA || kind == MG_T_RP)
        return 0;
    if (kind == MG_T_EOF)
        return 1;
    if (kind == MG_T_VARYING_LA || kind == MG_T_PRECISION_LA) /* only behind the words that the filter looks for */
        return 6;
    if (kind == MG_T_ID)
        return 2;
    if (kind == MG_T_LP)
        return 3;
    if (display[0] >= 'a' && display[0] <= 'z')
        return 4;
    return is_punctuation(display) ? 6 : 5;
}

/* Two kinds may be shown alike (NOT, and NOT before IN). */
static bool is_among(const uint16_t *kinds, uint32_t n, uint16_t kind)
{
    for (uint32_t i = 0; i < n; i++)
        if (kinds[i] == kind || strcmp(mg_token_display(kinds[i]), mg_token_display(kind)) == 0)
            return true;
    return false;
}

/* Stable and short: the best `keep` of the kinds, by rank, in the order of the table. */
static uint32_t choose(uint16_t *kinds, uint32_t n, uint32_t keep)
{
    uint16_t best[MG_EXPECTED_MAX];
    uint32_t m = 0;
    for (int r = 0; r <= 6 && m < keep; r++)
        for (uint32_t i = 0; i < n && m < keep; i++)
            if (rank(kinds[i]) == r && !is_among(best, m, kinds[i]))
                best[m++] = kinds[i];
    memcpy(kinds, best, m * sizeof *best);
    return m;
}

static mg_str shown_kind(uint16_t kind)
{
    return kind == MG_T_EOF ? MG_STR("end of statement") : mg_str_of(mg_token_display(kind));
}

static void add_expected(mg_buf *b, const mg_diagnostic *g, bool more)
{
    mg_buf_z(b, "expected ");
    for (uint32_t i = 0; i < g->n_expected; i++) {
        if (i > 0)
            mg_buf_z(b, i + 1 < g->n_expected || more ? ", " : " or ");
        mg_buf_str(b, g->expected[i]);
    }
    if (more)
        mg_buf_z(b, " …");
    mg_buf_z(b, ", found ");
}

/* The offending token as it stands, cut when long. */
static void add_found(mg_buf *b, const mg_parse *ps, uint32_t at)
{
    if (at >= ps->n_tokens) {
        mg_buf_z(b, "end of statement");
        return;
    }
    mg_str text = mg_token_text(ps, at);
    for (uint32_t i = 0; i < text.n; i++)
        if (text.p[i] == '\n' || text.p[i] == '\r')
            text.n = i;
    uint32_t n = text.n > MOST_QUOTED ? mg_utf8_clip(text, MOST_QUOTED) : text.n;
    bool quoted = n > 0 && text.p[0] == '\'';
    mg_buf_z(b, quoted ? "" : "'");
    mg_buf_add(b, text.p, n);
    mg_buf_z(b, n < ps->tokens[at].len ? "…" : "");
    mg_buf_z(b, quoted ? "" : "'");
}

static void fill_expected(mg_diagnostic *g, const uint16_t *kinds, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        g->expected[g->n_expected++] = shown_kind(kinds[i]);
}

/* Where the complaint points: the token, or the end of the last one. */
static void span(const mg_parse *ps, uint32_t at, uint32_t *off, uint32_t *len)
{
    if (at < ps->n_tokens) {
        *off = ps->tokens[at].off;
        *len = ps->tokens[at].len;
        return;
    }
    const mg_token *last = &ps->tokens[ps->n_tokens - 1];
    *off = last->off + last->len;
    *len = 0;
}

static void say(mg_buf *b, mg_diagnostic *g, const mg_parse *ps, bool more)
{
    if (g->n_expected > 0) {
        add_expected(b, g, more);
    } else {
        mg_buf_z(b, ps->error_at == 0 ? "unknown statement: " : "unexpected ");
    }
    add_found(b, ps, ps->error_at);
}

void mg_diagnose_syntax(mg_diagnostics *diags, const mg_parse *ps, mg_severity severity)
{
    uint32_t off, len;
    span(ps, ps->error_at, &off, &len);
    if (ps->overflow) {
        mg_diagnose(diags, severity, "limit", ps->source, off, len, "nested too deeply");
        return;
    }
    if (ps->refused) {
        mg_diagnostic *refused = mg_diagnose(diags, severity, "syntax", ps->source, off, len, "%s", ps->refused);
        if (refused)
            refused->hint = mg_hint_for(diags->arena, ps, NULL, 0);
        return;
    }
    bool at_start = ps->error_at == 0;
    mg_diagnostic *g =
        mg_diagnose(diags, severity, at_start ? "unknown-statement" : "syntax", ps->source, off, len, "");
    if (!g)
        return;
    uint16_t kinds[MOST_KINDS];
    uint32_t n = 0, kept = 0;
    if (!at_start && ps->dialect->expected)
        n = ps->dialect->expected(ps->tokens, ps->n_tokens, ps->error_at, kinds, MOST_KINDS);
    g->hint = mg_hint_for(diags->arena, ps, kinds, n);
    n = drop_spellings(kinds, n);
    if (n > 0)
        kept = choose(kinds, n, MG_EXPECTED_MAX);
    fill_expected(g, kinds, kept);
    mg_buf b;
    mg_buf_init(&b, &ps->ctx->alloc);
    say(&b, g, ps, n > kept);
    g->message = mg_buf_take(&b, diags->arena);
    mg_buf_free(&b);
}
