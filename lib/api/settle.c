/* Questions to an engine about what offline knowledge cannot settle. */
#include "api/api.h"
#include "diff/settle.h"

struct migra_settle {
    migra_context *context;
    migra_changes *changes;
    mg_settle *settle;
};

migra_status migra_settle_new(migra_changes *changes, migra_settle **out, migra_error **err) {
    if (!changes || !out) return api_fail(changes ? changes->context : NULL, err, MIGRA_E_MISUSE, "migra_settle_new: NULL argument");
    migra_context *c = changes->context;
    api_begin(c);
    migra_settle *s = api_new(c, sizeof *s);
    if (!s) return api_fail_ctx(c, err);
    s->context = c;
    s->changes = api_changes_ref(changes);
    s->settle = mg_settle_new(&c->ctx, changes->changes);
    if (!s->settle) {
        migra_status status = api_fail_ctx(c, err);
        migra_settle_free(s);
        return status;
    }
    *out = s;
    return MIGRA_OK;
}

void migra_settle_free(migra_settle *settle) {
    if (!settle) return;
    mg_settle_free(settle->settle);
    migra_changes_free(settle->changes);
    api_delete(settle, settle->context, sizeof *settle);
}

int32_t migra_settle_next(const migra_settle *settle, migra_string *text) {
    static const int32_t states[] = {[MG_SETTLE_STATEMENT] = MIGRA_RUN_STATEMENT, [MG_SETTLE_QUERY] = MIGRA_RUN_QUERY, [MG_SETTLE_DONE] = MIGRA_RUN_DONE};
    mg_str sql = MG_STR_NONE;
    int32_t state = settle ? states[mg_settle_next(settle->settle, &sql)] : MIGRA_RUN_DONE;
    api_string(text, sql);
    return state;
}

static bool is_done(const migra_settle *settle) {
    return migra_settle_next(settle, NULL) == MIGRA_RUN_DONE;
}

migra_status migra_settle_row(migra_settle *settle, const char *value, size_t len) {
    if (migra_settle_next(settle, NULL) != MIGRA_RUN_QUERY || (len && !value) || len > UINT32_MAX) return MIGRA_E_MISUSE;
    mg_settle_row(settle->settle, (mg_str){value, (uint32_t)len});
    return MIGRA_OK;
}

static migra_status answered(migra_settle *settle, void (*answer)(mg_settle *s)) {
    if (is_done(settle)) return MIGRA_E_MISUSE;
    api_begin(settle->context);
    answer(settle->settle);
    return API_FAILED(settle->context) ? MIGRA_E_NOMEM : MIGRA_OK;
}

migra_status migra_settle_ok(migra_settle *settle) {
    return answered(settle, mg_settle_ok);
}

migra_status migra_settle_refused(migra_settle *settle) {
    return answered(settle, mg_settle_refuse);
}

size_t migra_settle_open_count(const migra_settle *settle) {
    return settle ? mg_settle_count(settle->settle, MG_VERDICT_NONE) : 0;
}

migra_status migra_settle_before(const migra_settle *settle, migra_schema **out, migra_error **err) {
    if (!settle || !out) return api_fail(settle ? settle->context : NULL, err, MIGRA_E_MISUSE, "migra_settle_before: NULL argument");
    migra_context *c = settle->context;
    api_begin(c);
    mg_schema *made = mg_settle_before(settle->settle);
    migra_schema *s = made ? api_schema_of(made, settle->changes->before) : NULL;
    if (s && !API_FAILED(c)) {
        *out = s;
        return MIGRA_OK;
    }
    if (s) migra_schema_free(s);
    return api_fail_ctx(c, err);
}
