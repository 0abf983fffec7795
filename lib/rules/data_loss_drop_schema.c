/* Everything inside goes. A schema that is missing from the input is more often a mistake of
 * scope. */
#include "rules/lint.h"
#include "rules/util.h"

static void suggest(const mg_rule_ctx *rc, mg_finding *f, mg_str kind)
{
    const char *sure = rc->lint ? "Keep a copy" : "Make sure that AFTER was read in full";
    mg_rule_suggest(rc, f, "%s; move or drop the contents by steps of their own and then drop the empty %S.", sure, &kind);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_DROP, MG_O_SCHEMA) && !mg_rule_is(c, MG_C_DROP, MG_O_DATABASE))
        return;
    mg_str kind = mg_rule_kind(rc, c->before), name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "The %S %S is dropped, with everything that is still in it.", &kind, &name);
    suggest(rc, f, kind);
}

/* MySQL, MariaDB: one that the schema before the file does not have, as it is of one database. */
static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast)
{
    if ((ast->sub != MG_O_SCHEMA && ast->sub != MG_O_DATABASE) || !mg_rule_is_mysql(rc) || rc->lint->assumed)
        return;
    MG_EACH (target, ast) {
        const mg_node *n = target->kind == A_TARGET ? target->first : NULL;
        if (!n || mg_schema_find(rc->lint->state, MG_O_DATABASE, MG_STR_NONE, mg_text(n)))
            continue;
        mg_str name = mg_arena_str(rc->arena, mg_text(n));
        suggest(rc, mg_emit_at(rc, st, "The database %S is dropped, with everything that is still in it.", &name), MG_STR("database"));
    }
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
    .node = on_node,
    .nodes = {S_DROP},
};
