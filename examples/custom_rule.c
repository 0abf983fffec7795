/* Rules of your own, in C, with all that a built-in one has: changes and both schemas, each statement of a migration file with its lock
 * and its transaction, the sizes of tables, options, a place, a query to check with, and a fix.
 *
 *   cc -std=c99 custom_rule.c $(pkg-config --cflags --libs migra) -o custom_rule
 *   ./custom_rule FILE.sql [large-table-rows]        a migration for PostgreSQL */
#include <migra/migra.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- a rule about what results: columns of money are numeric, not floating point -------------------------------- */

static int is_float(const migra_schema *schema, const migra_object *column)
{
    migra_text *type = NULL;
    int yes;
    if (strcmp(migra_object_kind(column), "column") != 0 || migra_object_attribute(schema, column, "data_type", &type, NULL) != MIGRA_OK)
        return 0;
    yes = type && (!strcmp(migra_text_data(type), "double precision") || !strcmp(migra_text_data(type), "real"));
    migra_text_free(type); /* NULL is fine */
    return yes;
}

static void look_at(const migra_schema *schema, const migra_change *change, const migra_object *column, migra_emitter *emitter)
{
    migra_finding_def f = MIGRA_FINDING_DEF_INIT;
    migra_string name;
    char message[200];
    if (!is_float(schema, column))
        return;
    migra_object_name(column, &name);
    snprintf(message, sizeof message, "Column %.*s is of a floating point type: sums of money will be off by a cent.", (int)name.len, name.data);
    f.change = change;
    f.object = column;
    f.message = message;
    f.suggestion = "Take numeric(12,2).";
    migra_emit(emitter, &f);
}

static int32_t no_float(const migra_rule_view *view, migra_emitter *emitter, void *user_data)
{
    const migra_changes *changes = migra_rule_view_changes(view);
    const migra_schema *after = migra_rule_view_after(view);
    size_t i;
    (void)user_data;
    for (i = 0; i < migra_changes_count(changes); i++) {
        const migra_change *change = migra_changes_at(changes, i);
        const migra_object *made = migra_change_after(change), *child;
        if (!made || migra_change_before(change))
            continue; /* only what is new */
        look_at(after, change, made, emitter);
        for (child = migra_object_first_child(made); child; child = migra_object_next(child))
            look_at(after, change, child, emitter);
    }
    return 0;
}

/* ---- a rule about the file as it is written: who locks a large table says how long it may wait, right before ---------- */

static int is_timeout(const migra_statement *statement)
{
    migra_string text;
    migra_statement_text(statement, &text);
    return text.len > 20 && (!memcmp(text.data, "SET lock_timeout", 16) || !memcmp(text.data, "SET LOCAL lock_timeout", 22));
}

static int32_t short_wait(const migra_rule_view *view, migra_emitter *emitter, void *user_data)
{
    migra_string most, table;
    size_t i, offset;
    (void)user_data;
    migra_rule_view_option(view, "rows", &most);
    for (i = 0; i < migra_rule_view_statement_count(view); i++) {
        const migra_statement *statement = migra_rule_view_statement_at(view, i);
        const char *lock = migra_rule_view_statement_lock(view, i);
        migra_finding_def f = MIGRA_FINDING_DEF_INIT;
        migra_edit edit;
        char name[64], message[250];
        migra_rule_view_statement_table(view, i, &table);
        snprintf(name, sizeof name, "%.*s", (int)table.len, table.len ? table.data : "");
        if (!lock || migra_rule_view_rows(view, name) < atol(most.data) || (i && is_timeout(migra_rule_view_statement_at(view, i - 1))))
            continue;
        migra_statement_span(statement, &offset, NULL, NULL, NULL);
        snprintf(message, sizeof message, "The statement waits for %s on %s, which has more than %.*s rows, and says not how long.", lock, name,
                 (int)most.len, most.data);
        edit.offset = offset;
        edit.length = 0;
        edit.text = migra_rule_view_statement_transaction(view, i) ? "SET LOCAL lock_timeout = '1s';\n" : "SET lock_timeout = '1s';\n";
        f.statement = statement;
        f.severity = MIGRA_SEVERITY_ERROR;
        f.blocking = 1;
        f.message = message;
        f.suggestion = "SET lock_timeout = '1s' right before it, and another try when it fails.";
        f.probe_sql = "SELECT relname, reltuples FROM pg_class ORDER BY reltuples DESC LIMIT 10";
        f.edits = &edit; /* the host asks for them by migra_finding_edit_at */
        f.edit_count = 1;
        if (migra_emit(emitter, &f) != MIGRA_OK)
            return -1; /* migra_lint returns MIGRA_E_CALLBACK */
    }
    return 0;
}

static migra_status add_rules(migra_context *context, migra_error **err)
{
    static const migra_rule_option_def options[] = {{"rows", MIGRA_OPTION_NUMBER, "1000000", "from how many rows on a table is large"}};
    migra_rule_def money = MIGRA_RULE_DEF_INIT, wait = MIGRA_RULE_DEF_INIT;
    migra_status status;
    money.id = "team/no-float";
    money.title = "money in floating point";
    money.why = "0.1 + 0.2 is not 0.3.";
    money.check = no_float;
    wait.id = "team/short-wait";
    wait.title = "a large table is locked, whatever that waits for";
    wait.dialects = MIGRA_DIALECT_BIT_POSTGRES;
    wait.options = options;
    wait.option_count = 1;
    wait.check = short_wait;
    status = migra_context_add_rule(context, &money, err);
    return status ? status : migra_context_add_rule(context, &wait, err);
}

/* ---- the host ------------------------------------------------------------------------------------------------------ */

static size_t read_file(const char *path, char *into, size_t size)
{
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(into, 1, size, f) : 0;
    if (f)
        fclose(f);
    return n;
}

static void show(const migra_report *report)
{
    size_t i, k, offset, length;
    migra_string place, message, text;
    uint32_t line, column;
    for (i = 0; i < migra_report_finding_count(report); i++) {
        const migra_finding *f = migra_report_finding_at(report, i);
        if (strncmp(migra_finding_rule(f), "team/", 5) != 0)
            continue; /* the built-in ones find things, too */
        migra_finding_place(f, &place, &line, &column);
        migra_finding_message(f, &message);
        printf("%.*s:%u:%u: %s: %s: %.*s\n", (int)place.len, place.data, (unsigned)line, (unsigned)column,
               migra_severity_name(migra_finding_severity(f)), migra_finding_rule(f), (int)message.len, message.data);
        for (k = 0; migra_finding_edit_at(f, k, &offset, &length, &text); k++)
            printf("  fix: at byte %lu put %.*s\n", (unsigned long)offset, (int)text.len, text.data);
    }
}

int main(int argc, char **argv)
{
    static char text[1 << 20];
    migra_context *context = NULL;
    migra_report *report = NULL;
    migra_error *err = NULL;
    migra_parse_options parse = MIGRA_PARSE_OPTIONS_INIT;
    migra_analyze_options options = MIGRA_ANALYZE_OPTIONS_INIT;
    migra_table_rows sizes[] = {{"orders", 40000000}, {"users", 2000}};
    migra_rule_option limit;
    migra_lint_file file = {0};
    int failed;
    if (argc < 2) {
        fprintf(stderr, "usage: %s FILE.sql [large-table-rows]\n", argv[0]);
        return 2;
    }
    limit.key = "team/short-wait.rows";
    limit.value = argc > 2 ? argv[2] : "1000000";
    options.rule_options = &limit; /* a host hands on what its configuration says */
    options.rule_option_count = 1;
    options.tables = sizes;
    options.table_count = 2;
    parse.dialect = "postgres";
    file.name = argv[1];
    file.sql = text;
    file.len = read_file(argv[1], text, sizeof text);
    failed = migra_context_new(NULL, &context, &err) || add_rules(context, &err) ||
             migra_lint(context, NULL, &file, 1, &parse, &options, &report, &err);
    if (failed)
        fprintf(stderr, "%s\n", migra_error_message(err));
    else
        show(report);
    migra_error_free(err);
    migra_report_free(report);
    migra_context_free(context);
    return failed ? 2 : 0;
}
