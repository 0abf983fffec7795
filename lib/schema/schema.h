/* The schema model: what results from applying statements in order. */
#ifndef MG_SCHEMA_H
#define MG_SCHEMA_H

#include "parse/parse.h"

typedef struct mg_object mg_object;
typedef struct mg_schema mg_schema;
typedef struct mg_journal mg_journal;
typedef struct mg_stmt_info mg_stmt_info;

enum {
    MG_OF_IMPLIED = 1 << 0,    /* made by the engine for another object (serial's sequence, MySQL's index for a foreign key) */
    MG_OF_AUTONAMED = 1 << 1,  /* the name is the one that the engine would choose */
    MG_OF_PARTIAL = 1 << 2,    /* some clause is kept as text only */
    MG_OF_EXTERNAL = 1 << 3,   /* not defined here, only mentioned (built-in schema public, extension's things) */
    MG_OF_LATER = 1 << 6,      /* an index that was made on a partition: those that its parent had before have other parts */
    MG_OF_ONLY = 1 << 7,       /* an index of a parent alone: what is to be its part is attached to it */
    MG_OF_DECIDED = 1 << 5,    /* an engine was asked: how it differs from its namesake is no matter of spelling */
    MG_OF_FRESH = 1 << 4,      /* a column or table that a migration file made, as the file leaves it: no older one of that name is it */
};

/* One thing in a schema. Attributes are A_ nodes in a list, at most one of each kind (of A_SET one a variable), sorted
 * by kind once the schema is finished. Children of a table: columns in order, then constraints, indexes, triggers,
 * policies, rules, in order of creation. There are very many of these: what few objects need stands in `more`. */
struct mg_object {
    /* what looking through siblings and finishing need, together: a schema does not fit into the processor's cache */
    uint8_t kind;    /* mg_object_kind; never MG_O_CONSTRAINT */
    uint8_t flags;   /* MG_OF_* */
    uint8_t sub;     /* of a type: MG_TYPE_* */
    uint8_t state;   /* MG_OS_* */
    uint32_t id;     /* unique within the schema, in order of creation */
    mg_object *next; /* sibling: among the parent's children, or among the schema's objects */
    mg_str name;     /* folded as the engine stores it */
    uint32_t name_hash;             /* the same for names that are equal but for case; lib/schema only */
    uint32_t n_children;
    mg_object *parent;              /* the table of a column, constraint, index, trigger, policy, rule; else NULL */
    mg_node *attrs;                 /* the first attribute */
    mg_object *first, *last;        /* children */
    mg_object *prev;
    mg_schema *owner;               /* NULL once it was removed */
    mg_str schema;   /* "public"; none where the dialect has no schemas */
    mg_object **deps;               /* what it needs to exist, resolved; filled by mg_schema_finish */
    uint32_t n_deps;                /* see mg_n_deps */
    uint32_t statement;             /* index of the statement that defined it */
    const mg_source *source;        /* where it was defined (last changed) */
    uint32_t off, len;
    struct mg_object_more *more;    /* NULL for most */
};

/* For lib/schema and, of MG_OS_TYPE_KNOWN, the dialects that set it. */
enum {
    MG_OS_DROPPING = 1 << 0,    /* its removal is under way: what leans on it need not come back to it */
    MG_OS_MENTIONED = 1 << 1,   /* stands in mg_schema.mention_index as it is */
    MG_OS_SHARES = 1 << 4,      /* its attributes are those of the object that it is a copy of */
    MG_OS_TOUCHED = 1 << 3,     /* changed since it was made or came over */
    MG_OS_ASSUMED = 1 << 5,     /* nobody made it: the text takes it for granted */
    MG_OS_TYPE_KNOWN = 1 << 6,  /* the dialect has spelt its type and character set as the engine does, and it is not touched since */
    MG_OS_RESOLVED = 1 << 7,    /* its deps are there, where others' wait: see mg_n_deps */
    MG_OS_CHILDREN_NAMED = 1 << 2, /* its children are entered in mg_schema.names: they are too many to look through */
};

typedef struct mg_object_more {
    mg_str signature;           /* routines, aggregates, operators: "(integer, text)" */
    struct mg_former *former;   /* names that statements took from it, the latest first */
    bool was_there;             /* before the migration file that took them, under the oldest of them */
} mg_object_more;

/* N_PARAM.sub in A_GRANTS: given, given WITH GRANT OPTION; TAKEN: one that is there of itself was revoked. */
enum { MG_RIGHTS_GIVEN, MG_RIGHTS_OPTION, MG_RIGHTS_TAKEN };

/* A name that a RENAME in the text took away. */
typedef struct mg_former {
    mg_str schema, name;
    struct mg_former *older;
} mg_former;

/* Chains through cells; several objects may stand under one hash. */
typedef struct mg_name_cell {
    mg_object *object; /* NULL: removed */
    uint32_t hash, next;
} mg_name_cell;
typedef struct mg_name_table {
    mg_name_cell *cells;
    uint32_t *heads;
    uint32_t n_heads, n_cells, cap_cells;
} mg_name_table;

enum { MG_KEPT_TEXTS = 64, MG_KEPT_TEXT = 32 /* bytes of one */ };
enum { MG_LAST_RELATIONS = 8 };

struct mg_schema {
    mg_ctx *ctx;
    const mg_dialect *dialect;
    uint32_t engine_version;
    mg_arena arena;                 /* objects, attributes, names */
    mg_object *first, *last;        /* top-level objects in order of creation */
    uint32_t n_objects, next_id;
    uint64_t kinds;                 /* bits, by mg_object_kind: there are such objects, or were */
    mg_name_table names;            /* every object: see mg_schema_find */
    mg_name_table wide_names;       /* what is named without its table, by schema and name */
    mg_vec sources;                 /* mg_source* it was read from */
    mg_diagnostics diags;
    mg_vec statements;              /* mg_stmt_info*: one a statement read */
    mg_vec comments;                /* mg_comment_ref*: migra: comments */
    mg_vec dml;                     /* mg_dml*: statements that touch data, for the rules */
    mg_vec not_understood;          /* mg_stmt_info* of statements left out */
    bool stands_on_unread;          /* so had the schema that this one was copied from */
    mg_vec drops;                   /* mg_drop*: what statements of the text dropped, in order */
    mg_vec search_path;             /* mg_str* */
    mg_str current_database;        /* MySQL USE */
    mg_map settings;                /* sql_mode, default_tablespace, check_function_bodies … lower-case names */
    bool finished;
    bool settled;                   /* was finished, and only objects marked MG_OS_TOUCHED have changed since */
    bool prints_canonical;          /* a dump: one spelling for equal schemas; plans keep what was written */
    bool has_default_rights;        /* ALTER DEFAULT PRIVILEGES was seen */
    bool has_heirs;                 /* some table inherits from another or is a partition */
    bool deps_wait;                 /* objects' deps are made when they are first asked for */
    uint32_t shared_sources;        /* a clone: the first ones belong to what it was made of */
    const mg_schema *under;         /* an overlay: what is not here is there, and comes over when it is asked for */
    uint8_t *taken;                 /* bits, by id: objects of `under` that came over (or came and went) */
    mg_vec owned;                   /* an overlay's: sequences below that have an owner, by its name; made when first needed */
    bool knows_owned;
    mg_vec triggers;                /* of a finished schema; made when first needed */
    bool knows_triggers;
    mg_vec by_schema;               /* of a finished schema: its top-level objects, by the names of their schemas; made when first needed */
    bool knows_by_schema;
    const mg_object *rest_of, *rest; /* mg_default_partition's latest answer: it is asked once for each partition */
    bool sharing;                   /* copies share their attributes with what they are copies of */
    bool taking;                    /* texts belong to what this is made of and need no copy */
    bool has_assumed;               /* some object is MG_OS_ASSUMED, or was */
    mg_schema *assumed;             /* not NULL: what statements need and nobody made is put here and into this schema (assume.c) */
    mg_journal *journal;            /* not NULL: what statements ask for is copied as it stood (journal.c) */
    mg_vec copies;                  /* mg_object*, by id: the latest copy that has the same attributes, unless it is MG_OS_TOUCHED since; or NULL (journal.c) */
    void (*observe)(mg_schema *s, const mg_statement *st, const mg_stmt_info *info, void *observer); /* before a statement is applied; or NULL */
    void *observer;
    const mg_source *reading;       /* the source being read: names in its text need no copy */
    mg_object *last_column;         /* the column added last */
    mg_object *last_relations[MG_LAST_RELATIONS]; /* found lately by the very names they have, each where its name says */
    uint32_t fresh_from;            /* ids from here on were given out by the statement being applied */
    struct mg_mentions *mention_index; /* who names what, for DROP and RENAME; made when it is first needed */
    mg_str last_schema_name;        /* one copy serves many objects */
    uint32_t last_schema_hash;      /* its mg_name_hash */
    mg_str kept_texts[MG_KEPT_TEXTS]; /* the latest texts that were copied; see mg_text_keep */
    struct mg_dependants *dependants; /* made when they are first asked for; see mg_schema_dependants */
    uint32_t called;                /* MySQL: bytes of routines' bodies that CALLs went through so far */
    struct mg_my_call *session;     /* MySQL: variables and prepared statements of the text; or NULL */
    uint32_t n_hints;               /* suggestions made so far: they are dear, so only the first ones are looked for */
};

/* Statements that nobody understood may have made anything. */
static inline bool mg_schema_has_unread(const mg_schema *s) { return s->not_understood.n || s->stands_on_unread; }

struct mg_stmt_info {
    uint32_t index, off, len;
    uint16_t kind;                  /* S_* */
    uint8_t understood;             /* mg_understood */
    const mg_source *source;
    mg_str object;                  /* "public.users" or none */
    const mg_word_set *words; /* of a migration that is judged; else NULL: any may be there */
};
/* 1-based; 0 when it is not known. */
uint32_t mg_stmt_line(const mg_stmt_info *st, uint32_t *column);
mg_str mg_stmt_head(const mg_stmt_info *st); /* its first words, for messages: a slice of the source */

typedef struct mg_drop {
    uint16_t kind;
    mg_str schema, table, name;     /* table: none for what stands alone */
    const mg_stmt_info *stmt;
    bool assumed;                   /* nobody made it: the text takes for granted that it was there */
    bool born;                      /* the file that drops it had made it */
} mg_drop;

typedef struct mg_dml {
    uint16_t kind;                  /* S_INSERT, S_UPDATE, S_DELETE, S_TRUNCATE … */
    bool has_where;                 /* and not one that is always true */
    bool always_true;               /* WHERE 1 = 1, WHERE TRUE */
    mg_str schema, table;
    const mg_stmt_info *stmt;
} mg_dml;

typedef struct mg_comment_ref {
    mg_str text;                    /* after "migra:", blanks trimmed */
    const mg_source *source;
    uint32_t off, line;
    bool own_line;
    bool used;
} mg_comment_ref;

/* ---- making ---------------------------------------------------------------------- */

static inline uint64_t mg_kind_bit(mg_object_kind kind) { return UINT64_C(1) << kind; }
_Static_assert(MG_O_COUNT <= 64, "mg_schema.kinds");

mg_schema *mg_schema_new(mg_ctx *ctx, const mg_dialect *d, uint32_t engine_version);
void mg_schema_free(mg_schema *s);
/* Reads a text and applies it; may be called several times (a folder of migrations).
 * `text` is copied. False only when the context failed. */
bool mg_schema_read(mg_schema *s, mg_str source_name, mg_str text);
/* The same of a text that ends in a NUL byte and outlives the schema: no copy. */
bool mg_schema_read_kept(mg_schema *s, mg_str source_name, mg_str text);
/* Applies one parsed statement (lib/schema/apply*.c). */
void mg_schema_apply(mg_schema *s, const mg_statement *st);
/* Normalises, resolves dependencies, sorts attributes. Idempotent; reading on after it is allowed, then finish again. */
bool mg_schema_finish(mg_schema *s);
mg_schema *mg_schema_clone(const mg_schema *s); /* shares the sources and the texts: s must outlive it */
/* A clone for renames only: what bears no renamed name shares its attributes with the original. */
mg_schema *mg_schema_twin(const mg_schema *s);
/* A clone that costs nothing until it is used: objects are copied when a statement first asks for them. For trying
 * statements and comparing with mg_schema_eq; lists of objects hold only what came over, dependencies are not resolved. */
mg_schema *mg_schema_overlay(const mg_schema *s);
/* A migration file among others: what is read between the two calls is read on into s; then `before` holds what the file
 * found, of all that it touches, and `after` what it left of that and made. Both are finished schemas, with the file's
 * statements, comments and data statements in `after`; s must outlive them, and they the files that follow.
 * False only when the context failed. */
bool mg_journal_begin(mg_schema *s);
mg_schema *mg_journal_before(mg_schema *s); /* while it is made; for s->assumed */
/* A text on its own: every statement that made the table is known, from the first word on (assume.c). */
bool mg_schema_made_in_full(const mg_schema *s, const mg_object *table);
typedef bool (*mg_goes_on_fn)(const mg_object *old, const mg_object *made, mg_object *copy, mg_schema *after, void *user_data);
/* `goes_on`: whether a table that the file made under the name of an old one holds that one's rows; NULL: none does. */
bool mg_journal_end(mg_schema *s, mg_goes_on_fn goes_on, void *user_data, mg_schema **before, mg_schema **after);
void mg_journal_drop(mg_schema *s); /* instead of ending it */
bool mg_journal_is_old(const mg_schema *s, const mg_object *o); /* was there before the file */

/* ---- objects ----------------------------------------------------------------------- */

/* Key: kind class, schema, name (case rules of the dialect), parent for children. Relations share one name space. */
mg_object *mg_schema_find(const mg_schema *s, int kind, mg_str schema, mg_str name);
#define MG_UNKNOWN_TABLE "(unknown)" /* of an index that a text drops and nobody made */
mg_object *mg_schema_resolve(const mg_schema *s, int kind, const mg_node *qname); /* by the search path; MG_O_NONE: any relation */
mg_object *mg_schema_find_relation(const mg_schema *s, mg_str schema, mg_str name); /* table, view, matview, sequence, index … */
mg_object *mg_schema_find_routine(const mg_schema *s, int kind, mg_str schema, mg_str name, mg_str signature); /* no signature: the only one */
mg_object *mg_object_child(const mg_object *parent, int kind, mg_str name); /* MG_O_CONSTRAINT: any kind of constraint */
/* False: no child but that one has the name, of whatever kind. */
bool mg_object_may_hold(const mg_object *parent, mg_str name, const mg_object *but);
bool mg_same_moment(const mg_object *x, const mg_object *y); /* triggers BEFORE or AFTER the same event */
const mg_object *mg_trigger_next(const mg_object *trigger); /* of its table and moment; NULL: the last */
mg_object *mg_schema_add(mg_schema *s, int kind, mg_str schema, mg_str name, mg_object *parent); /* NULL on failure */
void mg_schema_remove(mg_schema *s, mg_object *o);               /* with its children */
/* It goes on as what had that name in BEFORE, as if a RENAME had said so. */
void mg_object_took_over(mg_schema *s, mg_object *o, mg_str name);
void mg_schema_rename(mg_schema *s, mg_object *o, mg_str schema, mg_str name);
/* … and in all that refers to it, as the engine's RENAME does; not in routine bodies. */
void mg_schema_rename_followed(mg_schema *s, mg_object *o, mg_str schema, mg_str name);
/* It, or a child of it, belongs to the role, or gives it rights. */
bool mg_object_names_role(const mg_object *o, mg_str role);
bool mg_attr_names_role(const mg_node *attr, mg_str role);
/* The name stands in the text as a word of its own. */
bool mg_text_bears(mg_str text, mg_str name);
/* What the child is called when its table is renamed; none: as it was. */
mg_str mg_name_following(mg_arena *arena, const mg_dialect *d, const mg_object *child, mg_str old, mg_str name);
bool mg_is_relation(int kind);    /* table, foreign table, virtual table, view, materialized view, sequence */
bool mg_is_table(int kind);       /* table, foreign table, virtual table */
bool mg_is_constraint(int kind);  /* primary key, unique, check, exclusion, foreign key */
bool mg_is_builtin_type(mg_str name); /* of pg_catalog, which is looked at before the search path */
bool mg_is_routine(int kind);     /* function, procedure, aggregate */
/* Names of that kind are equal in the dialect. */
bool mg_name_ieq(const mg_dialect *d, int kind, mg_str a, mg_str b); /* those of one length that are not the same bytes */
static inline bool mg_name_eq(const mg_dialect *d, int kind, mg_str a, mg_str b)
{
    return a.n == b.n && (mg_bytes_eq(a.p, b.p, a.n) || mg_name_ieq(d, kind, a, b));
}
#define MG_EACH_OBJECT(o, s) for (mg_object *o = (s)->first; o; o = o->next)
#define MG_EACH_CHILD(o, p) for (mg_object *o = (p)->first; o; o = o->next)

/* ---- dependencies: after mg_schema_finish ------------------------------------------------ */

/* Of what a migration file found and left few deps are ever asked for: each object's are filled when they are counted. */
void mg_object_resolve_deps(const mg_object *o);
void mg_schema_resolve_deps(const mg_schema *s); /* all that wait */
static inline uint32_t mg_n_deps(const mg_object *o)
{
    if (o->owner && o->owner->deps_wait)
        mg_object_resolve_deps(o);
    return o->n_deps;
}
/* NULL-terminated: the objects whose deps name `o`, in order of creation; never NULL. */
const mg_object *const *mg_schema_dependants(const mg_schema *s, const mg_object *o);
/* The same for who looks only at those of one kind: others may be missing. Where deps wait, only that kind's are resolved. */
const mg_object *const *mg_schema_dependants_of(const mg_schema *s, const mg_object *o, mg_object_kind kind);
/* PostgreSQL: the column that owns the sequence; NULL: none does, or it is no sequence. */
const mg_object *mg_sequence_owner(const mg_schema *s, const mg_object *sequence);
/* PostgreSQL: says a column that its table has from its parents alone something else than they do? Of a finished schema. */
bool mg_heir_differs(const mg_object *column, mg_kind attr);
bool mg_is_heir(const mg_object *table);                          /* a partition, or one that inherits */
const mg_object *mg_partition_parent(const mg_object *partition); /* or NULL */
bool mg_is_default_partition(const mg_object *o);
/* Of a finished schema: the partition that takes what no other does; NULL: it has none, or is not partitioned. */
const mg_object *mg_default_partition(const mg_object *parent);
bool mg_is_handed_down_kind(int kind);                            /* an index or constraint, of which partitions have a part */
bool mg_is_heir_part(const mg_object *own, const mg_object *from); /* says the same as `from`, of the parent */
bool mg_takes_as_part(const mg_object *from, const mg_object *own); /* … and is not one beside `from`'s part */
const mg_object *mg_heir_part(const mg_object *table, const mg_object *from); /* the table's own, or NULL */
/* A value of an enum type gets another name wherever it is named; not in the type itself. */
void mg_enum_relabel(mg_schema *s, mg_object *type, mg_str from, mg_str to);
bool mg_is_aggregate(mg_str function); /* of the servers' own */
/* All triggers of tables and views. */
const mg_vec *mg_schema_triggers(const mg_schema *s);
/* The *n top-level objects of a finished schema that stand in the named one, in order of creation. */
mg_object *const *mg_schema_members(const mg_schema *s, mg_str schema, uint32_t *n);

/* ---- attributes ---------------------------------------------------------------------- */

#define MG_EACH_ATTR(attr, o) for (mg_node *attr = (o)->attrs; attr; attr = attr->next)
static inline mg_node *mg_attr(const mg_object *o, mg_kind kind)
{
    mg_node *n = o ? o->attrs : NULL;
    while (n && n->kind != kind)
        n = n->next;
    return n;
}
static inline mg_str mg_attr_text(const mg_object *o, mg_kind kind) { return mg_text(mg_attr(o, kind)); }
static inline mg_node *mg_attr_first(const mg_object *o, mg_kind kind) { mg_node *n = mg_attr(o, kind); return n ? n->first : NULL; }
void mg_attr_put(mg_schema *s, mg_object *o, const mg_node *attr); /* clones; replaces one of the same kind */
void mg_attr_add(mg_schema *s, mg_object *o, mg_node *attr); /* one of s's arena, of a kind that o has none of; no copy is made */
void mg_attr_drop(mg_object *o, mg_kind kind);
void mg_attr_drop_this(mg_object *o, mg_node *attr); /* one of o's; those behind it stay where they are */
bool mg_attr_remove(mg_object *o, mg_node *attr);
/* The attributes as children of one node, for what takes a node; they stay the object's. */
static inline mg_node mg_attrs_as_list(const mg_object *o) { return (mg_node){.kind = N_LIST, .first = o ? o->attrs : NULL}; }
mg_node *mg_attrs_clone(mg_arena *a, const mg_object *o); /* a list to put into a copy's `attrs` */
void mg_attrs_walk(const mg_object *o, mg_walk_fn fn, void *user_data);
typedef bool (*mg_attr_test)(const mg_object *o, const mg_node *attr);
bool mg_attrs_are(const mg_object *o, mg_attr_test is); /* each of them */
/* A_KEYS of an index or constraint: each is a column, whatever stands beside it. */
bool mg_keys_are_columns(const mg_node *keys);
/* A new attribute of the kind, in the schema's arena, replacing one that is there. */
mg_node *mg_attr_make(mg_schema *s, mg_object *o, mg_kind kind, mg_str text);

/* ---- reading ---------------------------------------------------------------------------- */

/* "public.users", "users.email", "public.f(integer)": names as one writes them in the dialect, quoted where needed. */
void mg_object_print_name(mg_buf *b, const mg_schema *s, const mg_object *o);
mg_str mg_object_qualified_name(mg_schema *s, const mg_object *o); /* plain text for messages and JSON, in the schema's arena */
/* Equal in all that counts (attributes; not place, id, children). */
bool mg_object_eq(const mg_object *a, const mg_object *b);
static inline mg_str mg_signature(const mg_object *o) { return o->more ? o->more->signature : MG_STR_NONE; }
static inline const mg_former *mg_object_former(const mg_object *o) { return o->more ? o->more->former : NULL; }
/* Of what a migration file renamed: the name under which it was there before; NULL: it was not, or that is not known. */
const mg_former *mg_object_first_name(const mg_object *o);
/* 1-based; 0 when it is not known. */
uint32_t mg_object_line(const mg_object *o, uint32_t *column);
/* Both hold the same objects with equal attributes. The first difference is described into `why` when given.
 * Order of columns counts only where the dialect says it does. */
bool mg_schema_eq(const mg_schema *a, const mg_schema *b, mg_buf *why);
/* Canonical DDL (lib/schema/print.c over the dialect's printer). */
void mg_schema_print(mg_buf *b, const mg_schema *s);

#endif
