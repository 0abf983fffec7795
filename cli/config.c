/* The configuration file: `key = value` lines, the part of TOML that options need.
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

#define DEFAULT_FILE "migra.toml"

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

static bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static char *trim(char *p) {
    size_t n;
    while (blank(*p)) p++;
    for (n = strlen(p); n && blank(p[n - 1]); n--) p[n - 1] = 0;
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

bool options_load_config(options *o) {
    char *text;
    size_t len;
    const char *path = o->config;
    if (!path) {
        FILE *f = fopen(DEFAULT_FILE, "rb");
        if (!f) return true;
        fclose(f);
        path = DEFAULT_FILE;
    }
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
