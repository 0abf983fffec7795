/* TEXT and its kin take no literal default, older versions no expression. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_without_literals(const mg_node *type)
{
    static const char *const types[] = {"tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob", "json",
                                        "geometry", "point", "linestring", "polygon"};
    mg_str name = mg_text(type);
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
    bool text = is_without_literals(mg_attr_first(column, A_TYPE));
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

/* ---- 8.0.13 and newer, as it is written ---------------------------------------------------- */

static mg_str digits_of(const mg_node *type_or_call)
{
    MG_EACH (c, type_or_call)
        if (c->kind == E_CONST && !mg_str_is(mg_text(c), "0"))
            return mg_text(c);
    return MG_STR_NONE;
}

static const char *reason(const mg_node *type, const mg_node *e)
{
    bool moment = mg_str_iis(mg_text(type), "datetime") || mg_str_iis(mg_text(type), "timestamp");
    if (e->flags & NF_PAREN || (e->kind == E_CONST && e->sub == MG_CONST_NULL))
        return NULL;
    if (e->kind == E_CONST && is_without_literals(type))
        return "takes a default in parentheses alone (1101)";
    if (!is_current_time(e))
        return NULL;
    if (!moment)
        return "takes the current time in parentheses alone (1067)";
    return mg_str_eq(digits_of(type), digits_of(e)) ? NULL : "takes the current time with as many digits as it has itself (1067)";
}

static void refuse(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *at, const char *why)
{
    mg_str name = mg_arena_str(rc->arena, mg_text(at)), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, at, "%S.%S %s: %S refuses the statement.", &st->table, &name, why, &engine);
    mg_rule_suggest(rc, f, "Put the default in parentheses, which makes it an expression; CURRENT_TIMESTAMP(3) is the one for datetime(3).");
    mg_rule_block(f);
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    uint16_t kind = st->info->kind;
    if (!mg_rule_at_least(rc, 80013) || (kind != S_CREATE_TABLE && kind != S_ALTER_TABLE))
        return;
    const mg_node *value = mg_child(n, A_DEFAULT);
    if (!value || !value->first)
        return;
    if (n->kind == N_COLUMN) {
        const mg_node *type = mg_child(n, N_TYPE);
        const char *why = type ? reason(type, value->first) : NULL;
        if (why && !mg_rule_sql_mode_is_lax(rc))
            refuse(rc, st, n, why);
        return;
    }
    const mg_object *column = n->sub == MG_ACT_SET_DEFAULT && st->object ? mg_object_child(st->object, MG_O_COLUMN, mg_text(n)) : NULL;
    bool literal = value->first->kind == E_CONST && value->first->sub != MG_CONST_NULL;
    if (column && literal && is_without_literals(mg_attr_first(column, A_TYPE)) && !mg_rule_sql_mode_is_lax(rc))
        refuse(rc, st, n, "takes no literal as its default (1101)");
}

const mg_rule mg_rule_fail_expression_default_unsupported = {
    .id = "fail/expression-default-unsupported",
    .title = "a default that the version does not take",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MYSQL,
    .why =
        "MySQL takes an expression as a default from 8.0.13 on only; and never a literal default for TEXT, "
        "BLOB, JSON and GEOMETRY columns (1101), which must be written in parentheses, as CURRENT_TIMESTAMP for a column that is no datetime or "
        "timestamp, or one with other digits (1067).",
    .fix =
        "Write the default in parentheses on MySQL 8.0.13 and newer; let programs give the value on older "
        "ones.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_SET_DEFAULT),
    .change = on_change,
    .node = on_node,
    .nodes = {N_COLUMN, N_ACTION},
};
