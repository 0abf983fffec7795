/* Rules of the host. */
#include "check.h"

typedef struct team_rule {
    unsigned calls, destroyed;
    int32_t answer;
} team_rule;

static void destroy(void *user_data) {
    ((team_rule *)user_data)->destroyed++;
}

/* Reports each column of type text that is added. */
static int32_t no_text(const migra_rule_view *view, migra_emitter *emitter, void *user_data) {
    team_rule *t = user_data;
    const migra_changes *changes = migra_rule_view_changes(view);
    t->calls++;
    CHECK(migra_rule_view_before(view) && migra_rule_view_after(view) && migra_rule_view_plan(view));
    for (size_t i = 0; i < migra_changes_count(changes); i++) {
        migra_finding_def f = MIGRA_FINDING_DEF_INIT;
        migra_string type;
        f.change = migra_changes_at(changes, i);
        migra_change_type(f.change, &type);
        if (!is(type, "add_column")) continue;
        f.message = "a column is added";
        f.suggestion = "ask the team";
        f.severity = MIGRA_SEVERITY_CRITICAL;
        f.blocking = 1;
        CHECK(migra_emit(emitter, &f) == MIGRA_OK);
        f.message = NULL;
        CHECK(migra_emit(emitter, &f) == MIGRA_E_MISUSE);
    }
    return t->answer;
}

static migra_rule_def definition(team_rule *t) {
    migra_rule_def d = MIGRA_RULE_DEF_INIT;
    d.id = "team/no-new-columns";
    d.title = "No new columns";
    d.why = "Somebody asked for it.";
    d.check = no_text;
    d.destroy = destroy;
    d.user_data = t;
    return d;
}

static migra_status analyze(migra_context *c, const migra_analyze_options *o, migra_report **report) {
    migra_schema *before = parse(c, "postgres", "before.sql", "CREATE TABLE t (a int);");
    migra_schema *after = parse(c, "postgres", "after.sql", "CREATE TABLE t (a int, b text);");
    migra_status status = migra_analyze(before, after, o, report, NULL);
    migra_schema_free(before);
    migra_schema_free(after);
    return status;
}

static const migra_finding *find(const migra_report *r, const char *rule) {
    for (size_t i = 0; i < migra_report_finding_count(r); i++) {
        if (!strcmp(migra_finding_rule(migra_report_finding_at(r, i)), rule)) return migra_report_finding_at(r, i);
    }
    return NULL;
}

/* ---- migration files ----------------------------------------------------------------------- */

static int32_t look_at_file(const migra_rule_view *view, migra_emitter *emitter, void *user_data) {
    unsigned *calls = user_data;
    migra_string limit, table, text, source;
    size_t offset, n = migra_rule_view_statement_count(view);
    ++*calls;
    CHECK(n == 3 && migra_rule_view_statement_at(view, 3) == NULL && migra_rule_view_plan(view) == NULL);
    migra_rule_view_option(view, "most", &limit);
    CHECK(is(limit, "7"));
    migra_rule_view_option(view, "least", &limit);
    CHECK(limit.data == NULL);
    CHECK(migra_rule_view_rows(view, "t") == 25 && migra_rule_view_rows(view, "u") == -1 && migra_rule_view_rows(NULL, "t") == -1);
    CHECK(!migra_rule_view_statement_transaction(view, 0) && migra_rule_view_statement_transaction(view, 1));
    CHECK(migra_rule_view_statement_about(view, 0) == (MIGRA_ABOUT_DDL | MIGRA_ABOUT_REPEATABLE));
    CHECK((migra_rule_view_statement_about(view, 2) & (MIGRA_ABOUT_DDL | MIGRA_ABOUT_OLD)) == (MIGRA_ABOUT_DDL | MIGRA_ABOUT_OLD));
    CHECK(!migra_rule_view_statement_lock(view, 0) && !strcmp(migra_rule_view_statement_lock(view, 2), "ACCESS EXCLUSIVE"));
    migra_rule_view_statement_table(view, 2, &table);
    CHECK(is(table, "t"));
    const migra_statement *st = migra_rule_view_statement_at(view, 2);
    migra_statement_text(st, &text);
    CHECK(is(text, "ALTER TABLE t ADD COLUMN b int"));
    migra_statement_source(st, &source);
    CHECK(is(source, "1.sql"));
    migra_statement_span(st, &offset, NULL, NULL, NULL);
    migra_edit edits[] = {{offset, 5, "alter"}, {offset + 6, 5, "table"}};
    migra_finding_def f = MIGRA_FINDING_DEF_INIT;
    f.message = "capitals";
    f.edits = edits;
    f.edit_count = 2;
    CHECK(migra_emit(emitter, &f) == MIGRA_E_MISUSE); /* of what text? */
    f.statement = st;
    edits[1].offset = offset;
    CHECK(migra_emit(emitter, &f) == MIGRA_E_MISUSE); /* they overlap */
    edits[1].offset = 100000;
    CHECK(migra_emit(emitter, &f) == MIGRA_E_MISUSE);
    edits[1].offset = offset + 6;
    CHECK(migra_emit(emitter, &f) == MIGRA_OK);
    return 0;
}

static void test_rule_of_files(void) {
    static const migra_rule_option_def options[] = {{"most", MIGRA_OPTION_NUMBER, "5", "how many"}};
    migra_lint_file file = {.name = "1.sql", .transaction = MIGRA_TRANSACTION_EACH};
    migra_rule_setting on = {"team/small", -2};
    migra_rule_option seven = {"team/small.most", "7"};
    migra_table_rows rows = {"t", 25};
    migra_parse_options parse_options = MIGRA_PARSE_OPTIONS_INIT;
    migra_analyze_options o = MIGRA_ANALYZE_OPTIONS_INIT;
    migra_rule_def d = MIGRA_RULE_DEF_INIT;
    migra_context *c = new_context();
    migra_report *report = NULL;
    migra_string text;
    size_t offset = 0, length = 0;
    uint32_t line;
    unsigned calls = 0;
    file.sql = "CREATE TABLE IF NOT EXISTS u (id int);\nBEGIN;\nALTER TABLE t ADD COLUMN b int;\n";
    file.len = strlen(file.sql);
    d.id = "team/small";
    d.title = "Small letters";
    d.source = "taste";
    d.off = 1;
    d.check = look_at_file;
    d.user_data = &calls;
    d.options = options;
    d.option_count = 1;
    CHECK(migra_context_add_rule(c, &d, NULL) == MIGRA_OK);
    CHECK(!migra_rule_is_on(migra_rule_by_id(c, "small")) && !strcmp(migra_rule_source(migra_rule_by_id(c, "small")), "taste"));
    parse_options.dialect = "postgres";
    CHECK(migra_lint(c, NULL, &file, 1, &parse_options, NULL, &report, NULL) == MIGRA_OK && !calls);
    migra_report_free(report);
    o.settings = &on;
    o.setting_count = 1;
    o.rule_options = &seven;
    o.rule_option_count = 1;
    o.tables = &rows;
    o.table_count = 1;
    CHECK(migra_lint(c, NULL, &file, 1, &parse_options, &o, &report, NULL) == MIGRA_OK && calls == 1);
    const migra_finding *f = find(report, "team/small");
    CHECK(f && migra_finding_edit_count(f) == 2 && migra_finding_edit_at(f, 1, &offset, &length, &text));
    CHECK(offset == 52 && length == 5 && is(text, "table"));
    migra_finding_place(f, &text, &line, NULL);
    CHECK(is(text, "1.sql") && line == 3);
    migra_report_free(report);
    d.id = "team/other";
    d.options = NULL;
    CHECK(migra_context_add_rule(c, &d, NULL) == MIGRA_E_MISUSE);
    migra_context_free(c);
}

static void test_host_rule(void) {
    migra_context *c = new_context();
    team_rule t = {0, 0, 0};
    migra_rule_def d = definition(&t);
    migra_report *report = NULL;
    migra_string s;
    size_t builtin = migra_rule_count(NULL);
    CHECK(builtin > 20 && migra_rule_count(c) == builtin);
    CHECK(migra_context_add_rule(c, &d, NULL) == MIGRA_OK);
    CHECK(migra_rule_count(c) == builtin + 1);
    CHECK(!strcmp(migra_rule_title(migra_rule_by_id(c, "no-new-columns")), "No new columns"));
    CHECK(migra_rule_by_id(NULL, "team/no-new-columns") == NULL);
    CHECK(analyze(c, NULL, &report) == MIGRA_OK);
    const migra_finding *f = find(report, "team/no-new-columns");
    CHECK(f != NULL && t.calls == 1);
    CHECK(migra_finding_severity(f) == MIGRA_SEVERITY_CRITICAL && migra_finding_blocking(f) == 1);
    CHECK(migra_finding_change(f) == 1);
    migra_finding_suggestion(f, &s);
    CHECK(is(s, "ask the team"));
    migra_report_free(report);
    CHECK(t.destroyed == 0);
    migra_context_free(c);
    CHECK(t.destroyed == 1);
}

static void test_settings(void) {
    migra_context *c = new_context();
    team_rule t = {0, 0, MIGRA_PASS};
    migra_rule_def d = definition(&t);
    migra_rule_setting settings[] = {{"team", -1}};
    migra_analyze_options o = MIGRA_ANALYZE_OPTIONS_INIT;
    migra_report *report = NULL;
    o.settings = settings;
    o.setting_count = 1;
    CHECK(migra_context_add_rule(c, &d, NULL) == MIGRA_OK);
    CHECK(analyze(c, &o, &report) == MIGRA_OK);
    CHECK(find(report, "team/no-new-columns") == NULL);
    migra_report_free(report);
    settings[0] = (migra_rule_setting){"no-new-columns", MIGRA_SEVERITY_INFO};
    CHECK(analyze(c, &o, &report) == MIGRA_OK);
    CHECK(migra_finding_severity(find(report, "team/no-new-columns")) == MIGRA_SEVERITY_INFO);
    migra_report_free(report);
    report = NULL;
    settings[0].rule = "no/such-rule";
    CHECK(analyze(c, &o, &report) == MIGRA_E_UNKNOWN);
    CHECK(report == NULL);
    migra_context_free(c);
    CHECK(t.destroyed == 1);
}

/* Rules of taste are off until a setting switches them on, and take options. */
static void test_options(void) {
    migra_context *c = new_context();
    const migra_rule *r = migra_rule_by_id(c, "naming/table-pattern");
    migra_rule_setting on = {"naming/table-pattern", -2};
    migra_rule_option option = {"naming/table-pattern.pattern", "t_[a-z]+"};
    migra_analyze_options o = MIGRA_ANALYZE_OPTIONS_INIT;
    migra_schema *before = parse(c, "postgres", "before.sql", ""), *after = parse(c, "postgres", "after.sql", "CREATE TABLE users (id int PRIMARY KEY);");
    migra_report *report = NULL;
    migra_string name, value, what;
    CHECK(!migra_rule_is_on(r));
    CHECK(migra_rule_is_on(migra_rule_by_id(c, "data-loss/drop-table")));
    CHECK(migra_rule_option_at(r, 0, &name, &value, &what) && is(name, "pattern") && value.len && what.len);
    CHECK(!migra_rule_option_at(r, 1, &name, NULL, NULL) && !name.data);
    CHECK(migra_analyze(before, after, &o, &report, NULL) == MIGRA_OK);
    CHECK(find(report, "naming/table-pattern") == NULL);
    migra_report_free(report);
    o.settings = &on;
    o.setting_count = 1;
    o.rule_options = &option;
    o.rule_option_count = 1;
    CHECK(migra_analyze(before, after, &o, &report, NULL) == MIGRA_OK);
    CHECK(migra_finding_severity(find(report, "naming/table-pattern")) == MIGRA_SEVERITY_INFO);
    migra_report_free(report);
    report = NULL;
    option.value = "(";
    CHECK(migra_analyze(before, after, &o, &report, NULL) == MIGRA_E_MISUSE);
    option.key = "naming/table-pattern.colour";
    CHECK(migra_analyze(before, after, &o, &report, NULL) == MIGRA_E_UNKNOWN);
    migra_schema_free(before);
    migra_schema_free(after);
    migra_context_free(c);
}

static void test_facts(void) {
    migra_context *c = new_context();
    migra_facts_options o = MIGRA_FACTS_OPTIONS_INIT;
    migra_text *text = NULL;
    o.topic = "locks";
    o.dialect = "postgres";
    o.version = "15";
    CHECK(migra_facts_render(c, &o, &text, NULL) == MIGRA_OK);
    CHECK(strstr(migra_text_data(text), "ACCESS EXCLUSIVE") != NULL);
    migra_text_free(text);
    o.topic = "weather";
    CHECK(migra_facts_render(c, &o, &text, NULL) == MIGRA_E_UNKNOWN);
    o.topic = NULL;
    o.dialect = NULL;
    CHECK(migra_facts_render(c, &o, &text, NULL) == MIGRA_E_MISUSE);
    migra_context_free(c);
}

static void test_stop(void) {
    migra_context *c = new_context();
    team_rule t = {0, 0, -1};
    migra_rule_def d = definition(&t);
    migra_report *report = NULL;
    CHECK(migra_context_add_rule(c, &d, NULL) == MIGRA_OK);
    CHECK(analyze(c, NULL, &report) == MIGRA_E_CALLBACK);
    CHECK(report == NULL && t.calls == 1);
    migra_context_free(c);
}

/* Also a registration that fails calls destroy, exactly once. */
static void test_bad_definitions(void) {
    migra_context *c = new_context();
    team_rule t = {0, 0, 0};
    migra_rule_def d = definition(&t);
    d.id = "Team/Loud";
    CHECK(migra_context_add_rule(c, &d, NULL) == MIGRA_E_MISUSE && t.destroyed == 1);
    d = definition(&t);
    d.check = NULL;
    CHECK(migra_context_add_rule(c, &d, NULL) == MIGRA_E_MISUSE && t.destroyed == 2);
    d = definition(&t);
    d.id = migra_rule_id(migra_rule_at(NULL, 0));
    CHECK(migra_context_add_rule(c, &d, NULL) == MIGRA_E_MISUSE && t.destroyed == 3);
    d = definition(&t);
    CHECK(migra_context_add_rule(NULL, &d, NULL) == MIGRA_E_MISUSE && t.destroyed == 4);
    CHECK(migra_context_add_rule(c, NULL, NULL) == MIGRA_E_MISUSE);
    migra_context_free(c);
    CHECK(t.destroyed == 4);
}

static void test_registry(void) {
    migra_context *c = new_context();
    migra_text *text = NULL;
    for (size_t i = 0; i < migra_rule_count(NULL); i++) {
        const migra_rule *r = migra_rule_at(NULL, i);
        CHECK(strlen(migra_rule_id(r)) && strlen(migra_rule_title(r)) && strlen(migra_rule_why(r)) && strlen(migra_rule_fix(r)));
        CHECK(migra_rule_dialects(r) != 0);
        CHECK(i == 0 || strcmp(migra_rule_id(migra_rule_at(NULL, i - 1)), migra_rule_id(r)) < 0);
    }
    CHECK(migra_rules_to_json(c, "no-such-rule", &text, NULL) == MIGRA_E_UNKNOWN);
    CHECK(migra_rules_to_json(c, migra_rule_id(migra_rule_at(NULL, 0)), &text, NULL) == MIGRA_OK);
    CHECK(strstr(migra_text_data(text), "migra.rules/1") != NULL);
    migra_text_free(text);
    migra_context_free(c);
}

void test_rules(void) {
    test_host_rule();
    test_rule_of_files();
    test_settings();
    test_stop();
    test_options();
    test_facts();
    test_bad_definitions();
    test_registry();
}
