/* What the files of lib/diff share.
 *
 *   match (declared ▶ identity ▶ detected) ▶ base ▶ match the rest ▶ compare ▶ depend ▶ sort
 *
 * Names are matched first, tables before their columns. Then a copy of BEFORE
 * gets all renames (`base`), so that definitions which mention a renamed thing
 * compare equal; constraints, indexes, views and routines are matched and
 * compared there. */
#ifndef MG_DIFFER_H
#define MG_DIFFER_H

#include "diff/diff.h"

typedef struct mg_word_change mg_word_change;
typedef struct mg_said_value mg_said_value;

/* Somebody says that an index or a constraint has another name now. */
typedef struct mg_wish {
    const mg_object *before, *after;
    mg_str reason;
    struct mg_wish *next;
} mg_wish;

typedef struct mg_differ {
    mg_ctx *ctx;
    mg_changes *out;
    const mg_dialect *d;
    const mg_schema *before, *after;
    const mg_diff_options *opts;
    uint8_t owners;            /* 0 = not looked, 1 = AFTER names one for everything (a dump) or nothing, 2 = for some things */
    mg_arena scratch;
    mg_buf text;
    mg_vec words;    /* mg_word_change*: words that were replaced in the names of many tables */
    mg_vec moving;   /* mg_moving*: what was said of out->moves, in their order */
    uint32_t *place; /* columns.c: by id of AFTER's column */
    mg_said_value *said_values; /* commented.c: values of enum types */
    mg_wish *wishes; /* declared.c */
} mg_differ;

static inline mg_match *mg_match_before(const mg_differ *df, const mg_object *o)
{
    return &df->out->by_before[o->id];
}
static inline mg_match *mg_match_after(const mg_differ *df, const mg_object *o)
{
    return &df->out->by_after[o->id];
}
/* The object of BEFORE as definitions are compared: with renames done once they are known. */
static inline const mg_object *mg_base_of(const mg_differ *df, const mg_object *before)
{
    return mg_match_before(df, before)->base;
}

/* ---- match.c --------------------------------------------------------------- */

bool mg_match_init(mg_differ *df);
/* By id, of one side: has a child without a partner, or a renamed one. Made from the pairs, which are far smaller than the
 * objects, so that the many tables that did not change need not be looked at. NULL when there is no memory. */
const bool *mg_match_has_open(mg_differ *df, bool before);
/* Pairs two unmatched objects. */
void mg_match_pair(mg_differ *df, const mg_object *b, const mg_object *a);
/* … as a rename; `reason` is kept, not copied. */
void mg_match_rename(mg_differ *df, const mg_object *b, const mg_object *a, uint16_t confidence, mg_str reason);
/* Remembers a rename that is likely but not sure. */
void mg_match_candidate(mg_differ *df, const mg_object *b, const mg_object *a, uint16_t confidence, mg_str reason);
void mg_match_top(mg_differ *df);      /* objects that stand alone, by kind, schema, name and signature */
void mg_match_columns(mg_differ *df);  /* columns of matched tables, by name */
/* Constraints, indexes, triggers, policies, rules of matched parents, after `base` stands. */
void mg_match_children(mg_differ *df);
/* Nobody asked for it: the engine or an extension has it anyway. */
bool mg_is_given(const mg_object *o);

/* ---- declared.c, commented.c, detect*.c, similar.c ----------------------------------------- */

void mg_declared_tables(mg_differ *df);   /* hints and comments for what stands alone */
void mg_declared_children(mg_differ *df); /* … for columns, constraints, indexes of matched tables */
void mg_declared_definitions(mg_differ *df); /* constraints and indexes among those: a rename where nothing else changed */
void mg_stated_surely(mg_differ *df);     /* by RENAME statements of a migration file, of which it is known what was there before */
void mg_stated_tables(mg_differ *df);     /* by RENAME statements of AFTER, after matching by name */
void mg_stated_columns_surely(mg_differ *df);
void mg_stated_columns(mg_differ *df);
/* A hint says that the type's value is called otherwise: --rename mood.sad:unhappy. */
bool mg_declared_value(mg_differ *df, const mg_object *type, mg_str from, mg_str to);
/* … or a comment beside the value in AFTER's type. */
bool mg_commented_value(const mg_differ *df, const mg_object *type, mg_str from, mg_str to);
void mg_commented_tables(mg_differ *df);
void mg_commented_children(mg_differ *df);
void mg_declared_report(mg_differ *df);   /* hints that matched nothing become diagnostics */
void mg_detect_systematic(mg_differ *df); /* tables that were renamed alike; fills `words` */
void mg_detect_tables(mg_differ *df);
void mg_detect_types(mg_differ *df);
void mg_detect_columns(mg_differ *df);
void mg_detect_roles(mg_differ *df);
void mg_detect_sequences(mg_differ *df);  /* by the column that owns them */
void mg_detect_others(mg_differ *df);     /* views, routines: by equal definition */
/* 0..100: how alike two names are (words, abbreviations, edit distance). */
int mg_name_similarity(mg_str a, mg_str b);
/* The one name is the other with one of `words` replaced. */
bool mg_word_replaced(const mg_differ *df, mg_str b, mg_str a);

/* ---- moved.c --------------------------------------------------------------------- */

/* A column of the one table is said to go to the other. */
typedef struct mg_moving {
    const mg_object *source, *target; /* tables of BEFORE and AFTER */
    mg_str name, new_name;
    const mg_comment_ref *comment;    /* NULL: a hint said it */
} mg_moving;
void mg_move_declare(mg_differ *df, const mg_moving *m);
void mg_moves_link(mg_differ *df); /* once all columns are matched */
void mg_moves_mark(mg_differ *df); /* the changes that are halves of moves */

/* ---- base.c ------------------------------------------------------------------------ */

/* Makes out->base when anything is renamed, carries out the renames that it does not have yet and fills mg_match.base.
 * To be called again when more renames were found. */
bool mg_make_base(mg_differ *df);
bool mg_base_is_made(mg_differ *df); /* makes it when there is none yet */
bool mg_carry_labels(mg_differ *df); /* enums.c: renamed values of enum types, wherever base names them */

/* ---- compare.c, columns.c, enums.c, grants.c, loss.c ------------------------------- */

bool mg_attr_counts(const mg_differ *df, const mg_object *o, int attr); /* part of the definition, not metadata */
bool mg_definition_eq(const mg_differ *df, const mg_object *b, const mg_object *a);
uint32_t mg_definition_hash(const mg_differ *df, const mg_object *o);
void mg_compare_pairs(mg_differ *df);
void mg_compare_type(mg_differ *df, const mg_object *b, const mg_object *a, const mg_node *from, const mg_node *to);
/* What has a place among others, and kept it or not. */
typedef struct mg_placed {
    const mg_object *b, *a;
    uint32_t was;   /* place among what is kept of BEFORE, 1-based */
    uint32_t prev;  /* of the longest run that ends here: the one before, 1-based index; 0 = none */
    bool stays;
} mg_placed;

/* The most that can stay where they are: the longest increasing run of old places, in n log n; n `tails` are room to work in. */
void mg_mark_staying(mg_placed *p, uint32_t n, uint32_t *tails);
void mg_compare_positions(mg_differ *df, const mg_object *table_before, const mg_object *table_after);
/* trigger_order.c; `first`: where the table's changes begin */
void mg_compare_trigger_order(mg_differ *df, const mg_object *table_before, const mg_object *table_after, uint32_t first);
void mg_compare_enum(mg_differ *df, const mg_object *b, const mg_object *a, const mg_node *from, const mg_node *to);
void mg_compare_grants(mg_differ *df, const mg_object *b, const mg_object *a, const mg_node *from, const mg_node *to);
mg_loss mg_loss_of_type_change(const mg_differ *df, const mg_node *from, const mg_node *to, const mg_object *column);
bool mg_same_type_class(const mg_differ *df, const mg_node *from, const mg_node *to); /* both texts, both numbers … */
mg_loss mg_loss_of_charset(const mg_dialect *d, const mg_node *from, const mg_node *to); /* what the one holds and the other does not */
mg_loss mg_loss_of_partitioning(const mg_node *from, const mg_node *to);

/* ---- undecided.c -------------------------------------------------------------------- */

/* Why two values of an attribute (all that makes the definitions) may be the same to the engine though they are spelt otherwise;
 * NULL: they are not. */
const char *mg_undecided_attr(const mg_differ *df, const mg_object *a, const mg_node *from, const mg_node *to);
/* The one default is 'now', the other the moment at which a server read that. */
bool mg_is_moment_of(const mg_object *a, const mg_node *from, const mg_node *to);
const char *mg_undecided_definition(const mg_differ *df, const mg_object *base, const mg_object *a, uint16_t *attr);
void mg_undecided_note(mg_differ *df, const mg_object *b, const mg_object *a, int attr, const char *why); /* no reason: nothing */
void mg_undecided_mark(mg_differ *df); /* the changes of what is made anew; the others are marked where they are made */

/* ---- changes.c ------------------------------------------------------------------------ */

/* Adds a change; reversibility and loss as usual for its type, to be overwritten by the caller. NULL on failure. */
mg_change *mg_change_add(mg_differ *df, int type, const mg_object *before, const mg_object *after);
/* … of an attribute: from or to may be NULL; both outlive the diff. */
mg_change *mg_change_attr(mg_differ *df, int type, const mg_object *before, const mg_object *after, int attr,
                          const mg_node *from, const mg_node *to);
/* Has it from a parent table, whose changes reach it. */
bool mg_is_inherited(const mg_object *o);
/* The same change at the parent's column makes this one. */
bool mg_follows_parent(const mg_differ *df, const mg_object *b, const mg_object *a, int attr);
void mg_changes_create_and_drop(mg_differ *df); /* unmatched objects, renamed ones */
void mg_changes_sort(mg_differ *df);            /* and number */

/* body.c: programs, but for comments and how blanks stand. */
bool mg_body_eq(mg_str x, mg_str y);

#endif
