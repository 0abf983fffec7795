/* Definitions that are kept as text: options in one order, one word for each thing. */
#include <string.h>

#include "normalise/pg.h"

/* ---- a list in parentheses, sorted ------------------------------------------------ */

static int by_text(const void *a, const void *b)
{
    return mg_str_cmp(*(const mg_str *)a, *(const mg_str *)b);
}

/* Splits at commas that stand in no parentheses and no quotes; false when memory failed. */
static bool split(mg_norm *n, mg_str s, mg_vec *out)
{
    uint32_t from = 0, depth = 0;
    char quote = 0;
    for (uint32_t i = 0; i <= s.n; i++) {
        char c = i < s.n ? s.p[i] : ',';
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '(') {
            depth++;
        } else if (c == ')' && depth) {
            depth--;
        }
        if (i < s.n && (c != ',' || depth || quote))
            continue;
        mg_str *part = MG_NEW(&n->s->arena, mg_str);
        if (!part)
            return false;
        *part = mg_str_trim((mg_str){s.p + from, i - from});
        from = i + 1;
        if (!mg_vec_push(out, part))
            return false;
    }
    return true;
}

/* Where the last group in parentheses opens; s.n when the text does not end with one. */
static uint32_t last_group(mg_str s)
{
    uint32_t at = s.n, depth = 0;
    char quote = 0;
    if (!s.n || s.p[s.n - 1] != ')')
        return s.n;
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == '(' && depth++ == 0)
            at = i;
        else if (c == ')' && depth)
            depth--;
    }
    return at;
}

typedef struct mg_word {
    const char *from, *to;
} word;

static mg_str one_word(mg_norm *n, mg_str part)
{
    static const word words[] = {{"procedure = ", "function = "}, {"stype = int8", "stype = bigint"}, {"stype = int4", "stype = integer"},
                                 {"sfunc = pg_catalog.", "sfunc = "}, {"finalfunc = pg_catalog.", "finalfunc = "},
                                 {"lc_collate = ", "locale = "}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t k = (uint32_t)strlen(words[i].from);
        if (!mg_str_starts(part, words[i].from))
            continue;
        mg_str to = mg_str_of(words[i].to), rest = {part.p + k, part.n - k};
        return mg_arena_printf(&n->s->arena, "%S%S", &to, &rest);
    }
    return part;
}

static bool goes_without_saying(mg_str part)
{
    return mg_str_is(part, "publish = 'insert, update, delete, truncate'") || mg_str_is(part, "publish_via_partition_root = false") ||
           mg_str_starts(part, "sort1 = ") || mg_str_starts(part, "sort2 = ") || /* operators: of old, read and forgotten */
           mg_str_is(part, "provider = libc") || mg_str_starts(part, "lc_ctype = ");
}

static void sort_group(mg_norm *n, mg_node *text)
{
    mg_str s = mg_text(text);
    uint32_t at = last_group(s);
    mg_vec parts;
    mg_vec_init(&parts, &n->s->ctx->alloc);
    if (at < s.n && split(n, (mg_str){s.p + at + 1, s.n - at - 2}, &parts)) {
        mg_buf b;
        bool first = true;
        mg_buf_init(&b, &n->s->ctx->alloc);
        for (uint32_t i = 0; i < parts.n; i++)
            *(mg_str *)parts.at[i] = one_word(n, *(mg_str *)parts.at[i]);
        mg_vec_sort(&parts, by_text);
        mg_buf_add(&b, s.p, at);
        for (uint32_t i = 0; i < parts.n; i++) {
            if (goes_without_saying(*(mg_str *)parts.at[i]))
                continue;
            mg_buf_z(&b, first ? "(" : ", ");
            mg_buf_str(&b, *(mg_str *)parts.at[i]);
            first = false;
        }
        if (first) { /* nothing left: WITH goes too */
            mg_str head = mg_str_trim((mg_str){s.p, at});
            if (head.n >= 4 && !memcmp(head.p + head.n - 4, "with", 4))
                head.n -= 4;
            head = mg_str_trim(head);
            mg_buf_reset(&b);
            mg_buf_str(&b, head);
        } else {
            mg_buf_char(&b, ')');
        }
        mg_str made = b.n ? mg_buf_take(&b, &n->s->arena) : MG_STR("");
        if (made.p) {
            text->p = made.p;
            text->n = made.n;
        }
        mg_buf_free(&b);
    }
    mg_vec_free(&parts);
}

void mg_pg_plain_definition(mg_norm *n, const mg_object *o, mg_node *definition)
{
    switch (o->kind) {
    case MG_O_AGGREGATE:
    case MG_O_OPERATOR:
    case MG_O_SERVER:
    case MG_O_FDW:
    case MG_O_USER_MAPPING:
    case MG_O_PUBLICATION:
    case MG_O_COLLATION:
    case MG_O_TS_DICTIONARY:
        sort_group(n, definition);
        break;
    default:
        break;
    }
}
