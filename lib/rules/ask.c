/* Asks the rules about the changes, a few at a time: what a change brings is at hand while all of them look at it. */
#include "rules/rebuild.h"
#include "rules/util.h"

/* ---- which rules ----------------------------------------------------------------- */

_Static_assert(MG_C_COUNT <= 64, "a rule's types are bits of one number");

static bool runs(const mg_dialect *d, const mg_rules_options *opts, const mg_rule *r)
{
    bool fits = !r->dialects || r->dialects & 1u << d->id;
    return fits && (!r->off || mg_rule_is_on(opts, r));
}

/* The types that a rule wants, one after the other. */
static int take_type(uint64_t *types)
{
    int type = (int)mg_lowest_bit(*types);
    *types &= *types - 1;
    return type;
}

static uint64_t types_of(const mg_rule *r) { return r->change ? r->types : 0; }

/* How many rules want each type. */
static void count_types(const mg_rule_list *all, uint32_t n[MG_C_COUNT])
{
    for (uint32_t i = 0; i < all->n; i++)
        for (uint64_t types = types_of(all->at[i]); types;)
            n[take_type(&types)]++;
}

static void add(mg_rule_list *list, const mg_rule *r) { list->at[list->n++] = r; }

static void enter(mg_chosen_rules *c, const mg_rule *r)
{
    for (uint64_t types = types_of(r); types;)
        add(&c->of_type[take_type(&types)], r);
    if (r->change && !r->types)
        add(&c->of_any, r);
    if (r->check)
        add(&c->of_all, r);
    if (r->file)
        add(&c->of_file, r);
}

static bool make_list(mg_rule_list *list, mg_arena *a, uint32_t most)
{
    list->n = 0;
    list->at = mg_arena_raw(a, most * sizeof *list->at);
    return list->at != NULL;
}

static bool choose(mg_chosen_rules *c, mg_arena *a, const mg_dialect *d, const mg_rules_options *opts)
{
    uint32_t n = 0, extra = opts ? opts->n_extra : 0;
    while (mg_rules_all[n])
        n++;
    if (!make_list(&c->all, a, n + extra))
        return false;
    for (uint32_t i = 0; i < n + extra; i++) {
        const mg_rule *r = i < n ? mg_rules_all[i] : &opts->extra[i - n];
        if (runs(d, opts, r))
            add(&c->all, r);
    }
    return true;
}

bool mg_rules_choose(mg_chosen_rules *c, mg_arena *a, const mg_dialect *d, const mg_rules_options *opts)
{
    uint32_t n[MG_C_COUNT] = {0};
    bool ok = choose(c, a, d, opts) && make_list(&c->of_any, a, c->all.n) && make_list(&c->of_all, a, c->all.n) &&
              make_list(&c->of_file, a, c->all.n);
    if (ok)
        count_types(&c->all, n);
    for (int type = 0; ok && type < MG_C_COUNT; type++)
        ok = make_list(&c->of_type[type], a, n[type]);
    for (uint32_t i = 0; ok && i < c->all.n; i++)
        enter(c, c->all.at[i]);
    return ok;
}

/* ---- a few changes ----------------------------------------------------------------- */

/* With their tables and columns they fit into the processor's cache. */
enum { AT_A_TIME = 64 };

typedef struct batch {
    const mg_change *at[AT_A_TIME]; /* those that are wanted for themselves */
    uint32_t n;
} batch;

static bool has_rebuilds(const mg_rule_ctx *rc) { return rc->lint && rc->lint->rebuilds.n; }

static void judge_with_rebuilds(const mg_rule_ctx *rc, const mg_rule *rule, const mg_change *const *changes, uint32_t n)
{
    bool quiet = mg_rebuild_is_elsewhere(rule);
    for (uint32_t i = 0; i < n; i++) {
        const mg_change *c = changes[i];
        if (!mg_rule_note(rc, c)->rebuild || !(quiet || mg_rebuild_silences(rc, rule, c)))
            rule->change(rc, c);
    }
}

static void judge(mg_rule_ctx *rc, const mg_rule *rule, const mg_change *const *changes, uint32_t n)
{
    rc->rule = rule;
    if (has_rebuilds(rc)) {
        judge_with_rebuilds(rc, rule, changes, n);
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        rule->change(rc, changes[i]);
}

/* Each type together, in their order. */
static void sort_by_type(batch *b)
{
    for (uint32_t i = 1; i < b->n; i++) {
        const mg_change *c = b->at[i];
        uint32_t k = i;
        for (; k > 0 && b->at[k - 1]->type > c->type; k--)
            b->at[k] = b->at[k - 1];
        b->at[k] = c;
    }
}

static void ask_batch(mg_rule_ctx *rc, const mg_chosen_rules *rules, batch *b)
{
    for (uint32_t i = 0; i < rules->of_any.n && !mg_failed(rc->ctx); i++)
        judge(rc, rules->of_any.at[i], b->at, b->n);
    sort_by_type(b);
    for (uint32_t from = 0, to; from < b->n; from = to) {
        const mg_rule_list *list = &rules->of_type[b->at[from]->type];
        for (to = from + 1; to < b->n && b->at[to]->type == b->at[from]->type;)
            to++;
        for (uint32_t i = 0; i < list->n && !mg_failed(rc->ctx); i++)
            judge(rc, list->at[i], &b->at[from], to - from);
    }
    b->n = 0;
}

/* ---- all of them ------------------------------------------------------------------- */

static void ask_changes(mg_rule_ctx *rc, const mg_chosen_rules *rules)
{
    const mg_vec *all = &rc->changes->list;
    batch b = {.n = 0};
    for (uint32_t i = 0; i < all->n; i++) {
        const mg_change *c = all->at[i];
        if (c->forced)
            continue;
        b.at[b.n++] = c;
        if (b.n == AT_A_TIME)
            ask_batch(rc, rules, &b);
    }
    ask_batch(rc, rules, &b);
}

/* What a file does to something that stands elsewhere is told where the file does it. */
static void bring_home(const mg_rule_ctx *rc, uint32_t from)
{
    for (uint32_t i = from; i < rc->out->list.n; i++) {
        mg_finding *f = rc->out->list.at[i];
        const mg_stmt_info *st = f->change && f->source != rc->lint->source ? mg_rule_made_by(rc, f->change) : NULL;
        if (st)
            mg_rule_at_statement(f, st);
    }
}

void mg_rules_ask(mg_rule_ctx *rc, const mg_chosen_rules *rules)
{
    uint32_t from = rc->out->list.n;
    for (uint32_t i = 0; i < rules->of_all.n && !mg_failed(rc->ctx); i++) {
        rc->rule = rules->of_all.at[i];
        rc->rule->check(rc);
    }
    if (rc->notes)
        ask_changes(rc, rules);
    if (has_rebuilds(rc))
        mg_rebuild_explain(rc, from);
    if (rc->lint)
        bring_home(rc, from);
}
