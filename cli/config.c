/* The configuration file: which one; migra.yaml is read in yaml.c; here `key = value` lines, the part of TOML that
 * options need.
 *
 *     dialect = "postgres"
 *     fail-on = "warning"
 *     ignore = ["locking/create-index", "style"]
 *
 *     [rules]
 *     data-loss/drop-column = "critical"
 *     locking/create-index = "off"
 *     naming/table-pattern = "on"
 *     naming/table-pattern.pattern = "[a-z_]+"
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const default_files[] = {"migra.yaml", "migra.yml", "migra.toml"};

typedef struct config {
    options *o;
    const char *name;
    size_t line;
    bool in_rules;
} config;

static bool wrong(const config *c, const char *what, const char *text) {
    complain("%s:%zu: %s: %s", c->name, c->line, what, text);
    return false;
}

static char *trim(char *p) {
    size_t n;
    while (is_blank(*p)) p++;
    for (n = strlen(p); n && is_blank(p[n - 1]); n--) p[n - 1] = 0;
    return p;
}

/* Cuts a comment off, unless it stands in a quoted value. */
static void cut_comment(char *p) {
    char quote = 0;
    for (; *p; p++) {
        if (quote) quote = *p == quote ? 0 : quote;
        else if (*p == '"' || *p == '\'') quote = *p;
        else if (*p == '#') {
            *p = 0;
            return;
        }
    }
}

static char *unquote(char *p) {
    size_t n = strlen(p);
    if (n < 2 || (p[0] != '"' && p[0] != '\'') || p[n - 1] != p[0]) return p;
    p[n - 1] = 0;
    return p + 1;
}

static bool set(config *c, const char *key, const char *value) {
    char where[512];
    if (c->in_rules) {
        strings_add(strchr(key, '.') ? &c->o->rule_option : &c->o->severity, join(key, "=", value));
        return true;
    }
    char *kept = copy(value, strlen(value));
    strings_add(&c->o->owned, kept);
    snprintf(where, sizeof where, "%s:%zu", c->name, c->line);
    return options_set(c->o, key, kept, where, false);
}

static bool set_list(config *c, const char *key, char *list) {
    size_t n = strlen(list);
    if (list[n - 1] != ']') return wrong(c, "a list ends with ] on its line", list);
    list[n - 1] = 0;
    for (char *p = list + 1; *p;) {
        char *comma = p, quote = 0;
        for (; *comma && (quote || *comma != ','); comma++) {
            if (quote) quote = *comma == quote ? 0 : quote;
            else if (*comma == '"' || *comma == '\'') quote = *comma;
        }
        bool last = !*comma;
        *comma = 0;
        char *item = unquote(trim(p));
        if (*item && !set(c, key, item)) return false;
        if (last) break;
        p = comma + 1;
    }
    return true;
}

static bool take_line(config *c, char *line) {
    cut_comment(line);
    line = trim(line);
    if (!*line) return true;
    if (*line == '[') {
        c->in_rules = !strcmp(line, "[rules]");
        return c->in_rules || wrong(c, "the only section is [rules]", line);
    }
    char *eq = strchr(line, '=');
    if (!eq) return wrong(c, "expected `key = value`", line);
    *eq = 0;
    char *key = unquote(trim(line)), *value = trim(eq + 1);
    return *value == '[' ? set_list(c, key, value) : set(c, key, unquote(value));
}

/* ---- which file ----------------------------------------------------------------------- */

static bool is_there(const char *path) {
    struct stat st;
    return !stat(path, &st);
}

/* In the working folder or one above it, up to the top of the repository; NULL: there is none. */
static char *find_file(void) {
    char folder[4096];
    if (!getcwd(folder, sizeof folder)) return NULL;
    for (;;) {
        for (size_t i = 0; i < sizeof default_files / sizeof *default_files; i++) {
            char *path = join(folder, "/", default_files[i]);
            if (is_there(path)) return path;
            free(path);
        }
        char *git = join(folder, "/", ".git"), *slash = strrchr(folder, '/');
        bool top = is_there(git) || !slash || slash == folder;
        free(git);
        if (top) return NULL;
        *slash = 0;
    }
}

/* A message names the file as a person would. */
static const char *short_name(const char *path) {
    char folder[4096];
    size_t n;
    if (!getcwd(folder, sizeof folder)) return path;
    n = strlen(folder);
    return !strncmp(path, folder, n) && path[n] == '/' ? path + n + 1 : path;
}

static bool load_toml(options *o, const char *path) {
    char *text;
    size_t len;
    if (!read_path(path, &text, &len)) return false;
    config c = {o, path, 0, false};
    bool ok = true;
    for (char *p = text; ok && p && *p;) {
        char *end = strchr(p, '\n');
        if (end) *end = 0;
        c.line++;
        ok = take_line(&c, p);
        p = end ? end + 1 : NULL;
    }
    free(text);
    return ok;
}

/* Files that the configuration names stand beside it. */
static void set_beside(options *o, const char *path, const char **file, const char *was) {
    const char *slash = strrchr(path, '/');
    if (!*file || *file == was || **file == '/' || !slash) return;
    char *folder = copy(path, (size_t)(slash - path)), *whole = join(folder, "/", *file);
    free(folder);
    strings_add(&o->owned, whole);
    *file = whole;
}

static bool load(options *o, const char *path) {
    size_t n = strlen(path);
    const char *statistics = o->statistics, *baseline = o->baseline;
    bool yaml = n > 4 && (!strcmp(path + n - 4, ".yml") || (n > 5 && !strcmp(path + n - 5, ".yaml")));
    if (!(yaml ? yaml_load(o, path) : load_toml(o, path))) return false;
    set_beside(o, path, &o->statistics, statistics);
    set_beside(o, path, &o->baseline, baseline);
    return true;
}

bool options_load_config(options *o) {
    char *found = o->config ? NULL : find_file();
    const char *path = o->config ? o->config : found ? short_name(found) : NULL;
    bool ok = !path || load(o, path);
    free(found);
    return ok && (!o->statistics || statistics_load(o, o->statistics));
}

/* ---- how large tables are ----------------------------------------------------------------- */

/* "users 120000", "users,120000", "users | 120000": a name, and the last number of the line. */
static void take_statistics(options *o, const char *line) {
    size_t n = strcspn(line, " \t,|;"), end = strlen(line);
    while (end && !is_digit(line[end - 1])) end--;
    size_t from = end;
    while (from && is_digit(line[from - 1])) from--;
    if (!n || from <= n || from == end) return;
    char *name = copy(line, n);
    strings_add(&o->owned, name);
    options_add_table(o, name, strtoll(line + from, NULL, 10));
}

bool statistics_load(options *o, const char *path) {
    char *text;
    size_t len;
    if (!read_path(path, &text, &len)) return false;
    for (char *line = text; line && *line;) {
        char *next = strchr(line, '\n');
        if (next) *next++ = 0;
        while (is_blank(*line)) line++;
        if (*line != '#') take_statistics(o, line);
        line = next;
    }
    free(text);
    return true;
}
