/* The view reads with its owner's rights, whom row security does not bind. */
#include "rules/util.h"

static bool is_on(const mg_object *view, const char *option)
{
    MG_EACH(p, mg_attr(view, A_OPTIONS)) {
        if (mg_str_iis(mg_text(p), option))
            return !p->first || !(mg_str_iis(mg_text(p->first), "false") || mg_str_iis(mg_text(p->first), "off") ||
                                  mg_str_is(mg_text(p->first), "0"));
    }
    return false;
}

static const mg_object *guarded_table(const mg_object *view)
{
    for (uint32_t i = 0; i < mg_n_deps(view); i++) {
        const mg_object *o = view->deps[i];
        const mg_object *table = o->kind == MG_O_TABLE ? o : o->kind == MG_O_COLUMN ? o->parent : NULL;
        if (table && mg_attr(table, A_ROW_SECURITY))
            return table;
    }
    return NULL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *view = c->after;
    if (!view || view->kind != MG_O_VIEW || is_on(view, "security_invoker") || !mg_rule_at_least(rc, 150000))
        return;
    const mg_object *table = guarded_table(view);
    bool loses = c->before && is_on(c->before, "security_invoker");
    if (!table || (c->type != MG_C_CREATE && !loses))
        return;
    mg_str name = mg_rule_name(rc, view), other = mg_rule_name(rc, table);
    mg_finding *f = mg_emit(rc, c, "View %S reads %S with the rights of the view's owner: the row security of %S does not bind who reads the "
                                   "view.", &name, &other, &other);
    mg_rule_suggest(rc, f, "Let it read with the rights of who asks, from PostgreSQL 15 on.");
    mg_str sql = mg_rule_sql_name(rc, view);
    mg_rule_sql(rc, f, "ALTER VIEW %S SET (security_invoker = true)", &sql);
}

const mg_rule mg_rule_security_definer_view = {
    .id = "security/definer-view",
    .title = "a view over a table with row security reads it as the view's owner",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "A view reads its tables with the rights of its owner. If that is also the owner of the table, or a superuser, row security "
           "does not apply: whoever may read the view sees every row.",
    .fix = "WITH (security_invoker = true), from PostgreSQL 15 on.",
    .source = "PostgreSQL manual, CREATE VIEW",
    .change = on_change,
};
