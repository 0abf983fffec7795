/* Data statements and queries, word by word: what they hold that some rule asks for. One pass for all rules. */
#include <string.h>

#include "rules/lint.h"
#include "rules/util.h"

typedef struct reading {
    mg_lint_words *out;
    const mg_source *source;
    mg_str word, before, before2;
    int depth;
    bool my;
} reading;

static void note(reading *r, int what, mg_str at)
{
    if (r->out->bits & (1u << what))
        return;
    r->out->bits |= 1u << what;
    r->out->off[what] = (uint32_t)(at.p - r->source->text.p);
}

static bool is(mg_str a, const char *z) { return mg_str_iis(a, z); }

static bool is_string(mg_str s) { return s.n > 1 && s.p[0] == '\''; }

static void on_word(reading *r)
{
    static const struct {
        const char *word;
        int what;
    } plain[] = {{"where", MG_W_WHERE}, {"limit", MG_W_LIMIT}, {"select", MG_W_SELECT}, {"from", MG_W_FROM}, {"values", MG_W_VALUES},
                 {"value", MG_W_VALUES}, {"and", MG_W_AND}, {"or", MG_W_AND}, {"group", MG_W_GROUP}, {"on", MG_W_ON}, {"conflict", MG_W_UPSERT},
                 {"duplicate", MG_W_UPSERT}, {"uuid", MG_W_RANDOM}, {"sysdate", MG_W_RANDOM}, {"uuid_short", MG_W_RANDOM},
                 {"return", MG_W_FETCH}, {"using", MG_W_USING}, {"join", MG_W_USING}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (is(r->word, plain[i].word))
            note(r, plain[i].what, r->word);
}

static void on_pair(reading *r)
{
    mg_str w = r->word, b = r->before;
    if (is(b, "order") && is(w, "by"))
        note(r, MG_W_ORDER, b);
    if (is(r->before2, "by") && (is(b, "rand") || is(b, "random")) && is(w, "("))
        note(r, MG_W_ORDER_RANDOM, b);
    if ((is(b, "rand") || is(b, "random")) && is(w, "("))
        note(r, MG_W_RANDOM, b);
    if (is(w, "*") && (is(b, "select") || is(b, ".") || (is(b, ",") && r->out->bits & (1u << MG_W_SELECT) && !(r->out->bits & (1u << MG_W_FROM)))))
        note(r, MG_W_STAR, w);
    if (is(w, "null") && (is(b, "=") || is(b, ">")) && (is(b, "=") ? !is(r->before2, ":") : is(r->before2, "<")))
        note(r, r->out->bits & (1u << MG_W_WHERE) ? MG_W_EQUALS_NULL : MG_W_SET_NULL, b);
    if (is(b, "like") && is_string(w) && (w.p[1] == '%' || w.p[1] == '_'))
        note(r, MG_W_WILDCARD, w);
    if (is(w, "ignore") && (is(b, "insert") || is(b, "or") || is(b, "update") || is(b, "delete")))
        note(r, MG_W_IGNORE, w);
}

static void look(reading *r, mg_words *w, bool stop_at_values)
{
    while ((r->word = mg_rule_next_word(w)).n) {
        char c = r->word.p[0];
        on_pair(r);
        if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
            on_word(r);
        r->depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        r->out->null_at_end = is(r->word, "null") && is(r->before, "is");
        r->before2 = r->before;
        r->before = r->word;
        if (stop_at_values && r->out->bits & (1u << MG_W_VALUES))
            return;
    }
}

/* INSERT INTO t (…: a list of columns stands behind the table. */
static bool has_columns(const mg_stmt_info *st)
{
    mg_words w = mg_rule_words(st);
    if (!mg_rule_skip_to(&w, "INTO"))
        return true;
    mg_rule_next_word(&w);
    mg_str next = mg_rule_next_word(&w);
    while (is(next, ".")) {
        mg_rule_next_word(&w);
        next = mg_rule_next_word(&w);
    }
    if (is(next, "as")) {
        mg_rule_next_word(&w);
        next = mg_rule_next_word(&w);
    }
    if (is(next, "("))
        return !is(mg_rule_next_word(&w), "select");
    return is(next, "default") || is(next, "set");
}

static bool is_read(int kind)
{
    return (kind >= S_INSERT && kind <= S_MERGE) || kind == S_SELECT || kind == S_CREATE_VIEW || kind == Q_SELECT;
}

const mg_lint_words *mg_lint_read_words(mg_arena *a, const mg_stmt_info *st, bool my)
{
    mg_lint_words *out = is_read(st->kind) ? MG_NEW(a, mg_lint_words) : NULL;
    if (!out)
        return NULL;
    reading r = {.out = out, .source = st->source, .my = my};
    mg_words w = mg_rule_words(st);
    look(&r, &w, st->kind == S_INSERT); /* rows of a dump have no shape worth a look */
    if (st->kind == S_INSERT && has_columns(st))
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
