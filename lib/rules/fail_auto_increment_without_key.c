/* The server refuses a counter that no key begins with. */
#include "rules/util.h"

static bool begins_a_key(const mg_object *table, const mg_object *column)
{
    bool myisam = mg_str_iis(mg_attr_text(table, A_ENGINE), "myisam") || mg_str_iis(mg_attr_text(table, A_ENGINE), "aria");
    MG_EACH_CHILD(o, table) {
        if (o->kind != MG_O_INDEX && o->kind != MG_O_UNIQUE && o->kind != MG_O_PRIMARY_KEY)
            continue;
        for (uint32_t i = 0; i < mg_rule_key_count(o) && (i == 0 || myisam); i++)
            if (mg_str_ieq(mg_rule_key_column(o, i), column->name))
                return true;
    }
    return false;
}

static void refuse(const mg_rule_ctx *rc, const mg_change *c, const mg_object *column, const char *why)
{
    mg_str name = mg_rule_name(rc, column), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S is AUTO_INCREMENT, %s: %S refuses it.", &name, why, &engine);
    mg_rule_suggest(rc, f, "One column of a table counts, a whole number without a default.");
    mg_rule_at_object(f, column);
    mg_rule_block(f);
}

static bool is_second(const mg_object *column)
{
    MG_EACH_CHILD (o, column->parent)
        if (o->kind == MG_O_COLUMN && o != column && mg_attr(o, A_AUTO_INCREMENT) && o->id < column->id)
            return true;
    return false;
}

static const char *reason(const mg_rule_ctx *rc, const mg_object *column)
{
    if (is_second(column))
        return "and another column of the table is, too (1075)";
    if (mg_rule_type_is(rc, column, "char|varchar|tinytext|text|mediumtext|longtext|binary|varbinary|blob|decimal|date|datetime|timestamp|time|year|bit|json|enum|set"))
        return "but no whole number (1063)";
    return mg_attr(column, A_DEFAULT) ? "and has a default (1067)" : NULL;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *column)
{
    if (!mg_attr(column, A_AUTO_INCREMENT) || !column->parent)
        return;
    const char *why = c->type == MG_C_CREATE || c->type == MG_C_ADD_COLUMN || c->type == MG_C_ALTER_AUTO_INCREMENT ? reason(rc, column) : NULL;
    if (why)
        refuse(rc, c, column, why);
    if (why || begins_a_key(column->parent, column))
        return;
    mg_str name = mg_rule_name(rc, column);
    mg_finding *f = mg_emit(rc, c, "%S is AUTO_INCREMENT, but no key begins with it: the server refuses that with 1075.", &name);
    mg_rule_suggest(rc, f, "Replace the key in the same ALTER TABLE, or take AUTO_INCREMENT away first.");
    mg_rule_at_object(f, column);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
    if (c->type == MG_C_ALTER_AUTO_INCREMENT && c->after)
        look(rc, c, c->after);
    bool drops = c->type == MG_C_DROP_PRIMARY_KEY || c->type == MG_C_DROP_UNIQUE || mg_rule_is(c, MG_C_DROP, MG_O_INDEX);
    const mg_object *table = drops && c->before->parent ? mg_changes_counterpart(rc->changes, c->before->parent) : NULL;
    MG_EACH_CHILD(o, table ? table : &(const mg_object){0}) {
        if (o->kind == MG_O_COLUMN && mg_changes_counterpart(rc->changes, o) && mg_str_ieq(o->name, mg_rule_key_column(c->before, 0)))
            look(rc, c, o);
    }
}

const mg_rule mg_rule_fail_auto_increment_without_key = {
    .id = "fail/auto-increment-without-key",
    .title = "an AUTO_INCREMENT column that the table cannot have",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "An AUTO_INCREMENT column must be the first column of a key: the server refuses a table, or the drop "
        "of the last such key, with 1075. There is one such column in a table (1075), a whole number (1063) without a default (1067).",
    .fix = "Replace the key in the same ALTER TABLE, or take AUTO_INCREMENT away first.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ALTER_AUTO_INCREMENT) | MG_ON(MG_C_DROP_PRIMARY_KEY) | MG_ON(MG_C_DROP_UNIQUE) | MG_ON(MG_C_DROP),
    .change = on_change,
};
