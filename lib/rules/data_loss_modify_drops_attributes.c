/* MODIFY replaces the whole definition. */
#include "rules/util.h"

/* The statement that changes the type or name is the one that takes the attribute away. */
static const char *lost(const mg_object *before, const mg_object *after)
{
    if (mg_attr(before, A_AUTO_INCREMENT) && !mg_attr(after, A_AUTO_INCREMENT))
        return "AUTO_INCREMENT";
    if (mg_attr(before, A_ON_UPDATE) && !mg_attr(after, A_ON_UPDATE))
        return "ON UPDATE";
    if (mg_attr(before, A_NOT_NULL) && !mg_attr(after, A_NOT_NULL) && !mg_attr(after, A_NULL))
        return "NOT NULL";
    if (mg_attr(before, A_DEFAULT) && !mg_attr(after, A_DEFAULT))
        return "DEFAULT";
    if (mg_attr(before, A_COMMENT) && !mg_attr(after, A_COMMENT))
        return "COMMENT";
    return NULL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is_altered(rc, c, MG_C_ALTER_COLUMN_TYPE) && !mg_rule_is_altered(rc, c, MG_C_RENAME_COLUMN))
        return;
    const mg_stmt_info *st = mg_rule_statement_of(rc, c);
    const char *what = c->before && c->after ? lost(c->before, c->after) : NULL;
    if (!what || !(mg_rule_statement_holds(st, "MODIFY") || mg_rule_statement_holds(st, "CHANGE")) || mg_rule_statement_holds(st, what))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "The statement does not repeat %s, which %S had: MODIFY and CHANGE replace the whole definition, and it is "
                                   "gone.", what, &name);
    mg_rule_suggest(rc, f, "Write %s again, if it shall stay.", what);
}

const mg_rule mg_rule_data_loss_modify_drops_attributes = {
    .id = "data-loss/modify-drops-attributes",
    .title = "MODIFY or CHANGE forgets what it does not repeat",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "MODIFY and CHANGE replace the whole definition of a column: DEFAULT, NOT NULL, AUTO_INCREMENT, "
        "COMMENT, ON UPDATE, character set and INVISIBLE are gone if they are not written again.",
    .fix =
        "Repeat the whole definition; for a default use ALTER COLUMN … SET DEFAULT, for a name RENAME COLUMN.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_RENAME_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
