#define FFI_SCOPE "MIGRA"
#define FFI_LIB "libmigra.so.0"
/* Made by tools/gen-bindings from include/migra; not to be edited. */
typedef int32_t migra_status;
enum {
    MIGRA_OK = 0,
    MIGRA_E_NOMEM = 1,
    MIGRA_E_MISUSE = 2,
    MIGRA_E_LIMIT = 3,
    MIGRA_E_NEWER_FIELD = 4,
    MIGRA_E_CALLBACK = 5,
    MIGRA_E_UNKNOWN = 6,
    MIGRA_E_MISMATCH = 7
};
typedef int32_t migra_severity;
enum {
    MIGRA_SEVERITY_INFO = 0,
    MIGRA_SEVERITY_WARNING = 1,
    MIGRA_SEVERITY_ERROR = 2,
    MIGRA_SEVERITY_CRITICAL = 3
};
typedef struct migra_string {
    char *data;
    size_t len;
} migra_string;
uint32_t migra_version_number(void);
const char *migra_version_text(void);
uint32_t migra_abi_version(void);
int32_t migra_feature(const char *name);
const char *migra_status_name(migra_status status);
const char *migra_severity_name(migra_severity severity);
typedef struct migra_error migra_error;
migra_status migra_error_code(const migra_error *error);
const char *migra_error_message(const migra_error *error);
void migra_error_free(migra_error *error);
typedef struct migra_text migra_text;
char *migra_text_data(const migra_text *text);
size_t migra_text_len(const migra_text *text);
void migra_text_free(migra_text *text);
typedef void *(*migra_alloc_fn)(void *user_data, void *ptr, size_t old_size, size_t new_size);
typedef struct migra_context_options {
    size_t size;
    migra_alloc_fn alloc;
    void *user_data;
    size_t max_memory;
    uint32_t max_bytes;
    uint32_t max_depth;
    uint32_t max_statements;
    uint32_t max_diagnostics;
} migra_context_options;
typedef struct migra_context migra_context;
migra_status migra_context_options_init(migra_context_options *options, size_t size);
migra_status migra_context_new(const migra_context_options *options, migra_context **out,
                                         migra_error **err);
void migra_context_free(migra_context *context);
size_t migra_context_memory(const migra_context *context);
size_t migra_context_memory_peak(const migra_context *context);
typedef struct migra_schema migra_schema;
typedef struct migra_object migra_object;
typedef struct migra_statement migra_statement;
typedef struct migra_diagnostic migra_diagnostic;
enum {
    MIGRA_UNDERSTOOD_NO = 0,
    MIGRA_UNDERSTOOD_PARTIAL = 1,
    MIGRA_UNDERSTOOD_FULL = 2
};
typedef struct migra_parse_options {
    size_t size;
    const char *dialect;
    const char *engine_version;
    const char *source_name;
    const char *dialect_evidence;
} migra_parse_options;
migra_status migra_parse_options_init(migra_parse_options *options, size_t size);
migra_status migra_schema_parse(migra_context *context, const char *sql, size_t len,
                                          const migra_parse_options *options, migra_schema **out, migra_error **err);
migra_status migra_schema_new(migra_context *context, const migra_parse_options *options,
                                        migra_schema **out, migra_error **err);
migra_status migra_schema_read(migra_schema *schema, const char *source_name, const char *sql, size_t len,
                                         migra_error **err);
migra_status migra_schema_assume(migra_schema *schema, migra_schema *base, migra_error **err);
migra_status migra_schema_finish(migra_schema *schema, migra_error **err);
void migra_schema_free(migra_schema *schema);
const char *migra_dialect_guess(const char *sql, size_t len, const char **evidence);
const char *migra_schema_dialect(const migra_schema *schema);
const char *migra_schema_dialect_evidence(const migra_schema *schema);
const char *migra_schema_engine_version(const migra_schema *schema);
const char *migra_schema_source_name(const migra_schema *schema);
size_t migra_schema_table_count(const migra_schema *schema);
migra_status migra_schema_equal(const migra_schema *schema, const migra_schema *other, int32_t *out,
                                          migra_text **difference, migra_error **err);
migra_status migra_schema_print(const migra_schema *schema, migra_text **out, migra_error **err);
migra_status migra_schema_to_json(const migra_schema *schema, migra_text **out, migra_error **err);
const migra_object *migra_schema_first_object(const migra_schema *schema);
const migra_object *migra_object_next(const migra_object *object);
const migra_object *migra_object_first_child(const migra_object *object);
const migra_object *migra_object_parent(const migra_object *object);
const char *migra_object_kind(const migra_object *object);
void migra_object_name(const migra_object *object, migra_string *out);
void migra_object_schema(const migra_object *object, migra_string *out);
void migra_object_place(const migra_object *object, uint32_t *line, uint32_t *column);
migra_status migra_object_attribute(const migra_schema *schema, const migra_object *object, const char *name,
                                              migra_text **out, migra_error **err);
size_t migra_schema_statement_count(const migra_schema *schema);
const migra_statement *migra_schema_statement_at(const migra_schema *schema, size_t index);
size_t migra_schema_understood_count(const migra_schema *schema, int32_t understood);
const char *migra_statement_kind(const migra_statement *statement);
int32_t migra_statement_understood(const migra_statement *statement);
void migra_statement_object(const migra_statement *statement, migra_string *out);
void migra_statement_span(const migra_statement *statement, size_t *offset, size_t *length, uint32_t *line,
                                    uint32_t *column);
void migra_statement_text(const migra_statement *statement, migra_string *out);
void migra_statement_source(const migra_statement *statement, migra_string *out);
size_t migra_schema_diagnostic_count(const migra_schema *schema);
const migra_diagnostic *migra_schema_diagnostic_at(const migra_schema *schema, size_t index);
size_t migra_schema_diagnostics_dropped(const migra_schema *schema);
migra_severity migra_diagnostic_severity(const migra_diagnostic *diagnostic);
const char *migra_diagnostic_code(const migra_diagnostic *diagnostic);
void migra_diagnostic_message(const migra_diagnostic *diagnostic, migra_string *out);
void migra_diagnostic_hint(const migra_diagnostic *diagnostic, migra_string *out);
void migra_diagnostic_source(const migra_diagnostic *diagnostic, migra_string *out);
void migra_diagnostic_span(const migra_diagnostic *diagnostic, size_t *offset, size_t *length,
                                     uint32_t *line, uint32_t *column);
size_t migra_diagnostic_expected_count(const migra_diagnostic *diagnostic);
void migra_diagnostic_expected_at(const migra_diagnostic *diagnostic, size_t index, migra_string *out);
typedef struct migra_diagnostics_options {
    size_t size;
    int32_t color;
    migra_severity min_severity;
    uint32_t max_count;
} migra_diagnostics_options;
migra_status migra_diagnostics_options_init(migra_diagnostics_options *options, size_t size);
migra_status migra_schema_diagnostics_to_text(const migra_schema *schema,
                                                        const migra_diagnostics_options *options, migra_text **out,
                                                        migra_error **err);
typedef struct migra_changes migra_changes;
typedef struct migra_change migra_change;
enum { MIGRA_RENAMES_AUTO = 0, MIGRA_RENAMES_NEVER = 1 };
enum { MIGRA_DATA_LOSS_NONE = 0, MIGRA_DATA_LOSS_POSSIBLE = 1, MIGRA_DATA_LOSS_CERTAIN = 2 };
typedef struct migra_rename {
    const char *from;
    const char *to;
} migra_rename;
typedef struct migra_diff_options {
    size_t size;
    int32_t renames;
    int32_t ignore_owners;
    int32_t ignore_grants;
    int32_t ignore_comments;
    const migra_rename *declared;
    size_t declared_count;
} migra_diff_options;
typedef struct migra_render_options {
    size_t size;
    const char *format;
    const char *phase;
    int32_t down;
    int32_t plan_only;
    int32_t color;
    int32_t verbosity;
    uint32_t width;
} migra_render_options;
migra_status migra_diff_options_init(migra_diff_options *options, size_t size);
migra_status migra_render_options_init(migra_render_options *options, size_t size);
migra_status migra_diff(migra_schema *before, migra_schema *after, const migra_diff_options *options,
                                  migra_changes **out, migra_error **err);
void migra_changes_free(migra_changes *changes);
size_t migra_changes_count(const migra_changes *changes);
const migra_change *migra_changes_at(const migra_changes *changes, size_t index);
migra_status migra_changes_render(const migra_changes *changes, const migra_render_options *options,
                                            migra_text **out, migra_error **err);
migra_status migra_changes_to_json(const migra_changes *changes, migra_text **out, migra_error **err);
uint32_t migra_change_id(const migra_change *change);
void migra_change_type(const migra_change *change, migra_string *out);
const char *migra_change_object_kind(const migra_change *change);
void migra_change_schema(const migra_change *change, migra_string *out);
void migra_change_table(const migra_change *change, migra_string *out);
void migra_change_name(const migra_change *change, migra_string *out);
void migra_change_from(const migra_change *change, migra_string *out);
void migra_change_to(const migra_change *change, migra_string *out);
int32_t migra_change_reversible(const migra_change *change);
int32_t migra_change_data_loss(const migra_change *change);
uint32_t migra_change_confidence(const migra_change *change);
void migra_change_undecided(const migra_change *change, migra_string *out);
size_t migra_changes_undecided_count(const migra_changes *changes);
const migra_object *migra_change_before(const migra_change *change);
const migra_object *migra_change_after(const migra_change *change);
size_t migra_change_dependency_count(const migra_change *change);
uint32_t migra_change_dependency_at(const migra_change *change, size_t index);
typedef struct migra_plan migra_plan;
typedef struct migra_step migra_step;
enum {
    MIGRA_STRATEGY_SAFE = 0,
    MIGRA_STRATEGY_FAST = 1,
    MIGRA_STRATEGY_ONLINE = 2
};
enum {
    MIGRA_RENAMES_BY_STRATEGY = 0,
    MIGRA_RENAMES_STAGED = 1,
    MIGRA_RENAMES_PLAIN = 2
};
enum {
    MIGRA_TOOL_NONE = 0,
    MIGRA_TOOL_GH_OST = 1,
    MIGRA_TOOL_PT_OSC = 2
};
enum {
    MIGRA_VERIFIED_NO = 0,
    MIGRA_VERIFIED_REPLAYED = 1,
    MIGRA_VERIFIED_EXECUTED = 2
};
typedef struct migra_plan_options {
    size_t size;
    int32_t strategy;
    int32_t staged_renames;
    int32_t save_data;
    uint32_t batch_rows;
    int32_t online_tool;
    int32_t if_exists;
} migra_plan_options;
migra_status migra_plan_options_init(migra_plan_options *options, size_t size);
migra_status migra_plan_make(migra_changes *changes, const migra_plan_options *options, migra_plan **out,
                                       migra_error **err);
void migra_plan_free(migra_plan *plan);
void migra_plan_name(const migra_plan *plan, migra_string *out);
int32_t migra_plan_verified(const migra_plan *plan, int32_t down);
void migra_plan_not_verified_reason(const migra_plan *plan, int32_t down, migra_string *out);
int32_t migra_plan_rollback_complete(const migra_plan *plan);
size_t migra_plan_step_count(const migra_plan *plan, int32_t down);
const migra_step *migra_plan_step_at(const migra_plan *plan, int32_t down, size_t index);
migra_status migra_plan_render(const migra_plan *plan, const migra_render_options *options,
                                         migra_text **out, migra_error **err);
migra_status migra_plan_to_json(const migra_plan *plan, migra_text **out, migra_error **err);
uint32_t migra_step_id(const migra_step *step);
uint32_t migra_step_change(const migra_step *step);
const char *migra_step_op(const migra_step *step);
void migra_step_title(const migra_step *step, migra_string *out);
void migra_step_sql(const migra_step *step, migra_string *out);
void migra_step_manual(const migra_step *step, migra_string *out);
const char *migra_step_phase(const migra_step *step);
uint32_t migra_step_transaction(const migra_step *step);
const char *migra_step_lock(const migra_step *step);
size_t migra_step_lock_target_count(const migra_step *step);
void migra_step_lock_target_at(const migra_step *step, size_t index, migra_string *out);
int32_t migra_step_rewrites_table(const migra_step *step);
int32_t migra_step_scans_table(const migra_step *step);
const char *migra_step_algorithm(const migra_step *step);
void migra_step_rollback_sql(const migra_step *step, migra_string *out);
void migra_step_no_rollback(const migra_step *step, migra_string *out);
void migra_step_verify_sql(const migra_step *step, migra_string *out);
size_t migra_step_finding_count(const migra_step *step);
const char *migra_step_finding_at(const migra_step *step, size_t index);
typedef struct migra_run migra_run;
enum {
    MIGRA_RUN_STATEMENT = 0,
    MIGRA_RUN_QUERY = 1,
    MIGRA_RUN_MANUAL = 2,
    MIGRA_RUN_DONE = 3,
    MIGRA_RUN_FAILED = 4
};
typedef struct migra_run_options {
    size_t size;
    int32_t down;
    const char *phase;
    uint32_t first_step;
    int32_t skip_checks;
} migra_run_options;
migra_status migra_run_options_init(migra_run_options *options, size_t size);
migra_status migra_run_new(const migra_plan *plan, const migra_run_options *options, migra_run **out,
                                     migra_error **err);
void migra_run_free(migra_run *run);
int32_t migra_run_next(const migra_run *run, migra_string *text);
uint32_t migra_run_step(const migra_run *run);
uint32_t migra_run_steps_done(const migra_run *run);
migra_status migra_run_row(migra_run *run, const char *value, size_t len);
migra_status migra_run_ok(migra_run *run);
migra_status migra_run_refused(migra_run *run, const char *message);
typedef struct migra_settle migra_settle;
migra_status migra_settle_new(migra_changes *changes, migra_settle **out, migra_error **err);
void migra_settle_free(migra_settle *settle);
int32_t migra_settle_next(const migra_settle *settle, migra_string *text);
migra_status migra_settle_row(migra_settle *settle, const char *value, size_t len);
migra_status migra_settle_ok(migra_settle *settle);
migra_status migra_settle_refused(migra_settle *settle);
size_t migra_settle_open_count(const migra_settle *settle);
migra_status migra_settle_before(const migra_settle *settle, migra_schema **out, migra_error **err);
typedef struct migra_facts_options {
    size_t size;
    const char *topic;
    const char *word;
    const char *dialect;
    const char *version;
    const char *format;
} migra_facts_options;
migra_status migra_facts_options_init(migra_facts_options *options, size_t size);
migra_status migra_facts_render(migra_context *context, const migra_facts_options *options, migra_text **out,
                                          migra_error **err);
typedef struct migra_rule migra_rule;
typedef struct migra_rule_view migra_rule_view;
typedef struct migra_emitter migra_emitter;
typedef int32_t (*migra_rule_check_fn)(const migra_rule_view *view, migra_emitter *emitter, void *user_data);
typedef void (*migra_destroy_fn)(void *user_data);
enum {
    MIGRA_DIALECT_BIT_POSTGRES = 1,
    MIGRA_DIALECT_BIT_MYSQL = 2,
    MIGRA_DIALECT_BIT_MARIADB = 4,
    MIGRA_DIALECT_BIT_SQLITE = 8
};
enum {
    MIGRA_OPTION_NUMBER = 0,
    MIGRA_OPTION_PATTERN = 1,
    MIGRA_OPTION_LIST = 2
};
typedef struct migra_rule_option_def {
    const char *name;
    int32_t kind;
    const char *value;
    const char *what;
} migra_rule_option_def;
typedef struct migra_rule_def {
    size_t size;
    const char *id;
    const char *title;
    migra_severity severity;
    uint32_t dialects;
    const char *why;
    const char *fix;
    migra_rule_check_fn check;
    migra_destroy_fn destroy;
    void *user_data;
    const char *source;
    int32_t off;
    const migra_rule_option_def *options;
    size_t option_count;
} migra_rule_def;
typedef struct migra_edit {
    size_t offset, length;
    const char *text;
} migra_edit;
typedef struct migra_finding_def {
    size_t size;
    const migra_change *change;
    migra_severity severity;
    int32_t blocking;
    const char *message;
    const char *suggestion;
    const char *probe_sql;
    const migra_statement *statement;
    const migra_object *object;
    const migra_edit *edits;
    size_t edit_count;
} migra_finding_def;
migra_status migra_rule_def_init(migra_rule_def *def, size_t size);
migra_status migra_finding_def_init(migra_finding_def *def, size_t size);
migra_status migra_context_add_rule(migra_context *context, const migra_rule_def *def, migra_error **err);
migra_status migra_emit(migra_emitter *emitter, const migra_finding_def *def);
const migra_schema *migra_rule_view_before(const migra_rule_view *view);
const migra_schema *migra_rule_view_after(const migra_rule_view *view);
const migra_changes *migra_rule_view_changes(const migra_rule_view *view);
const migra_plan *migra_rule_view_plan(const migra_rule_view *view);
enum {
    MIGRA_ABOUT_DDL = 1,
    MIGRA_ABOUT_DML = 2,
    MIGRA_ABOUT_BACKFILL = 4,
    MIGRA_ABOUT_HEAVY = 8,
    MIGRA_ABOUT_OLD = 16,
    MIGRA_ABOUT_NO_TRANSACTION = 32,
    MIGRA_ABOUT_CONCURRENTLY = 64,
    MIGRA_ABOUT_REPEATABLE = 128,
    MIGRA_ABOUT_SLOW = 256,
    MIGRA_ABOUT_REBUILD = 512
};
size_t migra_rule_view_statement_count(const migra_rule_view *view);
const migra_statement *migra_rule_view_statement_at(const migra_rule_view *view, size_t index);
uint32_t migra_rule_view_statement_about(const migra_rule_view *view, size_t index);
uint32_t migra_rule_view_statement_transaction(const migra_rule_view *view, size_t index);
const char *migra_rule_view_statement_lock(const migra_rule_view *view, size_t index);
void migra_rule_view_statement_table(const migra_rule_view *view, size_t index, migra_string *out);
void migra_rule_view_option(const migra_rule_view *view, const char *name, migra_string *out);
int64_t migra_rule_view_rows(const migra_rule_view *view, const char *table);
size_t migra_rule_count(const migra_context *context);
const migra_rule *migra_rule_at(const migra_context *context, size_t index);
const migra_rule *migra_rule_by_id(const migra_context *context, const char *id);
const char *migra_rule_id(const migra_rule *rule);
const char *migra_rule_title(const migra_rule *rule);
migra_severity migra_rule_severity(const migra_rule *rule);
int32_t migra_rule_is_on(const migra_rule *rule);
int32_t migra_rule_option_at(const migra_rule *rule, size_t index, migra_string *name, migra_string *value,
                                       migra_string *what);
uint32_t migra_rule_dialects(const migra_rule *rule);
const char *migra_rule_why(const migra_rule *rule);
const char *migra_rule_fix(const migra_rule *rule);
const char *migra_rule_source(const migra_rule *rule);
migra_status migra_rules_to_json(migra_context *context, const char *id, migra_text **out,
                                           migra_error **err);
typedef struct migra_report migra_report;
typedef struct migra_finding migra_finding;
enum {
    MIGRA_RULE_OFF = -1,
    MIGRA_RULE_ON = -2
};
typedef struct migra_rule_setting {
    const char *rule;
    migra_severity severity;
} migra_rule_setting;
typedef struct migra_rule_option {
    const char *key;
    const char *value;
} migra_rule_option;
typedef struct migra_ignore {
    const char *rule;
    const char *path;
    const char *object;
} migra_ignore;
typedef struct migra_table_rows {
    const char *table;
    int64_t rows;
} migra_table_rows;
typedef struct migra_analyze_options {
    size_t size;
    const migra_diff_options *diff;
    const migra_plan_options *plan;
    int32_t without_plan;
    const migra_rule_setting *settings;
    size_t setting_count;
    const migra_rule_option *rule_options;
    size_t rule_option_count;
    const migra_ignore *ignores;
    size_t ignore_count;
    const migra_table_rows *tables;
    size_t table_count;
    int64_t small_table_rows;
    int64_t large_table_rows;
    const char *const *baseline;
    size_t baseline_count;
} migra_analyze_options;
migra_status migra_analyze_options_init(migra_analyze_options *options, size_t size);
migra_status migra_analyze(migra_schema *before, migra_schema *after, const migra_analyze_options *options,
                                     migra_report **out, migra_error **err);
void migra_report_free(migra_report *report);
const migra_changes *migra_report_changes(const migra_report *report);
const migra_plan *migra_report_plan(const migra_report *report);
const migra_schema *migra_report_before(const migra_report *report);
const migra_schema *migra_report_after(const migra_report *report);
uint32_t migra_report_score(const migra_report *report);
const char *migra_report_level(const migra_report *report);
int32_t migra_report_safe(const migra_report *report);
size_t migra_report_unparsed(const migra_report *report);
size_t migra_report_finding_count(const migra_report *report);
size_t migra_report_finding_count_from(const migra_report *report, migra_severity severity);
const migra_finding *migra_report_finding_at(const migra_report *report, size_t index);
migra_status migra_report_render(const migra_report *report, const migra_render_options *options,
                                           migra_text **out, migra_error **err);
migra_status migra_report_to_json(const migra_report *report, migra_text **out, migra_error **err);
const char *migra_finding_rule(const migra_finding *finding);
migra_severity migra_finding_severity(const migra_finding *finding);
int32_t migra_finding_blocking(const migra_finding *finding);
uint32_t migra_finding_change(const migra_finding *finding);
void migra_finding_message(const migra_finding *finding, migra_string *out);
void migra_finding_suggestion(const migra_finding *finding, migra_string *out);
void migra_finding_probe_sql(const migra_finding *finding, migra_string *out);
void migra_finding_place(const migra_finding *finding, migra_string *source, uint32_t *line,
                                   uint32_t *column);
const char *migra_finding_fingerprint(const migra_finding *finding);
size_t migra_finding_edit_count(const migra_finding *finding);
int32_t migra_finding_edit_at(const migra_finding *finding, size_t index, size_t *offset, size_t *length,
                                        migra_string *text);
uint32_t migra_finding_points(const migra_finding *finding);
enum {
    MIGRA_TRANSACTION_EACH = 0,
    MIGRA_TRANSACTION_FILE = 1,
    MIGRA_TRANSACTION_STRING = 2,
    MIGRA_TRANSACTION_AUTO = 3
};
enum {
    MIGRA_HISTORY_NEW = 0,
    MIGRA_HISTORY_INSERTED = 1,
    MIGRA_HISTORY_EDITED = 2
};
typedef struct migra_lint_part {
    size_t offset;
    int32_t transaction;
} migra_lint_part;
typedef struct migra_lint_file {
    const char *name;
    const char *sql;
    size_t len;
    int32_t transaction;
    const char *tool;
    int32_t history;
    const migra_lint_part *parts;
    size_t part_count;
} migra_lint_file;
migra_status migra_lint(migra_context *context, migra_schema *base, const migra_lint_file *files,
                                  size_t file_count, const migra_parse_options *parse,
                                  const migra_analyze_options *options, migra_report **out, migra_error **err);
