/* The owner may do everything, and row security does not bind him. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_SET_OWNER || !c->before || !c->after || !c->from)
        return;
    mg_str from = mg_rule_value_text(rc, c->from), to = mg_rule_value_text(rc, c->to);
    mg_str kind = mg_rule_kind(rc, c->after), name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "The %S %S belongs to %S instead of %S: the new owner may do everything with it, the old one only what it "
                                   "is granted.", &kind, &name, &to, &from);
    mg_rule_suggest(rc, f, "Grant the old owner what its programs need in the same transaction.");
}

const mg_rule mg_rule_security_owner_changed = {
    .id = "security/owner-changed",
    .title = "something gets another owner",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "The owner may alter and drop the thing, and row security does not bind him; views and SECURITY DEFINER functions run with his "
           "rights. The old owner keeps what it is granted and no more.",
    .fix = "Grant the old owner what its programs need in the same transaction.",
    .source = "PostgreSQL manual, ALTER TABLE, Row Security Policies",
    .types = MG_ON(MG_C_SET_OWNER),
    .change = on_change,
};
