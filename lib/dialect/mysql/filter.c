/* Words that reach the grammar as names although they are reserved: names of types, and of functions before '('. */
#include "dialect/mysql/build.h"
#include "lex/word.h"

static bool is_plain_word(int kind)
{
    switch (kind) {
    case MG_T_BIGINT: case MG_T_BLOB: case MG_T_DEC: case MG_T_DECIMAL: case MG_T_DOUBLE: case MG_T_FLOAT:
    case MG_T_FLOAT4: case MG_T_FLOAT8: case MG_T_INT: case MG_T_INT1: case MG_T_INT2: case MG_T_INT3: case MG_T_INT4:
    case MG_T_INT8: case MG_T_INTEGER: case MG_T_LONGBLOB: case MG_T_LONGTEXT: case MG_T_LONG: case MG_T_MEDIUMBLOB:
    case MG_T_MEDIUMINT: case MG_T_MEDIUMTEXT: case MG_T_MIDDLEINT: case MG_T_NUMERIC: case MG_T_REAL:
    case MG_T_SMALLINT: case MG_T_TINYBLOB: case MG_T_TINYINT: case MG_T_TINYTEXT: case MG_T_VARBINARY:
    case MG_T_VARCHAR: case MG_T_VARCHARACTER:
    /* window functions */
    case MG_T_RANK: case MG_T_DENSE_RANK: case MG_T_CUME_DIST: case MG_T_FIRST_VALUE: case MG_T_LAG: case MG_T_LAST_VALUE:
    case MG_T_LEAD: case MG_T_NTH_VALUE: case MG_T_NTILE: case MG_T_PERCENT_RANK: case MG_T_ROW_NUMBER:
    /* units of intervals */
    case MG_T_DAY_HOUR: case MG_T_DAY_MINUTE: case MG_T_DAY_SECOND: case MG_T_DAY_MICROSECOND: case MG_T_HOUR_MINUTE:
    case MG_T_HOUR_SECOND: case MG_T_HOUR_MICROSECOND: case MG_T_MINUTE_SECOND: case MG_T_MINUTE_MICROSECOND:
    case MG_T_SECOND_MICROSECOND: case MG_T_YEAR_MONTH:
    /* options of tables; what MySQL 8 reserved and older schemas use */
    case MG_T_STATS_AUTO_RECALC: case MG_T_STATS_PERSISTENT: case MG_T_STATS_SAMPLE_PAGES: case MG_T_PAGE_CHECKSUM:
    case MG_T_SYSTEM: case MG_T_MANUAL:
        return true;
    default:
        return false;
    }
}

/* Reserved, and a function when '(' follows. */
static bool is_function_word(int kind, int before)
{
    switch (kind) {
    case MG_T_IF: case MG_T_LEFT: case MG_T_RIGHT: case MG_T_REPEAT: case MG_T_REPLACE: case MG_T_INSERT:
    case MG_T_DATABASES: case MG_T_ROW_COUNT: case MG_T_CHARSET: case MG_T_SCHEMA: case MG_T_DATABASE: case MG_T_FORMAT:
    case MG_T_TRUNCATE:
        return true;
    case MG_T_MOD:
        return before != MG_T_ID && before != MG_T_RP && before != MG_T_NUMBER;
    case MG_T_VALUES: /* VALUES(c) in ON DUPLICATE KEY UPDATE; VALUES (…) of INSERT stays */
        return before == MG_T_EQ || before == MG_T_PLUS || before == MG_T_MINUS || before == MG_T_COMMA || before == MG_T_LP;
    default:
        return false;
    }
}

static bool is_comparison(int kind)
{
    return kind == MG_T_EQ || kind == MG_T_NE || kind == MG_T_LT || kind == MG_T_LE || kind == MG_T_GT || kind == MG_T_GE;
}

static int kind_of(const mg_token *t, uint32_t n, uint32_t i, uint32_t *in_call)
{
    int kind = t[i].kind, next = i + 1 < n ? t[i + 1].kind : MG_T_EOF, before = i ? t[i - 1].kind : MG_T_EOF;
    if (kind == MG_T_SYSTEM && next == MG_T_VERSIONING)
        return kind;
    if ((kind == MG_T_DATE || kind == MG_T_TIME || kind == MG_T_TIMESTAMP) && next == MG_T_STRING)
        return before == MG_T_AS ? MG_T_ID : kind;
    if (kind == MG_T_DATE || kind == MG_T_TIME || kind == MG_T_TIMESTAMP)
        return MG_T_ID;
    if (next == MG_T_LP && is_comparison(before)) {
        if (kind == MG_T_ALL)
            return MG_T_ALL_LA;
        if (kind == MG_T_ANY_KW || kind == MG_T_SOME)
            return MG_T_ANY_LA;
    }
    if (is_plain_word(kind))
        return MG_T_ID;
    if (kind == MG_T_CHAR || kind == MG_T_CHARACTER)
        return next == MG_T_SET ? kind : MG_T_ID;
    if (next == MG_T_LP && is_function_word(kind, before) && i > 0)
        return MG_T_ID;
    if (kind == MG_T_IN && (next == MG_T_BOOLEAN || next == MG_T_NATURAL || *in_call))
        return MG_T_IN_LA;
    return kind;
}


/* Where "word = value" is an option of a column, key or table, and no comparison: how many parentheses are open there;
 * UINT32_MAX when nowhere. */
static uint32_t option_depth(const mg_token *t, uint32_t n)
{
    if (n < 3 || (t[0].kind != MG_T_CREATE && t[0].kind != MG_T_ALTER))
        return UINT32_MAX;
    for (uint32_t i = 1; i < n && i < 6; i++) {
        if (t[i].kind == MG_T_INDEX)
            return 0;
        if (t[i].kind != MG_T_TABLE)
            continue;
        if (t[0].kind == MG_T_ALTER)
            return 0;
        for (; i + 1 < n; i++) /* CREATE TABLE t (SELECT …) */
            if (t[i].kind == MG_T_LP)
                return t[i + 1].kind == MG_T_SELECT || t[i + 1].kind == MG_T_WITH || t[i + 1].kind == MG_T_LP ? UINT32_MAX : 1;
    }
    return UINT32_MAX;
}

static bool is_option(const mg_token *t, uint32_t i, uint32_t n)
{
    if (t[i].kind != MG_T_ID || i + 1 >= n || t[i + 1].kind != MG_T_EQ || i == 0)
        return false;
    int before = t[i - 1].kind;
    return before != MG_T_LP && before != MG_T_DOT;
}

void mg_my_filter_tokens(mg_token *tokens, uint32_t n)
{
    static const char word[] = "position";
    const mg_word position = mg_word_at(word, word + sizeof word - 1);
    uint32_t in_call = 0; /* parentheses open since POSITION ( */
    uint32_t depth = 0, options_at = option_depth(tokens, n);
    for (uint32_t i = 0; i < n; i++) {
        mg_token *t = &tokens[i];
        if (t->kind == MG_T_LP) {
            in_call += in_call > 0 || (i && tokens[i - 1].len == position.len && tokens[i - 1].hash == position.hash);
            depth++;
        } else if (t->kind == MG_T_RP) {
            in_call -= in_call > 0;
            depth -= depth > 0;
        } else if (depth == options_at && is_option(tokens, i, n)) {
            t->kind = MG_T_OPTION_WORD;
        } else {
            t->kind = (uint16_t)kind_of(tokens, n, i, &in_call);
        }
    }
    mg_filter_tokens(tokens, n);
}
