/* VIRTUAL, STORED and plain do not change into each other in place. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *from = c->before ? mg_attr(c->before, A_GENERATED) : NULL, *to = c->after ? mg_attr(c->after, A_GENERATED) : NULL;
    if (c->type != MG_C_ALTER_GENERATED || !from || (to && from->sub == to->sub) || !mg_rule_on_old_table(rc, c))
        return;
    bool stored = from->sub == MG_GEN_STORED;
    if (stored && !to)
        return;
    mg_str name = mg_rule_name(rc, c->after), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S changes from %s to %s, which %S refuses in place: the column is dropped and added again.", &name,
                            stored ? "STORED" : "VIRTUAL", !to ? "a plain column" : stored ? "VIRTUAL" : "STORED", &engine);
    mg_rule_suggest(rc, f, "ALTER TABLE … DROP COLUMN, ADD COLUMN; indexes over it go first and come back last.");
    if (rc->plan)
        mg_rule_severity(f, MG_SEV_WARNING); /* the plan does so */
}

const mg_rule mg_rule_fail_generated_storage_change = {
    .id = "fail/generated-storage-change",
    .title = "a generated column changes between VIRTUAL and STORED",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "The server refuses to change it: \"Changing the STORED status is not supported\" (3106, MariaDB "
        "1907), also from VIRTUAL to a plain column. From STORED to a plain column works and keeps the "
        "values.",
    .fix =
        "Drop the column and add it in its new form, its indexes first; the values are computed again.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_ALTER_GENERATED),
    .change = on_change,
};
