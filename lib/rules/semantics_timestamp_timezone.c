/* Values are converted by the time zone of whoever runs the statement. */
#include "rules/lint.h"
#include "rules/util.h"

/* MySQL, MariaDB: SET time_zone in the file says which one is meant. */
static bool says_its_zone(const mg_rule_ctx *rc)
{
    for (uint32_t i = 0; rc->lint && i < rc->lint->statements.n; i++)
        if (mg_str_iis(mg_lint_at(rc->lint, i)->setting.name, "time_zone"))
            return true;
    return false;
}

/* TIMESTAMP keeps the moment, DATETIME what a clock shows; the other way round is data-loss/datetime-to-timestamp-range. */
static void on_mysql(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str from = mg_text(mg_attr_first(c->before, A_TYPE)), to = mg_text(mg_attr_first(c->after, A_TYPE));
    if (!mg_str_iis(from, "timestamp") || !mg_str_iis(to, "datetime") || says_its_zone(rc))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: moments become what a clock shows in the time_zone of the session that runs the change.", &name, &words);
    mg_rule_severity(f, MG_SEV_WARNING);
    mg_rule_suggest(rc, f, "Say which zone is meant, before the statement, and read the column so from then on.");
    mg_rule_sql(rc, f, "SET time_zone = '+00:00'");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (mg_rule_is_mysql(rc)) {
        on_mysql(rc, c);
        return;
    }
    if (!mg_rule_type_change(rc, c, &t) || !(t.loss & MG_TC_TIME_ZONE))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c), column = mg_rule_sql_word(rc,
        c->before->name);
    if (mg_lint_zone_is_utc(rc, c)) {
        mg_finding *f = mg_emit(rc, c, "%S changes from %S: the values count as UTC, as the file says, and programs read another type.", &name, &words);
        mg_rule_severity(f, MG_SEV_INFO);
        mg_rule_suggest(rc, f, "Make sure that every program wrote UTC.");
        return;
    }
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: values are converted by the TimeZone of the session "
                                   "that runs the change.", &name, &words);
    mg_rule_suggest(rc, f, "Say which zone they are in: USING %S AT TIME ZONE 'UTC', or SET TimeZone = 'UTC' in "
                           "the same session.", &column);
    mg_rule_block(f);
}

const mg_rule mg_rule_semantics_timestamp_timezone = {
    .id = "semantics/timestamp-timezone",
    .title = "a timestamp changes between with and without time zone",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "Values are converted by the TimeZone of the session that runs the statement: another session gives "
        "other values. Programs then read another meaning as well. In MySQL and MariaDB a TIMESTAMP is a moment and a DATETIME what a clock shows: "
        "the change writes down what the clock of the session, by its time_zone, showed.",
    .fix =
        "Say which zone the values are in: USING column AT TIME ZONE 'UTC' (which rewrites), or SET TimeZone "
        "first; SET time_zone in MySQL and MariaDB.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
