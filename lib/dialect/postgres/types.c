/* Names of types: one spelling for each, as format_type prints it. */
#include "dialect/postgres/postgres.h"

#define T(text) {text, sizeof(text) - 1}

/* By length, then in order of bytes. */
static const struct {
    mg_str alias, name;
} aliases[] = {
    {T("bit"), T("bit")},
    {T("dec"), T("numeric")},
    {T("int"), T("integer")},
    {T("bool"), T("boolean")},
    {T("char"), T("character")},
    {T("int2"), T("smallint")},
    {T("int4"), T("integer")},
    {T("int8"), T("bigint")},
    {T("time"), T("time without time zone")},
    {T("float"), T("double precision")},
    {T("nchar"), T("character")},
    {T("bpchar"), T("bpchar")},
    {T("float4"), T("real")},
    {T("float8"), T("double precision")},
    {T("timetz"), T("time with time zone")},
    {T("varbit"), T("bit varying")},
    {T("boolean"), T("boolean")},
    {T("decimal"), T("numeric")},
    {T("integer"), T("integer")},
    {T("serial2"), T("smallserial")},
    {T("serial4"), T("serial")},
    {T("serial8"), T("bigserial")},
    {T("varchar"), T("character varying")},
    {T("character"), T("character")},
    {T("timestamp"), T("timestamp without time zone")},
    {T("timestamptz"), T("timestamp with time zone")},
};

mg_str mg_pg_type_canonical(mg_str name)
{
    size_t low = 0, high = sizeof aliases / sizeof *aliases;
    while (low < high) {
        size_t mid = (low + high) / 2;
        mg_str alias = aliases[mid].alias;
        int c = name.n != alias.n ? (name.n < alias.n ? -1 : 1) : memcmp(name.p, alias.p, name.n);
        if (c == 0)
            return aliases[mid].name;
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
