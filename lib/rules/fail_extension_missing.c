/* Without the extension the statement fails on a server that does not have it. */
#include <string.h>

#include "rules/lint.h"
#include "rules/util.h"

typedef struct member {
    const char *name, *extension;
} member;

static const member members[] = {
    {"citext", "citext"}, {"hstore", "hstore"}, {"ltree", "ltree"}, {"cube", "cube"}, {"vector", "vector"},
    {"halfvec", "vector"}, {"geometry", "postgis"}, {"geography", "postgis"}, {"isbn", "isn"}, {"issn", "isn"},
    {"uuid_generate_v1", "uuid-ossp"}, {"uuid_generate_v1mc", "uuid-ossp"}, {"uuid_generate_v3", "uuid-ossp"},
    {"uuid_generate_v4", "uuid-ossp"}, {"uuid_generate_v5", "uuid-ossp"}, {"gen_random_bytes", "pgcrypto"},
    {"gen_salt", "pgcrypto"}, {"crypt", "pgcrypto"}, {"digest", "pgcrypto"}, {"hmac", "pgcrypto"},
    {"gin_trgm_ops", "pg_trgm"}, {"gist_trgm_ops", "pg_trgm"}, {"similarity", "pg_trgm"}, {"unaccent", "unaccent"},
};

bool mg_rule_is_of_extension(mg_str name)
{
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (mg_str_is(name, members[i].name))
            return true;
    return false;
}

typedef struct use {
    const mg_schema *schema;
    const member *found;
} use;

static bool is_created(const mg_schema *s, const char *extension)
{
    return mg_schema_find(s, MG_O_EXTENSION, MG_STR_NONE, mg_str_of(extension)) != NULL;
}

static bool defines_itself(const mg_schema *s, mg_str name)
{
    mg_str schema = s->dialect->default_schema;
    return mg_schema_find(s, MG_O_TYPE, schema, name) || mg_schema_find(s, MG_O_DOMAIN, schema, name) ||
           mg_schema_find_routine(s, MG_O_FUNCTION, schema, name, MG_STR_NONE);
}

static bool look_at(mg_node *n, void *user_data)
{
    use *u = user_data;
    bool names = n->kind == N_TYPE || n->kind == E_CALL || n->kind == N_QNAME;
    for (size_t i = 0; names && !u->found && i < sizeof members / sizeof *members; i++)
        if (mg_str_is(mg_text(n), members[i].name) && !is_created(u->schema, members[i].extension) &&
            !defines_itself(u->schema, mg_text(n)))
            u->found = &members[i];
    return !u->found;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    use u = {rc->lint ? rc->lint->state : mg_rule_after(rc), NULL};
    mg_attrs_walk(o, look_at, &u);
    if (!u.found)
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S uses %s of the extension %s, which AFTER does not create.", &name,
                            u.found->name, u.found->extension);
    mg_rule_suggest(rc, f, "Create the extension before it.");
    mg_rule_sql(rc, f, "CREATE EXTENSION IF NOT EXISTS \"%s\"", u.found->extension);
    mg_rule_probe(rc, f, "SELECT count(*) FROM pg_extension WHERE extname = '%s'", u.found->extension);
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = c->after;
    if (rc->lint && rc->lint->assumed) /* what the database has already is not known */
        return;
    if (!o || (c->before && c->type != MG_C_ALTER_COLUMN_TYPE && c->type != MG_C_SET_DEFAULT))
        return;
    if (o->kind != MG_O_TABLE && o->kind != MG_O_COLUMN && o->kind != MG_O_INDEX)
        return;
    look(rc, c, o);
    if (!mg_rule_is(c, MG_C_CREATE, MG_O_TABLE))
        return;
    MG_EACH_CHILD(child, o) {
        if (child->kind == MG_O_COLUMN || child->kind == MG_O_INDEX)
            look(rc, c, child);
    }
}

const mg_rule mg_rule_fail_extension_missing = {
    .id = "fail/extension-missing",
    .title = "a type or function of an extension that is not created",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "The schema uses something that belongs to an extension, but no CREATE EXTENSION for it stands in "
        "AFTER. On a server without the extension the statement fails.",
    .fix =
        "Add CREATE EXTENSION IF NOT EXISTS before its first use, and make sure that the server has the "
        "package and the role may create it.",
    .source = "manuals of the extensions",
    .change = on_change,
};
