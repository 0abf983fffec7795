/* The action suits another kind of column or table. */
#include "rules/lint.h"
#include "rules/util.h"

/* With two of them, one was dropped in a way that is not known here. */
static bool is_in_primary_key(const mg_object *column)
{
    MG_EACH_CHILD (o, column->parent) {
        if (o->kind != MG_O_PRIMARY_KEY || mg_rule_count(column->parent, MG_O_PRIMARY_KEY) > 1)
            continue;
        for (uint32_t i = 0, n = mg_rule_key_count(o); i < n; i++)
            if (mg_str_eq(mg_rule_key_column(o, i), column->name))
                return true;
    }
    return false;
}

/* Another action of the statement is about the column, too: what this one meets is not what stands there now. */
static bool is_not_alone(const mg_lint_stmt *st, const mg_node *action)
{
    MG_EACH (n, st->ast)
        if (n->kind == N_ACTION && n != action && mg_str_eq(mg_text(n), mg_text(action)))
            return true;
    return false;
}

/* ---- PostgreSQL ------------------------------------------------------------------------------ */

static const char *pg_reason(const mg_object *column, const mg_node *action)
{
    bool identity = mg_attr(column, A_IDENTITY), generated = mg_attr(column, A_GENERATED), unless = action->flags & NF_IF_EXISTS;
    switch (action->sub) {
    case MG_ACT_SET_DEFAULT:
    case MG_ACT_DROP_DEFAULT: return identity ? "is an identity column, which has no default of its own (42601)"
                                              : generated ? "is generated, and has no default (42601)" : NULL;
    case MG_ACT_DROP_IDENTITY: return identity || unless ? NULL : "is no identity column (55000)";
    case MG_ACT_DROP_EXPRESSION: return generated || unless ? NULL : "is not generated (55000)";
    case MG_ACT_SET_EXPRESSION: return generated ? NULL : "is not generated (55000)";
    case MG_ACT_DROP_NOT_NULL: return identity ? "is an identity column, which is NOT NULL (42601)"
                                               : is_in_primary_key(column) ? "is part of the primary key (42P16)" : NULL;
    default: return NULL;
    }
}

static const char *my_reason(const mg_rule_ctx *rc, const mg_object *column, const mg_node *action)
{
    bool sets = action->sub == MG_ACT_SET_DEFAULT && mg_rule_dialect(rc)->id == MG_MYSQL;
    return sets && mg_attr(column, A_GENERATED) ? "is generated, and has no default (1221)" : NULL;
}

static void look_at_column(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    const mg_object *column = mg_text(action).n ? mg_object_child(st->object, MG_O_COLUMN, mg_text(action)) : NULL;
    if (!column || (column->state & MG_OS_ASSUMED))
        return;
    const char *why = mg_rule_is_mysql(rc) ? my_reason(rc, column, action) : pg_reason(column, action);
    if (!why || is_not_alone(st, action))
        return;
    mg_str name = mg_rule_name(rc, column), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, action, "%S %s: %S refuses the statement.", &name, why, &engine);
    mg_rule_suggest(rc, f, "Leave it out, or look whether another column is meant.");
    mg_rule_block(f);
}

static void look_at_partition(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    mg_schema *s = st->object->owner;
    const mg_node *qname = mg_child(action, N_QNAME);
    const mg_object *part = qname ? mg_schema_resolve(s, MG_O_NONE, qname) : NULL;
    if (!part || (part->state & MG_OS_ASSUMED) || part->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL))
        return;
    const mg_node *parent = mg_child(mg_attr(part, A_PARTITION_OF), N_QNAME);
    if (parent && mg_schema_resolve(s, MG_O_NONE, parent) == st->object)
        return;
    mg_str name = mg_rule_name(rc, part), table = mg_rule_name(rc, st->object);
    mg_finding *f = mg_emit_node(rc, st, qname, "%S is no partition of %S: PostgreSQL refuses to detach it (42P01).", &name, &table);
    mg_rule_suggest(rc, f, "Name the table that it is a partition of, or leave the statement out.");
    mg_rule_block(f);
}

static void look_at_parent(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    const mg_node *qname = mg_child(action, N_QNAME);
    const mg_object *parent = qname ? mg_schema_resolve(st->object->owner, MG_O_TABLE, qname) : NULL;
    if (!parent || (parent->state & MG_OS_ASSUMED) || parent->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL))
        return;
    MG_EACH (name, mg_attr(st->object, A_INHERITS))
        if (name->kind == N_QNAME && mg_schema_resolve(st->object->owner, MG_O_TABLE, name) == parent)
            return;
    mg_str name = mg_rule_name(rc, parent), table = mg_rule_name(rc, st->object);
    mg_finding *f = mg_emit_node(rc, st, qname, "%S does not inherit from %S: PostgreSQL refuses NO INHERIT (42P01).", &table, &name);
    mg_rule_suggest(rc, f, "Name the parent that it has, or leave the statement out.");
    mg_rule_block(f);
}

/* Of a partitioned table itself, which has no rows and no storage. */
static const char *storage_reason(const mg_rule_ctx *rc, const mg_node *action)
{
    const mg_node *added = mg_child(action, N_CONSTRAINT);
    switch (action->sub) {
    case MG_ACT_SET_OPTIONS: return mg_rule_at_least(rc, 160000) ? "takes no storage parameters (42809)" : "takes no storage parameters (22023)";
    case MG_ACT_CLUSTER_ON: return "is not clustered (0A000)";
    case MG_ACT_SET_LOGGED:
    case MG_ACT_SET_UNLOGGED: return mg_rule_at_least(rc, 180000) ? "is neither logged nor unlogged (42809)" : NULL;
    case MG_ACT_ADD_CONSTRAINT: return added && added->sub == MG_CON_CHECK && mg_child(added, A_NO_INHERIT) ? "takes no CHECK with NO INHERIT (42P16)" : NULL;
    default: return NULL;
    }
}

static void look_at_partitioned(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    const char *why = mg_attr(st->object, A_PARTITION_BY) && !mg_rule_is_mysql(rc) ? storage_reason(rc, action) : NULL;
    if (!why)
        return;
    mg_str table = mg_rule_name(rc, st->object);
    mg_finding *f = mg_emit_node(rc, st, action, "%S is partitioned, and %s: PostgreSQL refuses the statement.", &table, why);
    mg_rule_suggest(rc, f, "Do it at the partitions.");
    mg_rule_block(f);
}

static void look_at_partitioning(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    if (mg_attr(st->object, A_PARTITION_BY) || !mg_rule_is_mysql(rc))
        return;
    mg_str table = mg_rule_name(rc, st->object), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, action, "%S is not partitioned: %S refuses REMOVE PARTITIONING (1505).", &table, &engine);
    mg_rule_suggest(rc, f, "Leave it out.");
    mg_rule_block(f);
}

static void look_at_index(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    const mg_node *identity = mg_child(action, A_REPLICA_IDENTITY);
    mg_str index = action->sub == MG_ACT_CLUSTER_ON ? mg_text(action) : identity && identity->sub ? mg_text(identity) : MG_STR_NONE;
    if (!index.n || mg_child_count(st->ast) != 2) /* another action may make it */
        return;
    MG_EACH_CHILD (o, st->object)
        if (mg_str_eq(o->name, index) && (o->kind == MG_O_INDEX || o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE || o->kind == MG_O_EXCLUSION))
            return;
    mg_str name = mg_arena_str(rc->arena, index), table = mg_rule_name(rc, st->object);
    mg_finding *f = mg_emit_node(rc, st, action, "%S has no index %S: PostgreSQL refuses the statement (42704).", &table, &name);
    mg_rule_suggest(rc, f, "Make the index first, or mend its name.");
    mg_rule_block(f);
}

static void look_at_new_column(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    const mg_node *parent = mg_child(mg_attr(st->object, A_PARTITION_OF), N_QNAME);
    if (!parent || mg_rule_is_mysql(rc))
        return;
    mg_str table = mg_rule_name(rc, st->object), of = mg_arena_str(rc->arena, mg_text(parent));
    mg_finding *f = mg_emit_node(rc, st, action, "%S is a partition of %S: PostgreSQL refuses to add a column to it (42809).", &table, &of);
    mg_rule_suggest(rc, f, "Add the column to %S, and all partitions get it.", &of);
    mg_rule_block(f);
}

/* ---- views --------------------------------------------------------------------------------------- */

static bool is_for_tables(const mg_rule_ctx *rc, const mg_node *action)
{
    if (mg_rule_dialect(rc)->id != MG_POSTGRES)
        return true;
    switch (action->sub) {
    case MG_ACT_ADD_COLUMN:
    case MG_ACT_DROP_COLUMN:
    case MG_ACT_ALTER_TYPE:
    case MG_ACT_SET_NOT_NULL:
    case MG_ACT_DROP_NOT_NULL: return true;
    default: return false;
    }
}

static void look_at_view(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    bool first = mg_child(st->ast, N_ACTION) == action && st->info->kind == S_ALTER_TABLE;
    if (!first || st->object->kind != MG_O_VIEW || (st->object->state & MG_OS_ASSUMED) || !is_for_tables(rc, action))
        return;
    const char *error = mg_rule_is_mysql(rc) ? " (1347)" : mg_rule_dialect(rc)->id == MG_POSTGRES ? " (42809)" : "";
    mg_str view = mg_rule_name(rc, st->object), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, action, "%S is a view, and this action is for tables alone: %S refuses it%s.", &view, &engine, error);
    mg_rule_suggest(rc, f, "Make the view anew, or alter the table that it reads.");
    mg_rule_block(f);
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    const mg_object *table = st->object;
    if (table && table->owner && !mg_is_table(table->kind))
        look_at_view(rc, st, action);
    if (!table || !table->owner || mg_rule_dialect(rc)->id == MG_SQLITE || !mg_is_table(table->kind) || (table->state & MG_OS_ASSUMED) || table->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL))
        return;
    look_at_partitioned(rc, st, action);
    if (action->sub == MG_ACT_DETACH_PARTITION)
        look_at_partition(rc, st, action);
    else if (action->sub == MG_ACT_NO_INHERIT)
        look_at_parent(rc, st, action);
    else if (action->sub == MG_ACT_REMOVE_PARTITIONING)
        look_at_partitioning(rc, st, action);
    else if (action->sub == MG_ACT_CLUSTER_ON || action->sub == MG_ACT_REPLICA_IDENTITY)
        look_at_index(rc, st, action);
    else if (action->sub == MG_ACT_ADD_COLUMN)
        look_at_new_column(rc, st, action);
    else
        look_at_column(rc, st, action);
}

const mg_rule mg_rule_fail_alter_refused = {
    .id = "fail/alter-refused",
    .title = "an ALTER TABLE that the table as it stands does not allow",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "Some actions suit one kind of column or table alone. PostgreSQL refuses DROP IDENTITY and DROP EXPRESSION of a column that has none "
        "(55000), SET DEFAULT and DROP DEFAULT of an identity or generated column (42601), DROP NOT NULL of a key or identity column, "
        "DETACH PARTITION of a table that is no partition and NO INHERIT of one that is no parent (42P01), of a partitioned table storage parameters, CLUSTER ON, from 18 on SET UNLOGGED, and a CHECK with "
        "NO INHERIT (42809, 0A000, 42P16), ADD COLUMN to a partition (42809), and CLUSTER ON or REPLICA IDENTITY USING INDEX of an "
        "index that is not there (42704); MySQL SET DEFAULT of a generated column (1221); MySQL and MariaDB REMOVE "
        "PARTITIONING of a table without partitions (1505). ALTER TABLE of a view is refused but for what views have (42809, 1347; in SQLite all of it).",
    .fix =
        "Leave the action out, or do first what it takes for granted.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8, SQLite 3.40, 3.53",
    .node = on_node,
    .nodes = {N_ACTION},
};
