/* Versions, sized structs, errors, NULL. */
#include "check.h"

static void test_versions(void) {
    CHECK(migra_version_number() == MIGRA_VERSION_NUMBER);
    CHECK(!strcmp(migra_version_text(), MIGRA_VERSION));
    CHECK(migra_abi_version() == MIGRA_ABI_VERSION);
    CHECK(migra_feature("dialect:postgres") == 1);
    CHECK(migra_feature("dialect:pg") == 1);
    CHECK(migra_feature("dialect:oracle") == 0);
    CHECK(migra_feature("format:json") == 1);
    CHECK(migra_feature("format:pdf") == 0);
    CHECK(migra_feature("host-rules") == 1);
    CHECK(migra_feature("") == 0);
    CHECK(migra_feature(NULL) == 0);
    CHECK(!strcmp(migra_status_name(MIGRA_E_LIMIT), "limit"));
    CHECK(!strcmp(migra_status_name(99), "?"));
    CHECK(!strcmp(migra_severity_name(MIGRA_SEVERITY_CRITICAL), "critical"));
    CHECK(!strcmp(migra_severity_name(-1), "?"));
}

/* A program built with a newer header: its struct is longer. */
static void test_newer_struct(void) {
    struct {
        migra_context_options known;
        uint64_t unknown;
    } newer = {MIGRA_CONTEXT_OPTIONS_INIT, 0};
    migra_context *c = NULL;
    migra_error *err = NULL;
    newer.known.size = sizeof newer;
    CHECK(migra_context_new(&newer.known, &c, &err) == MIGRA_OK);
    CHECK(err == NULL);
    migra_context_free(c);
    c = NULL;
    newer.unknown = 7;
    CHECK(migra_context_new(&newer.known, &c, &err) == MIGRA_E_NEWER_FIELD);
    CHECK(c == NULL);
    CHECK(migra_error_code(err) == MIGRA_E_NEWER_FIELD);
    CHECK(strlen(migra_error_message(err)) > 0);
    migra_error_free(err);
}

static void test_bad_size(void) {
    migra_context_options o = MIGRA_CONTEXT_OPTIONS_INIT;
    migra_context *c = NULL;
    o.size = 3;
    CHECK(migra_context_new(&o, &c, NULL) == MIGRA_E_MISUSE);
    o.size = 100000;
    CHECK(migra_context_new(&o, &c, NULL) == MIGRA_E_MISUSE);
    CHECK(c == NULL);
}

static void test_init_functions(void) {
    migra_plan_options plan;
    migra_render_options render;
    char large[512];
    memset(&plan, 0xff, sizeof plan);
    CHECK(migra_plan_options_init(&plan, sizeof plan) == MIGRA_OK);
    CHECK(plan.size == sizeof plan && plan.save_data == 1 && plan.batch_rows == 0);
    CHECK(migra_render_options_init(&render, sizeof render) == MIGRA_OK);
    CHECK(render.format == NULL);
    CHECK(migra_render_options_init(NULL, sizeof render) == MIGRA_E_MISUSE);
    CHECK(migra_render_options_init(&render, 2) == MIGRA_E_MISUSE);
    memset(large, 0xff, sizeof large);
    CHECK(migra_diff_options_init((migra_diff_options *)(void *)large, sizeof large) == MIGRA_OK);
    CHECK(large[sizeof large - 1] == 0);
}

static void test_null(void) {
    migra_context *c = new_context();
    migra_schema *s = NULL;
    migra_report *r = NULL;
    migra_text *t = NULL;
    migra_error *err = NULL;
    migra_string string = {"x", 1};
    CHECK(migra_context_new(NULL, NULL, &err) == MIGRA_E_MISUSE);
    CHECK(migra_error_code(err) == MIGRA_E_MISUSE);
    migra_error_free(err);
    CHECK(migra_schema_parse(NULL, "", 0, NULL, &s, NULL) == MIGRA_E_MISUSE);
    CHECK(migra_schema_parse(c, "", 0, NULL, NULL, NULL) == MIGRA_E_MISUSE);
    CHECK(migra_schema_parse(c, NULL, 4, NULL, &s, NULL) == MIGRA_E_MISUSE);
    CHECK(migra_analyze(NULL, NULL, NULL, &r, NULL) == MIGRA_E_MISUSE);
    CHECK(migra_schema_print(NULL, &t, NULL) == MIGRA_E_MISUSE);
    CHECK(migra_report_render(NULL, NULL, &t, NULL) == MIGRA_E_MISUSE);
    CHECK(s == NULL && r == NULL && t == NULL);
    migra_change_name(NULL, &string);
    CHECK(string.data == NULL && string.len == 0);
    CHECK(migra_changes_at(NULL, 0) == NULL);
    CHECK(!strcmp(migra_step_op(NULL), ""));
    CHECK(!strcmp(migra_text_data(NULL), ""));
    CHECK(migra_error_code(NULL) == MIGRA_OK);
    CHECK(!strcmp(migra_schema_dialect(NULL), ""));
    migra_schema_free(NULL);
    migra_changes_free(NULL);
    migra_plan_free(NULL);
    migra_report_free(NULL);
    migra_text_free(NULL);
    migra_error_free(NULL);
    migra_context_free(NULL);
    migra_context_free(c);
}

void test_arguments(void) {
    test_versions();
    test_newer_struct();
    test_bad_size();
    test_init_functions();
    test_null();
}
