/* How a type's values are stored unless a column says otherwise: pg_type.typstorage. */
#include "dialect/postgres/postgres.h"

/* Of the built-in types: plain for those of fixed length, main or extended for these. */
static const struct {
    const char *type, *storage;
} stored[] = {
    {"bit", "extended"},       {"bit varying", "extended"}, {"bpchar", "extended"},         {"bytea", "extended"},
    {"character", "extended"}, {"character varying", "extended"}, {"cidr", "main"},         {"inet", "main"},
    {"int4range", "extended"}, {"int8range", "extended"},   {"numrange", "extended"},       {"tsrange", "extended"},
    {"tstzrange", "extended"}, {"daterange", "extended"},   {"json", "extended"},           {"jsonb", "extended"},
    {"jsonpath", "extended"},  {"numeric", "main"},         {"path", "extended"},           {"polygon", "extended"},
    {"text", "extended"},      {"tsvector", "extended"},    {"txid_snapshot", "extended"},  {"xml", "extended"},
    {"bigint", "plain"},       {"boolean", "plain"},        {"box", "plain"},               {"circle", "plain"},
    {"date", "plain"},         {"double precision", "plain"}, {"integer", "plain"},         {"interval", "plain"},
    {"line", "plain"},         {"lseg", "plain"},           {"macaddr", "plain"},           {"macaddr8", "plain"},
    {"money", "plain"},        {"name", "plain"},           {"oid", "plain"},               {"pg_lsn", "plain"},
    {"point", "plain"},        {"real", "plain"},           {"smallint", "plain"},          {"tsquery", "plain"},
    {"uuid", "plain"},         {"time without time zone", "plain"}, {"time with time zone", "plain"},
    {"timestamp without time zone", "plain"}, {"timestamp with time zone", "plain"},
    {"int4multirange", "extended"}, {"int8multirange", "extended"}, {"nummultirange", "extended"},
    {"tsmultirange", "extended"}, {"tstzmultirange", "extended"}, {"datemultirange", "extended"},
    {"citext", "extended"},    {"hstore", "extended"},      {"ltree", "extended"},
};

static mg_str of_named(const mg_schema *s, const mg_node *type, int depth)
{
    mg_str schema = mg_text(mg_child(type, N_NAME)), name = mg_text(type);
    if (!schema.n || mg_str_is(schema, "pg_catalog"))
        for (size_t i = 0; i < sizeof stored / sizeof *stored; i++)
            if (mg_str_is(name, stored[i].type))
                return mg_str_of(stored[i].storage);
    for (size_t i = 0; i < (schema.n ? 1 : s->search_path.n + 1); i++) {
        mg_str in = schema.n ? schema : i < s->search_path.n ? *(mg_str *)s->search_path.at[i] : MG_STR("public");
        const mg_object *domain = mg_schema_find(s, MG_O_DOMAIN, in, name), *own = mg_schema_find(s, MG_O_TYPE, in, name);
        if (domain && domain->kind == MG_O_DOMAIN && depth < 16) {
            const mg_node *base = mg_attr_first(domain, A_TYPE);
            return base ? base->sub ? MG_STR("extended") : of_named(s, base, depth + 1) : MG_STR_NONE;
        }
        if (own && own->kind == MG_O_TYPE)
            return mg_attr(own, A_VALUES) ? MG_STR("plain") : mg_attr(own, A_ATTRIBUTES) ? MG_STR("extended") : MG_STR_NONE;
    }
    return MG_STR_NONE;
}

mg_str mg_pg_type_storage(const mg_schema *s, const mg_node *type)
{
    if (!type)
        return MG_STR_NONE;
    return type->sub ? MG_STR("extended") : of_named(s, type, 0); /* arrays */
}
