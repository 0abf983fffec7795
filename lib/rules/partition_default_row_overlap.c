/* PostgreSQL refuses while one of them is there. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool made = mg_rule_is(c, MG_C_CREATE, MG_O_TABLE) && mg_attr(c->after, A_PARTITION_OF);
    if (!made && c->type != MG_C_ATTACH_PARTITION)
        return;
    const mg_object *parent = mg_partition_parent(c->after), *rest = parent ? mg_rule_old_default(rc, parent) : NULL;
    if (!rest || rest == c->after)
        return;
    mg_str name = mg_rule_name(rc, c->after), other = mg_rule_name(rc, rest), sql = mg_rule_sql_name(rc, rest);
    mg_finding *f = mg_emit(rc, c, "Partition %S takes a range that rows of the default partition %S may belong to: one of them makes the statement fail (23514).",
                            &name, &other);
    mg_rule_suggest(rc, f, "In one transaction: make the table apart, move the rows (WITH d AS (DELETE FROM %S WHERE … RETURNING *) INSERT INTO … SELECT * FROM d), "
                           "then ATTACH PARTITION.", &sql);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S", &sql);
    mg_rule_block(f);
}

const mg_rule mg_rule_partition_default_row_overlap = {
    .id = "partition/default-row-overlap",
    .title = "a new partition whose rows may be in the default one",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "Rows that belong into the new partition must not be in the default one: PostgreSQL reads it and "
        "fails when it finds one (23514).",
    .fix =
        "Move the rows in the transaction that attaches the new partition.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ATTACH_PARTITION),
    .change = on_change,
};
