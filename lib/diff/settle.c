/* Questions to the engine: see settle.h. */
#include "diff/settle.h"

enum { AT_BEGIN, AT_STATEMENTS, AT_END };

struct mg_settle {
    mg_ctx *ctx;
    const mg_changes *changes;
    mg_arena arena;
    uint8_t *verdicts;   /* by number of the undecided pair */
    uint32_t at;         /* the pair that is asked about */
    uint32_t statement;  /* of its question */
    int where;
    bool same;           /* the answer of the query so far */
    bool answered;
    mg_question question;
};

static const mg_undecided *pair_at(const mg_settle *s, uint32_t i)
{
    return s->changes->undecided.at[i];
}

/* Onto the next pair for which there is a question. */
static void find_question(mg_settle *s)
{
    const mg_schema *after = s->changes->after;
    for (; s->at < s->changes->undecided.n; s->at++) {
        const mg_undecided *u = pair_at(s, s->at);
        s->question = (mg_question){.n = 0};
        if (after->dialect->question && after->dialect->question(&s->arena, u->before, u->after, u->attr, &s->question))
            break;
    }
    s->where = AT_BEGIN;
    s->statement = 0;
    s->answered = false;
}

mg_settle *mg_settle_new(mg_ctx *ctx, const mg_changes *c)
{
    mg_settle *s = mg_malloc(&ctx->alloc, sizeof *s);
    if (!s)
        return NULL;
    *s = (mg_settle){.ctx = ctx, .changes = c};
    mg_arena_init(&s->arena, &ctx->alloc);
    s->verdicts = MG_NEW_N(&s->arena, uint8_t, c->undecided.n + 1);
    if (s->verdicts)
        find_question(s);
    if (!mg_failed(ctx))
        return s;
    mg_settle_free(s);
    return NULL;
}

void mg_settle_free(mg_settle *s)
{
    if (!s)
        return;
    mg_alloc *alloc = &s->ctx->alloc;
    mg_arena_free(&s->arena);
    mg_free(alloc, s, sizeof *s);
}

static bool is_query(const mg_settle *s)
{
    return s->where == AT_STATEMENTS && s->statement + 1 == s->question.n;
}

mg_settle_state mg_settle_next(const mg_settle *s, mg_str *sql)
{
    *sql = MG_STR_NONE;
    if (s->at >= s->changes->undecided.n)
        return MG_SETTLE_DONE;
    *sql = s->where == AT_BEGIN ? MG_STR("BEGIN") : s->where == AT_END ? MG_STR("ROLLBACK") : s->question.statements[s->statement];
    return is_query(s) ? MG_SETTLE_QUERY : MG_SETTLE_STATEMENT;
}

void mg_settle_row(mg_settle *s, mg_str value)
{
    if (!is_query(s) || !value.p)
        return;
    s->same = mg_str_is(value, "t") || mg_str_is(value, "true") || mg_str_is(value, "True") || mg_str_is(value, "1");
    s->answered = true;
}

void mg_settle_ok(mg_settle *s)
{
    if (s->at >= s->changes->undecided.n)
        return;
    if (is_query(s) && s->answered)
        s->verdicts[s->at] = s->same ? MG_VERDICT_SAME : MG_VERDICT_DIFFERENT;
    if (s->where == AT_BEGIN) {
        s->where = AT_STATEMENTS;
    } else if (s->where == AT_END) {
        s->at++;
        find_question(s);
    } else if (++s->statement == s->question.n) {
        s->where = AT_END;
    }
}

/* A refused question stays open: what it names is not there, or may not be seen. */
void mg_settle_refuse(mg_settle *s)
{
    if (s->where == AT_STATEMENTS) {
        s->where = AT_END;
        return;
    }
    s->at = s->changes->undecided.n; /* neither BEGIN nor ROLLBACK: there is no connection any more */
}

uint32_t mg_settle_count(const mg_settle *s, mg_verdict v)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->changes->undecided.n; i++)
        n += s->verdicts[i] == v;
    return n;
}

/* ---- what the answers make of BEFORE -------------------------------------------------------------- */

static bool map_copies(const mg_object *original, mg_object *copy, mg_object **copies)
{
    for (; original && copy; original = original->next, copy = copy->next) {
        if (original->kind != copy->kind)
            return false;
        copies[original->id] = copy;
        if (!map_copies(original->first, copy->first, copies))
            return false;
    }
    return !original && !copy;
}

static void take_words(mg_schema *s, mg_object *copy, const mg_object *after, int attr)
{
    bool whole = after->kind != MG_O_COLUMN && after->kind != MG_O_POLICY;
    MG_EACH_ATTR(n, after) {
        const mg_node *old = mg_attr(copy, n->kind);
        if (old && (whole || n->kind == attr) && (n->kind == attr || (n->first && n->first->kind >= E_CONST)))
            mg_attr_put(s, copy, n);
    }
}

mg_schema *mg_settle_before(const mg_settle *s)
{
    const mg_changes *c = s->changes;
    mg_schema *made = mg_schema_clone(c->before);
    mg_object **copies = made ? MG_NEW_N(&made->arena, mg_object *, c->n_before) : NULL;
    if (!copies || !map_copies(c->before->first, made->first, copies)) {
        mg_schema_free(made);
        return NULL;
    }
    for (uint32_t i = 0; i < c->undecided.n; i++) {
        const mg_undecided *u = pair_at(s, i);
        mg_object *copy = copies[u->before->id];
        if (copy && s->verdicts[i] == MG_VERDICT_SAME)
            take_words(made, copy, u->after, u->attr);
        if (copy && s->verdicts[i])
            copy->flags |= MG_OF_DECIDED;
    }
    mg_schema_finish(made);
    return made;
}
