/* MySQL does not carry the new name into the CHECK. */
#include "rules/util.h"

static bool finds(mg_node *n, void *user_data)
{
    const mg_str **name = user_data;
    if (*name && n->kind == E_COLUMN && mg_str_ieq(mg_text(n), **name))
        *name = NULL;
    return *name != NULL;
}

static bool uses(const mg_object *check, mg_str column)
{
    const mg_str *name = &column;
    mg_attrs_walk(check, finds, (void *)&name);
    return !name;
}

/* By its name: what goes with the column does not count. */
static bool is_dropped(const mg_rule_ctx *rc, const mg_object *check)
{
    const mg_vec *drops = &mg_rule_after(rc)->drops;
    for (uint32_t i = 0; i < drops->n; i++) {
        const mg_drop *d = drops->at[i];
        if (mg_str_ieq(d->name, check->name) && (d->kind == MG_O_CHECK || d->kind == MG_O_CONSTRAINT) && mg_rule_statement_names(d->stmt, d->name))
            return true;
    }
    return false;
}

typedef struct others {
    const mg_rule_ctx *rc;
    const mg_object *column;
    bool found;
} others;

static bool find_other(mg_node *n, void *user_data)
{
    others *s = user_data;
    if (n->kind != E_COLUMN || mg_str_ieq(mg_text(n), s->column->name))
        return !s->found;
    const mg_object *other = mg_object_child(s->column->parent, MG_O_COLUMN, mg_text(n));
    bool goes = mg_rule_dialect(s->rc)->id == MG_MARIADB && other && !mg_changes_counterpart(s->rc->changes, other);
    s->found = !goes;
    return !s->found;
}

/* A CHECK of this column alone goes with it; in MariaDB so does one whose columns all go. */
static bool names_others(const mg_rule_ctx *rc, const mg_object *check, const mg_object *column)
{
    others s = {rc, column, false};
    mg_attrs_walk(check, find_other, &s);
    return s.found;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool renames = c->type == MG_C_RENAME_COLUMN;
    const mg_stmt_info *st = mg_rule_statement_of(rc, c);
    bool mariadb = mg_rule_dialect(rc)->id == MG_MARIADB;
    if (rc->plan || (renames ? mariadb : c->type != MG_C_DROP_COLUMN) || !c->before->parent || (!mariadb && !mg_rule_at_least(rc, 80016)))
        return;
    if (!st || (st->kind != S_ALTER_TABLE && st->kind != S_RENAME))
        return;
    MG_EACH_CHILD(o, c->before->parent) {
        if (o->kind != MG_O_CHECK || !uses(o, c->before->name) || is_dropped(rc, o))
            continue;
        if (!renames && !names_others(rc, o, c->before))
            continue;
        mg_str own = mg_rule_own_name(rc, o), name = mg_rule_name(rc, c->before);
        mg_finding *f = mg_emit(rc, c, "%S uses %S: %s refuses to %s the column with %s.", &own, &name, mariadb ? "MariaDB" : "MySQL", renames ? "rename" : "drop",
                                mariadb ? "1054" : "3959");
        if (renames)
            mg_rule_suggest(rc, f, "Drop %S first, and add it again with the new name, NOT ENFORCED until a quiet hour.", &own);
        else
            mg_rule_suggest(rc, f, "Drop %S first, or in the same statement.", &own);
        mg_str table = mg_rule_sql_name(rc, c->before->parent), word = mg_rule_sql_word(rc, o->name);
        mg_rule_sql(rc, f, "ALTER TABLE %S DROP CONSTRAINT %S", &table, &word);
        mg_rule_block(f);
        return;
    }
}

const mg_rule mg_rule_fail_rename_column_used_in_check = {
    .id = "fail/rename-column-used-in-check",
    .title = "a column is renamed or dropped while a CHECK names it",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "MySQL refuses to rename a column that a CHECK constraint uses, and to drop one that a CHECK over "
        "several columns uses (3959). MariaDB renames it in the CHECK too, and refuses to drop one that a CHECK "
        "over other columns as well uses, unless those go in the same statement (1054).",
    .fix =
        "DROP CHECK first, rename, ADD CHECK … NOT ENFORCED (INSTANT), and enforce it in a quiet hour.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_DROP_COLUMN) | MG_ON(MG_C_RENAME_COLUMN),
    .change = on_change,
};
