/* ATTACH PARTITION looks at every row of the table; so does a default partition when another takes values from it. */
#include "rules/util.h"

static mg_str condition(const mg_rule_ctx *rc, const mg_object *partition)
{
    mg_buf b;
    mg_buf_init(&b, &rc->ctx->alloc);
    mg_str out = MG_STR_NONE;
    if (mg_fact_bound_condition(&b, mg_rule_dialect(rc), partition))
        out = mg_buf_take(&b, rc->arena);
    mg_buf_free(&b);
    return out;
}

static void attached(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *parent = mg_partition_parent(c->after);
    if (!parent)
        return;
    mg_str name = mg_rule_name(rc, c->after), to = mg_rule_name(rc, parent), table = mg_rule_sql_table(rc, c);
    mg_str demand = condition(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S becomes a partition of %S: a row outside its bound makes the statement fail.", &name, &to);
    mg_rule_suggest(rc, f, "Count the rows outside the bound first, and move them to where they belong.");
    if (demand.n)
        mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE NOT (%S)", &table, &demand);
    mg_rule_block(f);
}

static void taken_from_default(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *parent = mg_is_default_partition(c->after) ? NULL : mg_partition_parent(c->after);
    const mg_object *rest = parent ? mg_rule_old_default(rc, parent) : NULL;
    if (!rest || rest == c->after)
        return;
    mg_str name = mg_rule_name(rc, c->after), from = mg_rule_name(rc, rest), demand = condition(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S takes values from the default partition %S: a row of them there makes the statement fail.",
                            &name, &from);
    mg_rule_suggest(rc, f, "Count the rows of the default partition that belong into the new one; move them while it is detached.");
    if (demand.n)
        mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S", &from, &demand);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool attach = c->type == MG_C_ATTACH_PARTITION;
    if (!attach && (!mg_rule_is(c, MG_C_CREATE, MG_O_TABLE) || !mg_attr(c->after, A_PARTITION_OF)))
        return;
    if (attach && (rc->plan || !mg_rule_bound_may_be_proved(c->after)))
        attached(rc, c);
    taken_from_default(rc, c);
}

const mg_rule mg_rule_fail_attach_partition_outside_bound = {
    .id = "fail/attach-partition-outside-bound",
    .title = "a table becomes a partition while rows may lie outside its bound",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "ATTACH PARTITION tests every row against the bound, and one that is outside makes it fail. A new partition beside a "
        "default one tests the rows of that: none may belong into the new one.",
    .fix =
        "Count the rows in question first and move them. A CHECK that says what the bound says, added NOT VALID and then "
        "validated, finds them without holding anybody up, and spares ATTACH its scan.",
    .source = "measured on PostgreSQL 15; PostgreSQL manual, ALTER TABLE",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ATTACH_PARTITION),
    .change = on_change,
};
