/* BEFORE stands in the middle of a plan in stages: what it was before that plan began.
 *
 * The helpers tell it. A column under a helper's name is the second one of a type change, or the first one that has given
 * its name away; a trigger or routine without such a column keeps a renamed column and the one beside it in step, and its
 * text says which. They are undone in a copy of BEFORE; what the plan did besides stays done. */
#include "plan/origin.h"

#include "diff/moved.h"
#include "plan/internal.h"

#include <string.h>

typedef struct origin {
    mg_planner pl;              /* for names: context, arena, dialect */
    const mg_schema *before, *after;
    mg_schema *schema;          /* the copy */
    mg_vec hints;               /* mg_rename_hint* */
    bool found;
} origin;

/* ---- finding helpers --------------------------------------------------------------------- */

static bool is_helper_name(mg_str name)
{
    return mg_str_starts(name, "_migra_") && !mg_str_starts(name, "_migra_saved_");
}

static bool has_helpers(const mg_changes *c)
{
    for (uint32_t i = 0; i < c->list.n; i++) {
        const mg_change *change = c->list.at[i];
        if (change->before && is_helper_name(change->before->name))
            return true;
    }
    return false;
}

static mg_str helper(const origin *g, const char *word, const mg_object *table, mg_str name)
{
    return mg_plan_helper_name(&g->pl, word, table->name, name);
}

static const mg_object *routine(const origin *g, const mg_object *table, mg_str column)
{
    static const struct { int kind; const char *word; } forms[] = {{MG_O_FUNCTION, "sync"}, {MG_O_PROCEDURE, "fill"}};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const mg_object *o = mg_schema_find_routine(g->before, forms[i].kind, table->schema, helper(g, forms[i].word, table, column), MG_STR_NONE);
        if (o)
            return o;
    }
    return NULL;
}

static const char *const trigger_words[] = {"sync", "insert", "update"};
enum { n_trigger_words = 3 };

static const mg_object *trigger(const origin *g, const mg_object *table, mg_str column)
{
    for (int i = 0; i < n_trigger_words; i++) {
        const mg_object *t = mg_object_child(table, MG_O_TRIGGER, helper(g, trigger_words[i], table, column));
        if (t)
            return t;
    }
    return NULL;
}

/* ---- whose place the second column takes: its helper's text says `second = first` ------------- */

static bool is_word(char c)
{
    return mg_is_word_byte(c) || c == '$';
}

static uint32_t skip(mg_str text, uint32_t i, const char *word)
{
    uint32_t n = (uint32_t)strlen(word);
    return i + n <= text.n && !memcmp(text.p + i, word, n) ? i + n : i;
}

static uint32_t skip_blanks(mg_str text, uint32_t i)
{
    while (i < text.n && (text.p[i] == ' ' || text.p[i] == '\n'))
        i++;
    return i;
}

static bool stands_at(mg_str text, uint32_t i, mg_str name)
{
    return i + name.n <= text.n && !memcmp(text.p + i, name.p, name.n) && (i + name.n == text.n || !is_word(text.p[i + name.n]));
}

static bool assigns(mg_str text, mg_str to, mg_str from)
{
    for (uint32_t i = 0; i < text.n; i++) {
        if ((i && is_word(text.p[i - 1])) || !stands_at(text, i, to))
            continue;
        uint32_t k = skip(text, skip_blanks(text, i + to.n), ":");
        uint32_t sign = skip(text, k, "=");
        uint32_t value = skip(text, skip_blanks(text, sign), "COALESCE(");
        if (sign > k && stands_at(text, skip(text, value, "NEW."), from))
            return true;
    }
    return false;
}

static mg_str printed(origin *g, mg_str name)
{
    mg_buf_reset(&g->pl.sql2);
    mg_print_name(&g->pl.sql2, g->pl.d, name);
    return mg_buf_take(&g->pl.sql2, g->pl.arena);
}

static mg_str text_of(origin *g, const mg_object *teller)
{
    mg_buf_reset(&g->pl.sql);
    g->pl.d->render_create(&g->pl.sql, g->before, teller);
    return mg_buf_take(&g->pl.sql, g->pl.arena);
}

static const mg_object *first_column(origin *g, const mg_object *table, const mg_object *teller, mg_str second)
{
    mg_str text = text_of(g, teller), to = printed(g, second);
    MG_EACH_CHILD(c, table)
        if (c->kind == MG_O_COLUMN && !is_helper_name(c->name) && !mg_str_eq(c->name, second) && assigns(text, to, printed(g, c->name)))
            return c;
    return NULL;
}

/* ---- undoing, in the copy ------------------------------------------------------------------------ */

static mg_object *copy_of(const origin *g, const mg_object *o)
{
    mg_object *table = o->parent ? copy_of(g, o->parent) : NULL;
    if (o->parent)
        return table ? mg_object_child(table, o->kind, o->name) : NULL;
    return mg_is_routine(o->kind) ? mg_schema_find_routine(g->schema, o->kind, o->schema, o->name, mg_signature(o))
                                  : mg_schema_find(g->schema, o->kind, o->schema, o->name);
}

static void remove_copy(origin *g, const mg_object *o)
{
    mg_object *copy = o ? copy_of(g, o) : NULL;
    if (!copy)
        return;
    mg_schema_remove(g->schema, copy);
    g->found = true;
}

static void remove_tellers(origin *g, const mg_object *table, mg_str column)
{
    for (int i = 0; i < n_trigger_words; i++)
        remove_copy(g, mg_object_child(table, MG_O_TRIGGER, helper(g, trigger_words[i], table, column)));
    remove_copy(g, routine(g, table, column));
}

static bool leans_on(const mg_object *o, const mg_object *column)
{
    for (uint32_t i = 0; i < o->n_deps; i++)
        if (o->deps[i] == column)
            return true;
    return false;
}

static bool is_carried(const mg_object *o) { return o->kind == MG_O_INDEX || mg_is_constraint(o->kind); }

/* Its dependencies are looked up once more when the copy is finished. */
static void say_again(origin *g, mg_object *copy)
{
    if (copy->attrs)
        mg_attr_put(g->schema, copy, copy->attrs);
}

/* Views, triggers, generated columns … that read it look for it once more. */
static void readers_look_again(origin *g, const mg_object *table, const mg_object *column)
{
    for (const mg_object *const *d = mg_schema_dependants(g->before, column); *d; d++) {
        mg_object *copy = (*d)->parent == table && is_carried(*d) ? NULL : copy_of(g, *d);
        if (copy)
            say_again(g, copy);
    }
}

/* A column that a plan added, with what stands on it in its table; what stood on the first one and was taken over goes back. */
static void remove_second(origin *g, const mg_object *table, const mg_object *column, const mg_object *first)
{
    readers_look_again(g, table, column);
    for (const mg_object *const *d = mg_schema_dependants(g->before, column); *d; d++) {
        mg_object *copy = (*d)->parent == table && is_carried(*d) ? copy_of(g, *d) : NULL;
        if (copy && first && !is_helper_name((*d)->name)) {
            say_again(g, copy);
            mg_plan_rename_column_in(copy, column->name, first ? first->name : column->name);
        } else if (copy) {
            remove_copy(g, *d);
        }
    }
    remove_copy(g, column);
}

/* What the swap took from the first column. */
static void give_settings_back(origin *g, mg_object *first, const mg_object *second)
{
    static const mg_kind moved[] = {A_NOT_NULL, A_DEFAULT, A_COMMENT};
    for (size_t i = 0; first && i < sizeof moved / sizeof *moved; i++) {
        const mg_node *attr = mg_attr(second, moved[i]);
        if (attr && !mg_attr(first, moved[i]))
            mg_attr_put(g->schema, first, attr);
    }
}

/* What was built on the second column took the names of what stood on the first; where that still is, it gets them back. */
static void give_names_back(origin *g, const mg_object *table, const mg_object *second, const mg_object *aside)
{
    MG_EACH_CHILD(o, table) {
        const mg_object *old = is_carried(o) && leans_on(o, second) ? mg_object_child(table, o->kind, helper(g, "old", table, o->name)) : NULL;
        if (old)
            remove_copy(g, o);
    }
    MG_EACH_CHILD(o, table) {
        mg_object *copy = is_carried(o) && (leans_on(o, aside) || leans_on(o, second)) ? copy_of(g, o) : NULL;
        if (!copy)
            continue;
        say_again(g, copy);
        mg_plan_rename_column_in(copy, aside->name, second->name);
        MG_EACH_CHILD(x, table)
            if (x->kind == o->kind && mg_str_eq(helper(g, "old", table, x->name), o->name))
                mg_schema_rename(g->schema, copy, o->schema, x->name);
    }
}

/* Of a column that changes its name and its type: the side table has both. */
static void remove_saved_with(origin *g, const mg_object *table, const mg_object *second, const mg_object *first)
{
    MG_EACH_OBJECT(o, g->before)
        if (o->kind == MG_O_TABLE && o != table && mg_str_starts(o->name, "_migra_saved_") && mg_object_child(o, MG_O_COLUMN, first->name) &&
            mg_object_child(o, MG_O_COLUMN, second->name))
            remove_copy(g, o);
}

static void remove_saved(origin *g, const mg_object *aside)
{
    MG_EACH_OBJECT(o, g->before)
        if (o->kind == MG_O_TABLE && mg_str_starts(o->name, "_migra_saved_") && mg_object_child(o, MG_O_COLUMN, aside->name))
            remove_copy(g, o);
}

/* The first column gets its name back, and what the swap took from it. */
static void turn_back(origin *g, const mg_object *table, const mg_object *second, const mg_object *aside)
{
    mg_object *first = copy_of(g, aside);
    give_names_back(g, table, second, aside);
    remove_saved(g, aside);
    give_settings_back(g, first, second);
    readers_look_again(g, table, second);
    readers_look_again(g, table, aside);
    remove_copy(g, second);
    if (first)
        mg_schema_rename(g->schema, first, aside->schema, second->name);
}

static void hint(origin *g, const mg_object *from, mg_str to)
{
    const mg_object *table = from->parent ? from->parent : from;
    mg_rename_hint *h = MG_NEW(g->pl.arena, mg_rename_hint);
    mg_buf_reset(&g->pl.sql);
    if (g->pl.d->has_schemas)
        mg_plan_schema_name(&g->pl.sql, &g->pl, table->schema, table->name);
    else
        mg_print_name(&g->pl.sql, g->pl.d, table->name);
    if (from->parent) {
        mg_buf_char(&g->pl.sql, '.');
        mg_print_name(&g->pl.sql, g->pl.d, from->name);
    }
    if (!h)
        return;
    *h = (mg_rename_hint){.from = mg_buf_take(&g->pl.sql, g->pl.arena), .to = printed(g, to)};
    mg_vec_push(&g->hints, h);
}

/* `second`: the column of that name; NULL when it is not there (yet). */
static void undo_rename(origin *g, const mg_object *table, mg_str name, const mg_object *second)
{
    const mg_object *teller = trigger(g, table, name), *code = routine(g, table, name);
    const mg_object *first = code ? first_column(g, table, code, name) : NULL;
    if (!first && teller)
        first = first_column(g, table, teller, name);
    if (!first)
        return; /* the first one has its new name already: what is left over is dropped like anything else */
    bool ends = second && !teller; /* no trigger: it has not begun to write both, or has ended */
    if (ends)
        give_settings_back(g, copy_of(g, first), second);
    if (ends)
        remove_saved_with(g, table, second, first);
    remove_tellers(g, table, name);
    if (second)
        remove_second(g, table, second, ends ? first : NULL);
    hint(g, first, name);
}

/* A type change of which the helper alone is there: nothing else has been made yet, or all else is gone already. */
static bool is_still_to_change(origin *g, const mg_object *table, const mg_object *column)
{
    const mg_object *code = routine(g, table, column->name);
    if (!code || !assigns(text_of(g, code), printed(g, helper(g, "new", table, column->name)), printed(g, column->name)))
        return false;
    const mg_object *goal = mg_schema_find(g->after, MG_O_TABLE, table->schema, table->name);
    goal = goal ? mg_object_child(goal, MG_O_COLUMN, column->name) : NULL;
    const mg_node *type = mg_attr_first(column, A_TYPE), *wanted = mg_attr_first(goal, A_TYPE);
    return type && wanted && !mg_node_eq(type, wanted);
}

static bool undo_move(origin *g, const mg_object *table, mg_str name, const mg_object *second);

static void undo_column(origin *g, const mg_object *table, mg_str name, const mg_object *column)
{
    if (undo_move(g, table, name, column))
        return;
    const mg_object *second = mg_object_child(table, MG_O_COLUMN, helper(g, "new", table, name));
    const mg_object *aside = mg_object_child(table, MG_O_COLUMN, helper(g, "old", table, name));
    if (column && second) {
        remove_tellers(g, table, name);
        remove_second(g, table, second, NULL);
    } else if (column && aside) {
        remove_tellers(g, table, name);
        turn_back(g, table, column, aside);
    } else if (column && is_still_to_change(g, table, column)) {
        remove_tellers(g, table, name);
    } else {
        undo_rename(g, table, name, column);
    }
}

/* ---- columns that go to another table: the second one's helper says "FROM users AS _migra_o" and "SELECT _migra_o.address" ---- */

static bool says(mg_str text, mg_str words)
{
    for (uint32_t i = 0; i + words.n <= text.n; i++)
        if (!memcmp(text.p + i, words.p, words.n) && !(i && is_word(text.p[i - 1])) && (i + words.n == text.n || !is_word(text.p[i + words.n])))
            return true;
    return false;
}

static const mg_object *teller_of_move(const origin *g, const mg_object *table, mg_str column)
{
    mg_str name = helper(g, "moved_to", table, column);
    static const int kinds[] = {MG_O_PROCEDURE, MG_O_FUNCTION};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const mg_object *o = mg_schema_find_routine(g->before, kinds[i], table->schema, name, MG_STR_NONE);
        if (o)
            return o;
    }
    return mg_object_child(table, MG_O_TRIGGER, name);
}

static const mg_object *source_of_move(origin *g, const mg_object *teller, const mg_object *target)
{
    mg_str text = text_of(g, teller);
    MG_EACH_OBJECT(t, g->before) {
        mg_str name = t->kind == MG_O_TABLE && t != target ? printed(g, t->name) : MG_STR_NONE;
        if (!name.n || !says(text, mg_arena_printf(g->pl.arena, "%S AS _migra_o", &name)))
            continue;
        MG_EACH_CHILD(c, t) {
            mg_str column = c->kind == MG_O_COLUMN ? printed(g, c->name) : MG_STR_NONE;
            const mg_object *goal = mg_schema_find(g->after, MG_O_TABLE, t->schema, t->name);
            bool goes = column.n && !(goal && mg_object_child(goal, MG_O_COLUMN, c->name));
            if (goes && says(text, mg_arena_printf(g->pl.arena, "SELECT _migra_o.%S", &column)))
                return c;
        }
    }
    return NULL;
}

static void remove_helpers_of(origin *g, const mg_object *table, const char *word, mg_str column)
{
    static const char *const ends[] = {"", "_after", "_2", "_3", "_4"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        mg_str name = helper(g, mg_arena_printf(g->pl.arena, "%s%s", word, ends[i]).p, table, column);
        remove_copy(g, mg_object_child(table, MG_O_TRIGGER, name));
        remove_copy(g, mg_schema_find_routine(g->before, MG_O_PROCEDURE, table->schema, name, MG_STR_NONE));
        remove_copy(g, mg_schema_find_routine(g->before, MG_O_FUNCTION, table->schema, name, MG_STR_NONE));
    }
}

static void column_words(origin *g, const mg_object *table, mg_str column)
{
    if (g->pl.d->has_schemas)
        mg_plan_schema_name(&g->pl.sql, &g->pl, table->schema, table->name);
    else
        mg_print_name(&g->pl.sql, g->pl.d, table->name);
    mg_buf_char(&g->pl.sql, '.');
    mg_print_name(&g->pl.sql, g->pl.d, column);
}

static void hint_move(origin *g, const mg_object *from, const mg_object *to_table, mg_str to)
{
    mg_rename_hint *h = MG_NEW(g->pl.arena, mg_rename_hint);
    if (!h)
        return;
    mg_buf_reset(&g->pl.sql);
    column_words(g, from->parent, from->name);
    h->from = mg_buf_take(&g->pl.sql, g->pl.arena);
    mg_buf_reset(&g->pl.sql);
    column_words(g, to_table, to);
    h->to = mg_buf_take(&g->pl.sql, g->pl.arena);
    mg_vec_push(&g->hints, h);
}

/* `second`: the column of that name; NULL when it is not there yet. True: the name is one of a move. */
static bool undo_move(origin *g, const mg_object *table, mg_str name, const mg_object *second)
{
    const mg_object *teller = teller_of_move(g, table, name), *first = teller ? source_of_move(g, teller, table) : NULL;
    if (!first)
        return false;
    remove_helpers_of(g, table, "moved_to", name);
    remove_helpers_of(g, first->parent, "moved_from", first->name);
    if (second)
        remove_second(g, table, second, NULL);
    hint_move(g, first, table, name);
    return true;
}

static void undo_table(origin *g, const mg_object *table)
{
    MG_EACH_CHILD(c, table)
        if (c->kind == MG_O_COLUMN && !is_helper_name(c->name))
            undo_column(g, table, c->name, c);
    const mg_object *goal = mg_schema_find(g->after, MG_O_TABLE, table->schema, table->name);
    for (const mg_object *c = goal ? goal->first : NULL; c; c = c->next)
        if (c->kind == MG_O_COLUMN && !mg_object_child(table, MG_O_COLUMN, c->name))
            undo_column(g, table, c->name, NULL);
}

/* ---- comparing from there --------------------------------------------------------------------------- */

/* Renames that the first comparison found are no longer a question. */
static void keep_renames(origin *g, const mg_changes *c)
{
    for (uint32_t i = 0; i < c->list.n; i++) {
        const mg_change *r = c->list.at[i];
        if (mg_change_is_rename(r) && !is_helper_name(r->before->name) && (r->before->kind == MG_O_COLUMN || r->before->kind == MG_O_TABLE))
            hint(g, r->before, r->after->name);
    }
    for (uint32_t i = 0; i < c->moves.n; i++) {
        const mg_move *m = c->moves.at[i];
        hint_move(g, m->from, m->to->parent, m->to->name);
    }
}

static mg_changes *compare(origin *g, const mg_changes *c)
{
    mg_diff_options opts = c->opts;
    mg_rename_hint *hints = MG_NEW_N(g->pl.arena, mg_rename_hint, g->hints.n + 1);
    if (!hints)
        return NULL;
    for (uint32_t i = 0; i < g->hints.n; i++)
        hints[i] = *(const mg_rename_hint *)g->hints.at[i];
    opts.hints = hints;
    opts.n_hints = g->hints.n;
    return mg_diff(g->pl.ctx, g->schema, g->after, &opts);
}

mg_changes *mg_plan_origin(const mg_changes *c, mg_schema **schema)
{
    *schema = NULL;
    if (!has_helpers(c))
        return NULL;
    mg_ctx *ctx = c->ctx;
    mg_arena arena;
    mg_arena_init(&arena, &ctx->alloc);
    origin g = {.pl = {.ctx = ctx, .d = c->before->dialect, .arena = &arena}, .before = c->before, .after = c->after};
    mg_buf_init(&g.pl.sql, &ctx->alloc);
    mg_buf_init(&g.pl.sql2, &ctx->alloc);
    mg_vec_init(&g.hints, &ctx->alloc);
    g.schema = mg_schema_clone(c->before);
    mg_changes *out = NULL;
    if (g.schema) {
        MG_EACH_OBJECT(table, c->before)
            if (table->kind == MG_O_TABLE)
                undo_table(&g, table);
        keep_renames(&g, c);
        if (g.found && mg_schema_finish(g.schema))
            out = compare(&g, c);
    }
    if (!out)
        mg_schema_free(g.schema);
    *schema = out ? g.schema : NULL;
    mg_vec_free(&g.hints);
    mg_buf_free(&g.pl.sql);
    mg_buf_free(&g.pl.sql2);
    mg_arena_free(&arena);
    return out;
}
