/* The server falls back to a copy without a word. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = mg_rule_is_altered(rc, c, c->type) ? mg_rule_statement_of(rc, c) : NULL;
    if (!st || mg_rule_statement_holds(st, "ALGORITHM") || mg_rule_statement_holds(st, "LOCK"))
        return;
    const mg_my_fact *fact = mg_rule_mysql_fact(rc, c);
    if (!fact || !fact->supported)
        return;
    mg_str table = mg_rule_name(rc, mg_change_table(c)), name = mg_rule_name(rc, mg_change_object(c));
    mg_finding *f = mg_emit(rc, c, "The ALTER of %S names no ALGORITHM: where %s is not possible, the server takes a slower way.", &table,
                            fact->algorithm);
    mg_rule_suggest(rc, f, "Append ALGORITHM=%s%s%s to the statement that changes %S.", fact->algorithm,
                    strcmp(fact->algorithm, "INSTANT") == 0 ? "" : ", LOCK=", strcmp(fact->algorithm, "INSTANT") == 0 ? "" : fact->lock, &name);
    mg_rule_at_statement(f, st);
}

const mg_rule mg_rule_online_algorithm_not_asserted = {
    .id = "online/algorithm-not-asserted",
    .title = "an ALTER TABLE that names no ALGORITHM",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .off = true,
    .why =
        "Without ALGORITHM or LOCK the server takes the best way it knows for the statement as a whole, and "
        "falls back to a copy with writes waiting without a word.",
    .fix =
        "Append ALGORITHM=INSTANT, or ALGORITHM=INPLACE, LOCK=NONE: the statement then fails at once instead "
        "of blocking for hours.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .change = on_change,
};
