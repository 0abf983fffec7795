/* The statements of a file that move tables or their rows, by the names in them. */
#ifndef MG_MOVES_H
#define MG_MOVES_H

#include "rules/lint.h"

/* The statement copies rows, renames tables or drops them. */
enum { MG_MOVES_NOTHING, MG_MOVES_COPIES, MG_MOVES_RENAMES, MG_MOVES_DROPS };

typedef struct mg_moves {
    mg_arena arena;
    const mg_lint_file *file;
    uint32_t *at, n;           /* the statements that do */
    uint64_t *with_bit;        /* for each bit of word sets a row: of those, which have it */
    size_t row;                /* its length */
    uint8_t *what;             /* MG_MOVES_*, by the number of the statement */
    void *scratch;             /* rebuild.c: room for one SELECT list */
} mg_moves;

/* NULL on failure. */
mg_moves *mg_moves_read(mg_ctx *ctx, const mg_lint_file *file);
void mg_moves_free(mg_moves *m, mg_ctx *ctx);
/* The first statement from `from` on that may have the name, as a word or in one; UINT32_MAX: none. */
uint32_t mg_moves_next(const mg_moves *m, mg_str name, uint32_t from);
/* Whether that one, which copies, renames or drops, has it. */
bool mg_moves_names(const mg_moves *m, uint32_t number, mg_str name);

#endif
