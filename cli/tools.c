/* Migration tools: by what a file of theirs is known, and how they send it to the server.
 *
 * One row a tool. A file is known by a line of its text, by its own name, by a file beside it or above it; the first row
 * that fits counts. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* PostgreSQL and SQLite. MySQL and MariaDB commit with every DDL statement, whatever the tool opens. */
static const struct tool_row {
    const char *name;
    const char *line;      /* a comment begins with it, in lower case; NULL */
    const char *tail;      /* the file's name ends with it; NULL */
    char version;          /* the name is VERSION__text.sql with this letter before the version; 0 */
    const char *beside;    /* a file of that name in the same folder … */
    const char *above;     /* … or in the one above; NULL */
    int32_t transaction;
    const char *without;   /* a comment or a line of the side file that says that there is no transaction; NULL */
    const char *side;      /* the side file: "" stands for NAME.conf */
} tools[] = {
    {"goose", "+goose up", NULL, 0, NULL, NULL, MIGRA_TRANSACTION_FILE, "+goose no transaction", NULL},
    {"dbmate", "migrate:up", NULL, 0, NULL, NULL, MIGRA_TRANSACTION_FILE, "migrate:up transaction:false", NULL},
    {"sql-migrate", "+migrate up", NULL, 0, NULL, NULL, MIGRA_TRANSACTION_FILE, "+migrate up notransaction", NULL},
    {"rambler", "rambler up", NULL, 0, NULL, NULL, MIGRA_TRANSACTION_FILE, NULL, NULL},
    {"Liquibase", "liquibase formatted sql", NULL, 0, NULL, NULL, MIGRA_TRANSACTION_FILE, NULL, NULL},
    {"sqitch", "deploy ", NULL, 0, NULL, "sqitch.plan", MIGRA_TRANSACTION_EACH, NULL, NULL},
    {"Alembic", "running upgrade ", NULL, 0, NULL, NULL, MIGRA_TRANSACTION_EACH, NULL, NULL},
    {"Atlas", "atlas:", NULL, 0, "atlas.sum", NULL, MIGRA_TRANSACTION_FILE, "atlas:txmode none", NULL},
    {"Rails", NULL, "structure.sql", 0, NULL, NULL, MIGRA_TRANSACTION_EACH, NULL, NULL},
    {"golang-migrate", NULL, ".up.sql", 0, NULL, NULL, MIGRA_TRANSACTION_STRING, NULL, NULL},
    {"golang-migrate", NULL, ".down.sql", 0, NULL, NULL, MIGRA_TRANSACTION_STRING, NULL, NULL},
    {"Flyway", NULL, NULL, 'V', NULL, NULL, MIGRA_TRANSACTION_AUTO, "executeintransaction=false", ""},
    {"Flyway", NULL, NULL, 'R', NULL, NULL, MIGRA_TRANSACTION_AUTO, "executeintransaction=false", ""},
    {"Flyway", NULL, NULL, 'B', NULL, NULL, MIGRA_TRANSACTION_AUTO, "executeintransaction=false", ""},
    {"Prisma", NULL, "migration.sql", 0, NULL, "migration_lock.toml", MIGRA_TRANSACTION_STRING, NULL, NULL},
    {"Diesel", NULL, "up.sql", 0, "down.sql", NULL, MIGRA_TRANSACTION_FILE, "run_in_transaction=false", "metadata.toml"},
};

#define ROWS (sizeof tools / sizeof *tools)
#define LOOKED_AT ((size_t)16384) /* marks of tools stand early */

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool ends(const char *z, const char *with) {
    size_t n = strlen(z), w = strlen(with);
    return n >= w && !strcmp(z + n - w, with);
}

/* ---- lines -------------------------------------------------------------------------------- */

/* `text` stands at p, blanks of any number for one blank, letters of either case; up to `end`. */
static bool begins(const char *p, const char *end, const char *text) {
    for (; *text; text++) {
        if (*text == ' ') {
            if (p == end || (*p != ' ' && *p != '\t')) return text[1] == 0 && p == end;
            while (p < end && (*p == ' ' || *p == '\t')) p++;
            continue;
        }
        if (p == end || lower(*p++) != *text) return false;
    }
    return true;
}

static const char *line_end(const char *p, const char *end) {
    const char *nl = memchr(p, '\n', (size_t)(end - p));
    return nl ? nl : end;
}

/* A comment of the text begins with these words; where it stands, or NULL. */
static const char *find_comment(const char *text, size_t len, const char *words) {
    const char *end = text + (len < LOOKED_AT ? len : LOOKED_AT);
    for (const char *p = text; p < end; p = line_end(p, end) + 1) {
        const char *q = p, *stop = line_end(p, end);
        while (q < stop && (*q == ' ' || *q == '\t')) q++;
        if (stop - q < 2 || q[0] != '-' || q[1] != '-') continue;
        q += 2;
        while (q < stop && (*q == ' ' || *q == '\t' || *q == '-')) q++;
        if (begins(q, stop, words)) return q;
    }
    return NULL;
}

/* "key = value" with any blanks, compared without them. */
static bool has_setting(const char *text, const char *setting) {
    for (const char *p = text; p && *p;) {
        const char *q = p, *s = setting;
        while (*s && *q && *q != '\n') {
            if (*q == ' ' || *q == '\t') q++;
            else if (lower(*q) == *s) q++, s++;
            else break;
        }
        if (!*s) return true;
        p = strchr(p, '\n');
        p = p ? p + 1 : NULL;
    }
    return false;
}

/* ---- which one ------------------------------------------------------------------------------ */

static bool is_versioned(const char *name, char letter) {
    const char *under = strstr(name, "__");
    if (name[0] != letter || !under) return false;
    return letter == 'R' ? under == name + 1 : is_digit(name[1]);
}

static const char *original(const source_file *f) {
    return f->raw ? f->raw : f->text;
}

static bool fits(const struct tool_row *t, const source_file *f, bool (*is_there)(const source_file *f, const char *name, bool above)) {
    const char *name = base_name(f->name);
    if (t->line && find_comment(original(f), f->len, t->line)) return true;
    if (t->version) return is_versioned(name, t->version);
    if (t->tail && (!ends(name, t->tail))) return false;
    if (t->above) return is_there(f, t->above, true);
    if (t->beside) return is_there(f, t->beside, false);
    return t->tail != NULL;
}

static bool says_without(const struct tool_row *t, const source_file *f) {
    if (!t->without) return false;
    if (t->side) return f->side && has_setting(f->side, t->without);
    return find_comment(original(f), f->len, t->without) != NULL;
}

static bool commits_each(const char *dialect) {
    return !strcmp(dialect, "mysql") || !strcmp(dialect, "mariadb");
}

static const struct tool_row *row_of(const source_file *f, bool (*is_there)(const source_file *f, const char *name, bool above)) {
    for (size_t i = 0; i < ROWS; i++) {
        if (fits(&tools[i], f, is_there)) return &tools[i];
    }
    return NULL;
}

const char *tool_side_file(const char *name) {
    for (size_t i = 0; i < ROWS; i++) {
        if (!tools[i].side) continue;
        if (tools[i].version ? is_versioned(base_name(name), tools[i].version) : !strcmp(base_name(name), tools[i].tail)) {
            return tools[i].side;
        }
    }
    return NULL;
}

void tool_recognise(source_file *f, const char *dialect, bool assume_transaction,
                    bool (*is_there)(const source_file *f, const char *name, bool above)) {
    const struct tool_row *t = row_of(f, is_there);
    f->tool = t ? t->name : NULL;
    f->transaction = t ? t->transaction : assume_transaction ? MIGRA_TRANSACTION_FILE : MIGRA_TRANSACTION_EACH;
    if (t && says_without(t, f)) f->transaction = MIGRA_TRANSACTION_EACH;
    if (!t && find_comment(f->text, f->len, "squawk-disable-assume-in-transaction")) f->transaction = MIGRA_TRANSACTION_EACH;
    if (commits_each(dialect)) f->transaction = MIGRA_TRANSACTION_EACH;
    if (t && !strcmp(t->name, "Liquibase")) liquibase_cut(f, f->transaction);
}
