/* Whoever reads the table reads it. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (!mg_rule_list_has(rc, "names", o->name) || !mg_rule_type_is(rc, o, "text|varchar|char|bpchar|tinytext|mediumtext|longtext|citext"))
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S looks like a secret kept as plain text: whoever reads the table, a dump or the log has it.", &name);
    mg_rule_suggest(rc, f, "Keep a salted hash (bcrypt, argon2) and call the column so: password_hash.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_COLUMN, look);
}

static const mg_rule_param params[] = {
    {"names", 'l', "password,passwd,pwd,pass,secret,api_key,private_key", "names that look like secrets"},
    {0},
};

const mg_rule mg_rule_security_plain_password_column = {
    .id = "security/plain-password-column",
    .title = "a column that looks like a password in plain text",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .off = true,
    .params = params,
    .why =
        "A password in plain text is in every dump, replica and log.",
    .fix =
        "A salted hash, and a name that says so.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN),
    .change = on_change,
};
