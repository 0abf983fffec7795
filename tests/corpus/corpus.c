#define _POSIX_C_SOURCE 200809L /* strdup */
/* What the schema model does with real schemas: every one is read, printed, read again and compared; every upgrade
 * script is applied to the schema that it starts from and compared with the one that it leads to.
 *
 *   corpus                              all of MIGRA_CORPUS, a summary per dialect; fails below the marks
 *   corpus read DIALECT FILE…           diagnostics and counts
 *   corpus roundtrip DIALECT FILE…      why print and parse do not agree
 *   corpus replay DIALECT BEFORE AFTER UPGRADE…
 *   corpus depends DIALECT FILE         what needs what: two kinds and names a line
 *   corpus data DIALECT FILE            data statements: place, kind, targets, their columns, whether there is a condition
 *   corpus time DIALECT FILE [N]        text to finished schema, MB/s and peak memory */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dialect/dialect.h"

/* ---- files ---------------------------------------------------------------------------- */

static char *read_file(const char *path, uint32_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    size_t cap = 1 << 16, used = 0, got;
    char *p = malloc(cap);
    while (p && (got = fread(p + used, 1, cap - used, f)) > 0) {
        used += got;
        if (used == cap)
            p = realloc(p, cap *= 2);
    }
    fclose(f);
    *n = (uint32_t)used;
    return p;
}

static void init_ctx(mg_ctx *ctx)
{
    memset(ctx, 0, sizeof *ctx);
    mg_alloc_init(&ctx->alloc, NULL, NULL, 0);
    ctx->limits = (mg_limits){.max_bytes = 1u << 30, .max_depth = 500, .max_statements = 10000000, .max_diagnostics = 1000};
}

static bool add_file(mg_schema *s, const char *path)
{
    uint32_t n;
    char *text = read_file(path, &n);
    if (!text) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return false;
    }
    bool ok = mg_schema_read(s, mg_str_of(path), (mg_str){text, n});
    free(text);
    return ok;
}

/* ---- dependencies ------------------------------------------------------------------------- */

static void print_object(const mg_object *o)
{
    mg_str signature = mg_signature(o);
    mg_str schema = o->parent ? o->parent->schema : o->schema;
    printf("%s\t%.*s%s", mg_object_kind_name(o->kind), (int)schema.n, schema.p, schema.n ? "." : "");
    if (o->parent)
        printf("%.*s.", (int)o->parent->name.n, o->parent->name.p);
    printf("%.*s%.*s", (int)o->name.n, o->name.p, (int)signature.n, signature.p);
}

static void print_depends(const mg_object *o)
{
    for (uint32_t i = 0; i < o->n_deps; i++) {
        print_object(o);
        putchar('\t');
        print_object(o->deps[i]);
        putchar('\n');
    }
    const mg_node *owner = mg_attr(o, A_OWNED_BY); /* no dependency: the owner's default draws from the sequence */
    if (owner && owner->first && owner->first->kind == N_QNAME) {
        mg_str schema = mg_qname_schema(owner->first), table = mg_text(owner->first), column = mg_text(owner->last);
        print_object(o);
        printf("\tcolumn\t%.*s.%.*s.%.*s\n", (int)schema.n, schema.p, (int)table.n, table.p, (int)column.n, column.p);
    }
    MG_EACH_CHILD (c, o)
        print_depends(c);
}

static int show_depends(const mg_dialect *d, const char *path)
{
    mg_ctx ctx;
    init_ctx(&ctx);
    mg_schema *s = mg_schema_new(&ctx, d, 0);
    bool ok = add_file(s, path) && mg_schema_finish(s);
    if (ok)
        MG_EACH_OBJECT (o, s)
            print_depends(o);
    mg_schema_free(s);
    return ok ? 0 : 1;
}

/* ---- data statements ------------------------------------------------------------------------ */

static void print_dotted(const mg_node *name)
{
    MG_EACH (n, name)
        if (n->kind == N_NAME)
            printf("%.*s.", (int)n->n, n->p);
    printf("%.*s", (int)name->n, name->p);
}

/* a, (b, c) = …, d[1] = … */
static void print_column(const mg_node *n)
{
    if (n->kind == E_OP || n->kind == E_INDEX || n->kind == E_FIELD) {
        if (n->first)
            print_column(n->first);
        return;
    }
    if (n->kind != E_ROW) {
        printf("%.*s,", (int)n->n, n->p);
        return;
    }
    MG_EACH (c, n)
        print_column(c);
}

/* The condition of a MERGE is its ON; a query's that is run for a function's sake is not asked for. */
static bool print_data_statement(const mg_statement *st, void *user_data)
{
    (void)user_data;
    const mg_node *ast = st->ast;
    bool is_data = ast->kind >= S_INSERT && ast->kind <= S_CALL && ast->kind != S_SELECT;
    if (!is_data)
        return true;
    printf("%u\t%u\t%s\t", st->off, st->len, mg_kind_name(ast->kind));
    MG_EACH (n, ast) {
        const mg_node *name = n->kind == E_CALL ? n : n->kind == N_QNAME ? n : NULL;
        if (name) {
            print_dotted(name);
            putchar(' ');
        }
    }
    putchar('\t');
    MG_EACH (n, ast)
        if (n->kind == A_COLUMNS || n->kind == A_ASSIGNMENTS)
            MG_EACH (c, n)
                print_column(c);
    printf("\t%s\n", mg_child(ast, A_WHERE) || mg_child(ast, A_ON) ? "where" : "all");
    return true;
}

static int show_data(const mg_dialect *d, const char *path)
{
    mg_ctx ctx;
    init_ctx(&ctx);
    mg_source source = {.name = mg_str_of(path)};
    char *text = read_file(path, &source.text.n);
    source.text.p = text;
    if (!text)
        return 1;
    char *whole = realloc(text, (size_t)source.text.n + 1); /* a source ends in a NUL byte */
    if (whole) {
        whole[source.text.n] = 0;
        source.text.p = whole;
        mg_parse_source(&ctx, d, 0, &source, NULL, print_data_statement, NULL);
        mg_lines_free(&source.lines);
    }
    free(whole);
    return 0;
}

/* ---- showing ------------------------------------------------------------------------------- */

static void show_diagnostics(const mg_schema *s)
{
    for (uint32_t i = 0; i < s->diags.list.n; i++) {
        const mg_diagnostic *d = s->diags.list.at[i];
        printf("%.*s:%u:%u: %s: %s: %.*s", (int)d->source->name.n, d->source->name.p, d->line, d->column,
               mg_severity_name(d->severity), d->code, (int)d->message.n, d->message.p);
        if (d->hint.n)
            printf(" (%.*s)", (int)d->hint.n, d->hint.p);
        printf("\n");
    }
}

static uint32_t count_diagnostics(const mg_schema *s, const char *code)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->diags.list.n; i++)
        n += strcmp(((const mg_diagnostic *)s->diags.list.at[i])->code, code) == 0;
    return n;
}

/* ---- one schema ------------------------------------------------------------------------------ */

typedef struct tally {
    uint32_t schemas, statements, full, partial, none, unresolved, duplicate, dependency;
    uint32_t roundtrips, pairs, replayed;
} tally;

static void count_statements(tally *t, const mg_schema *s)
{
    t->schemas++;
    for (uint32_t i = 0; i < s->statements.n; i++) {
        const mg_stmt_info *info = s->statements.at[i];
        t->statements++;
        t->full += info->understood == MG_FULL;
        t->partial += info->understood == MG_PARTIAL;
        t->none += info->understood == MG_NOT_UNDERSTOOD;
    }
    t->unresolved += count_diagnostics(s, "unresolved");
    t->duplicate += count_diagnostics(s, "duplicate");
    t->dependency += count_diagnostics(s, "dependency");
}

/* Where two dumps part. */
static void say_line(mg_buf *why, const mg_buf *a, const mg_buf *b)
{
    uint32_t at = 0, line = 0;
    while (at < a->n && at < b->n && a->p[at] == b->p[at]) {
        at++;
        if (a->p[at - 1] == '\n')
            line = at;
    }
    uint32_t n = 0, m = 0;
    while (line + n < a->n && a->p[line + n] != '\n' && n < 120)
        n++;
    while (line + m < b->n && b->p[line + m] != '\n' && m < 120)
        m++;
    mg_str x = {a->p + line, n}, y = {b->p + line, m};
    mg_buf_printf(why, "the second dump has \"%S\", the first \"%S\"", &y, &x);
}

/* The dump of a dump is the dump. */
static bool is_fixed_point(mg_ctx *ctx, const mg_schema *again, const mg_buf *dump, mg_buf *why)
{
    mg_buf second;
    mg_buf_init(&second, &ctx->alloc);
    mg_schema_print(&second, again);
    bool same = mg_str_eq(mg_buf_view(&second), mg_buf_view(dump));
    if (!same)
        say_line(why, dump, &second);
    mg_buf_free(&second);
    return same;
}

/* Prints, reads that, compares. */
static bool roundtrip(mg_ctx *ctx, const mg_schema *s, mg_buf *why, bool keep)
{
    mg_buf dump;
    mg_buf_init(&dump, &ctx->alloc);
    mg_schema_print(&dump, s);
    mg_schema *again = mg_schema_new(ctx, s->dialect, s->engine_version);
    bool ok = again && mg_schema_read(again, MG_STR("printed"), mg_buf_view(&dump)) && mg_schema_finish(again);
    if (keep && dump.p)
        fputs(dump.p, stdout);
    if (ok && keep)
        show_diagnostics(again);
    ok = ok && mg_schema_eq(s, again, why) && is_fixed_point(ctx, again, &dump, why);
    mg_schema_free(again);
    mg_buf_free(&dump);
    return ok;
}

static mg_schema *load(mg_ctx *ctx, const mg_dialect *d, int n, char **paths)
{
    mg_schema *s = mg_schema_new(ctx, d, 0);
    for (int i = 0; i < n; i++)
        if (!add_file(s, paths[i])) {
            mg_schema_free(s);
            return NULL;
        }
    return s;
}

static void print_why(const mg_buf *why)
{
    if (why->n)
        printf("  %s\n", why->p);
}

static int run_read(const mg_dialect *d, int n, char **paths, bool print)
{
    int failed = 0;
    for (int i = 0; i < n; i++) {
        mg_ctx ctx;
        init_ctx(&ctx);
        mg_schema *s = load(&ctx, d, 1, paths + i);
        tally t = {0};
        mg_buf why;
        mg_buf_init(&why, &ctx.alloc);
        if (!s || !mg_schema_finish(s)) {
            printf("%s: failed\n", paths[i]);
            failed++;
        } else {
            count_statements(&t, s);
            if (!print)
                show_diagnostics(s);
            bool same = roundtrip(&ctx, s, &why, print);
            printf("%s: %u statements, %u full, %u partial, %u not; %u unresolved, %u duplicate; %s\n", paths[i], t.statements, t.full,
                   t.partial, t.none, t.unresolved, t.duplicate, same ? "round trip" : "NO ROUND TRIP");
            print_why(&why);
            failed += !same;
        }
        mg_buf_free(&why);
        mg_schema_free(s);
    }
    return failed != 0;
}

/* ---- replaying --------------------------------------------------------------------------------- */

/* Upgrades append their columns, the next release's schema puts them where they read best: order is left out. */
static bool replay(const mg_dialect *dialect, char *before, char *after, int n, char **upgrades, bool show)
{
    mg_ctx ctx;
    init_ctx(&ctx);
    mg_buf why;
    mg_buf_init(&why, &ctx.alloc);
    mg_dialect unordered = *dialect, *d = &unordered;
    unordered.column_order_matters = false;
    mg_schema *a = load(&ctx, d, 1, &before), *b = load(&ctx, d, 1, &after);
    bool ok = a && b && mg_schema_finish(a);
    for (int i = 0; ok && i < n; i++)
        ok = add_file(a, upgrades[i]);
    ok = ok && mg_schema_finish(a) && mg_schema_finish(b) && mg_schema_eq(a, b, &why);
    if (show && a)
        show_diagnostics(a);
    if (show || !ok) {
        printf("%s -> %s: %s\n", before, after, ok ? "replayed" : "DIFFERENT");
        print_why(&why);
    }
    mg_buf_free(&why);
    mg_schema_free(a);
    mg_schema_free(b);
    return ok;
}

/* ---- time ------------------------------------------------------------------------------------------ */

static double now(void)
{
    struct timespec t;
    timespec_get(&t, TIME_UTC);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int run_time(const mg_dialect *d, const char *path, int times)
{
    uint32_t n;
    char *text = read_file(path, &n);
    if (!text)
        return 1;
    double best_read = 1e9, best = 1e9;
    size_t peak = 0;
    for (int i = 0; i < times; i++) {
        mg_ctx ctx;
        init_ctx(&ctx);
        double start = now();
        mg_schema *s = mg_schema_new(&ctx, d, 0);
        mg_schema_read(s, MG_STR("x"), (mg_str){text, n});
        double read = now() - start;
        mg_schema_finish(s);
        double all = now() - start;
        best_read = read < best_read ? read : best_read;
        best = all < best ? all : best;
        peak = ctx.alloc.peak;
        mg_schema_free(s);
    }
    printf("%s: %.3f MB: read %.2f ms, finish %.2f ms, %.1f MB/s, peak %.1f x\n", path, n / 1e6, best_read * 1e3,
           (best - best_read) * 1e3, n / 1e6 / best, (double)peak / n);
    free(text);
    return 0;
}

/* ---- everything -------------------------------------------------------------------------------------- */

#define PATH_MAX_LEN 4096
#define MAX_UPGRADES 64

typedef struct corpus {
    char root[PATH_MAX_LEN];
    mg_map seen; /* paths that were read already */
    mg_ctx ctx;
    tally by_dialect[MG_DIALECT_COUNT];
    bool verbose;
} corpus;

static char *join(const corpus *c, const char *path)
{
    size_t n = strlen(c->root) + strlen(path) + 2;
    char *p = malloc(n);
    if (p)
        snprintf(p, n, "%s/%s", c->root, path);
    return p;
}

static void one_schema(corpus *c, const mg_dialect *d, const char *path)
{
    if (mg_map_get(&c->seen, mg_str_of(path)))
        return;
    mg_map_put(&c->seen, mg_str_of(strdup(path)), c);
    tally *t = &c->by_dialect[d->id];
    mg_ctx ctx;
    init_ctx(&ctx);
    mg_buf why;
    mg_buf_init(&why, &ctx.alloc);
    char *full = join(c, path);
    mg_schema *s = load(&ctx, d, 1, &full);
    if (s && mg_schema_finish(s)) {
        count_statements(t, s);
        bool same = roundtrip(&ctx, s, &why, false);
        t->roundtrips += same;
        if (!same) {
            printf("%s: no round trip\n", path);
            print_why(&why);
        }
    }
    mg_schema_free(s);
    mg_buf_free(&why);
    free(full);
}

static void one_pair(corpus *c, const mg_dialect *d, char *before, char *after, char *upgrades)
{
    one_schema(c, d, before);
    one_schema(c, d, after);
    if (!*upgrades)
        return;
    char *paths[MAX_UPGRADES];
    int n = 0;
    for (char *p = strtok(upgrades, ";"); p && n < MAX_UPGRADES; p = strtok(NULL, ";"))
        paths[n++] = join(c, p);
    char *b = join(c, before), *a = join(c, after);
    c->by_dialect[d->id].pairs++;
    c->by_dialect[d->id].replayed += replay(d, b, a, n, paths, false);
    free(a);
    free(b);
    while (n)
        free(paths[--n]);
}

/* What has to hold, in hundredths of a per cent. Some schemas hold statements that their engine refuses (of SQLite's 3 %:
 * keys added by ALTER TABLE, MySQL's words): the marks are for all. */
static const struct {
    unsigned full, understood, roundtrips;
} marks[MG_DIALECT_COUNT] = {
    [MG_POSTGRES] = {9950, 9950, 9950},
    [MG_MYSQL] = {9900, 9950, 10000},
    [MG_MARIADB] = {9900, 9950, 10000},
    [MG_SQLITE] = {9600, 9600, 10000},
};

static bool reaches(const char *what, uint32_t part, uint32_t whole, unsigned mark)
{
    bool ok = (uint64_t)part * 10000 >= (uint64_t)whole * mark;
    if (!ok)
        printf("  FAILED: %s: %.2f %%, under the mark of %.2f %%\n", what, 100.0 * part / whole, mark / 100.0);
    return ok;
}

static int run_all(corpus *c, const char *only)
{
    char *list = join(c, "pairs.tsv");
    uint32_t size;
    char *text = read_file(list, &size);
    free(list);
    if (!text) {
        printf("no corpus at %s: set MIGRA_CORPUS\n", c->root);
        return 77;
    }
    text = realloc(text, size + 1);
    text[size] = 0;
    init_ctx(&c->ctx);
    mg_map_init(&c->seen, &c->ctx.alloc);
    char *at = text;
    while (at && *at) {
        char *line = at, *field[5] = {NULL};
        at = strchr(at, '\n');
        if (at)
            *at++ = 0;
        for (int i = 0; i < 5 && line; i++) {
            field[i] = line;
            line = strchr(line, '\t');
            if (line)
                *line++ = 0;
        }
        const mg_dialect *d = field[4] ? mg_dialect_by_name(mg_str_of(field[0])) : NULL;
        if (d && (!only || strcmp(only, d->name) == 0))
            one_pair(c, d, field[2], field[3], field[4]);
    }
    int failed = 0;
    for (int i = 0; i < MG_DIALECT_COUNT; i++) {
        const tally *t = &c->by_dialect[i];
        if (!t->schemas)
            continue;
        printf("%s: %u schemas, %u statements (%u full, %u partial, %u not), %u unresolved, %u duplicate, %u dependency; "
               "%u round trips; %u of %u upgrades replayed\n",
               mg_dialect_by_id((mg_dialect_id)i)->label, t->schemas, t->statements, t->full, t->partial, t->none, t->unresolved,
               t->duplicate, t->dependency, t->roundtrips, t->replayed, t->pairs);
        failed += !reaches("understood in full", t->full, t->statements, marks[i].full);
        failed += !reaches("at least in part", t->full + t->partial, t->statements, marks[i].understood);
        failed += !reaches("printed and read again", t->roundtrips, t->schemas, marks[i].roundtrips);
    }
    free(text);
    return failed != 0;
}

int main(int argc, char **argv)
{
    static corpus c;
    const char *root = getenv("MIGRA_CORPUS");
    snprintf(c.root, sizeof c.root, "%s", root ? root : "../shared/corpus");
    if (argc < 3)
        return run_all(&c, NULL);
    const mg_dialect *d = mg_dialect_by_name(mg_str_of(argv[2]));
    if (!d) {
        fprintf(stderr, "unknown dialect %s\n", argv[2]);
        return 2;
    }
    if (strcmp(argv[1], "all") == 0)
        return run_all(&c, d->name);
    if (strcmp(argv[1], "read") == 0)
        return run_read(d, argc - 3, argv + 3, false);
    if (strcmp(argv[1], "roundtrip") == 0)
        return run_read(d, argc - 3, argv + 3, true);
    if (strcmp(argv[1], "depends") == 0)
        return show_depends(d, argv[3]);
    if (strcmp(argv[1], "data") == 0)
        return show_data(d, argv[3]);
    if (strcmp(argv[1], "replay") == 0 && argc > 5)
        return !replay(d, argv[3], argv[4], argc - 5, argv + 5, true);
    if (strcmp(argv[1], "time") == 0 && argc > 3)
        return run_time(d, argv[3], argc > 4 ? atoi(argv[4]) : 20);
    fprintf(stderr, "usage: corpus [all|read|roundtrip|replay|depends|data|time] DIALECT FILE...\n");
    return 2;
}
