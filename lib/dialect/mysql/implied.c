/* What the server adds by itself when a table is made or altered. */
#include "dialect/mysql/mysql.h"
#include "parse/subs.h"

/* ---- indexes that foreign keys need ---------------------------------------------------
 *
 * Measured on MySQL 9.7.4, MariaDB 10.11.19 and 11.8.6. A foreign key without an index that begins with its columns gets one, under
 * its own name. The server remembers of an index that it was made so, until somebody renames it (RENAME INDEX). At the end of each
 * CREATE TABLE and ALTER TABLE one that another key begins with goes, whether or not its foreign key is still there: for any written
 * key; and of two made ones the shorter, of equal ones the older. */

/* Where the servers differ in what they take for a beginning with the same column. */
typedef struct yield_rules {
    bool to_descending;    /* a key whose column is DESC */
    bool to_whole_length;  /* a new key over the first n characters of CHAR(n) */
} yield_rules;

static const yield_rules rules_of[MG_DIALECT_COUNT] = {
    [MG_MYSQL] = {.to_descending = false, .to_whole_length = false},
    [MG_MARIADB] = {.to_descending = true, .to_whole_length = true},
};

static mg_str key_column(const mg_node *key)
{
    const mg_node *e = key ? key->first : NULL;
    return e && e->kind == E_COLUMN && !mg_child(key, A_PREFIX_LENGTH) ? mg_text(e) : MG_STR_NONE;
}

static bool is_key(const mg_object *o)
{
    return o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
}

static uint32_t length_of(const mg_node *keys)
{
    uint32_t n = 0;
    MG_EACH (k, keys)
        n++;
    return n;
}

/* `longer` starts with the columns of `keys`, in their order. */
static bool starts_with(const mg_node *longer, const mg_node *keys, bool descending)
{
    const mg_node *a = longer ? longer->first : NULL;
    MG_EACH (b, keys) {
        mg_str column = key_column(a);
        if (!a || !column.p || !mg_str_ieq(column, key_column(b)) || (!descending && (a->flags & NF_DESC)))
            return false;
        a = a->next;
    }
    return true;
}

/* Which of the implied `c` and another key stays: of two implied ones the longer, of equal ones the younger. */
bool mg_my_yields(const mg_schema *s, const mg_object *c, const mg_object *to)
{
    if (c == to || !is_key(to))
        return false;
    const mg_node *mine = mg_attr(c, A_KEYS), *others = mg_attr(to, A_KEYS);
    if (!starts_with(others, mine, rules_of[s->dialect->id].to_descending))
        return false;
    if (!(to->flags & MG_OF_IMPLIED))
        return true;
    uint32_t m = length_of(mine), n = length_of(others);
    return n > m || (n == m && to->id > c->id);
}

/* Columns stand before all other children, and are most of them. */
static mg_object *behind_columns(const mg_object *table)
{
    mg_object *o = table->last;
    if (!o || o->kind == MG_O_COLUMN)
        return NULL;
    while (o->prev && o->prev->kind != MG_O_COLUMN)
        o = o->prev;
    return o;
}

static bool is_superseded(const mg_schema *s, const mg_object *table, const mg_object *c)
{
    for (const mg_object *k = behind_columns(table); k; k = k->next)
        if (mg_my_yields(s, c, k))
            return true;
    return false;
}

static void drop_superseded(mg_schema *s, mg_object *table)
{
    for (mg_object *c = behind_columns(table), *next; c; c = next) {
        next = c->next;
        if (c->kind == MG_O_INDEX && (c->flags & MG_OF_IMPLIED) && is_superseded(s, table, c))
            mg_schema_remove(s, c);
    }
}

static void add_index(mg_schema *s, mg_object *table, const mg_object *fk)
{
    const mg_node *keys = mg_attr(fk, A_KEYS);
    mg_str name = fk->flags & MG_OF_AUTONAMED ? mg_attr_text(fk, A_USING_INDEX) : fk->name;
    if (!name.p) {
        mg_node *def = mg_node_add(mg_node_new(&s->arena, N_INDEX), mg_node_clone(&s->arena, keys));
        name = mg_my_auto_name(s, table, MG_O_INDEX, def);
    }
    if (!name.p || mg_object_child(table, MG_O_INDEX, name) || mg_object_child(table, MG_O_UNIQUE, name))
        return;
    mg_object *index = mg_schema_add(s, MG_O_INDEX, MG_STR_NONE, name, table);
    if (!index)
        return;
    index->flags |= MG_OF_IMPLIED | MG_OF_AUTONAMED;
    index->source = fk->source;
    index->off = fk->off;
    index->len = fk->len;
    index->statement = fk->statement;
    mg_attr_put(s, index, keys);
}

/* A new foreign key takes a written index as it is, or a longer one; one that was made for another key gives way to its own.
 * Full-text and spatial indexes serve none. */
static void serve(mg_schema *s, mg_object *table, const mg_object *fk)
{
    const mg_node *keys = mg_attr(fk, A_KEYS);
    mg_object *made = NULL;
    MG_EACH_CHILD(c, table) {
        if (!is_key(c) || mg_attr(c, A_INDEX_KIND) || !starts_with(mg_attr(c, A_KEYS), keys, rules_of[s->dialect->id].to_descending))
            continue;
        if (!(c->flags & MG_OF_IMPLIED) || length_of(mg_attr(c, A_KEYS)) > length_of(keys))
            return;
        made = c;
    }
    if (made)
        mg_schema_remove(s, made);
    add_index(s, table, fk);
}

/* MariaDB has no JSON type: long text that must be valid. */
static void json_column(mg_schema *s, mg_object *table, mg_object *column)
{
    mg_node *type = mg_attr_first(column, A_TYPE);
    if (!type || !mg_str_is(mg_text(type), "json"))
        return;
    type->p = "longtext";
    type->n = 8;
    mg_node *charset = mg_node_text(&s->arena, A_CHARSET, MG_STR("utf8mb4"));
    mg_node *collation = mg_node_add(mg_node_new(&s->arena, A_COLLATE), mg_node_text(&s->arena, N_QNAME, MG_STR("utf8mb4_bin")));
    mg_node *call = mg_node_add(mg_node_text(&s->arena, E_CALL, MG_STR("json_valid")),
                                mg_node_text(&s->arena, E_COLUMN, column->name));
    mg_node *expr = mg_node_add(mg_node_new(&s->arena, A_EXPR), call);
    mg_node *at = mg_node_add(mg_node_new(&s->arena, A_COLUMN_NAMES), mg_node_text(&s->arena, N_NAME, column->name));
    if (!charset || !collation || !expr || !at)
        return;
    mg_attr_put(s, column, charset);
    mg_attr_put(s, column, collation);
    if (mg_object_child(table, MG_O_CHECK, column->name))
        return;
    mg_object *check = mg_schema_add(s, MG_O_CHECK, MG_STR_NONE, column->name, table);
    if (!check)
        return;
    check->flags |= MG_OF_AUTONAMED;
    check->source = column->source;
    mg_attr_put(s, check, expr);
    mg_attr_put(s, check, at);
}

bool mg_my_gives_way(const mg_schema *s, const mg_object *there, const mg_node *def)
{
    return (there->flags & MG_OF_IMPLIED) && starts_with(mg_child(def, A_KEYS), mg_attr(there, A_KEYS), rules_of[s->dialect->id].to_descending);
}

static bool is_whole_column(const mg_object *table, const mg_node *key)
{
    static const char *const sized[] = {"char", "varchar", "binary", "varbinary"};
    const mg_node *length = mg_child(key, A_PREFIX_LENGTH), *at = length ? mg_child(key, E_COLUMN) : NULL;
    const mg_object *column = at ? mg_object_child(table, MG_O_COLUMN, mg_text(at)) : NULL;
    const mg_node *type = column ? mg_attr_first(column, A_TYPE) : NULL, *size = type ? mg_child(type, E_CONST) : NULL;
    for (size_t i = 0; size && i < sizeof sized / sizeof *sized; i++)
        if (mg_str_is(mg_text(type), sized[i]))
            return mg_str_eq(mg_text(size), mg_text(length));
    return false;
}

/* A key over the first n characters of CHAR(n) is one over all of it from then on. */
static void name_whole_columns(mg_schema *s, mg_object *table, mg_object *key)
{
    bool any = false;
    MG_EACH (k, mg_attr(key, A_KEYS))
        any |= is_whole_column(table, k);
    if (!any)
        return;
    mg_attr_put(s, key, mg_attr(key, A_KEYS)); /* the old one may be another schema's, too */
    for (mg_node *k = mg_attr_first(key, A_KEYS); k; k = k->next)
        if (is_whole_column(table, k))
            mg_node_remove(k, mg_child(k, A_PREFIX_LENGTH));
}

/* How much of a column an index of InnoDB holds, when that is less than all; else 0. */
static uint32_t fitting_length(const mg_object *table, const mg_node *key)
{
    enum { MAX_BYTES = 3072 };
    const mg_object *column = mg_object_child(table, MG_O_COLUMN, key_column(key));
    const mg_node *type = column ? mg_attr_first(column, A_TYPE) : NULL, *size = type ? mg_child(type, E_CONST) : NULL;
    mg_str name = mg_text(type);
    uint32_t bytes = mg_my_bytes_per_character(mg_attr_text(column, A_CHARSET));
    if (!size || (!mg_str_is(name, "varchar") && !mg_str_is(name, "varbinary")))
        return 0;
    uint32_t n = (uint32_t)mg_leading_number(mg_text(size), 1000000);
    return n * bytes > MAX_BYTES ? MAX_BYTES / bytes : 0;
}

/* MariaDB, an index that is not unique: of one column that is too long for it the beginning (a note says so; measured on 10.11.19).
 * MySQL refuses it. */
static void cut_long_column(mg_schema *s, mg_object *table, mg_object *key)
{
    mg_str engine = mg_attr_text(table, A_ENGINE);
    const mg_node *only = mg_attr_first(key, A_KEYS);
    uint32_t n = only && !only->next ? fitting_length(table, only) : 0;
    if (!n || key->kind != MG_O_INDEX || mg_attr(key, A_INDEX_KIND) || (engine.n && !mg_str_iis(engine, "innodb")))
        return;
    mg_attr_put(s, key, mg_attr(key, A_KEYS)); /* the old one may be another schema's, too */
    mg_node *length = mg_node_text(&s->arena, A_PREFIX_LENGTH, mg_arena_printf(&s->arena, "%u", n)), *at = mg_attr_first(key, A_KEYS);
    if (length && at) {
        length->flags |= NF_IMPLIED;
        mg_node_add(at, length);
    }
}

/* A sql_mode of the file's own that is not strict. */
static bool is_lax(const mg_schema *s)
{
    const mg_str *mode = mg_map_get(&s->settings, MG_STR("sql_mode"));
    if (!mode || (mode->n && mode->p[0] == '@'))
        return false;
    for (uint32_t i = 0; i < mode->n; i++)
        if (mg_str_iis((mg_str){mode->p + i, mode->n - i < 7 ? mode->n - i : 7}, "strict_") ||
            mg_str_iis((mg_str){mode->p + i, mode->n - i < 11 ? mode->n - i : 11}, "traditional"))
            return false;
    return true;
}

/* DEFAULT '' of a text: MySQL refuses it (error 1101), or, when it is lax, leaves it out with a warning. */
static void text_default(mg_schema *s, mg_object *column)
{
    const mg_node *value = column->id >= s->fresh_from ? mg_attr_first(column, A_DEFAULT) : NULL;
    bool empty = value && value->kind == E_CONST && value->sub == MG_CONST_STRING && !mg_text(value).n;
    if (empty && mg_my_lies_beside(column) && !mg_my_default_was_in_parentheses(s, column) && is_lax(s))
        mg_attr_drop(column, A_DEFAULT);
}

static bool keeps_no_foreign_keys(const mg_object *table)
{
    static const char *const engines[] = {"MyISAM", "Aria", "MEMORY", "ARCHIVE", "CSV", "MRG_MyISAM"};
    mg_str engine = mg_attr_text(table, A_ENGINE);
    for (size_t i = 0; i < sizeof engines / sizeof *engines; i++)
        if (mg_str_iis(engine, engines[i]))
            return true;
    return false;
}

/* They are read and forgotten; the indexes that were made for them stay (measured on MySQL 9.7.4, MariaDB 10.11.19). */
static void forget_foreign_keys(mg_schema *s, mg_object *table)
{
    for (mg_object *c = table->first, *next; c; c = next) {
        next = c->next;
        if (c->kind == MG_O_FOREIGN_KEY && c->id >= s->fresh_from)
            mg_schema_remove(s, c);
        else if (c->kind == MG_O_INDEX)
            c->flags &= (uint16_t)~(MG_OF_IMPLIED | MG_OF_AUTONAMED);
    }
}

/* Those that are new or changed. */
static void settle_columns(mg_schema *s, mg_object *table)
{
    bool mariadb = mg_my_is_mariadb(s);
    for (mg_object *c = table->first; c && c->kind == MG_O_COLUMN; c = c->next) {
        if (c->state & MG_OS_TYPE_KNOWN)
            continue;
        if (mariadb)
            json_column(s, table, c);
        else
            text_default(s, c);
        mg_my_normalise_type(s, mg_attr_first(c, A_TYPE));
    }
}

void mg_my_after_create_table(mg_schema *s, mg_object *table)
{
    if (table->kind != MG_O_TABLE)
        return;
    settle_columns(s, table);
    mg_my_resolve_charsets(s, table);
    for (mg_object *c = behind_columns(table); c; c = c->next)
        if (c->kind == MG_O_FOREIGN_KEY && c->id >= s->fresh_from) {
            serve(s, table, c);
            mg_attr_drop(c, A_USING_INDEX);
        }
    if (keeps_no_foreign_keys(table))
        forget_foreign_keys(s, table);
    bool whole_first = rules_of[s->dialect->id].to_whole_length;
    if (!whole_first)
        drop_superseded(s, table);
    for (mg_object *c = behind_columns(table); c; c = c->next)
        if (is_key(c)) {
            name_whole_columns(s, table, c);
            if (mg_my_is_mariadb(s))
                cut_long_column(s, table, c);
        }
    if (whole_first)
        drop_superseded(s, table);
}
