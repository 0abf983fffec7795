/* A moment of duplicates during the build fails it. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_UNIQUE || !mg_rule_on_old_table(rc, c))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "%S of %S is built while writes go on: duplicates that exist for a moment fail it with 1062 at the end.",
                            &own, &table);
    mg_rule_suggest(rc, f, "Be ready to run it again, at a quiet hour.");
}

const mg_rule mg_rule_online_duplicate_key_race = {
    .id = "online/duplicate-key-race",
    .title = "a unique index is built while writes go on",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .off = true,
    .why =
        "INPLACE lets writes go on and checks them at the end: two rows that were equal for a moment, or a "
        "value that was inserted and taken away, can fail the build with 1062 although the data is unique "
        "when it ends.",
    .fix = "Retry, at a quiet hour; or keep the writers of the key away while it is built.",
    .source = "manuals of MySQL and MariaDB",
    .types = MG_ON(MG_C_ADD_UNIQUE),
    .change = on_change,
};
