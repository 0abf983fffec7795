/* What the trigger kept in order no longer is. */
#include "rules/util.h"

static bool is_disabled(const mg_object *trigger)
{
    return mg_str_iis(mg_attr_text(trigger, A_ENABLED), "disabled");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_ALTER, MG_O_TRIGGER) || c->attr != A_ENABLED || !is_disabled(c->after) || is_disabled(c->before))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_finding *f = mg_emit(rc, c, "Trigger %S of %S is switched off, for everybody: what it kept in order no longer is. Writes to %S wait for "
                                   "the moment.", &own, &table, &table);
    mg_rule_suggest(rc, f, "For a bulk job, let the trigger function look at a setting: SET app.skip_trigger = 'on' in that session alone.");
}

const mg_rule mg_rule_lock_toggle_trigger = {
    .id = "lock/toggle-trigger",
    .title = "a trigger is switched off",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "ALTER TABLE … DISABLE TRIGGER takes SHARE ROW EXCLUSIVE, and from then on what the trigger kept in order is no longer kept.",
    .fix = "Guard the trigger function by a setting of the session instead.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ALTER),
    .change = on_change,
};
