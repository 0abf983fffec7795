/* Only the catalogue changes; the lock is short but has to be had. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !(!t.rewrites && !t.rebuilds_indexes && t.cast == MG_CAST_AUTO))
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: only the catalogue changes; ACCESS EXCLUSIVE for a moment.",
                            &name, &words);
    mg_rule_suggest(rc, f, "Run it with a short lock_timeout.");
}

const mg_rule mg_rule_rewrite_alter_type_metadata_only = {
    .id = "rewrite/alter-type-metadata-only",
    .title = "a type change that costs nothing",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .why =
        "Only the catalogue changes: no rewrite, no scan, no index built. ACCESS EXCLUSIVE is needed for a "
        "moment all the same.",
    .fix = "A short lock_timeout and another try.",
    .source = "measured on PostgreSQL 12-19",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
