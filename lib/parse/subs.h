/* Variants (mg_node.sub) shared by grammar, schema and later stages. */
#ifndef MG_SUBS_H
#define MG_SUBS_H

/* What a schema holds, and what DROP, COMMENT, GRANT name. The order is the
 * order in which a canonical dump prints them where nothing else decides. */
typedef enum mg_object_kind {
    MG_O_NONE = 0,
#define MG_OBJECT(id, name, label) id,
#include "parse/objects.def"
#undef MG_OBJECT
    MG_O_COUNT
} mg_object_kind;

const char *mg_object_kind_name(int kind);  /* "materialized_view": the word in JSON and change types */
const char *mg_object_kind_label(int kind); /* "MATERIALIZED VIEW": the words in SQL */

enum { MG_CONST_NULL = 1, MG_CONST_TRUE, MG_CONST_FALSE, MG_CONST_NUMBER, MG_CONST_STRING, MG_CONST_BITS, MG_CONST_HEX, MG_CONST_NATIONAL };
enum { MG_CON_PRIMARY_KEY = 1, MG_CON_UNIQUE, MG_CON_CHECK, MG_CON_FOREIGN_KEY, MG_CON_EXCLUDE, MG_CON_NOT_NULL };
enum { MG_GEN_STORED = 1, MG_GEN_VIRTUAL };
enum { MG_ARG_IN = 0, MG_ARG_OUT, MG_ARG_INOUT, MG_ARG_VARIADIC, MG_ARG_TABLE };
enum { MG_TYPE_ENUM = 1, MG_TYPE_COMPOSITE, MG_TYPE_RANGE, MG_TYPE_BASE, MG_TYPE_SHELL };
enum { MG_VIEW_CREATED = 0, MG_VIEW_ALTERED }; /* ALTER VIEW … AS: definer, security and algorithm stay */
enum { MG_ROUTINE_FUNCTION = 0, MG_ROUTINE_PROCEDURE, MG_ROUTINE_AGGREGATE };

/* ALTER actions: N_ACTION.sub. Text: the name acted on. */
typedef enum mg_action_kind {
    MG_ACT_NONE = 0,
    MG_ACT_ADD_COLUMN,        /* child N_COLUMN (A_POSITION inside); NF_IF_NOT_EXISTS */
    MG_ACT_DROP_COLUMN,       /* NF_IF_EXISTS, NF_CASCADE */
    MG_ACT_ALTER_TYPE,        /* A_TYPE, A_COLLATE, A_USING */
    MG_ACT_SET_DEFAULT,       /* A_DEFAULT */
    MG_ACT_DROP_DEFAULT,
    MG_ACT_SET_NOT_NULL,
    MG_ACT_DROP_NOT_NULL,
    MG_ACT_MODIFY_COLUMN,     /* MySQL MODIFY: child N_COLUMN */
    MG_ACT_CHANGE_COLUMN,     /* MySQL CHANGE old: child N_COLUMN with the new name */
    MG_ACT_RENAME_COLUMN,     /* A_NEW_NAME */
    MG_ACT_RENAME_TABLE,      /* A_NEW_NAME (child N_QNAME when qualified) */
    MG_ACT_RENAME_CONSTRAINT, /* A_NEW_NAME */
    MG_ACT_RENAME_INDEX,      /* A_NEW_NAME */
    MG_ACT_ADD_CONSTRAINT,    /* child N_CONSTRAINT */
    MG_ACT_DROP_CONSTRAINT,   /* sub-kind unknown: by name */
    MG_ACT_DROP_PRIMARY_KEY,
    MG_ACT_DROP_FOREIGN_KEY,
    MG_ACT_DROP_CHECK,
    MG_ACT_VALIDATE_CONSTRAINT,
    MG_ACT_ALTER_CONSTRAINT,  /* A_DEFERRABLE, A_INITIALLY, A_NOT_ENFORCED, A_NO_INHERIT */
    MG_ACT_ADD_INDEX,         /* child N_INDEX */
    MG_ACT_DROP_INDEX,
    MG_ACT_ALTER_INDEX,       /* A_INVISIBLE (sub 1 = visible) */
    MG_ACT_ADD_GENERATED,     /* A_IDENTITY or A_GENERATED */
    MG_ACT_SET_GENERATED,     /* A_IDENTITY; A_SEQUENCE */
    MG_ACT_DROP_IDENTITY,
    MG_ACT_DROP_EXPRESSION,
    MG_ACT_SET_EXPRESSION,
    MG_ACT_SET_STATISTICS,    /* A_STATISTICS */
    MG_ACT_SET_STORAGE,
    MG_ACT_SET_COMPRESSION,
    MG_ACT_SET_COLUMN_OPTIONS,
    MG_ACT_RESET_COLUMN_OPTIONS,
    MG_ACT_SET_VISIBLE,
    MG_ACT_SET_INVISIBLE,
    MG_ACT_SET_OPTIONS,       /* A_OPTIONS: storage parameters, MySQL table options */
    MG_ACT_RESET_OPTIONS,
    MG_ACT_SET_CHARSET,       /* default charset and collation of a table: A_CHARSET, A_COLLATE */
    MG_ACT_CONVERT_CHARSET,   /* CONVERT TO CHARACTER SET: A_CHARSET, A_COLLATE */
    MG_ACT_SET_SCHEMA,        /* text: schema */
    MG_ACT_SET_OWNER,         /* A_OWNER */
    MG_ACT_SET_TABLESPACE,
    MG_ACT_SET_ACCESS_METHOD,
    MG_ACT_SET_LOGGED,
    MG_ACT_SET_UNLOGGED,
    MG_ACT_INHERIT,           /* child N_QNAME */
    MG_ACT_NO_INHERIT,
    MG_ACT_OF_TYPE,
    MG_ACT_NOT_OF,
    MG_ACT_ATTACH_PARTITION,  /* N_QNAME, A_BOUND */
    MG_ACT_DETACH_PARTITION,  /* N_QNAME; NF_CONCURRENTLY */
    MG_ACT_PARTITION_BY,      /* MySQL: A_PARTITION_BY */
    MG_ACT_REMOVE_PARTITIONING,
    MG_ACT_ADD_PARTITION,
    MG_ACT_DROP_PARTITION,    /* children N_NAME */
    MG_ACT_REORGANIZE_PARTITION,
    MG_ACT_EXCHANGE_PARTITION,
    MG_ACT_TRUNCATE_PARTITION,
    MG_ACT_DISCARD_TABLESPACE,
    MG_ACT_COALESCE_PARTITION,
    MG_ACT_OTHER_PARTITION,   /* REBUILD, ANALYZE, CHECK …: no change of schema */
    MG_ACT_ENABLE_ROW_SECURITY,
    MG_ACT_DISABLE_ROW_SECURITY,
    MG_ACT_FORCE_ROW_SECURITY,
    MG_ACT_NO_FORCE_ROW_SECURITY,
    MG_ACT_ENABLE_TRIGGER,    /* A_ENABLED */
    MG_ACT_ENABLE_RULE,
    MG_ACT_REPLICA_IDENTITY,
    MG_ACT_CLUSTER_ON,
    MG_ACT_SET_WITHOUT_CLUSTER,
    MG_ACT_ENABLE_KEYS,
    MG_ACT_DISABLE_KEYS,
    MG_ACT_FORCE,
    MG_ACT_ORDER_BY,
    MG_ACT_ALGORITHM,         /* A_ALGORITHM */
    MG_ACT_LOCK,              /* A_LOCK */
    MG_ACT_VALIDATION,        /* WITH / WITHOUT VALIDATION */
    MG_ACT_ADD_VALUE,         /* enum: N_ENUM_VALUE; A_POSITION sub 1 before, 2 after: text: neighbour */
    MG_ACT_RENAME_VALUE,      /* A_NEW_NAME */
    MG_ACT_ADD_ATTRIBUTE,
    MG_ACT_DROP_ATTRIBUTE,
    MG_ACT_ALTER_ATTRIBUTE,
    MG_ACT_RENAME_ATTRIBUTE,
    MG_ACT_SET_SEQUENCE,      /* A_SEQUENCE */
    MG_ACT_OWNED_BY,          /* A_OWNED_BY */
    MG_ACT_SET_ROUTINE,       /* routine attributes as children */
    MG_ACT_ATTACH_INDEX,      /* ALTER INDEX … ATTACH PARTITION */
    MG_ACT_DEPENDS_ON_EXTENSION,
    MG_ACT_ADD_SYSTEM_VERSIONING,
    MG_ACT_DROP_SYSTEM_VERSIONING,
    MG_ACT_ADD_PERIOD,
    MG_ACT_DROP_PERIOD,
    MG_ACT_OTHER,             /* known, kept as text: N_TEXT */
} mg_action_kind;

#endif
