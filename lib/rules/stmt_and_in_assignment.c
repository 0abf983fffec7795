/* What was meant for two assignments is one. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_constant(mg_str word) { return word.n && (mg_is_digit(*word.p) || *word.p == '\'' || mg_str_iis(word, "null")); }

/* Behind AND: a column and what it would be set to. */
static mg_str next_column(mg_words w)
{
    mg_str column = mg_rule_next_word(&w), equals = mg_rule_next_word(&w);
    if (mg_str_is(equals, ".")) {
        column = mg_rule_next_word(&w);
        equals = mg_rule_next_word(&w);
    }
    return mg_str_is(equals, "=") && !is_constant(column) ? mg_rule_bare(column) : MG_STR_NONE;
}

/* SET a = 1 AND b = 2: a value, then what begins like the next assignment. Of a = x AND b = 2 nobody knows whether x is a truth. */
static bool is_misread(const mg_stmt_info *st, mg_str *column, mg_str *other)
{
    mg_words w = mg_rule_words(st);
    mg_str before[3] = {{0}}; /* the words before: the last one first */
    if (!mg_rule_skip_to(&w, "SET"))
        return false;
    for (mg_str word = mg_rule_next_word(&w); word.n && !mg_str_iis(word, "where"); word = mg_rule_next_word(&w)) {
        if (mg_str_iis(word, "and") && is_constant(before[0]) && mg_str_is(before[1], "=") && (*other = next_column(w)).n) {
            *column = mg_rule_bare(before[2]);
            return true;
        }
        before[2] = before[1];
        before[1] = before[0];
        before[0] = word;
        if (mg_str_is(word, "(")) /* a subquery, a CASE within parentheses */
            return false;
    }
    return false;
}

static bool may_be_misread(const mg_lint_stmt *st)
{
    bool holds = st->info->kind == S_UPDATE && mg_lint_has(st, MG_W_AND);
    return holds && (!mg_lint_has(st, MG_W_WHERE) || st->words->off[MG_W_AND] < st->words->off[MG_W_WHERE]);
}

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    for (uint32_t i = 0; i < file->statements.n; i++) {
        const mg_lint_stmt *st = mg_lint_at(file, i);
        mg_str column, other;
        if (!may_be_misread(st) || !is_misread(st->info, &column, &other))
            continue;
        mg_finding *f = mg_emit_at(rc, st, "%S of %S is set to the truth of \"… AND %S = …\", which is 0 or 1, and %S is not set at all.", &column, &st->table, &other, &other);
        mg_rule_suggest(rc, f, "Assignments stand behind each other with a comma: SET %S = …, %S = …", &column, &other);
    }
}

const mg_rule mg_rule_stmt_and_in_assignment = {
    .id = "stmt/and-in-assignment",
    .title = "AND between two assignments",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY | MG_RULE_SQLITE,
    .why =
        "SET a = 1 AND b = 2 is one assignment: a becomes the truth of 1 AND b = 2, which is 0 or 1, and b stays as it was. The engine takes "
        "it without a word; PostgreSQL refuses it unless a is boolean.",
    .fix =
        "A comma between assignments. Where a truth is meant, parentheses around it say so.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11, 11.8, SQLite 3.40, 3.53",
    .statements = MG_STMT(S_UPDATE),
    .file = on_file,
};
