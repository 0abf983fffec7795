/* The database no longer keeps out what it kept out. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool drops = c->type == MG_C_DROP_CHECK || c->type == MG_C_DROP_UNIQUE || c->type == MG_C_DROP_EXCLUSION ||
                 (c->type == MG_C_DROP_PRIMARY_KEY && mg_rule_dialect(rc)->id != MG_MYSQL &&
                  mg_rule_dialect(rc)->id != MG_MARIADB);
    if (!drops || mg_rule_note(rc, c)->replaced_by || !c->before->parent)
        return;
    bool known = mg_rule_key_count(c->before) || mg_attr(c->before, A_EXPR);
    if (!known && mg_rule_text_adds_constraint(rc, c->before)) /* of a file alone: whether it was another one, nobody knows */
        return;
    mg_str own = mg_rule_own_name(rc, c->before), table = mg_rule_name(rc, c->before->parent),
        kind = mg_rule_kind(rc, c->before);
    mg_finding *f = known ? mg_emit(rc, c, "The %S constraint %S of %S goes: what it kept out can be written from now on.", &kind, &own, &table)
                          : mg_emit(rc, c, "The constraint %S of %S goes: what it kept out can be written from now on.", &own, &table);
    mg_rule_suggest(rc, f, "Make sure that nobody relies on it; the way back fails once a row violates it%s.",
                    c->type == MG_C_DROP_UNIQUE ? ", and upserts that name it fail at once" : "");
}

const mg_rule mg_rule_compat_drop_constraint = {
    .id = "compat/drop-constraint",
    .title = "a constraint goes without a replacement",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "What the constraint kept out can be written from now on; the way back fails once it has been. ON "
        "CONFLICT and upserts that name a unique key fail without it.",
    .fix = "Make sure that programs keep the promise instead, or that nobody needs it.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_DROP_PRIMARY_KEY) | MG_ON(MG_C_DROP_UNIQUE) | MG_ON(MG_C_DROP_CHECK) | MG_ON(MG_C_DROP_EXCLUSION),
    .change = on_change,
};
