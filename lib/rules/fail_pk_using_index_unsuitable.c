/* PostgreSQL refuses it. */
#include "rules/lint.h"
#include "rules/util.h"

static const char *reason(const mg_object *index)
{
    mg_str method = mg_attr_text(index, A_METHOD);
    if (mg_attr(index, A_PREDICATE))
        return "is partial";
    if (method.n && !mg_str_iis(method, "btree"))
        return "is no btree";
    if (!mg_attr(index, A_UNIQUE))
        return "is not unique";
    for (uint32_t i = 0, n = mg_rule_key_count(index); i < n; i++)
        if (!mg_rule_key_column(index, i).n)
            return "has an expression";
    return NULL;
}

static bool plain_keys(const mg_object *index)
{
    for (uint32_t i = 0, n = mg_rule_key_count(index); i < n; i++)
        if (!mg_rule_key_column(index, i).n)
            return false;
    return true;
}

static const char *identity_reason(const mg_object *index)
{
    if (mg_attr(index, A_PREDICATE))
        return "is partial";
    if (index->kind == MG_O_INDEX && !mg_attr(index, A_UNIQUE))
        return "is not unique";
    const mg_node *deferrable = mg_attr(index, A_DEFERRABLE);
    if (deferrable && deferrable->sub == 1)
        return "is of a deferrable constraint";
    for (uint32_t i = 0, n = mg_rule_key_count(index); i < n; i++) {
        const mg_object *column = mg_object_child(index->parent, MG_O_COLUMN, mg_rule_key_column(index, i));
        if (!mg_rule_key_column(index, i).n)
            return "has an expression";
        if (column && index->kind != MG_O_PRIMARY_KEY && !mg_attr(column, A_NOT_NULL))
            return "has a column that may be NULL";
    }
    return NULL;
}

/* REPLICA IDENTITY USING INDEX; another action of the statement may make it what it has to be. */
static void replica_identity(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *identity)
{
    const mg_object *table = st->object, *index = NULL;
    if (!identity->sub || !table || mg_child_count(st->ast) != 2)
        return;
    MG_EACH_CHILD (o, table)
        if (mg_str_eq(o->name, mg_text(identity)) && (o->kind == MG_O_INDEX || o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE))
            index = o;
    const char *why = index ? identity_reason(index) : NULL;
    if (!why)
        return;
    mg_str own = index->name, sql = mg_rule_sql_name(rc, table);
    mg_finding *f = mg_emit_node(rc, st, identity, "Index %S %s: PostgreSQL does not take it as the replica identity of %S.", &own, why, &st->table);
    mg_rule_suggest(rc, f, "Use a unique index over plain NOT NULL columns, without WHERE; or FULL.");
    mg_rule_sql(rc, f, "ALTER TABLE %S REPLICA IDENTITY FULL", &sql);
    mg_rule_block(f);
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *constraint)
{
    if (constraint->kind == A_REPLICA_IDENTITY) {
        replica_identity(rc, st, constraint);
        return;
    }
    const mg_node *using = mg_child(constraint, A_USING_INDEX);
    const mg_object *index = using && st->object ? mg_object_child(st->object, MG_O_INDEX, mg_text(using)) : NULL;
    const char *why = index ? reason(index) : NULL;
    if (!why)
        return;
    mg_str own = index->name;
    mg_finding *f = mg_emit_node(rc, st, constraint, "Index %S %s: PostgreSQL does not make a constraint of %S out of it (42809).", &own, why, &st->table);
    mg_rule_suggest(rc, f, "Use a unique btree over plain columns, without WHERE.");
    mg_str name = mg_arena_printf(rc->arena, "%S_key", &own), new = mg_rule_sql_word(rc, name), table = mg_rule_sql_name(rc, st->object);
    mg_str keys = plain_keys(index) ? mg_rule_sql_keys(rc, index) : MG_STR_NONE;
    if (keys.n)
        mg_rule_sql(rc, f, "CREATE UNIQUE INDEX CONCURRENTLY %S ON %S (%S)", &new, &table, &keys);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_pk_using_index_unsuitable = {
    .id = "fail/pk-using-index-unsuitable",
    .title = "a constraint or replica identity USING INDEX that cannot be one",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "ADD CONSTRAINT … USING INDEX takes a valid unique btree index over plain columns, without WHERE. For"
        " any other it fails (42809). REPLICA IDENTITY USING INDEX takes a unique index over plain NOT NULL columns, without WHERE, of no deferrable "
        "constraint.",
    .fix =
        "Build such an index CONCURRENTLY and use that.",
    .source = "measured on PostgreSQL 11-19, replica identities on 15-18",
    .node = on_node,
    .nodes = {N_CONSTRAINT, A_REPLICA_IDENTITY},
};
