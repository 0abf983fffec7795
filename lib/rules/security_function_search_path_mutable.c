/* What its names mean depends on who calls it. */
#include "rules/util.h"

static bool has_search_path(const mg_object *routine)
{
    MG_EACH_ATTR(a, routine) {
        if (a->kind == A_SET && mg_str_iis(mg_text(a), "search_path"))
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = c->after;
    if (!o || c->type != MG_C_CREATE || !mg_is_routine(o->kind) || o->kind == MG_O_AGGREGATE || has_search_path(o) || mg_attr_first(o, A_BODY))
        return;
    mg_str language = mg_attr_text(o, A_LANGUAGE);
    if (!mg_str_iis(language, "sql") && !mg_str_iis(language, "plpgsql"))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S has no search_path of its own: what its names mean depends on who calls it.", &name);
    mg_rule_suggest(rc, f, "SET search_path at the function, or names with their schemas in its body.");
}

const mg_rule mg_rule_security_function_search_path_mutable = {
    .id = "security/function-search-path-mutable",
    .title = "a function without a search_path of its own",
    .severity = MG_SEV_INFO,
    .off = true,
    .dialects = MG_RULE_PG,
    .why = "The names in the body are looked up by the search_path of whoever calls it, so that it can do one thing for one caller and "
           "another for the next, or fail when an index or a restore calls it.",
    .fix = "SET search_path at the function. (A SQL function with SET cannot be inlined into queries.)",
    .source = "PostgreSQL manual, CREATE FUNCTION",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
