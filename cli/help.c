/* What --help prints. */
#include "cli.h"

#include <string.h>

static const struct {
    const char *command, *usage, *text;
} pages[] = {
    {"analyze", "migra analyze BEFORE AFTER [options]",
     "Changes, findings, risk score, plan and rollback in one report.\n"},
    {"diff", "migra diff BEFORE AFTER [options]",
     "The typed changes alone. --exit-code: status 1 when there are any.\n"},
    {"plan", "migra plan BEFORE AFTER [options]",
     "The ordered, safe steps. --format sql prints a script to run, --down the rollback, --phase one phase.\n"},
    {"lint", "migra lint [--base SCHEMA] FILE... [options]",
     "Findings on migration files as they are written. With --base the schema they start from is known.\n"},
    {"parse", "migra parse FILE... [options]",
     "What was understood: one row a statement, and the diagnostics.\n"},
    {"dump", "migra dump SOURCE [options]", "The schema as canonical DDL, one spelling for equal schemas.\n"},
    {"rules", "migra rules [ID] [options]", "The rules, or one rule explained.\n"},
};

static const char general[] =
    "migra knows what a schema migration will break, lose, lock and cost.\n"
    "\n"
    "usage: migra COMMAND ARGUMENTS [options]\n"
    "\n"
    "  analyze BEFORE AFTER         changes, findings, risk score, plan and rollback in one report\n"
    "  diff BEFORE AFTER            the typed changes alone\n"
    "  plan BEFORE AFTER            the ordered, safe steps\n"
    "  lint [--base SCHEMA] FILE... findings on migration files as they are written\n"
    "  parse FILE...                what was understood of a file\n"
    "  dump SOURCE                  the schema as canonical DDL\n"
    "  rules [ID]                   the rules, or one rule explained\n"
    "  facts [TOPIC [WORD]]         what engines do, measured: locks, online, alter, types, spellings, names, rates, functions\n";

static const char shared[] =
    "\n"
    "sources: schema.sql, a folder of migrations, - (standard input), git:REV:PATH\n"
    "\n"
    "options:\n"
    "  -d, --dialect NAME        postgres, mysql, mariadb or sqlite; default: inferred, and the report says so\n"
    "      --engine-version V    the server version to plan for; default: the newest known\n"
    "  -f, --format NAME         text (default), json, sql, markdown, sarif, junit, github, gitlab, html\n"
    "  -o, --output FILE         write there instead of standard output\n"
    "      --rename OLD:NEW      a rename that you know of: table:new_table, table.column:new; repeatable\n"
    "      --renames auto|never  whether renames are looked for\n"
    "      --ignore RULE         leave a rule or a group of rules out; repeatable\n"
    "      --severity RULE=LEVEL another severity for a rule: info, warning, error, critical, off,\n"
    "                            or on: a rule that is off as shipped; repeatable\n"
    "      --rule-option RULE.OPTION=VALUE  a limit or pattern of a rule (`migra rules ID` names them); repeatable\n"
    "      --fail-on LEVEL       status 1 from this severity on: info, warning, error (default), critical, never\n"
    "      --strategy NAME       safe (default), fast (a maintenance window) or online (in stages all that can be)\n"
    "      --staged-renames      rename by expand and contract, also where that has a price\n"
    "      --plain-renames       rename by a plain RENAME, though running code may use the old name\n"
    "      --online-tool NAME    MySQL, MariaDB: gh-ost or pt-osc command lines beside slow steps\n"
    "      --if-exists           IF EXISTS and IF NOT EXISTS where the engine knows them\n"
    "      --no-save-data        do not copy data before it is destroyed\n"
    "      --batch-rows N        rows a batch of a backfill\n"
    "      --phase NAME          expand, migrate or contract only\n"
    "      --down                the rollback instead of the plan\n"
    "      --base SCHEMA         lint: the schema that the files start from\n"
    "      --exit-code           diff: status 1 when there are changes\n"
    "      --ignore-owners, --ignore-grants, --ignore-comments\n"
    "      --strict              stop when a statement is not understood\n"
    "      --allow-unparsed      statements that are not understood do not change the exit status\n"
    "  -c, --config FILE         options from a file (default: migra.toml, when there is one)\n"
    "      --no-color            no colours on a terminal\n"
    "  -q, --quiet               the summary only\n"
    "  -v, --verbose             everything\n"
    "  -h, --help                this page;  -V, --version  the version\n"
    "\n"
    "exit status: 0 done; 1 findings at or above --fail-on; 2 wrong command or unreadable source;\n"
    "             3 part of a source was not understood (the report is still printed)\n";

void show_help(FILE *f, const char *command) {
    for (size_t i = 0; command && i < sizeof pages / sizeof *pages; i++) {
        if (strcmp(pages[i].command, command)) continue;
        fprintf(f, "usage: %s\n\n%s%s", pages[i].usage, pages[i].text, shared);
        return;
    }
    fputs(general, f);
    fputs(shared, f);
}
