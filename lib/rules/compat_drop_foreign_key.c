/* Rows without a parent can be written, and cascades no longer happen. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_DROP_FOREIGN_KEY || mg_rule_note(rc, c)->replaced_by || !c->before->parent)
        return;
    mg_str own = mg_rule_own_name(rc, c->before), table = mg_rule_name(rc, c->before->parent),
        keys = mg_rule_sql_keys(rc, c->before);
    mg_str action = mg_attr_text(c->before, A_ON_DELETE);
    bool acts = action.n && !mg_str_is(action, "no action") && !mg_str_is(action, "restrict");
    mg_finding *f = acts ? mg_emit(rc, c, "Foreign key %S of %S(%S) goes: rows without a parent can be written, "
                                          "and ON DELETE %S no longer "
                                          "happens.", &own, &table, &keys, &action)
                         : mg_emit(rc, c, "Foreign key %S of %S(%S) goes: rows without a parent can be written.",
                                   &own, &table, &keys);
    mg_rule_suggest(rc, f, "Make sure that programs keep the reference whole; the way back fails once it is not.");
}

const mg_rule mg_rule_compat_drop_foreign_key = {
    .id = "compat/drop-foreign-key",
    .title = "a foreign key goes without a replacement",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "Rows that refer to nothing can be written from now on, and ON DELETE and ON UPDATE actions no longer"
        " happen: code that relied on a cascade leaves rows behind.",
    .fix = "Make sure that programs keep the reference whole; look for orphans now and then.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8",
    .types = MG_ON(MG_C_DROP_FOREIGN_KEY),
    .change = on_change,
};
