/* A plan as single statements, in the order and the transactions of the script, each step followed by the query that
 * says whether it has been done. Whoever has a connection runs them and tells how it went; see docs/api.md. */
#include "plan/run.h"

#include "lex/lex.h"
#include "plan/internal.h"

#include <string.h>

typedef enum item_kind {
    ITEM_STATEMENT,
    ITEM_BEGIN,
    ITEM_COMMIT,
    ITEM_CHECK,   /* one true value must come */
    ITEM_NO_ROWS, /* no row may come */
    ITEM_ROWS,    /* a statement that answers with rows, which nobody judges */
    ITEM_MANUAL,
    ITEM_DISTURB, /* a statement that changes the session … */
    ITEM_RESTORE, /* … until this one, which has to run when others have failed, too */
} item_kind;

typedef struct item {
    item_kind kind;
    uint32_t step;
    mg_str sql;
} item;

struct mg_run {
    mg_ctx *ctx;
    mg_arena arena;
    mg_vec items; /* item* */
    uint32_t at, failed_step;
    uint32_t done, pending; /* steps done; and those that the open transaction holds */
    bool in_transaction, failed, rolling_back, disturbed; /* disturbed: between ITEM_DISTURB and ITEM_RESTORE */
    bool answered, answer;
    mg_str why;
};

/* ---- making the list ------------------------------------------------------------ */

static void add(mg_run *r, item_kind kind, uint32_t step, mg_str sql)
{
    item *i = MG_NEW(&r->arena, item);
    if (!i)
        return;
    *i = (item){kind, step, mg_arena_str(&r->arena, sql)};
    mg_vec_push(&r->items, i);
}

static mg_lex_mode mode_of(const mg_plan *p)
{
    static const mg_lex_mode modes[MG_DIALECT_COUNT] = {
        [MG_POSTGRES] = MG_LEX_POSTGRES, [MG_MYSQL] = MG_LEX_MYSQL, [MG_MARIADB] = MG_LEX_MARIADB, [MG_SQLITE] = MG_LEX_SQLITE};
    return modes[p->changes->before->dialect->id];
}

/* Drivers want to be told: some hang on to rows that nobody fetched and refuse the next statement. */
static item_kind told_by_first_word(item_kind kind, mg_str sql)
{
    bool select = sql.n > 6 && mg_str_iis((mg_str){sql.p, 6}, "select");
    return kind == ITEM_STATEMENT && select ? ITEM_ROWS : kind;
}

/* The statements of a piece of script; lines for clients are left out. */
static void add_script(mg_run *r, const mg_plan *p, item_kind kind, uint32_t step, mg_buf *script)
{
    mg_str text = mg_arena_str(&r->arena, mg_buf_view(script));
    mg_raw_stmt s;
    mg_lexer *lx = text.p ? mg_lexer_new(&r->ctx->alloc, mode_of(p), p->changes->before->engine_version, text.p, text.n) : NULL;
    while (lx && mg_lexer_next_stmt(lx, &s))
        if (s.cls == MG_STMT_SQL && s.n) {
            mg_str sql = {text.p + s.tokens[0].off, s.len - (s.tokens[0].off - s.off)};
            add(r, told_by_first_word(kind, sql), step, sql);
        }
    if (lx)
        mg_lexer_free(lx);
    mg_buf_free(script);
}

static item_kind kind_of(const mg_step *s)
{
    static const struct { const char *op; item_kind kind; } kinds[] = {
        {"foreign_keys_off", ITEM_DISTURB}, {"check_foreign_keys", ITEM_NO_ROWS}, {"foreign_keys_on", ITEM_RESTORE}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(s->op, kinds[i].op) == 0)
            return kinds[i].kind;
    return ITEM_STATEMENT;
}

static void add_step(mg_run *r, const mg_plan *p, const mg_planner_ops *ops, const mg_step *s, bool checks)
{
    mg_buf b;
    if (s->manual.n) {
        add(r, ITEM_MANUAL, s->id, s->manual);
        return;
    }
    mg_buf_init(&b, &r->ctx->alloc);
    if (ops->print_step)
        ops->print_step(&b, p, s, s->sql);
    else
        mg_buf_printf(&b, "%S;\n", &s->sql);
    add_script(r, p, kind_of(s), s->id, &b);
    if (checks && s->verify_sql.n)
        add(r, ITEM_CHECK, s->id, s->verify_sql);
}

static void add_head(mg_run *r, const mg_plan *p, const mg_planner_ops *ops, bool down)
{
    mg_buf b;
    mg_buf_init(&b, &r->ctx->alloc);
    if (ops->print_head)
        ops->print_head(&b, p, down);
    add_script(r, p, ITEM_STATEMENT, 0, &b);
}

static void open_transaction(mg_run *r, const mg_plan *p, const mg_planner_ops *ops)
{
    mg_buf b;
    add(r, ITEM_BEGIN, 0, mg_str_of(ops->begin));
    mg_buf_init(&b, &r->ctx->alloc);
    mg_buf_z(&b, ops->transaction_head ? ops->transaction_head : "");
    add_script(r, p, ITEM_STATEMENT, 0, &b);
}

/* The step to begin with: the first of the transaction that holds the wished one. */
static uint32_t first_index(const mg_vec *steps, uint32_t wished)
{
    for (uint32_t i = 0; i < steps->n; i++) {
        const mg_step *s = steps->at[i];
        if (s->id < wished)
            continue;
        while (i && s->transaction && ((const mg_step *)steps->at[i - 1])->transaction == s->transaction)
            i--;
        return i;
    }
    return steps->n;
}

static void fill(mg_run *r, const mg_plan *p, const mg_run_options *o)
{
    const mg_planner_ops *ops = mg_planner_ops_of(p);
    const mg_vec *steps = o->down ? &p->rollback : &p->steps;
    uint32_t open = 0;
    for (uint32_t i = first_index(steps, o->first_step); i < steps->n; i++) {
        const mg_step *s = steps->at[i];
        if (o->phase >= 0 && (int)s->phase != o->phase)
            continue;
        if (!r->items.n)
            add_head(r, p, ops, o->down);
        if (open && s->transaction != open)
            add(r, ITEM_COMMIT, 0, mg_str_of(ops->commit));
        if (s->transaction && s->transaction != open)
            open_transaction(r, p, ops);
        open = s->transaction;
        add_step(r, p, ops, s, !o->skip_checks);
    }
    if (open)
        add(r, ITEM_COMMIT, 0, mg_str_of(ops->commit));
}

mg_run *mg_run_new(mg_ctx *ctx, const mg_plan *p, const mg_run_options *o)
{
    mg_run *r = mg_malloc(&ctx->alloc, sizeof *r);
    if (!r)
        return NULL;
    memset(r, 0, sizeof *r);
    r->ctx = ctx;
    mg_arena_init(&r->arena, &ctx->alloc);
    mg_vec_init(&r->items, &ctx->alloc);
    fill(r, p, o);
    if (!mg_failed(ctx))
        return r;
    mg_run_free(r);
    return NULL;
}

void mg_run_free(mg_run *r)
{
    mg_alloc *a = &r->ctx->alloc;
    mg_vec_free(&r->items);
    mg_arena_free(&r->arena);
    mg_free(a, r, sizeof *r);
}

/* ---- handing out ------------------------------------------------------------------- */

static const item *current(const mg_run *r)
{
    return r->at < r->items.n ? r->items.at[r->at] : NULL;
}

mg_run_state mg_run_next(const mg_run *r, mg_str *text)
{
    const item *i = current(r);
    if (r->rolling_back) {
        *text = mg_str_of("ROLLBACK");
        return MG_RUN_STATEMENT;
    }
    *text = i ? i->sql : r->why;
    if (!i)
        return r->failed ? MG_RUN_FAILED : MG_RUN_DONE;
    switch (i->kind) {
    case ITEM_CHECK:
    case ITEM_ROWS:
    case ITEM_NO_ROWS: return MG_RUN_QUERY;
    case ITEM_MANUAL: return MG_RUN_MANUAL;
    default: return MG_RUN_STATEMENT;
    }
}

uint32_t mg_run_step(const mg_run *r)
{
    const item *i = current(r);
    return r->failed ? r->failed_step : i ? i->step : 0;
}

uint32_t mg_run_steps_done(const mg_run *r)
{
    return r->done;
}

/* ---- answers --------------------------------------------------------------------------- */

/* What is left after a failure: the statements that restore the session. */
static void skip_to_restore(mg_run *r)
{
    while (current(r) && !(r->disturbed && current(r)->kind == ITEM_RESTORE))
        r->at++;
}

static void stop(mg_run *r, mg_str why)
{
    r->failed_step = current(r)->step;
    r->why = mg_arena_str(&r->arena, why);
    r->failed = true;
    r->pending = 0;
    r->rolling_back = r->in_transaction;
    if (!r->rolling_back)
        skip_to_restore(r);
}

void mg_run_refuse(mg_run *r, mg_str message)
{
    const item *i = current(r);
    if (r->rolling_back || (r->failed && i)) { /* cleaning up failed as well: go on with the rest of it */
        r->in_transaction = false;
        r->at += !r->rolling_back;
        r->rolling_back = false;
        skip_to_restore(r);
    } else if (i) {
        stop(r, message.n ? message : mg_str_of("the statement was refused"));
    }
}

/* "t", "1" and "true" are true, in any case; what drivers make of a truth value. */
static bool is_true(mg_str v)
{
    return mg_str_iis(v, "t") || mg_str_iis(v, "1") || mg_str_iis(v, "true");
}

void mg_run_row(mg_run *r, mg_str value)
{
    if (!r->answered)
        r->answer = value.p && is_true(value);
    r->answered = true;
}

/* The last statement or check of its step. */
static bool ends_step(const mg_run *r, const item *i)
{
    const item *next = r->at + 1 < r->items.n ? r->items.at[r->at + 1] : NULL;
    return i->step && i->kind != ITEM_MANUAL && (!next || next->step != i->step);
}

static bool answer_is_good(mg_run *r, const item *i)
{
    if (i->kind == ITEM_CHECK && !(r->answered && r->answer)) {
        stop(r, mg_str_of("the query that says whether the step has been done did not answer with true"));
        return false;
    }
    if (i->kind == ITEM_NO_ROWS && r->answered) {
        stop(r, mg_str_of("rows break a foreign key"));
        return false;
    }
    return true;
}

void mg_run_ok(mg_run *r)
{
    const item *i = current(r);
    if (r->rolling_back) {
        r->rolling_back = r->in_transaction = false;
        skip_to_restore(r);
        return;
    }
    if (!i)
        return;
    bool good = r->failed || answer_is_good(r, i);
    r->answered = false;
    if (!good)
        return;
    r->in_transaction = (r->in_transaction || i->kind == ITEM_BEGIN) && i->kind != ITEM_COMMIT;
    r->disturbed = (r->disturbed || i->kind == ITEM_DISTURB) && i->kind != ITEM_RESTORE;
    if (ends_step(r, i) && !r->failed)
        r->pending++;
    if (!r->in_transaction) {
        r->done += r->pending;
        r->pending = 0;
    }
    r->at++;
    if (r->failed)
        skip_to_restore(r);
}
