/* PostgreSQL: the bounds of sequences, of identity columns too. A counter that stands outside of its new bounds is refused: the
 * wider bound comes first, then the counter is set, then comes the narrower one. */
#include "plan/postgres_plan.h"

static const mg_node *param(const mg_node *list, const char *name)
{
    MG_EACH(p, list)
        if (mg_str_is(mg_text(p), name) && p->first)
            return p;
    return NULL;
}

/* False: not a number that this can compare. */
static bool number(const mg_node *p, int64_t otherwise, int64_t *out)
{
    *out = otherwise;
    return !p || mg_is_integer(mg_text(p->first), out);
}

typedef struct bounds {
    int64_t least, most;
} bounds;

static bool bounds_of(const mg_node *list, bounds *out)
{
    int64_t step;
    return number(param(list, "increment"), 1, &step) && step > 0 && number(param(list, "minvalue"), 1, &out->least) &&
           number(param(list, "maxvalue"), INT64_MAX, &out->most);
}

static void widen(mg_planner *pl, mg_buf *b, const mg_node *to, const char *what, const char *none, const char *set)
{
    mg_buf_printf(b, " %s", set);
    if (param(to, what))
        mg_pg_sequence_param(b, pl, param(to, what));
    else
        mg_buf_z(b, none);
}

uint32_t mg_pg_fit_sequence(mg_planner *pl, mg_buf *b, const mg_pg_counter *c, const mg_node *from, const mg_node *to)
{
    bounds was, is;
    uint32_t done = 0;
    if (!bounds_of(from, &was) || !bounds_of(to, &is) || (is.least <= was.least && is.most >= was.most))
        return 0;
    if (is.most > was.most)
        done |= MG_PG_FIT_MOST;
    if (is.least < was.least)
        done |= MG_PG_FIT_LEAST;
    if (done) {
        mg_pg_next(b);
        mg_buf_str(b, c->head);
        if (done & MG_PG_FIT_MOST)
            widen(pl, b, to, "maxvalue", "NO MAXVALUE", c->set);
        if (done & MG_PG_FIT_LEAST)
            widen(pl, b, to, "minvalue", "NO MINVALUE", c->set);
    }
    const mg_node *start = param(to, "start"), *least = param(to, "minvalue");
    mg_str low = least ? mg_text(least->first) : MG_STR("1"), first = start ? mg_text(start->first) : low;
    if (is.least > was.least) {
        mg_pg_next(b);
        mg_buf_printf(b, "SELECT setval(%S, %S, false) WHERE coalesce(pg_sequence_last_value((%S)::regclass) < %S, true)", &c->name, &low,
                      &c->name, &low);
    }
    if (is.most >= was.most)
        return done;
    mg_str high = mg_text(param(to, "maxvalue")->first);
    mg_pg_next(b);
    mg_buf_printf(b, "SELECT setval(%S, %S) WHERE pg_sequence_last_value((%S)::regclass) > %S", &c->name, &high, &c->name, &high);
    if (is.least > was.least)
        return done;
    mg_pg_next(b); /* one that nobody has drawn from yet */
    mg_buf_printf(b, "SELECT setval(%S, %S, false) WHERE pg_sequence_last_value((%S)::regclass) IS NULL", &c->name, &first, &c->name);
    return done;
}
