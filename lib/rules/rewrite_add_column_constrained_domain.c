/* Even without a default every row is written, to check the domain. */
#include "rules/util.h"

static const mg_object *constrained_domain(const mg_rule_ctx *rc, const mg_object *column)
{
    const mg_node *type = mg_attr_first(column, A_TYPE);
    mg_str schema = mg_rule_dialect(rc)->default_schema;
    MG_EACH(n, type) {
        if (n->kind == N_NAME)
            schema = mg_text(n);
    }
    const mg_object *domain = type ? mg_schema_find(mg_rule_after(rc), MG_O_DOMAIN, schema, mg_text(type)) : NULL;
    if (!domain)
        return NULL;
    bool constrained = mg_attr(domain, A_NOT_NULL) || mg_attr(domain, A_EXPR) || domain->first;
    MG_EACH_ATTR(n, domain) {
        constrained = constrained || n->kind == N_CONSTRAINT;
    }
    return constrained ? domain : NULL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_COLUMN || !mg_rule_on_old_table(rc, c) || !(constrained_domain(rc, c->after)))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_name(rc, mg_change_table(c));
    mg_str domain = mg_rule_name(rc, constrained_domain(rc, c->after));
    mg_finding *f = mg_emit(rc, c, "%S is of the domain %S, which has constraints: adding it rewrites %S under "
                                   "ACCESS EXCLUSIVE.", &name, &domain, &table);
    mg_rule_suggest(rc, f, "Add the column with the base type and a CHECK that is validated afterwards.");
    mg_rule_mind_plan(rc, f);
}

const mg_rule mg_rule_rewrite_add_column_constrained_domain = {
    .id = "rewrite/add-column-constrained-domain",
    .title = "a column of a domain with constraints rewrites the table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A domain with CHECK or NOT NULL as the type of a new column makes PostgreSQL rewrite the table under"
        " ACCESS EXCLUSIVE, even without a default.",
    .fix =
        "Add the column with the base type, fill it, and put the condition into a CHECK added NOT VALID and "
        "then validated.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
