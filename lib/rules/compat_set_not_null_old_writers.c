/* Programs that are still running leave it out or send NULL. */
#include "rules/rebuild.h"
#include "rules/util.h"

/* A new column that the file fills (by a default that goes again, an UPDATE, the copy of a rebuild) before or while it is NOT NULL. */
static bool is_filled_once(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_rebuild *r = mg_rebuild_of(rc, c->after);
    if (r)
        return mg_rebuild_filled(r, c->after->name) != NULL;
    const mg_stmt_info *last = mg_rule_statement_of(rc, c);
    if (mg_rule_text_alters(rc, c->after, "DROP DEFAULT") || mg_rule_text_alters(rc, c->after, "SET NOT NULL"))
        return true;
    if (!mg_rule_is_mysql(rc) || !last || (!mg_rule_statement_holds(last, "MODIFY") && !mg_rule_statement_holds(last, "CHANGE")))
        return false;
    return mg_rule_is_updated(rc, c->after, NULL, last);
}

static void on_new(const mg_rule_ctx *rc, const mg_change *c)
{
    bool wants = mg_attr(c->after, A_NOT_NULL) && !mg_rule_column_has_value(c->after);
    if (!rc->lint || !wants || !mg_rule_on_old_table(rc, c) || !is_filled_once(rc, c))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S is NOT NULL and is left without a default: programs of the old release, which do not know it, fail when they insert.", &name);
    mg_rule_suggest(rc, f, "Keep a default until the programs that give it a value are released everywhere.");
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type == MG_C_ADD_COLUMN)
        on_new(rc, c);
    if (c->type != MG_C_SET_NOT_NULL || !mg_rule_on_old_table(rc, c) || mg_rule_may_be_not_null(rc, c))
        return;
    bool filled = mg_rule_column_has_value(c->after);
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "%S becomes NOT NULL: programs of the old release that %s fail when they write.", &name,
                            filled ? "write NULL into it" : "leave it out or write NULL into it");
    mg_rule_suggest(rc, f, "%s", filled ? "Release programs that never write NULL first; the default covers those that leave it out."
                                        : "Give it a default first, release programs that always write it, then make it NOT NULL.");
}

const mg_rule mg_rule_compat_set_not_null_old_writers = {
    .id = "compat/set-not-null-old-writers",
    .title = "a column becomes NOT NULL while old programs may leave it out",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why = "While a release is rolled out, programs of the old one still run. Those that leave the column out, or write NULL, fail from the "
           "moment on. So do those that do not know a new column which is NOT NULL and has no default any more.",
    .fix = "A default first, then the release that always writes it, then NOT NULL.",
    .source = "manuals of the four engines",
    .types = MG_ON(MG_C_SET_NOT_NULL) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
