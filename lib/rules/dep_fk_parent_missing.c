/* The table that a foreign key refers to is looked up when the key is made. */
#include "rules/lint.h"
#include "rules/util.h"

static const char *error_of(const mg_rule_ctx *rc)
{
    switch (mg_rule_dialect(rc)->id) {
    case MG_MYSQL: return "1824";
    case MG_MARIADB: return "1005";
    default: return "42P01";
    }
}

/* Of a schema of which nothing is known, nothing is missing. */
static bool is_elsewhere(const mg_rule_ctx *rc, const mg_schema *s, const mg_node *qname)
{
    mg_str schema = mg_qname_schema(qname);
    if (mg_rule_is_mysql(rc))
        return schema.n != 0;
    bool known = !schema.n;
    for (const mg_object *o = s->first; o && !known; o = o->next)
        known = mg_str_eq(o->schema, schema);
    return !known || mg_rule_has_extension(s);
}

/* Not asked for where keys are not checked, or where the engine keeps none. */
static bool is_checked(const mg_rule_ctx *rc, const mg_lint_stmt *st)
{
    return !st || !mg_rule_is_mysql(rc) || (!mg_rule_fk_checks_are_off(rc, st->info) && !mg_rule_statement_names(st->info, MG_STR("myisam")));
}

/* What a file makes later is fail/fk-cycle-ordering. */
static const mg_schema *whole(const mg_rule_ctx *rc) { return rc->lint ? rc->lint->state : mg_rule_after(rc); }

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    const mg_schema *s = whole(rc);
    const mg_node *qname = mg_attr_first(fk, A_REFERENCES);
    if (!qname || qname->kind != N_QNAME || mg_rule_parent_of(rc, fk) || mg_rule_referenced(s, fk))
        return;
    if (mg_schema_resolve((mg_schema *)(uintptr_t)s, MG_O_NONE, qname))
        return;
    if (s->not_understood.n || mg_schema_has_unread(s) || is_elsewhere(rc, s, qname) || !is_checked(rc, mg_lint_made(rc, c)))
        return;
    if (rc->lint && mg_rule_may_be_made(rc, mg_text(qname)))
        return;
    mg_str name = mg_rule_name(rc, fk), parent = mg_arena_str(rc->arena, mg_text(qname)), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S refers to %S, which is not there: %S refuses it (%s).", &name, &parent, &engine, error_of(rc));
    mg_rule_suggest(rc, f, "Make the table first, or mend its name.");
    mg_rule_block(f);
    mg_rule_at_object(f, fk);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!rc->lint || !rc->lint->assumed)
        mg_rule_each_new(rc, c, MG_O_FOREIGN_KEY, look);
}

const mg_rule mg_rule_dep_fk_parent_missing = {
    .id = "dep/fk-parent-missing",
    .title = "a foreign key refers to a table that is not there",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "The table that a foreign key refers to has to be there when the key is made: the statement fails else (42P01 in PostgreSQL; 1824 in MySQL, 1005 with errno 150 in MariaDB, unless "
        "foreign_key_checks is off). Where two schemas are compared, AFTER lacks the table, and no order of statements helps.",
    .fix =
        "Make the table first, or mend its name. Told where the schema before the file is known (--base, a folder).",
    .source = "measured on PostgreSQL 15, MySQL 9.7, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
