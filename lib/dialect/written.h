/* Expressions in the words of their source. Servers keep an expression nearly as it was written: 0 = a and a = 0 stay two
 * things in their catalogues. So a plan says it as its source does, as long as that, read again, is the expression of the
 * model. A dialect says what its texts look like; see mg_dialect.wording. */
#ifndef MG_DIALECT_WRITTEN_H
#define MG_DIALECT_WRITTEN_H

#include "dialect/dialect.h"

struct mg_wording {
    const char *quotes;            /* what texts and names stand in */
    const char *const *not_worth;  /* up to NULL: what makes finding the ends too much work */
    bool backslash;                /* \' does not end a text */
    const char *const *type_tails; /* up to NULL: what may follow the first word of a type; places leave it out. NULL: none do */
    bool (*holds)(const mg_schema *s); /* words mean to whoever runs the plan what they meant in the source; NULL: always */
};

/* The holder's first child in the words of its source; none when the canonical spelling has to do. *root: its E_ kind. */
mg_str mg_as_written(const mg_schema *s, const mg_object *o, const mg_node *holder, const mg_node *type, int *root);
/* The same, printed; what has to do is what mg_print_expr prints. */
void mg_print_written(mg_buf *b, const mg_schema *s, const mg_object *o, const mg_node *holder, const mg_node *type);
/* Letters, digits and signs in the same order, whatever the case and the blanks. */
bool mg_says_the_same(mg_str a, mg_str b);

#endif
