/* Programs that use the right fail. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *gone = c->from ? c->from : c->to;
    if (c->type != MG_C_REVOKE || !c->before || !gone)
        return;
    mg_str role = mg_text(gone), name = mg_rule_name(rc, c->before), rights = mg_rule_rights(rc, gone);
    mg_finding *f = mg_emit(rc, c, "%S loses %S on %S: programs that log in as it fail where they use that.", &role, &rights, &name);
    mg_rule_suggest(rc, f, "Make sure that nothing uses it any more; the right itself comes back by GRANT at once.");
}

const mg_rule mg_rule_security_revoke = {
    .id = "security/revoke",
    .title = "a role loses a right",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "Programs that log in as the role fail with 42501 as soon as the right is gone.",
    .fix = "Release programs that do without it first.",
    .source = "PostgreSQL manual, REVOKE",
    .types = MG_ON(MG_C_REVOKE),
    .change = on_change,
};
