/* Names in bodies that are kept as text: SQLite rewrites the triggers that mention what it renames. */
#include "schema/internal.h"

/* The end of what starts at `at`: a quoted name or string, a comment, a word, or one character. */
static uint32_t piece_end(mg_str t, uint32_t at)
{
    char c = t.p[at], close = c == '[' ? ']' : c;
    uint32_t i = at + 1;
    if (c == '\'' || c == '"' || c == '`' || c == '[') {
        while (i < t.n && t.p[i] != close)
            i++;
        return i < t.n ? i + 1 : t.n;
    }
    if (c == '-' && i < t.n && t.p[i] == '-') {
        while (i < t.n && t.p[i] != '\n')
            i++;
        return i;
    }
    if (!mg_is_word_byte(c))
        return i;
    while (i < t.n && mg_is_word_byte(t.p[i]))
        i++;
    return i;
}

/* The name that a piece is, without its quotes; none when it is something else. */
static mg_str name_in(mg_str piece)
{
    char c = piece.p[0];
    if (piece.n > 2 && (c == '"' || c == '`' || c == '['))
        return (mg_str){piece.p + 1, piece.n - 2};
    return mg_is_word_byte(c) ? piece : MG_STR_NONE;
}

bool mg_text_bears(mg_str text, mg_str name)
{
    for (uint32_t at = 0, end; at < text.n; at = end) {
        end = piece_end(text, at);
        if (mg_str_ieq(name_in((mg_str){text.p + at, end - at}), name))
            return true;
    }
    return false;
}

void mg_text_each_name(mg_str text, bool (*fn)(mg_str name, void *user_data), void *user_data)
{
    for (uint32_t at = 0, end; at < text.n; at = end) {
        end = piece_end(text, at);
        mg_str name = name_in((mg_str){text.p + at, end - at});
        if (name.n)
            fn(name, user_data);
    }
}

/* NEW or OLD with the dot after it ends here. */
static bool ends_with_row(mg_str text, uint32_t at)
{
    while (at && (text.p[at - 1] == ' ' || text.p[at - 1] == '\n'))
        at--;
    if (at < 4 || text.p[at - 1] != '.')
        return false;
    mg_str word = {text.p + at - 4, 3};
    return (mg_str_ieq(word, MG_STR("new")) || mg_str_ieq(word, MG_STR("old"))) && (at == 4 || !mg_is_word_byte(text.p[at - 5]));
}

/* True when the text changed. `table`: for a column, the table that must be mentioned too, which is not the trigger's own:
 * NEW and OLD are rows of that one. */
bool mg_rename_in_text(mg_schema *s, mg_node *body, mg_str old, mg_str fresh, mg_str table)
{
    mg_str text = mg_text(body);
    if (!text.n || !mg_text_bears(text, old) || (table.n && !mg_text_bears(text, table)))
        return false;
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    for (uint32_t at = 0, end; at < text.n; at = end) {
        end = piece_end(text, at);
        mg_str piece = {text.p + at, end - at};
        if (mg_str_ieq(name_in(piece), old) && !(table.n && ends_with_row(text, at)))
            mg_print_name(&b, s->dialect, fresh);
        else
            mg_buf_str(&b, piece);
    }
    mg_str out = mg_buf_take(&b, &s->arena);
    mg_buf_free(&b);
    if (!out.p)
        return false;
    body->p = out.p;
    body->n = out.n;
    return true;
}
