/* PostgreSQL: objects kept as text whose ALTER says part of the text anew: servers, wrappers, subscriptions. What
 * was altered is folded into the definition; and the other way round, what to say to get from one definition to another. */
#include <string.h>

#include "normalise/pg.h"

enum { CLAUSES_MAX = 3, OPTIONS_MAX = 64 };

typedef struct text_kind {
    uint8_t kind;
    const char *clauses[CLAUSES_MAX];   /* in the order of CREATE */
    bool alterable[CLAUSES_MAX];
    const char *group;                  /* before the options */
    bool assigned;                      /* a = x; else a 'x', which ALTER sets, adds and drops */
} text_kind;

static const text_kind kinds[] = {
    {MG_O_SERVER, {"type", "version", "foreign data wrapper"}, {false, true, false}, "options", false},
    {MG_O_FDW, {"handler", "validator"}, {true, true}, "options", false},
    {MG_O_SUBSCRIPTION, {"connection", "publication"}, {true, true}, "with", true},
};

typedef struct text_option {
    mg_str name, value;
} text_option;

typedef struct text_parts {
    const text_kind *k;
    mg_str clause[CLAUSES_MAX];
    text_option option[OPTIONS_MAX];
    uint32_t n;
} text_parts;

static const text_kind *kind_of(int kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].kind == kind)
            return &kinds[i];
    return NULL;
}

/* ---- reading ------------------------------------------------------------------------------------ */

mg_str mg_pg_trimmed(mg_str s)
{
    while (s.n && s.p[0] == ' ')
        s.p++, s.n--;
    while (s.n && s.p[s.n - 1] == ' ')
        s.n--;
    return s;
}

static bool begins(mg_str s, const char *words)
{
    uint32_t n = (uint32_t)strlen(words);
    return mg_str_starts(s, words) && (s.n == n || s.p[n] == ' ');
}

static mg_str behind(mg_str s, const char *words)
{
    uint32_t n = (uint32_t)strlen(words);
    return mg_pg_trimmed((mg_str){s.p + n, s.n - n});
}

/* The place, outside of quotes and parentheses, where a word begins for which `found` holds; s.n: nowhere. */
typedef bool (*found_fn)(const text_kind *k, mg_str rest);

static uint32_t find(mg_str s, uint32_t from, const text_kind *k, found_fn found)
{
    char quote = 0;
    uint32_t depth = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (quote) {
            quote = c == quote ? 0 : quote;
            continue;
        }
        if (!depth && i >= from && (!i || s.p[i - 1] == ' ' || c == ',') && found(k, (mg_str){s.p + i, s.n - i}))
            return i;
        if (c == '\'' || c == '"')
            quote = c;
        depth += c == '(';
        depth -= c == ')' && depth;
    }
    return s.n;
}

static bool at_comma(const text_kind *k, mg_str rest)
{
    (void)k;
    return rest.p[0] == ',';
}

static bool at_part(const text_kind *k, mg_str rest)
{
    if (begins(rest, k->group) && mg_pg_trimmed((mg_str){rest.p + strlen(k->group), rest.n - (uint32_t)strlen(k->group)}).p[0] == '(')
        return true;
    for (int i = 0; i < CLAUSES_MAX && k->clauses[i]; i++)
        if (begins(rest, k->clauses[i]))
            return true;
    return begins(rest, "no handler") || begins(rest, "no validator");
}

static bool read_option(const text_kind *k, mg_str text, text_option *o)
{
    const char *gap = k->assigned ? " = " : " '";
    uint32_t i = 0, n = (uint32_t)strlen(gap);
    while (i + n <= text.n && memcmp(text.p + i, gap, n))
        i++;
    bool valued = i + n <= text.n;
    *o = (text_option){valued ? (mg_str){text.p, i} : text, valued ? mg_pg_trimmed((mg_str){text.p + i + (k->assigned ? 3 : 0), text.n - i - (k->assigned ? 3 : 0)}) : MG_STR_NONE};
    return o->name.n > 0;
}

/* "(a 'x', b 'y')" */
static bool read_group(text_parts *p, mg_str s)
{
    if (s.n < 2 || s.p[0] != '(' || s.p[s.n - 1] != ')')
        return false;
    s = mg_pg_trimmed((mg_str){s.p + 1, s.n - 2});
    while (s.n) {
        uint32_t end = find(s, 0, p->k, at_comma);
        if (p->n == OPTIONS_MAX || !read_option(p->k, mg_pg_trimmed((mg_str){s.p, end}), &p->option[p->n]))
            return false;
        p->n++;
        s = end < s.n ? mg_pg_trimmed((mg_str){s.p + end + 1, s.n - end - 1}) : MG_STR_NONE;
    }
    return true;
}

/* A clause that is there, or says that there is none: an empty text. */
static bool read_clause(text_parts *p, mg_str part)
{
    bool no = begins(part, "no");
    mg_str rest = no ? behind(part, "no") : part;
    for (int i = 0; i < CLAUSES_MAX && p->k->clauses[i]; i++)
        if (begins(rest, p->k->clauses[i])) {
            mg_str value = behind(rest, p->k->clauses[i]);
            p->clause[i] = no || mg_str_is(value, "null") ? MG_STR("") : value;
            return true;
        }
    return false;
}

static bool read_parts(const text_kind *k, mg_str text, text_parts *p)
{
    *p = (text_parts){.k = k};
    text = mg_pg_trimmed(text);
    while (text.n) {
        uint32_t end = find(text, 1, k, at_part);
        mg_str part = mg_pg_trimmed((mg_str){text.p, end});
        if (begins(part, k->group) ? !read_group(p, behind(part, k->group)) : !read_clause(p, part))
            return false;
        text = (mg_str){text.p + end, text.n - end};
    }
    return true;
}

/* ---- folding ------------------------------------------------------------------------------------- */

static text_option *option_of(text_parts *p, mg_str name)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (mg_str_eq(p->option[i].name, name))
            return &p->option[i];
    return NULL;
}

static bool put_option(text_parts *p, mg_str name, mg_str value)
{
    text_option *o = option_of(p, name);
    if (!o && p->n == OPTIONS_MAX)
        return false;
    if (!o)
        o = &p->option[p->n++];
    *o = (text_option){name, value};
    return true;
}

static void drop_option(text_parts *p, mg_str name)
{
    text_option *o = option_of(p, name);
    if (o)
        *o = p->option[--p->n];
}

static bool fold_options(text_parts *p, const text_parts *change)
{
    for (uint32_t i = 0; i < change->n; i++) {
        mg_str name = change->option[i].name;
        bool drops = !p->k->assigned && begins(name, "drop"), puts = begins(name, "set") || begins(name, "add");
        if (drops)
            drop_option(p, behind(name, "drop"));
        else if (!put_option(p, !p->k->assigned && puts ? behind(name, "set") : name, change->option[i].value))
            return false;
    }
    return true;
}

/* One ALTER SUBSCRIPTION; refresh is no property. */
static bool fold_subscription(text_parts *p, mg_str text)
{
    text_parts change;
    if (mg_str_is(text, "enable") || mg_str_is(text, "disable"))
        return put_option(p, MG_STR("enabled"), mg_str_is(text, "enable") ? MG_STR("true") : MG_STR("false"));
    if (begins(text, "set"))
        text = behind(text, "set");
    if (text.n && text.p[0] == '(') {
        change = (text_parts){.k = p->k};
        return read_group(&change, text) && fold_options(p, &change);
    }
    if (!read_parts(p->k, text, &change))
        return false;
    for (int i = 0; i < CLAUSES_MAX; i++)
        if (change.clause[i].n)
            p->clause[i] = change.clause[i];
    return true;
}

static bool fold(text_parts *p, mg_str text)
{
    text_parts change;
    if (p->k->assigned)
        return fold_subscription(p, text);
    if (!read_parts(p->k, text, &change))
        return false;
    for (int i = 0; i < CLAUSES_MAX; i++)
        if (change.clause[i].p)
            p->clause[i] = change.clause[i];
    return fold_options(p, &change);
}

/* What an option of a subscription or publication is when nothing is said; none: that depends. */
static mg_str usual_value(mg_str option)
{
    static const struct {
        const char *name, *value;
    } usual[] = {{"publish", "'insert, update, delete, truncate'"}, {"publish_via_partition_root", "false"}, {"publish_generated_columns", "none"}, {"binary", "false"}, {"synchronous_commit", "'off'"}, {"disable_on_error", "false"}, {"origin", "any"},
                 {"run_as_owner", "false"}, {"password_required", "true"}, {"failover", "false"}};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (mg_str_is(option, usual[i].name))
            return mg_str_of(usual[i].value);
    return MG_STR_NONE;
}

static void sort_options(text_parts *p)
{
    for (uint32_t i = 1; i < p->n; i++) {
        text_option o = p->option[i];
        uint32_t at = i;
        for (; at && mg_str_cmp(p->option[at - 1].name, o.name) > 0; at--)
            p->option[at] = p->option[at - 1];
        p->option[at] = o;
    }
}

static void spell_option(mg_buf *b, const text_kind *k, const text_option *o)
{
    mg_buf_str(b, o->name);
    if (o->value.n)
        mg_buf_printf(b, "%s%S", k->assigned ? " = " : " ", &o->value);
}

static void forget_usual(text_parts *p)
{
    for (uint32_t i = 0; i < p->n;)
        if (p->option[i].value.n && mg_str_eq(usual_value(p->option[i].name), p->option[i].value))
            p->option[i] = p->option[--p->n];
        else
            i++;
}

static void spell(mg_buf *b, text_parts *p)
{
    if (p->k->assigned)
        forget_usual(p);
    for (int i = 0; i < CLAUSES_MAX && p->k->clauses[i]; i++)
        if (p->clause[i].n)
            mg_buf_printf(b, "%s%s %S", b->n ? " " : "", p->k->clauses[i], &p->clause[i]);
    sort_options(p);
    for (uint32_t i = 0; i < p->n; i++) {
        if (i)
            mg_buf_z(b, ", ");
        else
            mg_buf_printf(b, "%s%s (", b->n ? " " : "", p->k->group);
        spell_option(b, p->k, &p->option[i]);
    }
    if (p->n)
        mg_buf_char(b, ')');
}

void mg_pg_plain_alterable(mg_norm *n, mg_object *o)
{
    const text_kind *k = kind_of(o->kind);
    mg_node *definition = mg_attr(o, A_DEFINITION), *list = mg_attr(o, A_ALTERATIONS);
    text_parts p;
    if (!k || (!list && !k->assigned) || !read_parts(k, mg_text(definition), &p))
        return;
    MG_EACH(change, list)
        if (change->first || !fold(&p, mg_text(change))) /* a function that it names */
            return;
    mg_buf b;
    mg_buf_init(&b, &n->s->ctx->alloc);
    spell(&b, &p);
    mg_str made = b.n ? mg_buf_take(&b, &n->s->arena) : MG_STR("");
    mg_buf_free(&b);
    if (!definition && made.n)
        definition = mg_attr_make(n->s, o, A_DEFINITION, MG_STR_NONE);
    if (!made.p || (made.n && !definition))
        return;
    if (definition) {
        definition->p = made.p;
        definition->n = made.n;
    }
    mg_attr_drop(o, A_ALTERATIONS);
}

/* ---- from one to another ----------------------------------------------------------------------------- */

/* " SET a 'x', ADD …": what differs between the options; false: an option has to go that has no default. */
static bool option_changes(mg_buf *b, text_parts *from, text_parts *to)
{
    const text_kind *k = to->k;
    for (uint32_t i = 0; i < from->n; i++)
        if (!option_of(to, from->option[i].name)) {
            mg_str name = from->option[i].name, usual = usual_value(name);
            if (k->assigned && !usual.n)
                return false;
            mg_buf_printf(b, k->assigned ? "%s%S = %S" : "%sDROP %S", b->n ? ", " : "", &name, &usual);
        }
    for (uint32_t i = 0; i < to->n; i++) {
        const text_option *had = option_of(from, to->option[i].name);
        if (had && mg_str_eq(had->value, to->option[i].value))
            continue;
        mg_buf_z(b, b->n ? ", " : "");
        mg_buf_z(b, k->assigned ? "" : had ? "SET " : "ADD ");
        spell_option(b, k, &to->option[i]);
    }
    return true;
}

static bool is_settable(mg_str option)
{
    static const char *const names[] = {"slot_name", "synchronous_commit", "binary", "streaming", "disable_on_error", "origin", "run_as_owner",
                                        "password_required", "failover"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_is(option, names[i]))
            return true;
    return false;
}

static bool is_moot(mg_str option) /* says what CREATE does, and nothing later */
{
    return mg_str_is(option, "connect") || mg_str_is(option, "create_slot") || mg_str_is(option, "copy_data");
}

static void keep_lasting(text_parts *p)
{
    for (uint32_t i = 0; i < p->n;)
        if (is_moot(p->option[i].name))
            p->option[i] = p->option[--p->n];
        else
            i++;
}

static uint32_t subscription_changes(mg_arena *a, text_parts *from, text_parts *to, mg_buf *options, mg_str *out)
{
    uint32_t n = 0;
    for (int i = 0; i < 2; i++)
        if (!mg_str_eq(from->clause[i], to->clause[i]))
            out[n++] = i ? mg_arena_printf(a, "SET PUBLICATION %S WITH (refresh = false)", &to->clause[i]) : mg_arena_printf(a, "CONNECTION %S", &to->clause[i]);
    keep_lasting(from);
    keep_lasting(to);
    for (uint32_t i = 0; i < to->n; i++) {
        const text_option *had = option_of(from, to->option[i].name);
        if (!(had && mg_str_eq(had->value, to->option[i].value)) && !is_settable(to->option[i].name))
            return 0;
    }
    if (!option_changes(options, from, to))
        return 0;
    mg_str said = mg_buf_view(options);
    if (said.n)
        out[n++] = mg_arena_printf(a, "SET (%S)", &said);
    return n;
}

static uint32_t foreign_changes(mg_arena *a, text_parts *from, text_parts *to, mg_buf *options, mg_str *out)
{
    mg_str head = MG_STR("");
    for (int i = 0; i < CLAUSES_MAX && to->k->clauses[i]; i++) {
        if (mg_str_eq(from->clause[i], to->clause[i]))
            continue;
        if (!to->k->alterable[i])
            return 0;
        bool version = mg_str_is(mg_str_of(to->k->clauses[i]), "version");
        mg_str word = mg_str_of(to->k->clauses[i]), value = to->clause[i].n ? to->clause[i] : MG_STR("NULL");
        head = to->clause[i].n || version ? mg_arena_printf(a, "%S %S %S", &head, &word, &value) : mg_arena_printf(a, "%S NO %S", &head, &word);
    }
    if (!option_changes(options, from, to))
        return 0;
    mg_str said = mg_buf_view(options);
    *out = mg_pg_trimmed(said.n ? mg_arena_printf(a, "%S OPTIONS (%S)", &head, &said) : head);
    return 1;
}

/* ---- options alone: publications --------------------------------------------------------------------- */

static const text_kind options_alone = {MG_O_PUBLICATION, {0}, {0}, "with", true};

mg_str mg_pg_merge_options(mg_arena *a, mg_str with, mg_str set)
{
    text_parts p, change = {.k = &options_alone};
    if (!read_parts(&options_alone, with, &p) || !read_group(&change, set) || !fold_options(&p, &change))
        return MG_STR_NONE;
    mg_buf b;
    mg_buf_init(&b, a->alloc);
    spell(&b, &p);
    mg_str made = b.n ? mg_buf_take(&b, a) : MG_STR("");
    mg_buf_free(&b);
    return made;
}

bool mg_pg_option_changes(mg_arena *a, mg_str from, mg_str to, mg_str *out)
{
    text_parts had, has;
    if (!read_parts(&options_alone, from, &had) || !read_parts(&options_alone, to, &has))
        return false;
    mg_buf b;
    mg_buf_init(&b, a->alloc);
    bool ok = option_changes(&b, &had, &has);
    mg_str said = mg_buf_view(&b);
    *out = ok && said.n ? mg_arena_printf(a, "SET (%S)", &said) : MG_STR_NONE;
    mg_buf_free(&b);
    return ok;
}

uint32_t mg_pg_definition_changes(mg_arena *a, int kind, mg_str from, mg_str to, mg_str *out)
{
    const text_kind *k = kind_of(kind);
    text_parts had, has;
    if (kind == MG_O_PUBLICATION)
        return mg_pg_publication_changes(a, from, to, out);
    if (!k || !read_parts(k, from, &had) || !read_parts(k, to, &has))
        return 0;
    mg_buf options;
    mg_buf_init(&options, a->alloc);
    uint32_t n = k->assigned ? subscription_changes(a, &had, &has, &options, out) : foreign_changes(a, &had, &has, &options, out);
    mg_buf_free(&options);
    return n;
}
