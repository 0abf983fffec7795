/* CHECKs, generated columns, indexes and keys of partitions name columns of their own table alone. */
#include "rules/lint.h"
#include "rules/util.h"

typedef struct search {
    const mg_rule_ctx *rc;
    const mg_object *table;
    mg_str missing;
} search;

/* Words in these are units and the like. */
static bool has_words(mg_str call)
{
    static const char *const names[] = {"timestampdiff", "timestampadd", "extract", "get_format", "normalize", "overlay", "position", "trim", "xmlelement", "date_trunc"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_iis(call, names[i]))
            return true;
    return false;
}

/* What each row has besides its columns. */
static bool is_system(mg_str name)
{
    static const char *const names[] = {"*", "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid", "rowid", "_rowid_", "value", "maxvalue", "minvalue", "default"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_iis(name, names[i]))
            return true;
    return false;
}

static bool find(mg_node *n, void *user_data)
{
    search *w = user_data;
    if (w->missing.n || n->kind == E_SUBQUERY || n->kind == E_EXISTS || n->kind == Q_SELECT || n->kind == E_RAW || n->kind == E_MATCH || n->kind == N_PARTITION ||
        n->kind == A_SUBPARTITION || n->kind == N_PARAM || (n->kind == E_CALL && has_words(mg_text(n))))
        return false;
    if (n->kind != E_COLUMN || mg_child(n, N_NAME) || is_system(mg_text(n)) || mg_str_ieq(mg_text(n), w->table->name))
        return true;
    bool text = mg_rule_dialect(w->rc)->id == MG_SQLITE && n->flags & NF_QUOTED; /* what SQLite reads as a string */
    if (!text && !mg_object_child(w->table, MG_O_COLUMN, mg_text(n)))
        w->missing = mg_text(n);
    return true;
}

static bool has_all_columns(const mg_object *o)
{
    bool heir = mg_attr(o, A_INHERITS) || mg_attr(o, A_PARTITION_OF) || mg_attr(o, A_OF_TYPE) || mg_attr(o, A_SYSTEM_VERSIONING) || mg_attr(o, A_PERIOD);
    return o->kind == MG_O_TABLE && !(o->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL)) && !(o->state & MG_OS_ASSUMED) && o->first && !heir;
}

/* A column that nobody made is taken for granted: so may others be. */
static bool is_assumed(const mg_object *table)
{
    MG_EACH_CHILD (o, table)
        if (o->kind == MG_O_COLUMN && (o->state & MG_OS_ASSUMED || mg_str_is(mg_text(mg_attr_first(o, A_TYPE)), "unknown")))
            return true;
    return false;
}

static void look_in(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o, mg_node *expr, const char *what)
{
    const mg_object *table = o->kind == MG_O_TABLE ? o : o->parent;
    search w = {.rc = rc, .table = table};
    if (!expr || !table || !has_all_columns(table))
        return;
    mg_walk(expr, find, &w);
    if (!w.missing.n || is_assumed(table) || (rc->lint && (mg_schema_has_unread(rc->lint->state) || mg_rule_may_be_made(rc, w.missing))))
        return;
    static const char *const codes[MG_DIALECT_COUNT] = {[MG_POSTGRES] = " (42703)", [MG_MYSQL] = " (3820, 1054)", [MG_MARIADB] = " (1054)"};
    const char *code = codes[mg_rule_dialect(rc)->id];
    mg_str name = o->name.n ? mg_rule_own_name(rc, o) : MG_STR("of it"), of = mg_rule_name(rc, table), column = mg_arena_str(rc->arena, w.missing), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%s %S names %S, which is no column of %S: %S refuses it%s.", what, &name, &column, &of, &engine, code ? code : "");
    mg_rule_suggest(rc, f, "Mend the name, or make the column first.");
    mg_rule_at_object(f, o);
    mg_rule_block(f);
}

/* Of a key that is a column the reader itself says that it is not there. */
static void look_at_keys(const mg_rule_ctx *rc, const mg_change *c, const mg_object *index)
{
    MG_EACH (key, mg_attr(index, A_KEYS))
        if (key->first && key->first->kind != E_COLUMN)
            look_in(rc, c, index, key->first, "The index");
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    if (o->kind == MG_O_CHECK) {
        look_in(rc, c, o, mg_attr(o, A_EXPR), "CHECK");
    } else if (o->kind == MG_O_COLUMN) {
        look_in(rc, c, o, mg_attr(o, A_GENERATED), "The generated column");
    } else if (o->kind == MG_O_INDEX) {
        look_in(rc, c, o, mg_attr(o, A_PREDICATE), "The condition of the index");
        look_at_keys(rc, c, o);
    } else if (o->kind == MG_O_TABLE) {
        look_in(rc, c, o, mg_attr(o, A_PARTITION_BY), "The key of the partitions of");
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (rc->plan)
        return;
    if (c->type == MG_C_ALTER_GENERATED || c->type == MG_C_ALTER_PARTITIONING)
        look(rc, c, c->after ? c->after : c->before);
    else
        mg_rule_each_new(rc, c, MG_O_NONE, look);
}

/* ---- statements on rows of one table --------------------------------------------------------------- */

static bool is_of_one_table(const mg_lint_stmt *st, const mg_node *ast)
{
    return ast == st->ast && !ast->sub && st->object && st->object->owner && !mg_child(ast, A_FROM) && !mg_child(ast, A_USING) && !mg_child(ast, N_LIST);
}

/* What columns are set to, and which rows. */
static bool look_at_values(search *w, const mg_node *ast)
{
    MG_EACH (n, mg_child(ast, A_ASSIGNMENTS))
        if (n->kind == E_OP && n->first)
            mg_walk(n->first->next, find, w);
    mg_walk(mg_child(ast, A_WHERE), find, w);
    return w->missing.n != 0;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast)
{
    search w = {.rc = rc, .table = st->object};
    if (!is_of_one_table(st, ast) || !has_all_columns(st->object) || !look_at_values(&w, ast))
        return;
    if (is_assumed(st->object) || mg_schema_has_unread(rc->lint->state) || mg_rule_may_be_made(rc, w.missing) || mg_rule_may_be_made(rc, st->object->name))
        return;
    static const char *const codes[MG_DIALECT_COUNT] = {[MG_POSTGRES] = " (42703)", [MG_MYSQL] = " (1054)", [MG_MARIADB] = " (1054)"};
    const char *code = codes[mg_rule_dialect(rc)->id];
    mg_str of = mg_rule_name(rc, st->object), column = mg_arena_str(rc->arena, w.missing), engine = mg_rule_engine(rc);
    const char *what = ast->kind == S_UPDATE ? "UPDATE" : "DELETE";
    mg_finding *f = mg_emit_at(rc, st, "%s names %S, which is no column of %S: %S refuses it%s.", what, &column, &of, &engine, code ? code : "");
    mg_rule_suggest(rc, f, "Mend the name, or make the column first.");
    mg_rule_block(f);
}

const mg_rule mg_rule_dep_column_missing = {
    .id = "dep/column-missing",
    .title = "an expression over a table names a column that is not there",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "A CHECK, a generated column, an index with an expression or a condition and the key of partitions name columns of their own table: one that is not there is "
        "refused when the thing is made (42703 in PostgreSQL; 3820, 1054 in MySQL; 1054 in MariaDB). So is an UPDATE or DELETE of one table whose values or conditions name such a column (42703, 1054).",
    .fix =
        "Mend the name, or make the column first.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8, SQLite 3.40, 3.53",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ADD_CHECK) | MG_ON(MG_C_ALTER_GENERATED) | MG_ON(MG_C_ALTER_PARTITIONING),
    .change = on_change,
    .node = on_node,
    .nodes = {S_UPDATE, S_DELETE},
};
