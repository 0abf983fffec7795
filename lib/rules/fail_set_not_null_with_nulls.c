/* One row with NULL makes the statement fail, or MySQL outside strict mode invents a value. */
#include "rules/util.h"

/* A file that fills the column before it says NOT NULL. */
static bool is_filled_before(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = rc->plan ? NULL : mg_rule_statement_of(rc, c);
    return st && mg_rule_is_updated(rc, c->after, NULL, st);
}

/* PostgreSQL: a valid CHECK of BEFORE has kept NULLs out. */
static bool was_proved(const mg_change *c)
{
    MG_EACH_CHILD(o, c->before->parent) {
        if (o->kind == MG_O_CHECK && !mg_attr(o, A_NOT_VALID) && mg_rule_says_not_null(o, c->before->name))
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_SET_NOT_NULL || !c->before || !mg_rule_on_old_table(rc, c))
        return;
    if (is_filled_before(rc, c) || mg_rule_may_be_not_null(rc, c))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc,
        c->before->name);
    if (!rc->plan && mg_rule_not_null_is_proved(rc, c)) {
        if (was_proved(c))
            return;
        mg_finding *f = mg_emit(rc, c, "The CHECK that comes before %S becomes NOT NULL fails to validate where a row holds NULL.", &name);
        mg_rule_severity(f, MG_SEV_INFO);
        mg_rule_suggest(rc, f, "Fill the NULLs in batches first; then run VALIDATE CONSTRAINT again.");
        mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S IS NULL", &table, &column);
        return;
    }
    mg_finding *f = mg_emit(rc, c, "%S becomes NOT NULL: rows that hold NULL make the statement fail%s.", &name,
                            mg_rule_is_mysql(rc) ? ", or get 0 or an empty string where sql_mode is not strict" : "");
    mg_rule_suggest(rc, f, "Stop new NULLs (a default, or the programs), fill the old ones in batches, and "
                           "count again before the change.");
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S IS NULL", &table, &column);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_set_not_null_with_nulls = {
    .id = "fail/set-not-null-with-nulls",
    .title = "a column becomes NOT NULL while rows may hold NULL",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "One row with NULL is enough for the statement to fail. Where MySQL's sql_mode is not strict, the "
        "NULLs become 0 or empty strings instead.",
    .fix =
        "Give the column a default so that no new NULLs come, fill the old ones in batches, count again, then"
        " change it.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .types = MG_ON(MG_C_SET_NOT_NULL),
    .change = on_change,
};
