/* Values that are too long make the statement fail, or are cut where the server is not strict. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(t.loss & MG_TC_STRING))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: values that do not fit make the statement fail%s.", &name,
                            &words,
                            mg_rule_is_mysql(rc) ? ", or are cut where sql_mode is not strict" : "");
    mg_rule_suggest(rc, f, "Count the values that are too long and repair them first; or keep the type and add "
                           "a CHECK on the length.");
    mg_rule_block(f);
    if (t.to_length > INT32_MAX)
        return;
    const char *length = mg_rule_is_mysql(rc) ? (t.to_length_in_bytes ? "length" : "char_length")
                                              : (t.to_length_in_bytes ? "octet_length" : "length");
    const char *cast = mg_rule_is_mysql(rc) || t.to_length_in_bytes ? "" : "::text";
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %s(%S%s) > %u", &table, length, &column, cast,
                  (unsigned)t.to_length);
}

const mg_rule mg_rule_data_loss_narrow_string = {
    .id = "data-loss/narrow-string",
    .title = "a text or binary column gets shorter",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "Values longer than the new limit no longer fit. PostgreSQL and strict MySQL refuse the whole "
        "statement at the first one; a server without strict mode, or an explicit cast in USING, cuts them "
        "silently.",
    .fix = "Keep the type and enforce the length by a CHECK, or count and repair the long values first.",
    .source = "measured on PostgreSQL 12-19, MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
