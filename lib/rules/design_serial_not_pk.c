/* A serial that is no key. */
#include "rules/util.h"

static bool is_key(const mg_object *o)
{
    return o->parent && mg_rule_is_key_of(o->parent, MG_O_PRIMARY_KEY, o->name);
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_rule_is_serial(o) || is_key(o))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S counts, but is not the primary key.", &name);
    mg_rule_suggest(rc, f, "Drop it, or make it unique.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_design_serial_not_pk = {
    .id = "design/serial-not-pk",
    .title = "a serial that is no key",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why =
        "A column that counts beside the key: two sequences to keep in step, and no guarantee that its values"
        " are unique.",
    .fix = "Drop it, or make it unique.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
