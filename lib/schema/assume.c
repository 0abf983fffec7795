/* A migration read on its own: what it alters must have been there before.
 *
 * Before a statement is applied, everything that it refers to and that nobody
 * made is put into the schema and, the same, into `assumed`: the least BEFORE
 * from which the text can run. Types are not known there: they are called
 * "unknown", which the facts about type changes understand. */
#include "schema/assume.h"

#include <string.h>

#include "schema/internal.h"

/* ---- making the same thing twice ----------------------------------------------------- */

static void put_type(mg_schema *s, mg_object *column)
{
    mg_node *attr = mg_node_make(s, A_TYPE, MG_STR_NONE);
    mg_node_add(attr, mg_node_make(s, N_TYPE, MG_STR("unknown")));
    if (attr)
        mg_attr_put(s, column, attr);
}

static mg_object *add_child(mg_schema *s, mg_object *table, int kind, mg_str name, const mg_node *like)
{
    mg_object *o = table ? mg_schema_add(s, kind, table->schema, mg_text_keep(s, name), table) : NULL;
    if (o && kind == MG_O_COLUMN)
        put_type(s, o);
    MG_EACH (attr, like)
        if (o && (attr->kind == A_NOT_NULL || attr->kind == A_DEFAULT))
            mg_attr_put(s, o, attr);
    return o;
}

static bool bears(mg_str text, mg_str name)
{
    char first = name.n ? mg_lower(name.p[0]) : 0;
    for (uint32_t i = 0; i + name.n <= text.n; i++)
        if (mg_lower(text.p[i]) == first && mg_str_ieq((mg_str){text.p + i, name.n}, name))
            return true;
    return false;
}

/* Statements that may do what nobody reads in them. */
enum { UNREAD_MAX = 64 };

static bool may_be_done_unread(const mg_schema *s, mg_str name)
{
    uint32_t searched = 0;
    for (uint32_t i = 0; i < s->statements.n; i++) {
        const mg_stmt_info *st = s->statements.at[i];
        if (st->kind != S_SELECT && st->kind != S_DO && st->kind != S_CALL && st->kind != S_OTHER)
            continue;
        if (++searched > UNREAD_MAX || bears((mg_str){st->source->text.p + st->off, st->len}, name))
            return true;
    }
    return false;
}

/* IF NOT EXISTS: the one that was there may have more. LIKE and SELECT: so may the one that it has its columns from. */
static bool is_made_here(const mg_schema *s, const mg_object *table)
{
    const mg_stmt_info *st = table->source && table->statement < s->statements.n ? s->statements.at[table->statement] : NULL;
    if (!st || st->kind != S_CREATE_TABLE)
        return false;
    mg_str text = {st->source->text.p + st->off, st->len};
    static const char *const others[] = {"exists", "like", "select"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (mg_word_set_may_hold(st->words, mg_str_of(others[i])) && bears(text, mg_str_of(others[i])))
            return false;
    return true;
}

static bool has_columns_of_others(const mg_object *table)
{
    if (mg_attr(table, A_INHERITS) || mg_attr(table, A_PARTITION_OF) || mg_attr(table, A_OF_TYPE) || mg_attr(table, A_SYSTEM_VERSIONING) || mg_attr(table, A_PERIOD))
        return true;
    MG_EACH_CHILD (o, table)
        if (o->kind == MG_O_COLUMN && mg_str_is(mg_text(mg_attr_first(o, A_TYPE)), "unknown"))
            return true;
    return false;
}

bool mg_schema_made_in_full(const mg_schema *s, const mg_object *table)
{
    bool whole = table->kind == MG_O_TABLE && table->first && !(table->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL)) && !(table->state & MG_OS_ASSUMED);
    return whole && !s->not_understood.n && is_made_here(s, table) && !has_columns_of_others(table);
}

static bool is_known_to_lack(const mg_guess *g, mg_str name)
{
    return mg_schema_made_in_full(g->s, g->table) && !may_be_done_unread(g->s, name);
}

/* `like`: a column definition whose NOT NULL and DEFAULT the old one is assumed to have had. What a table lacks that
 * the text itself made in full, nobody made: applying the statement says so. */
void mg_assume_child(mg_guess *g, int kind, mg_str name, const mg_node *like)
{
    if (!g->table || !name.n || mg_object_child(g->table, kind, name))
        return;
    mg_object *there = mg_schema_find_relation(g->base, g->table->schema, g->table->name);
    if (!there && is_known_to_lack(g, name))
        return;
    mg_object *o = add_child(g->s, g->table, kind, name, like);
    if (o)
        o->state |= MG_OS_ASSUMED;
    if (there && !mg_object_child(there, kind, name))
        add_child(g->base, there, kind, name, like);
}

/* What the engine adds to any table (a character set, say) is no change that the migration makes. */
static mg_object *add_object(mg_schema *s, int kind, mg_str schema, mg_str name)
{
    mg_object *o = mg_schema_add(s, kind, mg_text_keep(s, schema), mg_text_keep(s, name), NULL);
    if (o && kind == MG_O_TABLE && s->dialect->after_create_table)
        s->dialect->after_create_table(s, o);
    if (o && kind == MG_O_DOMAIN)
        put_type(s, o);
    return o;
}

/* A statement of the same text that was not understood begins like one that makes it. */
static bool is_made_unread(const mg_schema *s, mg_str name)
{
    for (uint32_t i = s->not_understood.n; i-- > 0;) {
        const mg_stmt_info *st = s->not_understood.at[i];
        if (st->source != s->reading)
            return false;
        uint32_t head = 40 + 2 * name.n;
        mg_str text = {st->source->text.p + st->off, st->len < head ? st->len : head};
        bool creates = text.n > 6 && mg_str_ieq((mg_str){text.p, 6}, MG_STR("create"));
        if (creates && bears(text, name))
            return true;
    }
    return false;
}

mg_object *mg_assume_object(mg_guess *g, int kind, const mg_node *qname)
{
    mg_object *o = mg_resolve(g->s, kind == MG_O_TABLE ? MG_O_NONE : kind, qname);
    if (o)
        return o;
    mg_str schema = mg_kind_is_global(kind) ? MG_STR_NONE : mg_schema_for_new(g->s, qname), name = mg_text(qname);
    if (mg_schema_find(g->base, kind, schema, name)) /* it was there, and the text has dropped it */
        return NULL;
    o = add_object(g->s, kind, schema, name);
    if (!o || is_made_unread(g->s, name))
        return o;
    o->state |= MG_OS_ASSUMED;
    g->s->has_assumed = true;
    add_object(g->base, kind, schema, mg_text(qname));
    return o;
}

static void need_table(mg_guess *g, const mg_node *qname)
{
    g->table = qname ? mg_assume_object(g, MG_O_TABLE, qname) : NULL;
}

/* ---- columns that expressions and keys name --------------------------------------------- */

/* ADD COLUMN, CHANGE and RENAME COLUMN: a key or check of the same statement is over the new one. */
static bool brings_column(const mg_node *statement, mg_str name)
{
    MG_EACH (action, statement) {
        bool renames = action->kind == N_ACTION && action->sub == MG_ACT_RENAME_COLUMN;
        bool defines = action->kind == N_ACTION && (action->sub == MG_ACT_ADD_COLUMN || action->sub == MG_ACT_CHANGE_COLUMN);
        if (renames && mg_str_ieq(mg_text(mg_child(action, A_NEW_NAME)), name))
            return true;
        MG_EACH (def, defines ? action : NULL)
            if (def->kind == N_COLUMN && mg_str_ieq(mg_text(def), name))
                return true;
    }
    return false;
}

static bool need_column_of(mg_node *n, void *user_data)
{
    mg_guess *g = user_data;
    if (n->kind == E_COLUMN && !n->first && !brings_column(g->altering, mg_text(n)))
        mg_assume_child(g, MG_O_COLUMN, mg_text(n), NULL);
    return n->kind < Q_SELECT || n->kind > Q_VALUES;
}

static void need_columns(mg_guess *g, const mg_node *def)
{
    if (def && g->table)
        mg_walk((mg_node *)(uintptr_t)def, need_column_of, g);
}

static void need_names(mg_guess *g, const mg_node *list)
{
    MG_EACH (n, list)
        if (n->kind == N_NAME)
            mg_assume_child(g, MG_O_COLUMN, mg_text(n), NULL);
}

/* A new table may refer to itself. */
static bool is_itself(const mg_guess *g, const mg_node *qname)
{
    const mg_node *own = g->creating;
    mg_str schema = qname ? mg_qname_schema(qname) : MG_STR_NONE, own_schema = own ? mg_qname_schema(own) : MG_STR_NONE;
    return own && qname && mg_str_eq(mg_text(own), mg_text(qname)) && (!schema.n || !own_schema.n || mg_str_eq(schema, own_schema));
}

/* What a foreign key referred to before it was made was not there before. */
static void forget_assumed(mg_guess *g, const mg_node *qname)
{
    mg_object *o = g->s->has_assumed ? mg_resolve(g->s, MG_O_NONE, qname) : NULL;
    if (!o || !(o->state & MG_OS_ASSUMED))
        return;
    mg_object *base = mg_schema_find_relation(g->base, o->schema, o->name);
    const mg_source *reading = g->s->reading;
    g->s->reading = NULL; /* no drop of the text's */
    mg_schema_remove(g->s, o);
    g->s->reading = reading;
    if (base)
        mg_schema_remove(g->base, base);
}

/* The parent of a foreign key, wherever one stands in the definition. */
static void need_parents(mg_guess *g, const mg_node *def)
{
    const mg_node *references = mg_child(def, A_REFERENCES);
    if (references && !is_itself(g, mg_child(references, N_QNAME))) {
        mg_guess parent = *g;
        need_table(&parent, mg_child(references, N_QNAME));
        need_names(&parent, references);
    }
    MG_EACH (n, def)
        if (n->kind == N_COLUMN || n->kind == N_CONSTRAINT)
            need_parents(g, n);
}

/* ---- actions ------------------------------------------------------------------------------ */

static bool ends_in(mg_str name, const char *tail)
{
    uint32_t n = (uint32_t)strlen(tail);
    return name.n >= n && mg_str_ieq((mg_str){name.p + name.n - n, n}, mg_str_of(tail));
}

/* By the names that PostgreSQL gives: the statement does not say. */
static int kind_of_constraint(mg_str name)
{
    if (ends_in(name, "_pkey"))
        return MG_O_PRIMARY_KEY;
    if (ends_in(name, "_fkey") || ends_in(name, "_fk"))
        return MG_O_FOREIGN_KEY;
    if (ends_in(name, "_key") || ends_in(name, "_unique") || ends_in(name, "_uniq"))
        return MG_O_UNIQUE;
    return ends_in(name, "_excl") ? MG_O_EXCLUSION : MG_O_CHECK;
}

static bool has_constraint(const mg_object *table, mg_str name)
{
    MG_EACH_CHILD (o, table) {
        bool con = o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE || o->kind == MG_O_CHECK || o->kind == MG_O_FOREIGN_KEY ||
                   o->kind == MG_O_EXCLUSION;
        if (con && mg_str_eq(o->name, name))
            return true;
    }
    return false;
}

static const mg_node *with_attr(mg_guess *g, mg_kind kind)
{
    return mg_node_add(mg_node_make(g->s, N_LIST, MG_STR_NONE), mg_assume_attr(g->s, kind));
}

static void before_action(mg_guess *g, const mg_node *action)
{
    mg_str name = mg_text(action);
    mg_assume_state(g, action);
    switch (action->sub) {
    case MG_ACT_ADD_COLUMN:
    case MG_ACT_ADD_CONSTRAINT:
    case MG_ACT_ADD_INDEX:
        if (action->sub != MG_ACT_ADD_COLUMN)
            need_columns(g, action->first);
        need_parents(g, action->first);
        break;
    case MG_ACT_MODIFY_COLUMN:
        mg_assume_child(g, MG_O_COLUMN, mg_text(mg_child(action, N_COLUMN)), mg_child(action, N_COLUMN));
        break;
    case MG_ACT_CHANGE_COLUMN:
        mg_assume_child(g, MG_O_COLUMN, name, mg_child(action, N_COLUMN));
        break;
    case MG_ACT_DROP_DEFAULT:
        mg_assume_child(g, MG_O_COLUMN, name, with_attr(g, A_DEFAULT));
        break;
    case MG_ACT_DROP_NOT_NULL:
        mg_assume_child(g, MG_O_COLUMN, name, with_attr(g, A_NOT_NULL));
        break;
    case MG_ACT_DROP_COLUMN:
    case MG_ACT_ALTER_TYPE:
    case MG_ACT_SET_DEFAULT:
    case MG_ACT_SET_NOT_NULL:
    case MG_ACT_RENAME_COLUMN:
    case MG_ACT_ADD_GENERATED:
    case MG_ACT_SET_STATISTICS:
    case MG_ACT_SET_STORAGE:
    case MG_ACT_SET_COMPRESSION:
    case MG_ACT_SET_VISIBLE:
    case MG_ACT_SET_INVISIBLE:
        mg_assume_child(g, MG_O_COLUMN, name, NULL);
        break;
    case MG_ACT_DROP_CONSTRAINT:
    case MG_ACT_RENAME_CONSTRAINT:
    case MG_ACT_VALIDATE_CONSTRAINT:
    case MG_ACT_ALTER_CONSTRAINT:
        if (!has_constraint(g->table, name))
            mg_assume_child(g, kind_of_constraint(name), name, NULL);
        break;
    case MG_ACT_DROP_FOREIGN_KEY:
        mg_assume_child(g, MG_O_FOREIGN_KEY, name, NULL);
        break;
    case MG_ACT_DROP_CHECK:
        mg_assume_child(g, MG_O_CHECK, name, NULL);
        break;
    case MG_ACT_DROP_INDEX:
    case MG_ACT_RENAME_INDEX:
    case MG_ACT_ALTER_INDEX:
        if (!mg_object_child(g->table, MG_O_UNIQUE, name))
            mg_assume_child(g, MG_O_INDEX, name, NULL);
        break;
    default:
        break;
    }
}

/* ---- statements ------------------------------------------------------------------------------- */

/* PostgreSQL and SQLite name an index without its table. */
static void need_index(mg_guess *g, const mg_node *qname)
{
    if (mg_resolve(g->s, MG_O_INDEX, qname) || mg_resolve(g->s, MG_O_NONE, qname))
        return;
    mg_node *table = mg_node_make(g->s, N_QNAME, MG_STR(MG_UNKNOWN_TABLE));
    MG_EACH (n, qname)
        mg_node_add(table, mg_node_keep(g->s, n));
    need_table(g, table);
    mg_assume_child(g, MG_O_INDEX, mg_text(qname), NULL);
}

static void before_drop(mg_guess *g, const mg_node *ast)
{
    int kind = ast->sub == MG_O_SCHEMA && !g->s->dialect->has_schemas ? MG_O_DATABASE : ast->sub;
    const mg_node *on = mg_child(mg_child(ast, A_ON_TABLE), N_QNAME);
    MG_EACH (target, ast) {
        const mg_node *name = target->kind == A_TARGET ? target->first : NULL;
        if (!name || (name->kind != N_QNAME && name->kind != N_NAME))
            continue;
        if (on) {
            need_table(g, on);
            mg_assume_child(g, kind, mg_text(name), NULL);
        } else if (kind == MG_O_INDEX) {
            need_index(g, name);
        } else if (!mg_is_routine(kind) && kind != MG_O_TRIGGER) {
            mg_assume_object(g, kind, name);
        }
    }
}

/* RENAME TABLE a TO spare, b TO a, spare TO b: what an earlier one of the list is called by then. */
static bool is_named_before(const mg_node *list, const mg_node *action, const mg_node *qname)
{
    for (const mg_node *a = list->first; a && a != action; a = a->next) {
        const mg_node *fresh = a->kind == N_ACTION ? mg_child(a, A_NEW_NAME) : NULL;
        if (fresh && mg_str_ieq(mg_text(fresh->first ? fresh->first : fresh), mg_text(qname)))
            return true;
    }
    return false;
}

static void before_rename(mg_guess *g, const mg_node *ast)
{
    MG_EACH (action, ast) {
        const mg_node *target = mg_child(action->kind == N_ACTION ? action : ast, A_TARGET);
        if (ast->sub == MG_O_TABLE && target && target->first && !is_named_before(ast, action, target->first))
            need_table(g, target->first);
    }
}

void mg_schema_assume(mg_schema *s, const mg_statement *st)
{
    const mg_node *ast = st->ast;
    mg_guess g = {.s = s, .base = s->assumed};
    if (!ast)
        return;
    switch (ast->kind) {
    case S_ALTER_TABLE:
        need_table(&g, mg_child(ast, N_QNAME));
        g.altering = ast;
        MG_EACH (action, ast)
            if (action->kind == N_ACTION && g.table)
                before_action(&g, action);
        break;
    case S_CREATE_INDEX:
        need_table(&g, mg_child(mg_child(ast, A_ON_TABLE), N_QNAME));
        need_columns(&g, mg_child(ast, N_INDEX));
        break;
    case S_CREATE_TRIGGER:
    case S_CREATE_POLICY:
    case S_CREATE_RULE:
        need_table(&g, mg_child(mg_child(ast, A_ON_TABLE), N_QNAME));
        break;
    case S_CREATE_TABLE:
        g.creating = mg_child(ast, N_QNAME);
        forget_assumed(&g, g.creating);
        need_parents(&g, ast);
        break;
    case S_DROP:
        before_drop(&g, ast);
        break;
    case S_RENAME:
        before_rename(&g, ast);
        break;
    default:
        mg_assume_other(&g, ast);
    }
}
