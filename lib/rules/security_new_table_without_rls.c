/* In a schema where tables have row security, one that has none stands out. */
#include "rules/lint.h"
#include "rules/util.h"

/* Tables of a schema with it and without. */
typedef struct counts {
    uint32_t with, without;
} counts;

/* One walk for all schemas: there may be thousands, of which each has new tables. */
static void count(const mg_rule_ctx *rc, const mg_schema *s, mg_map *by_schema)
{
    MG_EACH_OBJECT (o, s) {
        counts *n = o->kind == MG_O_TABLE ? mg_map_get(by_schema, o->schema) : NULL;
        if (o->kind == MG_O_TABLE && !n && (n = MG_NEW(rc->arena, counts)))
            mg_map_put(by_schema, o->schema, n);
        if (n && mg_attr(o, A_ROW_SECURITY))
            n->with++;
        else if (n)
            n->without++;
    }
}

static bool neighbours_have_it(const mg_schema *s, const counts *n, const mg_object *table)
{
    const mg_object *same = mg_schema_find(s, MG_O_TABLE, table->schema, table->name);
    bool has = same && mg_attr(same, A_ROW_SECURITY);
    uint32_t with = n->with - has, without = n->without - (same && !has);
    return with > 2 && with > 4 * without;
}

static bool is_bare(const mg_change *c)
{
    return mg_rule_is(c, MG_C_CREATE, MG_O_TABLE) && !mg_attr(c->after, A_ROW_SECURITY) && !mg_attr(c->after, A_PARTITION_OF) &&
           !mg_attr(c->after, A_TEMPORARY);
}

static void report(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str name = mg_rule_name(rc, c->after), sql = mg_rule_sql_name(rc, c->after), schema = c->after->schema;
    mg_finding *f = mg_emit(rc, c, "New table %S has no row security, though nearly all tables of schema %S have it.", &name, &schema);
    mg_rule_suggest(rc, f, "Switch it on, and make the policies.");
    mg_rule_sql(rc, f, "ALTER TABLE %S ENABLE ROW LEVEL SECURITY", &sql);
}

static void check(const mg_rule_ctx *rc)
{
    const mg_schema *s = rc->lint ? rc->lint->state : mg_rule_before(rc);
    bool counted = false;
    mg_map by_schema;
    mg_map_init(&by_schema, &rc->ctx->alloc);
    for (uint32_t i = 0; i < rc->changes->list.n; i++) {
        const mg_change *c = rc->changes->list.at[i];
        if (c->forced || !is_bare(c))
            continue;
        if (!counted)
            count(rc, s, &by_schema);
        counted = true;
        const counts *n = mg_map_get(&by_schema, c->after->schema);
        if (n && neighbours_have_it(s, n, c->after))
            report(rc, c);
    }
    mg_map_free(&by_schema);
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
    .check = check,
};
