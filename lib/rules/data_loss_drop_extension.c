/* Types, functions and operators of the extension go; with CASCADE so do columns of its types. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_DROP, MG_O_EXTENSION))
        return;
    mg_str name = c->before->name, literal = mg_rule_sql_string(rc, c->before->name);
    mg_finding *f = mg_emit(rc, c, "Extension %S is dropped: its types, functions and operators go, and "
                                   "whatever uses them "
                                   "fails or goes with them.", &name);
    mg_rule_suggest(rc, f, "Move columns, indexes and functions off %S first, and drop it without CASCADE.", &name);
    mg_rule_probe(rc, f, "SELECT count(*) FROM pg_depend d JOIN pg_extension e ON d.refobjid = e.oid WHERE "
                         "e.extname = %S "
                         "AND d.deptype <> 'e'", &literal);
}

const mg_rule mg_rule_data_loss_drop_extension = {
    .id = "data-loss/drop-extension",
    .title = "an extension is dropped",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "All types, functions, operators and operator classes of the extension go. Columns of its types make "
        "the drop fail, or disappear when CASCADE is written.",
    .fix =
        "Change the columns to built-in types first, drop indexes that use its operator classes, then drop "
        "the extension without CASCADE.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
