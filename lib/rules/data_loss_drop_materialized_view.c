/* Its rows have to be computed again, and readers find nothing meanwhile. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool drop = mg_rule_is(c, MG_C_DROP, MG_O_MATVIEW), replace = mg_rule_is(c, MG_C_REPLACE, MG_O_MATVIEW);
    if (!drop && !replace)
        return;
    mg_str name = mg_rule_name(rc, c->before);
    mg_finding *f = drop ? mg_emit(rc, c, "Materialized view %S is dropped: its stored rows and indexes go.", &name)
                         : mg_emit(rc, c, "Materialized view %S gets a new definition: it is dropped and filled "
                                          "again, and "
                                          "readers find nothing meanwhile.", &name);
    if (drop)
        mg_rule_suggest(rc, f, "Make sure that nothing reads %S any more.", &name);
    else
        mg_rule_suggest(rc, f, "Create the new one under another name, index it, and swap the two by renames in "
                               "one transaction.");
}

const mg_rule mg_rule_data_loss_drop_materialized_view = {
    .id = "data-loss/drop-materialized-view",
    .title = "a materialized view is dropped",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "The stored result goes, with its indexes. It can be computed again, at the price of running the "
        "query; readers fail until then.",
    .fix =
        "To change one, build the new one under another name with its indexes and swap the two by renames in "
        "one transaction.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DROP) | MG_ON(MG_C_REPLACE),
    .change = on_change,
};
