/* Reading reports. */
#include "api/api.h"

const migra_changes *migra_report_changes(const migra_report *report) {
    return report ? report->changes : NULL;
}

const migra_plan *migra_report_plan(const migra_report *report) {
    return report ? report->plan : NULL;
}

const migra_schema *migra_report_before(const migra_report *report) {
    return report ? report->changes->before : NULL;
}

const migra_schema *migra_report_after(const migra_report *report) {
    return report ? report->changes->after : NULL;
}

uint32_t migra_report_score(const migra_report *report) {
    return report ? report->findings->score.value : 0;
}

const char *migra_report_level(const migra_report *report) {
    return report ? report->findings->score.level : "";
}

int32_t migra_report_safe(const migra_report *report) {
    return report && mg_report_safe(&report->report);
}

size_t migra_report_unparsed(const migra_report *report) {
    return report ? mg_report_unparsed(&report->report) : 0;
}

size_t migra_report_finding_count(const migra_report *report) {
    return report ? report->report.n_findings : 0;
}

size_t migra_report_finding_count_from(const migra_report *report, migra_severity severity) {
    size_t n = 0;
    for (int i = severity < 0 ? 0 : severity; report && i <= MIGRA_SEVERITY_CRITICAL; i++) {
        n += report->report.by_severity[i];
    }
    return n;
}

const migra_finding *migra_report_finding_at(const migra_report *report, size_t index) {
    if (index >= migra_report_finding_count(report)) return NULL;
    return (const migra_finding *)(const void *)&report->report.finding_rows[index];
}

static const mg_row_finding *in(const migra_finding *f) {
    static const mg_row_finding none = {.rule = "", .severity = MG_SEV_INFO};
    return f ? (const mg_row_finding *)(const void *)f : &none;
}

const char *migra_finding_rule(const migra_finding *finding) {
    return in(finding)->rule;
}

migra_severity migra_finding_severity(const migra_finding *finding) {
    return (migra_severity)in(finding)->severity;
}

int32_t migra_finding_blocking(const migra_finding *finding) {
    return in(finding)->blocking;
}

uint32_t migra_finding_change(const migra_finding *finding) {
    return in(finding)->change;
}

void migra_finding_message(const migra_finding *finding, migra_string *out) {
    api_string(out, in(finding)->message);
}

void migra_finding_suggestion(const migra_finding *finding, migra_string *out) {
    api_string(out, in(finding)->suggestion);
}

void migra_finding_probe_sql(const migra_finding *finding, migra_string *out) {
    api_string(out, in(finding)->probe_sql);
}

void migra_finding_place(const migra_finding *finding, migra_string *source, uint32_t *line, uint32_t *column) {
    api_string(source, in(finding)->source);
    if (line) *line = in(finding)->line;
    if (column) *column = in(finding)->column;
}

const char *migra_finding_fingerprint(const migra_finding *finding) {
    return finding ? mg_report_fingerprint(in(finding)) : "";
}

size_t migra_finding_edit_count(const migra_finding *finding) {
    return in(finding)->n_edits;
}

int32_t migra_finding_edit_at(const migra_finding *finding, size_t index, size_t *offset, size_t *length, migra_string *text) {
    static const mg_edit none = {0};
    bool there = index < in(finding)->n_edits;
    const mg_edit *e = there ? &in(finding)->edits[index] : &none;
    if (offset) *offset = e->off;
    if (length) *length = e->len;
    api_string(text, there ? e->text : MG_STR_NONE);
    return there;
}

uint32_t migra_finding_points(const migra_finding *finding) {
    return in(finding)->points;
}
