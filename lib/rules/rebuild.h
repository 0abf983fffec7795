/* A table of the file that goes on as one that was there: made anew, filled from it, and of its name in the end. */
#ifndef MG_REBUILD_H
#define MG_REBUILD_H

#include "rules/moves.h"

struct mg_change_note; /* util.h */

/* What a column of the new table gets. */
typedef struct mg_filled {
    mg_str name;
    mg_str from;               /* the one old column whose values it takes; or none */
    mg_str expr;               /* the expression over it, or over none or several; none: as they are */
    bool never_null;           /* … which is NULL for no row */
} mg_filled;

enum { MG_REBUILD_COPIES = 4 };
typedef struct mg_rebuild {
    const mg_object *old, *now;    /* the table before and after */
    const mg_lint_stmt *copies[MG_REBUILD_COPIES]; /* that bring the rows, in order; by way of other tables perhaps */
    uint32_t n_copies;
    const mg_lint_stmt *drop;      /* of the old table; NULL: it is kept under another name */
    const mg_filled *filled;       /* by column; NULL: not to be told */
    uint32_t n_filled;
    mg_str filter;                 /* from WHERE on; or none */
    bool dedups;                   /* DISTINCT, GROUP BY, OR IGNORE, OR REPLACE …: what is there twice does not fail */
} mg_rebuild;

/* Does `made` go on as `old`? `copy` is `made` as the file leaves it: its columns learn what they were called. */
const mg_rebuild *mg_rebuild_find(const mg_rule_ctx *rc, mg_moves *moves, mg_schema *after, const mg_object *old, const mg_object *made, mg_object *copy);
bool mg_rebuild_enter(mg_map *rebuilt, const mg_rebuild *r); /* false on failure */
/* Of a table, or of what stands in it, on either side; NULL: no such thing. */
const mg_rebuild *mg_rebuild_of(const mg_rule_ctx *rc, const mg_object *o);
const mg_filled *mg_rebuild_filled(const mg_rebuild *r, mg_str column);
void mg_rebuild_note(const mg_rule_ctx *rc, struct mg_change_note *note, const mg_change *c);
/* None of the rule's changes is what happens when the table is made anew beside the old one. */
bool mg_rebuild_is_elsewhere(const mg_rule *rule);
/* … or not this one. */
bool mg_rebuild_silences(const mg_rule_ctx *rc, const mg_rule *rule, const mg_change *c);
/* What has to be said more of the findings from that one on. */
void mg_rebuild_explain(const mg_rule_ctx *rc, uint32_t from);

#endif
