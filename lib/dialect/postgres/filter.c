/* Which words reach PostgreSQL's grammar as keywords, and where. Many of its
 * keywords are names almost everywhere: here the few words before and behind
 * decide, so that the grammar needs no state for what is no question. */
#include "dialect/postgres/build.h"
#include "dialect/postgres/postgres.h"
#include "parse_postgres.h"

typedef struct filter {
    const char *src;
    mg_token *t;
    uint32_t n;
    bool removed; /* a token was joined with the one before it */
} filter;

static int kind_at(const filter *f, uint32_t i)
{
    return i < f->n ? f->t[i].kind : MG_T_EOF;
}

static bool word_is(const filter *f, uint32_t i, const char *word)
{
    return i < f->n && f->t[i].hash && mg_str_iis((mg_str){f->src + f->t[i].off, f->t[i].len}, word);
}

static bool any_word(const filter *f, uint32_t i, const char *const *words)
{
    for (; *words; words++)
        if (word_is(f, i, *words))
            return true;
    return false;
}

static bool is_field(int kind)
{
    switch (kind) {
    case MG_T_YEAR:
    case MG_T_MONTH:
    case MG_T_DAY:
    case MG_T_HOUR:
    case MG_T_MINUTE:
    case MG_T_SECOND:
        return true;
    default:
        return false;
    }
}

/* INTERVAL DAY TO SECOND, INTERVAL '1' HOUR: fields are keywords only here. */
static void mark_interval(filter *f, uint32_t i)
{
    uint32_t at = i + 1;
    if (kind_at(f, at) == MG_T_STRING)
        at++;
    if (!is_field(kind_at(f, at))) {
        f->t[i].kind = MG_T_ID;
        return;
    }
    f->t[at].kind = MG_T_INTERVAL_FIELD;
    if (kind_at(f, at + 1) == MG_T_TO && is_field(kind_at(f, at + 2)))
        f->t[at + 2].kind = MG_T_INTERVAL_FIELD;
}

/* POSITION (a IN b): this IN is no operator. */
static void mark_position(filter *f, uint32_t i)
{
    uint32_t depth = 0;
    for (uint32_t at = i + 1; at < f->n; at++) {
        int kind = f->t[at].kind;
        depth += kind == MG_T_LP;
        if (kind == MG_T_RP && --depth == 0)
            return;
        if (kind == MG_T_IN && depth == 1) {
            f->t[at].kind = MG_T_IN_LA;
            return;
        }
    }
}

/* psql's :name, :'name' stand for what a script was given. */
static void mark_variable(filter *f, uint32_t i)
{
    const mg_token *t = &f->t[i], *name = t + 1;
    bool is_name = kind_at(f, i + 1) == MG_T_STRING || (i + 1 < f->n && (name->hash || (name->flags & MG_TF_QUOTED)));
    if (!is_name || name->off != t->off + 1 || !i || f->t[i - 1].off + f->t[i - 1].len == t->off) {
        if (!is_name || name->off != t->off + 1 || !i || (f->t[i - 1].kind != MG_T_LP && f->t[i - 1].kind != MG_T_EQ))
            return;
    }
    f->t[i].kind = MG_T_PARAM;
    f->t[i].len = name->off + name->len - t->off;
    f->t[i + 1].kind = MG_T_EOF; /* taken out below */
    f->removed = true;
}

/* JSON_OBJECT ('a' : 1) has a syntax of its own, json_object (x) is a call. */
static bool has_own_syntax(const filter *f, uint32_t i)
{
    static const char *const words[] = {"value", "format", "returning", "absent", "null", "passing", "with", "without", "columns", NULL};
    uint32_t depth = 0;
    for (uint32_t at = i + 1; at < f->n; at++) {
        int kind = f->t[at].kind;
        depth += kind == MG_T_LP;
        if (kind == MG_T_RP && --depth == 0)
            return false;
        if (depth == 1 && at == i + 2 && (kind == MG_T_SELECT || kind == MG_T_VALUES))
            return true; /* JSON_ARRAY (SELECT …) */
        if (depth == 1 && (kind == MG_T_COLON || (at > i + 2 && kind_at(f, at - 1) != MG_T_COMMA && any_word(f, at, words))))
            return true;
    }
    return false;
}

/* Functions that are no keywords in every version, by their names. */
static void mark_call(filter *f, uint32_t i)
{
    static const char *const always[] = {"json_table", NULL};
    static const char *const perhaps[] = {"json_object", "json_array", "json_query", "json_value", "json_exists",
                                          "json_objectagg", "json_arrayagg", "json", "json_scalar", "json_serialize", NULL};
    if ((f->src[f->t[i].off] | 32) != 'j' || (i && f->t[i - 1].kind == MG_T_DOT))
        return;
    if (any_word(f, i, always) || (any_word(f, i, perhaps) && has_own_syntax(f, i)))
        f->t[i].kind = MG_T_RAW_CALL;
}

static bool is_operator(int kind)
{
    switch (kind) {
    case MG_T_OP:
    case MG_T_EQ:
    case MG_T_NE:
    case MG_T_LT:
    case MG_T_LE:
    case MG_T_GT:
    case MG_T_GE:
    case MG_T_PLUS:
    case MG_T_MINUS:
    case MG_T_STAR:
    case MG_T_SLASH:
    case MG_T_PERCENT:
    case MG_T_CARET:
    case MG_T_LIKE:
    case MG_T_ILIKE:
        return true;
    default:
        return false;
    }
}

static int quantifier(const filter *f, uint32_t i, int kind, int marked)
{
    bool after_operator = i && is_operator(f->t[i - 1].kind);
    return after_operator && kind_at(f, i + 1) == MG_T_LP ? marked : kind;
}

/* Where an operand begins. */
static bool begins_operand(int before)
{
    switch (before) {
    case MG_T_SELECT: case MG_T_COMMA: case MG_T_LP: case MG_T_LB: case MG_T_WHERE: case MG_T_AND: case MG_T_OR: case MG_T_NOT: case MG_T_WHEN:
    case MG_T_THEN: case MG_T_ELSE: case MG_T_BY: case MG_T_HAVING: case MG_T_CASE: case MG_T_RETURN: case MG_T_RETURNING: case MG_T_FUNCTION:
    case MG_T_PROCEDURE: case MG_T_CALL: case MG_T_DEFAULT: case MG_T_ON: case MG_T_FROM: case MG_T_DISTINCT: case MG_T_USING:
        return true;
    default:
        return is_operator(before);
    }
}

static bool begins_relation(int before)
{
    return before == MG_T_FROM || before == MG_T_JOIN || before == MG_T_COMMA || before == MG_T_USING || before == MG_T_INTO;
}

/* The kinds that look_at has something to say about. */
static const bool is_watched[MG_T_COUNT] = {
    [MG_T_NUMBER] = true, [MG_T_PARAM] = true, /* may be wrong */
    [MG_T_COLON] = true, [MG_T_SIMILAR] = true, [MG_T_SET] = true, [MG_T_INTERVAL] = true, [MG_T_LEFT] = true,
    [MG_T_RIGHT] = true, [MG_T_LIKE] = true, [MG_T_ILIKE] = true, [MG_T_PRECISION] = true, [MG_T_VARYING] = true,
    [MG_T_NATIONAL] = true, [MG_T_SETOF] = true, [MG_T_CURRENT] = true, [MG_T_ROW] = true, [MG_T_GROUPING] = true,
    [MG_T_EXCLUDE] = true, [MG_T_OVER] = true, [MG_T_FILTER] = true, [MG_T_WITHIN] = true, [MG_T_AT] = true,
    [MG_T_PARTITION] = true, [MG_T_GENERATED] = true, [MG_T_UNKNOWN] = true, [MG_T_DOCUMENT] = true,
    [MG_T_NORMALIZED] = true, [MG_T_UNBOUNDED] = true, [MG_T_OVERLAPS] = true, [MG_T_AUTHORIZATION] = true, [MG_T_BINARY] = true,
    [MG_T_CROSS] = true, [MG_T_FREEZE] = true, [MG_T_FULL] = true, [MG_T_INNER] = true, [MG_T_IS] = true, [MG_T_ISNULL] = true,
    [MG_T_JOIN] = true, [MG_T_NATURAL] = true, [MG_T_NOTNULL] = true, [MG_T_OUTER] = true, [MG_T_TABLESAMPLE] = true,
    [MG_T_VERBOSE] = true, [MG_T_CONCURRENTLY] = true,
    [MG_T_ROWS] = true, [MG_T_SESSION] = true, [MG_T_LOCAL] = true, [MG_T_ALL] = true, [MG_T_ANY_KW] = true,
    [MG_T_SOME] = true, [MG_T_PERCENT] = true, [MG_T_WITH] = true, [MG_T_WITHOUT] = true,
    [MG_T_COALESCE] = true, [MG_T_GREATEST] = true, [MG_T_LEAST] = true, [MG_T_NULLIF] = true, [MG_T_EXTRACT] = true,
    [MG_T_NORMALIZE] = true, [MG_T_OVERLAY] = true, [MG_T_SUBSTRING] = true, [MG_T_TREAT] = true, [MG_T_TRIM] = true,
    [MG_T_POSITION] = true, [MG_T_XMLATTRIBUTES] = true, [MG_T_XMLCONCAT] = true, [MG_T_XMLELEMENT] = true,
    [MG_T_XMLEXISTS] = true, [MG_T_XMLFOREST] = true, [MG_T_XMLNAMESPACES] = true, [MG_T_XMLPARSE] = true,
    [MG_T_XMLPI] = true, [MG_T_XMLROOT] = true, [MG_T_XMLSERIALIZE] = true, [MG_T_XMLTABLE] = true,
    [MG_T_WITH_LA] = true, [MG_T_CURRENT_SCHEMA] = true, [MG_T_OPERATOR] = true, [MG_T_EXISTS] = true, [MG_T_IF] = true, [MG_T_VALUES] = true,
    [MG_T_DATABASE] = true, [MG_T_DOMAIN] = true, [MG_T_FUNCTION] = true, [MG_T_LANGUAGE] = true, [MG_T_PARAMETER] = true, [MG_T_PROCEDURE] = true,
    [MG_T_ROUTINE] = true, [MG_T_SCHEMA] = true, [MG_T_SEQUENCE] = true, [MG_T_TABLESPACE] = true, [MG_T_TYPE] = true,
};

/* One word that is a keyword in few places. */
static void look_at(filter *f, uint32_t i)
{
    mg_token *t = &f->t[i];
    int next = kind_at(f, i + 1), before = i ? f->t[i - 1].kind : MG_T_EOF;
    bool keep = true;
    switch (t->kind) {
    case MG_T_OVERLAPS: case MG_T_AUTHORIZATION: case MG_T_BINARY: case MG_T_CROSS: case MG_T_FREEZE: case MG_T_FULL: case MG_T_INNER:
    case MG_T_IS: case MG_T_ISNULL: case MG_T_JOIN: case MG_T_NATURAL: case MG_T_NOTNULL: case MG_T_OUTER: case MG_T_TABLESAMPLE:
    case MG_T_VERBOSE: case MG_T_CONCURRENTLY: /* names of functions, too */
        keep = next != MG_T_LP || !begins_operand(before);
        break;
    case MG_T_COLON:
        mark_variable(f, i);
        return;
    case MG_T_SIMILAR: /* SUBSTRING (x SIMILAR y ESCAPE z) */
        if (next != MG_T_TO)
            t->kind = MG_T_PLACING;
        return;
    case MG_T_SET: /* REVOKE SET OPTION FOR */
        if (next == MG_T_OPTION && i == 1)
            t->kind = MG_T_ADMIN;
        return;
    case MG_T_INTERVAL:
        mark_interval(f, i);
        return;
    case MG_T_LEFT:
    case MG_T_RIGHT:
        keep = next != MG_T_LP || before == MG_T_NATURAL;
        break;
    case MG_T_LIKE:
    case MG_T_ILIKE:
        keep = !(next == MG_T_LP && (before == MG_T_SELECT || before == MG_T_COMMA));
        break;
    case MG_T_PRECISION:
        t->kind = i && word_is(f, i - 1, "double") ? MG_T_PRECISION_LA : MG_T_ID;
        return;
    case MG_T_VARYING: {
        static const char *const words[] = {"character", "char", "bit", "nchar", NULL};
        t->kind = i && any_word(f, i - 1, words) ? MG_T_VARYING_LA : MG_T_ID;
        return;
    }
    case MG_T_NATIONAL:
        keep = (word_is(f, i + 1, "character") || word_is(f, i + 1, "char")) && t->hash;
        break;
    case MG_T_SETOF:
        keep = next == MG_T_ID || f->t[i].hash;
        break;
    case MG_T_CURRENT:
        keep = next == MG_T_ROW || next == MG_T_OF || before == MG_T_FROM;
        break;
    case MG_T_ROW:
        keep = next == MG_T_LP || before == MG_T_CURRENT || before == MG_T_EACH || before == MG_T_FOR || before == MG_T_FIRST ||
               before == MG_T_NEXT || before == MG_T_NUMBER || before == MG_T_RP || next == MG_T_ONLY || next == MG_T_LEVEL ||
               before == MG_T_STRING || next == MG_T_EXCLUSIVE || next == MG_T_SHARE;
        break;
    case MG_T_GROUPING:
        keep = next == MG_T_LP || word_is(f, i + 1, "sets");
        break;
    case MG_T_POSITION:
        if (next == MG_T_LP)
            mark_position(f, i);
        keep = next == MG_T_LP;
        break;
    case MG_T_COALESCE: case MG_T_GREATEST: case MG_T_LEAST: case MG_T_NULLIF: case MG_T_EXTRACT: case MG_T_NORMALIZE:
    case MG_T_OVERLAY: case MG_T_SUBSTRING: case MG_T_TREAT: case MG_T_TRIM: case MG_T_XMLATTRIBUTES: case MG_T_XMLCONCAT:
    case MG_T_XMLELEMENT: case MG_T_XMLEXISTS: case MG_T_XMLFOREST: case MG_T_XMLNAMESPACES: case MG_T_XMLPARSE:
    case MG_T_XMLPI: case MG_T_XMLROOT: case MG_T_XMLSERIALIZE: case MG_T_XMLTABLE:
        keep = next == MG_T_LP;
        break;
    case MG_T_EXCLUDE:
        keep = next == MG_T_USING || next == MG_T_LP || next == MG_T_CURRENT || next == MG_T_GROUP || next == MG_T_TIES ||
               word_is(f, i + 1, "no");
        break;
    case MG_T_OVER:
        keep = before == MG_T_RP;
        break;
    case MG_T_FILTER:
        keep = before == MG_T_RP && next == MG_T_LP;
        break;
    case MG_T_WITHIN:
        keep = next == MG_T_GROUP;
        break;
    case MG_T_AT:
        keep = next == MG_T_TIME || next == MG_T_LOCAL;
        break;
    case MG_T_PARTITION:
        keep = next == MG_T_BY || next == MG_T_OF || before == MG_T_ATTACH || before == MG_T_DETACH;
        break;
    case MG_T_GENERATED:
        keep = next == MG_T_ALWAYS || next == MG_T_BY;
        break;
    case MG_T_UNKNOWN:
    case MG_T_DOCUMENT:
    case MG_T_NORMALIZED:
        keep = before == MG_T_IS || before == MG_T_NOT || before == MG_T_LP || before == MG_T_OPTION || t->kind == MG_T_NORMALIZED;
        break;
    case MG_T_UNBOUNDED:
        keep = next == MG_T_PRECEDING || next == MG_T_FOLLOWING;
        break;
    case MG_T_ROWS:
        keep = before != MG_T_SELECT && before != MG_T_DOT && next != MG_T_DOT && (next == MG_T_FROM || !begins_relation(before));
        break;
    case MG_T_CURRENT_SCHEMA:
        keep = next != MG_T_LP || !begins_operand(before);
        break;
    case MG_T_OPERATOR:
        keep = next == MG_T_LP || next == MG_T_NUMBER || before == MG_T_ON || !begins_operand(before);
        break;
    case MG_T_EXISTS:
        keep = next == MG_T_LP || !begins_operand(before) || (before == MG_T_NOT && i > 1 && f->t[i - 2].kind == MG_T_IF);
        break;
    case MG_T_IF:
        keep = next == MG_T_NOT || next == MG_T_EXISTS || next == MG_T_ID;
        break;
    case MG_T_VALUES:
        keep = next == MG_T_LP || before == MG_T_DEFAULT || !begins_operand(before);
        break;
    case MG_T_DATABASE: case MG_T_DOMAIN: case MG_T_FUNCTION: case MG_T_LANGUAGE: case MG_T_PARAMETER: case MG_T_PROCEDURE: case MG_T_ROUTINE:
    case MG_T_SCHEMA: case MG_T_SEQUENCE: case MG_T_TABLESPACE: case MG_T_TYPE: /* GRANT SELECT ON type TO r: a table's name */
        keep = before != MG_T_ON || (next != MG_T_TO && next != MG_T_FROM && next != MG_T_COMMA && next != MG_T_IS);
        break;
    case MG_T_WITH_LA: /* WITH time AS (…) */
        if ((!i || before == MG_T_LP || before == MG_T_AS) && kind_at(f, i + 2) == MG_T_AS) {
            t->kind = MG_T_WITH;
            f->t[i + 1].kind = MG_T_ID;
        }
        return;
    case MG_T_SESSION: /* SET session.x */
    case MG_T_LOCAL:
        keep = next != MG_T_DOT;
        break;
    case MG_T_ALL:
        t->kind = (uint16_t)quantifier(f, i, MG_T_ALL, MG_T_ALL_LA);
        return;
    case MG_T_ANY_KW:
    case MG_T_SOME:
        t->kind = MG_T_ANY_LA;
        return;
    case MG_T_PERCENT:
        if (word_is(f, i + 1, "type")) {
            t->kind = MG_T_PERCENT_TYPE;
            t->len = f->t[i + 1].off + f->t[i + 1].len - t->off;
            f->t[i + 1].kind = MG_T_EOF; /* taken out below */
            f->removed = true;
        }
        return;
    case MG_T_WITH:
        if (next == MG_T_UNIQUE)
            t->kind = MG_T_WITH_LA;
        return;
    case MG_T_WITHOUT:
        if (next == MG_T_UNIQUE)
            t->kind = MG_T_WITHOUT_LA;
        return;
    default:
        return;
    }
    if (!keep)
        t->kind = MG_T_ID;
}

/* U&"…" UESCAPE '!' is one token. */
static bool join_uescape(filter *f, uint32_t i)
{
    mg_token *t = &f->t[i];
    if (!(t->flags & MG_TF_ESCAPED) || (f->src[t->off] | 32) != 'u' || !word_is(f, i + 1, "uescape") || kind_at(f, i + 2) != MG_T_STRING)
        return false;
    const mg_token *escape = &f->t[i + 2];
    if (escape->len != 3 || f->src[escape->off] != '\'')
        return false;
    t->len = escape->off + escape->len - t->off;
    f->t[i + 1].kind = f->t[i + 2].kind = MG_T_EOF;
    f->removed = true;
    return true;
}

static void take_out(mg_parse *ps, filter *f)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->n; i++)
        if (f->t[i].kind != MG_T_EOF)
            f->t[kept++] = f->t[i];
    if (kept < f->n)
        f->t[kept] = f->t[f->n];
    ps->n_tokens = f->n = kept;
}

static bool may_be_wrong(const mg_token *t)
{
    return t->kind == MG_T_NUMBER || t->kind == MG_T_PARAM || t->flags & MG_TF_ESCAPED || (t->len == 2 && t->flags & MG_TF_QUOTED);
}

static void look_closely(mg_parse *ps, filter *f, uint32_t i)
{
    mg_token *t = &f->t[i]; /* one more stands behind the last */
    if (t[1].kind == MG_T_LP && t->hash)
        mark_call(f, i);
    if (is_watched[t->kind])
        look_at(f, i);
    if (!join_uescape(f, i) && may_be_wrong(t) && mg_pg_is_wrong_token(ps, t))
        t->kind = MG_T_ILLEGAL;
}

/* ---- all tokens ---- */

/* About most tokens nothing is in question: the others are noted while the kinds are brought into their common form. Where
 * they are very many, as in rows of figures, all from one on are looked at. */
#define NOTED_MAX 64u

typedef struct notes {
    uint32_t at[NOTED_MAX], n, all_from;
} notes;

static inline void note(notes *noted, uint32_t i)
{
    if (noted->n < NOTED_MAX)
        noted->at[noted->n++] = i;
    else if (noted->all_from > i)
        noted->all_from = i;
}

static const bool is_common[MG_T_COUNT] = {
    [MG_T_NOT] = true, [MG_T_WITH] = true, [MG_T_WITHOUT] = true, [MG_T_NULLS] = true, [MG_T_DOT] = true, [MG_T_LP] = true,
};

static void note_odd_ones(filter *f, notes *noted)
{
    for (uint32_t i = 0; i < f->n; i++) {
        mg_token *t = &f->t[i];
        if (is_common[t->kind]) {
            if (t->kind == MG_T_DOT && t[1].hash)
                t[1].kind = MG_T_ID;
            else if (t->kind == MG_T_LP && i && t[-1].hash && (f->src[t[-1].off] | 32) == 'j')
                note(noted, i - 1);
            else
                t->kind = (uint16_t)mg_filter_kind(t->kind, i + 1 < f->n ? t[1].kind : MG_T_EOF);
        }
        if (is_watched[t->kind] || t->flags & (MG_TF_ESCAPED | MG_TF_QUOTED))
            note(noted, i);
    }
}

void mg_pg_parse(mg_parse *ps)
{
    filter f = {ps->source->text.p, (mg_token *)(uintptr_t)ps->tokens, ps->n_tokens, false};
    notes noted;
    noted.n = 0;
    noted.all_from = f.n;
    note_odd_ones(&f, &noted);
    for (uint32_t i = 0; i < noted.n; i++)
        look_closely(ps, &f, noted.at[i]);
    for (uint32_t i = noted.all_from; i < f.n; i++)
        look_closely(ps, &f, i);
    if (f.removed)
        take_out(ps, &f);
    mg_parse_postgres(ps);
}
