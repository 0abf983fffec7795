/* LOCK=SHARED is the best that the engine offers. */
#include <string.h>

#include "rules/lint.h"
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_on_old_table(rc, c) || c->type == MG_C_ALTER_COLUMN_TYPE)
        return;
    const mg_my_fact *fact = mg_rule_mysql_fact(rc, c);
    if (!fact || !fact->supported || strcmp(fact->algorithm, "COPY") == 0 || strcmp(fact->lock, "SHARED") != 0 || mg_rule_has_online_rule(rc, c))
        return;
    mg_str name = mg_rule_name(rc, mg_change_object(c)), table = mg_rule_name(rc, mg_change_table(c)),
        engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S permits only LOCK=SHARED for %S: writes to %S wait until it is done.",
                            &engine, &name, &table);
    mg_rule_suggest(rc, f, "Do it in a quiet hour, or with gh-ost or pt-online-schema-change.");
}

/* Where the statement asks for it, whatever the engine could do. */
static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    uint16_t kind = st->info->kind;
    bool alters = kind == S_ALTER_TABLE || kind == S_CREATE_INDEX || kind == S_DROP, all = mg_str_iis(mg_text(n), "exclusive");
    if (!alters || !mg_lint_is(st, MG_LINT_OLD) || (!all && !mg_str_iis(mg_text(n), "shared")))
        return;
    mg_finding *f = mg_emit_node(rc, st, n, "The statement asks for LOCK=%s: %s of %S wait until it is done, whether they have to or not.", all ? "EXCLUSIVE" : "SHARED",
                                 all ? "reads and writes" : "writes", &st->table);
    mg_rule_suggest(rc, f, "Leave LOCK out, or write LOCK=NONE: the engine then refuses what it cannot do while writes go on.");
}

const mg_rule mg_rule_online_lock_shared = {
    .id = "online/lock-shared",
    .title = "the change permits no writes while it runs",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .why =
        "The engine offers no better than LOCK=SHARED for this change: reads go on, writes wait until it is "
        "done. So it is where the statement itself asks for LOCK=SHARED; LOCK=EXCLUSIVE keeps reads out as well.",
    .fix = "A quiet hour; or gh-ost or pt-online-schema-change.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .change = on_change,
    .node = on_node,
    .nodes = {A_LOCK},
};
