/* Token kinds before the parser sees them. SQLite takes strings where names are
 * due, and some words are keywords only by what stands around them. */
#include "dialect/sqlite/build.h"

#include "lex/lex.h"

typedef struct view {
    mg_token *t;
    uint32_t n;
} view;

static int kind_at(const view *v, int64_t i)
{
    return i >= 0 && i < (int64_t)v->n ? v->t[i].kind : MG_T_EOF;
}

static bool word(const mg_token *t)
{
    return t->kind == MG_T_ID || t->hash != 0;
}

static bool joins(int kind)
{
    switch (kind) {
    case MG_T_JOIN:
    case MG_T_CROSS:
    case MG_T_FULL:
    case MG_T_INNER:
    case MG_T_LEFT:
    case MG_T_NATURAL:
    case MG_T_OUTER:
    case MG_T_RIGHT:
        return true;
    default:
        return false;
    }
}

/* CONSTRAINT name with nothing behind it is legal, and means nothing. */
static bool dangles(const view *v, uint32_t i)
{
    int after = kind_at(v, (int64_t)i + 2);
    return v->t[i].kind == MG_T_CONSTRAINT && (after == MG_T_CONSTRAINT || after == MG_T_COMMA || after == MG_T_RP);
}

/* WINDOW, OVER and FILTER are keywords only where a window can be meant. */
static bool is_keyword_here(const view *v, uint32_t i)
{
    int before = kind_at(v, (int64_t)i - 1), next = kind_at(v, (int64_t)i + 1), after = kind_at(v, (int64_t)i + 2);
    bool name_next = i + 1 < v->n && word(&v->t[i + 1]);
    switch (v->t[i].kind) {
    case MG_T_WINDOW: return name_next && after == MG_T_AS;
    case MG_T_OVER: return before == MG_T_RP && (next == MG_T_LP || name_next);
    case MG_T_FILTER: return before == MG_T_RP && next == MG_T_LP;
    case MG_T_INDEXED: return next == MG_T_BY || before == MG_T_NOT;
    case MG_T_CROSS:
    case MG_T_FULL:
    case MG_T_INNER:
    case MG_T_LEFT:
    case MG_T_NATURAL:
    case MG_T_OUTER:
    case MG_T_RIGHT: return joins(next);
    case MG_T_NULLS: return next == MG_T_FIRST || next == MG_T_LAST;
    default: return true;
    }
}

/* After these a name is due. */
static bool name_follows(int kind)
{
    switch (kind) {
    case MG_T_TABLE:
    case MG_T_INDEX:
    case MG_T_VIEW:
    case MG_T_TRIGGER:
    case MG_T_INTO:
    case MG_T_UPDATE:
    case MG_T_FROM:
    case MG_T_JOIN:
    case MG_T_REFERENCES:
    case MG_T_CONSTRAINT:
    case MG_T_COLUMN:
    case MG_T_TO:
    case MG_T_AS:
    case MG_T_ADD:
    case MG_T_RENAME:
    case MG_T_COLLATE:
    case MG_T_OF:
    case MG_T_DOT:
        return true;
    default:
        return false;
    }
}

/* ( … ) that lists names: behind KEY, UNIQUE, REFERENCES t, INTO t. */
static bool opens_names(const view *v, uint32_t lp)
{
    int before = kind_at(v, (int64_t)lp - 1);
    if (before == MG_T_KEY || before == MG_T_UNIQUE)
        return true;
    if (before != MG_T_ID)
        return false;
    for (int64_t i = (int64_t)lp - 2; i >= 0 && i + 5 > (int64_t)lp; i--) {
        if (v->t[i].kind == MG_T_REFERENCES || v->t[i].kind == MG_T_INTO || v->t[i].kind == MG_T_VIEW)
            return true;
        if (v->t[i].kind != MG_T_DOT && v->t[i].kind != MG_T_ID)
            return false;
    }
    return false;
}

typedef struct place {
    int depth;
    bool table;      /* CREATE TABLE: columns stand at depth 1 */
    bool header;     /* before the first parenthesis: what the statement is about */
    int names_depth; /* depth of a list of names; 0 = none */
} place;

static bool is_name(const view *v, uint32_t i, const place *p)
{
    int before = kind_at(v, (int64_t)i - 1), next = kind_at(v, (int64_t)i + 1);
    if (next == MG_T_DOT || name_follows(before))
        return true;
    if (p->header && (before == MG_T_EXISTS || before == MG_T_ON || before == MG_T_DROP))
        return true;
    bool starts = before == MG_T_LP || before == MG_T_COMMA;
    if (starts && p->table && p->depth == 1)
        return true;
    return starts && p->names_depth && p->depth == p->names_depth;
}

static void names(view *v)
{
    place p = {.header = v->n && (v->t[0].kind == MG_T_CREATE || v->t[0].kind == MG_T_DROP || v->t[0].kind == MG_T_ALTER)};
    for (uint32_t i = 1; i < 4 && i < v->n; i++)
        p.table |= v->t[0].kind == MG_T_CREATE && v->t[i].kind == MG_T_TABLE && v->t[i - 1].kind != MG_T_VIRTUAL;
    for (uint32_t i = 0; i < v->n; i++) {
        mg_token *t = &v->t[i];
        switch (t->kind) {
        case MG_T_LP:
            p.depth++;
            p.header = false;
            if (!p.names_depth && opens_names(v, i))
                p.names_depth = p.depth;
            break;
        case MG_T_RP:
            if (p.names_depth == p.depth)
                p.names_depth = 0;
            p.depth--;
            break;
        case MG_T_STRING:
            if (is_name(v, i, &p)) {
                t->kind = MG_T_ID;
                t->flags |= MG_TF_QUOTED;
            }
            break;
        default: break;
        }
    }
}

void mg_sqlite_filter(mg_token *tokens, uint32_t n)
{
    view v = {tokens, n};
    for (uint32_t i = 0; i < n; i++) {
        if (!is_keyword_here(&v, i))
            tokens[i].kind = MG_T_ID;
        else if (dangles(&v, i))
            tokens[i].kind = MG_T_CONSTRAINT_LA;
        else if (tokens[i].kind == MG_T_GENERATED && kind_at(&v, (int64_t)i + 1) == MG_T_ALWAYS)
            tokens[i].kind = MG_T_GENERATED_LA;
    }
    mg_filter_tokens(tokens, n);
    names(&v);
}
