/* One page that needs nothing else: no script, no font, no picture from elsewhere. */
#include "report/html.h"

static const char style_sheet[] =
    ":root{color-scheme:light dark;--line:#8884;--dim:#888;--info:#4a7ebb;--warning:#b58900;--error:#cb4b16;--critical:#c0143c;"
    "--good:#3a8a3a}\n"
    "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}\n"
    "h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid var(--line)}h3{font-size:1rem}\n"
    "code,pre{font:13px/1.45 ui-monospace,monospace}pre{background:#8881;padding:.6rem .8rem;overflow-x:auto;border-radius:4px}\n"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem .6rem .25rem 0;vertical-align:top;"
    "border-bottom:1px solid var(--line)}\n"
    ".bar{height:.7rem;background:#8883;border-radius:.35rem;overflow:hidden;max-width:24rem}.bar i{display:block;height:100%}\n"
    ".tag{font-size:12px;padding:.05rem .45rem;border-radius:.6rem;border:1px solid currentColor;white-space:nowrap}\n"
    ".info{color:var(--info)}.warning{color:var(--warning)}.error{color:var(--error)}.critical{color:var(--critical)}"
    ".good{color:var(--good)}.dim{color:var(--dim)}\n"
    ".low,.none{background:var(--good)}.medium{background:var(--warning)}.high{background:var(--error)}"
    "i.critical{background:var(--critical)}\n"
    ".step{border-left:.35rem solid var(--line);padding:.1rem 0 .1rem .9rem;margin:.7rem 0}.step p{margin:.2rem 0}\n"
    ".blocks-reads{border-color:var(--critical)}.blocks-writes{border-color:var(--error)}.blocks-ddl{border-color:var(--warning)}\n"
    "svg text{font:12px system-ui,sans-serif;fill:currentColor}svg rect{fill:#8881;stroke:var(--dim)}"
    "svg path{fill:none;stroke:var(--dim)}\n";

static void put_sources(mg_buf *b, const mg_report *r) {
    if (mg_report_has_before(r)) {
        mg_markup(b, r->before.source);
        mg_buf_z(b, " → ");
    }
    mg_markup(b, r->after.source);
}

static void put_head(mg_buf *b, const mg_report *r) {
    mg_buf_z(b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    put_sources(b, r);
    mg_buf_printf(b, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<h1>", style_sheet);
    put_sources(b, r);
    mg_buf_z(b, "</h1>\n");
}

static void put_row(mg_buf *b, const char *what, const char *value) {
    mg_buf_printf(b, "<tr><th>%s</th><td>%s</td></tr>\n", what, value);
}

static void put_score(mg_buf *b, const mg_report *r) {
    if (!r->findings) return;
    mg_score s = r->findings->score;
    mg_buf_printf(b, "<p><strong>Risk %u/100, %s</strong></p>\n<div class=\"bar\"><i class=\"%s\" style=\"width:%u%%\"></i></div>\n",
                  s.value, s.level, s.level, s.value);
}

static void put_summary(mg_buf *b, const mg_report *r) {
    put_score(b, r);
    mg_buf_printf(b, "<table>\n<tr><th>Engine</th><td>%s ", r->dialect->label);
    mg_markup(b, r->engine_version);
    mg_buf_printf(b, "</td></tr>\n<tr><th>Changes</th><td>%u</td></tr>\n", r->n_changes);
    if (r->findings) {
        mg_buf_printf(b, "<tr><th>Findings</th><td>%u critical, %u error, %u warning, %u info; %u blocking</td></tr>\n",
                      r->by_severity[3], r->by_severity[2], r->by_severity[1], r->by_severity[0], mg_report_blocking(r));
    }
    put_row(b, "Data", mg_report_data_at_risk(r) ? "<span class=\"error\">at risk</span>" : "not at risk");
    put_row(b, "Way back", mg_report_reversible(r) ? "complete" : "<span class=\"warning\">not complete</span>");
    mg_buf_z(b, "</table>\n");
}

static void put_changes(mg_buf *b, const mg_report *r) {
    mg_buf_z(b, "<h2>Changes</h2>\n");
    if (!r->n_changes) mg_buf_z(b, "<p>No differences.</p>\n");
    if (!r->n_changes) return;
    const mg_row_change *rows = mg_report_changes(r);
    mg_buf_z(b, "<table>\n<tr><th></th><th>Change</th><th>Object</th><th>From</th><th>To</th><th>Data</th></tr>\n");
    for (uint32_t i = 0; i < r->n_changes; i++) {
        const mg_row_change *c = &rows[i];
        mg_buf_printf(b, "<tr id=\"c%u\"><td class=\"dim\">c%u</td><td>", c->id, c->id);
        mg_markup(b, c->type);
        mg_buf_z(b, "</td><td>");
        mg_html_object(b, c);
        mg_buf_z(b, "</td><td><code>");
        mg_markup(b, c->from);
        mg_buf_z(b, "</code></td><td><code>");
        mg_markup(b, c->to);
        mg_buf_printf(b, "</code></td><td>%s</td></tr>\n",
                      c->data_loss == MG_LOSS_NONE ? "" : c->data_loss == MG_LOSS_POSSIBLE ? "<span class=\"warning\">loss possible</span>"
                                                                                    : "<span class=\"critical\">lost</span>");
    }
    mg_buf_z(b, "</table>\n");
}

static void put_finding(mg_buf *b, const mg_row_finding *f) {
    const char *severity = mg_severity_name(f->severity);
    mg_buf_printf(b, "<div class=\"step\"><p><span class=\"tag %s\">%s</span> <code>%s</code>", severity, severity, f->rule);
    if (f->blocking) mg_buf_z(b, " <span class=\"tag critical\">blocking</span>");
    if (f->source.p) {
        mg_buf_z(b, " <span class=\"dim\">");
        mg_markup(b, f->source);
        if (f->line) mg_buf_printf(b, ":%u:%u", f->line, f->column);
        mg_buf_z(b, "</span>");
    }
    if (f->change) mg_buf_printf(b, " <a href=\"#c%u\">c%u</a>", f->change, f->change);
    mg_buf_z(b, "</p>\n<p>");
    mg_markup(b, f->message);
    mg_buf_z(b, "</p>\n");
    if (f->suggestion.n) {
        mg_buf_z(b, "<p><em>Safely:</em> ");
        mg_markup(b, f->advice);
        mg_buf_z(b, "</p>\n");
    }
    if (f->way.n) {
        mg_buf_z(b, "<pre>");
        mg_markup(b, f->way);
        mg_buf_z(b, "</pre>\n");
    }
    if (f->probe_sql.n) {
        mg_buf_z(b, "<pre>");
        mg_markup(b, f->probe_sql);
        mg_buf_z(b, "</pre>\n");
    }
    mg_buf_z(b, "</div>\n");
}

static void put_findings(mg_buf *b, const mg_report *r) {
    if (!r->n_findings) return;
    mg_buf_z(b, "<h2>Findings</h2>\n");
    for (uint32_t i = 0; i < r->n_findings; i++) put_finding(b, &r->finding_rows[i]);
}

static void put_not_understood(mg_buf *b, const mg_row_side *side) {
    for (uint32_t i = 0; i < side->schema->not_understood.n; i++) {
        const mg_stmt_info *st = side->schema->not_understood.at[i];
        uint32_t column;
        mg_buf_z(b, "<li>");
        if (st->source) mg_markup(b, st->source->name);
        mg_buf_printf(b, ":%u <code>", mg_stmt_line(st, &column));
        mg_markup(b, mg_stmt_head(st));
        mg_buf_z(b, "</code></li>\n");
    }
}

static void put_left_out(mg_buf *b, const mg_report *r) {
    uint32_t unplanned = r->plan ? r->plan->left_out.n : 0;
    if (!mg_report_unparsed(r) && !unplanned) return;
    mg_buf_z(b, "<h2>Left out, and not vouched for</h2>\n<ul>\n");
    put_not_understood(b, &r->before);
    if (r->before.schema != r->after.schema) put_not_understood(b, &r->after);
    for (uint32_t i = 0; i < unplanned; i++) {
        mg_buf_z(b, "<li>");
        mg_markup(b, *(const mg_str *)r->plan->left_out.at[i]);
        mg_buf_z(b, "</li>\n");
    }
    mg_buf_z(b, "</ul>\n");
}

void mg_report_render_html(mg_buf *b, const mg_report *r, const mg_render_options *o) {
    put_head(b, r);
    if (!o->plan_only) {
        put_summary(b, r);
        put_changes(b, r);
        mg_html_dependencies(b, r);
        put_findings(b, r);
    }
    if (r->plan && (!o->plan_only || !o->down)) mg_html_plan(b, r, o->phase);
    if (r->plan && (!o->plan_only || o->down)) mg_html_rollback(b, r, o->phase);
    put_left_out(b, r);
    mg_buf_z(b, "</body>\n</html>\n");
}
