/* MySQL, MariaDB: functions with several names, operators with several
 * spellings, NOT pushed down, truth made explicit. */
#include <string.h>

#include "normalise/my.h"

/* ---- literals ------------------------------------------------------------------- */

/* _utf8mb4'x' is 'x': the server writes the connection's character set out. TRUE is 1. */
mg_node *mg_my_rule_literal(mg_norm *n, mg_node *node)
{
    if (node->kind == E_CONST) {
        mg_my_introducer(n, node);
        if ((node->sub == MG_CONST_HEX || node->sub == MG_CONST_BITS) && node->n > 2 && node->p[0] == '0' &&
            (node->p[1] == 'x' || node->p[1] == 'b')) { /* 0xff, 0b1 */
            node->p += 2;
            node->n -= 2;
        }
        if (node->sub == MG_CONST_TRUE || node->sub == MG_CONST_FALSE) {
            mg_norm_set_text(node, node->sub == MG_CONST_TRUE ? "1" : "0");
            node->sub = MG_CONST_NUMBER;
        }
    }
    if (node->kind == E_CAST && mg_second(node) && mg_second(node)->kind == N_TYPE) {
        mg_node *charset = mg_child(mg_second(node), A_CHARSET);
        if (charset && node->sub != 4)
            mg_node_remove(mg_second(node), charset); /* cast(x as char charset utf8mb4) */
        if (node->sub == 3)
            node->sub = 0; /* CONVERT(x, type) */
    }
    return node;
}

/* ---- calls --------------------------------------------------------------------------- */

typedef struct mg_synonym {
    const char *name, *is;
} synonym;

static const synonym synonyms[] = {
    {"now", "current_timestamp"}, {"localtime", "current_timestamp"}, {"localtimestamp", "current_timestamp"},
    {"current_date", "curdate"}, {"current_time", "curtime"}, {"lcase", "lower"}, {"ucase", "upper"},
    {"octet_length", "length"}, {"substring", "substr"}, {"mid", "substr"}, {"position", "locate"},
    {"character_length", "char_length"}, {"pow", "power"}, {"ceil", "ceiling"}, {"day", "dayofmonth"},
    {"session_user", "user"}, {"system_user", "user"}, {"schema", "database"}, {"std", "stddev"}, {"stddev_pop", "stddev"},
    {"variance", "var_pop"}, {"adddate", "date_add"}, {"subdate", "date_sub"}, {"json_compact", "json_compact"},
};

static void drop_keywords(mg_node *call)
{
    for (mg_node *c = call->first, *next; c; c = next) {
        next = c->next;
        if (c->kind == N_KEYWORD)
            mg_node_remove(call, c);
    }
}

/* trim (x FROM y) is trim (BOTH x FROM y) */
static void both_sides(mg_norm *n, mg_node *call)
{
    bool side = false, from = false;
    MG_EACH(c, call) {
        from |= c->kind == N_KEYWORD && mg_str_iis(mg_text(c), "from");
        side |= c->kind == N_KEYWORD && (mg_str_iis(mg_text(c), "both") || mg_str_iis(mg_text(c), "leading") ||
                                         mg_str_iis(mg_text(c), "trailing"));
    }
    mg_node *both = from && !side ? mg_norm_new(n, N_KEYWORD, MG_STR("both")) : NULL;
    if (!both)
        return;
    both->next = call->first;
    call->first = both;
}

/* timestampadd(hour, 1, x) is x + INTERVAL 1 HOUR */
static mg_node *plus_interval(mg_norm *n, mg_node *call)
{
    mg_node *unit = call->first, *amount = mg_second(call), *x = amount ? amount->next : NULL;
    if (!x || x->next || unit->kind != E_COLUMN)
        return call;
    mg_node *interval = mg_norm_new(n, E_INTERVAL, mg_text(unit));
    amount->next = NULL;
    mg_node *made = interval ? mg_norm_op(n, "+", x, mg_node_add(interval, amount)) : NULL;
    return made ? made : call;
}

/* GROUP_CONCAT (… SEPARATOR ',') */
static void usual_separator(mg_node *call)
{
    mg_node *word = NULL;
    MG_EACH(c, call)
        if (c->kind == N_KEYWORD && mg_str_iis(mg_text(c), "separator"))
            word = c;
    if (!word || !word->next || !mg_str_is(mg_text(word->next), ","))
        return;
    mg_node_remove(call, word->next);
    mg_node_remove(call, word);
}

static bool is_unqualified(const mg_node *call)
{
    return !call->first || call->first->kind != N_NAME;
}

/* current_timestamp(0), curdate() … */
static void drop_zero(mg_node *call)
{
    if ((mg_is_call(call, "current_timestamp") || mg_is_call(call, "curtime")) && mg_is_const(call->first, MG_CONST_NUMBER) &&
        mg_str_is(mg_text(call->first), "0") && !call->first->next)
        mg_node_remove(call, call->first);
}

/* count(*) is count(0) */
static void count_all(mg_norm *n, mg_node *call)
{
    mg_node *arg = call->first;
    if (!mg_is_call(call, "count") || !mg_is_const(arg, MG_CONST_NUMBER))
        return;
    arg->kind = E_COLUMN;
    arg->sub = 0;
    mg_norm_set_text(arg, "*");
}

static mg_node *two_as_op(mg_norm *n, mg_node *call, const char *op)
{
    mg_node *a = call->first, *b = mg_second(call);
    if (!b || b->next || !mg_is_expr(a) || !mg_is_expr(b))
        return call;
    a->next = b->next = NULL;
    mg_node *made = mg_norm_op(n, op, a, b);
    return made ? made : call;
}

static mg_node *call_of(mg_norm *n, const char *name, mg_node *arg)
{
    mg_node *call = mg_norm_new(n, E_CALL, mg_str_of(name));
    if (!call)
        return NULL;
    return mg_node_add(call, arg);
}

/* j -> '$.a' */
static mg_node *json_arrow(mg_norm *n, mg_node *op)
{
    bool unquoted = mg_is_op(op, "->>");
    if (!(unquoted || mg_is_op(op, "->")) || !mg_second(op))
        return op;
    mg_node *a = op->first, *b = a->next;
    a->next = b->next = NULL;
    mg_node *call = mg_node_add(call_of(n, "json_extract", a), b);
    mg_node *made = unquoted && call ? call_of(n, "json_unquote", call) : call;
    return made ? made : op;
}

mg_node *mg_my_rule_call(mg_norm *n, mg_node *node)
{
    if (node->kind != E_CALL || !is_unqualified(node))
        return node;
    mg_node_lower(&n->s->arena, node);
    if (mg_is_call(node, "substring") || mg_is_call(node, "substr") || mg_is_call(node, "position"))
        drop_keywords(node);
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
        if (mg_str_is(mg_text(node), synonyms[i].name)) {
            mg_norm_set_text(node, synonyms[i].is);
            break;
        }
    node->sub = 0; /* current_timestamp, current_timestamp() */
    if (mg_is_call(node, "trim"))
        both_sides(n, node);
    if (mg_is_call(node, "timestampadd"))
        return plus_interval(n, node);
    drop_zero(node);
    count_all(n, node);
    usual_separator(node);
    if (mg_second(node) && mg_second(node)->kind == E_INTERVAL && !mg_second(node)->next) {
        if (mg_is_call(node, "date_add"))
            return two_as_op(n, node, "+");
        if (mg_is_call(node, "date_sub"))
            return two_as_op(n, node, "-");
    }
    if (mg_is_call(node, "regexp_like"))
        return two_as_op(n, node, "regexp");
    if (mg_is_call(node, "mod"))
        return two_as_op(n, node, "%");
    return node;
}

/* ---- operators ----------------------------------------------------------------------------- */

/* || is OR unless sql_mode says otherwise. */
bool mg_my_pipes_concat(const mg_schema *s)
{
    const mg_str *mode = mg_map_get(&s->settings, MG_STR("sql_mode"));
    static const char *const words[] = {"PIPES_AS_CONCAT", "ANSI", "ORACLE"};
    for (size_t w = 0; mode && w < sizeof words / sizeof *words; w++) {
        uint32_t k = (uint32_t)strlen(words[w]);
        for (uint32_t i = 0; i + k <= mode->n; i++)
            if (mg_str_iis((mg_str){mode->p + i, k}, words[w]))
                return true;
    }
    return false;
}

static void one_spelling(mg_node *op)
{
    static const synonym ops[] = {{"&&", "and"}, {"!=", "<>"}, {"mod", "%"}, {"rlike", "regexp"}, {"!", "not"}};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (mg_is_op(op, ops[i].name))
            mg_norm_set_text(op, ops[i].is);
}

static mg_node *signed_number(mg_norm *n, mg_node *op)
{
    mg_node *c = op->first;
    if (mg_second(op) || !mg_is_const(c, MG_CONST_NUMBER))
        return op;
    if (mg_is_op(op, "+"))
        return c;
    if (!mg_is_op(op, "-") || !c->n || c->p[0] == '-')
        return op;
    mg_str digits = mg_text(c), text = mg_arena_printf(&n->s->arena, "-%S", &digits);
    if (!text.p)
        return op;
    c->p = text.p;
    c->n = text.n;
    return c;
}

static mg_node *single_in(mg_norm *n, mg_node *in)
{
    mg_node *left = in->first, *item = mg_second(in);
    if (!item || item->next || !mg_is_expr(item) || item->kind == E_SUBQUERY)
        return in;
    left->next = NULL;
    mg_node *op = mg_norm_op(n, in->flags & NF_NOT ? "<>" : "=", left, item);
    return op ? op : in;
}

mg_node *mg_my_rule_operator(mg_norm *n, mg_node *node)
{
    if (node->kind == E_IN && node->first)
        return single_in(n, node);
    if (node->kind != E_OP || !node->first)
        return node;
    one_spelling(node);
    if (mg_is_op(node, "||") && !mg_my_pipes_concat(n->s))
        mg_norm_set_text(node, "or");
    node = mg_norm_row_comparison(n, json_arrow(n, node));
    return node->kind == E_OP ? signed_number(n, node) : node;
}

/* ---- truth -------------------------------------------------------------------------------------- */

static bool is_truth(const mg_node *e)
{
    static const char *const tests[] = {"=", "<>", "<", "<=", ">", ">=", "<=>", "and", "or", "xor", "not", "like", "regexp",
                                        "sounds like", "member of"};
    if (e->kind == E_IN || e->kind == E_BETWEEN || e->kind == E_IS || e->kind == E_EXISTS || e->kind == E_QUANTIFIED || e->kind == E_MATCH)
        return true;
    if (mg_is_call(e, "json_valid") || mg_is_call(e, "json_contains") || mg_is_call(e, "regexp_like") || e->kind == E_RAW)
        return true;
    for (size_t i = 0; e->kind == E_OP && i < sizeof tests / sizeof *tests; i++)
        if (mg_is_op(e, tests[i]))
            return true;
    return mg_is_const(e, MG_CONST_NUMBER);
}

static mg_node *number(mg_norm *n, const char *z)
{
    mg_node *c = mg_norm_new(n, E_CONST, mg_str_of(z));
    if (c)
        c->sub = MG_CONST_NUMBER;
    return c;
}

static bool is_zero(const mg_node *e)
{
    return mg_is_const(e, MG_CONST_NUMBER) && mg_str_is(mg_text(e), "0");
}

static mg_node *zero_last(mg_node *e)
{
    mg_node *zero = e->first, *x = zero->next;
    e->first = x;
    x->next = zero;
    zero->next = NULL;
    e->last = zero;
    return e;
}

/* a AND b: (0 <> a) and (0 <> b) */
static mg_node *explicit_truth(mg_norm *n, mg_node *e)
{
    bool kept = e->kind == E_CONST && e->sub == MG_CONST_STRING && n->s->dialect->id == MG_MARIADB; /* a = 1 OR 'x' */
    if (is_truth(e) || !mg_is_expr(e) || kept)
        return e;
    e->next = NULL;
    mg_node *made = mg_norm_op(n, "<>", e, number(n, "0"));
    return made ? made : e;
}

mg_node *mg_my_rule_logic(mg_norm *n, mg_node *node)
{
    bool tests_truth = node->kind == E_IS && (mg_str_is(mg_text(node), "true") || mg_str_is(mg_text(node), "false"));
    if (tests_truth)
        mg_norm_each(n, node, explicit_truth);
    if ((mg_is_op(node, "=") || mg_is_op(node, "<>")) && is_zero(node->first) && mg_second(node) && !is_zero(mg_second(node)))
        return zero_last(node);
    if ((!mg_is_op(node, "and") && !mg_is_op(node, "or") && !mg_is_op(node, "xor")) || !mg_second(node))
        return node;
    mg_norm_each(n, node, explicit_truth);
    return mg_is_op(node, "xor") ? node : mg_norm_chain(n, node);
}

/* ---- NOT -------------------------------------------------------------------------------------- */

static const char *opposite(mg_str op)
{
    static const synonym pairs[] = {{"=", "<>"}, {"<>", "="}, {"<", ">="}, {">=", "<"}, {">", "<="}, {"<=", ">"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (mg_str_is(op, pairs[i].name))
            return pairs[i].is;
    return NULL;
}

static mg_node *negate(mg_norm *n, mg_node *e, int depth);

static mg_node *negate_both(mg_norm *n, mg_node *e, int depth)
{
    mg_node *a = e->first, *b = a->next;
    a->next = b->next = NULL;
    a = negate(n, a, depth + 1);
    b = negate(n, b, depth + 1);
    mg_node *made = a && b ? mg_norm_op(n, mg_is_op(e, "and") ? "or" : "and", a, b) : NULL;
    return made;
}

/* The server pushes NOT down as far as it goes. NULL when it has to stay. */
static mg_node *negate(mg_norm *n, mg_node *e, int depth)
{
    mg_node *stays = NULL;
    if (depth < 400 && (mg_is_op(e, "and") || mg_is_op(e, "or")) && mg_second(e))
        stays = negate_both(n, e, depth);
    else if (e->kind == E_IN || e->kind == E_BETWEEN || e->kind == E_IS || e->kind == E_EXISTS || mg_is_op(e, "like") ||
             mg_is_op(e, "regexp"))
        e->flags ^= NF_NOT, stays = e;
    else if (e->kind == E_OP && mg_second(e) && opposite(mg_text(e)))
        mg_norm_set_text(e, opposite(mg_text(e))), stays = e;
    if (stays)
        return stays;
    mg_node *op = mg_norm_new(n, E_OP, MG_STR("not"));
    return op ? mg_node_add(op, e) : e;
}

mg_node *mg_my_rule_not(mg_norm *n, mg_node *node)
{
    if (!mg_is_op(node, "not") || mg_second(node) || !node->first)
        return node;
    mg_node *e = node->first;
    if (mg_is_op(e, "not") && !mg_second(e))
        return node;
    if (!is_truth(e) && mg_is_expr(e)) { /* !a */
        e->next = NULL;
        mg_node *made = mg_norm_op(n, "=", e, number(n, "0"));
        return made ? made : node;
    }
    bool moves = e->kind == E_IN || e->kind == E_BETWEEN || e->kind == E_IS || e->kind == E_EXISTS || mg_is_op(e, "like") ||
                 mg_is_op(e, "regexp") || (e->kind == E_OP && mg_second(e) && (opposite(mg_text(e)) || mg_is_op(e, "and") || mg_is_op(e, "or")));
    if (!moves)
        return node;
    e->next = NULL;
    mg_node *made = negate(n, e, 0);
    return made ? made : node;
}

/* ---- names ------------------------------------------------------------------------------------------- */

/* `A` where the table says `a` */
static void declared_case(const mg_norm *n, mg_node *node)
{
    const mg_object *column = n->table && !n->scope ? mg_object_child(n->table, MG_O_COLUMN, mg_text(node)) : NULL;
    if (!column)
        return;
    node->p = column->name.p;
    node->n = column->name.n;
}

mg_node *mg_my_rule_names(mg_norm *n, mg_node *node)
{
    if (node->kind == E_COLUMN)
        declared_case(n, node);
    if (node->kind == E_COLUMN && !n->scope && n->table && node->first && node->first->kind == N_NAME) {
        mg_str last = MG_STR_NONE;
        MG_EACH(q, node)
            if (q->kind == N_NAME)
                last = mg_text(q);
        if (mg_str_eq(last, n->table->name))
            while (node->first && node->first->kind == N_NAME)
                mg_node_remove(node, node->first);
    }
    return node;
}

/* ---- FROM: the server joins what commas listed, and turns right joins round --------------------------- */

static mg_node *join_of(mg_norm *n, mg_node *left, mg_node *right)
{
    mg_node *join = mg_norm_new(n, Q_JOIN, MG_STR("inner"));
    left->next = right->next = NULL;
    return mg_node_add(mg_node_add(join, left), right);
}

static void join_list(mg_norm *n, mg_node *from)
{
    mg_node *left = from->first;
    mg_node *next = left ? left->next : NULL;
    while (next) {
        mg_node *right = next;
        next = right->next;
        mg_node *join = join_of(n, left, right);
        if (!join)
            return;
        left = join;
        from->first = from->last = left;
        left->next = next;
    }
}

static void turn_join(mg_node *join)
{
    mg_str kind = mg_text(join);
    if (mg_str_is(kind, "cross"))
        mg_norm_set_text(join, "inner");
    mg_node *left = join->first, *right = mg_second(join);
    if (!mg_str_is(kind, "right") || !right)
        return;
    mg_node *rest = right->next;
    mg_norm_set_text(join, "left");
    join->first = right;
    right->next = left;
    left->next = rest;
    if (!rest)
        join->last = left;
}

mg_node *mg_my_rule_from(mg_norm *n, mg_node *node)
{
    if (node->kind == Q_JOIN)
        turn_join(node);
    if (node->kind == A_FROM && node->first && node->first->next)
        join_list(n, node);
    return node;
}
