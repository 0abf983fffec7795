/* MySQL refuses unless type and sign are the same; PostgreSQL unless they can be compared. */
#include "rules/util.h"

static const mg_object *parent_column(const mg_object *parent, const mg_object *fk, uint32_t n)
{
    uint32_t i = 0;
    MG_EACH(c, mg_attr(fk, A_REFERENCES)) {
        if (c->kind == N_NAME && i++ == n)
            return mg_object_child(parent, MG_O_COLUMN, mg_text(c));
    }
    if (i)
        return NULL;
    MG_EACH_CHILD(o, parent) {
        if (o->kind == MG_O_PRIMARY_KEY)
            return mg_object_child(parent, MG_O_COLUMN, mg_rule_key_column(o, n));
    }
    return NULL;
}

/* 1 = text, 2 = bytes, 0 = no string. */
static int string_kind(const char *type)
{
    static const char *const text[] = {"char", "varchar", "text", "tinytext", "mediumtext", "longtext"};
    static const char *const bytes[] = {"binary", "varbinary", "blob", "tinyblob", "mediumblob", "longblob"};
    for (size_t i = 0; i < 6; i++) {
        if (mg_str_is(mg_str_of(type), text[i]))
            return 1;
        if (mg_str_is(mg_str_of(type), bytes[i]))
            return 2;
    }
    return 0;
}

static bool mismatch(const mg_rule_ctx *rc, const mg_object *a, const mg_object *b)
{
    mg_type_change t;
    const mg_node *from = mg_attr_first(a, A_TYPE), *to = mg_attr_first(b, A_TYPE);
    if (!from || !to)
        return false;
    bool known = mg_fact_type_change(mg_rule_after(rc), mg_rule_after(rc), from, to, b, &t);
    if (!known || !t.from_name || !t.to_name)
        return false;
    if (mg_rule_dialect(rc)->id == MG_POSTGRES)
        return t.class_change;
    /* Strings may differ in length and kind, numbers in nothing. */
    int a_kind = string_kind(t.from_name), b_kind = string_kind(t.to_name);
    if (a_kind || b_kind)
        return a_kind != b_kind;
    bool same = mg_str_is(mg_str_of(t.from_name), t.to_name);
    return !same || (mg_child(from, A_UNSIGNED) != NULL) != (mg_child(to, A_UNSIGNED) != NULL);
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    const mg_object *parent = mg_rule_referenced(mg_rule_after(rc), fk);
    for (uint32_t i = 0; parent && fk->parent && i < mg_rule_key_count(fk); i++) {
        const mg_object *column = mg_object_child(fk->parent, MG_O_COLUMN, mg_rule_key_column(fk, i));
        const mg_object *other = parent_column(parent, fk, i);
        if (!column || !other || !mismatch(rc, column, other))
            continue;
        mg_str a = mg_rule_name(rc, column), b = mg_rule_name(rc, other);
        mg_str ta = mg_rule_sql_type(rc, mg_attr_first(column, A_TYPE)), tb = mg_rule_sql_type(rc,
            mg_attr_first(other, A_TYPE));
        mg_finding *f = mg_emit(rc, c, "%S is %S but refers to %S, which is %S: the engine refuses the foreign key.",
                                &a, &ta, &b, &tb);
        mg_rule_suggest(rc, f, "Give %S the type %S.", &a, &tb);
        mg_rule_at_object(f, fk);
        mg_rule_block(f);
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_FOREIGN_KEY, look);
}

const mg_rule mg_rule_fail_fk_type_mismatch = {
    .id = "fail/fk-type-mismatch",
    .title = "a foreign key whose columns do not match their parents",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "The columns of a foreign key have to match those that they refer to: exactly in type and sign on "
        "MySQL and MariaDB, comparable on PostgreSQL. The statement fails otherwise.",
    .fix = "Give the child the type of the parent first.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; manual of PostgreSQL",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
