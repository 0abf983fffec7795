/* Changes of a column that running code must not notice, made with a second column beside the first.
 *
 * One description serves every dialect: the column, the one beside it, and what has to be built on that. staged.c
 * decides and orders, staged_steps.c tells the steps, and a dialect prints SQL (mg_staged_ops).
 *
 *   rename: expand   the column beside bears the new name; triggers keep both in step, whichever is written
 *           migrate  old rows are filled in batches; indexes for readers by the new name
 *           contract the column beside goes and the first one takes its name: keys, constraints, rights stay on it
 *   type:   expand   the column beside has the new type and a helper's name; a trigger writes it
 *           migrate  old rows are filled; indexes and constraints are built on it; the two swap names, the trigger turns
 *           contract the first column goes, saved where the new type does not hold all of it
 *   both:   expand   the column beside has the new name and the new type; triggers keep both in step, whichever is written
 *           migrate  old rows are filled; indexes and constraints are built on it
 *           contract the first column goes, saved as above, and the second has all that stood on it
 *   move:   expand   the second column stands in another table; triggers of both tables keep them in step
 *           migrate  old rows are filled along the foreign key between the two
 *           contract a check that every value has arrived; the triggers go, then the first column (moved.c) */
#ifndef MG_STAGED_H
#define MG_STAGED_H

#include "diff/moved.h"
#include "plan/planner.h"

typedef enum mg_staged_shape { MG_STAGED_RENAME, MG_STAGED_TYPE, MG_STAGED_BOTH, MG_STAGED_MOVE } mg_staged_shape;

/* An index or constraint over the column, built again on the one beside it. */
typedef struct mg_carried {
    const mg_object *before, *after;
    mg_object *built;  /* `after` over the column beside, under a helper's name */
    mg_str aside;      /* type: the old one's name once the new one has taken its own */
} mg_carried;

typedef struct mg_staged {
    mg_staged_shape shape;
    const mg_change *change;
    mg_loss loss;      /* of the change of the type */
    mg_unit *unit;
    const mg_object *before, *after; /* the column in pl->before (renames done) and in AFTER */
    mg_object *old;    /* the first column under the name that it has to begin with */
    mg_object *beside; /* the second one: nullable, without default */
    mg_object *aside;  /* type: the first one once it has given its name away; both: as it stays until it goes */
    mg_vec carried;    /* mg_carried* */
    mg_action *fill, *build, *swap, *finish;
    bool added;        /* emitted: the column beside stands behind the first */
    bool swapped;      /* type, emitted: the first column is aside */
    bool finished;     /* emitted: from here on the final name is the column's */
    bool lossy;        /* type: the new one does not hold all that the old one holds */
    bool may_fail, back_may_fail; /* type: a value may have no counterpart */
    bool demands;      /* type: NULL is no value any more; `after` may have a default for such rows */
    mg_str saved;      /* type: side table of the first column's values */
    const mg_move *move;
    mg_link link;      /* move: its columns in pl->before */
    bool plain;        /* move: copied once, nothing keeps the two in step */
} mg_staged;

/* Why not. `if_asked`: it can be done, at a price that only the user can agree to. */
typedef struct mg_refusal {
    const char *why;   /* NULL: nothing against it */
    bool if_asked;
} mg_refusal;

/* What a move needs besides; moved.c tells the steps. Buffers take statements with ";\n" between. */
typedef struct mg_moved_ops {
    mg_refusal (*refuse)(const mg_planner *pl, const mg_staged *s);
    void (*add)(mg_planner *pl, mg_buf *b, const mg_staged *s);
    void (*drop)(mg_planner *pl, mg_buf *b, const mg_staged *s);
    /* The first column takes NULL, or is as it was: until contract there may be rows without it. NULL: that is refused. */
    void (*relax)(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back);
    uint32_t n_sync;
    void (*sync)(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which); /* nothing: this one is not needed */
    void (*unsync)(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which);
    bool (*of_source)(uint32_t which); /* it stands on the first column's table */
    void (*procedure)(mg_planner *pl, mg_buf *b, const mg_staged *s, bool drop); /* may be NULL */
    void (*fill)(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back);      /* in batches */
    void (*copy)(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back);      /* at once */
    void (*guard)(mg_planner *pl, mg_buf *b, const mg_staged *s, mg_str rows);   /* stops the script when the query gives a row */
    /* The second column as AFTER wants it: default, NOT NULL. Adds steps. */
    void (*tighten)(mg_planner *pl, const mg_action *a, const mg_staged *s);
    void (*also_set)(mg_planner *pl, mg_buf *b, const mg_object *column);        /* behind its value in an UPDATE; may be NULL */
    const char *price;           /* what programs notice meanwhile, behind the title of the first trigger; may be NULL */
    bool restores;               /* the first column comes back from the second: nothing has to be saved */
} mg_moved_ops;

typedef struct mg_staged_ops {
    mg_refusal (*refuse)(const mg_planner *pl, const mg_staged *s);
    /* Is the type change worth the stages? Fills lossy, may_fail, back_may_fail. */
    bool (*wants_type)(mg_planner *pl, mg_staged *s);
    mg_step *(*step)(mg_planner *pl, const mg_action *a, const char *op, const char *fact, mg_buf *sql, mg_buf *undo);
    void (*add)(mg_planner *pl, mg_buf *b, const mg_staged *s);
    void (*drop)(mg_planner *pl, mg_buf *b, const mg_object *column);
    /* Triggers: n of them, each a statement. `turned` (type): the first column is aside, the second has its name. */
    uint32_t n_sync;
    void (*sync)(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which, bool turned);
    void (*unsync)(mg_planner *pl, mg_buf *b, const mg_staged *s, uint32_t which);
    /* Fills `to` from `from` where they differ. Engines whose scripts cannot loop make a procedure first. */
    void (*fill)(mg_planner *pl, mg_buf *b, const mg_staged *s);
    void (*ask)(mg_planner *pl, mg_action *a); /* rows without a value, of which a person says what they are to hold; may be NULL */
    void (*procedure)(mg_planner *pl, mg_buf *b, const mg_staged *s, bool drop); /* may be NULL */
    void (*differs)(mg_planner *pl, mg_buf *b, const mg_staged *s); /* condition: this row is not in step yet */
    void (*guard)(mg_planner *pl, mg_buf *b, const mg_staged *s);   /* stops the script while a row is not in step */
    bool (*can_build)(const mg_planner *pl, const mg_staged *s, const mg_object *o);
    bool binds;                      /* views and policies hold on to the column itself, whatever its name */
    bool views_break;                /* views and triggers are text, which a rename leaves as it is */
    void (*edges)(mg_planner *pl, const mg_staged *s); /* rename: what else it orders; may be NULL */
    void (*build)(mg_planner *pl, mg_buf *b, const mg_staged *s, const mg_carried *c);
    void (*unbuild)(mg_planner *pl, mg_buf *b, const mg_staged *s, const mg_carried *c);
    const char *(*build_fact)(const mg_planner *pl, const mg_object *built);
    const char *lock, *unlock;       /* printf with the table: around statements that share no transaction; or NULL */
    /* rename: the column beside goes, the first takes its name; and back. */
    void (*rename)(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back);
    /* type: the two change names, what was built takes its own; and back. NULL: no staged type changes. */
    void (*swap)(mg_planner *pl, mg_buf *b, const mg_staged *s, bool back);
    /* type: the steps that make the column beside as strict as AFTER wants it. May add steps. */
    void (*tighten)(mg_planner *pl, const mg_action *a, const mg_staged *s, bool after_swap);
    /* type: puts the first column back in contract's inverse: its values from the side table or from the second. */
    void (*restore)(mg_planner *pl, mg_buf *b, const mg_staged *s);
    /* A view that is written through, over a table that has just been renamed. NULL: this engine has none. */
    void (*view)(mg_planner *pl, mg_buf *b, const mg_object *table, mg_str old_name);
    const char *(*against_view)(const mg_planner *pl, const mg_object *table);
    /* Condition: the two values are not one and the same. `row`: "NEW.", "t." */
    void (*differ)(mg_planner *pl, mg_buf *b, const char *row, const mg_object *x, const char *other, const mg_object *y);
    const mg_moved_ops *moved;
} mg_staged_ops;

extern const mg_staged_ops mg_staged_postgres, mg_staged_mysql, mg_staged_sqlite;
extern const mg_moved_ops mg_moved_postgres, mg_moved_mysql, mg_moved_sqlite;

/* staged.c */
bool mg_stage_rename(mg_planner *pl, const mg_change *c);   /* true: it is staged, so no plain rename */
mg_refusal mg_staged_against_table(const mg_planner *pl, const mg_object *table);
bool mg_staged_is_asked(const mg_planner *pl); /* a price is paid */
mg_object *mg_staged_plain_copy(mg_planner *pl, const mg_object *o, mg_str name); /* without default, NOT NULL … */
bool mg_stage_units(mg_planner *pl);                        /* gives staged renames their units, stages type changes */
bool mg_stages_renames(const mg_planner *pl);
bool mg_stage_actions(mg_planner *pl);
void mg_stage_edges(mg_planner *pl);
bool mg_staged_disturbs(const mg_planner *pl, const mg_unit *u, const mg_object *dependent);
/* The name that a column of pl->before or pl->after bears at this point of the plan. */
mg_str mg_staged_name_now(const mg_planner *pl, const mg_object *column);
/* Where two columns stand for one: the name of the second, behind which the next column stands. */
mg_str mg_staged_last_name(const mg_planner *pl, const mg_object *column);
mg_str mg_staged_name_in(const mg_planner *pl, const mg_object *table, mg_str column);
/* Of all the columns under the index or constraint, only this one is being renamed. */
bool mg_staged_alone(const mg_planner *pl, const mg_staged *s, const mg_object *o);
/* An index of pl->before as it reads at this point, when its columns have given their names away; else itself. NULL on failure. */
const mg_object *mg_staged_as_now(mg_planner *pl, const mg_object *index);
/* What a row gets that must have a value and has none; NULL: nothing of the kind. */
const mg_node *mg_staged_for_null(const mg_staged *s);
void mg_staged_lacks_value(mg_planner *pl, mg_buf *b, const mg_object *column, const mg_object *from); /* it is NULL, and `from` is not; from may be NULL */
mg_object *mg_staged_copy(mg_planner *pl, const mg_object *o, mg_str name); /* with a definition of its own */

/* staged_steps.c */
void mg_staged_emit(mg_planner *pl, mg_action *a);

/* moved.c */
bool mg_move_units(mg_planner *pl);    /* columns that go to another table: gives the new ones their staged */
void mg_move_actions(mg_planner *pl, mg_staged *s);
void mg_move_edges(mg_planner *pl, const mg_staged *s);
void mg_move_emit(mg_planner *pl, mg_action *a);
/* The steps from `first` on are the unit's: one that stands on a second column belongs to the move as well. */
void mg_move_mark(mg_planner *pl, const mg_unit *u, uint32_t first);
const mg_staged *mg_move_from(const mg_planner *pl, const mg_object *column); /* whose first column this is; or NULL */
const mg_staged *mg_move_to(const mg_planner *pl, const mg_object *column);

/* moved_sql.c */
/* The two columns of a move, and their tables; `back`: from the second to the first. */
typedef struct mg_route {
    const mg_object *from, *to;             /* columns */
    const mg_object *const *keys_from, *const *keys_to;
    uint32_t n;
} mg_route;
mg_route mg_route_of(const mg_staged *s, bool back);
mg_str mg_route_row(mg_planner *pl, const mg_object *column); /* "public.users.": its table's row in a condition */
/* Rows belong together: `from`, `to` as "NEW.", "o.", mg_route_row. */
void mg_route_on(mg_planner *pl, mg_buf *b, const mg_route *r, const char *from, const char *to);
/* (SELECT o.x FROM users AS o WHERE …): what a row of the goal's table gets. */
void mg_route_value(mg_planner *pl, mg_buf *b, const mg_route *r, const char *to);
void mg_route_exists(mg_planner *pl, mg_buf *b, const mg_route *r, const char *to);  /* EXISTS (SELECT 1 FROM users AS o …) */
void mg_route_differs(mg_planner *pl, mg_buf *b, const mg_route *r, const char *to); /* … and holds another value */
/* UPDATE profiles SET y = NEW.x WHERE …: from a trigger of the other table. */
void mg_route_push(mg_planner *pl, mg_buf *b, const mg_route *r, const char *from);
void mg_route_update(mg_planner *pl, mg_buf *b, const mg_route *r); /* all rows that differ */
/* Some column that tells which row is whose was written. */
void mg_route_rewired(mg_planner *pl, mg_buf *b, const mg_object *const *keys, uint32_t n);
/* A query of the rows that are not in step; `lost`: and of those whose value has nowhere to go. */
mg_str mg_move_open_rows(mg_planner *pl, const mg_staged *s, bool lost);
void mg_move_restore(mg_planner *pl, mg_buf *b, const mg_staged *s); /* the first column, which has just come back, gets its values */

/* staged_table.c: a renamed table leaves a view under its old name until the contract phase. */
void mg_stage_table_view(mg_planner *pl, const mg_change *c, const mg_object *renamed, mg_str old_name);
bool mg_stage_has_view(const mg_planner *pl, const mg_change *rename);
bool mg_stage_wants_view(const mg_planner *pl, const mg_change *rename); /* it will have one, once it has run */
bool mg_stage_view_units(mg_planner *pl);
bool mg_stage_view_actions(mg_planner *pl);
void mg_stage_view_edges(mg_planner *pl);

#endif
