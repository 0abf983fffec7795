/* A storage engine that is not allowed. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_str engine = mg_attr_text(o, A_ENGINE);
    if (!engine.n || mg_rule_list_has(rc, "engines", engine))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S is stored by %S, which is not among the allowed engines.", &name, &engine);
    mg_rule_suggest(rc, f, "ENGINE=InnoDB.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

static const mg_rule_param params[] = {
    {"engines", 'l', "InnoDB", "engines that are allowed"},
    {0},
};

const mg_rule mg_rule_design_engine_not_allowed = {
    .id = "design/engine-not-allowed",
    .title = "a storage engine that is not allowed",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .off = true,
    .params = params,
    .why = "MyISAM, MEMORY and the like have no transactions, no foreign keys and no crash recovery.",
    .fix = "Use InnoDB.",
    .source = "manuals of MySQL and MariaDB",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
