/* Every delete of a parent fails, or the statement itself. */
#include "rules/util.h"

static const char *sets_null(const mg_object *fk)
{
    if (mg_str_iis(mg_attr_text(fk, A_ON_DELETE), "set null"))
        return "DELETE";
    return mg_str_iis(mg_attr_text(fk, A_ON_UPDATE), "set null") ? "UPDATE" : NULL;
}

static const mg_object *not_null_column(const mg_object *fk)
{
    for (uint32_t i = 0; i < mg_rule_key_count(fk); i++) {
        const mg_object *column = mg_object_child(fk->parent, MG_O_COLUMN, mg_rule_key_column(fk, i));
        if (column && mg_attr(column, A_NOT_NULL))
            return column;
    }
    return NULL;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    const char *event = fk->parent ? sets_null(fk) : NULL;
    const mg_object *column = event ? not_null_column(fk) : NULL;
    const mg_node *chosen = mg_attr(fk, A_ON_DELETE);
    if (!column || (chosen && chosen->first)) /* SET NULL (some columns) */
        return;
    mg_str own = mg_rule_own_name(rc, fk), name = mg_rule_name(rc, column);
    mg_finding *f = mg_emit(rc, c, "Foreign key %S is ON %s SET NULL, but %S is NOT NULL: %s.", &own, event, &name,
                            mg_rule_is_mysql(rc) ? "the server refuses it" : "every such statement on a parent with rows fails");
    mg_rule_suggest(rc, f, "ON %s CASCADE or RESTRICT, or let %S be NULL.", event, &name);
    mg_rule_at_object(f, fk);
    if (c->type == MG_C_CREATE && !mg_rule_is_mysql(rc))
        mg_rule_severity(f, MG_SEV_WARNING);
}

/* A key that was there: what may be NULL may be so no more. */
static void look_column(const mg_rule_ctx *rc, const mg_change *c)
{
    MG_EACH_CHILD(fk, c->after->parent) {
        for (uint32_t i = 0; fk->kind == MG_O_FOREIGN_KEY && i < mg_rule_key_count(fk); i++) {
            const char *event = mg_str_ieq(mg_rule_key_column(fk, i), c->after->name) ? sets_null(fk) : NULL;
            const mg_node *chosen = mg_attr(fk, A_ON_DELETE);
            if (!event || (chosen && chosen->first) || !mg_changes_counterpart(rc->changes, fk))
                continue;
            mg_str own = mg_rule_own_name(rc, fk), name = mg_rule_name(rc, c->after);
            mg_finding *f = mg_emit(rc, c, "%S becomes NOT NULL, but foreign key %S is ON %s SET NULL: %s.", &name, &own, event,
                                    mg_rule_is_mysql(rc) ? "the server refuses it" : "every such statement on a parent with rows fails");
            mg_rule_suggest(rc, f, "Make the foreign key ON %s CASCADE or RESTRICT first, or let %S be NULL.", event, &name);
        }
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_SET_NOT_NULL && c->after && c->after->parent)
        look_column(rc, c);
    if (c->type == MG_C_ADD_FOREIGN_KEY)
        look(rc, c, c->after);
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_TABLE))
        return;
    MG_EACH_CHILD(o, c->after) {
        if (o->kind == MG_O_FOREIGN_KEY)
            look(rc, c, o);
    }
}

const mg_rule mg_rule_fail_fk_set_null_on_not_null = {
    .id = "fail/fk-set-null-on-not-null",
    .title = "a foreign key sets columns to NULL that may not be NULL",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why = "PostgreSQL and SQLite take the foreign key, and every DELETE of a parent with rows fails (23502). MySQL (1830) and MariaDB refuse it.",
    .fix = "ON DELETE CASCADE or RESTRICT, or a column that may be NULL.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11 and 11.8, SQLite 3.40-3.53",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY) | MG_ON(MG_C_SET_NOT_NULL),
    .change = on_change,
};
