/* What the host says of findings: files and objects to pass over, findings that were there before, how large tables are. */
#include <string.h>

#include "rules/filter.h"
#include "rules/util.h"
#include "rules/suppress.h"
#include "rules/util.h"

/* ---- patterns of paths and names ---------------------------------------------------------- */

#define MAX_GLOB 255

/* '*': any but '/'; '**': any; '?': one. */
static bool step(const char *pattern, uint32_t k, char c)
{
    if (pattern[k] == '*')
        return pattern[k + 1] == '*' || (k && pattern[k - 1] == '*') || c != '/';
    return pattern[k] == '?' || pattern[k] == c;
}

/* Marks what can be reached without a character. */
static void skip_stars(const char *pattern, uint32_t n, bool *at)
{
    for (uint32_t k = 0; k < n; k++)
        if (at[k] && pattern[k] == '*')
            at[k + 1] = true;
}

bool mg_glob(const char *pattern, mg_str text)
{
    bool at[MAX_GLOB + 2] = {true}, next[MAX_GLOB + 2];
    uint32_t n = (uint32_t)strlen(pattern);
    if (n > MAX_GLOB)
        return false;
    skip_stars(pattern, n, at);
    for (uint32_t i = 0; i < text.n; i++) {
        memset(next, 0, sizeof next);
        for (uint32_t k = 0; k < n; k++)
            if (at[k] && step(pattern, k, text.p[i]))
                next[pattern[k] == '*' ? k : k + 1] = true;
        skip_stars(pattern, n, next);
        memcpy(at, next, sizeof at);
    }
    return at[n];
}

/* A path may be given from any folder on: the pattern of a subfolder means db/subfolder, too. */
static bool path_matches(const char *pattern, mg_str path)
{
    if (mg_glob(pattern, path))
        return true;
    for (uint32_t i = 0; i < path.n; i++)
        if (path.p[i] == '/' && mg_glob(pattern, (mg_str){path.p + i + 1, path.n - i - 1}))
            return true;
    return false;
}

/* "users" of a default schema, or "billing.invoices". */
static bool table_matches(const char *pattern, mg_str table)
{
    return mg_glob(pattern, table) || (!strncmp(pattern, "public.", 7) && mg_glob(pattern + 7, table));
}

/* "users", "users.email", "public.users", "public.users.email". */
static bool object_matches(mg_arena *a, const char *pattern, const mg_finding *f)
{
    const mg_object *o = f->change ? mg_change_object(f->change) : NULL;
    if (!o)
        return f->table.n && table_matches(pattern, f->table);
    const mg_object *top = o->parent ? o->parent : o;
    mg_str names[4] = {top->name};
    names[1] = top->schema.n ? mg_arena_printf(a, "%S.%S", &top->schema, &top->name) : top->name;
    for (int i = 0; i < 2; i++)
        names[2 + i] = o->parent ? mg_arena_printf(a, "%S.%S", &names[i], &o->name) : names[i];
    for (int i = 0; i < 4; i++)
        if (names[i].p && mg_glob(pattern, names[i]))
            return true;
    return false;
}

/* ---- passing over ------------------------------------------------------------------------------ */

static bool is_ignored(mg_arena *a, const mg_rules_options *opts, const mg_finding *f)
{
    for (uint32_t i = 0; i < opts->n_ignores; i++) {
        const mg_ignore *g = &opts->ignores[i];
        if (g->rule && !mg_rule_is_called(f->rule, mg_str_of(g->rule)))
            continue;
        if (g->path && !(f->source && path_matches(g->path, f->source->name)))
            continue;
        if (!g->object || object_matches(a, g->object, f))
            return true;
    }
    return false;
}

void mg_fingerprint(const char *rule, mg_str source, mg_str message, char out[33])
{
    static const char digits[] = "0123456789abcdef";
    mg_str id = mg_str_of(rule);
    uint64_t h[2] = {1, 2};
    mg_hash_wide(h, id.p, id.n);
    mg_hash_wide(h, source.p, source.n);
    mg_hash_wide(h, message.p, message.n);
    for (uint32_t i = 16; i-- > 0; h[0] >>= 4, h[1] >>= 4) {
        out[i] = digits[h[0] & 15];
        out[16 + i] = digits[h[1] & 15];
    }
    out[32] = 0;
}

static bool is_known(const mg_map *baseline, const mg_finding *f)
{
    char text[33];
    if (!baseline->n)
        return false;
    mg_fingerprint(f->rule, f->source ? f->source->name : MG_STR_NONE, f->message, text);
    return mg_map_get(baseline, mg_str_of(text)) != NULL;
}

/* ---- how large tables are -------------------------------------------------------------------------- */

static bool depends_on_size(const char *rule)
{
    return !strncmp(rule, "lock/", 5) || !strncmp(rule, "rewrite/", 8) || !strncmp(rule, "online/", 7) ||
           !strcmp(rule, "tx/large-backfill-single-statement") || !strcmp(rule, "tx/mixed-ddl-dml");
}

static int64_t rows_of(mg_arena *a, const mg_rules_options *opts, const mg_finding *f)
{
    for (uint32_t i = opts->n_tables; i-- > 0;)
        if (object_matches(a, opts->tables[i].table, f))
            return opts->tables[i].rows;
    return -1;
}

int64_t mg_rows_of(const mg_rules_options *opts, mg_str table)
{
    for (uint32_t i = opts ? opts->n_tables : 0; i-- > 0;)
        if (table_matches(opts->tables[i].table, table))
            return opts->tables[i].rows;
    return -1;
}

static void mind_size(mg_arena *a, const mg_rules_options *opts, mg_finding *f)
{
    int64_t rows = opts->n_tables && depends_on_size(f->rule) ? rows_of(a, opts, f) : -1;
    if (rows < 0)
        return;
    int severity = f->severity;
    if (rows < opts->small_rows)
        severity = severity > MG_SEV_WARNING ? severity - 2 : MG_SEV_INFO;
    else if (rows >= opts->large_rows && severity < MG_SEV_ERROR && severity > MG_SEV_INFO)
        severity++;
    mg_str size = mg_arena_printf(a, "The table has some %u%s rows.", (unsigned)(rows < 1000000 ? rows : rows / 1000000), rows < 1000000 ? "" : " million");
    f->severity = (mg_severity)severity;
    f->suggestion = mg_rule_say_more(a, f->suggestion, size);
}

/* ---- all of it ---------------------------------------------------------------------------------------- */

bool mg_rules_filter(mg_findings *out, const mg_rules_options *opts)
{
    if (!opts || (!opts->n_ignores && !opts->n_tables && !opts->n_baseline))
        return true;
    mg_map baseline;
    uint32_t kept = 0;
    bool ok = true;
    mg_map_init(&baseline, &out->ctx->alloc);
    for (uint32_t i = 0; ok && i < opts->n_baseline; i++)
        ok = mg_map_put(&baseline, mg_str_of(opts->baseline[i]), (void *)(uintptr_t)1);
    for (uint32_t i = 0; ok && i < out->list.n; i++) {
        mg_finding *f = out->list.at[i];
        mind_size(&out->arena, opts, f);
        if (is_ignored(&out->arena, opts, f) || is_known(&baseline, f))
            ok = mg_vec_push(&out->suppressed, f);
        else
            out->list.at[kept++] = f;
    }
    if (ok)
        out->list.n = kept;
    mg_map_free(&baseline);
    return ok;
}
