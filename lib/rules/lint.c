/* Migration files, one after the other: what each found, what it left, and what the rules say of it. */
#include "rules/lint.h"

#include <stdarg.h>
#include <string.h>

#include "rules/rebuild.h"
#include "rules/suppress.h"
#include "rules/util.h"

enum { MAX_NODE_RULES = 64, RULES_A_KIND = 16 };

/* The rules that want to see nodes of a kind. */
typedef struct node_rules {
    const mg_rule *rules[RULES_A_KIND];
} node_rules;

struct mg_lint {
    mg_ctx *ctx;
    mg_schema *state;
    bool assume;
    const mg_rules_options *opts;
    const mg_diff_options *diff;
    mg_findings *out;
    mg_vec diffs;            /* mg_changes* */
    mg_vec sides;            /* mg_schema*: what the files found and left */
    mg_chosen_rules rules;
    node_rules nodes[MAX_NODE_RULES];
    uint32_t n_nodes;
    uint8_t node_at[N_COUNT]; /* by kind: which of them, from 1 on */
    /* the file at hand */
    mg_lint_file file;
    mg_moves *moves;         /* made when a table may go on as another; NULL */
    mg_changes stub;         /* while it is read: no changes yet */
    uint32_t tx;             /* the transaction that statements stand in */
    uint32_t last_tx;
    bool written_tx;
    mg_lint_how how;
    size_t next_part;
};

/* ---- which rules -------------------------------------------------------------------------- */

/* False: there is no more room, and MAX_NODE_RULES or RULES_A_KIND has to grow. */
static bool add_node_rule(mg_lint *l, uint16_t kind, const mg_rule *rule)
{
    uint32_t k = 0;
    if (!l->node_at[kind] && l->n_nodes == MAX_NODE_RULES)
        return false;
    if (!l->node_at[kind])
        l->node_at[kind] = (uint8_t)++l->n_nodes;
    node_rules *nr = &l->nodes[l->node_at[kind] - 1];
    while (k < RULES_A_KIND && nr->rules[k])
        k++;
    if (k == RULES_A_KIND)
        return false;
    nr->rules[k] = rule;
    return true;
}

static bool choose_rules(mg_lint *l)
{
    if (!mg_rules_choose(&l->rules, &l->out->arena, l->state->dialect, l->opts))
        return false;
    for (uint32_t i = 0; i < l->rules.all.n; i++) {
        const mg_rule *r = l->rules.all.at[i];
        for (uint32_t k = 0; r->node && k < sizeof r->nodes / sizeof *r->nodes && r->nodes[k]; k++)
            if (!add_node_rule(l, r->nodes[k], r))
                return false;
    }
    return true;
}

/* ---- making ---------------------------------------------------------------------------------- */

mg_lint *mg_lint_new(mg_ctx *ctx, mg_schema *state, bool assume, const mg_rules_options *opts, const mg_diff_options *diff)
{
    mg_lint *l = mg_malloc(&ctx->alloc, sizeof *l);
    if (!l)
        return NULL;
    l->ctx = ctx;
    l->state = state;
    l->assume = assume;
    l->opts = opts;
    l->diff = diff;
    mg_vec_init(&l->diffs, &ctx->alloc);
    mg_vec_init(&l->sides, &ctx->alloc);
    mg_vec_init(&l->file.statements, &ctx->alloc);
    mg_vec_init(&l->file.rebuilds, &ctx->alloc);
    mg_map_init(&l->file.rebuilt, &ctx->alloc);
    l->out = mg_findings_new(ctx);
    if (l->out && choose_rules(l))
        return l;
    mg_lint_free(l);
    return NULL;
}

void mg_lint_free(mg_lint *l)
{
    if (!l)
        return;
    mg_findings_free(l->out);
    for (uint32_t i = 0; i < l->diffs.n; i++)
        mg_changes_free(l->diffs.at[i]);
    for (uint32_t i = 0; i < l->sides.n; i++)
        mg_schema_free(l->sides.at[i]);
    mg_vec_free(&l->diffs);
    mg_vec_free(&l->sides);
    mg_vec_free(&l->file.statements);
    mg_vec_free(&l->file.rebuilds);
    mg_map_free(&l->file.rebuilt);
    mg_free(&l->ctx->alloc, l, sizeof *l);
}

/* ---- transactions -------------------------------------------------------------------------------- */

static bool begins_tx(const mg_stmt_info *st)
{
    return mg_rule_statement_begins(st, "BEGIN") || mg_rule_statement_begins(st, "START TRANSACTION");
}

/* What was prepared is no longer the session's: COMMIT PREPARED ends none of its transactions. */
static bool ends_tx(const mg_stmt_info *st)
{
    if (mg_rule_statement_begins(st, "ROLLBACK") && (mg_rule_statement_holds(st, "TO") || mg_rule_statement_holds(st, "ROLLBACK PREPARED")))
        return false;
    if (mg_rule_statement_begins(st, "COMMIT"))
        return !mg_rule_statement_holds(st, "COMMIT PREPARED");
    return mg_rule_statement_begins(st, "END") || mg_rule_statement_begins(st, "ROLLBACK") || mg_rule_statement_begins(st, "ABORT") ||
           mg_rule_statement_begins(st, "PREPARE TRANSACTION");
}

static void open_tx(mg_lint *l, bool written)
{
    l->tx = ++l->last_tx;
    l->written_tx = written;
}

static void set_mode(mg_lint *l, mg_tx_mode mode)
{
    l->tx = 0;
    l->written_tx = false;
    if (mode != MG_TX_EACH)
        open_tx(l, false);
}

static void enter_part(mg_lint *l, uint32_t off)
{
    while (l->next_part < l->how.n_parts && l->how.parts[l->next_part].offset <= off)
        set_mode(l, (mg_tx_mode)l->how.parts[l->next_part++].mode);
}

/* BEGIN and COMMIT count to the transaction that they open and close. */
static void place_in_tx(mg_lint *l, mg_lint_stmt *st)
{
    bool is_control = st->info->kind == S_TRANSACTION;
    enter_part(l, st->info->off);
    bool was_written = l->written_tx;
    bool begins = is_control && begins_tx(st->info), ends = is_control && ends_tx(st->info);
    if (begins && (l->written_tx || (l->tx && l->file.mode != MG_TX_STRING)))
        st->bits |= MG_LINT_NESTED;
    if (ends && l->tx && !l->written_tx)
        st->bits |= MG_LINT_STRAY;
    if (ends && !l->tx)
        st->bits |= MG_LINT_UNOPENED;
    if (begins && !l->written_tx) {
        if (!l->tx)
            open_tx(l, true);
        l->written_tx = true;
        l->file.open_tx = l->file.statements.n + 1;
    }
    st->tx = l->tx;
    st->written_tx = l->written_tx && !(begins && !was_written);
    if (ends) {
        l->tx = 0;
        l->written_tx = false;
        l->file.open_tx = 0;
    }
}

static bool is_command(const mg_lint_stmt *st)
{
    return st->info->kind != S_META && st->info->kind != S_EMPTY && st->info->kind != S_COPY_DATA;
}

static void leave_transactions(mg_lint_file *f)
{
    for (uint32_t i = 0; i < f->statements.n; i++) {
        mg_lint_stmt *st = f->statements.at[i];
        st->tx = st->written_tx ? st->tx : 0;
    }
}

/* One string is one transaction, unless it holds one statement; a tool that looks at the statements opens none where
 * one of them could not run. */
static void settle_transactions(mg_lint_file *f)
{
    bool refuses = false;
    for (uint32_t i = 0; i < f->statements.n; i++)
        refuses = refuses || mg_lint_is(f->statements.at[i], MG_LINT_NO_TX);
    f->split = f->mode == MG_TX_AUTO && refuses;
    if (f->split || (f->mode == MG_TX_STRING && f->commands < 2))
        leave_transactions(f);
}

/* ---- while a file is read ---------------------------------------------------------------------------- */

typedef struct visit {
    mg_lint *l;
    mg_rule_ctx rc;
    const mg_lint_stmt *st;
} visit;

static void ask_of_node(visit *v, uint32_t at, const mg_node *n)
{
    const node_rules *nr = &v->l->nodes[at - 1];
    for (uint32_t k = 0; k < RULES_A_KIND && nr->rules[k]; k++) {
        v->rc.rule = nr->rules[k];
        nr->rules[k]->node(&v->rc, v->st, n);
    }
}

/* Every node of every statement comes here, and few are wanted: mg_walk with its calls would take twice as long. */
static void visit_all(visit *v, const mg_node *n)
{
    uint32_t at = v->l->node_at[n->kind];
    if (at)
        ask_of_node(v, at, n);
    MG_EACH(child, n)
        visit_all(v, child);
}

static mg_rule_ctx context(mg_lint *l, const mg_changes *changes)
{
    return (mg_rule_ctx){.ctx = l->ctx, .arena = &l->out->arena, .changes = changes, .out = l->out, .opts = l->opts, .lint = &l->file};
}

/* Data of a dump has no shape worth a look. */
static bool is_walked(const mg_node *ast)
{
    return ast->kind != S_COPY_DATA && ast->kind != S_META && ast->kind != S_COMMENT;
}

static void observe(mg_schema *s, const mg_statement *parsed, const mg_stmt_info *info, void *observer)
{
    mg_lint *l = observer;
    mg_lint_stmt *st = MG_NEW(&l->out->arena, mg_lint_stmt);
    if (!st || !parsed->ast)
        return;
    st->info = info;
    mg_lint_facts(&l->out->arena, s, parsed, st);
    if (!mg_vec_push(&l->file.statements, st))
        return;
    if (is_command(st))
        l->file.commands++;
    l->file.statements.n--;
    place_in_tx(l, st);
    l->file.statements.n++;
    if (l->n_nodes && is_walked(parsed->ast)) {
        visit v = {l, context(l, &l->stub), st};
        visit_all(&v, parsed->ast);
    }
    st->ast = NULL;
}

/* ---- a file ------------------------------------------------------------------------------------------------ */

static void begin_file(mg_lint *l, const mg_lint_how *how)
{
    mg_vec keep = l->file.statements, rebuilds = l->file.rebuilds;
    keep.n = rebuilds.n = 0;
    mg_map_free(&l->file.rebuilt);
    l->file = (mg_lint_file){.mode = how->mode, .tool = how->tool, .history = how->history, .assumed = l->assume, .state = l->state, .statements = keep, .rebuilds = rebuilds};
    l->how = *how;
    l->next_part = 0;
    set_mode(l, how->mode);
    l->stub = (mg_changes){.ctx = l->ctx, .before = mg_journal_before(l->state), .after = l->state};
    mg_vec_init(&l->stub.list, &l->ctx->alloc);
    mg_map_init(&l->file.rebuilt, &l->ctx->alloc);
}

static bool read_text(mg_lint *l, mg_str name, mg_str text)
{
    l->state->observe = observe;
    l->state->observer = l;
    l->state->assumed = l->assume ? mg_journal_before(l->state) : NULL;
    bool ok = mg_schema_read(l->state, name, text);
    l->state->observe = NULL;
    l->state->assumed = NULL;
    if (l->state->sources.n)
        l->file.source = l->state->sources.at[l->state->sources.n - 1];
    return ok;
}

static bool goes_on(const mg_object *old, const mg_object *made, mg_object *copy, mg_schema *after, void *user_data)
{
    mg_lint *l = user_data;
    mg_rule_ctx rc = context(l, &l->stub);
    if (!l->moves && !(l->moves = mg_moves_read(l->ctx, &l->file)))
        return false;
    const mg_rebuild *r = mg_rebuild_find(&rc, l->moves, after, old, made, copy);
    return r && mg_vec_push(&l->file.rebuilds, (void *)(uintptr_t)r) && mg_rebuild_enter(&l->file.rebuilt, r);
}

/* What the file found and what it leaves. */
static bool end_file(mg_lint *l, mg_schema **before, mg_schema **after)
{
    bool ok = mg_journal_end(l->state, goes_on, l, before, after);
    mg_moves_free(l->moves, l->ctx);
    l->moves = NULL;
    return ok;
}

static mg_changes *compare(mg_lint *l)
{
    mg_schema *before, *after;
    if (!end_file(l, &before, &after))
        return NULL;
    if (!mg_vec_push(&l->sides, before)) {
        mg_schema_free(before);
        mg_schema_free(after);
        return NULL;
    }
    if (!mg_vec_push(&l->sides, after)) {
        mg_schema_free(after);
        return NULL;
    }
    mg_changes *c = mg_diff(l->ctx, before, after, l->diff);
    if (c && mg_vec_push(&l->diffs, c))
        return c;
    mg_changes_free(c);
    return NULL;
}

/* Of what kinds its statements are: most rules of files want few of them. */
static void sum_up(mg_lint_file *f, const mg_schema *after)
{
    for (uint32_t i = 0; i < after->statements.n; i++) {
        int kind = ((const mg_stmt_info *)after->statements.at[i])->kind;
        f->kinds |= kind >= S_CREATE_TABLE && kind <= S_UNKNOWN ? MG_STMT(kind) : ~UINT64_C(0);
    }
    for (uint32_t i = 0; i < f->statements.n; i++)
        f->about |= ((const mg_lint_stmt *)f->statements.at[i])->bits;
}

static void note_rebuilds(const mg_rule_ctx *rc)
{
    for (uint32_t i = 0; rc->notes && rc->lint->rebuilds.n && i < rc->changes->list.n; i++) {
        const mg_change *c = rc->changes->list.at[i];
        mg_rebuild_note(rc, (mg_change_note *)(uintptr_t)mg_rule_note(rc, c), c);
    }
}

static bool wants_file(const mg_rule *rule, const mg_lint_file *f)
{
    return (!rule->statements || rule->statements & f->kinds) && (rule->about & f->about) == rule->about;
}

static void ask_rules(mg_lint *l, const mg_changes *changes)
{
    sum_up(&l->file, changes->after);
    mg_rule_ctx rc = context(l, changes);
    uint32_t from = l->out->list.n;
    rc.notes = mg_rule_notes(&l->out->arena, changes, NULL);
    note_rebuilds(&rc);
    mg_rules_ask(&rc, &l->rules);
    for (uint32_t i = 0; i < l->rules.of_file.n && !mg_failed(l->ctx); i++) {
        rc.rule = l->rules.of_file.at[i];
        if (wants_file(rc.rule, &l->file))
            rc.rule->file(&rc, &l->file);
    }
    mg_lint_add_ways(&rc, from, l->opts && l->opts->ways);
}

static uint32_t first_line(mg_str text)
{
    uint32_t line = 1;
    for (uint32_t i = 0; i < text.n && (text.p[i] == ' ' || text.p[i] == '\n' || text.p[i] == '\r'); i++)
        line += text.p[i] == '\n';
    return line;
}

bool mg_lint_read(mg_lint *l, mg_str name, mg_str text, const mg_lint_how *how)
{
    if (!mg_journal_begin(l->state))
        return false;
    begin_file(l, how);
    if (how->history != MG_HISTORY_NEW)
        l->file.first_line = first_line(text);
    bool ok = read_text(l, name, how->history == MG_HISTORY_EDITED ? MG_STR("") : text);
    settle_transactions(&l->file);
    const mg_changes *changes = ok ? compare(l) : NULL;
    if (changes)
        ask_rules(l, changes);
    return changes && !mg_failed(l->ctx);
}

/* ---- all of them ---------------------------------------------------------------------------------------------- */

/* One list of changes for the report, in the order of the files. */
static mg_changes *join(mg_lint *l, const mg_schema *before)
{
    mg_changes *all = mg_changes_new(l->ctx, before, l->state);
    uint32_t id = 0;
    if (all)
        all->parts = &l->diffs;
    for (uint32_t i = 0; all && i < l->diffs.n; i++) {
        mg_changes *c = l->diffs.at[i];
        for (uint32_t k = 0; k < c->list.n; k++) {
            ((mg_change *)c->list.at[k])->id = ++id;
            if (!mg_vec_push(&all->list, c->list.at[k]))
                break;
        }
    }
    return all;
}

mg_findings *mg_lint_finish(mg_lint *l, const mg_schema *before, mg_changes **changes)
{
    *changes = join(l, before);
    if (!*changes || !mg_findings_finish(l->out, *changes, l->opts))
        return NULL;
    mg_findings *out = l->out;
    l->out = NULL;
    return out;
}

/* ---- what rules report with ------------------------------------------------------------------------------------ */

mg_finding *mg_emit_at(const mg_rule_ctx *rc, const mg_lint_stmt *st, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    mg_finding *f = mg_emit_args(rc, NULL, fmt, ap);
    va_end(ap);
    mg_rule_at_statement(f, st->info);
    if (f)
        f->table = st->table;
    return f;
}

mg_finding *mg_emit_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    mg_finding *f = mg_emit_args(rc, NULL, fmt, ap);
    va_end(ap);
    mg_rule_at_statement(f, st->info);
    if (f && at->len)
        mg_lines_at((mg_lines *)(uintptr_t)&st->info->source->lines, at->off, &f->line, &f->column);
    return f;
}

/* ---- what several rules ask ---------------------------------------------------------------------------------- */

bool mg_lint_blocks(const mg_lint_stmt *st)
{
    return mg_lint_is(st, MG_LINT_OLD) && st->waits >= MG_WAIT_WRITERS && st->bits & MG_LINT_DDL;
}

static bool sets(const mg_lint_stmt *st, const char *setting)
{
    mg_str name = st->setting.name;
    uint32_t n = (uint32_t)strlen(setting);
    if (!name.n || st->setting.reset)
        return false;
    return mg_str_is(name, setting) || (name.n > n && name.p[name.n - n - 1] == '.' && !memcmp(name.p + name.n - n, setting, n));
}

const mg_lint_stmt *mg_lint_find_setting(const mg_lint_file *f, const char *setting)
{
    for (uint32_t i = 0; i < f->statements.n; i++)
        if (sets(f->statements.at[i], setting))
            return f->statements.at[i];
    return NULL;
}

const mg_lint_stmt *mg_lint_first_blocking(const mg_lint_file *f, const char *setting)
{
    for (uint32_t i = 0; i < f->statements.n; i++) {
        const mg_lint_stmt *st = f->statements.at[i];
        if (sets(st, setting))
            return NULL;
        if (mg_lint_blocks(st))
            return st;
    }
    return NULL;
}

bool mg_lint_zone_is_utc(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_lint_stmt *made = rc->lint ? mg_lint_made(rc, c) : NULL;
    bool utc = false;
    for (uint32_t i = 0; made && i < rc->lint->statements.n && rc->lint->statements.at[i] != made; i++) {
        const mg_lint_setting *set = &mg_lint_at(rc->lint, i)->setting;
        bool holds = !set->local || (made->tx && mg_lint_at(rc->lint, i)->tx == made->tx);
        if (holds && (mg_str_is(set->name, "timezone") || mg_str_is(set->name, "time zone")))
            utc = !set->reset && (mg_str_iis(set->value, "UTC") || mg_str_iis(set->value, "Etc/UTC"));
    }
    return utc;
}

uint32_t mg_lint_line(const mg_lint_stmt *st)
{
    uint32_t column;
    return mg_stmt_line(st->info, &column);
}

bool mg_lint_duration(mg_str text, uint64_t *ms)
{
    static const struct {
        const char *unit;
        uint64_t ms;
    } units[] = {{"", 1}, {"ms", 1}, {"s", 1000}, {"min", 60000}, {"h", 3600000}, {"d", 86400000}};
    uint32_t i = 0;
    uint64_t n = mg_take_number(text, &i, 10000000000);
    if (!i)
        return false;
    while (i < text.n && text.p[i] == ' ')
        i++;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        if (!mg_str_is((mg_str){text.p + i, text.n - i}, units[u].unit))
            continue;
        *ms = n * units[u].ms;
        return true;
    }
    return false;
}
