/* What the files of lib/schema share. */
#ifndef MG_SCHEMA_INTERNAL_H
#define MG_SCHEMA_INTERNAL_H

#include "dialect/dialect.h"

/* ---- objects ---------------------------------------------------------------------- */

uint32_t mg_name_hash(mg_str name); /* the same for names that are equal but for case */
/* Enters the object under its present names, or takes it out; without a name it is found by walking only. */
bool mg_names_enter(mg_schema *s, mg_object *o);
void mg_names_leave(mg_schema *s, mg_object *o);
bool mg_names_count_child(mg_schema *s, mg_object *parent); /* one more: of many, all are entered */
void mg_names_free(mg_schema *s);
/* A copy under its id, behind all others; without attributes. */
mg_object *mg_schema_add_like(mg_schema *s, const mg_object *like, mg_object *parent);
void mg_object_unlink(mg_schema *s, mg_object *o);
void mg_object_move_after(mg_object *parent, mg_object *o, mg_object *after); /* of an unlinked child; after NULL = first */
void mg_object_set_kind(mg_schema *s, mg_object *o, int kind);
void mg_object_sign(mg_schema *s, mg_object *o, mg_str signature);
bool mg_routine_takes(const mg_object *routine, uint32_t n_args);
mg_object *mg_find_overload(const mg_schema *s, mg_str schema, mg_str name, uint32_t n_args);

/* ---- overlays: see mg_schema_overlay; no-ops for any other schema ------------------------ */

bool mg_is_taken(const mg_schema *s, const mg_object *top); /* of s->under: it came over */
mg_object *mg_take_over(const mg_schema *s, const mg_object *o); /* of s->under, not taken: its copy in s; NULL on failure */
void mg_take_users(mg_schema *s, const mg_object *target); /* what refers to target, or to its children */
void mg_take_schema(mg_schema *s, mg_str name);            /* all that stands in it */
void mg_take_role(mg_schema *s, mg_str role);              /* what belongs to it, or gives it rights */
void mg_take_triggers(mg_schema *s, mg_str name);          /* tables whose triggers' text may bear the name */
void mg_take_disturbed(mg_schema *s);                      /* what may read otherwise after the changes to what came over */
mg_object *mg_object_copy(mg_schema *to, const mg_object *o, mg_object *parent);
mg_object *mg_object_copy_sharing(mg_schema *to, const mg_object *o, mg_object *parent, mg_node *attrs); /* with those attributes, until it is changed */
bool mg_schema_copy_state(mg_schema *to, const mg_schema *from);
bool mg_schema_copy_settings(mg_schema *to, const mg_schema *from); /* the same without the sources */
/* Of a finished schema: what may bear target's name, or its children's, in attributes; some perhaps twice. */
void mg_list_users(mg_schema *s, mg_object *target, mg_vec *out);

/* ---- journals: see mg_journal_begin --------------------------------------------------------- */

void mg_journal_note(const mg_schema *s, mg_object *o); /* s has a journal; o is about to be looked at */
void mg_journal_note_users(mg_schema *s, const mg_object *target);
void mg_object_recall(mg_schema *s, mg_object *o, mg_former *former, bool was_there);

/* ---- keeping: from a statement's scratch tree into the schema ------------------------ */

static inline bool mg_text_is_kept(const mg_schema *s, const char *p)
{
    return s->taking || (s->reading && p >= s->reading->text.p && p <= s->reading->text.p + s->reading->text.n);
}
mg_str mg_text_keep(mg_schema *s, mg_str text);
mg_str mg_schema_name_kept(mg_schema *s, mg_str schema);
mg_schema *mg_schema_new_bare(mg_ctx *ctx, const mg_dialect *d, uint32_t engine_version); /* without what every database has */
mg_node *mg_node_keep(mg_schema *s, const mg_node *n); /* deep; NULL gives NULL */
mg_node *mg_node_make(mg_schema *s, mg_kind kind, mg_str text);
/* Same kind, text, children in the schema's arena, without looking for an attribute to replace. */
void mg_attr_append(mg_schema *s, mg_object *o, const mg_node *attr);
mg_node *mg_attrs_keep(mg_schema *s, const mg_object *o); /* copies of them all, as a list */
/* Moves list's children, which are in the schema's arena, to the end of o's attributes. */
void mg_attrs_adopt(mg_object *o, mg_node *list);
/* Options by name: new ones added, present ones replaced. */
void mg_params_merge(mg_schema *s, mg_object *o, const mg_node *params);
void mg_foreign_options(mg_schema *s, mg_object *o, mg_kind attr, const mg_node *changes); /* OPTIONS (ADD a '1', SET b '2', DROP c) */
void mg_params_reset(mg_schema *s, mg_object *o, mg_kind attr, const mg_node *names);
bool mg_node_replace(mg_node *parent, mg_node *old, mg_node *fresh);

/* ---- names --------------------------------------------------------------------------------- */

void mg_search_path_reset(mg_schema *s);
void mg_search_path_set(mg_schema *s, const mg_node *values); /* children: names or strings */
mg_str mg_name_schema(const mg_schema *s, const mg_node *qname);     /* the qualifier, as the model holds it; none = not written */
mg_str mg_schema_for_new(const mg_schema *s, const mg_node *qname);  /* where a CREATE puts it */
/* By search path. kind: an object kind, or MG_O_NONE for any relation. */
mg_object *mg_resolve(const mg_schema *s, int kind, const mg_node *qname);
mg_object *mg_resolve_name(const mg_schema *s, int kind, mg_str schema, mg_str name);
mg_object *mg_resolve_routine(const mg_schema *s, int kind, const mg_node *qname, mg_str signature);
mg_object *mg_resolve_table(const mg_schema *s, const mg_node *qname);
/* Gives an unqualified name the schema of what it means. */
void mg_qname_qualify(mg_schema *s, mg_node *qname, mg_str schema);
void mg_qname_set(mg_schema *s, mg_node *qname, mg_str schema, mg_str name);
/* The nearest known name, or none. */
mg_str mg_suggest_relation(mg_schema *s, mg_str name);
mg_str mg_suggest_child(mg_schema *s, const mg_object *parent, int kind, mg_str name);
/* "(integer, text)" of a routine's arguments. */
mg_str mg_args_signature(mg_schema *s, const mg_node *args);

/* ---- references: what in an object's attributes names another object ---------------------------- */

typedef enum mg_ref_role {
    MG_REF_NAME,      /* N_QNAME, N_TYPE or E_CALL: text and qualifiers name the target */
    MG_REF_COLUMN,    /* E_COLUMN or N_NAME: the text names a column */
    MG_REF_QUALIFIER, /* N_NAME before a column: the text names the relation itself, not an alias */
    MG_REF_STRING,    /* E_CONST 'name'::regclass */
    MG_REF_LOCAL,     /* text names an index of the same table */
    MG_REF_OWNED_BY,  /* like MG_REF_NAME, but the target does not have to be there first */
    MG_REF_IMPLIED,   /* no name stands for it: a foreign key's unique key, a constant's type; node is NULL */
    MG_REF_LITERAL,   /* the constant itself, of that type: for mg_literals_of alone */
} mg_ref_role;

typedef struct mg_ref {
    mg_ref_role role;
    mg_node *node;
    mg_node *holder;   /* the Q_TARGET whose whole expression the column is, or NULL */
    mg_node *attr;     /* the attribute in which it stands */
    mg_object *target;
} mg_ref;

/* Before a MG_REF_NAME in a definition kept as text gets another name: the text follows. No-op for other attributes. */
void mg_definition_follow(mg_schema *s, const mg_ref *ref, mg_str schema, mg_str name);

typedef void (*mg_ref_fn)(const mg_ref *ref, void *user_data);

void mg_refs_of(mg_schema *s, mg_object *o, mg_ref_fn fn, void *user_data);
/* … and, with MG_REF_IMPLIED, what no name stands for: keys that a GROUP BY leans on and, when wanted, types and operators:
 * of 'a' in `status = 'a'`. */
void mg_refs_and_implied_of(mg_schema *s, mg_object *o, bool types, mg_ref_fn fn, void *user_data);
/* The same with MG_REF_LITERAL. */
void mg_literals_of(mg_schema *s, mg_object *o, mg_ref_fn fn, void *user_data);
/* To be called before a twin's attributes are changed in place: from here on they are its own. */
void mg_object_own(mg_schema *s, mg_object *o);
void mg_mentions_forget(mg_schema *s);
void mg_mentions_change(mg_object *o); /* stands in the index, but not as it is */
/* To be called when o's attributes were changed in place. */
static inline void mg_object_touch(mg_object *o)
{
    o->state = (uint8_t)((o->state | MG_OS_TOUCHED) & ~MG_OS_TYPE_KNOWN);
    if (o->owner && o->owner->mention_index && (o->state & MG_OS_MENTIONED))
        mg_mentions_change(o);
}
/* New objects are marked as standing in the index that does not know them yet. */
static inline void mg_mentions_add(mg_schema *s, mg_object *o)
{
    o->state |= MG_OS_MENTIONED;
    if (s->mention_index)
        mg_object_touch(o);
}
/* Every name in o's attributes. */
void mg_each_name(mg_object *o, bool (*fn)(mg_str name, void *user_data), void *user_data);
/* Calls fn for each object that may bear the name in its attributes, oldest first. */
void mg_each_mention(mg_schema *s, mg_str name, void (*fn)(mg_object *o, void *user_data), void *user_data);
/* The same for a column: what is of another table has to bear the table's name too. */
void mg_each_column_mention(mg_schema *s, const mg_object *column, void (*fn)(mg_object *o, void *user_data), void *user_data);
/* Cheap: false only when nothing in o's attributes bears the name. */
bool mg_may_mention(mg_object *o, mg_str name);
/* Cheap: false when the attribute names nothing outside of its table (a foreign key's target apart). */
bool mg_attr_may_refer(const mg_schema *s, const mg_node *attr);
/* Writes the schema that the search path means into o's unqualified references. */
void mg_object_qualify(mg_schema *s, mg_object *o);
/* Objects that refer to `target` (or, when it is a table, to one of its columns); of its own children none. */
void mg_find_referrers(mg_schema *s, const mg_object *target, mg_vec *out);

/* ---- applying ---------------------------------------------------------------------------------- */

/* See apply_aside.c. */
typedef struct mg_aside {
    mg_object *object;
    mg_str name; /* from before */
    struct mg_aside *next;
} mg_aside;

typedef struct mg_apply {
    mg_schema *s;
    const mg_dialect *d;
    const mg_statement *st;
    const mg_node *ast;
    uint32_t line, column;
    bool placed; /* line and column are known */
    mg_aside *aside;
    const mg_vec *going; /* mg_object*: what a DROP of several names; or NULL */
} mg_apply;

typedef void (*mg_apply_fn)(mg_apply *a);
typedef void (*mg_action_fn)(mg_apply *a, mg_object *o, const mg_node *action);

void mg_suspect_type(mg_apply *a, const mg_node *type); /* of a column */
/* Before an ALTER TABLE's actions, where they are one; what an action of it then means by the name, if that stands aside. */
void mg_step_aside(mg_apply *a, mg_object *table);
mg_object *mg_set_aside(const mg_apply *a, mg_str name, bool column);
mg_object *mg_named_index(const mg_object *table, mg_str name); /* MySQL: an index, or a unique key, which is one */
/* Diagnostics at a node's place (the statement's when it has none). */
void mg_say_unresolved(mg_apply *a, const mg_node *at, int kind, mg_str name, const mg_object *parent);
void mg_say_duplicate(mg_apply *a, const mg_node *at, const mg_object *there);
mg_diagnostic *mg_say(mg_apply *a, mg_severity sev, const char *code, const mg_node *at, const char *fmt, ...);
void mg_object_place(mg_apply *a, mg_object *o, const mg_node *at);
/* Clones n's attributes (A_ kinds) into o, leaving out those in `skip` (0-terminated, may be NULL). */
void mg_take_attrs(mg_apply *a, mg_object *o, const mg_node *n);
/* The relation that an ALTER, COMMENT … names; says so when it is unknown. */
mg_object *mg_need(mg_apply *a, int kind, const mg_node *qname);

mg_object *mg_add_column(mg_apply *a, mg_object *table, const mg_node *column);
void mg_column_position(mg_apply *a, mg_object *table, mg_object *column, const mg_node *def);
void mg_column_set(mg_apply *a, mg_object *column, const mg_node *def);
void mg_column_constraints(mg_apply *a, mg_object *table, mg_object *column, const mg_node *def);
mg_object *mg_add_constraint(mg_apply *a, mg_object *table, const mg_node *con, mg_object *column);
mg_object *mg_add_index(mg_apply *a, mg_object *table, const mg_node *index);
void mg_table_like(mg_apply *a, mg_object *table, const mg_node *like);
void mg_table_inherit(mg_apply *a, mg_object *table, mg_object *parent, bool partition);
void mg_table_of_type(mg_apply *a, mg_object *table, const mg_object *type);
void mg_find_heirs(mg_schema *s, mg_object *parent, mg_vec *out);
bool mg_is_handed_down(const mg_node *attr);
bool mg_column_same_as_parents(const mg_object *own, const mg_object *column);
bool mg_heir_settle(mg_schema *s, mg_object *o);
bool mg_is_heirloom(const mg_object *column); /* comes and goes with the parent's, whatever it has of its own */
void mg_apply_action(mg_apply *a, mg_object *o, const mg_node *action);
void mg_apply_actions(mg_apply *a, mg_object *o);
/* Drops with what the engine drops along; cascade: with all that depends on it. */
void mg_drop_object(mg_apply *a, mg_object *o, bool cascade);
void mg_drop_column(mg_apply *a, mg_object *table, mg_object *column, bool cascade);
void mg_rename_object(mg_apply *a, mg_object *o, mg_str schema, mg_str name);
void mg_rename_column(mg_apply *a, mg_object *table, mg_object *column, mg_str name);
void mg_auto_name(mg_apply *a, mg_object *table, int kind, const mg_node *def, mg_str *name, bool *made);
bool mg_kind_is_global(int kind); /* stands outside of schemas */
void mg_sequence_tidy(mg_apply *a, mg_object *sequence);
bool mg_domain_action(mg_apply *a, mg_object *domain, const mg_node *action);
mg_object *mg_find_target(mg_apply *a, int kind, const mg_node *target, const mg_node *on_table, bool say);

void mg_text_each_name(mg_str text, bool (*fn)(mg_str name, void *user_data), void *user_data);
bool mg_rename_in_text(mg_schema *s, mg_node *body, mg_str old, mg_str fresh, mg_str table);
bool mg_setting_is_off(const mg_schema *s, const char *name);

/* What the statement needs and nobody made; into s and into s->assumed. */
void mg_schema_assume(mg_schema *s, const mg_statement *st);

/* One function a statement kind; see apply.c. */
void mg_apply_create_table(mg_apply *a);
void mg_apply_create_table_as(mg_apply *a);
void mg_apply_alter_table(mg_apply *a);
void mg_apply_create_index(mg_apply *a);
void mg_apply_alter_object(mg_apply *a);
void mg_apply_create_sequence(mg_apply *a);
void mg_apply_create_type(mg_apply *a);
void mg_apply_create_domain(mg_apply *a);
void mg_apply_create_schema(mg_apply *a);
void mg_apply_create_extension(mg_apply *a);
void mg_apply_create_view(mg_apply *a);
void mg_apply_create_routine(mg_apply *a);
void mg_apply_create_trigger(mg_apply *a);
void mg_apply_create_policy(mg_apply *a);
void mg_apply_create_rule(mg_apply *a);
void mg_apply_create_event(mg_apply *a);
void mg_apply_create_object(mg_apply *a);
void mg_apply_drop(mg_apply *a);
void mg_apply_rename(mg_apply *a);
void mg_apply_comment(mg_apply *a);
void mg_apply_grant(mg_apply *a);
void mg_apply_set_owner(mg_apply *a);
void mg_apply_dml(mg_apply *a);
void mg_apply_with(mg_apply *a); /* data that a WITH changes */
void mg_apply_set(mg_apply *a);
void mg_apply_use(mg_apply *a);

/* Groups of ALTER actions: each table is indexed by MG_ACT_*, unused entries are NULL. */
extern const mg_action_fn mg_table_actions[MG_ACT_OTHER + 1];
extern const mg_action_fn mg_column_actions[MG_ACT_OTHER + 1];
extern const mg_action_fn mg_partition_actions[MG_ACT_OTHER + 1];
extern const mg_action_fn mg_object_actions[MG_ACT_OTHER + 1];

/* ---- finishing ----------------------------------------------------------------------------------- */

/* Fills objects' deps: begun once every object is there, one by one, ended. */
typedef struct mg_resolver {
    mg_schema *s;
    const mg_object *self;
    uint32_t *seen, n_ids; /* by id: stamp of the object that last named it; NULL when there was no memory */
    uint32_t stamp;
    mg_vec found;
    mg_str schema_name;
    mg_object *schema;
    bool own_types;        /* the schema has types, operators or collations of its own */
} mg_resolver;
void mg_resolve_begin(mg_resolver *c, mg_schema *s);
void mg_resolve_one(mg_resolver *c, mg_object *o);
void mg_resolve_end(mg_resolver *c);
/* Room for n; one that is nothing but the parent needs none. NULL when n is 0 and on failure. */
mg_object **mg_deps_make(mg_object *o, uint32_t n, bool only_parent);
void mg_dependants_forget(mg_schema *s);

#endif
