/* Who could use it cannot any more. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_REVOKE || rc->plan || !c->before || !c->after || c->before->parent || !mg_rule_was_dropped(rc, c->before))
        return;
    mg_str kind = mg_rule_kind(rc, c->after), name = mg_rule_name(rc, c->after), role = mg_text(c->from), sql = mg_rule_sql_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "The %S %S is dropped and made again: the rights of %S went with the old one.", &kind, &name, &role);
    mg_rule_suggest(rc, f, "Grant them again behind it, in the same transaction; or CREATE OR REPLACE, which keeps them.");
    mg_str rights = mg_text(c->from).n ? mg_rule_rights(rc, c->from) : MG_STR_NONE, to = mg_rule_sql_word(rc, role);
    if (rights.n)
        mg_rule_sql(rc, f, "GRANT %S ON %S TO %S", &rights, &sql, &to);
}

const mg_rule mg_rule_dep_recreate_loses_grants = {
    .id = "dep/recreate-loses-grants",
    .title = "something is dropped and made again without its rights",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "What is dropped and made again begins with the default rights: every GRANT on the old one is gone.",
    .fix =
        "GRANT again in the same transaction, or CREATE OR REPLACE.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_REVOKE),
    .change = on_change,
};
