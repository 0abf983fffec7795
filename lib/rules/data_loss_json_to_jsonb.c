/* Duplicate keys collapse, the order of keys and blanks are gone. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(t.loss & MG_TC_JSON))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_str table = mg_rule_sql_table(rc, c), column = mg_rule_sql_word(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: duplicate keys collapse to the last one, the order of "
                                   "keys is lost.", &name, &words);
    mg_rule_suggest(rc, f, "Copy into a new jsonb column and keep the old one until the copy is verified.");
    mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE %S::text <> %S::jsonb::text", &table, &column, &column);
}

const mg_rule mg_rule_data_loss_json_to_jsonb = {
    .id = "data-loss/json-to-jsonb",
    .title = "json becomes jsonb",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "jsonb keeps the last of duplicate keys, and neither the order of keys nor blanks. The table is "
        "rewritten under ACCESS EXCLUSIVE.",
    .fix =
        "Add a jsonb column, write both, copy in batches, and keep the json column until the copy is "
        "verified.",
    .source = "measured on PostgreSQL 12-19",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
