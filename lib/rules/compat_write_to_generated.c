/* Statements that give it a value fail. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_GENERATED || !c->before || !c->after || mg_attr(c->before, A_GENERATED) || !mg_attr(c->after, A_GENERATED))
        return;
    mg_str name = mg_rule_name(rc, c->after), engine = mg_rule_engine(rc);
    const char *code = mg_rule_dialect(rc)->id == MG_POSTGRES ? " (428C9)" : mg_rule_is_mysql(rc) ? " (3105)" : "";
    mg_finding *f = mg_emit(rc, c, "%S is generated from now on: %S refuses every INSERT and UPDATE that gives it a value%s.", &name, &engine, code);
    mg_rule_suggest(rc, f, "Release programs that leave the column out first, or add the generated one under another name.");
}

const mg_rule mg_rule_compat_write_to_generated = {
    .id = "compat/write-to-generated",
    .title = "a column that programs write becomes generated",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "No engine lets a statement write a generated column: programs that name it in INSERT or UPDATE fail "
        "from that moment.",
    .fix =
        "Release programs that leave it out first.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, SQLite 3.40",
    .types = MG_ON(MG_C_ALTER_GENERATED),
    .change = on_change,
};
