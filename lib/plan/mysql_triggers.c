/* The way back gives rows the values that were saved, by UPDATE. Triggers of the table would take that for news: they count, log
 * and write into other tables once more. No statement switches them off, so they go before the UPDATE and come back after it. */
#include "plan/mysql_plan.h"

#include <string.h>

static bool fires_on_update(const mg_object *trigger)
{
    if (trigger->kind != MG_O_TRIGGER)
        return false;
    MG_EACH(e, mg_attr(trigger, A_EVENTS))
        if (mg_str_iis(mg_text(e), "update"))
            return true;
    return false;
}

/* One of its statements is an UPDATE; those in a body are indented. */
static bool updates(const mg_step *s)
{
    static const char word[] = "UPDATE ";
    const uint32_t n = sizeof word - 1;
    if (!s->table || s->trigger || s->manual.n)
        return false;
    for (uint32_t i = 0; i + n <= s->sql.n; i++)
        if ((!i || (i > 1 && s->sql.p[i - 1] == '\n' && s->sql.p[i - 2] == ';')) && !memcmp(s->sql.p + i, word, n))
            return true;
    return false;
}

static const mg_object *in_after(const mg_planner *pl, const mg_object *o)
{
    return o && o->owner == pl->before ? mg_plan_after_of(pl, o) : o;
}

static bool same_table(const mg_planner *pl, const mg_object *x, const mg_object *y)
{
    return x == y || (x && y && in_after(pl, x) && in_after(pl, x) == in_after(pl, y));
}

/* ---- which triggers are there, by table ------------------------------------------------------------ */

typedef struct standing {
    const mg_planner *pl;
    mg_map tables; /* a table's address -> mg_vec* of its triggers */
} standing;

/* The triggers of the table, whichever side it is of; NULL when it cannot be made, or when there are none and none are wanted. */
static mg_vec *of_table(standing *there, const mg_object *table, bool wanted)
{
    const mg_object *after = in_after(there->pl, table);
    const mg_object **key = MG_NEW(there->pl->arena, const mg_object *);
    if (!key)
        return NULL;
    *key = after ? after : table;
    mg_str address = {(const char *)key, sizeof *key};
    mg_vec *triggers = mg_map_get(&there->tables, address);
    if (triggers || !wanted)
        return triggers;
    triggers = MG_NEW(there->pl->arena, mg_vec);
    if (!triggers)
        return NULL;
    mg_vec_init(triggers, &there->pl->ctx->alloc);
    return mg_map_put(&there->tables, address, triggers) ? triggers : NULL;
}

static void comes(standing *there, const mg_object *trigger)
{
    mg_vec *triggers = of_table(there, trigger->parent, true);
    if (triggers)
        mg_vec_push(triggers, (void *)(uintptr_t)trigger);
}

static void leaves(standing *there, const mg_object *trigger)
{
    mg_vec *triggers = of_table(there, trigger->parent, false);
    uint32_t n = 0;
    for (uint32_t i = 0; triggers && i < triggers->n; i++)
        if (triggers->at[i] != trigger)
            triggers->at[n++] = triggers->at[i];
    if (triggers)
        triggers->n = n;
}

/* Columns stand before all other children, and are most of them. */
static const mg_object *behind_columns(const mg_object *table)
{
    const mg_object *first = NULL;
    for (const mg_object *c = table->last; c && c->kind != MG_O_COLUMN; c = c->prev)
        first = c;
    return first;
}

/* Those that AFTER has: they are there when the way back begins. */
static void begin(standing *there, const mg_planner *pl)
{
    there->pl = pl;
    mg_map_init(&there->tables, &pl->ctx->alloc);
    MG_EACH_OBJECT(t, pl->after)
        if (t->kind == MG_O_TABLE)
            for (const mg_object *c = behind_columns(t); c; c = c->next)
                if (fires_on_update(c))
                    comes(there, c);
}

static void end(standing *there)
{
    for (uint32_t i = 0; i < there->tables.cap; i++)
        if (there->tables.slots[i].value)
            mg_vec_free(there->tables.slots[i].value);
    mg_map_free(&there->tables);
}

static void follow(standing *there, const mg_step *s)
{
    if (!fires_on_update(s->trigger))
        return;
    if (s->makes)
        comes(there, s->trigger);
    else
        leaves(there, s->trigger);
}

/* ---- steps ------------------------------------------------------------------------------------------- */

static void add_step(mg_planner *pl, mg_vec *out, const mg_step *beside, const mg_object *trigger, bool makes)
{
    mg_step *s = MG_NEW(pl->arena, mg_step);
    if (!s)
        return;
    *s = *beside;
    mg_vec_init(&s->lock_targets, &pl->ctx->alloc);
    mg_vec_init(&s->findings, &pl->ctx->alloc);
    mg_buf_reset(&pl->sql);
    if (makes)
        mg_my_render_create(&pl->sql, trigger->owner, trigger);
    else
        mg_my_render_drop(&pl->sql, trigger->owner, trigger);
    s->sql = mg_plan_take(pl, &pl->sql);
    mg_str label = mg_plan_label(pl, trigger);
    s->op = makes ? "create_trigger" : "drop_trigger";
    s->title = mg_arena_printf(pl->arena, makes ? "TRIGGER %S again" : "no TRIGGER %S while saved values come back", &label);
    s->lock = s->algorithm = NULL;
    s->is_data = s->rewrites_table = s->scans_table = s->destroys_data = false;
    s->trigger = trigger;
    s->makes = makes;
    mg_vec_push(out, s);
}

static bool goes_on(const mg_planner *pl, const mg_step *first, const mg_step *s)
{
    bool drops_saved = s->op && !strcmp(s->op, "save_data");
    return s->phase == first->phase && !s->trigger && (drops_saved || same_table(pl, s->table, first->table));
}

/* The last of the steps from here on that write this table and stand together. */
static uint32_t last_update(const mg_planner *pl, const mg_vec *steps, uint32_t from)
{
    uint32_t last = from;
    const mg_step *first = steps->at[from];
    for (uint32_t i = from + 1; i < steps->n && goes_on(pl, first, steps->at[i]); i++)
        if (updates(steps->at[i]) && same_table(pl, ((const mg_step *)steps->at[i])->table, first->table))
            last = i;
    return last;
}

static void add_around(mg_planner *pl, mg_vec *out, standing *there, const mg_step *beside, bool makes)
{
    const mg_vec *triggers = of_table(there, beside->table, false);
    for (uint32_t i = 0; triggers && i < triggers->n; i++)
        add_step(pl, out, beside, triggers->at[i], makes);
}

void mg_my_quiet_triggers(mg_planner *pl)
{
    standing there;
    mg_vec out, *steps = &pl->plan->rollback;
    mg_vec_init(&out, &pl->ctx->alloc);
    begin(&there, pl);
    for (uint32_t i = 0; i < steps->n; i++) {
        const mg_step *s = steps->at[i];
        if (!updates(s)) {
            if (s->trigger)
                follow(&there, s);
            mg_vec_push(&out, steps->at[i]);
            continue;
        }
        uint32_t last = last_update(pl, steps, i);
        add_around(pl, &out, &there, s, false);
        for (; i < last; i++)
            mg_vec_push(&out, steps->at[i]);
        mg_vec_push(&out, steps->at[i]);
        add_around(pl, &out, &there, s, true);
    }
    end(&there);
    mg_vec *gone = mg_failed(pl->ctx) ? &out : steps; /* a list that is not whole would lose steps */
    mg_vec_free(gone);
    if (gone == steps)
        *steps = out;
}
