/* CALL p(…) of a procedure that the text made: its DDL is applied like any other, where it surely runs. Migrations write
 *
 *   IF NOT EXISTS (SELECT * FROM information_schema.columns WHERE table_name = 't' AND column_name = 'c') THEN
 *     ALTER TABLE t ADD c int; END IF;
 *   SET @sql = CONCAT('ALTER TABLE ', table_name, ' DROP INDEX ', index_name); PREPARE s FROM @sql; EXECUTE s;
 *
 * because neither server has IF NOT EXISTS for all of it. Conditions and texts are worked out from the model and the arguments. What
 * stands in loops, in handlers and in branches of which nothing is known is left out, and what variables hold behind those is unknown. */
#include "dialect/mysql/call.h"

#include <stddef.h>

#define FRAMES_MAX 64
#define BYTES_MAX (32u << 20) /* of all bodies that one schema's CALLs go through: a script may call one for each row */

/* PERHAPS: where it is needed, which is for its statements to say. */
typedef enum mode { RUNS, PERHAPS, SKIPPED, UNCLEAR } mode;

typedef struct body {
    mg_my_call *c;
    const char *src;
    const mg_token *t;
    uint32_t n, at, depth;
    bool gave_up, has_handlers;
    bool is_over; /* LEAVE, RETURN, SIGNAL: nothing runs up to the end of the frame */
    uint32_t over_until;
    mg_my_value result;
    const mg_node *given; /* of a SET outside of routines: the value of its next variable, as it was parsed; or NULL */
    mg_str labels[FRAMES_MAX];
    mg_my_variables variables;
} body;

/* The lists are long, and few of their places are ever used. */
static void begin(body *b, mg_my_call *c, const char *src)
{
    memset(b, 0, offsetof(body, labels));
    b->variables.n = 0;
    b->c = c;
    b->src = src;
}

static void statement(body *b, mode m);
static bool run_routine(mg_my_call *c, const mg_object *routine, const mg_my_value *args, uint32_t n, body *b);

/* ---- tokens ---------------------------------------------------------------------------------------- */

static int kind(const body *b, uint32_t i) { return i < b->n ? b->t[i].kind : MG_T_EOF; }
static mg_str text_at(const body *b, uint32_t i) { return i < b->n ? (mg_str){b->src + b->t[i].off, b->t[i].len} : MG_STR_NONE; }

static bool word(const body *b, uint32_t i, const char *z)
{
    return i < b->n && !(b->t[i].flags & MG_TF_QUOTED) && b->t[i].kind != MG_T_STRING && mg_str_iis(text_at(b, i), z);
}

/* The words that statements begin with, and those that end a list of them. */
typedef enum verb {
    V_OTHER, V_BEGIN, V_BRANCHES, V_LOOP, V_LEAVE, V_RETURN, V_SIGNAL, V_END, V_SET, V_SELECT, V_PREPARE, V_EXECUTE, V_CALL, V_FETCH
} verb;

static verb verb_at(const body *b, uint32_t i)
{
    static const struct {
        const char *word;
        verb is;
    } rows[] = {
        {"set", V_SET},       {"if", V_BRANCHES},  {"end", V_END},         {"execute", V_EXECUTE}, {"prepare", V_PREPARE}, {"select", V_SELECT}, {"call", V_CALL},
        {"begin", V_BEGIN},   {"else", V_END},     {"elseif", V_END},      {"when", V_END},        {"until", V_END},       {"case", V_BRANCHES}, {"loop", V_LOOP},
        {"while", V_LOOP},    {"repeat", V_LOOP},  {"for", V_LOOP},        {"leave", V_LEAVE},     {"return", V_RETURN},   {"signal", V_SIGNAL}, {"resignal", V_SIGNAL},
        {"fetch", V_FETCH},   {"get", V_FETCH},
    };
    for (size_t k = 0; i < b->n && k < sizeof rows / sizeof *rows; k++)
        if (word(b, i, rows[k].word))
            return rows[k].is;
    return V_OTHER;
}

static mg_str name_at(const body *b, uint32_t i)
{
    return i < b->n ? mg_token_value(&b->c->tmp, b->c->s->dialect->lex_mode, b->src, &b->t[i]) : MG_STR_NONE;
}

static mg_str text_of(const body *b, uint32_t from, uint32_t to)
{
    if (from >= to || to > b->n)
        return MG_STR_NONE;
    const mg_token *last = &b->t[to - 1];
    return (mg_str){b->src + b->t[from].off, last->off + last->len - b->t[from].off};
}

/* The next such word, or ';', outside of parentheses and CASE … END; b->n when there is none. */
static uint32_t find(const body *b, uint32_t from, const char *z)
{
    uint32_t parens = 0, cases = 0;
    for (uint32_t i = from; i < b->n; i++) {
        int k = b->t[i].kind;
        bool outside = !parens && !cases;
        if (outside && (k == MG_T_SEMI ? !z : z && word(b, i, z)))
            return i;
        if (outside && k == MG_T_SEMI)
            return b->n;
        parens += k == MG_T_LP;
        parens -= k == MG_T_RP && parens;
        cases += word(b, i, "case");
        cases -= word(b, i, "end") && cases;
    }
    return b->n;
}

/* Where the statement at hand ends. */
static uint32_t end_of(const body *b)
{
    uint32_t i = b->at;
    while (i < b->n && b->t[i].kind != MG_T_SEMI)
        i++;
    return i;
}

static void skip_statement(body *b)
{
    b->at = end_of(b);
    b->at += b->at < b->n;
}

static void skip_semi(body *b) { b->at += kind(b, b->at) == MG_T_SEMI; }

/* Behind the word; gives up when it does not come. */
static void skip_behind(body *b, const char *z)
{
    uint32_t i = find(b, b->at, z);
    b->gave_up |= i == b->n;
    b->at = i + (i < b->n);
}

/* ---- expressions ------------------------------------------------------------------------------------- */

typedef struct reading {
    body *b;
    mg_my_value *out;
    uint32_t n;
    bool known;
    const mg_node *kept;
} reading;

static bool eval_query(const mg_statement *st, void *user_data)
{
    reading *r = user_data;
    const mg_node *query = st->ast && st->ast->kind == S_SELECT ? st->ast->first : st->ast;
    mg_my_scope scope = {.variables = &r->b->variables};
    if (st->understood != MG_NOT_UNDERSTOOD && query && query->kind == Q_SELECT)
        r->known = mg_my_eval_targets(r->b->c, &scope, query, r->out, r->n);
    return false;
}

/* The tokens [from, to) as a statement, behind SELECT where they are an expression. */
static void parse_run(body *b, uint32_t from, uint32_t to, bool is_expression, mg_statement_fn fn, void *user_data)
{
    uint32_t n = to - from, first = is_expression;
    mg_token *t = from < to ? mg_arena_raw(&b->c->tmp, (first + n + 1) * sizeof *t) : NULL;
    if (!t)
        return;
    t[0] = (mg_token){.kind = MG_T_SELECT, .off = b->t[from].off - 1};
    memcpy(t + first, b->t + from, n * sizeof *t);
    n += first;
    t[n] = (mg_token){.kind = MG_T_EOF, .off = t[n - 1].off + t[n - 1].len};
    mg_source source = {.name = b->c->st->source->name, .text = {b->src, t[n].off}};
    mg_parse_tokens(&b->c->tmp, b->c->s->ctx, b->c->s->dialect, b->c->s->engine_version, &source, t, n, fn, user_data);
}

static void forget_missed(mg_my_value *v, uint32_t n, bool missed)
{
    for (uint32_t i = 0; i < n; i++)
        v[i].missed = missed;
}

/* What each target of the query, or the one expression, comes to. */
static bool query_values(body *b, uint32_t from, uint32_t to, bool is_expression, mg_my_value *out, uint32_t n)
{
    reading r = {.b = b, .out = out, .n = n};
    for (uint32_t i = 0; i < n; i++)
        out[i] = (mg_my_value){.is = MG_MY_UNKNOWN};
    b->c->missed = false;
    parse_run(b, from, to, is_expression, eval_query, &r);
    forget_missed(out, n, b->c->missed);
    return r.known;
}

static mg_my_value value_of(body *b, const mg_node *expr)
{
    mg_my_scope scope = {.variables = &b->variables};
    b->c->missed = false;
    mg_my_value v = mg_my_eval(b->c, &scope, expr);
    v.missed = b->c->missed;
    return v;
}

static mg_my_value value(body *b, uint32_t from, uint32_t to)
{
    mg_my_value v;
    if (to == from + 1 && kind(b, from) == MG_T_VARIABLE)
        return value_of(b, &(mg_node){.kind = E_VARIABLE, .p = b->src + b->t[from].off, .n = b->t[from].len});
    query_values(b, from, to, true, &v, 1);
    return v;
}

/* ---- variables ---------------------------------------------------------------------------------------- */

/* What outlives the statement. */
static void put(mg_my_call *c, mg_my_variables *list, mg_str name, mg_my_value v)
{
    mg_my_variable *variable = mg_my_variable_of(list, name, false);
    if (!variable)
        variable = mg_my_variable_of(list, mg_arena_str(&c->s->arena, name), true);
    if (!variable)
        return;
    variable->value = v;
    if (v.text.n)
        variable->value.text = mg_arena_str(&c->s->arena, v.text);
}

static void set(body *b, mg_str name, mg_my_value v)
{
    bool of_user = name.n && name.p[0] == '@';
    if (of_user)
        put(b->c, &b->c->users, name, v);
    mg_my_variable *variable = of_user ? NULL : mg_my_variable_of(&b->variables, name, false);
    if (variable)
        variable->value = v;
}

/* Behind what may have run or not. */
static void forget(body *b)
{
    mg_my_variables *lists[] = {&b->variables, &b->c->users, &b->c->prepared};
    for (size_t k = 0; k < 3; k++)
        for (uint32_t i = 0; i < lists[k]->n; i++)
            lists[k]->at[i].value = (mg_my_value){.is = MG_MY_UNKNOWN};
}

static uint32_t next_comma(const body *b, uint32_t from, uint32_t end)
{
    uint32_t parens = 0;
    for (; from < end; from++) {
        parens += b->t[from].kind == MG_T_LP;
        parens -= b->t[from].kind == MG_T_RP && parens;
        if (!parens && b->t[from].kind == MG_T_COMMA)
            break;
    }
    return from;
}

static mg_my_value next_given(body *b)
{
    const mg_node *expr = b->given;
    b->given = expr->next;
    return value_of(b, expr);
}

/* SET a = 1, @b = a */
static void set_variables(body *b, uint32_t end)
{
    for (uint32_t i = b->at + 1, to; i < end; i = to + 1) {
        to = next_comma(b, i, end);
        bool assigns = kind(b, i + 1) == MG_T_EQ || kind(b, i + 1) == MG_T_COLON_EQ;
        if (assigns)
            set(b, name_at(b, i), b->given && kind(b, i) == MG_T_VARIABLE ? next_given(b) : value(b, i + 2, to));
    }
}

/* DECLARE a, b int DEFAULT 0 */
static void declare_variables(body *b, uint32_t end)
{
    uint32_t first = b->at + 1, i = first, is = first;
    while (is < end && !word(b, is, "default"))
        is++;
    mg_my_value v = {.is = MG_MY_NULL};
    if (is < end)
        v = value(b, is + 1, end);
    for (; i < end; i += 2) {
        mg_my_variable *variable = mg_my_variable_of(&b->variables, name_at(b, i), true);
        b->gave_up |= !variable;
        if (variable)
            variable->value = v;
        if (kind(b, i + 1) != MG_T_COMMA)
            break;
    }
}

/* What a handler sets may change at any statement. */
static void spoil(body *b, uint32_t from)
{
    for (uint32_t i = from; i < b->at; i++) {
        bool sets = kind(b, i + 1) == MG_T_EQ || kind(b, i + 1) == MG_T_COLON_EQ;
        mg_str name = sets ? name_at(b, i) : MG_STR_NONE;
        if (name.n && name.p[0] == '@')
            put(b->c, &b->c->users, name, (mg_my_value){.is = MG_MY_UNKNOWN});
        mg_my_variable *v = name.n && name.p[0] != '@' ? mg_my_variable_of(&b->variables, name, true) : NULL;
        if (v)
            v->spoiled = true;
    }
}

static void declaration(body *b)
{
    uint32_t end = find(b, b->at, NULL), handler = b->at + 2;
    if (word(b, handler, "handler")) {
        uint32_t i = handler + 2;
        for (;;) { /* SQLSTATE VALUE '42S01', NOT FOUND, 1050 */
            i += word(b, i, "sqlstate") + word(b, i + 1, "value") + (word(b, i, "not") && word(b, i + 1, "found")) + 1;
            if (kind(b, i) != MG_T_COMMA)
                break;
            i++;
        }
        b->has_handlers = true;
        b->at = i;
        statement(b, SKIPPED);
        spoil(b, i);
        return;
    }
    bool plain = !word(b, b->at + 2, "condition") && !word(b, b->at + 2, "cursor");
    if (plain)
        declare_variables(b, end);
    skip_statement(b);
}

/* ---- statements ------------------------------------------------------------------------------------------ */

static bool put_place(mg_node *n, void *user_data)
{
    const mg_my_call *c = user_data;
    if (n->len) {
        n->off = c->st->off;
        n->len = c->st->len;
    }
    return true;
}

/* CALL, EXECUTE and the like carry no schema, and may not run inside of what runs. */
static bool is_program_kind(int kind) { return kind == S_CALL || kind == S_OTHER; }

static bool apply_inner(const mg_statement *inner, void *user_data)
{
    mg_my_call *c = user_data;
    mg_statement st = *inner;
    if (inner->understood == MG_NOT_UNDERSTOOD || !inner->ast || is_program_kind(inner->ast->kind))
        return true;
    mg_walk(inner->ast, put_place, c);
    st.index = c->st->index;
    st.source = c->st->source;
    st.off = c->st->off;
    st.len = c->st->len;
    if (c->s->assumed)
        mg_schema_assume(c->s, &st);
    mg_schema_apply(c->s, &st);
    return !mg_failed(c->s->ctx);
}

static bool is_ddl(mg_str text)
{
    static const char *const words[] = {"create", "alter", "drop", "rename", "grant", "revoke"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t n = (uint32_t)strlen(words[i]);
        bool is = text.n > n && mg_str_iis((mg_str){text.p, n}, words[i]);
        if (is && strchr(" \t\r\n/", text.p[n]))
            return true;
    }
    return false;
}

/* What only perhaps runs says nothing of what is wrong with it. */
static void forget_said(mg_my_call *c, uint32_t n_said, uint32_t n_dropped)
{
    c->s->diags.list.n = n_said;
    c->s->diags.dropped = n_dropped;
}

static void apply_text(mg_my_call *c, mg_str text, bool perhaps)
{
    while (text.n && strchr(" \t\r\n", text.p[0]))
        text = (mg_str){text.p + 1, text.n - 1};
    if (!is_ddl(text))
        return;
    uint32_t n_said = c->s->diags.list.n, n_dropped = c->s->diags.dropped;
    mg_source source = {.name = c->st->source->name, .text = mg_arena_str(&c->tmp, text)};
    if (!source.text.p)
        return;
    mg_parse_source(c->s->ctx, c->s->dialect, c->s->engine_version, &source, NULL, apply_inner, c);
    mg_lines_free(&source.lines);
    if (perhaps)
        forget_said(c, n_said, n_dropped);
}

/* The same of a statement in the body. */
static void apply_run(body *b, uint32_t end, bool perhaps)
{
    uint32_t n_said = b->c->s->diags.list.n, n_dropped = b->c->s->diags.dropped;
    if (!is_ddl(text_of(b, b->at, end)))
        return;
    parse_run(b, b->at, end, false, apply_inner, b->c);
    if (perhaps)
        forget_said(b->c, n_said, n_dropped);
}

/* `this database`.t is t. None: the text says its name elsewhere. */
static mg_str without_database(mg_my_call *c, mg_str text)
{
    static const char *const spellings[] = {"`" MG_MY_THIS_DATABASE "`.", MG_MY_THIS_DATABASE "."};
    if (!text.n || !memchr(text.p, MG_MY_THIS_DATABASE[0], text.n))
        return text;
    mg_buf b;
    mg_buf_init(&b, &c->s->ctx->alloc);
    bool left = false;
    for (uint32_t i = 0; i < text.n; i++) {
        uint32_t skip = 0;
        for (size_t k = 0; k < 2 && !skip; k++) {
            uint32_t n = (uint32_t)strlen(spellings[k]);
            skip = i + n <= text.n && memcmp(text.p + i, spellings[k], n) == 0 ? n : 0;
        }
        left |= !skip && text.p[i] == MG_MY_THIS_DATABASE[0];
        if (skip)
            i += skip - 1;
        else
            mg_buf_char(&b, text.p[i]);
    }
    mg_str out = left ? MG_STR_NONE : mg_buf_take(&b, &c->tmp);
    mg_buf_free(&b);
    return out;
}

/* PREPARE s FROM @sql */
static void prepare(body *b, uint32_t end)
{
    if (word(b, b->at + 2, "from"))
        put(b->c, &b->c->prepared, name_at(b, b->at + 1), value(b, b->at + 3, end));
}

/* EXECUTE s, EXECUTE IMMEDIATE 'text' */
static void execute(body *b, uint32_t end, bool perhaps)
{
    bool immediate = word(b, b->at + 1, "immediate");
    const mg_my_variable *s = immediate ? NULL : mg_my_variable_of(&b->c->prepared, name_at(b, b->at + 1), false);
    mg_my_value v = immediate ? value(b, b->at + 2, end) : s ? s->value : (mg_my_value){.is = MG_MY_UNKNOWN};
    bool plain = immediate || end == b->at + 2;
    perhaps |= v.missed && b->c->s->assumed;
    if (plain && v.is == MG_MY_TEXT)
        apply_text(b->c, without_database(b->c, v.text), perhaps);
}

/* SELECT a, b INTO x, y */
static void select_into(body *b, uint32_t end)
{
    uint32_t into = find(b, b->at, "into"), n = 0;
    mg_my_value values[16];
    mg_str names[16];
    if (into >= end)
        return;
    for (uint32_t i = into + 1; i < end && n < 16; i += 2) {
        names[n++] = name_at(b, i);
        if (kind(b, i + 1) != MG_T_COMMA)
            break;
    }
    query_values(b, b->at, end, false, values, n);
    for (uint32_t i = 0; i < n; i++)
        set(b, names[i], values[i]);
}

static bool keep_call(const mg_statement *st, void *user_data)
{
    reading *r = user_data;
    if (st->understood != MG_NOT_UNDERSTOOD && st->ast && st->ast->kind == S_CALL)
        r->kept = st->ast;
    return false;
}

/* What a procedure leaves in its OUT arguments. */
static void take_out(body *b, const mg_node *given, const mg_object *routine, const body *inner)
{
    const mg_node *e = given ? given->first : NULL;
    MG_EACH (arg, mg_attr(routine, A_ARGS)) {
        const mg_my_variable *v = mg_my_variable_of((mg_my_variables *)&inner->variables, mg_text(arg), false);
        if (e && arg->sub != MG_ARG_IN && (e->kind == E_COLUMN || e->kind == E_VARIABLE))
            set(b, mg_text(e), v && !v->spoiled ? v->value : (mg_my_value){.is = MG_MY_UNKNOWN});
        e = e ? e->next : NULL;
    }
}

static void call(body *b, const mg_node *ast)
{
    const mg_object *procedure = mg_resolve(b->c->s, MG_O_PROCEDURE, mg_child(ast, N_QNAME));
    const mg_node *given = mg_child(ast, A_ARGS);
    mg_my_value args[FRAMES_MAX];
    uint32_t n = 0;
    MG_EACH (e, given) {
        if (n == FRAMES_MAX)
            return;
        args[n++] = value_of(b, e);
    }
    body *inner = procedure ? mg_arena_raw(&b->c->tmp, sizeof *inner) : NULL;
    if (inner && run_routine(b->c, procedure, args, n, inner))
        take_out(b, given, procedure, inner);
    else
        forget(b);
}

static void call_inside(body *b, uint32_t end)
{
    reading r = {.b = b};
    parse_run(b, b->at, end, false, keep_call, &r);
    if (r.kept)
        call(b, r.kept);
}

/* FETCH, GET DIAGNOSTICS, @x := 1 */
static bool sets_otherwise(const body *b, verb is, uint32_t end)
{
    bool sets = is == V_FETCH;
    for (uint32_t i = b->at; i < end && !sets && is != V_SET; i++)
        sets = b->t[i].kind == MG_T_COLON_EQ;
    return sets;
}

static void run_sql(body *b, verb is, uint32_t end, bool perhaps)
{
    if (sets_otherwise(b, is, end)) {
        forget(b);
        return;
    }
    switch (is) {
    case V_SET: set_variables(b, end); break;
    case V_SELECT: select_into(b, end); break;
    case V_PREPARE: prepare(b, end); break;
    case V_EXECUTE: execute(b, end, perhaps); break;
    case V_CALL: call_inside(b, end); break;
    default: apply_run(b, end, perhaps); break;
    }
}

static void sql(body *b, verb is, mode m)
{
    uint32_t end = end_of(b);
    if (m == RUNS || m == PERHAPS)
        run_sql(b, is, end, m == PERHAPS || b->has_handlers);
    b->at = end + (end < b->n);
}

/* ---- frames -------------------------------------------------------------------------------------------------- */

static void list(body *b, mode m)
{
    while (b->at < b->n && !b->gave_up && verb_at(b, b->at) != V_END)
        statement(b, b->is_over ? SKIPPED : m);
}

static bool enter(body *b, mg_str label)
{
    if (b->depth == FRAMES_MAX)
        b->gave_up = true;
    else
        b->labels[b->depth++] = label;
    return !b->gave_up;
}

/* END, END IF, END LOOP label */
static void leave(body *b)
{
    b->gave_up |= !word(b, b->at, "end");
    skip_statement(b);
    b->depth--;
    if (b->is_over && b->over_until > b->depth)
        b->is_over = false;
}

/* Nothing more runs up to the end of the frame with that label; of the body, if there is none. */
static void be_over(body *b, mg_str label)
{
    uint32_t until = 0;
    for (uint32_t i = b->depth; label.n && i-- > 0 && !until;)
        if (mg_str_ieq(b->labels[i], label))
            until = i + 1;
    b->over_until = b->is_over && b->over_until < until ? b->over_until : until;
    b->is_over = true;
}

static mode branch(const body *b, mode around, mg_my_value v)
{
    bool known = v.is == MG_MY_NUMBER || v.is == MG_MY_NULL, holds = v.is == MG_MY_NUMBER && v.number;
    if (!known || (!holds && v.missed && b->c->s->assumed))
        return UNCLEAR;
    if (!holds)
        return SKIPPED;
    return v.missed && b->c->s->assumed ? PERHAPS : around;
}

/* IF … THEN, CASE WHEN … THEN, and what follows up to END. */
static void branches(body *b, mode m, mg_str label)
{
    bool is_case = word(b, b->at, "case"), searched = !is_case || word(b, b->at + 1, "when"), unclear = m == UNCLEAR, settled = false;
    if (!enter(b, label))
        return;
    if (is_case)
        b->at = find(b, b->at + 1, "when");
    while (b->at < b->n && !b->gave_up && !word(b, b->at, "end")) {
        mode here = m;
        if (word(b, b->at, "else")) {
            b->at++;
        } else {
            uint32_t first = b->at + 1;
            skip_behind(b, "then");
            if (m == RUNS || m == PERHAPS)
                here = settled ? SKIPPED : unclear || b->gave_up || !searched ? UNCLEAR : branch(b, m, value(b, first, b->at - 1));
        }
        here = settled ? SKIPPED : unclear ? UNCLEAR : here;
        settled |= here == RUNS || here == PERHAPS;
        unclear |= here == UNCLEAR;
        list(b, here);
    }
    leave(b);
    if (unclear && m != UNCLEAR && m != SKIPPED)
        forget(b);
}

/* LOOP, WHILE … DO, REPEAT … UNTIL …, FOR … DO */
static void loop(body *b, mode m, mg_str label)
{
    bool has_head = word(b, b->at, "while") || word(b, b->at, "for");
    if (!enter(b, label))
        return;
    b->at++;
    if (has_head)
        skip_behind(b, "do");
    list(b, m == SKIPPED ? m : UNCLEAR);
    if (word(b, b->at, "until")) {
        uint32_t end = find(b, b->at, "end");
        b->gave_up |= end == b->n;
        b->at = end;
    }
    leave(b);
    if (m != SKIPPED)
        forget(b);
}

static void block(body *b, mode m, mg_str label)
{
    b->at += word(b, b->at + 1, "not") ? 3 : 1; /* BEGIN NOT ATOMIC */
    if (!enter(b, label))
        return;
    while (word(b, b->at, "declare") && !b->gave_up)
        declaration(b);
    list(b, m);
    leave(b);
}

static void statement(body *b, mode m)
{
    mg_str label = MG_STR_NONE;
    if (kind(b, b->at + 1) == MG_T_COLON) {
        label = name_at(b, b->at);
        b->at += 2;
    }
    uint32_t i = b->at;
    verb is = verb_at(b, i);
    switch (is) {
    case V_BEGIN: block(b, m, label); break;
    case V_BRANCHES: branches(b, m, label); break;
    case V_LOOP: loop(b, m, label); break;
    case V_LEAVE:
    case V_RETURN:
    case V_SIGNAL:
        if (is == V_RETURN && m == RUNS)
            b->result = value(b, i + 1, end_of(b));
        if (m != SKIPPED && !(is == V_SIGNAL && m == UNCLEAR)) /* a script that runs through does not come by a SIGNAL */
            be_over(b, is == V_LEAVE ? name_at(b, i + 1) : MG_STR_NONE);
        skip_statement(b);
        break;
    default:
        if (kind(b, i) == MG_T_SEMI)
            skip_semi(b);
        else
            sql(b, is, m);
    }
}

/* ---- routines --------------------------------------------------------------------------------------------------- */

static void take_arguments(body *b, const mg_object *routine, const mg_my_value *args, uint32_t n)
{
    uint32_t i = 0;
    MG_EACH (arg, mg_attr(routine, A_ARGS)) {
        mg_my_variable *v = mg_my_variable_of(&b->variables, mg_text(arg), true);
        if (v && arg->sub == MG_ARG_OUT)
            v->value = (mg_my_value){.is = MG_MY_NULL};
        else if (v && i < n)
            v->value = args[i];
        b->gave_up |= !v;
        i++;
    }
    b->gave_up |= i != n;
}

/* The servers let no routine call itself, as they are set up. */
static bool is_running(const mg_my_call *c, const mg_object *routine)
{
    for (uint32_t i = 0; i < c->depth; i++)
        if (c->running[i] == routine)
            return true;
    return false;
}

/* False: it was not gone through, and nothing is known of what it leaves. */
static bool run_routine(mg_my_call *c, const mg_object *routine, const mg_my_value *args, uint32_t n, body *b)
{
    mg_str text = mg_attr_text(routine, A_BODY), copy = MG_STR_NONE;
    bool may = c->depth < MG_MY_CALLS && !is_running(c, routine) && text.n && c->s->called <= BYTES_MAX - (text.n < BYTES_MAX ? text.n : BYTES_MAX);
    if (may)
        copy = mg_arena_str(&c->tmp, text);
    mg_lexer *lexer = copy.p ? mg_lexer_new(&c->s->ctx->alloc, c->s->dialect->lex_mode, c->s->engine_version, copy.p, copy.n) : NULL;
    if (!lexer)
        return false;
    begin(b, c, copy.p);
    c->s->called += text.n;
    c->running[c->depth++] = routine;
    take_arguments(b, routine, args, n);
    if (!b->gave_up && mg_lexer_all(lexer, &b->t, &b->n))
        statement(b, RUNS);
    c->depth--;
    mg_lexer_free(lexer);
    return b->n && !b->gave_up;
}

mg_my_value mg_my_call_function(mg_my_call *c, const mg_object *function, const mg_my_value *args, uint32_t n)
{
    body *b = mg_arena_raw(&c->tmp, sizeof *b);
    uint32_t expr_depth = c->expr_depth;
    bool missed = c->missed, ran = b && run_routine(c, function, args, n, b);
    c->expr_depth = expr_depth;
    c->missed = missed || (ran && b->result.missed);
    return ran ? b->result : (mg_my_value){.is = MG_MY_UNKNOWN};
}

/* ---- statements of the text ---------------------------------------------------------------------------------------- */

/* A statement outside of routines goes through like a body of its own. */
void mg_my_run(mg_my_call *c)
{
    const mg_statement *st = c->st;
    body outside;
    begin(&outside, c, st->source->text.p);
    if (st->ast->kind == S_CALL) {
        call(&outside, st->ast);
        return;
    }
    outside.t = st->tokens;
    outside.n = st->n_tokens;
    outside.given = st->values ? st->values->first : NULL;
    statement(&outside, RUNS);
}
