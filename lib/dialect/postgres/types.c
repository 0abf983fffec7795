/* Names of types: one spelling for each, as format_type prints it. */
#include "dialect/postgres/postgres.h"

static const struct {
    const char *alias, *name;
} aliases[] = {
    {"bit", "bit"},
    {"bool", "boolean"},
    {"boolean", "boolean"},
    {"bpchar", "bpchar"},
    {"char", "character"},
    {"character", "character"},
    {"dec", "numeric"},
    {"decimal", "numeric"},
    {"float", "double precision"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"int", "integer"},
    {"int2", "smallint"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"integer", "integer"},
    {"nchar", "character"},
    {"serial2", "smallserial"},
    {"serial4", "serial"},
    {"serial8", "bigserial"},
    {"time", "time without time zone"},
    {"timestamp", "timestamp without time zone"},
    {"timestamptz", "timestamp with time zone"},
    {"timetz", "time with time zone"},
    {"varbit", "bit varying"},
    {"varchar", "character varying"},
};

mg_str mg_pg_type_canonical(mg_str name)
{
    size_t low = 0, high = sizeof aliases / sizeof *aliases;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int c = mg_str_cmp(name, mg_str_of(aliases[mid].alias));
        if (c == 0)
            return mg_str_of(aliases[mid].name);
        if (c < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return MG_STR_NONE;
}

const char *mg_pg_serial_base(mg_str name)
{
    if (mg_str_is(name, "serial"))
        return "integer";
    if (mg_str_is(name, "bigserial"))
        return "bigint";
    return mg_str_is(name, "smallserial") ? "smallint" : NULL;
}

/* Trees out of the parser are canonical; those made elsewhere may not be. */
void mg_pg_normalise_type(mg_schema *s, mg_node *type)
{
    (void)s;
    if (!type || (type->flags & NF_QUOTED) || mg_child(type, N_NAME))
        return;
    mg_str name = mg_pg_type_canonical(mg_text(type));
    if (!name.p)
        return;
    type->p = name.p;
    type->n = name.n;
}
