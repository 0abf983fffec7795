/* Nobody but the owner sees a row. */
#include "rules/util.h"

static bool has_policy(const mg_object *table)
{
    MG_EACH_CHILD(o, table) {
        if (o->kind == MG_O_POLICY)
            return true;
    }
    return false;
}

/* The first of them tells of all: none is left. */
static void on_policy(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = c->before->parent ? mg_changes_counterpart(rc->changes, c->before->parent) : NULL;
    if (!table || !mg_attr(table, A_ROW_SECURITY) || has_policy(table))
        return;
    MG_EACH_CHILD(o, c->before->parent) {
        if (o->kind == MG_O_POLICY && o != c->before)
            return;
        if (o == c->before)
            break;
    }
    mg_str name = mg_rule_name(rc, table);
    mg_finding *f = mg_emit(rc, c, "The last policy of %S goes and its row security stays on: everybody but its owner sees no row.", &name);
    mg_rule_suggest(rc, f, "Create the policies that follow in the same transaction.");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (mg_rule_is(c, MG_C_DROP, MG_O_POLICY)) {
        on_policy(rc, c);
        return;
    }
    bool enabled = (c->type == MG_C_ALTER_ROW_SECURITY && !mg_attr(c->before, A_ROW_SECURITY)) || mg_rule_is(c,
        MG_C_CREATE, MG_O_TABLE);
    if (!enabled || !c->after || !mg_attr(c->after, A_ROW_SECURITY) || has_policy(c->after))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "Row security of %S is on without any policy: everybody but its owner sees "
                                   "no row.", &name);
    mg_rule_suggest(rc, f, "Create its policies in the same transaction.");
    if (c->type == MG_C_CREATE)
        mg_rule_severity(f, MG_SEV_WARNING);
}

const mg_rule mg_rule_security_rls_enabled_no_policy = {
    .id = "security/rls-enabled-no-policy",
    .title = "row security without a policy hides every row",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "Row security is on but no policy is there: everybody but the owner and BYPASSRLS roles sees no row "
        "at all.",
    .fix = "Create the policies in the same transaction.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_DROP) | MG_ON(MG_C_ALTER_ROW_SECURITY),
    .change = on_change,
};
