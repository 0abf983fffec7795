/* rules: the list, or one explained. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

#define LINE_WIDTH 100

static bool format_is(const options *o, const char *name) {
    return o->format && !strcmp(o->format, name);
}

static int print_json(migra_context *c, const options *o, const char *id) {
    migra_text *text = NULL;
    migra_error *err = NULL;
    if (migra_rules_to_json(c, id, &text, &err)) return report_error(err), EXIT_USAGE;
    bool ok = write_output(o, migra_text_data(text), migra_text_len(text));
    migra_text_free(text);
    return ok ? EXIT_DONE : EXIT_USAGE;
}

static void print_wrapped(FILE *f, const char *text) {
    size_t column = 0;
    while (*text) {
        size_t blank = strspn(text, " \n\t"), word = strcspn(text + blank, " \n\t");
        if (!word) break;
        if (column && column + 1 + word > LINE_WIDTH) {
            fputc('\n', f);
            column = 0;
        }
        if (column) fputc(' ', f), column++;
        fwrite(text + blank, 1, word, f);
        column += word;
        text += blank + word;
    }
    fputc('\n', f);
}

static void print_dialects(FILE *f, uint32_t bits) {
    static const char *const names[] = {"postgres", "mysql", "mariadb", "sqlite"};
    bool any = false;
    for (int i = 0; i < 4; i++) {
        if (!(bits & (1u << i))) continue;
        fprintf(f, "%s%s", any ? ", " : "", names[i]);
        any = true;
    }
}

static void print_part(FILE *f, const char *heading, const char *text) {
    if (!*text) return;
    fprintf(f, "\n%s\n", heading);
    print_wrapped(f, text);
}

static void print_options(FILE *f, const migra_rule *r, bool markdown) {
    migra_string name, value, what;
    for (size_t i = 0; migra_rule_option_at(r, i, &name, &value, &what); i++) {
        if (!i) fputs(markdown ? "\n## Options\n\n" : "\nOptions\n", f);
        fprintf(f, "%s%s (%s): %s\n", markdown ? "- " : "", name.data, value.len ? value.data : "none", what.data);
    }
}

static void print_rule(FILE *f, const migra_rule *r, bool markdown) {
    const char *mark = markdown ? "## " : "";
    char heading[3][40];
    static const char *const words[] = {"Why", "How to do it safely", "Where the facts come from"};
    for (int i = 0; i < 3; i++) snprintf(heading[i], sizeof heading[i], "%s%s%s", mark, words[i], markdown ? "\n" : "");
    fprintf(f, "%s%s\n%s\n%s%s; ", markdown ? "# " : "", migra_rule_id(r), migra_rule_title(r), markdown ? "\n" : "",
            migra_severity_name(migra_rule_severity(r)));
    print_dialects(f, migra_rule_dialects(r));
    fputs(migra_rule_is_on(r) ? "\n" : "; off as shipped\n", f);
    print_part(f, heading[0], migra_rule_why(r));
    print_part(f, heading[1], migra_rule_fix(r));
    print_options(f, r, markdown);
    print_part(f, heading[2], migra_rule_source(r));
}

static void print_list(FILE *f, migra_context *c, bool markdown) {
    const migra_rule *r;
    int width = 0;
    for (size_t i = 0; (r = migra_rule_at(c, i)); i++) {
        int n = (int)strlen(migra_rule_id(r));
        if (n > width) width = n;
    }
    if (markdown) fputs("| Rule | Severity | What |\n|---|---|---|\n", f);
    for (size_t i = 0; (r = migra_rule_at(c, i)); i++) {
        const char *severity = migra_severity_name(migra_rule_severity(r));
        char shown[24];
        snprintf(shown, sizeof shown, migra_rule_is_on(r) ? "%s" : "(%s)", severity);
        fprintf(f, markdown ? "| %-*s | %-9s | %s |\n" : "%-*s  %-9s  %s\n", width, migra_rule_id(r), shown, migra_rule_title(r));
    }
}

int cmd_rules(migra_context *c, const options *o) {
    const char *id = o->args.n ? o->args.at[0] : NULL;
    const migra_rule *rule = id ? migra_rule_by_id(c, id) : NULL;
    if (o->format && !format_is(o, "text") && !format_is(o, "json") && !format_is(o, "markdown")) {
        complain("rules knows the formats text, json and markdown");
        return EXIT_USAGE;
    }
    if (id && !rule) {
        complain("there is no rule \"%s\"; `migra rules` lists them", id);
        return EXIT_USAGE;
    }
    if (format_is(o, "json")) return print_json(c, o, id);
    char *text = NULL;
    size_t len = 0;
    FILE *f = must(open_memstream(&text, &len));
    if (rule) print_rule(f, rule, format_is(o, "markdown"));
    else print_list(f, c, format_is(o, "markdown"));
    bool ok = !fclose(f) && write_output(o, text, len);
    free(text);
    return ok ? EXIT_DONE : EXIT_USAGE;
}
