/* Names of the types that PostgreSQL brings along. A table or type of the same name does not hide them. */
#include "schema/internal.h"

#define OF(names) {names, sizeof(names) - 1}

/* By length; the usual ones first, one behind the other. */
static const mg_str types[] = {
    [3] = OF("int" "xml" "oid" "bit" "dec" "any" "box" "cid" "tid" "xid"),
    [4] = OF("text" "uuid" "date" "json" "int4" "int8" "char" "time" "real" "inet" "int2" "name" "cidr" "line" "lseg" "path"
             "void" "xid8"),
    [5] = OF("jsonb" "bytea" "float" "money" "point"),
    [6] = OF("bigint" "serial" "float8" "bpchar" "float4" "record" "timetz" "circle" "opaque" "pg_lsn" "varbit"),
    [7] = OF("integer" "boolean" "varchar" "numeric" "decimal" "trigger" "unknown" "tsquery" "aclitem" "anyenum" "cstring"
             "macaddr" "polygon" "regoper" "regproc" "regrole" "regtype" "tsrange"),
    [8] = OF("smallint" "interval" "tsvector" "regclass" "anyarray" "anyrange" "internal" "jsonpath" "macaddr8" "numrange"),
    [9] = OF("timestamp" "bigserial" "character" "daterange" "int4range" "int8range" "oidvector" "refcursor" "regconfig"
             "tstzrange"),
    [10] = OF("anyelement" "int2vector"),
    [11] = OF("timestamptz" "smallserial" "anynonarray" "bit varying" "fdw_handler" "pg_snapshot" "regoperator"),
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
    for (uint32_t at = 0; at < all.n; at += name.n)
        if (all.p[at] == name.p[0] && mg_bytes_eq(all.p + at, name.p, name.n))
            return true;
    return false;
}
