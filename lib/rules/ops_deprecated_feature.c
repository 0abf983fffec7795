/* It goes with a later version, or is advised against. */
#include <string.h>

#include "rules/util.h"

static const char *of_column(const mg_rule_ctx *rc, const mg_object *o)
{
    const mg_node *type = mg_attr_first(o, A_TYPE);
    uint32_t digits = 0;
    MG_EACH(n, type) {
        digits += n->kind == E_CONST;
    }
    bool has_sign = mg_child(type, A_UNSIGNED) == NULL, counts = mg_attr(o, A_AUTO_INCREMENT) != NULL;
    if (digits < 2 && has_sign && !counts)
        return NULL;
    const char *name = mg_fact_type_name(mg_rule_dialect(rc), mg_text(type));
    bool inexact = name && (strcmp(name, "float") == 0 || strcmp(name, "double") == 0);
    if (digits > 1 && inexact)
        return "FLOAT(M,D) and DOUBLE(M,D)";
    if (!has_sign && (inexact || (name && strcmp(name, "decimal") == 0)))
        return "UNSIGNED of FLOAT, DOUBLE and DECIMAL";
    return counts && inexact ? "AUTO_INCREMENT of FLOAT and DOUBLE" : NULL;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const char *what = mg_rule_dialect(rc)->id == MG_MYSQL ? of_column(rc, o) : NULL;
    if (!what)
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S: %s are deprecated from MySQL 8.0.17 on and will be taken away.", &name, what);
    mg_rule_suggest(rc, f, "DECIMAL for exact numbers, plain DOUBLE for others, CHECK (a >= 0) for UNSIGNED.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
    const mg_object *o = c->type == MG_C_CREATE ? c->after : NULL;
    if (!o || o->kind != MG_O_RULE)
        return;
    mg_str own = mg_rule_own_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "Rule %S rewrites queries: volatile expressions run more than once, and the manual advises triggers instead.", &own);
    mg_rule_suggest(rc, f, "A trigger; for a view, INSTEAD OF.");
}

const mg_rule mg_rule_ops_deprecated_feature = {
    .id = "ops/deprecated-feature",
    .title = "something that the engine gives up",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MYSQL,
    .why =
        "What is deprecated warns today and is a syntax error in a later version; PostgreSQL's rules are "
        "kept, and the manual advises against them.",
    .fix =
        "What the manual names instead.",
    .source = "MySQL 8.0.17 release notes; PostgreSQL manual, Rules versus Triggers",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
