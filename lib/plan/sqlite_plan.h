/* Shared by lib/plan/sqlite_*.c. */
#ifndef MG_SQLITE_PLAN_H
#define MG_SQLITE_PLAN_H

#include "dialect/sqlite/sqlite.h"
#include "plan/planner.h"

enum { MG_OP_REBUILD = MG_OP_DIALECT, MG_OP_ADD_COLUMN, MG_OP_DROP_COLUMN, MG_OP_IN_PLACE };

/* A value that ADD COLUMN takes as a default: no clock, no function. */
bool mg_sqlite_constant_default(const mg_node *e);
/* ADD COLUMN can make it as AFTER wants it. */
bool mg_sqlite_addable(const mg_planner *pl, const mg_object *column);
/* DROP COLUMN takes it away and nothing that stays minds. */
bool mg_sqlite_droppable(const mg_planner *pl, const mg_object *column);
/* A constraint that can come along with the one new column that it is about; that column, or NULL. */
const mg_object *mg_sqlite_rides_with(const mg_planner *pl, const mg_object *con);

/* The word stands somewhere in the text: more often than it is meant. */
bool mg_sqlite_text_mentions(mg_str text, mg_str word);

/* sqlite_quotes.c: ALTER TABLE … DROP COLUMN, around which triggers that hold strings in double quotes step aside. */
void mg_sqlite_drop_column_sql(mg_planner *pl, mg_buf *b, const mg_object *column);
/* The same around a rename of a table or column: they go before it, and come back as `s` has them then. */
void mg_sqlite_hold_triggers(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *renamed);
void mg_sqlite_release_triggers(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *renamed);
bool mg_sqlite_holds_strings(const mg_schema *s); /* any trigger does */

/* sqlite_inplace.c: ALTER COLUMN and ADD / DROP CONSTRAINT of SQLite 3.53. */
bool mg_sqlite_in_place(const mg_planner *pl, const mg_unit *u);
void mg_sqlite_in_place_actions(mg_planner *pl, mg_unit *u);
void mg_sqlite_emit_in_place(mg_planner *pl, mg_action *a);

/* sqlite_views.c: steps that drop what a RENAME COLUMN would break; it is taken out of the renames, and is_away. */
void mg_sqlite_before_renames(mg_planner *pl, mg_vec *renames);
/* The same for a rename in stages: it goes before the last of them and comes back after it. */
void mg_sqlite_stage_edges(mg_planner *pl, const struct mg_staged *s);
/* u->before in the words that it has when it is dropped. */
const mg_object *mg_sqlite_as_it_stands(const mg_planner *pl, const mg_unit *u);

/* sqlite_rebuild.c: SQL that turns `from` into `to` by way of a new table, indexes and triggers included. Columns are
 * matched by name. `saved`: side tables of columns that `from` lacks, by position in mg_saved_columns. */
typedef struct mg_saved_column {
    const mg_object *column; /* of `to` */
    mg_str table;            /* printed */
    bool converted;          /* `from` has it too, with other values */
    struct mg_saved_column *next;
} mg_saved_column;
void mg_sqlite_rebuild_sql(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *from, const mg_object *to,
                           const mg_saved_column *saved);
void mg_sqlite_emit_rebuild(mg_planner *pl, mg_action *a);
/* All that makes a table: itself, its indexes, its triggers. */
void mg_sqlite_children_sql(mg_buf *b, const mg_schema *s, const mg_object *table);

/* The row that a trigger runs for; `table` of BEFORE. */
void mg_sqlite_this_row(mg_planner *pl, mg_buf *b, const mg_object *table);

#endif
