/* No rewrite, but the indexes are built anew under ACCESS EXCLUSIVE. */
#include "rules/lint.h"
#include "rules/util.h"

/* Where what was there before is assumed, nobody knows the indexes. */
static bool may_have_index(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str names;
    if (rc->lint && rc->lint->assumed)
        return true;
    return mg_rule_name_users_of(rc, c->before, MG_O_INDEX, NULL, &names) || mg_rule_name_users_of(rc, c->before, MG_O_UNIQUE, NULL, &names) ||
           mg_rule_name_users_of(rc, c->before, MG_O_PRIMARY_KEY, NULL, &names);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(!t.rewrites && t.rebuilds_indexes) || !may_have_index(rc, c))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: the table stays, but indexes over the column are "
                                   "rebuilt under ACCESS EXCLUSIVE.", &name, &words);
    mg_rule_suggest(rc, f, "Drop these indexes CONCURRENTLY before and build them CONCURRENTLY after the change.");
}

const mg_rule mg_rule_rewrite_index_rebuild_on_type_change = {
    .id = "rewrite/index-rebuild-on-type-change",
    .title = "a type change rebuilds the indexes of the column",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "The table stays, but indexes over the column are built anew inside the statement, under ACCESS "
        "EXCLUSIVE.",
    .fix = "Drop the index CONCURRENTLY first and build it CONCURRENTLY afterwards.",
    .source = "measured on PostgreSQL 12-19",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
