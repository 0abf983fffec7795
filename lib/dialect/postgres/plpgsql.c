/* The frame of a PL/pgSQL body: blocks, loops, their ends and labels, what EXIT, RETURN, RAISE and OPEN are given. SQL inside
 * is passed over, or shown to a visitor. What is not clear is taken. */
#include "dialect/postgres/plpgsql.h"

#include "dialect/dialect.h"
#include "lex/scan.h"

#define FRAMES_MAX 64
#define CURSORS_MAX 32
#define PARAMS_MAX 16
#define NAMES_MAX 256

typedef enum frame_kind { FRAME_BLOCK, FRAME_LOOP, FRAME_IF, FRAME_CASE } frame_kind;

typedef struct frame {
    frame_kind kind;
    mg_pg_branch around, here; /* the frame as a whole, and the branch that is being read */
    bool is_settled;           /* of an IF: no later branch is taken, as far as one can tell */
    mg_str label;
} frame;

typedef struct cursor {
    mg_str name;
    bool is_bound; /* CURSOR FOR …, not a refcursor */
    uint32_t n;
    mg_str params[PARAMS_MAX];
} cursor;

typedef struct body {
    mg_parse *ps;
    const char *src;
    const mg_token *t;
    uint32_t n, at;
    uint32_t depth, n_cursors;
    uint32_t n_names, n_labels;
    mg_pg_return returns;
    bool gave_up, has_handlers;
    const mg_pg_visitor *visitor; /* or NULL */
    mg_str why; /* what is wrong */
    frame frames[FRAMES_MAX]; /* these are large, and not cleared: an entry is set when it is added */
    cursor cursors[CURSORS_MAX];
    mg_str names[NAMES_MAX];   /* of a DO block: variables declared so far, of loops too */
    mg_str labels[FRAMES_MAX]; /* all so far */
} body;

/* ---- tokens ---- */

static mg_str text_at(const body *b, uint32_t i)
{
    return i < b->n ? (mg_str){b->src + b->t[i].off, b->t[i].len} : MG_STR_NONE;
}

static bool is_word(const body *b, uint32_t i, const char *z)
{
    return !(b->t[i].flags & MG_TF_QUOTED) && b->t[i].kind != MG_T_STRING && mg_str_iis(text_at(b, i), z);
}

/* A statement's first word is compared with twenty: mostly one letter tells. */
static inline bool word(const body *b, uint32_t i, const char *z)
{
    return i < b->n && (b->src[b->t[i].off] | 0x20) == (*z | 0x20) && is_word(b, i, z);
}

static bool one_of(const body *b, uint32_t i, const char *const *words)
{
    for (; *words; words++)
        if (word(b, i, *words))
            return true;
    return false;
}

static int kind(const body *b, uint32_t i) { return i < b->n ? b->t[i].kind : MG_T_EOF; }

static bool is_name(const body *b, uint32_t i)
{
    return i < b->n && ((b->t[i].flags & MG_TF_QUOTED) || (kind(b, i) != MG_T_STRING && b->t[i].hash));
}

static mg_str folded(const body *b, uint32_t i)
{
    return b->ps->dialect->fold ? b->ps->dialect->fold(b->ps->arena, text_at(b, i), (b->t[i].flags & MG_TF_QUOTED) != 0) : text_at(b, i);
}

static void wrong(body *b, mg_str why)
{
    if (!b->why.n)
        b->why = why;
}

static void wrong_at(body *b, const char *format, uint32_t i)
{
    mg_str t = text_at(b, i);
    wrong(b, mg_arena_printf(b->ps->arena, format, &t));
}

/* To the word, or a terminator, outside of parentheses and of CASE … END. False when it does not come. */
static bool skip_to(body *b, const char *end)
{
    uint32_t parens = 0, cases = 0;
    for (; b->at < b->n; b->at++) {
        int k = kind(b, b->at);
        if (k == MG_T_LP || k == MG_T_LB)
            parens++;
        else if ((k == MG_T_RP || k == MG_T_RB) && parens)
            parens--;
        else if (parens)
            continue;
        else if (!cases && (end ? word(b, b->at, end) : k == MG_T_SEMI))
            return true;
        else if (k == MG_T_SEMI)
            return false;
        else if (k == MG_T_CASE)
            cases++;
        else if (k == MG_T_END && cases)
            cases--;
    }
    return false;
}

static void skip_statement(body *b)
{
    while (b->at < b->n && kind(b, b->at) != MG_T_SEMI)
        b->at++;
    b->at += b->at < b->n;
}

/* Behind the word; gives up when it is not there. */
static void skip_behind(body *b, const char *end)
{
    if (skip_to(b, end))
        b->at++;
    else
        b->gave_up = true;
}

/* ---- frames ---- */

static void push(body *b, frame_kind k, mg_str label)
{
    if (b->depth == FRAMES_MAX) {
        b->gave_up = true;
        return;
    }
    mg_pg_branch around = b->depth ? b->frames[b->depth - 1].here : MG_PG_TAKEN;
    mg_pg_branch here = k == FRAME_BLOCK ? around : MG_PG_NOT_TAKEN; /* of loops and cases nothing is known */
    b->frames[b->depth++] = (frame){.kind = k, .around = around, .here = here, .label = label};
}

/* A label behind END or END LOOP has to be the one in front. */
static void close_label(body *b, const frame *f)
{
    if (is_name(b, b->at)) {
        mg_str label = folded(b, b->at);
        if (!f->label.n)
            wrong_at(b, "end label '%S' stands behind a block without a label", b->at);
        else if (!mg_str_eq(label, f->label))
            wrong_at(b, "end label '%S' is not the label of the block that ends here", b->at);
        b->at++;
    }
    if (b->at < b->n && kind(b, b->at) == MG_T_SEMI)
        b->at++;
    else if (b->depth || b->at < b->n)
        wrong_at(b, "expected ';' behind END, found '%S'", b->at);
}

static void close_frame(body *b)
{
    static const char *const words[] = {"if", "case", "loop"};
    static const frame_kind kinds[] = {FRAME_IF, FRAME_CASE, FRAME_LOOP};
    b->at++;
    if (!b->depth) {
        b->gave_up = true;
        return;
    }
    frame f = b->frames[--b->depth];
    frame_kind said = FRAME_BLOCK;
    for (int i = 0; i < 3; i++)
        if (word(b, b->at, words[i]))
            said = kinds[i];
    if (said != f.kind) {
        wrong(b, said == FRAME_BLOCK ? MG_STR("END wants IF, CASE or LOOP behind it here") : MG_STR("this END closes what is not open"));
        return;
    }
    b->at += said != FRAME_BLOCK;
    close_label(b, &f);
}

/* ---- declarations ---- */

static void declare(body *b, uint32_t i)
{
    if (b->returns == MG_PG_RETURN_DO && b->n_names < NAMES_MAX && is_name(b, i))
        b->names[b->n_names++] = folded(b, i);
}

static bool is_among(const mg_str *list, uint32_t n, mg_str name)
{
    for (uint32_t i = 0; i < n; i++)
        if (mg_str_eq(list[i], name))
            return true;
    return false;
}

/* A DO block has no arguments: what it assigns to was declared, or is behind a label. */
static bool is_variable(const body *b, uint32_t i)
{
    if (b->returns != MG_PG_RETURN_DO || b->n_names == NAMES_MAX || b->n_labels == FRAMES_MAX || word(b, i, "found"))
        return true;
    if (is_among(b->names, b->n_names, folded(b, i)))
        return true;
    return is_among(b->labels, b->n_labels, folded(b, i)) && kind(b, i + 1) == MG_T_DOT &&
           is_among(b->names, b->n_names, folded(b, i + 2));
}

static void declare_cursor(body *b, uint32_t name, uint32_t from)
{
    cursor *c = &b->cursors[b->n_cursors];
    *c = (cursor){.name = folded(b, name), .is_bound = !word(b, from, "refcursor")};
    uint32_t i = from + 1, parens = 0;
    for (bool fresh = true; kind(b, from + 1) == MG_T_LP && i < b->n; i++) {
        int k = kind(b, i);
        parens += k == MG_T_LP;
        if (k == MG_T_RP && --parens == 0)
            break;
        if (parens == 1 && fresh && k != MG_T_LP && c->n < PARAMS_MAX)
            c->params[c->n++] = folded(b, i);
        fresh = (k == MG_T_COMMA && parens == 1) || (k == MG_T_LP && parens == 1);
    }
    b->n_cursors++;
}

static void read_declarations(body *b)
{
    while (b->at < b->n && !word(b, b->at, "begin")) {
        uint32_t name = b->at, what = name + 1;
        declare(b, name);
        if (word(b, what, "no") || word(b, what, "scroll"))
            what += word(b, what, "no") ? 2 : 1;
        if ((word(b, what, "cursor") || word(b, what, "refcursor")) && b->n_cursors < CURSORS_MAX)
            declare_cursor(b, name, what);
        skip_statement(b);
    }
    if (b->at >= b->n)
        wrong(b, MG_STR("the declarations end, and no BEGIN follows"));
}

static const cursor *find_cursor(const body *b, uint32_t i)
{
    for (uint32_t k = b->n_cursors; is_name(b, i) && k-- > 0;)
        if (mg_str_eq(b->cursors[k].name, folded(b, i)))
            return &b->cursors[k];
    return NULL;
}

/* ---- statements ---- */

static bool in_loop(const body *b)
{
    for (uint32_t i = 0; i < b->depth; i++)
        if (b->frames[i].kind == FRAME_LOOP)
            return true;
    return false;
}

static const frame *find_label(const body *b, mg_str label)
{
    for (uint32_t i = b->depth; i-- > 0;)
        if (b->frames[i].label.n && mg_str_eq(b->frames[i].label, label))
            return &b->frames[i];
    return NULL;
}

/* EXIT, CONTINUE [label] [WHEN …] */
static void leave(body *b)
{
    bool goes_on = word(b, b->at, "continue");
    uint32_t label = b->at + 1;
    if (is_name(b, label) && !word(b, label, "when")) {
        const frame *f = find_label(b, folded(b, label));
        if (!f)
            wrong_at(b, "no block or loop around this has the label '%S'", label);
        else if (goes_on && f->kind != FRAME_LOOP)
            wrong_at(b, "'%S' is the label of a block: CONTINUE wants a loop's", label);
    } else if (!in_loop(b)) {
        wrong(b, goes_on ? MG_STR("CONTINUE stands outside of a loop") : MG_STR("EXIT stands outside of a loop and names no block"));
    }
    skip_statement(b);
}

static uint32_t placeholders(mg_str format)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < format.n; i++) {
        if (format.p[i] != '%')
            continue;
        if (i + 1 < format.n && format.p[i + 1] == '%')
            i++;
        else
            n++;
    }
    return n;
}

/* RAISE [level] 'format', a, b [USING …] */
static void raise(body *b)
{
    static const char *const levels[] = {"debug", "log", "info", "notice", "warning", "exception", NULL};
    uint32_t i = b->at + 1 + one_of(b, b->at + 1, levels), parens = 0, given = 0;
    if (kind(b, i) == MG_T_STRING) {
        uint32_t wanted = placeholders(text_at(b, i));
        for (i++; i < b->n && kind(b, i) != MG_T_SEMI && !(parens == 0 && word(b, i, "using")); i++) {
            int k = kind(b, i);
            parens += k == MG_T_LP || k == MG_T_LB;
            parens -= (k == MG_T_RP || k == MG_T_RB) && parens;
            given += k == MG_T_COMMA && parens == 0;
        }
        if (given != wanted)
            wrong(b, given < wanted ? MG_STR("RAISE has more % than values") : MG_STR("RAISE has more values than %"));
    }
    skip_statement(b);
}

/* The arguments of a bound cursor: (a, b) or (name := a). b->at stands at '('. */
static void check_arguments(body *b, const cursor *c)
{
    bool seen[PARAMS_MAX] = {false};
    uint32_t parens = 0, given = 0;
    bool fresh = false;
    for (uint32_t i = b->at; i < b->n && kind(b, i) != MG_T_SEMI; i++) {
        int k = kind(b, i);
        if (parens == 1 && fresh) {
            uint32_t slot = given;
            if (kind(b, i + 1) == MG_T_COLON_EQ || kind(b, i + 1) == MG_T_ARROW_ARG)
                for (slot = 0; slot < c->n && !mg_str_eq(c->params[slot], folded(b, i));)
                    slot++;
            if (slot < c->n && seen[slot])
                wrong(b, MG_STR("a parameter of the cursor is given twice"));
            if (slot < c->n)
                seen[slot] = true;
            given++;
        }
        fresh = (k == MG_T_LP && parens == 0) || (k == MG_T_COMMA && parens == 1);
        parens += k == MG_T_LP;
        if (k == MG_T_RP && --parens == 0)
            break;
    }
    if (given < c->n)
        wrong(b, MG_STR("the cursor is given too few values"));
}

static void open_cursor(body *b)
{
    const cursor *c = find_cursor(b, b->at + 1);
    b->at += 2;
    if (c && c->is_bound && c->n && c->n < PARAMS_MAX && kind(b, b->at) == MG_T_LP)
        check_arguments(b, c);
    skip_statement(b);
}

static void for_loop(body *b, mg_str label)
{
    uint32_t in = b->at;
    for (uint32_t i = in + 1; b->returns == MG_PG_RETURN_DO && i < b->n && i < in + 32 && !word(b, i, "in"); i++)
        declare(b, i);
    while (in < b->n && in < b->at + 16 && !word(b, in, "in"))
        in++;
    const cursor *c = word(b, in, "in") && word(b, in + 2, "loop") ? find_cursor(b, in + 1) : NULL;
    if (c && !c->is_bound)
        wrong(b, MG_STR("FOR wants a cursor that was declared with its query"));
    skip_behind(b, "loop");
    push(b, FRAME_LOOP, label);
}

/* Words that begin SQL inside a body. */
static bool begins_sql(const body *b)
{
    static const char *const words[] = {
        "select", "insert", "update", "delete", "merge", "with", "perform", "execute", "fetch", "move", "close", "get", "assert",
        "call", "do", "null", "commit", "rollback", "create", "alter", "drop", "grant", "revoke", "truncate", "lock", "copy",
        "notify", "listen", "unlisten", "set", "reset", "show", "explain", "analyze", "analyse", "vacuum", "refresh", "comment",
        "import", "reindex", "cluster", "values", "table", "prepare", "deallocate", "discard", "savepoint", "release", "security",
        "reassign", "load", "checkpoint", "start", "abort", "declare", "return", "savepoint", NULL,
    };
    return one_of(b, b->at, words);
}

/* a := 1, a.b = 1, a[1] := 1 */
static bool assigns(const body *b)
{
    int next = kind(b, b->at + 1);
    return next == MG_T_COLON_EQ || next == MG_T_EQ || next == MG_T_DOT || next == MG_T_LB;
}

static mg_str read_label(body *b)
{
    if (!word(b, b->at, "<<") || !is_name(b, b->at + 1) || !word(b, b->at + 2, ">>"))
        return MG_STR_NONE;
    mg_str label = folded(b, b->at + 1);
    b->at += 3;
    if (b->n_labels < FRAMES_MAX)
        b->labels[b->n_labels++] = label;
    return label;
}

static void open_block(body *b, mg_str label)
{
    if (word(b, b->at, "declare")) {
        b->at++;
        read_declarations(b);
    }
    b->at++;
    push(b, FRAME_BLOCK, label);
}

/* The branch that IF or ELSIF opens, at b->at; to behind its THEN. */
static void open_branch(body *b)
{
    uint32_t first = b->at + 1;
    skip_behind(b, "then");
    frame *f = b->depth ? &b->frames[b->depth - 1] : NULL;
    if (!b->visitor || b->gave_up || !f || f->kind != FRAME_IF)
        return;
    f->here = MG_PG_NOT_TAKEN;
    if (f->is_settled || f->around == MG_PG_NOT_TAKEN)
        return;
    mg_pg_branch is = b->visitor->condition(b->visitor->user_data, b->src, b->t + first, b->at - 1 - first);
    f->here = is == MG_PG_TAKEN ? f->around : is == MG_PG_PERHAPS ? is : MG_PG_NOT_TAKEN;
    f->is_settled = is != MG_PG_NOT_TAKEN;
}

/* ELSE of an IF comes where no condition before it held; what a handler does is not looked into. */
static void open_last_branch(body *b)
{
    frame *f = b->depth ? &b->frames[b->depth - 1] : NULL;
    b->at++;
    if (f)
        f->here = f->kind == FRAME_IF && !f->is_settled ? f->around : MG_PG_NOT_TAKEN;
}

/* SQL, up to its end. */
static void sql(body *b)
{
    uint32_t first = b->at;
    mg_pg_branch here = b->depth ? b->frames[b->depth - 1].here : MG_PG_TAKEN;
    skip_statement(b);
    uint32_t n = b->at - first;
    if (b->visitor && here != MG_PG_NOT_TAKEN && n > 1)
        b->visitor->statement(b->visitor->user_data, b->src, b->t + first, n - 1, here == MG_PG_PERHAPS || b->has_handlers);
}

/* What a statement's first word says it is. */
typedef enum verb {
    V_SQL, V_BLOCK, V_IF, V_CASE, V_BRANCH, V_LAST_BRANCH, V_LOOP, V_WHILE, V_FOR, V_END, V_LEAVE, V_RAISE, V_OPEN, V_RETURN
} verb;

static verb verb_at(const body *b, uint32_t i)
{
    static const struct {
        char word[10];
        uint8_t is;
    } rows[] = {
        {"if", V_IF},           {"end", V_END},        {"return", V_RETURN},  {"raise", V_RAISE},        {"else", V_LAST_BRANCH}, {"declare", V_BLOCK},
        {"begin", V_BLOCK},     {"elsif", V_BRANCH},   {"elseif", V_BRANCH},  {"when", V_BRANCH},        {"case", V_CASE},        {"exception", V_LAST_BRANCH},
        {"for", V_FOR},         {"foreach", V_FOR},    {"loop", V_LOOP},      {"while", V_WHILE},        {"exit", V_LEAVE},       {"continue", V_LEAVE},
        {"open", V_OPEN},
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        if (word(b, i, rows[k].word))
            return (verb)rows[k].is;
    return V_SQL;
}

static void give_back(body *b)
{
    bool bare = kind(b, b->at + 1) == MG_T_SEMI;
    if ((b->returns == MG_PG_RETURN_NONE || b->returns == MG_PG_RETURN_DO) && !bare)
        wrong(b, MG_STR("RETURN takes no value in a procedure"));
    if (b->returns == MG_PG_RETURN_VALUE && bare)
        wrong(b, MG_STR("RETURN wants a value here"));
    skip_statement(b);
}

static void sql_or_assignment(body *b)
{
    uint32_t i = b->at;
    if (is_name(b, i) && kind(b, i) == MG_T_ID && !assigns(b) && is_name(b, i + 1) && !begins_sql(b))
        wrong_at(b, "'%S' begins no statement", i);
    if (kind(b, i) == MG_T_ID && assigns(b) && !begins_sql(b) && !is_variable(b, i))
        wrong_at(b, "'%S' is no variable of this block", i);
    sql(b);
}

static void statement(body *b)
{
    mg_str label = read_label(b);
    if (kind(b, b->at) == MG_T_SEMI) {
        b->at++;
        return;
    }
    switch (verb_at(b, b->at)) {
    case V_BLOCK: open_block(b, label); break;
    case V_IF:
        push(b, FRAME_IF, label);
        open_branch(b);
        break;
    case V_CASE:
        b->at++;
        push(b, FRAME_CASE, label);
        b->gave_up |= !skip_to(b, "when");
        break;
    case V_BRANCH: open_branch(b); break;
    case V_LAST_BRANCH: open_last_branch(b); break;
    case V_LOOP:
        b->at++;
        push(b, FRAME_LOOP, label);
        break;
    case V_WHILE:
        skip_behind(b, "loop");
        push(b, FRAME_LOOP, label);
        break;
    case V_FOR: for_loop(b, label); break;
    case V_END: close_frame(b); break;
    case V_LEAVE: leave(b); break;
    case V_RAISE: raise(b); break;
    case V_OPEN: open_cursor(b); break;
    case V_RETURN: give_back(b); break;
    case V_SQL: sql_or_assignment(b); break;
    }
}

/* ---- the body ---- */

/* #variable_conflict use_column and the like */
static void skip_settings(body *b)
{
    while (word(b, b->at, "#")) {
        b->at++;
        while (b->at < b->n && !(b->t[b->at].flags & MG_TF_NL_BEFORE))
            b->at++;
    }
}

static mg_str read_tokens(body *b)
{
    const mg_pg_visitor *visitor = b->visitor;
    for (uint32_t i = 0; visitor && i < b->n; i++)
        b->has_handlers |= word(b, i, "exception") && word(b, i + 1, "when");
    skip_settings(b);
    mg_str label = read_label(b);
    if (!word(b, b->at, "declare") && !word(b, b->at, "begin")) {
        if (b->at < b->n)
            wrong_at(b, "the body begins with '%S': expected DECLARE or BEGIN", b->at);
        return b->why;
    }
    open_block(b, label);
    while (b->depth && b->at < b->n && !b->why.n && !b->gave_up)
        statement(b);
    if (b->gave_up)
        return MG_STR_NONE;
    if (b->depth)
        wrong(b, MG_STR("the body ends inside a block: END is missing"));
    return b->why;
}

static mg_str read_body(mg_parse *ps, mg_str text, mg_pg_return returns, const mg_pg_visitor *visitor)
{
    body *b = mg_arena_raw(ps->arena, sizeof *b);
    mg_str copy = mg_arena_str(ps->arena, text);
    mg_lexer *lexer = copy.p ? mg_lexer_new(&ps->ctx->alloc, MG_LEX_POSTGRES, ps->engine_version, copy.p, copy.n) : NULL;
    mg_str why = MG_STR_NONE;
    if (b && lexer) {
        memset(b, 0, offsetof(body, frames));
        b->ps = ps;
        b->src = copy.p;
        b->returns = returns;
        b->visitor = visitor;
        if (mg_lexer_all(lexer, &b->t, &b->n))
            why = read_tokens(b);
    }
    mg_lexer_free(lexer);
    return why;
}

mg_str mg_pg_check_plpgsql(mg_parse *ps, mg_str text, mg_pg_return returns) { return read_body(ps, text, returns, NULL); }

void mg_pg_visit_plpgsql(mg_parse *ps, mg_str text, const mg_pg_visitor *visitor) { read_body(ps, text, MG_PG_RETURN_ANY, visitor); }
