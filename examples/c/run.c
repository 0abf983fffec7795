/* Runs the plan from one schema to another on a SQLite database: the library says what comes next, the program has the connection.
 *   run DATABASE BEFORE.sql AFTER.sql      cc run.c $(pkg-config --cflags --libs migra sqlite3) */
#include <migra/migra.h>
#include <sqlite3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int tell_row(void *run, int columns, char **values, char **names)
{
    (void)names;
    if (columns && migra_run_next(run, NULL) == MIGRA_RUN_QUERY)
        migra_run_row(run, values[0], values[0] ? strlen(values[0]) : 0);
    return 0;
}

static int run_plan(sqlite3 *db, const migra_plan *plan)
{
    migra_run *run = NULL;
    migra_string text;
    int32_t next;
    if (migra_run_new(plan, NULL, &run, NULL) != MIGRA_OK)
        return 0;
    while ((next = migra_run_next(run, &text)) < MIGRA_RUN_DONE) {
        char *sql = sqlite3_mprintf("%.*s", (int)text.len, text.data), *refused = NULL;
        if (next == MIGRA_RUN_MANUAL)
            migra_run_refused(run, sql); /* nobody is here to do it */
        else if (sqlite3_exec(db, sql, tell_row, run, &refused) == SQLITE_OK)
            migra_run_ok(run);
        else
            migra_run_refused(run, refused);
        sqlite3_free(refused);
        sqlite3_free(sql);
    }
    if (next == MIGRA_RUN_FAILED)
        fprintf(stderr, "stopped at step %u: %.*s\n", (unsigned)migra_run_step(run), (int)text.len, text.data);
    printf("%u steps done\n", (unsigned)migra_run_steps_done(run));
    migra_run_free(run);
    return next == MIGRA_RUN_DONE;
}

static migra_schema *read_schema(migra_context *context, const char *path)
{
    static char text[1 << 20];
    migra_parse_options options = MIGRA_PARSE_OPTIONS_INIT;
    migra_schema *schema = NULL;
    FILE *f = fopen(path, "rb");
    size_t len = f ? fread(text, 1, sizeof text, f) : 0;
    options.dialect = "sqlite";
    options.source_name = path;
    if (f) {
        migra_schema_parse(context, text, len, &options, &schema, NULL);
        fclose(f);
    }
    return schema;
}

int main(int argc, char **argv)
{
    migra_context *context = NULL;
    migra_schema *before = NULL, *after = NULL;
    migra_report *report = NULL;
    sqlite3 *db = NULL;
    int done = 0;
    if (argc == 4 && sqlite3_open(argv[1], &db) == SQLITE_OK && migra_context_new(NULL, &context, NULL) == MIGRA_OK &&
        (before = read_schema(context, argv[2])) && (after = read_schema(context, argv[3])) &&
        migra_analyze(before, after, NULL, &report, NULL) == MIGRA_OK)
        done = run_plan(db, migra_report_plan(report));
    migra_report_free(report);
    migra_schema_free(after);
    migra_schema_free(before);
    migra_context_free(context);
    sqlite3_close(db);
    return done ? 0 : 1;
}
