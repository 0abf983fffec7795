/* The plan as a timeline; the colour at the left says what a step's lock stops while it is held. */
#include "report/html.h"

static const struct {
    const char *lock, *stops;
} locks[] = {
    {"ACCESS EXCLUSIVE", "blocks-reads"}, {"EXCLUSIVE", "blocks-writes"}, {"SHARE ROW EXCLUSIVE", "blocks-writes"},
    {"SHARE", "blocks-writes"},           {"SHARED", "blocks-writes"},    {"SHARE UPDATE EXCLUSIVE", "blocks-ddl"},
};

static const char *stops(const char *lock) {
    for (size_t i = 0; lock && i < sizeof locks / sizeof *locks; i++) {
        if (mg_str_is(mg_str_of(lock), locks[i].lock)) return locks[i].stops;
    }
    return "";
}

static void put_lock(mg_buf *b, const mg_row_step *s) {
    if (!s->lock) return;
    mg_buf_printf(b, "%s", s->lock);
    for (uint32_t i = 0; i < s->n_lock_targets; i++) {
        mg_buf_z(b, i ? ", " : " on ");
        mg_markup(b, s->lock_targets[i]);
    }
    mg_buf_z(b, " · ");
}

static void put_facts(mg_buf *b, const mg_row_step *s) {
    mg_buf_z(b, "<p class=\"dim\">");
    put_lock(b, s);
    if (s->rewrites_table) mg_buf_z(b, "rewrites the table · ");
    if (s->scans_table) mg_buf_z(b, "scans the table · ");
    if (s->destroys_data) mg_buf_z(b, "<span class=\"critical\">destroys data</span> · ");
    if (s->algorithm) mg_buf_printf(b, "%s · ", s->algorithm);
    if (s->transaction) mg_buf_printf(b, "transaction %u", s->transaction);
    else mg_buf_z(b, "outside a transaction");
    mg_buf_z(b, "</p>\n");
}

static void put_step(mg_buf *b, const mg_row_step *s) {
    mg_buf_printf(b, "<div class=\"step %s\"><p><strong>%u. ", stops(s->lock), s->id);
    mg_markup(b, s->title);
    mg_buf_z(b, "</strong>");
    if (s->change) mg_buf_printf(b, " <a href=\"#c%u\">c%u</a>", s->change, s->change);
    mg_buf_z(b, "</p>\n");
    put_facts(b, s);
    if (s->manual.n) {
        mg_buf_z(b, "<p class=\"warning\">Yours to decide: ");
        mg_markup(b, s->manual);
        mg_buf_z(b, "</p>\n");
    }
    if (s->sql.n) {
        mg_buf_z(b, "<pre>");
        mg_markup(b, s->sql);
        mg_buf_z(b, "</pre>\n");
    }
    mg_buf_z(b, "</div>\n");
}

static void put_verified(mg_buf *b, mg_verified v, mg_str why) {
    if (v) {
        mg_buf_printf(b, "<p class=\"good\">Verified: %s.</p>\n", v == MG_VERIFIED_REPLAYED ? "replayed on the model" : "executed");
        return;
    }
    mg_buf_z(b, "<p class=\"warning\">Not verified: ");
    mg_markup(b, why);
    mg_buf_z(b, "</p>\n");
}

static void put_steps(mg_buf *b, const mg_row_step *rows, uint32_t n, int phase) {
    int current = -1;
    for (uint32_t i = 0; i < n; i++) {
        if (phase >= 0 && (int)rows[i].phase != phase) continue;
        if ((int)rows[i].phase != current) mg_buf_printf(b, "<h3>%s</h3>\n", mg_phase_name(rows[i].phase));
        current = rows[i].phase;
        put_step(b, &rows[i]);
    }
}

void mg_html_plan(mg_buf *b, const mg_report *r, int phase) {
    mg_buf_z(b, "<h2>Plan</h2>\n");
    if (!r->n_steps) {
        mg_buf_z(b, "<p>Nothing to do.</p>\n");
        return;
    }
    mg_buf_z(b, "<p><span class=\"tag critical\">stops reads and writes</span> <span class=\"tag error\">stops writes</span> "
                "<span class=\"tag warning\">stops other changes of the table</span></p>\n");
    put_verified(b, r->plan->verified, r->plan->not_verified_why);
    put_steps(b, r->step_rows, r->n_steps, phase);
}

void mg_html_rollback(mg_buf *b, const mg_report *r, int phase) {
    if (!r->n_rollback) return;
    mg_buf_printf(b, "<h2>Rollback</h2>\n<p>%s</p>\n", r->plan->rollback_complete ? "Complete." : "Not complete.");
    put_verified(b, r->plan->rollback_verified, r->plan->rollback_not_verified_why);
    put_steps(b, r->rollback_rows, r->n_rollback, phase);
}
