/* Others wait from here to the end of the transaction. */
#include "rules/lint.h"
#include "rules/util.h"

static mg_str mode_of(const mg_stmt_info *st)
{
    mg_words w = mg_rule_words(st), end;
    if (!mg_rule_skip_to(&w, "IN"))
        return MG_STR("ACCESS EXCLUSIVE");
    end = w;
    mg_str first = mg_rule_next_word(&end), last = first;
    for (mg_str word = first; word.n && !mg_str_iis(word, "MODE"); word = mg_rule_next_word(&end))
        last = word;
    return (mg_str){first.p, (uint32_t)(last.p + last.n - first.p)};
}

static bool is_weak(mg_str mode)
{
    return mg_str_iis(mode, "ACCESS SHARE") || mg_str_iis(mode, "ROW SHARE") || mg_str_iis(mode, "ROW EXCLUSIVE") ||
           mg_str_iis(mode, "SHARE UPDATE EXCLUSIVE");
}

static void on_postgres(const mg_rule_ctx *rc, const mg_stmt_info *st)
{
    mg_words w = mg_rule_words(st);
    mg_str schema, mode = mode_of(st);
    mg_rule_next_word(&w);
    mg_words ahead = w;
    mg_str word = mg_rule_next_word(&ahead);
    while (mg_str_iis(word, "TABLE") || mg_str_iis(word, "ONLY")) {
        w = ahead;
        word = mg_rule_next_word(&ahead);
    }
    mg_str name = mg_rule_next_name(rc, &w, &schema);
    if (is_weak(mode) || mg_rule_is_born_here(rc, schema, name))
        return;
    mg_finding *f = mg_emit(rc, NULL, "LOCK TABLE %S takes %S and keeps it to the end of the transaction: %s wait.", &name, &mode,
                            mg_str_iis(mode, "ACCESS EXCLUSIVE") ? "readers and writers" : "writers");
    mg_rule_suggest(rc, f, "Bound the wait before it, take the weakest mode that will do, and commit right after what "
                           "needs it.");
    mg_rule_sql(rc, f, "SET LOCAL lock_timeout = '2s'");
    mg_rule_mind_left_out(rc, f);
    mg_rule_at_statement(f, st);
}

/* A dump makes each table before it locks it: nobody else uses what a dump is loaded into. */
static bool is_dump(const mg_rule_ctx *rc, const mg_stmt_info *st)
{
    mg_words w = mg_rule_words(st);
    mg_str schema;
    mg_rule_next_word(&w);
    mg_rule_next_word(&w);
    const mg_object *table = mg_rule_find_named(rc, rc->lint ? rc->lint->state : mg_rule_after(rc), MG_STR_NONE, mg_rule_next_name(rc, &w, &schema));
    return !table || (table->source == st->source && table->statement < st->index);
}

static void on_mysql(const mg_rule_ctx *rc, const mg_stmt_info *st)
{
    bool all = mg_rule_statement_holds(st, "WITH READ LOCK");
    if (!all && (!mg_rule_statement_holds(st, "WRITE") || is_dump(rc, st)))
        return;
    mg_str head = mg_stmt_head(st);
    mg_finding *f = mg_emit(rc, NULL, "\"%S\" keeps %s until UNLOCK TABLES.", &head,
                            all ? "every writer of the server out" : "every other reader and writer of these tables out");
    mg_rule_suggest(rc, f, "Leave it out: ALTER TABLE takes what it needs. To copy rows, use one transaction.");
    mg_rule_mind_left_out(rc, f);
    mg_rule_at_statement(f, st);
}

static void on_flush(const mg_rule_ctx *rc, const mg_stmt_info *st)
{
    if (mg_rule_statement_begins(st, "FLUSH") && mg_rule_statement_holds(st, "WITH READ LOCK"))
        on_mysql(rc, st);
}

static void check(const mg_rule_ctx *rc)
{
    mg_rule_each_statement(rc, S_LOCK, mg_rule_is_mysql(rc) ? on_mysql : on_postgres);
    if (mg_rule_is_mysql(rc))
        mg_rule_each_statement(rc, S_MAINTENANCE, on_flush);
}

const mg_rule mg_rule_lock_explicit_lock_table = {
    .id = "lock/explicit-lock-table",
    .title = "LOCK TABLE keeps others out until the transaction ends",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why = "Whoever needs the table waits from this statement to the end of the transaction (MySQL, MariaDB: to UNLOCK TABLES), "
           "and while the lock itself waits, everybody else queues behind it.",
    .fix = "The weakest mode that will do, a short lock_timeout before it, and nothing slow behind it.",
    .source = "manuals of the engines",
    .check = check,
};
