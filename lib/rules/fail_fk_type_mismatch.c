/* MySQL refuses unless type and sign are the same; PostgreSQL unless they can be compared. */
#include "rules/held.h"
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

/* ---- a column that changes under a foreign key, in a migration file ----------------------------------------------- */

/* The file makes the key again: between the columns that it leaves. */
static void look_again(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    const mg_object *table = mg_schema_find_relation(mg_rule_after(rc), fk->parent->schema, fk->parent->name);
    const mg_object *again = table ? mg_object_child(table, MG_O_FOREIGN_KEY, fk->name) : NULL;
    if (again)
        look(rc, c, again);
}

static bool keeps_type(const mg_change *c) { return mg_node_eq(mg_attr_first(c->before, A_TYPE), mg_attr_first(c->after, A_TYPE)); }

/* The error; NULL: it is not refused. MySQL refuses what no longer fits, MariaDB any other type and any other collation. */
static const char *refusal(const mg_rule_ctx *rc, const mg_change *c, const mg_lint_stmt *st, const mg_hold *h, bool *checks_help)
{
    const char *held = h->is_parent ? "1833" : "1832";
    bool mysql = mg_rule_dialect(rc)->id == MG_MYSQL, of_type = c->type == MG_C_ALTER_COLUMN_TYPE, checked = !mg_rule_fk_checks_are_off(rc, st->info);
    if (!of_type && (!is_text(c->after) || !is_text(h->other)))
        return NULL;
    if (!mysql)
        return of_type || (keeps_type(c) && other_collation(rc, c->after, c->before)) ? held : NULL;
    if (of_type && mismatch(rc, c->after, h->becomes))
        return "3780";
    *checks_help = true;
    if (of_type)
        return checked && mismatch(rc, c->after, h->other) ? held : NULL;
    return checked && other_collation(rc, c->after, h->becomes) ? "3780" : NULL;
}

static bool look_at_hold(const mg_rule_ctx *rc, const mg_change *c, const mg_lint_stmt *st, const mg_hold *h)
{
    bool of_type = c->type == MG_C_ALTER_COLUMN_TYPE, checks_help = false;
    if (h->gone && (of_type || keeps_type(c)))
        look_again(rc, c, h->fk);
    const char *error = h->gone ? NULL : refusal(rc, c, st, h, &checks_help);
    if (!error)
        return false;
    mg_str name = mg_rule_name(rc, c->before), key = mg_rule_name(rc, h->fk), held = mg_rule_name(rc, h->other);
    mg_str to = of_type ? mg_rule_sql_type(rc, mg_attr_first(c->after, A_TYPE)) : collation_of(c->after);
    mg_str table = mg_rule_sql_name(rc, h->fk->parent), word = mg_rule_sql_word(rc, h->fk->name);
    mg_finding *f = mg_emit(rc, c, "%S becomes %S while the foreign key %S ties it to %S: the statement fails (error %s)%s.", &name, &to, &key, &held, error,
                            checks_help ? " unless foreign_key_checks is off" : ", with foreign_key_checks off, too");
    mg_rule_suggest(rc, f, "Drop the key first, change both columns, then add it again.");
    mg_rule_sql(rc, f, "ALTER TABLE %S DROP FOREIGN KEY %S", &table, &word);
    mg_rule_block(f);
    return true;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_ALTER_COLUMN_TYPE || c->type == MG_C_ALTER_COLLATION)
        mg_rule_each_hold(rc, c, look_at_hold);
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
        "under a foreign key another type or collation: on MySQL unless both still fit, on MariaDB always.",
    .fix = "Give the child the type of the parent first; drop the key before either changes, and add it again afterwards.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; manual of PostgreSQL",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY) | MG_ON(MG_C_ALTER_COLUMN_TYPE) | MG_ON(MG_C_ALTER_COLLATION),
    .change = on_change,
};
