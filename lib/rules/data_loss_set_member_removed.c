/* Rows with the member make the change fail, or lose it. */
#include "rules/util.h"

static bool has_member(const mg_node *type, mg_str value)
{
    MG_EACH(v, type) {
        if (v->kind == E_CONST && mg_str_eq(mg_text(v), value))
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *from = mg_attr_first(c->before, A_TYPE), *to = mg_attr_first(c->after, A_TYPE);
    if (c->type != MG_C_ALTER_COLUMN_TYPE || !from || !to || !mg_str_is(mg_text(from), "set") ||
        !mg_str_is(mg_text(to), "set"))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc,
        c->before->name);
    MG_EACH(v, from) {
        mg_str value = mg_text(v);
        if (v->kind != E_CONST || has_member(to, value))
            continue;
        mg_str literal = mg_rule_sql_string(rc, value);
        mg_finding *f = mg_emit(rc, c, "%S loses the member '%S': rows that hold it make the change fail, or "
                                       "lose it where "
                                       "sql_mode is not strict.", &name, &value);
        mg_rule_suggest(rc, f, "Take '%S' out of the rows first.", &value);
        mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE FIND_IN_SET(%S, %S)", &table, &literal, &column);
        mg_rule_block(f);
    }
}

const mg_rule mg_rule_data_loss_set_member_removed = {
    .id = "data-loss/set-member-removed",
    .title = "a member of a SET goes, and rows may hold it",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "A SET is stored as bits by position. Rows that hold a member that goes make the statement fail in "
        "strict mode, or lose it.",
    .fix = "Take the member out of the rows first; add members only at the end.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
