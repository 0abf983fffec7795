/* A schema that loads on 8.0 does not load on 8.4. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *column)
{
    mg_str type = mg_text(mg_attr_first(column, A_TYPE));
    bool inexact = mg_str_iis(type, "float") || mg_str_iis(type, "double") || mg_str_iis(type, "real");
    if (!inexact || !mg_attr(column, A_AUTO_INCREMENT) || !mg_rule_at_least(rc, 80400))
        return;
    mg_str name = mg_rule_name(rc, column), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S is AUTO_INCREMENT and %S, which %S refuses.", &name, &type, &engine);
    mg_rule_suggest(rc, f, "Make it BIGINT.");
    mg_rule_at_object(f, column);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_fail_auto_increment_float = {
    .id = "fail/auto-increment-float",
    .title = "AUTO_INCREMENT on FLOAT or DOUBLE",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MYSQL,
    .why =
        "MySQL 8.4 and newer refuse AUTO_INCREMENT on FLOAT and DOUBLE columns (1063): a schema that loads on"
        " 8.0 no longer does.",
    .fix = "Change the column to BIGINT.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6; the bound of 8.4 from the manual",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
