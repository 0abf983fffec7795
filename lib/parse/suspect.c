/* What a grammar takes and is hardly meant: told as a warning. */
#include "parse/internal.h"

#include <string.h>

static void warn(mg_diagnostics *diags, const mg_parse *ps, uint32_t off, uint32_t len, const char *what, mg_str hint)
{
    mg_str text = {ps->source->text.p + off, len};
    mg_diagnostic *g = mg_diagnose(diags, MG_SEV_WARNING, "suspect", ps->source, off, len, what, &text);
    if (g)
        g->hint = hint;
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

void mg_suspect(mg_diagnostics *diags, const mg_parse *ps, bool typographic)
{
    if (typographic)
        find_quotes(diags, ps);
    if (ps->dialect->id == MG_POSTGRES && (ps->result->kind == S_CREATE_TABLE || ps->result->kind == S_ALTER_TABLE))
        find_keys(diags, ps);
}
