/* What differs between dialects, as one table of data and functions. Stages
 * call through it; a dialect's folder holds one file per group below. */
#ifndef MG_DIALECT_H
#define MG_DIALECT_H

#include "schema/schema.h"

struct mg_apply; /* lib/schema/internal.h */

typedef enum mg_dialect_id { MG_POSTGRES, MG_MYSQL, MG_MARIADB, MG_SQLITE, MG_DIALECT_COUNT } mg_dialect_id;

/* Which names are the same whatever their case, after folding. */
typedef enum mg_name_case { MG_CASE_EXACT, MG_CASE_TABLES_EXACT, MG_CASE_NONE } mg_name_case;

typedef struct mg_wording mg_wording; /* written.h */

/* Children of a table called <table><infix>… are renamed with it. */
typedef struct mg_name_follow {
    int kind;
    const char *infix;
} mg_name_follow;

/* Statements for a transaction that is rolled back, the last of them a query that answers t or f. */
typedef struct mg_question {
    mg_str statements[3];
    uint32_t n;
} mg_question;

struct mg_dialect {
    mg_dialect_id id;
    const char *name;               /* "postgres", "mysql", "mariadb", "sqlite" */
    const char *label;              /* "PostgreSQL" … */
    mg_lex_mode lex_mode;
    uint32_t newest_version;        /* as engine_version numbers: major*10000 + minor*100 + patch */
    const char *newest_version_name;/* "18", "9.7", "11.8", "3.53" */
    mg_str default_schema;          /* "public", or none */
    uint32_t max_identifier;        /* bytes (63) or characters (64); 0 = none */
    bool has_schemas;
    bool unique_is_index;           /* a UNIQUE constraint and a unique index are one thing (MySQL) */
    mg_name_case name_case;
    mg_str implied_schema;          /* a qualifier that says nothing (SQLite's main), or none */
    bool index_names_in_schema;     /* else in their table */
    bool constraints_named;         /* every constraint has a name, given or made up, that no other of its table has */
    bool key_columns_nullable;      /* a primary key does not make its columns NOT NULL */
    bool references_checked;        /* a foreign key's columns must be there when it is made */
    bool renames_views;             /* a view's name changes by ALTER; else it is dropped and made anew */
    bool bodies_lose_comments;      /* routines are often stored without the comments that their source has */
    bool texts_follow_renames;      /* queries, checks and bodies speak of the new name at once; MySQL keeps their words */
    bool renames_in_text;           /* a rename changes the word in stored texts, bodies of triggers too */
    bool drops_at_once;             /* of several objects that one DROP names, one may lean on another */
    bool ignores_missing_fk;        /* DROP FOREIGN KEY of a table whose engine has none */
    bool alters_at_once;            /* the actions of an ALTER TABLE speak of names as they were before it */
    bool column_order_matters;      /* MySQL keeps positions; plans restore them */
    bool triggers_in_order;         /* those of one moment fire in the order of the table's children, not by name */
    bool ddl_in_transaction;
    const mg_name_follow *names_follow; /* ends with kind 0; NULL: no name follows its table's */
    char quote;                     /* '"' or '`' */

    /* parse: lib/dialect/X/grammar (generated) */
    void (*parse)(mg_parse *ps);    /* runs the generated parser over ps->tokens, sets result or error */
    /* fills names of tokens that could stand where the parse failed; returns the count */
    uint32_t (*expected)(const mg_token *tokens, uint32_t n_tokens, uint32_t at, uint16_t *kinds, uint32_t max);

    /* names.c */
    mg_str (*fold)(mg_arena *a, mg_str name, bool quoted);
    /* the name that the engine gives a constraint, index or sequence without one; `taken` objects are looked up in s */
    mg_str (*auto_name)(mg_schema *s, const mg_object *table, int kind, const mg_node *def);
    /* of the part that `from`, of a parent, has in the partition `table`; NULL: partitions are no tables */
    mg_str (*heir_name)(const mg_schema *s, mg_arena *arena, const mg_object *table, const mg_object *from);

    /* apply.c: hooks of the common apply */
    void (*after_create_table)(mg_schema *s, mg_object *table);   /* implied things */
    /* DETACH … CONCURRENTLY: what stays of the bound `of`; or NULL */
    void (*after_detach)(struct mg_apply *a, mg_object *table, const mg_object *parent, const mg_node *of);
    bool (*gives_way)(const mg_schema *s, const mg_object *there, const mg_node *def); /* an implied index, to a key of its name; may be NULL */
    bool (*apply)(mg_schema *s, const mg_statement *st);          /* statements only this dialect has; false = not mine */
    /* a sequence that is no object, but a column's own; false: there is none of that name. May be NULL */
    bool (*rename_identity)(mg_schema *s, const mg_node *qname, mg_str fresh);
    void (*before_rename)(mg_schema *s, mg_object *o); /* of a table or column: what keeps its name; may be NULL */
    void (*grant)(mg_schema *s, mg_object *o, const mg_node *statement); /* GRANT, REVOKE on one object; NULL: as it is written */
    const char *const *(*privileges)(const mg_object *o, uint32_t version); /* what ALL on it is, ends in NULL; may be NULL */
    void (*change_owner)(mg_schema *s, mg_object *o, mg_str to);  /* what its rights become; may be NULL */
    mg_node *(*rights_moved)(mg_arena *arena, uint32_t version, const mg_object *o, mg_str to); /* the same, as a list; may be NULL */
    void (*after_statement)(mg_schema *s);                        /* what new objects get besides; may be NULL */

    /* normalise.c: canonical form of one object's attributes, idempotent */
    void (*normalise_type)(mg_schema *s, mg_node *type);
    void (*normalise_expr)(mg_schema *s, mg_node **expr, const mg_object *table, const mg_node *type);
    void (*normalise_object)(mg_schema *s, mg_object *o);
    bool (*has_own_normal)(const mg_object *o); /* its normal form depends on its own attributes alone; NULL: nobody knows */

    /* render.c: SQL out of the model. Statements come without the final ';'. */
    void (*render_create)(mg_buf *b, const mg_schema *s, const mg_object *o);   /* whole object; tables with columns and in-table constraints */
    void (*render_column)(mg_buf *b, const mg_schema *s, const mg_object *column); /* "name type NOT NULL DEFAULT …" */
    void (*render_constraint)(mg_buf *b, const mg_schema *s, const mg_object *con);/* "CONSTRAINT n CHECK (…)" */
    void (*render_drop)(mg_buf *b, const mg_schema *s, const mg_object *o);
    void (*print_dump)(mg_buf *b, const mg_schema *s);             /* the whole schema, canonical */
    const mg_wording *wording; /* how to find expressions in its texts; NULL: they are printed as the model has them */
    /* operator precedence for mg_print_expr: higher binds tighter */
    int (*op_precedence)(mg_str op, int n_operands);
    /* normalise.c: how far spellings can be told apart. The type of an expression is in the model, so casts of it are compared as they
     * are; values of the type have more than one spelling. NULL: always; never. */
    bool (*knows_type)(const mg_schema *s, const mg_object *table, const mg_node *expr);
    bool (*has_notations)(const mg_node *type);
    /* Every character of one character set is one of the other. NULL: there are no sets by column. */
    bool (*charset_holds)(mg_str from, mg_str to);
    /* A server of this kind may have such a character set, or storage engine, in either case. NULL: there are none by name. */
    bool (*is_charset)(mg_str name);
    bool (*is_engine)(mg_str name);
    /* settle.c: how to ask the engine whether the two are one; false: there is no way. NULL: never. */
    bool (*question)(mg_arena *a, const mg_object *before, const mg_object *after, int attr, mg_question *out);
    /* a function of the engine's own: called without a schema it comes before any of that name in a schema; may be NULL */
    bool (*is_builtin)(mg_str function);
};

extern const mg_dialect mg_dialect_postgres, mg_dialect_mysql, mg_dialect_mariadb, mg_dialect_sqlite;
const mg_dialect *mg_dialect_by_name(mg_str name); /* with aliases postgresql, pg, sqlite3; NULL when unknown */
const mg_dialect *mg_dialect_by_id(mg_dialect_id id);
/* Guess from the text; *evidence names what decided it. */
const mg_dialect *mg_dialect_infer(mg_str text, const char **evidence);
/* "15" -> 150000, "10.11" -> 101100, "8.0.16" -> 80016, "3.40.1" -> 34001; 0 when it is no version */
uint32_t mg_version_parse(const mg_dialect *d, mg_str text);

#endif
