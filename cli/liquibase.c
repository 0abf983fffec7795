/* Liquibase's formatted SQL: a file of changesets, each run and remembered by itself.
 *
 *     --changeset ann:1 dbms:postgresql,mysql endDelimiter:// runInTransaction:false
 *
 * What is for other databases, what is to be ignored and the ways back are blanked, and a delimiter at the end of a line becomes
 * a ';': places stay as they are. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct span {
    const char *p;
    size_t n;
} span;

typedef struct changeset {
    size_t from, to;
    span id, dbms, delimiter;
    bool without_transaction, ignored, again; /* again: it is run whenever it has changed */
} changeset;

/* The span begins with these words, which are lower case. */
static bool begins(span s, const char *words) {
    size_t n = strlen(words);
    if (s.n < n) return false;
    for (size_t i = 0; i < n; i++) {
        if (lower(s.p[i]) != words[i]) return false;
    }
    return true;
}

static bool is(span s, const char *word) {
    return s.n == strlen(word) && begins(s, word);
}

static span trimmed(span s) {
    while (s.n && is_blank(s.p[s.n - 1])) s.n--;
    while (s.n && is_blank(*s.p)) s.p++, s.n--;
    return s;
}

static span line_at(const char *text, size_t len, size_t at) {
    const char *nl = memchr(text + at, '\n', len - at);
    return (span){text + at, nl ? (size_t)(nl - text) - at : len - at};
}

/* What a comment of one line says; n = 0 when it is none. */
static span comment_of(span line) {
    line = trimmed(line);
    if (line.n < 2 || line.p[0] != '-' || line.p[1] != '-') return (span){line.p, 0};
    while (line.n && *line.p == '-') line.p++, line.n--;
    return trimmed(line);
}

bool liquibase_is(const char *text, size_t len) {
    size_t looked = len < 4096 ? len : 4096;
    for (size_t at = 0; at < looked; at += line_at(text, looked, at).n + 1) {
        if (begins(comment_of(line_at(text, looked, at)), "liquibase formatted sql")) return true;
    }
    return false;
}

/* As it stands in the file: that is where the comments are. */
static const char *original(const source_file *f) {
    return f->raw ? f->raw : f->text;
}

bool is_liquibase(const source_file *f) {
    return liquibase_is(original(f), f->len);
}

/* ---- the line of a changeset --------------------------------------------------------------------- */

static span next_word(span *rest) {
    *rest = trimmed(*rest);
    span word = {rest->p, 0};
    char quote = 0;
    while (word.n < rest->n && (quote || !is_blank(word.p[word.n]))) {
        char c = word.p[word.n++];
        if (quote && c == quote) quote = 0;
        else if (!quote && c == '"') quote = c;
    }
    rest->p += word.n;
    rest->n -= word.n;
    return word;
}

static bool takes(span word, const char *key, span *value) {
    if (!begins(word, key)) return false;
    *value = (span){word.p + strlen(key), word.n - strlen(key)};
    if (value->n >= 2 && value->p[0] == '"' && value->p[value->n - 1] == '"') value->p++, value->n -= 2;
    return true;
}

static bool read_head(span line, changeset *out) {
    span rest = comment_of(line), yes = {0};
    if (!is(next_word(&rest), "changeset")) return false;
    *out = (changeset){.id = next_word(&rest)};
    for (span word = next_word(&rest); word.n; word = next_word(&rest)) {
        if (takes(word, "dbms:", &out->dbms) || takes(word, "enddelimiter:", &out->delimiter)) continue;
        if (takes(word, "runintransaction:", &yes)) out->without_transaction = is(yes, "false");
        else if (takes(word, "ignore:", &yes)) out->ignored = is(yes, "true");
        else if (takes(word, "runonchange:", &yes) || takes(word, "runalways:", &yes)) out->again |= is(yes, "true");
    }
    return true;
}

static changeset *find_all(const char *text, size_t len, size_t *n) {
    changeset *all = NULL, one;
    *n = 0;
    for (size_t at = 0; at < len; at += line_at(text, len, at).n + 1) {
        if (!read_head(line_at(text, len, at), &one)) continue;
        if (*n) all[*n - 1].to = at;
        one.from = at;
        one.to = len;
        all = must(realloc(all, (*n + 1) * sizeof *all));
        all[(*n)++] = one;
    }
    return all;
}

/* ---- what does not run ------------------------------------------------------------------------------ */

static void blank(char *p, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (p[i] != '\n' && p[i] != '\r') p[i] = ' ';
    }
}

/* "//" where a line ends: a ';' at its place. `\n`, `\r` and `\s*` before it say where it may stand. */
static void replace_delimiter(char *p, size_t n, span delimiter) {
    while (delimiter.n >= 2 && delimiter.p[0] == '\\' && strchr("nrs", delimiter.p[1])) {
        size_t k = delimiter.n > 2 && strchr("*+", delimiter.p[2]) ? 3 : 2;
        delimiter.p += k, delimiter.n -= k;
    }
    if (delimiter.n && !is(delimiter, ";")) end_statements(p, n, delimiter.p, delimiter.n);
}

/* Its own comments go, too: MySQL wants a blank behind "--". */
static bool is_own(span said) {
    static const char *const words[] = {"liquibase ", "changeset ", "rollback", "precondition", "comment", "property ", "validchecksum", "ignorelines", "context"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (begins(said, words[i])) return true;
    }
    return false;
}

void liquibase_clean(char *text, size_t len) {
    size_t n;
    changeset *all = find_all(text, len, &n);
    for (size_t i = 0; i < n; i++) {
        size_t head = line_at(text, len, all[i].from).n, from = all[i].from + head;
        if (all[i].ignored) blank(text + from, all[i].to - from);
        replace_delimiter(text + from, all[i].to - from, all[i].delimiter);
    }
    for (size_t at = 0; at < len;) {
        span line = line_at(text, len, at);
        if (is_own(comment_of(line))) blank(text + at, line.n);
        at += line.n + 1;
    }
    free(all);
}

/* ---- for which database ------------------------------------------------------------------------------- */

static const struct dbms {
    const char *name, *dialect;
} known[] = {{"postgresql", "postgres"}, {"mysql", "mysql"}, {"mariadb", "mariadb"}, {"sqlite", "sqlite"}};

static const char *dialect_named(span name) {
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (is(name, known[i].name)) return known[i].dialect;
    }
    return NULL;
}

static span next_name(span *list) {
    const char *comma = memchr(list->p, ',', list->n);
    span name = {list->p, comma ? (size_t)(comma - list->p) : list->n};
    size_t step = name.n + (comma != NULL);
    list->p += step;
    list->n -= step;
    return trimmed(name);
}

/* "mysql, mariadb", "!h2", "all": as Liquibase matches it. */
static bool is_for(span dbms, const char *dialect) {
    bool named = false, any = false;
    while (dbms.n) {
        span name = next_name(&dbms);
        bool not = name.n && *name.p == '!';
        if (not) name.p++, name.n--;
        const char *d = dialect_named(name);
        bool hit = is(name, "all") || (d && !strcmp(d, dialect));
        if (not && hit) return false;
        named |= !not;
        any |= hit;
    }
    return any || !named;
}

/* What both are for: MySQL, where it is MySQL and MariaDB; NULL when they have nothing in common. */
static const char *common(const char *a, const char *b) {
    if (!a || !b || !strcmp(a, b)) return a ? a : b;
    bool family = (!strcmp(a, "mysql") && !strcmp(b, "mariadb")) || (!strcmp(a, "mariadb") && !strcmp(b, "mysql"));
    return family ? "mysql" : NULL;
}

/* The one engine of ours that each changeset names; NULL when one names none, or another. */
const char *liquibase_dialect(const source_file *f) {
    size_t n;
    changeset *all = find_all(original(f), f->len, &n);
    const char *one = NULL;
    bool alike = true;
    for (size_t i = 0; i < n; i++) {
        const char *here = NULL;
        for (span rest = all[i].dbms; rest.n;) {
            const char *d = dialect_named(next_name(&rest)), *both = common(here, d);
            alike = alike && (both || !d);
            here = both;
        }
        one = common(one, here);
        alike = alike && here && one;
    }
    free(all);
    return alike ? one : NULL;
}

void liquibase_settle(source_file *f, const char *dialect) {
    size_t n;
    if (!is_liquibase(f)) return;
    changeset *all = find_all(original(f), f->len, &n);
    for (size_t i = 0; i < n; i++) {
        if (!all[i].dbms.n || is_for(all[i].dbms, dialect)) continue;
        if (!f->raw) f->raw = copy(f->text, f->len);
        blank(f->text + all[i].from, all[i].to - all[i].from);
    }
    free(all);
}

/* ---- each by itself --------------------------------------------------------------------------------------- */

static bool is_empty(const char *text, const changeset *c) {
    for (size_t i = c->from; i < c->to; i++) {
        if (!is_blank(text[i]) && text[i] != '\n') return false;
    }
    return true;
}

void liquibase_cut(source_file *f, int32_t usual) {
    size_t n;
    changeset *all = find_all(original(f), f->len, &n);
    free(f->parts);
    f->parts = must(calloc(n + 1, sizeof *f->parts));
    f->n_parts = 0;
    for (size_t i = 0; i < n; i++) {
        if (is_empty(f->text, &all[i])) continue;
        f->parts[f->n_parts++] = (migra_lint_part){all[i].from, all[i].without_transaction ? MIGRA_TRANSACTION_EACH : usual};
    }
    free(all);
}

static const changeset *find_id(const changeset *all, size_t n, span id) {
    for (size_t i = 0; i < n; i++) {
        if (all[i].id.n == id.n && !memcmp(all[i].id.p, id.p, id.n)) return &all[i];
    }
    return NULL;
}

/* The same statements: blanks and the lines of Liquibase's own do not count. */
static bool same_body(const char *a, const changeset *x, const char *b, const changeset *y) {
    const char *p = a + x->from, *q = b + y->from;
    const char *pe = a + x->to, *qe = b + y->to;
    while (p < pe && q < qe) {
        if (is_blank(*p) || *p == '\n') p++;
        else if (is_blank(*q) || *q == '\n') q++;
        else if (*p++ != *q++) return false;
    }
    while (p < pe && (is_blank(*p) || *p == '\n')) p++;
    while (q < qe && (is_blank(*q) || *q == '\n')) q++;
    return p == pe && q == qe;
}

/* What `old` has already is blanked; true when one of these was written anew since, `*edited` is where the first one stands. */
bool liquibase_leave_new(source_file *f, const source_file *old, size_t *edited) {
    size_t n, m;
    bool changed = false;
    changeset *all = find_all(original(f), f->len, &n), *had = find_all(original(old), old->len, &m);
    if (!f->raw) f->raw = copy(f->text, f->len);
    char *text = copy(f->text, f->len);
    for (size_t i = 0; i < n; i++) {
        const changeset *was = find_id(had, m, all[i].id);
        bool same = was && same_body(f->text, &all[i], old->text, was); /* of `text`, some is blank by now */
        if (!was || (!same && all[i].again)) continue;
        if (!same && !changed) *edited = all[i].from;
        changed |= !same;
        blank(text + all[i].from, all[i].to - all[i].from);
    }
    free(f->text);
    f->text = text;
    free(all);
    free(had);
    return changed;
}
