/* After a crash an unlogged table is empty; replicas never see its rows. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool table = c->before && c->after && c->after->kind == MG_O_TABLE && c->attr == A_UNLOGGED;
    if (!table || mg_attr(c->before, A_UNLOGGED) || !mg_attr(c->after, A_UNLOGGED))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S becomes UNLOGGED: after a crash it is empty, and replicas do not see its "
                                   "rows.", &name);
    mg_rule_suggest(rc, f, "Keep it logged; load through a staging table instead.");
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_set_unlogged = {
    .id = "data-loss/set-unlogged",
    .title = "a table becomes UNLOGGED",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_PG,
    .why =
        "An unlogged table is emptied after a crash, is not replicated and is not in base backups. The "
        "statement rewrites the table under ACCESS EXCLUSIVE.",
    .fix = "Keep production tables logged; use a staging table for loads.",
    .source = "measured on PostgreSQL 11-19",
    .change = on_change,
};
