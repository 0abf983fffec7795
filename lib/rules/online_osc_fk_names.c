/* The foreign keys come out with an underscore in front of their names. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = mg_change_table(c);
    const mg_step *step = mg_rule_next_step(rc, c, NULL);
    while (step && !mg_str_starts(step->tool_command, "pt-online-schema-change"))
        step = mg_rule_next_step(rc, c, step);
    MG_EACH_CHILD(o, step ? table : &(const mg_object){0}) {
        if (o->kind != MG_O_FOREIGN_KEY)
            continue;
        mg_str name = mg_rule_name(rc, table), own = mg_rule_own_name(rc, o);
        mg_finding *f = mg_emit(rc, c, "pt-online-schema-change leaves the foreign keys of %S with other names: %S becomes _%S.", &name, &own,
                                &own);
        mg_rule_suggest(rc, f, "Compare again afterwards.");
        return;
    }
}

const mg_rule mg_rule_online_osc_fk_names = {
    .id = "online/osc-fk-names",
    .title = "pt-online-schema-change renames foreign keys",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .why =
        "The tool makes a second table, in which the names of the foreign keys of the first are taken: they "
        "come out with an underscore in front, and a later comparison finds them changed.",
    .fix =
        "Rename nothing by hand in between; compare again afterwards, and add the keys under their old names "
        "in a quiet hour if it matters.",
    .source = "manual of pt-online-schema-change",
    .change = on_change,
};
