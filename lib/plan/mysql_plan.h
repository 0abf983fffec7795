/* What the MySQL and MariaDB strategies share. */
#ifndef MG_MYSQL_PLAN_H
#define MG_MYSQL_PLAN_H

#include "dialect/mysql/mysql.h"
#include "facts/facts.h"
#include "plan/planner.h"

/* The dialect's own operations. */
enum {
    MY_OP_SAFE_NOT_NULL = MG_OP_DIALECT, /* MODIFY … NOT NULL of a column that was added nullable */
};

/* ---- mysql_step.c ---- */
void mg_my_alter_table(mg_buf *b, mg_planner *pl, const mg_object *o); /* "ALTER TABLE t " for it or its child */
/* `sql` gets ALGORITHM and LOCK from the fact when it is an ALTER TABLE of a table that exists; both buffers are emptied. */
mg_step *mg_my_step(mg_planner *pl, const mg_action *a, const char *op, const char *fact, mg_buf *sql, mg_buf *undo);
uint32_t mg_my_part_bytes(const mg_object *column, const mg_node *prefix); /* what it takes of a key; `prefix`: its length there, or NULL */
void mg_my_verify(mg_planner *pl, mg_step *s, const mg_object *o, bool exists);

/* ---- mysql_order.c: the order of a table's columns as it is at this point of the plan ---- */
mg_str mg_my_words_after(mg_planner *pl, mg_str left);             /* " AFTER left", " FIRST" for none */
mg_str mg_my_place_after(mg_planner *pl, const mg_object *column); /* " AFTER x", " FIRST": its place in AFTER; none at the end */
mg_str mg_my_place_now(mg_planner *pl, const mg_object *column);   /* where it stands now */
void mg_my_order_add(mg_planner *pl, const mg_object *column);     /* it was put to its place in AFTER */
/* ", t.updated_at = t.updated_at": columns that ON UPDATE would write, but for `column` itself, as they are at this point. */
void mg_my_keep_moments(mg_buf *b, mg_planner *pl, const mg_object *column, const char *alias);
void mg_my_order_drop(mg_planner *pl, const mg_object *column);

void mg_my_definition(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *column);

/* ---- emit ---- */
void mg_my_emit_column(mg_planner *pl, mg_action *a);
const char *mg_my_not_null_fact(const mg_object *column); /* of MODIFY … NOT NULL; NULL: only the engine knows */
const char *mg_my_create_fact(const mg_planner *pl, const mg_object *key); /* of a key or constraint that its table gets */
void mg_my_emit_key(mg_planner *pl, mg_action *a);
void mg_my_emit_table(mg_planner *pl, mg_action *a);
void mg_my_emit_object(mg_planner *pl, mg_action *a);

/* ---- mysql_rename.c ---- */
bool mg_my_rename_object(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *o, mg_str new_schema, mg_str new_name);
bool mg_my_implied_name(const mg_planner *pl, const mg_change *c);
void mg_my_describe_rename(mg_planner *pl, mg_step *s, const mg_object *o, const mg_object *renamed);
/* "RENAME COLUMN a TO b" of a column of pl->before, with what MySQL has to be told anew for it; others as they are called now. */
void mg_my_staged_rename_clauses(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str from, mg_str to);
bool mg_my_has_expression(const mg_object *o); /* it is a CHECK, a generated column, an index over an expression */
/* What renaming the column is to the server, with the CHECKs, generated columns and indexes over expressions that it has to be told
 * anew; NULL: it is not known. */
const char *mg_my_rename_fact(mg_planner *pl, const mg_object *column);

/* ---- mysql_made.c: indexes that the server may have made, though they are read as written ---- */
bool mg_my_may_be_made_for(const mg_object *index, const mg_object *foreign_key);
void mg_my_own_index(const mg_planner *pl, mg_buf *b, const mg_object *index); /* "RENAME INDEX k TO k, ": somebody's own from then on */
/* That, for each that the server would let go or call otherwise when the action adds this key of AFTER. */
void mg_my_own_indexes(mg_planner *pl, mg_buf *b, const mg_action *a, const mg_object *key);

/* ---- mysql_views.c: steps that drop the views that a rename would break and AFTER has not; they are is_away ---- */
void mg_my_before_renames(mg_planner *pl, mg_vec *renames);
/* Neighbours of the way back that say views again: what BEFORE's views read comes before them. */
void mg_my_order_views_back(mg_planner *pl);

/* ---- mysql_triggers.c: none sees the values that the way back restores ---- */
void mg_my_quiet_triggers(mg_planner *pl);

/* ---- mysql_firing.c: triggers of one moment go and come in the order in which they fire ---- */
void mg_my_create_trigger(const mg_planner *pl, mg_buf *b, const mg_object *o); /* at its place among those that are there by then */
void mg_my_rename_trigger(const mg_planner *pl, mg_buf *b, const mg_object *o, const mg_object *named); /* made anew as `named` */
void mg_my_trigger_edges(mg_planner *pl, mg_unit *u);

/* ---- mysql_merge.c: last of all, ALTERs that each rebuild one table become one ---- */
void mg_my_merge(mg_planner *pl);

/* ---- a table's character set and the columns that take it over: one statement ---- */
bool mg_my_follows_table(const mg_planner *pl, const mg_unit *column);

/* ---- mysql_rights.c: names what the sides say of users and rights ---- */
void mg_my_name_rights(mg_planner *pl);
void mg_my_name_lost_rights(mg_planner *pl); /* of routines that are made anew */

/* ---- mysql_batches.c ---- */
/* Writes the UPDATE of the rows in `range`, a format that names the key once or twice; NULL: of all. */
typedef void (*mg_my_update_fn)(mg_planner *pl, mg_buf *b, const void *what, const char *range, mg_str key);
const mg_object *mg_my_single_key(mg_planner *pl, const mg_object *table);
/* The body of a procedure that updates the column's table; key: its only one, or NULL. */
void mg_my_batches(mg_planner *pl, mg_buf *b, const mg_object *column, const mg_object *key, mg_my_update_fn update, const void *what);

/* ---- mysql_tool.c ---- */
void mg_my_tool_commands(mg_planner *pl);

/* ---- questions ---- */
int mg_my_by_name(mg_str a, mg_str b);                     /* the order of MySQL's indexes over expressions */
bool mg_my_is_key(int kind);                               /* primary key, unique, index */
bool mg_my_needs_value(const mg_object *column);           /* NOT NULL, and nothing fills it for rows that exist */
/* The MariaDB column in which a CHECK stands, in the check's own schema; NULL for a table's CHECK. */
const mg_object *mg_my_check_column(const mg_object *check);
bool mg_my_key_has(const mg_object *key, mg_str column);
/* The key begins with the other one's columns. */
bool mg_my_is_large(const mg_object *column); /* no index holds all of it */
mg_unit *mg_my_made_with(const mg_planner *pl, const mg_object *index); /* of AFTER: the new foreign key that brings it, or NULL */
bool mg_my_key_covers(const mg_object *key, const mg_object *other);

#endif
