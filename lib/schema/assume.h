/* For assume.c and assume_more.c. */
#ifndef MG_ASSUME_H
#define MG_ASSUME_H

#include "schema/schema.h"

typedef struct mg_guess {
    mg_schema *s, *base; /* the schema that is read, and what is assumed to have been */
    mg_object *table;
    const mg_node *creating; /* the name of the table that the statement makes; or NULL */
    const mg_node *altering; /* the ALTER TABLE; or NULL */
} mg_guess;

/* What the name means; it was there before the text if nobody made it. NULL: the text has dropped it. */
mg_object *mg_assume_object(mg_guess *g, int kind, const mg_node *qname);
/* … a part of the guess's table. `like`: a column definition whose NOT NULL and DEFAULT the old one is assumed to have had. */
void mg_assume_child(mg_guess *g, int kind, mg_str name, const mg_node *like);
/* An attribute of which no more is known than that it is there. */
mg_node *mg_assume_attr(mg_schema *s, mg_kind kind);
/* The state that an action on the guess's table takes away. */
void mg_assume_state(mg_guess *g, const mg_node *action);
/* What a statement about something that is no table takes for granted. */
void mg_assume_other(mg_guess *g, const mg_node *ast);

#endif
