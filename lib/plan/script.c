/* The plan as a script that the engine's own client runs. */
#include "plan/internal.h"

const mg_planner_ops *mg_planner_ops_of(const mg_plan *p)
{
    static const mg_planner_ops *const all[MG_DIALECT_COUNT] = {
        [MG_POSTGRES] = &mg_planner_postgres,
        [MG_MYSQL] = &mg_planner_mysql,
        [MG_MARIADB] = &mg_planner_mariadb,
        [MG_SQLITE] = &mg_planner_sqlite,
    };
    return all[p->changes->before->dialect->id];
}

/* Text of people stays in its comment: line breaks and control characters become blanks. */
static void comment_text(mg_buf *b, mg_str text)
{
    for (uint32_t i = 0; i < text.n; i++)
        mg_buf_char(b, (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
}

static void commented(mg_buf *b, mg_str sql)
{
    bool start = true;
    for (uint32_t i = 0; i < sql.n; i++) {
        if (start)
            mg_buf_z(b, "-- ");
        start = sql.p[i] == '\n';
        if (sql.p[i] != '\r')
            mg_buf_char(b, sql.p[i]);
    }
    mg_buf_z(b, ";\n");
}

const char *mg_plan_begin(const mg_plan *p) { return mg_planner_ops_of(p)->begin; }
const char *mg_plan_commit(const mg_plan *p) { return mg_planner_ops_of(p)->commit; }

void mg_plan_print_step(mg_buf *b, const mg_plan *p, const mg_step *s)
{
    const mg_planner_ops *ops = mg_planner_ops_of(p);
    if (ops->print_step)
        ops->print_step(b, p, s, s->sql);
    else
        mg_buf_printf(b, "%S;\n", &s->sql);
}

static void heading(mg_buf *b, const mg_step *s)
{
    mg_buf_printf(b, "-- s%u: ", s->id);
    comment_text(b, s->title.n ? s->title : mg_str_of(s->op));
    if (s->lock)
        mg_buf_printf(b, "; lock %s", s->lock);
    for (uint32_t i = 0; i < s->lock_targets.n; i++) {
        mg_buf_z(b, i ? ", " : " on ");
        comment_text(b, *(mg_str *)s->lock_targets.at[i]);
    }
    if (s->algorithm)
        mg_buf_printf(b, "; %s", s->algorithm);
    if (s->rewrites_table)
        mg_buf_z(b, "; rewrites the table");
    else if (s->scans_table)
        mg_buf_z(b, "; scans the table");
    for (uint32_t i = 0; i < s->findings.n; i++)
        mg_buf_printf(b, "%s%s", i ? ", " : "; answers ", (const char *)s->findings.at[i]);
    if (s->once)
        mg_buf_z(b, "; leave it out once it has been done");
    mg_buf_char(b, '\n');
}

static void one_step(mg_buf *b, const mg_plan *p, const mg_planner_ops *ops, const mg_step *s)
{
    heading(b, s);
    if (s->tool_command.n) {
        mg_buf_z(b, "-- or by: ");
        comment_text(b, s->tool_command);
        mg_buf_char(b, '\n');
    }
    if (s->manual.n) {
        mg_buf_z(b, "-- by hand: ");
        comment_text(b, s->manual);
        mg_buf_char(b, '\n');
        if (s->sql.n)
            commented(b, s->sql);
        return;
    }
    mg_plan_print_step(b, p, s);
}

void mg_plan_print_sql(mg_buf *b, const mg_plan *p, bool rollback, int phase)
{
    const mg_planner_ops *ops = mg_planner_ops_of(p);
    const mg_vec *steps = rollback ? &p->rollback : &p->steps;
    uint32_t open = 0, n = 0;
    int at = -1;
    for (uint32_t i = 0; i < steps->n; i++) {
        const mg_step *s = steps->at[i];
        n += phase < 0 || (int)s->phase == phase;
    }
    if (n)
        mg_buf_printf(b, "-- migra %s %S\n", rollback ? "rollback of" : "plan", &p->name);
    else
        mg_buf_z(b, "-- nothing to do\n");
    for (uint32_t i = 0; i < p->left_out.n && !rollback; i++) {
        mg_buf_z(b, "-- left out: ");
        comment_text(b, *(mg_str *)p->left_out.at[i]);
        mg_buf_char(b, '\n');
    }
    if (!n)
        return;
    if (ops->print_head)
        ops->print_head(b, p, rollback);
    for (uint32_t i = 0; i < steps->n; i++) {
        const mg_step *s = steps->at[i];
        if (phase >= 0 && (int)s->phase != phase)
            continue;
        if (open && s->transaction != open) {
            mg_buf_printf(b, "%s;\n", ops->commit);
            open = 0;
        }
        if (!rollback && (int)s->phase != at) {
            at = (int)s->phase;
            mg_buf_printf(b, "\n-- phase: %s\n", mg_phase_name(s->phase));
        }
        mg_buf_char(b, '\n');
        if (s->transaction && !open) {
            mg_buf_printf(b, "%s;\n", ops->begin);
            if (ops->transaction_head)
                mg_buf_z(b, ops->transaction_head);
            open = s->transaction;
        }
        one_step(b, p, ops, s);
    }
    if (open)
        mg_buf_printf(b, "%s;\n", ops->commit);
}
