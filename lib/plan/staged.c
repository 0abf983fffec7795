/* Which changes are made with a second column, and where their steps stand among the others. */
#include "plan/staged.h"

#include "plan/internal.h"

/* ---- asking ----------------------------------------------------------------------- */

bool mg_staged_is_asked(const mg_planner *pl)
{
    return pl->opts.strategy == MG_STRATEGY_ONLINE || pl->opts.renames == MG_STAGED_RENAMES_ALWAYS;
}

bool mg_stages_renames(const mg_planner *pl)
{
    if (pl->opts.renames == MG_STAGED_RENAMES_NEVER)
        return false;
    return !mg_plan_fast(pl) || pl->opts.renames == MG_STAGED_RENAMES_ALWAYS;
}

/* ---- rows that wait for their values ---------------------------------------------------- */

void mg_staged_lacks_value(mg_planner *pl, mg_buf *b, const mg_object *column, const mg_object *from)
{
    mg_print_name(b, pl->d, column->name);
    mg_buf_z(b, " IS NULL");
    if (!from)
        return;
    mg_buf_z(b, " AND ");
    mg_print_name(b, pl->d, from->name);
    mg_buf_z(b, " IS NOT NULL");
}

/* ---- objects under other names -------------------------------------------------------- */

mg_object *mg_staged_copy(mg_planner *pl, const mg_object *o, mg_str name)
{
    mg_object *copy = MG_NEW(pl->arena, mg_object);
    if (!copy)
        return NULL;
    *copy = *o;
    copy->name = name;
    copy->attrs = mg_attrs_clone(pl->arena, o);
    return copy->attrs || !o->attrs ? copy : NULL;
}

mg_object *mg_staged_plain_copy(mg_planner *pl, const mg_object *o, mg_str name)
{
    static const mg_kind not_yet[] = {A_NOT_NULL, A_NULL, A_DEFAULT, A_ON_UPDATE, A_AUTO_INCREMENT, A_IDENTITY};
    mg_object *copy = mg_staged_copy(pl, o, name);
    for (size_t i = 0; copy && i < sizeof not_yet / sizeof *not_yet; i++)
        mg_attr_drop(copy, not_yet[i]);
    return copy;
}

/* ---- against it --------------------------------------------------------------------------- */

static const mg_refusal fine = {NULL, false};
static mg_refusal never(const char *why) { return (mg_refusal){why, false}; }
static mg_refusal if_asked(const char *why) { return (mg_refusal){why, true}; }

static bool fires_on_update(const mg_object *trigger)
{
    MG_EACH(e, mg_attr(trigger, A_EVENTS))
        if (mg_str_ieq(mg_text(e), MG_STR("update")))
            return true;
    return false;
}

static bool has_update_trigger(const mg_object *table)
{
    MG_EACH_CHILD(c, table)
        if (c->kind == MG_O_TRIGGER && fires_on_update(c))
            return true;
    return false;
}

static bool same_name(const mg_planner *pl, mg_str a, mg_str b)
{
    return pl->d->has_schemas ? mg_str_eq(a, b) : mg_str_ieq(a, b);
}

static const mg_object *column_named(const mg_planner *pl, const mg_object *table, mg_str name)
{
    for (const mg_object *c = table ? table->first : NULL; c; c = c->next)
        if (c->kind == MG_O_COLUMN && same_name(pl, c->name, name))
            return c;
    return NULL;
}

static mg_refusal against_table(const mg_object *table)
{
    if (table->kind != MG_O_TABLE)
        return never("only a table has triggers for it");
    if (mg_attr(table, A_SYSTEM_VERSIONING))
        return never("the table keeps its history, and the copying would become part of it");
    if (mg_attr(table, A_PARTITION_OF) || mg_attr(table, A_INHERITS))
        return never("the column is its parent's");
    if (mg_attr(table, A_OF_TYPE))
        return never("the table has the columns of its type");
    if (has_update_trigger(table))
        return if_asked("the table has UPDATE triggers of its own, which the copying of old rows would fire");
    return fine;
}

/* Rows of a child are its own: the triggers of its parent do not see them. */
static bool has_children(const mg_schema *s, const mg_object *table)
{
    for (const mg_object *const *d = mg_schema_dependants(s, table); *d; d++)
        if ((*d)->kind == MG_O_TABLE && mg_attr(*d, A_INHERITS))
            return true;
    return false;
}

static mg_refusal harder(mg_refusal a, mg_refusal b)
{
    return a.why && !a.if_asked ? a : b.why ? b : a;
}

mg_refusal mg_staged_against_table(const mg_planner *pl, const mg_object *table)
{
    if (has_children(pl->before, table))
        return never("the table has children, to whose rows its triggers do not reach");
    return against_table(table);
}

static mg_refusal against_column(const mg_planner *pl, const mg_staged *s)
{
    if (mg_attr(s->before, A_GENERATED) || mg_attr(s->after, A_GENERATED))
        return never("a generated column cannot be written");
    if (mg_attr(s->before, A_AUTO_INCREMENT) || mg_attr(s->after, A_AUTO_INCREMENT))
        return never("no trigger knows the number that AUTO_INCREMENT will give");
    return mg_staged_against_table(pl, s->before->parent);
}

/* `instead`: what is done if not. */
static bool may(const mg_planner *pl, const mg_staged *s, const char *what, const char *instead,
                mg_refusal (*more)(const mg_planner *, const mg_staged *))
{
    mg_refusal r = against_column(pl, s);
    r = harder(r, more(pl, s));
    r = harder(r, pl->ops->staged->refuse(pl, s));
    if (!r.why)
        return true;
    mg_str label = mg_plan_label(pl, s->change->before);
    if (r.if_asked && mg_staged_is_asked(pl)) {
        mg_plan_leave_out((mg_planner *)(uintptr_t)pl, "%s of %S in stages, as asked, though %s", what, &label, r.why);
        return true;
    }
    mg_plan_leave_out((mg_planner *)(uintptr_t)pl, "%s of %S in stages: %s, because %s%s", what, &label, instead, r.why,
                      r.if_asked ? " (--strategy online does it in stages all the same)" : "");
    return false;
}

/* ---- renames ---------------------------------------------------------------------------------- */

static mg_refusal against_rename(const mg_planner *pl, const mg_staged *s)
{
    const mg_change *c = s->change;
    if (column_named(pl, c->before->parent, c->after->name))
        return never("another column still has the new name");
    if (column_named(pl, c->after->parent, c->before->name))
        return never("another column gets the old name");
    if ((s->before->flags & MG_OF_IMPLIED) || (s->after->flags & MG_OF_IMPLIED))
        return never("the column is its parent's");
    return fine;
}

static const mg_object *base_of(const mg_planner *pl, const mg_object *o)
{
    const mg_match *m = o->id < pl->changes->n_before ? &pl->changes->by_before[o->id] : NULL;
    return pl->changes->base && m && m->base ? m->base : o;
}

static mg_staged *describe(mg_planner *pl, mg_staged_shape shape, const mg_change *c, const mg_object *before, const mg_object *after)
{
    mg_staged *s = MG_NEW(pl->arena, mg_staged);
    if (!s)
        return NULL;
    *s = (mg_staged){.shape = shape, .change = c, .before = before, .after = after};
    mg_vec_init(&s->carried, &pl->ctx->alloc);
    mg_str table = before->parent->name;
    if (shape != MG_STAGED_TYPE) {
        s->old = mg_staged_copy(pl, before, c->before->name);
        s->beside = mg_staged_plain_copy(pl, after, after->name);
        s->aside = shape == MG_STAGED_BOTH ? mg_staged_plain_copy(pl, before, c->before->name) : NULL;
    } else {
        s->old = mg_staged_copy(pl, before, before->name);
        s->beside = mg_staged_plain_copy(pl, after, mg_plan_helper_name(pl, "new", table, after->name));
        s->aside = mg_staged_plain_copy(pl, before, mg_plan_helper_name(pl, "old", table, before->name));
    }
    return mg_failed(pl->ctx) ? NULL : s;
}

/* ---- changes of type ------------------------------------------------------------------------------ */

/* What the new column can take over; all else that stands on the column has to be known to come back by itself. */
static bool is_carried(int kind) { return kind == MG_O_INDEX || kind == MG_O_UNIQUE || kind == MG_O_CHECK; }

static bool changes_too(const mg_planner *pl, const mg_object *other)
{
    if (other->kind != MG_O_COLUMN)
        return false;
    const mg_unit *u = mg_unit_raw_before(pl, other);
    return (u && mg_unit_change(u, MG_C_ALTER_COLUMN_TYPE)) || !mg_str_eq(mg_staged_name_now(pl, other), other->name);
}

static const char *what_stands_in_the_way(const mg_planner *pl, const mg_object *d, const mg_object *column)
{
    const mg_object *table = column->parent;
    const mg_unit *u = mg_unit_raw_before(pl, d);
    switch (d->kind) {
    case MG_O_VIEW: case MG_O_MATVIEW: case MG_O_RULE: case MG_O_POLICY: case MG_O_TRIGGER: case MG_O_SEQUENCE:
        return NULL;
    case MG_O_INDEX: case MG_O_UNIQUE: case MG_O_CHECK:
        if (d->parent != table)
            return "an object of another table stands on it";
        if (u && u->mode == MG_UNIT_DROP)
            return NULL;
        if (mg_str_is(mg_attr_text(d, A_INDEX_KIND), "spatial"))
            return "a spatial index stands on it, which takes no NULL, and a new column is empty at first";
        if (u && u->mode != MG_UNIT_NONE)
            return "an index or constraint over it changes as well";
        for (uint32_t i = 0; i < d->n_deps; i++)
            if (d->deps[i] != column && changes_too(pl, d->deps[i]))
                return "an index or constraint stands on another column that changes as well";
        return NULL;
    case MG_O_PRIMARY_KEY:
        return "it is part of the primary key";
    case MG_O_FOREIGN_KEY:
        return "a foreign key stands on it";
    case MG_O_COLUMN:
        return "a generated column is computed from it";
    default:
        return "something stands on it that cannot change over";
    }
}

static bool is_filled_by_sequence(const mg_object *column)
{
    for (uint32_t i = 0; i < column->n_deps; i++)
        if (column->deps[i]->kind == MG_O_SEQUENCE)
            return true;
    return false;
}

static bool has_other_settings(const mg_object *column)
{
    static const mg_kind carried[] = {A_TYPE, A_NOT_NULL, A_DEFAULT, A_COMMENT, A_COLLATE, A_CHARSET};
    MG_EACH_ATTR(a, column) {
        bool known = false;
        for (size_t k = 0; k < sizeof carried / sizeof *carried; k++)
            known |= a->kind == carried[k];
        if (!known && a->kind > A_NOT_NULL)
            return true;
    }
    return false;
}

/* What the column is, for itself. */
static mg_refusal against_kind(const mg_staged *s)
{
    if (mg_attr(s->before, A_IDENTITY) || mg_attr(s->after, A_IDENTITY))
        return never("it is an identity column");
    if (is_filled_by_sequence(s->before) || is_filled_by_sequence(s->after))
        return never("a sequence fills it");
    if (has_other_settings(s->before) || has_other_settings(s->after))
        return never("it has settings that a new column would not take over");
    if (mg_attr(s->before->parent, A_PARTITION_BY))
        return never("its table is partitioned");
    return fine;
}

static bool comes_along(const mg_change *c)
{
    switch (c->type) {
    case MG_C_ALTER_COLUMN_TYPE: case MG_C_SET_NOT_NULL: case MG_C_DROP_NOT_NULL: case MG_C_SET_DEFAULT: case MG_C_DROP_DEFAULT:
    case MG_C_ALTER_COLLATION:
        return true;
    case MG_C_ALTER_CHARSET: /* a number becomes a text, or a text a number */
        return !c->from || !c->to;
    default:
        return false;
    }
}

static mg_refusal against_type(const mg_planner *pl, const mg_staged *s)
{
    mg_refusal r = against_kind(s);
    if (r.why)
        return r;
    for (const mg_object *const *d = mg_schema_dependants(pl->before, s->before); *d; d++) {
        const char *why = what_stands_in_the_way(pl, *d, s->before);
        if (why)
            return never(why);
    }
    for (uint32_t i = 0; i < s->unit->changes.n; i++)
        if (!comes_along(s->unit->changes.at[i]))
            return never("other properties of it change as well");
    return fine;
}

const mg_node *mg_staged_for_null(const mg_staged *s)
{
    return s->demands ? mg_attr_first(s->after, A_DEFAULT) : NULL;
}

/* ---- a name and a type --------------------------------------------------------------------------- */

/* Units come later: these are asked of the changes. */
static const mg_object *original_of(const mg_planner *pl, const mg_object *o)
{
    return pl->changes->base && o->owner == pl->changes->base ? pl->changes->of_base[o->id] : o;
}

static const mg_change *change_of(const mg_planner *pl, const mg_object *original, int type)
{
    for (uint32_t i = 0; i < pl->changes->list.n; i++) {
        const mg_change *c = pl->changes->list.at[i];
        if (c->before == original && c->type == type)
            return c;
    }
    return NULL;
}

static bool has_more_than_a_name(const mg_planner *pl, const mg_object *original)
{
    for (uint32_t i = 0; i < pl->changes->list.n; i++) {
        const mg_change *c = pl->changes->list.at[i];
        if (c->before == original && c->after && !mg_change_is_rename(c))
            return true;
    }
    return false;
}

static bool is_replaced(const mg_planner *pl, const mg_object *d)
{
    const mg_object *table = mg_changes_counterpart(pl->changes, d->parent);
    for (const mg_object *o = table && !mg_changes_counterpart(pl->changes, d) ? table->first : NULL; o; o = o->next)
        if (o->kind != MG_O_COLUMN && same_name(pl, o->name, d->name))
            return true;
    return false;
}

static const char *what_stands_between(const mg_planner *pl, const mg_object *d, const mg_object *column)
{
    const mg_object *was = original_of(pl, d);
    if (!is_carried(d->kind))
        return d->kind == MG_O_PRIMARY_KEY   ? "it is part of the primary key"
               : d->kind == MG_O_FOREIGN_KEY ? "a foreign key stands on it"
               : d->kind == MG_O_COLUMN      ? "a generated column is computed from it"
                                             : "a view, trigger or policy reads it by its old name";
    if (d->parent != column->parent)
        return "an object of another table stands on it";
    if (has_more_than_a_name(pl, was) || is_replaced(pl, d))
        return "an index or constraint over it changes as well";
    for (uint32_t i = 0; i < d->n_deps; i++) {
        const mg_object *other = d->deps[i] == column || d->deps[i]->kind != MG_O_COLUMN ? NULL : original_of(pl, d->deps[i]);
        if (other && (change_of(pl, other, MG_C_RENAME_COLUMN) || change_of(pl, other, MG_C_ALTER_COLUMN_TYPE)))
            return "an index or constraint stands on another column that changes as well";
    }
    return NULL;
}

static mg_refusal against_both(const mg_planner *pl, const mg_staged *s)
{
    mg_refusal r = harder(against_rename(pl, s), against_kind(s));
    for (const mg_object *const *d = mg_schema_dependants(pl->before, s->before); *d && !r.why; d++) {
        const char *why = what_stands_between(pl, *d, s->before);
        if (why)
            r = never(why);
    }
    for (uint32_t i = 0; i < s->before->n_deps && !r.why; i++)
        if ((s->before->deps[i]->kind == MG_O_TYPE || s->before->deps[i]->kind == MG_O_DOMAIN) &&
            has_more_than_a_name(pl, original_of(pl, s->before->deps[i])))
            r = never("its type is changed as well");
    for (uint32_t i = 0; i < pl->changes->list.n && !r.why; i++) {
        const mg_change *c = pl->changes->list.at[i];
        if (c->before == s->change->before && !mg_change_is_rename(c) && !comes_along(c))
            r = never("other properties of it change as well");
    }
    return r;
}

/* One column in place of the first, with the new name and the new type. */
static mg_staged *name_and_type(mg_planner *pl, const mg_change *rename)
{
    const mg_object *before = base_of(pl, rename->before);
    const mg_node *x = mg_attr(before, A_TYPE), *y = mg_attr(rename->after, A_TYPE);
    if (!pl->ops->staged->swap || mg_plan_fast(pl) || !x || !y || mg_node_eq(x, y))
        return NULL;
    const mg_change *type = change_of(pl, rename->before, MG_C_ALTER_COLUMN_TYPE);
    mg_staged *s = type ? describe(pl, MG_STAGED_BOTH, rename, before, rename->after) : NULL;
    if (!s)
        return NULL;
    s->loss = type->data_loss;
    return pl->ops->staged->wants_type(pl, s) ? s : NULL;
}

bool mg_stage_rename(mg_planner *pl, const mg_change *c)
{
    if (!pl->ops->staged || !mg_stages_renames(pl) || c->before->kind != MG_O_COLUMN || c->before->parent->kind != MG_O_TABLE)
        return false;
    mg_staged *both = name_and_type(pl, c);
    bool apart = both && (both->lossy || both->may_fail); /* the two cannot be kept in step by what is equal */
    const char *instead = apart ? "the rename is plain, and the type changes after it" : "the type changes in place after the rename";
    if (both && may(pl, both, "the rename and the change of the type", instead, against_both))
        return mg_vec_push(&pl->staged, both);
    if (apart)
        return false;
    mg_staged *s = describe(pl, MG_STAGED_RENAME, c, base_of(pl, c->before), c->after);
    if (!s || !may(pl, s, "the rename", "it is done in place", against_rename))
        return false;
    return mg_vec_push(&pl->staged, s);
}

static void carry(mg_planner *pl, mg_staged *s, const mg_object *before, const mg_object *after)
{
    mg_carried *c = MG_NEW(pl->arena, mg_carried);
    if (!c)
        return;
    const char *word = s->shape == MG_STAGED_RENAME ? "index" : "new";
    *c = (mg_carried){.before = before, .after = after};
    c->built = mg_staged_copy(pl, after, mg_plan_helper_name(pl, word, after->parent->name, after->name));
    c->aside = mg_plan_helper_name(pl, "old", before->parent->name, before->name);
    if (!c->built)
        return;
    if (s->shape == MG_STAGED_BOTH) {
        mg_object *was = mg_staged_copy(pl, before, before->name);
        if (!was)
            return;
        mg_plan_rename_column_in(was, s->after->name, s->old->name);
        c->before = was;
    }
    if (c->built->kind == MG_O_PRIMARY_KEY)
        c->built->kind = MG_O_UNIQUE;
    c->built->flags &= (uint8_t)~MG_OF_AUTONAMED;
    mg_plan_rename_column_in(c->built, s->after->name, s->beside->name);
    mg_vec_push(&s->carried, c);
}

const mg_object *mg_staged_as_now(mg_planner *pl, const mg_object *index)
{
    mg_object *copy = NULL;
    for (uint32_t i = 0; i < index->n_deps; i++) {
        const mg_unit *u = index->deps[i]->kind == MG_O_COLUMN ? mg_unit_raw_before(pl, index->deps[i]) : NULL;
        if (!u || !u->staged || !u->staged->swapped)
            continue;
        copy = copy ? copy : mg_staged_copy(pl, index, index->name);
        if (!copy)
            return NULL;
        mg_plan_rename_column_in(copy, u->staged->before->name, u->staged->aside->name);
    }
    return copy ? copy : index;
}

static mg_staged *renamed_in_stages(const mg_planner *pl, const mg_object *column, bool before)
{
    const mg_unit *u = before ? mg_unit_raw_before(pl, column) : mg_unit_raw_after(pl, column);
    bool renamed = u && u->staged && (u->staged->shape == MG_STAGED_RENAME || u->staged->shape == MG_STAGED_BOTH);
    return renamed && column->kind == MG_O_COLUMN ? u->staged : NULL;
}

/* An index over several columns that are renamed is built for one of them. */
static bool is_anothers(const mg_planner *pl, const mg_staged *s, const mg_object *o)
{
    for (uint32_t i = 0; i < o->n_deps; i++)
        if (o->deps[i]->id < s->before->id && renamed_in_stages(pl, o->deps[i], true))
            return true;
    return false;
}

static bool goes(const mg_planner *pl, const mg_object *o)
{
    const mg_unit *u = mg_unit_raw_before(pl, o);
    return u && u->mode == MG_UNIT_DROP;
}

/* rename: readers by the new name want the indexes; type: everything moves over. */
static void carry_all(mg_planner *pl, mg_staged *s)
{
    for (const mg_object *const *d = mg_schema_dependants(pl->before, s->before); *d; d++) {
        const mg_object *o = *d, *after = mg_plan_after_of(pl, o);
        if (o->parent != s->before->parent || !after || (o->flags & MG_OF_IMPLIED))
            continue;
        bool wanted = s->shape != MG_STAGED_RENAME ? is_carried(o->kind) && !goes(pl, o)
                                                 : o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
        if (wanted && !is_anothers(pl, s, o) && (!pl->ops->staged->can_build || pl->ops->staged->can_build(pl, s, after)))
            carry(pl, s, o, after);
    }
}

static void stage_type(mg_planner *pl, mg_unit *u)
{
    const mg_change *c = mg_unit_change(u, MG_C_ALTER_COLUMN_TYPE);
    if (!c || u->kind != MG_O_COLUMN || u->mode != MG_UNIT_ALTER || u->staged || u->absorbed_by || u->after->parent->kind != MG_O_TABLE)
        return;
    mg_staged *s = describe(pl, MG_STAGED_TYPE, c, u->before, u->after);
    if (!s)
        return;
    s->unit = u;
    s->loss = c->data_loss;
    if (!pl->ops->staged->wants_type(pl, s) || !may(pl, s, "the change of the type", "it is done in place", against_type))
        return;
    s->demands = mg_unit_change(u, MG_C_SET_NOT_NULL) != NULL;
    s->lossy |= s->demands; /* which rows held NULL */
    u->staged = s;
    if (mg_vec_push(&pl->staged, s))
        carry_all(pl, s);
}

/* ---- units, actions, edges ------------------------------------------------------------------------------ */

/* A view or trigger whose text a rename does not touch goes before it and comes back after. */
static void recreate_texts(mg_planner *pl, const mg_staged *s)
{
    for (const mg_object *const *d = mg_schema_dependants(pl->changes->before, s->change->before); *d; d++) {
        mg_unit *u = (*d)->kind == MG_O_VIEW || (*d)->kind == MG_O_TRIGGER ? mg_unit_raw_before(pl, mg_planner_base(pl, *d)) : NULL;
        if (u && u->mode == MG_UNIT_ALTER && u->after)
            u->mode = MG_UNIT_RECREATE;
    }
}

static bool give_unit(mg_planner *pl, mg_staged *s)
{
    s->before = mg_planner_base(pl, s->change->before);
    s->unit = mg_unit_raw_after(pl, s->after);
    if (!s->unit)
        s->unit = mg_unit_make(pl, MG_UNIT_NONE, s->before, s->after, s->change);
    if (!s->unit)
        return false;
    s->unit->staged = s;
    s->demands = s->shape == MG_STAGED_BOTH && mg_unit_change(s->unit, MG_C_SET_NOT_NULL);
    s->lossy |= s->demands;
    return true;
}

bool mg_stage_units(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->staged.n; i++)
        if (!give_unit(pl, pl->staged.at[i])) /* renames: no others are there yet */
            return false;
    for (uint32_t i = 0; i < pl->staged.n; i++) {
        carry_all(pl, pl->staged.at[i]);
        if (pl->ops->staged->views_break)
            recreate_texts(pl, pl->staged.at[i]);
    }
    if (!mg_stage_view_units(pl) || !mg_move_units(pl))
        return false;
    if (!pl->ops->staged || !pl->ops->staged->swap || mg_plan_fast(pl))
        return true;
    for (uint32_t i = 0, n = pl->units.n; i < n; i++)
        stage_type(pl, pl->units.at[i]);
    return !mg_failed(pl->ctx);
}

static void rename_actions(mg_planner *pl, mg_staged *s)
{
    mg_unit *u = s->unit;
    mg_action_add(pl, u, MG_OP_STAGE_ADD, MG_PHASE_EXPAND, 0);
    s->fill = mg_action_add(pl, u, MG_OP_STAGE_FILL, MG_PHASE_MIGRATE, 0);
    s->build = mg_action_add(pl, u, MG_OP_STAGE_BUILD, MG_PHASE_MIGRATE, 0);
    s->finish = mg_action_add(pl, u, MG_OP_STAGE_RENAME, MG_PHASE_CONTRACT, MG_AF_PRODUCES | MG_AF_RELEASES);
}

static void both_actions(mg_planner *pl, mg_staged *s)
{
    mg_unit *u = s->unit;
    mg_action_add(pl, u, MG_OP_STAGE_ADD, MG_PHASE_EXPAND, MG_AF_CONSUMES);
    s->fill = mg_action_add(pl, u, MG_OP_STAGE_FILL, MG_PHASE_MIGRATE, 0);
    s->build = s->fill;
    s->finish = mg_action_add(pl, u, MG_OP_STAGE_SWAP, MG_PHASE_CONTRACT, MG_AF_PRODUCES | MG_AF_RELEASES);
}

static void type_actions(mg_planner *pl, mg_staged *s)
{
    mg_unit *u = s->unit;
    mg_action_add(pl, u, MG_OP_STAGE_ADD, MG_PHASE_EXPAND, MG_AF_CONSUMES);
    mg_action_add(pl, u, MG_OP_STAGE_FILL, MG_PHASE_MIGRATE, 0);
    s->swap = mg_action_add(pl, u, MG_OP_STAGE_SWAP, MG_PHASE_MIGRATE, MG_AF_PRODUCES);
    s->finish = mg_action_add(pl, u, MG_OP_STAGE_FINISH, MG_PHASE_CONTRACT, MG_AF_RELEASES);
    u->disturbs = s->swap;
}

bool mg_stage_actions(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->staged.n; i++) {
        mg_staged *s = pl->staged.at[i];
        if (s->shape == MG_STAGED_RENAME)
            rename_actions(pl, s);
        else if (s->shape == MG_STAGED_BOTH)
            both_actions(pl, s);
        else if (s->shape == MG_STAGED_MOVE)
            mg_move_actions(pl, s);
        else
            type_actions(pl, s);
    }
    return !mg_failed(pl->ctx);
}

bool mg_staged_disturbs(const mg_planner *pl, const mg_unit *u, const mg_object *d)
{
    return u->staged && u->staged->shape == MG_STAGED_TYPE && pl->ops->staged->binds && !is_carried(d->kind) && d->kind != MG_O_SEQUENCE;
}

/* Until the last phase a column has its old name: what speaks of it by the new one waits. */
static void wait_for(mg_planner *pl, mg_unit *u, const mg_staged *s)
{
    if (!s || s->unit == u)
        return;
    if (u->goes_before_stage && u->mode == MG_UNIT_DROP)
        return;
    bool text_stays = (pl->ops->staged->views_break && u->kind != MG_O_FOREIGN_KEY) || u->goes_before_stage;
    bool around = text_stays && u->mode == MG_UNIT_RECREATE && u->destroyed && u->produced;
    if (around) /* its text has the old name: it is away meanwhile */
        mg_action_edge(pl, u->destroyed, s->finish);
    mg_action_edge(pl, s->finish, around ? u->produced : u->first);
}

static void wait_for_deps(mg_planner *pl, mg_unit *u, const mg_object *o, bool before)
{
    for (uint32_t i = 0; o && i < o->n_deps; i++)
        wait_for(pl, u, renamed_in_stages(pl, o->deps[i], before));
}

/* The action that saves values, if any does: they come back by the table's key. */
static mg_action *saver(const mg_unit *u)
{
    if (u->kind != MG_O_COLUMN || !u->before || u->mode == MG_UNIT_CREATE || u->mode == MG_UNIT_NONE)
        return NULL;
    if (!u->staged)
        return u->first;
    return u->staged->shape != MG_STAGED_RENAME ? u->staged->finish : u->actions.n ? u->actions.at[u->actions.n - 1] : NULL;
}

static void wait_for_key(mg_planner *pl, mg_unit *u, const mg_object *table)
{
    mg_vec keys;
    mg_vec_init(&keys, &pl->ctx->alloc);
    mg_table_key(pl, table, &keys);
    for (uint32_t i = 0; i < keys.n; i++) {
        const mg_staged *s = renamed_in_stages(pl, keys.at[i], true);
        if (s && s->unit != u)
            mg_action_edge(pl, s->finish, saver(u));
    }
    mg_vec_free(&keys);
}

static void wait_for_names(mg_planner *pl, mg_unit *u)
{
    wait_for_deps(pl, u, u->before, true);
    wait_for_deps(pl, u, u->after, false);
    if (saver(u))
        wait_for_key(pl, u, u->before->parent);
    if (u->kind != MG_O_TABLE || u->mode != MG_UNIT_ALTER || !u->actions.n || ((mg_action *)u->actions.at[0])->op < MG_OP_DIALECT)
        return;
    MG_EACH_CHILD(c, u->before) /* a rebuild names every column */
        wait_for(pl, u, renamed_in_stages(pl, c, true));
}

/* An index may be over several columns that are renamed. */
static void fill_all_first(mg_planner *pl, mg_staged *s)
{
    for (uint32_t i = 0; i < s->carried.n; i++) {
        const mg_object *o = ((const mg_carried *)s->carried.at[i])->before;
        for (uint32_t k = 0; k < o->n_deps; k++) {
            mg_staged *other = renamed_in_stages(pl, o->deps[k], true);
            if (other && other != s)
                mg_action_edge(pl, other->fill, s->build);
        }
    }
}

static mg_action *view_drop_of(const mg_planner *pl, const mg_unit *u)
{
    const mg_object *o = mg_unit_object(u);
    const mg_unit *t = !o->parent ? NULL : u->after ? mg_unit_raw_after(pl, o->parent) : mg_unit_raw_before(pl, o->parent);
    return t ? t->view_drop : NULL;
}

/* What AFTER has no more over the first column goes before it, not with it: its own step would find nothing. An index that is
 * replaced by one of its name goes in the step of that. */
static void drop_users_first(mg_planner *pl, const mg_staged *s)
{
    if (s->shape == MG_STAGED_RENAME)
        return;
    for (const mg_object *const *d = mg_schema_dependants(pl->before, s->before); *d; d++) {
        const mg_unit *own = mg_unit_raw_before(pl, *d);
        mg_unit *u = mg_unit_of_before(pl, *d);
        if (u && u != s->unit && (u->mode == MG_UNIT_DROP || (own && own != u && !own->after)))
            mg_action_edge(pl, u->destroyed ? u->destroyed : u->first, s->finish);
    }
}

void mg_stage_edges(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->staged.n; i++) {
        if (((const mg_staged *)pl->staged.at[i])->shape == MG_STAGED_MOVE)
            mg_move_edges(pl, pl->staged.at[i]);
        fill_all_first(pl, pl->staged.at[i]);
        drop_users_first(pl, pl->staged.at[i]);
        if (pl->ops->staged->edges && ((const mg_staged *)pl->staged.at[i])->shape == MG_STAGED_RENAME)
            pl->ops->staged->edges(pl, pl->staged.at[i]);
    }
    mg_stage_view_edges(pl);
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        if (u->first && !u->absorbed_by && pl->staged.n)
            wait_for_names(pl, u);
        mg_action *drop = pl->views.n && u->kind == MG_O_COLUMN ? view_drop_of(pl, u) : NULL;
        if (drop && u->staged)
            mg_action_edge(pl, drop, u->staged->finish);
        else if (drop && u->destroyed)
            mg_action_edge(pl, drop, u->first);
    }
}

mg_str mg_staged_name_now(const mg_planner *pl, const mg_object *column)
{
    const mg_staged *s = renamed_in_stages(pl, column, column->owner == pl->before);
    return s && !s->finished ? s->old->name : column->name;
}

/* A plan that goes on from the middle of another one may find the columns with their names changed already. */
static bool has_swapped(const mg_planner *pl, const mg_staged *s)
{
    const mg_object *table = s->before->parent;
    const mg_object *there = pl->actual ? mg_schema_find(pl->actual, MG_O_TABLE, table->schema, table->name) : NULL;
    return there && s->aside && mg_object_child(there, MG_O_COLUMN, s->aside->name);
}

mg_str mg_staged_last_name(const mg_planner *pl, const mg_object *column)
{
    const mg_unit *u = column->owner == pl->before ? mg_unit_raw_before(pl, column) : mg_unit_raw_after(pl, column);
    const mg_staged *s = column->kind == MG_O_COLUMN && u ? u->staged : NULL;
    if (s && s->shape == MG_STAGED_TYPE && s->added && !s->swapped)
        return has_swapped(pl, s) ? s->after->name : s->beside->name;
    if (s && s->shape == MG_STAGED_BOTH && s->added)
        return s->beside->name;
    return mg_staged_name_now(pl, column);
}

mg_str mg_staged_name_in(const mg_planner *pl, const mg_object *table, mg_str column)
{
    const mg_object *c = column_named(pl, table, column);
    return c ? mg_staged_last_name(pl, c) : column;
}

bool mg_staged_alone(const mg_planner *pl, const mg_staged *s, const mg_object *o)
{
    const mg_object *before = o->owner == pl->after ? mg_plan_before_of(pl, o) : o;
    for (uint32_t i = 0; before && i < before->n_deps; i++)
        if (before->deps[i] != s->before && before->deps[i]->kind == MG_O_COLUMN &&
            !mg_str_eq(mg_staged_name_now(pl, before->deps[i]), before->deps[i]->name))
            return false;
    return true;
}
