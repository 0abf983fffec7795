/* What the tree of one statement says of it: whom it locks, whether it is long, what it may not stand in. */
#include <string.h>

#include "facts/facts.h"
#include "rules/lint.h"
#include "rules/util.h"

typedef struct look {
    mg_arena *arena;
    mg_schema *s;
    mg_lint_stmt *st;
    const mg_node *ast;
    bool pg, my;
} look;

/* ---- what was there ------------------------------------------------------------------------- */

static const mg_object *find(look *l, const mg_node *qname)
{
    return qname ? mg_schema_resolve(l->s, MG_O_NONE, qname) : NULL;
}

static void set_table(look *l, const mg_node *qname)
{
    const mg_object *o = find(l, qname);
    mg_lint_stmt *st = l->st;
    o = o && o->parent ? o->parent : o;
    if (st->table.n && !(o && mg_journal_is_old(l->s, o)))
        return;
    st->table = mg_arena_str(l->arena, mg_text(qname));
    st->object = o;
    if (!o || mg_journal_is_old(l->s, o))
        st->bits |= MG_LINT_OLD;
}

/* ---- PostgreSQL's locks ----------------------------------------------------------------------- */

static uint8_t waits_for(const mg_pg_fact *f)
{
    if (f->blocks_reads)
        return MG_WAIT_ALL;
    return f->blocks_writes ? MG_WAIT_WRITERS : f->lock ? MG_WAIT_DDL : MG_WAIT_NONE;
}

static void take_pg(look *l, const char *op)
{
    const mg_pg_fact *f = op && l->pg ? mg_fact_postgres(op, l->s->engine_version) : NULL;
    mg_lint_stmt *st = l->st;
    if (!f)
        return;
    uint8_t waits = waits_for(f);
    if (waits > st->waits) {
        st->waits = waits;
        st->lock = f->lock;
    }
    bool work = f->scans || f->rewrites || f->builds_index;
    if (work)
        st->bits |= waits >= MG_WAIT_WRITERS ? MG_LINT_HEAVY : MG_LINT_SLOW;
    if (f->rewrites)
        st->bits |= MG_LINT_REBUILD;
    if (f->supported && !f->transactional)
        st->bits |= MG_LINT_NO_TX;
}

static const char *pg_constraint(const mg_node *con)
{
    bool loose = mg_child(con, A_NOT_VALID) || mg_child(con, A_NOT_ENFORCED), index = mg_child(con, A_USING_INDEX);
    switch (con ? con->sub : 0) {
    case MG_CON_PRIMARY_KEY: return index ? "add_primary_key_using_index" : "add_primary_key";
    case MG_CON_UNIQUE: return index ? "add_unique_using_index" : "add_unique";
    case MG_CON_CHECK: return loose ? "add_check_not_valid" : "add_check";
    case MG_CON_FOREIGN_KEY: return loose ? "add_foreign_key_not_valid" : "add_foreign_key";
    case MG_CON_EXCLUDE: return "add_exclusion";
    case MG_CON_NOT_NULL: return loose ? "add_not_null_not_valid" : "set_not_null";
    default: return NULL;
    }
}

static bool is_serial(const mg_node *type)
{
    mg_str t = mg_text(type);
    return mg_str_is(t, "serial") || mg_str_is(t, "bigserial") || mg_str_is(t, "smallserial");
}

static const char *pg_add_column(const mg_node *column)
{
    const mg_node *generated = mg_child(column, A_GENERATED), *value = mg_child(column, A_DEFAULT);
    if (generated)
        return generated->sub == MG_GEN_STORED ? "add_column_generated_stored" : "add_column_generated_virtual";
    if (mg_child(column, A_IDENTITY))
        return "add_column_identity";
    if (is_serial(mg_child(column, N_TYPE)))
        return "add_column_serial";
    MG_EACH (c, column) {
        if (c->kind != N_CONSTRAINT)
            continue;
        if (c->sub == MG_CON_PRIMARY_KEY)
            return "add_column_primary_key";
        if (c->sub == MG_CON_UNIQUE)
            return "add_column_unique";
        if (c->sub == MG_CON_CHECK)
            return "add_column_check";
        if (c->sub == MG_CON_FOREIGN_KEY)
            return value ? "add_column_references_default" : "add_column_references";
    }
    if (value)
        return mg_fact_default_is_volatile(value->first) ? "add_column_volatile_default" : "add_column_default";
    return "add_column";
}

static const char *pg_action(const mg_node *action)
{
    static const char *const plain[MG_ACT_OTHER + 1] = {
        [MG_ACT_DROP_COLUMN] = "drop_column", [MG_ACT_SET_DEFAULT] = "set_default", [MG_ACT_DROP_DEFAULT] = "drop_default",
        [MG_ACT_SET_NOT_NULL] = "set_not_null", [MG_ACT_DROP_NOT_NULL] = "drop_not_null",
        [MG_ACT_RENAME_COLUMN] = "rename_column", [MG_ACT_RENAME_TABLE] = "rename_table",
        [MG_ACT_RENAME_CONSTRAINT] = "rename_constraint", [MG_ACT_DROP_CONSTRAINT] = "drop_constraint",
        [MG_ACT_VALIDATE_CONSTRAINT] = "validate_check", [MG_ACT_ALTER_CONSTRAINT] = "alter_constraint",
        [MG_ACT_ADD_GENERATED] = "add_identity", [MG_ACT_SET_GENERATED] = "set_identity",
        [MG_ACT_DROP_IDENTITY] = "drop_identity", [MG_ACT_DROP_EXPRESSION] = "drop_expression",
        [MG_ACT_SET_EXPRESSION] = "set_expression_stored", [MG_ACT_SET_STATISTICS] = "set_statistics",
        [MG_ACT_SET_STORAGE] = "set_storage", [MG_ACT_SET_COMPRESSION] = "set_compression",
        [MG_ACT_SET_SCHEMA] = "set_schema", [MG_ACT_SET_OWNER] = "set_owner", [MG_ACT_SET_TABLESPACE] = "set_tablespace",
        [MG_ACT_SET_ACCESS_METHOD] = "set_access_method", [MG_ACT_SET_LOGGED] = "set_logged",
        [MG_ACT_SET_UNLOGGED] = "set_unlogged", [MG_ACT_INHERIT] = "inherit", [MG_ACT_NO_INHERIT] = "no_inherit",
        [MG_ACT_ATTACH_PARTITION] = "attach_partition", [MG_ACT_ENABLE_ROW_SECURITY] = "enable_row_security",
        [MG_ACT_DISABLE_ROW_SECURITY] = "disable_row_security", [MG_ACT_FORCE_ROW_SECURITY] = "force_row_security",
        [MG_ACT_NO_FORCE_ROW_SECURITY] = "no_force_row_security", [MG_ACT_ENABLE_TRIGGER] = "enable_trigger",
        [MG_ACT_REPLICA_IDENTITY] = "replica_identity", [MG_ACT_CLUSTER_ON] = "cluster_on",
        [MG_ACT_ADD_VALUE] = "add_enum_value", [MG_ACT_RENAME_VALUE] = "rename_enum_value",
    };
    switch (action->sub) {
    case MG_ACT_ADD_COLUMN: return pg_add_column(mg_child(action, N_COLUMN));
    case MG_ACT_ADD_CONSTRAINT: return pg_constraint(mg_child(action, N_CONSTRAINT));
    case MG_ACT_ALTER_TYPE: return "alter_type_free";
    case MG_ACT_DETACH_PARTITION:
        return action->flags & NF_CONCURRENTLY ? "detach_partition_concurrently" : "detach_partition";
    default: return action->sub <= MG_ACT_OTHER ? plain[action->sub] : NULL;
    }
}

/* ---- names that later statements may meet again ------------------------------------------------- */

static void take_names(look *l, uint8_t what, mg_str a, mg_str b)
{
    mg_lint_stmt *st = l->st;
    if (st->names_what)
        return;
    st->names_what = what;
    st->names[0] = mg_arena_str(l->arena, a);
    st->names[1] = mg_arena_str(l->arena, b);
}

static void add_parent(look *l, const mg_node *references)
{
    const mg_node *qname = mg_child(references, N_QNAME);
    const mg_object *o = find(l, qname);
    mg_lint_stmt *st = l->st;
    if (!qname || !o || !mg_journal_is_old(l->s, o) || (st->table.n && mg_str_eq(st->table, o->name)))
        return;
    mg_str *all = MG_NEW_N(l->arena, mg_str, st->n_parents + 1);
    if (!all)
        return;
    if (st->n_parents)
        memcpy(all, st->parents, st->n_parents * sizeof *all);
    all[st->n_parents++] = mg_arena_str(l->arena, o->name);
    st->parents = all;
}

static void add_parents(look *l, const mg_node *n)
{
    MG_EACH (c, n) {
        if (c->kind == A_REFERENCES)
            add_parent(l, c);
        else if (c->kind == N_COLUMN || c->kind == N_CONSTRAINT)
            add_parents(l, c);
    }
}

/* ---- ALTER TABLE ------------------------------------------------------------------------------------ */

/* MySQL and MariaDB: clauses that write the table again, or keep writers waiting, whatever the definition was. */
static bool my_is_heavy(const mg_node *action)
{
    switch (action->sub) {
    case MG_ACT_CONVERT_CHARSET:
    case MG_ACT_DROP_PRIMARY_KEY:
    case MG_ACT_FORCE:
    case MG_ACT_PARTITION_BY:
    case MG_ACT_REMOVE_PARTITIONING:
    case MG_ACT_REORGANIZE_PARTITION: return true;
    case MG_ACT_ADD_CONSTRAINT: {
        const mg_node *con = mg_child(action, N_CONSTRAINT);
        return con && (con->sub == MG_CON_PRIMARY_KEY || con->sub == MG_CON_FOREIGN_KEY);
    }
    default: return false;
    }
}

static bool may_be_heavy(const mg_node *action)
{
    return action->sub == MG_ACT_ALTER_TYPE || action->sub == MG_ACT_MODIFY_COLUMN || action->sub == MG_ACT_CHANGE_COLUMN;
}

/* A CHECK that was validated saves PostgreSQL the look at every row. */
static bool is_proved(const look *l, const mg_node *action)
{
    const mg_object *table = l->st->object;
    if (action->sub != MG_ACT_SET_NOT_NULL || !table)
        return false;
    MG_EACH_CHILD(o, table) {
        if (o->kind == MG_O_CHECK && !mg_attr(o, A_NOT_VALID) && mg_rule_says_not_null(o, mg_text(action)))
            return true;
    }
    return false;
}

static void alter_action(look *l, const mg_node *action)
{
    mg_lint_stmt *st = l->st;
    const mg_node *con = action->sub == MG_ACT_ADD_CONSTRAINT ? mg_child(action, N_CONSTRAINT) : NULL;
    take_pg(l, is_proved(l, action) ? "set_not_null_proved" : pg_action(action));
    if (l->my && my_is_heavy(action))
        st->bits |= MG_LINT_HEAVY | MG_LINT_REBUILD;
    if (action->sub == MG_ACT_ENABLE_TRIGGER)
        st->bits |= MG_LINT_TRIGGERS;
    if (action->sub == MG_ACT_SET_NOT_NULL)
        st->bits |= MG_LINT_SETS_NOT_NULL;
    if (action->sub == MG_ACT_ALTER_TYPE)
        st->bits |= MG_LINT_CHANGES_TYPE;
    if (action->sub == MG_ACT_DROP_DEFAULT)
        st->bits |= MG_LINT_DROPS_DEFAULT;
    if (action->sub == MG_ACT_ALGORITHM || action->sub == MG_ACT_LOCK)
        st->bits |= MG_LINT_ASKS;
    if (action->sub == MG_ACT_EXCHANGE_PARTITION)
        st->bits |= MG_LINT_EXCHANGES;
    if (con && mg_text(con).n)
        st->bits |= MG_LINT_ADDS_CONSTRAINT;
    st->n_parts++;
    if (may_be_heavy(action))
        st->bits |= MG_LINT_LIKELY_HEAVY;
    add_parents(l, action->first && action->first->kind != N_QNAME ? action : NULL);
    if (con && mg_child(con, A_NOT_VALID))
        take_names(l, MG_NAMES_NOT_VALID, mg_text(con), MG_STR_NONE);
    if (action->sub == MG_ACT_VALIDATE_CONSTRAINT)
        take_names(l, MG_NAMES_VALIDATE, mg_text(action), MG_STR_NONE);
    if (action->flags & NF_CONCURRENTLY)
        st->bits |= MG_LINT_CONCURRENT | MG_LINT_NO_TX | MG_LINT_SLOW;
    if (action->flags & (NF_IF_EXISTS | NF_IF_NOT_EXISTS))
        st->bits |= MG_LINT_NAMED;
}

static void look_alter_table(look *l)
{
    set_table(l, mg_child(l->ast, N_QNAME));
    MG_EACH (a, l->ast)
        if (a->kind == N_ACTION)
            alter_action(l, a);
}

/* ---- others ------------------------------------------------------------------------------------------- */

static void look_create_index(look *l)
{
    const mg_node *index = mg_child(l->ast, N_INDEX);
    bool gently = l->ast->flags & NF_CONCURRENTLY || (index && index->flags & NF_CONCURRENTLY);
    set_table(l, mg_child(mg_child(l->ast, A_ON_TABLE), N_QNAME));
    take_pg(l, gently ? "create_index_concurrently" : "create_index");
    if (gently)
        l->st->bits |= MG_LINT_CONCURRENT | MG_LINT_NO_TX | MG_LINT_SLOW;
    if (index && index->flags & NF_IF_NOT_EXISTS)
        l->st->bits |= MG_LINT_NAMED;
}

static const char *pg_drop(int kind)
{
    switch (kind) {
    case MG_O_TABLE: return "drop_table";
    case MG_O_INDEX: return "drop_index";
    case MG_O_VIEW: return "drop_view";
    case MG_O_MATVIEW: return "drop_materialized_view";
    case MG_O_TRIGGER: return "drop_trigger";
    case MG_O_POLICY: return "drop_policy";
    case MG_O_RULE: return "drop_rule";
    default: return NULL;
    }
}

/* SQLite's way to change a table is to make another and to drop this one. */
static void note_had(look *l)
{
    const mg_object *table = l->st->object;
    uint32_t n = 0;
    if (l->ast->sub != MG_O_TABLE || !table || !(l->st->bits & MG_LINT_OLD))
        return;
    MG_EACH_CHILD(o, table)
        n++;
    mg_lint_had *all = MG_NEW_N(l->arena, mg_lint_had, n + 1);
    MG_EACH_CHILD(o, table) {
        bool counts = o->kind == MG_O_COLUMN || o->kind == MG_O_INDEX || o->kind == MG_O_TRIGGER;
        if (all && counts && o->name.n && !(o->flags & MG_OF_IMPLIED))
            all[l->st->n_had++] = (mg_lint_had){o->kind, mg_arena_str(l->arena, o->name)};
    }
    l->st->had = all;
}

static void look_drop(look *l)
{
    const mg_node *on = mg_child(mg_child(l->ast, A_ON_TABLE), N_QNAME);
    if (on)
        set_table(l, on);
    MG_EACH (t, l->ast) {
        l->st->n_parts += t->kind == A_TARGET;
        if (t->kind == A_TARGET && t->first && t->first->kind == N_QNAME && !on)
            set_table(l, t->first);
    }
    note_had(l);
    if (l->ast->flags & NF_CONCURRENTLY)
        l->st->bits |= MG_LINT_CONCURRENT | MG_LINT_NO_TX | MG_LINT_SLOW;
    else
        take_pg(l, pg_drop(l->ast->sub));
    if (l->pg && (l->ast->sub == MG_O_DATABASE || l->ast->sub == MG_O_TABLESPACE))
        l->st->bits |= MG_LINT_NO_TX;
}

/* Where a tool notes what it has run: one row, which its own output changes. */
static bool is_bookkeeping(mg_str table)
{
    static const char *const names[] = {"alembic_version", "schema_migrations", "ar_internal_metadata", "django_migrations", "goose_db_version",
                                        "flyway_schema_history", "databasechangelog", "databasechangeloglock", "_prisma_migrations",
                                        "atlas_schema_revisions", "gorp_migrations", "knex_migrations", "schema_version"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_iis(table, names[i]))
            return true;
    return false;
}

static void look_dml(look *l)
{
    int kind = l->ast->kind;
    set_table(l, mg_child(l->ast, N_QNAME));
    l->st->bits |= MG_LINT_DML;
    bool many = kind == S_UPDATE || kind == S_DELETE || kind == S_MERGE;
    if (kind == S_INSERT)
        many = mg_lint_has(l->st, MG_W_SELECT) && mg_lint_has(l->st, MG_W_FROM);
    if (many && !is_bookkeeping(l->st->table))
        l->st->bits |= MG_LINT_BACKFILL | MG_LINT_SLOW;
}

static void look_truncate(look *l)
{
    set_table(l, mg_child(l->ast, N_QNAME));
    take_pg(l, "truncate");
}

static void look_on_table(look *l)
{
    static const struct {
        uint16_t kind;
        const char *op;
    } ops[] = {{S_CREATE_TRIGGER, "create_trigger"}, {S_CREATE_POLICY, "create_policy"}, {S_CREATE_RULE, "create_rule"},
               {S_ALTER_POLICY, "alter_policy"}, {S_ALTER_TRIGGER, "rename_trigger"}};
    set_table(l, mg_child(mg_child(l->ast, A_ON_TABLE), N_QNAME));
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        if (ops[i].kind == l->ast->kind)
            take_pg(l, ops[i].op);
}

static void look_create_table(look *l)
{
    add_parents(l, l->ast);
    l->st->table = mg_arena_str(l->arena, mg_text(mg_child(l->ast, N_QNAME)));
    l->st->object = find(l, mg_child(l->ast, N_QNAME));
    if (l->pg && l->st->n_parents) {
        l->st->waits = MG_WAIT_WRITERS;
        l->st->lock = "SHARE ROW EXCLUSIVE";
    }
}

static void look_type(look *l)
{
    const mg_node *action = mg_child(l->ast, N_ACTION);
    if (!action || action->sub != MG_ACT_ADD_VALUE)
        return;
    const mg_node *value = mg_child(action, N_ENUM_VALUE), *type = mg_child(l->ast, N_QNAME);
    const mg_object *o = mg_schema_resolve(l->s, MG_O_TYPE, type);
    if (!o || mg_journal_is_old(l->s, o))
        l->st->bits |= MG_LINT_OLD;
    take_names(l, MG_NAMES_ADD_VALUE, mg_text(type), value ? mg_text(value) : mg_text(action));
    if (action->flags & NF_IF_NOT_EXISTS)
        l->st->bits |= MG_LINT_NAMED;
    take_pg(l, "add_enum_value");
}

static void look_rename(look *l)
{
    MG_EACH (a, l->ast) {
        const mg_node *target = mg_child(a->kind == N_ACTION ? a : l->ast, A_TARGET);
        if (target && target->first && l->ast->sub == MG_O_TABLE)
            set_table(l, target->first);
    }
    take_pg(l, l->ast->sub == MG_O_TABLE ? "rename_table" : l->ast->sub == MG_O_COLUMN ? "rename_column" : NULL);
}

static void look_maintenance(look *l)
{
    const mg_stmt_info *st = l->st->info;
    if (!l->pg)
        return;
    bool vacuum = mg_rule_statement_begins(st, "VACUUM"), reindex = mg_rule_statement_begins(st, "REINDEX"), cluster = mg_rule_statement_begins(st, "CLUSTER");
    bool gently = mg_rule_statement_holds(st, "CONCURRENTLY");
    if (vacuum || gently)
        l->st->bits |= MG_LINT_NO_TX | MG_LINT_SLOW;
    if (reindex && (mg_rule_statement_holds(st, "DATABASE") || mg_rule_statement_holds(st, "SYSTEM")))
        l->st->bits |= MG_LINT_NO_TX;
    if (cluster || (vacuum && mg_rule_statement_holds(st, "FULL")))
        l->st->bits |= MG_LINT_HEAVY | MG_LINT_REBUILD;
    if (gently)
        l->st->bits |= MG_LINT_CONCURRENT;
}

static void look_other(look *l)
{
    const mg_stmt_info *st = l->st->info;
    if (l->pg && (mg_rule_statement_begins(st, "ALTER SYSTEM") || mg_rule_statement_begins(st, "CREATE DATABASE") ||
                  mg_rule_statement_begins(st, "DROP DATABASE") || mg_rule_statement_begins(st, "CREATE TABLESPACE") ||
                  mg_rule_statement_begins(st, "DROP TABLESPACE") || mg_rule_statement_begins(st, "CREATE SUBSCRIPTION") ||
                  mg_rule_statement_begins(st, "DROP SUBSCRIPTION")))
        l->st->bits |= MG_LINT_NO_TX;
}

static void look_set(look *l)
{
    const mg_stmt_info *info = l->st->info;
    mg_lint_setting *set = &l->st->setting;
    const mg_node *value = l->ast->first;
    set->name = mg_arena_lower(l->arena, mg_text(l->ast));
    while (value && !value->n && value->first)
        value = value->first;
    set->value = mg_arena_lower(l->arena, mg_text(value));
    set->local = mg_rule_statement_begins(info, "SET LOCAL");
    set->reset = mg_rule_statement_begins(info, "RESET") || mg_str_is(set->value, "default");
}

/* SELECT set_config('lock_timeout', '2s', false) */
static void look_select(look *l)
{
    if (!l->pg)
        return;
    const mg_node *target = mg_child(mg_child(l->ast->first, A_TARGETS), Q_TARGET);
    const mg_node *call = mg_child(target, E_CALL), *name = call && mg_str_iis(mg_text(call), "set_config") ? call->first : NULL;
    while (name && name->kind == N_NAME)
        name = name->next;
    if (!name || name->kind != E_CONST || !name->next || name->next->kind != E_CONST)
        return;
    mg_lint_setting *set = &l->st->setting;
    const mg_node *local = name->next->next;
    set->name = mg_arena_lower(l->arena, mg_text(name));
    set->value = mg_arena_lower(l->arena, mg_text(name->next));
    set->local = local && local->kind == E_CONST && local->sub == MG_CONST_TRUE;
}

static void look_refresh(look *l)
{
    bool gently = l->ast->flags & NF_CONCURRENTLY;
    set_table(l, mg_child(l->ast, N_QNAME));
    take_pg(l, gently ? "refresh_materialized_view_concurrently" : "refresh_materialized_view");
    l->st->bits |= MG_LINT_SLOW;
}

typedef void (*look_fn)(look *l);
static const look_fn by_kind[N_COUNT] = {
    [S_CREATE_TABLE] = look_create_table, [S_ALTER_TABLE] = look_alter_table, [S_CREATE_INDEX] = look_create_index,
    [S_DROP] = look_drop, [S_INSERT] = look_dml, [S_UPDATE] = look_dml, [S_DELETE] = look_dml, [S_MERGE] = look_dml,
    [S_COPY] = look_dml, [S_TRUNCATE] = look_truncate, [S_CREATE_TRIGGER] = look_on_table, [S_CREATE_POLICY] = look_on_table,
    [S_ALTER_POLICY] = look_on_table, [S_ALTER_TRIGGER] = look_on_table, [S_CREATE_RULE] = look_on_table,
    [S_ALTER_TYPE] = look_type, [S_RENAME] = look_rename, [S_MAINTENANCE] = look_maintenance, [S_OTHER] = look_other,
    [S_UNKNOWN] = look_other, [S_CREATE_OBJECT] = look_other, [S_CREATE_SCHEMA] = look_other, [S_SET] = look_set, [S_SELECT] = look_select,
    [S_REFRESH] = look_refresh, [S_ALTER_OBJECT] = look_other,
};

static bool is_ddl(int kind)
{
    bool query = kind >= S_INSERT && kind <= S_DO && kind != S_TRUNCATE;
    return kind >= S_CREATE_TABLE && kind < S_SET && !query;
}

void mg_lint_facts(mg_arena *a, mg_schema *s, const mg_statement *parsed, mg_lint_stmt *st)
{
    const mg_node *ast = parsed->ast;
    look l = {a, s, st, ast, s->dialect->id == MG_POSTGRES, s->dialect->id == MG_MYSQL || s->dialect->id == MG_MARIADB};
    st->ast = ast;
    st->words = mg_lint_read_words(a, parsed, st->info->kind);
    st->flags = ast->flags;
    st->sub = ast->sub;
    if (is_ddl(ast->kind))
        st->bits |= MG_LINT_DDL;
    if (ast->flags & (NF_IF_EXISTS | NF_IF_NOT_EXISTS | NF_OR_REPLACE))
        st->bits |= MG_LINT_NAMED;
    if (ast->kind < N_COUNT && by_kind[ast->kind])
        by_kind[ast->kind](&l);
    if (l.my && (st->bits & MG_LINT_DDL) && st->table.n && ast->kind != S_CREATE_TABLE)
        st->waits = MG_WAIT_ALL; /* the metadata lock, at least when it begins and when it ends */
    if (!(st->bits & MG_LINT_OLD)) { /* nobody waits for what nobody knows yet */
        if (ast->kind != S_CREATE_TABLE)
            st->waits = MG_WAIT_NONE, st->lock = NULL;
        if (ast->kind != S_MAINTENANCE)
            st->bits &= ~(uint32_t)(MG_LINT_HEAVY | MG_LINT_SLOW | MG_LINT_REBUILD | MG_LINT_LIKELY_HEAVY);
    }
}
