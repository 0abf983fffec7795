/* migra.parse/1, migra.rules/1 and the diagnostics that all documents share. */
#include "report/report.h"

static const char *understood_name(mg_understood u) {
    static const char *const names[] = {"no", "partial", "full"};
    return names[u];
}

static void write_diagnostic(mg_json *j, const mg_diagnostic *d) {
    mg_json_object(j);
    mg_json_kz(j, "severity", mg_severity_name(d->severity));
    mg_json_kz(j, "code", d->code);
    mg_json_kstr(j, "message", d->message);
    mg_json_kstr(j, "source", d->source ? d->source->name : MG_STR_NONE);
    mg_json_kint(j, "line", d->line);
    mg_json_kint(j, "column", d->column);
    mg_json_key(j, "expected");
    mg_json_array(j);
    for (uint32_t i = 0; i < d->n_expected; i++) mg_json_str(j, d->expected[i]);
    mg_json_end_array(j);
    mg_json_kstr(j, "hint", d->hint);
    mg_json_end_object(j);
}

void mg_json_diagnostics(mg_json *j, const mg_diagnostics *const *lists, size_t n) {
    mg_json_array(j);
    for (size_t k = 0; k < n; k++) {
        for (uint32_t i = 0; i < lists[k]->list.n; i++) write_diagnostic(j, lists[k]->list.at[i]);
    }
    mg_json_end_array(j);
}

static void write_statement(mg_json *j, const mg_stmt_info *st, bool named) {
    mg_json_object(j);
    mg_json_kint(j, "index", st->index);
    mg_json_kz(j, "kind", mg_kind_name(st->kind));
    mg_json_kstr(j, "object", st->object);
    mg_json_kz(j, "understood", understood_name(st->understood));
    uint32_t column, line = mg_stmt_line(st, &column);
    mg_json_kint(j, "line", line);
    mg_json_kint(j, "column", column);
    mg_json_kint(j, "offset", st->off);
    mg_json_kint(j, "length", st->len);
    if (named) mg_json_kstr(j, "source", st->source ? st->source->name : MG_STR_NONE);
    mg_json_end_object(j);
}

void mg_render_parse_json(mg_buf *b, const mg_schema *s, mg_str dialect_evidence) {
    const mg_diagnostics *diags = &s->diags;
    mg_json j;
    mg_json_init(&j, b, true);
    mg_json_object(&j);
    mg_json_kz(&j, "format", "migra.parse/1");
    mg_json_kz(&j, "dialect", s->dialect->name);
    mg_json_kstr(&j, "dialect_inferred_from", dialect_evidence);
    mg_json_key(&j, "statements");
    mg_json_array(&j);
    for (uint32_t i = 0; i < s->statements.n; i++) write_statement(&j, s->statements.at[i], s->sources.n > 1);
    mg_json_end_array(&j);
    mg_json_key(&j, "diagnostics");
    mg_json_diagnostics(&j, &diags, 1);
    mg_json_end_object(&j);
    mg_buf_char(b, '\n');
}

static void write_dialects(mg_json *j, uint32_t bits) {
    mg_json_key(j, "dialects");
    mg_json_array(j);
    for (int i = 0; i < MG_DIALECT_COUNT; i++) {
        if (bits & (1u << i)) mg_json_z(j, mg_dialect_by_id((mg_dialect_id)i)->name);
    }
    mg_json_end_array(j);
}

static void write_params(mg_json *j, const mg_rule_param *p) {
    mg_json_key(j, "options");
    mg_json_array(j);
    for (; p && p->name; p++) {
        mg_json_object(j);
        mg_json_kz(j, "name", p->name);
        mg_json_kz(j, "type", p->kind == 'n' ? "number" : p->kind == 'p' ? "pattern" : "list");
        mg_json_kz(j, "default", p->value);
        mg_json_kz(j, "what", p->what);
        mg_json_end_object(j);
    }
    mg_json_end_array(j);
}

static void write_rule(mg_json *j, const mg_rule *r) {
    mg_json_object(j);
    mg_json_kz(j, "id", r->id);
    mg_json_kz(j, "title", r->title);
    mg_json_kz(j, "severity", mg_severity_name(r->severity));
    write_dialects(j, r->dialects);
    mg_json_kstr(j, "why", mg_str_of(r->why));
    mg_json_kstr(j, "fix", mg_str_of(r->fix));
    mg_json_kstr(j, "source", mg_str_of(r->source));
    mg_json_kbool(j, "on", !r->off);
    write_params(j, r->params);
    mg_json_end_object(j);
}

void mg_render_rules_json(mg_buf *b, const mg_rule *const *rules, size_t n) {
    mg_json j;
    mg_json_init(&j, b, true);
    mg_json_object(&j);
    mg_json_kz(&j, "format", "migra.rules/1");
    mg_json_key(&j, "rules");
    mg_json_array(&j);
    for (size_t i = 0; i < n; i++) write_rule(&j, rules[i]);
    mg_json_end_array(&j);
    mg_json_end_object(&j);
    mg_buf_char(b, '\n');
}
