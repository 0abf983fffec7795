/* Type names as SHOW CREATE TABLE prints them. Measured on MySQL 9.7, MariaDB 10.5 to 11.8. */
#include "dialect/mysql/mysql.h"
#include "parse/subs.h"

typedef struct alias_row {
    const char *written, *canonical;
    const char *modifier; /* added when none was written */
} alias_row;

static const alias_row aliases[] = {
    {"integer", "int", NULL},        {"int1", "tinyint", NULL},       {"int2", "smallint", NULL},
    {"int3", "mediumint", NULL},     {"middleint", "mediumint", NULL}, {"int4", "int", NULL},
    {"int8", "bigint", NULL},        {"bool", "tinyint", "1"},        {"boolean", "tinyint", "1"},
    {"dec", "decimal", NULL},        {"numeric", "decimal", NULL},    {"fixed", "decimal", NULL},
    {"number", "decimal", NULL},     {"real", "double", NULL},        {"double precision", "double", NULL},
    {"float4", "float", NULL},       {"float8", "double", NULL},      {"character", "char", NULL},
    {"character varying", "varchar", NULL}, {"char varying", "varchar", NULL}, {"varcharacter", "varchar", NULL},
    {"varchar2", "varchar", NULL},   {"long", "mediumtext", NULL},    {"long varchar", "mediumtext", NULL},
    {"long varbinary", "mediumblob", NULL}, {"char byte", "binary", NULL}, {"raw", "varbinary", NULL},
    {"clob", "longtext", NULL},
    {"geometrycollection", "geometrycollection", NULL}, {"geomcollection", "geometrycollection", NULL},
};

/* Display width that MariaDB, and MySQL before 8.0.19, print when none was written: signed, unsigned. */
static const struct {
    const char *type, *width, *unsigned_width;
} widths[] = {
    {"tinyint", "4", "3"}, {"smallint", "6", "5"}, {"mediumint", "9", "8"}, {"int", "11", "10"}, {"bigint", "20", "20"},
};

static const struct {
    const char *national, *canonical;
} nationals[] = {
    {"nchar", "char"},           {"national char", "char"},          {"national character", "char"},
    {"nvarchar", "varchar"},     {"national varchar", "varchar"},    {"nchar varchar", "varchar"},
    {"nchar varying", "varchar"}, {"national char varying", "varchar"}, {"national character varying", "varchar"},
};

static bool is_one_of(mg_str t, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (mg_str_is(t, list[i]))
            return true;
    return false;
}

static void set_text(mg_node *n, const char *z)
{
    mg_str s = mg_str_of(z);
    n->p = s.p;
    n->n = s.n;
}

static mg_node *first_modifier(mg_node *type)
{
    for (mg_node *c = type->first; c; c = c->next)
        if (c->kind == E_CONST)
            return c;
    return NULL;
}

static uint32_t modifier_count(const mg_node *type)
{
    uint32_t n = 0;
    MG_EACH(c, type) n += c->kind == E_CONST;
    return n;
}

/* Modifiers stand before the attributes. */
static void add_modifier(mg_schema *s, mg_node *type, const char *value)
{
    mg_node *m = mg_node_text(&s->arena, E_CONST, mg_str_of(value));
    if (!m)
        return;
    m->sub = MG_CONST_NUMBER;
    mg_node *after = NULL;
    for (mg_node *c = type->first; c; c = c->next)
        if (c->kind == E_CONST)
            after = c;
    m->next = after ? after->next : type->first;
    if (after)
        after->next = m;
    else
        type->first = m;
    if (!m->next)
        type->last = m;
}

static void drop_modifiers(mg_node *type)
{
    for (mg_node *m; (m = first_modifier(type));)
        mg_node_remove(type, m);
}

static uint64_t number(mg_str t) { return mg_leading_number(t, (uint64_t)1 << 40); }

/* Most types are one of these, which are called nothing else. */
static bool is_usual(mg_str name)
{
    static const char *const usual[] = {"varchar", "int", "bigint", "text", "tinyint", "datetime", "char", "timestamp"};
    return is_one_of(name, usual, sizeof usual / sizeof *usual);
}

static void apply_alias(mg_schema *s, mg_node *type)
{
    mg_str name = mg_text(type);
    if (is_usual(name))
        return;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (!mg_str_is(name, aliases[i].written))
            continue;
        set_text(type, aliases[i].canonical);
        if (aliases[i].modifier && !first_modifier(type))
            add_modifier(s, type, aliases[i].modifier);
        return;
    }
    for (size_t i = 0; i < sizeof nationals / sizeof *nationals; i++)
        if (mg_str_is(name, nationals[i].national)) {
            set_text(type, nationals[i].canonical);
            if (!mg_child(type, A_CHARSET))
                mg_node_add(type, mg_node_text(&s->arena, A_CHARSET, MG_STR("utf8mb3")));
            return;
        }
}

static bool keeps_widths(const mg_schema *s) { return mg_my_is_mariadb(s) || mg_my_version(s) < 80019; }

static void integer_width(mg_schema *s, mg_node *type, const char *width, const char *unsigned_width)
{
    bool zerofill = mg_child(type, A_ZEROFILL) != NULL, is_unsigned = mg_child(type, A_UNSIGNED) != NULL;
    const mg_node *m = first_modifier(type);
    if (keeps_widths(s) || zerofill) {
        if (!m)
            add_modifier(s, type, is_unsigned ? unsigned_width : width);
        return;
    }
    bool boolean = m && mg_str_is(mg_text(type), "tinyint") && mg_str_is(mg_text(m), "1") && !is_unsigned;
    if (!boolean)
        drop_modifiers(type);
}

/* BLOB(n) and TEXT(n) name the smallest type that holds n bytes, or n characters of the column's character set. */
static void sized_large_object(mg_node *type, const char *base, uint32_t bytes_each)
{
    const mg_node *m = first_modifier(type);
    if (!m || !mg_str_is(mg_text(type), base))
        return;
    uint64_t bytes = number(mg_text(m)) * bytes_each;
    int size = bytes < 256 ? 0 : bytes < 65536 ? 1 : bytes < 16777216 ? 2 : 3;
    static const char *const names[2][4] = {{"tinyblob", "blob", "mediumblob", "longblob"}, {"tinytext", "text", "mediumtext", "longtext"}};
    drop_modifiers(type);
    set_text(type, names[base[0] == 't'][size]);
}

void mg_my_size_text(mg_node *type, mg_str charset) { sized_large_object(type, "text", mg_my_bytes_per_character(charset)); }

static void decimal(mg_schema *s, mg_node *type)
{
    uint32_t n = modifier_count(type);
    if (n == 0)
        add_modifier(s, type, "10");
    if (n < 2)
        add_modifier(s, type, "0");
}

/* FLOAT(p) says only how wide: up to 24 bits float, else double. */
static void float_precision(mg_node *type)
{
    const mg_node *m = first_modifier(type);
    if (!m || modifier_count(type) != 1)
        return;
    if (number(mg_text(m)) > 24)
        set_text(type, "double");
    drop_modifiers(type);
}

static void zero_fraction(mg_node *type)
{
    mg_node *m = first_modifier(type);
    if (m && mg_str_is(mg_text(m), "0"))
        mg_node_remove(type, m);
}

static const char *const one_by_default[] = {"char", "binary", "bit"};
static const char *const temporal[] = {"time", "datetime", "timestamp"};

static void binary_charset(mg_node *type)
{
    static const struct {
        const char *text, *binary;
    } rows[] = {{"char", "binary"},     {"varchar", "varbinary"},       {"tinytext", "tinyblob"},
                {"text", "blob"},       {"mediumtext", "mediumblob"},   {"longtext", "longblob"}};
    mg_node *cs = mg_child(type, A_CHARSET);
    if (!cs || !mg_str_iis(mg_text(cs), "binary"))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (mg_str_is(mg_text(type), rows[i].text)) {
            set_text(type, rows[i].binary);
            mg_node_remove(type, cs);
            return;
        }
}

void mg_my_normalise_type(mg_schema *s, mg_node *type)
{
    if (!type || type->kind != N_TYPE)
        return;
    apply_alias(s, type);
    if (mg_child(type, A_ZEROFILL) && !mg_child(type, A_UNSIGNED))
        mg_node_add(type, mg_node_new(&s->arena, A_UNSIGNED));
    mg_str name = mg_text(type);
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        if (mg_str_is(name, widths[i].type))
            integer_width(s, type, widths[i].width, widths[i].unsigned_width);
    if (mg_str_is(name, "decimal"))
        decimal(s, type);
    else if (mg_str_is(name, "float"))
        float_precision(type);
    else if (is_one_of(name, one_by_default, 3) && !first_modifier(type))
        add_modifier(s, type, "1");
    else if (is_one_of(name, temporal, 3))
        zero_fraction(type);
    else if (mg_str_is(name, "year")) {
        drop_modifiers(type);
        if (keeps_widths(s))
            add_modifier(s, type, "4");
    }
    binary_charset(type);
    sized_large_object(type, "blob", 1);
}
