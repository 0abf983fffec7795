/* The default sql_mode refuses it, and every later ALTER of the table with it. */
#include "rules/util.h"

static bool is_zero_date(const mg_node *e)
{
    return e && e->kind == E_CONST && e->sub == MG_CONST_STRING && mg_str_starts(mg_text(e), "0000-00-00");
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *column)
{
    if (!is_zero_date(mg_attr_first(column, A_DEFAULT)) || !mg_rule_type_is(rc, column, "date|datetime|timestamp") || !mg_rule_at_least(rc, 50700) || mg_rule_sql_mode_is_lax(rc))
        return;
    mg_str name = mg_rule_name(rc, column);
    mg_finding *f = mg_emit(rc, c, "%S has a zero date as its default: MySQL's default sql_mode refuses it with 1067.", &name);
    mg_rule_suggest(rc, f, "Use NULL or CURRENT_TIMESTAMP.");
    mg_rule_at_object(f, column);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
    if (c->type == MG_C_SET_DEFAULT)
        look(rc, c, c->after);
}

const mg_rule mg_rule_fail_zero_date_default = {
    .id = "fail/zero-date-default",
    .title = "a zero date as a default",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MYSQL,
    .why =
        "With NO_ZERO_DATE and strict mode, which MySQL has by default from 5.7 on, a default of '0000-00-00'"
        " is refused with 1067, and any later ALTER of such a table fails too. MariaDB's default sql_mode "
        "takes it.",
    .fix = "Use NULL or CURRENT_TIMESTAMP; repair old rows first.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_SET_DEFAULT),
    .change = on_change,
};
