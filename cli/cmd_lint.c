/* lint: migration files, each judged as it is written. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct lint_job {
    migra_context *context;
    const options *o;
    source base, *sources;
    size_t n_sources;
    reading reading;
    migra_schema *before;
    migra_lint_file *files;
    source_file **origins; /* of each */
    size_t n_files;
    strings cut; /* texts of parts: findings point into them until the end */
    analysis a;
} lint_job;

static void job_free(lint_job *j) {
    migra_schema_free(j->before);
    source_free(&j->base);
    for (size_t i = 0; i < j->n_sources; i++) source_free(&j->sources[i]);
    free(j->sources);
    free(j->files);
    free(j->origins);
    strings_free(&j->cut);
    free(j->reading.evidence);
    analysis_free(&j->a);
}

/* ---- what stands beside a file --------------------------------------------------------------- */

/* Of a source that is no folder of its own, files on disk are asked for. */
static const source *asked; /* the source whose file is being recognised */

static bool in_list(const strings *all, const char *path) {
    for (size_t i = 0; i < all->n; i++) {
        if (!strcmp(all->at[i], path)) return true;
    }
    return false;
}

static char *folder_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? copy(path, (size_t)(slash - path) + 1) : copy("", 0);
}

static bool is_there(const source_file *f, const char *name, bool above) {
    const char *inside = f->inside ? f->inside : f->name;
    char *folder = folder_of(inside), *found = NULL;
    if (above && *folder) {
        folder[strlen(folder) - 1] = 0;
        char *up = folder_of(folder);
        if (!*up && !f->inside && *folder) {
            free(up);
            up = copy("./", 2);
        }
        free(folder);
        folder = up;
    }
    found = join(folder, name, "");
    struct stat st;
    bool yes = f->inside ? in_list(&asked->listed, found) : !stat(found, &st);
    free(found);
    free(folder);
    return yes;
}

/* ---- the files -------------------------------------------------------------------------------------- */

static bool load_files(lint_job *j) {
    const strings *args = &j->o->args;
    size_t backward = 0;
    j->sources = must(calloc(args->n + 1, sizeof *j->sources));
    for (size_t i = 0; i < args->n; i++) backward += is_way_back(args->at[i]);
    for (size_t i = 0; i < args->n; i++) {
        if (backward < args->n && is_way_back(args->at[i])) { /* a commit hook names all files that changed */
            if (!j->o->quiet) complain("%s is a way back, and is left out", args->at[i]);
            continue;
        }
        j->n_sources++;
        if (!source_load(&j->sources[j->n_sources - 1], args->at[i])) return false;
    }
    return true;
}

static const source_file *find_in(const source *base, const char *inside) {
    for (size_t i = 0; inside && i < base->n; i++) {
        if (base->files[i].inside && !strcmp(base->files[i].inside, inside)) return &base->files[i];
    }
    return NULL;
}

static bool same_text(const source_file *a, const source_file *b) {
    return a->len == b->len && !memcmp(a->text, b->text, a->len);
}

static void add_file(lint_job *j, source_file *f, int32_t history) {
    j->origins[j->n_files] = f;
    j->files[j->n_files++] = (migra_lint_file){f->name, f->text, f->len, f->transaction, f->tool, history, f->parts, f->n_parts};
}

static bool repeats(const source_file *f) {
    return f->tool && !strcmp(f->tool, "Flyway") && is_repeatable(f->name);
}

/* The line at that offset, at its place, all else blank. */
static char *only_line(const char *text, size_t at) {
    char *out = copy(text, at + strcspn(text + at, "\r\n"));
    for (size_t i = 0; i < at; i++) {
        if (out[i] != '\n') out[i] = ' ';
    }
    return out;
}

/* A file of changesets that grew: those that were run are left out. */
static bool add_grown(lint_job *j, source_file *f, const source_file *old) {
    size_t edited = 0;
    if (!is_liquibase(f) || !is_liquibase(old)) return false;
    if (liquibase_leave_new(f, old, &edited)) {
        char *head = only_line(f->raw, edited);
        strings_add(&j->cut, head);
        j->origins[j->n_files] = f;
        j->files[j->n_files++] = (migra_lint_file){.name = f->name, .sql = head, .len = strlen(head), .tool = f->tool, .history = MIGRA_HISTORY_EDITED};
    }
    liquibase_cut(f, f->transaction);
    add_file(j, f, MIGRA_HISTORY_NEW);
    return true;
}

/* What a file that is named stood as in the base: the only file of that, or the one where its path ends. */
static const source_file *find_named(const source *base, const source_file *f) {
    size_t n = strlen(f->name);
    if (f->inside) return find_in(base, f->inside);
    if (base->n == 1 && !base->files[0].inside) return &base->files[0];
    for (size_t i = 0; i < base->n; i++) {
        const char *inside = base->files[i].inside;
        size_t k = inside ? strlen(inside) : 0;
        if (k && n > k && f->name[n - k - 1] == '/' && !strcmp(f->name + n - k, inside)) return &base->files[i];
    }
    return NULL;
}

/* Of a folder that the base is an earlier state of, only what is new is judged; what was run stays as it is. */
static void add_folder(lint_job *j, source *s) {
    size_t last_run = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (find_in(&j->base, s->files[i].inside) && !repeats(&s->files[i])) last_run = i + 1;
    }
    for (size_t i = 0; i < s->n; i++) {
        source_file *f = &s->files[i];
        const source_file *old = find_in(&j->base, f->inside);
        if (old && same_text(old, f)) continue;
        const source_file *had = find_named(&j->base, f);
        if (had && add_grown(j, f, had)) continue;
        add_file(j, f, repeats(f) ? MIGRA_HISTORY_NEW : old ? MIGRA_HISTORY_EDITED : i < last_run ? MIGRA_HISTORY_INSERTED : MIGRA_HISTORY_NEW);
    }
}

static void add_files(lint_job *j) {
    size_t n = 0;
    for (size_t i = 0; i < j->n_sources; i++) n += j->sources[i].n;
    j->files = must(calloc(2 * n + 1, sizeof *j->files)); /* changesets that were edited stand beside those that are new */
    j->origins = must(calloc(2 * n + 1, sizeof *j->origins));
    for (size_t i = 0; i < j->n_sources; i++) {
        asked = &j->sources[i];
        for (size_t k = 0; k < asked->n; k++) {
            tool_recognise(&j->sources[i].files[k], j->reading.dialect, j->o->in_transaction, is_there);
        }
        add_folder(j, &j->sources[i]);
    }
}

static bool read_base(lint_job *j) {
    const source *base = &j->base;
    if (!j->o->base) return true;
    j->before = read_schema(j->context, j->o, &j->reading, &base, 1, base->spec, NULL);
    if (!j->before) return false;
    show_diagnostics(j->o, j->before);
    return !j->o->strict || strict_is_content(j->before);
}

static bool choose(lint_job *j) {
    size_t n = j->n_sources + 1;
    const source **all = must(calloc(n + 1, sizeof *all));
    all[0] = &j->base;
    for (size_t i = 0; i < j->n_sources; i++) all[i + 1] = &j->sources[i];
    bool ok = choose_dialect(j->o, j->o->base ? all : all + 1, j->o->base ? n : n - 1, &j->reading);
    free(all);
    return ok;
}

/* ---- changesets: each is run, and remembered, by itself ------------------------------------------------ */

#define MAX_CUT (32u << 20) /* bytes of text for the parts of one file */

static bool is_cut(const migra_lint_file *f) {
    return f->part_count > 1 && f->history != MIGRA_HISTORY_EDITED && f->len <= MAX_CUT / f->part_count;
}

/* The part at its place in the file, all else blank. */
static char *part_text(const migra_lint_file *f, size_t from, size_t to) {
    char *text = copy(f->sql, to);
    for (size_t i = 0; i < from; i++) {
        if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
    }
    return text;
}

static size_t cut(lint_job *j, const migra_lint_file *f, migra_lint_file *out) {
    for (size_t i = 0; i < f->part_count; i++) {
        size_t to = i + 1 < f->part_count ? f->parts[i + 1].offset : f->len;
        char *text = part_text(f, i ? f->parts[i].offset : 0, to);
        strings_add(&j->cut, text);
        out[i] = *f;
        out[i].sql = text;
        out[i].len = to;
        out[i].transaction = f->parts[i].transaction;
        out[i].parts = NULL;
        out[i].part_count = 0;
    }
    return f->part_count;
}

static size_t cut_all(lint_job *j, migra_lint_file **out) {
    size_t n = 0, at = 0;
    for (size_t i = 0; i < j->n_files; i++) n += is_cut(&j->files[i]) ? j->files[i].part_count : 1;
    *out = must(calloc(n + 1, sizeof **out));
    for (size_t i = 0; i < j->n_files; i++) {
        if (is_cut(&j->files[i])) at += cut(j, &j->files[i], *out + at);
        else (*out)[at++] = j->files[i];
    }
    return n;
}

/* ---- running ------------------------------------------------------------------------------------------ */

static migra_report *ask(lint_job *j) {
    migra_parse_options p = MIGRA_PARSE_OPTIONS_INIT;
    migra_report *report = NULL;
    migra_error *err = NULL;
    migra_lint_file *files;
    size_t n = cut_all(j, &files);
    p.dialect = j->reading.dialect;
    p.engine_version = j->o->engine_version;
    p.dialect_evidence = j->reading.evidence;
    p.source_name = j->n_sources == 1 ? j->sources[0].spec : "migrations";
    if (migra_lint(j->context, j->before, files, n, &p, &j->a.analyze, &report, &err)) report_error(err);
    free(files);
    return report;
}

/* The text has changed: so has what was found in it. */
static void look_again(lint_job *j, size_t i) {
    source_file *f = j->origins[i];
    for (size_t k = 0; k < j->n_sources; k++) {
        if (f >= j->sources[k].files && f < j->sources[k].files + j->sources[k].n) asked = &j->sources[k];
    }
    f->n_parts = 0;
    tool_recognise(f, j->reading.dialect, j->o->in_transaction, is_there);
    j->files[i] = (migra_lint_file){f->name, f->text, f->len, f->transaction, f->tool, j->files[i].history, f->parts, f->n_parts};
}

#define MAX_PASSES 10

/* Until nothing is left to do; the report is that of the text as it is then. */
static migra_report *fix(lint_job *j, migra_report *report) {
    bool more = true;
    for (int pass = 0; report && more && pass < MAX_PASSES; pass++) {
        more = false;
        for (size_t i = 0; i < j->n_files; i++) {
            if (!fix_apply(j->origins[i], report)) continue;
            look_again(j, i);
            more = true;
        }
        if (!more) break;
        migra_report_free(report);
        report = ask(j);
    }
    return report;
}

static int finding_status(const options *o, const migra_report *report) {
    int from = fail_on_severity(o);
    bool failed = from != FAIL_ON_NEVER && migra_report_finding_count_from(report, from);
    return unparsed_status(o, migra_report_unparsed(report), failed ? EXIT_FINDINGS : EXIT_DONE);
}

static int show(lint_job *j, const migra_report *report) {
    const options *o = j->o;
    if (!o->fix) return print_report(o, report, false);
    if (!strcmp(o->fix, "write")) return fix_write(j->origins, j->n_files) ? print_report(o, report, false) : EXIT_USAGE;
    return fix_print(o, j->origins, j->n_files) ? finding_status(o, report) : EXIT_USAGE;
}

static int run(lint_job *j) {
    migra_report *report = ask(j);
    if (j->o->fix) report = fix(j, report);
    if (!report) return EXIT_USAGE;
    show_diagnostics(j->o, migra_report_after(report));
    size_t bad = migra_report_unparsed(report);
    int status = EXIT_UNPARSED;
    if (j->o->strict && bad) {
        complain("%zu %s not understood, and --strict was given", bad, bad == 1 ? "statement was" : "statements were");
    } else status = show(j, report);
    migra_report_free(report);
    return status;
}

int cmd_lint(migra_context *c, const options *o) {
    lint_job j = {.context = c, .o = o};
    int status = EXIT_USAGE;
    if (o->format && !strcmp(o->format, "sql")) {
        complain("lint prints no plan: the format sql is that of `migra plan`");
        return EXIT_USAGE;
    }
    if (o->fix && strcmp(o->fix, "diff") && strcmp(o->fix, "write")) {
        complain("--fix is diff or write, not \"%s\"", o->fix);
        return EXIT_USAGE;
    }
    bool ok = analysis_take(&j.a, o);
    j.a.analyze.without_plan = o->quiet || (o->fix && !strcmp(o->fix, "diff")); /* nobody reads suggestions there */
    ok = ok && (!o->base || source_load(&j.base, o->base)) && load_files(&j) && choose(&j);
    if (ok) {
        add_files(&j);
        ok = read_base(&j);
    }
    if (ok) status = run(&j);
    job_free(&j);
    return status;
}
