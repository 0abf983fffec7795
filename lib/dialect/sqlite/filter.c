/* Token kinds before the parser sees them, as SQLite's tokenizer decides them: some words are keywords only by what stands
 * around them, and some texts are tokens in newer versions only. */
#include "dialect/sqlite/build.h"

#include "lex/lex.h"

typedef struct view {
    const char *text;
    mg_token *t;
    uint32_t n;
} view;

static int kind_at(const view *v, int64_t i)
{
    return i >= 0 && i < (int64_t)v->n ? v->t[i].kind : MG_T_EOF;
}

/* An identifier, or what may stand for one. */
static bool could_be_id(const view *v, int64_t i)
{
    switch (kind_at(v, i)) {
    case MG_T_EOF:
    case MG_T_INDEXED: return false;
    case MG_T_ID:
    case MG_T_STRING:
    case MG_T_WINDOW:
    case MG_T_OVER:
    case MG_T_CROSS:
    case MG_T_FULL:
    case MG_T_INNER:
    case MG_T_LEFT:
    case MG_T_NATURAL:
    case MG_T_OUTER:
    case MG_T_RIGHT: return true;
    default: return v->t[i].hash && !mg_word_needs_quotes(MG_LEX_SQLITE, (mg_str){v->text + v->t[i].off, v->t[i].len});
    }
}

static int kind_here(const view *v, uint32_t i)
{
    int before = kind_at(v, (int64_t)i - 1), next = kind_at(v, (int64_t)i + 1);
    switch (v->t[i].kind) {
    case MG_T_WINDOW: return could_be_id(v, (int64_t)i + 1) && kind_at(v, (int64_t)i + 2) == MG_T_AS ? MG_T_WINDOW : MG_T_ID;
    case MG_T_OVER: return before == MG_T_RP && (next == MG_T_LP || could_be_id(v, (int64_t)i + 1)) ? MG_T_OVER : MG_T_ID;
    case MG_T_FILTER: return before == MG_T_RP && next == MG_T_LP ? MG_T_FILTER : MG_T_ID;
    case MG_T_TRUE:
    case MG_T_FALSE: return next == MG_T_DOT || next == MG_T_LP ? MG_T_ID : v->t[i].kind;
    case MG_T_GENERATED: return next == MG_T_ALWAYS ? MG_T_GENERATED_LA : MG_T_GENERATED;
    default: return v->t[i].kind;
    }
}

/* x'0aff': pairs of digits only. */
static bool is_blob(const char *p, uint32_t len)
{
    for (uint32_t i = 2; i + 1 < len; i++)
        if (!mg_is_hex_digit(p[i]))
            return false;
    return len % 2 == 1;
}

static bool has_separator(const char *p, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        if (p[i] == '_')
            return true;
    return false;
}

static bool is_illegal(const view *v, uint32_t i, uint32_t version)
{
    const mg_token *t = &v->t[i];
    switch (t->kind) {
    case MG_T_ILLEGAL:
    case MG_T_LBRACE:
    case MG_T_RBRACE:
    case MG_T_RB: return true;
    case MG_T_HEX: return !is_blob(v->text + t->off, t->len);
    case MG_T_NUMBER: return version && version < 34600 && has_separator(v->text + t->off, t->len);
    default: return false;
    }
}

/* What the two above have something to say of: few tokens. */
static const bool is_watched[MG_T_COUNT] = {
    [MG_T_WINDOW] = true, [MG_T_OVER] = true, [MG_T_FILTER] = true, [MG_T_TRUE] = true, [MG_T_FALSE] = true, [MG_T_GENERATED] = true,
    [MG_T_ILLEGAL] = true, [MG_T_LBRACE] = true, [MG_T_RBRACE] = true, [MG_T_RB] = true, [MG_T_HEX] = true, [MG_T_NUMBER] = true,
};

uint32_t mg_sqlite_filter(mg_token *tokens, uint32_t n, const char *text, uint32_t version)
{
    view v = {text, tokens, n};
    uint32_t bad = n;
    for (uint32_t i = 0; i < n; i++) {
        if (!is_watched[tokens[i].kind])
            continue;
        if (is_illegal(&v, i, version)) {
            tokens[i].kind = MG_T_ILLEGAL;
            bad = bad < n ? bad : i;
        } else {
            tokens[i].kind = (uint16_t)kind_here(&v, i);
        }
    }
    return bad;
}
