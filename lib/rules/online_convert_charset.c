/* Every row is converted; indexes may get too long. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_CHARSET || !mg_rule_on_old_table(rc, c))
        return;
    const mg_my_fact *fact = mg_rule_mysql_fact(rc, c);
    mg_str name = mg_rule_name(rc, c->after), from = mg_attr_text(c->before, A_CHARSET), to = mg_attr_text(c->after,
        A_CHARSET);
    if (!from.n || !to.n)
        return;
    const char *algorithm = fact && fact->algorithm ? fact->algorithm : "COPY";
    mg_finding *f = mg_emit(rc, c, "%S changes from character set %S to %S: every value is converted "
                                   "(ALGORITHM=%s).", &name, &from, &to, algorithm);
    mg_rule_suggest(rc, f, "Change one column at a time, and check the lengths of index keys first.");
    bool writes_go_on = fact && fact->lock && mg_str_is(mg_str_of(fact->lock), "NONE");
    if (writes_go_on || !mg_str_is(mg_str_of(algorithm), "COPY"))
        mg_rule_severity(f, MG_SEV_WARNING);
}

const mg_rule mg_rule_online_convert_charset = {
    .id = "online/convert-charset",
    .title = "a change of character set copies the table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "A change of character set converts every row: ALGORITHM=COPY, except from utf8mb3 to utf8mb4 where "
        "no index covers the column. Index keys grow and may exceed their limit; TEXT types may be enlarged.",
    .fix = "Change one column at a time, and check index lengths first.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_ALTER_CHARSET),
    .change = on_change,
};
