/* The report on a terminal: summary, changes, findings, what to do next. The plan is text_plan.c's. */
#include "report/text.h"

#define BAR_CELLS 25
#define MAX_VALUE 60 /* columns of a from or to value in the list of changes */
#define MAX_WAY 14 /* lines of statements under a finding */

static mg_style level_style(const char *level) {
    static const struct { const char *level; mg_style style; } styles[] = {
        {"none", MG_STYLE_GOOD}, {"low", MG_STYLE_GOOD}, {"medium", MG_STYLE_WARNING},
        {"high", MG_STYLE_ERROR}, {"critical", MG_STYLE_CRITICAL},
    };
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        if (mg_str_is(mg_str_of(level), styles[i].level)) return styles[i].style;
    }
    return MG_STYLE_PLAIN;
}

void mg_text_heading(const mg_term *t, const char *title, const char *fmt_count, uint32_t count) {
    if (t->b->n) mg_buf_char(t->b, '\n');
    mg_term_z(t, MG_STYLE_BOLD, title);
    if (fmt_count) {
        mg_term_style(t, MG_STYLE_DIM);
        mg_buf_printf(t->b, fmt_count, count);
        mg_term_style(t, MG_STYLE_PLAIN);
    }
    mg_buf_char(t->b, '\n');
}

static void add_count(mg_buf *b, uint32_t n, const char *one, const char *many) {
    mg_buf_printf(b, "%u %s", n, n == 1 ? one : many);
}

/* ---- summary ------------------------------------------------------------------- */

static void show_sources(const mg_term *t, const mg_report *r) {
    if (mg_report_has_before(r)) {
        mg_term_str(t, MG_STYLE_BOLD, r->before.source);
        mg_buf_z(t->b, " → ");
    }
    mg_term_str(t, MG_STYLE_BOLD, r->after.source);
    mg_term_style(t, MG_STYLE_DIM);
    mg_buf_printf(t->b, "   %s %S", r->dialect->label, &r->engine_version);
    if (r->dialect_evidence.p) {
        mg_buf_z(t->b, " (inferred from ");
        mg_term_str(t, MG_STYLE_PLAIN, r->dialect_evidence);
        mg_term_style(t, MG_STYLE_DIM);
        mg_buf_char(t->b, ')');
    }
    mg_term_style(t, MG_STYLE_PLAIN);
    mg_buf_char(t->b, '\n');
}

static void show_bar(const mg_term *t, uint32_t score, mg_style style) {
    uint32_t full = (score * BAR_CELLS + 50) / 100;
    if (score && !full) full = 1;
    mg_term_style(t, style);
    for (uint32_t i = 0; i < full; i++) mg_buf_z(t->b, "█");
    mg_term_style(t, MG_STYLE_PLAIN);
    mg_term_style(t, MG_STYLE_DIM);
    for (uint32_t i = full; i < BAR_CELLS; i++) mg_buf_z(t->b, "░");
    mg_term_style(t, MG_STYLE_PLAIN);
}

static void show_score(const mg_term *t, const mg_report *r) {
    const mg_score *s = &r->findings->score;
    mg_style style = level_style(s->level);
    mg_buf_z(t->b, "\n  Risk      ");
    show_bar(t, s->value, style);
    mg_buf_printf(t->b, "  %u/100 ", s->value);
    mg_term_z(t, style, s->level);
    mg_buf_char(t->b, '\n');
}

static void show_finding_counts(const mg_term *t, const mg_report *r) {
    bool any = false;
    mg_buf_z(t->b, "  Findings  ");
    for (int i = MG_SEV_CRITICAL; i >= MG_SEV_INFO; i--) {
        if (!r->by_severity[i]) continue;
        if (any) mg_buf_z(t->b, ", ");
        mg_term_style(t, mg_severity_style((mg_severity)i));
        mg_buf_printf(t->b, "%u %s", r->by_severity[i], mg_severity_name((mg_severity)i));
        mg_term_style(t, MG_STYLE_PLAIN);
        any = true;
    }
    if (!any) mg_term_z(t, MG_STYLE_GOOD, "none");
    uint32_t blocking = mg_report_blocking(r);
    if (blocking) mg_buf_printf(t->b, "; %u blocking", blocking);
    if (r->n_suppressed) mg_buf_printf(t->b, "; %u suppressed", r->n_suppressed);
    mg_buf_char(t->b, '\n');
}

static void show_verdict(const mg_term *t, const mg_report *r) {
    bool loss = mg_report_data_at_risk(r), back = mg_report_reversible(r);
    mg_buf_z(t->b, "  Data      ");
    mg_term_z(t, loss ? MG_STYLE_ERROR : MG_STYLE_GOOD, loss ? "at risk" : "not at risk");
    mg_buf_z(t->b, "\n  Way back  ");
    mg_term_z(t, back ? MG_STYLE_GOOD : MG_STYLE_WARNING, back ? "complete" : "not complete");
    mg_buf_char(t->b, '\n');
}

static void show_summary(const mg_term *t, const mg_report *r) {
    if (r->findings) show_score(t, r);
    else mg_buf_char(t->b, '\n');
    mg_buf_z(t->b, "  Changes   ");
    mg_buf_printf(t->b, "%u", r->n_changes);
    uint32_t undecided = mg_report_undecided(r);
    if (undecided) mg_buf_printf(t->b, ", %u undecided", undecided);
    mg_buf_char(t->b, '\n');
    if (r->findings) show_finding_counts(t, r);
    if (r->n_changes) show_verdict(t, r);
}

/* ---- changes --------------------------------------------------------------------- */

static mg_str change_subject(mg_arena *a, const mg_row_change *c) {
    mg_buf b;
    mg_buf_init(&b, a->alloc);
    if (c->schema.n && !mg_str_is(c->schema, "public")) mg_buf_printf(&b, "%S.", &c->schema);
    bool own = c->table.n && mg_str_eq(c->table, c->name) && !c->column.p && mg_str_is(mg_str_of(c->object), "table");
    if (c->table.n && !own) mg_buf_printf(&b, c->name.n ? "%S." : "%S", &c->table);
    mg_buf_str(&b, c->name);
    mg_str s = mg_buf_take(&b, a);
    mg_buf_free(&b);
    return s;
}

static mg_style change_mark(const mg_row_change *c, const char **mark) {
    const mg_change *ch = c->change;
    if (!ch->before) return *mark = "+", MG_STYLE_GOOD;
    if (!ch->after) return *mark = "-", MG_STYLE_ERROR;
    return *mark = "~", MG_STYLE_WARNING;
}

static mg_str clip(mg_arena *a, mg_str s) {
    uint32_t n = 0;
    while (n < s.n && s.p[n] != '\n') n++;
    bool cut = n < s.n;
    mg_str line = {s.p, n};
    if (mg_term_width(line) > MAX_VALUE) {
        line.n = mg_utf8_clip(line, MAX_VALUE);
        cut = true;
    }
    return cut ? mg_arena_printf(a, "%S…", &line) : line;
}

static void show_values(const mg_term *t, const mg_row_change *c, mg_arena *a) {
    mg_str from = clip(a, c->from), to = clip(a, c->to);
    if (!from.n && !to.n) return;
    mg_buf_z(t->b, "  ");
    if (from.n) mg_term_str(t, MG_STYLE_PLAIN, from);
    if (from.n && to.n) mg_buf_z(t->b, " → ");
    if (to.n) mg_term_str(t, MG_STYLE_PLAIN, to);
}

/* "c7", right-aligned to the longest id: findings and steps name changes by it. */
static void show_change_id(const mg_term *t, uint32_t id, uint32_t last) {
    uint32_t pad = 2;
    for (uint32_t n = last; n >= 10; n /= 10) pad++;
    for (uint32_t n = id; n >= 10; n /= 10) pad--;
    mg_term_pad(t, pad);
    mg_term_style(t, MG_STYLE_DIM);
    mg_buf_printf(t->b, "c%u", id);
    mg_term_style(t, MG_STYLE_PLAIN);
}

static void show_change(const mg_term *t, const mg_row_change *c, mg_arena *a, uint32_t w_subject, uint32_t w_type) {
    const char *mark;
    mg_style style = change_mark(c, &mark);
    mg_str subject = change_subject(a, c);
    bool values = c->from.n || c->to.n, loss = c->data_loss != MG_LOSS_NONE;
    bool tail = values || loss || c->moved.n || c->change->undecided || (c->candidate.p && c->change->confidence) || !c->reversible;
    mg_buf_char(t->b, ' ');
    mg_term_z(t, style, mark);
    mg_buf_char(t->b, ' ');
    mg_term_str(t, MG_STYLE_PLAIN, c->type);
    mg_term_pad(t, (c->type.n < w_type ? w_type - c->type.n : 0) + 2);
    mg_term_str(t, MG_STYLE_BOLD, subject);
    uint32_t width = mg_term_width(subject);
    if (tail && width < w_subject) mg_term_pad(t, w_subject - width);
    show_values(t, c, a);
    if (c->moved.n) mg_buf_printf(t->b, c->change->type == MG_C_DROP_COLUMN ? "  goes to %S" : "  comes from %S", &c->moved);
    if (loss) {
        mg_buf_z(t->b, "  ");
        mg_term_z(t, MG_STYLE_ERROR, c->data_loss == MG_LOSS_CERTAIN ? "loses data" : "may lose data");
    }
    if (c->change->undecided) {
        mg_buf_z(t->b, "  ");
        mg_term_z(t, MG_STYLE_WARNING, "undecided: ");
        mg_buf_z(t->b, c->change->undecided);
    }
    if (c->confidence && c->confidence < 100 && !c->candidate.p) {
        mg_term_style(t, MG_STYLE_DIM);
        mg_buf_printf(t->b, "  %u%c sure", c->confidence, '%');
        mg_term_style(t, MG_STYLE_PLAIN);
    }
    mg_buf_char(t->b, '\n');
}

static uint32_t bounded_max(uint32_t a, uint32_t b, uint32_t cap) {
    if (b > cap) return a;
    return a > b ? a : b;
}

static void show_changes(const mg_term *t, const mg_report *r) {
    mg_arena a;
    uint32_t w_subject = 0, w_type = 0;
    if (!r->n_changes) return;
    const mg_row_change *rows = mg_report_changes(r);
    mg_text_heading(t, "Changes", " (%u)", r->n_changes);
    mg_arena_init(&a, &r->ctx->alloc);
    for (uint32_t i = 0; i < r->n_changes; i++) {
        mg_mark m = mg_arena_mark(&a);
        w_type = bounded_max(w_type, rows[i].type.n, 32);
        w_subject = bounded_max(w_subject, mg_term_width(change_subject(&a, &rows[i])), 44);
        mg_arena_rewind(&a, m);
    }
    for (uint32_t i = 0; i < r->n_changes; i++) {
        mg_mark m = mg_arena_mark(&a);
        show_change_id(t, rows[i].id, r->n_changes);
        show_change(t, &rows[i], &a, w_subject, w_type);
        mg_arena_rewind(&a, m);
    }
    mg_arena_free(&a);
}

/* ---- findings ------------------------------------------------------------------------ */

static void show_labelled(const mg_term *t, const char *label, mg_str text) {
    if (!text.n) return;
    mg_term_pad(t, 4);
    mg_term_z(t, MG_STYLE_DIM, label);
    mg_term_wrap(t, MG_STYLE_PLAIN, 11, 11, text);
}

static uint32_t count_lines(mg_str s) {
    uint32_t n = s.n != 0;
    for (uint32_t i = 0; i < s.n; i++) n += s.p[i] == '\n';
    return n;
}

static void show_way(const mg_term *t, mg_str way, int verbosity) {
    uint32_t lines = count_lines(way), shown = 0, end = 0;
    if (!lines) return;
    while (end < way.n && (verbosity > 0 || lines <= MAX_WAY || shown < MAX_WAY - 1)) {
        shown += way.p[end] == '\n';
        end++;
    }
    bool cut = end < way.n;
    mg_term_sql(t, MG_STYLE_PLAIN, 11, (mg_str){way.p, cut ? end - 1 : end}, "");
    if (!cut) return;
    mg_term_pad(t, 11);
    mg_term_style(t, MG_STYLE_DIM);
    mg_buf_printf(t->b, "… and %u more lines (--verbose shows them)\n", lines - shown);
    mg_term_style(t, MG_STYLE_PLAIN);
}

static void show_finding(const mg_term *t, const mg_row_finding *f, int verbosity) {
    mg_buf_z(t->b, "  ");
    mg_term_z(t, mg_severity_style(f->severity), mg_severity_name(f->severity));
    mg_buf_char(t->b, ' ');
    mg_term_z(t, MG_STYLE_BOLD, f->rule);
    mg_term_style(t, MG_STYLE_DIM);
    if (f->source.p) {
        mg_buf_z(t->b, "  ");
        mg_term_str(t, MG_STYLE_PLAIN, f->source);
        mg_term_style(t, MG_STYLE_DIM);
        if (f->line) mg_buf_printf(t->b, ":%u:%u", f->line, f->column);
    }
    if (f->change) mg_buf_printf(t->b, "  c%u", f->change);
    if (f->points) mg_buf_printf(t->b, "  +%u", f->points);
    mg_term_style(t, MG_STYLE_PLAIN);
    if (f->blocking) {
        mg_buf_z(t->b, "  ");
        mg_term_z(t, MG_STYLE_ERROR, "blocking");
    }
    mg_buf_char(t->b, '\n');
    mg_term_pad(t, 4);
    mg_term_wrap(t, MG_STYLE_PLAIN, 4, 4, f->message);
    show_labelled(t, "safely ", f->advice);
    show_way(t, f->way, verbosity);
    show_labelled(t, "check  ", f->probe_sql);
}

static void show_findings(const mg_term *t, const mg_report *r, int verbosity) {
    uint32_t hidden = 0;
    if (!r->n_findings) return;
    mg_text_heading(t, "Findings", " (%u)", r->n_findings);
    for (uint32_t i = 0; i < r->n_findings; i++) {
        const mg_row_finding *f = &r->finding_rows[i];
        if (f->severity == MG_SEV_INFO && verbosity < 1 && r->n_findings > 12) {
            hidden++;
            continue;
        }
        show_finding(t, f, verbosity);
    }
    if (!hidden) return;
    mg_term_style(t, MG_STYLE_DIM);
    mg_buf_printf(t->b, "  … and %u of severity info (--verbose shows them)\n", hidden);
    mg_term_style(t, MG_STYLE_PLAIN);
}

/* ---- what cannot be vouched for -------------------------------------------------------- */

static void show_left_out_side(const mg_term *t, const mg_row_side *side) {
    for (uint32_t i = 0; i < side->schema->not_understood.n; i++) {
        const mg_stmt_info *st = side->schema->not_understood.at[i];
        mg_buf_z(t->b, "  ");
        if (st->source) mg_term_str(t, MG_STYLE_PLAIN, st->source->name);
        uint32_t column, line = mg_stmt_line(st, &column);
        mg_buf_printf(t->b, ":%u:%u  ", line, column);
        mg_term_str(t, MG_STYLE_DIM, mg_stmt_head(st));
        mg_buf_char(t->b, '\n');
    }
}

static void show_errors_of(const mg_term *t, const mg_row_side *side) {
    for (uint32_t i = 0; i < side->schema->diags.list.n; i++) {
        const mg_diagnostic *d = side->schema->diags.list.at[i];
        if (!mg_diagnostic_is_other_error(d)) continue;
        mg_buf_z(t->b, "  ");
        if (d->source) mg_term_str(t, MG_STYLE_PLAIN, d->source->name);
        mg_buf_printf(t->b, ":%u:%u  ", d->line, d->column);
        mg_term_str(t, MG_STYLE_DIM, d->message);
        mg_buf_char(t->b, '\n');
    }
}

static void show_errors(const mg_term *t, const mg_report *r) {
    uint32_t n = mg_report_errors(r);
    if (!n) return;
    mg_text_heading(t, "Errors in the sources: what they are about may be wrong in this report", " (%u)", n);
    show_errors_of(t, &r->before);
    if (r->before.schema != r->after.schema) show_errors_of(t, &r->after);
}

/* Renames that were declared and match nothing. */
static void show_hints(const mg_term *t, const mg_report *r) {
    const mg_vec *list = r->changes ? &r->changes->diags.list : NULL;
    if (!list || !list->n) return;
    mg_text_heading(t, "Hints that match nothing", " (%u)", list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        const mg_diagnostic *d = list->at[i];
        mg_buf_z(t->b, "  ");
        if (d->source) {
            mg_term_str(t, MG_STYLE_PLAIN, d->source->name);
            mg_buf_printf(t->b, ":%u  ", d->line);
        }
        mg_term_str(t, MG_STYLE_PLAIN, d->message);
        mg_buf_char(t->b, '\n');
        if (!d->hint.n) continue;
        mg_buf_z(t->b, "    ");
        mg_term_wrap(t, MG_STYLE_DIM, 4, 4, d->hint);
    }
}

static void show_left_out(const mg_term *t, const mg_report *r) {
    uint32_t n = mg_report_unparsed(r);
    if (n) {
        mg_text_heading(t, "Not understood: left out, and not vouched for", " (%u)", n);
        show_left_out_side(t, &r->before);
        if (r->before.schema != r->after.schema) show_left_out_side(t, &r->after);
    }
    if (!r->plan || !r->plan->left_out.n) return;
    mg_text_heading(t, "Not planned", " (%u)", r->plan->left_out.n);
    for (uint32_t i = 0; i < r->plan->left_out.n; i++) {
        mg_buf_z(t->b, "  - ");
        mg_term_wrap(t, MG_STYLE_PLAIN, 4, 4, *(const mg_str *)r->plan->left_out.at[i]);
    }
}

/* ---- what to do next -------------------------------------------------------------------- */

static void next_item(const mg_term *t, uint32_t *n, mg_str text) {
    if (!*n) mg_text_heading(t, "Next", NULL, 0);
    mg_buf_printf(t->b, "  %u. ", ++*n);
    mg_term_wrap(t, MG_STYLE_PLAIN, 5, 5, text);
}

static uint32_t count_probes(const mg_report *r) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_findings; i++) n += r->finding_rows[i].probe_sql.p != NULL;
    return n;
}

static uint32_t count_manual(const mg_report *r) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->n_steps; i++) n += r->step_rows[i].manual.p != NULL;
    return n;
}

static bool has_phase(const mg_report *r, mg_phase phase) {
    for (uint32_t i = 0; i < r->n_steps; i++) {
        if (r->step_rows[i].phase == phase) return true;
    }
    return false;
}

static void show_next(const mg_term *t, const mg_report *r) {
    mg_buf b;
    uint32_t n = 0, unparsed = mg_report_unparsed(r), blocking = mg_report_blocking(r), probes = count_probes(r);
    if (!r->n_changes && !unparsed) return;
    mg_buf_init(&b, &r->ctx->alloc);
    if (unparsed) {
        add_count(&b, unparsed, "statement was", "statements were");
        mg_buf_z(&b, unparsed == 1 ? " not understood: look at what it does; the report says nothing about it."
                                   : " not understood: look at what they do; the report says nothing about them.");
        next_item(t, &n, mg_buf_view(&b));
        mg_buf_reset(&b);
    }
    if (probes) {
        mg_buf_z(&b, "Run the ");
        if (probes > 1) add_count(&b, probes, "", "check queries");
        else mg_buf_z(&b, "check query");
        mg_buf_z(&b, probes > 1 ? " above on live data; each says whether its finding applies." : " above on live data; it says whether its finding applies.");
        next_item(t, &n, mg_buf_view(&b));
        mg_buf_reset(&b);
    }
    if (blocking) {
        mg_buf_z(&b, "Decide on the ");
        if (blocking > 1) add_count(&b, blocking, "", "blocking findings");
        else mg_buf_z(&b, "blocking finding");
        mg_buf_z(&b, " before anything runs.");
        next_item(t, &n, mg_buf_view(&b));
        mg_buf_reset(&b);
    }
    if (count_manual(r)) next_item(t, &n, MG_STR("Fill in the steps that need a value only you know; they stand commented out in the script."));
    if (r->n_steps) next_item(t, &n, MG_STR("Write the script with `migra plan … --format sql`, the way back with `--down --format sql`, and try both on a copy."));
    if (r->n_steps && has_phase(r, MG_PHASE_CONTRACT) && (has_phase(r, MG_PHASE_EXPAND) || has_phase(r, MG_PHASE_MIGRATE))) {
        next_item(t, &n, MG_STR("Run the contract phase (`--phase contract`) only once no running code uses the old form."));
    }
    mg_buf_free(&b);
}

/* ---- the whole --------------------------------------------------------------------------- */

void mg_report_render_text(mg_buf *b, const mg_report *r, const mg_render_options *o) {
    mg_term t = {b, o->color, o->width ? o->width : 100};
    if (o->plan_only) {
        mg_text_plan(&t, r, o);
        show_left_out(&t, r);
        return;
    }
    show_sources(&t, r);
    if (!r->n_changes) {
        mg_buf_char(b, '\n');
        mg_term_z(&t, MG_STYLE_GOOD, mg_report_unparsed(r) ? "  No differences in what was understood." : "  No differences.");
        mg_buf_char(b, '\n');
        if (r->findings && r->n_findings) show_summary(&t, r);
    } else show_summary(&t, r);
    if (o->verbosity < 0) return;
    show_changes(&t, r);
    show_findings(&t, r, o->verbosity);
    if (r->plan && r->n_changes) mg_text_plan(&t, r, o);
    show_left_out(&t, r);
    show_hints(&t, r);
    show_errors(&t, r);
    if (r->findings) show_next(&t, r);
}
