/* The engine refuses the next one. */
#include "rules/util.h"

static uint32_t most(const mg_rule_ctx *rc, const mg_object *table)
{
    switch (mg_rule_dialect(rc)->id) {
    case MG_POSTGRES: return 1600;
    case MG_SQLITE: return 2000;
    default: break;
    }
    mg_str engine = mg_attr_text(table, A_ENGINE);
    return !engine.n || mg_str_iis(engine, "innodb") ? 1017 : 4096;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = mg_rule_is_new_table(c) ? c->after : c->type == MG_C_ADD_COLUMN ? c->after->parent : NULL;
    uint32_t limit = table ? most(rc, table) : 0;
    if (!table || table->n_children <= limit)
        return;
    uint32_t n = mg_rule_count(table, MG_O_COLUMN);
    if (n <= limit || (c->type == MG_C_ADD_COLUMN && table->last && c->after->next && c->after->next->kind == MG_O_COLUMN))
        return;
    mg_str name = mg_rule_name(rc, table), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S has %u columns; %S takes %u: the statement fails.", &name, n, &engine, limit);
    mg_rule_suggest(rc, f, "Put what is rarely read into a second table with the same key, or into one column of JSON.");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_too_many_columns = {
    .id = "fail/too-many-columns",
    .title = "more columns than the engine takes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "PostgreSQL takes 1,600 columns a table, and those that were dropped count; InnoDB 1,017, other "
        "engines of MySQL and MariaDB 4,096, SQLite 2,000 as it is usually built.",
    .fix =
        "A second table with the same key, or one column of JSON.",
    .source = "measured on PostgreSQL 15, MariaDB 10.11, SQLite 3.40; MySQL manual",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
