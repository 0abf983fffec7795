/* Finds the command and runs it. */
#include "cli.h"

#include <string.h>

static const struct command {
    const char *name;
    size_t least, most; /* arguments */
    int (*run)(migra_context *c, const options *o);
} commands[] = {
    {"analyze", 2, 2, cmd_analyze}, {"diff", 2, 2, cmd_diff},   {"plan", 2, 2, cmd_plan},  {"lint", 1, SIZE_MAX, cmd_lint},
    {"parse", 1, SIZE_MAX, cmd_parse}, {"dump", 1, 1, cmd_dump}, {"rules", 0, 1, cmd_rules}, {"facts", 0, 2, cmd_facts},
};

static const char *const later[] = {"check", "apply", "status", "rollback", "graph", "serve", "mcp", "init"};

static const struct command *find_command(const char *name) {
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (!strcmp(commands[i].name, name)) return &commands[i];
    }
    return NULL;
}

static int unknown_command(const char *name) {
    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        if (strcmp(later[i], name)) continue;
        complain("`migra %s` is not in this version", name);
        return EXIT_USAGE;
    }
    complain("unknown command \"%s\"; `migra --help` lists them", name);
    return EXIT_USAGE;
}

static const char *const formats[] = {"text", "json", "sql", "markdown", "sarif", "junit", "github", "gitlab", "html", NULL};

static bool is_one_of(const char *word, const char *const *words) {
    for (; *words; words++) {
        if (!strcmp(word, *words)) return true;
    }
    return false;
}

static bool check_words(const options *o) {
    if (fail_on_severity(o) < 0) {
        complain("--fail-on is info, warning, error, critical or never, not \"%s\"", o->fail_on);
        return false;
    }
    if (o->format && !is_one_of(o->format, formats)) {
        complain("--format is text, json, sql, markdown, sarif, junit, github, gitlab or html, not \"%s\"", o->format);
        return false;
    }
    if (o->renames && strcmp(o->renames, "auto") && strcmp(o->renames, "never")) {
        complain("--renames is auto or never, not \"%s\"", o->renames);
        return false;
    }
    if (o->online_tool && strcmp(o->online_tool, "gh-ost") && strcmp(o->online_tool, "pt-osc")) {
        complain("--online-tool is gh-ost or pt-osc, not \"%s\"", o->online_tool);
        return false;
    }
    if (o->strategy && strcmp(o->strategy, "safe") && strcmp(o->strategy, "fast") && strcmp(o->strategy, "online")) {
        complain("--strategy is safe, fast or online, not \"%s\"", o->strategy);
        return false;
    }
    if (o->phase && strcmp(o->phase, "expand") && strcmp(o->phase, "migrate") && strcmp(o->phase, "contract")) {
        complain("--phase is expand, migrate or contract, not \"%s\"", o->phase);
        return false;
    }
    if (o->batch_rows && (strspn(o->batch_rows, "0123456789") != strlen(o->batch_rows) || strlen(o->batch_rows) > 9 ||
                          !strcmp(o->batch_rows, "0") || !*o->batch_rows)) {
        complain("--batch-rows is a number from 1 to 999999999, not \"%s\"", o->batch_rows);
        return false;
    }
    if (o->strict && o->allow_unparsed) {
        complain("--strict and --allow-unparsed contradict each other");
        return false;
    }
    return true;
}

static int run(const struct command *cmd, options *o) {
    migra_context *c;
    migra_error *err = NULL;
    if (!options_load_config(o) || !check_words(o)) return EXIT_USAGE;
    placeholders_give(&o->placeholder);
    if (o->args.n < cmd->least || o->args.n > cmd->most) {
        complain("%s: %s arguments; `migra %s --help` shows how", cmd->name,
                 o->args.n < cmd->least ? "too few" : "too many", cmd->name);
        return EXIT_USAGE;
    }
    if (migra_context_new(NULL, &c, &err)) {
        report_error(err);
        return EXIT_USAGE;
    }
    int status = custom_register(c, o) ? cmd->run(c, o) : EXIT_USAGE;
    migra_context_free(c);
    return status;
}

/* The command is the first word that is neither an option nor an option's value. */
static char *take_command(options *o) {
    if (!o->args.n) return NULL;
    char *name = o->args.at[0];
    memmove(o->args.at, o->args.at + 1, (o->args.n - 1) * sizeof *o->args.at);
    o->args.n--;
    strings_add(&o->owned, name);
    return name;
}

int main(int argc, char **argv) {
    options o = {0};
    int status = EXIT_USAGE;
    if (!options_parse(&o, argc - 1, argv + 1)) {
        options_free(&o);
        return EXIT_USAGE;
    }
    const char *name = take_command(&o);
    bool help = o.help || (name && !strcmp(name, "help"));
    if (o.version) {
        printf("migra %s\n", migra_version_text());
        status = EXIT_DONE;
    } else if (help) {
        show_help(stdout, name && !strcmp(name, "help") ? (o.args.n ? o.args.at[0] : NULL) : name);
        status = EXIT_DONE;
    } else if (!name) show_help(stderr, NULL);
    else if (!find_command(name)) status = unknown_command(name);
    else status = run(find_command(name), &o);
    options_free(&o);
    return status;
}
