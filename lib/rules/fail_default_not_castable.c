/* USING converts the rows, not the default. */
#include "rules/util.h"

/* NULL fits every type. */
static bool is_typed(const mg_node *e)
{
    return e && !(e->kind == E_CONST && e->sub == MG_CONST_NULL);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (rc->plan || !mg_rule_type_change(rc, c, &t) || (t.cast != MG_CAST_USING && t.cast != MG_CAST_NONE) || !mg_rule_on_old_table(rc, c) ||
        !mg_rule_is_written(rc, c, "USING") || !is_typed(mg_attr_first(c->before, A_DEFAULT)) || mg_rule_text_alters(rc, c->before, "DROP DEFAULT"))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c), sql = mg_rule_sql_table(rc, c), word = mg_rule_sql_word(rc, c->after->name);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S and keeps its default: USING converts the rows, the default cannot be cast (42804).", &name, &words);
    mg_rule_suggest(rc, f, "Drop the default first, and set one of the new type behind.");
    mg_rule_sql(rc, f, "ALTER TABLE %S ALTER COLUMN %S DROP DEFAULT", &sql, &word);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_default_not_castable = {
    .id = "fail/default-not-castable",
    .title = "a column changes its type while its default stays",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "ALTER COLUMN … TYPE … USING converts the rows. The default is converted by an assignment cast alone;"
        " where there is none, the statement fails (42804).",
    .fix =
        "DROP DEFAULT, TYPE and SET DEFAULT, in one ALTER TABLE.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
