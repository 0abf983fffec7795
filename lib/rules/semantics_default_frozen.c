/* Old rows look as if they had been written just now. */
#include "rules/util.h"

static bool is_now(const mg_node *e)
{
    while (e && (e->kind == E_CAST) && e->first)
        e = e->first;
    if (e && e->kind == E_CONST && e->sub == MG_CONST_STRING && mg_str_iis(mg_text(e), "now"))
        return true; /* PostgreSQL makes it the moment of the ALTER, for later rows, too */
    if (!e || (e->kind != E_CALL && e->kind != E_COLUMN))
        return false;
    mg_str name = mg_text(e);
    return mg_str_iis(name, "now") || mg_str_iis(name, "current_timestamp") || mg_str_iis(name, "localtimestamp") ||
           mg_str_iis(name, "current_date") || mg_str_iis(name, "transaction_timestamp") || mg_str_iis(name, "statement_timestamp");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ADD_COLUMN || !mg_rule_on_old_table(rc, c) || !is_now(mg_attr_first(c->after, A_DEFAULT)))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S is added with the current time as its default: every row that exists gets the moment of the migration.",
                            &name);
    mg_rule_suggest(rc, f, "Add it without a default, fill old rows from what is known of them, then SET DEFAULT for new ones.");
}

const mg_rule mg_rule_semantics_default_frozen = {
    .id = "semantics/default-frozen",
    .title = "rows that exist get the time of the migration",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .why = "ADD COLUMN with the current time as its default gives every row that exists the moment of the migration, as if all had been written then.",
    .fix = "Add it without a default, fill old rows from a real source or leave them NULL, then SET DEFAULT.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
