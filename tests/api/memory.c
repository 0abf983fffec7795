/* The host's allocator: what it gave comes back, and its failures are reported, at every place. */
#include "check.h"

typedef struct counter {
    size_t blocks, bytes, calls, fail_at;
    int once, wrong_size;
} counter;

/* Each block carries its size, so that a wrong old_size is seen. */
static void *counting_alloc(void *user_data, void *ptr, size_t old_size, size_t new_size) {
    counter *c = user_data;
    size_t *head = ptr ? (size_t *)ptr - 2 : NULL;
    if (head && *head != old_size) c->wrong_size = 1;
    if (!new_size) {
        if (head) c->blocks--, c->bytes -= *head;
        free(head);
        return NULL;
    }
    c->calls++;
    if (c->fail_at && (c->once ? c->calls == c->fail_at : c->calls >= c->fail_at)) return NULL;
    size_t *grown = realloc(head, new_size + 2 * sizeof(size_t));
    if (!grown) return NULL;
    if (!head) c->blocks++;
    c->bytes += new_size - (head ? old_size : 0);
    *grown = new_size;
    return grown + 2;
}

static const char *const before_sql = "CREATE TABLE t (a int, b varchar(10)); CREATE VIEW v AS SELECT a FROM t;";
static const char *const after_sql = "CREATE TABLE t (a bigint NOT NULL, b varchar(20), c text);\nOOPS;";

static migra_status new_counting_context(counter *counts, migra_context **out, migra_error **err) {
    migra_context_options o = MIGRA_CONTEXT_OPTIONS_INIT;
    o.alloc = counting_alloc;
    o.user_data = counts;
    return migra_context_new(&o, out, err);
}

/* Everything that a host does; returns the first failure. */
static migra_status run_all(counter *counts) {
    migra_parse_options p = MIGRA_PARSE_OPTIONS_INIT;
    migra_context *c = NULL;
    migra_schema *before = NULL, *after = NULL;
    migra_report *report = NULL;
    migra_text *text = NULL;
    migra_error *err = NULL;
    p.dialect = "postgres";
    migra_status s = new_counting_context(counts, &c, &err);
    if (!s) s = migra_schema_parse(c, before_sql, strlen(before_sql), &p, &before, &err);
    if (!s) s = migra_schema_parse(c, after_sql, strlen(after_sql), &p, &after, &err);
    if (!s) s = migra_analyze(before, after, NULL, &report, &err);
    if (!s) s = migra_report_to_json(report, &text, &err);
    CHECK((s != MIGRA_OK) == (err != NULL));
    CHECK(migra_error_code(err) == s);
    migra_error_free(err);
    migra_text_free(text);
    migra_report_free(report);
    migra_schema_free(before);
    migra_schema_free(after);
    migra_context_free(c);
    return s;
}

/* Changes of migration files are made when they are asked for, which may fail as well. */
static migra_status read_changes(const migra_report *report) {
    const migra_changes *changes = migra_report_changes(report);
    for (size_t i = 0; i < migra_changes_count(changes); i++) {
        migra_string type;
        const migra_change *change = migra_changes_at(changes, i);
        migra_change_type(change, &type);
        if (!change) return MIGRA_E_NOMEM;
        CHECK(type.len && migra_change_id(change));
    }
    return MIGRA_OK;
}

static migra_status run_lint(counter *counts) {
    static const char sql[] = "CREATE TABLE u (id int);\nALTER TABLE t DROP COLUMN b, ADD COLUMN c text;\nDROP TABLE v;\n";
    migra_lint_file file = {.name = "1.sql", .sql = sql, .len = sizeof sql - 1};
    migra_parse_options p = MIGRA_PARSE_OPTIONS_INIT;
    migra_context *c = NULL;
    migra_report *report = NULL;
    migra_text *text = NULL;
    p.dialect = "postgres";
    migra_status s = new_counting_context(counts, &c, NULL);
    if (!s) s = migra_lint(c, NULL, &file, 1, &p, NULL, &report, NULL);
    if (!s) s = read_changes(report);
    if (!s) s = migra_report_to_json(report, &text, NULL);
    migra_text_free(text);
    migra_report_free(report);
    migra_context_free(c);
    return s;
}

typedef migra_status (*run_fn)(counter *counts);

static void test_balance(run_fn run) {
    counter c = {0, 0, 0, 0, 0, 0};
    CHECK(run(&c) == MIGRA_OK);
    CHECK(c.blocks == 0 && c.bytes == 0 && !c.wrong_size && c.calls > 10);
}

static void test_failures(run_fn run, int once) {
    for (size_t n = 1; n < 100000; n++) {
        counter c = {0, 0, 0, 0, 0, 0};
        c.fail_at = n;
        c.once = once;
        migra_status s = run(&c);
        if (c.blocks || c.bytes || c.wrong_size) {
            printf("FAILED allocation %zu: %zu blocks are left\n", n, c.blocks);
            CHECK(!"memory came back");
            return;
        }
        if (s == MIGRA_OK && c.calls < n) return;
        if (s != MIGRA_E_NOMEM && !once) {
            printf("FAILED allocation %zu: status %s\n", n, migra_status_name(s));
            CHECK(!"out of memory was reported");
            return;
        }
    }
    CHECK(!"the run ends");
}

static void test_limits(void) {
    migra_context_options o = MIGRA_CONTEXT_OPTIONS_INIT;
    migra_context *c = NULL;
    migra_schema *s = NULL;
    migra_error *err = NULL;
    o.max_bytes = 10;
    CHECK(migra_context_new(&o, &c, NULL) == MIGRA_OK);
    CHECK(migra_schema_parse(c, before_sql, strlen(before_sql), NULL, &s, &err) == MIGRA_E_LIMIT);
    CHECK(migra_error_code(err) == MIGRA_E_LIMIT && strstr(migra_error_message(err), "10") != NULL);
    migra_error_free(err);
    migra_context_free(c);
    o.max_bytes = 0;
    o.max_memory = 20000;
    err = NULL;
    CHECK(migra_context_new(&o, &c, NULL) == MIGRA_OK);
    char *large = malloc(40000);
    memset(large, ' ', 40000);
    CHECK(migra_schema_parse(c, large, 40000, NULL, &s, &err) == MIGRA_E_LIMIT);
    free(large);
    migra_error_free(err);
    CHECK(migra_context_memory_peak(c) <= 20000 && migra_context_memory_peak(c) > 0);
    CHECK(migra_schema_parse(c, "", 0, NULL, &s, NULL) == MIGRA_OK); /* the context works again */
    migra_schema_free(s);
    migra_context_free(c);
}

void test_memory(void) {
    static const run_fn runs[] = {run_all, run_lint};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        test_balance(runs[i]);
        test_failures(runs[i], 0);
        test_failures(runs[i], 1);
    }
    test_limits();
}
