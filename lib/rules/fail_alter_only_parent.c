/* ONLY leaves out the children that have to follow. */
#include "rules/lint.h"
#include "rules/util.h"

typedef struct only {
    uint16_t action;
    bool heirs;           /* of tables that others inherit from, too; else of partitioned ones alone */
    bool alone;           /* of a partitioned table without partitions, too */
    uint32_t from, until; /* versions that refuse it */
    const char *says;
} only;

static const only all[] = {
    {MG_ACT_ADD_COLUMN, true, false, 0, 0, "the children get the column, too (42P16)"},
    {MG_ACT_DROP_COLUMN, false, false, 0, 0, "the partitions lose the column, too (42P16)"},
    {MG_ACT_ALTER_TYPE, true, false, 0, 0, "the type changes in the children, too (42P16)"},
    {MG_ACT_RENAME_COLUMN, true, false, 0, 0, "the column is renamed in the children, too (42P16)"},
    {MG_ACT_SET_NOT_NULL, false, false, 0, 0, "the partitions become NOT NULL, too (42P16)"},
    {MG_ACT_DROP_NOT_NULL, false, false, 0, 180000, "the partitions lose NOT NULL, too (42P16)"},
    {MG_ACT_DROP_EXPRESSION, true, false, 0, 0, "the children lose the expression, too (0A000)"},
    {MG_ACT_ADD_GENERATED, false, true, 170000, 0, "the identity is one with that of the partitions (42P16)"},
    {MG_ACT_SET_GENERATED, false, true, 170000, 0, "the identity is one with that of the partitions (42P16)"},
    {MG_ACT_DROP_IDENTITY, false, true, 170000, 0, "the identity is one with that of the partitions (42P16)"},
    {MG_ACT_DROP_CONSTRAINT, false, false, 0, 180000, "the partitions lose the CHECK, too (42P16)"},
    {MG_ACT_RENAME_CONSTRAINT, true, false, 0, 0, "the CHECK is renamed in the children, too (42P16)"},
    {MG_ACT_ADD_CONSTRAINT, true, false, 0, 0, "the children get the CHECK, too (42P16)"},
};
static const only foreign_key = {MG_ACT_ADD_CONSTRAINT, false, true, 0, 0, "the partitions get the foreign key, too (42809)"};

static const only *find_only(const mg_node *action)
{
    const mg_node *added = action->sub == MG_ACT_ADD_CONSTRAINT ? mg_child(action, N_CONSTRAINT) : NULL;
    if (added && added->sub == MG_CON_FOREIGN_KEY)
        return &foreign_key;
    if (added && (added->sub != MG_CON_CHECK || mg_child(added, A_NO_INHERIT)))
        return NULL;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].action == action->sub)
            return &all[i];
    return NULL;
}

static bool holds(const mg_rule_ctx *rc, const only *o)
{
    return (!o->from || mg_rule_at_least(rc, o->from)) && (!o->until || !mg_rule_at_least(rc, o->until));
}

static bool is_child_of(const mg_object *o, const mg_object *parent)
{
    const mg_node *lists[] = {mg_attr(o, A_INHERITS), mg_attr(o, A_PARTITION_OF)};
    for (size_t i = 0; i < 2; i++)
        MG_EACH (name, lists[i])
            if (name->kind == N_QNAME && mg_schema_resolve(parent->owner, MG_O_TABLE, name) == parent)
                return true;
    return false;
}

static const mg_object *next_child(const mg_object *parent, const mg_object *last)
{
    const mg_object *o = !parent->owner->has_heirs ? NULL : last ? last->next : parent->owner->first;
    while (o && !(o->kind == MG_O_TABLE && is_child_of(o, parent)))
        o = o->next;
    return o;
}

/* Before 18, partitions that are NOT NULL already are no obstacle. */
static bool some_may_be_null(const mg_rule_ctx *rc, const mg_object *parent, mg_str column)
{
    for (const mg_object *child = next_child(parent, NULL); child; child = next_child(parent, child)) {
        const mg_object *c = mg_object_child(child, MG_O_COLUMN, column);
        if (mg_rule_at_least(rc, 180000) || (c && !mg_attr(c, A_NOT_NULL)))
            return true;
    }
    return false;
}

/* It changes something that the children have from the table. */
static bool reaches_children(const mg_rule_ctx *rc, const mg_object *table, const mg_node *action)
{
    const mg_object *column = mg_text(action).n ? mg_object_child(table, MG_O_COLUMN, mg_text(action)) : NULL;
    const mg_object *check;
    switch (action->sub) {
    case MG_ACT_ADD_COLUMN: return !(action->flags & NF_IF_NOT_EXISTS);
    case MG_ACT_ADD_CONSTRAINT: return true;
    case MG_ACT_DROP_CONSTRAINT:
    case MG_ACT_RENAME_CONSTRAINT:
        check = mg_object_child(table, MG_O_CHECK, mg_text(action));
        return check && !mg_attr(check, A_NO_INHERIT);
    case MG_ACT_SET_NOT_NULL: return column && !mg_attr(column, A_NOT_NULL) && some_may_be_null(rc, table, column->name);
    case MG_ACT_DROP_NOT_NULL: return column && mg_attr(column, A_NOT_NULL);
    case MG_ACT_DROP_EXPRESSION: return column && mg_attr(column, A_GENERATED);
    default: return column != NULL;
    }
}

static bool is_refused(const mg_rule_ctx *rc, const only *o, const mg_object *table, const mg_node *action)
{
    bool partitioned = mg_attr(table, A_PARTITION_BY);
    if (!holds(rc, o) || !(partitioned || o->heirs) || !reaches_children(rc, table, action))
        return false;
    return o->alone || next_child(table, NULL);
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    const mg_object *table = st->object;
    if (!(st->ast->flags & NF_ONLY) || !table || !table->owner || table->kind != MG_O_TABLE || (table->state & MG_OS_ASSUMED))
        return;
    const only *o = find_only(action);
    if (!o || !is_refused(rc, o, table, action))
        return;
    mg_str name = mg_rule_name(rc, table), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, action, "ALTER TABLE ONLY %S leaves its children out, and %s: %S refuses the statement.", &name, o->says, &engine);
    mg_rule_suggest(rc, f, "Leave ONLY out.");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_alter_only_parent = {
    .id = "fail/alter-only-parent",
    .title = "ALTER TABLE ONLY of a parent, where its children have to follow",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "What children have from their parent changes in all of them at once. ALTER TABLE ONLY cannot add, rename or retype a column of a table that has "
        "children, add or rename a CHECK, or DROP EXPRESSION; nor, where these are partitions, drop a column, SET NOT NULL, and before 18 DROP NOT NULL and drop a CHECK. A foreign key goes "
        "to a partitioned table without ONLY (42809), and from 17 on an identity, too.",
    .fix =
        "Leave ONLY out.",
    .source = "measured on PostgreSQL 15-18",
    .node = on_node,
    .nodes = {N_ACTION},
};
