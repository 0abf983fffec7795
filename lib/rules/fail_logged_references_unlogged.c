/* PostgreSQL refuses the foreign key. */
#include "rules/util.h"

static bool is_permanent(const mg_object *table)
{
    return !mg_attr(table, A_UNLOGGED) && !mg_attr(table, A_TEMPORARY);
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    const mg_object *parent = fk->parent ? mg_rule_parent_of(rc, fk) : NULL;
    if (!parent || is_permanent(parent) || !is_permanent(fk->parent))
        return;
    mg_str own = mg_rule_own_name(rc, fk), child = mg_rule_name(rc, fk->parent), other = mg_rule_name(rc, parent), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "Foreign key %S goes from permanent table %S to %S, which is %s: %S refuses it.", &own, &child, &other,
                            mg_attr(parent, A_UNLOGGED) ? "unlogged" : "temporary", &engine);
    mg_rule_suggest(rc, f, "Make both tables permanent, or both unlogged.");
    mg_rule_at_object(f, fk);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_ADD_FOREIGN_KEY)
        look(rc, c, c->after);
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_TABLE))
        return;
    MG_EACH_CHILD(o, c->after) {
        if (o->kind == MG_O_FOREIGN_KEY)
            look(rc, c, o);
    }
}

const mg_rule mg_rule_fail_logged_references_unlogged = {
    .id = "fail/logged-references-unlogged",
    .title = "a permanent table refers to an unlogged or temporary one",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why = "PostgreSQL refuses a foreign key from a permanent table to an unlogged or temporary one (42P16).",
    .fix = "Give both tables the same persistence.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
