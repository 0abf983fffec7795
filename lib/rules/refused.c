/* What the reader found wrong as it applied a file: the engine stops at the statement. */
#include "rules/refused.h"

#include <string.h>

#include "rules/util.h"

static const mg_lint_stmt *statement_at(const mg_lint_file *file, uint32_t off)
{
    const mg_lint_stmt *at = NULL;
    for (uint32_t i = 0; i < file->statements.n && mg_lint_at(file, i)->info->off <= off; i++)
        at = mg_lint_at(file, i);
    return at;
}

/* The name alone, without its schema and quotes. */
static mg_str name_at(const mg_diagnostic *d)
{
    mg_words w = mg_rule_words_of((mg_str){d->source->text.p + d->off, d->len}), ahead;
    mg_str name = mg_rule_next_word(&w);
    while (ahead = w, mg_str_is(mg_rule_next_word(&ahead), ".")) {
        w = ahead;
        name = mg_rule_next_word(&w);
    }
    return mg_rule_bare(name);
}

static bool is_one_of(const char *rule, const char *const *list)
{
    while (*list && strcmp(*list, rule) != 0)
        list++;
    return *list != NULL;
}

/* Others say of a statement that it is refused, too, and know more of it. */
static bool knows_more(const mg_finding *f)
{
    static const char *const others[] = {"fail/alter-refused", "fail/drop-referenced-table", "fail/drop-index-needed-by-fk",
                                         "fail/inherited-column-change", NULL};
    static const char *const ours[] = {"dep/object-exists", "dep/object-missing", "dep/object-needed", NULL};
    bool group = strncmp(f->rule, "dep/", 4) == 0 || strncmp(f->rule, "sqlite/", 7) == 0;
    return f->severity >= MG_SEV_ERROR && (group ? !is_one_of(f->rule, ours) : is_one_of(f->rule, others));
}

static bool is_behind(uint32_t line, uint32_t column, uint32_t than, uint32_t than_column)
{
    return line > than || (line == than && column >= than_column);
}

static bool is_told(const mg_rule_ctx *rc, const mg_lint_stmt *st)
{
    uint32_t from_column, from = mg_stmt_line(st->info, &from_column), to_column, to;
    mg_lines_at((mg_lines *)(uintptr_t)&st->info->source->lines, st->info->off + st->info->len, &to, &to_column);
    for (uint32_t i = rc->out->list.n; i-- > 0;) {
        const mg_finding *f = rc->out->list.at[i];
        bool within = f->source == st->info->source && is_behind(f->line, f->column, from, from_column) && is_behind(to, to_column, f->line, f->column);
        if (within && knows_more(f))
            return true;
    }
    return false;
}

static void tell(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_diagnostic *d, const char *fix)
{
    mg_str engine = mg_rule_engine(rc), message = mg_arena_str(rc->arena, d->message), hint = mg_arena_str(rc->arena, d->hint);
    mg_finding *f = mg_emit_at(rc, st, "%S refuses the statement: %S%s%S%s.", &engine, &message, hint.n ? " (" : "", &hint, hint.n ? ")" : "");
    mg_rule_suggest(rc, f, "%s", fix);
    mg_rule_block(f);
    if (!f)
        return;
    f->line = d->line;
    f->column = d->column;
}

static bool is_of(const mg_diagnostic *d, const mg_lint_file *file, const char *code)
{
    return d->source == file->source && strcmp(d->code, code) == 0;
}

/* What statements that are not understood make or drop is not known, nor what code does that runs. The model drops what the engine
 * refuses to drop: behind that it knows too little. */
void mg_rule_tell_refused(const mg_rule_ctx *rc, const mg_lint_file *file, const char *code, const char *fix)
{
    const mg_vec *all = &file->state->diags.list;
    bool of_drops = strcmp(code, "dependency") == 0;
    if (!all->n || mg_schema_has_unread(file->state))
        return;
    for (uint32_t i = 0; i < all->n; i++) {
        mg_diagnostic *d = all->at[i];
        if (!of_drops && is_of(d, file, "dependency"))
            return;
        const mg_lint_stmt *st = is_of(d, file, code) ? statement_at(file, d->off) : NULL;
        if (!st)
            continue;
        if (mg_rule_may_be_made(rc, name_at(d))) {
            d->severity = MG_SEV_WARNING;
            continue;
        }
        if (!is_told(rc, st))
            tell(rc, st, d, fix);
        d->told = true;
    }
}
