/* Rules: the registry as hosts see it, and the host's own. */
#include "api/api.h"
#include "rules/lint.h"
#include "rules/suppress.h"
#include "rules/util.h"

#include <string.h>

#define LEAST_DEF API_LEAST(migra_rule_def, user_data)
#define LEAST_FINDING API_LEAST(migra_finding_def, probe_sql)
#define ALL_DIALECTS ((1u << MG_DIALECT_COUNT) - 1)

struct host_rule {
    migra_rule_check_fn check;
    migra_destroy_fn destroy;
    void *user_data;
};

struct migra_emitter {
    const mg_rule_ctx *rc;
    bool failed;
};

migra_status migra_rule_def_init(migra_rule_def *def, size_t size) {
    static const migra_rule_def defaults = MIGRA_RULE_DEF_INIT;
    return api_options_init(def, size, LEAST_DEF, &defaults, sizeof defaults);
}

migra_status migra_finding_def_init(migra_finding_def *def, size_t size) {
    static const migra_finding_def defaults = MIGRA_FINDING_DEF_INIT;
    return api_options_init(def, size, LEAST_FINDING, &defaults, sizeof defaults);
}

/* ---- running a rule of the host ---------------------------------------------------- */

static const struct host_rule *host_of(const migra_context *c, const mg_rule *rule) {
    for (uint32_t i = 0; i < c->n_rules; i++) {
        if (c->rules[i].id == rule->id) return &c->hosts[i];
    }
    return NULL;
}

/* Of several files each has changes of its own: handles for the length of the call. */
static void run_on_file(const mg_rule_ctx *rc, const struct host_rule *host, struct migra_emitter *emitter) {
    migra_context *c = (migra_context *)(void *)rc->ctx;
    const migra_changes *all = c->view->changes;
    migra_schema before = *all->before, after = *all->after;
    migra_changes changes = {.context = c, .refs = 1, .before = &before, .after = &after};
    struct migra_rule_view view = {&changes, NULL, rc};
    before.schema = (mg_schema *)(uintptr_t)rc->changes->before;
    after.schema = (mg_schema *)(uintptr_t)rc->changes->after;
    changes.changes = (mg_changes *)(uintptr_t)rc->changes;
    if (api_report_start(&changes.report, &changes) && host->check(&view, emitter, host->user_data) < 0) c->stopped = true;
    mg_report_free(&changes.report);
}

static void run_host_rule(const mg_rule_ctx *rc) {
    migra_context *c = (migra_context *)(void *)rc->ctx;
    const struct host_rule *host = host_of(c, rc->rule);
    struct migra_emitter emitter = {rc, false};
    if (!host || !c->view || c->stopped) return;
    if (rc->lint) {
        run_on_file(rc, host, &emitter);
        return;
    }
    struct migra_rule_view view = {c->view->changes, c->view->plan, rc};
    if (host->check(&view, &emitter, host->user_data) < 0) c->stopped = true;
}

static mg_str copy_or_none(mg_arena *a, const char *z) {
    return z ? mg_arena_str(a, mg_str_of(z)) : MG_STR_NONE;
}

static const mg_change *change_of(const migra_change *c) {
    return c ? ((const mg_row_change *)(const void *)c)->change : NULL;
}

static bool edits_are_good(const migra_finding_def *d) {
    if (!d->edit_count) return true;
    if (!d->edits || !d->statement) return false;
    const mg_source *source = ((const mg_stmt_info *)(const void *)d->statement)->source;
    size_t end = 0;
    for (size_t i = 0; i < d->edit_count; i++) {
        const migra_edit *e = &d->edits[i];
        if (!source || !e->text || e->offset < end || e->offset > source->text.n || e->length > source->text.n - e->offset) return false;
        end = e->offset + e->length;
    }
    return true;
}

static void place(const mg_rule_ctx *rc, mg_finding *f, const migra_finding_def *d) {
    if (d->object) mg_rule_at_object(f, (const mg_object *)(const void *)d->object);
    if (!d->statement) return;
    const mg_stmt_info *info = (const mg_stmt_info *)(const void *)d->statement;
    const mg_lint_stmt *st = mg_lint_of(rc, info);
    mg_rule_at_statement(f, info);
    if (st) f->table = st->table;
}

migra_status migra_emit(migra_emitter *emitter, const migra_finding_def *def) {
    migra_finding_def d = MIGRA_FINDING_DEF_INIT;
    if (!emitter || !def) return MIGRA_E_MISUSE;
    const mg_rule_ctx *rc = emitter->rc;
    migra_status status = api_options(NULL, NULL, &d, sizeof d, LEAST_FINDING, def, "migra_finding_def");
    if (status) return status;
    if (!d.message || d.severity < -1 || d.severity > MIGRA_SEVERITY_CRITICAL || !edits_are_good(&d)) return MIGRA_E_MISUSE;
    mg_finding *f = mg_emit(rc, change_of(d.change), "%s", d.message);
    if (!f) return mg_failed(rc->ctx) ? MIGRA_E_NOMEM : MIGRA_OK;
    if (d.severity >= 0) f->severity = (mg_severity)d.severity;
    f->blocking = d.blocking != 0;
    f->suggestion = copy_or_none(rc->arena, d.suggestion);
    f->probe_sql = copy_or_none(rc->arena, d.probe_sql);
    place(rc, f, &d);
    for (size_t i = 0; i < d.edit_count; i++) {
        const migra_edit *e = &d.edits[i];
        mg_rule_edit(rc, f, (uint32_t)e->offset, (uint32_t)e->length, mg_arena_str(rc->arena, mg_str_of(e->text)));
    }
    return mg_failed(rc->ctx) ? MIGRA_E_NOMEM : MIGRA_OK;
}

/* ---- registering --------------------------------------------------------------------- */

static bool id_is_good(const char *id) {
    for (const char *p = id; *p; p++) {
        bool good = (*p >= 'a' && *p <= 'z') || mg_is_digit(*p) || *p == '-' || *p == '/';
        if (!good) return false;
    }
    return id[0] != 0;
}

static bool id_is_taken(const migra_context *c, const char *id) {
    const mg_rule *r = api_rule_by_id(c, mg_str_of(id));
    return r && mg_str_is(mg_str_of(r->id), id);
}

static migra_status check_options(migra_context *c, const migra_rule_def *d, migra_error **err) {
    if (d->option_count && !d->options) return api_fail(c, err, MIGRA_E_MISUSE, "migra_rule_def: `options` is NULL");
    for (size_t i = 0; i < d->option_count; i++) {
        const migra_rule_option_def *o = &d->options[i];
        if (o->kind < MIGRA_OPTION_NUMBER || o->kind > MIGRA_OPTION_LIST || !o->name || !o->value || !o->what || strchr(o->name, '.')) {
            return api_fail(c, err, MIGRA_E_MISUSE, "migra_rule_def: option %zu is not complete", i);
        }
    }
    return MIGRA_OK;
}

static migra_status check_def(migra_context *c, const migra_rule_def *d, migra_error **err) {
    if (!d->id || !d->title || !d->check) {
        return api_fail(c, err, MIGRA_E_MISUSE, "migra_rule_def: `id`, `title` and `check` must be set");
    }
    if (!id_is_good(d->id)) {
        return api_fail(c, err, MIGRA_E_MISUSE, "\"%s\" is no rule id: lower case, digits, '-' and '/' only", d->id);
    }
    if (id_is_taken(c, d->id)) return api_fail(c, err, MIGRA_E_MISUSE, "there is a rule \"%s\" already", d->id);
    if (d->severity < MIGRA_SEVERITY_INFO || d->severity > MIGRA_SEVERITY_CRITICAL) {
        return api_fail(c, err, MIGRA_E_MISUSE, "migra_rule_def: `severity` is %d", (int)d->severity);
    }
    return check_options(c, d, err);
}

/* NULL, or a list that ends with one that has no name. */
static const mg_rule_param *copy_options(migra_context *c, const migra_rule_def *d) {
    mg_rule_param *all = d->option_count ? MG_NEW_N(&c->rule_texts, mg_rule_param, d->option_count + 1) : NULL;
    for (size_t i = 0; all && i < d->option_count; i++) {
        const migra_rule_option_def *o = &d->options[i];
        all[i] = (mg_rule_param){copy_or_none(&c->rule_texts, o->name).p, "npl"[o->kind], copy_or_none(&c->rule_texts, o->value).p,
                                 copy_or_none(&c->rule_texts, o->what).p};
    }
    return all;
}

static bool grow(migra_context *c) {
    mg_alloc *a = &c->ctx.alloc;
    if (c->n_rules < c->cap_rules) return true;
    uint32_t cap = c->cap_rules ? c->cap_rules * 2 : 8;
    mg_rule *rules = mg_malloc(a, cap * sizeof *rules);
    struct host_rule *hosts = mg_malloc(a, cap * sizeof *hosts);
    if (!rules || !hosts) {
        mg_free(a, rules, cap * sizeof *rules);
        mg_free(a, hosts, cap * sizeof *hosts);
        return false;
    }
    if (c->n_rules) {
        memcpy(rules, c->rules, c->n_rules * sizeof *rules);
        memcpy(hosts, c->hosts, c->n_rules * sizeof *hosts);
    }
    mg_free(a, c->rules, c->cap_rules * sizeof *rules);
    mg_free(a, c->hosts, c->cap_rules * sizeof *hosts);
    c->rules = rules;
    c->hosts = hosts;
    c->cap_rules = cap;
    return true;
}

static migra_status add_rule(migra_context *c, const migra_rule_def *d, migra_error **err) {
    migra_status status = check_def(c, d, err);
    if (status) return status;
    api_begin(c);
    mg_rule r = {
        .id = copy_or_none(&c->rule_texts, d->id).p,
        .title = copy_or_none(&c->rule_texts, d->title).p,
        .severity = (mg_severity)d->severity,
        .dialects = d->dialects ? d->dialects : ALL_DIALECTS,
        .why = copy_or_none(&c->rule_texts, d->why).p,
        .fix = copy_or_none(&c->rule_texts, d->fix).p,
        .source = copy_or_none(&c->rule_texts, d->source).p,
        .off = d->off != 0,
        .params = copy_options(c, d),
        .check = run_host_rule,
    };
    if (API_FAILED(c) || !grow(c)) return api_fail_ctx(c, err);
    c->rules[c->n_rules] = r;
    c->hosts[c->n_rules] = (struct host_rule){d->check, d->destroy, d->user_data};
    c->n_rules++;
    return MIGRA_OK;
}

migra_status migra_context_add_rule(migra_context *context, const migra_rule_def *def, migra_error **err) {
    migra_rule_def d = MIGRA_RULE_DEF_INIT;
    if (!def) return api_fail(context, err, MIGRA_E_MISUSE, "migra_context_add_rule: NULL argument");
    migra_status status = api_options(context, err, &d, sizeof d, LEAST_DEF, def, "migra_rule_def");
    if (!status && !context) status = api_fail(NULL, err, MIGRA_E_MISUSE, "");
    if (!status) status = add_rule(context, &d, err);
    if (!status) return MIGRA_OK;
    /* The promise to destroy holds for what could not be read whole, too. */
    if (def->size >= LEAST_DEF && def->destroy) def->destroy(def->user_data);
    return status;
}

void api_rules_free(migra_context *c) {
    for (uint32_t i = 0; i < c->n_rules; i++) {
        if (c->hosts[i].destroy) c->hosts[i].destroy(c->hosts[i].user_data);
    }
    mg_free(&c->ctx.alloc, c->rules, c->cap_rules * sizeof *c->rules);
    mg_free(&c->ctx.alloc, c->hosts, c->cap_rules * sizeof *c->hosts);
    mg_arena_free(&c->rule_texts);
}

/* ---- the registry -------------------------------------------------------------------------- */

uint32_t api_rules_builtin(void) {
    uint32_t n = 0;
    while (mg_rules_all[n]) n++;
    return n;
}

static const mg_rule *rule_at(const migra_context *c, size_t index) {
    uint32_t builtin = api_rules_builtin();
    if (index < builtin) return mg_rules_all[index];
    if (!c || index - builtin >= c->n_rules) return NULL;
    return &c->rules[index - builtin];
}

static mg_str short_id(const char *id) {
    mg_str s = mg_str_of(id);
    for (uint32_t i = s.n; i > 0; i--) {
        if (s.p[i - 1] == '/') return (mg_str){s.p + i, s.n - i};
    }
    return s;
}

const mg_rule *api_rule_by_id(const migra_context *c, mg_str id) {
    const mg_rule *found = NULL, *r;
    uint32_t hits = 0;
    for (size_t i = 0; (r = rule_at(c, i)); i++) {
        if (mg_str_eq(mg_str_of(r->id), id)) return r;
        if (mg_str_eq(short_id(r->id), id)) {
            found = r;
            hits++;
        }
    }
    return hits == 1 ? found : NULL;
}

size_t migra_rule_count(const migra_context *context) {
    return api_rules_builtin() + (context ? context->n_rules : 0);
}

const migra_rule *migra_rule_at(const migra_context *context, size_t index) {
    return (const migra_rule *)(const void *)rule_at(context, index);
}

/* By its id, else the first that another linter's name stands for. */
static const mg_rule *named(const migra_context *context, const char *id) {
    const mg_rule *r = id ? api_rule_by_id(context, mg_str_of(id)) : NULL, *other;
    for (size_t i = 0; id && !r && (other = rule_at(context, i)); i++) {
        if (mg_alias_is(mg_str_of(id), other->id)) r = other;
    }
    return r;
}

const migra_rule *migra_rule_by_id(const migra_context *context, const char *id) {
    return (const migra_rule *)(const void *)named(context, id);
}

static const mg_rule *in(const migra_rule *r) {
    static const mg_rule none = {.id = "", .title = "", .severity = MG_SEV_INFO};
    return r ? (const mg_rule *)(const void *)r : &none;
}

static const char *or_empty(const char *z) {
    return z ? z : "";
}

const char *migra_rule_id(const migra_rule *rule) {
    return in(rule)->id;
}

const char *migra_rule_title(const migra_rule *rule) {
    return or_empty(in(rule)->title);
}

migra_severity migra_rule_severity(const migra_rule *rule) {
    return (migra_severity)in(rule)->severity;
}

int32_t migra_rule_is_on(const migra_rule *rule) {
    return rule && !in(rule)->off;
}

int32_t migra_rule_option_at(const migra_rule *rule, size_t index, migra_string *name, migra_string *value,
                             migra_string *what) {
    const mg_rule_param *p = in(rule)->params;
    while (p && p->name && index) p++, index--;
    bool found = p && p->name;
    api_string(name, mg_str_of(found ? p->name : NULL));
    api_string(value, mg_str_of(found ? p->value : NULL));
    api_string(what, mg_str_of(found ? p->what : NULL));
    return found;
}

uint32_t migra_rule_dialects(const migra_rule *rule) {
    return in(rule)->dialects;
}

const char *migra_rule_why(const migra_rule *rule) {
    return or_empty(in(rule)->why);
}

const char *migra_rule_fix(const migra_rule *rule) {
    return or_empty(in(rule)->fix);
}

const char *migra_rule_source(const migra_rule *rule) {
    return or_empty(in(rule)->source);
}

migra_status migra_rules_to_json(migra_context *context, const char *id, migra_text **out, migra_error **err) {
    const mg_rule *r;
    mg_vec list;
    mg_buf b;
    if (!context || !out) return api_fail(context, err, MIGRA_E_MISUSE, "migra_rules_to_json: NULL argument");
    api_begin(context);
    const mg_rule *only = named(context, id);
    bool alias = only && !api_rule_by_id(context, mg_str_of(id));
    if (id && !only) return api_fail(context, err, MIGRA_E_UNKNOWN, "there is no rule \"%s\"", id);
    mg_vec_init(&list, &context->ctx.alloc);
    for (size_t i = 0; (r = rule_at(context, i)); i++) {
        if (!only || r == only || (alias && mg_alias_is(mg_str_of(id), r->id))) mg_vec_push(&list, (void *)(uintptr_t)r);
    }
    mg_buf_init(&b, &context->ctx.alloc);
    mg_render_rules_json(&b, (const mg_rule *const *)(const void *)list.at, list.n);
    mg_vec_free(&list);
    return api_text(context, &b, out, err);
}
