/* -- migra:ignore RULE[, RULE]: reason
 *
 * A comment reaches what its place says: at the end of a line that line, above
 * a line inside a statement that next line, above a statement the whole
 * statement, at the top of a file (blank line after it) the whole file. */
#include "rules/suppress.h"

#include <string.h>

#include "rules/util.h"

typedef struct reach {
    const mg_source *source;
    uint32_t from, until;  /* lines, both included */
    bool whole_file;
} reach;

typedef struct directive {
    mg_str rules;          /* "a, b" */
    mg_str reason;
    reach reach;
    const mg_comment_ref *comment;
    bool ours;             /* stands in AFTER and not already in BEFORE: worth reporting */
    bool used;
    int block;             /* BLOCK_BEGINS, BLOCK_ENDS */
    bool foreign;          /* written for another linter: what it names may be unknown, or find nothing */
    uint32_t reaches;      /* greatest reach.until of this and all that sort before it in the same source */
} directive;

typedef struct directives {
    mg_vec all;            /* directive*, in order of reading */
    mg_vec by_line;        /* those that reach some lines, by source and first line */
    mg_vec whole;          /* those that reach a whole file */
} directives;

/* ---- reading --------------------------------------------------------------------- */

static bool take_word(mg_str *s, const char *word)
{
    uint32_t n = (uint32_t)strlen(word);
    if (s->n <= n || memcmp(s->p, word, n) != 0 || (s->p[n] != ' ' && s->p[n] != '\t'))
        return false;
    s->p += n;
    s->n -= n;
    *s = mg_str_trim(*s);
    return true;
}

enum { AT_PLACE, WHOLE_FILE, BLOCK_BEGINS, BLOCK_ENDS };

/* The words by which other linters are told to pass over something. `first_only`: the rest of the line is a reason. */
static const struct {
    const char *words;
    int reach;
    bool first_only;
} foreign_forms[] = {
    {"squawk-ignore-file", WHOLE_FILE, false},  {"squawk-ignore", AT_PLACE, false},
    {"eugene: ignore", AT_PLACE, false},        {"atlas:nolint", AT_PLACE, false},
    {"pgfence-ignore", AT_PLACE, false},        {"pgfence: ignore", AT_PLACE, false},
    {"pgsafe:ignore", AT_PLACE, true},          {"pgls-ignore-all", WHOLE_FILE, true},
    {"pgls-ignore-start", BLOCK_BEGINS, true},  {"pgls-ignore-end", BLOCK_ENDS, true},
    {"pgls-ignore", AT_PLACE, true},            {"pgt-ignore-all", WHOLE_FILE, true},
    {"pgt-ignore-start", BLOCK_BEGINS, true},   {"pgt-ignore-end", BLOCK_ENDS, true},
    {"pgt-ignore", AT_PLACE, true},             {"pgm-lint:suppress-file", WHOLE_FILE, false},
    {"pgm-lint:suppress", AT_PLACE, false},
};

static void end_at(mg_str *s, char c)
{
    const char *p = s->n ? memchr(s->p, c, s->n) : NULL;
    if (p)
        s->n = (uint32_t)(p - s->p);
}

static bool parse_foreign(const mg_comment_ref *c, directive *out)
{
    mg_str s = mg_str_trim(c->text);
    for (size_t i = 0; i < sizeof foreign_forms / sizeof *foreign_forms; i++) {
        uint32_t n = (uint32_t)strlen(foreign_forms[i].words);
        if (!mg_str_starts(s, foreign_forms[i].words) || (s.n > n && s.p[n] != ' ' && s.p[n] != '\t' && s.p[n] != ':'))
            continue;
        s = mg_str_trim((mg_str){s.p + n, s.n - n});
        if (s.n && s.p[0] == ':')
            s = mg_str_trim((mg_str){s.p + 1, s.n - 1});
        if (foreign_forms[i].first_only) {
            end_at(&s, ' ');
            end_at(&s, ':');
        }
        out->comment = c;
        out->foreign = true;
        bool any = !s.n || mg_str_is(s, "lint") || mg_str_is(s, "lint/safety"); /* once the only group */
        out->rules = any ? MG_STR("all") : s;
        out->reach.whole_file = foreign_forms[i].reach == WHOLE_FILE;
        out->block = foreign_forms[i].reach;
        return true;
    }
    return false;
}

static bool parse_directive(const mg_comment_ref *c, directive *out)
{
    mg_str s = mg_str_trim(c->text);
    memset(out, 0, sizeof *out);
    if (parse_foreign(c, out))
        return true;
    if (take_word(&s, "ignore-file"))
        out->reach.whole_file = true;
    else if (!take_word(&s, "ignore"))
        return false;
    out->comment = c;
    out->rules = s;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] != ':')
            continue;
        out->rules = mg_str_trim((mg_str){s.p, i});
        out->reason = mg_str_trim((mg_str){s.p + i + 1, s.n - i - 1});
        break;
    }
    return true;
}

/* The next of the comma-separated rules; false at the end. */
static bool next_rule(mg_str *rest, mg_str *rule)
{
    while (rest->n) {
        uint32_t i = 0;
        while (i < rest->n && rest->p[i] != ',' && rest->p[i] != ' ' && rest->p[i] != '\t')
            i++;
        *rule = mg_str_trim((mg_str){rest->p, i});
        i += i < rest->n;
        rest->p += i;
        rest->n -= i;
        if (rule->n)
            return true;
    }
    return false;
}

/* ---- where it reaches --------------------------------------------------------------- */

static uint32_t first_line(const mg_stmt_info *st)
{
    uint32_t column;
    return mg_stmt_line(st, &column);
}

/* The line table was made when the comments were read; asking it does not change what it says. */
static uint32_t last_line(const mg_stmt_info *st)
{
    uint32_t line, column;
    mg_lines_at((mg_lines *)(uintptr_t)&st->source->lines, st->off + (st->len ? st->len - 1 : 0), &line, &column);
    return line;
}

/* The statements of one source: they stand together, in order of their lines. */
typedef struct stretch {
    const mg_source *source;
    uint32_t begin, end;
    bool goes_on; /* an earlier source has its name: it is a later part of the same file */
} stretch;

static void find_stretch(const mg_schema *s, const mg_source *source, stretch *at)
{
    if (at->source == source)
        return;
    at->source = source;
    at->begin = 0;
    at->goes_on = false;
    for (uint32_t i = 0; i < s->sources.n && s->sources.at[i] != source && !at->goes_on; i++)
        at->goes_on = mg_str_eq(((const mg_source *)s->sources.at[i])->name, source->name);
    while (at->begin < s->statements.n && ((const mg_stmt_info *)s->statements.at[at->begin])->source != source)
        at->begin++;
    at->end = at->begin;
    while (at->end < s->statements.n && ((const mg_stmt_info *)s->statements.at[at->end])->source == source)
        at->end++;
}

/* Index of the first statement of the stretch that begins after the line; its end when there is none. */
static uint32_t first_after(const mg_schema *s, const stretch *at, uint32_t line)
{
    uint32_t low = at->begin, high = at->end;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (first_line(s->statements.at[mid]) > line)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

static bool next_line_is_blank(const mg_comment_ref *c)
{
    mg_str text = c->source->text;
    const char *end = text.p + text.n, *p = memchr(text.p + c->off, '\n', text.n - c->off);
    p = p ? p + 1 : end;
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
        p++;
    return p == end || *p == '\n';
}

static void find_reach(const mg_schema *s, stretch *at, directive *d)
{
    const mg_comment_ref *c = d->comment;
    d->reach.source = c->source;
    d->reach.from = d->reach.until = c->line;
    if (d->block == BLOCK_BEGINS)
        d->reach.until = UINT32_MAX;
    if (!c->own_line || d->reach.whole_file || d->block == BLOCK_BEGINS || d->block == BLOCK_ENDS)
        return;
    find_stretch(s, c->source, at);
    uint32_t next = first_after(s, at, c->line);
    if (next > at->begin) {
        const mg_stmt_info *st = s->statements.at[next - 1];
        if (first_line(st) < c->line && last_line(st) >= c->line) {
            d->reach.from = d->reach.until = c->line + 1;
            return;
        }
    } else if (!at->goes_on && next_line_is_blank(c)) {
        d->reach.whole_file = true;
        return;
    }
    if (next < at->end)
        d->reach.until = last_line(s->statements.at[next]);
}

static bool covers_file(const mg_changes *changes, const directive *d, const mg_finding *f)
{
    if (f->source && mg_str_eq(f->source->name, d->reach.source->name)) /* another part of the file, too */
        return true;
    /* What is gone has no place in AFTER: its finding stands in BEFORE, and the file under review may silence it. */
    for (uint32_t i = 0; i < changes->after->sources.n; i++)
        if (changes->after->sources.at[i] == f->source)
            return false;
    return true;
}

/* A rule is named by its id, by its group ("lock" or "lock/") or by what stands behind the slash. */
static bool is_named(mg_str id, mg_str name)
{
    uint32_t slash = 0;
    while (slash < id.n && id.p[slash] != '/')
        slash++;
    mg_str group = {id.p, slash}, rest = slash < id.n ? (mg_str){id.p + slash + 1, id.n - slash - 1} : MG_STR_NONE;
    if (name.n && name.p[name.n - 1] == '/')
        name.n--;
    return mg_str_eq(id, name) || mg_str_eq(group, name) || mg_str_eq(rest, name);
}

bool mg_rule_is_called(const char *id, mg_str name)
{
    return mg_str_is(name, "all") || is_named(mg_str_of(id), name) || mg_alias_is(name, id);
}

static bool names_rule(mg_str rules, mg_str id)
{
    mg_str rule;
    while (next_rule(&rules, &rule))
        if (mg_rule_is_called(id.p, rule))
            return true;
    return false;
}

/* ---- gathering ------------------------------------------------------------------------- */

static mg_str comment_key(mg_arena *a, const mg_comment_ref *c)
{
    return mg_arena_printf(a, "%S %S", &c->source->name, &c->text);
}

static bool remember_before(mg_arena *a, mg_map *known, const mg_schema *before)
{
    for (uint32_t i = 0; i < before->comments.n; i++) {
        mg_comment_ref *c = before->comments.at[i];
        if (!mg_map_put(known, comment_key(a, c), c))
            return false;
    }
    return true;
}

/* The last open block of the same rules ends here. */
static void end_block(directives *ds, const directive *end)
{
    for (uint32_t i = ds->by_line.n; i-- > 0;) {
        directive *d = ds->by_line.at[i];
        if (d->block != BLOCK_BEGINS || d->reach.until != UINT32_MAX || d->reach.source != end->reach.source || !mg_str_eq(d->rules, end->rules))
            continue;
        d->reach.until = end->reach.from;
        return;
    }
}

/* `known`: the comments of BEFORE; NULL while those themselves are gathered. */
static bool gather(mg_arena *a, const mg_schema *s, const mg_map *known, directives *out)
{
    stretch at = {NULL, 0, 0, false};
    for (uint32_t i = 0; i < s->comments.n; i++) {
        directive found, *d;
        if (!parse_directive(s->comments.at[i], &found))
            continue;
        found.ours = known && !mg_map_get(known, comment_key(a, found.comment));
        find_reach(s, &at, &found);
        if (found.block == BLOCK_ENDS) {
            end_block(out, &found);
            continue;
        }
        d = MG_NEW(a, directive);
        if (!d)
            return false;
        *d = found;
        if (!mg_vec_push(&out->all, d) || !mg_vec_push(d->reach.whole_file ? &out->whole : &out->by_line, d))
            return false;
    }
    return true;
}

static int by_first_line(const void *a, const void *b)
{
    const directive *x = a, *y = b;
    uintptr_t sx = (uintptr_t)x->reach.source, sy = (uintptr_t)y->reach.source;
    if (sx != sy)
        return sx < sy ? -1 : 1;
    return x->reach.from < y->reach.from ? -1 : x->reach.from > y->reach.from;
}

static void index_lines(directives *ds)
{
    mg_vec_sort(&ds->by_line, by_first_line);
    for (uint32_t i = 0; i < ds->by_line.n; i++) {
        directive *d = ds->by_line.at[i], *before = i ? ds->by_line.at[i - 1] : NULL;
        d->reaches = d->reach.until;
        if (before && before->reach.source == d->reach.source && before->reaches > d->reaches)
            d->reaches = before->reaches;
    }
}

static bool silenced_by(directive *d, const mg_finding *f)
{
    if (!names_rule(d->rules, mg_str_of(f->rule)))
        return false;
    d->used = true;
    return true;
}

static bool silenced_on_line(const directives *ds, const mg_finding *f)
{
    uint32_t low = 0, high = ds->by_line.n;
    directive probe = {.reach = {.source = f->source, .from = f->line}};
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (by_first_line(ds->by_line.at[mid], &probe) <= 0)
            low = mid + 1;
        else
            high = mid;
    }
    while (low--) {
        directive *d = ds->by_line.at[low];
        if (d->reach.source != f->source || d->reaches < f->line)
            return false;
        if (d->reach.until >= f->line && silenced_by(d, f))
            return true;
    }
    return false;
}

static bool is_silenced(const mg_changes *changes, const directives *ds, const mg_finding *f)
{
    if (silenced_on_line(ds, f))
        return true;
    for (uint32_t i = 0; i < ds->whole.n; i++)
        if (covers_file(changes, ds->whole.at[i], f) && silenced_by(ds->whole.at[i], f))
            return true;
    return false;
}

/* ---- reporting ---------------------------------------------------------------------------- */

static bool names_something(const mg_rules_options *opts, mg_str name)
{
    for (const mg_rule *const *r = mg_rules_all; *r; r++)
        if (is_named(mg_str_of((*r)->id), name))
            return true;
    for (uint32_t i = 0; opts && i < opts->n_extra; i++)
        if (is_named(mg_str_of(opts->extra[i].id), name))
            return true;
    return mg_str_is(name, "all") || mg_alias_is(name, NULL);
}

/* A rule that is switched off finds nothing: what silences it is not in the way. */
static bool names_what_is_on(const mg_rules_options *opts, const directive *d)
{
    mg_str rest = d->rules, name;
    while (next_rule(&rest, &name)) {
        if (mg_str_is(name, "all"))
            return true;
        for (const mg_rule *const *r = mg_rules_all; *r; r++)
            if (is_named(mg_str_of((*r)->id), name) && mg_rule_is_on(opts, *r))
                return true;
        for (uint32_t i = 0; opts && i < opts->n_extra; i++)
            if (is_named(mg_str_of(opts->extra[i].id), name))
                return true;
    }
    return false;
}

static uint32_t smallest(uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t m = a < b ? a : b;
    return m < c ? m : c;
}

/* Edit distance, for names of at most 64 bytes. */
static uint32_t distance(mg_str a, mg_str b)
{
    uint32_t row[65];
    if (a.n > 64 || b.n > 64)
        return 64;
    for (uint32_t j = 0; j <= b.n; j++)
        row[j] = j;
    for (uint32_t i = 1; i <= a.n; i++) {
        uint32_t diagonal = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= b.n; j++) {
            uint32_t next = smallest(row[j] + 1, row[j - 1] + 1, diagonal + (a.p[i - 1] != b.p[j - 1]));
            diagonal = row[j];
            row[j] = next;
        }
    }
    return row[b.n];
}

static const char *nearest_rule(mg_str id)
{
    const char *best = NULL;
    uint32_t least = id.n / 2 + 1;
    for (const mg_rule *const *r = mg_rules_all; *r; r++) {
        uint32_t d = distance(id, mg_str_of((*r)->id));
        if (d < least) {
            least = d;
            best = (*r)->id;
        }
    }
    return best;
}

static void place(mg_finding *f, const directive *d)
{
    if (!f)
        return;
    f->source = d->comment->source;
    f->line = d->comment->line;
    f->column = 1;
}

static void report_unknown(mg_rule_ctx *rc, const mg_rules_options *opts, const directive *d, bool *any)
{
    mg_str rest = d->rules, rule;
    while (next_rule(&rest, &rule)) {
        if (names_something(opts, rule))
            continue;
        *any = true;
        mg_finding *f = mg_emit(rc, NULL, "The comment ignores \"%S\", but there is no such rule: it silences nothing.", &rule);
        const char *near = nearest_rule(rule);
        if (near)
            mg_rule_suggest(rc, f, "Did you mean \"%s\"? `migra rules` lists them all.", near);
        else
            mg_rule_suggest(rc, f, "`migra rules` lists the rules.");
        place(f, d);
    }
}

static void report(mg_ctx *ctx, const mg_changes *changes, mg_findings *out, const mg_rules_options *opts,
                   const directive *d)
{
    mg_rule_ctx rc = {.ctx = ctx, .arena = &out->arena, .changes = changes, .out = out, .opts = opts};
    bool unknown = false;
    mg_finding *f;
    rc.rule = mg_rule_find(MG_STR("meta/unknown-suppression"));
    if (rc.rule)
        report_unknown(&rc, opts, d, &unknown);
    rc.rule = mg_rule_find(MG_STR("meta/unused-suppression"));
    if (rc.rule && !unknown && !d->used && names_what_is_on(opts, d)) {
        f = mg_emit(&rc, NULL, "The comment ignores \"%S\", but nothing that it covers was found by that rule.", &d->rules);
        mg_rule_suggest(&rc, f, "Remove it, so that it cannot hide a later finding.");
        place(f, d);
    }
    rc.rule = mg_rule_find(MG_STR("meta/suppression-without-reason"));
    if (rc.rule && d->used && !d->reason.n) {
        f = mg_emit(&rc, NULL, "\"%S\" is ignored without a reason.", &d->rules);
        mg_rule_suggest(&rc, f, "Say why: -- migra:ignore %S: the reason.", &d->rules);
        place(f, d);
    }
}

static bool gather_all(const mg_changes *changes, mg_arena *a, mg_map *known, directives *out)
{
    return remember_before(a, known, changes->before) && gather(a, changes->after, known, out) &&
           gather(a, changes->before, NULL, out);
}

bool mg_rules_suppress(mg_ctx *ctx, const mg_changes *changes, mg_findings *out, const mg_rules_options *opts)
{
    directives ds;
    mg_map known;
    uint32_t kept = 0;
    mg_map_init(&known, &ctx->alloc);
    mg_vec_init(&ds.all, &ctx->alloc);
    mg_vec_init(&ds.by_line, &ctx->alloc);
    mg_vec_init(&ds.whole, &ctx->alloc);
    bool ok = gather_all(changes, &out->arena, &known, &ds);
    index_lines(&ds);
    for (uint32_t i = 0; ok && i < out->list.n; i++) {
        mg_finding *f = out->list.at[i];
        if (is_silenced(changes, &ds, f))
            ok = mg_vec_push(&out->suppressed, f);
        else
            out->list.at[kept++] = f;
    }
    if (ok)
        out->list.n = kept;
    for (uint32_t i = 0; ok && i < ds.all.n; i++) {
        const directive *d = ds.all.at[i];
        if (d->ours && !d->foreign)
            report(ctx, changes, out, opts, d);
    }
    mg_map_free(&known);
    mg_vec_free(&ds.all);
    mg_vec_free(&ds.by_line);
    mg_vec_free(&ds.whole);
    return ok && !mg_failed(ctx);
}
