/* Rows with the value make the change fail, or lose it. */
#include "rules/util.h"

static const mg_object *find_user(const mg_object *type)
{
    for (const mg_object *const *o = mg_schema_dependants_of(type->owner, type, MG_O_COLUMN); *o; o++)
        if ((*o)->kind == MG_O_COLUMN && (*o)->parent->kind == MG_O_TABLE)
            return *o;
    return NULL;
}

static void report(const mg_rule_ctx *rc, const mg_change *c, const mg_object *column, mg_str what, mg_str value)
{
    mg_finding *f = mg_emit(rc, c, "%S loses the value '%S': rows that hold it make the change fail%s.", &what, &value,
                            mg_rule_is_mysql(rc) ? ", or lose it where sql_mode is not strict" : "");
    mg_rule_suggest(rc, f, "Stop programs from writing '%S', give the rows that hold it another value, then "
                           "remove it; or keep it "
                           "and forbid it by a CHECK.", &value);
    mg_rule_block(f);
    if (!column)
        return;
    mg_str table = mg_rule_sql_name(rc, column->parent), name = mg_rule_sql_word(rc, column->name);
    mg_str literal = mg_rule_sql_string(rc, value);
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S = %S", &table, &name, &literal);
}

static bool has_value(const mg_node *type, mg_str value)
{
    MG_EACH(v, type) {
        if ((v->kind == E_CONST || v->kind == N_ENUM_VALUE) && mg_str_eq(mg_text(v), value))
            return true;
    }
    return false;
}

/* MySQL: the values are part of the column's type. */
static void on_type(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *from = mg_attr_first(c->before, A_TYPE), *to = mg_attr_first(c->after, A_TYPE);
    bool enums = from && to && mg_str_is(mg_text(from), "enum") && mg_str_is(mg_text(to), "enum");
    if (!enums || !mg_rule_on_old_table(rc, c))
        return;
    MG_EACH(v, from) {
        if (v->kind == E_CONST && !has_value(to, mg_text(v)))
            report(rc, c, c->before, mg_rule_name(rc, c->after), mg_text(v));
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_ALTER_COLUMN_TYPE) {
        on_type(rc, c);
        return;
    }
    if (c->type != MG_C_REMOVE_ENUM_VALUE)
        return;
    const mg_object *type = c->before ? c->before : c->after;
    report(rc, c, find_user(type), mg_rule_name(rc, type), mg_text(c->from));
}

const mg_rule mg_rule_data_loss_enum_value_removed = {
    .id = "data-loss/enum-value-removed",
    .title = "a value of an enum goes, and rows may hold it",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "Rows that hold the value make the change fail (PostgreSQL on the cast, MySQL 1265 in strict mode) or"
        " store the empty string instead. Programs still write it until they are replaced.",
    .fix =
        "Stop programs from writing the value, change the rows that hold it, then remove it. Or keep the "
        "value and forbid it by a CHECK.",
    .source = "measured on PostgreSQL 12-19, MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE) | MG_ON(MG_C_REMOVE_ENUM_VALUE),
    .change = on_change,
};
