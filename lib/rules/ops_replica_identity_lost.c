/* Updates and deletes of a published table need a key to name the row by. */
#include "rules/util.h"

static bool is_published(const mg_object *table)
{
    for (const mg_object *const *o = mg_schema_dependants_of(table->owner, table, MG_O_PUBLICATION); *o; o++)
        if ((*o)->kind == MG_O_PUBLICATION)
            return true;
    return false;
}

static bool has_identity(const mg_object *table)
{
    mg_str identity = mg_attr_text(table, A_REPLICA_IDENTITY);
    if (identity.n && !mg_str_iis(identity, "default"))
        return !mg_str_iis(identity, "nothing");
    MG_EACH_CHILD(o, table) {
        if (o->kind == MG_O_PRIMARY_KEY)
            return true;
    }
    return false;
}

/* The index that REPLICA IDENTITY names goes. */
static bool is_identity_index(const mg_object *o)
{
    return o->parent && o->name.n && mg_str_eq(mg_attr_text(o->parent, A_REPLICA_IDENTITY), o->name);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = c->before;
    bool key = o && (c->type == MG_C_DROP_PRIMARY_KEY || ((c->type == MG_C_DROP || c->type == MG_C_DROP_UNIQUE) && is_identity_index(o)));
    const mg_object *after = key && o->parent ? mg_changes_counterpart(rc->changes, o->parent) : NULL;
    if (!after || !is_published(after) || mg_rule_note(rc, c)->replaced_by)
        return;
    if (c->type == MG_C_DROP_PRIMARY_KEY && has_identity(after))
        return;
    mg_str table = mg_rule_name(rc, after), sql = mg_rule_sql_name(rc, after), own = mg_rule_own_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S of %S goes, by which a publication names its rows: every UPDATE and DELETE of %S fails at once.", &own,
                            &table, &table);
    mg_rule_suggest(rc, f, "First name another unique index over NOT NULL columns (REPLICA IDENTITY USING INDEX); FULL as a stopgap.");
    mg_rule_sql(rc, f, "ALTER TABLE %S REPLICA IDENTITY FULL", &sql);
    mg_rule_block(f);
}

const mg_rule mg_rule_ops_replica_identity_lost = {
    .id = "ops/replica-identity-lost",
    .title = "a published table loses the key that names its rows",
    .severity = MG_SEV_CRITICAL,
    .dialects = MG_RULE_PG,
    .why = "Logical replication names changed rows by the replica identity: the primary key, or the index that was set. Without one, UPDATE and "
           "DELETE on the published table fail (55000).",
    .fix = "Set REPLICA IDENTITY to another unique index, or FULL, before the key goes.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_DROP) | MG_ON(MG_C_DROP_PRIMARY_KEY) | MG_ON(MG_C_DROP_UNIQUE),
    .change = on_change,
};
