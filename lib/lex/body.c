/* Bodies of routines and triggers: the terminators in them end no statement. */
#include "lex/lexer.h"

static void open_block(mg_lexer *lx, block b)
{
    if (lx->depth < BLOCKS_MAX)
        lx->blocks[lx->depth] = (uint8_t)b;
    lx->depth++;
}

static block top_block(const mg_lexer *lx)
{
    return lx->depth == 0 || lx->depth > BLOCKS_MAX ? BLOCK_BEGIN : (block)lx->blocks[lx->depth - 1];
}

/* Could the next token start a statement of a body? */
static bool at_statement_start(const mg_lexer *lx)
{
    switch (kind_at(lx, 0)) {
    case MG_T_SEMI:
    case MG_T_BEGIN:
    case MG_T_DO:
    case MG_T_LOOP:
    case MG_T_REPEAT:
    case MG_T_COLON:
        return true;
    case MG_T_THEN:
    case MG_T_ELSE:
        return top_block(lx) != BLOCK_CASE_EXPR;
    case MG_T_ROW: /* FOR EACH ROW */
        return kind_at(lx, 1) == MG_T_EACH;
    case MG_T_RP: /* a routine's arguments */
        return lx->depth == 0 && lx->parens == 0;
    default:
        return false;
    }
}

static void track_mysql(mg_lexer *lx, const mg_token *t)
{
    bool suffix = lx->end_suffix;
    lx->end_suffix = false;
    switch (t->kind) {
    case MG_T_BEGIN:
        open_block(lx, BLOCK_BEGIN);
        break;
    case MG_T_CASE:
        if (!suffix)
            open_block(lx, at_statement_start(lx) ? BLOCK_CASE : BLOCK_CASE_EXPR);
        break;
    case MG_T_IF:
        if (!suffix && at_statement_start(lx))
            open_block(lx, BLOCK_CONTROL);
        break;
    case MG_T_LOOP:
    case MG_T_WHILE:
    case MG_T_REPEAT:
        if (!suffix && at_statement_start(lx))
            open_block(lx, BLOCK_CONTROL);
        break;
    case MG_T_FOR:
        if (!suffix && lx->sc.mode == MG_LEX_MARIADB && at_statement_start(lx))
            open_block(lx, BLOCK_CONTROL);
        break;
    case MG_T_END:
        lx->depth -= lx->depth > 0;
        lx->end_suffix = true;
        break;
    default:
        break;
    }
}

/* BEGIN ATOMIC … END (PostgreSQL), BEGIN … END of a trigger (SQLite). */
static void track_plain(mg_lexer *lx, const mg_token *t)
{
    bool opens = lx->sc.mode == MG_LEX_POSTGRES ? t->kind == MG_T_ATOMIC && kind_at(lx, 0) == MG_T_BEGIN : t->kind == MG_T_BEGIN;
    if (opens)
        open_block(lx, BLOCK_BEGIN);
    else if (t->kind == MG_T_CASE && lx->depth)
        open_block(lx, BLOCK_CASE_EXPR);
    else if (t->kind == MG_T_END && lx->depth)
        lx->depth--;
}

static bool names_a_body(const mg_lexer *lx, int kind)
{
    if (kind == MG_T_TRIGGER)
        return true;
    if (lx->sc.mode == MG_LEX_SQLITE)
        return false;
    return kind == MG_T_FUNCTION || kind == MG_T_PROCEDURE || (is_mysql(lx) && (kind == MG_T_EVENT || kind == MG_T_PACKAGE));
}

/* The words before a routine's or trigger's name: so many may they be. */
#define HEAD_MAX 24

static bool may_have_body(const mg_lexer *lx, int first)
{
    return first == MG_T_CREATE || (first == MG_T_ALTER && is_mysql(lx)) || (first == MG_T_BEGIN && lx->sc.mode == MG_LEX_MARIADB);
}

static void track_head(mg_lexer *lx, const mg_token *t)
{
    bool anonymous = lx->tokens[0].kind == MG_T_BEGIN; /* MariaDB: BEGIN NOT ATOMIC */
    if (anonymous ? lx->n == 1 && t->kind == MG_T_NOT : lx->parens == 0 && names_a_body(lx, t->kind)) {
        lx->has_body = true;
        if (anonymous)
            open_block(lx, BLOCK_BEGIN);
    }
}

/* MariaDB has compound statements outside of routines, too. */
static bool opens_compound(const mg_lexer *lx, int first)
{
    bool opens = first == MG_T_IF || first == MG_T_CASE || first == MG_T_LOOP || first == MG_T_WHILE || first == MG_T_REPEAT || first == MG_T_FOR;
    return opens && lx->sc.mode == MG_LEX_MARIADB;
}

static void track_first(mg_lexer *lx, int kind)
{
    lx->has_body = opens_compound(lx, kind);
    lx->may_have_body = lx->has_body || may_have_body(lx, kind);
    if (lx->has_body)
        open_block(lx, kind == MG_T_CASE ? BLOCK_CASE : BLOCK_CONTROL);
}

void mg_lexer_track(mg_lexer *lx, const mg_token *t)
{
    if (lx->n == 0)
        track_first(lx, t->kind);
    else if (!lx->may_have_body)
        return;
    else if (!lx->has_body) {
        lx->may_have_body = lx->n < HEAD_MAX && !(lx->n == 1 && (t->kind == MG_T_TABLE || t->kind == MG_T_INDEX));
        if (lx->may_have_body)
            track_head(lx, t);
    } else if (is_mysql(lx))
        track_mysql(lx, t);
    else
        track_plain(lx, t);
}
