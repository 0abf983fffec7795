/* PostgreSQL: a routine that gets an argument with a default is another routine. While the old one is still there, calls fit both
 * and are refused as "not unique", those of running code too: the old one goes first, in the same transaction. */
#include "plan/postgres_plan.h"

typedef struct call_form {
    uint32_t least, most; /* arguments of a call */
} call_form;

static bool is_given(const mg_node *arg)
{
    return arg->kind == N_ARG && (arg->sub == MG_ARG_IN || arg->sub == MG_ARG_INOUT || arg->sub == MG_ARG_VARIADIC);
}

static call_form form_of(const mg_object *routine)
{
    call_form f = {0, 0};
    MG_EACH(arg, mg_attr(routine, A_ARGS)) {
        f.most += is_given(arg);
        f.least += is_given(arg) && !mg_child(arg, A_DEFAULT);
    }
    return f;
}

static const mg_node *next_given(const mg_node *arg)
{
    while (arg && !is_given(arg))
        arg = arg->next;
    return arg;
}

static bool begin_alike(const mg_object *x, const mg_object *y, uint32_t n)
{
    const mg_node *a = mg_attr_first(x, A_ARGS), *b = mg_attr_first(y, A_ARGS);
    for (uint32_t i = 0; i < n; i++, a = a->next, b = b->next) {
        a = next_given(a), b = next_given(b);
        if (!a || !b || !mg_node_eq(mg_child(a, N_TYPE), mg_child(b, N_TYPE)))
            return false;
    }
    return true;
}

static bool fit_one_call(const mg_object *x, const mg_object *y)
{
    call_form a = form_of(x), b = form_of(y);
    uint32_t n = a.least > b.least ? a.least : b.least;
    return n <= a.most && n <= b.most && begin_alike(x, y, n);
}

/* Lets go of the old one in an action that has no need of the new one. */
static bool steps_aside(const mg_unit *user)
{
    return user->destroyed || (user->released && user->actions.n > 1 && user->released != user->actions.at[user->actions.n - 1]);
}

/* What stands on it is away by then. */
static bool can_go_first(const mg_planner *pl, const mg_unit *u)
{
    for (const mg_object *const *d = mg_schema_dependants(pl->before, u->before); d && *d; d++) {
        const mg_unit *user = mg_unit_of_before(pl, *d);
        if (!user || !steps_aside(user))
            return false;
    }
    return true;
}

static bool is_dropped(const mg_unit *u) { return mg_is_routine(u->kind) && u->mode == MG_UNIT_DROP && u->destroyed && u->before; }

void mg_pg_overload_edges(mg_planner *pl)
{
    mg_map gone; /* name -> the last dropped routine of it: more than one of a name are rare, and then one is enough */
    mg_map_init(&gone, &pl->ctx->alloc);
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        if (is_dropped(u) && can_go_first(pl, u))
            mg_map_put(&gone, u->before->name, u);
    }
    for (uint32_t i = 0; gone.n && i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        mg_unit *old = mg_is_routine(u->kind) && u->mode == MG_UNIT_CREATE && u->produced && u->after ? mg_map_get(&gone, u->after->name) : NULL;
        if (!old || old->kind != u->kind || !mg_str_eq(old->before->schema, u->after->schema) || !fit_one_call(old->before, u->after))
            continue;
        old->destroyed->phase = u->produced->phase; /* not at the end, as else */
        mg_action_edge(pl, old->destroyed, u->produced);
    }
    mg_map_free(&gone);
}
