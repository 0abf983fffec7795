/* What rules are written with: names, lists, SQL for probes, facts about the
 * change at hand. Every text lives in the findings' arena. */
#ifndef MG_RULES_UTIL_H
#define MG_RULES_UTIL_H

#include <stdarg.h>

#include "facts/facts.h"
#include "rules/rules.h"

/* ---- the finding ------------------------------------------------------------ */

mg_finding *mg_emit_args(const mg_rule_ctx *rc, const mg_change *c, const char *fmt, va_list ap); /* see mg_emit */
/* How to do it safely; a read-only query that settles it. Harmless on NULL. */
void mg_rule_suggest(const mg_rule_ctx *rc, mg_finding *f, const char *fmt, ...);
/* A statement of the safe way, without its ';': on a line of its own behind the suggestion, which stands already. */
void mg_rule_sql(const mg_rule_ctx *rc, mg_finding *f, const char *fmt, ...);
void mg_rule_probe(const mg_rule_ctx *rc, mg_finding *f, const char *fmt, ...);
void mg_rule_block(mg_finding *f);
void mg_rule_severity(mg_finding *f, mg_severity severity);
void mg_rule_at_statement(mg_finding *f, const mg_stmt_info *stmt);
void mg_rule_at_object(mg_finding *f, const mg_object *o);

/* ---- the schemas --------------------------------------------------------------- */

static inline const mg_schema *mg_rule_before(const mg_rule_ctx *rc) { return rc->changes->before; }
static inline const mg_schema *mg_rule_after(const mg_rule_ctx *rc) { return rc->changes->after; }
static inline const mg_dialect *mg_rule_dialect(const mg_rule_ctx *rc) { return rc->changes->after->dialect; }
static inline uint32_t mg_rule_version(const mg_rule_ctx *rc) { return rc->changes->after->engine_version; }
static inline bool mg_rule_is_mysql(const mg_rule_ctx *rc)
{
    return mg_rule_dialect(rc)->id == MG_MYSQL || mg_rule_dialect(rc)->id == MG_MARIADB;
}
/* True when the version planned for is at least `version` (0 = newest known counts as newest). */
bool mg_rule_at_least(const mg_rule_ctx *rc, uint32_t version);
/* "PostgreSQL 15", "MySQL 8.0.36". */
mg_str mg_rule_engine(const mg_rule_ctx *rc);
/* The change's table existed before: there may be rows, readers and writers. */
bool mg_rule_on_old_table(const mg_rule_ctx *rc, const mg_change *c);
static inline bool mg_rule_is(const mg_change *c, int type, int kind)
{
    const mg_object *o = mg_change_object(c);
    return c->type == type && o && o->kind == kind;
}

/* ---- options of the rule at hand, as set or as shipped ------------------------------- */

mg_str mg_rule_text(const mg_rule_ctx *rc, const char *param);
uint32_t mg_rule_number(const mg_rule_ctx *rc, const char *param);
/* Names separated by commas hold this one; ASCII letters fold. */
bool mg_rule_list_has(const mg_rule_ctx *rc, const char *param, mg_str name);
/* `pattern` may hold {table}, {columns} (joined by '_') and {referenced}; they stand for the names of `o` as they are. */
bool mg_rule_matches(const mg_rule_ctx *rc, mg_str pattern, const mg_object *o, mg_str name);

/* ---- what is new ------------------------------------------------------------------------ */

static inline bool mg_rule_is_key(const mg_object *o) { return o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY; }
enum { MG_NEW_KEYS = MG_O_COUNT }; /* a kind for mg_rule_each_new: indexes, unique constraints, primary keys */
/* Calls fn for each object of the kind (MG_O_CONSTRAINT: any constraint; MG_O_NONE: any object) that the change brings: itself, or what stands in a
 * new table. What the engine makes by itself is left out, and all of temporary tables. */
typedef void (*mg_rule_new_fn)(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o);
void mg_rule_each_new(const mg_rule_ctx *rc, const mg_change *c, int kind, mg_rule_new_fn fn);
/* … for each new column, and for one that gets another type. */
void mg_rule_each_new_type(const mg_rule_ctx *rc, const mg_change *c, mg_rule_new_fn fn);
/* A finding when the name of a new object does not match the rule's option `pattern`; `noun` says what it is. */
void mg_rule_judge_name(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o, const char *noun);

/* The finding of a rename, which asks to be confirmed where it was guessed. */
mg_finding *mg_rule_tell_rename(const mg_rule_ctx *rc, const mg_change *c);

/* A unique index over plain columns, without WHERE: what REFRESH CONCURRENTLY wants of a materialized view. */
bool mg_rule_has_whole_key(const mg_object *view);
/* Its type is one of these short names (lib/facts/types.c), separated by '|', and no array. */
bool mg_rule_type_is(const mg_rule_ctx *rc, const mg_object *column, const char *types);
/* A key of the kind begins with, or is just, this column. */
bool mg_rule_is_key_of(const mg_object *table, int kind, mg_str column);
static inline uint32_t mg_rule_count(const mg_object *parent, int kind)
{
    uint32_t n = 0;
    MG_EACH_CHILD(o, parent) {
        n += o->kind == kind;
    }
    return n;
}
static inline bool mg_rule_is_new_table(const mg_change *c)
{
    return c->type == MG_C_CREATE && c->after && c->after->kind == MG_O_TABLE && !mg_attr(c->after, A_TEMPORARY);
}

/* ---- names ------------------------------------------------------------------------ */

/* A change's `from` or `to` as text; none when there is none. */
mg_str mg_rule_value_text(const mg_rule_ctx *rc, const mg_node *value);

/* For people: "users", "billing.invoices", "users.email"; the default schema is left out. */
mg_str mg_rule_name(const mg_rule_ctx *rc, const mg_object *o);
/* The name alone, for constraints and indexes: "users_email_key". */
mg_str mg_rule_own_name(const mg_rule_ctx *rc, const mg_object *o);
/* For SQL: quoted where the dialect demands it, with the schema. */
mg_str mg_rule_sql_name(const mg_rule_ctx *rc, const mg_object *o);
mg_str mg_rule_sql_word(const mg_rule_ctx *rc, mg_str name);
/* The table as the engine knows it today (renames are not done yet when a probe runs). */
mg_str mg_rule_sql_table(const mg_rule_ctx *rc, const mg_change *c);
mg_str mg_rule_sql_expr(const mg_rule_ctx *rc, const mg_node *expr);
mg_str mg_rule_sql_type(const mg_rule_ctx *rc, const mg_node *type);
mg_str mg_rule_sql_string(const mg_rule_ctx *rc, mg_str value);
/* "a, b, lower(c)" of A_KEYS; as SQL. */
mg_str mg_rule_sql_keys(const mg_rule_ctx *rc, const mg_object *o);
/* The columns of a list of N_NAME or N_KEY as SQL, each followed by `after`, joined by `join`. */
mg_str mg_rule_sql_list(const mg_rule_ctx *rc, const mg_node *list, const char *after, const char *join);
/* The n-th key column's name, or none when it is an expression or not there. */
mg_str mg_rule_key_column(const mg_object *o, uint32_t n);
bool mg_rule_key_holds(const mg_object *key, mg_str column); /* in either case; key may be NULL */
uint32_t mg_rule_key_count(const mg_object *o);
/* "SELECT, INSERT (a, b)": the privileges of one role in A_GRANTS. */
mg_str mg_rule_rights(const mg_rule_ctx *rc, const mg_node *role);
/* "table" or the kind in words: "materialized view". */
mg_str mg_rule_kind(const mg_rule_ctx *rc, const mg_object *o);

/* "a, b, c and more": those of the NULL-terminated list that `pick` (NULL: all) takes; how many they are. */
typedef bool (*mg_rule_pick)(const mg_rule_ctx *rc, const mg_object *o);
uint32_t mg_rule_name_all(const mg_rule_ctx *rc, const mg_object *const *objects, mg_rule_pick pick, mg_str *names);
/* … of the objects that need this one to exist, in its own schema. */
/* A statement for each column among them: `fmt` takes the table, the column, and the column again. */
void mg_rule_sql_users(const mg_rule_ctx *rc, mg_finding *f, const mg_object *o, mg_rule_pick pick, const char *fmt);
uint32_t mg_rule_name_users(const mg_rule_ctx *rc, const mg_object *o, mg_rule_pick pick, mg_str *names);
/* … of one kind alone: where deps wait, no other objects' are resolved for it. */
uint32_t mg_rule_name_users_of(const mg_rule_ctx *rc, const mg_object *o, mg_object_kind kind, mg_rule_pick pick, mg_str *names);
bool mg_rule_is_column(const mg_rule_ctx *rc, const mg_object *o); /* a pick */

/* A statement of AFTER's text dropped such a thing, whether or not it made another. */
bool mg_rule_was_dropped(const mg_rule_ctx *rc, const mg_object *o);
/* Things of the kind that use the column which the change drops, renames or alters, and that are there afterwards as well.
 * `changes`: what is there afterwards is another one, or made anew. */
typedef void (*mg_rule_user_fn)(const mg_rule_ctx *rc, const mg_change *c, const mg_object *user, bool changes);
void mg_rule_each_column_user(const mg_rule_ctx *rc, const mg_change *c, int kind, mg_rule_user_fn fn);
/* The finding for one: the engine refuses (blocking), or it is made anew around the change (info). */
mg_finding *mg_rule_column_user(const mg_rule_ctx *rc, const mg_change *c, const mg_object *user, bool changes);

/* ---- facts about a change -------------------------------------------------------------- */

/* Types of a MG_C_ALTER_COLUMN_TYPE; NULL nodes when the change is another. */
bool mg_rule_type_change(const mg_rule_ctx *rc, const mg_change *c, mg_type_change *out);
mg_str mg_rule_type_words(const mg_rule_ctx *rc, const mg_change *c); /* "text to integer" */
/* The column has a default that is not NULL, is generated, identity, serial or auto-increment. */
bool mg_rule_column_has_value(const mg_object *column);
bool mg_rule_is_serial(const mg_object *column);
bool mg_rule_says_not_null(const mg_object *check, mg_str column); /* CHECK (column IS NOT NULL) */
/* The plan serves this change with steps of which none keeps writers waiting for a scan, a build or a rewrite. */
bool mg_rule_plan_avoids(const mg_rule_ctx *rc, const mg_change *c);
/* One step milder, and says so, when the plan avoids it. */
void mg_rule_mind_plan(const mg_rule_ctx *rc, mg_finding *f);
/* The suggestion with one more sentence, in front of its statements. */
mg_str mg_rule_say_more(mg_arena *a, mg_str suggestion, mg_str sentence);
/* About a statement of AFTER's text that changes no schema (CLUSTER, LOCK TABLE): a plan does not run it, and it is a note there. */
void mg_rule_mind_left_out(const mg_rule_ctx *rc, mg_finding *f);
/* For files that are judged as they are written (no plan): the statement that made the change holds the words, so it
 * is done the gentle way already. */
bool mg_rule_is_written(const mg_rule_ctx *rc, const mg_change *c, const char *words);
/* PostgreSQL: … a constraint came as NOT VALID, and a later statement validates it: rows that break it fail there, where nobody waits. */
bool mg_rule_is_validated(const mg_rule_ctx *rc, const mg_change *c);
/* As it is written: no SET NOT NULL stands there, a new primary key makes the column NOT NULL. */
bool mg_rule_comes_with_key(const mg_rule_ctx *rc, const mg_change *c);
/* … of a file alone: the column may have been NOT NULL all along. */
bool mg_rule_may_be_not_null(const mg_rule_ctx *rc, const mg_change *c);
/* PostgreSQL: a valid CHECK proves that the column holds no NULL when it becomes NOT NULL. */
bool mg_rule_not_null_is_proved(const mg_rule_ctx *rc, const mg_change *c);
/* The statement of AFTER's text that made the change; NULL where that is no news: the object says where it stands. */
const mg_stmt_info *mg_rule_made_by(const mg_rule_ctx *rc, const mg_change *c);
/* The statement of AFTER that made what the change brings; NULL when there is none. */
const mg_stmt_info *mg_rule_statement_of(const mg_rule_ctx *rc, const mg_change *c);
/* Judged as written (no plan): a change of the type to an old table, made by an ALTER TABLE of the file. */
bool mg_rule_is_altered(const mg_rule_ctx *rc, const mg_change *c, int type);
/* The name of the operation in the facts' tables for MySQL and MariaDB; NULL when there is none. */
const char *mg_rule_mysql_operation(const mg_rule_ctx *rc, const mg_change *c);
/* Its fact for the version planned for; NULL when there is none. */
const mg_my_fact *mg_rule_mysql_fact(const mg_rule_ctx *rc, const mg_change *c);
/* How the server makes the change, type changes among them; NULL: that is not known. */
const char *mg_rule_algorithm(const mg_rule_ctx *rc, const mg_change *c, const char **lock);
/* The fact of the change's operation for the version planned for, if the operation is one of `ops` (separated by blanks;
 * NULL: any), the table is an old one, and it copies or rebuilds the table or keeps writers waiting; else NULL. */
const mg_my_fact *mg_rule_online(const mg_rule_ctx *rc, const mg_change *c, const char *ops);
/* A rule of the group online/ is about just this operation: those about all of them leave it to it. */
bool mg_rule_has_online_rule(const mg_rule_ctx *rc, const mg_change *c);
/* "t is copied while writes wait (ALGORITHM=COPY)": what the fact costs; an error where that is so, else a warning. */
mg_str mg_rule_online_cost(const mg_rule_ctx *rc, const mg_change *c, const mg_my_fact *fact);
void mg_rule_online_severity(mg_finding *f, const mg_my_fact *fact);
/* MySQL, MariaDB: the most bytes that a column takes in a row, and one key of an index in it (0 = not known). */
uint64_t mg_rule_my_column_bytes(const mg_rule_ctx *rc, const mg_object *column);
bool mg_rule_my_row_surely_fits(const mg_object *table, uint64_t bytes); /* cheap; false: perhaps */
uint64_t mg_rule_my_key_bytes(const mg_rule_ctx *rc, const mg_object *table, const mg_node *key);
/* The last SET sql_mode of the text names a mode that is not strict. */
bool mg_rule_sql_mode_is_lax(const mg_rule_ctx *rc);
/* The name of the operation in SQLite's table, or NULL. */
const char *mg_rule_sqlite_operation(const mg_rule_ctx *rc, const mg_change *c);
/* What is known of a change from the others and from the plan, made once a run. */
typedef struct mg_change_note {
    const mg_change *replaced_by; /* a drop: the add that brings the new definition */
    const struct mg_rebuild *rebuild; /* of a file: its table is made anew (rebuild.h) … */
    bool told_with_rebuild;       /* … and what the rules of such tables say of it is enough */
    bool provided_for;            /* … or the copy gives the rows what would make it fail otherwise */
    const mg_change *replaces;    /* an add: that drop */
    bool served, heavy;           /* the plan has steps for it; one of them scans, builds or rewrites under a lock on writers */
    uint32_t step, last_step;     /* the first of these steps, and the last */
    const uint32_t *later;        /* by a step's id: the next one of the same change, or 0 */
    const mg_stmt_info *dropped_by; /* a drop: the statement of AFTER that did it */
    bool drop_assumed;              /* … of something that nobody made: what depends on it is not known */
    const char *operation;        /* MySQL, MariaDB: mg_rule_mysql_operation, when it was asked for */
    bool operation_known;
    bool online_rule, online_rule_known; /* … mg_rule_has_online_rule */
    const mg_my_fact *fact;       /* … of that operation for the version, when fact_known */
    const mg_my_fact *online;     /* … mg_rule_online of any operation, when online_known */
    bool fact_known, online_known, type_known;
    const mg_type_change *types;  /* mg_rule_type_change, when type_known; NULL: it is none */
    const mg_stmt_info *made_by;  /* mg_rule_made_by, when it was asked for */
    bool made_by_known;
    bool news, news_known;        /* it brings something that is not temporary, when news_known */
    bool placed;
    uint32_t line, column;        /* where findings about it stand, when placed … */
    const mg_source *source;
} mg_change_note;
const mg_change_note *mg_rule_notes(mg_arena *a, const mg_changes *changes, const mg_plan *plan);
/* The plan's steps that serve the change, one after the other: the first one behind `s`, or of all where that is NULL. */
const mg_step *mg_rule_next_step(const mg_rule_ctx *rc, const mg_change *c, const mg_step *s);
static inline const mg_change_note *mg_rule_note(const mg_rule_ctx *rc, const mg_change *c) { return &rc->notes[c->id]; }
/* Changes of the types in `types` (ended by MG_C_NONE) by the id of their object in BEFORE; NULL on failure. */
const mg_change **mg_rule_by_before(const mg_rule_ctx *rc, const int *types);

/* ---- statements ------------------------------------------------------------------------- */

/* A statement's words, quoted names and strings, and signs one by one; comments are passed over. */
typedef struct mg_words {
    const char *p, *end;
    const mg_word_set *set; /* words that may be among them; NULL: any */
} mg_words;
mg_words mg_rule_words(const mg_stmt_info *st);
mg_words mg_rule_words_of(mg_str text); /* of any text, or of none */
mg_str mg_rule_bare(mg_str word);       /* without the quotes of a name */
bool mg_rule_words_name(mg_words w, mg_str name); /* one of them is the name, in either case, quoted or not */
bool mg_rule_skip_name(mg_words *w, mg_str name); /* … and goes behind it; false: it does not follow */
mg_str mg_rule_next_word(mg_words *w);                    /* as it is written; none at the end */
bool mg_rule_skip_to(mg_words *w, const char *words);     /* "SET TABLESPACE": behind these; false when they do not follow */
/* These bytes stand in the statement, in either case, be it in a string: what a rule looks for word by word may be there. */
bool mg_rule_statement_names(const mg_stmt_info *st, mg_str word);
bool mg_rule_text_names(mg_str text, mg_str word); /* the same of any text */
/* The statement holds (begins with) these words in a row, in either case, not in a string or comment. */
bool mg_rule_statement_holds(const mg_stmt_info *st, const char *words);
bool mg_rule_statement_begins(const mg_stmt_info *st, const char *words);
/* `again` has the name of a column that is dropped: it took the name by a RENAME, or an UPDATE of the text moves the values. */
bool mg_rule_values_move(const mg_rule_ctx *rc, const mg_object *old, const mg_object *again);
/* It has the name, or had it before statements of the text gave it another. */
bool mg_rule_was_called(const mg_object *o, mg_str name);
/* One of the statement's words is its name, or one that it had. */
bool mg_rule_names_object(const mg_stmt_info *st, const mg_object *o);
/* Some UPDATE of the text behind the one statement (NULL: its begin) and before the other (NULL: its end) names the column and
 * its table: rows get their value there. */
bool mg_rule_is_updated(const mg_rule_ctx *rc, const mg_object *column, const mg_stmt_info *behind, const mg_stmt_info *until);
/* An UPDATE whose SET names nothing but columns that the same file adds: rows get their first value. */
bool mg_rule_fills_new_columns(const mg_rule_ctx *rc, const mg_dml *d);
/* What the statement is about is this table. */
bool mg_rule_is_about(const mg_stmt_info *st, const mg_object *table);
/* Some ALTER TABLE of AFTER's text holds the words, and names the column behind ALTER [COLUMN]. */
bool mg_rule_text_adds_constraint(const mg_rule_ctx *rc, const mg_object *con); /* a file adds one of its name to its table */
bool mg_rule_text_alters(const mg_rule_ctx *rc, const mg_object *column, const char *words);
/* The next name, without quotes and folded as the engine does; its schema or none. */
mg_str mg_rule_next_name(const mg_rule_ctx *rc, mg_words *w, mg_str *schema);
const mg_object *mg_rule_find_named(const mg_rule_ctx *rc, const mg_schema *s, mg_str schema, mg_str name);
/* The relation is made by the same change: nobody has rows in it or waits for it. */
bool mg_rule_is_born_here(const mg_rule_ctx *rc, mg_str schema, mg_str name);
/* Statements of the kind (S_…) that AFTER has and BEFORE has not, in order. */
void mg_rule_each_statement(const mg_rule_ctx *rc, int kind, void (*fn)(const mg_rule_ctx *rc, const mg_stmt_info *st));
/* The foreign key goes, by itself or with its table, by that statement of AFTER or one before it. */
bool mg_rule_key_goes_before(const mg_rule_ctx *rc, const mg_object *fk, const mg_stmt_info *st);
/* MySQL, MariaDB: SET foreign_key_checks = 0 holds where the statement stands. */
bool mg_rule_fk_checks_are_off(const mg_rule_ctx *rc, const mg_stmt_info *until);
/* Statements that touch data, new in AFTER and on a table that may hold rows. */
void mg_rule_each_dml(const mg_rule_ctx *rc, int kind, void (*fn)(const mg_rule_ctx *rc, const mg_dml *dml));
mg_str mg_rule_dml_table(const mg_rule_ctx *rc, const mg_dml *dml);
/* The table that a foreign key refers to, in its own schema; NULL when it is not there. */
const mg_object *mg_rule_referenced(const mg_schema *s, const mg_object *fk);
const mg_object *mg_rule_parent_of(const mg_rule_ctx *rc, const mg_object *fk); /* … in AFTER */
/* Its column that the key's n-th one refers to; without names those of the primary key. */
const mg_object *mg_rule_referenced_column(const mg_object *parent, const mg_object *fk, uint32_t n);
/* The UPDATE for one batch of rows, to be run until it changes none: where its words alone say how. It has to fill what its condition
 * asks for, or a column that was NULL. */
void mg_rule_sql_batch(const mg_rule_ctx *rc, mg_finding *f, const mg_stmt_info *st, const mg_object *table);
/* What an index of the table with fewer or equal columns kept unique stays unique with the key's. */
bool mg_rule_was_unique(const mg_object *table, const mg_object *key);
/* MySQL, MariaDB: the table's engine reads foreign keys over (MyISAM, Aria and others). */
bool mg_rule_ignores_fk(const mg_rule_ctx *rc, const mg_object *table);
/* ADD COLUMN … REFERENCES, as it is written: the column that came with its foreign key; else NULL. */
const mg_object *mg_rule_column_of_new_fk(const mg_rule_ctx *rc, const mg_object *fk);
/* A CHECK that stands in the statement which adds one of its columns. */
bool mg_rule_left_by_detach(const mg_rule_ctx *rc, const mg_object *check);
bool mg_rule_came_with_column(const mg_rule_ctx *rc, const mg_object *check);
/* The default partition that a table had and still has; NULL: none. */
const mg_object *mg_rule_old_default(const mg_rule_ctx *rc, const mg_object *parent);
/* A valid CHECK is about the columns of the partition's bound; whether it proves the bound is for PostgreSQL to say. */
bool mg_rule_bound_may_be_proved(const mg_object *partition);

#endif
