/* CREATE TABLE: columns, constraints lifted out of them, LIKE, inheritance, partitions. */
#include "schema/internal.h"

static int table_kind(const mg_node *ast)
{
    return ast->sub == MG_O_FOREIGN_TABLE || ast->sub == MG_O_VIRTUAL_TABLE ? ast->sub : MG_O_TABLE;
}

/* NULL when the name is taken and the statement must not go on. */
static mg_object *make_relation(mg_apply *a, int kind, const mg_node *qname)
{
    if (!qname)
        return NULL;
    mg_str schema = mg_schema_for_new(a->s, qname);
    mg_object *there = mg_schema_find_relation(a->s, schema, mg_text(qname));
    if (there && (a->ast->flags & NF_OR_REPLACE)) {
        mg_drop_object(a, there, true);
        there = NULL;
    }
    if (there) {
        if (!(a->ast->flags & NF_IF_NOT_EXISTS))
            mg_say_duplicate(a, qname, there);
        return NULL;
    }
    mg_object *o = mg_schema_add(a->s, kind, schema, mg_text(qname), NULL);
    if (!o)
        return NULL;
    mg_object_place(a, o, NULL);
    if (a->ast->flags & NF_TEMP)
        mg_attr_make(a->s, o, A_TEMPORARY, MG_STR_NONE);
    if (a->ast->flags & NF_UNLOGGED)
        mg_attr_make(a->s, o, A_UNLOGGED, MG_STR_NONE);
    return o;
}

static void add_columns(mg_apply *a, mg_object *table, const mg_node *ast)
{
    MG_EACH (n, ast) {
        if (n->kind == N_COLUMN)
            mg_add_column(a, table, n);
        else if (n->kind == N_LIKE)
            mg_table_like(a, table, n);
    }
}

/* In the engine's order of naming: first what stands at columns, then what stands by itself. */
static void add_constraints(mg_apply *a, mg_object *table, const mg_node *ast)
{
    MG_EACH (n, ast) {
        if (n->kind != N_COLUMN || !mg_child(n, N_CONSTRAINT))
            continue;
        mg_object *column = mg_object_child(table, MG_O_COLUMN, mg_text(n));
        if (column)
            mg_column_constraints(a, table, column, n);
    }
    MG_EACH (n, ast) {
        if (n->kind == N_CONSTRAINT)
            mg_add_constraint(a, table, n, NULL);
        else if (n->kind == N_INDEX)
            mg_add_index(a, table, n);
    }
}

static void add_parents(mg_apply *a, mg_object *table)
{
    const mg_node *of = mg_attr_first(table, A_OF_TYPE);
    const mg_object *type = of ? mg_need(a, MG_O_TYPE, of) : NULL;
    if (type)
        mg_table_of_type(a, table, type);
    MG_EACH (qname, mg_attr(table, A_INHERITS)) {
        mg_object *parent = mg_need(a, MG_O_NONE, qname);
        if (!parent)
            continue;
        mg_qname_qualify(a->s, qname, parent->schema);
        mg_table_inherit(a, table, parent, false);
    }
    mg_node *qname = mg_child(mg_attr(table, A_PARTITION_OF), N_QNAME);
    mg_object *parent = qname ? mg_need(a, MG_O_NONE, qname) : NULL;
    if (!parent)
        return;
    if (a->s->journal && mg_journal_is_old(a->s, parent))
        mg_journal_note_users(a->s, parent); /* its default partition is among them */
    mg_qname_qualify(a->s, qname, parent->schema);
    mg_table_inherit(a, table, parent, true);
}

void mg_apply_create_table(mg_apply *a)
{
    mg_object *table = make_relation(a, table_kind(a->ast), mg_child(a->ast, N_QNAME));
    if (!table)
        return;
    mg_take_attrs(a, table, a->ast);
    add_columns(a, table, a->ast);
    add_parents(a, table);
    add_constraints(a, table, a->ast);
    if (a->d->after_create_table)
        a->d->after_create_table(a->s, table);
}

/* ---- CREATE TABLE AS --------------------------------------------------------------------- */

/* What a cast says, and what PostgreSQL takes constants for. */
static mg_node *type_of_value(mg_apply *a, const mg_node *expr)
{
    static const struct {
        uint8_t sub;
        const char *type;
    } rows[] = {{MG_CONST_STRING, "text"}, {MG_CONST_TRUE, "boolean"}, {MG_CONST_FALSE, "boolean"}};
    if (expr->kind == E_CAST && expr->first && expr->first->next && expr->first->next->kind == N_TYPE)
        return mg_node_keep(a->s, expr->first->next);
    if (expr->kind != E_CONST || !a->d->has_schemas)
        return NULL;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (expr->sub == rows[i].sub)
            return mg_node_text(&a->s->arena, N_TYPE, mg_str_of(rows[i].type));
    bool whole = expr->sub == MG_CONST_NUMBER && expr->n < 10;
    for (uint32_t i = 0; i < expr->n; i++)
        whole &= mg_is_digit(expr->p[i]);
    return whole ? mg_node_text(&a->s->arena, N_TYPE, MG_STR("integer")) : NULL;
}

/* SQLite names a column after the words of its expression, and needs no type. */
static bool add_value(mg_apply *a, mg_object *table, const mg_node *target, mg_str name)
{
    bool untyped = a->d->id == MG_SQLITE;
    mg_node *type = untyped ? NULL : type_of_value(a, target->first);
    const mg_node *expr = target->first;
    if (!name.n && untyped && expr->len && a->st->source && expr->off + expr->len <= a->st->source->text.n)
        name = mg_text_keep(a->s, (mg_str){a->st->source->text.p + expr->off, expr->len});
    if (!name.n || !(type || untyped))
        return false;
    mg_object *column = mg_schema_add(a->s, MG_O_COLUMN, MG_STR_NONE, name, table);
    if (!column)
        return false;
    mg_object_place(a, column, target);
    if (type)
        mg_attr_put(a->s, column, mg_node_add(mg_node_new(&a->s->arena, A_TYPE), type));
    return true;
}

static bool is_in_primary_key(const mg_object *column)
{
    MG_EACH_CHILD (o, column->parent)
        if (o->kind == MG_O_PRIMARY_KEY)
            MG_EACH (k, mg_attr(o, A_KEYS))
                if (k->first && k->first->kind == E_COLUMN && mg_str_ieq(mg_text(k->first), column->name))
                    return true;
    return false;
}

/* MySQL, MariaDB: what a column of a table takes along into CREATE TABLE … AS. AUTO_INCREMENT stays behind, as DEFAULT 0. */
static void copy_properties(mg_apply *a, mg_object *column, const mg_object *original)
{
    static const mg_kind kinds[] = {A_NOT_NULL, A_DEFAULT, A_ON_UPDATE, A_COMMENT, A_CHARSET, A_COLLATE};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        mg_attr_put(a->s, column, mg_attr(original, kinds[i]));
        mg_node *n = mg_attr(column, kinds[i]);
        if (n)
            n->flags &= ~(uint32_t)NF_IMPLIED;
    }
    if (is_in_primary_key(original) && !mg_attr(column, A_NOT_NULL))
        mg_attr_make(a->s, column, A_NOT_NULL, MG_STR_NONE);
    mg_node *zero = mg_attr(original, A_AUTO_INCREMENT) ? mg_node_make(a->s, E_CONST, MG_STR("0")) : NULL;
    if (!zero)
        return;
    zero->sub = MG_CONST_NUMBER;
    mg_attr_put(a->s, column, mg_node_add(mg_node_make(a->s, A_DEFAULT, MG_STR_NONE), zero));
}

static void copy_column(mg_apply *a, mg_object *column, const mg_object *original)
{
    mg_attr_put(a->s, column, mg_attr(original, A_TYPE));
    if (a->d->unique_is_index)
        copy_properties(a, column, original);
}

/* A column of the query that is a column of one known table takes its type; of other values the type is told by casts and
 * constants; anything else leaves the table partial. `named`: of CREATE TABLE t (named, …) AS. */
static bool copy_target(mg_apply *a, mg_object *table, const mg_node *target, const mg_node *from, const mg_node *named)
{
    const mg_node *expr = target->first;
    if (!expr)
        return false;
    if (expr->kind != E_COLUMN)
        return add_value(a, table, target, named ? mg_text(named) : mg_text(target));
    mg_str name = named ? mg_text(named) : mg_text(target).n ? mg_text(target) : mg_text(expr);
    if (!name.n || mg_str_is(mg_text(expr), "*"))
        return false;
    const mg_node *relation = from && from->first && !from->first->next ? from->first : NULL;
    mg_object *source = relation && relation->kind == Q_RELATION ? mg_resolve_table(a->s, mg_child(relation, N_QNAME)) : NULL;
    mg_object *original = source ? mg_object_child(source, MG_O_COLUMN, mg_text(expr)) : NULL;
    mg_object *column = mg_schema_add(a->s, MG_O_COLUMN, MG_STR_NONE, name, table);
    if (!column)
        return false;
    mg_object_place(a, column, target);
    if (!original)
        return false;
    copy_column(a, column, original);
    return true;
}

static bool copy_star(mg_apply *a, mg_object *table, const mg_node *from)
{
    const mg_node *relation = from && from->first && !from->first->next ? from->first : NULL;
    mg_object *source = relation && relation->kind == Q_RELATION ? mg_resolve_table(a->s, mg_child(relation, N_QNAME)) : NULL;
    if (!source || !mg_is_table(source->kind))
        return false;
    MG_EACH_CHILD (c, source) {
        if (c->kind != MG_O_COLUMN)
            continue;
        mg_object *column = mg_schema_add(a->s, MG_O_COLUMN, MG_STR_NONE, c->name, table);
        if (!column)
            return false;
        mg_object_place(a, column, NULL);
        copy_column(a, column, c);
    }
    return true;
}

static bool copy_query_columns(mg_apply *a, mg_object *table, const mg_node *query, const mg_node *names)
{
    const mg_node *targets = query && query->kind == Q_SELECT ? mg_child(query, A_TARGETS) : NULL;
    if (!targets)
        return false;
    const mg_node *from = mg_child(query, A_FROM);
    const mg_node *expr = targets->first ? targets->first->first : NULL;
    if (expr && !targets->first->next && expr->kind == E_COLUMN && mg_str_is(mg_text(expr), "*"))
        return copy_star(a, table, from);
    bool all = true;
    const mg_node *named = names ? names->first : NULL;
    MG_EACH (target, targets) {
        all &= copy_target(a, table, target, from, named);
        named = named ? named->next : NULL;
    }
    return all;
}

void mg_apply_create_table_as(mg_apply *a)
{
    mg_object *table = make_relation(a, MG_O_TABLE, mg_child(a->ast, N_QNAME));
    if (!table)
        return;
    mg_take_attrs(a, table, a->ast);
    const mg_node *query = mg_child(mg_child(a->ast, A_QUERY), Q_SELECT);
    mg_attr_drop(table, A_QUERY);
    mg_attr_drop(table, A_COLUMN_NAMES);
    add_columns(a, table, a->ast);
    if (!copy_query_columns(a, table, query, mg_child(a->ast, A_COLUMN_NAMES)))
        table->flags |= MG_OF_PARTIAL;
    add_constraints(a, table, a->ast);
    if (a->d->after_create_table)
        a->d->after_create_table(a->s, table);
}
