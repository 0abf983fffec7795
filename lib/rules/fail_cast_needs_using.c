/* Without an assignment cast PostgreSQL refuses the change unless USING says how. */
#include "rules/util.h"

static bool detour_over_text(const mg_type_change *t)
{
    return t->cast == MG_CAST_VIA_TEXT && (!t->from_name || !t->to_name || t->loss & MG_TC_PARSE);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(t.cast == MG_CAST_USING || t.cast == MG_CAST_NONE || t.cast == MG_CAST_VIA_INTEGER || detour_over_text(&t)))
        return;
    if (mg_rule_is_written(rc, c, "USING"))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_str type = mg_rule_sql_type(rc, mg_attr_first(c->after, A_TYPE));
    const char *detour = t.cast == MG_CAST_USING ? "" : t.cast == MG_CAST_VIA_INTEGER ? "::integer" : "::text";
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: PostgreSQL refuses it without USING.", &name, &words);
    mg_rule_suggest(rc, f, "Say how to convert: USING %S%s::%S, after looking for values that do not convert.",
                    &column, detour, &type);
    mg_rule_probe(rc, f, "SELECT %S FROM %S WHERE %S IS NOT NULL LIMIT 20", &column, &table, &column);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_cast_needs_using = {
    .id = "fail/cast-needs-using",
    .title = "a type change that needs USING",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "PostgreSQL converts by itself only where an assignment cast exists. For this pair the statement "
        "fails unless USING says how to convert, and then fails on values that do not convert.",
    .fix =
        "Look for values that do not convert, then write USING column::type; better: a new column, copied in "
        "batches, and a swap.",
    .source = "measured on PostgreSQL 12-19",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
