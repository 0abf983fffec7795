/* Views, foreign keys, columns, defaults and policies go without being mentioned. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = mg_rule_note(rc, c)->dropped_by;
    if (!st || !mg_rule_statement_holds(st, "CASCADE"))
        return;
    mg_str kind = mg_rule_kind(rc, c->before), name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "The %S %S goes by a DROP … CASCADE, which removes whatever depends on it "
                                   "without naming it.", &kind, &name);
    mg_rule_suggest(rc, f, "Drop what depends on it by statements of their own and leave CASCADE out.");
}

const mg_rule mg_rule_data_loss_drop_cascade = {
    .id = "data-loss/drop-cascade",
    .title = "DROP … CASCADE removes what it does not name",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "CASCADE removes everything that depends on the object: views, foreign keys of other tables, "
        "defaults, policies, and whole columns when a type goes. None of it stands in the statement.",
    .fix =
        "Drop each dependent thing by a statement of its own, in order, without CASCADE; create again what is"
        " still wanted.",
    .source = "measured on PostgreSQL 11-19",
    .change = on_change,
};
