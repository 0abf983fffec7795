/* Statements that AFTER's text has and BEFORE's has not. */
#include "rules/lint.h"
#include "rules/util.h"

/* How often a text stands in BEFORE: a history that AFTER continues holds it as well. */
typedef struct history {
    mg_map times; /* uint32_t*, by the statement's text */
    mg_arena *arena;
} history;

static void start(history *h, const mg_rule_ctx *rc)
{
    h->arena = rc->arena;
    mg_map_init(&h->times, &rc->ctx->alloc);
}

static mg_str text_of(const mg_stmt_info *st)
{
    return (mg_str){st->source->text.p + st->off, st->len};
}

static bool note(history *h, const mg_stmt_info *st)
{
    uint32_t *n = mg_map_get(&h->times, text_of(st));
    if (!n) {
        n = MG_NEW(h->arena, uint32_t);
        if (!n || !mg_map_put(&h->times, text_of(st), n))
            return false;
    }
    ++*n;
    return true;
}

/* It was there, as often as it has been asked for by now. */
static bool take(history *h, const mg_stmt_info *st)
{
    uint32_t *n = h->times.n ? mg_map_get(&h->times, text_of(st)) : NULL;
    if (!n || !*n)
        return false;
    --*n;
    return true;
}

/* ---- of a kind ------------------------------------------------------------------------- */

static bool note_statements(history *h, const mg_vec *before, int kind)
{
    for (uint32_t i = 0; i < before->n; i++) {
        const mg_stmt_info *st = before->at[i];
        if (st->kind == kind && !note(h, st))
            return false;
    }
    return true;
}

void mg_rule_each_statement(const mg_rule_ctx *rc, int kind, void (*fn)(const mg_rule_ctx *rc, const mg_stmt_info *st))
{
    history h;
    if (rc->lint && !(rc->lint->kinds & MG_STMT(kind)))
        return;
    start(&h, rc);
    bool ok = note_statements(&h, &mg_rule_before(rc)->statements, kind);
    for (uint32_t i = 0; ok && i < mg_rule_after(rc)->statements.n; i++) {
        const mg_stmt_info *st = mg_rule_after(rc)->statements.at[i];
        if (st->kind == kind && !take(&h, st))
            fn(rc, st);
    }
    mg_map_free(&h.times);
}

/* ---- that touch data ------------------------------------------------------------------- */

static bool note_dml(history *h, const mg_vec *before)
{
    for (uint32_t i = 0; i < before->n; i++)
        if (!note(h, ((const mg_dml *)before->at[i])->stmt))
            return false;
    return true;
}

static bool may_hold_rows(const mg_rule_ctx *rc, const mg_dml *d)
{
    const mg_object *after = mg_schema_find_relation(mg_rule_after(rc), d->schema, d->table);
    return !after || mg_schema_find_relation(mg_rule_before(rc), d->schema, d->table) ||
           mg_changes_counterpart(rc->changes, after);
}

void mg_rule_each_dml(const mg_rule_ctx *rc, int kind, void (*fn)(const mg_rule_ctx *rc, const mg_dml *dml))
{
    history h;
    start(&h, rc);
    bool ok = note_dml(&h, &mg_rule_before(rc)->dml);
    for (uint32_t i = 0; ok && i < mg_rule_after(rc)->dml.n; i++) {
        const mg_dml *d = mg_rule_after(rc)->dml.at[i];
        if (!take(&h, d->stmt) && d->kind == kind && may_hold_rows(rc, d))
            fn(rc, d);
    }
    mg_map_free(&h.times);
}

mg_str mg_rule_dml_table(const mg_rule_ctx *rc, const mg_dml *d)
{
    if (!d->schema.n || mg_str_eq(d->schema, mg_rule_dialect(rc)->default_schema))
        return d->table;
    return mg_arena_printf(rc->arena, "%S.%S", &d->schema, &d->table);
}
