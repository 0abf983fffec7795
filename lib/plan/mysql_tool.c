/* MySQL and MariaDB, on request: the command line by which an online schema change tool does what an ALTER would do slowly. */
#include "plan/mysql_plan.h"

static bool has(const mg_object *table, int kind)
{
    for (const mg_object *c = table ? table->first : NULL; c; c = c->next)
        if (c->kind == kind)
            return true;
    return false;
}

static bool is_referenced(const mg_schema *s, const mg_object *table)
{
    for (const mg_object *const *d = mg_schema_dependants(s, table); *d; d++)
        if ((*d)->kind == MG_O_FOREIGN_KEY && (*d)->parent != table)
            return true;
    return false;
}

/* What stands after "ALTER TABLE name ", without the clauses that only the server's own ALTER knows. */
static mg_str clauses_of(mg_str sql)
{
    uint32_t at = 12, end = sql.n;
    bool quoted = false;
    for (; at < sql.n && (quoted || sql.p[at] != ' '); at++)
        quoted ^= sql.p[at] == '`';
    for (uint32_t i = at; i < sql.n; i++) {
        mg_str rest = {sql.p + i, sql.n - i};
        if (mg_str_starts(rest, ", ALGORITHM=")) {
            end = i;
            break;
        }
    }
    at += at < end;
    return (mg_str){sql.p + at, end - at};
}

/* One word for a shell: a quote ends it, stands escaped, and begins it again; line ends become blanks. */
static void shell_word(mg_buf *b, mg_str text)
{
    mg_buf_char(b, '\'');
    for (uint32_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\'')
            mg_buf_z(b, "'\\''");
        else
            mg_buf_char(b, (unsigned char)text.p[i] < ' ' ? ' ' : text.p[i]);
    }
    mg_buf_char(b, '\'');
}

static bool is_one_alter(const mg_step *s)
{
    if (!mg_str_starts(s->sql, "ALTER TABLE ") || s->manual.n)
        return false;
    for (uint32_t i = 0; i + 1 < s->sql.n; i++)
        if (s->sql.p[i] == ';' && s->sql.p[i + 1] == '\n')
            return false;
    return true;
}

static void gh_ost(mg_planner *pl, mg_buf *b, const mg_object *table, mg_str clauses)
{
    if (has(table, MG_O_TRIGGER) || has(table, MG_O_FOREIGN_KEY) || is_referenced(table->owner, table)) {
        mg_str label = mg_plan_label(pl, table);
        mg_plan_leave_out(pl, "a gh-ost command line for %S: it takes no table with triggers or foreign keys", &label);
        return;
    }
    mg_buf_z(b, "gh-ost --execute --allow-on-master --exact-rowcount --database=");
    if (table->schema.n)
        shell_word(b, table->schema);
    else
        mg_buf_z(b, "\"$DATABASE\"");
    mg_buf_z(b, " --table=");
    shell_word(b, table->name);
    mg_buf_printf(b, " --chunk-size=%u --alter=", pl->opts.batch_rows);
    shell_word(b, clauses);
}

static void pt_osc(mg_planner *pl, mg_buf *b, const mg_object *table, mg_str clauses)
{
    mg_buf_printf(b, "pt-online-schema-change --execute --chunk-size=%u", pl->opts.batch_rows);
    if (has(table, MG_O_TRIGGER))
        mg_buf_z(b, " --preserve-triggers");
    if (is_referenced(table->owner, table))
        mg_buf_z(b, " --alter-foreign-keys-method=auto");
    mg_buf_z(b, " --alter=");
    shell_word(b, clauses);
    mg_buf_z(b, " D=");
    if (table->schema.n)
        shell_word(b, table->schema);
    else
        mg_buf_z(b, "\"$DATABASE\"");
    mg_buf_z(b, ",t=");
    shell_word(b, table->name);
}

void mg_my_tool_commands(mg_planner *pl)
{
    for (uint32_t i = 0; pl->opts.tool && i < pl->plan->steps.n; i++) {
        mg_step *s = pl->plan->steps.at[i];
        const mg_object *table = s->change ? mg_change_table(s->change) : NULL;
        if (!table || table->kind != MG_O_TABLE || !is_one_alter(s) || (!s->rewrites_table && !s->lock))
            continue;
        if (pl->opts.tool == MG_TOOL_GH_OST)
            gh_ost(pl, &pl->sql, table, clauses_of(s->sql));
        else
            pt_osc(pl, &pl->sql, table, clauses_of(s->sql));
        s->tool_command = mg_plan_take(pl, &pl->sql);
    }
}
