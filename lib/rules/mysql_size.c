/* MySQL, MariaDB: how many bytes a column takes at most, in a row and in a key. */
#include "rules/util.h"

static const struct fixed_size {
    const char *type;
    uint8_t bytes;
} fixed_sizes[] = {
    {"tinyint", 1}, {"bool", 1}, {"boolean", 1}, {"smallint", 2}, {"mediumint", 3}, {"int", 4}, {"integer", 4}, {"bigint", 8},
    {"float", 4}, {"double", 8}, {"date", 3}, {"year", 1}, {"tinytext", 9}, {"tinyblob", 9}, {"text", 10}, {"blob", 10},
    {"mediumtext", 11}, {"mediumblob", 11}, {"longtext", 12}, {"longblob", 12}, {"json", 12}, {"geometry", 12}, {"point", 12},
    {"uuid", 16}, {"inet6", 16}, {"inet4", 4},
};

/* The n-th number in parentheses, or `otherwise`. */
static uint64_t modifier(const mg_node *type, uint32_t n, uint64_t otherwise)
{
    uint32_t i = 0;
    MG_EACH(m, type) {
        if (m->kind != E_CONST || i++ != n)
            continue;
        return mg_leading_number(mg_text(m), 999999999);
    }
    return otherwise;
}

static uint32_t members(const mg_node *type)
{
    uint32_t n = 0;
    MG_EACH(m, type) {
        n += m->kind == E_CONST;
    }
    return n;
}

/* Where nothing says the character set, the server's default as shipped counts. */
static uint64_t character_bytes(const mg_rule_ctx *rc, const mg_object *column)
{
    mg_str charset = mg_text(mg_child(mg_attr_first(column, A_TYPE), A_CHARSET));
    if (!charset.n)
        charset = mg_attr_text(column, A_CHARSET);
    if (!charset.n)
        charset = mg_attr_text(column->parent, A_CHARSET);
    if (charset.n)
        return mg_fact_charset_bytes(charset);
    return mg_rule_at_least(rc, mg_rule_dialect(rc)->id == MG_MYSQL ? 80000 : 110600) ? 4 : 1;
}

static uint64_t decimal_bytes(uint64_t digits)
{
    static const uint8_t rest[] = {0, 1, 1, 2, 2, 3, 3, 4, 4};
    return digits / 9 * 4 + rest[digits % 9];
}

/* char(n), varbinary(n) …: the bytes of its content; 0 for other types. */
static uint64_t string_bytes(const mg_rule_ctx *rc, const mg_object *column, const mg_node *type)
{
    mg_str name = mg_text(type);
    if (mg_str_iis(name, "varchar") || mg_str_iis(name, "char"))
        return modifier(type, 0, 1) * character_bytes(rc, column);
    if (mg_str_iis(name, "varbinary") || mg_str_iis(name, "binary"))
        return modifier(type, 0, 1);
    return 0;
}

static uint64_t temporal_bytes(const mg_node *type)
{
    uint64_t fraction = (modifier(type, 0, 0) + 1) / 2;
    mg_str name = mg_text(type);
    if (mg_str_iis(name, "datetime"))
        return 5 + fraction;
    if (mg_str_iis(name, "timestamp"))
        return 4 + fraction;
    return mg_str_iis(name, "time") ? 3 + fraction : 0;
}

uint64_t mg_rule_my_column_bytes(const mg_rule_ctx *rc, const mg_object *column)
{
    const mg_node *type = mg_attr_first(column, A_TYPE);
    mg_str name = mg_text(type);
    uint64_t bytes = string_bytes(rc, column, type);
    bool varies = mg_str_iis(name, "varchar") || mg_str_iis(name, "varbinary");
    if (bytes || varies)
        return bytes + (!varies ? 0 : bytes > 255 ? 2 : 1);
    bytes = temporal_bytes(type);
    if (bytes)
        return bytes;
    for (size_t i = 0; i < sizeof fixed_sizes / sizeof *fixed_sizes; i++)
        if (mg_str_iis(name, fixed_sizes[i].type))
            return fixed_sizes[i].bytes;
    if (mg_str_iis(name, "decimal") || mg_str_iis(name, "numeric")) {
        uint64_t digits = modifier(type, 0, 10), scale = modifier(type, 1, 0);
        return scale > digits ? 0 : decimal_bytes(digits - scale) + decimal_bytes(scale);
    }
    if (mg_str_iis(name, "enum"))
        return members(type) > 255 ? 2 : 1;
    if (mg_str_iis(name, "set"))
        return members(type) > 32 ? 8 : (members(type) + 7) / 8;
    return mg_str_iis(name, "bit") ? (modifier(type, 0, 1) + 7) / 8 : 0;
}

enum { CHARACTER_MOST = 4, OTHER_MOST = 17 }; /* of what is no text, or tells how long one is, and of a bit for NULL */

bool mg_rule_my_row_surely_fits(const mg_object *table, uint64_t bytes)
{
    uint64_t most = 0;
    for (const mg_object *o = table->first; o && o->kind == MG_O_COLUMN; o = o->next)
        most += modifier(mg_attr_first(o, A_TYPE), 0, 1) * CHARACTER_MOST + OTHER_MOST;
    return most <= bytes;
}

uint64_t mg_rule_my_key_bytes(const mg_rule_ctx *rc, const mg_object *table, const mg_node *key)
{
    const mg_node *prefix = mg_child(key, A_PREFIX_LENGTH);
    const mg_object *column = key->first && key->first->kind == E_COLUMN
                                  ? mg_object_child(table, MG_O_COLUMN, mg_text(key->first)) : NULL;
    if (!column)
        return 0; /* an expression */
    const mg_node *type = mg_attr_first(column, A_TYPE);
    bool text = mg_str_iis(mg_text(type), "varchar") || mg_str_iis(mg_text(type), "char") || mg_str_iis(mg_text(type), "text") ||
                mg_str_iis(mg_text(type), "tinytext") || mg_str_iis(mg_text(type), "mediumtext") || mg_str_iis(mg_text(type), "longtext");
    if (prefix && !(prefix->flags & NF_IMPLIED))
        return mg_leading_number(mg_text(prefix), 999999999) * (text ? character_bytes(rc, column) : 1);
    uint64_t content = string_bytes(rc, column, type);
    return content ? content : mg_rule_my_column_bytes(rc, column);
}
