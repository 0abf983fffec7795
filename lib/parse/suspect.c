/* What a grammar takes and is hardly meant: told as a warning. */
#include "parse/internal.h"

#include <string.h>

static void warn_of(mg_diagnostics *diags, const mg_parse *ps, uint32_t off, uint32_t len, const char *what, mg_str text, mg_str hint)
{
    mg_diagnostic *g = mg_diagnose(diags, MG_SEV_WARNING, "suspect", ps->source, off, len, what, &text);
    if (g)
        g->hint = hint;
}

static void warn(mg_diagnostics *diags, const mg_parse *ps, uint32_t off, uint32_t len, const char *what, mg_str hint)
{
    warn_of(diags, ps, off, len, what, (mg_str){ps->source->text.p + off, len}, hint);
}

/* “x” is a name to the engines. */
static void find_quotes(mg_diagnostics *diags, const mg_parse *ps)
{
    for (uint32_t i = 0; i < ps->n_tokens; i++) {
        const mg_token *t = &ps->tokens[i];
        if (t->kind == MG_T_ID && !(t->flags & MG_TF_QUOTED) && mg_holds_typographic(mg_token_text(ps, i)))
            warn(diags, ps, t->off, t->len, "'%S' is a name here",
                 MG_STR("typographic quotes are not SQL quotes: write ' around strings and \" around names"));
    }
}

/* KEY k (a) in PostgreSQL: a column named key, of a type named k. */
static void find_keys(mg_diagnostics *diags, const mg_parse *ps)
{
    MG_EACH (part, ps->result) {
        const mg_node *column = part->kind == N_ACTION && part->first ? part->first : part;
        const mg_node *type = column->kind == N_COLUMN ? mg_child(column, N_TYPE) : NULL;
        if (!type || !type->first || (column->flags & NF_QUOTED))
            continue;
        bool key = mg_str_is(mg_text(column), "key"), index = mg_str_is(mg_text(column), "index");
        if ((key || index) && type->first->kind == E_COLUMN)
            warn(diags, ps, column->off, key ? 3 : 5, "'%S' is a column's name here",
                 MG_STR("KEY and INDEX inside CREATE TABLE are MySQL's: write CREATE INDEX as a statement of its own"));
        else if (mg_str_is(mg_text(type), "enum") && !(type->flags & NF_QUOTED))
            warn(diags, ps, type->off, 4, "'%S' is the name of a type here",
                 MG_STR("ENUM(…) is MySQL's: PostgreSQL makes such types by CREATE TYPE … AS ENUM"));
    }
}

static bool next_word(mg_str text, uint32_t *at, mg_str *word)
{
    while (*at < text.n && text.p[*at] == ' ')
        ++*at;
    uint32_t start = *at;
    while (*at < text.n && text.p[*at] != ' ')
        ++*at;
    *word = (mg_str){text.p + start, *at - start};
    return word->n > 0;
}

static bool is_among(mg_str word, const char *const *words)
{
    for (; *words; words++)
        if (mg_str_iis(word, *words))
            return true;
    return false;
}

/* SQLite takes any words for a type: a int b int, without a comma, is one column, of the type "int b int". */
static void find_joined(mg_diagnostics *diags, const mg_parse *ps)
{
    static const char *const types[] = {"int", "integer", "bigint", "smallint", "text", "varchar", "char", "real", "float", "blob", "numeric",
                                        "decimal", "boolean", "date", "datetime", "timestamp", NULL};
    static const char *const parts[] = {"unsigned", "signed", "big", "small", "long", "medium", "tiny", "double", "native", "varying",
                                        "without", "with", "time", "zone", "local", "character", "sub_type", NULL};
    MG_EACH (column, ps->result) {
        const mg_node *type = column->kind == N_COLUMN ? mg_child(column, N_TYPE) : NULL;
        mg_str first = MG_STR_NONE, word = MG_STR_NONE, before = MG_STR_NONE;
        uint32_t at = 0, n = 0;
        while (type && next_word(mg_text(type), &at, &word)) {
            bool joined = n >= 2 && is_among(first, types) && is_among(word, types) && !is_among(before, parts) && !is_among(before, types);
            if (joined)
                warn_of(diags, ps, type->off, first.n, "all of '%S' is one type here", mg_text(type), MG_STR("a comma may be missing"));
            if (joined)
                break;
            first = n++ ? first : word;
            before = word;
        }
    }
}

void mg_suspect(mg_diagnostics *diags, const mg_parse *ps, bool typographic)
{
    if (typographic)
        find_quotes(diags, ps);
    if (ps->dialect->id == MG_SQLITE && ps->result->kind == S_CREATE_TABLE)
        find_joined(diags, ps);
    if (ps->dialect->id == MG_POSTGRES && (ps->result->kind == S_CREATE_TABLE || ps->result->kind == S_ALTER_TABLE))
        find_keys(diags, ps);
}
