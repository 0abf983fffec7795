/* MySQL refuses unless type and sign are the same; PostgreSQL unless they can be compared. */
#include "rules/lint.h"
#include "rules/util.h"

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

static mg_str collation_of(const mg_object *column)
{
    const mg_node *n = mg_attr(column, A_COLLATE);
    return n && n->first ? mg_text(n->first) : MG_STR_NONE;
}

static bool says_so(const mg_object *o)
{
    const mg_node *charset = mg_attr(o, A_CHARSET), *collation = mg_attr(o, A_COLLATE);
    return (charset && !(charset->flags & NF_IMPLIED)) || (collation && !(collation->flags & NF_IMPLIED));
}

/* What the database's default is, a file does not say. */
static bool is_settled(const mg_object *column) { return !(column->parent->state & MG_OS_ASSUMED) && (says_so(column) || says_so(column->parent)); }

/* MySQL, MariaDB: texts have to be sorted alike, and so be of one character set. */
static bool other_collation(const mg_rule_ctx *rc, const mg_object *a, const mg_object *b)
{
    mg_str ca = collation_of(a), cb = collation_of(b);
    return mg_rule_is_mysql(rc) && ca.n && cb.n && !mg_str_ieq(ca, cb) && is_settled(a) && is_settled(b);
}

static bool is_text(const mg_object *column)
{
    static const char *const text[] = {"char", "varchar", "text", "tinytext", "mediumtext", "longtext"};
    mg_str type = mg_text(mg_attr_first(column, A_TYPE));
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (mg_str_iis(type, text[i]))
            return true;
    return false;
}

static bool mismatch(const mg_rule_ctx *rc, const mg_object *a, const mg_object *b)
{
    mg_type_change t;
    const mg_node *from = mg_attr_first(a, A_TYPE), *to = mg_attr_first(b, A_TYPE);
    if (!from || !to || mg_node_eq(from, to))
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

static void say_collation(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk, const mg_object *column, const mg_object *other)
{
    mg_str a = mg_rule_name(rc, column), b = mg_rule_name(rc, other), ca = collation_of(column), cb = collation_of(other), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S is %S but refers to %S, which is %S: %S refuses the foreign key (error %s).", &a, &ca, &b, &cb, &engine,
                            mg_rule_dialect(rc)->id == MG_MYSQL ? "3780" : "1005, errno 150");
    mg_rule_suggest(rc, f, "Give %S the character set and collation of %S: COLLATE %S.", &a, &b, &cb);
    mg_rule_at_object(f, fk);
    mg_rule_block(f);
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    const mg_object *parent = mg_rule_parent_of(rc, fk);
    for (uint32_t i = 0; parent && fk->parent && i < mg_rule_key_count(fk); i++) {
        const mg_object *column = mg_object_child(fk->parent, MG_O_COLUMN, mg_rule_key_column(fk, i));
        const mg_object *other = mg_rule_referenced_column(parent, fk, i);
        if (!column || !other)
            continue;
        if (!mismatch(rc, column, other)) {
            if (is_text(column) && is_text(other) && other_collation(rc, column, other))
                say_collation(rc, c, fk, column, other);
            continue;
        }
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

/* ---- a column whose type changes under a foreign key, in a migration file --------------------------- */

/* The file drops the key before that statement is through. */
static bool is_gone(const mg_rule_ctx *rc, const mg_object *fk, const mg_lint_stmt *st)
{
    const mg_vec *drops = &mg_rule_after(rc)->drops;
    for (uint32_t i = 0; i < drops->n; i++) {
        const mg_drop *d = drops->at[i];
        bool itself = d->kind == MG_O_FOREIGN_KEY && mg_str_ieq(d->name, fk->name) && mg_str_ieq(d->table, fk->parent->name);
        bool with_table = d->kind == MG_O_TABLE && mg_str_ieq(d->name, fk->parent->name);
        if (d->stmt->off <= st->info->off && (itself || with_table))
            return true;
    }
    return false;
}

/* The file makes the key again: between the types that it leaves. */
static void look_again(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    const mg_object *table = mg_schema_find_relation(mg_rule_after(rc), fk->parent->schema, fk->parent->name);
    const mg_object *again = table ? mg_object_child(table, MG_O_FOREIGN_KEY, fk->name) : NULL;
    if (again)
        look(rc, c, again);
}

static void say_held(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk, const mg_object *other)
{
    mg_str name = mg_rule_name(rc, c->before), key = mg_rule_name(rc, fk), held = mg_rule_name(rc, other);
    mg_str type = mg_rule_sql_type(rc, mg_attr_first(c->after, A_TYPE)), table = mg_rule_sql_name(rc, fk->parent), word = mg_rule_sql_word(rc, fk->name);
    bool mysql = mg_rule_dialect(rc)->id == MG_MYSQL;
    mg_finding *f = mg_emit(rc, c, "%S becomes %S while the foreign key %S ties it to %S: the statement fails (error %s), with foreign_key_checks off, too.", &name,
                            &type, &key, &held, mysql ? "3780" : c->before->parent == fk->parent ? "1832" : "1833");
    mg_rule_suggest(rc, f, "Drop the key first, change both columns, then add it again.");
    mg_rule_sql(rc, f, "ALTER TABLE %S DROP FOREIGN KEY %S", &table, &word);
    mg_rule_block(f);
}

/* MySQL refuses what no longer fits, MariaDB any other type. */
static void look_at_key(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk, const mg_lint_stmt *st)
{
    const mg_object *parent = mg_rule_referenced(rc->changes->before, fk);
    if (!parent) /* the file does not touch it */
        parent = mg_rule_referenced(rc->lint->state, fk);
    for (uint32_t i = 0; parent && i < mg_rule_key_count(fk); i++) {
        const mg_object *column = mg_object_child(fk->parent, MG_O_COLUMN, mg_rule_key_column(fk, i));
        const mg_object *referred = mg_rule_referenced_column(parent, fk, i);
        if (!column || !referred || (column != c->before && referred != c->before))
            continue;
        const mg_object *other = column == c->before ? referred : column;
        if (is_gone(rc, fk, st))
            look_again(rc, c, fk);
        else if (mg_rule_dialect(rc)->id != MG_MYSQL || mismatch(rc, c->after, other))
            say_held(rc, c, fk, other);
        return;
    }
}

static void look_at_column(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_lint_stmt *st = rc->lint && mg_rule_dialect(rc)->id != MG_POSTGRES && c->before && c->after ? mg_lint_made(rc, c) : NULL;
    if (!st || !c->before->parent)
        return;
    MG_EACH_CHILD(fk, c->before->parent) {
        if (fk->kind == MG_O_FOREIGN_KEY)
            look_at_key(rc, c, fk, st);
    }
    for (const mg_object *const *u = mg_schema_dependants_of(c->before->owner, c->before, MG_O_FOREIGN_KEY); *u; u++)
        if ((*u)->kind == MG_O_FOREIGN_KEY && (*u)->parent != c->before->parent)
            look_at_key(rc, c, *u, st);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_ALTER_COLUMN_TYPE)
        look_at_column(rc, c);
    else
        mg_rule_each_new(rc, c, MG_O_FOREIGN_KEY, look);
}

const mg_rule mg_rule_fail_fk_type_mismatch = {
    .id = "fail/fk-type-mismatch",
    .title = "a foreign key whose columns do not match their parents",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "The columns of a foreign key have to match those that they refer to: exactly in type and sign, and texts in their collation, on "
        "MySQL and MariaDB, comparable on PostgreSQL. The statement fails otherwise; so does one that gives a column "
        "under a foreign key another type: on MySQL unless both still fit, on MariaDB always.",
    .fix = "Give the child the type of the parent first; drop the key before either changes, and add it again afterwards.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; manual of PostgreSQL",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
