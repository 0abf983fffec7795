/* A character set that is not allowed. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_str charset = mg_attr_text(o, A_CHARSET);
    if (!charset.n || mg_rule_list_has(rc, "charsets", charset))
        return;
    mg_str kind = mg_rule_kind(rc, o), name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The %S %S has the character set %S, which is not among the allowed ones.", &kind, &name, &charset);
    mg_rule_suggest(rc, f, "CHARACTER SET utf8mb4.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

static const mg_rule_param params[] = {
    {"charsets", 'l', "utf8mb4,binary", "character sets that are allowed"},
    {0},
};

const mg_rule mg_rule_design_charset_not_allowed = {
    .id = "design/charset-not-allowed",
    .title = "a character set that is not allowed",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .off = true,
    .params = params,
    .why =
        "Columns of different character sets are converted when they are joined, and their indexes are not "
        "used.",
    .fix = "Use utf8mb4.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
