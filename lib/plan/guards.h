/* A statement of a step, word by word, for putting guards into it. */
#ifndef MG_GUARDS_H
#define MG_GUARDS_H

#include "lex/lex.h"
#include "plan/planner.h"

typedef struct mg_reading {
    mg_planner *pl;
    const mg_schema *goal; /* to which the script leads: AFTER, or BEFORE on the way back */
    mg_str text;
    const mg_raw_stmt *st;
    mg_buf *out;
    uint32_t copied; /* of the text, so far */
    bool drops;      /* a constraint that may be there */
    const char *once; /* why the statements cannot be run twice; NULL: they can */
} mg_reading;

mg_str mg_guard_word(const mg_reading *r, uint32_t i);
mg_str mg_guard_words(const mg_reading *r, uint32_t from, uint32_t to);
bool mg_guard_stands(const mg_reading *r, uint32_t at, const char *phrase);
uint32_t mg_guard_skip_name(const mg_reading *r, uint32_t i);
void mg_guard_copy_to(mg_reading *r, uint32_t off);

/* PostgreSQL: what has no words of its own stands behind a look into the catalogue. False: not such a statement. */
bool mg_guard_once(mg_reading *r);
/* All of a step of a rename in stages, which is over when the old name is gone. */
mg_str mg_guard_stage(mg_planner *pl, const mg_step *s, mg_str sql);
/* Elsewhere: why a rename has to stay without a guard, or NULL; and steps that run once because others do. */
const char *mg_guard_taken(const mg_planner *pl, const mg_step *s);
void mg_guard_spread(mg_planner *pl);

#endif
