/* No rewrite, if the session is in UTC at that moment. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_pair(const mg_type_change *t, const char *from, const char *to)
{
    return t->from_name && t->to_name && mg_str_is(mg_str_of(t->from_name), from) && mg_str_is(mg_str_of(t->to_name), to);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !mg_rule_at_least(rc, 120000))
        return;
    bool adds_zone = is_pair(&t, "timestamp", "timestamptz");
    if ((!adds_zone && !is_pair(&t, "timestamptz", "timestamp")) || mg_lint_zone_is_utc(rc, c))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_name(rc, mg_change_table(c));
    mg_finding *f = mg_emit(rc, c, "%S is read %s by the time zone of the session that runs the statement; unless that is UTC, all of %S is "
                                   "rewritten under ACCESS EXCLUSIVE.", &name, adds_zone ? "as local time" : "and turned into local time", &table);
    mg_rule_suggest(rc, f, "SET LOCAL timezone = 'UTC' in the same transaction if the values are UTC: then nothing is rewritten. Else say "
                           "the zone: USING … AT TIME ZONE '…'.");
}

const mg_rule mg_rule_rewrite_timestamp_timestamptz = {
    .id = "rewrite/timestamp-timestamptz",
    .title = "a change between timestamp and timestamptz depends on the session's time zone",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "The values are converted by the time zone of the session that happens to run the statement. In UTC they stay as they are and "
           "PostgreSQL 12 and newer rewrite nothing; in any other zone the whole table is rewritten.",
    .fix = "SET LOCAL timezone = 'UTC' before it, or say the zone in USING.",
    .source = "measured on PostgreSQL 12-19",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
