/* Reading schemas and what can be asked of them. */
#include "check.h"

static const char *const shop = "CREATE TABLE users (id integer PRIMARY KEY, email varchar(80) NOT NULL);\n"
                                "CREATE INDEX users_email ON users (email);\n";

static void test_unknown_names(void) {
    migra_context *c = new_context();
    migra_parse_options o = MIGRA_PARSE_OPTIONS_INIT;
    migra_schema *s = NULL;
    migra_error *err = NULL;
    o.dialect = "oracle";
    CHECK(migra_schema_parse(c, "", 0, &o, &s, &err) == MIGRA_E_UNKNOWN);
    CHECK(strstr(migra_error_message(err), "oracle") != NULL);
    migra_error_free(err);
    o.dialect = "pg";
    o.engine_version = "fifteen";
    CHECK(migra_schema_parse(c, "", 0, &o, &s, NULL) == MIGRA_E_UNKNOWN);
    o.engine_version = "15";
    CHECK(migra_schema_parse(c, "", 0, &o, &s, NULL) == MIGRA_OK);
    CHECK(!strcmp(migra_schema_dialect(s), "postgres"));
    CHECK(!strcmp(migra_schema_engine_version(s), "15"));
    CHECK(migra_schema_dialect_evidence(s) == NULL);
    migra_schema_free(s);
    migra_context_free(c);
}

static void test_directive(void) {
    migra_context *c = new_context();
    migra_schema *s = NULL;
    const char *named = "-- migra: dialect=mysql\nCREATE TABLE t (a int);";
    const char *unknown = "-- migra: dialect=db2\n";
    CHECK(migra_schema_parse(c, named, strlen(named), NULL, &s, NULL) == MIGRA_OK);
    CHECK(!strcmp(migra_schema_dialect(s), "mysql"));
    CHECK(migra_schema_dialect_evidence(s) == NULL);
    CHECK(migra_schema_read(s, "more.sql", unknown, strlen(unknown), NULL) == MIGRA_E_UNKNOWN);
    migra_schema_free(s);
    s = NULL;
    CHECK(migra_schema_parse(c, unknown, strlen(unknown), NULL, &s, NULL) == MIGRA_E_UNKNOWN);
    CHECK(s == NULL);
    CHECK(!strcmp(migra_dialect_guess(named, strlen(named), NULL), "mysql"));
    CHECK(migra_dialect_guess(unknown, strlen(unknown), NULL) == NULL);
    migra_context_free(c);
}

static void test_objects(void) {
    migra_context *c = new_context();
    migra_schema *s = parse(c, "postgres", "shop.sql", shop);
    const migra_object *o = migra_schema_first_object(s);
    migra_string name, schema;
    migra_text *text = NULL;
    while (o && strcmp(migra_object_kind(o), "table")) o = migra_object_next(o);
    CHECK(o != NULL);
    migra_object_name(o, &name);
    migra_object_schema(o, &schema);
    CHECK(is(name, "users") && is(schema, "public"));
    const migra_object *column = migra_object_first_child(o);
    CHECK(!strcmp(migra_object_kind(column), "column"));
    CHECK(migra_object_parent(column) == o);
    migra_object_name(column, &name);
    CHECK(is(name, "id"));
    CHECK(migra_object_attribute(s, column, "data_type", &text, NULL) == MIGRA_OK);
    CHECK(!strcmp(migra_text_data(text), "integer"));
    migra_text_free(text);
    text = NULL;
    CHECK(migra_object_attribute(s, column, "default_value", &text, NULL) == MIGRA_OK);
    CHECK(text == NULL);
    CHECK(migra_object_attribute(s, column, "colour", &text, NULL) == MIGRA_E_UNKNOWN);
    CHECK(migra_schema_table_count(s) == 1);
    migra_schema_free(s);
    migra_context_free(c);
}

static void test_statements(void) {
    migra_context *c = new_context();
    migra_schema *s = parse(c, "postgres", "shop.sql", "CREATE TABLE t (a int);\n  SELEKT 1;\nCREATE TABLE u (b int);");
    migra_string object;
    size_t offset, length;
    uint32_t line, column;
    CHECK(migra_schema_statement_count(s) == 3);
    CHECK(!strcmp(migra_statement_kind(migra_schema_statement_at(s, 0)), "create_table"));
    migra_statement_object(migra_schema_statement_at(s, 0), &object);
    CHECK(is(object, "public.t"));
    CHECK(migra_statement_understood(migra_schema_statement_at(s, 1)) == MIGRA_UNDERSTOOD_NO);
    migra_statement_span(migra_schema_statement_at(s, 1), &offset, &length, &line, &column);
    CHECK(offset == 26 && length == 8 && line == 2 && column == 3);
    CHECK(migra_schema_statement_at(s, 3) == NULL);
    CHECK(migra_schema_understood_count(s, MIGRA_UNDERSTOOD_FULL) == 2);
    CHECK(migra_schema_table_count(s) == 2);
    CHECK(migra_schema_diagnostic_count(s) >= 1);
    const migra_diagnostic *d = migra_schema_diagnostic_at(s, 0);
    migra_string source, message;
    migra_diagnostic_source(d, &source);
    migra_diagnostic_message(d, &message);
    migra_diagnostic_span(d, NULL, NULL, &line, &column);
    CHECK(migra_diagnostic_severity(d) == MIGRA_SEVERITY_ERROR);
    CHECK(is(source, "shop.sql") && message.len > 0 && line == 2);
    migra_text *text = NULL;
    CHECK(migra_schema_diagnostics_to_text(s, NULL, &text, NULL) == MIGRA_OK);
    CHECK(strstr(migra_text_data(text), "shop.sql:2:3: error: ") != NULL);
    CHECK(strstr(migra_text_data(text), "SELEKT 1") != NULL);
    CHECK(strchr(migra_text_data(text), '\033') == NULL);
    migra_text_free(text);
    migra_schema_free(s);
    migra_context_free(c);
}

static void test_reading_on(void) {
    migra_context *c = new_context();
    migra_schema *s = NULL, *whole = parse(c, "postgres", "all.sql", "CREATE TABLE t (a int, b text);");
    migra_text *difference = NULL;
    migra_changes *changes = NULL;
    int32_t equal = 0;
    CHECK(migra_schema_new(c, NULL, &s, NULL) == MIGRA_OK);
    CHECK(!strcmp(migra_schema_dialect(s), ""));
    const char *one = "-- migra: dialect=postgres\nCREATE TABLE t (a int);", *two = "ALTER TABLE t ADD COLUMN b text;";
    CHECK(migra_schema_read(s, "1.sql", one, strlen(one), NULL) == MIGRA_OK);
    CHECK(migra_diff(whole, s, NULL, &changes, NULL) == MIGRA_E_MISUSE);
    CHECK(migra_schema_read(s, "2.sql", two, strlen(two), NULL) == MIGRA_OK);
    CHECK(migra_schema_finish(s, NULL) == MIGRA_OK);
    CHECK(migra_schema_equal(s, whole, &equal, &difference, NULL) == MIGRA_OK);
    CHECK(equal == 1 && difference == NULL);
    CHECK(migra_diff(whole, s, NULL, &changes, NULL) == MIGRA_OK);
    CHECK(migra_changes_count(changes) == 0);
    CHECK(migra_schema_read(s, "3.sql", two, strlen(two), NULL) == MIGRA_E_MISUSE);
    migra_changes_free(changes);
    migra_schema_free(s);
    migra_schema_free(whole);
    migra_context_free(c);
}

static void test_documents(void) {
    migra_context *c = new_context();
    migra_schema *s = parse(c, "postgres", "shop.sql", shop), *again = NULL;
    migra_text *ddl = NULL, *json = NULL;
    int32_t equal = 0;
    CHECK(migra_schema_print(s, &ddl, NULL) == MIGRA_OK);
    again = parse(c, "postgres", "dump.sql", migra_text_data(ddl));
    CHECK(migra_schema_equal(s, again, &equal, NULL, NULL) == MIGRA_OK && equal);
    CHECK(migra_schema_to_json(s, &json, NULL) == MIGRA_OK);
    CHECK(strstr(migra_text_data(json), "\"format\": \"migra.parse/1\"") != NULL);
    CHECK(migra_text_len(json) == strlen(migra_text_data(json)));
    migra_text_free(ddl);
    migra_schema_free(s);
    migra_schema_free(again);
    migra_context_free(c);
    CHECK(strstr(migra_text_data(json), "migra.parse/1") != NULL); /* texts stand alone */
    migra_text_free(json);
}

void test_schema(void) {
    test_unknown_names();
    test_directive();
    test_objects();
    test_statements();
    test_reading_on();
    test_documents();
}
