/* One token at a time; made by re2c from grammar/lex.re. */
#ifndef MG_SCAN_H
#define MG_SCAN_H

#include "lex/lex.h"

typedef struct mg_scanner {
    mg_alloc *alloc;
    mg_lex_mode mode;
    int condition;              /* re2c's */
    uint32_t version;
    const char *src, *end, *at;
    bool new_line;              /* a line break since the last token */
    bool in_version;            /* inside a versioned comment that counts */
    bool ansi_quotes;           /* MySQL: "x" is a name */
    bool no_backslash_escapes;  /* MySQL, SQLite and PostgreSQL's plain strings */
    /* what the input ended in the middle of */
    const char *unterminated_what;
    uint32_t unterminated_off;
    /* migra: comments */
    mg_comment *comments;
    uint32_t n_comments, cap_comments;
} mg_scanner;

void mg_scanner_init(mg_scanner *sc, mg_alloc *alloc, mg_lex_mode mode, uint32_t version, const char *src, uint32_t len);
void mg_scanner_free(mg_scanner *sc);
/* Skips blanks and comments; then sc->at is where a token starts, or the end. */
void mg_scan_blanks(mg_scanner *sc);
/* The token at sc->at, which mg_scan_blanks has reached; MG_T_EOF at the end. */
void mg_scan(mg_scanner *sc, mg_token *t);
/* Takes back a word's end: its first `len` bytes are a word of their own. */
void mg_scan_cut_word(mg_scanner *sc, mg_token *t, uint32_t len);

/* Pieces in C that grammar/lex.re calls (scan_long.c). Each returns the place behind what it read, or the end after
 * noting what is not terminated. */
const char *mg_scan_quoted(mg_scanner *sc, const char *start, const char *at, char quote, bool backslash, const char *what,
                           uint16_t *flags);
const char *mg_scan_block_comment(mg_scanner *sc, const char *at, bool nested);
const char *mg_scan_dollar(mg_scanner *sc, const char *start);
const char *mg_scan_operator_end(const char *start, const char *end);
int mg_operator_kind(const char *p, uint32_t n);
void mg_scan_comment_seen(mg_scanner *sc, const char *start, const char *text, const char *end);
bool mg_scan_versioned(mg_scanner *sc, const char **at);

#endif
