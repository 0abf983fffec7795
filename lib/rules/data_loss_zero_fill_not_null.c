/* NULLs turn into zeros without an error. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is_altered(rc, c, MG_C_SET_NOT_NULL) || !mg_rule_sql_mode_is_lax(rc))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S becomes NOT NULL under a sql_mode that is not strict: each NULL turns into 0, '' or a zero date.", &name);
    mg_rule_suggest(rc, f, "Make the session strict first, and fill the NULLs by a value of your own.");
    mg_rule_sql(rc, f, "SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')");
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S IS NULL", &table, &column);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_zero_fill_not_null = {
    .id = "data-loss/zero-fill-not-null",
    .title = "a column becomes NOT NULL under a lax sql_mode",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_MY,
    .why =
        "Without STRICT_TRANS_TABLES or STRICT_ALL_TABLES a NULL that is in the way becomes 0, an empty "
        "string or a zero date, without an error.",
    .fix = "Set a strict sql_mode for the session and fill NULLs by a value of your own first.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_SET_NOT_NULL),
    .change = on_change,
};
