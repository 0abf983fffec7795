/* Programs that use the right fail. */
#include "rules/util.h"

/* The object stands where it was made; the statement that takes the right stands elsewhere. */
static void place(const mg_rule_ctx *rc, mg_finding *f, const mg_change *c, mg_str role)
{
    const mg_vec *all = &mg_rule_after(rc)->statements;
    for (uint32_t i = all->n; rc->lint && i-- > 0;) {
        const mg_stmt_info *st = all->at[i];
        if (st->kind != S_REVOKE || !mg_rule_names_object(st, c->before) || !mg_rule_words_name(mg_rule_words(st), role))
            continue;
        mg_rule_at_statement(f, st);
        return;
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *gone = c->from ? c->from : c->to;
    if (c->type != MG_C_REVOKE || !c->before || !gone)
        return;
    mg_str role = mg_text(gone), name = mg_rule_name(rc, c->before), rights = mg_rule_rights(rc, gone);
    mg_finding *f = mg_emit(rc, c, "%S loses %S on %S: programs that log in as it fail where they use that.", &role, &rights, &name);
    mg_rule_suggest(rc, f, "Make sure that nothing uses it any more; the right itself comes back by GRANT at once.");
    place(rc, f, c, role);
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
