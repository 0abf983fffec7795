/* The safe way of what a migration file does, as statements that can be run: what a fix would write, else what a plan of the
 * file's changes does for the change at hand. They stand behind the suggestion, each on its own lines. */
#include <string.h>

#include "plan/plan.h"
#include "rules/lint.h"
#include "rules/rebuild.h"
#include "rules/util.h"

#define MAX_WAY 4000 /* bytes: more is read in `migra plan` */

/* ---- a fix: the statement with its edits ------------------------------------------------------- */

/* The statement that the place stands in, its ';' included; what stands before all of them is in none. */
static const mg_stmt_info *statement_around(const mg_lint_file *file, uint32_t off)
{
    uint32_t from = 0, to = file->statements.n;
    while (from < to) {
        uint32_t mid = (from + to) / 2;
        if (mg_lint_at(file, mid)->info->off < off)
            from = mid + 1;
        else
            to = mid;
    }
    const mg_stmt_info *st = from ? mg_lint_at(file, from - 1)->info : NULL;
    return st && off <= st->off + st->len ? st : NULL;
}

/* Edits are few, and each rule writes them in the order of the text. */
static void print_edited(mg_buf *b, mg_str text, uint32_t from, uint32_t to, const mg_finding *f)
{
    uint32_t at = from;
    for (uint32_t i = 0; i < f->n_edits; i++) {
        const mg_edit *e = &f->edits[i];
        if (e->off < at || e->off > to)
            continue;
        mg_str kept = {text.p + at, e->off - at};
        mg_buf_printf(b, "%S%S", &kept, &e->text);
        at = e->off + e->len;
    }
    mg_str rest = {text.p + at, to > at ? to - at : 0};
    mg_buf_str(b, rest);
}

static void print_fix(mg_buf *b, const mg_lint_file *file, const mg_finding *f)
{
    mg_str text = file->source->text;
    uint32_t from = UINT32_MAX, to = 0;
    for (uint32_t i = 0; i < f->n_edits; i++) {
        const mg_edit *e = &f->edits[i];
        const mg_stmt_info *st = statement_around(file, e->off);
        uint32_t first = st ? st->off : e->off, last = st ? st->off + st->len : e->off + e->len;
        from = first < from ? first : from;
        to = last > to ? last : to;
    }
    while (to < text.n && memchr(" \t\r\n", text.p[to], 4))
        to++;
    if (to < text.n && text.p[to] == ';')
        to++;
    if (to - from < MAX_WAY)
        print_edited(b, text, from, to, f);
}

/* ---- a plan ---------------------------------------------------------------------------------------- */

static bool is_housekeeping(const mg_step *s) { return !s->change && strstr(s->op, "foreign_keys"); }

static bool is_rebuild(const mg_step *s) { return s->algorithm && !strcmp(s->algorithm, "rebuild"); }

/* A plan, and where the steps of each change are in it. */
typedef struct indexed {
    mg_plan *p;
    uint32_t *first, *next; /* by change id; by step: numbers of steps, from 1 on */
    mg_vec housekeeping;    /* mg_step* */
    mg_map rebuilt;         /* by a table's name: the change that its rebuild stands under */
} indexed;

/* The planner may have made it for itself. */
static bool is_of(const mg_changes *all, const mg_change *c)
{
    return c && c->id && c->id <= all->list.n && all->list.at[c->id - 1] == c;
}

static bool note_step(indexed *x, const mg_changes *all, uint32_t *last, uint32_t number)
{
    mg_step *s = x->p->steps.at[number - 1];
    if (is_housekeeping(s))
        return mg_vec_push(&x->housekeeping, s);
    if (!is_of(all, s->change))
        return true;
    uint32_t id = s->change->id;
    *(x->first[id] ? &x->next[last[id]] : &x->first[id]) = number;
    last[id] = number;
    return true;
}

static bool note_rebuilds(indexed *x, const mg_changes *all)
{
    for (uint32_t i = all->list.n; i-- > 0;) { /* the first one stays */
        mg_change *c = all->list.at[i];
        const mg_object *table = mg_change_table(c);
        bool rebuilds = false;
        for (uint32_t k = x->first[c->id]; k && !rebuilds; k = x->next[k])
            rebuilds = is_rebuild(x->p->steps.at[k - 1]);
        if (rebuilds && table && !mg_map_put(&x->rebuilt, table->name, c))
            return false;
    }
    return true;
}

static void forget(indexed *x)
{
    mg_plan_free(x->p);
    mg_vec_free(&x->housekeeping);
    mg_map_free(&x->rebuilt);
}

/* What one rebuild does for several changes of a table stands under the first of them. */
static const mg_change *served_with(const indexed *x, const mg_change *c)
{
    const mg_object *table = mg_change_table(c);
    const mg_change *other = x->first[c->id] || !table ? NULL : mg_map_get(&x->rebuilt, table->name);
    return other ? other : c;
}

static bool can_be_printed(const mg_step *s) { return s->sql.n && !s->manual.n; }

static void print_phase(mg_buf *b, const mg_step *s, int *phase)
{
    static const char *const heads[MG_PHASE_COUNT] = {
        "-- expand", "-- migrate", "-- contract: once no program uses the old form"};
    if (*phase >= 0 && *phase != (int)s->phase)
        mg_buf_printf(b, "%s\n", heads[s->phase]);
    *phase = s->phase;
}

static int by_number(const void *a, const void *b)
{
    const mg_step *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* What the plan has for the change; with SQLite's switches of foreign keys where it builds the table anew. */
static bool choose_steps(const indexed *x, const mg_change *c, mg_vec *out)
{
    bool rebuilds = false, ok = true;
    for (uint32_t k = x->first[c->id]; ok && k; k = x->next[k]) {
        mg_step *s = x->p->steps.at[k - 1];
        rebuilds = rebuilds || (can_be_printed(s) && is_rebuild(s));
        ok = !can_be_printed(s) || mg_vec_push(out, s);
    }
    for (uint32_t i = 0; ok && rebuilds && i < x->housekeeping.n; i++)
        ok = mg_vec_push(out, x->housekeeping.at[i]);
    if (rebuilds)
        mg_vec_sort(out, by_number);
    return ok;
}

/* A transaction is written where it holds more than one step. */
static uint32_t print_steps(mg_buf *b, const indexed *x, const mg_change *c)
{
    const mg_plan *p = x->p;
    mg_vec chosen;
    int phase = -1;
    mg_vec_init(&chosen, &p->ctx->alloc);
    if (!choose_steps(x, c, &chosen))
        chosen.n = 0;
    for (uint32_t i = 0; i < chosen.n; i++) {
        const mg_step *s = chosen.at[i];
        uint32_t before = i ? ((const mg_step *)chosen.at[i - 1])->transaction : 0;
        uint32_t behind = i + 1 < chosen.n ? ((const mg_step *)chosen.at[i + 1])->transaction : 0;
        print_phase(b, s, &phase);
        if (s->transaction && s->transaction != before && s->transaction == behind)
            mg_buf_printf(b, "%s;\n", mg_plan_begin(p));
        mg_plan_print_step(b, p, s);
        if (s->transaction && s->transaction == before && s->transaction != behind)
            mg_buf_printf(b, "%s;\n", mg_plan_commit(p));
    }
    uint32_t n = chosen.n;
    mg_vec_free(&chosen);
    return n;
}

static mg_plan *plan(const mg_rule_ctx *rc, mg_strategy strategy, mg_plan_extent extent)
{
    mg_plan_options o;
    mg_plan_options_default(&o);
    o.strategy = strategy;
    o.apart = mg_rule_is_mysql(rc);
    o.save_data = strategy == MG_STRATEGY_SAFE;
    o.extent = extent;
    return mg_plan_make(rc->ctx, rc->changes, &o);
}

static bool make(const mg_rule_ctx *rc, mg_strategy strategy, mg_plan_extent extent, indexed *x)
{
    const mg_changes *all = rc->changes;
    *x = (indexed){.p = plan(rc, strategy, extent)};
    mg_vec_init(&x->housekeeping, &rc->ctx->alloc);
    mg_map_init(&x->rebuilt, &rc->ctx->alloc);
    if (!x->p)
        return false;
    uint32_t n = x->p->steps.n, *last = MG_NEW_N(rc->arena, uint32_t, all->list.n + 1);
    x->first = MG_NEW_N(rc->arena, uint32_t, all->list.n + 1);
    x->next = MG_NEW_N(rc->arena, uint32_t, n + 1);
    bool ok = last && x->first && x->next;
    for (uint32_t i = 1; ok && i <= n; i++)
        ok = note_step(x, all, last, i);
    return ok && note_rebuilds(x, all);
}

typedef struct ways {
    indexed safe, plain;
    mg_str *of; /* by change id */
} ways;

/* None where the plan does no better than the plain statement. */
static mg_str way_of(const mg_rule_ctx *rc, ways *w, const mg_change *c)
{
    mg_buf safe, plain;
    mg_str text = MG_STR("");
    if (w->of[c->id].p)
        return w->of[c->id];
    mg_buf_init(&safe, &rc->ctx->alloc);
    mg_buf_init(&plain, &rc->ctx->alloc);
    uint32_t steps = print_steps(&safe, &w->safe, served_with(&w->safe, c));
    print_steps(&plain, &w->plain, served_with(&w->plain, c));
    bool rebuilds = rc->changes->after->dialect->id == MG_SQLITE && mg_buf_view(&safe).n;
    bool plain_is_best = mg_rule_is_mysql(rc) && steps < 2; /* only its ALGORITHM is said */
    if (!plain_is_best && w->safe.p->verified != MG_VERIFIED_NO && (rebuilds || !mg_str_eq(mg_buf_view(&safe), mg_buf_view(&plain))) && mg_buf_view(&safe).n < MAX_WAY)
        text = mg_arena_str(rc->arena, mg_buf_view(&safe));
    mg_buf_free(&safe);
    mg_buf_free(&plain);
    return w->of[c->id] = text;
}

/* ---- both ------------------------------------------------------------------------------------------- */

static void append(const mg_rule_ctx *rc, mg_finding *f, mg_str way)
{
    while (way.n && memchr(" \t\r\n", way.p[way.n - 1], 4))
        way.n--;
    while (way.n && memchr(" \t\r\n", way.p[0], 4))
        way.p++, way.n--;
    mg_str said = f->suggestion;
    if (said.n && memchr(said.p, '\n', said.n))
        return; /* the rule knows better */
    if (said.n && way.n && way.n <= said.n)
        for (uint32_t i = 0; i + way.n <= said.n; i++)
            if (said.p[i] == *way.p && !memcmp(said.p + i, way.p, way.n))
                return;
    if (way.n)
        f->suggestion = mg_arena_printf(rc->arena, "%S\n%S%s", &said, &way, way.p[way.n - 1] == ';' ? "" : ";");
}

/* What a plan answers: how a change is made, not whether it is wanted, nor what the engine refuses. */
static bool wants_plan(const mg_finding *f)
{
    static const struct { const char *group, *name; } answered[] = {
        {"compat", "rename-"}, {"compat", "set-not-null"}, {"compat", "type-class-change"}, {"data-loss", "drop-column"}, {"data-loss", "drop-table"},
        {"data-loss", "narrow-"}, {"data-loss", "numeric-"}, {"data-loss", "float-"}, {"data-loss", "temporal-"}, {"data-loss", "json-"},
        {"data-loss", "using-"}, {"data-loss", "varchar-"}, {"data-loss", "signedness-"}, {"fail", "add-check"}, {"fail", "add-fk"},
        {"fail", "add-unique"}, {"fail", "cast-"}, {"fail", "set-not-null"}, {"lock", ""}, {"online", ""}, {"partition", "attach"},
        {"partition", "detach-not"}, {"partition", "index-"}, {"rewrite", ""}, {"sqlite", "add-column-nonconstant"},
        {"sqlite", "add-column-references"}, {"sqlite", "add-column-stored"}, {"sqlite", "add-column-unique"}, {"sqlite", "drop-column-"},
        {"sqlite", "rebuild-required"}};
    if (!f->change || f->n_edits || f->severity < MG_SEV_WARNING)
        return false;
    for (size_t i = 0; i < sizeof answered / sizeof *answered; i++) {
        size_t n = strlen(answered[i].group);
        if (!strncmp(f->rule, answered[i].group, n) && f->rule[n] == '/' && !strncmp(f->rule + n + 1, answered[i].name, strlen(answered[i].name)))
            return true;
    }
    return false;
}

/* Of what nobody made not all is known: a table that is built anew from that would lose columns. */
static bool is_known(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = mg_change_table(c);
    if (mg_rebuild_of(rc, mg_change_object(c)))
        return false; /* the file builds it anew already, its own way */
    if (!rc->lint->assumed)
        return true;
    const mg_object *now = table ? mg_schema_find_relation(rc->lint->state, table->schema, table->name) : NULL;
    return now && !(now->state & MG_OS_ASSUMED);
}

static void add_planned(const mg_rule_ctx *rc, uint32_t from)
{
    ways w = {.of = MG_NEW_N(rc->arena, mg_str, rc->changes->list.n + 1)};
    bool ok = w.of && make(rc, MG_STRATEGY_SAFE, MG_PLAN_FORWARD, &w.safe) && make(rc, MG_STRATEGY_FAST, MG_PLAN_STEPS, &w.plain);
    for (uint32_t i = from; ok && i < rc->out->list.n; i++) {
        mg_finding *f = rc->out->list.at[i];
        if (wants_plan(f) && is_known(rc, f->change))
            append(rc, f, way_of(rc, &w, f->change));
    }
    forget(&w.plain);
    forget(&w.safe);
}

void mg_lint_add_ways(const mg_rule_ctx *rc, uint32_t from, bool plans)
{
    bool wanted = false;
    for (uint32_t i = from; i < rc->out->list.n; i++) {
        mg_finding *f = rc->out->list.at[i];
        if (f->n_edits && rc->lint->source) {
            mg_buf b;
            mg_buf_init(&b, &rc->ctx->alloc);
            print_fix(&b, rc->lint, f);
            append(rc, f, mg_buf_view(&b));
            mg_buf_free(&b);
        }
        wanted = wanted || (plans && wants_plan(f) && is_known(rc, f->change));
        if (f->edits_alone)
            f->n_edits = 0;
    }
    if (wanted)
        add_planned(rc, from);
}
