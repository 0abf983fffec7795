/* The collation of an indexed column changes. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_my_fact *fact = mg_rule_online(rc, c, "alter_collation_indexed");
    if (!fact)
        return;
    for (uint32_t i = c->id; i > 0 && i <= rc->changes->list.n; i--) { /* changes of one column stand together */
        const mg_change *other = rc->changes->list.at[i - 1];
        if (other->after != c->after)
            break;
        if (other->type == MG_C_ALTER_CHARSET)
            return; /* online/convert-charset */
    }
    for (uint32_t i = c->id; i < rc->changes->list.n; i++) {
        const mg_change *other = rc->changes->list.at[i];
        if (other->after != c->after)
            break;
        if (other->type == MG_C_ALTER_CHARSET)
            return;
    }
    mg_str name = mg_rule_name(rc, mg_change_object(c)), cost = mg_rule_online_cost(rc, c, fact), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S cannot change the collation of %S in place because an index holds it: %S.", &engine, &name, &cost);
    mg_rule_online_severity(f, fact);
    mg_rule_suggest(rc, f, "Drop the index first and create it again afterwards, or use gh-ost or pt-online-schema-change.");
}

const mg_rule mg_rule_online_collation_indexed_column = {
    .id = "online/collation-indexed-column",
    .title = "the collation of an indexed column changes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "The index is ordered by the old collation: MySQL copies the table while writes wait, MariaDB before "
        "10.11 too; newer ones build the index anew. A unique key fails with 1062 on values that the new "
        "collation holds equal.",
    .fix =
        "Drop the index, change the column, create the index; or use gh-ost or pt-online-schema-change.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_ALTER_COLLATION),
    .change = on_change,
};
