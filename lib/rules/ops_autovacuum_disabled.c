/* It grows, and its statistics age. */
#include "rules/util.h"

static bool is_off(const mg_object *table)
{
    MG_EACH(p, mg_attr(table, A_OPTIONS)) {
        mg_str value = mg_text(p->first);
        if (mg_str_iis(mg_text(p), "autovacuum_enabled"))
            return mg_str_iis(value, "false") || mg_str_iis(value, "off") || mg_str_is(value, "0");
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool here = mg_rule_is_new_table(c) || (c->type == MG_C_ALTER_TABLE_OPTIONS && c->after->kind == MG_O_TABLE);
    if (!here || !is_off(c->after) || (c->before && is_off(c->before)))
        return;
    mg_str name = mg_rule_name(rc, c->after), sql = mg_rule_sql_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S is left alone by autovacuum: dead rows stay, statistics age, and one day a vacuum against wraparound comes at its own time.", &name);
    mg_rule_suggest(rc, f, "For a bulk load only; then give it back.");
    mg_rule_sql(rc, f, "ALTER TABLE %S RESET (autovacuum_enabled)", &sql);
    mg_rule_sql(rc, f, "VACUUM ANALYZE %S", &sql);
}

const mg_rule mg_rule_ops_autovacuum_disabled = {
    .id = "ops/autovacuum-disabled",
    .title = "a table without autovacuum",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "Without autovacuum dead rows stay, indexes bloat and statistics age. The vacuum against wraparound "
        "of transaction ids comes anyway, at its own time.",
    .fix =
        "Switch it off for the time of a load, not in the schema.",
    .source = "PostgreSQL manual, Routine Vacuuming",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ALTER_TABLE_OPTIONS),
    .change = on_change,
};
