/* SQLite refuses to drop what is in use. */
#include "rules/lint.h"
#include "rules/util.h"

static bool finds(mg_node *n, void *user_data)
{
    const mg_str **name = user_data;
    if (*name && n->kind == E_COLUMN && mg_str_ieq(mg_text(n), **name))
        *name = NULL;
    return *name != NULL;
}

static bool uses(const mg_object *o, mg_str column)
{
    const mg_str *name = &column;
    mg_attrs_walk(o, finds, (void *)&name);
    return !name || mg_rule_key_holds(o, column);
}

/* By a statement of its own: what goes with the column does not. */
static bool goes_first(const mg_rule_ctx *rc, const mg_object *o, const mg_stmt_info *st)
{
    const mg_vec *drops = &mg_rule_after(rc)->drops;
    for (uint32_t i = 0; i < drops->n; i++) {
        const mg_drop *d = drops->at[i];
        if (d->kind == o->kind && mg_str_ieq(d->name, o->name) && d->stmt != st)
            return true;
    }
    return false;
}

/* CHECK and REFERENCES of the column itself go with it. */
static bool is_written_in(const mg_object *o, const mg_object *column)
{
    return (o->kind == MG_O_CHECK || o->kind == MG_O_FOREIGN_KEY) && o->off >= column->off && o->off < column->off + column->len;
}

static const mg_object *user_of(const mg_rule_ctx *rc, const mg_object *column, const mg_stmt_info *st)
{
    MG_EACH_CHILD(o, column->parent) {
        bool kind = o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_FOREIGN_KEY ||
                    o->kind == MG_O_CHECK || (o->kind == MG_O_COLUMN && o != column && mg_attr(o, A_GENERATED));
        if (kind && !is_written_in(o, column) && uses(o, column->name) && !goes_first(rc, o, st))
            return o;
    }
    return NULL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = !rc->plan && c->type == MG_C_DROP_COLUMN ? mg_rule_statement_of(rc, c) : NULL;
    const mg_object *user = st && st->kind == S_ALTER_TABLE && c->before->parent ? user_of(rc, c->before, st) : NULL;
    if (!user)
        return;
    mg_str name = mg_rule_name(rc, c->before), kind = mg_rule_kind(rc, user);
    mg_finding *f = mg_emit(rc, c, "%S is used by a%s %S of its table: SQLite refuses to drop it.", &name,
                            user->kind == MG_O_INDEX ? "n" : "", &kind);
    mg_rule_suggest(rc, f, user->kind == MG_O_INDEX ? "DROP INDEX first." : "That needs a rebuild of the table.");
    mg_rule_block(f);
}

const mg_rule mg_rule_sqlite_drop_column_refused = {
    .id = "sqlite/drop-column-refused",
    .title = "ALTER TABLE … DROP COLUMN of a column in use",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "SQLite refuses to drop a column that is a PRIMARY KEY or UNIQUE, indexed (also in the WHERE of a "
        "partial index), or used by a CHECK or FOREIGN KEY of the table, a generated column, a trigger or a "
        "view.",
    .fix =
        "Drop the index, view or trigger first and make it again; the others need a rebuild of the table.",
    .source = "measured on SQLite 3.34-3.53",
    .types = MG_ON(MG_C_DROP_COLUMN),
    .change = on_change,
};
