/* The plan as a numbered list, with what each step locks and costs. */
#include "report/text.h"

#define MAX_SQL_LINES 12 /* of a step, unless everything is asked for */

static void show_verified(const mg_term *t, mg_verified v, mg_str why) {
    mg_buf_z(t->b, "  ");
    if (v == MG_VERIFIED_REPLAYED) mg_term_z(t, MG_STYLE_GOOD, "verified: replayed on the model, step by step");
    else if (v == MG_VERIFIED_EXECUTED) mg_term_z(t, MG_STYLE_GOOD, "verified: executed by the engine");
    else {
        mg_term_z(t, MG_STYLE_WARNING, "not verified");
        if (why.n) {
            mg_buf_z(t->b, ": ");
            mg_term_wrap(t, MG_STYLE_PLAIN, 16, 4, why);
            return;
        }
    }
    mg_buf_char(t->b, '\n');
}

static bool lock_is_strong(const char *lock) {
    static const char *const strong[] = {"ACCESS EXCLUSIVE", "EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE"};
    for (size_t i = 0; i < sizeof strong / sizeof *strong; i++) {
        if (mg_str_is(mg_str_of(lock), strong[i])) return true;
    }
    return false;
}

static void add_fact(const mg_term *t, bool *any, mg_style s, const char *text) {
    if (*any) mg_term_z(t, MG_STYLE_DIM, " · ");
    mg_term_z(t, s, text);
    *any = true;
}

static void show_lock(const mg_term *t, const mg_row_step *s, bool *any) {
    if (!s->lock) return;
    mg_style style = lock_is_strong(s->lock) ? MG_STYLE_WARNING : MG_STYLE_DIM;
    add_fact(t, any, style, "locks ");
    for (uint32_t i = 0; i < s->n_lock_targets; i++) {
        if (i) mg_term_z(t, style, ", ");
        mg_term_str(t, style, s->lock_targets[i]);
    }
    mg_term_style(t, style);
    mg_buf_printf(t->b, "%s%s", s->n_lock_targets ? " in " : "", s->lock);
    mg_term_style(t, MG_STYLE_PLAIN);
}

static void show_facts(const mg_term *t, const mg_row_step *s) {
    bool any = false;
    mg_term_pad(t, 6);
    show_lock(t, s, &any);
    if (s->rewrites_table) add_fact(t, &any, MG_STYLE_WARNING, "rewrites the table");
    if (s->scans_table) add_fact(t, &any, MG_STYLE_WARNING, "scans the table");
    if (s->destroys_data) add_fact(t, &any, MG_STYLE_ERROR, "destroys data");
    if (s->algorithm) {
        add_fact(t, &any, MG_STYLE_DIM, "algorithm ");
        mg_term_z(t, MG_STYLE_DIM, s->algorithm);
    }
    if (s->transaction) {
        add_fact(t, &any, MG_STYLE_DIM, "transaction ");
        mg_term_style(t, MG_STYLE_DIM);
        mg_buf_printf(t->b, "%u", s->transaction);
        mg_term_style(t, MG_STYLE_PLAIN);
    } else add_fact(t, &any, MG_STYLE_DIM, "outside a transaction");
    if (s->estimate_ms >= 0) {
        add_fact(t, &any, MG_STYLE_DIM, "about ");
        mg_term_style(t, MG_STYLE_DIM);
        mg_buf_printf(t->b, "%lld ms", (long long)s->estimate_ms);
        mg_term_style(t, MG_STYLE_PLAIN);
    }
    mg_buf_char(t->b, '\n');
}

static mg_str first_lines(mg_str sql, uint32_t max, uint32_t *left) {
    uint32_t lines = 0, i = 0;
    for (; i < sql.n; i++) {
        if (sql.p[i] == '\n' && ++lines == max) break;
    }
    *left = 0;
    for (uint32_t k = i; k < sql.n; k++) *left += sql.p[k] == '\n';
    return (mg_str){sql.p, i};
}

static void show_step_sql(const mg_term *t, mg_str sql, int verbosity) {
    uint32_t left = 0;
    if (verbosity < 1) sql = first_lines(sql, MAX_SQL_LINES, &left);
    mg_term_sql(t, MG_STYLE_PLAIN, 6, sql, left ? "" : ";");
    if (!left) return;
    mg_term_pad(t, 6);
    mg_term_style(t, MG_STYLE_DIM);
    mg_buf_printf(t->b, "… %u more %s\n", left, left == 1 ? "line" : "lines");
    mg_term_style(t, MG_STYLE_PLAIN);
}

static void show_step(const mg_term *t, const mg_row_step *s, int verbosity) {
    mg_buf_printf(t->b, "%s%u. ", s->id < 10 ? "   " : s->id < 100 ? "  " : " ", s->id);
    if (s->title.n) mg_term_wrap(t, MG_STYLE_BOLD, 6, 6, s->title);
    else {
        mg_term_z(t, MG_STYLE_BOLD, s->op ? s->op : "");
        mg_buf_char(t->b, '\n');
    }
    show_facts(t, s);
    if (s->once) {
        mg_term_pad(t, 6);
        mg_term_z(t, MG_STYLE_WARNING, "leave it out once it has been done: ");
        mg_term_wrap(t, MG_STYLE_PLAIN, 42, 8, mg_str_of(s->once));
    }
    if (s->manual.n) {
        mg_term_pad(t, 6);
        mg_term_z(t, MG_STYLE_ERROR, "yours to decide: ");
        mg_term_wrap(t, MG_STYLE_PLAIN, 23, 8, s->manual);
    }
    if (s->sql.n) show_step_sql(t, s->sql, verbosity);
    if (verbosity < 1) return;
    if (s->verify_sql.n) {
        mg_term_pad(t, 6);
        mg_term_z(t, MG_STYLE_DIM, "verify: ");
        mg_term_wrap(t, MG_STYLE_DIM, 14, 8, s->verify_sql);
    }
    if (s->no_rollback.n) {
        mg_term_pad(t, 6);
        mg_term_z(t, MG_STYLE_DIM, "no way back: ");
        mg_term_wrap(t, MG_STYLE_DIM, 19, 8, s->no_rollback);
    }
}

static void show_steps(const mg_term *t, const mg_row_step *rows, uint32_t n, const mg_render_options *o, bool phases) {
    int current = -1;
    for (uint32_t i = 0; i < n; i++) {
        if (o->phase >= 0 && (int)rows[i].phase != o->phase) continue;
        if (phases && (int)rows[i].phase != current) {
            current = rows[i].phase;
            mg_buf_z(t->b, "  ");
            mg_term_z(t, MG_STYLE_INFO, mg_phase_name(rows[i].phase));
            mg_buf_char(t->b, '\n');
        }
        show_step(t, &rows[i], o->verbosity);
    }
}

static void show_forward(const mg_term *t, const mg_report *r, const mg_render_options *o) {
    mg_text_heading(t, "Plan", r->n_steps == 1 ? " (%u step)" : " (%u steps)", r->n_steps);
    if (!r->n_steps) {
        mg_buf_z(t->b, "  nothing to do\n");
        return;
    }
    show_verified(t, r->plan->verified, r->plan->not_verified_why);
    show_steps(t, r->step_rows, r->n_steps, o, true);
}

static void show_recovery(const mg_term *t, const mg_plan *p) {
    for (uint32_t i = 0; i < p->recovery.n; i++) {
        const mg_recovery *rec = p->recovery.at[i];
        mg_buf_z(t->b, "  brings back the data of ");
        mg_term_str(t, MG_STYLE_BOLD, rec->object);
        if (rec->saved_in.n) {
            mg_buf_z(t->b, " from ");
            mg_term_str(t, MG_STYLE_PLAIN, rec->saved_in);
        }
        mg_buf_char(t->b, '\n');
    }
}

static void show_back(const mg_term *t, const mg_report *r, const mg_render_options *o, bool list) {
    const mg_plan *p = r->plan;
    mg_text_heading(t, "Rollback", r->n_rollback == 1 ? " (%u step)" : " (%u steps)", r->n_rollback);
    if (!r->n_rollback) {
        mg_buf_z(t->b, "  nothing to do\n");
        return;
    }
    mg_buf_z(t->b, "  ");
    mg_term_z(t, p->rollback_complete ? MG_STYLE_GOOD : MG_STYLE_WARNING,
              p->rollback_complete ? "complete" : "not complete: some of it cannot be brought back");
    mg_buf_char(t->b, '\n');
    show_verified(t, p->rollback_verified, p->rollback_not_verified_why);
    show_recovery(t, p);
    if (list) show_steps(t, r->rollback_rows, r->n_rollback, o, false);
}

void mg_text_plan(const mg_term *t, const mg_report *r, const mg_render_options *o) {
    if (!r->plan) return;
    if (!o->plan_only) {
        show_forward(t, r, o);
        show_back(t, r, o, o->verbosity > 0);
        return;
    }
    if (o->down) show_back(t, r, o, true);
    else show_forward(t, r, o);
}
