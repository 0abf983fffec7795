/* What has one safe answer, as changes to the text. Only what a change names is written; all other bytes stay. */
#include <string.h>

#include "rules/lint.h"
#include "rules/util.h"

bool mg_rule_edit(const mg_rule_ctx *rc, mg_finding *f, uint32_t off, uint32_t len, mg_str text)
{
    if (!f || !text.p)
        return false;
    mg_edit *all = MG_NEW_N(rc->arena, mg_edit, f->n_edits + 1);
    if (!all)
        return false;
    if (f->n_edits)
        memcpy(all, f->edits, f->n_edits * sizeof *all);
    all[f->n_edits++] = (mg_edit){off, len, text};
    f->edits = all;
    return true;
}

const mg_lint_stmt *mg_lint_of(const mg_rule_ctx *rc, const mg_stmt_info *info)
{
    const mg_lint_file *file = rc->lint;
    uint32_t from = 0, to = file && info ? file->statements.n : 0;
    while (from < to) { /* they stand in the order of their numbers */
        uint32_t middle = from + (to - from) / 2;
        const mg_lint_stmt *st = mg_lint_at(file, middle);
        if (st->info == info)
            return st;
        if (st->info->index < info->index)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

const mg_lint_stmt *mg_lint_made(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_vec *all = &mg_rule_after(rc)->statements;
    const mg_stmt_info *info = c->after ? (c->after->statement < all->n ? all->at[c->after->statement] : NULL) : mg_rule_note(rc, c)->dropped_by;
    return mg_lint_of(rc, info);
}

static uint32_t offset_in(const mg_lint_stmt *st, const char *p) { return (uint32_t)(p - st->info->source->text.p); }

/* Where the statement stands in a transaction, the edits only show what it would be outside of one. */
static void mark_alone(mg_finding *f, const mg_lint_stmt *st) { f->edits_alone = f->edits_alone || st->tx; }

/* ---- CONCURRENTLY -------------------------------------------------------------------------- */

/* Behind INDEX, in a statement that stands outside of a transaction. */
void mg_fix_concurrently(const mg_rule_ctx *rc, mg_finding *f, const mg_lint_stmt *st)
{
    if (!f || !st || (st->info->kind != S_CREATE_INDEX && st->info->kind != S_DROP))
        return;
    mg_words w = mg_rule_words(st->info);
    if (st->info->kind == S_DROP && (st->n_parts > 1 || st->flags & NF_CASCADE))
        return;
    if (!mg_lint_is(st, MG_LINT_CONCURRENT) && mg_rule_skip_to(&w, "INDEX"))
        mg_rule_edit(rc, f, offset_in(st, w.p), 0, MG_STR(" CONCURRENTLY"));
    mark_alone(f, st);
}

/* What the lines of the text end with, and the blanks that the statement's line begins with. */
static mg_str line_end(const mg_rule_ctx *rc, const mg_lint_stmt *st)
{
    mg_str text = st->info->source->text;
    const char *nl = memchr(text.p, '\n', text.n);
    uint32_t from = st->info->off;
    while (from && (text.p[from - 1] == ' ' || text.p[from - 1] == '\t'))
        from--;
    mg_str indent = {text.p + from, from && text.p[from - 1] != '\n' ? 0 : st->info->off - from};
    return mg_arena_printf(rc->arena, "%s%S", nl && nl > text.p && nl[-1] == '\r' ? "\r\n" : "\n", &indent);
}

/* ---- IF EXISTS, IF NOT EXISTS ------------------------------------------------------------------- */

void mg_fix_named(const mg_rule_ctx *rc, mg_finding *f, const mg_lint_stmt *st)
{
    mg_words w = mg_rule_words(st->info);
    bool drop = st->info->kind == S_DROP;
    if (!f || !mg_rule_skip_to(&w, "INDEX CONCURRENTLY"))
        return;
    mg_words next = w;
    if (!drop && mg_str_iis(mg_rule_next_word(&next), "on")) /* an index without a name cannot be asked for */
        return;
    mg_rule_edit(rc, f, offset_in(st, w.p), 0, drop ? MG_STR(" IF EXISTS") : MG_STR(" IF NOT EXISTS"));
}

/* ---- NOT VALID, and VALIDATE behind it ------------------------------------------------------------ */

/* "ALTER TABLE [IF EXISTS] [ONLY] name ADD CONSTRAINT name …" and no other action: the part in front of ADD. */
static bool is_one_constraint(const mg_lint_stmt *st, mg_str *head, mg_str *name)
{
    mg_words w = mg_rule_words(st->info);
    if (st->n_parts != 1 || !mg_rule_skip_to(&w, "ADD"))
        return false;
    const char *add = w.p - 3;
    if (!mg_str_iis(mg_rule_next_word(&w), "constraint"))
        return false;
    *name = mg_rule_next_word(&w);
    const char *start = st->info->source->text.p + st->info->off;
    *head = (mg_str){start, (uint32_t)(add - start)};
    return true;
}

static bool holds_break(mg_str s) { return memchr(s.p, '\n', s.n) != NULL || memchr(s.p, '-', s.n) != NULL; }

void mg_fix_not_valid(const mg_rule_ctx *rc, mg_finding *f, const mg_lint_stmt *st)
{
    mg_str head, name;
    if (!f || !st || st->info->kind != S_ALTER_TABLE || !is_one_constraint(st, &head, &name))
        return;
    mg_str text = st->info->source->text;
    uint32_t end = st->info->off + st->info->len, behind = end;
    while (behind < text.n && (text.p[behind] == ' ' || text.p[behind] == '\t' || text.p[behind] == '\n' || text.p[behind] == '\r'))
        behind++;
    if (behind >= text.n || text.p[behind] != ';')
        return;
    while (head.n && (head.p[head.n - 1] == ' ' || head.p[head.n - 1] == '\n' || head.p[head.n - 1] == '\t' || head.p[head.n - 1] == '\r'))
        head.n--;
    if (holds_break(head))
        return;
    mg_rule_edit(rc, f, end, 0, MG_STR(" NOT VALID"));
    mg_str nl = line_end(rc, st);
    mg_rule_edit(rc, f, behind + 1, 0, mg_arena_printf(rc->arena, "%S%S VALIDATE CONSTRAINT %S;", &nl, &head, &name));
    mark_alone(f, st);
}

/* ---- what a longer way does without the lock ----------------------------------------------------------- */

/* The ';' behind a statement, or 0. */
static uint32_t semicolon_behind(const mg_lint_stmt *st)
{
    mg_str text = st->info->source->text;
    uint32_t at = st->info->off + st->info->len;
    while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\t' || text.p[at] == '\n' || text.p[at] == '\r'))
        at++;
    return at < text.n && text.p[at] == ';' ? at : 0;
}

/* What stands from the statement's beginning up to a place in it, on one line and without comments. */
static bool head_until(const mg_lint_stmt *st, const char *until, mg_str *head)
{
    const char *start = st->info->source->text.p + st->info->off;
    *head = (mg_str){start, (uint32_t)(until - start)};
    while (head->n && strchr(" \t\r\n", head->p[head->n - 1]))
        head->n--;
    return !holds_break(*head) && !memchr(head->p, '*', head->n);
}

/* "ALTER TABLE [IF EXISTS] [ONLY] name ALTER [COLUMN] name SET NOT NULL" and nothing else: a CHECK proves it first. */
void mg_fix_set_not_null(const mg_rule_ctx *rc, mg_finding *f, const mg_lint_stmt *st, const mg_object *column)
{
    uint32_t behind = f && st && st->info->kind == S_ALTER_TABLE ? semicolon_behind(st) : 0;
    mg_str head, word;
    if (!behind)
        return;
    mg_words w = mg_rule_words(st->info);
    if (!mg_rule_skip_to(&w, "TABLE"))
        return;
    while ((word = mg_rule_next_word(&w)).n && !mg_str_iis(word, "alter"))
        ;
    if (!word.n || !head_until(st, word.p, &head))
        return;
    mg_str name = mg_rule_next_word(&w);
    if (mg_str_iis(name, "column"))
        name = mg_rule_next_word(&w);
    mg_words rest = w;
    if (!mg_rule_skip_to(&rest, "SET NOT NULL") || !mg_str_iis(mg_rule_next_word(&w), "set") || mg_rule_next_word(&rest).n)
        return;
    mg_str made = mg_arena_printf(rc->arena, "%S_%S_is_set", &column->parent->name, &column->name);
    if (made.n > 63 || !made.p)
        return;
    mg_str check = mg_rule_sql_word(rc, made);
    mg_str nl = line_end(rc, st);
    mg_rule_edit(rc, f, st->info->off, 0, mg_arena_printf(rc->arena, "%S ADD CONSTRAINT %S CHECK (%S IS NOT NULL) NOT VALID;%S%S VALIDATE CONSTRAINT %S;%S",
                                                          &head, &check, &name, &nl, &head, &check, &nl));
    mg_rule_edit(rc, f, behind + 1, 0, mg_arena_printf(rc->arena, "%S%S DROP CONSTRAINT %S;", &nl, &head, &check));
    mark_alone(f, st);
}

/* "ALTER TABLE [IF EXISTS] [ONLY] name ADD CONSTRAINT name UNIQUE (…)" and nothing else: its index is built first. */
void mg_fix_unique(const mg_rule_ctx *rc, mg_finding *f, const mg_lint_stmt *st)
{
    mg_str head, name, table = MG_STR_NONE, word;
    if (!f || !st || st->info->kind != S_ALTER_TABLE || !semicolon_behind(st) || !is_one_constraint(st, &head, &name))
        return;
    mg_words w = mg_rule_words(st->info), columns;
    if (!mg_rule_skip_to(&w, "TABLE") || !head_until(st, head.p + head.n, &head))
        return;
    const char *from = NULL;
    while ((word = mg_rule_next_word(&w)).n && !mg_str_iis(word, "add"))
        if (!mg_str_iis(word, "if") && !mg_str_iis(word, "exists") && !mg_str_iis(word, "only")) {
            from = from ? from : word.p;
            table = (mg_str){from, (uint32_t)(word.p + word.n - from)};
        }
    columns = mg_rule_words(st->info);
    if (!table.n || table.p[table.n - 1] == '*' || !mg_rule_skip_to(&columns, "UNIQUE") || !mg_str_is(mg_rule_next_word(&columns), "("))
        return;
    const char *open = columns.p - 1, *close = NULL;
    while ((word = mg_rule_next_word(&columns)).n) {
        if (close)
            return; /* something follows */
        if (word.p[0] == ')')
            close = word.p + 1;
    }
    if (!close)
        return;
    mg_str list = {open, (uint32_t)(close - open)};
    mg_str nl = line_end(rc, st);
    mg_rule_edit(rc, f, st->info->off, 0, mg_arena_printf(rc->arena, "CREATE UNIQUE INDEX CONCURRENTLY %S ON %S %S;%S", &name, &table, &list, &nl));
    mg_rule_edit(rc, f, offset_in(st, open), list.n, mg_arena_printf(rc->arena, "USING INDEX %S", &name));
    mark_alone(f, st);
}

/* ---- lock_timeout ----------------------------------------------------------------------------------- */

/* Behind DELIMITER another statement would have to end as this one does. */
static bool ends_usually(const mg_lint_stmt *st)
{
    mg_str text = st->info->source->text;
    uint32_t at = st->info->off + st->info->len;
    while (at < text.n && strchr(" \t\r\n", text.p[at]))
        at++;
    return at == text.n || semicolon_behind(st);
}

/* On a line of its own before the statement, which begins its line. */
void mg_fix_timeout(const mg_rule_ctx *rc, mg_finding *f, const mg_lint_stmt *st)
{
    const mg_lint_file *file = rc->lint;
    bool one_string = file->mode == MG_TX_STRING && file->commands < 2; /* with a second statement it would be a transaction */
    mg_str text = st->info->source->text;
    uint32_t from = st->info->off;
    if (!f || one_string || file->mode == MG_TX_AUTO || !ends_usually(st))
        return;
    while (from && (text.p[from - 1] == ' ' || text.p[from - 1] == '\t'))
        from--;
    if (from && text.p[from - 1] != '\n')
        return;
    mg_str nl = line_end(rc, st);
    const char *what = mg_rule_is_mysql(rc) ? "SET SESSION lock_wait_timeout = 5" : st->tx ? "SET LOCAL lock_timeout = '2s'" : "SET lock_timeout = '2s'";
    mg_rule_edit(rc, f, st->info->off, 0, mg_arena_printf(rc->arena, "%s;%S", what, &nl));
}
