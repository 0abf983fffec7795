/* Names that the server gives. Measured on MySQL 9.7 and MariaDB 10.11/11.8: an index without a name takes its first
 * column's, then _2, _3 …; a foreign key <table>_ibfk_<n>; a check <table>_chk_<n> (MySQL), CONSTRAINT_<n> (MariaDB). */
#include "dialect/mysql/mysql.h"

/* The limit is 64 characters, not bytes. */
#define NAME_CHARACTERS 64

mg_str mg_my_fold(mg_arena *a, mg_str name, bool quoted)
{
    (void)a;
    (void)quoted;
    return name;
}

static uint32_t clip_characters(mg_str s, uint32_t max)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (((unsigned char)s.p[i] & 0xc0) != 0x80 && max-- == 0)
            break;
        at = i + 1;
    }
    return at;
}

static bool key_name_taken(const mg_object *table, mg_str name)
{
    return mg_object_child(table, MG_O_INDEX, name) || mg_object_child(table, MG_O_UNIQUE, name);
}

static mg_str index_name(mg_schema *s, const mg_object *table, const mg_node *def)
{
    const mg_node *keys = mg_child(def, A_KEYS);
    const mg_node *key = keys ? keys->first : NULL;
    mg_str base = key && key->first && key->first->kind == E_COLUMN ? mg_text(key->first) : MG_STR("functional_index");
    base.n = clip_characters(base, NAME_CHARACTERS);
    if (!mg_str_iis(base, "primary") && !key_name_taken(table, base))
        return mg_arena_str(&s->arena, base);
    base.n = clip_characters(base, NAME_CHARACTERS - 4);
    for (uint32_t i = 2; i < 100000; i++) {
        mg_str name = mg_arena_printf(&s->arena, "%S_%u", &base, i);
        if (!name.p || !key_name_taken(table, name))
            return name;
    }
    return MG_STR_NONE;
}

/* The number behind "<table><middle>", or 0. */
static uint32_t number_after(mg_str name, mg_str table, const char *middle)
{
    mg_str m = mg_str_of(middle);
    if (name.n <= table.n + m.n || !mg_str_ieq((mg_str){name.p, table.n}, table) ||
        !mg_str_eq((mg_str){name.p + table.n, m.n}, m))
        return 0;
    uint64_t v;
    uint32_t at = table.n + m.n;
    return mg_is_number((mg_str){name.p + at, name.n - at}, INT32_MAX, &v) ? (uint32_t)v : 0;
}

static mg_str numbered(mg_schema *s, const mg_object *table, int kind, const char *middle)
{
    uint32_t max = 0;
    MG_EACH_CHILD(c, table)
    {
        if (c->kind != kind)
            continue;
        uint32_t n = number_after(c->name, table->name, middle);
        max = n > max ? n : max;
    }
    return mg_arena_printf(&s->arena, "%S%s%u", &table->name, middle, max + 1);
}

static mg_str mariadb_check_name(mg_schema *s, const mg_object *table)
{
    for (uint32_t i = 1; i < 100000; i++) {
        mg_str name = mg_arena_printf(&s->arena, "CONSTRAINT_%u", i);
        if (!name.p || !mg_object_child(table, MG_O_CHECK, name))
            return name;
    }
    return MG_STR_NONE;
}

mg_str mg_my_auto_name(mg_schema *s, const mg_object *table, int kind, const mg_node *def)
{
    if (kind == MG_O_PRIMARY_KEY)
        return MG_STR("PRIMARY");
    if (!table)
        return MG_STR_NONE;
    if (kind == MG_O_INDEX || kind == MG_O_UNIQUE)
        return index_name(s, table, def);
    if (kind == MG_O_FOREIGN_KEY)
        return numbered(s, table, MG_O_FOREIGN_KEY, "_ibfk_");
    const mg_node *column = kind == MG_O_CHECK ? mg_child(def, A_COLUMN_NAMES) : NULL;
    if (column && column->first)
        return mg_text(column->first);
    if (kind == MG_O_CHECK)
        return mg_my_is_mariadb(s) ? mariadb_check_name(s, table) : numbered(s, table, MG_O_CHECK, "_chk_");
    return MG_STR_NONE;
}

/* Measured on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.6: whoever gave the name; case counts. */
const mg_name_follow mg_mysql_names_follow[] = {{MG_O_FOREIGN_KEY, "_ibfk_"}, {MG_O_CHECK, "_chk_"}, {0, NULL}};
const mg_name_follow mg_mariadb_names_follow[] = {{MG_O_FOREIGN_KEY, "_ibfk_"}, {0, NULL}};
