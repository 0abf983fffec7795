/* Steps: making, numbering, and the way back. */
#include "plan/internal.h"

#include <string.h>

const char *mg_phase_name(mg_phase p)
{
    static const char *const names[MG_PHASE_COUNT] = {"expand", "migrate", "contract"};
    return p < MG_PHASE_COUNT ? names[p] : "expand";
}

static mg_step *make_step(mg_planner *pl, mg_vec *into)
{
    mg_step *s = MG_NEW(pl->arena, mg_step);
    if (!s)
        return NULL;
    mg_vec_init(&s->lock_targets, &pl->ctx->alloc);
    mg_vec_init(&s->findings, &pl->ctx->alloc);
    s->estimate_ms = -1;
    return mg_vec_push(into, s) ? s : NULL;
}

mg_step *mg_step_add(mg_planner *pl, const mg_action *a, const char *op, mg_str sql)
{
    mg_step *s = make_step(pl, &pl->plan->steps);
    if (!s)
        return NULL;
    s->op = op;
    s->sql = sql.n ? mg_arena_str(pl->arena, sql) : MG_STR_NONE;
    s->transaction = MG_TX_SHARED;
    if (a) {
        s->phase = a->phase;
        s->change = a->unit->change;
        const mg_object *o = mg_unit_object(a->unit);
        s->table = o->parent ? o->parent : o;
    }
    return s;
}

static mg_str format(mg_planner *pl, const char *fmt, va_list ap)
{
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_vprintf(&b, fmt, ap);
    mg_str out = mg_buf_take(&b, pl->arena);
    mg_buf_free(&b);
    return out;
}

#define FORMAT_INTO(field)                  \
    do {                                    \
        va_list ap;                         \
        va_start(ap, fmt);                  \
        mg_str text = format(pl, fmt, ap);  \
        va_end(ap);                         \
        if (s)                              \
            s->field = text;                \
    } while (0)

void mg_step_title(mg_planner *pl, mg_step *s, const char *fmt, ...) { FORMAT_INTO(title); }
void mg_step_manual(mg_planner *pl, mg_step *s, const char *fmt, ...) { FORMAT_INTO(manual); }
void mg_step_no_rollback(mg_planner *pl, mg_step *s, const char *fmt, ...)
{
    FORMAT_INTO(no_rollback);
    pl->plan->rollback_complete = false;
}

void mg_step_rollback(mg_planner *pl, mg_step *s, mg_str sql)
{
    if (s && sql.n)
        s->rollback_sql = mg_arena_str(pl->arena, sql);
}

void mg_step_verify(mg_planner *pl, mg_step *s, mg_str sql)
{
    if (s && sql.n)
        s->verify_sql = mg_arena_str(pl->arena, sql);
}

void mg_step_lock_named(mg_planner *pl, mg_step *s, const char *lock, mg_str target)
{
    if (!s)
        return;
    if (lock)
        s->lock = lock;
    mg_str *name = target.n ? MG_NEW(pl->arena, mg_str) : NULL;
    if (!name)
        return;
    *name = target;
    for (uint32_t i = 0; i < s->lock_targets.n; i++)
        if (mg_str_eq(*(mg_str *)s->lock_targets.at[i], *name))
            return;
    mg_vec_push(&s->lock_targets, name);
}

void mg_step_lock(mg_planner *pl, mg_step *s, const char *lock, const mg_object *target)
{
    mg_step_lock_named(pl, s, lock, target ? mg_plan_label(pl, target->parent ? target->parent : target) : MG_STR_NONE);
}

void mg_step_finding(mg_planner *pl, mg_step *s, const char *rule_id)
{
    (void)pl;
    if (s)
        mg_vec_push(&s->findings, (void *)rule_id);
}

void mg_plan_leave_out(mg_planner *pl, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    mg_str *text = MG_NEW(pl->arena, mg_str);
    if (text) {
        *text = format(pl, fmt, ap);
        mg_vec_push(&pl->plan->left_out, text);
    }
    va_end(ap);
}

/* ---- numbers ------------------------------------------------------------------- */

static void number(mg_vec *steps)
{
    uint32_t tx = 0;
    bool shared = false;
    int phase = -1;
    for (uint32_t i = 0; i < steps->n; i++) {
        mg_step *s = steps->at[i];
        s->id = i + 1;
        uint32_t how = s->transaction;
        if (s->manual.n) { /* nothing runs: it neither opens nor closes a transaction */
            s->transaction = 0;
            shared = false;
            continue;
        }
        if (how == MG_TX_NONE) {
            s->transaction = 0;
            shared = false;
            continue;
        }
        if (how == MG_TX_OWN || how == MG_TX_NEW || !shared || (int)s->phase != phase)
            tx++;
        s->transaction = tx;
        shared = how != MG_TX_OWN && how != MG_TX_LAST;
        phase = (int)s->phase;
    }
}

void mg_steps_number(mg_planner *pl)
{
    if (!pl->ops->transactions)
        for (uint32_t i = 0; i < pl->plan->steps.n; i++)
            ((mg_step *)pl->plan->steps.at[i])->transaction = MG_TX_NONE;
    number(&pl->plan->steps);
}

/* ---- the way back ---------------------------------------------------------------- */

static bool contains(mg_str text, const char *word, uint32_t n)
{
    for (uint32_t i = 0; i + n <= text.n; i++)
        if (!memcmp(text.p + i, word, n))
            return true;
    return false;
}

static void undo(mg_planner *pl, const mg_step *s)
{
    if (!s->rollback_sql.n)
        return;
    mg_step *r = make_step(pl, &pl->plan->rollback);
    if (!r)
        return;
    r->change = s->change;
    r->op = s->op;
    r->title = mg_arena_printf(pl->arena, "undo: %S", &s->title);
    r->sql = s->rollback_sql;
    r->phase = s->phase;
    r->table = s->table;
    r->trigger = s->trigger;
    r->makes = !s->makes;
    bool outside = contains(r->sql, " CONCURRENTLY ", 14) || mg_str_starts(r->sql, "DROP SUBSCRIPTION ") || contains(r->sql, "    COMMIT;\n", 12) || mg_str_starts(r->sql, "PRAGMA ") || !pl->ops->transactions;
    r->transaction = outside ? MG_TX_NONE : MG_TX_SHARED;
    r->lock = s->lock;
    r->once = s->back_once;
    for (uint32_t i = 0; i < s->lock_targets.n; i++)
        mg_vec_push(&r->lock_targets, s->lock_targets.at[i]);
}

/* Triggers that went and read columns which have their old names again only now. */
static void bring_back_last(mg_planner *pl, const mg_object *table)
{
    MG_EACH_CHILD(t, table) {
        const mg_unit *u = t->kind == MG_O_TRIGGER && mg_plan_comes_back_last(pl, t) ? mg_unit_of_before(pl, t) : NULL;
        mg_step *r = u && u->destroyed ? make_step(pl, &pl->plan->rollback) : NULL;
        if (!r)
            continue;
        mg_buf_reset(&pl->sql);
        const mg_object *was = pl->changes->of_base ? pl->changes->of_base[t->id] : t;
        pl->d->render_create(&pl->sql, pl->changes->before, was);
        r->sql = mg_buf_take(&pl->sql, pl->arena);
        r->op = "create_trigger";
        mg_str label = mg_plan_label(pl, was);
        r->title = mg_arena_printf(pl->arena, "undo: drop TRIGGER %S", &label);
        r->phase = MG_PHASE_EXPAND;
        r->transaction = MG_TX_NONE;
    }
}

void mg_steps_roll_back(mg_planner *pl)
{
    mg_vec *steps = &pl->plan->steps;
    for (uint32_t i = steps->n; i-- > 0;)
        undo(pl, steps->at[i]);
    for (const mg_object *o = pl->comes_back_last ? pl->before->first : NULL; o; o = o->next)
        bring_back_last(pl, o);
    if (pl->ops->complete_rollback)
        pl->ops->complete_rollback(pl);
    number(&pl->plan->rollback);
}
