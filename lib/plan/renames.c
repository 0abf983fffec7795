/* Renames run first: everything after them speaks of the new names. */
#include "plan/internal.h"
#include "plan/staged.h"

/* Sorted so that parents come before children, and each on the way it is found in the copy. */
static int rename_class(const mg_object *o)
{
    if (o->kind == MG_O_SCHEMA)
        return 0;
    if (o->kind == MG_O_SEQUENCE && mg_attr(o, A_OWNED_BY)) /* moves with its table */
        return 2;
    if (o->kind == MG_O_VIEW && !o->owner->dialect->renames_views) /* made anew in the words of the others' new names */
        return 4;
    return o->parent ? 3 : 1;
}

static int by_class(const void *x, const void *y)
{
    const mg_change *a = x, *b = y;
    int d = rename_class(a->before) - rename_class(b->before);
    return d ? d : (a->id > b->id) - (a->id < b->id);
}

typedef struct rename {
    const mg_change *change;
    mg_object *copy;          /* in the working copy of BEFORE */
    mg_str schema, name;      /* wanted */
} rename;

static mg_object *find_copy(mg_object *at, const mg_object *original, const mg_object *wanted)
{
    for (; original && at; original = original->next, at = at->next) {
        if (original == wanted)
            return at;
        if (wanted->parent == original)
            return find_copy(at->first, original->first, wanted);
    }
    return NULL;
}

static bool is_key(int kind) { return kind == MG_O_PRIMARY_KEY || kind == MG_O_UNIQUE || kind == MG_O_EXCLUSION; }

/* Indexes, and keys with them, share their names with the relations of the schema. */
static bool is_taken_by_index(const mg_schema *s, const mg_object *o, mg_str name)
{
    bool key = s->dialect->has_schemas && is_key(o->kind);
    if (!s->dialect->index_names_in_schema || (o->kind != MG_O_INDEX && !key))
        return false;
    const mg_object *relation = mg_schema_find_relation(s, o->parent->schema, name);
    const mg_object *constraint = s->dialect->has_schemas ? mg_schema_find(s, MG_O_CONSTRAINT, o->parent->schema, name) : NULL;
    return (relation && relation != o) || (constraint && constraint != o && is_key(constraint->kind));
}

static bool is_taken(const mg_schema *s, const mg_object *o, mg_str schema, mg_str name)
{
    if (o->parent)
        return mg_object_child(o->parent, o->kind, name) != NULL || is_taken_by_index(s, o, name);
    if (o->kind == MG_O_FUNCTION || o->kind == MG_O_PROCEDURE || o->kind == MG_O_AGGREGATE)
        return mg_schema_find_routine(s, o->kind, schema, name, mg_signature(o)) != NULL;
    const mg_object *there = mg_schema_find(s, o->kind, schema, name);
    return there && there != o;
}

static mg_object *find_copy_of(mg_schema *work, const mg_object *original)
{
    return find_copy(work->first, original->owner->first, original);
}

/* The sequences that a table's columns own follow it into another schema. */
static void take_sequences(mg_schema *work, const mg_object *table, mg_str schema)
{
    MG_EACH_OBJECT(o, table->owner) {
        const mg_node *owned = o->kind == MG_O_SEQUENCE ? mg_child(mg_attr(o, A_OWNED_BY), N_QNAME) : NULL;
        mg_str in = owned ? mg_qname_schema(owned) : MG_STR_NONE;
        if (!owned || !mg_str_eq(mg_text(owned), table->name) || !mg_str_eq(in.n ? in : o->schema, table->schema))
            continue;
        mg_object *copy = find_copy_of(work, o);
        if (copy)
            mg_schema_rename(work, copy, schema, copy->name);
    }
}

static mg_str completed(mg_planner *pl, const mg_schema *work, const mg_object *o)
{
    if (!pl->ops->complete_rename)
        return MG_STR_NONE;
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    pl->ops->complete_rename(pl, &b, work, o);
    mg_str out = mg_plan_take(pl, &b);
    mg_buf_free(&b);
    return out;
}

static bool run(mg_planner *pl, mg_schema *work, rename *r, mg_str schema, mg_str name)
{
    mg_buf *b = &pl->sql, *back = &pl->sql2;
    mg_buf_reset(b);
    mg_buf_reset(back);
    mg_str old_schema = r->copy->schema, old_name = r->copy->name, back_again = completed(pl, work, r->copy);
    mg_str label = mg_plan_label(pl, r->copy);
    if (mg_str_eq(old_name, name) && (r->copy->parent || mg_str_eq(old_schema, schema)))
        return true; /* it moved with its table */
    if (!pl->ops->rename || !pl->ops->rename(pl, b, work, r->copy, schema, name)) {
        mg_plan_leave_out(pl, "rename of %S to %S: this engine cannot do it in place", &label, &name);
        return false;
    }
    mg_schema_rename_followed(work, r->copy, r->copy->parent ? r->copy->schema : schema, name);
    if (mg_is_constraint(r->copy->kind) && mg_str_eq(name, r->name)) /* of a ring, one that steps aside is not there yet */
        r->copy->flags |= (uint8_t)(r->change->after->flags & MG_OF_AUTONAMED);
    if (r->copy->kind == MG_O_INDEX) /* somebody's own from now on */
        r->copy->flags &= (uint8_t)~MG_OF_IMPLIED;
    mg_str again = completed(pl, work, r->copy);
    pl->ops->rename(pl, back, work, r->copy, old_schema, old_name);
    mg_buf_str(b, again);
    mg_buf_str(back, back_again);
    if (mg_is_table(r->copy->kind) && pl->d->has_schemas && !mg_str_eq(old_schema, schema))
        take_sequences(work, r->change->before, schema);
    const char *op = r->copy->kind == MG_O_TABLE ? "rename_table" : r->copy->kind == MG_O_COLUMN ? "rename_column" : "rename";
    mg_step *s = mg_step_add(pl, NULL, op, mg_buf_view(b));
    if (!s)
        return false;
    s->change = r->change;
    s->phase = MG_PHASE_EXPAND;
    mg_step_rollback(pl, s, mg_buf_view(back));
    mg_str to = mg_plan_label(pl, r->copy);
    mg_step_title(pl, s, "rename %s %S to %S", mg_object_kind_name(r->copy->kind), &label, &to);
    mg_object was = *r->change->before; /* as it is called when the step runs */
    was.name = old_name;
    was.schema = old_schema;
    if (pl->ops->describe_rename)
        pl->ops->describe_rename(pl, s, r->copy->parent ? r->change->before : &was, r->copy);
    mg_buf_reset(b);
    mg_buf_reset(back);
    if (mg_change_is_rename(r->change))
        mg_stage_table_view(pl, r->change, r->copy, old_name);
    return true;
}

bool mg_plan_lives_in(const mg_schema *s, mg_str schema)
{
    MG_EACH_OBJECT(o, s)
        if (mg_str_eq(o->schema, schema))
            return true;
    return false;
}

const mg_object *mg_plan_schema_object(const mg_planner *pl, const mg_schema *s, mg_str name)
{
    return name.n ? mg_schema_find(s, pl->d->has_schemas ? MG_O_SCHEMA : MG_O_DATABASE, MG_STR_NONE, name) : NULL;
}

const mg_object *mg_plan_home(const mg_planner *pl, const mg_schema *s, const mg_object *o)
{
    return o->kind == MG_O_SCHEMA || o->kind == MG_O_DATABASE ? NULL : mg_plan_schema_object(pl, s, o->schema);
}

/* Schemas, and MySQL's databases, that something moves into are made first. */
static bool add_schema_for(mg_planner *pl, mg_schema *work, const mg_change *c)
{
    mg_object_kind kind = pl->d->has_schemas ? MG_O_SCHEMA : MG_O_DATABASE;
    if (!c->after || c->after->parent || !c->after->schema.n)
        return true;
    if (mg_schema_find(work, kind, MG_STR_NONE, c->after->schema))
        return true;
    const mg_object *s = mg_schema_find(pl->changes->after, kind, MG_STR_NONE, c->after->schema);
    if (!s || (s->flags & MG_OF_EXTERNAL))
        return true;
    if (!pl->d->has_schemas && mg_plan_lives_in(pl->changes->before, s->name))
        return true;
    mg_buf_reset(&pl->sql);
    pl->d->render_create(&pl->sql, pl->changes->after, s);
    if (pl->ops->complete_schema)
        pl->ops->complete_schema(pl, &pl->sql, s);
    mg_step *step = mg_step_add(pl, NULL, pl->d->has_schemas ? "create_schema" : "create_database", mg_buf_view(&pl->sql));
    mg_buf_reset(&pl->sql);
    pl->d->render_drop(&pl->sql, pl->changes->after, s);
    mg_step_rollback(pl, step, mg_buf_view(&pl->sql));
    mg_buf_reset(&pl->sql);
    mg_step_title(pl, step, pl->d->has_schemas ? "create schema %S" : "create DATABASE %S", &s->name);
    for (uint32_t i = 0; step && i < pl->changes->list.n; i++) {
        const mg_change *made = pl->changes->list.at[i];
        if (made->after == s && made->type == MG_C_CREATE)
            step->change = made;
    }
    return mg_vec_push(&pl->early, (void *)s) && mg_schema_add(work, kind, MG_STR_NONE, s->name, NULL);
}

/* ---- names that are not free at the start ------------------------------------------------ */

static bool takes_relation_name(const mg_object *o)
{
    return o->kind == MG_O_INDEX || o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE || o->kind == MG_O_EXCLUSION;
}

static mg_str relation_key(mg_planner *pl, const mg_object *child, const mg_str *name)
{
    return mg_arena_printf(pl->arena, "%S|%S", &child->parent->schema, name);
}

/* Index names of BEFORE, for the renames that want one. */
static void list_names(mg_planner *pl, mg_map *names)
{
    MG_EACH_OBJECT(o, pl->changes->before)
        MG_EACH_CHILD(c, o)
            if (takes_relation_name(c))
                mg_map_put(names, relation_key(pl, c, &c->name), c);
}

/* A constraint or index that wants the name of one that is neither renamed itself nor gone yet. */
static bool must_wait(mg_planner *pl, const mg_map *names, const mg_vec *renames, const mg_change *c)
{
    if (!pl->d->has_schemas || !c->after->parent || !takes_relation_name(c->after))
        return false;
    const mg_object *holder = mg_map_get(names, relation_key(pl, c->after, &c->after->name));
    if (!holder || holder == c->before)
        return false;
    for (uint32_t i = 0; i < renames->n; i++)
        if (((const mg_change *)renames->at[i])->before == holder)
            return false;
    return true;
}

static void split_late(mg_planner *pl, mg_vec *found)
{
    mg_map names;
    mg_map_init(&names, &pl->ctx->alloc);
    bool any = false;
    for (uint32_t i = 0; i < found->n && !any; i++)
        any = takes_relation_name(((const mg_change *)found->at[i])->after);
    if (any)
        list_names(pl, &names);
    uint32_t n = 0;
    for (uint32_t i = 0; i < found->n; i++) {
        mg_change *c = found->at[i];
        if (any && must_wait(pl, &names, found, c))
            mg_vec_push(&pl->late, c);
        else
            found->at[n++] = c;
    }
    found->n = n;
    mg_map_free(&names);
}

mg_object *mg_renamed_from(mg_planner *pl, const mg_unit *u)
{
    mg_object *old = MG_NEW(pl->arena, mg_object);
    if (!old)
        return NULL;
    *old = *u->before;
    old->name = u->late_rename->before->name;
    return old;
}

void mg_emit_late_rename(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    mg_object *old = mg_renamed_from(pl, u);
    if (!old)
        return;
    pl->ops->rename(pl, &pl->sql, pl->before, old, u->after->schema, u->after->name);
    pl->ops->rename(pl, &pl->sql2, pl->after, u->after, old->schema, old->name);
    mg_step *s = mg_step_add(pl, a, "rename", mg_buf_view(&pl->sql));
    if (s)
        s->change = u->late_rename;
    mg_step_rollback(pl, s, mg_buf_view(&pl->sql2));
    mg_str from = mg_plan_label(pl, old), to = mg_plan_label(pl, u->after);
    mg_step_title(pl, s, "rename %s %S to %S", mg_object_kind_name(u->kind), &from, &to);
    if (pl->ops->describe_rename)
        pl->ops->describe_rename(pl, s, old, u->after);
    mg_buf_reset(&pl->sql);
    mg_buf_reset(&pl->sql2);
}

static const mg_change *change_that_drops(const mg_planner *pl, mg_schema *work, const mg_object *copy)
{
    for (uint32_t i = 0; i < pl->changes->list.n; i++) {
        const mg_change *c = pl->changes->list.at[i];
        if (c->before && !c->after && !c->before->parent && mg_str_eq(c->before->name, copy->name) && find_copy_of(work, c->before) == copy)
            return c;
    }
    return NULL;
}

/* A relation that goes makes room at once for one that takes its name. */
static bool put_aside(mg_planner *pl, mg_schema *work, const rename *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        mg_object *copy = list[i].copy;
        mg_object *there = copy && !copy->parent && mg_is_relation(copy->kind) ? mg_schema_find_relation(work, list[i].schema, list[i].name) : NULL;
        const mg_change *gone = there && there != copy && pl->d->has_schemas ? change_that_drops(pl, work, there) : NULL;
        const mg_object *base = gone && pl->changes->base ? pl->changes->by_before[gone->before->id].base : NULL;
        rename r = {gone, there, there ? there->schema : MG_STR_NONE, base ? base->name : MG_STR_NONE};
        if (base && !run(pl, work, &r, r.schema, r.name))
            return false;
    }
    return true;
}

/* Does what can be done; a pair that swaps names goes by way of a third one. */
static bool run_all(mg_planner *pl, mg_schema *work, rename *list, uint32_t n)
{
    uint32_t left = n;
    if (!put_aside(pl, work, list, n))
        return false;
    while (left) {
        uint32_t done = 0;
        for (uint32_t i = 0; i < n; i++) {
            rename *r = &list[i];
            if (!r->change || is_taken(work, r->copy, r->schema, r->name))
                continue;
            run(pl, work, r, r->schema, r->name);
            r->change = NULL;
            done++;
        }
        left -= done;
        if (done || !left)
            continue;
        for (uint32_t i = 0; i < n; i++) { /* a ring: one steps aside */
            rename *r = &list[i];
            if (!r->change)
                continue;
            mg_str aside = mg_plan_helper_name(pl, "aside", r->name, MG_STR_NONE);
            if (mg_str_eq(r->copy->name, aside) || !run(pl, work, r, r->copy->schema, aside))
                return false;
            break;
        }
        if (mg_failed(pl->ctx))
            return false;
    }
    return true;
}

/* What is implied follows what implies it, unless somebody wants it by name. */
static bool is_its_own(const mg_planner *pl, const mg_change *c)
{
    bool implied = (c->before->flags & MG_OF_IMPLIED) != 0;
    if (implied && (c->after->flags & MG_OF_IMPLIED) && pl->ops->implied_name)
        return pl->ops->implied_name(pl, c);
    return !implied || c->before->kind == MG_O_SEQUENCE || (c->before->kind == MG_O_INDEX && !(c->after->flags & MG_OF_IMPLIED));
}

/* What has no RENAME is made anew from its text, which speaks of the old names: it comes before all others. */
static void made_anew_first(const mg_planner *pl, mg_vec *found)
{
    if (pl->d->texts_follow_renames)
        return;
    uint32_t n = 0;
    for (uint32_t i = 0; i < found->n; i++) {
        mg_change *c = found->at[i];
        int kind = c->before->kind;
        if (kind != MG_O_CHECK && kind != MG_O_TRIGGER)
            continue;
        for (uint32_t k = i; k > n; k--)
            found->at[k] = found->at[k - 1];
        found->at[n++] = c;
    }
}

/* ---- views whose text a rename leaves as it is ------------------------------------------------ */

static void mark_views(mg_planner *pl, const mg_object *renamed)
{
    for (const mg_object *const *d = mg_schema_dependants(pl->changes->before, renamed); *d; d++) {
        const mg_match *m = (*d)->kind == MG_O_VIEW && (*d)->id < pl->changes->n_before ? &pl->changes->by_before[(*d)->id] : NULL;
        const mg_object *base = m && m->base ? m->base : *d;
        if (m && base->id <= pl->before->next_id)
            pl->comes_back_last[base->id] = true;
    }
}

/* NEW.x and OLD.x are looked up when a trigger is made. */
static void mark_triggers(mg_planner *pl, const mg_object *column)
{
    if (column->kind != MG_O_COLUMN)
        return;
    MG_EACH_CHILD(t, column->parent) {
        const mg_match *m = t->kind == MG_O_TRIGGER && t->id < pl->changes->n_before ? &pl->changes->by_before[t->id] : NULL;
        const mg_object *base = m && m->base ? m->base : t;
        if (m && base->id <= pl->before->next_id && mg_text_bears(mg_attr_text(t, A_BODY), column->name))
            pl->comes_back_last[base->id] = true;
    }
}

static bool takes_names_away(const mg_step *s)
{
    const mg_object *o = s->change ? s->change->before : NULL;
    return o && (o->kind == MG_O_TABLE || o->kind == MG_O_COLUMN);
}

/* They cannot be put back while the names are away: the inverse of the first rename of a table or column, the last one of the way
 * back, makes them. */
static void views_come_back_last(mg_planner *pl, const mg_vec *renames, uint32_t first)
{
    const mg_staged_ops *ops = pl->ops->staged;
    while (first < pl->plan->steps.n && !takes_names_away(pl->plan->steps.at[first]))
        first++;
    mg_step *s = first < pl->plan->steps.n ? pl->plan->steps.at[first] : NULL;
    if (!ops || !ops->views_break || !s)
        return;
    pl->comes_back_last = MG_NEW_N(pl->arena, bool, pl->before->next_id + 1);
    for (uint32_t i = 0; pl->comes_back_last && i < renames->n; i++) {
        const mg_change *c = renames->at[i];
        const mg_object *o = c->before;
        if ((o->kind != MG_O_TABLE && o->kind != MG_O_COLUMN) || mg_stage_has_view(pl, c))
            continue;
        mark_views(pl, o);
        mark_triggers(pl, o);
        MG_EACH_CHILD(child, o)
            mark_views(pl, child);
    }
    mg_buf_reset(&pl->sql);
    mg_buf_str(&pl->sql, s->rollback_sql);
    for (const mg_object *o = pl->comes_back_last ? pl->before->first : NULL; o; o = o->next) {
        if (!mg_plan_comes_back_last(pl, o))
            continue;
        mg_buf_reset(&pl->sql2);
        pl->d->render_create(&pl->sql2, pl->before, o);
        mg_str text = mg_buf_view(&pl->sql2);
        if (!mg_str_starts(text, "CREATE "))
            continue;
        mg_buf_z(&pl->sql, ";\nCREATE OR REPLACE "); /* it may never have gone */
        mg_buf_add(&pl->sql, text.p + 7, text.n - 7);
    }
    mg_buf_reset(&pl->sql2);
    s->rollback_sql = mg_buf_take(&pl->sql, pl->arena);
}

bool mg_plan_renames(mg_planner *pl)
{
    mg_vec found;
    mg_vec_init(&found, &pl->ctx->alloc);
    for (uint32_t i = 0; i < pl->changes->list.n; i++) {
        const mg_change *c = pl->changes->list.at[i];
        if (mg_change_is_rename(c) && c->before && c->after && is_its_own(pl, c) && !mg_stage_rename(pl, c))
            mg_vec_push(&found, (void *)c);
    }
    bool ok = !mg_failed(pl->ctx);
    if (!found.n || !ok) {
        mg_vec_free(&found);
        return ok;
    }
    split_late(pl, &found);
    mg_vec_sort(&found, by_class);
    made_anew_first(pl, &found);
    if (pl->ops->before_renames)
        pl->ops->before_renames(pl, &found);
    mg_schema *work = mg_schema_twin(pl->changes->before);
    rename *list = MG_NEW_N(pl->arena, rename, found.n);
    mg_object **copies = MG_NEW_N(&pl->scratch, mg_object *, pl->changes->before->next_id + 1);
    ok = work && list && copies;
    for (mg_object *o = ok ? work->first : NULL; o; o = o->next) {
        copies[o->id] = o;
        MG_EACH_CHILD(c, o)
            copies[c->id] = c;
    }
    for (uint32_t i = 0; ok && i < found.n; i++) {
        const mg_change *c = found.at[i];
        list[i] = (rename){c, copies[c->before->id], c->after->schema, c->after->name};
        ok = list[i].copy && add_schema_for(pl, work, c);
    }
    uint32_t first = pl->plan->steps.n;
    if (ok && run_all(pl, work, list, found.n))
        views_come_back_last(pl, &found, first);
    mg_vec_free(&found);
    mg_schema_free(work);
    return !mg_failed(pl->ctx);
}
