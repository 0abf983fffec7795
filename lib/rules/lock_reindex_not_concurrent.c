/* Writes wait, and so do most reads: planning a query looks at every index. */
#include "rules/util.h"

/* The catalogues' own indexes cannot be rebuilt CONCURRENTLY. */
static bool is_of_catalog(mg_str what, mg_str schema)
{
    return mg_str_iis(what, "SYSTEM") || mg_str_is(schema, "pg_catalog");
}

static void on_statement(const mg_rule_ctx *rc, const mg_stmt_info *st)
{
    mg_words w = mg_rule_words(st);
    mg_str schema, what;
    if (!mg_str_iis(mg_rule_next_word(&w), "REINDEX") || mg_rule_statement_holds(st, "CONCURRENTLY"))
        return;
    what = mg_rule_next_word(&w);
    if (mg_str_is(what, "(")) {
        mg_rule_skip_to(&w, ")");
        what = mg_rule_next_word(&w);
    }
    mg_str name = mg_rule_next_name(rc, &w, &schema);
    if (is_of_catalog(what, schema) || mg_rule_is_born_here(rc, schema, name))
        return;
    bool newer = mg_rule_at_least(rc, 120000);
    mg_finding *f = mg_emit(rc, NULL, "REINDEX of %S holds SHARE on the table and ACCESS EXCLUSIVE on the index until it is built: "
                                      "writes wait, and reads as soon as they are planned.", &name);
    if (newer)
        mg_rule_suggest(rc, f, "REINDEX %S CONCURRENTLY %S; outside a transaction. If it fails, drop the index that ends in _ccnew.",
                        &what, &name);
    else
        mg_rule_suggest(rc, f, "Before PostgreSQL 12: build a twin with CREATE INDEX CONCURRENTLY, drop %S CONCURRENTLY, rename the "
                               "twin.", &name);
    mg_rule_mind_left_out(rc, f);
    mg_rule_at_statement(f, st);
}

static void check(const mg_rule_ctx *rc)
{
    mg_rule_each_statement(rc, S_MAINTENANCE, on_statement);
}

const mg_rule mg_rule_lock_reindex_not_concurrent = {
    .id = "lock/reindex-not-concurrent",
    .title = "REINDEX stops writes, and reads in effect",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "A plain REINDEX holds SHARE on the table and ACCESS EXCLUSIVE on the index. Writes wait for the first, and every query "
           "on the table waits for the second when it is planned.",
    .fix = "REINDEX … CONCURRENTLY from PostgreSQL 12 on, outside a transaction. Before that, a twin of the index under another name.",
    .source = "measured on PostgreSQL 11-19",
    .check = check,
};
