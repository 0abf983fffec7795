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
 *           contract the first column goes, saved as above, and the second has all that stood on it */
#ifndef MG_STAGED_H
#define MG_STAGED_H

#include "plan/planner.h"

typedef enum mg_staged_shape { MG_STAGED_RENAME, MG_STAGED_TYPE, MG_STAGED_BOTH } mg_staged_shape;

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
} mg_staged;

/* Why not. `if_asked`: it can be done, at a price that only the user can agree to. */
typedef struct mg_refusal {
    const char *why;   /* NULL: nothing against it */
    bool if_asked;
} mg_refusal;

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
} mg_staged_ops;

extern const mg_staged_ops mg_staged_postgres, mg_staged_mysql, mg_staged_sqlite;

/* staged.c */
bool mg_stage_rename(mg_planner *pl, const mg_change *c);   /* true: it is staged, so no plain rename */
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
mg_object *mg_staged_copy(mg_planner *pl, const mg_object *o, mg_str name); /* with a definition of its own */

/* staged_steps.c */
void mg_staged_emit(mg_planner *pl, mg_action *a);

/* staged_table.c: a renamed table leaves a view under its old name until the contract phase. */
void mg_stage_table_view(mg_planner *pl, const mg_change *c, const mg_object *renamed, mg_str old_name);
bool mg_stage_has_view(const mg_planner *pl, const mg_change *rename);
bool mg_stage_wants_view(const mg_planner *pl, const mg_change *rename); /* it will have one, once it has run */
bool mg_stage_view_units(mg_planner *pl);
bool mg_stage_view_actions(mg_planner *pl);
void mg_stage_view_edges(mg_planner *pl);

#endif
