/* PostgreSQL refuses it: 55P04. */
#include "rules/lint.h"
#include "rules/util.h"

#include <string.h>

/* 'value', as a whole literal, somewhere in the text. */
static bool uses(const mg_stmt_info *st, mg_str value)
{
    const char *p = st->source->text.p + st->off, *end = p + st->len;
    while (value.n && (p = memchr(p, '\'', (size_t)(end - p)))) {
        p++;
        if ((size_t)(end - p) > value.n && p[value.n] == '\'' && memcmp(p, value.p, value.n) == 0)
            return true;
        if (p >= end)
            break;
    }
    return false;
}

static void look_behind(const mg_rule_ctx *rc, const mg_lint_file *file, uint32_t at)
{
    const mg_lint_stmt *add = mg_lint_at(file, at);
    bool may_be_used = !mg_lint_is(add, MG_LINT_OLD) && mg_rule_at_least(rc, 170000);
    for (uint32_t i = at + 1; !may_be_used && i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        bool names_it = st->names_what == MG_NAMES_ADD_VALUE || st->info->kind == S_COMMENT;
        if (st->tx != add->tx)
            return;
        if (names_it || st->info->kind == S_CREATE_ROUTINE || !uses(st->info, add->names[1]))
            continue;
        mg_finding *f = mg_emit_at(rc, st, "The value '%S' of %S is used in the transaction that adds it: PostgreSQL refuses that (55P04).",
                                   &add->names[1], &add->names[0]);
        mg_rule_suggest(rc, f, "Commit after ALTER TYPE … ADD VALUE: put this into a transaction, or a file, of its own.");
        mg_rule_block(f);
        return;
    }
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++)
        if (mg_lint_at(file, i)->names_what == MG_NAMES_ADD_VALUE && mg_lint_at(file, i)->tx)
            look_behind(rc, file, i);
}

const mg_rule mg_rule_tx_enum_value_same_transaction = {
    .id = "tx/enum-value-same-transaction",
    .title = "a new enum value is used in the transaction that adds it",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A value that ALTER TYPE … ADD VALUE adds cannot be used before its transaction is committed: 55P04,"
        " unsafe use of new value. The statement fails and the transaction is rolled back.",
    .fix =
        "Commit after ADD VALUE: put what uses the value into a transaction, or a migration file, of its own.",
    .source = "measured on PostgreSQL 15, 17, 18",
    .statements = MG_STMT(S_ALTER_TYPE),
    .file = on_file,
};
