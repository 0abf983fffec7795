/* A type that another dialect does not have. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    static const struct { const char *type, *elsewhere; } only[] = {
        {"jsonb", "postgres"}, {"json", "postgres,mysql,mariadb"}, {"uuid", "postgres,mariadb"}, {"inet", "postgres"}, {"cidr", "postgres"},
        {"macaddr", "postgres"}, {"money", "postgres"}, {"tsvector", "postgres"}, {"hstore", "postgres"}, {"xml", "postgres"}, {"interval", "postgres"},
        {"enum", "mysql,mariadb"}, {"set", "mysql,mariadb"}, {"mediumint", "mysql,mariadb"}, {"year", "mysql,mariadb"},
        {"mediumtext", "mysql,mariadb"}, {"longtext", "mysql,mariadb"}, {"inet6", "mariadb"}, {"bytea", "postgres"},
    };
    const char *where = NULL, *what = NULL;
    const mg_node *type = mg_attr_first(o, A_TYPE);
    for (size_t i = 0; i < sizeof only / sizeof *only; i++) {
        if (!mg_rule_type_is(rc, o, only[i].type))
            continue;
        where = only[i].elsewhere;
        what = only[i].type;
    }
    if (type && type->sub) {
        where = "postgres";
        what = "an array";
    }
    const char *lacks = NULL;
    for (int d = 0; where && d < MG_DIALECT_COUNT; d++) {
        const char *dialect = mg_dialect_by_id((mg_dialect_id)d)->name;
        if (mg_rule_list_has(rc, "dialects", mg_str_of(dialect)) && !strstr(where, dialect))
            lacks = dialect;
    }
    if (!lacks)
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S is %s, which %s does not have.", &name, what, lacks);
    mg_rule_suggest(rc, f, "Use a type that all have, or a file for each dialect.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

static const mg_rule_param params[] = {
    {"dialects", 'l', "", "dialects that the schema is kept for: postgres, mysql, mariadb, sqlite"},
    {0},
};

const mg_rule mg_rule_design_polyglot_unsupported_type = {
    .id = "design/polyglot-unsupported-type",
    .title = "a type that another dialect does not have",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .params = params,
    .why = "A schema that is kept for several engines needs types that all of them have.",
    .fix = "Use a type that all have, or a file for each dialect.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
