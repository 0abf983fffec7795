/* Columns that somebody says go to another table: --rename users.address:profiles.address, or a comment beside the new
 * one. What cannot be followed is said, and stays a drop and an add. */
#include "diff/differ.h"
#include "diff/moved.h"

static const mg_object *column_of(const mg_differ *df, const mg_object *table, mg_str name)
{
    for (const mg_object *o = table ? table->first : NULL; o; o = o->next)
        if (o->kind == MG_O_COLUMN && mg_name_eq(df->d, MG_O_COLUMN, o->name, name))
            return o;
    return NULL;
}

static void cannot(mg_differ *df, const mg_moving *m, const char *why)
{
    mg_diagnostic *d = mg_diagnose(&df->out->diags, MG_SEV_WARNING, "move", m->comment ? m->comment->source : NULL, 0, 0,
                                   "%S.%S does not move to %S.%S: %s", &m->source->name, &m->name, &m->target->name, &m->new_name, why);
    if (!d)
        return;
    d->hint = MG_STR("it stays a drop and an add, and nothing is copied");
    if (m->comment) {
        d->line = m->comment->line;
        d->column = 1;
    }
}

/* The comment stays in the file after it has done its work, as the hint does in the configuration. */
static bool is_done(const mg_differ *df, const mg_moving *m)
{
    return !column_of(df, m->source, m->name) && column_of(df, mg_match_after(df, m->target)->other, m->new_name);
}

/* Another comment or hint has said the same. */
static bool is_said(const mg_differ *df, const mg_object *from, const mg_object *to)
{
    const mg_move *m = from && to ? mg_move_of(df->out, from) : NULL;
    return m && m->to == to;
}

/* BEFORE stands in the middle of the plan that does it: who plans goes on from there. */
static bool is_under_way(const mg_differ *df, const mg_moving *m)
{
    const mg_object *t = mg_match_after(df, m->target)->other;
    for (const mg_object *o = t ? t->first : NULL; o; o = o->next)
        if (o->kind == MG_O_TRIGGER && mg_str_starts(o->name, "_migra_moved_to_"))
            return true;
    return false;
}

static const char *against(const mg_differ *df, const mg_moving *m, const mg_object *from, const mg_object *to)
{
    if (!from)
        return "BEFORE has no such column";
    if (!to)
        return "AFTER has no such column there";
    if (from->parent->kind != MG_O_TABLE || to->parent->kind != MG_O_TABLE)
        return "only tables have columns of their own";
    if (column_of(df, mg_match_before(df, m->source)->other, m->name))
        return "AFTER still has it where it was";
    if (column_of(df, mg_match_after(df, m->target)->other, m->new_name))
        return "BEFORE has the new one already";
    if (mg_match_before(df, from)->other || mg_match_after(df, to)->other || mg_match_before(df, from)->moved || mg_match_after(df, to)->moved)
        return "another rename or move says something else of one of them";
    if (mg_attr(from, A_GENERATED) || mg_attr(to, A_GENERATED))
        return "a generated column has no values of its own";
    if (!mg_types_of_move_fit(from, to))
        return "its type does not hold the values";
    return NULL;
}

void mg_move_declare(mg_differ *df, const mg_moving *m)
{
    const mg_object *from = column_of(df, m->source, m->name), *to = column_of(df, m->target, m->new_name);
    if (is_done(df, m) || is_said(df, from, to) || is_under_way(df, m))
        return;
    const char *why = against(df, m, from, to);
    if (why) {
        cannot(df, m, why);
        return;
    }
    mg_move *move = MG_NEW(&df->out->arena, mg_move);
    mg_moving *told = MG_NEW(&df->out->arena, mg_moving);
    if (!move || !told || !mg_vec_push(&df->out->moves, move) || !mg_vec_push(&df->moving, told))
        return;
    *move = (mg_move){.from = from, .to = to};
    *told = *m;
    mg_match_before(df, from)->moved = mg_match_after(df, to)->moved = true;
}

static const char *against_link(const mg_link *l)
{
    if (l->shape == MG_LINK_NONE)
        return "no foreign key whose columns are there before and after tells which row is whose";
    return l->several ? "several foreign keys link the two tables, and which one tells whose it is, nobody said" : NULL;
}

void mg_moves_link(mg_differ *df)
{
    mg_vec *moves = &df->out->moves;
    uint32_t n = 0;
    for (uint32_t i = 0; i < moves->n; i++) {
        mg_move *m = moves->at[i];
        m->link = mg_link_between(df->out, m->from->parent, m->to->parent);
        const char *why = against_link(&m->link);
        if (why)
            cannot(df, df->moving.at[i], why);
        else
            moves->at[n++] = m;
    }
    moves->n = n;
}

/* A plan copies the values; those that have no row to go to stop it, or are saved. */
void mg_moves_mark(mg_differ *df)
{
    for (uint32_t i = 0; df->out->moves.n && i < df->out->list.n; i++) {
        mg_change *c = df->out->list.at[i];
        bool half = c->type == MG_C_DROP_COLUMN || c->type == MG_C_ADD_COLUMN;
        c->move = half ? mg_move_of(df->out, mg_change_object(c)) : NULL;
        if (!c->move || c->type != MG_C_DROP_COLUMN || !mg_move_can_be_planned(df->out, c->move))
            continue;
        c->data_loss = MG_LOSS_POSSIBLE;
        c->reversible = true;
    }
}
