/* Every column beside the key may hold NULL. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    uint32_t n = 0;
    MG_EACH_CHILD(k, o) {
        if (k->kind != MG_O_COLUMN || mg_rule_is_key_of(o, MG_O_PRIMARY_KEY, k->name))
            continue;
        if (mg_attr(k, A_NOT_NULL))
            return;
        n++;
    }
    if (n < 2)
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "Every column of %S beside its key may hold NULL.", &name);
    mg_rule_suggest(rc, f, "Declare NOT NULL what must be there.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

const mg_rule mg_rule_design_all_columns_nullable = {
    .id = "design/all-columns-nullable",
    .title = "every column beside the key may hold NULL",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .why = "Nothing says what a row needs to be one.",
    .fix = "Declare NOT NULL what must be there.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
