/* Names of the types that PostgreSQL brings along. A table or type of the same name does not hide them. */
#include "schema/internal.h"

#define OF(names) {names, sizeof(names) - 1}

/* By length; those of a length in order, one behind the other. */
static const mg_str types[] = {
    [3] = OF("any" "bit" "box" "cid" "dec" "int" "oid" "tid" "xid" "xml"),
    [4] = OF("char" "cidr" "date" "inet" "int2" "int4" "int8" "json" "line" "lseg" "name" "path" "real" "text" "time"
             "uuid" "void" "xid8"),
    [5] = OF("bytea" "float" "jsonb" "money" "point"),
    [6] = OF("bigint" "bpchar" "circle" "float4" "float8" "opaque" "pg_lsn" "record" "serial" "timetz" "varbit"),
    [7] = OF("aclitem" "anyenum" "boolean" "cstring" "decimal" "integer" "macaddr" "numeric" "polygon" "regoper" "regproc"
             "regrole" "regtype" "trigger" "tsquery" "tsrange" "unknown" "varchar"),
    [8] = OF("anyarray" "anyrange" "internal" "interval" "jsonpath" "macaddr8" "numrange" "regclass" "smallint" "tsvector"),
    [9] = OF("bigserial" "character" "daterange" "int4range" "int8range" "oidvector" "refcursor" "regconfig" "timestamp"
             "tstzrange"),
    [10] = OF("anyelement" "int2vector"),
    [11] = OF("anynonarray" "bit varying" "fdw_handler" "pg_snapshot" "regoperator" "smallserial" "timestamptz"),
    [12] = OF("regcollation" "regnamespace" "regprocedure" "tsmultirange"),
    [13] = OF("anycompatible" "event_trigger" "nummultirange" "regdictionary" "txid_snapshot"),
    [14] = OF("datemultirange" "int4multirange" "int8multirange" "tstzmultirange"),
    [16] = OF("double precision" "index_am_handler" "language_handler" "table_am_handler"),
    [17] = OF("character varying"),
    [18] = OF("anycompatiblearray"),
    [19] = OF("time with time zone"),
    [22] = OF("time without time zone"),
    [24] = OF("timestamp with time zone"),
    [27] = OF("timestamp without time zone"),
};

bool mg_is_builtin_type(mg_str name)
{
    if (!name.n || name.n >= sizeof types / sizeof *types)
        return false;
    const mg_str all = types[name.n];
    uint32_t low = 0, high = all.n / name.n;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        const char *at = all.p + mid * name.n;
        int c = (unsigned char)at[0] - (unsigned char)name.p[0];
        if (c == 0)
            c = memcmp(at, name.p, name.n);
        if (c == 0)
            return true;
        if (c > 0)
            high = mid;
        else
            low = mid + 1;
    }
    return false;
}
