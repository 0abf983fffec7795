/* CREATE of everything that is not a table. */
#include "schema/internal.h"

/* What happens when the name is taken. */
typedef enum taken { TAKEN_NOT, TAKEN_SKIP, TAKEN_REPLACE } taken;

static taken check_taken(mg_apply *a, const mg_node *at, mg_object *there)
{
    if (!there)
        return TAKEN_NOT;
    if (a->ast->flags & NF_OR_REPLACE) {
        if (a->s->journal && mg_journal_is_old(a->s, there))
            mg_journal_note_users(a->s, there);
        return TAKEN_REPLACE;
    }
    if (!(a->ast->flags & NF_IF_NOT_EXISTS) && !(there->flags & MG_OF_EXTERNAL))
        mg_say_duplicate(a, at, there);
    return TAKEN_SKIP;
}

/* Owner, grants and comment outlive a replacement; the rest is as the new statement says. */
static void clear_definition(mg_object *o)
{
    mg_node *kept = NULL, **last = &kept;
    for (mg_node *n = o->attrs, *next; n; n = next) {
        next = n->next;
        n->next = NULL;
        if (n->kind != A_OWNER && n->kind != A_GRANTS && n->kind != A_COMMENT && n->kind != A_COLUMN_COMMENTS)
            continue;
        *last = n;
        last = &n->next;
    }
    o->attrs = kept;
    mg_object_touch(o);
    o->flags &= (uint8_t)~MG_OF_PARTIAL;
}

static void note_flags(mg_apply *a, mg_object *o)
{
    if (a->ast->flags & NF_TEMP)
        mg_attr_make(a->s, o, A_TEMPORARY, MG_STR_NONE);
    if (a->ast->flags & NF_UNLOGGED)
        mg_attr_make(a->s, o, A_UNLOGGED, MG_STR_NONE);
    if (a->st->understood == MG_PARTIAL)
        o->flags |= MG_OF_PARTIAL;
}

static mg_object *fill(mg_apply *a, mg_object *o)
{
    if (!o)
        return NULL;
    mg_object_place(a, o, NULL);
    note_flags(a, o);
    mg_take_attrs(a, o, a->ast);
    mg_object_qualify(a->s, o);
    return o;
}

/* A top-level object with a name of its own; NULL when it was not made or changed. */
static mg_object *make_top(mg_apply *a, int kind, const mg_node *qname, mg_str schema)
{
    mg_object *there = mg_is_relation(kind) ? mg_schema_find_relation(a->s, schema, mg_text(qname))
                                            : mg_schema_find(a->s, kind, schema, mg_text(qname));
    switch (check_taken(a, qname, there)) {
    case TAKEN_SKIP:
        return NULL;
    case TAKEN_REPLACE:
        if (there->kind == kind) {
            clear_definition(there);
            return there;
        }
        mg_drop_object(a, there, true);
        break;
    case TAKEN_NOT:
        break;
    }
    return mg_schema_add(a->s, kind, schema, mg_text(qname), NULL);
}

static const mg_node *name_of(const mg_node *ast)
{
    const mg_node *qname = mg_child(ast, N_QNAME);
    return qname ? qname : mg_child(ast, N_NAME);
}

static mg_object *create_in_schema(mg_apply *a, int kind)
{
    const mg_node *name = name_of(a->ast);
    if (!name)
        return NULL;
    mg_str schema = name->kind == N_QNAME ? mg_schema_for_new(a->s, name) : MG_STR_NONE;
    return fill(a, make_top(a, kind, name, schema));
}

/* ---- sequences, types, domains ------------------------------------------------------------ */

/* OWNED BY t.c as the model holds it: the table, then the column. NONE owns nothing. */
static void set_owned_by(mg_apply *a, mg_object *sequence, const mg_node *column)
{
    mg_attr_drop(sequence, A_OWNED_BY);
    const mg_node *table = NULL, *schema = NULL;
    MG_EACH (n, column)
        if (n->kind == N_NAME) {
            schema = table;
            table = n;
        }
    if (!table)
        return;
    mg_node *attr = mg_attr_make(a->s, sequence, A_OWNED_BY, MG_STR_NONE);
    mg_node *qname = mg_node_make(a->s, N_QNAME, mg_text(table));
    if (!attr || !qname)
        return;
    if (schema)
        mg_node_add(qname, mg_node_make(a->s, N_NAME, mg_text(schema)));
    mg_node_add(attr, qname);
    mg_node_add(attr, mg_node_make(a->s, N_NAME, mg_text(column)));
}

/* Options that say what to do, not what the sequence is. */
void mg_sequence_tidy(mg_apply *a, mg_object *sequence)
{
    const mg_node *owned = mg_attr(sequence, A_OWNED_BY);
    if (owned && !mg_child(owned, N_QNAME))
        mg_attr_drop(sequence, A_OWNED_BY);
    mg_node *options = mg_attr(sequence, A_SEQUENCE);
    for (mg_node *n = options ? options->first : NULL, *next; n; n = next) {
        next = n->next;
        bool owner = mg_str_is(mg_text(n), "owned by");
        if (owner)
            set_owned_by(a, sequence, n->first);
        if (owner || mg_str_is(mg_text(n), "restart") || mg_str_is(mg_text(n), "sequence name"))
            mg_node_remove(options, n);
    }
    if (options && !options->first)
        mg_attr_drop(sequence, A_SEQUENCE);
    mg_object_qualify(a->s, sequence);
}

void mg_apply_create_sequence(mg_apply *a)
{
    mg_object *o = create_in_schema(a, MG_O_SEQUENCE);
    if (o)
        mg_sequence_tidy(a, o);
}

enum { LABELS_MAX = 512 }; /* of an enum: more are not compared with each other */

/* Each label once. */
static void check_labels(mg_apply *a, const mg_node *labels, mg_str type)
{
    uint32_t n = 0;
    MG_EACH (label, labels) {
        const mg_node *other = labels->first;
        while (other != label && !mg_str_eq(mg_text(other), mg_text(label)))
            other = other->next;
        if (other != label)
            mg_say(a, MG_SEV_ERROR, "duplicate", label, "enum value \"%S\" of \"%S\" already exists", &(mg_str){label->p, label->n}, &type);
        if (++n > LABELS_MAX)
            return;
    }
}

/* CREATE TYPE x; makes a shell that the full definition completes. */
void mg_apply_create_type(mg_apply *a)
{
    const mg_node *qname = mg_child(a->ast, N_QNAME);
    if (!qname)
        return;
    mg_str schema = mg_schema_for_new(a->s, qname);
    mg_object *there = mg_schema_find(a->s, MG_O_TYPE, schema, mg_text(qname)), *o;
    if (there && there->sub == MG_TYPE_SHELL && a->ast->sub != MG_TYPE_SHELL)
        o = there;
    else
        o = make_top(a, MG_O_TYPE, qname, schema);
    if (!o)
        return;
    o->sub = (uint8_t)a->ast->sub;
    fill(a, o);
    check_labels(a, mg_child(a->ast, A_VALUES), o->name);
}

void mg_apply_create_domain(mg_apply *a)
{
    mg_object *o = create_in_schema(a, MG_O_DOMAIN);
    const mg_node *type = mg_child(a->ast, N_TYPE);
    if (!o)
        return;
    if (type) {
        mg_node *attr = mg_attr_make(a->s, o, A_TYPE, MG_STR_NONE);
        if (attr)
            mg_node_add(attr, mg_node_keep(a->s, type));
    }
    MG_EACH (con, a->ast) {
        if (con->kind != N_CONSTRAINT)
            continue;
        if (con->sub == MG_CON_NOT_NULL)
            mg_attr_make(a->s, o, A_NOT_NULL, mg_text(con));
        else if (con->sub == MG_CON_CHECK)
            mg_add_constraint(a, o, con, NULL);
    }
    mg_object_qualify(a->s, o);
}

/* ---- schemas and extensions ------------------------------------------------------------------- */

void mg_apply_create_schema(mg_apply *a)
{
    const mg_node *name = name_of(a->ast);
    const mg_node *owner = mg_child(a->ast, A_OWNER);
    mg_str text = name ? mg_text(name) : mg_text(owner);
    if (!text.n)
        return;
    int kind = a->d->has_schemas ? MG_O_SCHEMA : MG_O_DATABASE;
    mg_object *there = mg_schema_find(a->s, kind, MG_STR_NONE, text);
    mg_object *o = there;
    if (there && (there->flags & MG_OF_IMPLIED))
        there->flags &= (uint8_t)~MG_OF_IMPLIED;
    else if (check_taken(a, name, there) == TAKEN_NOT)
        o = mg_schema_add(a->s, kind, MG_STR_NONE, text, NULL);
    if (!o)
        return;
    if (!there)
        fill(a, o);
    mg_vec saved = a->s->search_path; /* the statements inside create in the new schema */
    mg_str first = o->name;
    void *only[1] = {&first};
    a->s->search_path = (mg_vec){.alloc = saved.alloc, .at = only, .n = 1, .cap = 1};
    MG_EACH (inner, a->ast)
        if (inner->kind >= S_CREATE_TABLE) {
            mg_statement st = *a->st;
            st.ast = inner;
            mg_schema_apply(a->s, &st);
        }
    a->s->search_path = saved;
}

void mg_apply_create_extension(mg_apply *a)
{
    const mg_node *name = name_of(a->ast);
    if (name)
        fill(a, make_top(a, MG_O_EXTENSION, name, MG_STR_NONE));
}

/* ---- views --------------------------------------------------------------------------------------- */

/* A dump's stand-in for a view that comes later is a table or view of that name, dropped or replaced in time. */
void mg_apply_create_view(mg_apply *a)
{
    static const mg_kind staying[] = {A_DEFINER, A_SQL_SECURITY, A_ALGORITHM};
    const mg_node *qname = mg_child(a->ast, N_QNAME);
    const mg_object *old = a->ast->sub == MG_VIEW_ALTERED && qname ? mg_resolve(a->s, MG_O_VIEW, qname) : NULL;
    mg_node *stays[3] = {NULL, NULL, NULL};
    for (int i = 0; i < 3 && old; i++)
        stays[i] = mg_attr(old, staying[i]);
    mg_object *o = create_in_schema(a, a->ast->flags & NF_MATERIALIZED ? MG_O_MATVIEW : MG_O_VIEW);
    for (int i = 0; i < 3; i++)
        if (o && stays[i] && !mg_attr(o, staying[i]))
            mg_attr_put(a->s, o, stays[i]);
}

/* ---- routines ---------------------------------------------------------------------------------------- */

static int routine_kind(const mg_node *ast)
{
    return ast->sub == MG_ROUTINE_PROCEDURE ? MG_O_PROCEDURE : ast->sub == MG_ROUTINE_AGGREGATE ? MG_O_AGGREGATE : MG_O_FUNCTION;
}

void mg_apply_create_routine(mg_apply *a)
{
    const mg_node *qname = mg_child(a->ast, N_QNAME);
    if (!qname)
        return;
    int kind = routine_kind(a->ast);
    mg_str schema = mg_schema_for_new(a->s, qname);
    /* where routines cannot be overloaded they have no signature */
    mg_str signature = a->d->has_schemas ? mg_args_signature(a->s, mg_child(a->ast, A_ARGS)) : MG_STR_NONE;
    mg_object *o = mg_schema_find_routine(a->s, kind, schema, mg_text(qname), signature);
    switch (check_taken(a, qname, o)) {
    case TAKEN_SKIP:
        return;
    case TAKEN_REPLACE:
        clear_definition(o);
        break;
    case TAKEN_NOT:
        o = mg_schema_add(a->s, kind, schema, mg_text(qname), NULL);
        if (!o)
            return;
        mg_object_sign(a->s, o, signature);
    }
    fill(a, o);
}

/* ---- triggers, policies, rules, events --------------------------------------------------------------------- */

/* Something that hangs on a table. */
static mg_object *create_on_table(mg_apply *a, int kind)
{
    const mg_node *name = name_of(a->ast), *on = mg_child(mg_child(a->ast, A_ON_TABLE), N_QNAME);
    if (!name || !on)
        return NULL;
    mg_object *table = mg_resolve_table(a->s, on);
    if (!table) {
        mg_say_unresolved(a, on, MG_O_TABLE, mg_text(on), NULL);
        return NULL;
    }
    mg_object *there = mg_object_child(table, kind, mg_text(name));
    if (!there && kind == MG_O_TRIGGER && !a->d->has_schemas)
        there = mg_schema_find(a->s, kind, table->schema, mg_text(name));
    switch (check_taken(a, name, there)) {
    case TAKEN_SKIP:
        return NULL;
    case TAKEN_REPLACE:
        if (there->parent == table) {
            clear_definition(there);
            return fill(a, there);
        }
        mg_schema_remove(a->s, there);
        break;
    case TAKEN_NOT:
        break;
    }
    return fill(a, mg_schema_add(a->s, kind, MG_STR_NONE, mg_text(name), table));
}

/* MySQL fires the triggers of one moment in the order in which they were made, unless one says where it stands: its place among
 * the table's children is that order. */
static void place_trigger(mg_apply *a, mg_object *trigger)
{
    mg_object *table = trigger->parent;
    const mg_node *at = mg_child(a->ast, A_FOLLOWS);
    mg_object *other = at ? mg_object_child(table, MG_O_TRIGGER, mg_text(at->first)) : NULL;
    mg_object_unlink(a->s, trigger);
    if (!other || other == trigger)
        mg_object_move_after(table, trigger, table->last);
    else
        mg_object_move_after(table, trigger, mg_str_is(mg_text(at), "follows") ? other : other->prev);
}

void mg_apply_create_trigger(mg_apply *a)
{
    if (a->ast->flags & NF_EVENT) {
        create_in_schema(a, MG_O_EVENT_TRIGGER);
        return;
    }
    mg_object *trigger = create_on_table(a, MG_O_TRIGGER);
    if (trigger && a->d->triggers_in_order)
        place_trigger(a, trigger);
}

void mg_apply_create_policy(mg_apply *a) { create_on_table(a, MG_O_POLICY); }
void mg_apply_create_rule(mg_apply *a) { create_on_table(a, MG_O_RULE); }
void mg_apply_create_event(mg_apply *a) { create_in_schema(a, MG_O_EVENT); }

/* ---- anything else: kept as text ----------------------------------------------------------------------------- */

/* These stand outside of schemas. */
static bool is_global(int kind)
{
    switch (kind) {
    case MG_O_DATABASE:
    case MG_O_SCHEMA:
    case MG_O_EXTENSION:
    case MG_O_LANGUAGE:
    case MG_O_CAST:
    case MG_O_ACCESS_METHOD:
    case MG_O_TRANSFORM:
    case MG_O_FDW:
    case MG_O_SERVER:
    case MG_O_USER_MAPPING:
    case MG_O_EVENT_TRIGGER:
    case MG_O_PUBLICATION:
    case MG_O_SUBSCRIPTION:
    case MG_O_ROLE:
    case MG_O_TABLESPACE:
    case MG_O_LARGE_OBJECT:
        return true;
    default:
        return false;
    }
}

bool mg_kind_is_global(int kind) { return is_global(kind); }

void mg_apply_create_object(mg_apply *a)
{
    const mg_node *name = name_of(a->ast);
    int kind = a->ast->sub;
    if (!name || kind == MG_O_NONE || kind >= MG_O_COUNT)
        return;
    mg_str schema = is_global(kind) ? MG_STR_NONE : mg_schema_for_new(a->s, name);
    mg_object *o = fill(a, make_top(a, kind, name, schema));
    if (o && mg_child(a->ast, A_ARGS) && mg_is_routine(kind))
        mg_object_sign(a->s, o, mg_args_signature(a->s, mg_child(a->ast, A_ARGS)));
}
