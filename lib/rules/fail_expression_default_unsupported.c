/* TEXT and its kin take no literal default, older versions no expression. */
#include "rules/util.h"

static bool takes_no_literal(const mg_object *column)
{
    static const char *const types[] = {"tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob", "json",
                                        "geometry", "point", "linestring", "polygon"};
    mg_str name = mg_text(mg_attr_first(column, A_TYPE));
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (mg_str_iis(name, types[i]))
            return true;
    return false;
}

static bool is_current_time(const mg_node *e)
{
    return e->kind == E_CALL && (mg_str_iis(mg_text(e), "current_timestamp") || mg_str_iis(mg_text(e), "now"));
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *column)
{
    const mg_node *e = mg_attr_first(column, A_DEFAULT);
    if (!e || (e->kind == E_CONST && e->sub == MG_CONST_NULL) || mg_rule_at_least(rc, 80013))
        return;
    bool text = takes_no_literal(column);
    bool literal = e->kind == E_CONST || (e->kind == E_OP && e->first && e->first->kind == E_CONST && !e->first->next) || is_current_time(e);
    if (!text && literal)
        return;
    mg_str name = mg_rule_name(rc, column), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, text ? "%S has a default, which a column of its type takes in no form on %S: the statement fails with 1101."
                                        : "%S has an expression as its default, which %S does not know: only literals and CURRENT_TIMESTAMP.",
                            &name, &engine);
    mg_rule_suggest(rc, f, "MySQL 8.0.13 and newer take it in parentheses; on this one programs have to give the value.");
    mg_rule_at_object(f, column);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
    if (c->type == MG_C_SET_DEFAULT)
        look(rc, c, c->after);
}

const mg_rule mg_rule_fail_expression_default_unsupported = {
    .id = "fail/expression-default-unsupported",
    .title = "a default that the version does not take",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MYSQL,
    .why =
        "MySQL takes an expression as a default from 8.0.13 on only; and never a literal default for TEXT, "
        "BLOB, JSON and GEOMETRY columns (1101), which must be written in parentheses.",
    .fix =
        "Write the default in parentheses on MySQL 8.0.13 and newer; let programs give the value on older "
        "ones.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_SET_DEFAULT),
    .change = on_change,
};
