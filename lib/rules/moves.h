/* The statements of a file that move tables or their rows, by the names in them. */
#ifndef MG_MOVES_H
#define MG_MOVES_H

#include "rules/lint.h"

/* Numbers of statements, in order. */
typedef struct mg_places {
    uint32_t *at;
    uint32_t n, cap;
} mg_places;

typedef struct mg_moves {
    mg_arena arena;
    mg_map by_name;            /* mg_places*, by the name in small letters */
    void *scratch;             /* rebuild.c: room for one SELECT list */
} mg_moves;

/* NULL on failure. */
mg_moves *mg_moves_read(mg_ctx *ctx, const mg_lint_file *file);
void mg_moves_free(mg_moves *m, mg_ctx *ctx);
/* The first statement from `from` on that has the name; UINT32_MAX: none. */
uint32_t mg_moves_next(const mg_moves *m, mg_str name, uint32_t from);
/* Whether the statement copies rows, renames tables or drops them. */
bool mg_moves_copies(const mg_lint_stmt *st);
bool mg_moves_renames(const mg_lint_stmt *st);
bool mg_moves_drops(const mg_lint_stmt *st);

#endif
