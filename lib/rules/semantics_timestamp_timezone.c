/* Values are converted by the time zone of whoever runs the statement. */
#include "rules/lint.h"
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
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
    .dialects = MG_RULE_PG,
    .why =
        "Values are converted by the TimeZone of the session that runs the statement: another session gives "
        "other values. Programs then read another meaning as well.",
    .fix =
        "Say which zone the values are in: USING column AT TIME ZONE 'UTC' (which rewrites), or SET TimeZone "
        "first.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
