/* What the rules need to know of a change: its facts, its place in the plan,
 * the statement that made it. */
#include <string.h>

#include "rules/lint.h"
#include "rules/util.h"

/* ---- notes ----------------------------------------------------------------------- */

static bool is_add(const mg_change *c)
{
    return c->after && !c->before;
}

static bool same_kind(const mg_change *a, const mg_change *b)
{
    return mg_change_object(a)->kind == mg_change_object(b)->kind;
}

static const mg_change *find_drop(const mg_change *const *drops, const mg_changes *changes, const mg_change *add)
{
    const mg_object *was = is_add(add) ? mg_change_namesake(changes, add) : NULL;
    const mg_change *drop = was ? drops[was->id] : NULL;
    return drop && same_kind(drop, add) ? drop : NULL;
}

static bool note_replacements(mg_change_note *notes, const mg_changes *changes)
{
    size_t bytes = ((size_t)changes->n_before + 1) * sizeof(mg_change *);
    const mg_change **drops = NULL; /* by id of what is dropped */
    for (uint32_t i = 0; i < changes->list.n; i++) {
        const mg_change *c = changes->list.at[i];
        if (c->after)
            continue;
        if (!drops && !(drops = mg_malloc(&changes->ctx->alloc, bytes)))
            return false;
        drops[c->before->id] = c;
    }
    for (uint32_t i = 0; drops && i < changes->list.n; i++) {
        const mg_change *c = changes->list.at[i], *drop = find_drop(drops, changes, c);
        if (!drop)
            continue;
        notes[drop->id].replaced_by = c;
        notes[c->id].replaces = drop;
    }
    mg_free(&changes->ctx->alloc, drops, bytes);
    return true;
}

/* Something is read or built; a switch of an index, or another name, is done at once. */
static bool is_work(const mg_step *s)
{
    bool index = s->op && strstr(s->op, "index") && strcmp(s->op, "alter_index") && strcmp(s->op, "rename_index");
    return s->scans_table || s->rewrites_table || index;
}

static bool note_plan(mg_change_note *notes, mg_arena *a, const mg_plan *plan, uint32_t n)
{
    uint32_t *later = plan ? MG_NEW_N(a, uint32_t, plan->steps.n + 1) : NULL;
    for (uint32_t i = 0; later && i < plan->steps.n; i++) {
        const mg_step *s = plan->steps.at[i];
        if (!s->change || s->change->id > n)
            continue;
        mg_change_note *note = &notes[s->change->id];
        bool concurrent = s->op && strstr(s->op, "concurrently");
        if (is_work(s) && !concurrent && mg_pg_lock_blocks_writes(s->lock))
            note->heavy = true;
        if (!note->served)
            note->step = s->id;
        later[note->last_step] = s->id;
        note->last_step = s->id;
        note->later = later;
        note->served = true;
    }
    return later || !plan;
}

/* What statements dropped, by name: the last one of it, and behind each the one before. */
typedef struct drop_index {
    const mg_vec *drops; /* mg_drop* */
    mg_map last;         /* by name: which of them, from 1 on */
    uint32_t *older;
} drop_index;

static bool index_drops(drop_index *x)
{
    for (uint32_t i = 0; i < x->drops->n; i++) {
        const mg_drop *d = x->drops->at[i];
        x->older[i] = (uint32_t)(uintptr_t)mg_map_get(&x->last, d->name);
        if (!mg_map_put(&x->last, d->name, (void *)(uintptr_t)(i + 1)))
            return false;
    }
    return true;
}

static const mg_drop *last_drop_of(const drop_index *x, const mg_object *o)
{
    mg_str table = o->parent ? o->parent->name : MG_STR_NONE;
    for (uint32_t i = (uint32_t)(uintptr_t)mg_map_get(&x->last, o->name); i; i = x->older[i - 1]) {
        const mg_drop *d = x->drops->at[i - 1];
        if (d->kind == o->kind && mg_str_eq(d->table, table) && mg_str_eq(d->schema, o->schema))
            return d;
    }
    return NULL;
}

/* AFTER may be a history with DROP statements in it: findings point at them. */
static bool note_drops(mg_change_note *notes, mg_arena *a, const mg_changes *changes)
{
    drop_index x = {.drops = &changes->after->drops};
    if (!x.drops->n)
        return true;
    mg_map_init(&x.last, &changes->ctx->alloc);
    x.older = MG_NEW_N(a, uint32_t, x.drops->n);
    bool ok = x.older && index_drops(&x);
    for (uint32_t i = 0; ok && i < changes->list.n; i++) {
        const mg_change *c = changes->list.at[i];
        const mg_drop *d = c->before && !c->after ? last_drop_of(&x, c->before) : NULL;
        if (d)
            notes[c->id].dropped_by = d->stmt, notes[c->id].drop_assumed = d->assumed;
    }
    mg_map_free(&x.last);
    return ok;
}

const mg_change_note *mg_rule_notes(mg_arena *a, const mg_changes *changes, const mg_plan *plan)
{
    mg_change_note *notes = MG_NEW_N(a, mg_change_note, changes->list.n + 1);
    if (!notes)
        return NULL;
    bool ok = note_drops(notes, a, changes) && note_replacements(notes, changes) && note_plan(notes, a, plan, changes->list.n);
    return ok ? notes : NULL;
}

const mg_step *mg_rule_next_step(const mg_rule_ctx *rc, const mg_change *c, const mg_step *s)
{
    const mg_change_note *note = mg_rule_note(rc, c);
    if (!rc->plan || !note->served)
        return NULL;
    uint32_t id = s ? note->later[s->id] : note->step;
    return id ? rc->plan->steps.at[id - 1] : NULL;
}

bool mg_rule_plan_avoids(const mg_rule_ctx *rc, const mg_change *c)
{
    return rc->plan && mg_rule_note(rc, c)->served && !mg_rule_note(rc, c)->heavy;
}

void mg_rule_mind_plan(const mg_rule_ctx *rc, mg_finding *f)
{
    if (!f || !f->change || !mg_rule_plan_avoids(rc, f->change))
        return;
    f->answered = true;
    if (f->severity > MG_SEV_INFO)
        f->severity = (mg_severity)(f->severity - 1);
    mg_str s = f->suggestion;
    const char *statements = s.n ? memchr(s.p, '\n', s.n) : NULL; /* they stand in the plan */
    if (statements)
        s.n = (uint32_t)(statements - s.p);
    f->suggestion = mg_arena_printf(rc->arena, "%S The plan does it so, from step s%u on.", &s,
                                    mg_rule_note(rc, f->change)->step);
}

mg_str mg_rule_say_more(mg_arena *a, mg_str suggestion, mg_str sentence)
{
    const char *sql = suggestion.n ? memchr(suggestion.p, '\n', suggestion.n) : NULL;
    mg_str words = suggestion, statements = MG_STR("");
    if (sql) {
        words.n = (uint32_t)(sql - suggestion.p);
        statements = (mg_str){sql, suggestion.n - words.n};
    }
    return mg_arena_printf(a, "%S%s%S%S", &words, words.n ? " " : "", &sentence, &statements);
}

void mg_rule_mind_left_out(const mg_rule_ctx *rc, mg_finding *f)
{
    if (!f || !rc->plan)
        return;
    f->severity = MG_SEV_INFO;
    f->suggestion = mg_rule_say_more(rc->arena, f->suggestion, MG_STR("The plan leaves it out."));
}

const mg_stmt_info *mg_rule_statement_of(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_vec *statements = &mg_rule_after(rc)->statements;
    const mg_stmt_info *st = mg_rule_note(rc, c)->dropped_by;
    if (!st && c->after && c->after->source && c->after->statement < statements->n)
        st = statements->at[c->after->statement];
    return st;
}

bool mg_rule_is_altered(const mg_rule_ctx *rc, const mg_change *c, int type)
{
    const mg_stmt_info *st = !rc->plan && c->type == type ? mg_rule_statement_of(rc, c) : NULL;
    return st && st->kind == S_ALTER_TABLE && mg_rule_on_old_table(rc, c);
}

/* ---- the statement that made a change ------------------------------------------------- */

/* What stands in the statement of a change to a column, in PostgreSQL's words. */
static const char *telling_words(int type)
{
    switch (type) {
    case MG_C_ADD_COLUMN: return "ADD";
    case MG_C_ALTER_COLUMN_TYPE: return "TYPE";
    case MG_C_SET_NOT_NULL: return "SET NOT NULL";
    default: return NULL;
    }
}

bool mg_rule_is_about(const mg_stmt_info *st, const mg_object *table)
{
    uint32_t n = table->name.n;
    if (st->kind != S_ALTER_TABLE || st->object.n < n)
        return false;
    mg_str tail = {st->object.p + st->object.n - n, n};
    return mg_str_eq(tail, table->name);
}

/* The letters in front of *p and of the blanks before it; *p is where they begin then. */
static mg_str word_before(const char *start, const char **p)
{
    const char *end = *p;
    while (end > start && mg_is_blank(end[-1]))
        end--;
    const char *at = end;
    while (at > start && mg_is_letter(at[-1]))
        at--;
    *p = at;
    return (mg_str){at, (uint32_t)(end - at)};
}

/* What was read last of the column is its definition, behind ADD in the statement. */
static bool defines_column(const mg_stmt_info *st, const mg_object *column)
{
    const char *start = st->source->text.p + st->off, *p = st->source->text.p + column->off;
    if (column->source != st->source || column->off < st->off || column->off - st->off >= st->len)
        return false;
    mg_str word = word_before(start, &p);
    if (mg_str_iis(word, "COLUMN"))
        word = word_before(start, &p);
    return mg_str_iis(word, "ADD") || mg_str_iis(word, "EXISTS");
}

/* ADD [COLUMN] [IF NOT EXISTS] name */
static bool adds_column(const mg_stmt_info *st, const mg_object *column)
{
    mg_words w = mg_rule_words(st);
    while (mg_rule_skip_to(&w, "ADD")) {
        mg_words at = w;
        mg_str word = mg_rule_next_word(&at);
        if (mg_str_iis(word, "COLUMN"))
            word = mg_rule_next_word(&at);
        if (mg_str_iis(word, "IF") && mg_rule_skip_to(&at, "EXISTS"))
            word = mg_rule_next_word(&at);
        if (word.n > 1 && word.p[0] == '"')
            word = (mg_str){word.p + 1, word.n - 2};
        if (mg_rule_was_called(column, word))
            return true;
    }
    return false;
}

static bool names_column(const mg_stmt_info *st, const mg_object *column)
{
    mg_words w = mg_rule_words(st);
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w)) {
        if (word.n > 1 && word.p[0] == '"')
            word = (mg_str){word.p + 1, word.n - 2};
        if (mg_rule_was_called(column, word))
            return true;
    }
    return false;
}

/* Its one action is of the change's kind. */
static bool is_all_it_does(const mg_rule_ctx *rc, const mg_stmt_info *st, const mg_change *c)
{
    const mg_lint_stmt *all = mg_lint_of(rc, st);
    uint32_t bit = c->type == MG_C_SET_NOT_NULL ? MG_LINT_SETS_NOT_NULL : c->type == MG_C_ALTER_COLUMN_TYPE ? MG_LINT_CHANGES_TYPE : 0;
    return all && all->n_parts == 1 && all->bits & bit && mg_rule_is_about(st, c->after->parent);
}

static bool makes(const mg_stmt_info *st, const mg_change *c, const char *words)
{
    if (!mg_rule_is_about(st, c->after->parent) || (!mg_object_former(c->after) && !mg_word_set_may_hold(st->words, c->after->name)))
        return false;
    if (c->type == MG_C_ADD_COLUMN)
        return defines_column(st, c->after) || adds_column(st, c->after);
    return mg_rule_statement_holds(st, words) && names_column(st, c->after);
}

/* The last one before statement `to`. */
static const mg_stmt_info *find_convert(const mg_vec *all, const mg_object *table, uint32_t to)
{
    enum { furthest = 2000 };
    for (uint32_t i = to, looked = 0; i-- > 0 && looked < furthest; looked++)
        if (mg_rule_is_about(all->at[i], table) && mg_rule_statement_holds(all->at[i], "CONVERT TO"))
            return all->at[i];
    return NULL;
}

/* MySQL: CONVERT TO gives all columns another character set; a MODIFY behind it that says none keeps that. */
static const mg_stmt_info *tell_charset(const mg_rule_ctx *rc, const mg_change *c, const mg_stmt_info *last)
{
    const mg_vec *all = &mg_rule_after(rc)->statements;
    uint32_t to = c->after->statement < all->n ? c->after->statement : all->n;
    if (last && (mg_rule_statement_holds(last, "COLLATE") || mg_rule_statement_holds(last, "CHARACTER SET") || mg_rule_statement_holds(last, "CHARSET")))
        return last;
    const mg_stmt_info *convert = find_convert(all, c->after->parent, to);
    return convert ? convert : last;
}

/* What the file does to a thing that it does not write anew: by the last statement about its table. */
static const mg_stmt_info *last_about(const mg_rule_ctx *rc, const mg_object *table)
{
    enum { furthest = 2000 };
    const mg_vec *all = &mg_rule_after(rc)->statements;
    for (uint32_t i = all->n, looked = 0; i-- > 0 && looked < furthest; looked++)
        if (mg_rule_is_about(all->at[i], table))
            return all->at[i];
    return NULL;
}

/* A column remembers the statement that changed it last. The one in question may stand before it. */
static const mg_stmt_info *tell(const mg_rule_ctx *rc, const mg_change *c, const mg_stmt_info *last)
{
    enum { furthest = 2000 };
    const char *words = c->after->kind == MG_O_COLUMN && mg_rule_dialect(rc)->id == MG_POSTGRES ? telling_words(c->type) : NULL;
    if (!words || !c->after->parent || is_all_it_does(rc, last, c) || makes(last, c, words))
        return last;
    for (uint32_t i = c->after->statement, looked = 0; i-- > 0 && looked < furthest; looked++) { /* last->index counts all that was read */
        const mg_stmt_info *st = mg_rule_after(rc)->statements.at[i];
        if (makes(st, c, words))
            return st;
    }
    return last;
}

static const mg_stmt_info *last_statement(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_schema *after = mg_rule_after(rc);
    bool known = c->after && c->after->source && c->after->statement < after->statements.n;
    return known ? after->statements.at[c->after->statement] : NULL;
}

static const mg_stmt_info *find_maker(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *dropped = mg_rule_note(rc, c)->dropped_by, *last = rc->plan ? NULL : last_statement(rc, c);
    if (rc->lint && !dropped && !last && c->after && !c->after->parent)
        return last_about(rc, c->after);
    if (dropped || rc->plan || !c->after || !c->after->parent)
        return dropped;
    if (mg_rule_is_mysql(rc) && (c->type == MG_C_ALTER_CHARSET || c->type == MG_C_ALTER_COLLATION)) {
        const mg_stmt_info *st = tell_charset(rc, c, last);
        return st == last ? NULL : st;
    }
    if (!last)
        return rc->lint ? last_about(rc, c->after->parent) : NULL;
    const mg_stmt_info *st = tell(rc, c, last);
    return st == last ? NULL : st;
}

const mg_stmt_info *mg_rule_made_by(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_change_note *note = (mg_change_note *)(uintptr_t)mg_rule_note(rc, c);
    if (!note->made_by_known)
        note->made_by = find_maker(rc, c);
    note->made_by_known = true;
    return note->made_by;
}

bool mg_rule_is_written(const mg_rule_ctx *rc, const mg_change *c, const char *words)
{
    const mg_stmt_info *st = mg_rule_made_by(rc, c);
    st = st ? st : last_statement(rc, c);
    return !rc->plan && st && mg_rule_statement_holds(st, words);
}

bool mg_rule_is_validated(const mg_rule_ctx *rc, const mg_change *c)
{
    return c->after && mg_rule_dialect(rc)->id == MG_POSTGRES && !mg_attr(c->after, A_NOT_VALID) &&
           (mg_rule_is_written(rc, c, "VALIDATE CONSTRAINT") || mg_rule_is_written(rc, c, "NOT VALID"));
}

bool mg_rule_comes_with_key(const mg_rule_ctx *rc, const mg_change *c)
{
    if (rc->plan || !c->after->parent)
        return false;
    MG_EACH_CHILD(o, c->after->parent) {
        if (o->kind == MG_O_PRIMARY_KEY && !mg_changes_counterpart(rc->changes, o) && mg_rule_key_holds(o, c->after->name))
            return true;
    }
    return false;
}

bool mg_rule_may_be_not_null(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *type = mg_attr_first(c->before, A_TYPE);
    return type && mg_str_is(mg_text(type), "unknown") && mg_rule_comes_with_key(rc, c);
}

/* A CHECK that is still there says so; or the text dropped one from the table, after it had done its work. */
bool mg_rule_not_null_is_proved(const mg_rule_ctx *rc, const mg_change *c)
{
    if (mg_rule_dialect(rc)->id != MG_POSTGRES || !c->after->parent)
        return false;
    const mg_vec *drops = &mg_rule_after(rc)->drops, *all = &mg_rule_after(rc)->statements;
    const mg_stmt_info *set = c->after->statement < all->n ? all->at[c->after->statement] : NULL;
    MG_EACH_CHILD(o, c->after->parent) {
        if (o->kind == MG_O_CHECK && !mg_attr(o, A_NOT_VALID) && mg_rule_says_not_null(o, c->after->name))
            return true;
    }
    for (uint32_t i = 0; !rc->plan && set && i < drops->n && i < 4096; i++) {
        const mg_drop *d = drops->at[i];
        if (d->kind == MG_O_CHECK && mg_str_eq(d->table, c->after->parent->name) && d->stmt->index > set->index)
            return true;
    }
    return false;
}

const mg_change **mg_rule_by_before(const mg_rule_ctx *rc, const int *types)
{
    const mg_change **by = MG_NEW_N(rc->arena, const mg_change *, mg_rule_before(rc)->next_id + 1);
    for (uint32_t i = 0; by && i < rc->changes->list.n; i++) {
        const mg_change *c = rc->changes->list.at[i];
        for (const int *t = types; *t; t++)
            if (c->type == *t && c->before && c->before->id <= mg_rule_before(rc)->next_id)
                by[c->before->id] = c;
    }
    return by;
}

/* ---- columns ------------------------------------------------------------------------ */

static const mg_type_change *type_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *from = mg_attr_first(c->before, A_TYPE), *to = mg_attr_first(c->after, A_TYPE);
    mg_type_change *t = from && to && mg_rule_on_old_table(rc, c) ? MG_NEW(rc->arena, mg_type_change) : NULL;
    /* Domains and enums stand in the state, where the file does not touch them. */
    const mg_schema *all = rc->lint ? rc->lint->state : NULL;
    if (t)
        mg_fact_type_change(all ? all : mg_rule_before(rc), all ? all : mg_rule_after(rc), from, to, c->after, t);
    return t;
}

/* Some twenty rules ask. */
bool mg_rule_type_change(const mg_rule_ctx *rc, const mg_change *c, mg_type_change *out)
{
    mg_change_note *note = (mg_change_note *)(uintptr_t)mg_rule_note(rc, c);
    if (c->type != MG_C_ALTER_COLUMN_TYPE)
        return false;
    if (!note->type_known) {
        note->types = type_change(rc, c);
        note->type_known = true;
    }
    if (note->types)
        *out = *note->types;
    return note->types != NULL;
}

mg_str mg_rule_type_words(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str from = mg_rule_sql_type(rc, mg_attr_first(c->before, A_TYPE));
    mg_str to = mg_rule_sql_type(rc, mg_attr_first(c->after, A_TYPE));
    return mg_arena_printf(rc->arena, "%S to %S", &from, &to);
}

bool mg_rule_is_serial(const mg_object *column)
{
    const mg_node *expr = mg_attr_first(column, A_DEFAULT);
    return expr && expr->kind == E_CALL && mg_str_is(mg_text(expr), "nextval");
}

bool mg_rule_column_has_value(const mg_object *column)
{
    const mg_node *expr = mg_attr_first(column, A_DEFAULT);
    if (mg_attr(column, A_GENERATED) || mg_attr(column, A_IDENTITY) || mg_attr(column, A_AUTO_INCREMENT))
        return true;
    if (!expr)
        return false;
    return !(expr->kind == E_CONST && expr->sub == MG_CONST_NULL);
}
