/* Utf8 that holds no four-byte characters. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_str_iis(mg_attr_text(o, A_CHARSET), "utf8mb3") && !mg_str_iis(mg_attr_text(o, A_CHARSET), "utf8"))
        return;
    mg_str kind = mg_rule_kind(rc, o), name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The %S %S is utf8mb3, which holds no four-byte characters.", &kind, &name);
    mg_rule_suggest(rc, f, "CHARACTER SET utf8mb4.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

const mg_rule mg_rule_ops_utf8mb3 = {
    .id = "ops/utf8mb3",
    .title = "utf8 that holds no four-byte characters",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .why =
        "utf8 (utf8mb3) refuses emoji and many other characters; the name utf8 will mean utf8mb4 in a later "
        "version.",
    .fix = "CHARACTER SET utf8mb4.",
    .source = "manuals of MySQL and MariaDB",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
