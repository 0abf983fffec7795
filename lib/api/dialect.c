/* Which dialect a text is in, when nobody said so. */
#include "api/dialect.h"

#define DIRECTIVE_LINES 20

static bool is_word(char c) {
    return mg_is_letter(c) || mg_is_digit(c) || c == '_' || c == '-';
}

/* The value behind "migra: … dialect=" in one comment line. */
static mg_str directive_in(mg_str line) {
    line = mg_str_trim(line);
    if (mg_str_starts(line, "--")) line = mg_str_trim((mg_str){line.p + 2, line.n - 2});
    else if (mg_str_starts(line, "/*") || mg_str_starts(line, "# ")) line = mg_str_trim((mg_str){line.p + 2, line.n - 2});
    else return MG_STR_NONE;
    if (!mg_str_starts(line, "migra:")) return MG_STR_NONE;
    for (uint32_t i = 6; i + 8 <= line.n; i++) {
        if (!mg_str_starts((mg_str){line.p + i, line.n - i}, "dialect=")) continue;
        uint32_t from = i + 8, to = from;
        while (to < line.n && is_word(line.p[to])) to++;
        return (mg_str){line.p + from, to - from};
    }
    return MG_STR_NONE;
}

mg_str api_dialect_directive(mg_str text) {
    uint32_t at = 0;
    if (mg_str_starts(text, "\xef\xbb\xbf")) at = 3;
    for (int line = 0; line < DIRECTIVE_LINES && at < text.n; line++) {
        const char *newline = memchr(text.p + at, '\n', text.n - at);
        uint32_t end = newline ? (uint32_t)(newline - text.p) : text.n;
        mg_str value = directive_in((mg_str){text.p + at, end - at});
        if (value.p) return value;
        at = end + 1;
    }
    return MG_STR_NONE;
}

const mg_dialect *api_dialect_of(mg_str text, const char **evidence) {
    mg_str named = api_dialect_directive(text);
    *evidence = NULL;
    if (named.p) return mg_dialect_by_name(named);
    const mg_dialect *d = mg_dialect_infer(text, evidence);
    if (!*evidence) *evidence = "nothing that tells dialects apart";
    return d ? d : mg_dialect_by_id(MG_POSTGRES);
}

const char *migra_dialect_guess(const char *sql, size_t len, const char **evidence) {
    const char *found = NULL;
    if (len > UINT32_MAX) len = UINT32_MAX;
    const mg_dialect *d = api_dialect_of((mg_str){sql ? sql : "", sql ? (uint32_t)len : 0}, &found);
    if (evidence) *evidence = found ? found : "a `migra: dialect=` line";
    return d ? d->name : NULL;
}
