/* What offline knowledge cannot settle, with an engine that answers as told. */
#include "check.h"

static const char before_sql[] = "CREATE TABLE t (a text, d interval DEFAULT '1.5 days', CHECK (length(far(a)::text) > 2));";
static const char after_sql[] = "CREATE TABLE t (a text, d interval DEFAULT '1 day 12:00:00', CHECK (length(far(a)) > 2));";

static migra_changes *compare(migra_context *c, migra_schema *before, const char *sql) {
    migra_schema *after = parse(c, "postgres", "after.sql", sql);
    migra_changes *changes = NULL;
    CHECK(migra_diff(before, after, NULL, &changes, NULL) == MIGRA_OK);
    migra_schema_free(after);
    return changes;
}

/* Answers every query with `answer`; NULL: refuses it. */
static unsigned play(migra_settle *s, const char *answer) {
    migra_string sql;
    unsigned statements = 0;
    for (int32_t next; (next = migra_settle_next(s, &sql)) != MIGRA_RUN_DONE && statements < 50; statements++) {
        CHECK(sql.data && sql.len);
        if (next == MIGRA_RUN_STATEMENT) CHECK(migra_settle_row(s, "t", 1) == MIGRA_E_MISUSE);
        if (next == MIGRA_RUN_QUERY && !answer) {
            CHECK(migra_settle_refused(s) == MIGRA_OK);
            continue;
        }
        if (next == MIGRA_RUN_QUERY) CHECK(migra_settle_row(s, answer, strlen(answer)) == MIGRA_OK);
        CHECK(migra_settle_ok(s) == MIGRA_OK);
    }
    CHECK(migra_settle_ok(s) == MIGRA_E_MISUSE && migra_settle_refused(s) == MIGRA_E_MISUSE);
    return statements;
}

/* The changes that are left, and how many of them are undecided. */
static void try_answer(migra_context *c, const char *answer, size_t left, size_t undecided, size_t open) {
    migra_schema *before = parse(c, "postgres", "before.sql", before_sql), *settled = NULL;
    migra_changes *changes = compare(c, before, after_sql), *again;
    migra_settle *s = NULL;
    migra_string why;
    CHECK(migra_changes_count(changes) == 3 && migra_changes_undecided_count(changes) == 3);
    migra_change_undecided(migra_changes_at(changes, 0), &why);
    CHECK(why.len > 0);
    CHECK(migra_settle_new(changes, &s, NULL) == MIGRA_OK);
    migra_changes_free(changes);
    CHECK(play(s, answer) > 6);
    CHECK(migra_settle_open_count(s) == open);
    CHECK(migra_settle_before(s, &settled, NULL) == MIGRA_OK);
    migra_settle_free(s);
    migra_schema_free(before);
    again = compare(c, settled, after_sql);
    CHECK(migra_changes_count(again) == left && migra_changes_undecided_count(again) == undecided);
    migra_changes_free(again);
    migra_schema_free(settled);
}

static void test_arguments_of_settle(migra_context *c) {
    migra_settle *s = NULL;
    migra_string text;
    CHECK(migra_settle_new(NULL, &s, NULL) == MIGRA_E_MISUSE && !s);
    CHECK(migra_settle_next(NULL, &text) == MIGRA_RUN_DONE && !text.data);
    CHECK(migra_settle_ok(NULL) == MIGRA_E_MISUSE && migra_settle_refused(NULL) == MIGRA_E_MISUSE);
    CHECK(migra_settle_row(NULL, "t", 1) == MIGRA_E_MISUSE && migra_settle_open_count(NULL) == 0);
    CHECK(migra_settle_before(NULL, NULL, NULL) == MIGRA_E_MISUSE);
    CHECK(migra_changes_undecided_count(NULL) == 0);
    migra_settle_free(NULL);
    migra_schema *before = parse(c, "postgres", "before.sql", before_sql);
    migra_changes *same = compare(c, before, before_sql);
    CHECK(migra_settle_new(same, &s, NULL) == MIGRA_OK && migra_settle_next(s, NULL) == MIGRA_RUN_DONE);
    migra_settle_free(s);
    migra_changes_free(same);
    migra_schema_free(before);
}

static void *scarce(void *user_data, void *ptr, size_t old_size, size_t new_size) {
    long *left = user_data;
    (void)old_size;
    if (!new_size) {
        free(ptr);
        return NULL;
    }
    return (*left)-- > 0 ? realloc(ptr, new_size) : NULL;
}

static migra_status settle_scarcely(migra_changes *changes, long *left, long n) {
    migra_settle *s = NULL;
    migra_schema *settled = NULL;
    *left = n;
    migra_status status = migra_settle_new(changes, &s, NULL);
    CHECK((status == MIGRA_OK) == (s != NULL));
    for (migra_string sql; !status && migra_settle_next(s, &sql) != MIGRA_RUN_DONE;) {
        if (migra_settle_next(s, &sql) == MIGRA_RUN_QUERY) CHECK(migra_settle_row(s, "t", 1) == MIGRA_OK);
        status = migra_settle_ok(s);
    }
    if (!status) status = migra_settle_before(s, &settled, NULL);
    *left = 1000000;
    migra_schema_free(settled);
    migra_settle_free(s);
    return status;
}

static void test_no_memory(void) {
    migra_context_options o = MIGRA_CONTEXT_OPTIONS_INIT;
    migra_context *c = NULL;
    long left = 1000000;
    o.alloc = scarce;
    o.user_data = &left;
    CHECK(migra_context_new(&o, &c, NULL) == MIGRA_OK);
    migra_schema *before = parse(c, "postgres", "before.sql", before_sql);
    migra_changes *changes = compare(c, before, after_sql);
    migra_status status = MIGRA_E_NOMEM;
    for (long n = 0; status == MIGRA_E_NOMEM && n < 2000; n++) status = settle_scarcely(changes, &left, n);
    CHECK(status == MIGRA_OK);
    migra_changes_free(changes);
    migra_schema_free(before);
    migra_context_free(c);
}

void test_settle(void) {
    migra_context *c = new_context();
    test_arguments_of_settle(c);
    try_answer(c, "t", 0, 0, 0);
    try_answer(c, "f", 3, 0, 0);
    try_answer(c, NULL, 3, 3, 2);
    migra_context_free(c);
    test_no_memory();
}
