/* How the common lib/dialect/written.c finds expressions in PostgreSQL's texts: IN (…) and = ANY (ARRAY[…]) stay two things
 * in its catalogue. */
#include "dialect/postgres/render.h"
#include "dialect/written.h"

/* Names without a schema lead to the same things for whoever runs the plan. */
static bool has_usual_path(const mg_schema *s)
{
    for (uint32_t i = 0; i < s->search_path.n; i++) {
        mg_str name = *(const mg_str *)s->search_path.at[i];
        if (!mg_str_eq(name, s->dialect->default_schema) && !mg_str_is(name, "pg_catalog") && !mg_str_is(name, "$user"))
            return false;
    }
    return true;
}

static const char *const dollars_and_comments[] = {"$", "--", NULL};
static const char *const type_tails[] = {"varying", "precision", "with time zone", "without time zone", NULL};

const mg_wording mg_pg_wording = {
    .quotes = "'\"", .not_worth = dollars_and_comments, .type_tails = type_tails, .holds = has_usual_path};

void mg_pg_put_written(mg_pg_out *w, const mg_object *o, const mg_node *holder)
{
    int root = 0;
    mg_str text = mg_as_written(w->s, o, holder, NULL, &root);
    if (text.n)
        mg_pg_put_str(w, text);
    else
        mg_pg_put_expr(w, holder->first);
}
