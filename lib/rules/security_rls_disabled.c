/* Every role with SELECT sees every row. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_ROW_SECURITY || !c->before || !c->after)
        return;
    bool off = mg_attr(c->before, A_ROW_SECURITY) && !mg_attr(c->after, A_ROW_SECURITY);
    bool unforced = mg_attr(c->before, A_FORCE_ROW_SECURITY) && !mg_attr(c->after, A_FORCE_ROW_SECURITY);
    if (!off && !unforced)
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = off ? mg_emit(rc, c, "Row security of %S is switched off: every role that may read it sees "
                                         "every row.", &name)
                        : mg_emit(rc, c, "Row security of %S is no longer forced: its owner sees every row.", &name);
    mg_rule_suggest(rc, f, "Keep it on, and give roles that need more a policy of their own.");
    mg_rule_block(f);
}

const mg_rule mg_rule_security_rls_disabled = {
    .id = "security/rls-disabled",
    .title = "row security is switched off",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_PG,
    .why = "Policies stay but no longer apply: every role that may read the table sees every row.",
    .fix = "Keep it on; give the role that needs it BYPASSRLS or a policy of its own.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ALTER_ROW_SECURITY),
    .change = on_change,
};
