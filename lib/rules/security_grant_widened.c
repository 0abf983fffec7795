/* Everybody, or the right to pass the right on. */
#include "rules/util.h"

static bool is_public(mg_str role)
{
    return mg_str_iis(role, "public") || mg_str_is(role, "''@'%'") || mg_str_is(role, "''@'localhost'");
}

/* What PostgreSQL gives to PUBLIC by itself, and what is harmless there. */
static bool is_usual(const mg_object *o, const mg_node *rights)
{
    bool usual_kind = mg_is_routine(o->kind) || o->kind == MG_O_TYPE || o->kind == MG_O_DOMAIN || o->kind == MG_O_LANGUAGE;
    bool usage_only = rights->first && !rights->first->next && mg_str_iis(mg_text(rights->first), "usage");
    return usual_kind || usage_only;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = c->after;
    if (c->type != MG_C_GRANT || !o || !c->to)
        return;
    mg_str role = mg_text(c->to), name = mg_rule_name(rc, o), rights = mg_rule_rights(rc, c->to);
    bool everybody = is_public(role) && !is_usual(o, c->to), option = c->to->sub == MG_RIGHTS_OPTION;
    if (!everybody && !option)
        return;
    mg_finding *f;
    if (everybody)
        f = mg_emit(rc, c, "%S on %S is given to PUBLIC: every role that can connect has it, those to come as well.", &rights, &name);
    else
        f = mg_emit(rc, c, "%S on %S is given to %S WITH GRANT OPTION: it can pass that on to anybody.", &rights, &name, &role);
    mg_rule_suggest(rc, f, "Name the roles that need it, without GRANT OPTION.");
}

const mg_rule mg_rule_security_grant_widened = {
    .id = "security/grant-widened",
    .title = "a right is given to everybody, or with the right to pass it on",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG,
    .why = "What PUBLIC has, every role has that can connect, now and later. WITH GRANT OPTION lets the role pass its right on.",
    .fix = "Grant to named roles, without GRANT OPTION.",
    .source = "PostgreSQL manual, GRANT",
    .types = MG_ON(MG_C_GRANT),
    .change = on_change,
};
