/* Every row gets a number, written under ACCESS EXCLUSIVE. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_COLUMN || !mg_rule_on_old_table(rc, c) || !(mg_rule_is_serial(c->after) ||
        mg_attr(c->after, A_IDENTITY)))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_name(rc, mg_change_table(c));
    mg_finding *f = mg_emit(rc, c, "%S is added as serial or identity: every row of %S is written anew under "
                                   "ACCESS EXCLUSIVE.", &name, &table);
    mg_rule_suggest(rc, f, "Add it as a plain column, create the sequence, fill the rows in batches, then NOT "
                           "NULL and ADD GENERATED.");
    mg_rule_mind_plan(rc, f);
}

const mg_rule mg_rule_rewrite_add_column_serial_identity = {
    .id = "rewrite/add-column-serial-identity",
    .title = "a serial or identity column rewrites the table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "Every existing row gets a number: PostgreSQL rewrites the table and all its indexes under ACCESS "
        "EXCLUSIVE.",
    .fix =
        "Add a plain nullable column, fill it in batches from the sequence, then make it NOT NULL and add the"
        " identity.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
