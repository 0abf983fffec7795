/* Sources: files, folders, standard input. git: is in git.c. */
#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_BYTES ((size_t)1 << 30)
#define MAX_FOLDER_DEPTH 8

/* ---- texts ------------------------------------------------------------------------ */

static bool too_large(const char *name) {
    complain("%s has more than 1 GiB, the limit of one source", name);
    return false;
}

/* `expected` bytes are read without asking for memory twice; more may come. */
static bool read_expected(FILE *f, const char *name, size_t expected, char **text, size_t *len) {
    size_t cap = expected + 1, n = 0;
    char *p = must(malloc(cap + 1));
    for (;;) {
        n += fread(p + n, 1, cap - n, f);
        if (n < cap) break;
        if (cap > MAX_BYTES) {
            free(p);
            return too_large(name);
        }
        cap *= 2;
        p = must(realloc(p, cap + 1));
    }
    if (ferror(f)) {
        complain("cannot read %s: %s", name, strerror(errno));
        free(p);
        return false;
    }
    p[n] = 0;
    *text = p;
    *len = n;
    return true;
}

bool read_stream(FILE *f, const char *name, char **text, size_t *len) {
    return read_expected(f, name, 1 << 16, text, len);
}

bool read_path(const char *path, char **text, size_t *len) {
    struct stat st;
    FILE *f = fopen(path, "rb");
    if (!f || fstat(fileno(f), &st)) {
        complain("cannot read %s: %s", path, strerror(errno));
        if (f) fclose(f);
        return false;
    }
    bool ok = false;
    if (S_ISDIR(st.st_mode)) complain("cannot read %s: it is a folder", path);
    else if (S_ISREG(st.st_mode) && (unsigned long long)st.st_size > MAX_BYTES) too_large(path);
    else ok = read_expected(f, path, S_ISREG(st.st_mode) ? (size_t)st.st_size : 1 << 16, text, len);
    fclose(f);
    return ok;
}

/* Every second byte of the beginning is NUL: letters of two bytes, without a mark before them. */
static bool looks_utf16(const char *text, size_t len) {
    size_t nuls[2] = {0, 0}, n = len < 64 ? len : 64;
    for (size_t i = 0; i < n; i++) nuls[i & 1] += text[i] == 0;
    return n >= 8 && ((nuls[0] * 3 > n && !nuls[1]) || (nuls[1] * 3 > n && !nuls[0]));
}

/* SQL is text: say what a file is instead when it is not. */
bool check_text(const char *name, const char *text, size_t len) {
    if (len >= 15 && !memcmp(text, "SQLite format 3", 15)) {
        complain("%s is a SQLite database, not SQL; give what `sqlite3 %s .schema` prints", name, name);
        return false;
    }
    if (len >= 5 && !memcmp(text, "PGDMP", 5)) {
        complain("%s is a pg_dump archive, not SQL; give what `pg_restore --schema-only -f - %s` prints", name, name);
        return false;
    }
    if (len >= 2 && (!memcmp(text, "\xff\xfe", 2) || !memcmp(text, "\xfe\xff", 2))) {
        complain("%s is UTF-16; give it as UTF-8 (`iconv -f UTF-16 -t UTF-8 %s`)", name, name);
        return false;
    }
    if (len >= 2 && !memcmp(text, "\x1f\x8b", 2)) {
        complain("%s is compressed; unpack it first", name);
        return false;
    }
    const char *nul = memchr(text, 0, len);
    if (nul && looks_utf16(text, len)) {
        const char *encoding = text[0] ? "UTF-16LE" : "UTF-16BE";
        complain("%s is UTF-16; give it as UTF-8 (`iconv -f %s -t UTF-8 %s`)", name, encoding, name);
        return false;
    }
    if (nul) {
        complain("%s is not a text file: a NUL byte at offset %zu", name, (size_t)(nul - text));
        return false;
    }
    return true;
}

/* ---- collecting ---------------------------------------------------------------------- */

void source_add(source *s, char *name, char *text, size_t len) {
    if (s->n == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 8;
        s->files = must(realloc(s->files, s->cap * sizeof *s->files));
    }
    char *filled = placeholders_fill(text, &len);
    if (filled) {
        free(text);
        text = filled;
    }
    char *raw = copy(text, len);
    keep_up_part(text, len);
    if (!memcmp(raw, text, len)) {
        free(raw);
        raw = NULL;
    }
    s->files[s->n++] = (source_file){.name = name, .text = text, .len = len, .raw = raw, .filled = filled != NULL};
}

void source_forget_texts(source *s) {
    for (size_t i = 0; i < s->n; i++) {
        free(s->files[i].text);
        s->files[i].text = NULL;
        s->files[i].len = 0;
    }
}

void source_free(source *s) {
    for (size_t i = 0; i < s->n; i++) {
        free(s->files[i].name);
        free(s->files[i].text);
        free(s->files[i].raw);
        free(s->files[i].was);
        free(s->files[i].inside);
        free(s->files[i].side);
        free(s->files[i].parts);
    }
    free(s->files);
    strings_free(&s->listed);
    *s = (source){0};
}

static bool add_checked(source *s, const char *name, char *text, size_t len) {
    if (!check_text(name, text, len)) {
        free(text);
        return false;
    }
    source_add(s, copy(name, strlen(name)), text, len);
    return true;
}

static char *name_in(const tree *t, const char *name) {
    size_t n = strlen(t->label);
    if (!strcmp(t->label, ".")) return copy(name, strlen(name));
    return join(t->label, n && t->label[n - 1] == '/' ? "" : "/", name);
}

/* What a tool reads beside the file, if it is there. */
static bool add_side(source *s, const tree *t, const char *inside) {
    source_file *f = &s->files[s->n - 1];
    const char *side = tool_side_file(inside), *slash = strrchr(inside, '/');
    size_t len;
    if (!side) return true;
    char *folder = copy(inside, slash ? (size_t)(slash - inside) + 1 : 0);
    char *name = *side ? join(folder, side, "") : join(inside, ".conf", "");
    bool ok = true;
    for (size_t i = 0; ok && i < s->listed.n; i++) {
        if (!strcmp(s->listed.at[i], name)) ok = t->read(t, name, &f->side, &len);
    }
    free(name);
    free(folder);
    return ok;
}

static bool read_told(source *s, const tree *t) {
    char *text;
    size_t len;
    for (size_t i = 0; i < t->names.n; i++) {
        if (!is_told_by(t->names.at[i])) continue;
        if (!t->read(t, t->names.at[i], &text, &len)) return false;
        told_by_file(s, t->names.at[i], text);
        free(text);
    }
    return true;
}

/* What the migrations before it make already: Atlas's checkpoints, dbmate's and Rails' dumps beside the folder of migrations. */
static bool is_made_by_others(const source *s, const char *inside, const char *text, size_t len) {
    if (s->n && is_checkpoint(text, len)) return true;
    return is_dump_beside(&s->listed, inside) && (strstr(text, "Dbmate schema migrations") || strstr(text, "schema_migrations"));
}

bool source_add_tree(source *s, tree *t) {
    char *text;
    size_t len;
    for (size_t i = 0; i < t->names.n; i++) strings_add(&s->listed, copy(t->names.at[i], strlen(t->names.at[i])));
    if (!read_told(s, t) || !tree_order(t)) return false;
    for (size_t i = 0; i < t->names.n; i++) {
        if (!t->read(t, t->names.at[i], &text, &len)) return false;
        if (is_made_by_others(s, t->names.at[i], text, len)) {
            free(text);
            continue;
        }
        char *name = name_in(t, t->names.at[i]);
        bool ok = add_checked(s, name, text, len);
        free(name);
        if (!ok) return false;
        const char *inside = t->names.at[i];
        s->files[s->n - 1].inside = copy(inside, strlen(inside));
        if (!add_side(s, t, inside)) return false;
    }
    return true;
}

/* ---- folders ------------------------------------------------------------------------------ */

static bool read_in_folder(const tree *t, const char *name, char **text, size_t *len) {
    char *path = join(t->root, "/", name);
    bool ok = read_path(path, text, len);
    free(path);
    return ok;
}

static bool list_folder(strings *names, const char *root, const char *below, int depth) {
    char *path = *below ? join(root, "/", below) : copy(root, strlen(root));
    DIR *d = opendir(path);
    struct dirent *e;
    bool ok = d != NULL;
    if (!d) complain("cannot read %s: %s", path, strerror(errno));
    while (d && ok && (e = readdir(d))) {
        if (e->d_name[0] == '.') continue;
        char *name = *below ? join(below, "/", e->d_name) : copy(e->d_name, strlen(e->d_name));
        char *full = join(root, "/", name);
        struct stat st;
        bool there = !stat(full, &st);
        free(full);
        if (there && S_ISDIR(st.st_mode) && depth < MAX_FOLDER_DEPTH) ok = list_folder(names, root, name, depth + 1);
        if (there && S_ISREG(st.st_mode)) strings_add(names, name);
        else free(name);
    }
    if (d) closedir(d);
    free(path);
    return ok;
}

static bool load_folder(source *s, const char *path) {
    tree t = {.label = path, .read = read_in_folder, .root = path};
    bool ok = list_folder(&t.names, path, "", 0) && source_add_tree(s, &t);
    for (size_t i = 0; i < s->n; i++) s->files[i].on_disk = true;
    strings_free(&t.names);
    return ok;
}

/* ---- by form --------------------------------------------------------------------------------- */

static bool starts(const char *z, const char *with) {
    return !strncmp(z, with, strlen(with));
}

static bool ends(const char *z, const char *with) {
    size_t n = strlen(z), w = strlen(with);
    return n >= w && !strcmp(z + n - w, with);
}

static bool is_live(const char *spec) {
    return starts(spec, "postgres://") || starts(spec, "postgresql://") || starts(spec, "mysql://") ||
           starts(spec, "mariadb://") || starts(spec, "sqlite:");
}

static bool load_stdin(source *s) {
    static bool taken;
    char *text;
    size_t len;
    if (taken) {
        complain("standard input can be only one of the sources");
        return false;
    }
    taken = true;
    return read_stream(stdin, "<stdin>", &text, &len) && add_checked(s, "<stdin>", text, len);
}

static bool load_side(source *s, const char *path) {
    const char *side = tool_side_file(path), *slash = strrchr(path, '/');
    struct stat st;
    size_t len;
    if (!side) return true;
    char *folder = copy(path, slash ? (size_t)(slash - path) + 1 : 0);
    char *name = *side ? join(folder, side, "") : join(path, ".conf", "");
    bool ok = stat(name, &st) || read_path(name, &s->files[s->n - 1].side, &len);
    free(name);
    free(folder);
    return ok;
}

/* migration_lock.toml above the folder of a migration of Prisma's, which a commit hook names alone. */
static bool load_told(source *s, const char *path) {
    const char *slash = strrchr(path, '/');
    struct stat st;
    char *text;
    size_t len;
    if (strcmp(slash ? slash + 1 : path, "migration.sql")) return true;
    char *folder = copy(path, slash ? (size_t)(slash - path) + 1 : 0), *name = join(folder, "../migration_lock.toml", "");
    bool there = !stat(name, &st), ok = !there || read_path(name, &text, &len);
    if (there && ok) {
        told_by_file(s, name, text);
        free(text);
    }
    free(name);
    free(folder);
    return ok;
}

bool source_load(source *s, const char *spec) {
    struct stat st;
    char *text;
    size_t len;
    while (starts(spec, "./") && spec[2] && spec[2] != '/') spec += 2; /* annotations name files as git does */
    *s = (source){.spec = spec};
    if (!strcmp(spec, "-")) {
        s->spec = "<stdin>";
        return load_stdin(s);
    }
    if (starts(spec, "git:")) return git_load(s, spec);
    if (is_live(spec)) {
        complain("live databases are not in this version; give a dump of the schema "
                 "(pg_dump --schema-only, mysqldump --no-data --routines --triggers, sqlite3 FILE .schema)");
        return false;
    }
    if (stat(spec, &st)) {
        complain("cannot read %s: %s", spec, strerror(errno));
        return false;
    }
    if (S_ISDIR(st.st_mode)) return load_folder(s, spec);
    if (ends(spec, ".yaml") || ends(spec, ".yml")) {
        complain("%s: specifications are not in this version; give SQL", spec);
        return false;
    }
    if (!read_path(spec, &text, &len) || !add_checked(s, spec, text, len)) return false;
    s->files[s->n - 1].on_disk = true;
    return load_side(s, spec) && load_told(s, spec);
}
