/* Constructors: views, routines, triggers, events, databases, data. */
#include "dialect/mysql/build.h"
#include "dialect/dialect.h"

static bool is_aggregate(const mg_node *heads)
{
    const mg_node *k = mg_child(heads, N_KEYWORD);
    return k && mg_str_is(mg_text(k), "aggregate");
}

/* DEFINER and the like, without the word AGGREGATE. */
static void take_heads(mg_node *n, mg_node *heads)
{
    mg_node *k = mg_child(heads, N_KEYWORD);
    if (k)
        mg_node_remove(heads, k);
    mg_ast_adopt(n, heads);
}

/* The defaults are not kept, so that written and left out are equal. */
static void drop_default(mg_node *n, mg_kind kind, const char *value)
{
    mg_node *a = mg_child(n, kind);
    if (a && mg_str_is(mg_text(a), value))
        mg_node_remove(n, a);
}

/* The source text, as it stands: bodies are compared as the server stores them. */
static mg_node *verbatim(mg_parse *ps, int kind, mg_run run)
{
    mg_node *n = mg_ast_place(ps, mg_ast_new(ps, kind), run.first, run.last);
    if (!n)
        return NULL;
    mg_str text = {ps->source->text.p + run.first->off, run.last->off + run.last->len - run.first->off};
    text = mg_arena_str(ps->arena, text);
    n->p = text.p;
    n->n = text.n;
    return n;
}

/* Every spelling of an account comes to one: 'a'@'b', `a`@`b` and a@b are equal. */
mg_node *mg_my_definer(mg_parse *ps, mg_run account)
{
    if (account.first == account.last || account.last->kind != MG_T_VARIABLE)
        return mg_ast_run(ps, A_DEFINER, account);
    mg_str user = mg_text(mg_ast_value(ps, N_NAME, account.first));
    mg_str host = {ps->source->text.p + account.last->off + 1, account.last->len - 1};
    if (host.n > 1 && (host.p[0] == '`' || host.p[0] == '\'' || host.p[0] == '"')) {
        host.p++;
        host.n -= 2;
    }
    mg_node *n = mg_ast_place(ps, mg_ast_new(ps, A_DEFINER), account.first, account.last);
    mg_str text = mg_arena_printf(ps->arena, "%S@%S", &user, &host);
    if (n) {
        n->p = text.p;
        n->n = text.n;
    }
    return n;
}

mg_node *mg_my_create_view(mg_parse *ps, uint32_t flags, mg_node *heads, mg_node *name, mg_node *columns, mg_node *query,
                           mg_node *check)
{
    mg_node *n = mg_ast_flag(mg_ast_wrap(ps, S_CREATE_VIEW, name), flags);
    take_heads(n, heads);
    drop_default(n, A_ALGORITHM, "undefined");
    if (columns)
        mg_ast_add(n, mg_ast_as(columns, A_COLUMN_NAMES));
    return mg_ast_add2(n, mg_ast_wrap(ps, A_QUERY, query), check);
}

static int routine_kind(const mg_node *heads, int kind) { return is_aggregate(heads) ? MG_ROUTINE_AGGREGATE : kind; }

mg_node *mg_my_routine(mg_parse *ps, uint32_t flags, mg_node *heads, int kind, mg_node *name, mg_node *args, mg_node *attrs,
                       mg_run body)
{
    mg_node *n = mg_ast_flag(mg_ast_sub(mg_ast_wrap(ps, S_CREATE_ROUTINE, name), routine_kind(heads, kind)), flags);
    take_heads(n, heads);
    if (args)
        mg_ast_add(n, mg_ast_as(args, A_ARGS));
    mg_ast_adopt(n, attrs);
    drop_default(n, A_SQL_SECURITY, "definer");
    return mg_ast_add(n, verbatim(ps, A_BODY, body));
}

mg_node *mg_my_loadable(mg_parse *ps, uint32_t flags, mg_node *heads, int kind, mg_node *name, const mg_token *type,
                        const mg_token *library)
{
    mg_node *n = mg_ast_flag(mg_ast_sub(mg_ast_wrap(ps, S_CREATE_ROUTINE, name), routine_kind(heads, kind)), flags);
    take_heads(n, heads);
    return mg_ast_add2(n, mg_ast_wrap(ps, A_RETURNS, mg_ast_word(ps, N_TYPE, type)), mg_ast_value(ps, A_LINK_SYMBOL, library));
}

mg_node *mg_my_alter_routine(mg_parse *ps, int kind, mg_node *name, mg_node *attrs)
{
    mg_node *act = mg_ast_adopt(mg_ast_act(ps, MG_ACT_SET_ROUTINE, NULL, NULL), attrs);
    return mg_ast_sub(mg_ast_list_as(ps, S_ALTER_ROUTINE, name, act), kind);
}

mg_node *mg_my_language(mg_parse *ps, const mg_token *t)
{
    mg_node *n = mg_ast_word(ps, A_LANGUAGE, t);
    return n && mg_str_is(mg_text(n), "sql") ? NULL : n;
}

mg_node *mg_my_security(mg_parse *ps, const mg_token *t) { return mg_ast_word(ps, A_SQL_SECURITY, t); }

mg_node *mg_my_trigger(mg_parse *ps, uint32_t flags, mg_node *heads, mg_node *name, mg_node *time, mg_node *events,
                       mg_node *table, mg_node *order, mg_run body)
{
    mg_node *n = mg_ast_flag(mg_ast_wrap(ps, S_CREATE_TRIGGER, name), flags);
    take_heads(n, heads);
    mg_ast_add3(n, time, mg_ast_as(events, A_EVENTS), mg_ast_wrap(ps, A_ON_TABLE, table));
    return mg_ast_add2(n, order, verbatim(ps, A_BODY, body));
}

mg_node *mg_my_event(mg_parse *ps, uint32_t flags, mg_node *heads, mg_node *name, mg_node *schedule, mg_node *attrs, mg_run body)
{
    mg_node *n = mg_ast_flag(mg_ast_wrap(ps, S_CREATE_EVENT, name), flags);
    take_heads(n, heads);
    mg_ast_adopt(mg_ast_add(n, schedule), attrs);
    return mg_ast_add(n, verbatim(ps, A_BODY, body));
}

/* The defaults, ENABLE and NOT PRESERVE, are not kept. */
mg_node *mg_my_event_attrs(mg_parse *ps, mg_node *completion, mg_node *state, mg_node *comment)
{
    if (completion && completion->kind == A_OPTIONS && !completion->first)
        completion = NULL;
    if (state && mg_str_is(mg_text(state), "enable"))
        state = NULL;
    return mg_ast_add(mg_ast_list2(ps, completion, state), comment);
}

mg_node *mg_my_alter_event(mg_parse *ps, mg_node *heads, mg_node *name, mg_node *schedule, mg_node *rename, mg_node *attrs,
                           mg_run body)
{
    mg_node *n = mg_ast_adopt(mg_ast_wrap(ps, S_ALTER_EVENT, name), heads);
    mg_ast_adopt(mg_ast_adopt(n, schedule), attrs);
    if (body.first)
        mg_ast_add(n, verbatim(ps, A_BODY, body));
    return rename ? mg_ast_add(n, mg_ast_act(ps, MG_ACT_RENAME_TABLE, NULL, rename)) : n;
}

mg_node *mg_my_returns(mg_parse *ps, mg_node *type, mg_node *attrs)
{
    return mg_ast_adopt(mg_ast_list(ps, mg_ast_wrap(ps, A_RETURNS, type)), attrs);
}

mg_node *mg_my_create_database(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *options)
{
    return mg_ast_flag(mg_ast_adopt(mg_ast_wrap(ps, S_CREATE_SCHEMA, name), options), flags);
}

#define COLUMNS_MAX 16 /* that MySQL's grammar takes; MariaDB holds the row against the table */

/* Where the first value stands in parentheses, all are rows, for several columns. */
mg_node *mg_my_list_bound(mg_parse *ps, const mg_token *paren, mg_node *values)
{
    if (paren[1].kind == MG_T_LP)
        MG_EACH (v, values)
            if (v->kind != E_ROW)
                mg_ast_refuse(ps, paren + 1, "rows of values are for partitions by several columns");
    MG_EACH (v, values)
        if (v->kind == E_ROW && ps->dialect->lex_mode == MG_LEX_MYSQL && mg_child_count(v) > COLUMNS_MAX)
            mg_ast_refuse(ps, paren + 1, "a table is partitioned by at most 16 columns");
    return mg_ast_textz(ps, mg_ast_as(values, A_BOUND), "in");
}

mg_node *mg_my_alter_database(mg_parse *ps, mg_node *name, mg_node *options)
{
    mg_node *act = mg_ast_adopt(mg_ast_act(ps, MG_ACT_SET_OPTIONS, NULL, NULL), options);
    return mg_ast_list_as(ps, S_ALTER_SCHEMA, name, act);
}

mg_node *mg_my_create_text(mg_parse *ps, int kind, mg_run rest)
{
    mg_node *n = mg_ast_run(ps, S_OTHER, rest);
    return kind ? mg_ast_partial(ps, n) : n;
}

mg_node *mg_my_create_object(mg_parse *ps, int kind, mg_node *name, mg_run rest)
{
    return mg_ast_sub(mg_ast_list_as(ps, S_CREATE_OBJECT, mg_ast_as(name, N_QNAME), mg_ast_run(ps, A_DEFINITION, rest)), kind);
}

mg_node *mg_ast_drop(mg_parse *ps, int kind, uint32_t flags, mg_node *names)
{
    mg_node *n = mg_ast_flag(mg_ast_sub(mg_ast_new(ps, S_DROP), kind), flags);
    for (mg_node *c = names ? names->first : NULL, *next; c; c = next) {
        next = c->next;
        c->next = NULL;
        mg_ast_add(n, mg_ast_wrap(ps, A_TARGET, c));
    }
    return n;
}

mg_rows mg_my_one_more(mg_rows row, const mg_node *value)
{
    if (value && value->kind == E_CONST && value->sub == MG_CONST_NULL && row.width < 64)
        row.nulls |= UINT64_C(1) << row.width;
    row.width++;
    return row;
}

/* The first table of a list of tables and joins. */
static const mg_node *first_table(const mg_node *item)
{
    while (item && item->kind != N_QNAME && item->first)
        item = item->first;
    return item && item->kind == N_QNAME ? item : NULL;
}

/* The table that goes by that name there: its alias, or its own. */
static const mg_node *find_table(const mg_node *item, mg_str name)
{
    if (item->kind == Q_RELATION) {
        const mg_node *table = mg_child(item, N_QNAME);
        return mg_str_ieq(item->n ? mg_text(item) : mg_text(table), name) ? table : NULL;
    }
    const mg_node *found = NULL;
    if (item->kind == Q_JOIN || item->kind == N_LIST)
        for (const mg_node *n = item->first; n && !found; n = n->next)
            found = find_table(n, name);
    return found;
}

static bool is_joined(const mg_node *tables)
{
    return tables && tables->first && (tables->first->next || tables->first->kind == Q_JOIN);
}

static void add_target(mg_parse *ps, mg_node *n, const mg_node *table)
{
    MG_EACH (c, n)
        if (!table || (c->kind == N_QNAME && c->off == table->off))
            return;
    mg_ast_add(n, mg_node_clone(ps->arena, table));
}

/* A join is a condition of its own. */
static mg_node *condition(mg_parse *ps, const mg_node *tables, mg_node *where)
{
    return where || !is_joined(tables) ? where : mg_ast_wrap(ps, A_WHERE, mg_ast_z(ps, E_RAW, "join"));
}

/* Of several tables those change whose columns are set: what stands without a table's name is taken for the first one's. */
mg_node *mg_my_update(mg_parse *ps, mg_node *tables, mg_node *columns, mg_node *where)
{
    mg_node *n = mg_ast_new(ps, S_UPDATE);
    const mg_node *first = first_table(tables);
    bool joined = is_joined(tables);
    MG_EACH (column, columns) {
        const mg_node *of = NULL;
        for (const mg_node *q = joined ? column->first : NULL; q && q->kind == N_NAME; q = q->next)
            of = q;
        const mg_node *table = of ? find_table(tables, mg_text(of)) : NULL;
        add_target(ps, n, table ? table : first);
    }
    mg_ast_sub(n, joined);
    return mg_ast_add2(n, mg_ast_as(columns, A_ASSIGNMENTS), condition(ps, tables, where));
}

mg_node *mg_my_delete(mg_parse *ps, mg_node *targets, mg_node *tables, mg_node *where)
{
    mg_node *n = mg_ast_new(ps, S_DELETE);
    MG_EACH (target, targets) {
        const mg_node *table = target->first ? NULL : find_table(tables, mg_text(target));
        add_target(ps, n, table ? table : target);
    }
    mg_ast_sub(n, 1);
    return mg_ast_add(n, condition(ps, tables, where));
}

/* SET a = b, c = d: one is named; what it sets matters for sql_mode, which goes before others, and foreign_key_checks, which goes
 * before the rest (dumps keep the old value in a variable first). */
static bool matters_more(mg_parse *ps, const mg_token *than, const mg_token *t)
{
    mg_str name = mg_ast_lower(ps, t);
    return mg_str_is(name, "sql_mode") || (mg_str_is(name, "foreign_key_checks") && !mg_str_is(mg_ast_lower(ps, than), "sql_mode"));
}

mg_node *mg_my_set(mg_parse *ps, const mg_token *t, mg_run rest)
{
    const mg_token *name = rest.first;
    for (const mg_token *k = rest.first; k < rest.last; k++)
        if (k->kind == MG_T_COMMA && matters_more(ps, name, k + 1))
            name = k + 1;
    while (name < rest.last && (name->kind == MG_T_SESSION || name->kind == MG_T_GLOBAL || name->kind == MG_T_LOCAL))
        name++;
    mg_node *n = mg_ast_from(ps, mg_ast_word(ps, S_SET, name), t);
    const mg_token *value = name + 2;
    if (name + 2 <= rest.last && (name[1].kind == MG_T_EQ || name[1].kind == MG_T_COLON_EQ))
        mg_ast_add(n, value->kind == MG_T_STRING ? mg_ast_const(ps, value, MG_CONST_STRING) : mg_ast_word(ps, N_KEYWORD, value));
    else if (mg_str_is(mg_ast_lower(ps, name), "names") && name < rest.last)
        mg_ast_add(n, mg_ast_string_word(ps, N_KEYWORD, name + 1));
    return n;
}
