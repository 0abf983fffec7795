/* Rows change their time with every update, or no longer do. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->attr != A_ON_UPDATE || !c->before || !c->after || c->after->kind != MG_O_COLUMN || !mg_rule_on_old_table(rc, c))
        return;
    bool gains = mg_attr(c->after, A_ON_UPDATE) != NULL;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, gains ? "%S is set to the current time by every update of its row from now on."
                                         : "%S keeps its time when its row is updated from now on.", &name);
    mg_rule_suggest(rc, f, "Make sure that the programs which read it expect that.");
}

const mg_rule mg_rule_semantics_on_update_timestamp = {
    .id = "semantics/on-update-timestamp",
    .title = "ON UPDATE CURRENT_TIMESTAMP comes or goes",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .why =
        "Every UPDATE that names the column not itself sets it to the current time; without the clause it "
        "stays as it is. Rows that a data step touches change their time too.",
    .fix = "Make sure that programs expect it; in data steps set the column to itself.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .change = on_change,
};
