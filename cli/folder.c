/* Which files of a folder are migrations, and in which order they ran.
 *
 * Known habits: golang-migrate (001_x.up.sql), Flyway (V1_2__x.sql, R__x.sql, U1__x.sql), Atlas (atlas.sum), sqitch
 * (sqitch.plan, deploy/), Prisma and Diesel (a folder a migration). goose and dbmate mark the way back inside the
 * file: updown.c. Whatever else is called *.sql is taken in version order. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool ends(const char *z, const char *with) {
    size_t n = strlen(z), w = strlen(with);
    return n >= w && !strcmp(z + n - w, with);
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* ---- order ------------------------------------------------------------------------ */

/* Numbers in names compare as numbers: 2_x before 10_x. */
static int compare_natural(const char *a, const char *b) {
    while (*a && *b) {
        if (is_digit(*a) && is_digit(*b)) {
            while (*a == '0' && is_digit(a[1])) a++;
            while (*b == '0' && is_digit(b[1])) b++;
            size_t na = strspn(a, "0123456789"), nb = strspn(b, "0123456789");
            if (na != nb) return na < nb ? -1 : 1;
            int c = memcmp(a, b, na);
            if (c) return c;
            a += na;
            b += nb;
        } else if (*a != *b) return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        else {
            a++;
            b++;
        }
    }
    return *a ? 1 : *b ? -1 : 0;
}

/* "V1.2__x": the part between V and __; 0 when the name is not of that form. */
static size_t flyway_version(const char *name, char letter) {
    if (name[0] != letter || !is_digit(name[1])) return 0;
    size_t n = 0;
    for (const char *p = name + 1; *p; p++, n++) {
        if (p[0] == '_' && p[1] == '_') return n;
        if (!is_digit(*p) && *p != '.' && *p != '_') return 0;
    }
    return 0;
}

static unsigned long next_part(const char **p, const char *end) {
    unsigned long v = 0;
    while (*p < end && !is_digit(**p)) ++*p;
    for (; *p < end && is_digit(**p); ++*p) v = v < 1000000000000000UL ? v * 10 + (unsigned long)(**p - '0') : v;
    return v;
}

static int compare_flyway(const char *a, size_t na, const char *b, size_t nb) {
    const char *pa = a + 1, *pb = b + 1, *ea = pa + na, *eb = pb + nb;
    while (pa < ea || pb < eb) {
        unsigned long va = next_part(&pa, ea), vb = next_part(&pb, eb);
        if (va != vb) return va < vb ? -1 : 1;
    }
    return strcmp(a, b);
}

static bool is_repeatable(const char *name) {
    return !strncmp(name, "R__", 3);
}

static int compare_names(const void *x, const void *y) {
    const char *a = *(char *const *)x, *b = *(char *const *)y;
    const char *ba = base_name(a), *bb = base_name(b);
    size_t va = flyway_version(ba, 'V'), vb = flyway_version(bb, 'V');
    if (va && vb) return compare_flyway(ba, va, bb, vb);
    if (is_repeatable(ba) != is_repeatable(bb)) return is_repeatable(ba) ? 1 : -1;
    int c = compare_natural(a, b);
    return c ? c : strcmp(a, b);
}

/* ---- what is a migration -------------------------------------------------------------- */

static bool in_folder(const char *path, const char *folder) {
    size_t n = strlen(folder);
    for (const char *p = path; (p = strstr(p, folder)); p++) {
        if ((p == path || p[-1] == '/') && p[n] == '/') return true;
    }
    return false;
}

bool is_way_back(const char *path) {
    static const char *const tails[] = {".down.sql", ".undo.sql", ".rollback.sql", "_down.sql", "_rollback.sql"};
    const char *name = base_name(path);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        if (ends(name, tails[i])) return true;
    }
    return !strcmp(name, "down.sql") || flyway_version(name, 'U');
}

static void keep(strings *names, bool (*wanted)(const char *path)) {
    size_t n = 0;
    for (size_t i = 0; i < names->n; i++) {
        if (wanted(names->at[i])) names->at[n++] = names->at[i];
        else free(names->at[i]);
    }
    names->n = n;
}

static bool is_forward_sql(const char *path) {
    return ends(path, ".sql") && !is_way_back(path);
}

/* ---- orders that are written down --------------------------------------------------------- */

static bool has(const strings *names, const char *name) {
    for (size_t i = 0; i < names->n; i++) {
        if (!strcmp(names->at[i], name)) return true;
    }
    return false;
}

/* Calls take with the first word of each line. */
static void each_first_word(char *text, void (*take)(strings *into, const strings *all, const char *word),
                            strings *into, const strings *all) {
    for (char *line = text; line && *line;) {
        char *next = strchr(line, '\n');
        if (next) *next++ = 0;
        while (*line == ' ' || *line == '\t') line++;
        line[strcspn(line, " \t\r")] = 0;
        if (*line) take(into, all, line);
        line = next;
    }
}

static void take_sqitch(strings *into, const strings *all, const char *word) {
    if (strchr("%@#+-", word[0])) return;
    char *path = join("deploy/", word, ".sql");
    if (has(all, path) && !has(into, path)) strings_add(into, path);
    else free(path);
}

static void take_atlas(strings *into, const strings *all, const char *word) {
    if (has(all, word) && ends(word, ".sql")) strings_add(into, copy(word, strlen(word)));
}

static bool order_by_list(tree *t, const char *list,
                          void (*take)(strings *into, const strings *all, const char *word)) {
    char *text;
    size_t len;
    strings ordered = {0};
    if (!t->read(t, list, &text, &len)) return false;
    each_first_word(text, take, &ordered, &t->names);
    free(text);
    strings_free(&t->names);
    t->names = ordered;
    return true;
}

static bool is_not_sqitch_back(const char *path) {
    return !in_folder(path, "revert") && !in_folder(path, "verify");
}

/* Files that `atlas migrate hash` has not seen yet come behind the listed ones: they are what is new. */
static bool order_atlas(tree *t) {
    strings all = {0}, fresh = {0};
    for (size_t i = 0; i < t->names.n; i++) strings_add(&all, copy(t->names.at[i], strlen(t->names.at[i])));
    bool ok = order_by_list(t, "atlas.sum", take_atlas);
    for (size_t i = 0; ok && i < all.n; i++) {
        const char *name = all.at[i];
        if (is_forward_sql(name) && !strchr(name, '/') && !has(&t->names, name)) strings_add(&fresh, copy(name, strlen(name)));
    }
    if (fresh.n) qsort(fresh.at, fresh.n, sizeof *fresh.at, compare_names);
    for (size_t i = 0; i < fresh.n; i++) strings_add(&t->names, copy(fresh.at[i], strlen(fresh.at[i])));
    strings_free(&all);
    strings_free(&fresh);
    return ok;
}

bool tree_order(tree *t) {
    bool ok = true;
    if (has(&t->names, "sqitch.plan")) ok = order_by_list(t, "sqitch.plan", take_sqitch);
    else if (has(&t->names, "atlas.sum")) ok = order_atlas(t);
    else {
        keep(&t->names, is_forward_sql);
        bool sqitch = false;
        for (size_t i = 0; i < t->names.n; i++) sqitch = sqitch || in_folder(t->names.at[i], "deploy");
        if (sqitch) keep(&t->names, is_not_sqitch_back);
        if (t->names.n) qsort(t->names.at, t->names.n, sizeof *t->names.at, compare_names);
    }
    if (ok && !t->names.n) {
        complain("%s: there is no *.sql file in this folder", t->label);
        return false;
    }
    return ok;
}
