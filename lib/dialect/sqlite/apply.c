/* Statements that mean something special to SQLite. */
#include "dialect/sqlite/sqlite.h"

/* sqlite_sequence, sqlite_stat1 and the like come into being by themselves. */
static bool makes_internal(const mg_node *ast)
{
    return ast->kind == S_CREATE_TABLE && mg_sqlite_is_internal(mg_text(mg_child(ast, N_QNAME)));
}

/* t_content, t_segdir … of a virtual table t: made by its module. */
static bool makes_shadow(const mg_schema *s, const mg_node *ast)
{
    static const char *const endings[] = {"content", "segments", "segdir", "docsize", "stat", "data", "idx",
                                          "config",  "node",     "parent", "rowid"};
    mg_str name = mg_text(mg_child(ast, N_QNAME));
    if (ast->kind != S_CREATE_TABLE || ast->sub == MG_O_VIRTUAL_TABLE)
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        mg_str e = mg_str_of(endings[i]);
        if (name.n < e.n + 2 || name.p[name.n - e.n - 1] != '_' || !mg_str_ieq((mg_str){name.p + name.n - e.n, e.n}, e))
            continue;
        const mg_object *o = mg_schema_find_relation(s, MG_STR_NONE, (mg_str){name.p, name.n - e.n - 1});
        if (o && o->kind == MG_O_VIRTUAL_TABLE)
            return true;
    }
    return false;
}

/* .dump writes a virtual table as a row of sqlite_schema: its fifth value is the statement. */
static mg_str virtual_table_sql(const mg_node *ast)
{
    mg_str table = mg_text(mg_child(ast, N_QNAME));
    const mg_node *rows = mg_child(ast, Q_VALUES);
    if (ast->kind != S_INSERT || !rows || !(mg_str_iis(table, "sqlite_schema") || mg_str_iis(table, "sqlite_master")))
        return MG_STR_NONE;
    const mg_node *value = rows->first ? rows->first->first : NULL;
    for (int i = 0; value && i < 4; i++)
        value = value->next;
    return value && value->kind == E_CONST && value->sub == MG_CONST_STRING ? mg_text(value) : MG_STR_NONE;
}

typedef struct inner {
    mg_schema *s;
    const mg_statement *outer;
} inner;

static bool apply_inner(const mg_statement *st, void *user_data)
{
    inner *in = user_data;
    mg_statement here = *in->outer;
    here.ast = st->ast;
    here.understood = st->understood;
    if (st->ast->kind == S_CREATE_TABLE)
        mg_schema_apply(in->s, &here);
    return true;
}

/* DROP COLUMN takes the column's own CHECK and REFERENCES along. */
static void drop_own_constraints(mg_schema *s, const mg_node *ast)
{
    const mg_node *action = ast->kind == S_ALTER_TABLE ? mg_child(ast, N_ACTION) : NULL;
    const mg_node *qname = mg_child(ast, N_QNAME);
    if (!action || action->sub != MG_ACT_DROP_COLUMN || !qname || mg_child(qname, N_NAME))
        return;
    mg_object *table = mg_schema_find(s, MG_O_TABLE, MG_STR_NONE, mg_text(qname));
    mg_object *column = table ? mg_object_child(table, MG_O_COLUMN, mg_text(action)) : NULL;
    if (!column)
        return;
    for (mg_object *c = table->first, *next; c; c = next) {
        next = c->next;
        if ((c->kind == MG_O_CHECK || c->kind == MG_O_FOREIGN_KEY) && mg_sqlite_is_own(c, column))
            mg_schema_remove(s, c);
    }
}

bool mg_sqlite_apply(mg_schema *s, const mg_statement *st)
{
    drop_own_constraints(s, st->ast);
    if (makes_internal(st->ast) || makes_shadow(s, st->ast))
        return true;
    mg_str sql = virtual_table_sql(st->ast);
    if (!sql.n)
        return false;
    mg_source source = {.name = MG_STR("sqlite_schema"), .text = mg_arena_str(&s->arena, sql)};
    inner in = {s, st};
    if (source.text.p) {
        mg_parse_source(s->ctx, s->dialect, s->engine_version, &source, &s->diags, apply_inner, &in);
        mg_lines_free(&source.lines);
    }
    return true;
}
