/* Names of the types that PostgreSQL brings along. A table or type of the same name does not hide them. */
#include "schema/internal.h"

#define T(name) {name, sizeof(name) - 1}

/* By length, then in order of bytes: searched by halves, and lengths are cheap to compare. */
static const mg_str types[] = {
    T("any"), T("bit"), T("box"), T("cid"), T("dec"), T("int"), T("oid"), T("tid"), T("xid"), T("xml"), T("char"),
    T("cidr"), T("date"), T("inet"), T("int2"), T("int4"), T("int8"), T("json"), T("line"), T("lseg"), T("name"),
    T("path"), T("real"), T("text"), T("time"), T("uuid"), T("void"), T("xid8"), T("bytea"), T("float"), T("jsonb"),
    T("money"), T("point"), T("bigint"), T("bpchar"), T("circle"), T("float4"), T("float8"), T("opaque"), T("pg_lsn"),
    T("record"), T("serial"), T("timetz"), T("varbit"), T("aclitem"), T("anyenum"), T("boolean"), T("cstring"),
    T("decimal"), T("integer"), T("macaddr"), T("numeric"), T("polygon"), T("regoper"), T("regproc"), T("regrole"),
    T("regtype"), T("trigger"), T("tsquery"), T("tsrange"), T("unknown"), T("varchar"), T("anyarray"), T("anyrange"),
    T("internal"), T("interval"), T("jsonpath"), T("macaddr8"), T("numrange"), T("regclass"), T("smallint"),
    T("tsvector"), T("bigserial"), T("character"), T("daterange"), T("int4range"), T("int8range"), T("oidvector"),
    T("refcursor"), T("regconfig"), T("timestamp"), T("tstzrange"), T("anyelement"), T("int2vector"),
    T("anynonarray"), T("bit varying"), T("fdw_handler"), T("pg_snapshot"), T("regoperator"), T("smallserial"),
    T("timestamptz"), T("regcollation"), T("regnamespace"), T("regprocedure"), T("tsmultirange"), T("anycompatible"),
    T("event_trigger"), T("nummultirange"), T("regdictionary"), T("txid_snapshot"), T("datemultirange"),
    T("int4multirange"), T("int8multirange"), T("tstzmultirange"), T("double precision"), T("index_am_handler"),
    T("language_handler"), T("table_am_handler"), T("character varying"), T("anycompatiblearray"),
    T("time with time zone"), T("time without time zone"), T("timestamp with time zone"),
    T("timestamp without time zone"),
};

bool mg_is_builtin_type(mg_str name)
{
    size_t low = 0, high = sizeof types / sizeof *types;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = types[mid].n != name.n ? (types[mid].n < name.n ? -1 : 1) : (unsigned char)types[mid].p[0] - (unsigned char)name.p[0];
        if (c == 0)
            c = memcmp(types[mid].p, name.p, name.n);
        if (c == 0)
            return true;
        if (c > 0)
            high = mid;
        else
            low = mid + 1;
    }
    return false;
}
