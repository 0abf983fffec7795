/* A STORED generated column copies the table. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_my_fact *fact = mg_rule_online(rc, c, "add_column_generated_stored");
    if (!fact)
        return;
    mg_str name = mg_rule_name(rc, mg_change_object(c)), cost = mg_rule_online_cost(rc, c, fact), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S cannot add the STORED column %S in place: %S.", &engine, &name, &cost);
    mg_rule_online_severity(f, fact);
    mg_rule_suggest(rc, f, "Make it VIRTUAL, which is INSTANT; an index over it stores the values.");
}

const mg_rule mg_rule_online_add_stored_generated = {
    .id = "online/add-stored-generated",
    .title = "a STORED generated column copies the table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "The value of every row is computed and written: ALGORITHM=COPY, with writes waiting (MariaDB 11.2 "
        "and newer let them go on). A VIRTUAL column is INSTANT, and an index over it holds the values all "
        "the same.",
    .fix = "Make it VIRTUAL, and put an index over it where queries filter by it.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
