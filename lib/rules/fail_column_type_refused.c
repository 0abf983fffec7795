/* A type has limits of its own: lengths, digits, members. */
#include <string.h>

#include "rules/util.h"

/* ---- MySQL, MariaDB ---------------------------------------------------------------------------- */

/* More values than any type that people write: not compared with each other. */
enum { MEMBERS_MAX = 512 };

static bool is_twice(const mg_node *member, const mg_node *type, bool folds)
{
    MG_EACH (other, type) {
        if (other == member)
            return false;
        if (other->kind == E_CONST && (folds ? mg_str_ieq(mg_text(other), mg_text(member)) : mg_str_eq(mg_text(other), mg_text(member))))
            return true;
    }
    return false;
}

static mg_str collation_of(const mg_object *o)
{
    const mg_node *collate = mg_attr(o, A_COLLATE);
    return collate ? mg_text(collate->first ? collate->first : collate) : MG_STR_NONE;
}

static bool is_written(const mg_object *o)
{
    const mg_node *collate = mg_attr(o, A_COLLATE), *charset = mg_attr(o, A_CHARSET);
    return (collate && !(collate->flags & NF_IMPLIED)) || (charset && !(charset->flags & NF_IMPLIED));
}

/* Its collation takes A for a. Where neither it nor its table says one, the database may. */
static bool folds_case(const mg_object *column)
{
    mg_str name = mg_attr(column, A_COLLATE) || is_written(column) || !column->parent ? collation_of(column) : collation_of(column->parent);
    bool known = is_written(column) || (column->parent && is_written(column->parent));
    return known && name.n > 3 && mg_str_iis((mg_str){name.p + name.n - 3, 3}, "_ci");
}

static const char *members_reason(const mg_rule_ctx *rc, const mg_node *type, bool set, bool folds)
{
    uint32_t n = 0;
    MG_EACH (member, type) {
        if (member->kind != E_CONST || n++ > MEMBERS_MAX)
            continue;
        if (set && memchr(mg_text(member).p, ',', mg_text(member).n))
            return "a member of a set has no comma in it (1367)";
        if (is_twice(member, type, folds) && (rc->plan || !mg_rule_sql_mode_is_lax(rc))) /* a plan runs in a session of its own */
            return "a value stands in it twice (1291)";
    }
    return NULL;
}

static const char *digits_reason(const mg_node *type)
{
    const mg_node *first = mg_child(type, E_CONST), *second = first && first->next && first->next->kind == E_CONST ? first->next : NULL;
    mg_str a = mg_text(first), b = mg_text(second);
    bool more = second && (b.n > a.n || (b.n == a.n && memcmp(b.p, a.p, a.n) > 0));
    return more ? "more digits are to stand behind the point than there are (1427)" : NULL;
}

static const char *my_reason(const mg_rule_ctx *rc, const mg_object *column, const mg_node *type)
{
    mg_str name = mg_text(type);
    if (!mg_child(type, E_CONST))
        return NULL;
    if (mg_str_iis(name, "enum") || mg_str_iis(name, "set"))
        return members_reason(rc, type, mg_str_iis(name, "set"), folds_case(column));
    bool digits = mg_str_iis(name, "decimal") || mg_str_iis(name, "float") || mg_str_iis(name, "double");
    return digits ? digits_reason(type) : NULL;
}

/* ---- SQLite -------------------------------------------------------------------------------------- */

static const char *strict_reason(const mg_object *column, const mg_node *type)
{
    static const char *const types[] = {"int", "integer", "real", "text", "blob", "any"};
    if (!column->parent || !mg_attr(column->parent, A_STRICT))
        return NULL;
    if (!type || !mg_text(type).n)
        return "a column of a STRICT table has a type";
    for (size_t i = 0; i < sizeof types / sizeof *types && !type->first; i++)
        if (mg_str_iis(mg_text(type), types[i]))
            return NULL;
    return "a STRICT table has INT, INTEGER, REAL, TEXT, BLOB and ANY alone";
}

/* ---- all -------------------------------------------------------------------------------------------- */

static const char *reason(const mg_rule_ctx *rc, const mg_object *column, const mg_node *type)
{
    if (mg_rule_dialect(rc)->id == MG_SQLITE)
        return strict_reason(column, type);
    const mg_type_limit *limit = type ? mg_fact_type_limit(mg_rule_after(rc), type) : NULL;
    if (limit)
        return limit->says;
    return type && mg_rule_is_mysql(rc) ? my_reason(rc, column, type) : NULL;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *column)
{
    const mg_node *type = mg_attr_first(column, A_TYPE);
    const char *why = column->state & MG_OS_ASSUMED ? NULL : reason(rc, column, type);
    if (!why)
        return;
    mg_str name = mg_rule_name(rc, column), words = type ? mg_rule_sql_type(rc, type) : MG_STR("of no type"), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S is %S, but %s: %S refuses it.", &name, &words, why, &engine);
    mg_rule_suggest(rc, f, "A type that holds the values, within its limits: TEXT or a decimal with fewer digits, for instance.");
    mg_rule_at_object(f, column);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_ALTER_COLUMN_TYPE)
        look(rc, c, c->after);
    else
        mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_fail_column_type_refused = {
    .id = "fail/column-type-refused",
    .title = "a column type that the engine does not take",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "A type has limits. MySQL and MariaDB take 255 characters in a CHAR (1074), 65 digits in a DECIMAL (1426), no more of them behind the point "
        "than there are (1427), 6 behind a second (1426), 64 bits or members of a SET (1439, 1097), and in strict mode no value of an ENUM or SET twice, "
        "be it in another case where the collation said takes it for the same (1291). PostgreSQL takes lengths from 1 on (22023), none of types that have none (42601), and no pseudo-type as a column's (42P16). A "
        "STRICT table of SQLite has six types.",
    .fix =
        "Give the column a type that holds its values, within the type's limits.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8, SQLite 3.40, 3.53",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
