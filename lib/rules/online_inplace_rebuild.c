/* Writes go on, but every row is written anew, on the replicas too. */
#include <string.h>

#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_on_old_table(rc, c) || c->type == MG_C_ALTER_COLUMN_TYPE)
        return;
    const mg_my_fact *fact = mg_rule_mysql_fact(rc, c);
    if (!fact || !fact->supported || !fact->rebuilds || strcmp(fact->algorithm, "INPLACE") != 0 || mg_rule_has_online_rule(rc, c))
        return;
    mg_str name = mg_rule_name(rc, mg_change_object(c)), table = mg_rule_name(rc, mg_change_table(c)),
        engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S changes %S by ALGORITHM=INPLACE with a rebuild: all of %S is written "
                                   "anew, writes go on.", &engine, &name, &table);
    mg_rule_suggest(rc, f, "Put the changes that rebuild %S into one ALTER; watch disk and replica lag.", &table);
}

const mg_rule mg_rule_online_inplace_rebuild = {
    .id = "online/inplace-rebuild",
    .title = "the change rebuilds the table in place",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .why =
        "ALGORITHM=INPLACE with a rebuild: reads and writes go on, but the whole table is written anew, needs"
        " as much disk again, and makes replicas lag.",
    .fix = "Watch disk and replica lag; put all changes that rebuild the table into one ALTER.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .change = on_change,
};
