/* The whole table and all its indexes are written anew while nobody reads or writes. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !t.rewrites || mg_change_table(c)->kind == MG_O_FOREIGN_TABLE) /* its rows are elsewhere */
        return;
    if (t.loss & MG_TC_TIME_ZONE && mg_rule_at_least(rc, 120000)) /* in UTC nothing is: rewrite/timestamp-timestamptz */
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_str table = mg_rule_name(rc, mg_change_table(c));
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: %S and all its indexes are rewritten under ACCESS "
                                   "EXCLUSIVE, nobody reads or writes "
                                   "meanwhile.", &name, &words, &table);
    mg_rule_suggest(rc, f, "Add a column of the new type, copy in batches, and swap the two by renames.");
    mg_rule_mind_plan(rc, f);
}

const mg_rule mg_rule_rewrite_alter_column_type = {
    .id = "rewrite/alter-column-type",
    .title = "a type change rewrites the table under ACCESS EXCLUSIVE",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "The stored form of the two types differs: PostgreSQL writes the whole table and all its indexes "
        "anew, under ACCESS EXCLUSIVE, and needs as much free disk again.",
    .fix =
        "Add a column of the new type, keep it in step by a trigger, copy in batches, and swap the two "
        "columns by renames.",
    .source = "measured on PostgreSQL 12-19",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
