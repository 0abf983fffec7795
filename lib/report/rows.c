/* Stage results to rows: everything that documents and accessors need, flat and owned. */
#include "diff/moved.h"
#include "report/report.h"

static mg_str own(mg_report *r, mg_str s) {
    return s.p ? mg_arena_str(&r->arena, s) : MG_STR_NONE;
}

/* Constraints need no name everywhere. */
static mg_str own_name(mg_report *r, mg_str s) {
    return s.n ? own(r, s) : MG_STR_NONE;
}

static const char *own_z(mg_report *r, const char *z) {
    return z ? mg_arena_str(&r->arena, mg_str_of(z)).p : NULL;
}

static bool is_table(int kind) {
    return kind == MG_O_TABLE || kind == MG_O_FOREIGN_TABLE || kind == MG_O_VIRTUAL_TABLE;
}

static void fill_side(mg_report *r, mg_row_side *side, const mg_schema *s, mg_str name) {
    side->schema = s;
    side->source = own(r, name);
    MG_EACH_OBJECT(o, s) {
        if (is_table(o->kind) && !(o->flags & MG_OF_EXTERNAL)) side->tables++;
    }
    side->statements = s->statements.n;
    for (uint32_t i = 0; i < s->statements.n; i++) {
        const mg_stmt_info *st = s->statements.at[i];
        side->unparsed += st->understood == MG_NOT_UNDERSTOOD;
        side->partial += st->understood == MG_PARTIAL;
    }
}

bool mg_report_init(mg_report *r, mg_ctx *ctx, const mg_schema *before, mg_str before_name, const mg_schema *after,
                    mg_str after_name, mg_str engine_version) {
    *r = (mg_report){.ctx = ctx, .dialect = after->dialect};
    mg_arena_init(&r->arena, &ctx->alloc);
    r->engine_version = own(r, engine_version);
    fill_side(r, &r->before, before, before_name);
    fill_side(r, &r->after, after, after_name);
    return !mg_failed(ctx);
}

void mg_report_free(mg_report *r) {
    if (r->ctx) mg_arena_free(&r->arena);
}

/* ---- changes -------------------------------------------------------------------- */

/* Types that are printed with the kind of their object behind the verb. */
static bool type_takes_kind(int type) {
    switch (type) {
    case MG_C_CREATE: case MG_C_DROP: case MG_C_RENAME: case MG_C_ALTER: case MG_C_REPLACE: return true;
    default: return false;
    }
}

static mg_str type_name(mg_report *r, const mg_change *c, const mg_object *o) {
    const char *verb = mg_change_type_name(c->type);
    if (!type_takes_kind(c->type) || !o) return own(r, mg_str_of(verb));
    return mg_arena_printf(&r->arena, "%s_%s", verb, mg_object_kind_name(o->kind));
}

static void place_object(mg_report *r, mg_row_change *row, const mg_object *o) {
    const mg_object *table = o->parent ? o->parent : is_table(o->kind) ? o : NULL;
    row->object = mg_object_kind_name(o->kind);
    row->schema = own(r, o->schema.n ? o->schema : table && table->schema.n ? table->schema : MG_STR_NONE);
    row->table = table ? own(r, table->name) : MG_STR_NONE;
    row->column = o->kind == MG_O_COLUMN ? own(r, o->name) : MG_STR_NONE;
    mg_str signature = mg_signature(o);
    row->name = signature.n ? mg_arena_printf(&r->arena, "%S%S", &o->name, &signature) : own_name(r, o->name);
}

static bool is_rename(int type) {
    return type == MG_C_RENAME || type == MG_C_RENAME_COLUMN || type == MG_C_RENAME_CONSTRAINT ||
           type == MG_C_RENAME_INDEX;
}

static void fill_values(mg_report *r, mg_row_change *row, const mg_change *c, mg_buf *b) {
    mg_str from, to;
    mg_change_values(c, r->dialect, b, &from, &to);
    row->from = own(r, from);
    row->to = own(r, to);
    if (!is_rename(c->type) || !c->before || !c->after) return;
    if (!row->from.p) row->from = own(r, c->before->name);
    if (!row->to.p) row->to = own(r, c->after->name);
}

/* A renamed object is named as it was: its new name is the `to`. */
static const mg_object *shown_object(const mg_change *c) {
    if (is_rename(c->type) && c->before) return c->before;
    return mg_change_object(c);
}

static mg_str moved_label(mg_report *r, const mg_object *column) {
    const mg_object *t = column->parent;
    return mg_arena_printf(&r->arena, "%S%s%S.%S", &t->schema, t->schema.n ? "." : "", &t->name, &column->name);
}

static void fill_change(mg_report *r, mg_row_change *row, const mg_change *c, mg_buf *b) {
    const mg_object *o = shown_object(c);
    row->change = c;
    row->id = c->id;
    row->object = "";
    row->type = type_name(r, c, o);
    if (o) place_object(r, row, o);
    fill_values(r, row, c, b);
    row->reversible = c->reversible;
    row->forced = c->forced;
    row->data_loss = c->data_loss;
    row->confidence = c->confidence;
    row->reason = own(r, c->reason);
    if (c->candidate) row->candidate = own(r, c->candidate->name);
    if (c->move) row->moved = moved_label(r, c->type == MG_C_DROP_COLUMN ? c->move->to : c->move->from);
    row->deps = c->n_deps ? MG_NEW_N(&r->arena, uint32_t, c->n_deps) : NULL;
    if (!row->deps) return;
    row->n_deps = c->n_deps;
    for (uint32_t i = 0; i < c->n_deps; i++) row->deps[i] = c->deps[i]->id;
}

void mg_report_add_changes(mg_report *r, const mg_changes *c) {
    r->changes = c;
    r->n_changes = c->list.n;
}

void mg_report_share_changes(mg_report *r, const mg_report *of) {
    mg_report_add_changes(r, of->changes);
    r->shares = of;
}

static mg_row_change *make_rows(mg_report *r) {
    const mg_vec *list = &r->changes->list;
    mg_row_change *rows = MG_NEW_N(&r->arena, mg_row_change, list->n);
    mg_buf b;
    mg_buf_init(&b, &r->ctx->alloc);
    if (rows) mg_changes_depend(r->changes);
    for (uint32_t i = 0; rows && i < list->n; i++) fill_change(r, &rows[i], list->at[i], &b);
    mg_buf_free(&b);
    return mg_failed(r->ctx) ? NULL : rows;
}

/* Who wants the findings alone has no need of them. */
const mg_row_change *mg_report_changes(const mg_report *r) {
    mg_report *owner = (mg_report *)(uintptr_t)(r->shares ? r->shares : r);
    if (!owner->change_rows && owner->n_changes) owner->change_rows = make_rows(owner);
    return owner->change_rows;
}

/* ---- findings ----------------------------------------------------------------------- */

static void split_suggestion(mg_row_finding *row) {
    const char *nl = row->suggestion.n ? memchr(row->suggestion.p, '\n', row->suggestion.n) : NULL;
    row->advice = row->suggestion;
    if (!nl) return;
    row->advice.n = (uint32_t)(nl - row->suggestion.p);
    row->way = (mg_str){nl + 1, row->suggestion.n - row->advice.n - 1};
}

/* Findings of one change mostly have the same way out: what is read by people says it once. */
static void say_ways_once(mg_report *r) {
    bool *told = MG_NEW_N(&r->arena, bool, r->n_changes + 1);
    for (uint32_t i = 0; told && i < r->n_findings; i++) {
        mg_row_finding *row = &r->finding_rows[i];
        if (!row->way.n || !row->change || row->change > r->n_changes) continue;
        if (told[row->change]) row->way = MG_STR_NONE;
        told[row->change] = true;
    }
}

/* The report holds its findings, so texts need no copy: but a host's rule may be gone before. */
static void fill_finding(mg_report *r, mg_row_finding *row, const mg_finding *f) {
    row->rule = f->built_in ? f->rule : own_z(r, f->rule);
    row->built_in = f->built_in;
    row->severity = f->severity;
    row->blocking = f->blocking;
    row->change = f->change ? f->change->id : 0;
    row->message = f->message;
    row->suggestion = f->suggestion;
    split_suggestion(row);
    row->probe_sql = f->probe_sql;
    row->source = f->source ? f->source->name : MG_STR_NONE;
    row->line = f->line;
    row->column = f->column;
    row->points = f->points;
    row->edits = f->edits;
    row->n_edits = f->n_edits;
    if (f->severity >= 0 && f->severity < 4) r->by_severity[f->severity]++;
}

bool mg_report_add_findings(mg_report *r, const mg_findings *f) {
    r->findings = f;
    r->n_suppressed = f->suppressed.n;
    if (!f->list.n) return !mg_failed(r->ctx);
    r->finding_rows = MG_NEW_N(&r->arena, mg_row_finding, f->list.n);
    if (!r->finding_rows) return false;
    for (uint32_t i = 0; i < f->list.n; i++) fill_finding(r, &r->finding_rows[i], f->list.at[i]);
    r->n_findings = f->list.n;
    say_ways_once(r);
    return !mg_failed(r->ctx);
}

/* ---- steps ---------------------------------------------------------------------------- */

static void fill_lists(mg_report *r, mg_row_step *row, const mg_step *s) {
    row->lock_targets = s->lock_targets.n ? MG_NEW_N(&r->arena, mg_str, s->lock_targets.n) : NULL;
    for (uint32_t i = 0; row->lock_targets && i < s->lock_targets.n; i++) {
        row->lock_targets[i] = own(r, *(const mg_str *)s->lock_targets.at[i]);
        row->n_lock_targets = i + 1;
    }
    row->findings = s->findings.n ? MG_NEW_N(&r->arena, const char *, s->findings.n) : NULL;
    for (uint32_t i = 0; row->findings && i < s->findings.n; i++) {
        row->findings[i] = own_z(r, s->findings.at[i]);
        row->n_findings = i + 1;
    }
}

static void fill_step(mg_report *r, mg_row_step *row, const mg_step *s) {
    row->id = s->id;
    row->change = s->change ? s->change->id : 0;
    row->transaction = s->transaction;
    row->op = own_z(r, s->op);
    row->lock = own_z(r, s->lock);
    row->algorithm = own_z(r, s->algorithm);
    row->once = own_z(r, s->once);
    row->phase = s->phase;
    row->title = own(r, s->title);
    row->sql = own(r, s->sql);
    row->manual = own(r, s->manual);
    row->rollback_sql = own(r, s->rollback_sql);
    row->no_rollback = own(r, s->no_rollback);
    row->verify_sql = own(r, s->verify_sql);
    row->rewrites_table = s->rewrites_table;
    row->scans_table = s->scans_table;
    row->destroys_data = s->destroys_data;
    row->is_data = s->is_data;
    row->tool_command = own(r, s->tool_command);
    row->estimate_ms = s->estimate_ms;
    fill_lists(r, row, s);
}

static mg_row_step *fill_steps(mg_report *r, const mg_vec *steps, uint32_t *n) {
    mg_row_step *rows = steps->n ? MG_NEW_N(&r->arena, mg_row_step, steps->n) : NULL;
    for (uint32_t i = 0; rows && i < steps->n; i++) fill_step(r, &rows[i], steps->at[i]);
    *n = rows ? steps->n : 0;
    return rows;
}

bool mg_report_add_plan(mg_report *r, const mg_plan *p) {
    r->plan = p;
    r->step_rows = fill_steps(r, &p->steps, &r->n_steps);
    r->rollback_rows = fill_steps(r, &p->rollback, &r->n_rollback);
    return !mg_failed(r->ctx);
}
