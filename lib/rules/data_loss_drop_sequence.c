/* The position is lost: a sequence made again starts from its first value and collides. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_DROP, MG_O_SEQUENCE) || (c->before->flags & MG_OF_IMPLIED))
        return;
    mg_str name = mg_rule_name(rc, c->before), sql = mg_rule_sql_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, "Sequence %S is dropped: its position is lost, and numbers may be handed out "
                                   "twice if it is "
                                   "ever created again.", &name);
    mg_rule_suggest(rc, f, "Keep the last value of %S for the way back.", &name);
    mg_rule_probe(rc, f, mg_rule_dialect(rc)->id == MG_POSTGRES ? "SELECT last_value FROM %S"
                  : "SELECT next_not_cached_value FROM %S", &sql);
}

const mg_rule mg_rule_data_loss_drop_sequence = {
    .id = "data-loss/drop-sequence",
    .title = "a sequence is dropped",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "The position of the sequence is lost. Created again it starts from its first value and hands out "
        "numbers that are taken.",
    .fix = "Note its last value before the drop; create it again with START WITH the next one.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_DROP),
    .change = on_change,
};
