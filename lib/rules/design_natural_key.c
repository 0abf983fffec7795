/* A primary key of text. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    bool text = false;
    MG_EACH_CHILD(k, o) {
        text = text || (k->kind == MG_O_COLUMN && mg_rule_is_key_of(o, MG_O_PRIMARY_KEY, k->name) && mg_rule_type_is(rc, k, "text|varchar|char"));
    }
    if (!text)
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "The primary key of %S is text from outside.", &name);
    mg_rule_suggest(rc, f, "Use a key of its own, and a UNIQUE over the column.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

const mg_rule mg_rule_design_natural_key = {
    .id = "design/natural-key",
    .title = "a primary key of text",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .why = "Values from outside change and are long; every table that refers to it repeats them.",
    .fix = "Use a key of its own, and a UNIQUE over the column.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
