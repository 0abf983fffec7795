/* The table is copied, and rows have no identity any more. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_DROP_PRIMARY_KEY || mg_rule_note(rc, c)->replaced_by || !mg_rule_on_old_table(rc, c))
        return;
    mg_str table = mg_rule_name(rc, mg_change_table(c));
    mg_finding *f = mg_emit(rc, c, "%S loses its primary key: the table is copied, and replicas look every "
                                   "changed row up by a full scan.", &table);
    mg_rule_suggest(rc, f, "Add the new primary key in the same ALTER TABLE.");
}

const mg_rule mg_rule_online_drop_primary_key = {
    .id = "online/drop-primary-key",
    .title = "a primary key is dropped without a new one",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "Dropping a primary key alone copies the table while writes wait. Without one, row-based replication "
        "looks every row up by a full scan.",
    .fix = "Drop and add in one ALTER (INPLACE), or keep the key.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_DROP_PRIMARY_KEY),
    .change = on_change,
};
