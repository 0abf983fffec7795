/* One NULL in any column of the domain makes it fail. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str columns;
    if (!mg_rule_is(c, MG_C_ALTER, MG_O_DOMAIN) || c->attr != A_NOT_NULL || !c->to || !c->before ||
        !mg_rule_name_users_of(rc, c->before, MG_O_COLUMN, mg_rule_is_column, &columns))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "Domain %S becomes NOT NULL: a NULL in any column of it makes the statement fail: %S.", &name, &columns);
    mg_rule_suggest(rc, f, "Fill the NULLs of these columns first; or make the columns NOT NULL and leave the domain as it is.");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_domain_not_null_with_nulls = {
    .id = "fail/domain-not-null-with-nulls",
    .title = "a domain becomes NOT NULL while columns of it may hold NULL",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "ALTER DOMAIN … SET NOT NULL looks at every column of the domain: one NULL makes it fail (23502).",
    .fix = "Fill the NULLs first, or make the columns NOT NULL instead of the domain.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ALTER),
    .change = on_change,
};
