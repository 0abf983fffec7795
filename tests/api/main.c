#include "check.h"

unsigned checks_passed, checks_failed;

migra_context *new_context(void) {
    migra_context *c = NULL;
    CHECK(migra_context_new(NULL, &c, NULL) == MIGRA_OK);
    return c;
}

migra_schema *parse(migra_context *c, const char *dialect, const char *name, const char *sql) {
    migra_parse_options o = MIGRA_PARSE_OPTIONS_INIT;
    migra_schema *s = NULL;
    o.dialect = dialect;
    o.source_name = name;
    CHECK(migra_schema_parse(c, sql, strlen(sql), &o, &s, NULL) == MIGRA_OK);
    return s;
}

int is(migra_string s, const char *z) {
    return s.data && s.len == strlen(z) && !memcmp(s.data, z, s.len);
}

int main(void) {
    test_arguments();
    test_schema();
    test_report();
    test_rules();
    test_run();
    test_settle();
    test_memory();
    printf("%u passed, %u failed\n", checks_passed, checks_failed);
    return checks_failed != 0;
}
