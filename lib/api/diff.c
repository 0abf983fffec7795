/* Changes. */
#include "api/api.h"

#define LEAST API_LEAST(migra_diff_options, declared_count)

migra_status migra_diff_options_init(migra_diff_options *options, size_t size) {
    static const migra_diff_options defaults = MIGRA_DIFF_OPTIONS_INIT;
    return api_options_init(options, size, LEAST, &defaults, sizeof defaults);
}

migra_changes *api_changes_ref(migra_changes *c) {
    c->refs++;
    return c;
}

void migra_changes_free(migra_changes *changes) {
    if (!changes || --changes->refs) return;
    mg_report_free(&changes->report);
    if (changes->changes) mg_changes_free(changes->changes);
    mg_schema_free(changes->origin);
    migra_schema_free(changes->before);
    migra_schema_free(changes->after);
    api_delete(changes, changes->context, sizeof *changes);
}

static mg_rename_hint *make_hints(mg_arena *a, const migra_rename *declared, size_t n) {
    mg_rename_hint *hints = n ? MG_NEW_N(a, mg_rename_hint, n) : NULL;
    for (size_t i = 0; hints && i < n; i++) {
        hints[i].from = mg_str_of(declared[i].from);
        hints[i].to = mg_str_of(declared[i].to);
    }
    return hints;
}

static migra_status check_declared(migra_context *c, const migra_diff_options *o, migra_error **err) {
    if (o->declared_count && !o->declared) return api_fail(c, err, MIGRA_E_MISUSE, "migra_diff_options: `declared` is NULL");
    if (o->renames != MIGRA_RENAMES_AUTO && o->renames != MIGRA_RENAMES_NEVER) {
        return api_fail(c, err, MIGRA_E_MISUSE, "migra_diff_options: `renames` is %d", (int)o->renames);
    }
    for (size_t i = 0; i < o->declared_count; i++) {
        const migra_rename *r = &o->declared[i];
        if (!r->from || !r->to || !r->from[0] || !r->to[0]) {
            return api_fail(c, err, MIGRA_E_MISUSE, "migra_diff_options: rename %zu lacks a name", i);
        }
    }
    return MIGRA_OK;
}

bool api_report_start(mg_report *r, const migra_changes *c) {
    bool ok = mg_report_init(r, &c->context->ctx, c->before->schema, c->before->name, c->after->schema, c->after->name,
                             c->after->version_text);
    const char *evidence = c->after->evidence ? c->after->evidence : c->before->evidence;
    if (evidence) r->dialect_evidence = mg_str_of(evidence);
    if (ok && r != &c->report && c->report.changes == c->changes) {
        mg_report_share_changes(r, &c->report);
    } else if (ok) {
        mg_report_add_changes(r, c->changes);
    }
    return ok;
}

static void fill_options(mg_arena *a, const migra_diff_options *o, mg_diff_options *out) {
    *out = (mg_diff_options){
        .renames = o->renames == MIGRA_RENAMES_NEVER ? MG_RENAMES_NEVER : MG_RENAMES_AUTO,
        .hints = make_hints(a, o->declared, o->declared_count),
        .n_hints = (uint32_t)o->declared_count,
        .ignore_owners = o->ignore_owners != 0,
        .ignore_grants = o->ignore_grants != 0,
        .ignore_comments = o->ignore_comments != 0,
    };
}

migra_status api_diff_options(migra_context *c, mg_arena *a, const migra_diff_options *options, mg_diff_options *out,
                              migra_error **err) {
    migra_diff_options o = MIGRA_DIFF_OPTIONS_INIT;
    migra_status status = api_options(c, err, &o, sizeof o, LEAST, options, "migra_diff_options");
    if (!status) status = check_declared(c, &o, err);
    if (!status) fill_options(a, &o, out);
    return status;
}

static void run_diff(migra_changes *c, const migra_diff_options *o) {
    mg_arena scratch;
    mg_diff_options inner;
    mg_arena_init(&scratch, &c->context->ctx.alloc);
    fill_options(&scratch, o, &inner);
    if (!API_FAILED(c->context)) c->changes = mg_diff(&c->context->ctx, c->before->schema, c->after->schema, &inner);
    mg_arena_free(&scratch);
}

migra_status migra_diff(migra_schema *before, migra_schema *after, const migra_diff_options *options,
                        migra_changes **out, migra_error **err) {
    migra_diff_options o = MIGRA_DIFF_OPTIONS_INIT;
    if (!before || !after || !out) return api_fail(before ? before->context : NULL, err, MIGRA_E_MISUSE, "migra_diff: NULL argument");
    migra_context *context = before->context;
    migra_status status = api_options(context, err, &o, sizeof o, LEAST, options, "migra_diff_options");
    if (!status) status = check_declared(context, &o, err);
    if (!status) status = api_check_pair(before, after, err);
    if (status) return status;
    api_begin(context);
    migra_changes *c = api_new(context, sizeof *c);
    if (!c) return api_fail_ctx(context, err);
    c->context = context;
    c->refs = 1;
    c->before = api_schema_ref(before);
    c->after = api_schema_ref(after);
    run_diff(c, &o);
    if (!c->changes || API_FAILED(context) || !api_report_start(&c->report, c)) {
        status = api_fail_ctx(context, err);
        migra_changes_free(c);
        return status;
    }
    *out = c;
    return MIGRA_OK;
}

/* ---- reading ---------------------------------------------------------------------- */

static const mg_row_change *in(const migra_change *c) {
    static const mg_row_change none = {.object = "", .data_loss = MG_LOSS_NONE};
    return c ? (const mg_row_change *)(const void *)c : &none;
}

size_t migra_changes_count(const migra_changes *changes) {
    return changes ? changes->report.n_changes : 0;
}

const migra_change *migra_changes_at(const migra_changes *changes, size_t index) {
    if (index >= migra_changes_count(changes)) return NULL;
    const mg_row_change *rows = mg_report_changes(&changes->report);
    if (!rows && !changes->context->view) api_begin(changes->context); /* a rule's failure ends the call that runs it */
    return rows ? (const migra_change *)(const void *)&rows[index] : NULL;
}

uint32_t migra_change_id(const migra_change *change) {
    return in(change)->id;
}

void migra_change_type(const migra_change *change, migra_string *out) {
    api_string(out, in(change)->type);
}

const char *migra_change_object_kind(const migra_change *change) {
    return in(change)->object;
}

void migra_change_schema(const migra_change *change, migra_string *out) {
    api_string(out, in(change)->schema);
}

void migra_change_table(const migra_change *change, migra_string *out) {
    api_string(out, in(change)->table);
}

void migra_change_name(const migra_change *change, migra_string *out) {
    api_string(out, in(change)->name);
}

void migra_change_from(const migra_change *change, migra_string *out) {
    api_string(out, in(change)->from);
}

void migra_change_to(const migra_change *change, migra_string *out) {
    api_string(out, in(change)->to);
}

int32_t migra_change_reversible(const migra_change *change) {
    return in(change)->reversible;
}

int32_t migra_change_data_loss(const migra_change *change) {
    return (int32_t)in(change)->data_loss;
}

uint32_t migra_change_confidence(const migra_change *change) {
    return in(change)->confidence;
}

void migra_change_undecided(const migra_change *change, migra_string *out) {
    const mg_change *c = in(change)->change;
    api_string(out, c ? mg_str_of(c->undecided) : MG_STR_NONE);
}

size_t migra_changes_undecided_count(const migra_changes *changes) {
    return changes ? mg_report_undecided(&changes->report) : 0;
}

const migra_object *migra_change_before(const migra_change *change) {
    return change ? (const migra_object *)(const void *)in(change)->change->before : NULL;
}

const migra_object *migra_change_after(const migra_change *change) {
    return change ? (const migra_object *)(const void *)in(change)->change->after : NULL;
}

size_t migra_change_dependency_count(const migra_change *change) {
    return in(change)->n_deps;
}

uint32_t migra_change_dependency_at(const migra_change *change, size_t index) {
    return index < in(change)->n_deps ? in(change)->deps[index] : 0;
}
