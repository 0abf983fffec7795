/* Shared by split.c, plain.c and body.c: what is known of the statement being read. */
#ifndef MG_LEXER_H
#define MG_LEXER_H

#include "lex/keywords.h"
#include "lex/scan.h"

#define BLOCKS_MAX 64

/* What an END closes. */
typedef enum block { BLOCK_BEGIN, BLOCK_CASE, BLOCK_CASE_EXPR, BLOCK_CONTROL } block;

struct mg_lexer {
    mg_alloc *alloc;
    mg_scanner sc;
    mg_token *tokens;
    uint32_t n, cap;
    char delimiter[32];     /* MySQL; "" is the usual ';' */
    bool copy_data;         /* rows follow */
    uint32_t recoveries;    /* statements that were cut short because they never ended */
    bool behind_semicolon;  /* the statement before ended in ';' although DELIMITER says otherwise */
    /* of the statement being read */
    bool may_have_body;     /* by its first word */
    bool has_body;          /* CREATE of something whose body may hold terminators */
    uint8_t blocks[BLOCKS_MAX];
    uint32_t depth, parens;
    bool end_suffix;        /* an END was read: IF, CASE, LOOP … behind it belong to it */
};

static inline bool is_mysql(const mg_lexer *lx) { return lx->sc.mode == MG_LEX_MYSQL || lx->sc.mode == MG_LEX_MARIADB; }

static inline int kind_at(const mg_lexer *lx, uint32_t back) { return lx->n > back ? lx->tokens[lx->n - 1 - back].kind : MG_T_EOF; }

/* body.c: to be told of each token before it is counted; it finds where a body begins and ends. */
void mg_lexer_track(mg_lexer *lx, const mg_token *t);


/* Room for one more token; NULL on failure. */
mg_token *mg_lexer_more(mg_lexer *lx);
/* plain.c: words, marks and simple figures of a statement that has begun, up to what needs more thought. They are most
 * of any text. */
void mg_lexer_take_plain(mg_lexer *lx);

#endif
