/* In a schema where tables have row security, one that has none stands out. */
#include "rules/lint.h"
#include "rules/util.h"

static bool neighbours_have_it(const mg_rule_ctx *rc, const mg_object *table)
{
    const mg_schema *all = rc->lint ? rc->lint->state : mg_rule_before(rc);
    uint32_t with = 0, without = 0;
    MG_EACH_OBJECT(o, all) {
        if (o->kind != MG_O_TABLE || !mg_str_eq(o->schema, table->schema) || mg_str_eq(o->name, table->name))
            continue;
        if (mg_attr(o, A_ROW_SECURITY))
            with++;
        else if (5 * ++without >= all->n_objects)
            return false; /* the others could not be enough */
    }
    return with > 2 && with > 4 * without;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_TABLE) || mg_attr(c->after, A_ROW_SECURITY) || mg_attr(c->after, A_PARTITION_OF) ||
        mg_attr(c->after, A_TEMPORARY) || !neighbours_have_it(rc, c->after))
        return;
    mg_str name = mg_rule_name(rc, c->after), sql = mg_rule_sql_name(rc, c->after), schema = c->after->schema;
    mg_finding *f = mg_emit(rc, c, "New table %S has no row security, though nearly all tables of schema %S have it.", &name, &schema);
    mg_rule_suggest(rc, f, "Switch it on, and make the policies.");
    mg_rule_sql(rc, f, "ALTER TABLE %S ENABLE ROW LEVEL SECURITY", &sql);
}

const mg_rule mg_rule_security_new_table_without_rls = {
    .id = "security/new-table-without-rls",
    .title = "a new table without row security among tables that have it",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .why = "Where nearly every table of a schema has row security, a new one without it is likely an oversight: everybody with rights on it "
           "sees every row.",
    .fix = "Enable row security and create the policies in the same transaction as the table.",
    .source = "PostgreSQL manual, Row Security Policies",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
