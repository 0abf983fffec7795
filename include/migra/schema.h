/* Text to a schema: what results from applying statements in order. */
#ifndef MIGRA_SCHEMA_H
#define MIGRA_SCHEMA_H

#include "context.h"
#include "text.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A schema, with the statements and diagnostics of the sources it was read from. @since 0.1 */
typedef struct migra_schema migra_schema;
/** One object of a schema: a table, a column, an index … Borrowed from its schema. @since 0.1 */
typedef struct migra_object migra_object;
/** One statement as it was read. Borrowed from its schema. @since 0.1 */
typedef struct migra_statement migra_statement;
/** One message about a source. Borrowed from its schema or report. @since 0.1 */
typedef struct migra_diagnostic migra_diagnostic;

/** How much of a statement is in the model. @since 0.1 */
enum {
    MIGRA_UNDERSTOOD_NO = 0,      /* kept as text only */
    MIGRA_UNDERSTOOD_PARTIAL = 1, /* known, but some clause is kept as text */
    MIGRA_UNDERSTOOD_FULL = 2     /* all of it, or it carries no schema */
};

/** Options for reading. @since 0.1 */
typedef struct migra_parse_options {
    size_t size;                /* sizeof(migra_parse_options) */
    const char *dialect;        /* "postgres", "mysql", "mariadb", "sqlite" or an alias ("postgresql", "pg", "sqlite3");
                                   NULL: a `-- migra: dialect=…` line in the source, else guessed from the text */
    const char *engine_version; /* "15", "8.0.36", "10.11", "3.40.1"; NULL: the newest known */
    const char *source_name;    /* for messages; NULL: "<input>" */
    const char *dialect_evidence; /* with a dialect that the host itself guessed: some words about what it rests on, for
                                     the report; NULL: it is known */
} migra_parse_options;

/** The defaults, for C. @since 0.1 */
#define MIGRA_PARSE_OPTIONS_INIT { sizeof(migra_parse_options), NULL, NULL, NULL, NULL }

/** Fills options with the defaults, for hosts that cannot use the macro.
 * @param options out: `size` bytes are written. NULL is MIGRA_E_MISUSE.
 * @param size the size of the caller's struct.
 * @return MIGRA_OK or MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_parse_options_init(migra_parse_options *options, size_t size);

/** Reads one text into a schema: new, read and finish in one call.
 *
 * SQL that is not understood gives diagnostics and is left out; it never makes the call fail.
 * @param context the context.
 * @param sql in: the text; it is copied. May be NULL when len is 0.
 * @param len its length in bytes.
 * @param options in: NULL for the defaults.
 * @param out out: the schema, to be freed with migra_schema_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE, MIGRA_E_NEWER_FIELD, MIGRA_E_UNKNOWN (a dialect or
 *   version that is not known). @since 0.1 */
MIGRA_API migra_status migra_schema_parse(migra_context *context, const char *sql, size_t len,
                                          const migra_parse_options *options, migra_schema **out, migra_error **err);

/** Makes an empty schema, to be read into by migra_schema_read and then finished.
 *
 * Without a dialect in the options the first source that is read decides it.
 * @param context the context.
 * @param options in: NULL for the defaults; source_name names the whole.
 * @param out out: the schema, to be freed with migra_schema_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_MISUSE, MIGRA_E_NEWER_FIELD, MIGRA_E_UNKNOWN. @since 0.1 */
MIGRA_API migra_status migra_schema_new(migra_context *context, const migra_parse_options *options,
                                        migra_schema **out, migra_error **err);

/** Reads a text and applies its statements in order; may be called several times, for a folder of migrations.
 *
 * A finished schema may be read into again unless something was made of it (changes, a plan, a report); it has to
 * be finished again then.
 * @param schema the schema.
 * @param source_name in: for messages; NULL for "<input>".
 * @param sql in: the text; it is copied. May be NULL when len is 0.
 * @param len its length in bytes.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE, MIGRA_E_UNKNOWN (the source names a dialect that is not
 *   known), MIGRA_E_MISMATCH (the source names another dialect than the schema has). After MIGRA_E_NOMEM and
 *   MIGRA_E_LIMIT the schema can only be freed. @since 0.1 */
MIGRA_API migra_status migra_schema_read(migra_schema *schema, const char *source_name, const char *sql, size_t len,
                                         migra_error **err);

/** From now on, what statements read into the schema take for granted (tables and columns that they alter, drop or refer
 * to and that nothing made) is added to it, and to `base`. Types are not known there.
 *
 * For looking at migrations whose starting schema is not at hand: the base is then the least schema that they can start from.
 * @param schema a schema of a known dialect, nothing read into it yet.
 * @param base an empty schema of the same context and dialect; kept alive by `schema`, to be finished after all was read.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_MISUSE, MIGRA_E_MISMATCH. @since 0.1 */
MIGRA_API migra_status migra_schema_assume(migra_schema *schema, migra_schema *base, migra_error **err);

/** Normalises the schema and resolves its references. Needed once before the schema is compared or printed.
 * @param schema the schema.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_schema_finish(migra_schema *schema, migra_error **err);

/** Gives the schema up. What was made of it (changes, plans, reports) stays valid.
 * @param schema may be NULL. @since 0.1 */
MIGRA_API void migra_schema_free(migra_schema *schema);

/** Which dialect a text is written in: by its `-- migra: dialect=…` line, else a guess.
 * @param sql in: the text; may be NULL when len is 0.
 * @param len its length in bytes.
 * @param evidence out: some words for people about what it rests on; lives forever. May be NULL.
 * @return "postgres", "mysql", "mariadb" or "sqlite"; NULL when the line names a dialect that is not known. Lives
 *   forever. @since 0.1 */
MIGRA_API const char *migra_dialect_guess(const char *sql, size_t len, const char **evidence);

/** The dialect: "postgres", "mysql", "mariadb" or "sqlite".
 * @param schema NULL is answered with "".
 * @return never NULL; lives forever; "" while nothing has decided it. @since 0.1 */
MIGRA_API const char *migra_schema_dialect(const migra_schema *schema);

/** What a guess of the dialect rests on.
 * @param schema the schema.
 * @return NULL when the dialect was not guessed, else some words for people; borrowed from the schema. @since 0.1 */
MIGRA_API const char *migra_schema_dialect_evidence(const migra_schema *schema);

/** The engine's version: as it was given, else the newest one known.
 * @param schema NULL is answered with "".
 * @return never NULL; borrowed from the schema. @since 0.1 */
MIGRA_API const char *migra_schema_engine_version(const migra_schema *schema);

/** The name of the source, or of the whole when several were read.
 * @param schema NULL is answered with "".
 * @return never NULL; borrowed from the schema. @since 0.1 */
MIGRA_API const char *migra_schema_source_name(const migra_schema *schema);

/** The number of tables.
 * @param schema NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_schema_table_count(const migra_schema *schema);

/** Compares two finished schemas as their engine would: same objects, same meaning.
 * @param schema a finished schema.
 * @param other a finished schema of the same dialect.
 * @param out out: 1 when they are equal, else 0.
 * @param difference out: may be NULL; else NULL is stored when they are equal, or a text that describes the first
 *   difference, to be freed with migra_text_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE, MIGRA_E_MISMATCH. @since 0.1 */
MIGRA_API migra_status migra_schema_equal(const migra_schema *schema, const migra_schema *other, int32_t *out,
                                          migra_text **difference, migra_error **err);

/** The schema as canonical DDL: one spelling for equal schemas.
 * @param schema a finished schema.
 * @param out out: the text, to be freed with migra_text_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_schema_print(const migra_schema *schema, migra_text **out, migra_error **err);

/** Statements and diagnostics as one JSON document of format migra.parse/1.
 * @param schema the schema, finished or not.
 * @param out out: the text, to be freed with migra_text_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_schema_to_json(const migra_schema *schema, migra_text **out, migra_error **err);

/* ---- objects ---- */

/** The first object in order of creation, to be followed with migra_object_next.
 * @param schema NULL is answered with NULL.
 * @return borrowed from the schema; NULL when it is empty. @since 0.1 */
MIGRA_API const migra_object *migra_schema_first_object(const migra_schema *schema);

/** The object behind this one: the schema's next, or the parent's next child.
 * @param object NULL is answered with NULL.
 * @return borrowed; NULL behind the last one. @since 0.1 */
MIGRA_API const migra_object *migra_object_next(const migra_object *object);

/** The first child: columns in order, then constraints, indexes, triggers and the like.
 * @param object NULL is answered with NULL.
 * @return borrowed; NULL when there is none. @since 0.1 */
MIGRA_API const migra_object *migra_object_first_child(const migra_object *object);

/** The table that a column, constraint, index, trigger or policy belongs to.
 * @param object NULL is answered with NULL.
 * @return borrowed; NULL when it stands for itself. @since 0.1 */
MIGRA_API const migra_object *migra_object_parent(const migra_object *object);

/** What it is: "table", "column", "primary_key", "index", "view" … as in change types.
 * @param object NULL is answered with "".
 * @return never NULL; lives forever. @since 0.1 */
MIGRA_API const char *migra_object_kind(const migra_object *object);

/** Its name as the engine stores it.
 * @param object the object.
 * @param out out: the name; data is NULL when object is NULL. Borrowed from the schema. @since 0.1 */
MIGRA_API void migra_object_name(const migra_object *object, migra_string *out);

/** The schema (name space) it lives in.
 * @param object the object.
 * @param out out: data is NULL when the dialect has no schemas. Borrowed from the schema. @since 0.1 */
MIGRA_API void migra_object_schema(const migra_object *object, migra_string *out);

/** Where it was defined or last changed.
 * @param object NULL is answered with zeros.
 * @param line out: 1-based; 0 when it is not known. May be NULL.
 * @param column out: 1-based, in characters; 0 when it is not known. May be NULL. @since 0.1 */
MIGRA_API void migra_object_place(const migra_object *object, uint32_t *line, uint32_t *column);

/** An attribute of an object as SQL text, such as a column's "data_type" or "default_value".
 * @param schema the schema of the object.
 * @param object the object.
 * @param name the attribute: "data_type", "not_null", "default_value", "generated", "keys", "expression",
 *   "predicate", "references", "comment", "owner" …
 * @param out out: NULL is stored when the object has no such attribute, else its text ("" for one that is
 *   only there or not), to be freed with migra_text_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE, MIGRA_E_UNKNOWN (no attribute has that name). @since 0.1 */
MIGRA_API migra_status migra_object_attribute(const migra_schema *schema, const migra_object *object, const char *name,
                                              migra_text **out, migra_error **err);

/* ---- statements ---- */

/** The number of statements read.
 * @param schema NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_schema_statement_count(const migra_schema *schema);

/** One statement.
 * @param schema the schema.
 * @param index 0-based.
 * @return borrowed from the schema; NULL when index is too large. @since 0.1 */
MIGRA_API const migra_statement *migra_schema_statement_at(const migra_schema *schema, size_t index);

/** The number of statements of which some or all is not in the model.
 * @param schema NULL is answered with 0.
 * @param understood MIGRA_UNDERSTOOD_NO, _PARTIAL or _FULL: which ones to count. @since 0.1 */
MIGRA_API size_t migra_schema_understood_count(const migra_schema *schema, int32_t understood);

/** What the statement is: "create_table", "alter_table", "insert", "unknown" …
 * @param statement NULL is answered with "".
 * @return never NULL; lives forever. @since 0.1 */
MIGRA_API const char *migra_statement_kind(const migra_statement *statement);

/** How much of it is in the model.
 * @param statement NULL is answered with MIGRA_UNDERSTOOD_NO.
 * @return one of MIGRA_UNDERSTOOD_*. @since 0.1 */
MIGRA_API int32_t migra_statement_understood(const migra_statement *statement);

/** The object it is about.
 * @param statement the statement.
 * @param out out: such as "public.users"; data is NULL when there is none. Borrowed from the schema. @since 0.1 */
MIGRA_API void migra_statement_object(const migra_statement *statement, migra_string *out);

/** Where it stands.
 * @param statement NULL is answered with zeros.
 * @param offset out: byte offset in its source. May be NULL.
 * @param length out: bytes, without the terminator. May be NULL.
 * @param line out: 1-based. May be NULL.
 * @param column out: 1-based, in characters. May be NULL. @since 0.1 */
MIGRA_API void migra_statement_span(const migra_statement *statement, size_t *offset, size_t *length, uint32_t *line,
                                    uint32_t *column);

/** Its text, as it stands in the source.
 * @param statement the statement.
 * @param out out: borrowed from the schema; data is NULL when statement is. @since 0.1 */
MIGRA_API void migra_statement_text(const migra_statement *statement, migra_string *out);

/** The source that it stands in.
 * @param statement the statement.
 * @param out out: the name of the source; data is NULL when statement is. @since 0.1 */
MIGRA_API void migra_statement_source(const migra_statement *statement, migra_string *out);

/* ---- diagnostics ---- */

/** The number of diagnostics kept.
 * @param schema NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_schema_diagnostic_count(const migra_schema *schema);

/** One diagnostic, in order of place.
 * @param schema the schema.
 * @param index 0-based.
 * @return borrowed from the schema; NULL when index is too large. @since 0.1 */
MIGRA_API const migra_diagnostic *migra_schema_diagnostic_at(const migra_schema *schema, size_t index);

/** The number of diagnostics past the context's limit, which were not kept.
 * @param schema NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_schema_diagnostics_dropped(const migra_schema *schema);

/** How bad it is.
 * @param diagnostic NULL is answered with MIGRA_SEVERITY_INFO.
 * @return one of MIGRA_SEVERITY_*. @since 0.1 */
MIGRA_API migra_severity migra_diagnostic_severity(const migra_diagnostic *diagnostic);

/** Its stable code: "syntax", "unterminated", "unresolved" …
 * @param diagnostic NULL is answered with "".
 * @return never NULL; lives forever. @since 0.1 */
MIGRA_API const char *migra_diagnostic_code(const migra_diagnostic *diagnostic);

/** One line: what was found, what was expected.
 * @param diagnostic the diagnostic.
 * @param out out: borrowed from the schema. @since 0.1 */
MIGRA_API void migra_diagnostic_message(const migra_diagnostic *diagnostic, migra_string *out);

/** What to do about it.
 * @param diagnostic the diagnostic.
 * @param out out: data is NULL when there is no hint. Borrowed from the schema. @since 0.1 */
MIGRA_API void migra_diagnostic_hint(const migra_diagnostic *diagnostic, migra_string *out);

/** The name of the source it is about.
 * @param diagnostic the diagnostic.
 * @param out out: data is NULL when it is about no source. Borrowed from the schema. @since 0.1 */
MIGRA_API void migra_diagnostic_source(const migra_diagnostic *diagnostic, migra_string *out);

/** Where it points.
 * @param diagnostic NULL is answered with zeros.
 * @param offset out: byte offset in its source. May be NULL.
 * @param length out: bytes. May be NULL.
 * @param line out: 1-based; 0 when it is about no place. May be NULL.
 * @param column out: 1-based, in characters. May be NULL. @since 0.1 */
MIGRA_API void migra_diagnostic_span(const migra_diagnostic *diagnostic, size_t *offset, size_t *length,
                                     uint32_t *line, uint32_t *column);

/** The number of things that could have stood there.
 * @param diagnostic NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_diagnostic_expected_count(const migra_diagnostic *diagnostic);

/** One of the things that could have stood there.
 * @param diagnostic the diagnostic.
 * @param index 0-based.
 * @param out out: data is NULL when index is too large. Borrowed from the schema. @since 0.1 */
MIGRA_API void migra_diagnostic_expected_at(const migra_diagnostic *diagnostic, size_t index, migra_string *out);

/** Options for showing diagnostics. @since 0.1 */
typedef struct migra_diagnostics_options {
    size_t size;                 /* sizeof(migra_diagnostics_options) */
    int32_t color;               /* 1: with terminal colours */
    migra_severity min_severity; /* leave weaker ones out */
    uint32_t max_count;          /* show at most so many, then say how many there are; 0: all */
} migra_diagnostics_options;

/** The defaults, for C. @since 0.1 */
#define MIGRA_DIAGNOSTICS_OPTIONS_INIT { sizeof(migra_diagnostics_options), 0, MIGRA_SEVERITY_INFO, 0 }

/** Fills options with the defaults, for hosts that cannot use the macro.
 * @param options out: `size` bytes are written. NULL is MIGRA_E_MISUSE.
 * @param size the size of the caller's struct.
 * @return MIGRA_OK or MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_diagnostics_options_init(migra_diagnostics_options *options, size_t size);

/** Shows diagnostics to people as compilers do: place, message, source line, caret, hint.
 *
 * Control characters of the source are escaped.
 * @param schema the schema.
 * @param options in: NULL for the defaults.
 * @param out out: the text, "" when there is nothing to show; to be freed with migra_text_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE, MIGRA_E_NEWER_FIELD. @since 0.1 */
MIGRA_API migra_status migra_schema_diagnostics_to_text(const migra_schema *schema,
                                                        const migra_diagnostics_options *options, migra_text **out,
                                                        migra_error **err);

#ifdef __cplusplus
}
#endif
#endif
