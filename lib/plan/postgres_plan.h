/* What the PostgreSQL strategies share. */
#ifndef MG_POSTGRES_PLAN_H
#define MG_POSTGRES_PLAN_H

#include "facts/facts.h"
#include "plan/planner.h"

/* The dialect's own operations. */
enum {
    PG_OP_SAFE_NOT_NULL = MG_OP_DIALECT, /* CHECK NOT VALID, VALIDATE, SET NOT NULL, drop the check */
    PG_OP_BUILD_INDEX,   /* the unique index of a key, before the key takes it over */
    PG_OP_UNBIND,        /* DROP DEFAULT of a column whose default's function or type is made anew */
    PG_OP_BIND,          /* SET DEFAULT again */
    PG_OP_TYPE_PREPARE,  /* the old type steps aside, the new one is made */
    PG_OP_TYPE_FINISH,   /* the old type goes */
    PG_OP_COLUMN_RIGHTS, /* GRANT on columns, once these stand */
    PG_OP_FREE_SEQUENCE, /* … OWNED BY NONE, before its old owner goes */
    PG_OP_STEP_ASIDE,    /* an old index gives its name to the new one */
    PG_OP_COPY_ROWS,     /* what a table that was made anew held before */
    PG_OP_OWN_SEQUENCE,  /* ALTER SEQUENCE … OWNED BY, once the column stands */
};

/* ---- postgres_text.c: pieces of SQL ---- */
void mg_pg_ref(mg_buf *b, const mg_planner *pl, const mg_object *o);      /* "COLUMN t.c", "CONSTRAINT k ON t", "FUNCTION f(integer)" */
void mg_pg_comment(mg_buf *b, const mg_planner *pl, const mg_object *o, mg_str text); /* text.p NULL: IS NULL */
void mg_pg_index_comment(mg_buf *b, const mg_planner *pl, const mg_object *key, mg_str text);
void mg_pg_owner(mg_buf *b, const mg_planner *pl, const mg_object *o, mg_str role);
void mg_pg_rights_between(mg_planner *pl, mg_buf *b, const mg_object *o, const mg_node *from, const mg_node *to); /* A_GRANTS */
void mg_pg_grant(mg_buf *b, const mg_planner *pl, const mg_object *o, const mg_node *param, bool revoke);
void mg_pg_create(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *o);  /* with comment, owner, grants */
void mg_pg_create_bare(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *o); /* without */
/* The sequence as it is made before its table: owned by nothing yet. NULL on failure. */
const mg_object *mg_pg_free_sequence(mg_planner *pl, const mg_object *sequence, const mg_object *table);
void mg_pg_create_whole_table(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_unit *u, mg_str saved); /* for undoing a drop */
void mg_pg_create_index(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *o, bool concurrently);
void mg_pg_key_index(mg_buf *b, mg_planner *pl, const mg_object *con);    /* CREATE UNIQUE INDEX CONCURRENTLY of its name and keys */
void mg_pg_key_by_index(mg_buf *b, mg_planner *pl, const mg_object *con, mg_str index); /* ADD CONSTRAINT … USING INDEX */
void mg_pg_comment_on_key(mg_planner *pl, mg_action *a, const mg_object *o); /* and on its index; a step of its own */
void mg_pg_body(mg_buf *b, mg_str body);                                  /* in dollar quotes that the body does not hold */
/* UPDATE … SET `set` WHERE `where`, a range of rows at a time, each batch committed: outside a transaction. */
void mg_pg_batches(mg_buf *b, mg_planner *pl, const mg_object *table, mg_str set, mg_str where);
void mg_pg_drop(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *o);
void mg_pg_satellites(mg_buf *b, mg_planner *pl, const mg_object *o);
void mg_pg_alter_table(mg_buf *b, const mg_planner *pl, const mg_object *o); /* "ALTER TABLE public.t " for it or its child; DOMAIN, FOREIGN TABLE likewise */
void mg_pg_planner_options(mg_buf *b, mg_planner *pl, const mg_object *column); /* n_distinct of a foreign table's column */
void mg_pg_upper(mg_buf *b, mg_str s);
void mg_pg_next(mg_buf *b);                                               /* ";\n" between statements, when b holds any */
void mg_pg_keys(mg_buf *b, mg_planner *pl, const mg_object *con);         /* "(a, b) INCLUDE (c)" */
void mg_pg_sequence_param(mg_buf *b, mg_planner *pl, const mg_node *param);     /* INCREMENT BY 2 */
/* What stands before and behind a value of `from` to make it one of `to`, which is not to be had without saying so. */
void mg_pg_begin_cast(mg_buf *b, const mg_node *from, const mg_node *to);
void mg_pg_end_cast(const mg_planner *pl, mg_buf *b, const mg_type_change *t, const mg_node *from, const mg_node *to);
void mg_pg_param(mg_buf *b, mg_planner *pl, const mg_node *param);        /* name = value */

void mg_pg_alter_column(mg_buf *b, mg_planner *pl, const mg_object *column); /* ALTER TABLE t ALTER COLUMN c */
const mg_object *mg_pg_own_sequence(const mg_schema *s, const mg_object *column); /* that comes with the column */
void mg_pg_drop_default(mg_planner *pl, mg_buf *b, const mg_object *column);

/* ---- postgres_step.c: steps with their facts ---- */
mg_step *mg_pg_step(mg_planner *pl, const mg_action *a, const char *op, const char *fact, mg_buf *sql, mg_buf *undo);
void mg_pg_lock_domain_users(mg_planner *pl, mg_step *s, const mg_object *domain); /* its columns' tables, which are looked through */
void mg_pg_lock_parent(mg_planner *pl, mg_step *s, const mg_object *partition);
void mg_pg_verify_exists(mg_planner *pl, mg_step *s, const mg_object *o, bool exists);
void mg_pg_verify_column(mg_planner *pl, mg_step *s, const mg_object *column, const char *condition);
void mg_pg_verify_valid(mg_planner *pl, mg_step *s, const mg_object *con);

bool mg_pg_is_named_part(const mg_planner *pl, const mg_object *index); /* likewise */
void mg_pg_partition_index_edges(mg_planner *pl, mg_unit *u); /* postgres_partition.c */
/* ---- postgres_part_names.c ---- */
/* Both end in what the server counts with; in a name that is as long as names may be, a part makes room for it. */
bool mg_pg_called_alike(mg_str one, mg_str other);
/* The partition's part of its parent's index or key, where the schema gives it a name that is not the server's; or NULL. */
const mg_object *mg_pg_named_part(mg_planner *pl, const mg_object *partition, const mg_object *from);
/* The new partition gets it with its parent's, and it is not made; then it is called as it shall be. */
bool mg_pg_gets_part(const mg_planner *pl, const mg_object *part);
void mg_pg_name_parts(mg_planner *pl, mg_buf *b, const mg_object *partition);
/* ALTER COLUMN TYPE at the parent has named the parts of what reads the column anew (PostgreSQL 15 to 18). */
void mg_pg_name_parts_again(mg_planner *pl, mg_buf *b, const mg_object *column);
bool mg_pg_implied_name(const mg_planner *pl, const mg_change *c); /* a part of which both sides say what it is called; a sequence */
/* CREATE for the named parts of an index or key that is about to come, of partitions that are there. */
void mg_pg_make_named_parts(mg_planner *pl, mg_buf *b, const mg_object *from);
/* ---- postgres_repartition.c ---- */
bool mg_pg_is_repartitioned(const mg_planner *pl, const mg_unit *u);
void mg_pg_copy_edges(mg_planner *pl, mg_unit *u);
void mg_pg_lock_rows(mg_planner *pl, const mg_action *a, const mg_object *table);
void mg_pg_emit_copy(mg_planner *pl, const mg_action *a);
void mg_pg_count_on(mg_planner *pl, mg_buf *b, const mg_object *table, const mg_vec *sequences); /* behind the values that are there */

/* ---- postgres_save.c: a column of a table without another key, kept by what else its rows hold ---- */
mg_str mg_pg_save_beside(mg_planner *pl, const mg_action *a, const mg_object *column);
/* Puts saved values back; `by_rows`: what mg_pg_save_beside saved. Triggers on UPDATE are off meanwhile. */
void mg_pg_restore_column(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str saved, bool by_rows);

/* ---- postgres_sequence.c ---- */
typedef struct mg_pg_counter {
    mg_str head, name; /* "ALTER SEQUENCE s", "ALTER TABLE t ALTER COLUMN c"; the sequence as an expression */
    const char *set;   /* what stands before each parameter: "" or "SET " */
} mg_pg_counter;
enum { MG_PG_FIT_MOST = 1, MG_PG_FIT_LEAST = 2 };
/* Before the bounds get narrower: the counter goes where they allow it. Which of the new bounds it has set already. */
uint32_t mg_pg_fit_sequence(mg_planner *pl, mg_buf *b, const mg_pg_counter *c, const mg_node *from, const mg_node *to);

/* ---- postgres_identity.c ---- */
const mg_object *mg_pg_own_one(const mg_unit *u, const mg_schema *s); /* of a serial that becomes an identity, or the other way: its sequence */
void mg_pg_emit_identity_name(mg_planner *pl, mg_action *a);
void mg_pg_identity_sql(mg_planner *pl, mg_buf *b, const mg_unit *u, const mg_object *from, const mg_object *to);

void mg_pg_identity_back(mg_planner *pl, mg_buf *b, const mg_object *column); /* of a column that came back without it, with its values */

/* ---- postgres_keys.c ---- */
void mg_pg_free_key(mg_planner *pl, mg_unit *u); /* foreign keys that stand on a key which goes step aside */
void mg_pg_key_edges(mg_planner *pl, mg_unit *fk);

bool mg_pg_stands_on(const mg_object *fk, const mg_object *key);

/* ---- postgres_adopt.c ---- */
bool mg_pg_index_serves(const mg_object *index, const mg_object *key); /* it may become that key */
void mg_pg_adopt_parts(mg_planner *pl, mg_unit *u); /* of a table that becomes a partition */
void mg_pg_adopt_index(mg_planner *pl, mg_unit *u); /* a unique index that goes becomes the key that comes */
void mg_pg_emit_adopt(mg_planner *pl, mg_action *a);

/* ---- postgres_bodies.c ---- */
void mg_pg_body_edges(mg_planner *pl);

/* ---- postgres_overloads.c ------------------------------------------------------------------ */

void mg_pg_overload_edges(mg_planner *pl);

/* ---- postgres_heirs.c ---- */
void mg_pg_set_default(mg_planner *pl, mg_buf *b, const mg_object *column); /* or DROP DEFAULT; heirs keep their own */
void mg_pg_heir_extras(mg_planner *pl, mg_buf *b, const mg_object *column); /* what an inherited column has of its own */
void mg_pg_drop_column(mg_planner *pl, mg_buf *b, const mg_object *column); /* heirs that shall keep theirs do */
/* Before (`aside`) and after the column comes back at the parent: an heir's own becomes the parent's again. */
void mg_pg_heirs_give_back(mg_planner *pl, mg_buf *b, const mg_object *column, bool aside);
void mg_pg_heir_goes_first(mg_planner *pl, mg_unit *u);
void mg_pg_inherit_edges(mg_planner *pl, mg_unit *u);
void mg_pg_columns_for_parent(mg_planner *pl, mg_buf *b, const mg_object *table);

/* ---- emit ---- */
void mg_pg_emit_column(mg_planner *pl, mg_action *a);
void mg_pg_emit_not_null(mg_planner *pl, const mg_action *a, const mg_object *column);
void mg_pg_emit_ask(mg_planner *pl, mg_action *a); /* for what old rows shall hold */
void mg_pg_emit_constraint(mg_planner *pl, mg_action *a);
void mg_pg_emit_index(mg_planner *pl, mg_action *a);
void mg_pg_emit_type(mg_planner *pl, mg_action *a);
void mg_pg_emit_object(mg_planner *pl, mg_action *a);
void mg_pg_lock_attached(mg_planner *pl, mg_step *s, const mg_object *partition);
bool mg_pg_emit_attach(mg_planner *pl, const mg_action *a); /* the gentle ways; false: this partition has none */
void mg_pg_attach_edges(mg_planner *pl, mg_unit *u);
void mg_pg_drop_left_by_detach(mg_planner *pl, mg_buf *b, const mg_object *was, const mg_object *is);
void mg_pg_drop_made_by_attach(mg_planner *pl, mg_buf *b, const mg_object *was, const mg_object *is, bool built);
bool mg_pg_emit_detach(mg_planner *pl, const mg_action *a);
bool mg_pg_alter_attr(mg_planner *pl, mg_buf *b, const mg_object *o, int attr, const mg_node *from, const mg_node *to);

/* ---- postgres_index_swap.c: an index or a key replaced under its name ---- */
bool mg_pg_index_steps_aside(const mg_planner *pl, const mg_unit *u);
const mg_object *mg_pg_index_aside(mg_planner *pl, const mg_object *index);
void mg_pg_emit_step_aside(mg_planner *pl, mg_action *a);
bool mg_pg_key_succeeds(const mg_planner *pl, const mg_unit *u);
const mg_object *mg_pg_key_built(mg_planner *pl, const mg_unit *u); /* as its index is called at first */

/* ---- postgres_mapping.c: what ALTER said of objects kept as text ---- */
bool mg_pg_index_by_partition(const mg_planner *pl, const mg_unit *u); /* postgres_parted_index.c */
void mg_pg_emit_index_by_partition(mg_planner *pl, mg_action *a);
bool mg_pg_index_is_taken_over(const mg_planner *pl, const mg_unit *u); /* by the one of the table that it is a partition of */
bool mg_pg_mappings_alterable(const mg_unit *u); /* else they are made anew */
bool mg_pg_alters_definition(const mg_planner *pl, const mg_unit *u); /* by what ALTER says of an object that is kept as text */
void mg_pg_alterations(mg_buf *b, mg_planner *pl, const mg_object *o, const mg_node *from, const mg_node *to);

/* ---- questions ---- */
bool mg_pg_grants_columns(const mg_change *c);
const mg_object *mg_pg_owner_column(const mg_schema *s, const mg_object *sequence); /* or NULL; NULL for other kinds */
bool mg_pg_by_index(const mg_planner *pl, const mg_unit *u); /* a key that is made from an index built beforehand */
bool mg_pg_is_partitioned(const mg_object *table);
bool mg_pg_needs_value(const mg_object *column);        /* NOT NULL, and nothing fills it for rows that exist */
bool mg_pg_attributes_move(const mg_unit *u);           /* a composite type's attributes do not end up in order by ALTER TYPE */
bool mg_pg_enum_rebuilt(const mg_unit *u);              /* values go or change order */
bool mg_pg_type_changes(const mg_unit *column);         /* ALTER COLUMN TYPE will run */
mg_unit *mg_pg_rebuilt_type(const mg_planner *pl, const mg_object *column_before); /* its type is being rebuilt */
void mg_pg_rebuild_enum(mg_planner *pl, mg_buf *b, const mg_object *type, const mg_object *to); /* in one go, with dependents: undoes ADD VALUE */

#endif
