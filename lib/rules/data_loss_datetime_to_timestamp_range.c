/* TIMESTAMP begins in 1970, ends in 2038, and depends on the session's time zone. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(t.loss & MG_TC_RANGE && t.loss & MG_TC_TIME_ZONE))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: values outside 1970-01-01 to 2038-01-19 fail, and all "
                                   "are converted by "
                                   "the session's time zone.", &name, &words);
    mg_rule_suggest(rc, f, "Stay on DATETIME.");
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S NOT BETWEEN '1970-01-01 00:00:01' AND '2038-01-19 "
                         "03:14:07'", &table, &column);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_datetime_to_timestamp_range = {
    .id = "data-loss/datetime-to-timestamp-range",
    .title = "DATETIME becomes TIMESTAMP",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "TIMESTAMP holds 1970 to January 2038 only (2106 on MariaDB 11.5 and newer): values outside fail with"
        " 1292 in strict mode or become zero dates. The value is converted by the time zone of the session "
        "that runs the change.",
    .fix = "Stay on DATETIME.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
