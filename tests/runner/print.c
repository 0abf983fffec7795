/* What an expectation is compared with, all through the public API. */
#include "runner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool failed(text *out, migra_error *err) {
    text_printf(out, "error: %s\n", migra_error_message(err));
    migra_error_free(err);
    return false;
}

const char *case_option(const test_case *c, const char *key) {
    for (size_t i = c->n_options; i-- > 0;) {
        if (!strcmp(c->options[i].key, key)) return c->options[i].value;
    }
    return NULL;
}

static bool is_on(const char *value) {
    return value && (!strcmp(value, "yes") || !strcmp(value, "true"));
}

/* ---- schemas ----------------------------------------------------------------------- */

/* A folder of the path that is called as a dialect. */
static const char *dialect_of_path(const char *path) {
    static const char *const names[] = {"postgres", "mysql", "mariadb", "sqlite"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = strlen(names[i]);
        for (const char *p = path; (p = strstr(p, names[i])); p++) {
            if (p > path && p[-1] == '/' && p[n] == '/') return names[i];
        }
    }
    return NULL;
}

static migra_schema *read_text(test_case *c, const char *name, const char *sql, size_t len, text *out) {
    migra_parse_options o = MIGRA_PARSE_OPTIONS_INIT;
    migra_schema *s = NULL;
    migra_error *err = NULL;
    o.dialect = case_option(c, "dialect");
    if (!o.dialect) o.dialect = dialect_of_path(c->path);
    if (o.dialect && !strcmp(o.dialect, "infer")) o.dialect = NULL;
    o.engine_version = case_option(c, "engine_version");
    o.source_name = name;
    if (!c->context && migra_context_new(NULL, &c->context, &err)) return failed(out, err), NULL;
    if (migra_schema_parse(c->context, sql, len, &o, &s, &err)) return failed(out, err), NULL;
    return s;
}

static migra_schema *schema_of(test_case *c, int which, text *out) {
    static const char *const names[] = {"input.sql", "before.sql", "after.sql"};
    const section *const sections[] = {c->input, c->before, c->after};
    const section *s = sections[which];
    if (!s && which != 1) {
        text_printf(out, "error: the case has no %s\n", which ? "--- after" : "--- input");
        return NULL;
    }
    if (!c->schemas[which]) c->schemas[which] = read_text(c, names[which], s ? s->body.p : "", s ? s->body.n : 0, out);
    return c->schemas[which];
}

static migra_schema *read_schema(test_case *c, text *out) {
    return schema_of(c, c->input ? 0 : 2, out);
}

/* ---- expectations about reading --------------------------------------------------------- */

static bool print_parse(test_case *c, text *out) {
    static const char *const words[] = {"no", "partial", "full"};
    migra_schema *s = read_schema(c, out);
    for (size_t i = 0; s && i < migra_schema_statement_count(s); i++) {
        const migra_statement *st = migra_schema_statement_at(s, i);
        migra_string object;
        uint32_t line, column;
        migra_statement_object(st, &object);
        migra_statement_span(st, NULL, NULL, &line, &column);
        text_printf(out, "%u:%u %s ", line, column, migra_statement_kind(st));
        text_string(out, &object);
        text_printf(out, "%s%s\n", object.len ? " " : "", words[migra_statement_understood(st)]);
    }
    return s != NULL;
}

static bool print_error(test_case *c, text *out) {
    migra_schema *s = read_schema(c, out);
    for (size_t i = 0; s && i < migra_schema_diagnostic_count(s); i++) {
        const migra_diagnostic *d = migra_schema_diagnostic_at(s, i);
        migra_string message, hint;
        uint32_t line, column;
        migra_diagnostic_message(d, &message);
        migra_diagnostic_hint(d, &hint);
        migra_diagnostic_span(d, NULL, NULL, &line, &column);
        text_printf(out, "%u:%u %s %s: ", line, column, migra_severity_name(migra_diagnostic_severity(d)),
                    migra_diagnostic_code(d));
        text_string(out, &message);
        size_t n = migra_diagnostic_expected_count(d);
        for (size_t k = 0; k < n; k++) {
            migra_string e;
            migra_diagnostic_expected_at(d, k, &e);
            text_printf(out, "%s", k ? ", " : "\n  expected: ");
            text_string(out, &e);
        }
        if (hint.len) text_printf(out, "\n  hint: ");
        text_string(out, &hint);
        text_add(out, "\n", 1);
    }
    return s != NULL;
}

/* Reading what was printed must give the same schema and the same text. */
static bool check_round_trip(test_case *c, const migra_schema *s, const migra_text *ddl, text *out) {
    migra_schema *again = read_text(c, "dump.sql", migra_text_data(ddl), migra_text_len(ddl), out);
    migra_text *difference = NULL, *twice = NULL;
    migra_error *err = NULL;
    int32_t equal = 0;
    if (!again) return false;
    bool ok = !migra_schema_equal(s, again, &equal, &difference, &err) && !migra_schema_print(again, &twice, &err);
    if (!ok) failed(out, err);
    else if (!equal) text_printf(out, "error: read again, the dump differs: %s\n", migra_text_data(difference));
    else if (strcmp(migra_text_data(twice), migra_text_data(ddl))) {
        text_printf(out, "error: read again, the dump is spelt differently:\n%s", migra_text_data(twice));
        equal = 0;
    }
    migra_text_free(difference);
    migra_text_free(twice);
    migra_schema_free(again);
    return ok && equal;
}

static bool print_dump(test_case *c, text *out) {
    migra_schema *s = read_schema(c, out);
    migra_text *ddl = NULL;
    migra_error *err = NULL;
    if (!s) return false;
    if (migra_schema_print(s, &ddl, &err)) return failed(out, err);
    text_add(out, migra_text_data(ddl), migra_text_len(ddl));
    bool ok = check_round_trip(c, s, ddl, out);
    migra_text_free(ddl);
    return ok;
}

/* ---- the report ------------------------------------------------------------------------------ */

static bool take_rename(migra_rename *r, char *value) {
    char *colon = strchr(value, ':');
    if (!colon) return false;
    *colon = 0;
    *r = (migra_rename){value, colon + 1};
    return true;
}

/* "--- migration 002.sql file goose": how it is sent, and by which tool, may be said. */
static migra_lint_file lint_file(test_case *c, const section *s, char *words) {
    static const char *const modes[] = {"each", "file", "string", "auto"};
    static const char *const histories[] = {"new", "inserted", "edited"};
    migra_lint_file f = {.name = "migration.sql", .sql = s->body.p, .len = s->body.n};
    char *name = strtok(words, " "), *word;
    if (name) f.name = name;
    while (name && (word = strtok(NULL, " "))) {
        bool known = false;
        for (int i = 0; i < 4; i++) if (!strcmp(word, modes[i])) f.transaction = i, known = true;
        for (int i = 0; i < 3; i++) if (!strcmp(word, histories[i])) f.history = i, known = true;
        if (!known) f.tool = word;
    }
    (void)c;
    return f;
}

static migra_report *lint_of(test_case *c, const migra_analyze_options *o, text *out) {
    migra_lint_file files[MAX_MIGRATIONS];
    char *words[MAX_MIGRATIONS];
    migra_parse_options p = MIGRA_PARSE_OPTIONS_INIT;
    migra_error *err = NULL;
    migra_schema *base = c->before ? schema_of(c, 1, out) : NULL;
    p.dialect = case_option(c, "dialect");
    if (!p.dialect) p.dialect = dialect_of_path(c->path);
    p.engine_version = case_option(c, "engine_version");
    p.source_name = "migrations";
    if (c->before && !base) return NULL;
    if (!c->context && migra_context_new(NULL, &c->context, &err)) return failed(out, err), NULL;
    for (size_t i = 0; i < c->n_migrations; i++) {
        words[i] = malloc(strlen(c->migrations[i]->arg) + 1);
        if (!words[i]) exit(2);
        files[i] = lint_file(c, c->migrations[i], strcpy(words[i], c->migrations[i]->arg));
    }
    if (migra_lint(c->context, base, files, c->n_migrations, &p, o, &c->report, &err)) failed(out, err);
    for (size_t i = 0; i < c->n_migrations; i++) free(words[i]);
    return c->report;
}

static migra_report *report_of(test_case *c, text *out) {
    migra_diff_options diff = MIGRA_DIFF_OPTIONS_INIT;
    migra_plan_options plan = MIGRA_PLAN_OPTIONS_INIT;
    migra_analyze_options o = MIGRA_ANALYZE_OPTIONS_INIT;
    migra_rename renames[MAX_OPTIONS];
    migra_rule_setting settings[MAX_OPTIONS];
    migra_rule_option rule_options[MAX_OPTIONS];
    migra_table_rows tables[MAX_OPTIONS];
    migra_error *err = NULL;
    if (c->report) return c->report;
    for (size_t i = 0; i < c->n_options; i++) {
        char *value = c->options[i].value;
        if (!strcmp(c->options[i].key, "rename") && take_rename(&renames[diff.declared_count], value)) diff.declared_count++;
        char *eq = strrchr(value, '=');
        if (!strcmp(c->options[i].key, "on")) settings[o.setting_count++] = (migra_rule_setting){value, -2};
        if (!strcmp(c->options[i].key, "rule_option") && eq) {
            *eq = 0;
            rule_options[o.rule_option_count++] = (migra_rule_option){value, eq + 1};
        }
        if (!strcmp(c->options[i].key, "rows") && eq) {
            *eq = 0;
            tables[o.table_count++] = (migra_table_rows){value, atoll(eq + 1)};
        }
        if (!strcmp(c->options[i].key, "ignore")) settings[o.setting_count++] = (migra_rule_setting){value, -1};
    }
    const char *strategy = case_option(c, "strategy"), *renamed = case_option(c, "renames");
    if (strategy && !strcmp(strategy, "fast")) plan.strategy = MIGRA_STRATEGY_FAST;
    if (strategy && !strcmp(strategy, "online")) plan.strategy = MIGRA_STRATEGY_ONLINE;
    if (renamed && !strcmp(renamed, "never")) diff.renames = MIGRA_RENAMES_NEVER;
    if (case_option(c, "staged_renames"))
        plan.staged_renames = is_on(case_option(c, "staged_renames")) ? MIGRA_RENAMES_STAGED : MIGRA_RENAMES_PLAIN;
    const char *tool = case_option(c, "online_tool");
    if (tool)
        plan.online_tool = !strcmp(tool, "gh-ost") ? MIGRA_TOOL_GH_OST : MIGRA_TOOL_PT_OSC;
    plan.if_exists = is_on(case_option(c, "if_exists"));
    if (case_option(c, "save_data")) plan.save_data = is_on(case_option(c, "save_data"));
    diff.declared = renames;
    o.settings = settings;
    o.rule_options = rule_options;
    o.tables = tables;
    o.without_plan = is_on(case_option(c, "lint"));
    o.diff = &diff;
    o.plan = &plan;
    if (c->n_migrations) return lint_of(c, &o, out);
    migra_schema *before = schema_of(c, 1, out), *after = before ? schema_of(c, 2, out) : NULL;
    if (!after) return NULL;
    if (migra_analyze(before, after, &o, &c->report, &err)) return failed(out, err), NULL;
    return c->report;
}

static void print_subject(text *out, const migra_change *ch) {
    migra_string schema, table, name;
    migra_change_schema(ch, &schema);
    migra_change_table(ch, &table);
    migra_change_name(ch, &name);
    if (schema.len) text_string(out, &schema), text_add(out, ".", 1);
    bool is_table = table.len == name.len && table.len && !memcmp(table.data, name.data, name.len) &&
                    strstr(migra_change_object_kind(ch), "table");
    if (table.len && !is_table) text_string(out, &table), text_add(out, ".", name.len ? 1 : 0);
    text_string(out, &name);
}

static void print_marks(text *out, const migra_change *ch) {
    static const char *const loss[] = {NULL, "may lose data", "loses data"};
    const char *between = " [";
    if (migra_change_data_loss(ch)) text_printf(out, "%s%s", between, loss[migra_change_data_loss(ch)]), between = ", ";
    if (!migra_change_reversible(ch)) text_printf(out, "%sirreversible", between), between = ", ";
    uint32_t sure = migra_change_confidence(ch);
    if (sure) text_printf(out, "%s%u%% sure", between, sure), between = ", ";
    if (between[0] == ',') text_add(out, "]", 1);
}

static void print_values(text *out, const migra_change *ch) {
    migra_string from, to;
    migra_change_from(ch, &from);
    migra_change_to(ch, &to);
    if (!from.len && !to.len) return;
    text_printf(out, ": ");
    text_string(out, &from);
    text_printf(out, "%s->%s", from.len ? " " : "", to.len ? " " : "");
    text_string(out, &to);
}

static bool print_diff(test_case *c, text *out) {
    const migra_report *r = report_of(c, out);
    const migra_changes *changes = migra_report_changes(r);
    for (size_t i = 0; i < migra_changes_count(changes); i++) {
        const migra_change *ch = migra_changes_at(changes, i);
        migra_string type;
        migra_change_type(ch, &type);
        text_printf(out, "%c ", !migra_change_before(ch) ? '+' : !migra_change_after(ch) ? '-' : '~');
        text_string(out, &type);
        text_add(out, " ", 1);
        print_subject(out, ch);
        print_values(out, ch);
        print_marks(out, ch);
        text_add(out, "\n", 1);
    }
    return r != NULL;
}

static bool print_findings(test_case *c, text *out) {
    const migra_report *r = report_of(c, out);
    for (size_t i = 0; i < migra_report_finding_count(r); i++) {
        const migra_finding *f = migra_report_finding_at(r, i);
        migra_string source, message;
        uint32_t line, column;
        migra_finding_place(f, &source, &line, &column);
        migra_finding_message(f, &message);
        text_printf(out, "%s %s", migra_severity_name(migra_finding_severity(f)), migra_finding_rule(f));
        if (migra_finding_change(f)) text_printf(out, " c%u", migra_finding_change(f));
        if (source.len) text_add(out, " ", 1), text_string(out, &source);
        if (source.len && line) text_printf(out, ":%u:%u", line, column);
        text_printf(out, ": ");
        text_string(out, &message);
        text_printf(out, "%s\n", migra_finding_blocking(f) ? " [blocking]" : "");
    }
    return r != NULL;
}

static bool print_document(test_case *c, text *out, const char *format, int down) {
    migra_render_options o = MIGRA_RENDER_OPTIONS_INIT;
    migra_report *r = report_of(c, out);
    migra_text *t = NULL;
    migra_error *err = NULL;
    if (!r) return false;
    o.format = format;
    o.down = down || is_on(case_option(c, "down"));
    o.phase = case_option(c, "phase");
    if (migra_report_render(r, &o, &t, &err)) return failed(out, err);
    text_add(out, migra_text_data(t), migra_text_len(t));
    migra_text_free(t);
    return true;
}

static void print_proof(text *out, const migra_plan *p, int down) {
    static const char *const words[] = {"no", "replayed", "executed"};
    migra_string why;
    migra_plan_not_verified_reason(p, down, &why);
    text_printf(out, "%s: %s", down ? "rollback" : "plan", words[migra_plan_verified(p, down)]);
    if (why.len) text_printf(out, ": ");
    text_string(out, &why);
    if (down) text_printf(out, ", %s", migra_plan_rollback_complete(p) ? "complete" : "not complete");
    text_add(out, "\n", 1);
}

static bool print_verified(test_case *c, text *out) {
    const migra_report *r = report_of(c, out);
    if (!r) return false;
    print_proof(out, migra_report_plan(r), 0);
    print_proof(out, migra_report_plan(r), 1);
    text_printf(out, "score: %u %s\n", migra_report_score(r), migra_report_level(r));
    return true;
}

/* Both ways: equality that holds in one direction only is a bug. */
static bool print_empty(test_case *c, text *out) {
    if (!print_diff(c, out)) return false;
    migra_changes *back = NULL;
    migra_error *err = NULL;
    if (migra_diff(schema_of(c, 2, out), schema_of(c, 1, out), NULL, &back, &err)) return failed(out, err);
    size_t n = migra_changes_count(back);
    if (n) text_printf(out, "error: the other way round there are %zu changes\n", n);
    migra_changes_free(back);
    return true;
}

bool case_print(test_case *c, const char *what, text *out) {
    text_add(out, "", 0);
    if (!strcmp(what, "parse")) return print_parse(c, out);
    if (!strcmp(what, "error")) return print_error(c, out);
    if (!strcmp(what, "dump")) return print_dump(c, out);
    if (!strcmp(what, "diff")) return print_diff(c, out);
    if (!strcmp(what, "findings")) return print_findings(c, out);
    if (!strcmp(what, "plan")) return print_document(c, out, "sql", 0);
    if (!strcmp(what, "rollback")) return print_document(c, out, "sql", 1);
    if (!strcmp(what, "verified")) return print_verified(c, out);
    if (!strcmp(what, "report")) return print_document(c, out, "json", 0);
    if (!strcmp(what, "text")) return print_document(c, out, "text", 0);
    static const char *const documents[] = {"markdown", "sarif", "junit", "github", "gitlab", "html"};
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        if (!strcmp(what, documents[i])) return print_document(c, out, what, 0);
    }
    if (!strcmp(what, "empty")) return print_empty(c, out);
    text_printf(out, "error: unknown expectation \"%s\"\n", what);
    return false;
}

void case_reset(test_case *c) {
    migra_report_free(c->report);
    for (int i = 0; i < 3; i++) migra_schema_free(c->schemas[i]);
    migra_context_free(c->context);
    c->report = NULL;
    c->schemas[0] = c->schemas[1] = c->schemas[2] = NULL;
    c->context = NULL;
}
