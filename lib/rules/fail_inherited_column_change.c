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

/* A CHECK, or a partition's foreign key, that the table has from a parent. */
static const mg_object *parent_constraint(const mg_object *table, mg_str name)
{
    mg_kind kinds[] = {A_INHERITS, A_PARTITION_OF};
    for (size_t i = 0; i < 2; i++) {
        MG_EACH (qname, mg_attr(table, kinds[i])) {
            const mg_object *parent = qname->kind == N_QNAME ? mg_schema_resolve(table->owner, MG_O_TABLE, qname) : NULL;
            const mg_object *same = parent ? mg_object_child(parent, MG_O_CONSTRAINT, name) : NULL;
            if (same && ((same->kind == MG_O_CHECK && !mg_attr(same, A_NO_INHERIT)) || (same->kind == MG_O_FOREIGN_KEY && kinds[i] == A_PARTITION_OF)))
                return same;
        }
    }
    return NULL;
}

/* What the statement does to something of that kind; NULL: nothing, or nothing that the server minds. */
static const char *what(const mg_rule_ctx *rc, const mg_node *action, bool partition)
{
    switch (action->sub) {
    case MG_ACT_DROP_CONSTRAINT:
    case MG_ACT_DROP_COLUMN: return "drop";
    case MG_ACT_RENAME_CONSTRAINT:
    case MG_ACT_RENAME_COLUMN: return "rename";
    case MG_ACT_ALTER_TYPE: return "alter the type of";
    case MG_ACT_DROP_NOT_NULL: return partition || mg_rule_at_least(rc, 180000) ? "drop the NOT NULL of" : NULL;
    case MG_ACT_ADD_GENERATED:
    case MG_ACT_SET_GENERATED:
    case MG_ACT_DROP_IDENTITY: return partition && mg_rule_at_least(rc, 170000) ? "alter the identity of" : NULL;
    default: return NULL;
    }
}

static const mg_object *inherited(const mg_object *table, const mg_node *action)
{
    bool drops = action->sub == MG_ACT_DROP_CONSTRAINT;
    if (drops || action->sub == MG_ACT_RENAME_CONSTRAINT) {
        const mg_object *same = parent_constraint(table, mg_text(action));
        return drops || (same && same->kind == MG_O_CHECK) ? same : NULL;
    }
    const mg_object *same = parent_column(table, mg_text(action));
    return same && (action->sub != MG_ACT_DROP_NOT_NULL || mg_attr(same, A_NOT_NULL)) ? same : NULL;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    const mg_object *table = st->object && st->object->owner && mg_is_heir(st->object) ? st->object : NULL;
    const char *does = table ? what(rc, action, mg_attr(table, A_PARTITION_OF)) : NULL;
    const mg_object *same = does ? inherited(table, action) : NULL;
    if (!same)
        return;
    mg_str name = mg_text(action), parent = mg_rule_name(rc, same->parent), sql = mg_rule_sql_name(rc, same->parent);
    mg_finding *f = mg_emit_node(rc, st, action, "%S.%S comes from %S: PostgreSQL refuses to %s an inherited %s (42P16).", &st->table, &name, &parent, does,
                                 same->kind == MG_O_COLUMN ? "column" : "constraint");
    mg_rule_suggest(rc, f, "Change it at %S, which changes all children; or end the inheritance first.", &parent);
    mg_str own = mg_rule_sql_name(rc, table);
    if (mg_attr(table, A_PARTITION_OF))
        mg_rule_sql(rc, f, "ALTER TABLE %S DETACH PARTITION %S", &sql, &own);
    else
        mg_rule_sql(rc, f, "ALTER TABLE %S NO INHERIT %S", &own, &sql);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_inherited_column_change = {
    .id = "fail/inherited-column-change",
    .title = "a column or constraint that comes from a parent is changed at the child",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "A column that a table has from its parent cannot be dropped, renamed or given another type at the "
        "child alone (42P16), nor a CHECK dropped or renamed; a partition keeps its parent's NOT NULL and foreign keys, and from 18 on a child its NOT NULL. From 17 on a partition's identity is its parent's.",
    .fix =
        "Change it at the parent, or take the child out of the inheritance first.",
    .source = "measured on PostgreSQL 11-19; constraints, NOT NULL and identities on 15-18",
    .node = on_node,
    .nodes = {N_ACTION},
};
