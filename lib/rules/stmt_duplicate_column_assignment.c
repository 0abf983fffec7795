/* Refused, or the last one wins. */
#include "rules/lint.h"
#include "rules/util.h"

static const mg_node *column_of(const mg_node *n)
{
    if (n->kind == E_OP)
        n = n->first;
    return n && (n->kind == E_COLUMN || n->kind == N_NAME) && !n->first ? n : NULL;
}

static const mg_node *seen_before(const mg_rule_ctx *rc, const mg_node *list, const mg_node *until, mg_str name)
{
    bool cased = mg_rule_dialect(rc)->id == MG_POSTGRES;
    for (const mg_node *n = list->first; n && n != until; n = n->next) {
        const mg_node *c = column_of(n);
        if (c && (cased ? mg_str_eq(mg_text(c), name) : mg_str_ieq(mg_text(c), name)))
            return c;
    }
    return NULL;
}

/* Two names that differ mostly differ in this. */
static uint64_t mark(mg_str name)
{
    uint32_t n = name.n, letters = ((uint8_t)name.p[0] | 32u) + 3 * ((uint8_t)name.p[n / 2] | 32u) + 7 * ((uint8_t)name.p[n - 1] | 32u);
    return UINT64_C(1) << ((letters + 11 * n) & 63);
}

static void report(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *list, mg_str name)
{
    bool updates = list->kind == A_ASSIGNMENTS;
    mg_str engine = mg_rule_engine(rc), column = mg_arena_str(rc->arena, name);
    mg_finding *f = mg_rule_dialect(rc)->id == MG_SQLITE
                        ? mg_emit_at(rc, st, "Column %S is set twice.", &column)
                        : mg_emit_at(rc, st, "Column %S is set twice: %S refuses the statement (%s).", &column, &engine, mg_rule_is_mysql(rc) ? "1110" : updates ? "42601" : "42701");
    mg_rule_suggest(rc, f, "Once is enough.");
    if (mg_rule_dialect(rc)->id != MG_SQLITE)
        mg_rule_block(f);
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *list)
{
    uint64_t seen = 0;
    if (list->kind == A_COLUMNS ? st->info->kind != S_INSERT : mg_rule_is_mysql(rc))
        return;
    MG_EACH (n, list) {
        const mg_node *c = column_of(n);
        uint64_t bit = c && c->n ? mark(mg_text(c)) : 0;
        if (seen & bit && seen_before(rc, list, n, mg_text(c))) {
            report(rc, st, list, mg_text(c));
            return;
        }
        seen |= bit;
    }
}

const mg_rule mg_rule_stmt_duplicate_column_assignment = {
    .id = "stmt/duplicate-column-assignment",
    .title = "a column is set twice",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "A column that stands twice in SET or in the list of INSERT is refused by PostgreSQL (42601, 42701), in the list of INSERT by MySQL and MariaDB (1110), whose UPDATE takes the last one;"
        " SQLite takes one of them and says nothing.",
    .fix =
        "Once.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8, SQLite 3.40, 3.53",
    .node = on_node,
    .nodes = {A_ASSIGNMENTS, A_COLUMNS},
};
