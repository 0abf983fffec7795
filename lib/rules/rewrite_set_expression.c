/* Every row is computed and written anew. */
#include "rules/util.h"

static bool is_stored(const mg_object *column)
{
    const mg_node *g = mg_attr(column, A_GENERATED);
    return g && g->sub != MG_GEN_VIRTUAL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_GENERATED || !mg_rule_on_old_table(rc, c) || !is_stored(c->before) || !is_stored(c->after))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "%S is stored and gets another expression: all of %S is written anew under ACCESS EXCLUSIVE, reads and writes wait.", &name, &table);
    mg_rule_suggest(rc, f, "A plain column that a trigger keeps and a backfill in batches fills, then a swap of the names; or a VIRTUAL column, from PostgreSQL 18 on.");
    mg_rule_mind_plan(rc, f);
}

const mg_rule mg_rule_rewrite_set_expression = {
    .id = "rewrite/set-expression",
    .title = "a stored generated column gets another expression",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "ALTER COLUMN … SET EXPRESSION (from PostgreSQL 17 on), or DROP and ADD before it, computes a stored "
        "column for every row: the table is rewritten under ACCESS EXCLUSIVE.",
    .fix =
        "A plain column, filled in batches, and a swap of the names; or a virtual column.",
    .source = "measured on PostgreSQL 17-19",
    .types = MG_ON(MG_C_ALTER_GENERATED),
    .change = on_change,
};
