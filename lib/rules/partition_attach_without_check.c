/* The scan of the new partition keeps everybody out of it. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ATTACH_PARTITION || !mg_rule_on_old_table(rc, c) || mg_rule_bound_may_be_proved(c->before))
        return;
    if (!rc->plan && mg_rule_bound_may_be_proved(c->after))
        return;
    const mg_object *parent = mg_partition_parent(c->after);
    const mg_pg_fact *fact = mg_fact_postgres("attach_partition", mg_rule_version(rc));
    if (!parent || !fact)
        return;
    mg_str name = mg_rule_name(rc, c->after), to = mg_rule_name(rc, parent);
    mg_finding *f = mg_emit(rc, c, "A plain ATTACH PARTITION reads all of %S under ACCESS EXCLUSIVE, and holds %s on %S meanwhile.",
                            &name, fact->lock, &to);
    mg_rule_suggest(rc, f, "Add a CHECK that says what the bound says, with IS NOT NULL, NOT VALID; VALIDATE it; then ATTACH, which "
                           "spares its scan; then drop the CHECK.");
    mg_rule_mind_plan(rc, f);
}

const mg_rule mg_rule_partition_attach_without_check = {
    .id = "partition/attach-without-check",
    .title = "ATTACH PARTITION reads the whole table under ACCESS EXCLUSIVE",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "ATTACH PARTITION looks at every row of the new partition while it holds ACCESS EXCLUSIVE on it, unless a valid CHECK "
           "proves that all rows are within the bound.",
    .fix = "Add such a CHECK NOT VALID, validate it, attach, drop the CHECK.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ATTACH_PARTITION),
    .change = on_change,
};
