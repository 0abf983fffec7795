/* Columns: made, replaced, moved; what stands at them lifted to the table. */
#include "schema/internal.h"

void mg_column_set(mg_apply *a, mg_object *column, const mg_node *def)
{
    column->attrs = NULL;
    const mg_node *type = mg_child(def, N_TYPE);
    if (type) {
        mg_node *attr = mg_node_make(a->s, A_TYPE, MG_STR_NONE);
        mg_node *kept = mg_node_keep(a->s, type);
        if (!attr || !kept)
            return;
        column->attrs = mg_node_add(attr, kept);
        mg_suspect_type(a, type);
        if (type->flags & NF_PARTIAL)
            column->flags |= MG_OF_PARTIAL;
    }
    mg_take_attrs(a, column, def);
    MG_EACH (con, def)
        if (con->kind == N_CONSTRAINT && con->sub == MG_CON_NOT_NULL)
            mg_attr_make(a->s, column, A_NOT_NULL, mg_text(con));
    mg_object_qualify(a->s, column);
}

/* With a name that the table has: kept out, and said. */
mg_object *mg_add_column(mg_apply *a, mg_object *table, const mg_node *def)
{
    mg_object *there = mg_object_child(table, MG_O_COLUMN, mg_text(def));
    if (there) {
        mg_say_duplicate(a, def, there);
        return NULL;
    }
    mg_object *column = mg_schema_add(a->s, MG_O_COLUMN, MG_STR_NONE, mg_text(def), table);
    if (!column)
        return NULL;
    mg_object_place(a, column, def);
    mg_column_set(a, column, def);
    return column;
}

void mg_column_position(mg_apply *a, mg_object *table, mg_object *column, const mg_node *def)
{
    const mg_node *position = mg_child(def, A_POSITION);
    if (!position)
        return;
    mg_object *after = NULL;
    if (!(position->flags & NF_FIRST)) {
        after = mg_object_child(table, MG_O_COLUMN, mg_text(position));
        if (!after) {
            mg_say_unresolved(a, position, MG_O_COLUMN, mg_text(position), table);
            return;
        }
    }
    if (after == column)
        return;
    mg_object_unlink(a->s, column);
    mg_object_move_after(table, column, after);
}

void mg_column_constraints(mg_apply *a, mg_object *table, mg_object *column, const mg_node *def)
{
    MG_EACH (con, def)
        if (con->kind == N_CONSTRAINT && con->sub != MG_CON_NOT_NULL)
            mg_add_constraint(a, table, con, column);
}
