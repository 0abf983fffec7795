/* Every row is computed and written under ACCESS EXCLUSIVE. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_COLUMN || !mg_rule_on_old_table(rc, c) || !(mg_attr(c->after, A_GENERATED) &&
        mg_attr(c->after, A_GENERATED)->sub == MG_GEN_STORED))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_name(rc, mg_change_table(c));
    mg_finding *f = mg_emit(rc, c, "%S is added as a stored generated column: %S is rewritten under ACCESS "
                                   "EXCLUSIVE.", &name, &table);
    mg_rule_suggest(rc, f, mg_rule_at_least(rc, 180000) ? "Make it VIRTUAL, which costs nothing; or a plain "
                                                          "column kept by a trigger."
                                                        : "Use a plain column kept by a trigger and filled in "
                                                          "batches, or index the expression.");
    mg_rule_mind_plan(rc, f);
}

const mg_rule mg_rule_rewrite_add_column_generated_stored = {
    .id = "rewrite/add-column-generated-stored",
    .title = "a stored generated column rewrites the table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "The expression is computed for every row: PostgreSQL rewrites the table and all its indexes under "
        "ACCESS EXCLUSIVE.",
    .fix =
        "Use a plain column kept by a trigger and filled in batches; a VIRTUAL column from 18 on; or an index"
        " on the expression.",
    .source = "measured on PostgreSQL 12-19",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
