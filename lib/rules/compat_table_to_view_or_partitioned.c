/* What worked on the one need not work on the other. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_DROP || !mg_is_relation(c->before->kind) || c->before->kind == MG_O_SEQUENCE)
        return;
    const mg_object *now = mg_schema_find_relation(mg_rule_after(rc), c->before->schema, c->before->name);
    if (!now || now->kind == c->before->kind || now->kind == MG_O_INDEX || now->kind == MG_O_SEQUENCE)
        return;
    mg_str name = mg_rule_name(rc, now), old = mg_rule_kind(rc, c->before), kind = mg_rule_kind(rc, now);
    mg_finding *f = mg_emit(rc, c, "%S was a %S and is a %S: writes, foreign keys, triggers and indexes that the %S had are not there.", &name, &old, &kind, &old);
    mg_rule_suggest(rc, f, "Give the new one a name of its own, move the programs over, and drop the old one later.");
}

const mg_rule mg_rule_compat_table_to_view_or_partitioned = {
    .id = "compat/table-to-view-or-partitioned",
    .title = "a name stands for another kind of thing",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "A table that becomes a view takes writes only if the view can be updated, and no foreign key can "
        "refer to it; a view that becomes a table no longer follows what it was made of.",
    .fix =
        "A name of its own for the new one.",
    .source = "manuals of the engines",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
