/* One DELETE takes rows of other tables with it. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_FOREIGN_KEY || !c->after->parent || mg_rule_note(rc, c)->replaces || !mg_rule_on_old_table(rc, c) ||
        !mg_str_iis(mg_attr_text(c->after, A_ON_DELETE), "cascade"))
        return;
    const mg_object *parent = mg_rule_parent_of(rc, c->after);
    mg_str own = mg_rule_own_name(rc, c->after), child = mg_rule_name(rc, c->after->parent);
    mg_str other = parent ? mg_rule_name(rc, parent) : MG_STR("its parent");
    mg_finding *f = mg_emit(rc, c, "%S deletes rows of %S whenever the row of %S goes that they refer to.", &own, &child, &other);
    mg_rule_suggest(rc, f, "If that is not meant, leave ON DELETE CASCADE out: the DELETE of a parent with rows is refused then.");
}

const mg_rule mg_rule_semantics_cascade_delete = {
    .id = "semantics/cascade-delete",
    .title = "a new foreign key deletes rows with their parent",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why = "ON DELETE CASCADE deletes every row that refers to a deleted one, and what refers to those: one DELETE can take long, lock much and lose more than was meant. MySQL and MariaDB fire no triggers for it.",
    .fix = "RESTRICT or NO ACTION, and deletes that say what they delete.",
    .source = "manuals of the engines",
    .types = MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
