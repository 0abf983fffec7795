/* Refused before PostgreSQL 18. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_FOREIGN_KEY || !c->after->parent || !mg_attr(c->after->parent, A_PARTITION_BY) ||
        mg_rule_at_least(rc, 180000))
        return;
    bool not_valid = mg_attr(c->after, A_NOT_VALID) || mg_rule_is_written(rc, c, "NOT VALID");
    if (!not_valid)
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "Foreign key %S is added NOT VALID to the partitioned table %S: %S refuses that.", &own, &table,
                            &engine);
    mg_rule_suggest(rc, f, "Add it NOT VALID to each partition and validate it there, then add it to %S.", &table);
    mg_rule_block(f);
}

const mg_rule mg_rule_partition_fk_not_valid = {
    .id = "partition/fk-not-valid",
    .title = "a NOT VALID foreign key on a partitioned table is refused before PostgreSQL 18",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "Before PostgreSQL 18 a foreign key cannot be added NOT VALID to a partitioned table.",
    .fix = "Add it NOT VALID to each partition and validate it there; then the parent's key takes these over.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
