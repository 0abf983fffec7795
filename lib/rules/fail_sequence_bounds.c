/* The server looks at a sequence's numbers together. */
#include "rules/limits.h"
#include "rules/lint.h"
#include "rules/util.h"

typedef struct numbers {
    const mg_rule_ctx *rc;
    const mg_node *options;     /* children N_PARAM */
    bool fresh;                 /* what is not said is as the server makes it; else it may be what it was */
    int64_t low, high;          /* of the type; 0, 0: not looked at */
} numbers;

static const mg_node *option(const mg_node *options, const char *name)
{
    MG_EACH (p, options)
        if (p->kind == N_PARAM && mg_str_is(mg_text(p), name))
            return p->first;
    return NULL;
}

/* False where it is not said, or too long to be read. */
static bool read_option(const numbers *n, const char *name, int64_t *out)
{
    const mg_node *value = option(n->options, name);
    mg_limit l = value ? mg_limit_read(value) : (mg_limit){0};
    *out = l.number;
    return value && l.kind == MG_LIMIT_NUMBER;
}

static const char *steps_reason(const numbers *n)
{
    int64_t by, cache;
    if (read_option(n, "increment", &by) && by == 0 && mg_rule_dialect(n->rc)->id == MG_POSTGRES)
        return "has an INCREMENT of 0";
    return read_option(n, "cache", &cache) && cache < (mg_rule_dialect(n->rc)->id == MG_POSTGRES) ? "has a CACHE that is not above 0" : NULL;
}

static const char *reason(const numbers *n)
{
    int64_t by = 1, least = 0, most = 0, start;
    const char *why = steps_reason(n);
    if (why)
        return why;
    bool down = read_option(n, "increment", &by) && by < 0, starts = read_option(n, "start", &start);
    bool has_least = read_option(n, "minvalue", &least), has_most = read_option(n, "maxvalue", &most);
    if (n->high && ((has_least && (least < n->low || least > n->high)) || (has_most && (most > n->high || most < n->low))))
        return "has a bound that is out of its type's range";
    if (n->fresh && !down && !option(n->options, "minvalue"))
        has_least = true, least = 1;
    if (n->fresh && down && !option(n->options, "maxvalue"))
        has_most = true, most = -1;
    if (has_least && has_most && least >= most)
        return "has a MINVALUE that is not below its MAXVALUE";
    if (starts && ((has_least && start < least) || (has_most && start > most)))
        return "starts outside of its bounds";
    return NULL;
}

static void judge(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o, const char *what, const char *why)
{
    mg_str name = mg_rule_name(rc, o), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%s %S %s: %S refuses it (%s).", what, &name, why, &engine, mg_rule_is_mysql(rc) ? "4085" : "22023");
    mg_rule_suggest(rc, f, "MINVALUE below MAXVALUE, START between them, and both within the type.");
    mg_rule_at_object(f, o);
    mg_rule_block(f);
}

static void set_range(numbers *n, mg_str type)
{
    bool small = mg_str_is(type, "smallint"), normal = mg_str_is(type, "integer");
    n->high = small ? INT16_MAX : normal ? INT32_MAX : 0;
    n->low = small ? INT16_MIN : normal ? INT32_MIN : 0;
}

static void look_at_sequence(const mg_rule_ctx *rc, const mg_change *c, const mg_object *sequence)
{
    numbers n = {.rc = rc, .options = mg_attr(sequence, A_SEQUENCE), .fresh = c->type == MG_C_CREATE};
    const mg_node *as = option(n.options, "as");
    mg_str type = mg_text(as);
    bool whole = !as || mg_rule_is_mysql(rc) || mg_str_is(type, "smallint") || mg_str_is(type, "integer") || mg_str_is(type, "bigint");
    set_range(&n, mg_rule_is_mysql(rc) ? MG_STR_NONE : type);
    const char *why = !whole && mg_is_builtin_type(type) ? "is of a type that is none of smallint, integer and bigint" : reason(&n);
    if (why)
        judge(rc, c, sequence, "Sequence", why);
}

static void look_at_identity(const mg_rule_ctx *rc, const mg_change *c, const mg_object *column)
{
    numbers n = {.rc = rc, .options = mg_attr(column, A_IDENTITY), .fresh = c->type != MG_C_ALTER_IDENTITY || !c->before || !mg_attr(c->before, A_IDENTITY)};
    if (!n.options || (column->state & MG_OS_ASSUMED) || mg_rule_is_mysql(rc))
        return;
    mg_str type = mg_text(mg_attr_first(column, A_TYPE));
    set_range(&n, type);
    bool whole = !mg_is_builtin_type(type) || mg_str_is(type, "unknown") || mg_str_is(type, "smallint") || mg_str_is(type, "integer") || mg_str_is(type, "bigint");
    const char *why = whole ? reason(&n) : "is of a type that is none of smallint, integer and bigint";
    if (why)
        judge(rc, c, column, "The identity column", why);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->after && c->after->kind == MG_O_SEQUENCE && !(c->after->flags & MG_OF_IMPLIED) && !(c->after->state & MG_OS_ASSUMED))
        look_at_sequence(rc, c, c->after);
    else if (c->type == MG_C_ALTER_IDENTITY && c->after)
        look_at_identity(rc, c, c->after);
    else
        mg_rule_each_new(rc, c, MG_O_COLUMN, look_at_identity);
}

/* ---- as it is written: where the numbers go on, in PostgreSQL ------------------------------------------------ */

/* What the statement says, else what the sequence says, else what the server made of it. */
static int64_t value_of(const numbers *said, const numbers *was, const char *name, int64_t made)
{
    int64_t v;
    return read_option(said, name, &v) || read_option(was, name, &v) ? v : made;
}

static bool says_none(const mg_node *options, const char *name)
{
    MG_EACH (p, options)
        if (p->kind == N_PARAM && mg_str_is(mg_text(p), name))
            return true;
    return false;
}

static const char *restart_reason(const mg_rule_ctx *rc, const mg_node *options, const mg_node *stands, mg_str type)
{
    numbers said = {.rc = rc, .options = options}, was = {.rc = rc, .options = stands};
    int64_t at, by = value_of(&said, &was, "increment", 1);
    if (says_none(options, "no minvalue") || says_none(options, "no maxvalue") || option(options, "as"))
        return NULL;
    set_range(&was, type);
    int64_t low = by < 0 ? (was.low ? was.low : INT64_MIN) : 1, high = by < 0 ? -1 : was.high ? was.high : INT64_MAX;
    int64_t least = value_of(&said, &was, "minvalue", low), most = value_of(&said, &was, "maxvalue", high);
    return read_option(&said, "restart", &at) && (at < least || at > most) ? "goes on outside of its bounds" : NULL;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *action)
{
    const mg_node *options = mg_child(action, A_SEQUENCE), *qname = mg_child(st->ast, N_QNAME);
    if (mg_rule_dialect(rc)->id != MG_POSTGRES || !option(options, "restart") || !qname)
        return;
    const mg_object *o = mg_schema_resolve((mg_schema *)(uintptr_t)rc->lint->state, MG_O_NONE, qname);
    const mg_object *column = o && mg_is_table(o->kind) ? mg_object_child(o, MG_O_COLUMN, mg_text(action)) : NULL;
    const mg_node *stands = column ? mg_attr(column, A_IDENTITY) : o && o->kind == MG_O_SEQUENCE ? mg_attr(o, A_SEQUENCE) : NULL;
    if (!o || (o->state & MG_OS_ASSUMED) || (column && (column->state & MG_OS_ASSUMED)) || (!column && o->kind != MG_O_SEQUENCE) || (column && !stands))
        return;
    mg_str type = column ? mg_text(mg_attr_first(column, A_TYPE)) : mg_text(option(stands, "as"));
    const char *why = restart_reason(rc, options, stands, type);
    if (!why)
        return;
    mg_str name = mg_rule_name(rc, column ? column : o), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, action, "%s %S %s: %S refuses it (22023).", column ? "The identity column" : "Sequence", &name, why, &engine);
    mg_rule_suggest(rc, f, "RESTART between MINVALUE and MAXVALUE, and both within the type.");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_sequence_bounds = {
    .id = "fail/sequence-bounds",
    .title = "a sequence whose options contradict each other",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MARIADB,
    .why =
        "MINVALUE has to be below MAXVALUE, START and RESTART between them, both in the range of the type, INCREMENT not 0 and CACHE above 0: PostgreSQL refuses any other "
        "sequence or identity column with 22023, and identities of other types than smallint, integer and bigint; MariaDB refuses bounds that contradict with 4085.",
    .fix =
        "Say MINVALUE along with a START below 1, and MAXVALUE with one above; leave the others out.",
    .source = "measured on PostgreSQL 15-18, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ALTER) | MG_ON(MG_C_REPLACE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ALTER_IDENTITY),
    .change = on_change,
    .node = on_node,
    .nodes = {N_ACTION},
};
