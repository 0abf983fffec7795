/* What type an expression has: enough to tell a cast that the server added
 * from one that somebody wrote because it matters. */
#include "normalise/pg.h"

static const mg_pg_type_of unknown = {{NULL, 0}, 0, false};

static mg_pg_type_of simple(const char *name)
{
    return (mg_pg_type_of){mg_str_of(name), 0, false};
}

bool mg_pg_is(mg_pg_type_of t, const char *name)
{
    return !t.dims && mg_str_is(t.name, name);
}

bool mg_pg_is_text_like(mg_pg_type_of t)
{
    return mg_pg_is(t, "text") || mg_pg_is(t, "varchar") || mg_pg_is(t, "bpchar") || mg_pg_is(t, "char") ||
           mg_pg_is(t, "name") || mg_pg_is(t, "citext");
}

int mg_pg_number_rank(mg_str name)
{
    static const char *const ranks[] = {"int2", "int4", "int8", "numeric", "float4", "float8"};
    for (int i = 0; i < 6; i++)
        if (mg_str_is(name, ranks[i]))
            return i + 1;
    return 0;
}

bool mg_pg_is_number(mg_pg_type_of t)
{
    return !t.dims && mg_pg_number_rank(t.name) > 0;
}

static mg_str short_name(const mg_dialect *d, mg_str name)
{
    static const struct {
        const char *from, *to;
    } names[] = {
        {"integer", "int4"}, {"int", "int4"}, {"bigint", "int8"}, {"smallint", "int2"}, {"boolean", "bool"}, {"double precision", "float8"},
        {"real", "float4"}, {"character varying", "varchar"}, {"character", "bpchar"}, {"char", "bpchar"}, {"decimal", "numeric"},
        {"timestamp with time zone", "timestamptz"}, {"timestamp without time zone", "timestamp"},
        {"time with time zone", "timetz"}, {"time without time zone", "time"}, {"\"char\"", "char"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_is(name, names[i].from))
            return mg_str_of(names[i].to);
    return name;
}

mg_pg_type_of mg_pg_type_node(const mg_norm *n, const mg_node *type)
{
    for (int i = 0; type && i < 8; i++) {
        mg_pg_type_of t = {short_name(n->d, mg_text(type)), type->sub, mg_child(type, E_CONST) != NULL};
        mg_str schema = mg_qname_schema(type);
        const mg_object *domain = schema.n ? mg_schema_find(n->s, MG_O_DOMAIN, schema, mg_text(type)) : NULL;
        if (!domain)
            return t;
        type = mg_attr_first(domain, A_TYPE);
    }
    return unknown;
}

/* ---- calls -------------------------------------------------------------------------- */

static mg_pg_type_of type_of_total(const mg_norm *n, const mg_node *call)
{
    mg_pg_type_of t = call->first && mg_is_expr(call->first) ? mg_pg_type(n, call->first) : unknown;
    if (!mg_pg_is_number(t))
        return unknown;
    if (mg_pg_is(t, "float4") || mg_pg_is(t, "float8"))
        return mg_is_call(call, "avg") ? simple("float8") : t;
    bool small = mg_pg_is(t, "int2") || mg_pg_is(t, "int4");
    return simple(small && mg_is_call(call, "sum") ? "int8" : "numeric");
}

static mg_pg_type_of type_of_call(const mg_norm *n, const mg_node *call)
{
    static const struct {
        const char *name, *type;
    } known[] = {
        {"now", "timestamptz"}, {"current_timestamp", "timestamptz"}, {"transaction_timestamp", "timestamptz"},
        {"statement_timestamp", "timestamptz"}, {"clock_timestamp", "timestamptz"}, {"localtimestamp", "timestamp"},
        {"current_date", "date"}, {"lower", "text"}, {"upper", "text"}, {"length", "int4"}, {"char_length", "int4"},
        {"octet_length", "int4"}, {"concat", "text"}, {"concat_ws", "text"}, {"replace", "text"}, {"md5", "text"}, {"substring", "text"},
        {"substr", "text"}, {"btrim", "text"}, {"ltrim", "text"}, {"rtrim", "text"}, {"to_char", "text"}, {"left", "text"},
        {"right", "text"}, {"lpad", "text"}, {"rpad", "text"}, {"initcap", "text"}, {"split_part", "text"}, {"regexp_replace", "text"},
        {"format", "text"}, {"quote_ident", "text"}, {"current_setting", "text"}, {"encode", "text"}, {"translate", "text"},
        {"reverse", "text"}, {"string_agg", "text"}, {"jsonb_extract_path_text", "text"}, {"json_extract_path_text", "text"},
        {"jsonb_typeof", "text"}, {"json_typeof", "text"}, {"count", "int8"}, {"extract", "numeric"}, {"date_part", "float8"}, {"random", "float8"},
        {"sqrt", "float8"}, {"array_length", "int4"}, {"cardinality", "int4"}, {"row_number", "int8"}, {"rank", "int8"},
        {"position", "int4"}, {"strpos", "int4"}, {"nextval", "int8"}, {"gen_random_uuid", "uuid"}, {"current_user", "name"},
        {"session_user", "name"}, {"current_role", "name"}, {"user", "name"}, {"to_tsvector", "tsvector"}, {"pi", "float8"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (mg_is_call(call, known[i].name))
            return simple(known[i].type);
    static const char *const same[] = {"coalesce", "greatest", "least", "nullif", "max", "min", "abs", "lag", "lead", "first_value", "last_value"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (mg_is_call(call, same[i])) {
            MG_EACH(arg, call) {
                mg_pg_type_of t = mg_is_expr(arg) ? mg_pg_type(n, arg) : unknown;
                if (t.name.n)
                    return t;
            }
        }
    if (mg_is_call(call, "sum") || mg_is_call(call, "avg"))
        return type_of_total(n, call);
    mg_str schema = mg_qname_schema(call);
    const mg_object *f = schema.n ? mg_schema_find_routine(n->s, MG_O_FUNCTION, schema, mg_text(call), MG_STR_NONE) : NULL;
    const mg_node *returns = mg_attr_first(f, A_RETURNS);
    return returns && returns->kind == N_TYPE ? mg_pg_type_node(n, returns) : unknown;
}

/* ---- operators ------------------------------------------------------------------------- */

static bool is_one_of(mg_str s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (mg_str_is(s, list[i]))
            return true;
    return false;
}

static mg_pg_type_of type_of_op(const mg_norm *n, const mg_node *op)
{
    static const char *const tests[] = {"and", "or", "not", "=", "<>", "<", "<=", ">", ">=", "like", "ilike", "~", "~*", "!~", "!~*",
                                        "@>", "<@", "&&", "?", "?|", "?&", "similar to", "@@", "overlaps"};
    static const char *const sums[] = {"+", "-", "*", "/", "%"};
    mg_str name = mg_text(op);
    if (is_one_of(name, tests, sizeof tests / sizeof *tests))
        return simple("bool");
    if (mg_str_is(name, "->>") || mg_str_is(name, "#>>"))
        return simple("text");
    mg_pg_type_of a = mg_pg_type(n, op->first), b = mg_second(op) ? mg_pg_type(n, mg_second(op)) : a;
    if (mg_str_is(name, "||"))
        return mg_pg_is_text_like(a) || mg_pg_is_text_like(b) ? simple("text") : a.name.n ? a : b;
    if (mg_str_is(name, "->") || mg_str_is(name, "#>"))
        return a;
    if (!is_one_of(name, sums, sizeof sums / sizeof *sums))
        return unknown;
    if (mg_pg_is_number(a) && mg_pg_is_number(b))
        return mg_pg_number_rank(a.name) >= mg_pg_number_rank(b.name) ? a : b;
    if (mg_pg_is(a, "timestamptz") || mg_pg_is(a, "timestamp"))
        return mg_pg_is(b, "interval") ? a : unknown;
    return unknown;
}

static mg_pg_type_of type_of_field(const mg_norm *n, const mg_node *field)
{
    const mg_node *type = field->first && field->first->kind == E_COLUMN ? mg_norm_column_type(n, field->first) : NULL;
    mg_str schema = type ? mg_qname_schema(type) : MG_STR_NONE;
    const mg_object *composite = schema.n ? mg_schema_find(n->s, MG_O_TYPE, schema, mg_text(type)) : NULL;
    MG_EACH(a, mg_attr(composite, A_ATTRIBUTES))
        if (mg_str_eq(mg_text(a), mg_text(field)) && mg_child(a, N_TYPE))
            return mg_pg_type_node(n, mg_child(a, N_TYPE));
    return unknown;
}

static mg_pg_type_of type_of_const(const mg_node *c)
{
    if (c->sub == MG_CONST_TRUE || c->sub == MG_CONST_FALSE)
        return simple("bool");
    if (c->sub != MG_CONST_NUMBER)
        return unknown;
    uint32_t digits = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->p[i] == '.' || c->p[i] == 'e' || c->p[i] == 'E')
            return simple("numeric");
        digits += mg_is_digit(c->p[i]);
    }
    return simple(digits > 18 ? "numeric" : digits > 9 ? "int8" : "int4");
}

mg_pg_type_of mg_pg_type(const mg_norm *n, const mg_node *e)
{
    switch (e->kind) {
    case E_CONST:
        return type_of_const(e);
    case E_COLUMN: {
        const mg_node *type = mg_norm_column_type(n, e);
        return type ? mg_pg_type_node(n, type) : unknown;
    }
    case E_CAST:
        return mg_second(e) ? mg_pg_type_node(n, mg_second(e)) : unknown;
    case E_CALL:
        return type_of_call(n, e);
    case E_OP:
        return e->first ? type_of_op(n, e) : unknown;
    case E_IN:
    case E_BETWEEN:
    case E_IS:
    case E_EXISTS:
    case E_QUANTIFIED:
        return simple("bool");
    case E_COLLATE:
        return e->first ? mg_pg_type(n, e->first) : unknown;
    case E_CASE:
        MG_EACH(w, e) {
            const mg_node *result = w->kind == E_WHEN ? mg_second(w) : w->kind == A_ELSE ? w->first : NULL;
            mg_pg_type_of t = result ? mg_pg_type(n, result) : unknown;
            if (t.name.n)
                return t;
        }
        return unknown;
    case E_FIELD:
        return type_of_field(n, e);
    case E_INDEX: {
        mg_pg_type_of t = e->first ? mg_pg_type(n, e->first) : unknown;
        return t.dims ? (mg_pg_type_of){t.name, 0, t.has_mods} : unknown;
    }
    case E_AT_TIME_ZONE: {
        mg_pg_type_of t = e->first ? mg_pg_type(n, e->first) : unknown;
        return mg_pg_is(t, "timestamptz") ? simple("timestamp") : mg_pg_is(t, "timestamp") ? simple("timestamptz") : unknown;
    }
    default:
        return unknown;
    }
}

bool mg_pg_knows_type(const mg_schema *s, const mg_object *table, const mg_node *expr)
{
    mg_norm n = {.s = (mg_schema *)(uintptr_t)s, .d = s->dialect, .table = table};
    return mg_pg_type(&n, expr).name.n > 0;
}

/* Types of which the server prints a value otherwise than it may be written, and of which no rule here knows how. */
bool mg_pg_has_notations(const mg_node *type)
{
    static const char *const names[] = {
        "interval", "money", "jsonb", "inet", "cidr", "macaddr", "macaddr8", "bytea", "point", "line", "lseg", "box", "path", "polygon",
        "circle", "tsvector", "tsquery", "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange", "hstore", "timestamp with time zone",
        "timestamptz",
    };
    return type->sub > 0 || is_one_of(mg_text(type), names, sizeof names / sizeof *names);
}
