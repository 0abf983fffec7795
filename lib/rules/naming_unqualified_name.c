/* Its place depends on the search_path of the session. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_stmt_info *st)
{
    mg_words w = mg_rule_words(st);
    mg_str schema;
    if (!mg_rule_skip_to(&w, "TABLE") || mg_rule_statement_holds(st, "TEMP TABLE") || mg_rule_statement_holds(st, "TEMPORARY TABLE"))
        return;
    mg_words ahead = w;
    if (mg_str_iis(mg_rule_next_word(&ahead), "if") && mg_rule_skip_to(&w, "EXISTS"))
        ahead = w;
    else
        ahead = w;
    mg_str name = mg_rule_next_name(rc, &ahead, &schema);
    if (schema.n)
        return;
    mg_finding *f = mg_emit(rc, NULL, "%S is named without its schema: it stands where the session's search_path says.", &name);
    mg_rule_suggest(rc, f, "Write the schema: public.%S.", &name);
    mg_rule_at_statement(f, st);
}

static void check(const mg_rule_ctx *rc)
{
    mg_rule_each_statement(rc, S_CREATE_TABLE, look);
}

const mg_rule mg_rule_naming_unqualified_name = {
    .id = "naming/unqualified-name",
    .title = "a table is made without naming its schema",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .off = true,
    .why = "Where it comes to stand depends on the search_path of the session that runs the file.",
    .fix = "Write the schema in front of the name.",
    .source = "manual of PostgreSQL",
    .check = check,
};
