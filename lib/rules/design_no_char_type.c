/* Char(n) pads with blanks. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_rule_type_is(rc, o, "char"))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S: char(n) pads with blanks.", &name);
    mg_rule_suggest(rc, f, "Use varchar or text.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new_type(rc, c, look);
}

const mg_rule mg_rule_design_no_char_type = {
    .id = "design/no-char-type",
    .title = "char(n) pads with blanks",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .off = true,
    .why = "Values are padded to the length, and blanks at the end do not count in comparisons.",
    .fix = "Use varchar or text.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
