/* Every row is written into a copy while writers wait. */
#include <string.h>

#include "rules/lint.h"
#include "rules/util.h"

static bool has_rule_of_its_own(const mg_change *c)
{
    return c->type == MG_C_ADD_FOREIGN_KEY || c->type == MG_C_ADD_CHECK || c->type == MG_C_ALTER_CONSTRAINT || c->type == MG_C_ALTER_CHARSET ||
           c->type == MG_C_DROP_PRIMARY_KEY || c->type == MG_C_ALTER_TABLE_ENGINE;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_on_old_table(rc, c) || has_rule_of_its_own(c))
        return;
    const char *lock, *algorithm = mg_rule_algorithm(rc, c, &lock);
    if (!algorithm || strcmp(algorithm, "COPY") != 0 || mg_rule_has_online_rule(rc, c))
        return;
    bool writes_go_on = lock && strcmp(lock, "NONE") == 0;
    mg_str name = mg_rule_name(rc, mg_change_object(c)), table = mg_rule_name(rc, mg_change_table(c)),
        engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S changes %S by ALGORITHM=COPY: all of %S is copied%s.", &engine, &name, &table,
                            writes_go_on ? ", while writes go on" : " while writes wait");
    mg_rule_suggest(rc, f, "Use gh-ost or pt-online-schema-change, or a new column that is copied in batches.");
    if (writes_go_on)
        mg_rule_severity(f, MG_SEV_WARNING);
}

/* Where the statement asks for it, whatever the engine could do. */
static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    uint16_t kind = st->info->kind;
    bool alters = kind == S_ALTER_TABLE || kind == S_CREATE_INDEX || kind == S_DROP;
    if (!alters || !mg_lint_is(st, MG_LINT_OLD) || !mg_str_iis(mg_text(n), "copy") || mg_rule_statement_holds(st->info, "LOCK = NONE"))
        return;
    mg_finding *f = mg_emit_node(rc, st, n, "The statement asks for ALGORITHM=COPY: all of %S is copied, whether it has to be or not.", &st->table);
    mg_rule_suggest(rc, f, "Leave ALGORITHM out, or write ALGORITHM=INPLACE: the engine then refuses what it cannot do without a copy.");
    mg_rule_severity(f, MG_SEV_WARNING);
}

const mg_rule mg_rule_online_copy_algorithm = {
    .id = "online/copy-algorithm",
    .title = "the change copies the table",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "The engine knows no better than ALGORITHM=COPY: every row is written into a new table while writes "
        "wait (MariaDB 11.2 and newer let them go on), disk for a second copy is needed, and replicas repeat "
        "it. So it is where the statement itself asks for ALGORITHM=COPY.",
    .fix = "Use gh-ost or pt-online-schema-change, or a new column copied in batches; else a quiet hour.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .change = on_change,
    .node = on_node,
    .nodes = {A_ALGORITHM},
};
