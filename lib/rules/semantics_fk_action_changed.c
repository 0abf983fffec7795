/* A delete that was refused now cascades, or the other way round. */
#include "rules/util.h"

static mg_str action(const mg_object *fk, mg_kind kind)
{
    mg_str a = mg_attr_text(fk, kind);
    return a.n ? a : MG_STR("no action");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_change *add = c->type == MG_C_DROP_FOREIGN_KEY ? mg_rule_note(rc, c)->replaced_by : NULL;
    if (!add || !mg_node_eq(mg_attr(c->before, A_KEYS), mg_attr(add->after, A_KEYS)))
        return;
    mg_str d1 = action(c->before, A_ON_DELETE), d2 = action(add->after, A_ON_DELETE);
    mg_str u1 = action(c->before, A_ON_UPDATE), u2 = action(add->after, A_ON_UPDATE);
    if (mg_str_ieq(d1, d2) && mg_str_ieq(u1, u2))
        return;
    mg_str own = mg_rule_own_name(rc, add->after);
    bool deletes = !mg_str_ieq(d1, d2);
    mg_finding *f = mg_emit(rc, add, "%S changes ON %s from %S to %S: what happens to the rows of %s parent is "
                                     "another thing from now on.", &own,
                            deletes ? "DELETE" : "UPDATE", deletes ? &d1 : &u1, deletes ? &d2 : &u2, deletes
                                ? "a deleted" : "a changed");
    mg_rule_suggest(rc, f, "Check every program that %s parents.", deletes ? "deletes" : "changes keys of");
}

const mg_rule mg_rule_semantics_fk_action_changed = {
    .id = "semantics/fk-action-changed",
    .title = "what a foreign key does on delete or update changes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "A delete or update of the parent does something else from now on: rows may go that stayed, or "
        "statements fail that worked.",
    .fix =
        "Check every program that deletes parents. In between, no foreign key guards the rows: add the new "
        "one before the old one goes.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_DROP_FOREIGN_KEY),
    .change = on_change,
};
