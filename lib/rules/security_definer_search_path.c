/* It runs with its owner's rights and finds what the caller puts in its way. */
#include "rules/util.h"

static const mg_node *search_path(const mg_object *routine)
{
    MG_EACH_ATTR(a, routine) {
        if (a->kind == A_SET && mg_str_iis(mg_text(a), "search_path"))
            return a;
    }
    return NULL;
}

static bool is_definer(const mg_object *o)
{
    return o && mg_is_routine(o->kind) && mg_str_iis(mg_attr_text(o, A_SQL_SECURITY), "definer");
}

/* A body that the parser resolved when the function was made (BEGIN ATOMIC) does not look for names any more. */
static bool is_resolved(const mg_object *o)
{
    return mg_attr_first(o, A_BODY) != NULL;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = c->after;
    if (!is_definer(o) || search_path(o) || is_resolved(o) || (c->before && is_definer(c->before) && !search_path(c->before)))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S runs with its owner's rights (SECURITY DEFINER) and looks names up by the caller's search_path: who "
                                   "can create a table or function in a schema of theirs can have it run that.", &name);
    mg_rule_suggest(rc, f, "Add SET search_path = pg_catalog, pg_temp to it and write the names in it with their schemas.");
}

const mg_rule mg_rule_security_definer_search_path = {
    .id = "security/definer-search-path",
    .title = "a SECURITY DEFINER function without a search_path of its own",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "A SECURITY DEFINER function runs with its owner's rights. Without SET search_path, names in it are looked up where the caller "
           "says: a caller can put a table, function or operator of the same name in front, and have it used with the owner's rights.",
    .fix = "SET search_path = pg_catalog, pg_temp at the function, names with their schemas inside it, and EXECUTE taken from PUBLIC.",
    .source = "PostgreSQL manual, CREATE FUNCTION, Writing SECURITY DEFINER Functions Safely",
    .change = on_change,
};
