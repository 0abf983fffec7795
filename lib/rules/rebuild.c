/* Which table of a file goes on as one that was there. The statements are followed by name: where the old table's rows are copied
 * to, what is renamed, and who has the old table's name in the end. So it does not matter whether the new table is made first, the
 * old one set aside first, or the rows wait in a third table meanwhile. */
#include "rules/rebuild.h"

#include <string.h>

#include "rules/rebuilt.h"
#include "rules/util.h"

enum { MAX_CARRIERS = 8, MAX_ITEMS = 512, ITEM_WORDS = 6 };

/* A table that holds the old one's rows. */
typedef struct carrier {
    mg_str name;
    uint32_t next;             /* statement that may have the name, as mg_moves_next tells it */
    bool is_old;
    mg_rebuild r;
} carrier;

typedef struct finder {
    const mg_rule_ctx *rc;
    const mg_object *old, *made;
    mg_moves *moves;
    carrier at[MAX_CARRIERS];
    uint32_t n;
    const mg_lint_stmt *drop;
} finder;

/* ---- names ------------------------------------------------------------------------------------------ */

static bool is_quoted(mg_str w) { return mg_rule_bare(w).n < w.n; }

/* The last part of the next name: main.users, "users", [users]. */
static mg_str take_name(mg_words *w)
{
    mg_str name = mg_rule_next_word(w);
    if (mg_str_is(name, "[")) {
        name = mg_rule_next_word(w);
        mg_rule_next_word(w);
    }
    mg_words ahead = *w;
    if (!mg_str_is(mg_rule_next_word(&ahead), "."))
        return mg_rule_bare(name);
    *w = ahead;
    return take_name(w);
}

static void give_name(const finder *f, carrier *c, mg_str name, uint32_t from)
{
    c->name = name;
    c->next = mg_moves_next(f->moves, name, from);
}

static carrier *find_carrier(finder *f, mg_str name)
{
    for (uint32_t i = 0; i < f->n; i++)
        if (mg_str_ieq(f->at[i].name, name))
            return &f->at[i];
    return NULL;
}

static bool is_name(mg_str w)
{
    char c = w.n ? (char)(w.p[0] | 0x20) : 0;
    bool literal = mg_str_iis(w, "null") || mg_str_iis(w, "true") || mg_str_iis(w, "false") ||
                   (w.n > 8 && mg_str_iis((mg_str){w.p, 8}, "current_"));
    return is_quoted(w) || (!literal && ((c >= 'a' && c <= 'z') || c == '_' || c & 0x80));
}

/* ---- what is selected ---------------------------------------------------------------------------------- */

/* One expression of a SELECT list. */
typedef struct item {
    mg_str words[ITEM_WORDS];  /* the first ones … */
    uint32_t n;                /* … of so many */
    mg_str text;
} item;

typedef struct selected {
    item items[MAX_ITEMS];
    uint32_t n;
    mg_str from;               /* the table behind FROM */
    mg_words behind;           /* what follows it */
    bool distinct, good;
} selected;

/* Room that one statement after the other uses. */
typedef struct scratch {
    selected select;
    mg_str names[MAX_ITEMS];
    mg_filled filled[MAX_ITEMS];
} scratch;

static void add_word(item *it, mg_str w)
{
    if (it->n < ITEM_WORDS)
        it->words[it->n] = w;
    it->n++;
    if (!it->text.p)
        it->text.p = w.p;
    it->text.n = (uint32_t)(w.p + w.n - it->text.p);
}

/* Up to the FROM of this SELECT. */
static bool read_items(mg_words *w, selected *s)
{
    int depth = 0;
    s->n = 1;
    s->items[0] = (item){0};
    for (mg_str word = mg_rule_next_word(w); word.n; word = mg_rule_next_word(w)) {
        if (!depth && mg_str_iis(word, "FROM"))
            return true;
        depth += mg_str_is(word, "(") ? 1 : mg_str_is(word, ")") ? -1 : 0;
        if (!depth && mg_str_is(word, ",")) {
            if (s->n == MAX_ITEMS)
                return false;
            s->items[s->n++] = (item){0};
        } else if (!(s->n == 1 && !s->items[0].n && (mg_str_iis(word, "DISTINCT") || mg_str_iis(word, "ALL")))) {
            add_word(&s->items[s->n - 1], word);
        } else {
            s->distinct = mg_str_iis(word, "DISTINCT");
        }
    }
    return false;
}

static void read_select(mg_words w, selected *s)
{
    s->n = 0;
    s->from = MG_STR_NONE;
    s->distinct = s->good = false;
    if (!read_items(&w, s))
        return;
    mg_words ahead = w;
    if (mg_str_iis(mg_rule_next_word(&ahead), "ONLY"))
        w = ahead;
    s->from = take_name(&w);
    s->behind = w;
    s->good = is_name(s->from) && !mg_rule_skip_to(&ahead, "UNION");
}

static bool has_column(const finder *f, const carrier *c, mg_str name, const mg_filled **filled)
{
    *filled = c->is_old ? NULL : mg_rebuild_filled(&c->r, name);
    return c->is_old ? mg_object_child(f->old, MG_O_COLUMN, name) != NULL : *filled != NULL;
}

/* The old columns in the expression: how many (2: or more), and the first. */
static uint32_t count_columns(const finder *f, mg_str expr, mg_str *first)
{
    mg_words w = mg_rule_words_of(expr);
    const mg_object *one = NULL;
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w)) {
        const mg_object *o = is_name(word) ? mg_object_child(f->old, MG_O_COLUMN, mg_rule_bare(word)) : NULL;
        if (o && one && o != one)
            return 2;
        one = o ? o : one;
    }
    *first = one ? one->name : MG_STR_NONE;
    return one != NULL;
}

static bool is_given(mg_str word)
{
    static const char *const given[] = {"COALESCE", "IFNULL", "NVL", "CASE", "IIF", "IF"};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (mg_str_iis(word, given[i]))
            return true;
    return false;
}

static bool is_never_null(const finder *f, const item *it)
{
    mg_words w = mg_rule_words_of(it->text);
    mg_str first;
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w))
        if (is_given(word))
            return true;
    return !mg_str_iis(it->words[0], "null") && !count_columns(f, it->text, &first);
}

/* The words without "AS alias" or "alias". */
static uint32_t without_alias(const item *it, mg_str *alias)
{
    *alias = MG_STR_NONE;
    if (it->n >= ITEM_WORDS || it->n < 2 || !is_name(it->words[it->n - 1]))
        return it->n;
    if (mg_str_iis(it->words[it->n - 2], "AS") || it->n == 2 || it->n == 4) {
        *alias = mg_rule_bare(it->words[it->n - 1]);
        return mg_str_iis(it->words[it->n - 2], "AS") ? it->n - 2 : it->n - 1;
    }
    return it->n;
}

/* "x AS alias" at the end of a longer expression, too. */
static mg_str alias_of(const item *it)
{
    if (it->n < 2)
        return MG_STR_NONE;
    mg_words w = mg_rule_words_of(it->text);
    mg_str before = MG_STR_NONE, last = MG_STR_NONE;
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w)) {
        before = last;
        last = word;
    }
    return mg_str_iis(before, "AS") ? mg_rule_bare(last) : MG_STR_NONE;
}

static mg_filled fill_one(const finder *f, const carrier *from, const item *it, mg_str name)
{
    mg_str alias;
    const mg_filled *was;
    uint32_t n = without_alias(it, &alias);
    mg_str column = n == 1 ? it->words[0] : n == 3 && mg_str_is(it->words[1], ".") ? it->words[2] : MG_STR_NONE;
    mg_filled out = {.name = name};
    if (column.n && is_name(column) && has_column(f, from, mg_rule_bare(column), &was)) {
        if (was)
            out.from = was->from, out.expr = was->expr, out.never_null = was->never_null;
        else
            out.from = mg_object_child(f->old, MG_O_COLUMN, mg_rule_bare(column))->name;
        return out;
    }
    out.expr = it->text;
    out.never_null = is_never_null(f, it);
    if (count_columns(f, it->text, &out.from) != 1)
        out.from = MG_STR_NONE;
    return out;
}

static bool is_star(const item *it)
{
    return (it->n == 1 && mg_str_is(it->words[0], "*")) || (it->n == 3 && mg_str_is(it->words[2], "*"));
}

/* ---- what is filled ------------------------------------------------------------------------------------------ */

typedef struct filling {
    mg_filled *all;
    uint32_t n, cap;
} filling;

/* Names of the columns that are filled, in order: as the statement lists them, or as the table has them. */
static uint32_t list_columns(const mg_object *table, mg_str *names)
{
    uint32_t n = 0;
    for (const mg_object *o = table->first; o && n < MAX_ITEMS; o = o->next)
        if (o->kind == MG_O_COLUMN && !mg_attr(o, A_GENERATED))
            names[n++] = o->name;
    return n;
}

static uint32_t read_list(mg_words *w, mg_str *names)
{
    uint32_t n = 0;
    for (mg_str word = mg_rule_next_word(w); word.n && !mg_str_is(word, ")"); word = mg_rule_next_word(w))
        if (is_name(word) && n < MAX_ITEMS)
            names[n++] = mg_rule_bare(word);
    return n;
}

/* "*" stands for the columns of what is read, one by one. */
static uint32_t expand_star(const finder *f, const carrier *from, mg_filled *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; !from->is_old && i < from->r.n_filled && n < MAX_ITEMS; i++)
        out[n++] = from->r.filled[i];
    for (const mg_object *o = from->is_old ? f->old->first : NULL; o && n < MAX_ITEMS; o = o->next)
        if (o->kind == MG_O_COLUMN)
            out[n++] = (mg_filled){.name = o->name, .from = o->name};
    return n;
}

/* By place. None where the numbers do not agree: then nothing is known. */
static void fill(finder *f, mg_rebuild *r, const carrier *from, const selected *s, const mg_str *names, uint32_t n)
{
    mg_filled *all = ((scratch *)f->moves->scratch)->filled;
    uint32_t at = 0;
    if (!s->good || (!from->is_old && !from->r.filled))
        return;
    for (uint32_t i = 0; i < s->n && at < MAX_ITEMS; i++) {
        if (is_star(&s->items[i])) {
            if (s->n > 1)
                return;
            at = expand_star(f, from, all);
        } else {
            mg_str alias, name = (without_alias(&s->items[i], &alias), alias.n ? alias : alias_of(&s->items[i]));
            all[at] = fill_one(f, from, &s->items[i], name.n ? name : mg_rule_bare(s->items[i].words[s->items[i].n == 3 ? 2 : 0]));
            at++;
        }
    }
    if (n && n != at)
        return;
    mg_filled *kept = MG_NEW_N(f->rc->arena, mg_filled, at + 1);
    for (uint32_t i = 0; kept && i < at; i++) {
        kept[i] = all[i];
        if (n)
            kept[i].name = names[i];
    }
    r->filled = kept;
    r->n_filled = kept ? at : 0;
}

static void note_filter(mg_rebuild *r, const selected *s)
{
    mg_words w = s->behind;
    bool outer = false; /* LEFT JOIN leaves no row out */
    r->dedups |= s->distinct;
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w)) {
        bool cuts = mg_str_iis(word, "WHERE") || (mg_str_iis(word, "JOIN") && !outer) || mg_str_iis(word, "LIMIT") || mg_str_iis(word, "HAVING");
        r->dedups |= mg_str_iis(word, "GROUP") || mg_str_iis(word, "CONFLICT") || mg_str_iis(word, "DUPLICATE");
        outer = mg_str_iis(word, "LEFT") || (outer && mg_str_iis(word, "OUTER"));
        if (cuts && !r->filter.n)
            r->filter = (mg_str){word.p, (uint32_t)(w.end - word.p)};
    }
}

/* INSERT INTO x (…) SELECT … FROM carrier; CREATE TABLE x AS SELECT … FROM carrier. */
static void on_copy(finder *f, uint32_t number)
{
    const mg_lint_stmt *st = mg_lint_at(f->rc->lint, number);
    mg_words w = mg_rule_words(st->info), ahead;
    bool inserts = st->info->kind == S_INSERT;
    if (!mg_rule_skip_to(&w, inserts ? "INTO" : "TABLE"))
        return;
    ahead = w;
    if (!inserts && mg_rule_skip_to(&ahead, "EXISTS"))
        w = ahead;
    mg_str to = take_name(&w);
    if (!to.n || find_carrier(f, to) || f->n == MAX_CARRIERS)
        return;
    mg_str *names = ((scratch *)f->moves->scratch)->names;
    selected *s = &((scratch *)f->moves->scratch)->select;
    uint32_t n = 0;
    ahead = w;
    if (inserts && mg_str_is(mg_rule_next_word(&ahead), "(")) {
        n = read_list(&ahead, names);
        w = ahead;
    } else if (inserts) {
        n = mg_rule_was_called(f->made, to) ? list_columns(f->made, names) : 0;
    }
    if (!mg_rule_skip_to(&w, "SELECT"))
        return;
    read_select(w, s);
    const carrier *from = s->good ? find_carrier(f, s->from) : NULL;
    for (uint32_t i = 0; !from && i < f->n; i++) {
        if (mg_moves_names(f->moves, number, f->at[i].name))
            from = &f->at[i], s->good = false; /* somehow */
    }
    if (!from)
        return;
    carrier *c = &f->at[f->n];
    *c = (carrier){.r = from->r};
    give_name(f, c, to, number + 1);
    c->r.filled = NULL;
    c->r.n_filled = 0;
    if (c->r.n_copies < MG_REBUILD_COPIES)
        c->r.copies[c->r.n_copies++] = st;
    c->r.dedups |= inserts && (mg_rule_statement_begins(st->info, "REPLACE") || mg_lint_has(st, MG_W_IGNORE) || mg_rule_statement_begins(st->info, "INSERT OR REPLACE"));
    if (!inserts || n)
        fill(f, &c->r, from, s, names, n);
    if (s->from.n)
        note_filter(&c->r, s);
    f->n++;
}

/* ---- names that move ------------------------------------------------------------------------------------------- */

static void rename_one(finder *f, uint32_t number, mg_str from, mg_str to)
{
    carrier *c = find_carrier(f, from);
    if (c && to.n)
        give_name(f, c, to, number + 1);
}

/* ALTER TABLE a RENAME TO b; RENAME TABLE a TO b, c TO d. */
static void on_rename(finder *f, uint32_t number)
{
    const mg_lint_stmt *st = mg_lint_at(f->rc->lint, number);
    mg_words w = mg_rule_words(st->info);
    if (mg_rule_statement_begins(st->info, "ALTER")) {
        mg_words to = w;
        if (!mg_rule_skip_to(&w, "TABLE") || !mg_rule_skip_to(&to, "RENAME"))
            return;
        mg_words ahead = w;
        if (mg_rule_skip_to(&ahead, "IF EXISTS"))
            w = ahead;
        mg_str from = take_name(&w), word = mg_rule_next_word(&to);
        if (mg_str_iis(word, "TO") || mg_str_iis(word, "AS"))
            rename_one(f, number, from, take_name(&to));
        return;
    }
    if (!mg_rule_skip_to(&w, "TABLE") && !mg_rule_skip_to(&w, "TABLES"))
        return;
    for (;;) {
        mg_str from = take_name(&w);
        if (!from.n || !mg_str_iis(mg_rule_next_word(&w), "TO"))
            return;
        rename_one(f, number, from, take_name(&w));
        if (!mg_str_is(mg_rule_next_word(&w), ","))
            return;
    }
}

static void on_drop(finder *f, uint32_t number)
{
    for (uint32_t i = 0; i < f->n; i++) {
        carrier *c = &f->at[i];
        if (!mg_moves_names(f->moves, number, c->name))
            continue;
        if (c->is_old)
            f->drop = mg_lint_at(f->rc->lint, number);
        give_name(f, c, MG_STR_NONE, number + 1);
    }
}

static void follow(finder *f, uint32_t number)
{
    if (f->moves->what[number] == MG_MOVES_COPIES)
        on_copy(f, number);
    else if (f->moves->what[number] == MG_MOVES_RENAMES)
        on_rename(f, number);
    else
        on_drop(f, number);
}

/* The next statement that names one of them. */
static uint32_t next_about(finder *f, uint32_t from)
{
    uint32_t first = UINT32_MAX;
    for (uint32_t i = 0; i < f->n; i++) {
        carrier *c = &f->at[i];
        if (c->next < from)
            give_name(f, c, c->name, from);
        first = c->next < first ? c->next : first;
    }
    return first;
}

/* ---- finding ----------------------------------------------------------------------------------------------------- */

static void teach_names(mg_schema *after, mg_object *copy, const mg_rebuild *r)
{
    for (uint32_t i = 0; i < r->n_filled; i++) {
        const mg_filled *x = &r->filled[i];
        mg_object *column = x->from.n ? mg_object_child(copy, MG_O_COLUMN, x->name) : NULL;
        bool other = column && !mg_str_ieq(x->from, column->name) && !mg_object_child(copy, MG_O_COLUMN, x->from) &&
                     !mg_object_child(r->old, MG_O_COLUMN, column->name);
        if (other)
            mg_object_took_over(after, column, x->from);
    }
}

const mg_rebuild *mg_rebuild_find(const mg_rule_ctx *rc, mg_moves *moves, mg_schema *after, const mg_object *old, const mg_object *made, mg_object *copy)
{
    finder f = {.rc = rc, .moves = moves, .old = old, .made = made, .n = 1};
    f.at[0].is_old = true;
    give_name(&f, &f.at[0], old->name, 0);
    if (!moves->scratch && !(moves->scratch = mg_arena_raw(&moves->arena, sizeof(scratch))))
        return NULL;
    for (uint32_t i = next_about(&f, 0); i != UINT32_MAX; i = next_about(&f, i + 1))
        follow(&f, i);
    const carrier *c = find_carrier(&f, made->name);
    mg_rebuild *r = c && !c->is_old && c->r.n_copies ? MG_NEW(rc->arena, mg_rebuild) : NULL;
    if (!r)
        return NULL;
    *r = c->r;
    r->old = old;
    r->now = copy;
    r->drop = f.drop;
    teach_names(after, copy, r);
    return r;
}

/* ---- what rules ask -------------------------------------------------------------------------------------------------- */

/* The table's address, not its name, which both sides have. */
static mg_str key_of(const mg_object *const *table) { return (mg_str){(const char *)table, sizeof *table}; }

bool mg_rebuild_enter(mg_map *rebuilt, const mg_rebuild *r)
{
    mg_rebuild *value = (mg_rebuild *)(uintptr_t)r;
    return mg_map_put(rebuilt, key_of(&r->old), value) && mg_map_put(rebuilt, key_of(&r->now), value);
}

const mg_rebuild *mg_rebuild_of(const mg_rule_ctx *rc, const mg_object *o)
{
    const mg_object *top = o && o->parent ? o->parent : o;
    return top && rc->lint && rc->lint->rebuilt.n ? mg_map_get(&rc->lint->rebuilt, key_of(&top)) : NULL;
}

const mg_filled *mg_rebuild_filled(const mg_rebuild *r, mg_str column)
{
    for (uint32_t i = 0; i < r->n_filled; i++)
        if (mg_str_ieq(r->filled[i].name, column))
            return &r->filled[i];
    return NULL;
}

static bool is_of(const char *rule, const char *group) { return *rule == *group && !strncmp(rule, group, strlen(group)); }

/* Its values are computed, or picked: whether any is wrong is the file's own doing. */
static bool is_minded(const mg_rebuild *r, mg_str column)
{
    const mg_filled *x = mg_rebuild_filled(r, column);
    return (x && x->expr.n) || mg_rule_words_name(mg_rule_words_of(r->filter), x && x->from.n ? x->from : column);
}

static bool key_is_minded(const mg_rebuild *r, const mg_object *o)
{
    for (uint32_t i = 0; i < mg_rule_key_count(o); i++)
        if (is_minded(r, mg_rule_key_column(o, i)))
            return true;
    return false;
}

typedef struct look {
    const mg_rebuild *r;
    bool minded;
} look;

static bool look_at(mg_node *n, void *user_data)
{
    look *l = user_data;
    if (n->kind == E_COLUMN && is_minded(l->r, mg_text(n)))
        l->minded = true;
    return !l->minded;
}

static bool expr_is_minded(const mg_rebuild *r, const mg_object *o)
{
    look l = {r, false};
    mg_node *expr = mg_attr_first(o, A_EXPR);
    if (expr)
        mg_walk(expr, look_at, &l);
    return l.minded;
}

/* The copy gives it a value, or keeps what would make it fail out. */
static bool is_provided_for(const mg_rebuild *r, const mg_change *c)
{
    const mg_filled *x = c->after && c->after->kind == MG_O_COLUMN ? mg_rebuild_filled(r, c->after->name) : NULL;
    switch (c->type) {
    case MG_C_SET_NOT_NULL: return x && (x->never_null || mg_rule_words_name(mg_rule_words_of(r->filter), x->from) || r->dedups);
    case MG_C_ADD_COLUMN: return x || !r->filled;
    case MG_C_ALTER_COLUMN_TYPE: return x && x->expr.n;
    case MG_C_ADD_UNIQUE:
    case MG_C_ADD_PRIMARY_KEY:
    case MG_C_CREATE: return r->dedups || key_is_minded(r, c->after);
    case MG_C_ADD_CHECK: return expr_is_minded(r, c->after);
    case MG_C_ADD_FOREIGN_KEY: return key_is_minded(r, c->after);
    default: return false;
    }
}

static bool went_with_drop(const mg_rebuild *r, const mg_object *o)
{
    for (uint32_t i = 0; o && r->drop && i < r->drop->n_had; i++)
        if (r->drop->had[i].kind == o->kind && mg_str_eq(r->drop->had[i].name, o->name))
            return true;
    return false;
}

/* sqlite/rebuild-loses-objects and data-loss/rebuild-loses-values say it. */
static bool is_told_elsewhere(const mg_rule_ctx *rc, const mg_rebuild *r, const mg_change *c)
{
    if (!c->before || c->after || !went_with_drop(r, c->before))
        return false;
    if (c->before->kind == MG_O_COLUMN)
        return !mg_rebuilt_keeps(r, c->before->name);
    return mg_rule_dialect(rc)->id == MG_SQLITE;
}

void mg_rebuild_note(const mg_rule_ctx *rc, mg_change_note *note, const mg_change *c)
{
    note->rebuild = mg_rebuild_of(rc, mg_change_object(c));
    note->told_with_rebuild = note->rebuild && is_told_elsewhere(rc, note->rebuild, c);
    note->provided_for = note->rebuild && is_provided_for(note->rebuild, c);
}

bool mg_rebuild_is_elsewhere(const mg_rule *rule)
{
    static const char *const elsewhere[] = {"lock/", "rewrite/", "online/", "tx/", "partition/", "dep/", "sqlite/drop-column-refused",
                                            "compat/column-order"};
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (is_of(rule->id, elsewhere[i]))
            return true;
    return false;
}

bool mg_rebuild_silences(const mg_rule_ctx *rc, const mg_rule *rule, const mg_change *c)
{
    const mg_change_note *note = mg_rule_note(rc, c);
    return note->rebuild && (note->told_with_rebuild || (note->provided_for && is_of(rule->id, "fail/")));
}

void mg_rebuild_explain(const mg_rule_ctx *rc, uint32_t from)
{
    for (uint32_t i = from; i < rc->out->list.n; i++) {
        mg_finding *f = rc->out->list.at[i];
        const mg_rebuild *r = f->change ? mg_rebuild_of(rc, mg_change_object(f->change)) : NULL;
        if (!r)
            continue;
        if (f->source != rc->lint->source)
            mg_rule_at_object(f, r->now);
        if (!is_of(f->rule, "fail/"))
            continue;
        mg_str sentence = mg_arena_printf(rc->arena, "The rows meet it when they are copied into the new table, line %u.", mg_lint_line(r->copies[r->n_copies - 1]));
        f->suggestion = mg_rule_say_more(rc->arena, f->suggestion, sentence);
    }
}
