/* Kinds of tokens rewritten where the grammars would need to see two ahead, and rows of literals made one token. */
#include "dialect/dialect.h"
#include "dialect/mysql/build.h"

/* ---- functions with a grammar of their own ---- */

typedef struct call_row {
    const char *name;
    uint16_t mysql, mariadb; /* 0: an ordinary function there */
} call_row;

#define BOTH(t) t, t
#define CALLS(...) (const call_row[]){__VA_ARGS__, {NULL, BOTH(0)}}
static const call_row *const calls[] = { /* by the length of the name */
    [3] = CALLS({"avg", BOTH(MG_T_SUM_CALL)}, {"lag", 0, MG_T_WINDOW_CALL}, {"max", BOTH(MG_T_SUM_CALL)},
                {"mid", BOTH(MG_T_SUBSTRING_CALL)}, {"min", BOTH(MG_T_SUM_CALL)}, {"now", BOTH(MG_T_NOW_CALL)},
                {"std", BOTH(MG_T_SUM_CALL)}, {"sum", BOTH(MG_T_SUM_CALL)}),
    [4] = CALLS({"cast", BOTH(MG_T_CAST_CALL)}, {"lead", 0, MG_T_WINDOW_CALL}, {"rank", 0, MG_T_WINDOW_CALL},
                {"trim", BOTH(MG_T_TRIM_CALL)}),
    [5] = CALLS({"count", BOTH(MG_T_COUNT_CALL)}, {"ntile", 0, MG_T_WINDOW_CALL}),
    [6] = CALLS({"bit_or", BOTH(MG_T_SUM_CALL)}, {"median", 0, MG_T_WINDOW_CALL}, {"stddev", BOTH(MG_T_SUM_CALL)},
                {"substr", BOTH(MG_T_SUBSTRING_CALL)}),
    [7] = CALLS({"adddate", BOTH(MG_T_ADDDATE_CALL)}, {"bit_and", BOTH(MG_T_SUM_CALL)}, {"bit_xor", BOTH(MG_T_SUM_CALL)},
                {"extract", BOTH(MG_T_EXTRACT_CALL)}, {"subdate", BOTH(MG_T_ADDDATE_CALL)}, {"var_pop", BOTH(MG_T_SUM_CALL)}),
    [8] = CALLS({"date_add", BOTH(MG_T_DATE_ADD_CALL)}, {"date_sub", BOTH(MG_T_DATE_ADD_CALL)}, {"position", BOTH(MG_T_POSITION_CALL)},
                {"var_samp", BOTH(MG_T_SUM_CALL)}, {"variance", BOTH(MG_T_SUM_CALL)}),
    [9] = CALLS({"cume_dist", 0, MG_T_WINDOW_CALL}, {"nth_value", 0, MG_T_WINDOW_CALL}, {"substring", BOTH(MG_T_SUBSTRING_CALL)}),
    [10] = CALLS({"dense_rank", 0, MG_T_WINDOW_CALL}, {"get_format", BOTH(MG_T_GET_FORMAT_CALL)}, {"json_value", MG_T_JSON_VALUE_CALL, 0},
                 {"last_value", 0, MG_T_SUM_CALL}, {"row_number", 0, MG_T_WINDOW_CALL}, {"st_collect", MG_T_SUM_CALL, 0},
                 {"stddev_pop", BOTH(MG_T_SUM_CALL)}),
    [11] = CALLS({"first_value", 0, MG_T_WINDOW_CALL}, {"stddev_samp", BOTH(MG_T_SUM_CALL)}),
    [12] = CALLS({"group_concat", BOTH(MG_T_GROUP_CONCAT_CALL)}, {"percent_rank", 0, MG_T_WINDOW_CALL},
                 {"timestampadd", BOTH(MG_T_TIMESTAMP_CALL)}),
    [13] = CALLS({"json_arrayagg", MG_T_SUM_CALL, MG_T_GROUP_CONCAT_CALL}, {"timestampdiff", BOTH(MG_T_TIMESTAMP_CALL)},
                 {"weight_string", BOTH(MG_T_WEIGHT_STRING_CALL)}),
    [14] = CALLS({"json_objectagg", BOTH(MG_T_SUM_CALL)}),
    [15] = CALLS({"percentile_cont", 0, MG_T_WINDOW_CALL}, {"percentile_disc", 0, MG_T_WINDOW_CALL}),
};

static int call_kind(const mg_parse *ps, const mg_token *t, int otherwise)
{
    mg_str word = {ps->source->text.p + t->off, t->len};
    const call_row *row = word.n < sizeof calls / sizeof *calls ? calls[word.n] : NULL;
    char first = (char)(word.p[0] | 32);
    for (; row && row->name; row++) {
        if (row->name[0] != first || !mg_str_iis(word, row->name))
            continue;
        int kind = ps->dialect->lex_mode == MG_LEX_MARIADB ? row->mariadb : row->mysql;
        return kind ? kind : otherwise;
    }
    return otherwise;
}

/* ---- words that the servers reserved one after the other ---- */

/* The version from which MySQL reserves the word; 0: it always did. */
static uint32_t reserved_since(int kind)
{
    switch (kind) {
    case MG_T_GENERATED: case MG_T_OPTIMIZER_COSTS: case MG_T_STORED: case MG_T_VIRTUAL:
        return 50700;
    case MG_T_CUBE: case MG_T_CUME_DIST: case MG_T_DENSE_RANK: case MG_T_EMPTY: case MG_T_EXCEPT: case MG_T_FIRST_VALUE:
    case MG_T_FUNCTION: case MG_T_GROUPING: case MG_T_GROUPS: case MG_T_JSON_TABLE: case MG_T_LAG: case MG_T_LAST_VALUE: case MG_T_LATERAL:
    case MG_T_LEAD: case MG_T_NTH_VALUE: case MG_T_NTILE: case MG_T_OF: case MG_T_OVER: case MG_T_PERCENT_RANK: case MG_T_RANK:
    case MG_T_RECURSIVE: case MG_T_ROW: case MG_T_ROWS: case MG_T_ROW_NUMBER: case MG_T_SYSTEM: case MG_T_WINDOW:
        return 80000;
    case MG_T_INTERSECT:
        return 80031;
    case MG_T_QUALIFY: case MG_T_TABLESAMPLE:
        return 80400;
    case MG_T_EXTERNAL: case MG_T_LIBRARY:
        return 90200;
    default:
        return 0;
    }
}

/* ---- one token ---- */

static bool is_comparison(int kind)
{
    return kind == MG_T_EQ || kind == MG_T_NE || kind == MG_T_LT || kind == MG_T_LE || kind == MG_T_GT || kind == MG_T_GE;
}

typedef struct filter {
    const mg_parse *ps;
    bool mariadb;
    bool options;   /* where MariaDB takes options of storage engines: word = value */
    uint32_t depth;
    uint32_t expression; /* the depth at which an expression in parentheses began; 0 = there is none */
    int last;            /* the token before */
    bool duplicate; /* ON DUPLICATE KEY UPDATE was seen: VALUES (c) is a call */
} filter;

static int before_paren(filter *f, const mg_token *t, int kind, int before)
{
    bool compared = is_comparison(before);
    switch (kind) {
    case MG_T_ALL:
        return compared ? MG_T_ALL_LA : kind;
    case MG_T_ANY_KW:
    case MG_T_SOME:
        return compared ? MG_T_ANY_LA : kind;
    case MG_T_VALUES:
        return f->duplicate ? MG_T_VALUES_CALL : kind;
    case MG_T_VALUE:
        return f->duplicate && f->mariadb ? MG_T_VALUES_CALL : kind;
    default: /* as the servers do by default: no blank may stand between */
        return t->off + t->len == t[1].off && before != MG_T_TABLE && !(t->flags & MG_TF_QUOTED) ? call_kind(f->ps, t, kind) : kind;
    }
}

/* "word = value" is no comparison: not in a condition, which stands deeper, nor in a query. */
static bool is_option(const filter *f, int before)
{
    if (f->depth > 1 || f->expression)
        return false;
    switch (before) {
    case MG_T_RP: case MG_T_ID: case MG_T_STRING: case MG_T_NUMBER: case MG_T_NULL: case MG_T_COMMA: case MG_T_DEFAULT:
        return true;
    default:
        return before > MG_T_ANY; /* a keyword */
    }
}

static bool takes_options(const mg_token *t, uint32_t n)
{
    if (n < 3 || (t[0].kind != MG_T_CREATE && t[0].kind != MG_T_ALTER))
        return false;
    for (uint32_t i = 1; i < n && i < 6; i++)
        if (t[i].kind == MG_T_TABLE || t[i].kind == MG_T_INDEX || t[i].kind == MG_T_SEQUENCE)
            return true;
    return false;
}

static void track_options(filter *f, int kind)
{
    if (kind == MG_T_LP) {
        f->depth++;
        if (!f->expression && (f->last == MG_T_CHECK || f->last == MG_T_AS || f->last == MG_T_DEFAULT))
            f->expression = f->depth;
    } else if (kind == MG_T_RP) {
        if (f->expression == f->depth)
            f->expression = 0;
        f->depth -= f->depth > 0;
    } else if (kind == MG_T_SELECT || kind == MG_T_VALUES_CALL) {
        f->options = false;
    }
    f->last = kind;
}

static bool is_decimal(const mg_parse *ps, const mg_token *t)
{
    const char *p = ps->source->text.p + t->off;
    for (uint32_t i = 0; i < t->len; i++)
        if (p[i] == '.' || p[i] == 'e' || p[i] == 'E')
            return true;
    return false;
}

/* x'4d' wants whole bytes, b'01' its two digits: the servers take nothing else for a literal. */
static bool is_written_right(const mg_parse *ps, const mg_token *t)
{
    const char *p = ps->source->text.p + t->off;
    if (t->len < 3 || p[1] != '\'')
        return true;
    for (uint32_t i = 2; i + 1 < t->len; i++) {
        bool digit = (unsigned)(p[i] - '0') < 10, letter = (unsigned)((p[i] | 32) - 'a') < 6;
        if (t->kind == MG_T_BITS ? p[i] != '0' && p[i] != '1' : !digit && !letter)
            return false;
    }
    return t->kind == MG_T_BITS || t->len % 2;
}

/* Words that MariaDB's grammar takes for names where nothing follows that makes them more. */
static int mariadb_word(int kind, int before, int next)
{
    bool operand = is_comparison(before) || before == MG_T_PLUS || before == MG_T_MINUS || before == MG_T_STAR || before == MG_T_SLASH ||
                   before == MG_T_SELECT;
    switch (kind) {
    case MG_T_NEXT:
    case MG_T_PREVIOUS:
        return operand && next != MG_T_VALUE ? MG_T_ID : kind;
    case MG_T_ROW:
        return operand && next != MG_T_LP ? MG_T_ID : kind;
    default: /* VECTOR: a column, not a kind of index */
        return (before == MG_T_LP || before == MG_T_COMMA) && next > MG_T_ANY && next != MG_T_INDEX && next != MG_T_KEY ? MG_T_ID : kind;
    }
}

static int kind_of(filter *f, const mg_token *t, int before, int next)
{
    int kind = t->kind;
    if (before == MG_T_DOT && t->hash && t[-1].off + 1 == t->off)
        return MG_T_ID;
    if (next == MG_T_LP && (t->hash || kind == MG_T_ALL))
        return before_paren(f, t, kind, before);
    switch (kind) {
    case MG_T_CHAR:
    case MG_T_CHARACTER:
        return next == MG_T_SET ? MG_T_CHARSET_LA : kind;
    case MG_T_WITH:
        return next == MG_T_ROLLUP || (next == MG_T_SYSTEM && f->mariadb) ? MG_T_WITH_LA : kind;
    case MG_T_FOR:
        return next == MG_T_SYSTEM_TIME && f->mariadb ? MG_T_FOR_LA : kind;
    case MG_T_HEX:
    case MG_T_BITS:
        return is_written_right(f->ps, t) ? kind : MG_T_ILLEGAL;
    case MG_T_STRING:
        return t->flags & MG_TF_JOINED ? MG_T_STRINGS : kind;
    case MG_T_NUMBER:
        return is_decimal(f->ps, t) ? MG_T_DECIMAL_NUMBER : kind;
    case MG_T_END: /* of a block: in an expression something stands before it */
        return before == MG_T_SEMI || before == MG_T_BEGIN || before == MG_T_ATOMIC ? MG_T_END_LA : kind;
    case MG_T_PERIOD: /* a column may be called so */
        return next == MG_T_FOR || next == MG_T_IF ? kind : MG_T_ID;
    case MG_T_WINDOW:
        return next == MG_T_ID && t[2].kind == MG_T_AS ? MG_T_WINDOW_LA : kind;
    case MG_T_ID:
        if ((next == MG_T_HEX || next == MG_T_BITS) && f->ps->source->text.p[t->off] == '_')
            return MG_T_CHARSET_INTRODUCER;
        return next == MG_T_EQ && f->options && is_option(f, before) ? MG_T_OPTION_WORD : kind;
    case MG_T_DATE:
    case MG_T_TIME:
    case MG_T_TIMESTAMP:
        return next == MG_T_STRING && before != MG_T_AS && !(t[1].flags & MG_TF_JOINED) ? MG_T_TEMPORAL : kind;
    case MG_T_NEXT:
    case MG_T_PREVIOUS:
    case MG_T_ROW:
    case MG_T_VECTOR:
        return f->mariadb ? mariadb_word(kind, before, next) : kind;
    case MG_T_DUPLICATE:
        f->duplicate = true;
        return kind;
    case MG_T_SEMI:
        f->duplicate = false;
        return kind;
    default:
        return kind;
    }
}

/* About most tokens nothing is in question: kind_of has something to say of these kinds, whatever stands around them, and of what stands
 * before such a token, or behind a dot. */
enum { ITSELF = 1, BEFORE_IT = 2 };
static const uint8_t watched[MG_T_COUNT] = {
    [MG_T_CHAR] = ITSELF, [MG_T_CHARACTER] = ITSELF, [MG_T_WITH] = ITSELF, [MG_T_FOR] = ITSELF, [MG_T_HEX] = ITSELF | BEFORE_IT,
    [MG_T_BITS] = ITSELF | BEFORE_IT, [MG_T_STRING] = ITSELF, [MG_T_NUMBER] = ITSELF, [MG_T_END] = ITSELF, [MG_T_PERIOD] = ITSELF,
    [MG_T_WINDOW] = ITSELF, [MG_T_DATE] = ITSELF, [MG_T_TIME] = ITSELF, [MG_T_TIMESTAMP] = ITSELF, [MG_T_NEXT] = ITSELF,
    [MG_T_PREVIOUS] = ITSELF, [MG_T_ROW] = ITSELF, [MG_T_VECTOR] = ITSELF, [MG_T_DUPLICATE] = ITSELF, [MG_T_SEMI] = ITSELF,
    [MG_T_LP] = BEFORE_IT, [MG_T_DOT] = ITSELF,
};

static void set_kind(filter *f, mg_token *t, const mg_token *tokens, uint32_t n)
{
    t->kind = (uint16_t)kind_of(f, t, t > tokens ? t[-1].kind : MG_T_EOF, t + 1 < tokens + n ? t[1].kind : MG_T_EOF);
}

static void set_watched(filter *f, mg_token *tokens, uint32_t n)
{
    bool behind_dot = false;
    for (mg_token *t = tokens, *end = tokens + n; t < end; t++) { /* one more stands behind the last */
        if (!behind_dot && !(watched[t->kind] & ITSELF) && !(watched[t[1].kind] & BEFORE_IT))
            continue;
        behind_dot = t->kind == MG_T_DOT;
        set_kind(f, t, tokens, n);
    }
}

static void set_with_options(filter *f, mg_token *tokens, uint32_t n)
{
    for (mg_token *t = tokens; t < tokens + n; t++) {
        set_kind(f, t, tokens, n);
        track_options(f, t->kind);
    }
}

/* ---- rows of literals ---- */

static const mg_token *skip_literal(const mg_token *t, const mg_token *end)
{
    if (t < end && (t->kind == MG_T_MINUS || t->kind == MG_T_PLUS))
        return t + 1 < end && t[1].kind == MG_T_NUMBER ? t + 2 : NULL;
    if (t < end && t->kind == MG_T_CHARSET_INTRODUCER)
        return t + 1 < end && (t[1].kind == MG_T_STRING || t[1].kind == MG_T_HEX || t[1].kind == MG_T_BITS) ? t + 2 : NULL;
    if (t >= end)
        return NULL;
    switch (t->kind) {
    case MG_T_STRING: case MG_T_NUMBER: case MG_T_NULL: case MG_T_TRUE: case MG_T_FALSE: case MG_T_DEFAULT: case MG_T_HEX:
    case MG_T_BITS: case MG_T_NATIONAL_STRING:
        return t + 1;
    default:
        return NULL;
    }
}

/* Behind ')' when a row of literals stands at t; NULL otherwise. */
static const mg_token *skip_row(const mg_token *t, const mg_token *end, mg_rows *rows)
{
    uint32_t width = 0;
    uint64_t nulls = 0;
    if (t >= end || t->kind != MG_T_LP)
        return NULL;
    for (t++; (t = skip_literal(t, end)); t++) {
        if (t[-1].kind == MG_T_NULL && width < 64)
            nulls |= UINT64_C(1) << width;
        width++;
        if (t >= end)
            return NULL;
        if (t->kind == MG_T_RP) {
            mg_rows_add(rows, width, nulls);
            return t + 1;
        }
        if (t->kind != MG_T_COMMA)
            return NULL;
    }
    return NULL;
}

/* INSERT … VALUES (1, 'a'), (2, 'b'): the rows become one token, which makes dumps cheap. Returns how many tokens are left. */
static uint32_t fold_rows(mg_token *tokens, uint32_t n, mg_rows *rows)
{
    if (n < 4 || (tokens[0].kind != MG_T_INSERT && tokens[0].kind != MG_T_REPLACE))
        return n;
    const mg_token *end = tokens + n, *last = NULL;
    mg_token *first = tokens + 1;
    while (first < end && first->kind != MG_T_VALUES && first->kind != MG_T_VALUE && first->kind != MG_T_SELECT)
        first++;
    if (first >= end || first->kind == MG_T_SELECT)
        return n;
    first++;
    for (const mg_token *t = skip_row(first, end, rows); t; t = t < end && t->kind == MG_T_COMMA ? skip_row(t + 1, end, rows) : NULL)
        last = t;
    if (!last)
        return n;
    first->kind = MG_T_ROWS_LA;
    first->len = last[-1].off + last[-1].len - first->off;
    uint32_t left = (uint32_t)(first - tokens) + 1 + (uint32_t)(end - last);
    for (const mg_token *t = last; t <= end; t++) /* and the token that ends the statement */
        *++first = *t;
    return left;
}

static void free_reserved_later(mg_token *tokens, uint32_t n, uint32_t version)
{
    for (uint32_t i = 0; i < n; i++)
        if (reserved_since(tokens[i].kind) > version)
            tokens[i].kind = MG_T_ID;
}

void mg_my_filter_tokens(mg_parse *ps)
{
    mg_token *tokens = (mg_token *)ps->tokens;
    uint32_t n = ps->n_tokens = fold_rows(tokens, ps->n_tokens, &ps->rows);
    filter f = {.ps = ps, .mariadb = ps->dialect->lex_mode == MG_LEX_MARIADB};
    f.options = f.mariadb && takes_options(tokens, n);
    if (!f.mariadb && ps->engine_version && ps->engine_version < 90200)
        free_reserved_later(tokens, n, ps->engine_version);
    if (f.options)
        set_with_options(&f, tokens, n);
    else
        set_watched(&f, tokens, n);
}

/* ---- a second try ---- */

static bool is_window_function(int kind)
{
    switch (kind) {
    case MG_T_CUME_DIST: case MG_T_DENSE_RANK: case MG_T_FIRST_VALUE: case MG_T_JSON_TABLE: case MG_T_LAG: case MG_T_LAST_VALUE:
    case MG_T_LEAD: case MG_T_NTH_VALUE: case MG_T_NTILE: case MG_T_PERCENT_RANK: case MG_T_RANK: case MG_T_ROW_NUMBER:
        return true;
    default:
        return false;
    }
}

/* Words that servers before the newest did not reserve become names; the first of them, or NULL. */
static const mg_token *free_young_words(mg_token *tokens, uint32_t n)
{
    const mg_token *first = NULL;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t since = reserved_since(tokens[i].kind);
        bool is_name = i + 1 >= n || tokens[i + 1].kind != MG_T_LP || !is_window_function(tokens[i].kind);
        if (since < 80000 || !is_name || tokens[i].kind == MG_T_FUNCTION || tokens[i].kind == MG_T_ROW)
            continue;
        first = first ? first : &tokens[i];
        tokens[i].kind = MG_T_ID;
    }
    return first;
}

void mg_my_parse(mg_parse *ps, void (*parse)(mg_parse *))
{
    mg_my_filter_tokens(ps);
    parse(ps);
    if (!ps->error || ps->overflow || ps->refused || ps->dialect->lex_mode != MG_LEX_MYSQL)
        return;
    if (!reserved_since(ps->tokens[ps->error_at < ps->n_tokens ? ps->error_at : 0].kind) &&
        !(ps->error_at && reserved_since(ps->tokens[ps->error_at - 1].kind)))
        return;
    mg_parse first_try = *ps;
    const mg_token *word = free_young_words((mg_token *)ps->tokens, ps->n_tokens);
    if (!word)
        return;
    ps->error = false;
    ps->result = NULL;
    parse(ps);
    if (ps->error || !ps->result) {
        uint32_t at = first_try.error_at;
        *ps = first_try;
        ps->error_at = at;
        return;
    }
    mg_my_obsolete(ps, word, "this word is reserved since MySQL 8.0: quote it, or say which server it is meant for", NULL);
}
