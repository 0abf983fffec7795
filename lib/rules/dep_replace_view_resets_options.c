/* CREATE OR REPLACE VIEW sets anew what it does not repeat. */
#include "rules/util.h"

static bool has(const mg_object *view, const char *option)
{
    if (mg_str_is(mg_str_of(option), "check_option") && mg_attr(view, A_CHECK_OPTION))
        return true;
    MG_EACH(p, mg_attr(view, A_OPTIONS)) {
        if (mg_str_iis(mg_text(p), option) && !mg_str_iis(mg_text(p->first), "false"))
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    static const char *const options[] = {"security_invoker", "security_barrier", "check_option"};
    bool view = c->before && c->after && c->after->kind == MG_O_VIEW;
    bool first = c->type == MG_C_REPLACE || (c->type == MG_C_ALTER && (c->attr == A_OPTIONS || c->attr == A_CHECK_OPTION));
    for (size_t i = 0; view && first && i < 3; i++) {
        if (!has(c->before, options[i]) || has(c->after, options[i]))
            continue;
        mg_str name = mg_rule_name(rc, c->after);
        mg_finding *f = mg_emit(rc, c, "View %S loses %s: %s.", &name, options[i],
                                i == 0 ? "it reads its tables with its owner's rights again, past their row security"
                                : i == 1 ? "functions in a query may see rows that the view hides" : "rows can be written through it that it does not show");
        mg_rule_suggest(rc, f, "Say it again in the new definition, WITH (%s = %s), or right behind it.", options[i], i == 2 ? "local" : "true");
        mg_str sql = mg_rule_sql_name(rc, c->after);
        mg_rule_sql(rc, f, "ALTER VIEW %S SET (%s = %s)", &sql, options[i], i == 2 ? "local" : "true");
        return;
    }
}

const mg_rule mg_rule_dep_replace_view_resets_options = {
    .id = "dep/replace-view-resets-options",
    .title = "a view loses security_invoker, security_barrier or its check option",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "CREATE OR REPLACE VIEW takes the options as they are written: those that are not repeated are gone. "
        "Without security_invoker the view reads past the row security of its tables.",
    .fix =
        "Repeat the options.",
    .source = "measured on PostgreSQL 15-18",
    .types = MG_ON(MG_C_REPLACE) | MG_ON(MG_C_ALTER),
    .change = on_change,
};
