/* Behind all others, for good: the order of an enum cannot be changed later. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st;
    if (c->type != MG_C_ADD_ENUM_VALUE || rc->plan || !c->after || !c->after->source)
        return;
    const mg_schema *after = mg_rule_after(rc);
    st = c->after->statement < after->statements.n ? after->statements.at[c->after->statement] : NULL;
    if (!st || !mg_rule_statement_holds(st, "ADD VALUE") || mg_rule_statement_holds(st, "BEFORE") || mg_rule_statement_holds(st, "AFTER"))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "ADD VALUE to %S without BEFORE or AFTER puts the value behind all others, for comparisons and ORDER BY, and "
                                   "that cannot be changed later.", &name);
    mg_rule_suggest(rc, f, "Say where it belongs, BEFORE or AFTER another value: behind all others is right for few.");
    mg_rule_at_statement(f, st);
}

const mg_rule mg_rule_semantics_enum_position = {
    .id = "semantics/enum-position",
    .title = "a value is added to an enum without saying where",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .why = "Values of an enum compare and sort in the order of the type. A new value without a place stands last, and PostgreSQL has no "
           "statement that moves it.",
    .fix = "ADD VALUE … BEFORE or AFTER.",
    .source = "PostgreSQL manual, ALTER TYPE",
    .types = MG_ON(MG_C_ADD_ENUM_VALUE),
    .change = on_change,
};
