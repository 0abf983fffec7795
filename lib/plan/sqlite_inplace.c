/* What SQLite 3.53 changes of a table that stands: NOT NULL of a column, and CHECKs that have a name. */
#include "facts/facts.h"
#include "plan/internal.h"
#include "plan/sqlite_plan.h"

/* Only where the version was named: a rebuild does the same on every version. */
static bool can(const mg_planner *pl, const char *op)
{
    return pl->after->engine_version && mg_sqlite_is_native(op, pl->engine_version);
}

/* NOT NULL and nothing with it (a name, ON CONFLICT), or none. */
static bool is_plain(const mg_node *not_null)
{
    return !not_null || (!not_null->first && !(not_null->flags & NF_IMPLIED));
}

static bool is_null(const mg_node *e) { return !e || (e->kind == E_CONST && e->sub == MG_CONST_NULL); }

/* Rows that hold NULL get the column's default in a rebuild. */
static bool fills_nulls(const mg_object *column)
{
    return !is_null(mg_attr_first(column, A_DEFAULT));
}

static bool nulls_alone(const mg_planner *pl, const mg_unit *u)
{
    bool both_ways = can(pl, "set_not_null") && can(pl, "drop_not_null");
    if (!both_ways || u->staged || !u->changes.n || !is_plain(mg_attr(u->before, A_NOT_NULL)) || !is_plain(mg_attr(u->after, A_NOT_NULL)))
        return false;
    for (uint32_t i = 0; i < u->changes.n; i++) {
        const mg_change *c = u->changes.at[i];
        if (mg_change_is_rename(c))
            continue;
        if (c->type != MG_C_DROP_NOT_NULL && (c->type != MG_C_SET_NOT_NULL || fills_nulls(u->after)))
            return false;
    }
    return true;
}

static bool has_name(const mg_object *con)
{
    return !con || (con->kind == MG_O_CHECK && !(con->flags & MG_OF_AUTONAMED));
}

/* Dropped by name: of two that share one, it would be either. */
static bool is_only_one(const mg_object *con)
{
    uint32_t n = 0;
    if (con)
        MG_EACH_CHILD (c, con->parent)
            n += c != con && !(c->flags & MG_OF_AUTONAMED) && c->kind != MG_O_COLUMN && c->kind != MG_O_INDEX && c->kind != MG_O_TRIGGER &&
                 mg_str_ieq(c->name, con->name);
    return n == 0;
}

static bool takes_null(const mg_object *con)
{
    if (con)
        MG_EACH_CHILD (c, con->parent) {
            bool nullable = c->kind == MG_O_COLUMN && !mg_attr(c, A_NOT_NULL);
            for (uint32_t i = 0; nullable && i < con->n_deps; i++)
                if (con->deps[i] == c)
                    return true;
        }
    return false;
}

/* ADD CHECK refuses rows for which the condition is NULL, which INSERT and a rebuild take. */
bool mg_sqlite_in_place(const mg_planner *pl, const mg_unit *u)
{
    if (u->kind == MG_O_COLUMN)
        return u->mode == MG_UNIT_ALTER && nulls_alone(pl, u);
    return u->kind == MG_O_CHECK && can(pl, "add_check") && can(pl, "drop_check") && has_name(u->before) && has_name(u->after) &&
           is_only_one(u->before) && is_only_one(u->after) && !takes_null(u->before) && !takes_null(u->after);
}

void mg_sqlite_in_place_actions(mg_planner *pl, mg_unit *u)
{
    uint32_t flags = (u->after ? MG_AF_PRODUCES | MG_AF_CONSUMES : 0u) | (u->before ? MG_AF_RELEASES : 0u) |
                     (u->before && !u->after ? MG_AF_DESTROYS : 0u);
    mg_action_add(pl, u, MG_OP_IN_PLACE, MG_PHASE_MIGRATE, flags);
}

/* ---- SQL ---- */

static void alter(mg_planner *pl, mg_buf *b, const mg_object *o)
{
    mg_buf_z(b, b->n ? ";\nALTER TABLE " : "ALTER TABLE ");
    mg_plan_table(b, pl, o);
}

static void set_nulls(mg_planner *pl, mg_buf *b, const mg_object *column, const mg_object *like)
{
    alter(pl, b, column);
    mg_buf_z(b, " ALTER COLUMN ");
    mg_print_name(b, pl->d, column->name);
    mg_buf_z(b, mg_attr(like, A_NOT_NULL) ? " SET NOT NULL" : " DROP NOT NULL");
}

static void set_check(mg_planner *pl, mg_buf *b, const mg_object *gone, const mg_object *made)
{
    if (gone) {
        alter(pl, b, gone);
        mg_buf_z(b, " DROP CONSTRAINT ");
        mg_print_name(b, pl->d, gone->name);
    }
    if (made) {
        alter(pl, b, made);
        mg_buf_z(b, " ADD ");
        mg_sqlite_render_constraint(b, made->owner, made);
    }
}

static void verify_nulls(mg_planner *pl, mg_step *s, const mg_object *column)
{
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_printf(&b, "SELECT \"notnull\" = %d FROM pragma_table_xinfo(", mg_attr(column, A_NOT_NULL) != NULL);
    mg_print_string(&b, pl->d, column->parent->name);
    mg_buf_z(&b, ") WHERE name = ");
    mg_print_string(&b, pl->d, column->name);
    mg_buf_z(&b, " COLLATE NOCASE");
    mg_step_verify(pl, s, mg_buf_view(&b));
    mg_buf_free(&b);
}

static void emit_nulls(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    bool set = mg_attr(u->after, A_NOT_NULL) != NULL;
    set_nulls(pl, &pl->sql, u->after, u->after);
    set_nulls(pl, &pl->sql2, u->after, u->before);
    mg_step *s = mg_step_add(pl, a, set ? "set_not_null" : "drop_not_null", mg_buf_view(&pl->sql));
    mg_step_rollback(pl, s, mg_buf_view(&pl->sql2));
    mg_str label = mg_plan_label(pl, u->after);
    mg_step_title(pl, s, set ? "%S takes no NULL any more; every row is looked at" : "%S may be NULL", &label);
    mg_step_lock(pl, s, "EXCLUSIVE", u->after);
    if (s)
        s->scans_table = set;
    verify_nulls(pl, s, u->after);
}

static void emit_check(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    set_check(pl, &pl->sql, u->before, u->after);
    set_check(pl, &pl->sql2, u->after, u->before);
    mg_step *s = mg_step_add(pl, a, u->after ? "add_check" : "drop_check", mg_buf_view(&pl->sql));
    mg_step_rollback(pl, s, mg_buf_view(&pl->sql2));
    const mg_object *o = mg_unit_object(u);
    mg_str label = mg_plan_label(pl, o);
    mg_step_title(pl, s, u->after ? "add check %S; every row is looked at" : "drop check %S", &label);
    mg_step_lock(pl, s, "EXCLUSIVE", o);
    if (s)
        s->scans_table = u->after != NULL;
}

void mg_sqlite_emit_in_place(mg_planner *pl, mg_action *a)
{
    if (a->unit->kind == MG_O_COLUMN)
        emit_nulls(pl, a);
    else
        emit_check(pl, a);
}
