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

static bool is_dropped(const mg_rule_ctx *rc, const mg_object *check)
{
    const mg_vec *drops = &mg_rule_after(rc)->drops;
    for (uint32_t i = 0; i < drops->n; i++) {
        const mg_drop *d = drops->at[i];
        if (mg_str_ieq(d->name, check->name) && (d->kind == MG_O_CHECK || d->kind == MG_O_CONSTRAINT))
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool renames = c->type == MG_C_RENAME_COLUMN;
    const mg_stmt_info *st = mg_rule_statement_of(rc, c);
    if (rc->plan || (!renames && c->type != MG_C_DROP_COLUMN) || !c->before->parent || !mg_rule_at_least(rc, 80016))
        return;
    if (!st || (st->kind != S_ALTER_TABLE && st->kind != S_RENAME))
        return;
    MG_EACH_CHILD(o, c->before->parent) {
        if (o->kind != MG_O_CHECK || !uses(o, c->before->name) || is_dropped(rc, o))
            continue;
        if (!renames && !mg_changes_counterpart(rc->changes, o))
            continue; /* a CHECK of this column alone goes with it */
        mg_str own = mg_rule_own_name(rc, o), name = mg_rule_name(rc, c->before);
        mg_finding *f = mg_emit(rc, c, "%S uses %S: MySQL refuses to %s the column with 3959.", &own, &name, renames ? "rename" : "drop");
        mg_rule_suggest(rc, f, "Drop %S first, and add it again with the new name, NOT ENFORCED until a quiet hour.", &own);
        mg_str table = mg_rule_sql_name(rc, c->before->parent), word = mg_rule_sql_word(rc, o->name);
        mg_rule_sql(rc, f, "ALTER TABLE %S DROP CHECK %S", &table, &word);
        mg_rule_block(f);
        return;
    }
}

const mg_rule mg_rule_fail_rename_column_used_in_check = {
    .id = "fail/rename-column-used-in-check",
    .title = "a column is renamed or dropped while a CHECK names it",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MYSQL,
    .why =
        "MySQL refuses to rename a column that a CHECK constraint uses, and to drop one that a CHECK over "
        "several columns uses (3959). MariaDB renames it in the CHECK too.",
    .fix =
        "DROP CHECK first, rename, ADD CHECK … NOT ENFORCED (INSTANT), and enforce it in a quiet hour.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_DROP_COLUMN) | MG_ON(MG_C_RENAME_COLUMN),
    .change = on_change,
};
