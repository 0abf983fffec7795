/* Publisher and subscriber do not change together. */
#include "rules/lint.h"
#include "rules/util.h"

static bool publishes(const mg_object *publication, const mg_object *table)
{
    mg_str text = mg_attr_text(publication, A_DEFINITION);
    mg_words w = mg_rule_words_of(text), all = w;
    if (mg_rule_skip_to(&all, "for all tables"))
        return true;
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w))
        if (mg_str_ieq(word, table->name))
            return true;
    return false;
}

static void report(const mg_rule_ctx *rc, const mg_change *c, const mg_object *publication)
{
    mg_str own = mg_rule_own_name(rc, publication), name = mg_rule_name(rc, mg_change_object(c));
    mg_finding *f = mg_emit(rc, c, "%S changes in a table that %S publishes: DDL is not replicated, and a subscriber with other columns stops.", &name, &own);
    mg_rule_suggest(rc, f, c->type == MG_C_ADD_COLUMN ? "Add the column at the subscribers first, then here."
                                                      : "Here first and then at the subscribers, where a column goes; both stopped, where one changes.");
}

static void look(const mg_rule_ctx *rc, const mg_object *publication)
{
    for (uint32_t i = 0; i < rc->changes->list.n; i++) {
        const mg_change *c = rc->changes->list.at[i];
        bool changes = c->type == MG_C_ADD_COLUMN || c->type == MG_C_DROP_COLUMN || c->type == MG_C_RENAME_COLUMN || c->type == MG_C_ALTER_COLUMN_TYPE;
        if (changes && !c->forced && mg_rule_on_old_table(rc, c) && publishes(publication, mg_change_object(c)->parent))
            report(rc, c, publication);
    }
}

static void check(const mg_rule_ctx *rc)
{
    MG_EACH_OBJECT(o, rc->lint ? rc->lint->state : mg_rule_before(rc)) {
        if (o->kind == MG_O_PUBLICATION)
            look(rc, o);
    }
}

const mg_rule mg_rule_ops_logical_replication_order = {
    .id = "ops/logical-replication-order",
    .title = "a published table changes its columns",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why =
        "Logical replication sends rows by the names of their columns and no DDL: a subscriber that lacks a "
        "column, or cannot cast a value, stops until somebody changes it.",
    .fix =
        "New columns at the subscribers first, dropped ones there last.",
    .source = "PostgreSQL manual, Logical Replication",
    .check = check,
};
