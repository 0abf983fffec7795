/* Plans handed out statement by statement. The host here is a script: it answers as told and writes down what it was asked. */
#include "check.h"

#define MAX_LOG 64

typedef struct host {
    char log[MAX_LOG][400];
    unsigned n, manual;
    const char *refuse;   /* the statement to refuse */
    const char *answer;   /* to queries; NULL: no row */
    int32_t end;
    uint32_t done, step;
    char why[200];
} host;

static migra_plan *make_plan(migra_context *c, const char *dialect, const char *before_sql, const char *after_sql) {
    migra_schema *before = parse(c, dialect, "before.sql", before_sql), *after = parse(c, dialect, "after.sql", after_sql);
    migra_changes *changes = NULL;
    migra_plan *plan = NULL;
    CHECK(migra_diff(before, after, NULL, &changes, NULL) == MIGRA_OK);
    CHECK(migra_plan_make(changes, NULL, &plan, NULL) == MIGRA_OK);
    migra_changes_free(changes);
    migra_schema_free(before);
    migra_schema_free(after);
    return plan;
}

static void play(migra_run *run, host *h) {
    migra_string text;
    int32_t next;
    while ((next = migra_run_next(run, &text)) < MIGRA_RUN_DONE && h->n < MAX_LOG) {
        snprintf(h->log[h->n], sizeof h->log[0], "%.*s", (int)text.len, text.data);
        h->manual += next == MIGRA_RUN_MANUAL;
        if (h->refuse && strstr(h->log[h->n], h->refuse)) CHECK(migra_run_refused(run, "no") == MIGRA_OK);
        else {
            if (next == MIGRA_RUN_QUERY && h->answer && !strstr(h->log[h->n], "foreign_key_check")) {
                CHECK(migra_run_row(run, h->answer, strlen(h->answer)) == MIGRA_OK);
            }
            CHECK(migra_run_ok(run) == MIGRA_OK);
        }
        h->n++;
    }
    h->end = next;
    h->done = migra_run_steps_done(run);
    h->step = migra_run_step(run);
    snprintf(h->why, sizeof h->why, "%.*s", (int)text.len, text.data ? text.data : "");
    CHECK(migra_run_ok(run) == MIGRA_E_MISUSE);
    CHECK(migra_run_refused(run, NULL) == MIGRA_E_MISUSE);
    CHECK(migra_run_row(run, "1", 1) == MIGRA_E_MISUSE);
}

static int at(const host *h, const char *words) {
    for (unsigned i = 0; i < h->n; i++) {
        if (strstr(h->log[i], words)) return (int)i;
    }
    return -1;
}

static void run_plan(const migra_plan *plan, const migra_run_options *o, host *h) {
    migra_run *run = NULL;
    CHECK(migra_run_new(plan, o, &run, NULL) == MIGRA_OK);
    play(run, h);
    migra_run_free(run);
}

static void test_done(void) {
    migra_context *c = new_context();
    migra_plan *plan = make_plan(c, "postgres", "CREATE TABLE t (a int);", "CREATE TABLE t (a int, b text); CREATE INDEX i ON t (b);");
    host h = {.answer = "t"};
    run_plan(plan, NULL, &h);
    CHECK(h.end == MIGRA_RUN_DONE && h.done == migra_plan_step_count(plan, 0));
    CHECK(at(&h, "BEGIN") >= 0 && at(&h, "BEGIN") < at(&h, "ADD COLUMN b") && at(&h, "ADD COLUMN b") < at(&h, "COMMIT"));
    CHECK(at(&h, "SELECT EXISTS") == at(&h, "ADD COLUMN b") + 1);
    CHECK(at(&h, "CREATE INDEX CONCURRENTLY") > at(&h, "COMMIT"));
    CHECK(at(&h, "--") < 0 && !strchr(h.log[h.n - 1], ';'));
    host down = {.answer = "1"};
    migra_run_options o = MIGRA_RUN_OPTIONS_INIT;
    o.down = 1;
    run_plan(plan, &o, &down);
    CHECK(down.end == MIGRA_RUN_DONE && at(&down, "DROP COLUMN b") > at(&down, "DROP INDEX"));
    migra_plan_free(plan);
    migra_context_free(c);
}

static void test_refused(void) {
    migra_context *c = new_context();
    migra_plan *plan = make_plan(c, "postgres", "CREATE TABLE t (a int);", "CREATE TABLE t (a int, b text); CREATE INDEX i ON t (b);");
    host h = {.answer = "t", .refuse = "ADD COLUMN b"};
    run_plan(plan, NULL, &h);
    CHECK(h.end == MIGRA_RUN_FAILED && h.done == 0 && h.step == 1 && !strcmp(h.why, "no"));
    CHECK(!strcmp(h.log[h.n - 1], "ROLLBACK") && at(&h, "CREATE INDEX") < 0);
    host wrong = {.answer = "f"}; /* the query says that the step has not been done */
    run_plan(plan, NULL, &wrong);
    CHECK(wrong.end == MIGRA_RUN_FAILED && !strcmp(wrong.log[wrong.n - 1], "ROLLBACK") && strstr(wrong.why, "has been done"));
    host silent = {.answer = NULL};
    run_plan(plan, NULL, &silent);
    CHECK(silent.end == MIGRA_RUN_FAILED);
    host unchecked = {.answer = NULL};
    migra_run_options o = MIGRA_RUN_OPTIONS_INIT;
    o.skip_checks = 1;
    run_plan(plan, &o, &unchecked);
    CHECK(unchecked.end == MIGRA_RUN_DONE && at(&unchecked, "SELECT") < 0);
    migra_plan_free(plan);
    migra_context_free(c);
}

/* SQLite's rebuild: foreign keys come back on, whatever happens. */
static void test_restored(void) {
    migra_context *c = new_context();
    migra_plan *plan = make_plan(c, "sqlite", "CREATE TABLE t (a int, b int);", "CREATE TABLE t (a text NOT NULL, b int);");
    host h = {.answer = "1", .refuse = "INSERT INTO _migra_new_t"};
    run_plan(plan, NULL, &h);
    CHECK(h.end == MIGRA_RUN_FAILED && at(&h, "foreign_keys = OFF") >= 0);
    CHECK(at(&h, "ROLLBACK") > 0 && strstr(h.log[h.n - 1], "foreign_keys = ON"));
    host good = {.answer = "1"};
    run_plan(plan, NULL, &good);
    CHECK(good.end == MIGRA_RUN_DONE && good.done == migra_plan_step_count(plan, 0));
    migra_plan_free(plan);
    migra_context_free(c);
}

/* Bodies with ';' stay whole, and clients' DELIMITER lines are not for servers. */
static void test_bodies(void) {
    migra_context *c = new_context();
    migra_plan *plan = make_plan(c, "mysql", "CREATE TABLE t (a int);",
        "CREATE TABLE t (a int);\nDELIMITER ;;\nCREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 1; SET NEW.a = 2; END;;\n");
    host h = {.answer = "1"};
    run_plan(plan, NULL, &h);
    CHECK(h.end == MIGRA_RUN_DONE && at(&h, "DELIMITER") < 0);
    CHECK(at(&h, "SET NEW.a = 1") >= 0 && at(&h, "SET NEW.a = 1") == at(&h, "SET NEW.a = 2"));
    migra_plan_free(plan);
    migra_context_free(c);
}

static void test_parts(void) {
    migra_context *c = new_context();
    migra_plan *plan = make_plan(c, "postgres", "CREATE TABLE t (a int, b varchar(20));", "CREATE TABLE t (a int, b varchar(10) NOT NULL);");
    migra_run_options o = MIGRA_RUN_OPTIONS_INIT;
    migra_run *run = NULL;
    host h = {.answer = "t"};
    run_plan(plan, NULL, &h);
    CHECK(h.end == MIGRA_RUN_DONE && h.manual == 1); /* what old rows shall hold is for a person to say */
    o.phase = "contract";
    host none = {.answer = "t"};
    run_plan(plan, &o, &none);
    CHECK(none.end == MIGRA_RUN_DONE && none.n < h.n);
    o.phase = "tomorrow";
    CHECK(migra_run_new(plan, &o, &run, NULL) == MIGRA_E_UNKNOWN && !run);
    o.phase = NULL;
    o.first_step = (uint32_t)migra_plan_step_count(plan, 0);
    host last = {.answer = "t"};
    run_plan(plan, &o, &last);
    CHECK(last.end == MIGRA_RUN_DONE && last.n < h.n && last.done >= 1);
    CHECK(migra_run_new(NULL, NULL, &run, NULL) == MIGRA_E_MISUSE);
    CHECK(migra_run_next(NULL, NULL) == MIGRA_RUN_FAILED && migra_run_step(NULL) == 0 && migra_run_steps_done(NULL) == 0);
    CHECK(migra_run_new(plan, NULL, &run, NULL) == MIGRA_OK);
    migra_plan_free(plan); /* the run has all it needs */
    migra_context_free(c);
    CHECK(migra_run_next(run, NULL) == MIGRA_RUN_STATEMENT);
    migra_run_free(run);
}

/* Every allocation of a run fails once. */
static void *scarce(void *user_data, void *ptr, size_t old_size, size_t new_size) {
    long *left = user_data;
    (void)old_size;
    if (!new_size) {
        free(ptr);
        return NULL;
    }
    return (*left)-- > 0 ? realloc(ptr, new_size) : NULL;
}

static void test_no_memory(void) {
    migra_context_options o = MIGRA_CONTEXT_OPTIONS_INIT;
    migra_context *c = NULL;
    long left = 1000000;
    o.alloc = scarce;
    o.user_data = &left;
    CHECK(migra_context_new(&o, &c, NULL) == MIGRA_OK);
    migra_plan *plan = make_plan(c, "sqlite", "CREATE TABLE t (a int, b int);", "CREATE TABLE t (a text NOT NULL, b int);");
    migra_status status = MIGRA_E_NOMEM;
    for (long n = 0; status == MIGRA_E_NOMEM && n < 1000; n++) {
        migra_run *run = NULL;
        left = n;
        status = migra_run_new(plan, NULL, &run, NULL);
        CHECK((status == MIGRA_OK) == (run != NULL));
        left = 0;
        if (run) CHECK(migra_run_refused(run, "no") == MIGRA_E_NOMEM || migra_run_next(run, NULL) == MIGRA_RUN_FAILED);
        left = 1000000;
        migra_run_free(run);
    }
    CHECK(status == MIGRA_OK);
    migra_plan_free(plan);
    migra_context_free(c);
}

void test_run(void) {
    test_done();
    test_refused();
    test_restored();
    test_bodies();
    test_parts();
    test_no_memory();
}
