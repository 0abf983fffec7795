/* Data statements and queries, token by token: what they hold that some rule asks for. One pass for all rules. */
#include "rules/lint.h"
#include "rules/util.h"

/* What a token may be, as far as anybody asks. */
typedef enum word {
    W_OTHER, W_STRING, W_OPEN, W_STAR, W_DOT, W_COMMA, W_EQUALS, W_DIFFERS, W_BY, W_IS, W_NULL, W_LIKE, W_ORDER, W_INSERT, W_UPDATE, W_DELETE,
    W_IGNORE, W_RAND, W_WHERE, W_LIMIT, W_SELECT, W_FROM, W_VALUES, W_AND, W_OR, W_GROUP, W_ON, W_UPSERT, W_RANDOM, W_RETURN, W_USING
} word;

typedef struct reading {
    mg_lint_words *out;
    const char *text;
    const mg_token *at;
    word is, before, before2;
} reading;

static void note(reading *r, int what, const mg_token *at)
{
    if (r->out->bits & (1u << what))
        return;
    r->out->bits |= 1u << what;
    r->out->off[what] = at->off;
}

static bool has(const reading *r, int what) { return r->out->bits >> what & 1; }

#define WORD(z, what) {z, sizeof(z) - 1, what}
#define BY(letter) [(letter) & 31]
static const struct {
    const char *text;
    uint8_t n, is;
} by_letter[32][5] = {
    BY('a') = {WORD("and", W_AND)},
    BY('b') = {WORD("by", W_BY)},
    BY('c') = {WORD("conflict", W_UPSERT)},
    BY('d') = {WORD("delete", W_DELETE), WORD("duplicate", W_UPSERT)},
    BY('f') = {WORD("from", W_FROM)},
    BY('g') = {WORD("group", W_GROUP)},
    BY('i') = {WORD("is", W_IS), WORD("insert", W_INSERT), WORD("ignore", W_IGNORE)},
    BY('j') = {WORD("join", W_USING)},
    BY('l') = {WORD("like", W_LIKE), WORD("limit", W_LIMIT)},
    BY('n') = {WORD("null", W_NULL)},
    BY('o') = {WORD("on", W_ON), WORD("or", W_OR), WORD("order", W_ORDER)},
    BY('r') = {WORD("return", W_RETURN), WORD("rand", W_RAND), WORD("random", W_RAND)},
    BY('s') = {WORD("select", W_SELECT), WORD("sysdate", W_RANDOM)},
    BY('u') = {WORD("update", W_UPDATE), WORD("using", W_USING), WORD("uuid", W_RANDOM), WORD("uuid_short", W_RANDOM)},
    BY('v') = {WORD("values", W_VALUES), WORD("value", W_VALUES)},
    BY('w') = {WORD("where", W_WHERE)},
};

static word named(mg_str text)
{
    uint32_t letter = (unsigned char)*text.p & 31;
    for (size_t i = 0; by_letter[letter][i].n; i++)
        if (by_letter[letter][i].n == text.n && mg_str_ieq(text, (mg_str){by_letter[letter][i].text, text.n}))
            return (word)by_letter[letter][i].is;
    return W_OTHER;
}

static word sign(mg_str text)
{
    switch (*text.p) {
    case '\'': return text.n > 1 ? W_STRING : W_OTHER;
    case '(': return W_OPEN;
    case '*': return text.n == 1 ? W_STAR : W_OTHER;
    case '.': return text.n == 1 ? W_DOT : W_OTHER;
    case ',': return W_COMMA;
    case '=': return text.n == 1 || text.p[1] == '=' ? W_EQUALS : W_OTHER; /* not => */
    case '!':
    case '<': return text.n == 2 && (text.p[1] == '=' || text.p[1] == '>') ? W_DIFFERS : W_OTHER;
    case '>': return text.n == 2 && text.p[1] == '=' ? W_DIFFERS : W_OTHER;
    default: return W_OTHER;
    }
}

static mg_str text_of(const reading *r, const mg_token *t) { return (mg_str){r->text + t->off, t->len}; }

static void on_word(reading *r)
{
    static const uint8_t plain[W_USING + 1] = {
        [W_WHERE] = MG_W_WHERE + 1, [W_LIMIT] = MG_W_LIMIT + 1, [W_SELECT] = MG_W_SELECT + 1, [W_FROM] = MG_W_FROM + 1,
        [W_VALUES] = MG_W_VALUES + 1, [W_AND] = MG_W_AND + 1, [W_OR] = MG_W_AND + 1, [W_GROUP] = MG_W_GROUP + 1, [W_ON] = MG_W_ON + 1,
        [W_UPSERT] = MG_W_UPSERT + 1, [W_RANDOM] = MG_W_RANDOM + 1, [W_RETURN] = MG_W_FETCH + 1, [W_USING] = MG_W_USING + 1,
    };
    if (plain[r->is])
        note(r, plain[r->is] - 1, r->at);
}

static void on_pair(reading *r)
{
    word b = r->before;
    const mg_token *last = r->at - 1;
    switch (r->is) {
    case W_BY:
        if (b == W_ORDER)
            note(r, MG_W_ORDER, last);
        break;
    case W_OPEN:
        if (b == W_RAND)
            note(r, MG_W_RANDOM, last);
        if (b == W_RAND && r->before2 == W_BY)
            note(r, MG_W_ORDER_RANDOM, last);
        break;
    case W_STAR:
        if (b == W_SELECT || b == W_DOT || (b == W_COMMA && has(r, MG_W_SELECT) && !has(r, MG_W_FROM)))
            note(r, MG_W_STAR, r->at);
        break;
    case W_NULL:
        if (b == W_EQUALS || b == W_DIFFERS)
            note(r, has(r, MG_W_WHERE) ? MG_W_EQUALS_NULL : MG_W_SET_NULL, last);
        break;
    case W_STRING:
        if (b == W_LIKE && (r->text[r->at->off + 1] == '%' || r->text[r->at->off + 1] == '_'))
            note(r, MG_W_WILDCARD, r->at);
        break;
    case W_IGNORE:
        if (b == W_INSERT || b == W_OR || b == W_UPDATE || b == W_DELETE)
            note(r, MG_W_IGNORE, r->at);
        break;
    default: break;
    }
}

static void look(reading *r, const mg_statement *st, bool stop_at_values)
{
    for (uint32_t i = 0; i < st->n_tokens; i++) {
        r->at = &st->tokens[i];
        r->is = r->at->hash ? named(text_of(r, r->at)) : sign(text_of(r, r->at));
        if (r->is != W_OTHER) {
            on_pair(r);
            on_word(r);
        }
        r->out->null_at_end = r->is == W_NULL && r->before == W_IS;
        r->before2 = r->before;
        r->before = r->is;
        if (stop_at_values && has(r, MG_W_VALUES))
            return;
    }
}

static bool is(const reading *r, const mg_token *t, const char *z) { return mg_str_iis(text_of(r, t), z); }

/* INSERT INTO t (…: a list of columns stands behind the table. */
static bool has_columns(const reading *r, const mg_statement *st)
{
    const mg_token *t = st->tokens, *end = t + st->n_tokens;
    while (t < end && !is(r, t, "into"))
        t++;
    if (t == end)
        return true;
    for (t += 2; t < end && (is(r, t, ".") || is(r, t, "as")); t += 2)
        ;
    if (t + 1 >= end)
        return false;
    return is(r, t, "(") ? !is(r, t + 1, "select") : is(r, t, "default") || is(r, t, "set");
}

static bool is_read(int kind)
{
    return (kind >= S_INSERT && kind <= S_MERGE) || kind == S_SELECT || kind == S_CREATE_VIEW || kind == Q_SELECT;
}

const mg_lint_words *mg_lint_read_words(mg_arena *a, const mg_statement *st, int kind)
{
    mg_lint_words *out = is_read(kind) && st->n_tokens ? MG_NEW(a, mg_lint_words) : NULL;
    if (!out)
        return NULL;
    reading r = {.out = out, .text = st->source->text.p};
    out->rows = st->rows;
    look(&r, st, kind == S_INSERT); /* rows of a dump have no shape worth a look */
    if (kind == S_INSERT && has_columns(&r, st))
        out->bits |= 1u << MG_W_COLUMNS;
    return out;
}

mg_finding *mg_emit_word(const mg_rule_ctx *rc, const mg_lint_stmt *st, int what, const char *message)
{
    mg_finding *f = mg_emit_at(rc, st, "%s", message);
    if (f)
        mg_lines_at((mg_lines *)(uintptr_t)&st->info->source->lines, st->words->off[what], &f->line, &f->column);
    return f;
}
