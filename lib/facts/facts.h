/* What engines do, as data: locks, rewrites, algorithms, type changes, costs.
 *
 * Every table here is made at build time by tools/facts.py from the .tsv files
 * beside this header. Each row of those files says in its last column where
 * the fact comes from ("measured on PostgreSQL 11-19", "from the manual").
 * Code looks facts up; it never holds one of its own.
 *
 * Versions are engine_version numbers (dialect.h); 0 stands for the newest
 * known. A version older than the oldest measured one answers as that one. */
#ifndef MG_FACTS_H
#define MG_FACTS_H

#include "dialect/dialect.h"

/* ---- PostgreSQL: one row an operation and version range ------------------- */

/* postgres_operations.tsv. Operations, as the plan's steps name them:
 *   add_column add_column_default add_column_volatile_default add_column_serial add_column_identity
 *   add_column_generated_stored add_column_generated_virtual add_column_check add_column_unique
 *   add_column_references add_column_references_default add_column_constrained_domain drop_column drop_column_foreign_key
 *   set_default drop_default set_not_null set_not_null_proved drop_not_null alter_type_rewrite alter_type_free
 *   alter_type_index_rebuild alter_type_with_check add_check add_check_not_valid validate_check
 *   add_not_null_not_valid validate_not_null add_unique add_unique_using_index add_primary_key
 *   add_primary_key_using_index add_exclusion add_foreign_key add_foreign_key_not_valid validate_foreign_key
 *   drop_constraint drop_foreign_key rename_constraint create_index create_index_concurrently drop_index
 *   drop_index_concurrently rename_index rename_table rename_column create_table create_table_foreign_key drop_table
 *   truncate create_trigger drop_trigger create_policy add_enum_value … and every measured statement form under its
 *   own id ("col.set_storage", "part.detach_concurrently"): see the file. */
typedef struct mg_pg_fact {
    const char *op;
    uint32_t from, until;      /* holds for from <= version < until; until 0 = open */
    bool supported;            /* false: the version refuses the statement */
    const char *lock;          /* strongest table lock on the target: "ACCESS EXCLUSIVE"; NULL = none */
    const char *others;        /* locks on other relations: "referenced: SHARE ROW EXCLUSIVE"; NULL = none */
    bool blocks_reads, blocks_writes;
    bool rewrites, scans;      /* the whole table */
    bool builds_index;         /* an index is built or rebuilt */
    bool transactional;        /* may run inside a transaction block */
    const char *source;
} mg_pg_fact;
const mg_pg_fact *mg_fact_postgres(const char *op, uint32_t version); /* NULL when unknown */

/* True when the lock keeps SELECT (reads) or INSERT/UPDATE/DELETE (writes) waiting. */
bool mg_pg_lock_blocks_reads(const char *lock);
bool mg_pg_lock_blocks_writes(const char *lock);

/* ---- MySQL and MariaDB: one row an ALTER clause and version range ---------- */

/* mysql_operations.tsv. Operations: the measured ids ("add.last", "idx.add", "fk.add_checks_on", "pk.drop" …) and
 * these names for the usual ones:
 *   add_column add_column_first add_column_after add_column_expression_default add_column_auto_increment
 *   add_column_generated_stored add_column_generated_virtual add_column_check add_column_unique add_column_references
 *   drop_column drop_column_indexed drop_column_generated_virtual drop_column_generated_stored rename_column
 *   move_column set_default drop_default set_not_null drop_not_null add_auto_increment drop_auto_increment
 *   set_comment set_invisible set_srid drop_srid alter_generated_virtual alter_generated_stored create_index create_unique_index
 *   create_index_functional create_unique_functional_index create_fulltext_index create_second_fulltext_index create_spatial_index drop_index
 *   rename_index alter_index_visibility add_primary_key drop_primary_key replace_primary_key add_foreign_key
 *   add_foreign_key_unchecked drop_foreign_key add_check add_check_not_enforced enforce_check drop_check add_unique
 *   rename_table alter_engine alter_row_format alter_auto_increment table_comment table_charset convert_charset
 *   convert_charset_mb3_mb4 partition_by remove_partitioning add_partition drop_partition truncate_partition
 *   reorganize_partition rebuild_table alter_type alter_type_length alter_enum_append alter_collation
 *   alter_collation_indexed alter_text_collation_rebuilding */
typedef struct mg_my_fact {
    const char *op;
    uint8_t dialect;           /* MG_MYSQL or MG_MARIADB */
    uint32_t from, until;
    bool supported;
    const char *algorithm;     /* the best that is accepted: INSTANT, NOCOPY, INPLACE, COPY */
    const char *lock;          /* the least LOCK it permits: NONE, SHARED, EXCLUSIVE */
    bool rebuilds;             /* the table is rebuilt or copied */
    bool builds_index;
    const char *source;
} mg_my_fact;
const mg_my_fact *mg_fact_mysql(const mg_dialect *d, const char *op, uint32_t version);

/* ---- SQLite: what ALTER TABLE does by itself --------------------------------- */

/* sqlite_operations.tsv: add_column add_column_not_null_default add_column_check add_column_references
 * add_column_generated_virtual add_column_generated_stored add_column_expression_default add_column_not_null
 * add_column_unique add_column_primary_key drop_column rename_column rename_table set_not_null drop_not_null
 * add_check drop_check set_default drop_default alter_type alter_collation add_unique drop_unique add_foreign_key
 * drop_foreign_key add_primary_key drop_primary_key rename_index rename_view strict without_rowid … */
typedef struct mg_lite_fact {
    const char *op;
    uint32_t since;            /* native from this version on; 1 = always; 0 = never: the table has to be rebuilt */
    const char *unless;        /* what makes even a newer version refuse; NULL = nothing */
    const char *source;
} mg_lite_fact;
const mg_lite_fact *mg_fact_sqlite(const char *op);
bool mg_sqlite_is_native(const char *op, uint32_t version);

/* ---- type changes --------------------------------------------------------------- */

typedef enum mg_cast_need {
    MG_CAST_AUTO,       /* the engine converts by itself */
    MG_CAST_USING,      /* PostgreSQL: a cast exists but must be written in USING */
    MG_CAST_VIA_TEXT,   /* PostgreSQL: no cast between the two; only through text, where values happen to parse */
    MG_CAST_VIA_INTEGER,/* PostgreSQL: boolean and the numbers that have no cast to it but integer's */
    MG_CAST_NONE,       /* no conversion at all */
} mg_cast_need;

enum { /* mg_type_change.loss */
    MG_TC_STRING = 1 << 0,     /* shorter text or bytes */
    MG_TC_INTEGER = 1 << 1,    /* smaller range of whole numbers */
    MG_TC_SIGN = 1 << 2,       /* signed to unsigned or back */
    MG_TC_SCALE = 1 << 3,      /* fraction digits go */
    MG_TC_TEMPORAL = 1 << 4,   /* time of day, fraction of seconds or date goes */
    MG_TC_FLOAT = 1 << 5,      /* exact to inexact, or double to single */
    MG_TC_PARSE = 1 << 6,      /* text that has to parse as the new type */
    MG_TC_ENUM_VALUES = 1 << 7,/* enum or set loses values */
    MG_TC_ENUM_ORDER = 1 << 8, /* … or reorders them */
    MG_TC_PADDING = 1 << 9,    /* char(n): trailing blanks */
    MG_TC_RANGE = 1 << 10,     /* any other smaller range (datetime to timestamp …) */
    MG_TC_JSON = 1 << 11,      /* json to jsonb: key order, duplicates */
    MG_TC_TIME_ZONE = 1 << 12, /* meaning depends on the session's time zone */
};

typedef struct mg_type_change {
    mg_cast_need cast;
    bool rewrites;             /* the whole table is rewritten or copied */
    bool rebuilds_indexes;     /* indexes over the column are rebuilt even if the table is not */
    bool may_fail;             /* some values of the old type make the statement fail */
    bool may_change;           /* some values come out different */
    bool family_change;        /* what is compared with it is cast otherwise (numeric to double precision …) */
    bool class_change;         /* the family of the type changes (text to number …): programs notice */
    uint32_t loss;             /* MG_TC_* */
    const char *algorithm;     /* MySQL, MariaDB: best ALGORITHM; NULL elsewhere */
    const char *lock;          /* MySQL, MariaDB: least LOCK; PostgreSQL: ACCESS EXCLUSIVE */
    const char *fails;         /* sample values that failed, with the error: "32768 [22003]"; NULL */
    const char *changes;       /* sample values that came out different; NULL */
    const char *source;        /* NULL: no measured row, judged by families */
    const char *from_name, *to_name; /* short names of the built-in types, domains resolved; NULL = not known */
    bool by_zone;              /* what a value becomes depends on the session's time zone */
    uint64_t to_length;        /* strings, bytes, bits: what fits; UINT64_MAX = no limit */
    bool to_length_in_bytes, to_unsigned;
    uint32_t to_bytes;         /* integers: width */
    uint32_t to_precision, to_scale;
} mg_type_change;

/* `from` is an N_TYPE tree of `before`, `to` one of `after`: the schemas resolve domains and enums (they may be one
 * and the same). Always fills *out; returns false when the pair is not among the measured ones (user-defined
 * types …): *out is then the cautious answer. `column` may be NULL; it is asked for its character set only (MySQL's
 * length bytes). */
bool mg_fact_type_change(const mg_schema *before, const mg_schema *after, const mg_node *from, const mg_node *to,
                         const mg_object *column, mg_type_change *out);

/* The short name under which the tables know a built-in type: "varchar" for "character varying". NULL: not known. */
const char *mg_fact_type_name(const mg_dialect *d, mg_str name);

/* What is wrong with a constant as a default of the type, in words that follow its name ("is no whole number"); NULL: nothing, or nothing
 * that is certain. `stored`: rows get it at once, so that its length and digits count in PostgreSQL, too. */
const char *mg_fact_value_misfit(const mg_schema *s, const mg_node *type, const mg_node *value, bool stored);

/* What a type may say of itself: type_limits.tsv. */
typedef struct mg_type_limit {
    const char *type;          /* its short name */
    uint8_t dialect;
    enum { MG_PART_FIRST, MG_PART_SECOND, MG_PART_ANY, MG_PART_MEMBERS, MG_PART_COLUMN } part;
    uint32_t from, until, least, most;
    const char *says;          /* what the engine wants, with the error's number */
    const char *source;
} mg_type_limit;
/* The limit that a column's type breaks; NULL: none that is known. */
const mg_type_limit *mg_fact_type_limit(const mg_schema *s, const mg_node *type);

/* PostgreSQL's storage parameters: storage_parameters.tsv. */
typedef struct mg_storage_parameter {
    const char *of;            /* heap, toast, view, column, or an index method */
    const char *name;
    enum { MG_TAKES_NUMBER, MG_TAKES_FRACTION, MG_TAKES_SWITCH, MG_TAKES_WORD } takes;
    int64_t least, most;
    const char *words;         /* separated by '|'; or NULL */
    uint32_t from;             /* the version that brought it; 0: older than the oldest measured one */
    const char *source;
} mg_storage_parameter;
const mg_storage_parameter *mg_fact_storage_parameter(const char *of, mg_str name); /* NULL: there is none of that name */

/* Bytes that one character takes at most in a MySQL character set: 4 for utf8mb4 and for unknown ones. */
uint32_t mg_fact_charset_bytes(mg_str charset);

/* ---- expressions -------------------------------------------------------------------- */

/* PostgreSQL: true if a built-in function is volatile (so that a default calling it rewrites the table).
 * Functions that are not in the table count as volatile: *known says which. */
bool mg_fact_function_is_volatile(mg_str name, bool *known);
/* A default that must be computed for each row: contains a volatile call. */
/* PostgreSQL's partitions: the table that it is part of, and the one column that its bound speaks of; NULL when there is
 * none, or more than one. */
const mg_object *mg_fact_bound_column(const mg_object *partition);
/* What the bound demands of every row, as a condition; false where this does not know. */
bool mg_fact_bound_condition(mg_buf *b, const mg_dialect *d, const mg_object *partition);

bool mg_fact_default_is_volatile(const mg_node *expr);

/* ---- rates --------------------------------------------------------------------------- */

/* rates.tsv: ms = a + b * millions of rows + c * GiB, as measured; +-50 %. -1 when the operation has no measured rate
 * or neither rows nor bytes are known (rows < 0 and bytes < 0). Operations: seq_scan duplicates orphans validate_check
 * validate_foreign_key set_not_null create_index create_index_concurrently rewrite copy rebuild backfill add_foreign_key
 * constant */
int64_t mg_fact_estimate_ms(const mg_dialect *d, uint32_t version, const char *op, int64_t rows, int64_t bytes);

#endif
