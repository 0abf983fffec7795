/* What the rules need to know of a change: its facts, its place in the plan,
 * its name in the tables of operations. */
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

static void note_plan(mg_change_note *notes, const mg_plan *plan, uint32_t n)
{
    for (uint32_t i = 0; plan && i < plan->steps.n; i++) {
        const mg_step *s = plan->steps.at[i];
        if (!s->change || s->change->id > n)
            continue;
        mg_change_note *note = &notes[s->change->id];
        bool concurrent = s->op && strstr(s->op, "concurrently");
        if (is_work(s) && !concurrent && mg_pg_lock_blocks_writes(s->lock))
            note->heavy = true;
        if (!note->served)
            note->step = s->id;
        note->served = true;
    }
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
    if (!note_drops(notes, a, changes) || !note_replacements(notes, changes))
        return NULL;
    note_plan(notes, plan, changes->list.n);
    return notes;
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

static bool makes(const mg_stmt_info *st, const mg_change *c, const char *words)
{
    if (!mg_rule_is_about(st, c->after->parent) || (!mg_object_former(c->after) && !mg_word_set_may_hold(st->words, c->after->name)))
        return false;
    if (c->type == MG_C_ADD_COLUMN)
        return adds_column(st, c->after);
    return mg_rule_statement_holds(st, words) && names_column(st, c->after);
}

static const mg_stmt_info *find_convert(const mg_vec *all, const mg_object *table, uint32_t from, uint32_t to)
{
    enum { furthest = 2000 };
    for (uint32_t i = to, looked = 0; i-- > from && looked < furthest; looked++)
        if (mg_rule_is_about(all->at[i], table) && mg_rule_statement_holds(all->at[i], "CONVERT TO"))
            return all->at[i];
    return NULL;
}

/* MySQL: CONVERT TO gives all columns another character set; a MODIFY behind it that says none keeps that, one before it has no say. */
static const mg_stmt_info *tell_charset(const mg_rule_ctx *rc, const mg_change *c, const mg_stmt_info *last)
{
    const mg_vec *all = &mg_rule_after(rc)->statements;
    const mg_object *table = c->after->parent;
    uint32_t from = c->after->statement < all->n ? c->after->statement + 1 : all->n;
    const mg_stmt_info *convert = find_convert(all, table, from, all->n);
    if (convert)
        return convert;
    if (last && (mg_rule_statement_holds(last, "COLLATE") || mg_rule_statement_holds(last, "CHARACTER SET") || mg_rule_statement_holds(last, "CHARSET")))
        return last;
    convert = find_convert(all, table, 0, from);
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
    if (!words || !c->after->parent || makes(last, c, words))
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

static bool column_is_indexed(const mg_object *column)
{
    if (!column->parent)
        return false;
    MG_EACH_CHILD(o, column->parent) {
        if (o->kind != MG_O_INDEX && o->kind != MG_O_UNIQUE && o->kind != MG_O_PRIMARY_KEY)
            continue;
        uint32_t n = mg_rule_key_count(o);
        for (uint32_t i = 0; i < n; i++)
            if (mg_str_ieq(mg_rule_key_column(o, i), column->name))
                return true;
    }
    return false;
}

static bool has_expression_key(const mg_object *index)
{
    uint32_t n = mg_rule_key_count(index);
    for (uint32_t i = 0; i < n; i++)
        if (!mg_rule_key_column(index, i).n)
            return true;
    return false;
}

/* A default that is more than a constant or the current time. */
static bool default_is_expression(const mg_object *column)
{
    const mg_node *e = mg_attr_first(column, A_DEFAULT);
    if (!e || e->kind == E_CONST)
        return false;
    if (e->kind == E_OP && e->first && e->first->kind == E_CONST && !e->first->next)
        return false;
    return !(e->kind == E_CALL && (mg_str_iis(mg_text(e), "current_timestamp") || mg_str_iis(mg_text(e), "now")));
}

/* Some later column of the table was there before: the new one stands in the middle. */
static bool stands_in_the_middle(const mg_rule_ctx *rc, const mg_object *column)
{
    for (const mg_object *o = column->next; o; o = o->next)
        if (o->kind == MG_O_COLUMN && mg_changes_counterpart(rc->changes, o))
            return true;
    return false;
}

/* ---- names of operations ------------------------------------------------------------- */

static bool has_fulltext(const mg_object *table)
{
    MG_EACH_CHILD(o, table) {
        if (mg_str_is(mg_attr_text(o, A_INDEX_KIND), "fulltext"))
            return true;
    }
    return false;
}

static mg_str row_format(const mg_object *table)
{
    MG_EACH(p, mg_attr(table, A_OPTIONS)) {
        if (mg_str_iis(mg_text(p), "row_format"))
            return mg_text(p->first);
    }
    return MG_STR_NONE;
}

static bool is_compressed(const mg_object *table)
{
    return mg_str_iis(row_format(table), "compressed");
}

/* What keeps INSTANT away from a table; a file that takes it away may do so first. */
static bool has_lastingly(const mg_rule_ctx *rc, const mg_object *table, bool (*has)(const mg_object *table))
{
    const mg_object *other = table ? mg_changes_counterpart(rc->changes, table) : NULL;
    return table && has(table) && (rc->plan || !other || has(other));
}

static const char *mysql_add_column(const mg_rule_ctx *rc, const mg_object *column)
{
    const mg_node *generated = mg_attr(column, A_GENERATED);
    const mg_object *table = mg_changes_counterpart(rc->changes, column->parent);
    if (!generated && has_lastingly(rc, table, is_compressed))
        return "add.row_format_compressed";
    if (!generated && has_lastingly(rc, table, has_fulltext))
        return "add.to_fulltext_table";
    if (generated)
        return generated->sub == MG_GEN_STORED ? "add_column_generated_stored" : "add_column_generated_virtual";
    if (mg_attr(column, A_AUTO_INCREMENT))
        return "add_column_auto_increment";
    if (default_is_expression(column))
        return "add_column_expression_default";
    return stands_in_the_middle(rc, column) ? "add_column_after" : "add_column";
}

static const char *mysql_drop_column(const mg_rule_ctx *rc, const mg_object *column)
{
    const mg_node *generated = mg_attr(column, A_GENERATED);
    if (column_is_indexed(column))
        return "drop_column_indexed";
    if (!generated && has_lastingly(rc, column->parent, is_compressed))
        return "drop.compressed";
    if (!generated && has_lastingly(rc, column->parent, has_fulltext))
        return "drop.from_fulltext_table";
    if (!generated)
        return "drop_column";
    return generated->sub == MG_GEN_STORED ? "drop_column_generated_stored" : "drop_column_generated_virtual";
}

static const char *mysql_create_index(const mg_object *index)
{
    mg_str kind = mg_attr_text(index, A_INDEX_KIND);
    if (mg_str_is(kind, "fulltext")) {
        MG_EACH_CHILD(o, index->parent) {
            if (o != index && mg_str_is(mg_attr_text(o, A_INDEX_KIND), "fulltext"))
                return "create_second_fulltext_index";
        }
        return "create_fulltext_index";
    }
    if (mg_str_is(kind, "spatial"))
        return "create_spatial_index";
    if (has_expression_key(index))
        return index->kind == MG_O_UNIQUE ? "create_unique_functional_index" : "create_index_functional";
    return "create_index";
}

static const char *mysql_generated(const mg_change *c)
{
    const mg_node *n = mg_attr(c->after, A_GENERATED);
    n = n ? n : mg_attr(c->before, A_GENERATED);
    return n && n->sub == MG_GEN_VIRTUAL ? "alter_generated_virtual" : "alter_generated_stored";
}

/* The number in varchar(n); 0 when there is none. */
static uint64_t type_length(const mg_node *type)
{
    uint64_t n = 0;
    mg_str text = mg_text(mg_child(type, E_CONST));
    for (uint32_t i = 0; i < text.n && n < UINT32_MAX && text.p[i] >= '0' && text.p[i] <= '9'; i++)
        n = n * 10 + (uint64_t)(text.p[i] - '0');
    return n;
}

/* utf8mb3 to utf8mb4 keeps the bytes, but an index and the second length byte spoil that. */
static const char *mysql_charset(const mg_change *c)
{
    if (!mg_str_is(mg_attr_text(c->before, A_CHARSET), "utf8mb3") || !mg_str_is(mg_attr_text(c->after, A_CHARSET), "utf8mb4"))
        return "alter_type";
    if (column_is_indexed(c->after))
        return "convert_charset_mb3_mb4";
    uint64_t length = type_length(mg_attr_first(c->after, A_TYPE));
    bool crosses = length * 3 <= 255 && length * 4 > 255;
    return crosses ? "type.utf8mb3_utf8mb4_cross255" : "type.utf8mb3_utf8mb4";
}

static bool holds_partitions(const mg_node *all, const mg_node *some)
{
    MG_EACH(p, some) {
        bool found = p->kind != N_PARTITION;
        MG_EACH(q, all) {
            found = found || (q->kind == N_PARTITION && mg_str_ieq(mg_text(q), mg_text(p)));
        }
        if (!found)
            return false;
    }
    return true;
}

static const char *mysql_partitioning(const mg_change *c)
{
    const mg_node *old = mg_attr(c->before, A_PARTITION_BY), *now = mg_attr(c->after, A_PARTITION_BY);
    if (!now)
        return "remove_partitioning";
    if (!old || !mg_str_eq(mg_text(old), mg_text(now)) || !mg_node_eq(old->first, now->first))
        return "partition_by";
    if (holds_partitions(now, old))
        return "add_partition";
    return holds_partitions(old, now) ? "drop_partition" : "reorganize_partition";
}

static const char *mysql_operation(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = mg_change_object(c);
    switch (c->type) {
    case MG_C_ADD_COLUMN: return mysql_add_column(rc, o);
    case MG_C_DROP_COLUMN: return mysql_drop_column(rc, o);
    case MG_C_RENAME_COLUMN: return "rename_column";
    case MG_C_MOVE_COLUMN: return "move_column";
    case MG_C_SET_NOT_NULL: return "set_not_null";
    case MG_C_DROP_NOT_NULL: return "drop_not_null";
    case MG_C_SET_DEFAULT: return "set_default";
    case MG_C_DROP_DEFAULT: return "drop_default";
    case MG_C_ALTER_AUTO_INCREMENT:
        return mg_attr(c->after, A_AUTO_INCREMENT) ? "add_auto_increment" : "drop_auto_increment";
    case MG_C_ALTER_GENERATED: return mysql_generated(c);
    case MG_C_ALTER_COLLATION: return column_is_indexed(o) ? "alter_collation_indexed" : "alter_collation";
    case MG_C_ALTER_CHARSET: return mysql_charset(c);
    case MG_C_ADD_PRIMARY_KEY: return mg_rule_note(rc, c)->replaces ? "replace_primary_key" : "add_primary_key";
    case MG_C_DROP_PRIMARY_KEY: return mg_rule_note(rc, c)->replaced_by ? NULL : "drop_primary_key";
    case MG_C_ADD_UNIQUE: return "add_unique";
    case MG_C_DROP_UNIQUE: return "drop_index";
    case MG_C_ADD_CHECK: return mg_attr(o, A_NOT_ENFORCED) ? "add_check_not_enforced" : "add_check";
    case MG_C_DROP_CHECK: return "drop_check";
    case MG_C_ADD_FOREIGN_KEY: return "add_foreign_key";
    case MG_C_DROP_FOREIGN_KEY: return "drop_foreign_key";
    case MG_C_RENAME_INDEX: return "rename_index";
    case MG_C_ALTER_INDEX: return "alter_index_visibility";
    case MG_C_ALTER_TABLE_ENGINE: return "alter_engine";
    case MG_C_ALTER_TABLE_OPTIONS:
        return c->before && c->after && !mg_str_ieq(row_format(c->before), row_format(c->after)) ? "alter_row_format" : NULL;
    case MG_C_ALTER_TABLE_CHARSET: return "table_charset";
    case MG_C_ALTER_PARTITIONING: return mysql_partitioning(c);
    case MG_C_CREATE: return o->kind == MG_O_INDEX ? mysql_create_index(o) : NULL;
    case MG_C_DROP: return o->kind == MG_O_INDEX ? "drop_index" : NULL;
    case MG_C_RENAME: return o->kind == MG_O_TABLE ? "rename_table" : NULL;
    default: return NULL;
    }
}

/* Some twenty rules ask. */
const char *mg_rule_mysql_operation(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_change_note *note = (mg_change_note *)(uintptr_t)mg_rule_note(rc, c);
    if (!note->operation_known) {
        note->operation = mysql_operation(rc, c);
        note->operation_known = true;
    }
    return note->operation;
}

static bool is_one_of(const char *op, const char *ops)
{
    size_t n = strlen(op);
    for (const char *p = ops; (p = strstr(p, op)) != NULL; p += n)
        if ((p == ops || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
            return true;
    return false;
}

const mg_my_fact *mg_rule_mysql_fact(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_change_note *note = (mg_change_note *)(uintptr_t)mg_rule_note(rc, c);
    if (!note->fact_known) {
        note->fact = mg_fact_mysql(mg_rule_dialect(rc), mg_rule_mysql_operation(rc, c), mg_rule_version(rc));
        note->fact_known = true;
    }
    return note->fact;
}

static const mg_my_fact *online(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_my_fact *f = mg_rule_on_old_table(rc, c) ? mg_rule_mysql_fact(rc, c) : NULL;
    bool costs = f && f->supported && (f->rebuilds || strcmp(f->lock, "NONE") != 0 || strcmp(f->algorithm, "COPY") == 0);
    return costs ? f : NULL;
}

const mg_my_fact *mg_rule_online(const mg_rule_ctx *rc, const mg_change *c, const char *ops)
{
    mg_change_note *note = (mg_change_note *)(uintptr_t)mg_rule_note(rc, c);
    if (!note->online_known) {
        note->online = online(rc, c);
        note->online_known = true;
    }
    return note->online && (!ops || is_one_of(note->operation, ops)) ? note->online : NULL;
}

static bool has_online_rule(const mg_rule_ctx *rc, const mg_change *c)
{
    static const char ops[] = "add_column_generated_stored add_column_expression_default create_fulltext_index "
                              "create_second_fulltext_index create_spatial_index drop_column_indexed partition_by "
                              "remove_partitioning reorganize_partition alter_collation_indexed alter_row_format "
                              "add_column_after add_column_first add.to_fulltext_table drop.from_fulltext_table "
                              "add.row_format_compressed drop.compressed";
    const char *op = mg_rule_mysql_operation(rc, c);
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t))
        return op && is_one_of(op, ops);
    if (!t.to_name || !t.from_name || strcmp(t.to_name, t.from_name) != 0 || (t.loss & (MG_TC_ENUM_VALUES | MG_TC_STRING)))
        return false;
    bool members = strcmp(t.to_name, "enum") == 0 || strcmp(t.to_name, "set") == 0;
    return members || (strcmp(t.to_name, "varchar") == 0 && mg_rule_dialect(rc)->id == MG_MYSQL);
}

bool mg_rule_has_online_rule(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_change_note *note = (mg_change_note *)(uintptr_t)mg_rule_note(rc, c);
    if (!note->online_rule_known) {
        note->online_rule = has_online_rule(rc, c);
        note->online_rule_known = true;
    }
    return note->online_rule;
}

mg_str mg_rule_online_cost(const mg_rule_ctx *rc, const mg_change *c, const mg_my_fact *fact)
{
    mg_str table = mg_rule_name(rc, mg_change_table(c));
    bool waits = strcmp(fact->lock, "NONE") != 0, copies = strcmp(fact->algorithm, "COPY") == 0;
    const char *done = copies ? "copied" : "rebuilt in place";
    if (!fact->rebuilds && !copies)
        return mg_arena_printf(rc->arena, "writes to %S wait until it is done (ALGORITHM=%s, LOCK=%s)", &table, fact->algorithm,
                               fact->lock);
    return mg_arena_printf(rc->arena, "%S is %s while writes %s (ALGORITHM=%s)", &table, done, waits ? "wait" : "go on",
                           fact->algorithm);
}

void mg_rule_online_severity(mg_finding *f, const mg_my_fact *fact)
{
    bool hard = fact->rebuilds && strcmp(fact->lock, "NONE") != 0;
    mg_rule_severity(f, hard ? MG_SEV_ERROR : MG_SEV_WARNING);
}

static const char *sqlite_add_column(const mg_object *column)
{
    const mg_node *generated = mg_attr(column, A_GENERATED);
    if (generated)
        return generated->sub == MG_GEN_STORED ? "add_column_generated_stored" : "add_column_generated_virtual";
    if (mg_attr(column, A_NOT_NULL) && !mg_rule_column_has_value(column))
        return "add_column_not_null";
    const mg_node *e = mg_attr_first(column, A_DEFAULT);
    bool signed_number = e && e->kind == E_OP && e->first && e->first->kind == E_CONST && !e->first->next;
    return e && e->kind != E_CONST && !signed_number ? "add_column_expression_default" : "add_column";
}

const char *mg_rule_sqlite_operation(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = mg_change_object(c);
    switch (c->type) {
    case MG_C_ADD_COLUMN: return stands_in_the_middle(rc, o) ? "move_column" : sqlite_add_column(o);
    case MG_C_DROP_COLUMN: return "drop_column";
    case MG_C_RENAME_COLUMN: return "rename_column";
    case MG_C_MOVE_COLUMN: return "move_column";
    case MG_C_ALTER_COLUMN_TYPE: return "alter_type";
    case MG_C_ALTER_COLLATION: return "alter_collation";
    case MG_C_ALTER_GENERATED: return "alter_generated";
    case MG_C_ALTER_AUTO_INCREMENT: return "auto_increment";
    case MG_C_SET_NOT_NULL: return "set_not_null";
    case MG_C_DROP_NOT_NULL: return "drop_not_null";
    case MG_C_SET_DEFAULT: return "set_default";
    case MG_C_DROP_DEFAULT: return "drop_default";
    case MG_C_ADD_CHECK: return "add_check";
    case MG_C_DROP_CHECK: return "drop_check";
    case MG_C_ADD_UNIQUE: return "add_unique";
    case MG_C_DROP_UNIQUE: return "drop_unique";
    case MG_C_ADD_FOREIGN_KEY: return "add_foreign_key";
    case MG_C_DROP_FOREIGN_KEY: return "drop_foreign_key";
    case MG_C_ADD_PRIMARY_KEY: return "add_primary_key";
    case MG_C_DROP_PRIMARY_KEY: return "drop_primary_key";
    case MG_C_ALTER: return c->attr == A_WITHOUT_ROWID ? "without_rowid" : c->attr == A_STRICT ? "strict" : NULL;
    default: return NULL;
    }
}

/* ---- statements that touch data --------------------------------------------------------- */

static mg_str statement_text(const mg_dml *d)
{
    const mg_stmt_info *st = d->stmt;
    return (mg_str){st->source->text.p + st->off, st->len};
}

/* How often each statement stands in BEFORE: a history that AFTER continues holds it as well. */
static bool count_before(mg_map *seen, mg_arena *a, const mg_schema *before)
{
    for (uint32_t i = 0; i < before->dml.n; i++) {
        const mg_dml *d = before->dml.at[i];
        uint32_t *n = mg_map_get(seen, statement_text(d));
        if (!n) {
            n = MG_NEW(a, uint32_t);
            if (!n || !mg_map_put(seen, statement_text(d), n))
                return false;
        }
        ++*n;
    }
    return true;
}

static bool may_hold_rows(const mg_rule_ctx *rc, const mg_dml *d)
{
    const mg_object *after = mg_schema_find_relation(mg_rule_after(rc), d->schema, d->table);
    return !after || mg_schema_find_relation(mg_rule_before(rc), d->schema, d->table) ||
           mg_changes_counterpart(rc->changes, after);
}

void mg_rule_each_dml(const mg_rule_ctx *rc, int kind, void (*fn)(const mg_rule_ctx *rc, const mg_dml *dml))
{
    mg_map seen;
    mg_map_init(&seen, &rc->ctx->alloc);
    bool ok = count_before(&seen, rc->arena, mg_rule_before(rc));
    for (uint32_t i = 0; ok && i < mg_rule_after(rc)->dml.n; i++) {
        const mg_dml *d = mg_rule_after(rc)->dml.at[i];
        if (d->kind != kind && !seen.n)
            continue;
        uint32_t *n = seen.n ? mg_map_get(&seen, statement_text(d)) : NULL;
        if (n && *n) {
            --*n;
            continue;
        }
        if (d->kind == kind && may_hold_rows(rc, d))
            fn(rc, d);
    }
    mg_map_free(&seen);
}

mg_str mg_rule_dml_table(const mg_rule_ctx *rc, const mg_dml *d)
{
    if (!d->schema.n || mg_str_eq(d->schema, mg_rule_dialect(rc)->default_schema))
        return d->table;
    return mg_arena_printf(rc->arena, "%S.%S", &d->schema, &d->table);
}
