/* The migra command: a thin program over the public API. */
#ifndef MIGRA_CLI_H
#define MIGRA_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "migra/migra.h"

/* Exit statuses: a contract. */
enum { EXIT_DONE = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_UNPARSED = 3, EXIT_ENGINE = 4 };

#define FAIL_ON_NEVER 4

/* ---- lists ---------------------------------------------------------------------- */

typedef struct strings {
    char **at;
    size_t n, cap;
} strings;

void strings_add(strings *s, char *owned);
void strings_free(strings *s);
void *must(void *p); /* ends the program when memory is gone */
char *copy(const char *z, size_t n);
char *escaped(const char *z, size_t n); /* what a terminal would obey is written as \xNN */
char *join(const char *a, const char *b, const char *c);

/* ASCII, whatever the locale. */
static inline char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
static inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; } /* within a line */

/* ---- options ---------------------------------------------------------------------- */

/* A rule as data; see custom.c. What is NULL is any. */
typedef struct custom_rule {
    const char *id, *object, *name, *table, *type, *when, *message, *suggestion, *severity;
} custom_rule;

typedef struct options {
    const char *ask, *format, *output, *dialect, *engine_version, *phase, *base, *config, *strategy, *renames, *fail_on, *online_tool;
    const char *batch_rows;
    strings rename, ignore, severity, rule_option, placeholder;
    bool no_color, quiet, verbose, help, version, strict, allow_unparsed, down, exit_code, in_transaction, staged_renames, plain_renames, no_save_data, if_exists;
    bool ignore_owners, ignore_grants, ignore_comments;
    const char *baseline, *write_baseline, *fix, *statistics;
    migra_ignore *ignores;    /* of the configuration file, as the rest is */
    size_t n_ignores;
    migra_table_rows *tables;
    size_t n_tables;
    int64_t small_rows, large_rows;
    custom_rule *custom;
    size_t n_custom;
    strings args;  /* positional */
    strings owned; /* texts of the configuration file */
} options;

/* Both say on standard error what is wrong and return false. */
bool options_parse(options *o, int argc, char **argv);
bool options_load_config(options *o);
bool options_set(options *o, const char *name, const char *value, const char *where, bool override);
bool options_is_setting(const char *name); /* a long option that a configuration file may hold */
void options_add_table(options *o, const char *table, int64_t rows); /* keeps the name */
void options_free(options *o);
/* migra.yaml; false after a message. */
bool yaml_load(options *o, const char *path);
/* "table rows" lines, or what `SELECT relname, reltuples` prints. */
bool statistics_load(options *o, const char *path);
bool custom_is_good(const custom_rule *r, const char **bad);
bool custom_register(migra_context *c, const options *o); /* false after a message */
bool baseline_read(const char *path, strings *out);
bool baseline_write(const char *path, const migra_report *report);

int fail_on_severity(const options *o); /* MIGRA_SEVERITY_* or FAIL_ON_NEVER; -1 when it is no such word */

/* ---- messages and output ------------------------------------------------------------- */

void complain(const char *fmt, ...); /* "migra: …" on standard error, escaped */
bool colour_on(const options *o, FILE *f);
uint32_t terminal_width(void);
/* Writes to --output or standard output; false (and a message) when that fails. */
bool write_output(const options *o, const char *data, size_t len);

/* ---- sources ------------------------------------------------------------------------------ */

typedef struct source_file {
    char *name; /* for messages */
    char *text; /* NUL-terminated */
    size_t len;
    char *raw;    /* as it stands in the file, where `text` has the way back blanked; NULL: they are the same */
    char *was;    /* as it was before lint --fix; NULL: nothing was changed */
    size_t was_len;
    bool on_disk; /* `name` is its path */
    bool filled;  /* `text` has values where the file has ${placeholders} */
    char *inside; /* its name within a folder that was given; NULL */
    char *side;   /* the text of a file beside it that a tool reads; NULL */
    const char *tool; /* filled by tool_recognise, with what follows */
    int32_t transaction;
    migra_lint_part *parts;
    size_t n_parts;
} source_file;

typedef struct source {
    const char *spec;
    const char *told, *told_by; /* a dialect, and what says so; or NULL */
    strings listed; /* of a folder: all that is in it */
    source_file *files;
    size_t n, cap;
} source;

/* Reads a file, a folder, standard input or git; false after a message. */
bool source_load(source *s, const char *spec);
void source_free(source *s);
/* The library has its own copy of what it has read. */
void source_forget_texts(source *s);

/* The text of one file; false after a message. */
bool read_stream(FILE *f, const char *name, char **text, size_t *len);
bool read_path(const char *path, char **text, size_t *len);
bool check_text(const char *name, const char *text, size_t len);

/* A folder, wherever it is: names relative to it, and how to read one. */
typedef struct tree {
    const char *label; /* "migrations", "git:HEAD:migrations" */
    strings names;
    bool (*read)(const struct tree *t, const char *name, char **text, size_t *len);
    const char *root;
} tree;

/* A migration of some tool's that leads back; Flyway's R__x.sql. */
bool is_way_back(const char *path);
bool is_repeatable(const char *path);
/* The tool that a file is written for, and how that sends it. `is_there`: a file beside it, or in the folder above. */
void tool_recognise(source_file *f, const char *dialect, bool assume_transaction,
                    bool (*is_there)(const source_file *f, const char *name, bool above));
/* The name of the file that a tool reads beside one of that name; "": NAME.conf; NULL: none. */
const char *tool_side_file(const char *name);
/* schema.sql or structure.sql beside the folder of the migrations that it sums up. */
bool is_dump_beside(const strings *all, const char *path);
/* Leaves the migrations in the order to replay them. */
bool tree_order(tree *t);
/* Blanks the way back out of a migration that holds both ways; places stay as they are. */
void keep_up_part(char *text, size_t len);
/* Where a line ends with the delimiter, a ';' takes its place. */
void end_statements(char *p, size_t n, const char *delimiter, size_t delimiter_len);
bool is_checkpoint(const char *text, size_t len); /* Atlas's: all that the files before it make */

/* "name=value": what ${name} in files read from now on stands for. */
void placeholders_give(const strings *all);
/* The text with values in the place of what is known; NULL: as it is. */
char *placeholders_fill(const char *text, size_t *len);

/* Liquibase's formatted SQL. */
bool liquibase_is(const char *text, size_t len);
void liquibase_clean(char *text, size_t len); /* blanks what never runs */
bool is_liquibase(const source_file *f);
const char *liquibase_dialect(const source_file *f);         /* the one that its changesets are for, or NULL */
void liquibase_settle(source_file *f, const char *dialect);  /* blanks what is for other databases */
void liquibase_cut(source_file *f, int32_t usual);           /* fills `parts` */
/* Blanks the changesets that `old` has; true when some were written anew since, the first of them at `*edited`. */
bool liquibase_leave_new(source_file *f, const source_file *old, size_t *edited);

/* What a tool's own files say of the dialect: into s->told. */
void told_by_file(source *s, const char *name, const char *text);
const char *told_dialect(const source *const *sources, size_t n, const char **why);
bool is_told_by(const char *name); /* that file says it */
bool git_load(source *s, const char *spec);
void source_add(source *s, char *name, char *text, size_t len);
bool source_add_tree(source *s, tree *t);

/* ---- schemas -------------------------------------------------------------------------------- */

typedef struct reading {
    const char *dialect;
    char *evidence; /* of a guess */
} reading;

/* The dialect for all sources together. */
bool choose_dialect(const options *o, const source *const *sources, size_t n, reading *r);
/* Reads sources one after the other into one schema; NULL after a message. With `assumed` an empty schema is made there
 * that gets what the sources take for granted. */
migra_schema *read_schema(migra_context *c, const options *o, const reading *r, const source *const *sources, size_t n,
                          const char *name, migra_schema **assumed);
void show_diagnostics(const options *o, const migra_schema *s);
bool strict_is_content(const migra_schema *s); /* says what --strict does not let pass */
bool report_error(migra_error *err); /* says and frees it; always false */
int unparsed_status(const options *o, size_t unparsed, int otherwise);

/* ---- what is asked of the library --------------------------------------------------------------- */

typedef struct analysis {
    migra_rename *renames;
    migra_rule_setting *settings;
    size_t n_settings;
    migra_rule_option *rule_options;
    strings baseline;
    strings owned;
    migra_diff_options diff;
    migra_plan_options plan;
    migra_analyze_options analyze;
} analysis;

bool analysis_take(analysis *a, const options *o); /* false after a message */
void analysis_free(analysis *a);
/* Prints it; the exit status. */
/* Asks the engine of --ask; without the option nothing is done. *before may become another schema. */
bool ask_engine(const options *o, const migra_diff_options *diff, migra_schema **before, migra_schema *after);
int print_report(const options *o, const migra_report *report, bool plan_only);

/* ---- lint --fix ---------------------------------------------------------------------------------- */

bool fix_apply(source_file *f, const migra_report *report); /* false: there is nothing to do */
bool fix_print(const options *o, source_file *const *files, size_t n);
bool fix_write(source_file *const *files, size_t n);

/* ---- commands --------------------------------------------------------------------------------- */

int cmd_analyze(migra_context *c, const options *o);
int cmd_diff(migra_context *c, const options *o);
int cmd_plan(migra_context *c, const options *o);
int cmd_lint(migra_context *c, const options *o);
int cmd_parse(migra_context *c, const options *o);
int cmd_dump(migra_context *c, const options *o);
int cmd_rules(migra_context *c, const options *o);
int cmd_facts(migra_context *c, const options *o);
void show_help(FILE *f, const char *command);

#endif
