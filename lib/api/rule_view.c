/* What a rule of the host sees. */
#include "api/api.h"
#include "rules/filter.h"
#include "rules/lint.h"
#include "rules/util.h"

const migra_schema *migra_rule_view_before(const migra_rule_view *view) {
    return view ? view->changes->before : NULL;
}

const migra_schema *migra_rule_view_after(const migra_rule_view *view) {
    return view ? view->changes->after : NULL;
}

const migra_changes *migra_rule_view_changes(const migra_rule_view *view) {
    return view ? view->changes : NULL;
}

const migra_plan *migra_rule_view_plan(const migra_rule_view *view) {
    return view ? view->plan : NULL;
}

/* ---- the file ------------------------------------------------------------------------------- */

static const mg_lint_stmt *statement_at(const migra_rule_view *view, size_t index) {
    return index < migra_rule_view_statement_count(view) ? mg_lint_at(view->rc->lint, (uint32_t)index) : NULL;
}

size_t migra_rule_view_statement_count(const migra_rule_view *view) {
    return view && view->rc->lint ? view->rc->lint->statements.n : 0;
}

const migra_statement *migra_rule_view_statement_at(const migra_rule_view *view, size_t index) {
    const mg_lint_stmt *st = statement_at(view, index);
    return st ? (const migra_statement *)(const void *)st->info : NULL;
}

static const struct {
    uint32_t bit;
    uint32_t about;
} about[] = {
    {MG_LINT_DDL, MIGRA_ABOUT_DDL},     {MG_LINT_DML, MIGRA_ABOUT_DML},
    {MG_LINT_BACKFILL, MIGRA_ABOUT_BACKFILL}, {MG_LINT_HEAVY, MIGRA_ABOUT_HEAVY},
    {MG_LINT_OLD, MIGRA_ABOUT_OLD},     {MG_LINT_NO_TX, MIGRA_ABOUT_NO_TRANSACTION},
    {MG_LINT_CONCURRENT, MIGRA_ABOUT_CONCURRENTLY}, {MG_LINT_NAMED, MIGRA_ABOUT_REPEATABLE},
    {MG_LINT_SLOW, MIGRA_ABOUT_SLOW},   {MG_LINT_REBUILD, MIGRA_ABOUT_REBUILD},
};

uint32_t migra_rule_view_statement_about(const migra_rule_view *view, size_t index) {
    const mg_lint_stmt *st = statement_at(view, index);
    uint32_t bits = 0;
    for (size_t i = 0; st && i < sizeof about / sizeof *about; i++) {
        if (mg_lint_is(st, about[i].bit)) bits |= about[i].about;
    }
    return bits;
}

uint32_t migra_rule_view_statement_transaction(const migra_rule_view *view, size_t index) {
    const mg_lint_stmt *st = statement_at(view, index);
    return st ? st->tx : 0;
}

const char *migra_rule_view_statement_lock(const migra_rule_view *view, size_t index) {
    const mg_lint_stmt *st = statement_at(view, index);
    return st ? st->lock : NULL;
}

void migra_rule_view_statement_table(const migra_rule_view *view, size_t index, migra_string *out) {
    const mg_lint_stmt *st = statement_at(view, index);
    api_string(out, st ? st->table : MG_STR_NONE);
}

/* ---- what the caller has set ---------------------------------------------------------------- */

void migra_rule_view_option(const migra_rule_view *view, const char *name, migra_string *out) {
    bool there = view && name && mg_rule_param_of(view->rc->rule, mg_str_of(name));
    api_string(out, there ? mg_rule_text(view->rc, name) : MG_STR_NONE);
}

int64_t migra_rule_view_rows(const migra_rule_view *view, const char *table) {
    return view && table ? mg_rows_of(view->rc->opts, mg_str_of(table)) : -1;
}
