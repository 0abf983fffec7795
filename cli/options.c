/* Options: one table for the command line and the configuration file. */
#include "cli.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* OPTION_WORD: --fix, or --fix=WORD. */
typedef enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_LIST, OPTION_WORD } option_kind;

static const struct option_row {
    const char *name;
    char letter;
    option_kind kind;
    size_t at;
} table[] = {
    {"format", 'f', OPTION_TEXT, offsetof(options, format)},
    {"output", 'o', OPTION_TEXT, offsetof(options, output)},
    {"dialect", 'd', OPTION_TEXT, offsetof(options, dialect)},
    {"engine-version", 0, OPTION_TEXT, offsetof(options, engine_version)},
    {"rename", 0, OPTION_LIST, offsetof(options, rename)},
    {"renames", 0, OPTION_TEXT, offsetof(options, renames)},
    {"fail-on", 0, OPTION_TEXT, offsetof(options, fail_on)},
    {"ignore", 0, OPTION_LIST, offsetof(options, ignore)},
    {"severity", 0, OPTION_LIST, offsetof(options, severity)},
    {"rule-option", 0, OPTION_LIST, offsetof(options, rule_option)},
    {"placeholder", 0, OPTION_LIST, offsetof(options, placeholder)},
    {"config", 'c', OPTION_TEXT, offsetof(options, config)},
    {"strategy", 0, OPTION_TEXT, offsetof(options, strategy)},
    {"staged-renames", 0, OPTION_FLAG, offsetof(options, staged_renames)},
    {"plain-renames", 0, OPTION_FLAG, offsetof(options, plain_renames)},
    {"online-tool", 0, OPTION_TEXT, offsetof(options, online_tool)},
    {"if-exists", 0, OPTION_FLAG, offsetof(options, if_exists)},
    {"no-save-data", 0, OPTION_FLAG, offsetof(options, no_save_data)},
    {"batch-rows", 0, OPTION_TEXT, offsetof(options, batch_rows)},
    {"ignore-owners", 0, OPTION_FLAG, offsetof(options, ignore_owners)},
    {"ignore-grants", 0, OPTION_FLAG, offsetof(options, ignore_grants)},
    {"ignore-comments", 0, OPTION_FLAG, offsetof(options, ignore_comments)},
    {"phase", 0, OPTION_TEXT, offsetof(options, phase)},
    {"down", 0, OPTION_FLAG, offsetof(options, down)},
    {"baseline", 0, OPTION_TEXT, offsetof(options, baseline)},
    {"write-baseline", 0, OPTION_TEXT, offsetof(options, write_baseline)},
    {"statistics", 0, OPTION_TEXT, offsetof(options, statistics)},
    {"fix", 0, OPTION_WORD, offsetof(options, fix)},
    {"ask", 0, OPTION_TEXT, offsetof(options, ask)},
    {"base", 0, OPTION_TEXT, offsetof(options, base)},
    {"in-transaction", 0, OPTION_FLAG, offsetof(options, in_transaction)},
    {"exit-code", 0, OPTION_FLAG, offsetof(options, exit_code)},
    {"strict", 0, OPTION_FLAG, offsetof(options, strict)},
    {"allow-unparsed", 0, OPTION_FLAG, offsetof(options, allow_unparsed)},
    {"no-color", 0, OPTION_FLAG, offsetof(options, no_color)},
    {"quiet", 'q', OPTION_FLAG, offsetof(options, quiet)},
    {"verbose", 'v', OPTION_FLAG, offsetof(options, verbose)},
    {"help", 'h', OPTION_FLAG, offsetof(options, help)},
    {"version", 'V', OPTION_FLAG, offsetof(options, version)},
};

#define ROWS (sizeof table / sizeof *table)

static void *field(options *o, const struct option_row *row) {
    return (char *)o + row->at;
}

static const struct option_row *find(const char *name, size_t n) {
    for (size_t i = 0; i < ROWS; i++) {
        if (strlen(table[i].name) == n && !memcmp(table[i].name, name, n)) return &table[i];
    }
    return NULL;
}

/* The known option with the most leading letters in common, for "did you mean". */
static const char *nearest(const char *name, size_t n) {
    const char *best = NULL;
    size_t most = 2;
    for (size_t i = 0; i < ROWS; i++) {
        size_t same = 0;
        while (same < n && table[i].name[same] == name[same]) same++;
        if (same > most) {
            most = same;
            best = table[i].name;
        }
    }
    return best;
}

static void set_value(options *o, const struct option_row *row, const char *value, bool override) {
    if (row->kind == OPTION_LIST) strings_add(field(o, row), copy(value, strlen(value)));
    else if (override || !*(const char **)field(o, row)) *(const char **)field(o, row) = value;
}

/* From the configuration file: what the command line has set stays. */
bool options_set(options *o, const char *name, const char *value, const char *where, bool override) {
    const struct option_row *row = find(name, strlen(name));
    if (!row || row->at == offsetof(options, config)) {
        complain("%s: unknown setting \"%s\"", where, name);
        return false;
    }
    if (row->kind == OPTION_FLAG) {
        bool on = !strcmp(value, "true") || !strcmp(value, "yes");
        if (!on && strcmp(value, "false") && strcmp(value, "no")) {
            complain("%s: %s is true or false, not \"%s\"", where, name, value);
            return false;
        }
        if (on) *(bool *)field(o, row) = true;
        return true;
    }
    set_value(o, row, value, override);
    return true;
}

bool options_is_setting(const char *name) {
    const struct option_row *row = find(name, strlen(name));
    return row && row->at != offsetof(options, config);
}

void options_add_table(options *o, const char *name, int64_t rows) {
    o->tables = realloc(o->tables, (o->n_tables + 1) * sizeof *o->tables);
    must(o->tables);
    o->tables[o->n_tables++] = (migra_table_rows){name, rows};
}

static bool unknown_option(const char *arg, size_t n) {
    const char *near = nearest(arg + 2, n - 2);
    if (near) complain("unknown option %s; did you mean --%s?", arg, near);
    else complain("unknown option %s; `migra COMMAND --help` lists them", arg);
    return false;
}

static bool take_row(options *o, const struct option_row *row, const char *shown, const char *value, int argc,
                     char **argv, int *i) {
    if (row->kind == OPTION_FLAG) {
        if (value) {
            complain("%s takes no value", shown);
            return false;
        }
        *(bool *)field(o, row) = true;
        return true;
    }
    if (!value && row->kind == OPTION_WORD) value = "diff";
    if (!value) {
        if (*i + 1 >= argc) {
            complain("%s needs a value", shown);
            return false;
        }
        value = argv[++*i];
    }
    set_value(o, row, value, true);
    return true;
}

static bool take_long(options *o, int argc, char **argv, int *i) {
    char *arg = argv[*i];
    const char *eq = strchr(arg, '=');
    size_t n = eq ? (size_t)(eq - arg) : strlen(arg);
    const struct option_row *row = find(arg + 2, n - 2);
    if (!row) return unknown_option(arg, n);
    return take_row(o, row, arg, eq ? eq + 1 : NULL, argc, argv, i);
}

static bool take_letter(options *o, int argc, char **argv, int *i) {
    char *arg = argv[*i];
    for (size_t k = 0; k < ROWS; k++) {
        if (table[k].letter && table[k].letter == arg[1] && !arg[2]) {
            return take_row(o, &table[k], arg, NULL, argc, argv, i);
        }
    }
    complain("unknown option %s; `migra COMMAND --help` lists them", arg);
    return false;
}

bool options_parse(options *o, int argc, char **argv) {
    bool literal = false;
    for (int i = 0; i < argc; i++) {
        char *arg = argv[i];
        if (literal || arg[0] != '-' || !arg[1]) strings_add(&o->args, copy(arg, strlen(arg)));
        else if (!strcmp(arg, "--")) literal = true;
        else if (arg[1] == '-' ? !take_long(o, argc, argv, &i) : !take_letter(o, argc, argv, &i)) return false;
    }
    return true;
}

int fail_on_severity(const options *o) {
    static const char *const words[] = {"info", "warning", "error", "critical", "never"};
    if (!o->fail_on) return MIGRA_SEVERITY_ERROR;
    for (int i = 0; i <= FAIL_ON_NEVER; i++) {
        if (!strcmp(o->fail_on, words[i])) return i;
    }
    return -1;
}

void options_free(options *o) {
    strings_free(&o->rename);
    strings_free(&o->ignore);
    strings_free(&o->severity);
    strings_free(&o->rule_option);
    strings_free(&o->placeholder);
    strings_free(&o->args);
    strings_free(&o->owned);
    free(o->ignores);
    free(o->tables);
    free(o->custom);
}
