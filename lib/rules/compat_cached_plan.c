/* cached plan must not change result type */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool changes = c->type == MG_C_ADD_COLUMN || c->type == MG_C_DROP_COLUMN || c->type == MG_C_ALTER_COLUMN_TYPE;
    if (!changes || !mg_rule_on_old_table(rc, c))
        return;
    mg_str table = mg_rule_name(rc, mg_change_object(c)->parent);
    mg_finding *f = mg_emit(rc, c, "A prepared SELECT * of %S fails once in each session: \"cached plan must not change result type\" (0A000).", &table);
    mg_rule_suggest(rc, f, "Name the columns in prepared queries, and let programs prepare anew when they see 0A000.");
}

const mg_rule mg_rule_compat_cached_plan = {
    .id = "compat/cached-plan",
    .title = "prepared statements of the table have to be prepared again",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "A prepared statement that returns other columns, or another type, than when it was prepared fails "
        "once in each session (0A000). Drivers and ORMs that prepare SELECT * meet it at every new column.",
    .fix =
        "Name the columns; catch 0A000 and prepare anew.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_DROP_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
