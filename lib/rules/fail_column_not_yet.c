/* Values are computed in the order of the columns. */
#include "rules/util.h"

typedef struct search {
    const mg_rule_ctx *rc;
    const mg_object *own;
    bool generated;  /* what is looked at is its generating expression; else its default */
    const char *why;
    mg_str name;
} search;

static bool stands_before(const mg_object *a, const mg_object *b)
{
    for (const mg_object *o = a->next; o; o = o->next)
        if (o == b)
            return true;
    return false;
}

static const char *mysql_reason(const search *s, const mg_object *column)
{
    bool later = column == s->own || !stands_before(column, s->own);
    if (s->generated)
        return later && mg_attr(column, A_GENERATED) ? "is generated, and does not stand before it (3107)" : NULL;
    if (mg_attr(column, A_AUTO_INCREMENT))
        return "is AUTO_INCREMENT (3768)";
    const mg_node *value = mg_attr_first(column, A_DEFAULT);
    bool computed = mg_attr(column, A_GENERATED) || (value && (value->flags & NF_PAREN || value->kind != E_CONST));
    return later && computed ? "is computed itself, and does not stand before it (3767)" : NULL;
}

static const char *mariadb_reason(const search *s, const mg_object *column)
{
    bool later = column == s->own || !stands_before(column, s->own);
    if (!s->generated && mg_attr(column, A_AUTO_INCREMENT))
        return "is AUTO_INCREMENT (1901)";
    if (column == s->own || (mg_attr(column, A_GENERATED) && (later || !s->generated)))
        return "has no value yet when it is computed (4029)";
    return NULL;
}

static bool is_known(const mg_object *table) { return !(table->state & MG_OS_ASSUMED) && !(table->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL)); }

static bool find(mg_node *n, void *user_data)
{
    search *s = user_data;
    if (s->why || n->kind == E_SUBQUERY || n->kind == Q_SELECT)
        return false;
    if (n->kind != E_COLUMN || mg_str_is(mg_text(n), "*"))
        return true;
    const mg_object *column = mg_object_child(s->own->parent, MG_O_COLUMN, mg_text(n));
    if (column)
        s->why = mg_rule_dialect(s->rc)->id == MG_MYSQL ? mysql_reason(s, column) : mariadb_reason(s, column);
    else if (!s->generated && is_known(s->own->parent))
        s->why = "is no column of the table (1054)";
    s->name = mg_text(n);
    return false;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_node *generated = mg_attr(o, A_GENERATED), *value = mg_attr(o, A_DEFAULT);
    search s = {.rc = rc, .own = o, .generated = generated != NULL};
    bool expression = generated || (value && value->first && (value->first->flags & NF_PAREN || value->first->kind == E_CALL || value->first->kind == E_OP));
    if (!expression || !o->parent || (o->state & MG_OS_ASSUMED))
        return;
    mg_walk(generated ? generated : value, find, &s);
    if (!s.why)
        return;
    mg_str name = mg_rule_name(rc, o), named = mg_arena_str(rc->arena, s.name), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S is computed from %S, which %s: %S refuses it.", &name, &named, s.why, &engine);
    mg_rule_suggest(rc, f, "Put it behind the columns that it names, or say it by those that rows are given.");
    mg_rule_at_object(f, o);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_ALTER_GENERATED || c->type == MG_C_SET_DEFAULT) {
        if (c->after)
            look(rc, c, c->after);
    } else {
        mg_rule_each_new(rc, c, MG_O_COLUMN, look);
    }
}

const mg_rule mg_rule_fail_column_not_yet = {
    .id = "fail/column-not-yet",
    .title = "a default or generated column of what has no value yet",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "Generated columns, and defaults that are expressions, are computed in the order of the columns. One that names itself, or a generated column behind it, is refused (3107, 3767; 4029 in MariaDB); so are "
        "defaults of an AUTO_INCREMENT column (3768; 1901), of a column that is not there (1054), in MySQL of one behind it with an expression as its default, and in MariaDB of any generated one.",
    .fix =
        "Put the column behind those that it names, or write their expressions out.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ALTER_GENERATED) | MG_ON(MG_C_SET_DEFAULT),
    .change = on_change,
};
