/* It fails where the sequence is past the new end. */
#include "rules/util.h"

static uint32_t bytes(const mg_object *sequence)
{
    MG_EACH(p, mg_attr(sequence, A_SEQUENCE)) {
        if (mg_str_iis(mg_text(p), "as"))
            return mg_str_iis(mg_text(p->first), "smallint") ? 2 : mg_str_iis(mg_text(p->first), "integer") ? 4 : 8;
    }
    return 8;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!c->before || !c->after || c->after->kind != MG_O_SEQUENCE || (c->type != MG_C_ALTER && c->type != MG_C_REPLACE) ||
        bytes(c->after) >= bytes(c->before) || c->attr != A_SEQUENCE)
        return;
    mg_str name = mg_rule_name(rc, c->after), sql = mg_rule_sql_name(rc, c->before);
    const char *end = bytes(c->after) == 2 ? "32767" : "2147483647";
    mg_finding *f = mg_emit(rc, c, "Sequence %S becomes narrower: past %s the statement fails (22023), and below it inserts fail once it gets there.", &name, end);
    mg_rule_suggest(rc, f, "Leave the type as it is: a sequence takes the same room whatever its type.");
    mg_rule_probe(rc, f, "SELECT last_value FROM %S WHERE last_value > %s", &sql, end);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_sequence_type_shrink = {
    .id = "fail/sequence-type-shrink",
    .title = "a sequence gets a narrower type",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "ALTER SEQUENCE … AS smallint or integer fails when the sequence is past the end of the new type, and"
        " shortens the time until it runs out.",
    .fix =
        "Leave it as it is.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ALTER) | MG_ON(MG_C_REPLACE),
    .change = on_change,
};
