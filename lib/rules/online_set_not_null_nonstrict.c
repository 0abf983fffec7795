/* Without strict mode the change copies the table and fills NULLs with zeros. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is_altered(rc, c, MG_C_SET_NOT_NULL) || !mg_rule_sql_mode_is_lax(rc))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "%S becomes NOT NULL under a sql_mode that is not strict: %S is copied while writes wait, and NULLs turn "
                                   "into 0 or ''.", &name, &table);
    mg_rule_suggest(rc, f, "Make the session strict first.");
    mg_rule_sql(rc, f, "SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')");
}

const mg_rule mg_rule_online_set_not_null_nonstrict = {
    .id = "online/set-not-null-nonstrict",
    .title = "a column becomes NOT NULL under a lax sql_mode",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MYSQL,
    .why =
        "Without STRICT_TRANS_TABLES or STRICT_ALL_TABLES MySQL refuses to make a column NOT NULL in place: "
        "it copies the table while writes wait, and stores 0 or an empty string where NULL stood.",
    .fix =
        "Set a strict sql_mode for the session; the change is INPLACE then and fails on a NULL instead of "
        "replacing it.",
    .source = "measured on MySQL 9.7.4",
    .types = MG_ON(MG_C_SET_NOT_NULL),
    .change = on_change,
};
