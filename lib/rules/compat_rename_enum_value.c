/* Programs that write or compare the old label fail. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str name = mg_rule_name(rc, mg_change_object(c)), from = mg_rule_value_text(rc, c->from), to = mg_rule_value_text(rc, c->to);
    mg_finding *f = mg_emit(rc, c, "A value of %S is renamed from %S to %S: programs that use the old label fail.",
                            &name, &from, &to);
    mg_rule_suggest(rc, f, "Add the new value, let programs understand both, move the rows over, and leave the "
                           "old one unused.");
}

const mg_rule mg_rule_compat_rename_enum_value = {
    .id = "compat/rename-enum-value",
    .title = "a value of an enum is renamed",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "Rows show the new label at once; programs that write or compare the old one fail.",
    .fix = "Add the new value, let programs understand both, change the rows, and leave the old value unused.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_RENAME_ENUM_VALUE),
    .change = on_change,
};
