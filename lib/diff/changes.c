/* Making changes: names, texts, what is usual for a type. */
#include <string.h>

#include "diff/differ.h"

/* ---- change types ------------------------------------------------------------- */

typedef struct mg_change_info {
    const char *name, *verb, *object;
} change_info;

static const change_info infos[MG_C_COUNT] = {
    [MG_C_NONE] = {"none", "none", ""},
#define MG_CHANGE(id, name, verb, object) [id] = {name, verb, object},
#include "diff/changes.def"
#undef MG_CHANGE
};

const char *mg_change_type_name(int type)
{
    return type > 0 && type < MG_C_COUNT ? infos[type].name : infos[0].name;
}

const char *mg_loss_name(mg_loss l)
{
    static const char *const names[] = {"none", "possible", "certain"};
    return names[l];
}

static bool is_generic(int type)
{
    return type == MG_C_CREATE || type == MG_C_DROP || type == MG_C_RENAME || type == MG_C_ALTER || type == MG_C_REPLACE;
}

void mg_change_print_type(mg_buf *b, const mg_change *c)
{
    mg_buf_z(b, mg_change_type_name(c->type));
    if (is_generic(c->type))
        mg_buf_printf(b, "_%s", mg_object_kind_name(mg_change_object(c)->kind));
}

/* Types of creation, dropping and renaming that have names of their own. */
typedef struct mg_kind_types {
    uint8_t kind, create, drop, rename;
} kind_types;

static kind_types types_of(int kind)
{
    static const kind_types special[] = {
        {MG_O_COLUMN, MG_C_ADD_COLUMN, MG_C_DROP_COLUMN, MG_C_RENAME_COLUMN},
        {MG_O_PRIMARY_KEY, MG_C_ADD_PRIMARY_KEY, MG_C_DROP_PRIMARY_KEY, MG_C_RENAME_CONSTRAINT},
        {MG_O_UNIQUE, MG_C_ADD_UNIQUE, MG_C_DROP_UNIQUE, MG_C_RENAME_CONSTRAINT},
        {MG_O_CHECK, MG_C_ADD_CHECK, MG_C_DROP_CHECK, MG_C_RENAME_CONSTRAINT},
        {MG_O_FOREIGN_KEY, MG_C_ADD_FOREIGN_KEY, MG_C_DROP_FOREIGN_KEY, MG_C_RENAME_CONSTRAINT},
        {MG_O_EXCLUSION, MG_C_ADD_EXCLUSION, MG_C_DROP_EXCLUSION, MG_C_RENAME_CONSTRAINT},
        {MG_O_INDEX, MG_C_CREATE, MG_C_DROP, MG_C_RENAME_INDEX},
    };
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (special[i].kind == kind)
            return special[i];
    return (kind_types){(uint8_t)kind, MG_C_CREATE, MG_C_DROP, MG_C_RENAME};
}

/* ---- what is usual -------------------------------------------------------------- */

static bool is_virtual(const mg_object *column)
{
    return mg_attr(column, A_GENERATED) != NULL; /* computed again whenever it is wanted */
}

static mg_loss loss_of_drop(const mg_object *o)
{
    switch (o->kind) {
    case MG_O_TABLE:
    case MG_O_DATABASE:
    case MG_O_VIRTUAL_TABLE:
        return MG_LOSS_CERTAIN;
    case MG_O_COLUMN:
        return is_virtual(o) ? MG_LOSS_NONE : MG_LOSS_CERTAIN;
    case MG_O_SEQUENCE: /* its counter */
    case MG_O_LARGE_OBJECT:
        return MG_LOSS_POSSIBLE;
    default:
        return MG_LOSS_NONE;
    }
}

static mg_loss usual_loss(int type, const mg_object *before)
{
    if (type == MG_C_DROP || type == MG_C_DROP_COLUMN)
        return loss_of_drop(before);
    return type == MG_C_REMOVE_ENUM_VALUE ? MG_LOSS_POSSIBLE : MG_LOSS_NONE;
}

mg_change *mg_change_add(mg_differ *df, int type, const mg_object *before, const mg_object *after)
{
    mg_change *c = MG_NEW(&df->out->arena, mg_change);
    if (!c)
        return NULL;
    c->type = (uint16_t)type;
    c->before = before;
    c->after = after;
    c->data_loss = usual_loss(type, before);
    c->reversible = c->data_loss != MG_LOSS_CERTAIN;
    return mg_vec_push(&df->out->list, c) ? c : NULL;
}

mg_change *mg_change_attr(mg_differ *df, int type, const mg_object *before, const mg_object *after, int attr,
                          const mg_node *from, const mg_node *to)
{
    mg_change *c = mg_change_add(df, type, before, after);
    if (!c)
        return NULL;
    c->attr = (uint16_t)attr;
    c->from = from;
    c->to = to;
    return c;
}

/* ---- texts --------------------------------------------------------------------------- */

static bool is_expression(int kind)
{
    return kind >= E_CONST && kind <= E_RAW;
}

static bool is_query(int kind)
{
    return kind >= Q_SELECT && kind <= Q_DML;
}

static void show(mg_buf *b, const mg_dialect *d, const mg_node *n, int depth);

static void show_children(mg_buf *b, const mg_dialect *d, const mg_node *n, int depth)
{
    for (const mg_node *c = n->first; c; c = c->next) {
        show(b, d, c, depth + 1);
        if (c->next)
            mg_buf_z(b, ", ");
    }
}

static void show_flags(mg_buf *b, const mg_node *n)
{
    if (n->flags & NF_DESC)
        mg_buf_z(b, " DESC");
    if (n->flags & NF_NULLS_FIRST)
        mg_buf_z(b, " NULLS FIRST");
    if (n->flags & NF_NULLS_LAST)
        mg_buf_z(b, " NULLS LAST");
}

/* Attributes that are there or not. */
static void show_bare(mg_buf *b, const mg_node *n)
{
    for (const char *z = mg_kind_name(n->kind); *z; z++)
        mg_buf_char(b, *z == '_' ? ' ' : *z);
}

static void show_attr(mg_buf *b, const mg_dialect *d, const mg_node *n, int depth)
{
    if (n->kind == A_IDENTITY)
        mg_buf_z(b, n->sub == 1 ? "always" : "by default");
    else if (n->kind == A_POSITION)
        mg_buf_z(b, n->flags & NF_FIRST ? "first" : "after ");
    else if (!n->n && !n->first)
        show_bare(b, n);
    mg_str text = mg_text(n);
    mg_buf_str(b, text);
    if (!n->first)
        return;
    bool prefixed = n->n || n->kind == A_IDENTITY;
    mg_buf_z(b, prefixed ? " (" : "");
    show_children(b, d, n, depth);
    mg_buf_z(b, prefixed ? ")" : "");
    if (n->kind == A_GENERATED)
        mg_buf_z(b, n->sub == MG_GEN_VIRTUAL ? " virtual" : " stored");
}

static void show(mg_buf *b, const mg_dialect *d, const mg_node *n, int depth)
{
    if (depth > 20)
        return;
    if (n->kind == N_TYPE) {
        mg_print_type(b, d, n);
    } else if (is_expression(n->kind)) {
        mg_print_expr(b, d, n);
    } else if (is_query(n->kind)) {
        mg_print_query(b, d, n);
    } else if (n->kind == N_QNAME) {
        mg_print_qname(b, d, n);
    } else if (n->kind == N_NAME || n->kind == N_ROLE) {
        mg_print_name(b, d, mg_text(n));
    } else if (n->kind == N_PARAM) {
        mg_buf_str(b, mg_text(n));
        mg_buf_z(b, n->first ? " = " : "");
        show_children(b, d, n, depth);
    } else if (n->kind == N_COLUMN || n->kind == N_ARG || n->kind == N_PRIVILEGE) {
        mg_buf_str(b, mg_text(n));
        mg_buf_z(b, n->first && n->n ? " " : "");
        show_children(b, d, n, depth);
    } else if (n->kind == N_KEY) {
        show_children(b, d, n, depth);
        show_flags(b, n);
    } else if (n->kind == N_ENUM_VALUE || n->kind == N_TEXT || n->kind == N_KEYWORD) {
        mg_buf_str(b, mg_text(n));
    } else {
        show_attr(b, d, n, depth);
    }
}

static void show_grant(mg_buf *b, const mg_dialect *d, const mg_node *n)
{
    show_children(b, d, n, 0);
    mg_buf_z(b, " to ");
    mg_buf_str(b, mg_text(n));
}

static void show_value(mg_buf *b, const mg_dialect *d, const mg_node *value)
{
    if (value->kind == N_PARAM && value->first && value->first->kind == N_PRIVILEGE)
        show_grant(b, d, value);
    else
        show(b, d, value, 0);
}

mg_str mg_value_text(mg_arena *arena, const mg_dialect *d, const mg_node *value)
{
    mg_buf b;
    mg_buf_init(&b, arena->alloc);
    if (value)
        show_value(&b, d, value);
    mg_str text = value ? mg_buf_take(&b, arena) : MG_STR_NONE;
    mg_buf_free(&b);
    return text;
}

static void print_definition(mg_buf *b, const mg_dialect *d, const mg_object *o)
{
    if (o->kind == MG_O_COLUMN && d->render_column)
        d->render_column(b, o->owner, o);
    else if (mg_is_constraint(o->kind) && d->render_constraint)
        d->render_constraint(b, o->owner, o);
    else if (o->kind == MG_O_INDEX && d->render_create)
        d->render_create(b, o->owner, o);
}

static mg_str definition_of(mg_buf *b, const mg_dialect *d, const mg_object *o)
{
    if (o)
        print_definition(b, d, o);
    return b->n ? mg_buf_view(b) : MG_STR_NONE;
}

static void print_values(const mg_change *c, const mg_dialect *d, mg_buf *b, mg_str *from, mg_str *to)
{
    if (c->from)
        show_value(b, d, c->from);
    uint32_t n = (uint32_t)b->n;
    if (c->to)
        show_value(b, d, c->to);
    mg_str both = mg_buf_view(b);
    *from = c->from ? (mg_str){both.p, n} : MG_STR_NONE;
    *to = c->to ? (mg_str){both.p + n, both.n - n} : MG_STR_NONE;
}

void mg_change_values(const mg_change *c, const mg_dialect *d, mg_buf *b, mg_str *from, mg_str *to)
{
    mg_buf_reset(b);
    *from = c->old_name;
    *to = c->new_name;
    if (!c->before)
        *to = definition_of(b, d, c->after);
    else if (!c->after)
        *from = definition_of(b, d, c->before);
    else if (c->attr)
        print_values(c, d, b, from, to);
}

/* ---- what comes, goes, and is renamed ---------------------------------------------------- */

static mg_str shown_name(mg_differ *df, const mg_object *o, bool with_schema)
{
    return with_schema && o->schema.n ? mg_arena_printf(&df->out->arena, "%S.%S", &o->schema, &o->name) : o->name;
}

/* SQLite leaves constraints without CONSTRAINT nameless: what tells them apart here is no name that could change. */
static bool is_nameless(const mg_differ *df, const mg_object *b, const mg_object *a)
{
    return !df->out->before->dialect->constraints_named && mg_is_constraint(a->kind) &&
           (b->flags & a->flags & MG_OF_AUTONAMED);
}

/* MySQL's <table>_ibfk_1 is renamed with its table. */
static bool went_with_table(mg_differ *df, const mg_object *b, const mg_object *a)
{
    if (!b->parent || !df->d->names_follow || mg_str_eq(b->parent->name, a->parent->name))
        return false;
    return mg_str_eq(mg_name_following(&df->scratch, df->d, b, b->parent->name, a->parent->name), a->name);
}

static void add_rename(mg_differ *df, const mg_object *b, const mg_object *a)
{
    if (is_nameless(df, b, a) || went_with_table(df, b, a))
        return;
    const mg_match *m = mg_match_before(df, b);
    bool moved = !b->parent && !mg_str_eq(b->schema, a->schema);
    int type = moved && mg_str_eq(b->name, a->name) ? MG_C_SET_SCHEMA : types_of(a->kind).rename;
    mg_change *c = mg_change_add(df, type, b, a);
    if (!c)
        return;
    c->old_name = type == MG_C_SET_SCHEMA ? b->schema : shown_name(df, b, moved);
    c->new_name = type == MG_C_SET_SCHEMA ? a->schema : shown_name(df, a, moved);
    c->confidence = m->confidence;
    c->reason = (mg_str){m->reason_p, m->reason_n};
}

static void copy_candidate(mg_change *c, const mg_match *m)
{
    if (!c || !m->candidate)
        return;
    c->candidate = m->candidate;
    c->confidence = m->confidence;
    c->reason = (mg_str){m->reason_p, m->reason_n};
}

static void add_drop(mg_differ *df, const mg_object *b)
{
    copy_candidate(mg_change_add(df, types_of(b->kind).drop, b, NULL), mg_match_before(df, b));
}

static void add_create(mg_differ *df, const mg_object *a)
{
    copy_candidate(mg_change_add(df, types_of(a->kind).create, NULL, a), mg_match_after(df, a));
}

bool mg_is_inherited(const mg_object *o)
{
    return (o->flags & MG_OF_IMPLIED) && o->parent && mg_is_heir(o->parent);
}

/* A partition has its parent's columns, also those of which it says more. */
static bool is_of_partition(const mg_object *o) { return o->kind == MG_O_COLUMN && mg_attr(o->parent, A_PARTITION_OF); }

/* A column of what is a partition or an heir here and a table of its own, `other`, there: it has to be there before it is
 * attached, and stays when it is detached. */
static bool is_own_there(const mg_object *o, const mg_object *other)
{
    return o->kind == MG_O_COLUMN && other && mg_is_heir(o->parent) && !mg_is_heir(other);
}

/* An index or constraint of what was a partition or an heir, which stays behind when that is detached. */
static bool stays_behind(const mg_object *b, const mg_object *other)
{
    return is_own_there(b, other) || (other && mg_is_handed_down_kind(b->kind) && mg_is_heir(b->parent) && !mg_is_heir(other));
}

/* DETACH leaves the table, `was`, with its part of what the parent had. */
static bool is_left_by_detach(mg_differ *df, const mg_object *a, const mg_object *was)
{
    const mg_object *parent = mg_partition_parent(was);
    if (!parent || mg_is_heir(a->parent) || !df->d->heir_name || !mg_is_handed_down_kind(a->kind))
        return false;
    MG_EACH_CHILD(c, parent)
        if (mg_is_heir_part(a, c))
            return !mg_heir_part(was, c) && mg_str_eq(df->d->heir_name(df->before, &df->scratch, was, c), a->name);
    return false;
}

/* ATTACH makes of the table's own, `b`, the part of the parent's. */
static bool is_taken_by_attach(const mg_object *b, const mg_object *will_be)
{
    const mg_object *parent = mg_partition_parent(will_be);
    if (!parent || mg_is_heir(b->parent) || !mg_is_handed_down_kind(b->kind))
        return false;
    MG_EACH_CHILD(c, parent)
        if (mg_is_heir_part(b, c))
            return true;
    return false;
}

static const mg_node *first_key(const mg_object *o)
{
    return mg_attr_first(o, A_KEYS);
}

/* MySQL's index for a foreign key that is new. */
static bool serves_new_key(const mg_differ *df, const mg_object *index)
{
    const mg_node *key = first_key(index);
    MG_EACH_CHILD(o, index->parent)
        if (o->kind == MG_O_FOREIGN_KEY && !mg_match_after(df, o)->other && key && first_key(o) && mg_node_eq(key, first_key(o)))
            return true;
    return false;
}

static bool is_parent_of(const mg_object *parent, const mg_object *table)
{
    for (uint32_t i = 0; parent && i < mg_n_deps(table); i++)
        if (table->deps[i] == parent)
            return true;
    return false;
}

/* PostgreSQL: a column of a table that leaves one parent for another, and is `other` in AFTER, and that no parent which stays has. */
static bool is_left_by_parent(const mg_differ *df, const mg_object *column, const mg_object *other)
{
    const mg_node *x = mg_attr(column->parent, A_INHERITS), *y = other ? mg_attr(other, A_INHERITS) : NULL;
    if (column->kind != MG_O_COLUMN || !x || !y || mg_node_eq(x, y))
        return false;
    for (uint32_t i = 0; i < mg_n_deps(column->parent); i++) {
        const mg_object *parent = column->parent->deps[i];
        if (!mg_is_table(parent->kind) || !mg_object_child(parent, MG_O_COLUMN, column->name))
            continue;
        if (is_parent_of(mg_match_before(df, parent)->other, other))
            return false;
    }
    return true;
}

/* The engine makes it along with something that is created by the same diff. */
static bool comes_along(const mg_differ *df, const mg_object *a)
{
    if (a->parent && is_of_partition(a))
        return true;
    if (!(a->flags & MG_OF_IMPLIED))
        return false;
    if (a->parent)
        return mg_is_inherited(a) || (a->kind == MG_O_INDEX && serves_new_key(df, a));
    const mg_object *column = mg_sequence_owner(df->after, a);
    return column && !mg_match_after(df, column)->other;
}

static bool goes_along(const mg_differ *df, const mg_object *b)
{
    if (b->parent)
        return mg_is_inherited(b) || is_of_partition(b);
    const mg_object *column = mg_sequence_owner(df->before, b);
    return column && !mg_match_before(df, column)->other;
}

/* Triggers, policies and rules have statements of their own; so has everything that hangs on a view. */
static bool is_covered_child(const mg_object *o)
{
    return o->kind == MG_O_COLUMN || o->kind == MG_O_INDEX || mg_is_constraint(o->kind);
}

/* What a plan put aside for its way back is nobody's wish: it stays until somebody throws it away. */
static bool is_put_aside(const mg_object *o)
{
    return mg_is_table(o->kind) && mg_str_starts(o->name, "_migra_saved_");
}

static void created(mg_differ *df, const mg_object *a, const bool *open)
{
    if (is_put_aside(a))
        return;
    const mg_match *m = mg_match_after(df, a);
    if (!m->other && !mg_is_given(a) && !comes_along(df, a))
        add_create(df, a);
    if (!open[a->id])
        return;
    MG_EACH_CHILD(child, a) {
        bool by_itself = !is_own_there(child, m->other) && (mg_is_given(child) || comes_along(df, child));
        if (mg_match_after(df, child)->other || by_itself || (m->other && is_left_by_detach(df, child, m->other)))
            continue;
        if (m->other || !(mg_is_table(a->kind) || a->kind == MG_O_DOMAIN) || !is_covered_child(child))
            add_create(df, child);
    }
}

static void dropped(mg_differ *df, const mg_object *b, const bool *open)
{
    if (is_put_aside(b))
        return;
    const mg_match *m = mg_match_before(df, b);
    if (!m->other && !mg_is_given(b) && !goes_along(df, b))
        add_drop(df, b);
    if (m->renamed)
        add_rename(df, b, m->other);
    if (!open[b->id])
        return;
    MG_EACH_CHILD(child, b) {
        const mg_match *n = mg_match_before(df, child);
        if (n->renamed)
            add_rename(df, child, n->other);
        if (n->other || !m->other)
            continue;
        bool by_itself = mg_is_given(child) || goes_along(df, child) || is_taken_by_attach(child, m->other);
        if (stays_behind(child, m->other) || is_left_by_parent(df, child, m->other) || !by_itself)
            add_drop(df, child);
    }
}

void mg_changes_create_and_drop(mg_differ *df)
{
    const bool *was_open = mg_match_has_open(df, true), *is_open = mg_match_has_open(df, false);
    if (!was_open || !is_open)
        return;
    MG_EACH_OBJECT(o, df->before)
        dropped(df, o, was_open);
    MG_EACH_OBJECT(o, df->after)
        created(df, o, is_open);
}

/* ---- order ------------------------------------------------------------------------------------ */

bool mg_change_table_is_new(const mg_changes *all, const mg_change *c)
{
    return c->after && !mg_changes_counterpart(all, mg_change_table(c));
}

static int cmp_names(const mg_object *x, const mg_object *y)
{
    int by = x->schema.p == y->schema.p && x->schema.n == y->schema.n ? 0 : mg_str_cmp(x->schema, y->schema);
    by = by ? by : mg_str_cmp(x->name, y->name);
    return by || !(x->more || y->more) ? by : mg_str_cmp(mg_signature(x), mg_signature(y));
}

/* Things by kind and name; within a table the table's own changes, then columns, constraints, indexes …, each by name;
 * of one object what goes before what comes. */
static int cmp_changes(const void *a, const void *b)
{
    const mg_change *c = a, *d = b;
    const mg_object *t = mg_change_table(c), *u = mg_change_table(d);
    if (t->kind != u->kind)
        return t->kind < u->kind ? -1 : 1;
    int by = t == u ? 0 : cmp_names(t, u);
    if (by)
        return by;
    const mg_object *x = mg_change_object(c), *y = mg_change_object(d);
    if ((x->parent != NULL) != (y->parent != NULL))
        return x->parent ? 1 : -1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    by = cmp_names(x, y);
    if (by)
        return by;
    if ((c->after != NULL) != (d->after != NULL))
        return c->after ? 1 : -1;
    return c->type < d->type ? -1 : c->type > d->type;
}

void mg_changes_sort(mg_differ *df)
{
    mg_vec_sort(&df->out->list, cmp_changes);
    for (uint32_t i = 0; i < df->out->list.n; i++)
        ((mg_change *)df->out->list.at[i])->id = i + 1;
}
