/* The dialect, where a migration tool's own files say it: Prisma's migration_lock.toml, sqitch.conf and the first line of
 * sqitch's scripts, the databases of Liquibase's changesets. */
#include "cli.h"

#include <string.h>

static const struct engine {
    const char *name, *dialect;
} engines[] = {
    {"postgresql", "postgres"}, {"postgres", "postgres"}, {"pg", "postgres"}, {"mysql", "mysql"}, {"mariadb", "mariadb"}, {"sqlite", "sqlite"},
};

static const char *dialect_of(const char *name, size_t n) {
    for (size_t i = 0; i < sizeof engines / sizeof *engines; i++) {
        if (strlen(engines[i].name) == n && !memcmp(engines[i].name, name, n)) return engines[i].dialect;
    }
    return NULL;
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const struct says {
    const char *file, *key, *why;
} files[] = {
    {"migration_lock.toml", "provider", "the provider in migration_lock.toml"},
    {"sqitch.conf", "engine", "the engine in sqitch.conf"},
};

static const struct says *row_of(const char *name) {
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (!strcmp(base_name(name), files[i].file)) return &files[i];
    }
    return NULL;
}

bool is_told_by(const char *name) {
    return row_of(name) != NULL;
}

static void tell(source *s, const char *dialect, const char *why) {
    if (!dialect || s->told) return;
    s->told = dialect;
    s->told_by = why;
}

/* key = value, with quotes or without. */
void told_by_file(source *s, const char *name, const char *text) {
    const struct says *row = row_of(name);
    size_t k = strlen(row->key);
    for (const char *p = text; p && *p; p = strchr(p, '\n'), p = p ? p + 1 : NULL) {
        p += strspn(p, " \t");
        if (strncmp(p, row->key, k)) continue;
        const char *value = p + k + strspn(p + k, " \t");
        if (*value != '=') continue;
        value++;
        value += strspn(value, " \t\"");
        tell(s, dialect_of(value, strcspn(value, "\" \t\r\n")), row->why);
    }
}

/* "-- Deploy shop:users to pg" */
static const char *sqitch_target(const char *text, size_t len) {
    const char *nl = memchr(text, '\n', len), *end = nl ? nl : text + len;
    if (len < 10 || memcmp(text, "-- Deploy ", 10)) return NULL;
    while (end > text && (end[-1] == ' ' || end[-1] == '\r')) end--;
    const char *word = end;
    while (word > text && word[-1] != ' ') word--;
    return word - text > 4 && !memcmp(word - 4, " to ", 4) ? dialect_of(word, (size_t)(end - word)) : NULL;
}

static const char *said_by(const source_file *f, const char **why) {
    const char *d = sqitch_target(f->text, f->len);
    *why = d ? "the first line of a sqitch script" : "dbms: of the changesets";
    return d || !is_liquibase(f) ? d : liquibase_dialect(f);
}

/* Of all sources; where two differ, nothing is said. */
const char *told_dialect(const source *const *sources, size_t n, const char **why) {
    const char *told = NULL;
    for (size_t i = 0; i < n; i++) {
        const source *s = sources[i];
        if (s->told && told && strcmp(told, s->told)) return NULL;
        if (s->told) told = s->told, *why = s->told_by;
        for (size_t k = 0; !s->told && k < s->n; k++) {
            const char *here, *d = said_by(&s->files[k], &here);
            if (d && told && strcmp(told, d)) return NULL;
            if (d) told = d, *why = here;
        }
    }
    return told;
}
