/* PostgreSQL keeps no dependencies of what a body in quotes calls. A routine that the plan makes stands before those that were written
 * after it and mention it: an index, a view that is filled or a generated column may run them at once. */
#include "plan/postgres_plan.h"

static bool is_made(const mg_unit *u)
{
    return mg_is_routine(u->kind) && u->mode == MG_UNIT_CREATE && u->produced && u->after;
}

static void follow(mg_planner *pl, const mg_map *made, const mg_unit *u, mg_str body)
{
    for (uint32_t at = 0, end; at < body.n; at = end) {
        for (end = at + 1; mg_is_word_byte(body.p[at]) && end < body.n && mg_is_word_byte(body.p[end]);)
            end++;
        const mg_unit *other = mg_is_word_byte(body.p[at]) ? mg_map_get(made, (mg_str){body.p + at, end - at}) : NULL;
        if (other && other != u && other->after->id < u->after->id)
            mg_action_edge(pl, other->produced, u->produced);
    }
}

void mg_pg_body_edges(mg_planner *pl)
{
    mg_map made;
    mg_map_init(&made, &pl->ctx->alloc);
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        if (is_made(u) && !mg_map_get(&made, u->after->name))
            mg_map_put(&made, u->after->name, u);
    }
    for (uint32_t i = 0; made.n > 1 && i < pl->units.n; i++) {
        const mg_unit *u = pl->units.at[i];
        if (is_made(u))
            follow(pl, &made, u, mg_attr_text(u->after, A_BODY));
    }
    mg_map_free(&made);
}
