/* MySQL and MariaDB carry an ALTER TABLE out at once: its actions speak of columns and indexes by the names from before. What gives
 * its name to another and leaves it itself, renamed or dropped, stands aside meanwhile, under a name that nobody can write. */
#include "schema/internal.h"

static bool is_of_column(int action)
{
    return action == MG_ACT_RENAME_COLUMN || action == MG_ACT_CHANGE_COLUMN || action == MG_ACT_DROP_COLUMN;
}

static bool is_of_index(int action) { return action == MG_ACT_RENAME_INDEX || action == MG_ACT_DROP_INDEX; }

static mg_str new_name(const mg_node *action)
{
    return mg_text(mg_child(action, action->sub == MG_ACT_CHANGE_COLUMN ? N_COLUMN : A_NEW_NAME));
}

/* An action takes the name away from what has it. */
static bool is_given_up(const mg_node *statement, mg_str name, bool column)
{
    MG_EACH (action, statement)
        if (action->kind == N_ACTION && (column ? is_of_column(action->sub) : is_of_index(action->sub)) &&
            mg_str_ieq(mg_text(action), name) && !mg_str_ieq(new_name(action), name))
            return true;
    return false;
}

mg_object *mg_named_index(const mg_object *table, mg_str name)
{
    mg_object *o = mg_object_child(table, MG_O_INDEX, name);
    return o ? o : mg_object_child(table, MG_O_UNIQUE, name);
}

static mg_object *find(const mg_object *table, mg_str name, bool column)
{
    return column ? mg_object_child(table, MG_O_COLUMN, name) : mg_named_index(table, name);
}

static void step_aside(mg_apply *a, mg_object *table, mg_object *o)
{
    mg_aside *aside = MG_NEW(&a->s->arena, mg_aside);
    if (!aside)
        return;
    *aside = (mg_aside){o, o->name, a->aside};
    a->aside = aside;
    mg_str name = mg_arena_printf(&a->s->arena, "%S ", &o->name); /* no name ends with a blank */
    if (o->kind == MG_O_COLUMN)
        mg_rename_column(a, table, o, name);
    else
        mg_rename_object(a, o, o->schema, name);
}

void mg_step_aside(mg_apply *a, mg_object *table)
{
    MG_EACH (action, a->ast) {
        bool column = action->kind == N_ACTION && is_of_column(action->sub);
        if (!column && !(action->kind == N_ACTION && is_of_index(action->sub)))
            continue;
        mg_str name = new_name(action);
        mg_object *there = name.n && !mg_str_ieq(name, mg_text(action)) ? find(table, name, column) : NULL;
        if (there && is_given_up(a->ast, name, column))
            step_aside(a, table, there);
    }
}

mg_object *mg_set_aside(const mg_apply *a, mg_str name, bool column)
{
    for (const mg_aside *aside = a->aside; aside; aside = aside->next)
        if ((aside->object->kind == MG_O_COLUMN) == column && aside->object->owner && mg_str_ieq(aside->name, name))
            return aside->object;
    return NULL;
}
