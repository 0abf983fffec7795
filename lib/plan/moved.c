/* Columns that go to another table: the second column is there, and a foreign key tells which row is whose.
 *
 * One row to one: triggers of both tables bring the other column into step, whichever is written, and nothing is done
 * when both agree, so they end by themselves. A row that comes without a value takes the other's. Before the first column
 * goes, every value has to have arrived; one whose row has no other stops the script. The way back takes the values from
 * the second column, which holds them all.
 *
 * One row to many: each of the many gets a copy, and until the first column goes it alone says what they hold: of many
 * copies nobody knows which one is right. The way back takes what was saved.
 *
 * Many rows to one: not done. Which of the values is meant, nobody said. */
#include "plan/internal.h"
#include "plan/staged.h"

/* ---- asking ---------------------------------------------------------------------- */

const mg_staged *mg_move_from(const mg_planner *pl, const mg_object *column)
{
    for (uint32_t i = 0; i < pl->staged.n; i++) {
        const mg_staged *s = pl->staged.at[i];
        if (s->shape == MG_STAGED_MOVE && s->before->id == column->id && column->owner == s->before->owner)
            return s;
    }
    return NULL;
}

const mg_staged *mg_move_to(const mg_planner *pl, const mg_object *column)
{
    for (uint32_t i = 0; i < pl->staged.n; i++) {
        const mg_staged *s = pl->staged.at[i];
        if (s->shape == MG_STAGED_MOVE && s->after == column)
            return s;
    }
    return NULL;
}

/* ---- against it ---------------------------------------------------------------------- */

static const mg_refusal fine = {NULL, false};
static mg_refusal never(const char *why) { return (mg_refusal){why, false}; }

static mg_refusal harder(mg_refusal a, mg_refusal b)
{
    return a.why && !a.if_asked ? a : b.why ? b : a;
}

static bool is_key_part(const mg_object *column)
{
    MG_EACH_CHILD(k, column->parent)
        if (k->kind == MG_O_PRIMARY_KEY)
            MG_EACH(key, mg_attr(k, A_KEYS))
                if (key->first && key->first->kind == E_COLUMN && mg_str_eq(mg_text(key->first), column->name))
                    return true;
    return false;
}

static bool same_attr(const mg_object *a, const mg_object *b, mg_kind kind)
{
    const mg_node *x = mg_attr(a, kind), *y = mg_attr(b, kind);
    return x && y ? mg_node_eq(x, y) : x == y;
}

static bool sequence_fills(const mg_object *column)
{
    for (uint32_t i = 0; i < column->n_deps; i++)
        if (column->deps[i]->kind == MG_O_SEQUENCE)
            return true;
    return false;
}

static bool numbers_itself(const mg_object *c)
{
    return mg_attr(c, A_IDENTITY) || mg_attr(c, A_AUTO_INCREMENT) || sequence_fills(c);
}

/* What tells which row is whose has to stay what it is until the first column has gone. */
static mg_refusal against_key(const mg_planner *pl, const mg_object *column)
{
    const mg_unit *u = mg_unit_raw_before(pl, column);
    if (!mg_is_builtin_type(mg_text(mg_attr_first(column, A_TYPE))) && pl->d->has_schemas)
        return never("a type that is not the engine's own tells which row is whose");
    if (!mg_str_eq(mg_staged_name_now(pl, column), column->name) || (u && mg_unit_change(u, MG_C_ALTER_COLUMN_TYPE)))
        return never("what tells which row is whose changes as well");
    return fine;
}

/* Its own UPDATE triggers fire whichever way the rows are copied: that is said, and refuses nothing. */
static mg_refusal against_table(const mg_planner *pl, const mg_object *table)
{
    mg_refusal r = mg_staged_against_table(pl, table);
    return r.if_asked ? fine : r;
}

static void say_triggers(mg_planner *pl, const mg_staged *s)
{
    const mg_object *table = mg_plan_before_of(pl, s->after->parent);
    if (!mg_staged_against_table(pl, table).if_asked)
        return;
    mg_str label = mg_plan_label(pl, table);
    mg_plan_leave_out(pl, "copying into %S unnoticed: it has UPDATE triggers of its own, which fire for old rows", &label);
}

static mg_refusal against_move(const mg_planner *pl, const mg_staged *s)
{
    const mg_object *x = s->before, *y = s->after;
    if (!same_attr(x, y, A_TYPE) || !same_attr(x, y, A_COLLATE) || !same_attr(x, y, A_CHARSET))
        return never("the two types are not the same, so a value of the one may be none of the other");
    if (numbers_itself(x) || numbers_itself(y))
        return never("it numbers its rows by itself");
    if (is_key_part(x) || is_key_part(y))
        return never("it is part of a primary key");
    if ((x->flags & MG_OF_IMPLIED) || (y->flags & MG_OF_IMPLIED))
        return never("the column is its parent's");
    mg_refusal r = harder(against_table(pl, x->parent), against_table(pl, mg_plan_before_of(pl, y->parent)));
    for (uint32_t i = 0; i < s->link.n; i++)
        r = harder(r, harder(against_key(pl, s->link.source[i]), against_key(pl, s->link.target[i])));
    bool must_relax = s->link.shape == MG_LINK_ONE && mg_attr(x, A_NOT_NULL);
    if (must_relax && !pl->ops->staged->moved->relax)
        r = harder(r, (mg_refusal){"it is NOT NULL, so rows of code that writes the new one alone would be refused", true});
    return pl->ops->staged->moved->refuse ? harder(r, pl->ops->staged->moved->refuse(pl, s)) : r;
}

/* ---- units ------------------------------------------------------------------------------- */

static void say_plain(mg_planner *pl, const mg_staged *s, const mg_refusal *r)
{
    mg_str from = mg_plan_label(pl, s->old), to = mg_plan_label(pl, s->beside);
    if (r->if_asked && mg_staged_is_asked(pl))
        mg_plan_leave_out(pl, "the move of %S to %S in stages, as asked, though %s", &from, &to, r->why);
    else
        mg_plan_leave_out(pl, "the move of %S to %S in stages: its values are copied once, because %s%s", &from, &to, r->why,
                          r->if_asked ? " (--strategy online does it in stages all the same)" : "");
}

static void say_nothing_copied(mg_planner *pl, const mg_move *m)
{
    mg_str from = mg_plan_label(pl, m->from), to = mg_plan_label(pl, m->to);
    const char *why = m->link.shape == MG_LINK_MANY ? "several rows may belong to one of the other table, and which value it gets only a person knows"
                                                    : "the other table is new, and which rows it gets only a person knows (data-loss/moved-column shows a statement)";
    mg_plan_leave_out(pl, "the values of %S for %S: nothing is copied, because %s", &from, &to, why);
}

static mg_staged *describe(mg_planner *pl, const mg_move *m, mg_unit *u)
{
    mg_staged *s = MG_NEW(pl->arena, mg_staged);
    if (!s)
        return NULL;
    *s = (mg_staged){.shape = MG_STAGED_MOVE, .move = m, .change = u->change, .unit = u, .before = mg_planner_base(pl, m->from), .after = m->to, .link = m->link};
    mg_vec_init(&s->carried, &pl->ctx->alloc);
    for (uint32_t i = 0; i < s->link.n; i++) {
        s->link.source[i] = mg_planner_base(pl, s->link.source[i]);
        s->link.target[i] = mg_planner_base(pl, s->link.target[i]);
    }
    s->old = mg_staged_copy(pl, s->before, s->before->name);
    s->beside = mg_staged_plain_copy(pl, s->after, s->after->name);
    return mg_failed(pl->ctx) ? NULL : s;
}

static bool move_unit(mg_planner *pl, const mg_move *m)
{
    mg_unit *u = mg_unit_raw_after(pl, m->to);
    if (!mg_move_can_be_planned(pl->changes, m)) {
        say_nothing_copied(pl, m);
        return true;
    }
    if (!u || u->kind != MG_O_COLUMN || u->mode != MG_UNIT_CREATE || !pl->ops->staged || !pl->ops->staged->moved)
        return true;
    mg_staged *s = describe(pl, m, u);
    if (!s)
        return false;
    s->plain = mg_plan_fast(pl);
    mg_refusal r = s->plain ? fine : against_move(pl, s);
    if (r.why) {
        say_plain(pl, s, &r);
        s->plain = !r.if_asked || !mg_staged_is_asked(pl);
    }
    say_triggers(pl, s);
    u->staged = s;
    return mg_vec_push(&pl->staged, s);
}

bool mg_move_units(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->changes->moves.n; i++)
        if (!move_unit(pl, pl->changes->moves.at[i]))
            return false;
    return true;
}

/* ---- actions and edges --------------------------------------------------------------------- */

/* Until the last phase the first column takes NULL; its way back does not know better either. */
static void relax_source(mg_planner *pl, const mg_staged *s)
{
    mg_unit *u = mg_unit_raw_before(pl, s->before);
    if (s->plain || s->link.shape != MG_LINK_ONE || !mg_attr(s->before, A_NOT_NULL) || !u || u->kind != MG_O_COLUMN || u->mode != MG_UNIT_DROP)
        return;
    mg_object *copy = mg_staged_copy(pl, s->before, s->before->name);
    if (!copy)
        return;
    mg_attr_drop(copy, A_NOT_NULL);
    u->before = copy;
}

void mg_move_actions(mg_planner *pl, mg_staged *s)
{
    mg_unit *u = s->unit;
    if (u->mode != MG_UNIT_CREATE || u->absorbed_by) { /* what makes its table anew copies the values */
        mg_refusal r = {"its table is made anew, which copies them", false};
        if (!s->plain)
            say_plain(pl, s, &r);
        s->plain = true;
        return;
    }
    relax_source(pl, s);
    mg_action_add(pl, u, MG_OP_STAGE_ADD, MG_PHASE_EXPAND, MG_AF_CONSUMES);
    s->fill = mg_action_add(pl, u, MG_OP_STAGE_FILL, MG_PHASE_MIGRATE, MG_AF_PRODUCES);
    s->finish = mg_action_add(pl, u, MG_OP_STAGE_FINISH, s->plain ? MG_PHASE_MIGRATE : MG_PHASE_CONTRACT, 0);
}

/* What goes with it waits until nothing asks for it any more. */
static void goes_later(mg_planner *pl, const mg_object *o, mg_action *last)
{
    mg_unit *u = mg_unit_of_before(pl, o);
    if (!u || !last || u == last->unit)
        return;
    if (u->mode == MG_UNIT_DROP && u->destroyed)
        mg_action_edge(pl, last, u->destroyed);
    else if (u->kind == MG_O_TABLE && u->mode == MG_UNIT_ALTER && !mg_plan_after_of(pl, o)) /* made anew without it */
        mg_action_edge(pl, last, u->first);
}

static void link_goes_later(mg_planner *pl, const mg_object *column, mg_action *last)
{
    goes_later(pl, column, last);
    for (const mg_object *const *d = mg_schema_dependants(pl->before, column); *d; d++)
        if ((*d)->parent == column->parent && ((*d)->kind == MG_O_UNIQUE || (*d)->kind == MG_O_PRIMARY_KEY || (*d)->kind == MG_O_INDEX))
            goes_later(pl, *d, last);
}

void mg_move_edges(mg_planner *pl, const mg_staged *s)
{
    mg_action *last = s->finish ? s->finish : s->unit->absorbed_by ? s->unit->absorbed_by->first : NULL;
    goes_later(pl, s->before, last);
    for (uint32_t i = 0; i < s->link.n; i++) {
        link_goes_later(pl, s->link.source[i], last);
        link_goes_later(pl, s->link.target[i], last);
    }
}

/* ---- steps ------------------------------------------------------------------------------------ */

typedef struct tale {
    mg_planner *pl;
    const mg_action *a;
    mg_staged *s;
    const mg_staged_ops *ops;
    const mg_moved_ops *moved;
    mg_str from, to, source; /* labels: the columns, the first one's table */
} tale;

static mg_step *add(const tale *t, const char *op, const char *fact)
{
    return t->ops->step(t->pl, t->a, op, fact, &t->pl->sql, &t->pl->sql2);
}

/* It is about the first column's table, though the action is the second one's. */
static void at_source(const tale *t, mg_step *s)
{
    if (!s)
        return;
    s->table = t->s->old->parent;
    s->lock_targets.n = 0;
    if (s->lock)
        mg_step_lock(t->pl, s, s->lock, t->s->old);
}

static void of_data(mg_step *s, uint32_t transaction)
{
    if (!s)
        return;
    s->is_data = s->scans_table = true;
    if (s->transaction == MG_TX_SHARED)
        s->transaction = transaction;
}

static void procedure(const tale *t, bool drop)
{
    if (!t->moved->procedure || t->s->plain)
        return;
    t->moved->procedure(t->pl, &t->pl->sql, t->s, drop);
    t->moved->procedure(t->pl, &t->pl->sql2, t->s, !drop);
    mg_step *s = add(t, drop ? "drop_procedure" : "create_procedure", NULL);
    mg_step_title(t->pl, s, drop ? "drop the helper" : "a helper that copies in batches of %u rows and goes on where it stopped", t->pl->opts.batch_rows);
}

static void relax(const tale *t)
{
    if (t->s->plain || t->s->link.shape != MG_LINK_ONE || !mg_attr(t->s->before, A_NOT_NULL) || !t->moved->relax)
        return;
    t->moved->relax(t->pl, &t->pl->sql, t->s, false);
    t->moved->relax(t->pl, &t->pl->sql2, t->s, true);
    mg_step *s = add(t, "drop_not_null", "drop_not_null");
    mg_step_title(t->pl, s, "%S may stay empty: code that knows %S alone does not write it", &t->from, &t->to);
    at_source(t, s);
}

static void make_sync(const tale *t, uint32_t which)
{
    t->moved->sync(t->pl, &t->pl->sql, t->s, which);
    if (!t->pl->sql.n)
        return;
    t->moved->unsync(t->pl, &t->pl->sql2, t->s, which);
    mg_step *s = add(t, "sync_columns", "create_trigger");
    const char *price = !which && t->moved->price ? t->moved->price : "";
    if (t->s->link.shape == MG_LINK_ONE)
        mg_step_title(t->pl, s, "keep %S and %S in step, whichever is written%s", &t->from, &t->to, price);
    else
        mg_step_title(t->pl, s, "%S follows %S, which alone is to be written until it goes%s", &t->to, &t->from, price);
    if (t->moved->of_source(which))
        at_source(t, s);
}

static void end_sync(const tale *t, uint32_t which)
{
    t->moved->unsync(t->pl, &t->pl->sql, t->s, which);
    t->moved->sync(t->pl, &t->pl->sql2, t->s, which);
    if (!t->pl->sql2.n) {
        mg_buf_reset(&t->pl->sql);
        return;
    }
    mg_step *s = add(t, "drop_trigger", "drop_trigger");
    mg_step_title(t->pl, s, "end the writing of both %S and %S", &t->from, &t->to);
    if (t->moved->of_source(which))
        at_source(t, s);
}

static void tell_add(const tale *t)
{
    procedure(t, false); /* before all else: it tells a plan that goes on from here which two columns belong together */
    relax(t);
    t->moved->add(t->pl, &t->pl->sql, t->s);
    t->moved->drop(t->pl, &t->pl->sql2, t->s);
    mg_step *s = add(t, "add_column", "add_column");
    mg_step_title(t->pl, s, "add column %S, empty at first", &t->to);
    mg_step_finding(t->pl, s, "data-loss/drop-column");
    for (uint32_t i = 0; i < t->moved->n_sync && !t->s->plain; i++)
        make_sync(t, i);
    t->s->added = true;
}

static void say_in_step(const tale *t, mg_step *s, bool lost)
{
    mg_str rows = mg_move_open_rows(t->pl, t->s, lost);
    mg_step_verify(t->pl, s, mg_arena_printf(t->pl->arena, "SELECT NOT EXISTS (%S)", &rows));
}

static void tell_fill(const tale *t)
{
    if (t->s->plain)
        t->moved->copy(t->pl, &t->pl->sql, t->s, false);
    else
        t->moved->fill(t->pl, &t->pl->sql, t->s, false);
    mg_step *s = add(t, "backfill", "backfill");
    of_data(s, t->s->plain ? MG_TX_OWN : MG_TX_NONE);
    if (t->s->plain)
        mg_step_title(t->pl, s, "copy %S to %S", &t->from, &t->to);
    else
        mg_step_title(t->pl, s, "copy %S to %S in old rows; may be run again, and goes on with what is left", &t->from, &t->to);
    say_in_step(t, s, false);
}

static void tell_guard(const tale *t)
{
    mg_str rows = mg_move_open_rows(t->pl, t->s, true);
    t->moved->guard(t->pl, &t->pl->sql, t->s, rows);
    if (t->s->link.shape == MG_LINK_ONE)
        t->moved->fill(t->pl, &t->pl->sql2, t->s, true);
    mg_step *s = add(t, "check_backfill", NULL);
    of_data(s, MG_TX_OWN);
    if (t->s->link.shape == MG_LINK_ONE)
        at_source(t, s);
    if (t->s->link.shape == MG_LINK_ONE)
        mg_step_title(t->pl, s, "every value of %S is in %S, or the script stops here: one whose row has no other has to be given one, or made NULL", &t->from, &t->to);
    else
        mg_step_title(t->pl, s, "every copy of %S is in step, or the script stops here", &t->from);
    say_in_step(t, s, true);
}

static void tell_finish(const tale *t)
{
    if (!t->s->plain)
        tell_guard(t);
    uint32_t first = t->pl->plan->steps.n;
    for (uint32_t i = t->moved->n_sync; i-- > 0 && !t->s->plain;)
        end_sync(t, i);
    procedure(t, true);
    if (t->pl->plan->steps.n > first && ((mg_step *)t->pl->plan->steps.at[first])->transaction == MG_TX_SHARED)
        ((mg_step *)t->pl->plan->steps.at[first])->transaction = MG_TX_NEW;
    t->moved->tighten(t->pl, t->a, t->s);
    t->s->finished = true;
}

void mg_move_emit(mg_planner *pl, mg_action *a)
{
    mg_staged *s = a->unit->staged;
    tale t = {.pl = pl, .a = a, .s = s, .ops = pl->ops->staged, .moved = pl->ops->staged->moved};
    t.from = mg_plan_label(pl, s->old);
    t.to = mg_plan_label(pl, s->beside);
    t.source = mg_plan_label(pl, s->old->parent);
    uint32_t first = pl->plan->steps.n;
    switch (a->op) {
    case MG_OP_STAGE_ADD: tell_add(&t); break;
    case MG_OP_STAGE_FILL: tell_fill(&t); break;
    case MG_OP_STAGE_FINISH: tell_finish(&t); break;
    default: break;
    }
    for (uint32_t i = first; i < pl->plan->steps.n; i++) {
        mg_step *step = pl->plan->steps.at[i];
        step->change = s->change;
        step->staged = s;
    }
}

/* Whoever goes on from the middle takes the second column for what comes later, and so what stands on it. */
void mg_move_mark(mg_planner *pl, const mg_unit *u, uint32_t first)
{
    bool stands_on = u->after && u->after->parent && u->kind != MG_O_COLUMN && u->mode == MG_UNIT_CREATE && !u->staged;
    for (uint32_t k = 0; stands_on && pl->staged.n && k < u->after->n_deps; k++) {
        const mg_staged *s = mg_move_to(pl, u->after->deps[k]);
        for (uint32_t i = first; s && !s->plain && s->after->parent == u->after->parent && i < pl->plan->steps.n; i++)
            ((mg_step *)pl->plan->steps.at[i])->staged = s;
    }
}
