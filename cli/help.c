/* What --help prints: a table of options, of which each command shows its own. */
#include "cli.h"

#include <string.h>

enum { ANALYZE = 1, DIFF = 2, PLAN = 4, LINT = 8, PARSE = 16, DUMP = 32, RULES = 64, FACTS = 128 };

#define REPORTS (ANALYZE | PLAN | LINT)
#define PAIRS (ANALYZE | DIFF | PLAN)
#define READS (PAIRS | LINT | PARSE | DUMP)
#define ALL (READS | RULES | FACTS)

static const struct page {
    const char *command, *arguments, *summary, *text;
    unsigned bit;
} pages[] = {
    {"analyze", "BEFORE AFTER", "changes, findings, risk score, plan and rollback in one report",
     "Changes, findings, risk score, plan and rollback in one report.", ANALYZE},
    {"diff", "BEFORE AFTER", "the typed changes alone", "The typed changes alone.", DIFF},
    {"plan", "BEFORE AFTER", "the ordered, safe steps",
     "The ordered, safe steps. --format sql prints a script to run, --down the rollback, --phase one phase.", PLAN},
    {"lint", "[--base SCHEMA] FILE...", "findings on migration files as they are written",
     "Findings on migration files as they are written. A file may be a folder of migrations: each then finds the schema\n"
     "that those before it left. --base gives the schema that the first one finds; a folder given as --base and with more\n"
     "files as FILE means that only the new ones are judged. The files of golang-migrate, goose, dbmate, sql-migrate, Flyway,\n"
     "Liquibase, sqitch, Atlas, Prisma, Diesel, Rails, Django and Alembic are known, and who opens a transaction for them.\n"
     "\n"
     "A finding is silenced by a comment above or behind its statement: -- migra:ignore RULE: reason",
     LINT},
    {"parse", "FILE...", "what was understood of a file", "What was understood: one row a statement, and the diagnostics.", PARSE},
    {"dump", "SOURCE", "the schema as canonical DDL", "The schema as canonical DDL, one spelling for equal schemas.", DUMP},
    {"rules", "[ID]", "the rules, or one rule explained",
     "The rules, or one rule explained. A severity in brackets: the rule is off as shipped (--severity RULE=on).", RULES},
    {"facts", "[TOPIC [WORD]]", "what engines do, as plans and findings take it",
     "What engines do, each row with its source. TOPIC is locks (PostgreSQL), online (MySQL, MariaDB), alter (SQLite), types,\n"
     "spellings, names, rates or functions; WORD leaves out the rows that do not hold it.",
     FACTS},
};

#define PAGES (sizeof pages / sizeof *pages)

static const struct option_help {
    unsigned of;
    const char *option, *text; /* lines of the text end with a newline */
} options_help[] = {
    {READS | FACTS, "-d, --dialect NAME", "postgres, mysql, mariadb or sqlite; default: inferred, and the report says so"},
    {READS | FACTS, "    --engine-version V", "the server version to plan for; default: the newest known"},
    {ANALYZE | PLAN, "-f, --format NAME", "text (default), json, sql, markdown, html, sarif, junit, github, gitlab"},
    {DIFF, "-f, --format NAME", "text (default), json, markdown, html"},
    {LINT, "-f, --format NAME", "text (default), json, markdown, html, sarif, junit, github, gitlab"},
    {PARSE, "-f, --format NAME", "text (default), json"},
    {RULES | FACTS, "-f, --format NAME", "text (default), json, markdown"},
    {ALL, "-o, --output FILE", "write there instead of standard output"},
    {LINT, "    --base SCHEMA", "the schema that the files start from: a file, a folder, git:REV:PATH"},
    {LINT, "    --fix[=diff|write]", "print what has one safe answer as a patch, or write it into the files"},
    {READS, "    --placeholder N=VALUE", "what ${N} in the files stands for (Flyway, Liquibase, goose); repeatable"},
    {LINT, "    --in-transaction", "take it that the tool opens a transaction for each file"},
    {PAIRS, "    --rename OLD:NEW", "a rename that you know of: table:new_table, table.column:new, type.value:new; or a move, table.column:other_table.column; repeatable"},
    {PAIRS, "    --renames auto|never", "whether renames are looked for"},
    {PAIRS, "    --ask URL", "postgres://...: ask a database that holds BEFORE about what is undecided"},
    {DIFF, "    --exit-code", "status 1 when there are changes"},
    {PAIRS, "    --ignore-owners", "owners that differ do not count"},
    {PAIRS, "    --ignore-grants", "privileges that differ do not count"},
    {PAIRS, "    --ignore-comments", "comments that differ do not count"},
    {REPORTS, "    --ignore RULE", "leave a rule or a group of rules out; repeatable"},
    {REPORTS, "    --severity RULE=LEVEL", "another severity for a rule: info, warning, error, critical, off,\nor on: a rule that is off as shipped; repeatable"},
    {REPORTS, "    --rule-option R.O=VALUE", "a limit or pattern of a rule (`migra rules R` names them); repeatable"},
    {REPORTS, "    --fail-on LEVEL", "status 1 from this severity on: info, warning, error (default), critical, never"},
    {REPORTS, "    --baseline FILE", "findings in that file were there before, and do not count"},
    {REPORTS, "    --write-baseline FILE", "write all findings of today there"},
    {REPORTS, "    --statistics FILE", "how large tables are: lines of a table's name and its rows"},
    {ANALYZE | PLAN, "    --strategy NAME", "safe (default), fast (a maintenance window) or online (in stages all that can be)"},
    {ANALYZE | PLAN, "    --staged-renames", "rename by expand and contract, also where that has a price"},
    {ANALYZE | PLAN, "    --plain-renames", "rename by a plain RENAME, though running code may use the old name"},
    {ANALYZE | PLAN, "    --online-tool NAME", "MySQL, MariaDB: gh-ost or pt-osc command lines beside slow steps"},
    {ANALYZE | PLAN, "    --if-exists", "IF EXISTS and IF NOT EXISTS where the engine knows them"},
    {ANALYZE | PLAN, "    --no-save-data", "do not copy data before it is destroyed"},
    {ANALYZE | PLAN, "    --batch-rows N", "rows a batch of a backfill"},
    {ANALYZE | PLAN, "    --phase NAME", "expand, migrate or contract only"},
    {ANALYZE | PLAN, "    --down", "the rollback instead of the plan"},
    {READS, "    --strict", "stop when a statement is not understood"},
    {READS, "    --allow-unparsed", "statements that are not understood do not change the exit status"},
    {ALL, "-c, --config FILE", "settings from a file; default: migra.yaml here or above, up to the repository's top"},
    {READS, "    --no-color", "no colours on a terminal"},
    {READS, "-q, --quiet", "the summary only"},
    {REPORTS | DIFF, "-v, --verbose", "everything"},
    {ALL, "-h, --help", "this page;  -V, --version  the version"},
};

static const char statuses[] =
    "\n"
    "exit status: 0 done; 1 findings at or above --fail-on; 2 wrong command or unreadable source;\n"
    "             3 part of a source was not understood (the report is still printed)\n";

static void show_text(FILE *f, const char *text) {
    for (; *text; text++) {
        fputc(*text, f);
        if (*text == '\n') fprintf(f, "%30s", "");
    }
    fputc('\n', f);
}

/* Those that all of these commands have, or any. */
static void show_options(FILE *f, unsigned of, bool all) {
    fputs(all ? "\noptions that most commands have:\n" : "\noptions:\n", f);
    for (size_t i = 0; i < sizeof options_help / sizeof *options_help; i++) {
        const struct option_help *o = &options_help[i];
        if (all ? (o->of & of) != of : !(o->of & of)) continue;
        fprintf(f, "  %-27s ", o->option);
        show_text(f, o->text);
    }
    if (of & READS) fputs(of & REPORTS ? statuses : "\nexit status: 0 done; 2 wrong command or unreadable source; 3 part of a source was not understood\n", f);
}

static void show_general(FILE *f) {
    fputs("migra knows what a schema migration will break, lose, lock and cost.\n\nusage: migra COMMAND ARGUMENTS [options]\n\n", f);
    for (size_t i = 0; i < PAGES; i++) {
        char head[64];
        snprintf(head, sizeof head, "%s %s", pages[i].command, pages[i].arguments);
        fprintf(f, "  %-28s %s\n", head, pages[i].summary);
    }
    fputs("\nsources: schema.sql, a folder of migrations, - (standard input), git:REV:PATH\n"
          "`migra COMMAND --help` lists the options of a command.\n", f);
    show_options(f, REPORTS, true);
}

void show_help(FILE *f, const char *command) {
    for (size_t i = 0; command && i < PAGES; i++) {
        if (strcmp(pages[i].command, command)) continue;
        fprintf(f, "usage: migra %s %s [options]\n\n%s\n", command, pages[i].arguments, pages[i].text);
        show_options(f, pages[i].bit, false);
        return;
    }
    show_general(f);
}
