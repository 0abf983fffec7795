/* Programs that name it fail; what stands in the database follows. */
#include "rules/util.h"

static bool is_about(int kind)
{
    return kind == MG_O_VIEW || kind == MG_O_MATVIEW || kind == MG_O_SEQUENCE || mg_is_routine(kind);
}

/* Another one has the old name afterwards: two have changed places. */
static bool is_replaced(const mg_rule_ctx *rc, const mg_object *old)
{
    const mg_schema *now = mg_rule_after(rc);
    if (mg_is_routine(old->kind))
        return mg_schema_find_routine(now, old->kind, old->schema, old->name, MG_STR_NONE) != NULL;
    return mg_schema_find_relation(now, old->schema, old->name) || mg_schema_find(now, old->kind, old->schema, old->name);
}

/* No program calls it: its triggers do, and they follow. */
static bool is_of_triggers(const mg_object *o)
{
    mg_str returns = mg_text(mg_attr_first(o, A_RETURNS));
    return mg_str_is(returns, "trigger") || mg_str_is(returns, "event_trigger");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!c->before || !c->after || !is_about(c->before->kind) || mg_str_eq(c->before->name, c->after->name) || is_replaced(rc, c->before))
        return;
    if (is_of_triggers(c->before))
        return;
    mg_str kind = mg_rule_kind(rc, c->before), old = mg_rule_name(rc, c->before), new = mg_rule_own_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "The %S %S is renamed to %S: programs that use the old name fail from that moment.", &kind, &old, &new);
    bool is_view = c->before->kind == MG_O_VIEW || c->before->kind == MG_O_MATVIEW;
    mg_rule_suggest(rc, f, is_view ? "Keep a view of the old name until every program uses the new one."
                           : c->before->kind == MG_O_SEQUENCE ? "Defaults follow it; look for programs that call nextval by name."
                                                              : "Keep a routine of the old name that calls the new one until every program does.");
    if (c->before->kind == MG_O_SEQUENCE)
        mg_rule_severity(f, mg_attr(c->before, A_OWNED_BY) ? MG_SEV_INFO : MG_SEV_WARNING);
    if (!is_view)
        return;
    mg_str from = mg_rule_sql_name(rc, c->before), to = mg_rule_sql_name(rc, c->after);
    mg_rule_sql(rc, f, "CREATE VIEW %S AS SELECT * FROM %S", &from, &to);
}

const mg_rule mg_rule_compat_rename_object = {
    .id = "compat/rename-object",
    .title = "a view, routine or sequence is renamed",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "Programs that name it fail from that moment, and so do routines whose bodies are text. Views, defaults and other things of the "
           "database follow.",
    .fix = "Leave one of the old name, over the new one, until every program uses that.",
    .source = "measured on PostgreSQL 15, 18",
    .types = MG_ON(MG_C_RENAME),
    .change = on_change,
};
