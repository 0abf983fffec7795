/* Which files of a folder are migrations, and in which order they ran.
 *
 * Known habits: golang-migrate (001_x.up.sql), Flyway (V1_2__x.sql, R__x.sql, U1__x.sql), Atlas (atlas.sum), sqitch
 * (sqitch.plan, deploy/), Prisma and Diesel (a folder a migration). goose and dbmate mark the way back inside the
 * file: updown.c. Whatever else is called *.sql is taken in version order. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

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
    return 0;
}

bool is_repeatable(const char *path) {
    return !strncmp(base_name(path), "R__", 3);
}

/* A versioned migration, or a baseline, which stands for all up to its version. */
static size_t flyway_place(const char *name) {
    size_t n = flyway_version(name, 'V');
    return n ? n : flyway_version(name, 'B');
}

static int compare_names(const void *x, const void *y) {
    const char *a = *(char *const *)x, *b = *(char *const *)y;
    const char *ba = base_name(a), *bb = base_name(b);
    size_t va = flyway_place(ba), vb = flyway_place(bb);
    int by_version = va && vb ? compare_flyway(ba, va, bb, vb) : 0;
    if (by_version) return by_version;
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

/* ---- Flyway -------------------------------------------------------------------------------- */

static bool is_callback(const char *path) {
    static const char *const words[] = {"before", "after"};
    static const char *const events[] = {"Migrate", "Each", "Versioned", "Repeatable", "Validate", "Baseline", "Clean", "Info", "Repair", "Undo", "Connect"};
    const char *name = base_name(path);
    if (!strcmp(name, "createSchema.sql")) return true;
    for (size_t i = 0; i < 2; i++) {
        size_t n = strlen(words[i]);
        if (strncmp(name, words[i], n)) continue;
        for (size_t k = 0; k < sizeof events / sizeof *events; k++) {
            if (!strncmp(name + n, events[k], strlen(events[k]))) return true;
        }
    }
    return false;
}

/* A baseline is left out where a migration that it sums up is there, too. */
static bool is_summed_up(const strings *names, const char *baseline) {
    size_t vb = flyway_version(baseline, 'B');
    for (size_t i = 0; vb && i < names->n; i++) {
        const char *name = base_name(names->at[i]);
        size_t v = flyway_version(name, 'V');
        if (v && compare_flyway(name, v, baseline, vb) <= 0) return true;
    }
    return false;
}

static void keep_flyway(strings *names) {
    bool flyway = false;
    size_t n = 0;
    for (size_t i = 0; i < names->n; i++) flyway = flyway || flyway_place(base_name(names->at[i]));
    if (!flyway) return;
    for (size_t i = 0; i < names->n; i++) {
        char *path = names->at[i];
        names->at[i] = NULL;
        if (is_callback(path)) free(path);
        else names->at[n++] = path;
    }
    names->n = n;
    for (size_t i = n; i-- > 0;) {
        if (!is_summed_up(names, base_name(names->at[i]))) continue;
        free(names->at[i]);
        memmove(&names->at[i], &names->at[i + 1], (--names->n - i) * sizeof *names->at);
    }
}

/* ---- dumps ------------------------------------------------------------------------------------- */

bool is_dump_beside(const strings *all, const char *path) {
    static const char *const folders[] = {"migrations/", "migrate/"};
    const char *name = base_name(path);
    size_t n = (size_t)(name - path);
    if (strcmp(name, "schema.sql") && strcmp(name, "structure.sql")) return false;
    for (size_t i = 0; i < all->n; i++) {
        const char *other = all->at[i];
        if (strncmp(other, path, n) || !ends(other, ".sql")) continue;
        for (size_t k = 0; k < 2; k++) {
            if (!strncmp(other + n, folders[k], strlen(folders[k]))) return true;
        }
    }
    return false;
}

/* ---- orders that are written down --------------------------------------------------------- */

static bool has(const strings *names, const char *name) {
    for (size_t i = 0; i < names->n; i++) {
        if (!strcmp(names->at[i], name)) return true;
    }
    return false;
}

typedef void (*taker)(strings *into, const strings *all, const char *folder, const char *word);

/* Calls take with the first word of each line. */
static void each_first_word(char *text, taker take, strings *into, const strings *all, const char *folder) {
    for (char *line = text; line && *line;) {
        char *next = strchr(line, '\n');
        if (next) *next++ = 0;
        while (*line == ' ' || *line == '\t') line++;
        line[strcspn(line, " \t\r")] = 0;
        if (*line) take(into, all, folder, line);
        line = next;
    }
}

/* At a tag: what was deployed until then and is written anew behind it stands in NAME@TAG.sql. */
static void rework(strings *into, const strings *all, const char *tag) {
    for (size_t i = 0; i < into->n; i++) {
        char *bare = copy(into->at[i], strlen(into->at[i]) - 4), *old = join(bare, tag, ".sql");
        free(bare);
        if (has(all, old)) {
            free(into->at[i]);
            into->at[i] = old;
        } else free(old);
    }
}

static void take_sqitch(strings *into, const strings *all, const char *folder, const char *word) {
    if (word[0] == '@') rework(into, all, word);
    if (strchr("%@#+-", word[0])) return;
    char *deploy = join(folder, "deploy/", word), *path = join(deploy, ".sql", "");
    free(deploy);
    if (has(all, path) && !has(into, path)) strings_add(into, path);
    else free(path);
}

static void take_atlas(strings *into, const strings *all, const char *folder, const char *word) {
    char *path = join(folder, word, "");
    if (has(all, path) && ends(path, ".sql")) strings_add(into, path);
    else free(path);
}

static bool order_by_list(tree *t, const char *list, taker take) {
    char *text;
    size_t len;
    strings ordered = {0};
    if (!t->read(t, list, &text, &len)) return false;
    char *folder = copy(list, (size_t)(base_name(list) - list));
    each_first_word(text, take, &ordered, &t->names, folder);
    free(text);
    free(folder);
    strings_free(&t->names);
    t->names = ordered;
    return true;
}

/* The only file of that name in the folder or below it; NULL when there is none, or more than one. */
static const char *find_list(const strings *names, const char *name) {
    const char *found = NULL;
    for (size_t i = 0; i < names->n; i++) {
        if (strcmp(base_name(names->at[i]), name)) continue;
        if (found) return NULL;
        found = names->at[i];
    }
    return found;
}

static bool is_not_sqitch_back(const char *path) {
    return !in_folder(path, "revert") && !in_folder(path, "verify");
}

/* Files that `atlas migrate hash` has not seen yet come behind the listed ones: they are what is new. */
static bool order_atlas(tree *t, const char *list) {
    strings all = {0}, fresh = {0};
    size_t n = (size_t)(base_name(list) - list);
    char *folder = copy(list, n);
    for (size_t i = 0; i < t->names.n; i++) strings_add(&all, copy(t->names.at[i], strlen(t->names.at[i])));
    bool ok = order_by_list(t, list, take_atlas);
    for (size_t i = 0; ok && i < all.n; i++) {
        const char *name = all.at[i];
        bool here = !strncmp(name, folder, n) && !strchr(name + n, '/');
        if (here && is_forward_sql(name) && !has(&t->names, name)) strings_add(&fresh, copy(name, strlen(name)));
    }
    if (fresh.n) qsort(fresh.at, fresh.n, sizeof *fresh.at, compare_names);
    for (size_t i = 0; i < fresh.n; i++) strings_add(&t->names, copy(fresh.at[i], strlen(fresh.at[i])));
    strings_free(&all);
    strings_free(&fresh);
    free(folder);
    return ok;
}

static void order_by_names(tree *t) {
    bool sqitch = false;
    keep(&t->names, is_forward_sql);
    keep_flyway(&t->names);
    for (size_t i = 0; i < t->names.n; i++) sqitch = sqitch || in_folder(t->names.at[i], "deploy");
    if (sqitch) keep(&t->names, is_not_sqitch_back);
    if (t->names.n) qsort(t->names.at, t->names.n, sizeof *t->names.at, compare_names);
}

bool tree_order(tree *t) {
    bool ok = true;
    const char *plan = find_list(&t->names, "sqitch.plan"), *sum = find_list(&t->names, "atlas.sum");
    char *list = plan || sum ? copy(plan ? plan : sum, strlen(plan ? plan : sum)) : NULL;
    if (plan) ok = order_by_list(t, list, take_sqitch);
    else if (sum) ok = order_atlas(t, list);
    else order_by_names(t);
    free(list);
    if (ok && !t->names.n) {
        complain("%s: there is no *.sql file in this folder", t->label);
        return false;
    }
    return ok;
}
