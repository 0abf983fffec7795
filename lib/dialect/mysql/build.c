/* Constructors: types, columns, keys, tables. */
#include "dialect/dialect.h"
#include "dialect/mysql/build.h"

mg_node *mg_my_type2(mg_parse *ps, const mg_token *t, const char *second)
{
    mg_node *n = mg_ast_word(ps, N_TYPE, t);
    mg_str first = mg_text(n), text = mg_arena_printf(ps->arena, "%S %s", &first, second);
    if (n) {
        n->p = text.p;
        n->n = text.n;
    }
    return n;
}

mg_node *mg_my_national(mg_parse *ps, const mg_token *t, int varying)
{
    mg_node *n = varying ? mg_my_type2(ps, t, "varying") : mg_ast_word(ps, N_TYPE, t);
    mg_str rest = mg_text(n), text = mg_arena_printf(ps->arena, "national %S", &rest);
    if (n) {
        n->p = text.p;
        n->n = text.n;
    }
    return n;
}

mg_node *mg_my_type(mg_node *type, mg_node *args, mg_node *attrs) { return mg_ast_adopt(mg_ast_adopt(type, args), attrs); }

mg_node *mg_my_number_attrs(mg_parse *ps, mg_node *attrs, mg_node *attr)
{
    if (attr && mg_child(attrs, (mg_kind)attr->kind) && ps->dialect->lex_mode == MG_LEX_MARIADB)
        mg_ast_refuse(ps, ps->tokens + ps->at - 1, "this is said twice");
    return mg_ast_more(ps, attrs, attr);
}

static bool is_spatial(mg_str word)
{
    static const char *const names[] = {"geometry", "point", "linestring", "polygon", "multipoint", "multilinestring",
                                        "multipolygon", "geometrycollection", "geomcollection"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_is(word, names[i]))
            return true;
    return false;
}

/* MariaDB's grammar takes any name here: its types can be plugins. */
mg_node *mg_my_named_type(mg_parse *ps, const mg_token *t)
{
    mg_node *n = mg_ast_word(ps, N_TYPE, t);
    bool any = ps->dialect->lex_mode == MG_LEX_MARIADB;
    if (n && ((t->flags & MG_TF_QUOTED) || (!any && !is_spatial(mg_text(n)))))
        mg_ast_refuse(ps, t, "there is no data type of this name");
    return n;
}

mg_run mg_my_since(const mg_parse *ps, const mg_token *first)
{
    const mg_token *last = ps->tokens + ps->at - 1; /* the token at `at` is only looked at */
    return mg_run_of(first, last < first ? first : last);
}

mg_node *mg_my_more(mg_parse *ps, mg_node *list, mg_node *more)
{
    if (!more)
        return list;
    if (more->kind != N_LIST)
        return mg_ast_more(ps, list, more);
    return list ? mg_ast_adopt(list, more) : more;
}

mg_node *mg_my_other(mg_parse *ps, int kind, const mg_token *first) { return mg_ast_run(ps, kind, mg_my_since(ps, first)); }

mg_node *mg_my_obsolete(mg_parse *ps, const mg_token *t, const char *why, mg_node *n)
{
    ps->partial = true;
    ps->warned = why;
    ps->warned_at = (uint32_t)(t - ps->tokens);
    return n;
}

/* Accounts are made by CREATE USER alone since MySQL 8.0. */
mg_node *mg_my_grant(mg_parse *ps, const mg_token *first)
{
    for (uint32_t i = 0; ps->dialect->id == MG_MYSQL && i < ps->n_tokens; i++)
        if (ps->tokens[i].kind == MG_T_IDENTIFIED || ps->tokens[i].kind == MG_T_REQUIRE)
            mg_my_obsolete(ps, &ps->tokens[i], "GRANT makes and changes no accounts since MySQL 8.0: write CREATE USER", NULL);
    return mg_my_other(ps, S_OTHER, first);
}

mg_node *mg_my_array(mg_node *type)
{
    if (type)
        type->sub = 1;
    return type;
}

mg_node *mg_my_introduced(mg_parse *ps, const mg_token *charset, mg_node *literal)
{
    mg_node *name = mg_ast_word(ps, A_CHARSET, charset);
    if (name && name->n) { /* without the underscore */
        name->p++;
        name->n--;
    }
    return mg_ast_from(ps, mg_ast_add(literal, name), charset);
}

mg_node *mg_ast_string_word(mg_parse *ps, int kind, const mg_token *t) { return mg_ast_value(ps, kind, t); }

mg_node *mg_ast_param_word(mg_parse *ps, const mg_token *t, mg_node *value)
{
    return mg_ast_add(mg_ast_word(ps, N_PARAM, t), value);
}

mg_node *mg_ast_list_as(mg_parse *ps, int kind, mg_node *first, mg_node *second)
{
    return mg_ast_add2(mg_ast_new(ps, kind), first, second);
}

mg_node *mg_my_temporal(mg_parse *ps, const mg_token *type, const mg_token *value)
{
    mg_node *cast = mg_ast_pair(ps, E_CAST, mg_ast_const(ps, value, MG_CONST_STRING), mg_ast_word(ps, N_TYPE, type));
    return mg_ast_place(ps, mg_ast_sub(cast, 2), type, value);
}

mg_node *mg_my_json_table(mg_parse *ps, const mg_token *first, mg_run inside, const mg_token *last)
{
    mg_node *args = mg_ast_list(ps, mg_ast_run(ps, E_RAW, inside));
    mg_node *call = mg_ast_call(ps, mg_ast_at(ps, mg_ast_z(ps, N_QNAME, "json_table"), first), args, NULL, last);
    return mg_ast_wrap(ps, Q_FUNCTION, call);
}

/* ---- columns --------------------------------------------------------------------- */

/* Character set and collation stand with the type but belong to the column. */
static void lift_charset(mg_parse *ps, mg_node *column, mg_node *type)
{
    for (mg_node *n = type ? type->first : NULL, *next; n; n = next) {
        next = n->next;
        bool binary = n->kind == N_KEYWORD;
        if (n->kind != A_CHARSET && !binary)
            continue;
        mg_node_remove(type, n);
        n->next = NULL;
        if (binary) /* BINARY after a character type: the set's _bin collation */
            n = mg_ast_wrap(ps, A_COLLATE, mg_ast_z(ps, N_QNAME, "_bin"));
        mg_ast_add(column, n);
    }
}

static bool is_word(const mg_node *n, const char *z) { return n->kind == N_KEYWORD && mg_str_is(mg_text(n), z); }

/* MariaDB keeps a column's own CHECK inside the column: the constraint remembers which one. */
static void mark_checks(mg_parse *ps, mg_node *column)
{
    if (ps->dialect->lex_mode != MG_LEX_MARIADB)
        return;
    MG_EACH(con, column)
        if (con->kind == N_CONSTRAINT && con->sub == MG_CON_CHECK && !con->n)
            mg_ast_add(con, mg_ast_wrap(ps, A_COLUMN_NAMES, mg_ast_text(mg_ast_new(ps, N_NAME), column)));
}

/* VIRTUAL, STORED behind AS (…). */
static void lift_generated(mg_node *column)
{
    mg_node *generated = mg_child(column, A_GENERATED);
    for (mg_node *n = column->first, *next; n; n = next) {
        next = n->next;
        bool stored = is_word(n, "stored");
        if (!stored && !is_word(n, "virtual"))
            continue;
        if (generated)
            generated->sub = stored ? MG_GEN_STORED : MG_GEN_VIRTUAL;
        mg_node_remove(column, n);
    }
}

/* ON UPDATE NOW() is the column's, although a foreign key may stand before it. */
static void keep_on_update(mg_node *column)
{
    MG_EACH(con, column)
    {
        mg_node *u = con->kind == N_CONSTRAINT ? mg_child(con, A_ON_UPDATE) : NULL;
        if (!u || !u->first || u->n)
            continue;
        mg_node_remove(con, u);
        u->next = NULL;
        mg_node_add(column, u);
    }
}

mg_node *mg_my_generated(mg_parse *ps, mg_node *collate, mg_node *generated, mg_node *storage, mg_node *attrs)
{
    mg_node *list = mg_ast_add(mg_ast_list2(ps, collate, generated), storage);
    return mg_ast_adopt(list, attrs);
}

static void serial(mg_parse *ps, mg_node *column, const mg_token *at)
{
    mg_ast_add2(column, mg_ast_new(ps, A_NOT_NULL), mg_ast_new(ps, A_AUTO_INCREMENT));
    mg_node *key = mg_ast_wrap(ps, N_KEY, mg_ast_text(mg_ast_new(ps, E_COLUMN), column));
    mg_ast_add(column, mg_ast_con(ps, at, MG_CON_UNIQUE, mg_ast_wrap(ps, A_KEYS, key)));
}

static void check_collations(mg_parse *ps, const mg_node *column)
{
    uint32_t n = 0;
    MG_EACH(c, column)
        n += c->kind == A_COLLATE;
    if (n > 1 && ps->dialect->lex_mode == MG_LEX_MYSQL)
        mg_ast_refuse(ps, NULL, "a column has one collation: there are several COLLATE clauses");
}

/* COLUMN_FORMAT FIXED STORAGE DISK: one list */
static void join_options(mg_node *column)
{
    mg_node *options = mg_child(column, A_OPTIONS);
    for (mg_node *n = options ? options->next : NULL, *next; n; n = next) {
        next = n->next;
        if (n->kind != A_OPTIONS)
            continue;
        mg_node_remove(column, n);
        mg_ast_adopt(options, n);
    }
}

mg_node *mg_my_column(mg_parse *ps, mg_node *name, mg_node *type, mg_node *attrs)
{
    mg_node *column = mg_ast_column(ps, name, type, attrs);
    if (!column)
        return NULL;
    check_collations(ps, column);
    mark_checks(ps, column);
    lift_charset(ps, column, type);
    lift_generated(column);
    keep_on_update(column);
    join_options(column);
    if (type && mg_str_is(mg_text(type), "serial")) {
        type->p = "bigint";
        type->n = 6;
        mg_ast_add(type, mg_ast_new(ps, A_UNSIGNED));
        serial(ps, column, NULL);
    }
    mg_node *ai = mg_child(column, A_AUTO_INCREMENT);
    if (ai && mg_str_is(mg_text(ai), "serial")) {
        mg_node_remove(column, ai);
        serial(ps, column, NULL);
    }
    return column;
}

/* ---- keys ---------------------------------------------------------------------------- */

mg_node *mg_my_key(mg_parse *ps, mg_node *expr, const mg_token *length, uint32_t flags)
{
    mg_node *key = mg_ast_flag(mg_ast_wrap(ps, N_KEY, expr), flags & NF_DESC);
    return length ? mg_ast_add(key, mg_ast_raw_token(ps, A_PREFIX_LENGTH, length)) : key;
}

static void take_name_type(mg_node *n, mg_node *name_type)
{
    for (mg_node *c = name_type ? name_type->first : NULL, *next; c; c = next) {
        next = c->next;
        c->next = NULL;
        if (c->kind == N_NAME)
            mg_ast_text(n, c);
        else
            mg_ast_add(n, c);
    }
}

/* Several options in one attribute: an object holds one of each kind. */
static void merge_options(mg_node *n)
{
    mg_node *all = NULL;
    for (mg_node *c = n ? n->first : NULL, *next; c; c = next) {
        next = c->next;
        if (c->kind != A_OPTIONS)
            continue;
        if (!all) {
            all = c;
            continue;
        }
        mg_node_remove(n, c);
        mg_node_adopt(all, c);
    }
}

mg_node *mg_my_key_rule(mg_parse *ps, const mg_token *t, int sub, mg_node *name_type, mg_node *keys, mg_node *attrs)
{
    mg_node *con = mg_ast_con(ps, t, sub, mg_ast_as(keys, A_KEYS));
    if (!con)
        return NULL;
    if (name_type && name_type->kind == N_NAME) {
        if (ps->dialect->lex_mode == MG_LEX_MARIADB)
            mg_ast_text(con, name_type);
        else if (sub == MG_CON_FOREIGN_KEY) /* MySQL names only the index by it */
            mg_ast_add(con, mg_ast_as(name_type, A_USING_INDEX));
    } else
        take_name_type(con, name_type);
    if (sub == MG_CON_PRIMARY_KEY) {
        con->p = NULL;
        con->n = 0;
    }
    mg_ast_adopt(con, attrs);
    merge_options(con);
    return con;
}

mg_node *mg_my_index(mg_parse *ps, mg_node *name_type, mg_node *keys, mg_node *attrs, mg_node *kind)
{
    mg_node *n = mg_ast_wrap(ps, N_INDEX, mg_ast_as(keys, A_KEYS));
    if (!n)
        return NULL;
    take_name_type(n, name_type);
    mg_ast_add(n, kind);
    mg_ast_adopt(n, attrs);
    merge_options(n);
    return n;
}

mg_node *mg_my_create_index(mg_parse *ps, uint32_t flags, mg_node *index, mg_node *table, mg_node *hints)
{
    mg_ast_flag(index, flags & NF_UNIQUE);
    mg_node *n = mg_ast_flag(mg_ast_wrap(ps, S_CREATE_INDEX, index), flags);
    return mg_ast_adopt(mg_ast_add(n, mg_ast_wrap(ps, A_ON_TABLE, table)), hints);
}

mg_node *mg_my_drop_index(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *table, mg_node *hints)
{
    mg_node *act = mg_ast_flag(mg_ast_act(ps, MG_ACT_DROP_INDEX, name, NULL), flags);
    return mg_ast_adopt(mg_ast_add(mg_ast_wrap(ps, S_ALTER_TABLE, table), act), hints);
}

/* ---- tables ------------------------------------------------------------------------------- */

mg_node *mg_my_create_table(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *elements, mg_node *options, mg_node *query)
{
    mg_node *n = mg_ast_wrap(ps, query ? S_CREATE_TABLE_AS : S_CREATE_TABLE, name);
    if (!n)
        return NULL;
    mg_ast_adopt(n, elements);
    if (flags & NF_TEMP)
        mg_ast_add(n, mg_ast_new(ps, A_TEMPORARY));
    mg_ast_adopt(n, options);
    merge_options(n);
    return mg_ast_flag(mg_ast_add(n, query), flags);
}

mg_node *mg_my_method(mg_parse *ps, int linear, const char *word, mg_node *of)
{
    mg_str text = mg_arena_printf(ps->arena, "%s%s", linear ? "linear " : "", word);
    mg_node *n = mg_ast_new(ps, A_PARTITION_BY);
    if (!n)
        return NULL;
    n->p = text.p;
    n->n = text.n;
    return mg_ast_adopt(n, of);
}

/* PARTITION BY SYSTEM_TIME INTERVAL 1 MONTH …, as it is written */
mg_node *mg_my_system_time(mg_parse *ps, const mg_token *first)
{
    return mg_ast_add(mg_my_method(ps, 0, "system_time", NULL), mg_ast_run(ps, N_TEXT, mg_my_since(ps, first + 1)));
}

static uint32_t count_subpartitions(const mg_node *partition)
{
    uint32_t n = 0;
    MG_EACH(c, partition)
        n += c->kind == N_PARTITION;
    return n;
}

mg_node *mg_my_partitions(mg_parse *ps, mg_node *partitions)
{
    uint32_t first = count_subpartitions(partitions ? partitions->first : NULL);
    MG_EACH(p, partitions)
        if (count_subpartitions(p) != first)
            mg_ast_refuse(ps, NULL, "each partition must have the same number of subpartitions");
    return partitions;
}

mg_node *mg_my_new_name(mg_parse *ps, mg_node *qname)
{
    if (qname && qname->first)
        return mg_ast_text(mg_ast_wrap(ps, A_NEW_NAME, qname), qname);
    return mg_ast_as(qname, A_NEW_NAME);
}

mg_node *mg_my_hint_action(mg_parse *ps, mg_node *hint)
{
    return hint ? mg_ast_act(ps, hint->kind == A_LOCK ? MG_ACT_LOCK : MG_ACT_ALGORITHM, NULL, hint) : NULL;
}

mg_node *mg_my_options_action(mg_parse *ps, mg_node *options)
{
    bool charset = mg_child(options, A_CHARSET) || mg_child(options, A_COLLATE);
    bool only = charset && mg_child_count(options) == (uint32_t)((mg_child(options, A_CHARSET) != NULL) + (mg_child(options, A_COLLATE) != NULL));
    mg_node *act = mg_ast_adopt(mg_ast_act(ps, only ? MG_ACT_SET_CHARSET : MG_ACT_SET_OPTIONS, NULL, NULL), options);
    merge_options(act);
    return act;
}

mg_node *mg_my_rename(mg_parse *ps, mg_node *from, mg_node *to)
{
    mg_node *act = mg_ast_new(ps, N_ACTION);
    return mg_ast_add2(act, mg_ast_wrap(ps, A_TARGET, from), mg_my_new_name(ps, to));
}
