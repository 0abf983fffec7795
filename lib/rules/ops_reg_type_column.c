/* pg_upgrade refuses most of them. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    mg_str named = mg_text(mg_attr_first(o, A_TYPE)); /* most are not */
    if (!named.n || (*named.p | 0x20) != 'r' || !mg_rule_type_is(rc, o, "regproc|regprocedure|regoper|regoperator|regconfig|regdictionary|regnamespace|regcollation"))
        return;
    mg_str name = mg_rule_name(rc, o), type = mg_rule_sql_type(rc, mg_attr_first(o, A_TYPE));
    mg_finding *f = mg_emit(rc, c, "%S is a %S: pg_upgrade refuses a database with such a column, as the numbers are others on the new server.", &name, &type);
    mg_rule_suggest(rc, f, "Keep the name as text and cast it where it is used: a::%S.", &type);
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

const mg_rule mg_rule_ops_reg_type_column = {
    .id = "ops/reg-type-column",
    .title = "a column that holds the number of an object of the catalogue",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .why =
        "reg types hold the number that an object has in this database. pg_upgrade gives others and refuses "
        "to run while there is such a column (regclass, regrole and regtype are taken).",
    .fix =
        "Text, cast where it is used.",
    .source = "PostgreSQL manual, pg_upgrade",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
