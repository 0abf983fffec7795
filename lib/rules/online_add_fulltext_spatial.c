/* A FULLTEXT or SPATIAL index keeps writers waiting. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_my_fact *fact = mg_rule_online(rc, c, "create_fulltext_index create_second_fulltext_index create_spatial_index");
    if (!fact)
        return;
    mg_str name = mg_rule_name(rc, mg_change_object(c)), cost = mg_rule_online_cost(rc, c, fact), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S builds %S with a lock: %S.", &engine, &name, &cost);
    mg_rule_online_severity(f, fact);
    mg_rule_suggest(rc, f, "Do it in a quiet hour, or with gh-ost or pt-online-schema-change.");
}

const mg_rule mg_rule_online_add_fulltext_spatial = {
    .id = "online/add-fulltext-spatial",
    .title = "a FULLTEXT or SPATIAL index keeps writers waiting",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "Both permit no better than LOCK=SHARED. The first FULLTEXT index of a table adds a hidden column "
        "FTS_DOC_ID and rebuilds the table, and no column can be added or dropped INSTANT from then on.",
    .fix =
        "Declare FTS_DOC_ID BIGINT UNSIGNED NOT NULL with a unique index of that name when the table is made;"
        " else a quiet hour, gh-ost or pt-online-schema-change.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
