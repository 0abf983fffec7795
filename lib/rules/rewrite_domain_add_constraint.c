/* Every table with a column of the domain is read while its writers wait. */
#include "rules/util.h"

/* A check that is new, or NOT NULL. */
static const char *tightened(const mg_change *c)
{
    if (mg_rule_is(c, MG_C_ALTER, MG_O_DOMAIN) && c->attr == A_NOT_NULL && c->to)
        return "SET NOT NULL";
    bool check = mg_change_object(c)->kind == MG_O_CHECK && c->after && !c->before && c->after->parent;
    if (check && c->after->parent->kind == MG_O_DOMAIN && !mg_attr(c->after, A_NOT_VALID))
        return "ADD CONSTRAINT";
    return NULL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const char *what = mg_change_object(c) ? tightened(c) : NULL;
    const mg_object *now = what ? c->after->kind == MG_O_DOMAIN ? c->after : c->after->parent : NULL;
    const mg_object *domain = now ? mg_changes_counterpart(rc->changes, now) : NULL;
    mg_str columns = MG_STR_NONE;
    if (!domain || mg_rule_is_written(rc, c, "NOT VALID"))
        return;
    bool used = mg_rule_name_users_of(rc, domain, MG_O_COLUMN, mg_rule_is_column, &columns);
    if (!used && !mg_str_is(mg_text(mg_attr_first(domain, A_TYPE)), "unknown")) /* of a file alone: nobody knows what uses it */
        return;
    mg_str name = mg_rule_name(rc, domain);
    mg_finding *f = mg_emit(rc, c, "%s on domain %S reads every table with a column of it, holding SHARE on each%s%S. Writers wait.",
                            what, &name, used ? ": " : "", &columns);
    if (c->attr == A_NOT_NULL) {
        mg_rule_suggest(rc, f, "ALTER DOMAIN %S ADD CONSTRAINT … CHECK (VALUE IS NOT NULL) NOT VALID instead: NOT NULL itself has no such "
                               "form.", &name);
        return;
    }
    mg_rule_suggest(rc, f, "ALTER DOMAIN %S ADD CONSTRAINT … CHECK (…) NOT VALID holds nothing up and binds new rows at once; VALIDATE "
                           "CONSTRAINT takes the same SHARE, at an hour that you choose.", &name);
}

const mg_rule mg_rule_rewrite_domain_add_constraint = {
    .id = "rewrite/domain-add-constraint",
    .title = "a constraint on a domain reads every table that uses it",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "ALTER DOMAIN … ADD CONSTRAINT and SET NOT NULL look at every row of every table with a column of the domain, and hold a "
           "SHARE lock on each of them until the end of the transaction: writers wait.",
    .fix = "Add the constraint NOT VALID, which looks at no row and binds new ones at once. VALIDATE takes the same SHARE locks: run it "
           "at a quiet hour.",
    .source = "measured on PostgreSQL 11-19",
    .change = on_change,
};
