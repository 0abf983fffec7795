/* Characters that the new set does not know fail, or become question marks. */
#include "rules/util.h"

static bool narrows(mg_str from, mg_str to)
{
    if (!from.n || !to.n || mg_str_iis(to, "utf8mb4"))
        return false;
    bool from_unicode = mg_fact_charset_bytes(from) >= 3, to_unicode = mg_str_iis(to, "utf8mb3") || mg_str_iis(to,
        "utf8");
    if (to_unicode)
        return mg_str_iis(from, "utf8mb4");
    return from_unicode || mg_str_iis(to, "ascii") || mg_str_iis(to, "binary") || !mg_str_ieq(from, to);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str from = mg_attr_text(c->before, A_CHARSET), to = mg_attr_text(c->after, A_CHARSET);
    if (c->type != MG_C_ALTER_CHARSET || !mg_rule_on_old_table(rc, c) || !narrows(from, to))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc,
        c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S changes from character set %S to %S: characters that %S does not know "
                                   "fail or become "
                                   "question marks.", &name, &from, &to, &to);
    mg_rule_suggest(rc, f, "Keep %S, or count the values that do not survive the round trip first.", &from);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE CONVERT(CONVERT(%S USING %S) USING utf8mb4) <> %S", &table,
                  &column, &to, &column);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_charset_narrowing = {
    .id = "data-loss/charset-narrowing",
    .title = "a character set that cannot hold every character",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "Characters that the new character set cannot hold make the statement fail in strict mode (1366) and "
        "become question marks otherwise.",
    .fix = "Count the values that do not survive the round trip, and refuse while there are any.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ALTER_CHARSET),
    .change = on_change,
};
