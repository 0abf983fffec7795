/* SARIF 2.1.0: findings for code scanning services and editors. */
#include <string.h>

#include "report/report.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

static const char *level_of(mg_severity s) {
    static const char *const levels[] = {"note", "warning", "error", "error"};
    return levels[s];
}

static void write_message(mg_json *j, const char *key, mg_str text) {
    mg_json_key(j, key);
    mg_json_object(j);
    mg_json_kstr(j, "text", text);
    mg_json_end_object(j);
}

/* ---- the rules that found something, in the order in which they are first named ------- */

static uint32_t rule_index(const mg_vec *rules, const char *rule) {
    uint32_t i = 0;
    while (i < rules->n && !mg_str_is(mg_str_of(((const mg_row_finding *)rules->at[i])->rule), rule)) i++;
    return i;
}

/* The first finding of each rule. */
static void gather_rules(const mg_report *r, mg_vec *rules) {
    for (uint32_t i = 0; i < r->n_findings; i++) {
        if (rule_index(rules, r->finding_rows[i].rule) < rules->n) continue;
        if (!mg_vec_push(rules, &r->finding_rows[i])) return;
    }
}

static void write_rule(mg_json *j, const mg_row_finding *f) {
    const mg_rule *rule = mg_rule_find(mg_str_of(f->rule));
    mg_json_object(j);
    mg_json_kz(j, "id", f->rule);
    if (rule) {
        write_message(j, "shortDescription", mg_str_of(rule->title));
        if (rule->why) write_message(j, "fullDescription", mg_str_of(rule->why));
        if (rule->fix) write_message(j, "help", mg_str_of(rule->fix));
    }
    mg_json_key(j, "defaultConfiguration");
    mg_json_object(j);
    mg_json_kz(j, "level", level_of(rule ? rule->severity : f->severity));
    mg_json_end_object(j);
    mg_json_end_object(j);
}

static void write_tool(mg_json *j, const mg_vec *rules, const char *version) {
    mg_json_key(j, "tool");
    mg_json_object(j);
    mg_json_key(j, "driver");
    mg_json_object(j);
    mg_json_kz(j, "name", "migra");
    if (version) mg_json_kz(j, "version", version);
    mg_json_kz(j, "informationUri", "https://libmigra.org");
    mg_json_key(j, "rules");
    mg_json_array(j);
    for (uint32_t i = 0; i < rules->n; i++) write_rule(j, rules->at[i]);
    mg_json_end_array(j);
    mg_json_end_object(j);
    mg_json_end_object(j);
}

/* ---- results ---------------------------------------------------------------------------------- */

/* A path as a relative reference: what a URI gives another meaning is escaped. */
static void write_uri(mg_json *j, mg_str path) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:@!$'()*+,;=";
    static const char digits[] = "0123456789ABCDEF";
    mg_buf b;
    mg_buf_init(&b, j->out->alloc);
    for (uint32_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        if (c && strchr(plain, c)) mg_buf_char(&b, (char)c);
        else mg_buf_printf(&b, "%%%c%c", digits[c >> 4], digits[c & 15]);
    }
    mg_json_key(j, "uri");
    mg_json_str(j, mg_buf_view(&b));
    mg_buf_free(&b);
}

static void write_place(mg_json *j, mg_str source, uint32_t line, uint32_t column) {
    mg_json_key(j, "locations");
    mg_json_array(j);
    if (source.p) {
        mg_json_object(j);
        mg_json_key(j, "physicalLocation");
        mg_json_object(j);
        mg_json_key(j, "artifactLocation");
        mg_json_object(j);
        write_uri(j, source);
        mg_json_end_object(j);
        if (line) {
            mg_json_key(j, "region");
            mg_json_object(j);
            mg_json_kint(j, "startLine", line);
            if (column) mg_json_kint(j, "startColumn", column);
            mg_json_end_object(j);
        }
        mg_json_end_object(j);
        mg_json_end_object(j);
    }
    mg_json_end_array(j);
}

static void write_finding(mg_json *j, const mg_vec *rules, const mg_row_finding *f) {
    mg_json_object(j);
    mg_json_kz(j, "ruleId", f->rule);
    mg_json_kint(j, "ruleIndex", rule_index(rules, f->rule));
    mg_json_kz(j, "level", level_of(f->severity));
    write_message(j, "message", f->message);
    write_place(j, f->source, f->line, f->column);
    mg_json_key(j, "partialFingerprints");
    mg_json_object(j);
    mg_json_key(j, "migra/1");
    mg_report_write_fingerprint(j, f);
    mg_json_end_object(j);
    mg_json_key(j, "properties");
    mg_json_object(j);
    mg_json_kz(j, "severity", mg_severity_name(f->severity));
    mg_json_kbool(j, "blocking", f->blocking);
    mg_json_kint(j, "points", f->points);
    if (f->suggestion.p) mg_json_kstr(j, "suggestion", f->suggestion);
    if (f->probe_sql.p) mg_json_kstr(j, "probe", f->probe_sql);
    mg_json_end_object(j);
    mg_json_end_object(j);
}

/* What could not be read is told by the tool about itself: it is no result of a rule. */
static void write_notification(mg_json *j, const mg_diagnostic *d) {
    mg_json_object(j);
    mg_json_kz(j, "level", level_of(d->severity));
    write_message(j, "message", d->message);
    write_place(j, d->source ? d->source->name : MG_STR_NONE, d->line, d->column);
    mg_json_end_object(j);
}

static void write_notifications(mg_json *j, const mg_schema *s) {
    for (uint32_t i = 0; i < s->diags.list.n; i++) {
        const mg_diagnostic *d = s->diags.list.at[i];
        if (!d->told) write_notification(j, d);
    }
}

static void write_invocation(mg_json *j, const mg_report *r) {
    mg_json_key(j, "invocations");
    mg_json_array(j);
    mg_json_object(j);
    mg_json_kbool(j, "executionSuccessful", true);
    mg_json_key(j, "toolExecutionNotifications");
    mg_json_array(j);
    write_notifications(j, r->before.schema);
    if (r->after.schema != r->before.schema) write_notifications(j, r->after.schema);
    mg_json_end_array(j);
    mg_json_end_object(j);
    mg_json_end_array(j);
}

void mg_report_render_sarif(mg_buf *b, const mg_report *r, const mg_render_options *o) {
    mg_json j;
    mg_vec rules;
    mg_vec_init(&rules, &r->ctx->alloc);
    gather_rules(r, &rules);
    mg_json_init(&j, b, true);
    mg_json_object(&j);
    mg_json_kz(&j, "$schema", SCHEMA);
    mg_json_kz(&j, "version", "2.1.0");
    mg_json_key(&j, "runs");
    mg_json_array(&j);
    mg_json_object(&j);
    write_tool(&j, &rules, o->version);
    mg_json_kz(&j, "columnKind", "unicodeCodePoints");
    write_invocation(&j, r);
    mg_json_key(&j, "results");
    mg_json_array(&j);
    for (uint32_t i = 0; i < r->n_findings; i++) write_finding(&j, &rules, &r->finding_rows[i]);
    mg_json_end_array(&j);
    mg_json_end_object(&j);
    mg_json_end_array(&j);
    mg_json_end_object(&j);
    mg_buf_char(b, '\n');
    mg_vec_free(&rules);
}
