/* Describes a type: its family, size and members. */
#include "facts/types.h"

#include <string.h>

typedef struct alias {
    const char *written, *name;
} alias;

/* All of these are sorted. */
static const alias pg_aliases[] = {
    {"bit varying", "varbit"},
    {"bool", "boolean"},
    {"bpchar", "char"},
    {"character", "char"},
    {"character varying", "varchar"},
    {"dec", "numeric"},
    {"decimal", "numeric"},
    {"double", "double precision"},
    {"float", "double precision"},
    {"float4", "real"},
    {"float8", "double precision"},
    {"int", "integer"},
    {"int2", "smallint"},
    {"int4", "integer"},
    {"int8", "bigint"},
    {"time with time zone", "timetz"},
    {"time without time zone", "time"},
    {"timestamp with time zone", "timestamptz"},
    {"timestamp without time zone", "timestamp"},
};

static const alias my_aliases[] = {
    {"bool", "tinyint"},
    {"boolean", "tinyint"},
    {"character", "char"},
    {"character varying", "varchar"},
    {"dec", "decimal"},
    {"double precision", "double"},
    {"fixed", "decimal"},
    {"int4", "int"},
    {"int8", "bigint"},
    {"integer", "int"},
    {"nchar", "char"},
    {"numeric", "decimal"},
    {"nvarchar", "varchar"},
    {"real", "double"},
};

/* name, family, width in bytes, length for strings */
typedef struct known_type {
    const char *name;
    mg_family family;
    uint32_t bytes;
    uint64_t length;
    bool in_bytes;
} known_type;

static const known_type pg_types[] = {
    {"bigint", MG_FAM_INTEGER, 8, 0, false},
    {"bit", MG_FAM_BIT, 0, 1, false},
    {"boolean", MG_FAM_BOOLEAN, 0, 0, false},
    {"box", MG_FAM_OTHER, 0, 0, false},
    {"bytea", MG_FAM_BINARY, 0, MG_UNLIMITED, true},
    {"char", MG_FAM_CHAR, 0, 1, false},
    {"cidr", MG_FAM_OTHER, 0, 0, false},
    {"citext", MG_FAM_STRING, 0, MG_UNLIMITED, false},
    {"date", MG_FAM_DATE, 0, 0, false},
    {"double precision", MG_FAM_FLOAT, 8, 0, false},
    {"hstore", MG_FAM_OTHER, 0, 0, false},
    {"inet", MG_FAM_OTHER, 0, 0, false},
    {"int4range", MG_FAM_OTHER, 0, 0, false},
    {"integer", MG_FAM_INTEGER, 4, 0, false},
    {"interval", MG_FAM_INTERVAL, 0, 0, false},
    {"json", MG_FAM_JSON, 0, 0, false},
    {"jsonb", MG_FAM_JSON, 0, 0, false},
    {"macaddr", MG_FAM_OTHER, 0, 0, false},
    {"macaddr8", MG_FAM_OTHER, 0, 0, false},
    {"money", MG_FAM_OTHER, 0, 0, false},
    {"name", MG_FAM_STRING, 0, 63, true},
    {"numeric", MG_FAM_DECIMAL, 0, 0, false},
    {"oid", MG_FAM_INTEGER, 4, 0, false},
    {"point", MG_FAM_OTHER, 0, 0, false},
    {"real", MG_FAM_FLOAT, 4, 0, false},
    {"smallint", MG_FAM_INTEGER, 2, 0, false},
    {"text", MG_FAM_STRING, 0, MG_UNLIMITED, false},
    {"time", MG_FAM_TIME, 0, 0, false},
    {"timestamp", MG_FAM_TIMESTAMP, 0, 0, false},
    {"timestamptz", MG_FAM_INSTANT, 0, 0, false},
    {"timetz", MG_FAM_TIME, 0, 0, false},
    {"tsvector", MG_FAM_OTHER, 0, 0, false},
    {"uuid", MG_FAM_UUID, 0, 0, false},
    {"varbit", MG_FAM_BIT, 0, MG_UNLIMITED, false},
    {"varchar", MG_FAM_STRING, 0, MG_UNLIMITED, false},
    {"xml", MG_FAM_OTHER, 0, 0, false},
};

static const known_type my_types[] = {
    {"bigint", MG_FAM_INTEGER, 8, 0, false},
    {"binary", MG_FAM_BINARY, 0, 1, true},
    {"bit", MG_FAM_BIT, 0, 1, false},
    {"blob", MG_FAM_BINARY, 0, 65535, true},
    {"char", MG_FAM_CHAR, 0, 1, false},
    {"date", MG_FAM_DATE, 0, 0, false},
    {"datetime", MG_FAM_TIMESTAMP, 0, 0, false},
    {"decimal", MG_FAM_DECIMAL, 0, 0, false},
    {"double", MG_FAM_FLOAT, 8, 0, false},
    {"enum", MG_FAM_ENUM, 0, 0, false},
    {"float", MG_FAM_FLOAT, 4, 0, false},
    {"inet4", MG_FAM_OTHER, 0, 0, false},
    {"inet6", MG_FAM_OTHER, 0, 0, false},
    {"int", MG_FAM_INTEGER, 4, 0, false},
    {"json", MG_FAM_JSON, 0, 0, false},
    {"longblob", MG_FAM_BINARY, 0, 4294967295u, true},
    {"longtext", MG_FAM_STRING, 0, 4294967295u, true},
    {"mediumblob", MG_FAM_BINARY, 0, 16777215, true},
    {"mediumint", MG_FAM_INTEGER, 3, 0, false},
    {"mediumtext", MG_FAM_STRING, 0, 16777215, true},
    {"set", MG_FAM_SET, 0, 0, false},
    {"smallint", MG_FAM_INTEGER, 2, 0, false},
    {"text", MG_FAM_STRING, 0, 65535, true},
    {"time", MG_FAM_TIME, 0, 0, false},
    {"timestamp", MG_FAM_INSTANT, 0, 0, false},
    {"tinyblob", MG_FAM_BINARY, 0, 255, true},
    {"tinyint", MG_FAM_INTEGER, 1, 0, false},
    {"tinytext", MG_FAM_STRING, 0, 255, true},
    {"uuid", MG_FAM_UUID, 0, 0, false},
    {"varbinary", MG_FAM_BINARY, 0, 1, true},
    {"varchar", MG_FAM_STRING, 0, 1, false},
    {"year", MG_FAM_YEAR, 0, 0, false},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static int order(mg_str name, const char *z)
{
    for (uint32_t i = 0; i < name.n; i++)
        if (name.p[i] != z[i])
            return (unsigned char)name.p[i] < (unsigned char)z[i] ? -1 : 1;
    return z[name.n] ? -1 : 0;
}

/* A row of one of these, which begins with its name. */
static const void *find_row(const void *table, size_t n, size_t size, mg_str name)
{
    for (size_t low = 0; low < n;) {
        size_t middle = (low + n) / 2;
        const void *row = (const char *)table + middle * size;
        int c = order(name, *(const char *const *)row);
        if (c == 0)
            return row;
        low = c < 0 ? low : middle + 1;
        n = c < 0 ? middle : n;
    }
    return NULL;
}

static const char *find_alias(const alias *table, size_t n, mg_str name)
{
    const alias *row = find_row(table, n, sizeof *table, name);
    return row ? row->name : NULL;
}

static const known_type *find_known(const known_type *table, size_t n, mg_str name) { return find_row(table, n, sizeof *table, name); }

static bool is_mysql(const mg_dialect *d)
{
    return d->id == MG_MYSQL || d->id == MG_MARIADB;
}

static const known_type *known_of(const mg_dialect *d, mg_str name)
{
    if (d->id == MG_SQLITE)
        return NULL;
    bool mysql = is_mysql(d);
    const known_type *types = mysql ? my_types : pg_types, *known = find_known(types, mysql ? COUNT(my_types) : COUNT(pg_types), name);
    if (known)
        return known;
    const char *other = mysql ? find_alias(my_aliases, COUNT(my_aliases), name) : find_alias(pg_aliases, COUNT(pg_aliases), name);
    return other ? find_known(types, mysql ? COUNT(my_types) : COUNT(pg_types), mg_str_of(other)) : NULL;
}

const char *mg_fact_type_name(const mg_dialect *d, mg_str name)
{
    const known_type *k = known_of(d, name);
    return k ? k->name : NULL;
}

bool mg_type_number(const mg_node *n, uint32_t *out)
{
    uint64_t v;
    if (n->kind != E_CONST || !mg_is_number(mg_text(n), UINT32_MAX, &v))
        return false;
    *out = (uint32_t)v;
    return true;
}

static uint32_t read_modifiers(const mg_node *type, uint32_t *a, uint32_t *b)
{
    uint32_t n = 0, v = 0;
    MG_EACH(c, type) {
        if (!mg_type_number(c, &v))
            continue;
        if (n == 0)
            *a = v;
        else if (n == 1)
            *b = v;
        n++;
    }
    return n;
}

static void fill_modifiers(const mg_dialect *d, mg_type_info *out)
{
    uint32_t a = 0, b = 0, n = read_modifiers(out->type, &a, &b);
    switch (out->family) {
    case MG_FAM_DECIMAL:
        out->precision = n ? a : (is_mysql(d) ? 10 : 0);
        out->scale = n > 1 ? b : 0;
        break;
    case MG_FAM_STRING:
    case MG_FAM_CHAR:
    case MG_FAM_BINARY:
    case MG_FAM_BIT:
        if (n)
            out->length = a;
        break;
    case MG_FAM_TIME:
    case MG_FAM_TIMESTAMP:
    case MG_FAM_INSTANT:
    case MG_FAM_INTERVAL:
        out->precision = n ? a : (is_mysql(d) ? 0 : 6);
        break;
    default:
        break;
    }
}

/* ---- types of the schema's own ----------------------------------------------- */

static const mg_object *find_user_type(const mg_schema *s, const mg_node *type, int kind)
{
    mg_str schema = MG_STR_NONE;
    MG_EACH(c, type) {
        if (c->kind == N_NAME)
            schema = mg_text(c);
    }
    if (!schema.n)
        schema = s->dialect->default_schema;
    return mg_schema_find(s, kind, schema, mg_text(type));
}

static bool domain_is_constrained(const mg_object *domain)
{
    if (mg_attr(domain, A_NOT_NULL))
        return true;
    MG_EACH_ATTR(n, domain) {
        if (n->kind == N_CONSTRAINT || n->kind == A_EXPR)
            return true;
    }
    return domain->first != NULL;
}

/* Follows domains down to what they are made of; at most 32 levels. */
static const mg_node *resolve_domain(const mg_schema *s, const mg_node *type, bool *constrained)
{
    for (int depth = 0; depth < 32; depth++) {
        const mg_object *domain = find_user_type(s, type, MG_O_DOMAIN);
        if (!domain)
            break;
        *constrained = *constrained || domain_is_constrained(domain);
        const mg_node *base = mg_attr_first(domain, A_TYPE);
        if (!base)
            break;
        type = base;
    }
    return type;
}

static void describe_user_type(const mg_schema *s, mg_type_info *out)
{
    const mg_object *o = find_user_type(s, out->type, MG_O_TYPE);
    if (!o)
        return;
    out->members = mg_attr(o, A_VALUES);
    if (out->members) {
        out->name = "enum";
        out->family = MG_FAM_ENUM;
    } else if (mg_attr(o, A_ATTRIBUTES)) {
        out->name = "composite";
    }
}

void mg_type_describe(const mg_schema *s, const mg_node *type, mg_type_info *out)
{
    memset(out, 0, sizeof *out);
    out->type = type;
    if (!type)
        return;
    out->dimensions = type->sub;
    const known_type *k = known_of(s->dialect, mg_text(type));
    if (!k && s->dialect->id == MG_POSTGRES) {
        out->type = resolve_domain(s, type, &out->constrained_domain);
        k = known_of(s->dialect, mg_text(out->type));
    }
    if (!k) {
        describe_user_type(s, out);
        return;
    }
    out->name = k->name;
    out->family = k->family;
    out->bytes = k->bytes;
    out->length = k->length;
    out->in_bytes = k->in_bytes;
    out->is_unsigned = mg_child(out->type, A_UNSIGNED) != NULL || strcmp(k->name, "oid") == 0;
    if (k->family == MG_FAM_ENUM || k->family == MG_FAM_SET)
        out->members = out->type;
    fill_modifiers(s->dialect, out);
}

uint32_t mg_type_whole_digits(const mg_type_info *t)
{
    if (t->family == MG_FAM_DECIMAL)
        return t->precision ? t->precision - (t->scale < t->precision ? t->scale : t->precision) : 0;
    switch (t->bytes) {
    case 1: return 3;
    case 2: return 5;
    case 3: return t->is_unsigned ? 8 : 7;
    case 4: return 10;
    case 8: return t->is_unsigned ? 20 : 19;
    default: return 0;
    }
}

uint32_t mg_fact_charset_bytes(mg_str charset)
{
    static const struct {
        const char *name;
        uint32_t bytes;
    } sets[] = {
        {"ascii", 1},   {"binary", 1}, {"cp1250", 1}, {"cp1251", 1}, {"cp1256", 1}, {"cp1257", 1}, {"cp850", 1},
        {"cp852", 1},   {"cp866", 1},  {"greek", 1},  {"hebrew", 1}, {"koi8r", 1},  {"koi8u", 1},  {"latin1", 1},
        {"latin2", 1},  {"latin5", 1}, {"latin7", 1}, {"macce", 1},  {"macroman", 1}, {"tis620", 1}, {"big5", 2},
        {"cp932", 2},   {"euckr", 2},  {"gb2312", 2}, {"gbk", 2},    {"sjis", 2},   {"ucs2", 2},   {"eucjpms", 3},
        {"ujis", 3},    {"utf8", 3},   {"utf8mb3", 3},
    };
    if (mg_str_is(charset, "utf8mb4")) /* most often */
        return 4;
    for (size_t i = 0; i < COUNT(sets); i++)
        if (mg_str_iis(charset, sets[i].name))
            return sets[i].bytes;
    return 4;
}
