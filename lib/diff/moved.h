/* Columns that go from one table to another, along a foreign key that tells which row is whose. */
#ifndef MG_MOVED_H
#define MG_MOVED_H

#include "diff/diff.h"

typedef enum mg_link_shape {
    MG_LINK_NONE,
    MG_LINK_ONE,    /* a row of the one belongs to at most one of the other */
    MG_LINK_COPIES, /* several rows of the target belong to one of the source: each gets its value */
    MG_LINK_MANY,   /* several rows of the source belong to one of the target: which value it gets, nobody knows */
} mg_link_shape;

enum { MG_LINK_MAX = 8 }; /* columns of a key */

typedef struct mg_link {
    mg_link_shape shape;
    bool several;                /* more than one foreign key of that shape: which one is meant, nobody said */
    bool source_refers;          /* the foreign key stands in the source's table */
    const mg_object *foreign_key;/* of BEFORE where it was there, else of AFTER */
    uint32_t n;                  /* pairs of columns that are equal in rows that belong together */
    const mg_object *source[MG_LINK_MAX]; /* of BEFORE */
    const mg_object *target[MG_LINK_MAX]; /* of BEFORE; where the table is new, of AFTER */
} mg_link;

struct mg_move {
    const mg_object *from;       /* of BEFORE */
    const mg_object *to;         /* of AFTER */
    mg_link link;
};

/* How rows of a table of BEFORE and of another table of AFTER belong together. The columns of the key have to be there
 * before and after anything moves: what comes with the change has no values yet. */
mg_link mg_link_between(const mg_changes *c, const mg_object *source, const mg_object *target);
/* The one holds what the other held: text in text, a number in a number. */
bool mg_types_of_move_fit(const mg_object *from, const mg_object *to);
/* The move that the column of BEFORE or AFTER is part of; or NULL. */
const mg_move *mg_move_of(const mg_changes *c, const mg_object *column);

/* Somebody said so, and it can be done: a row knows its one, and the table that gets the values was there before. */
static inline bool mg_move_can_be_planned(const mg_changes *c, const mg_move *m)
{
    return (m->link.shape == MG_LINK_ONE || m->link.shape == MG_LINK_COPIES) && mg_changes_counterpart(c, m->to->parent);
}

#endif
