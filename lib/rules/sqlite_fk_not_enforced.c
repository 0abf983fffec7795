/* A foreign key that nobody enforces. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S is enforced only by connections that say PRAGMA foreign_keys = ON.", &name);
    mg_rule_suggest(rc, f, "PRAGMA foreign_keys = ON in every connection, after PRAGMA foreign_key_check.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_FOREIGN_KEY, look);
}

const mg_rule mg_rule_sqlite_fk_not_enforced = {
    .id = "sqlite/fk-not-enforced",
    .title = "a foreign key that nobody enforces",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_SQLITE,
    .off = true,
    .why =
        "Foreign keys are enforced only by connections that say PRAGMA foreign_keys = ON; rows without a "
        "parent gather unseen.",
    .fix = "Switch them on in every connection, after foreign_key_check has found nothing.",
    .source = "manual of SQLite",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
