/* The rows of the default partition are read while nobody can use it. */
#include "rules/util.h"

static bool has_valid_check(const mg_object *table)
{
    MG_EACH_CHILD(o, table) {
        if (o->kind == MG_O_CHECK && !mg_attr(o, A_NOT_VALID))
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool made = mg_rule_is(c, MG_C_CREATE, MG_O_TABLE) && mg_attr(c->after, A_PARTITION_OF);
    if (!made && c->type != MG_C_ATTACH_PARTITION)
        return;
    const mg_object *parent = mg_partition_parent(c->after), *rest = parent ? mg_rule_old_default(rc, parent) : NULL;
    if (!rest || rest == c->after || has_valid_check(rest))
        return;
    mg_str name = mg_rule_name(rc, c->after), other = mg_rule_name(rc, rest);
    mg_finding *f = mg_emit(rc, c, "Taking %S in reads all of the default partition %S under ACCESS EXCLUSIVE, to see that no row of it "
                                   "belongs there.", &name, &other);
    mg_rule_suggest(rc, f, "Prove it first: a CHECK on %S that excludes the new bound, NOT VALID, then VALIDATE CONSTRAINT; drop it "
                           "afterwards.", &other);
}

const mg_rule mg_rule_partition_attach_scans_default = {
    .id = "partition/attach-scans-default",
    .title = "a new partition reads the whole default partition",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "Beside a default partition, every new partition makes PostgreSQL read the default one under ACCESS EXCLUSIVE: rows that "
           "belong into the new partition must not be there.",
    .fix = "A validated CHECK on the default partition that excludes the new bound spares the scan.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ATTACH_PARTITION),
    .change = on_change,
};
