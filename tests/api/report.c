/* Changes, plans, reports. */
#include "check.h"

static const char *const before_sql = "CREATE TABLE users (id integer PRIMARY KEY, email varchar(80), note text);";
static const char *const after_sql =
    "CREATE TABLE users (id integer PRIMARY KEY, email varchar(120) NOT NULL);\nCREATE INDEX users_email ON users (email);";

static const migra_change *find(const migra_changes *changes, const char *type) {
    for (size_t i = 0; i < migra_changes_count(changes); i++) {
        migra_string t;
        migra_change_type(migra_changes_at(changes, i), &t);
        if (is(t, type)) return migra_changes_at(changes, i);
    }
    return NULL;
}

static void test_changes(void) {
    migra_context *c = new_context();
    migra_schema *before = parse(c, "postgres", "before.sql", before_sql);
    migra_schema *after = parse(c, "postgres", "after.sql", after_sql);
    migra_changes *changes = NULL;
    migra_string s;
    CHECK(migra_diff(before, after, NULL, &changes, NULL) == MIGRA_OK);
    migra_schema_free(before); /* the changes keep what they need */
    migra_schema_free(after);
    migra_context_free(c);
    const migra_change *type = find(changes, "alter_column_type"), *drop = find(changes, "drop_column");
    CHECK(type && drop && find(changes, "set_not_null") && find(changes, "create_index"));
    migra_change_from(type, &s);
    CHECK(is(s, "character varying(80)"));
    migra_change_to(type, &s);
    CHECK(is(s, "character varying(120)"));
    migra_change_table(type, &s);
    CHECK(is(s, "users"));
    migra_change_name(type, &s);
    CHECK(is(s, "email"));
    CHECK(!strcmp(migra_change_object_kind(type), "column"));
    CHECK(migra_change_before(type) && migra_change_after(type));
    CHECK(migra_change_data_loss(drop) == MIGRA_DATA_LOSS_CERTAIN);
    CHECK(migra_change_after(drop) == NULL);
    CHECK(migra_change_id(migra_changes_at(changes, 0)) == 1);
    migra_render_options o = MIGRA_RENDER_OPTIONS_INIT;
    migra_text *text = NULL;
    o.format = "sql";
    CHECK(migra_changes_render(changes, &o, &text, NULL) == MIGRA_E_MISMATCH);
    o.format = "pdf";
    CHECK(migra_changes_render(changes, &o, &text, NULL) == MIGRA_E_UNKNOWN);
    CHECK(migra_changes_to_json(changes, &text, NULL) == MIGRA_OK);
    CHECK(strstr(migra_text_data(text), "\"plan\": null") != NULL);
    migra_text_free(text);
    migra_changes_free(changes);
}

static void test_mismatch(void) {
    migra_context *c = new_context(), *d = new_context();
    migra_schema *pg = parse(c, "postgres", "a", ""), *my = parse(c, "mysql", "b", ""), *other = parse(d, "postgres", "c", "");
    migra_changes *changes = NULL;
    CHECK(migra_diff(pg, my, NULL, &changes, NULL) == MIGRA_E_MISMATCH);
    CHECK(migra_diff(pg, other, NULL, &changes, NULL) == MIGRA_E_MISMATCH);
    CHECK(changes == NULL);
    migra_schema_free(pg);
    migra_schema_free(my);
    migra_schema_free(other);
    migra_context_free(c);
    migra_context_free(d);
}

static void test_declared_rename(void) {
    migra_context *c = new_context();
    migra_schema *before = parse(c, "postgres", "before.sql", "CREATE TABLE t (a int, zip text);");
    migra_schema *after = parse(c, "postgres", "after.sql", "CREATE TABLE t (a int, postal_code varchar(9));");
    migra_rename rename = {"t.zip", "postal_code"};
    migra_diff_options o = MIGRA_DIFF_OPTIONS_INIT;
    migra_changes *changes = NULL;
    o.declared = &rename;
    o.declared_count = 1;
    CHECK(migra_diff(before, after, &o, &changes, NULL) == MIGRA_OK);
    const migra_change *r = find(changes, "rename_column");
    CHECK(r && migra_change_confidence(r) == 100);
    migra_changes_free(changes);
    changes = NULL;
    rename.to = "";
    CHECK(migra_diff(before, after, &o, &changes, NULL) == MIGRA_E_MISUSE);
    o.declared = NULL;
    CHECK(migra_diff(before, after, &o, &changes, NULL) == MIGRA_E_MISUSE);
    migra_schema_free(before);
    migra_schema_free(after);
    migra_context_free(c);
}

static void test_plan(void) {
    migra_context *c = new_context();
    migra_schema *before = parse(c, "postgres", "before.sql", before_sql);
    migra_schema *after = parse(c, "postgres", "after.sql", after_sql);
    migra_changes *changes = NULL;
    migra_plan *plan = NULL;
    migra_text *text = NULL;
    migra_string s;
    CHECK(migra_diff(before, after, NULL, &changes, NULL) == MIGRA_OK);
    CHECK(migra_plan_make(changes, NULL, &plan, NULL) == MIGRA_OK);
    migra_changes_free(changes);
    migra_schema_free(before);
    migra_schema_free(after);
    migra_context_free(c);
    CHECK(migra_plan_step_count(plan, 0) > 0);
    CHECK(migra_plan_verified(plan, 0) == MIGRA_VERIFIED_REPLAYED);
    CHECK(migra_plan_verified(plan, 1) == MIGRA_VERIFIED_REPLAYED);
    const migra_step *first = migra_plan_step_at(plan, 0, 0);
    CHECK(migra_step_id(first) == 1);
    CHECK(strlen(migra_step_phase(first)) > 0 && strlen(migra_step_op(first)) > 0);
    migra_step_title(first, &s);
    CHECK(s.len > 0);
    CHECK(migra_plan_step_at(plan, 0, 100000) == NULL);
    migra_plan_name(plan, &s);
    CHECK(s.len > 0);
    migra_render_options o = MIGRA_RENDER_OPTIONS_INIT;
    o.format = "sql";
    CHECK(migra_plan_render(plan, &o, &text, NULL) == MIGRA_OK);
    CHECK(strstr(migra_text_data(text), "CREATE INDEX CONCURRENTLY") != NULL);
    migra_text_free(text);
    migra_plan_free(plan);
}

static void test_whole(void) {
    migra_context *c = new_context();
    migra_schema *before = parse(c, "postgres", "before.sql", before_sql);
    migra_schema *after = parse(c, "postgres", "after.sql", after_sql);
    migra_report *report = NULL;
    migra_text *text = NULL, *again = NULL;
    migra_string message, source;
    uint32_t line, column;
    CHECK(migra_analyze(before, after, NULL, &report, NULL) == MIGRA_OK);
    CHECK(migra_report_score(report) > 0 && migra_report_score(report) <= 100);
    CHECK(strlen(migra_report_level(report)) > 0);
    CHECK(migra_report_safe(report) == 0);
    CHECK(migra_report_unparsed(report) == 0);
    size_t n = migra_report_finding_count(report);
    CHECK(n > 0 && migra_report_finding_count_from(report, MIGRA_SEVERITY_INFO) == n);
    const migra_finding *f = migra_report_finding_at(report, 0);
    migra_finding_message(f, &message);
    migra_finding_place(f, &source, &line, &column);
    CHECK(message.len > 0 && strlen(migra_finding_rule(f)) > 0);
    CHECK(migra_report_finding_at(report, n) == NULL);
    CHECK(migra_report_changes(report) && migra_report_plan(report));
    CHECK(migra_report_to_json(report, &text, NULL) == MIGRA_OK);
    CHECK(migra_report_to_json(report, &again, NULL) == MIGRA_OK);
    CHECK(!strcmp(migra_text_data(text), migra_text_data(again)));
    migra_text_free(text);
    migra_text_free(again);
    static const char *const formats[] = {"text", "json", "sql", "markdown"};
    for (size_t i = 0; i < 4; i++) {
        migra_render_options o = MIGRA_RENDER_OPTIONS_INIT;
        o.format = formats[i];
        o.verbosity = 1;
        CHECK(migra_report_render(report, &o, &text, NULL) == MIGRA_OK);
        CHECK(migra_text_len(text) > 100);
        migra_text_free(text);
    }
    migra_report_free(report);
    migra_schema_free(before);
    migra_schema_free(after);
    migra_context_free(c);
}

/* Analyzing changes nothing: the same schemas give the same document again. */
static void test_again(void) {
    static const char *const dialects[] = {"postgres", "mysql", "mariadb", "sqlite"};
    for (size_t d = 0; d < 4; d++) {
        migra_context *c = new_context();
        migra_schema *before = parse(c, dialects[d], "before.sql", "CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL DEFAULT 1, b varchar(9));");
        migra_schema *after = parse(c, dialects[d], "after.sql", "CREATE TABLE t (id int PRIMARY KEY, a bigint NOT NULL DEFAULT 1, c varchar(5) NOT NULL);");
        migra_text *first = NULL, *again = NULL;
        for (int i = 0; i < 2; i++) {
            migra_report *report = NULL;
            CHECK(migra_analyze(before, after, NULL, &report, NULL) == MIGRA_OK);
            CHECK(migra_report_to_json(report, i ? &again : &first, NULL) == MIGRA_OK);
            migra_report_free(report);
        }
        CHECK(!strcmp(migra_text_data(first), migra_text_data(again)));
        migra_text_free(first);
        migra_text_free(again);
        migra_schema_free(before);
        migra_schema_free(after);
        migra_context_free(c);
    }
}

void test_report(void) {
    test_changes();
    test_mismatch();
    test_declared_rename();
    test_plan();
    test_whole();
    test_again();
}
