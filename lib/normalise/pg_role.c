/* PostgreSQL: the options of a role, said at its creation and changed since, as one list in one order. */
#include "normalise/pg.h"

#include <string.h>

typedef struct option {
    const char *on, *off; /* off: what an option that is not said means */
    bool takes_value;
} option;

static const option options[] = {
    {"superuser", "nosuperuser", false}, {"createdb", "nocreatedb", false},       {"createrole", "nocreaterole", false},
    {"noinherit", "inherit", false},     {"login", "nologin", false},             {"replication", "noreplication", false},
    {"bypassrls", "nobypassrls", false}, {"connection limit", "connection limit - 1", true},
    {"password", "password null", true}, {"valid until", "valid until 'infinity'", true},
};
enum { N_OPTIONS = sizeof options / sizeof *options };

/* The length of the first word of `s`, a quoted one in whole. */
static uint32_t word_length(mg_str s)
{
    uint32_t i = 0;
    char quote = 0;
    for (; i < s.n && (quote || s.p[i] != ' '); i++)
        if (quote)
            quote = s.p[i] == quote ? 0 : quote;
        else if (s.p[i] == '\'' || s.p[i] == '"')
            quote = s.p[i];
    return i;
}

static bool takes(mg_str *rest, const char *word)
{
    uint32_t n = (uint32_t)strlen(word);
    if (!mg_str_starts(*rest, word) || (rest->n > n && rest->p[n] != ' '))
        return false;
    *rest = mg_str_trim((mg_str){rest->p + n, rest->n - n});
    return true;
}

static bool take_option(mg_str *rest, mg_str *said)
{
    mg_str start = *rest;
    if (takes(rest, "encrypted"))
        start = *rest;
    for (size_t i = 0; i < N_OPTIONS; i++) {
        if (takes(rest, options[i].on)) {
            uint32_t value = options[i].takes_value ? word_length(*rest) : 0;
            if (options[i].takes_value && value < rest->n && mg_str_is((mg_str){rest->p, value}, "-"))
                value += 1 + word_length((mg_str){rest->p + value + 1, rest->n - value - 1});
            mg_str whole = {start.p, (uint32_t)(rest->p + value - start.p)};
            *rest = mg_str_trim((mg_str){rest->p + value, rest->n - value});
            while (whole.n && whole.p[whole.n - 1] == ' ')
                whole.n--;
            said[i] = mg_str_is(whole, options[i].off) ? MG_STR_NONE : whole;
            return true;
        }
        if (!options[i].takes_value && takes(rest, options[i].off)) {
            said[i] = MG_STR_NONE;
            return true;
        }
    }
    return false;
}

/* False when the text says anything else, as IN ROLE does. */
static bool take_all(mg_str text, mg_str *said)
{
    mg_str rest = mg_str_trim(text);
    takes(&rest, "with");
    while (rest.n)
        if (!take_option(&rest, said))
            return false;
    return true;
}

void mg_pg_plain_role(mg_norm *n, mg_object *role)
{
    mg_node *definition = mg_attr(role, A_DEFINITION), *list = mg_attr(role, A_ALTERATIONS);
    mg_str said[N_OPTIONS] = {{0}};
    if (definition && !take_all(mg_text(definition), said))
        return;
    for (mg_node *c = list ? list->first : NULL, *next; c; c = next) {
        mg_str trial[N_OPTIONS];
        memcpy(trial, said, sizeof trial);
        next = c->next;
        if (!take_all(mg_text(c), trial))
            continue;
        memcpy(said, trial, sizeof trial);
        mg_node_remove(list, c);
    }
    if (list && !list->first)
        mg_attr_remove(role, list);
    mg_buf b;
    mg_buf_init(&b, &n->s->ctx->alloc);
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (said[i].n)
            mg_buf_printf(&b, "%s%S", b.n ? " " : "with ", &said[i]);
    mg_str made = b.n ? mg_buf_take(&b, &n->s->arena) : MG_STR("");
    mg_buf_free(&b);
    if (!definition && made.n)
        definition = mg_attr_make(n->s, role, A_DEFINITION, MG_STR_NONE);
    if (definition && made.p) {
        definition->p = made.p;
        definition->n = made.n;
    }
}

bool mg_pg_role_change(mg_buf *b, mg_str from, mg_str to)
{
    mg_str had[N_OPTIONS] = {{0}}, has[N_OPTIONS] = {{0}};
    if (!take_all(from, had) || !take_all(to, has))
        return false;
    for (size_t i = 0; i < N_OPTIONS; i++) {
        if (mg_str_eq(had[i], has[i]))
            continue;
        mg_str off = mg_str_of(options[i].off), now = has[i].n ? has[i] : off;
        mg_buf_printf(b, " %S", &now);
    }
    return true;
}
