/* An index that is missed comes back only by a new build. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    uint32_t since = mg_rule_dialect(rc)->id == MG_MYSQL ? 80000 : 100600;
    if (!mg_rule_is(c, MG_C_DROP, MG_O_INDEX) || mg_rule_note(rc, c)->replaced_by || !mg_rule_at_least(rc, since))
        return;
    const mg_object *table = mg_changes_counterpart(rc->changes, c->before->parent);
    if (!table || mg_attr(c->before, A_INVISIBLE) || mg_object_child(table, MG_O_INDEX, c->before->name))
        return;
    const char *word = mg_rule_dialect(rc)->id == MG_MYSQL ? "INVISIBLE" : "IGNORED";
    mg_str name = mg_rule_sql_word(rc, c->before->name), on = mg_rule_sql_table(rc, c);
    mg_finding *f = mg_emit(rc, c, "Index %S of %S goes without having been %s first: if a query misses it, it has to be built anew.",
                            &name, &on, word);
    mg_rule_suggest(rc, f, "Take it from the optimizer, watch for a while, then drop it.");
    mg_rule_sql(rc, f, "ALTER TABLE %S ALTER INDEX %S %s", &on, &name, word);
}

const mg_rule mg_rule_online_invisible_before_drop = {
    .id = "online/invisible-before-drop",
    .title = "an index is dropped that was not invisible before",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .off = true,
    .why =
        "A dropped index comes back only by a new build. MySQL 8.0 can make it INVISIBLE and MariaDB 10.6 "
        "IGNORED first: the optimizer leaves it alone, it is kept up to date, and making it visible again "
        "takes an instant.",
    .fix = "Make it INVISIBLE (MariaDB: IGNORED) in one release, watch, and drop it in the next.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
