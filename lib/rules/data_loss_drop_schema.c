/* Everything inside goes. A schema that is missing from the input is more often a mistake of
 * scope. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_DROP, MG_O_SCHEMA) && !mg_rule_is(c, MG_C_DROP, MG_O_DATABASE))
        return;
    mg_str kind = mg_rule_kind(rc, c->before), name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "The %S %S is dropped, with everything that is still in it.", &kind, &name);
    mg_rule_suggest(rc, f, "Make sure that AFTER was read in full; move or drop the contents by steps of their "
                           "own and then "
                           "drop the empty %S.", &kind);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_drop_schema = {
    .id = "data-loss/drop-schema",
    .title = "a schema or database is dropped",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "Everything inside the schema goes with it. A schema that is absent from the wanted state is more "
        "often left out by mistake than meant to go.",
    .fix =
        "Check that AFTER was read in full. Drop what is in it by explicit steps, then the empty schema with "
        "RESTRICT.",
    .source = "measured on PostgreSQL 11-19; manual of MySQL and MariaDB",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
