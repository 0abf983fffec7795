/* Each INSTANT change adds a row version, and their number is limited. */
#include "rules/util.h"

static bool is_counted(const mg_change *c)
{
    return c->type == MG_C_ADD_COLUMN || c->type == MG_C_DROP_COLUMN;
}

/* Statements that add or drop columns of the table: as written, one a statement; columns planned for go into few. */
static uint32_t versions(const mg_rule_ctx *rc, const mg_object *table, const mg_change **first)
{
    const mg_stmt_info *last = NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < rc->changes->list.n; i++) {
        const mg_change *c = rc->changes->list.at[i];
        const mg_stmt_info *st = is_counted(c) && mg_change_table(c) == table ? mg_rule_statement_of(rc, c) : NULL;
        if (!st || st->kind != S_ALTER_TABLE || st == last)
            continue;
        *first = *first ? *first : c;
        last = st;
        n++;
    }
    return n;
}

static void check(const mg_rule_ctx *rc)
{
    uint32_t limit = mg_rule_at_least(rc, 90100) ? 255 : 64;
    if (rc->plan || rc->changes->list.n <= limit || !mg_rule_at_least(rc, 80029))
        return;
    MG_EACH_OBJECT(o, mg_rule_after(rc)) {
        const mg_change *first = NULL;
        uint32_t n = o->kind == MG_O_TABLE && mg_changes_counterpart(rc->changes, o) ? versions(rc, o, &first) : 0;
        if (n <= limit)
            continue;
        mg_str name = mg_rule_name(rc, o);
        mg_finding *f = mg_emit(rc, first, "%S is changed %u times by INSTANT columns, but holds %u row versions: the rest rebuilds it or "
                                           "fails with 4092.", &name, n, limit);
        mg_rule_suggest(rc, f, "Put the columns into one ALTER, which is one version; or rebuild the table in between.");
        mg_str sql = mg_rule_sql_name(rc, o);
        mg_rule_sql(rc, f, "ALTER TABLE %S FORCE", &sql);
        mg_rule_probe(rc, f, "SELECT NAME, TOTAL_ROW_VERSIONS FROM information_schema.INNODB_TABLES WHERE TOTAL_ROW_VERSIONS > 0");
    }
}

const mg_rule mg_rule_online_instant_row_versions = {
    .id = "online/instant-row-versions",
    .title = "more INSTANT changes than a table can hold",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MYSQL,
    .why =
        "Each ALTER that adds or drops columns INSTANT adds a row version to the table. 64 are possible on "
        "MySQL 8.0.29 to 9.0, 255 on 9.1 and newer; then ALGORITHM=INSTANT fails with 4092, and without the "
        "clause the server rebuilds the table without a word.",
    .fix =
        "Put the columns of one table into one ALTER, which is one version; rebuild the table (ALTER TABLE … "
        "FORCE) in a quiet hour.",
    .source = "measured on MySQL 9.7.4 (255); 64 from the manual",
    .check = check,
};
