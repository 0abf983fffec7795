/* PostgreSQL refuses with 55000. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_IDENTITY || rc->plan || !mg_rule_on_old_table(rc, c) || mg_attr(c->before, A_IDENTITY) || !mg_attr(c->after, A_IDENTITY))
        return;
    bool null = !mg_attr(c->before, A_NOT_NULL) && !mg_rule_text_alters(rc, c->before, "SET NOT NULL");
    bool value = mg_attr(c->before, A_DEFAULT) && !mg_rule_text_alters(rc, c->before, "DROP DEFAULT");
    if (!null && !value)
        return;
    mg_str name = mg_rule_name(rc, c->after), sql = mg_rule_sql_table(rc, c), word = mg_rule_sql_word(rc, c->after->name);
    mg_finding *f = mg_emit(rc, c, "%S becomes an identity column while it %s: PostgreSQL refuses that (55000).", &name, null ? "may be NULL" : "has a default");
    mg_rule_suggest(rc, f, "Do that first: %s.", null ? "fill the NULLs, then SET NOT NULL" : "DROP DEFAULT");
    mg_rule_sql(rc, f, "ALTER TABLE %S ALTER COLUMN %S %s", &sql, &word, null ? "SET NOT NULL" : "DROP DEFAULT");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_identity_on_nullable = {
    .id = "fail/identity-on-nullable",
    .title = "a column becomes an identity while it may be NULL or has a default",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "ADD GENERATED … AS IDENTITY fails when the column may be NULL or has a default: a serial column has "
        "one.",
    .fix =
        "SET NOT NULL and DROP DEFAULT first, in the same transaction; then set the identity's sequence past "
        "the highest value.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ALTER_IDENTITY),
    .change = on_change,
};
