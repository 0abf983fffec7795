/* Shared by the files of lib/parse only. */
#ifndef MG_PARSE_INTERNAL_H
#define MG_PARSE_INTERNAL_H

#include "dialect/dialect.h"

/* The text of tokens [from, to), one spelling however it was laid out. */
void mg_tokens_text(mg_buf *b, const mg_parse *ps, uint32_t from, uint32_t to);
mg_str mg_token_text(const mg_parse *ps, uint32_t at);
/* An unquoted word, case folded, equals a lower-case C string. */
bool mg_token_is(const mg_parse *ps, uint32_t at, const char *word);

/* diagnose.c: what the grammar refused, as a diagnostic. */
void mg_diagnose_syntax(mg_diagnostics *diags, const mg_parse *ps, mg_severity severity);
/* hints.c: a slip that is known, or none. */
mg_str mg_hint_for(mg_arena *a, const mg_parse *ps, const uint16_t *expected, uint32_t n_expected);
/* hint_words.c: what a word at `at` means in another dialect, or without the one that is missing. */
typedef enum mg_hint_round { MG_HINT_FIRST, MG_HINT_BEFORE /* it stands one before what was refused */, MG_HINT_LAST } mg_hint_round;
mg_str mg_hint_word(const mg_parse *ps, uint32_t at, mg_hint_round round);
/* suspect.c: warnings about what was taken; `typographic`: the text holds such quotes. */
void mg_suspect(mg_diagnostics *diags, const mg_parse *ps, bool typographic);
/* Typographic quotes. */
bool mg_holds_typographic(mg_str text);
/* partial.c: the head of a statement that the grammar refused, the rest as text; NULL when not even that. */
mg_node *mg_parse_partially(mg_parse *ps);

#endif
