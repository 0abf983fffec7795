/* ALTER of anything: the object is found once, its actions run from tables. */
#include "schema/internal.h"

void mg_apply_action(mg_apply *a, mg_object *o, const mg_node *action)
{
    if (action->sub > MG_ACT_OTHER)
        return;
    if (o->kind == MG_O_DOMAIN && mg_domain_action(a, o, action))
        return;
    static const mg_action_fn *const groups[] = {mg_table_actions, mg_column_actions, mg_partition_actions, mg_object_actions};
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        mg_action_fn fn = groups[i][action->sub];
        if (fn) {
            fn(a, o, action);
            return;
        }
    }
}

void mg_apply_actions(mg_apply *a, mg_object *o)
{
    MG_EACH (action, a->ast)
        if (action->kind == N_ACTION)
            mg_apply_action(a, o, action);
}

/* Columns may bring sequences; where keys imply indexes (MySQL), keys may too. */
static bool makes_implied_things(const mg_apply *a, int action)
{
    switch (action) {
    case MG_ACT_ADD_COLUMN:
    case MG_ACT_MODIFY_COLUMN:
    case MG_ACT_CHANGE_COLUMN:
    case MG_ACT_ALTER_TYPE:
    case MG_ACT_ADD_GENERATED:
    case MG_ACT_SET_CHARSET:
    case MG_ACT_CONVERT_CHARSET:
        return true;
    case MG_ACT_ADD_CONSTRAINT:
    case MG_ACT_ADD_INDEX:
    case MG_ACT_DROP_INDEX:
    case MG_ACT_DROP_CONSTRAINT:
    case MG_ACT_DROP_COLUMN:
        return a->d->unique_is_index;
    default:
        return false;
    }
}

/* What it does is of interest to those who refer to the table: a migration that is judged on its own has to know them. */
static bool concerns_users(int action)
{
    switch (action) {
    case MG_ACT_ALTER_TYPE:
    case MG_ACT_MODIFY_COLUMN:
    case MG_ACT_CHANGE_COLUMN:
    case MG_ACT_CONVERT_CHARSET:
    case MG_ACT_DROP_CONSTRAINT:
    case MG_ACT_DROP_PRIMARY_KEY:
    case MG_ACT_SET_OPTIONS:
    case MG_ACT_REPLICA_IDENTITY:
    case MG_ACT_PARTITION_BY:
    case MG_ACT_ATTACH_PARTITION:
    case MG_ACT_DETACH_PARTITION: return true;
    default: return false;
    }
}

static void note_users(mg_apply *a, const mg_object *o)
{
    bool concerned = false;
    MG_EACH (action, a->ast)
        concerned |= action->kind == N_ACTION && concerns_users(action->sub);
    if (concerned && mg_journal_is_old(a->s, o))
        mg_journal_note_users(a->s, o);
}

/* The servers make a statement's columns before its keys, checks and indexes, wherever they stand in it. */
static bool waits_for_columns(const mg_node *action)
{
    return action->sub == MG_ACT_ADD_CONSTRAINT || action->sub == MG_ACT_ADD_INDEX;
}

static const mg_node *last_added_column(const mg_node *statement)
{
    const mg_node *last = NULL;
    MG_EACH (action, statement)
        if (action->kind == N_ACTION && action->sub == MG_ACT_ADD_COLUMN)
            last = action;
    return last;
}

static void apply_waiting(mg_apply *a, mg_object *o, const mg_node *until)
{
    for (const mg_node *action = a->ast->first; action != until; action = action->next)
        if (action->kind == N_ACTION && waits_for_columns(action))
            mg_apply_action(a, o, action);
}

/* The servers drop before they make; MySQL keys and checks before the columns that they are over. */
static bool goes_first(const mg_apply *a, const mg_node *action)
{
    switch (action->sub) {
    case MG_ACT_DROP_COLUMN:
        return !a->d->alters_at_once;
    case MG_ACT_DROP_CONSTRAINT:
    case MG_ACT_DROP_PRIMARY_KEY:
    case MG_ACT_DROP_FOREIGN_KEY:
    case MG_ACT_DROP_CHECK:
    case MG_ACT_DROP_INDEX:
        return true;
    default:
        return false;
    }
}

static void apply_drops(mg_apply *a, mg_object *o)
{
    MG_EACH (action, a->ast)
        if (action->kind == N_ACTION && goes_first(a, action))
            mg_apply_action(a, o, action);
}

void mg_apply_alter_table(mg_apply *a)
{
    mg_object *o = mg_need(a, MG_O_NONE, mg_child(a->ast, N_QNAME));
    if (!o)
        return;
    if (a->s->journal)
        note_users(a, o);
    if (a->d->alters_at_once && a->ast->first != a->ast->last)
        mg_step_aside(a, o);
    bool implied = false;
    apply_drops(a, o);
    const mg_node *column = last_added_column(a->ast);
    bool more_columns = column != NULL;
    MG_EACH (action, a->ast) {
        if (action->kind != N_ACTION)
            continue;
        if (!goes_first(a, action) && (!more_columns || !waits_for_columns(action)))
            mg_apply_action(a, o, action);
        implied |= makes_implied_things(a, action->sub);
        if (action != column)
            continue;
        more_columns = false;
        apply_waiting(a, o, column);
    }
    if (implied && a->d->after_create_table && mg_is_table(o->kind))
        a->d->after_create_table(a->s, o);
}

/* The object kind that an ALTER statement means when its sub does not say. */
static int kind_of_statement(const mg_node *ast)
{
    switch (ast->kind) {
    case S_ALTER_INDEX:
        return MG_O_INDEX;
    case S_ALTER_SEQUENCE:
        return MG_O_SEQUENCE;
    case S_ALTER_TYPE:
        return MG_O_TYPE;
    case S_ALTER_DOMAIN:
        return MG_O_DOMAIN;
    case S_ALTER_SCHEMA:
        return MG_O_SCHEMA;
    case S_ALTER_EXTENSION:
        return MG_O_EXTENSION;
    case S_ALTER_VIEW:
        return ast->flags & NF_MATERIALIZED ? MG_O_MATVIEW : MG_O_VIEW;
    case S_ALTER_ROUTINE:
        return ast->sub == MG_ROUTINE_PROCEDURE ? MG_O_PROCEDURE : ast->sub == MG_ROUTINE_AGGREGATE ? MG_O_AGGREGATE : MG_O_FUNCTION;
    case S_ALTER_TRIGGER:
        return MG_O_TRIGGER;
    case S_ALTER_POLICY:
        return MG_O_POLICY;
    case S_ALTER_EVENT:
        return MG_O_EVENT;
    default:
        return ast->sub;
    }
}

/* Attributes written straight into the statement: ALTER VIEW … AS, ALTER POLICY … USING. */
static void take_changes(mg_apply *a, mg_object *o)
{
    MG_EACH (n, a->ast) {
        if (n->kind < A_NOT_NULL || n->kind >= S_CREATE_TABLE)
            continue;
        if (n->kind == A_SEQUENCE || n->kind == A_OPTIONS)
            mg_params_merge(a->s, o, n);
        else if (n->kind == A_OWNED_BY && !mg_child(n, N_QNAME))
            mg_attr_drop(o, A_OWNED_BY);
        else if (n->kind != A_ARGS && n->kind != A_ON_TABLE && n->kind != A_TARGET && n->kind != A_NEW_NAME)
            mg_attr_put(a->s, o, n);
    }
}

/* ALTER SEQUENCE … RENAME TO of one that is no object. */
static bool rename_identity(mg_apply *a)
{
    const mg_node *action = mg_child(a->ast, N_ACTION), *name = mg_child(action, A_NEW_NAME), *was = mg_child(a->ast, N_QNAME);
    return action && action->sub == MG_ACT_RENAME_TABLE && name && was && a->d->rename_identity && a->d->rename_identity(a->s, was, mg_text(name));
}

void mg_apply_alter_object(mg_apply *a)
{
    int kind = kind_of_statement(a->ast);
    if (kind == MG_O_SEQUENCE && rename_identity(a))
        return;
    mg_object *o = mg_find_target(a, kind, a->ast, mg_child(a->ast, A_ON_TABLE), !(a->ast->flags & NF_IF_EXISTS));
    if (!o)
        return;
    bool has_columns = kind == MG_O_DOMAIN || kind == MG_O_TYPE; /* somewhere: whoever judges the file has to know them */
    if (has_columns && a->s->journal && mg_journal_is_old(a->s, o))
        mg_journal_note_users(a->s, o);
    mg_object_place(a, o, NULL);
    take_changes(a, o);
    mg_apply_actions(a, o);
    mg_object_qualify(a->s, o);
}
