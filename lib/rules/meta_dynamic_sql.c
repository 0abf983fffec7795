/* Nobody can tell what it does before it does it. */
#include "rules/lint.h"
#include "rules/util.h"

/* EXECUTE 'DROP TABLE t'; is read like any statement. */
static bool is_constant(mg_words w)
{
    while (w.p < w.end && (*w.p == ' ' || *w.p == '\t' || *w.p == '\n' || *w.p == '\r'))
        w.p++;
    if (w.p == w.end || *w.p != '\'')
        return false;
    for (w.p++; w.p < w.end && (*w.p != '\'' || (w.p + 1 < w.end && w.p[1] == '\'')); w.p++)
        w.p += *w.p == '\'';
    for (w.p += w.p < w.end; w.p < w.end && (*w.p == ' ' || *w.p == '\n' || *w.p == '\r'); w.p++)
        ;
    return w.p < w.end && *w.p == ';';
}

static bool is_dynamic(const mg_stmt_info *st)
{
    if (st->kind == S_DO) {
        mg_str text = {st->source->text.p + st->off, st->len};
        mg_words inside = {text.p, text.p + text.n, NULL};
        for (uint32_t i = 0; i < text.n; i++)
            if (text.p[i] == '$' || text.p[i] == '\'') {
                inside.p = text.p + i + 1;
                while (inside.p < inside.end && *inside.p != '$' && *inside.p != '\'' && *inside.p != '\n')
                    inside.p++;
                inside.p += inside.p < inside.end;
                break;
            }
        while (mg_rule_skip_to(&inside, "EXECUTE"))
            if (!is_constant(inside))
                return true;
        return false;
    }
    return mg_rule_statement_begins(st, "PREPARE") || mg_rule_statement_begins(st, "EXECUTE");
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        bool may_be = st->info->kind == S_DO || st->info->kind == S_OTHER || st->info->kind == S_TRANSACTION;
        if (!may_be || !is_dynamic(st->info) || mg_rule_statement_begins(st->info, "PREPARE TRANSACTION"))
            continue;
        mg_finding *f = mg_emit_at(rc, st, "The statement is put together when it runs: what it changes is not known, and is left out.");
        mg_rule_suggest(rc, f, "Plain statements where that is possible; else look at it by hand.");
    }
}

const mg_rule mg_rule_meta_dynamic_sql = {
    .id = "meta/dynamic-sql",
    .title = "SQL that is put together when it runs",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "The text of EXECUTE and PREPARE is made while it runs: what it changes, locks or deletes is not"
        " known, and the schema is followed without it.",
    .fix =
        "Plain statements where that is possible.",
    .source = "the parser",
    .statements = MG_STMT(S_DO) | MG_STMT(S_OTHER) | MG_STMT(S_TRANSACTION),
    .file = on_file,
};
