/* The conformance cases in C; tests/conformance/README.md says what they are.
 *   conformance CASE.json... */
#include "json.h"

#include "migra/migra.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned passed, failed;

/* ---- what is printed --------------------------------------------------------------- */

typedef struct buffer {
    char *data;
    size_t len;
} buffer;

static void add(buffer *b, const char *p, size_t n) {
    b->data = realloc(b->data, b->len + n + 1);
    if (!b->data) exit(2);
    memcpy(b->data + b->len, p, n);
    b->data[b->len += n] = 0;
}

static void add_z(buffer *b, const char *z) {
    add(b, z, strlen(z));
}

static void add_text(buffer *b, migra_text *text) {
    add(b, migra_text_data(text), migra_text_len(text));
    migra_text_free(text);
}

/* ---- options ------------------------------------------------------------------------- */

static int32_t named(const char *value, const char *const *names, int32_t first) {
    for (int32_t i = 0; value && names[i]; i++) {
        if (!strcmp(names[i], value)) return first + i;
    }
    return 0;
}

static const char *const severities[] = {"on", "off", "info", "warning", "error", "critical", NULL}; /* from MIGRA_RULE_ON */

static int32_t severity_of(const char *name) {
    return named(name, severities, MIGRA_RULE_ON);
}

#define MAX_LIST 32

typedef struct options {
    migra_diff_options diff;
    migra_plan_options plan;
    migra_analyze_options analyze;
    migra_render_options render;
    migra_rename renames[MAX_LIST];
    migra_rule_setting settings[MAX_LIST];
    migra_rule_option rule_options[MAX_LIST];
} options;

static void take_diff(options *o, const json *j) {
    static const char *const renames[] = {"auto", "never", NULL};
    o->diff.renames = named(json_text(j, "renames"), renames, 0);
    o->diff.ignore_owners = json_true(j, "ignore_owners");
    o->diff.ignore_grants = json_true(j, "ignore_grants");
    o->diff.ignore_comments = json_true(j, "ignore_comments");
    const json *declared = json_get(j, "declared");
    for (const json *m = declared ? declared->first : NULL; m; m = m->next) {
        o->renames[o->diff.declared_count++] = (migra_rename){m->key, m->text};
    }
    o->diff.declared = o->renames;
}

static void take_plan(options *o, const json *j) {
    static const char *const strategies[] = {"safe", "fast", "online", NULL};
    static const char *const renames[] = {"by_strategy", "staged", "plain", NULL};
    static const char *const tools[] = {"none", "gh_ost", "pt_osc", NULL};
    o->plan.strategy = named(json_text(j, "strategy"), strategies, 0);
    o->plan.staged_renames = named(json_text(j, "staged_renames"), renames, 0);
    o->plan.online_tool = named(json_text(j, "online_tool"), tools, 0);
    if (json_get(j, "save_data")) o->plan.save_data = json_true(j, "save_data");
    o->plan.batch_rows = (uint32_t)json_number(j, "batch_rows");
}

static void take_render(options *o, const json *j) {
    o->render.format = json_text(j, "format") ? json_text(j, "format") : "json";
    o->render.phase = json_text(j, "phase");
    o->render.down = json_true(j, "down");
    o->render.plan_only = json_true(j, "plan_only");
    o->render.color = json_true(j, "color");
    o->render.verbosity = (int32_t)json_number(j, "verbosity");
    o->render.width = (uint32_t)json_number(j, "width");
}

static void take_options(options *o, const json *step) {
    *o = (options){MIGRA_DIFF_OPTIONS_INIT, MIGRA_PLAN_OPTIONS_INIT, MIGRA_ANALYZE_OPTIONS_INIT, MIGRA_RENDER_OPTIONS_INIT,
                   {{0}}, {{0}}, {{0}}};
    take_diff(o, json_get(step, "diff"));
    take_plan(o, json_get(step, "plan"));
    take_render(o, json_get(step, "render"));
    o->analyze.diff = &o->diff;
    o->analyze.plan = &o->plan;
    o->analyze.without_plan = json_true(step, "without_plan");
    o->analyze.settings = o->settings;
    o->analyze.rule_options = o->rule_options;
    const json *settings = json_get(step, "settings"), *rule_options = json_get(step, "rule_options");
    for (const json *m = settings ? settings->first : NULL; m; m = m->next) {
        o->settings[o->analyze.setting_count++] = (migra_rule_setting){m->key, severity_of(m->text)};
    }
    for (const json *m = rule_options ? rule_options->first : NULL; m; m = m->next) {
        o->rule_options[o->analyze.rule_option_count++] = (migra_rule_option){m->key, m->text};
    }
}

/* ---- rules of the host ------------------------------------------------------------------ */

typedef struct test_rule {
    const json *def;
    buffer *asked; /* what the rules were asked, in order */
} test_rule;

/* What a rule sees beside the changes: both schemas and the plan. */
static void add_view(buffer *b, const migra_rule_view *view) {
    migra_text *text = NULL;
    migra_schema_print(migra_rule_view_before(view), &text, NULL);
    add_text(b, text);
    migra_schema_print(migra_rule_view_after(view), &text, NULL);
    add_text(b, text);
    if (!migra_rule_view_plan(view)) return;
    migra_plan_to_json(migra_rule_view_plan(view), &text, NULL);
    add_text(b, text);
}

static int32_t check_rule(const migra_rule_view *view, migra_emitter *emitter, void *user_data) {
    const test_rule *r = user_data;
    const migra_changes *changes = migra_rule_view_changes(view);
    const char *does = json_text(r->def, "does");
    migra_text *document = NULL;
    migra_changes_to_json(changes, &document, NULL);
    add_z(r->asked, json_text(r->def, "id"));
    add_z(r->asked, " ");
    add_text(r->asked, document);
    if (json_true(r->def, "shows_all")) add_view(r->asked, view);
    if (!strcmp(does, "pass")) return MIGRA_PASS;
    if (!strcmp(does, "stop")) return -1;
    for (size_t i = 0; i < migra_changes_count(changes); i++) {
        migra_finding_def f = MIGRA_FINDING_DEF_INIT;
        migra_string type;
        f.change = migra_changes_at(changes, i);
        migra_change_type(f.change, &type);
        const json *on = json_get(r->def, "on");
        if (on->len != type.len || memcmp(on->text, type.data, type.len)) continue;
        f.message = json_text(r->def, "message");
        f.suggestion = json_text(r->def, "suggestion");
        f.probe_sql = json_text(r->def, "probe_sql");
        f.blocking = json_true(r->def, "blocking");
        if (json_text(r->def, "finding_severity")) f.severity = severity_of(json_text(r->def, "finding_severity"));
        migra_emit(emitter, &f);
    }
    return 0;
}

static uint32_t dialect_bits(const json *list) {
    static const char *const names[] = {"postgres", "mysql", "mariadb", "sqlite", NULL};
    uint32_t bits = 0;
    for (const json *d = list ? list->first : NULL; d; d = d->next) bits |= 1u << named(d->text, names, 0);
    return bits;
}

static migra_status add_rule(migra_context *c, test_rule *rule, migra_error **err) {
    migra_rule_def d = MIGRA_RULE_DEF_INIT;
    d.id = json_text(rule->def, "id");
    d.title = json_text(rule->def, "title");
    if (json_text(rule->def, "severity")) d.severity = severity_of(json_text(rule->def, "severity"));
    d.dialects = dialect_bits(json_get(rule->def, "dialects"));
    d.why = json_text(rule->def, "why");
    d.fix = json_text(rule->def, "fix");
    d.check = check_rule;
    d.user_data = rule;
    return migra_context_add_rule(c, &d, err);
}

/* ---- sources ------------------------------------------------------------------------------ */

typedef struct world {
    const json *test;
    migra_context *context;
    buffer asked;
    migra_text *text; /* what a step made */
    buffer made;      /* or what was put together */
} world;

static migra_status read_files(migra_schema *schema, const json *files, migra_error **err) {
    for (const json *f = files->first; f; f = f->next) {
        const json *sql = f->first->next;
        migra_status status = migra_schema_read(schema, f->first->text, sql->text, sql->len, err);
        if (status) return status;
    }
    return migra_schema_finish(schema, err);
}

static migra_status read_source(const world *w, const char *name, migra_schema **out, migra_error **err) {
    const json *source = json_get(json_get(w->test, "sources"), name), *files = json_get(source, "files"), *sql = json_get(source, "sql");
    migra_parse_options o = MIGRA_PARSE_OPTIONS_INIT;
    o.dialect = json_text(source, "dialect");
    o.engine_version = json_text(source, "engine_version");
    o.source_name = json_text(source, "source_name");
    if (!files) return migra_schema_parse(w->context, sql->text, sql->len, &o, out, err);
    migra_status status = migra_schema_new(w->context, &o, out, err);
    if (status) return status;
    status = read_files(*out, files, err);
    if (status) {
        migra_schema_free(*out);
        *out = NULL;
    }
    return status;
}

/* ---- calls ------------------------------------------------------------------------------------ */

static void number_text(buffer *b, const char *before, uint32_t n) {
    char text[40];
    snprintf(text, sizeof text, "%s%u", before, (unsigned)n);
    add_z(b, text);
}

/* The plan on a host that answers as the case says; what it was asked is the result. */
static migra_status run_plan(world *w, const migra_plan *plan, const json *step, migra_error **err) {
    static const char *const words[] = {"statement", "query", "manual", "done", "failed"};
    const char *refuse = json_text(step, "refuse");
    const json *answer = json_get(step, "answer");
    migra_run_options o = MIGRA_RUN_OPTIONS_INIT;
    migra_run *run = NULL;
    migra_string text;
    int32_t next;
    o.down = json_true(step, "down");
    o.phase = json_text(step, "phase");
    o.first_step = (uint32_t)json_number(step, "first_step");
    o.skip_checks = json_true(step, "skip_checks");
    migra_status status = migra_run_new(plan, &o, &run, err);
    if (status) return status;
    do {
        next = migra_run_next(run, &text);
        add_z(&w->made, words[next]);
        number_text(&w->made, " s", migra_run_step(run));
        add_z(&w->made, " ");
        if (text.data) add(&w->made, text.data, text.len);
        add_z(&w->made, "\n");
        if (next >= MIGRA_RUN_DONE) break;
        if (refuse && text.data && strstr(text.data, refuse)) migra_run_refused(run, "refused by the host");
        else {
            if (next == MIGRA_RUN_QUERY && answer && answer->text) migra_run_row(run, answer->text, answer->len);
            migra_run_ok(run);
        }
    } while (1);
    number_text(&w->made, "steps done: ", migra_run_steps_done(run));
    add_z(&w->made, "\n");
    migra_run_free(run);
    return MIGRA_OK;
}

static void add_undecided(buffer *b, const migra_changes *changes) {
    for (size_t i = 0; i < migra_changes_count(changes); i++) {
        migra_string why;
        migra_change_undecided(migra_changes_at(changes, i), &why);
        if (!why.data) continue;
        number_text(b, "c", migra_change_id(migra_changes_at(changes, i)));
        add_z(b, " ");
        add(b, why.data, why.len);
        add_z(b, "\n");
    }
    number_text(b, "undecided: ", (uint32_t)migra_changes_undecided_count(changes));
    add_z(b, "\n");
}

/* What is undecided, asked of an engine that answers as the case says; and what is left of the changes. */
static migra_status settle(world *w, migra_changes *changes, migra_schema *after, const options *o, const json *step, migra_error **err) {
    const char *refuse = json_text(step, "refuse");
    const json *answer = json_get(step, "answer");
    migra_settle *s = NULL;
    migra_schema *settled = NULL;
    migra_changes *again = NULL;
    migra_string text;
    migra_status status = migra_settle_new(changes, &s, err);
    if (!status) add_undecided(&w->made, changes);
    for (int32_t next; !status && (next = migra_settle_next(s, &text)) != MIGRA_RUN_DONE;) {
        add_z(&w->made, next == MIGRA_RUN_QUERY ? "query " : "statement ");
        add(&w->made, text.data, text.len);
        add_z(&w->made, "\n");
        if (refuse && strstr(text.data, refuse)) {
            status = migra_settle_refused(s);
            continue;
        }
        if (next == MIGRA_RUN_QUERY && answer && answer->text) migra_settle_row(s, answer->text, answer->len);
        status = migra_settle_ok(s);
    }
    number_text(&w->made, "open: ", (uint32_t)migra_settle_open_count(s));
    add_z(&w->made, "\n");
    if (!status) status = migra_settle_before(s, &settled, err);
    if (!status) status = migra_diff(settled, after, &o->diff, &again, err);
    if (!status) status = migra_changes_render(again, &o->render, &w->text, err);
    if (!status) add_text(&w->made, w->text);
    w->text = NULL;
    migra_changes_free(again);
    migra_schema_free(settled);
    migra_settle_free(s);
    return status;
}

static migra_status call_pair(world *w, const char *call, const json *step, migra_schema *before, migra_schema *after, migra_error **err) {
    migra_changes *changes = NULL;
    migra_plan *plan = NULL;
    migra_report *report = NULL;
    options o;
    migra_status status;
    take_options(&o, step);
    if (!strcmp(call, "difference")) {
        int32_t equal;
        return migra_schema_equal(before, after, &equal, &w->text, err);
    }
    if (!strcmp(call, "analyze")) {
        status = migra_analyze(before, after, &o.analyze, &report, err);
        if (!status) status = migra_report_render(report, &o.render, &w->text, err);
    } else {
        status = migra_diff(before, after, &o.diff, &changes, err);
        if (!status && !strcmp(call, "diff")) status = migra_changes_render(changes, &o.render, &w->text, err);
        else if (!status && !strcmp(call, "settle")) status = settle(w, changes, after, &o, step, err);
        else if (!status) {
            status = migra_plan_make(changes, &o.plan, &plan, err);
            if (!status) status = !strcmp(call, "plan") ? migra_plan_render(plan, &o.render, &w->text, err) : run_plan(w, plan, step, err);
        }
    }
    migra_report_free(report);
    migra_plan_free(plan);
    migra_changes_free(changes);
    return status;
}

static void take_file(migra_lint_file *file, const json *row) {
    static const char *const transactions[] = {"each", "file", "string", "auto", NULL};
    static const char *const histories[] = {"new", "inserted", "edited", NULL};
    const json *sql = row->first->next;
    file->name = row->first->text;
    file->sql = sql->text;
    file->len = sql->len;
    if (!sql->next) return;
    file->transaction = named(json_text(sql->next, "transaction"), transactions, 0);
    file->tool = json_text(sql->next, "tool");
    file->history = named(json_text(sql->next, "history"), histories, 0);
}

static migra_status call_lint(world *w, const json *step, migra_schema *base, migra_error **err) {
    const json *source = json_get(json_get(w->test, "sources"), "files");
    migra_lint_file files[MAX_LIST] = {{0}};
    migra_parse_options parse = MIGRA_PARSE_OPTIONS_INIT;
    migra_report *report = NULL;
    size_t n = 0;
    options o;
    take_options(&o, step);
    parse.dialect = json_text(source, "dialect");
    parse.engine_version = json_text(source, "engine_version");
    for (const json *f = json_get(source, "files")->first; f; f = f->next) take_file(&files[n++], f);
    migra_status status = migra_lint(w->context, base, files, n, &parse, &o.analyze, &report, err);
    if (!status) status = migra_report_render(report, &o.render, &w->text, err);
    migra_report_free(report);
    return status;
}

/* Migrations whose starting schema is not at hand: what they take for granted, and what they make of it. */
static migra_status call_assume(world *w, migra_error **err) {
    const json *source = json_get(json_get(w->test, "sources"), "files");
    migra_parse_options o = MIGRA_PARSE_OPTIONS_INIT;
    migra_schema *base = NULL, *result = NULL;
    o.dialect = json_text(source, "dialect");
    o.engine_version = json_text(source, "engine_version");
    migra_status status = migra_schema_new(w->context, &o, &base, err);
    if (!status) status = migra_schema_new(w->context, &o, &result, err);
    if (!status) status = migra_schema_assume(result, base, err);
    if (!status) status = read_files(result, json_get(source, "files"), err);
    if (!status) status = migra_schema_finish(base, err);
    if (!status) status = migra_schema_print(base, &w->text, err);
    if (!status) {
        add_text(&w->made, w->text);
        add_z(&w->made, "--\n");
        w->text = NULL;
        status = migra_schema_print(result, &w->text, err);
    }
    if (!status) add_text(&w->made, w->text);
    w->text = NULL;
    migra_schema_free(base);
    migra_schema_free(result);
    return status;
}

static void add_string(buffer *b, void (*ask)(const migra_object *, migra_string *), const migra_object *object, const char *before) {
    migra_string s = {0};
    ask(object, &s);
    if (!s.data) return;
    add_z(b, before);
    add(b, s.data, s.len);
}

/* Objects, and their types where they have one, indented below what they belong to. The tree of a schema is a few levels deep. */
static void add_objects(buffer *b, const migra_schema *schema, const migra_object *object, const char *indent) {
    char deeper[40];
    snprintf(deeper, sizeof deeper, "%s  ", indent);
    for (; object; object = migra_object_next(object)) {
        migra_text *type = NULL;
        add_z(b, indent);
        add_z(b, migra_object_kind(object));
        add_string(b, migra_object_schema, object, " ");
        add_string(b, migra_object_name, object, " ");
        migra_object_attribute(schema, object, "data_type", &type, NULL);
        if (type) {
            add_z(b, " ");
            add_text(b, type);
        }
        add_z(b, "\n");
        add_objects(b, schema, migra_object_first_child(object), deeper);
    }
}

static migra_status call_one(world *w, const char *call, const json *step, migra_schema *schema, migra_error **err) {
    if (!strcmp(call, "parse")) return migra_schema_to_json(schema, &w->text, err);
    if (!strcmp(call, "dump")) return migra_schema_print(schema, &w->text, err);
    if (!strcmp(call, "lint")) return call_lint(w, step, schema, err);
    if (!strcmp(call, "objects")) {
        add_objects(&w->made, schema, migra_schema_first_object(schema), "");
        return MIGRA_OK;
    }
    return migra_schema_diagnostics_to_text(schema, NULL, &w->text, err);
}

static migra_status call_step(world *w, const json *step, migra_error **err) {
    const char *call = json_text(step, "call"), *of = json_text(step, "of");
    migra_schema *before = NULL, *after = NULL;
    migra_status status;
    if (!strcmp(call, "rules")) return migra_rules_to_json(w->context, json_text(step, "id"), &w->text, err);
    if (!strcmp(call, "guess")) {
        const char *evidence = NULL, *dialect = migra_dialect_guess(json_text(step, "sql"), strlen(json_text(step, "sql")), &evidence);
        add_z(&w->made, dialect ? dialect : "none");
        add_z(&w->made, ": ");
        add_z(&w->made, evidence ? evidence : "");
        return MIGRA_OK;
    }
    if (!strcmp(call, "feature")) {
        add_z(&w->made, migra_feature(json_text(step, "id")) ? "yes" : "no");
        return MIGRA_OK;
    }
    if (!strcmp(call, "assume")) return call_assume(w, err);
    if (!strcmp(call, "lint") && !of) return call_lint(w, step, NULL, err);
    if (of) {
        status = read_source(w, of, &after, err);
        if (!status) status = call_one(w, call, step, after, err);
    } else {
        status = read_source(w, "before", &before, err);
        if (!status) status = read_source(w, "after", &after, err);
        if (!status) status = call_pair(w, call, step, before, after, err);
    }
    migra_schema_free(before);
    migra_schema_free(after);
    return status;
}

/* ---- comparing ---------------------------------------------------------------------------------- */

/* A text, or its lines; nothing is "". */
static void add_expected(buffer *b, const json *j) {
    add_z(b, j && j->text ? j->text : "");
    for (const json *line = j && j->type == JSON_ARRAY ? j->first : NULL; line; line = line->next) {
        add(b, line->text, line->len);
        if (line->next) add_z(b, "\n");
    }
}

static void compare(const char *file, const json *step, unsigned number, const char *what, const char *actual, size_t len) {
    buffer expected = {0};
    add_expected(&expected, json_get(json_get(step, "expect"), what));
    if (expected.len == len && !memcmp(expected.data, actual, len)) passed++;
    else {
        failed++;
        printf("FAILED %s step %u (%s): %s\n  expected: %s\n  actual:   %.*s\n", file, number, json_text(step, "call"), what,
               expected.data, (int)len, actual);
    }
    free(expected.data);
}

static void check_step(world *w, const char *file, const json *step, unsigned number) {
    migra_error *err = NULL;
    w->asked.len = w->made.len = 0;
    add_z(&w->asked, "");
    add_z(&w->made, "");
    migra_status status = call_step(w, step, &err);
    if (status) {
        const char *name = migra_status_name(status), *message = migra_error_message(err);
        compare(file, step, number, "error", name, strlen(name));
        compare(file, step, number, "message", message, strlen(message));
    } else if (w->text) compare(file, step, number, "text", migra_text_data(w->text), migra_text_len(w->text));
    else compare(file, step, number, "text", w->made.data, w->made.len);
    if (json_get(w->test, "rules")) compare(file, step, number, "asked", w->asked.data, w->asked.len);
    migra_text_free(w->text);
    w->text = NULL;
    migra_error_free(err);
}

static void run_case(const char *file, const json *test) {
    const json *limits = json_get(test, "context"), *rules = json_get(test, "rules"), *steps = json_get(test, "steps");
    migra_context_options o = MIGRA_CONTEXT_OPTIONS_INIT;
    test_rule list[MAX_LIST];
    world w = {.test = test};
    unsigned n = 0;
    o.max_memory = (size_t)json_number(limits, "max_memory");
    o.max_bytes = (uint32_t)json_number(limits, "max_bytes");
    o.max_depth = (uint32_t)json_number(limits, "max_depth");
    o.max_statements = (uint32_t)json_number(limits, "max_statements");
    o.max_diagnostics = (uint32_t)json_number(limits, "max_diagnostics");
    if (migra_context_new(&o, &w.context, NULL)) exit(2);
    for (const json *r = rules ? rules->first : NULL; r; r = r->next) {
        list[n] = (test_rule){r, &w.asked};
        if (add_rule(w.context, &list[n++], NULL)) {
            printf("FAILED %s: rule %s\n", file, json_text(r, "id"));
            failed++;
        }
    }
    n = 0;
    for (const json *s = steps->first; s; s = s->next) check_step(&w, file, s, ++n);
    migra_context_free(w.context);
    free(w.asked.data);
    free(w.made.data);
}

static char *read_file(const char *path) {
    FILE *f = fopen(path, "rb");
    buffer b = {0};
    char part[65536];
    size_t n;
    while (f && (n = fread(part, 1, sizeof part, f)) > 0) add(&b, part, n);
    if (f) fclose(f);
    return b.data;
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        char *text = read_file(argv[i]);
        json *test = text ? json_parse(text) : NULL;
        if (test) run_case(argv[i], test);
        else {
            printf("FAILED %s: no JSON\n", argv[i]);
            failed++;
        }
        json_free(test);
        free(text);
    }
    printf("%u passed, %u failed\n", passed, failed);
    return failed != 0 || passed == 0;
}
