/* Programs read another kind of value than they expect. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || !t.class_change)
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: programs that read or write it meet another kind of value.",
                            &name, &words);
    mg_rule_suggest(rc, f, "Add a column of the new type, keep both in step, move programs over, then drop the "
                           "old one.");
}

const mg_rule mg_rule_compat_type_class_change = {
    .id = "compat/type-class-change",
    .title = "a column changes to another class of type",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "Programs bind and read the column as the old kind of value (text, number, time, JSON): drivers and "
        "object mappers fail or misread the new one.",
    .fix =
        "Expand and contract: a new column of the new type, both kept in step, programs moved over, the old "
        "one dropped.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
