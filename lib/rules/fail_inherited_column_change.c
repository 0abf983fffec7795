/* PostgreSQL refuses with 42P16. */
#include "rules/lint.h"
#include "rules/util.h"

/* The column of a parent that the table has it from; as things stand before the statement. */
static const mg_object *parent_column(const mg_object *table, mg_str column)
{
    mg_kind kinds[] = {A_INHERITS, A_PARTITION_OF};
    for (size_t i = 0; i < 2; i++) {
        MG_EACH(name, mg_attr(table, kinds[i])) {
            const mg_object *parent = name->kind == N_QNAME ? mg_schema_resolve(table->owner, MG_O_TABLE, name) : NULL;
            const mg_object *same = parent ? mg_object_child(parent, MG_O_COLUMN, column) : NULL;
            if (same)
                return same;
        }
    }
    return NULL;
}

static const char *what(const mg_node *action)
{
    switch (action->sub) {
    case MG_ACT_DROP_COLUMN: return "drop";
    case MG_ACT_RENAME_COLUMN: return "rename";
    case MG_ACT_ALTER_TYPE: return "alter the type of";
    default: return NULL;
    }
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    const char *does = st->object && st->object->owner ? what(action) : NULL;
    const mg_object *same = does ? parent_column(st->object, mg_text(action)) : NULL;
    if (!same)
        return;
    mg_str column = mg_text(action), parent = mg_rule_name(rc, same->parent), sql = mg_rule_sql_name(rc, same->parent);
    mg_finding *f = mg_emit_node(rc, st, action, "%S.%S comes from %S: PostgreSQL refuses to %s an inherited column (42P16).", &st->table, &column, &parent, does);
    mg_rule_suggest(rc, f, "Change it at %S, which changes all children; or end the inheritance first.", &parent);
    mg_str own = mg_rule_sql_name(rc, st->object);
    mg_rule_sql(rc, f, "ALTER TABLE %S NO INHERIT %S", &own, &sql);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_inherited_column_change = {
    .id = "fail/inherited-column-change",
    .title = "a column that comes from a parent is changed at the child",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A column that a table has from its parent cannot be dropped, renamed or given another type at the "
        "child alone (42P16).",
    .fix =
        "Change it at the parent, or take the child out of the inheritance first.",
    .source = "measured on PostgreSQL 11-19",
    .node = on_node,
    .nodes = {N_ACTION},
};
