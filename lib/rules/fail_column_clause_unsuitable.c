/* PostgreSQL: what a column's type brings along, and what it does not take. */
#include <string.h>

#include "rules/lint.h"
#include "rules/util.h"

/* ---- serial, which is three clauses ------------------------------------------------------------------ */

static bool is_serial(const mg_node *type)
{
    static const char *const names[] = {"serial", "bigserial", "smallserial", "serial4", "serial8", "serial2"};
    mg_str name = mg_text(type);
    if (name.n < 6 || !memchr("sb", name.p[0], 2) || mg_child(type, N_NAME))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_is(name, names[i]))
            return true;
    return false;
}

static const char *serial_reason(const mg_node *column, const mg_node *type)
{
    if (type->sub)
        return "is an array of serial, which there is not (0A000)";
    if (mg_child(column, A_DEFAULT))
        return "is serial, which is a default already, and has another one (42601)";
    if (mg_child(column, A_NULL))
        return "is serial, which is NOT NULL, and NULL (42601)";
    if (mg_child(column, A_IDENTITY))
        return "is serial, which has a default, and an identity (42601)";
    return mg_child(column, A_GENERATED) ? "is serial, which has a default, and generated (42601)" : NULL;
}

/* ---- types ------------------------------------------------------------------------------------------------ */

static bool is_one_of(const mg_rule_ctx *rc, const mg_node *type, const char *types)
{
    const char *known = type && !mg_child(type, N_NAME) && mg_is_builtin_type(mg_text(type)) ? mg_fact_type_name(mg_rule_dialect(rc), mg_text(type)) : NULL;
    mg_str name = mg_str_of(known ? known : "");
    for (const char *p = types, *end; name.n && *p; p = end + (*end == '|')) {
        end = strchr(p, '|');
        end = end ? end : p + strlen(p);
        if (mg_str_ieq(name, (mg_str){p, (uint32_t)(end - p)}))
            return true;
    }
    return false;
}

#define FIXED "smallint|integer|bigint|real|double precision|boolean|uuid|date|time|timetz|timestamp|timestamptz|interval|money|oid|point"

/* Arrays have what their elements have. */
static bool has_no_collation(const mg_rule_ctx *rc, const mg_node *type)
{
    return is_one_of(rc, type, FIXED "|numeric|bytea|json|jsonb|xml|inet|cidr|bit|varbit|tsvector|tsquery") || is_serial(type);
}

/* Their values have one length, and are neither packed nor kept elsewhere. */
static bool is_fixed(const mg_rule_ctx *rc, const mg_node *type) { return type && !type->sub && is_one_of(rc, type, FIXED); }

static const char *storage_reason(const mg_rule_ctx *rc, const mg_node *type, mg_str storage)
{
    bool plain = mg_str_iis(storage, "plain") || mg_str_iis(storage, "default");
    if (!plain && !mg_str_iis(storage, "external") && !mg_str_iis(storage, "extended") && !mg_str_iis(storage, "main"))
        return "has a STORAGE that there is not (22023)";
    return !plain && is_fixed(rc, type) ? "is of a type that is stored PLAIN alone (0A000)" : NULL;
}

static const char *compression_reason(const mg_rule_ctx *rc, const mg_node *type, mg_str method)
{
    if (mg_str_iis(method, "default"))
        return NULL;
    if (!mg_str_iis(method, "pglz") && !mg_str_iis(method, "lz4"))
        return "has a COMPRESSION that there is not (22023)";
    return is_fixed(rc, type) ? "is of a type that is not compressed (0A000)" : NULL;
}

static const char *clause_reason(const mg_rule_ctx *rc, const mg_node *column, const mg_node *type)
{
    const mg_node *storage = mg_child(column, A_STORAGE), *compression = mg_child(column, A_COMPRESSION);
    const char *why = mg_child(column, A_COLLATE) && has_no_collation(rc, type) ? "is of a type that has no collations (42804)" : NULL;
    if (!why && storage)
        why = storage_reason(rc, type, mg_text(storage));
    return why || !compression ? why : compression_reason(rc, type, mg_text(compression));
}

/* ---- where they stand ----------------------------------------------------------------------------------------- */

static void refuse(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *at, mg_str column, const char *why)
{
    mg_str name = mg_arena_str(rc->arena, column), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, at, "%S%s%S %s: %S refuses the statement.", &st->table, st->table.n ? "." : "", &name, why, &engine);
    mg_rule_suggest(rc, f, "Leave the clause out, or choose another type.");
    mg_rule_block(f);
}

static const char *null_reason(const mg_rule_ctx *rc, const mg_node *column)
{
    if (mg_child(column, A_IDENTITY))
        return "is an identity column, which is NOT NULL, and NULL (42601)";
    MG_EACH (n, column)
        if (n->kind == N_CONSTRAINT && n->sub == MG_CON_PRIMARY_KEY && mg_rule_at_least(rc, 180000))
            return "is the primary key, which is NOT NULL, and NULL (42601)";
    return NULL;
}

/* Few columns have more to say than a type, a default and NOT NULL. */
static bool has_clause(const mg_node *column)
{
    MG_EACH (n, column)
        if (n->kind == A_NULL || n->kind == A_COLLATE || n->kind == A_STORAGE || n->kind == A_COMPRESSION)
            return true;
    return false;
}

static void on_column(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *column)
{
    const mg_node *type = mg_child(column, N_TYPE);
    if (!is_serial(type) && !has_clause(column))
        return;
    const char *why = !is_serial(type) ? NULL : st->info->kind == S_CREATE_TYPE ? "is serial, which tables alone have (42704)" : serial_reason(column, type);
    if (!why && mg_child(column, A_NULL))
        why = null_reason(rc, column);
    if (!why && type)
        why = clause_reason(rc, column, type);
    if (why)
        refuse(rc, st, column, mg_text(column), why);
}

static void on_action(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    if (action->sub != MG_ACT_ALTER_TYPE && action->sub != MG_ACT_SET_STORAGE && action->sub != MG_ACT_SET_COMPRESSION)
        return;
    bool table = st->object && st->object->owner && mg_is_table(st->object->kind) && mg_child_count(st->ast) == 2;
    const mg_object *column = table && mg_text(action).n ? mg_object_child(st->object, MG_O_COLUMN, mg_text(action)) : NULL;
    const mg_node *is = column && !(column->state & MG_OS_ASSUMED) ? mg_attr_first(column, A_TYPE) : NULL, *to = mg_child(mg_child(action, A_TYPE), N_TYPE);
    const char *why = NULL;
    if (action->sub == MG_ACT_ALTER_TYPE && is_serial(to))
        why = "becomes serial, which new columns alone are (42704)";
    else if (action->sub == MG_ACT_ALTER_TYPE && to && mg_child(action, A_COLLATE) && has_no_collation(rc, to))
        why = "becomes of a type that has no collations (42804)";
    else if (action->sub == MG_ACT_SET_STORAGE && mg_child(action, A_STORAGE))
        why = storage_reason(rc, is, mg_text(mg_child(action, A_STORAGE)));
    else if (action->sub == MG_ACT_SET_COMPRESSION && mg_child(action, A_COMPRESSION))
        why = compression_reason(rc, is, mg_text(mg_child(action, A_COMPRESSION)));
    if (why)
        refuse(rc, st, action, mg_text(action), why);
}

static void on_index(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *index)
{
    MG_EACH (key, mg_child(index, A_KEYS)) {
        const mg_node *e = mg_child(key, A_COLLATE) ? key->first : NULL;
        const mg_object *column = e && e->kind == E_COLUMN && st->object && st->object->owner ? mg_object_child(st->object, MG_O_COLUMN, mg_text(e)) : NULL;
        if (column && !(column->state & MG_OS_ASSUMED) && has_no_collation(rc, mg_attr_first(column, A_TYPE)))
            refuse(rc, st, key, column->name, "is of a type that has no collations (42804)");
    }
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    const mg_node *type = n->kind == S_CREATE_DOMAIN ? mg_child(n, N_TYPE) : NULL;
    if (n->kind == N_COLUMN)
        on_column(rc, st, n);
    else if (n->kind == N_ACTION)
        on_action(rc, st, n);
    else if (n->kind == N_INDEX)
        on_index(rc, st, n);
    else if (is_serial(type))
        refuse(rc, st, type, mg_text(mg_child(n, N_QNAME)), "is serial, which tables alone have (42704)");
    else if (type && mg_child(n, A_COLLATE) && has_no_collation(rc, type))
        refuse(rc, st, type, mg_text(mg_child(n, N_QNAME)), "is of a type that has no collations (42804)");
}

const mg_rule mg_rule_fail_column_clause_unsuitable = {
    .id = "fail/column-clause-unsuitable",
    .title = "a clause of a column that its type does not take",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "Serial is a default and NOT NULL: it takes no other default, no NULL and no identity (42601), has no arrays (0A000), and is for new columns alone (42704). An identity is NOT NULL, too, and from 18 on a primary key is not NULL where it stands at its column. Numbers, dates, "
        "uuid, json and bytes have no collations (42804). Types of one length are stored PLAIN and are not compressed (0A000).",
    .fix =
        "Leave the clause out. For numbers that count in a column that is there, ADD GENERATED … AS IDENTITY.",
    .source = "measured on PostgreSQL 15-18",
    .node = on_node,
    .nodes = {N_COLUMN, N_ACTION, N_INDEX, S_CREATE_DOMAIN},
};
