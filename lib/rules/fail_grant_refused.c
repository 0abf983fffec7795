/* Each kind of thing has rights of its own. */
#include <string.h>

#include "rules/lint.h"
#include "rules/util.h"

/* ---- which rights there are -------------------------------------------------------------------------- */

typedef struct rights { uint16_t kind; const char *names, *what; } rights;

/* ON TABLE takes what sequences have, too: they may be named so. */
static const rights all[] = {
    {MG_O_TABLE, "select|insert|update|delete|truncate|references|trigger|maintain|usage", "relation"},
    {MG_O_COLUMN, "select|insert|update|references", "column"},
    {MG_O_SEQUENCE, "select|update|usage", "sequence"},
    {MG_O_FUNCTION, "execute", "function"},
    {MG_O_PROCEDURE, "execute", "procedure"},
    {MG_O_SCHEMA, "create|usage", "schema"},
    {MG_O_TYPE, "usage", "type"},
    {MG_O_DOMAIN, "usage", "domain"},
    {MG_O_LANGUAGE, "usage", "language"},
    {MG_O_DATABASE, "create|connect|temporary|temp", "database"},
};

static const rights *rights_of(int kind)
{
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].kind == kind)
            return &all[i];
    return NULL;
}

static bool has(const rights *r, mg_str name)
{
    for (const char *p = r->names, *end; p; p = end ? end + 1 : NULL) {
        end = strchr(p, '|');
        if (mg_str_ieq(name, (mg_str){p, end ? (uint32_t)(end - p) : (uint32_t)strlen(p)}))
            return true;
    }
    return mg_str_iis(name, "all");
}

static bool is_known_right(mg_str name)
{
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (has(&all[i], name))
            return true;
    return mg_str_iis(name, "set") || mg_str_iis(name, "alter system");
}

/* ---- what a statement says ------------------------------------------------------------------------------ */

typedef struct grant {
    const mg_rule_ctx *rc;
    const mg_lint_stmt *st;
    const mg_node *ast;
} grant;

static void refuse(const grant *g, const mg_node *at, const char *what, mg_str name, const char *why, mg_str of)
{
    mg_str said = mg_arena_str(g->rc->arena, name), engine = mg_rule_engine(g->rc);
    mg_finding *f = mg_emit_node(g->rc, g->st, at, "%s%S %s%S: %S refuses the statement.", what, &said, why, &of, &engine);
    mg_rule_suggest(g->rc, f, "Tables have SELECT, INSERT, UPDATE, DELETE and others, columns the first three, sequences and schemas USAGE, functions EXECUTE.");
    mg_rule_block(f);
}

static bool look_at_right(const grant *g, const mg_node *privilege)
{
    mg_str name = mg_text(privilege), none = MG_STR_NONE;
    bool table = g->ast->sub == MG_O_TABLE, columns = privilege->first, default_rights = g->ast != g->st->ast;
    const rights *r = rights_of(columns && table ? MG_O_COLUMN : g->ast->sub);
    if (!r)
        return false;
    if (!is_known_right(name) || (mg_str_iis(name, "maintain") && !mg_rule_at_least(g->rc, 170000)))
        refuse(g, privilege, "", name, "is no privilege (42601)", none);
    else if (columns && !table)
        refuse(g, privilege, "", name, "is granted on columns, which tables alone have (0LP01)", none);
    else if (!has(r, name) || (default_rights && table && mg_str_iis(name, "usage")))
        refuse(g, privilege, "", name, "is no privilege on a ", mg_arena_printf(g->rc->arena, "%s (0LP01)", r->what));
    else
        return false;
    return true;
}

static bool is_system_column(mg_str name)
{
    return mg_str_is(name, "ctid") || mg_str_is(name, "xmin") || mg_str_is(name, "xmax") || mg_str_is(name, "cmin") || mg_str_is(name, "cmax") || mg_str_is(name, "tableoid") ||
           mg_str_is(name, "oid");
}

/* Of tables alone: what columns a view has is not always known. */
static bool look_at_columns(const grant *g, const mg_node *privilege, const mg_object *table)
{
    if (table->kind != MG_O_TABLE || (table->state & MG_OS_ASSUMED) || table->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL) || mg_attr(table, A_OF_TYPE))
        return false;
    MG_EACH (name, privilege) {
        if (name->kind != N_NAME || mg_object_child(table, MG_O_COLUMN, mg_text(name)) || is_system_column(mg_text(name)))
            continue;
        refuse(g, name, "", mg_text(name), "is no column of ", mg_arena_printf(g->rc->arena, "%S (42703)", &(mg_str){table->name.p, table->name.n}));
        return true;
    }
    return false;
}

static bool look_at_target(const grant *g, const mg_node *privilege, const mg_node *qname)
{
    const mg_object *o = qname ? mg_schema_resolve((mg_schema *)(uintptr_t)g->rc->lint->state, MG_O_NONE, qname) : NULL;
    if (!o || (o->state & MG_OS_ASSUMED))
        return false;
    if (mg_str_iis(mg_text(privilege), "usage") && (o->kind == MG_O_TABLE || o->kind == MG_O_VIEW || o->kind == MG_O_MATVIEW)) {
        refuse(g, privilege, "", mg_text(privilege), "is no privilege on a table (0LP01)", MG_STR_NONE);
        return true;
    }
    return look_at_columns(g, privilege, o);
}

static bool is_to_public(const mg_node *grantees)
{
    MG_EACH (role, grantees)
        if (mg_str_is(mg_text(role), "public") && !(role->flags & NF_QUOTED))
            return true;
    return false;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast)
{
    grant g = {rc, st, ast};
    const mg_node *privileges = mg_child(ast, A_PRIVILEGES);
    MG_EACH (privilege, privileges) {
        if (privilege->kind != N_PRIVILEGE || look_at_right(&g, privilege))
            continue;
        MG_EACH (target, ast)
            if (target->kind == A_TARGET && ast->sub == MG_O_TABLE && !(ast->flags & NF_ALL) && look_at_target(&g, privilege, mg_child(target, N_QNAME)))
                return;
    }
    if (privileges && privileges->sub == 1 && ast->kind == S_GRANT && is_to_public(mg_child(ast, A_GRANTEES)))
        refuse(&g, privileges, "", MG_STR("WITH GRANT OPTION"), "is for roles, and PUBLIC is none (0LP01)", MG_STR_NONE);
}

const mg_rule mg_rule_fail_grant_refused = {
    .id = "fail/grant-refused",
    .title = "GRANT or REVOKE of what there is not",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "Each kind of thing has its own privileges: EXECUTE is for routines, USAGE for schemas, sequences and types, DELETE for whole tables (0LP01). A word that is none (42601), a column that the table "
        "does not have (42703), and WITH GRANT OPTION for PUBLIC (0LP01) are refused, too.",
    .fix =
        "Name the privilege that the thing has, and the columns as they are.",
    .source = "measured on PostgreSQL 15-18",
    .node = on_node,
    .nodes = {S_GRANT, S_REVOKE},
};
