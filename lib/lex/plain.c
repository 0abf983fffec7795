/* The quick way through most of a statement: what needs neither the automaton nor a look at the client's commands. */
#include <string.h>

#include "lex/lexer.h"

static bool is_digit(char c) { return (unsigned)(c - '0') < 10; }

/* Ends a run of digits for sure. */
static bool ends_figure(char c) { return c == ',' || c == ')' || c == ' ' || c == '\n' || c == ';'; }

static inline const char *skip_blanks(const char *p, const char *end, uint16_t *flags)
{
    for (;; p++) {
        while (*p == ' ')
            p++;
        if ((unsigned char)*p > '\r')
            return p;
        if (*p == '\n') {
            *flags |= MG_TF_NL_BEFORE;
            while (end - p > 8 && mg_load8(p + 1) == MG_LANES(' '))
                p += 8;
        } else if (*p != '\t' && *p != '\r') {
            return p;
        }
    }
}

static uint32_t figure_length(const char *p)
{
    uint32_t n = 1;
    while (is_digit(p[n]))
        n++;
    return ends_figure(p[n]) ? n : 0;
}

static uint32_t quoted_length(const char *p, const char *end)
{
    const char *close = memchr(p + 1, *p, (size_t)(end - p - 1));
    return close && close[1] != *p ? (uint32_t)(close - p) + 1 : 0;
}

/* Whatever the session says of backslashes. Behind another string it may be a part of that one. */
static uint32_t string_length(const mg_lexer *lx, const char *p)
{
    uint32_t n = kind_at(lx, 0) != MG_T_STRING ? quoted_length(p, lx->sc.end) : 0;
    return n && !memchr(p, '\\', n) ? n : 0;
}

/* A token that is no word: its length, or 0 when it is for the automaton. */
static inline uint32_t mark_length(const mg_lexer *lx, const char *p, uint16_t *kind, uint16_t *flags)
{
    switch (*p) {
    case ',':
        *kind = MG_T_COMMA;
        return 1;
    case '(':
        *kind = MG_T_LP;
        return 1;
    case ')':
        *kind = MG_T_RP;
        return 1;
    case '.':
        *kind = MG_T_DOT;
        return p[1] != '.' && !is_digit(p[1]);
    case '\'':
        *kind = MG_T_STRING;
        return string_length(lx, p);
    case '=':
        *kind = MG_T_EQ;
        return p[1] == ' ' || p[1] == '\'';
    case '`':
        *kind = MG_T_ID;
        *flags |= MG_TF_QUOTED;
        return lx->sc.mode != MG_LEX_POSTGRES ? quoted_length(p, lx->sc.end) : 0;
    default:
        *kind = MG_T_NUMBER;
        return is_digit(*p) ? figure_length(p) : 0;
    }
}

static inline void count_parens(mg_lexer *lx, uint16_t kind)
{
    if (kind == MG_T_LP)
        lx->parens++;
    else if (kind == MG_T_RP && lx->parens)
        lx->parens--;
}

/* For two constants of `mysql`, each a loop of its own. */
#ifdef __GNUC__
__attribute__((always_inline))
#endif
static inline void take_plain(mg_lexer *lx, const bool mysql, const unsigned char delimiter)
{
    mg_scanner *sc = &lx->sc;
    const mg_keyword_table *keywords = &mg_keyword_tables[sc->mode];
    const char *p = sc->at, *const end = sc->end, *const src = sc->src;
    const uint16_t always = sc->in_version ? MG_TF_IN_VERSION : 0;
    const bool cuts_words = delimiter && strchr(lx->delimiter, '$'); /* END$$ */
    uint16_t before = sc->new_line ? MG_TF_NL_BEFORE : 0;
    mg_token *t = lx->n < lx->cap ? &lx->tokens[lx->n] : mg_lexer_more(lx);
    const mg_token *full = t ? lx->tokens + lx->cap : NULL;
    for (; t; t++, lx->n++) {
        if (t == full) {
            t = mg_lexer_more(lx);
            if (!t)
                break;
            full = lx->tokens + lx->cap;
        }
        p = skip_blanks(p, end, &before);
        unsigned char c = (unsigned char)*p;
        if (delimiter && c == delimiter)
            break;
        t->flags = always | before;
        t->off = (uint32_t)(p - src);
        if ((unsigned)((c | 32) - 'a') < 26 || c >= 0x80 || (c == '_' && !mysql)) {
            mg_word w = mg_word_at(p, end);
            if (w.len == 1 && (p[1] == '\'' || p[1] == '&')) /* belongs to the quote */
                break;
            if (mysql && before && (c | 32) == 'd') /* DELIMITER? */
                break;
            if (cuts_words && memchr(p, '$', w.len))
                break;
            const mg_keyword *k = mg_keyword_find(keywords, p, &w);
            t->kind = k ? k->token : MG_T_ID;
            if (w.upper)
                t->flags |= MG_TF_UPPER;
            t->len = w.len;
            t->hash = w.hash;
        } else {
            t->len = mark_length(lx, p, &t->kind, &t->flags);
            if (t->len == 0)
                break;
            t->hash = 0;
            count_parens(lx, t->kind);
        }
        if (lx->may_have_body)
            mg_lexer_track(lx, t);
        p += t->len;
        before = 0;
    }
    sc->at = p;
    sc->new_line = before != 0;
}

void mg_lexer_take_plain(mg_lexer *lx)
{
    if (!is_mysql(lx))
        take_plain(lx, false, 0);
    else
        take_plain(lx, true, (unsigned char)lx->delimiter[0]);
}
