/* Its functions stand among the application's own. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_EXTENSION))
        return;
    mg_str schema = mg_attr_text(c->after, A_SCHEMA), name = c->after->name;
    if ((schema.n && !mg_str_is(schema, "public")) || mg_str_is(name, "plpgsql"))
        return;
    mg_finding *f = mg_emit(rc, c, "Extension %S puts its functions and types into schema public, among the application's own.", &name);
    mg_rule_suggest(rc, f, "Put it into a schema of its own, and that into the search_path.");
    mg_str sql = mg_rule_sql_word(rc, name);
    mg_rule_sql(rc, f, "CREATE SCHEMA extensions;\nCREATE EXTENSION %S SCHEMA extensions", &sql);
}

const mg_rule mg_rule_security_extension_in_public = {
    .id = "security/extension-in-public",
    .title = "an extension is installed into schema public",
    .severity = MG_SEV_INFO,
    .off = true,
    .dialects = MG_RULE_PG,
    .why = "The extension's functions, types and operators stand among the application's own: they may shadow each other, and whoever may "
           "use the schema may call them all.",
    .fix = "A schema for extensions.",
    .source = "PostgreSQL manual, CREATE EXTENSION",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
