/* Statements that define relations, types and domains. */
#include "dialect/postgres/build.h"

/* ---- sequences ---- */

/* OWNED BY is an attribute of its own; "no …" in a definition says what holds anyway. */
static mg_node *take_owner(mg_parse *ps, mg_node *options, bool defines)
{
    mg_node *owned = NULL;
    for (mg_node *n = options ? options->first : NULL, *next; n; n = next) {
        next = n->next;
        if (mg_str_is(mg_text(n), "owned by")) {
            mg_node_remove(options, n);
            owned = mg_ast_new(ps, A_OWNED_BY);
            mg_node *qname = n->first;
            if (qname && qname->first) { /* table.column, not NONE */
                mg_node *column = mg_ast_text(mg_ast_new(ps, N_NAME), qname);
                mg_node *table = qname->last;
                mg_ast_text(qname, table);
                mg_node_remove(qname, table);
                mg_ast_add2(owned, qname, column);
            }
        } else if (defines && (mg_str_starts(mg_text(n), "no ") || mg_str_is(mg_text(n), "restart"))) {
            mg_node_remove(options, n);
        }
    }
    return owned;
}

static void finish_sequence(mg_parse *ps, mg_node *statement)
{
    mg_node *options = mg_child(statement, A_SEQUENCE);
    mg_ast_add(statement, take_owner(ps, options, true));
    if (options && !options->first)
        mg_node_remove(statement, options);
}

static void finish_column(mg_parse *ps, mg_node *column)
{
    mg_node *identity = mg_child(column, A_IDENTITY);
    take_owner(ps, identity, true);
}

/* ---- keys that say the same ---- */

#define MOST_KEYS 32

static bool same_key(const mg_node *a, const mg_node *b)
{
    static const mg_kind parts[] = {A_KEYS, A_INCLUDE, A_DEFERRABLE, A_INITIALLY, A_NULLS_NOT_DISTINCT};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const mg_node *x = mg_child(a, parts[i]), *y = mg_child(b, parts[i]);
        if (x && y ? !mg_node_eq(x, y) : x != y)
            return false;
    }
    return mg_child(a, A_KEYS) != NULL;
}

/* UNIQUE (a) beside PRIMARY KEY (a): the server keeps one, and the name of the other if that has none. */
static bool merge_key(mg_node **keys, uint32_t *n, mg_node *key)
{
    for (uint32_t i = 0; i < *n; i++) {
        if (!same_key(keys[i], key))
            continue;
        if (key->sub == MG_CON_PRIMARY_KEY && keys[i]->sub != MG_CON_PRIMARY_KEY)
            return false;
        if (!keys[i]->n)
            mg_ast_text(keys[i], key);
        return true;
    }
    if (*n < MOST_KEYS)
        keys[(*n)++] = key;
    return false;
}

static void take_keys(mg_node *parent, int sub, mg_node **keys, uint32_t *n)
{
    for (mg_node *c = parent->first, *next; c; c = next) {
        next = c->next;
        if (c->kind == N_CONSTRAINT && c->sub == sub && merge_key(keys, n, c))
            mg_node_remove(parent, c);
    }
}

static void merge_keys(mg_node *table)
{
    static const int order[] = {MG_CON_PRIMARY_KEY, MG_CON_UNIQUE};
    mg_node *keys[MOST_KEYS];
    uint32_t n = 0;
    for (int i = 0; i < 2; i++) {
        MG_EACH (c, table)
            if (c->kind == N_COLUMN)
                take_keys(c, order[i], keys, &n);
        take_keys(table, order[i], keys, &n);
    }
}

/* ---- tables ---- */

static void finish_columns(mg_parse *ps, mg_node *statement)
{
    MG_EACH (n, statement)
        if (n->kind == N_COLUMN)
            finish_column(ps, n);
}

mg_node *mg_pg_ast_create(mg_parse *ps, int kind, uint32_t flags, uint32_t allowed, mg_node *qname, mg_node *a, mg_node *b)
{
    mg_pg_check_flags(ps, flags, allowed | NF_IF_NOT_EXISTS);
    mg_node *n = mg_ast_flag(mg_ast_wrap(ps, kind, qname), flags);
    mg_ast_adopt(mg_ast_adopt(n, a), b);
    if (kind == S_CREATE_TABLE && n) {
        finish_columns(ps, n);
        merge_keys(n);
    } else if (kind == S_CREATE_SEQUENCE) {
        finish_sequence(ps, n);
    }
    return n;
}

mg_node *mg_pg_ast_foreign(mg_parse *ps, uint32_t flags, mg_node *qname, mg_node *elements, mg_node *server)
{
    mg_node *n = mg_pg_ast_create(ps, S_CREATE_TABLE, flags, 0, qname, elements, NULL);
    return mg_ast_sub(mg_ast_add(n, server), MG_O_FOREIGN_TABLE);
}

mg_node *mg_pg_ast_index(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *table, mg_node *method, mg_node *keys,
                         mg_node *attrs)
{
    mg_pg_check_flags(ps, flags, NF_UNIQUE | NF_CONCURRENTLY);
    mg_node *index = name ? mg_ast_as(name, N_INDEX) : mg_ast_new(ps, N_INDEX);
    uint32_t extra = (index ? index->flags & NF_IF_NOT_EXISTS : 0) | (table ? table->flags & NF_ONLY : 0);
    if (index)
        index->flags &= ~(uint32_t)NF_IF_NOT_EXISTS;
    mg_ast_add2(mg_ast_flag(index, flags & NF_UNIQUE), mg_ast_as(keys, A_KEYS), method);
    mg_ast_adopt(index, attrs);
    mg_node *n = mg_ast_pair(ps, S_CREATE_INDEX, index, mg_ast_wrap(ps, A_ON_TABLE, table));
    return mg_ast_flag(n, flags | extra);
}

static int alter_kind(int kind)
{
    switch (kind) {
    case MG_O_INDEX:
        return S_ALTER_INDEX;
    case MG_O_VIEW:
    case MG_O_MATVIEW:
        return S_ALTER_VIEW;
    case MG_O_SEQUENCE:
        return S_ALTER_SEQUENCE;
    default:
        return S_ALTER_TABLE;
    }
}

static void finish_action(mg_parse *ps, mg_node *statement, mg_node *action)
{
    if (action->sub == MG_ACT_ADD_COLUMN)
        finish_column(ps, mg_child(action, N_COLUMN));
    if (action->sub != MG_ACT_SET_SEQUENCE)
        return;
    mg_node *options = mg_child(action, A_SEQUENCE), *owned = take_owner(ps, options, false);
    if (owned)
        mg_ast_add(statement, mg_ast_act(ps, MG_ACT_OWNED_BY, NULL, owned));
    if (options && !options->first)
        mg_node_remove(statement, action);
}

mg_node *mg_pg_ast_alter_relation(mg_parse *ps, int kind, uint32_t flags, mg_node *qname, mg_node *actions)
{
    uint32_t only = qname ? qname->flags & NF_ONLY : 0;
    mg_pg_check_actions(ps, kind, flags, actions);
    mg_node *n = mg_ast_wrap(ps, alter_kind(kind), qname);
    mg_ast_adopt(mg_ast_sub(n, kind), actions);
    for (mg_node *action = n ? n->first : NULL, *next; action; action = next) {
        next = action->next;
        if (action->kind == N_ACTION)
            finish_action(ps, n, action);
    }
    return mg_ast_flag(n, flags | only | (kind == MG_O_MATVIEW ? NF_MATERIALIZED : 0));
}

/* SET GENERATED ALWAYS SET START 5 RESTART */
mg_node *mg_pg_ast_identity_change(mg_parse *ps, mg_node *name, mg_node *changes)
{
    mg_node *action = mg_ast_act(ps, MG_ACT_SET_GENERATED, name, NULL), *sequence = mg_ast_new(ps, A_SEQUENCE);
    for (mg_node *n = changes ? changes->first : NULL, *next; n; n = next) {
        next = n->next;
        mg_ast_add(n->kind == A_IDENTITY ? action : sequence, n);
    }
    return sequence && sequence->first ? mg_ast_add(action, sequence) : action;
}

/* ---- types, domains, schemas, views ---- */

mg_node *mg_pg_ast_domain(mg_parse *ps, uint32_t flags, mg_node *qname, mg_node *type, mg_node *attrs)
{
    mg_node *column = mg_ast_column(ps, mg_ast_new(ps, N_NAME), type, attrs);
    mg_pg_check_flags(ps, flags, 0);
    return mg_ast_adopt(mg_ast_wrap(ps, S_CREATE_DOMAIN, qname), column);
}

mg_node *mg_pg_ast_alter(mg_parse *ps, int statement, int kind, mg_node *name, mg_node *actions)
{
    return mg_ast_sub(mg_ast_adopt(mg_ast_wrap(ps, statement, mg_ast_as(name, N_QNAME)), actions), kind);
}

mg_node *mg_pg_ast_attribute(mg_parse *ps, int act, mg_node *name, mg_node *type, mg_node *collate, uint32_t flags)
{
    mg_node *column = mg_ast_column(ps, name, type, NULL);
    return mg_ast_flag(mg_ast_act(ps, act, column, mg_ast_add(column, collate)), flags);
}

mg_node *mg_pg_ast_schema(mg_parse *ps, uint32_t flags, mg_node *name, mg_node *owner, mg_node *elements)
{
    if (!name && owner)
        name = mg_ast_text(mg_ast_new(ps, N_NAME), owner);
    mg_node *n = mg_pg_ast_create(ps, S_CREATE_SCHEMA, flags, 0, name, NULL, NULL);
    return mg_ast_adopt(mg_ast_add(n, mg_ast_as(owner, A_OWNER)), elements);
}

/* CREATE RECURSIVE VIEW v (a) AS q is to the server CREATE VIEW v AS WITH RECURSIVE v (a) AS (q) SELECT a FROM v. */
static mg_node *recursive_query(mg_parse *ps, const mg_node *view, const mg_node *columns, mg_node *query)
{
    mg_node *names = mg_ast_new(ps, N_LIST), *targets = mg_ast_new(ps, A_TARGETS), *select = mg_ast_new(ps, Q_SELECT);
    MG_EACH (c, columns) {
        mg_ast_add(names, mg_ast_text(mg_ast_new(ps, N_NAME), c));
        mg_ast_add(targets, mg_ast_wrap(ps, Q_TARGET, mg_ast_text(mg_ast_new(ps, E_COLUMN), c)));
    }
    mg_node *relation = mg_ast_wrap(ps, Q_RELATION, mg_ast_text(mg_ast_new(ps, N_QNAME), view));
    mg_node *cte = mg_ast_cte(ps, mg_ast_text(mg_ast_new(ps, N_NAME), view), names, 0, query);
    mg_node *with = mg_ast_flag(mg_ast_wrap(ps, A_WITH, cte), NF_RECURSIVE);
    return mg_ast_add3(select, with, targets, mg_ast_wrap(ps, A_FROM, relation));
}

mg_node *mg_pg_ast_view(mg_parse *ps, uint32_t flags, mg_node *qname, mg_node *columns, mg_node *options, mg_node *query,
                        mg_node *tail)
{
    mg_node *n = mg_pg_ast_create(ps, S_CREATE_VIEW, flags, NF_OR_REPLACE | NF_TEMP | NF_RECURSIVE, qname, NULL, NULL);
    if ((flags & NF_RECURSIVE) && !columns)
        mg_pg_refuse_at(ps, query ? query->off : 0, MG_STR("a recursive view names its columns"));
    mg_pg_check_columns(ps, columns, query);
    if ((flags & NF_RECURSIVE) && columns && query) {
        query = recursive_query(ps, qname, columns, query);
        columns = NULL;
    }
    mg_ast_add2(n, mg_ast_as(columns, A_COLUMN_NAMES), options);
    return mg_ast_add2(n, mg_ast_wrap(ps, A_QUERY, query), tail);
}

mg_node *mg_pg_ast_matview(mg_parse *ps, uint32_t flags, mg_node *qname, mg_node *columns, mg_node *attrs, mg_node *query,
                           mg_node *tail)
{
    mg_node *n = mg_pg_ast_create(ps, S_CREATE_VIEW, flags, NF_UNLOGGED, qname, NULL, NULL);
    mg_pg_check_columns(ps, columns, query);
    mg_ast_add3(n, mg_ast_as(columns, A_COLUMN_NAMES), mg_ast_wrap(ps, A_QUERY, query), tail);
    return mg_ast_flag(mg_ast_adopt(n, attrs), NF_MATERIALIZED);
}

mg_node *mg_pg_ast_period(mg_parse *ps, mg_node *constraint, const char *what)
{
    return mg_ast_add(constraint, mg_ast_z(ps, A_PERIOD, what));
}
