/* Statements that change no schema but hold locks or rows, read word by word. */
#include <stddef.h>
#include <string.h>

#include "lex/word.h"
#include "rules/lint.h"
#include "rules/util.h"

/* ---- words ------------------------------------------------------------------------ */

static bool is_word(char c)
{
    return mg_is_word_byte(c) || c == '$';
}

static const char *skip_line(const char *p, const char *end)
{
    const char *nl = memchr(p, '\n', (size_t)(end - p));
    return nl ? nl + 1 : end;
}

static const char *skip_comment(const char *p, const char *end)
{
    for (p += 2; p + 1 < end; p++)
        if (p[0] == '*' && p[1] == '/')
            return p + 2;
    return end;
}

static const char *skip_blanks(const char *p, const char *end)
{
    for (;;) {
        while (p < end && mg_is_blank(*p))
            p++;
        if (end - p < 2 || p[0] > '/')
            return p;
        if (p[0] == '-' && p[1] == '-')
            p = skip_line(p, end);
        else if (p[0] == '/' && p[1] == '*')
            p = skip_comment(p, end);
        else
            return p;
    }
}

static const char *behind_quote(const char *p, const char *end)
{
    const char *close = memchr(p + 1, *p, (size_t)(end - p - 1));
    return close ? close + 1 : end;
}

/* $tag$ … $tag$; p itself when no such thing begins there. */
static const char *behind_dollar(const char *p, const char *end)
{
    const char *tag = p + 1;
    while (tag < end && *tag != '$' && is_word(*tag))
        tag++;
    if (tag == end || *tag != '$')
        return p;
    size_t n = (size_t)(tag - p) + 1;
    for (const char *q = tag + 1; (size_t)(end - q) >= n; q++)
        if (memcmp(q, p, n) == 0)
            return q + n;
    return end;
}

mg_words mg_rule_words_of(mg_str text)
{
    const char *p = text.p ? text.p : "";
    return (mg_words){p, p + text.n, NULL};
}

mg_words mg_rule_words(const mg_stmt_info *st)
{
    const char *p = st->source->text.p + st->off;
    return (mg_words){p, p + st->len, st->words};
}

mg_str mg_rule_next_word(mg_words *w)
{
    const char *start = w->p = skip_blanks(w->p, w->end);
    if (start == w->end)
        return MG_STR_NONE;
    if (*start == '\'' || *start == '"' || *start == '`')
        w->p = behind_quote(start, w->end);
    else if (*start == '$')
        w->p = behind_dollar(start, w->end);
    else
        w->p += mg_word_bytes(start, w->end);
    if (w->p == start)
        w->p++;
    return (mg_str){start, (uint32_t)(w->p - start)};
}

mg_str mg_rule_bare(mg_str word)
{
    bool quoted = word.n > 2 && (word.p[0] == '"' || word.p[0] == '`');
    return quoted ? (mg_str){word.p + 1, word.n - 2} : word;
}

static mg_str first_of(const char *words)
{
    const char *blank = strchr(words, ' ');
    return (mg_str){words, (uint32_t)(blank ? (size_t)(blank - words) : strlen(words))};
}

/* Takes `words` from the list, or nothing. */
static bool take_words(mg_words *w, const char *words)
{
    mg_words ahead = {skip_blanks(w->p, w->end), w->end, w->set};
    if (*words && ahead.p < ahead.end && (*ahead.p | 0x20) != (*words | 0x20)) /* most often */
        return false;
    while (*words) {
        mg_str want = first_of(words);
        if (!mg_str_ieq(mg_rule_next_word(&ahead), want))
            return false;
        words += want.n;
        words += *words == ' ';
    }
    *w = ahead;
    return true;
}

enum { BLOCK = 32 };

/* Whether the word's first two letters and its last one (in either case; other signs may be taken for some) stand where they should at
 * one of BLOCK places: without a branch, so that the compiler makes it a few wide instructions. */
static bool may_begin_here(const char *p, char a, char b, char z, uint32_t last)
{
    const char *q = p + last;
    unsigned char hit = 0;
    for (int i = 0; i < BLOCK; i++)
        hit |= (unsigned char)(((p[i] | 0x20) == a) & ((p[i + 1] | 0x20) == b) & ((q[i] | 0x20) == z));
    return hit != 0;
}

static const char *skip_blocks(const char *p, const char *end, mg_str word)
{
    if (word.n < 2)
        return p;
    uint32_t last = word.n - 1;
    char a = (char)(word.p[0] | 0x20), b = (char)(word.p[1] | 0x20), z = (char)(word.p[last] | 0x20);
    if (end - p < (ptrdiff_t)(BLOCK + last))
        return p;
    const char *final = end - (BLOCK + last);
    while (p < final && !may_begin_here(p, a, b, z, last))
        p += BLOCK;
    return p >= final && !may_begin_here(final, a, b, z, last) ? end : p;
}

static bool same_letters(const char *p, mg_str word)
{
    uint32_t i = 0, last = word.n - 1;
    if ((p[0] ^ word.p[0]) & ~0x20 || (p[last] ^ word.p[last]) & ~0x20)
        return false;
    while (i < word.n && mg_lower(p[i]) == mg_lower(word.p[i]))
        i++;
    return i == word.n;
}

/* As bytes, in either case: many times faster than word by word, and most often the answer. */
static bool holds_bytes(const char *p, const char *end, mg_str word)
{
    if (!word.n)
        return true;
    while ((size_t)(end - p) >= word.n) {
        p = skip_blocks(p, end, word);
        const char *stop = end - p > BLOCK ? p + BLOCK : end;
        for (; p < stop && (size_t)(end - p) >= word.n; p++)
            if (same_letters(p, word))
                return true;
        if (p >= end)
            break;
    }
    return false;
}

bool mg_rule_skip_name(mg_words *w, mg_str name)
{
    if (!mg_word_set_may_hold(w->set, name) || !holds_bytes(w->p, w->end, name))
        return false;
    for (mg_str word = mg_rule_next_word(w); word.n; word = mg_rule_next_word(w))
        if (mg_str_ieq(mg_rule_bare(word), name))
            return true;
    return false;
}

bool mg_rule_words_name(mg_words w, mg_str name) { return mg_rule_skip_name(&w, name); }

bool mg_rule_text_names(mg_str text, mg_str word)
{
    return text.n && holds_bytes(text.p, text.p + text.n, word);
}

bool mg_rule_statement_names(const mg_stmt_info *st, mg_str word)
{
    mg_words w = mg_rule_words(st);
    return holds_bytes(w.p, w.end, word);
}

/* Numbers and signs stand in no set. */
static bool may_hold_all(const mg_word_set *set, const char *words)
{
    while (*words) {
        mg_str word = first_of(words);
        if (mg_is_letter(*word.p) && !mg_word_set_may_hold(set, word))
            return false;
        words += word.n;
        words += *words == ' ';
    }
    return true;
}

bool mg_rule_skip_to(mg_words *w, const char *words)
{
    mg_str want = first_of(words);
    if (!may_hold_all(w->set, words) || !holds_bytes(w->p, w->end, want)) {
        w->p = w->end;
        return false;
    }
    for (;;) {
        mg_words here = *w;
        mg_str word = mg_rule_next_word(w);
        if (!word.n)
            return false;
        if (!mg_str_ieq(word, want))
            continue;
        *w = here;
        if (take_words(w, words))
            return true;
        mg_rule_next_word(w);
    }
}

bool mg_rule_statement_holds(const mg_stmt_info *st, const char *words)
{
    mg_words w = mg_rule_words(st);
    return mg_rule_skip_to(&w, words);
}

bool mg_rule_statement_begins(const mg_stmt_info *st, const char *words)
{
    mg_words w = mg_rule_words(st);
    return take_words(&w, words);
}

/* ---- the names in them ---------------------------------------------------------------- */

static mg_str folded(const mg_rule_ctx *rc, mg_str word)
{
    bool quoted = word.n > 1 && (word.p[0] == '"' || word.p[0] == '`');
    if (quoted)
        return (mg_str){word.p + 1, word.n - 2};
    return mg_rule_dialect(rc)->id == MG_POSTGRES ? mg_arena_lower(rc->arena, word) : mg_arena_str(rc->arena, word);
}

mg_str mg_rule_next_name(const mg_rule_ctx *rc, mg_words *w, mg_str *schema)
{
    mg_str name = folded(rc, mg_rule_next_word(w));
    *schema = MG_STR_NONE;
    mg_words ahead = *w;
    if (!mg_str_is(mg_rule_next_word(&ahead), "."))
        return name;
    *w = ahead;
    *schema = name;
    return folded(rc, mg_rule_next_word(w));
}

const mg_object *mg_rule_find_named(const mg_rule_ctx *rc, const mg_schema *s, mg_str schema, mg_str name)
{
    return mg_schema_find_relation(s, schema.n ? schema : mg_rule_dialect(rc)->default_schema, name);
}

bool mg_rule_is_born_here(const mg_rule_ctx *rc, mg_str schema, mg_str name)
{
    const mg_object *after = mg_rule_find_named(rc, mg_rule_after(rc), schema, name);
    return after && !mg_changes_counterpart(rc->changes, after) &&
           !mg_rule_find_named(rc, mg_rule_before(rc), schema, name);
}

/* ---- what the session is set to ---------------------------------------------------------- */

static bool sets_checks(const mg_stmt_info *st, const char *value)
{
    mg_words w = mg_rule_words(st);
    if (!mg_rule_skip_to(&w, "foreign_key_checks"))
        return false;
    mg_str word = mg_rule_next_word(&w);
    if (mg_str_is(word, ":"))
        word = mg_rule_next_word(&w);
    return mg_str_is(word, "=") && mg_str_iis(mg_rule_next_word(&w), value);
}

/* Where it stands among all; behind the last one when it does not. */
static uint32_t place_of(const mg_vec *statements, const mg_stmt_info *st)
{
    const mg_stmt_info *first = statements->n ? statements->at[0] : NULL;
    uint32_t i = first && st && st->index >= first->index ? st->index - first->index : 0;
    if (i < statements->n && statements->at[i] == st)
        return i;
    for (i = 0; i < statements->n && statements->at[i] != st;)
        i++;
    return i;
}

/* The last one before the statement counts. */
bool mg_rule_fk_checks_are_off(const mg_rule_ctx *rc, const mg_stmt_info *until)
{
    const mg_vec *all = &mg_rule_after(rc)->statements;
    uint32_t hash = mg_word_set_hash(MG_STR("foreign_key_checks"));
    for (uint32_t i = place_of(all, until); i-- > 0;) {
        const mg_stmt_info *st = all->at[i];
        if (st->kind != S_SET || st->source != until->source || !mg_word_set_may_hold_hash(st->words, hash))
            continue;
        if (sets_checks(st, "0") || sets_checks(st, "off"))
            return true;
        if (sets_checks(st, "1") || sets_checks(st, "on"))
            return false;
    }
    return false;
}

/* It names none of the strict modes. */
static bool is_lax(mg_str value)
{
    for (uint32_t k = 0; k + 6 <= value.n; k++)
        if (mg_str_iis((mg_str){value.p + k, 6}, "strict"))
            return false;
    return true;
}

bool mg_rule_sql_mode_is_lax(const mg_rule_ctx *rc)
{
    const mg_schema *s = mg_rule_after(rc);
    bool lax = false;
    for (uint32_t i = 0; i < s->statements.n; i++) {
        const mg_stmt_info *st = s->statements.at[i];
        if (st->kind != S_SET)
            continue;
        mg_words w = mg_rule_words(st);
        while (mg_rule_skip_to(&w, "sql_mode")) { /* SET @OLD_SQL_MODE = @@SQL_MODE, SQL_MODE = '…' */
            mg_words ahead = w;
            mg_str word = mg_rule_next_word(&ahead);
            if (mg_str_is(word, ":"))
                word = mg_rule_next_word(&ahead);
            mg_str value = mg_rule_next_word(&ahead);
            if (mg_str_is(word, "=") && value.n && (*value.p == '\'' || *value.p == '"')) /* else it is set back from a variable */
                lax = is_lax(value);
        }
    }
    return lax;
}

static bool alters(const mg_rule_ctx *rc, const mg_stmt_info *st, mg_str column)
{
    mg_words w = mg_rule_words(st);
    mg_str schema;
    while (mg_rule_skip_to(&w, "ALTER")) {
        mg_words ahead = w;
        mg_str name = mg_rule_next_name(rc, &ahead, &schema);
        if (mg_str_iis(name, "column"))
            name = mg_rule_next_name(rc, &ahead, &schema);
        if (mg_str_eq(name, column))
            return true;
    }
    return false;
}

/* What the tree of a file's statement says where its text holds the words; 0: it says nothing of them. */
static uint32_t action_of(const char *words)
{
    static const struct { const char *words; uint32_t action; } actions[] = {
        {"SET NOT NULL", MG_LINT_SETS_NOT_NULL}, {"DROP DEFAULT", MG_LINT_DROPS_DEFAULT}, {"ADD CONSTRAINT", MG_LINT_ADDS_CONSTRAINT}};
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (!strcmp(words, actions[i].words))
            return actions[i].action;
    return 0;
}

static mg_lint_found *find_acting(const mg_rule_ctx *rc, uint32_t action)
{
    mg_lint_found *first = NULL, **last = &first;
    for (uint32_t i = 0; rc->lint->about & action && i < rc->lint->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(rc->lint, i);
        mg_lint_found *found = st->bits & action ? MG_NEW(rc->arena, mg_lint_found) : NULL;
        if (!found)
            continue;
        found->st = st->info;
        *last = found;
        last = &found->next;
    }
    return first;
}

static mg_lint_found *find_altering(const mg_rule_ctx *rc, const char *words)
{
    const mg_vec *all = &mg_rule_after(rc)->statements;
    mg_lint_found *first = NULL, **last = &first;
    uint32_t hash = mg_word_set_hash(first_of(words));
    for (uint32_t i = 0; i < all->n; i++) {
        const mg_stmt_info *st = all->at[i];
        if (st->kind != S_ALTER_TABLE || !mg_word_set_may_hold_hash(st->words, hash) || !mg_rule_statement_holds(st, words))
            continue;
        mg_lint_found *found = *last = MG_NEW(rc->arena, mg_lint_found);
        if (!found)
            return NULL;
        found->st = st;
        last = &found->next;
    }
    return first;
}

static mg_lint_found *find_saying(const mg_rule_ctx *rc, const char *words)
{
    uint32_t action = action_of(words);
    return action ? find_acting(rc, action) : find_altering(rc, words);
}

/* Statements of ALTER TABLE that hold the words, in the order of the text. In a file they are looked for once for all columns. */
static const mg_lint_found *altering(const mg_rule_ctx *rc, const char *words)
{
    if (!rc->lint)
        return find_altering(rc, words);
    mg_lint_altering *known = ((mg_lint_file *)(uintptr_t)rc->lint)->altering;
    uint32_t i = 0;
    while (i < MG_LINT_WORDS && known[i].words && strcmp(known[i].words, words))
        i++;
    if (i == MG_LINT_WORDS)
        return find_saying(rc, words);
    if (!known[i].words)
        known[i] = (mg_lint_altering){words, find_saying(rc, words)};
    return known[i].first;
}

static bool file_alters(const mg_rule_ctx *rc, const mg_object *column, const char *words)
{
    uint32_t hash = mg_word_set_hash(column->name);
    for (const mg_lint_found *f = altering(rc, words); f; f = f->next)
        if (mg_word_set_may_hold_hash(f->st->words, hash) && mg_rule_statement_names(f->st, column->name) && alters(rc, f->st, column->name))
            return true;
    return false;
}

bool mg_rule_text_alters(const mg_rule_ctx *rc, const mg_object *column, const char *words)
{
    const mg_vec *all = &mg_rule_after(rc)->statements;
    if (rc->lint)
        return file_alters(rc, column, words);
    for (uint32_t i = 0; i < all->n; i++) {
        const mg_stmt_info *st = all->at[i];
        if (st->kind == S_ALTER_TABLE && mg_rule_statement_names(st, column->name) && mg_rule_statement_holds(st, words) &&
            alters(rc, st, column->name))
            return true;
    }
    return false;
}

bool mg_rule_text_adds_constraint(const mg_rule_ctx *rc, const mg_object *con)
{
    uint32_t hash = mg_word_set_hash(con->name);
    for (const mg_lint_found *f = altering(rc, "ADD CONSTRAINT"); f; f = f->next)
        if (mg_word_set_may_hold_hash(f->st->words, hash) && mg_rule_words_name(mg_rule_words(f->st), con->name) && mg_rule_names_object(f->st, con->parent))
            return true;
    return false;
}

bool mg_rule_was_called(const mg_object *o, mg_str name)
{
    bool same = mg_str_ieq(o->name, name);
    for (const mg_former *f = mg_object_former(o); f && !same; f = f->older)
        same = mg_str_ieq(f->name, name);
    return same;
}

/* hash: of o's present name */
static bool may_name(const mg_stmt_info *st, const mg_object *o, uint32_t hash)
{
    bool may = mg_word_set_may_hold_hash(st->words, hash);
    for (const mg_former *f = mg_object_former(o); f && !may; f = f->older)
        may = mg_word_set_may_hold(st->words, f->name);
    return may;
}

bool mg_rule_names_object(const mg_stmt_info *st, const mg_object *o)
{
    if (!may_name(st, o, mg_word_set_hash(o->name)) || (!mg_object_former(o) && !mg_rule_statement_names(st, o->name)))
        return false;
    mg_words w = mg_rule_words(st);
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w)) {
        bool quoted = word.n > 2 && (word.p[0] == '`' || word.p[0] == '"');
        if (mg_rule_was_called(o, quoted ? (mg_str){word.p + 1, word.n - 2} : word))
            return true;
    }
    return false;
}

bool mg_rule_is_updated(const mg_rule_ctx *rc, const mg_object *column, const mg_stmt_info *behind, const mg_stmt_info *until)
{
    const mg_vec *all = &mg_rule_after(rc)->dml;
    uint32_t hash = mg_word_set_hash(column->name);
    for (uint32_t i = 0; i < all->n; i++) {
        const mg_dml *d = all->at[i];
        bool between = d->kind == S_UPDATE && d->stmt && (!behind || d->stmt->index > behind->index) && (!until || d->stmt->index < until->index);
        bool here = between && may_name(d->stmt, column, hash) && (mg_rule_was_called(column->parent, d->table) || (mg_rule_is_mysql(rc) && mg_rule_names_object(d->stmt, column->parent)));
        if (here && mg_rule_names_object(d->stmt, column))
            return true;
    }
    return false;
}

/* By the name that it has in the end, or had meanwhile. */
static bool is_new(const mg_rule_ctx *rc, const mg_object *table, mg_str column)
{
    const mg_object *found = mg_object_child(table, MG_O_COLUMN, column);
    for (const mg_object *o = found ? NULL : table->first; o && !found; o = o->next)
        if (o->kind == MG_O_COLUMN && mg_rule_was_called(o, column))
            found = o;
    return found && !mg_changes_counterpart(rc->changes, found);
}

bool mg_rule_fills_new_columns(const mg_rule_ctx *rc, const mg_dml *d)
{
    const mg_object *table = rc->plan ? NULL : mg_schema_find_relation(mg_rule_after(rc), d->schema, d->table);
    mg_words w = mg_rule_words(d->stmt);
    mg_str schema, word;
    int depth = 0;
    if (!table || !mg_rule_skip_to(&w, "SET"))
        return false;
    do {
        if (!is_new(rc, table, mg_rule_next_name(rc, &w, &schema)))
            return false;
        do {
            word = mg_rule_next_word(&w);
            depth += mg_str_is(word, "(") ? 1 : mg_str_is(word, ")") ? -1 : 0;
        } while (word.n && (depth > 0 || !mg_str_is(word, ",")));
    } while (word.n);
    return true;
}

bool mg_rule_values_move(const mg_rule_ctx *rc, const mg_object *old, const mg_object *again)
{
    const mg_vec *dml = &mg_rule_after(rc)->dml;
    if (mg_object_former(again))
        return true;
    for (uint32_t i = 0; i < dml->n; i++) {
        const mg_dml *d = dml->at[i];
        if (d->kind != S_UPDATE || !mg_str_ieq(d->table, old->parent->name))
            continue;
        mg_words w = mg_rule_words(d->stmt);
        for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w))
            if (mg_str_ieq(word, old->name) || (word.n > 2 && mg_str_ieq((mg_str){word.p + 1, word.n - 2}, old->name)))
                return true;
    }
    return false;
}

/* A file of which thousands of statements name what is not there is not gone through for each of them: it is silent then. */
enum { SEARCHED_MAX = 2000000 };

bool mg_rule_may_be_made(const mg_rule_ctx *rc, mg_str name)
{
    const mg_vec *all = &rc->lint->state->statements;
    uint32_t *searched = &((mg_lint_file *)(uintptr_t)rc->lint)->searched;
    if (*searched > SEARCHED_MAX)
        return true;
    *searched += all->n;
    for (uint32_t i = 0; i < all->n; i++) {
        const mg_stmt_info *st = all->at[i];
        bool runs = st->kind == S_SELECT || st->kind == S_DO || st->kind == S_CALL || st->kind == S_OTHER;
        if (runs && mg_rule_statement_names(st, name))
            return true;
    }
    return false;
}

bool mg_rule_has_extension(const mg_schema *s)
{
    MG_EACH_OBJECT (o, s)
        if (o->kind == MG_O_EXTENSION && !mg_str_iis(o->name, "plpgsql"))
            return true;
    return false;
}
