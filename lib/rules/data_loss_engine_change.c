/* Away from InnoDB a table loses transactions, foreign keys and crash safety. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_TABLE_ENGINE || !mg_rule_on_old_table(rc, c))
        return;
    mg_str name = mg_rule_name(rc, c->after), from = mg_attr_text(c->before, A_ENGINE), to = mg_attr_text(c->after,
        A_ENGINE);
    bool to_innodb = mg_str_iis(to, "innodb");
    mg_finding *f = mg_emit(rc, c, "%S moves from %S to %S: the table is copied with writes blocked%s.", &name,
                            &from, &to,
                            to_innodb ? "" : ", and loses transactions, foreign keys and crash safety");
    mg_rule_suggest(rc, f, to_innodb ? "Do it in a quiet hour, or with gh-ost or pt-online-schema-change."
                    : "Stay on InnoDB.");
    if (to_innodb)
        mg_rule_severity(f, MG_SEV_WARNING);
}

const mg_rule mg_rule_data_loss_engine_change = {
    .id = "data-loss/engine-change",
    .title = "a table changes its storage engine",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "The table is copied with writes blocked. Away from InnoDB it loses transactions, row locks, foreign "
        "keys and its safety in a crash.",
    .fix = "Stay on InnoDB.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8",
    .types = MG_ON(MG_C_ALTER_TABLE_ENGINE),
    .change = on_change,
};
