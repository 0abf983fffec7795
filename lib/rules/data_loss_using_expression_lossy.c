/* The expression decides what is kept. */
#include "rules/util.h"

/* Functions of which the result holds less than what goes in. */
static const char *const cutting[] = {"left", "right", "substr", "substring", "date_trunc", "trunc", "round", "floor", "ceil", "ceiling",
                                      "regexp_replace", "split_part", "nullif", "md5"};

static const char *cut(mg_words *w)
{
    for (mg_str word = mg_rule_next_word(w); word.n && !mg_str_is(word, ";"); word = mg_rule_next_word(w)) {
        mg_words ahead = *w;
        for (size_t i = 0; i < sizeof cutting / sizeof *cutting; i++)
            if (mg_str_iis(word, cutting[i]) && mg_str_is(mg_rule_next_word(&ahead), "("))
                return cutting[i];
        if (mg_str_iis(word, "ALTER"))
            break;
    }
    return NULL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = c->type == MG_C_ALTER_COLUMN_TYPE && !rc->plan && mg_rule_on_old_table(rc, c) ? mg_rule_statement_of(rc, c) : NULL;
    const char *how = NULL;
    if (!st || !mg_word_set_may_hold(st->words, MG_STR("USING")))
        return;
    mg_words w = mg_rule_words(st);
    for (mg_str word = mg_rule_next_word(&w); word.n && !how; word = mg_rule_next_word(&w))
        if (mg_str_ieq(word, c->after->name) && mg_rule_skip_to(&w, "USING"))
            how = cut(&w);
    if (!how)
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S is converted by %s(), which leaves something out of longer or finer values: it is gone once the statement is done.",
                            &name, how);
    mg_rule_suggest(rc, f, "Count the values that change first, keep them beside the table's key, or write the result to a second column.");
    mg_rule_probe(rc, f, "SELECT %S FROM %S WHERE %S IS NOT NULL LIMIT 20", &column, &table, &column);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_using_expression_lossy = {
    .id = "data-loss/using-expression-lossy",
    .title = "USING cuts something off",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "ALTER COLUMN … TYPE … USING writes what the expression gives and throws the old values away. "
        "Functions such as left, date_trunc, round or regexp_replace give less than went in.",
    .fix =
        "Count the values that change first; keep the old ones beside the table's key, or add a second column"
        " and drop the old one later.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
