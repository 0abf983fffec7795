/* Inserts that leave the key out fail. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool identity = c->type == MG_C_ALTER_IDENTITY && c->after && !mg_attr(c->after, A_IDENTITY);
    bool counter = c->type == MG_C_ALTER_AUTO_INCREMENT && c->after && !mg_attr(c->after, A_AUTO_INCREMENT);
    bool serial = c->type == MG_C_DROP_DEFAULT && c->before && mg_rule_is_serial(c->before) && !mg_attr(c->after,
        A_IDENTITY);
    if (!identity && !counter && !serial)
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S no longer numbers itself: inserts that leave it out fail.", &name);
    mg_rule_suggest(rc, f, "Make every writer give the number first.");
}

const mg_rule mg_rule_compat_sequence_or_identity_removed = {
    .id = "compat/sequence-or-identity-removed",
    .title = "a column no longer numbers itself",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "Inserts that leave the column out relied on its sequence, identity or AUTO_INCREMENT: they fail, or "
        "store NULL or 0.",
    .fix = "Make every writer give the number first.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_DROP_DEFAULT) | MG_ON(MG_C_ALTER_IDENTITY) | MG_ON(MG_C_ALTER_AUTO_INCREMENT),
    .change = on_change,
};
