/* Names of the types that PostgreSQL brings along. A table or type of the same name does not hide them. */
#include <string.h>

#include "schema/internal.h"

/* In order of bytes: searched by halves. */
static const char *const types[] = {
    "aclitem", "any", "anyarray", "anycompatible", "anycompatiblearray", "anyelement", "anyenum", "anynonarray",
    "anyrange", "bigint", "bigserial", "bit", "bit varying", "boolean", "box", "bpchar", "bytea", "char",
    "character", "character varying", "cid", "cidr", "circle", "cstring", "date", "datemultirange", "daterange",
    "dec", "decimal", "double precision", "event_trigger", "fdw_handler", "float", "float4", "float8",
    "index_am_handler", "inet", "int", "int2", "int2vector", "int4", "int4multirange", "int4range", "int8",
    "int8multirange", "int8range", "integer", "internal", "interval", "json", "jsonb", "jsonpath",
    "language_handler", "line", "lseg", "macaddr", "macaddr8", "money", "name", "numeric", "nummultirange",
    "numrange", "oid", "oidvector", "opaque", "path", "pg_lsn", "pg_snapshot", "point", "polygon", "real",
    "record", "refcursor", "regclass", "regcollation", "regconfig", "regdictionary", "regnamespace", "regoper",
    "regoperator", "regproc", "regprocedure", "regrole", "regtype", "serial", "smallint", "smallserial",
    "table_am_handler", "text", "tid", "time", "time with time zone", "time without time zone", "timestamp",
    "timestamp with time zone", "timestamp without time zone", "timestamptz", "timetz", "trigger",
    "tsmultirange", "tsquery", "tsrange", "tstzmultirange", "tstzrange", "tsvector", "txid_snapshot", "unknown",
    "uuid", "varbit", "varchar", "void", "xid", "xid8", "xml",
};

bool mg_is_builtin_type(mg_str name)
{
    size_t low = 0, high = sizeof types / sizeof *types;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = strncmp(types[mid], name.p, name.n);
        if (c == 0)
            c = types[mid][name.n] != 0;
        if (c == 0)
            return true;
        if (c > 0)
            high = mid;
        else
            low = mid + 1;
    }
    return false;
}
