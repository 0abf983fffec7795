/* It fails when it is used, not when it is made. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str definer = (c->type == MG_C_CREATE || c->type == MG_C_REPLACE) && c->after ? mg_attr_text(c->after, A_DEFINER) : MG_STR_NONE;
    if (!definer.n || mg_str_iis(definer, "current_user") || mg_str_iis(mg_attr_text(c->after, A_SQL_SECURITY), "invoker"))
        return;
    mg_str kind = mg_rule_kind(rc, c->after), name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "The %S %S runs as %S: where that account does not exist it fails with 1449 when it is used.", &kind, &name,
                            &definer);
    mg_rule_suggest(rc, f, "Leave DEFINER out, or say SQL SECURITY INVOKER.");
}

const mg_rule mg_rule_fail_reserved_definer = {
    .id = "fail/reserved-definer",
    .title = "a DEFINER that may not be there",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .off = true,
    .why =
        "A view, routine, trigger or event with a DEFINER fails with 1449 when it is used where that account "
        "does not exist; dumps carry the account of the machine that they come from.",
    .fix = "Leave DEFINER out, so that it is the account that runs the file, or SQL SECURITY INVOKER.",
    .source = "manuals of MySQL and MariaDB",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_REPLACE),
    .change = on_change,
};
