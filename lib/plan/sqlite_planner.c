/* SQLite: native ALTER TABLE where it does exactly what is wanted, else a rebuild. */
#include "plan/sqlite_plan.h"
#include "plan/staged.h"

#include <string.h>

/* ---- decide ---- */

static mg_unit_mode decide(mg_planner *pl, mg_unit *u)
{
    (void)pl;
    switch (u->kind) {
    case MG_O_INDEX:
    case MG_O_VIEW:
    case MG_O_TRIGGER: return MG_UNIT_RECREATE;
    default: return MG_UNIT_ALTER;
    }
}

/* ---- group: what one rebuild does at once ---- */

static const mg_object *table_after(const mg_planner *pl, const mg_unit *u)
{
    if (u->after)
        return u->after->parent;
    return u->before->parent ? mg_plan_after_of(pl, u->before->parent) : NULL;
}

static bool is_part_of_table(int kind)
{
    return kind == MG_O_COLUMN || kind == MG_O_PRIMARY_KEY || kind == MG_O_UNIQUE || kind == MG_O_CHECK ||
           kind == MG_O_FOREIGN_KEY;
}

static bool is_native(const mg_planner *pl, const mg_unit *u)
{
    if (u->kind == MG_O_COLUMN && u->mode == MG_UNIT_CREATE)
        return mg_sqlite_addable(pl, u->after);
    if (u->kind == MG_O_COLUMN && u->mode == MG_UNIT_DROP)
        return mg_sqlite_droppable(pl, u->before);
    if (mg_sqlite_in_place(pl, u))
        return true;
    return u->mode == MG_UNIT_CREATE && mg_sqlite_rides_with(pl, u->after);
}

static mg_unit *rebuild_unit(mg_planner *pl, const mg_object *after, const mg_change *because)
{
    const mg_object *before = mg_plan_before_of(pl, after);
    if (!before)
        return NULL;
    mg_unit *u = mg_unit_of_after(pl, after);
    return u ? u : mg_unit_make(pl, MG_UNIT_ALTER, before, after, because);
}

static bool stays(const mg_planner *pl, const mg_object *after)
{
    return after && after->kind == MG_O_TABLE && mg_plan_before_of(pl, after);
}

static void mark_rebuilds(mg_planner *pl)
{
    for (uint32_t i = 0, n = pl->units.n; i < n; i++) {
        mg_unit *u = pl->units.at[i];
        if (u->mode == MG_UNIT_NONE || !is_part_of_table(u->kind))
            continue;
        const mg_object *table = table_after(pl, u);
        if (stays(pl, table) && !is_native(pl, u))
            rebuild_unit(pl, table, u->change);
    }
}

/* Children of a rebuilt table have no life of their own. */
static void absorb_children(mg_planner *pl)
{
    for (uint32_t i = 0, n = pl->units.n; i < n; i++) {
        mg_unit *u = pl->units.at[i];
        const mg_object *table = u->mode == MG_UNIT_NONE ? NULL : table_after(pl, u);
        mg_unit *owner = stays(pl, table) ? mg_unit_of_after(pl, table) : NULL;
        if (owner && owner != u && owner->mode == MG_UNIT_ALTER && owner->kind == MG_O_TABLE)
            mg_unit_absorb(pl, owner, u);
    }
}

/* CHECK and REFERENCES of a new column come with its ADD COLUMN. */
static void absorb_riders(mg_planner *pl)
{
    for (uint32_t i = 0, n = pl->units.n; i < n; i++) {
        mg_unit *u = pl->units.at[i];
        if (u->mode != MG_UNIT_CREATE || (u->kind != MG_O_CHECK && u->kind != MG_O_FOREIGN_KEY))
            continue;
        const mg_object *column = mg_sqlite_rides_with(pl, u->after);
        mg_unit *owner = column ? mg_unit_of_after(pl, column) : NULL;
        if (owner && owner->kind == MG_O_COLUMN && owner->mode == MG_UNIT_CREATE)
            mg_unit_absorb(pl, owner, u);
    }
}

static void group(mg_planner *pl)
{
    mark_rebuilds(pl);
    absorb_children(pl);
    absorb_riders(pl);
}

/* ---- actions ---- */

static bool loses_columns(const mg_planner *pl, const mg_unit *u)
{
    MG_EACH_CHILD (c, u->before)
        if (c->kind == MG_O_COLUMN && !mg_plan_after_of(pl, c))
            return true;
    return false;
}

static void actions(mg_planner *pl, mg_unit *u)
{
    if (u->kind == MG_O_VIRTUAL_TABLE && u->mode == MG_UNIT_ALTER) {
        mg_str label = mg_plan_label(pl, u->after);
        mg_plan_leave_out(pl, "virtual table %S: its arguments cannot be changed in place, and only its module knows how to carry the content over", &label);
        return;
    }
    if (u->kind == MG_O_TABLE && u->mode == MG_UNIT_ALTER) {
        mg_phase phase = loses_columns(pl, u) ? MG_PHASE_CONTRACT : MG_PHASE_MIGRATE;
        mg_action_add(pl, u, MG_OP_REBUILD, phase, MG_AF_PRODUCES | MG_AF_CONSUMES | MG_AF_RELEASES);
        return;
    }
    const mg_object *table = is_part_of_table(u->kind) ? table_after(pl, u) : NULL;
    if (stays(pl, table) && mg_sqlite_in_place(pl, u)) {
        mg_sqlite_in_place_actions(pl, u);
        return;
    }
    mg_actions_default(pl, u);
}

/* New columns stand behind the old ones in the order of AFTER. */
static void edges(mg_planner *pl)
{
    MG_EACH_OBJECT (t, pl->after) {
        mg_action *before = NULL;
        MG_EACH_CHILD (c, t) {
            mg_unit *u = c->kind == MG_O_COLUMN ? mg_unit_of_after(pl, c) : NULL;
            if (!u || u->kind != MG_O_COLUMN || u->mode != MG_UNIT_CREATE)
                continue;
            mg_action_edge(pl, before, u->first);
            before = u->first;
        }
    }
}

/* ---- emit ---- */

static void exists(mg_planner *pl, mg_step *s, const mg_object *o, int wanted)
{
    const char *type = o->kind == MG_O_INDEX ? "index" : o->kind == MG_O_VIEW ? "view" : o->kind == MG_O_TRIGGER ? "trigger" : "table";
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_printf(&b, "SELECT count(*) = %d FROM sqlite_master WHERE type = '%s' AND name = ", wanted, type);
    mg_print_string(&b, pl->d, o->name);
    mg_buf_z(&b, " COLLATE NOCASE");
    mg_step_verify(pl, s, mg_buf_view(&b));
    mg_buf_free(&b);
}

static void column_exists(mg_planner *pl, mg_step *s, const mg_object *c, int wanted)
{
    mg_buf b;
    mg_buf_init(&b, &pl->ctx->alloc);
    mg_buf_printf(&b, "SELECT count(*) = %d FROM pragma_table_xinfo(", wanted);
    mg_print_string(&b, pl->d, c->parent->name);
    mg_buf_z(&b, ") WHERE name = ");
    mg_print_string(&b, pl->d, c->name);
    mg_buf_z(&b, " COLLATE NOCASE");
    mg_step_verify(pl, s, mg_buf_view(&b));
    mg_buf_free(&b);
}

static const char *op_name(const char *verb, int kind)
{
    static const struct {
        int kind;
        const char *create, *drop;
    } names[] = {
        {MG_O_TABLE, "create_table", "drop_table"},   {MG_O_VIRTUAL_TABLE, "create_virtual_table", "drop_virtual_table"},
        {MG_O_INDEX, "create_index", "drop_index"},   {MG_O_VIEW, "create_view", "drop_view"},
        {MG_O_TRIGGER, "create_trigger", "drop_trigger"}, {MG_O_COLUMN, "add_column", "drop_column"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].kind == kind)
            return verb[0] == 'c' ? names[i].create : names[i].drop;
    return verb;
}

static void emit_create(mg_planner *pl, mg_action *a)
{
    const mg_object *o = a->unit->after;
    pl->d->render_create(&pl->sql, pl->after, o);
    if (!pl->sql.n)
        return;
    pl->d->render_drop(&pl->sql2, pl->after, o);
    mg_step *s = mg_step_add(pl, a, op_name("create", o->kind), mg_buf_view(&pl->sql));
    mg_step_rollback(pl, s, mg_buf_view(&pl->sql2));
    mg_str label = mg_plan_label(pl, o);
    mg_step_title(pl, s, "create %s %S", mg_object_kind_name(o->kind), &label);
    if (s && o->kind == MG_O_INDEX && !a->unit->new_table) {
        s->scans_table = true;
        mg_step_lock(pl, s, "EXCLUSIVE", o);
    }
    exists(pl, s, o, 1);
}

static void emit_drop_table(mg_planner *pl, mg_action *a)
{
    const mg_object *o = a->unit->before;
    const char *why = NULL;
    mg_str saved = o->kind == MG_O_TABLE ? mg_save_table(pl, a, o, &why) : MG_STR_NONE;
    if (o->kind == MG_O_VIRTUAL_TABLE)
        why = "only its module knows what a virtual table holds";
    pl->d->render_drop(&pl->sql, pl->before, o);
    pl->d->render_create(&pl->sql2, pl->before, o);
    if (saved.n) {
        mg_buf_z(&pl->sql2, ";\n");
        mg_restore_table_sql(pl, &pl->sql2, o, saved);
    }
    mg_sqlite_children_sql(&pl->sql2, pl->before, o);
    mg_step *s = mg_step_add(pl, a, op_name("drop", o->kind), mg_buf_view(&pl->sql));
    mg_step_rollback(pl, s, mg_buf_view(&pl->sql2));
    if (s)
        s->destroys_data = true;
    if (!saved.n)
        mg_step_no_rollback(pl, s, "the table comes back without its rows: %s", why ? why : "they were not saved");
    mg_str label = mg_plan_label(pl, o);
    mg_step_title(pl, s, "drop table %S", &label);
    mg_step_lock(pl, s, "EXCLUSIVE", o);
    exists(pl, s, o, 0);
}

static void emit_drop(mg_planner *pl, mg_action *a)
{
    const mg_object *o = a->unit->before;
    if (mg_plan_is_away(pl, o))
        return;
    if (o->kind == MG_O_TABLE || o->kind == MG_O_VIRTUAL_TABLE) {
        emit_drop_table(pl, a);
        return;
    }
    const mg_object *was = mg_sqlite_as_it_stands(pl, a->unit);
    pl->d->render_drop(&pl->sql, pl->before, o);
    pl->d->render_create(&pl->sql2, was->owner, was);
    if (o->kind == MG_O_VIEW && a->unit->mode == MG_UNIT_DROP)
        mg_sqlite_children_sql(&pl->sql2, was->owner, was); /* INSTEAD OF triggers go with it */
    mg_step *s = mg_step_add(pl, a, op_name("drop", o->kind), mg_buf_view(&pl->sql));
    mg_step_rollback(pl, s, mg_buf_view(&pl->sql2));
    mg_str label = mg_plan_label(pl, o);
    mg_step_title(pl, s, "drop %s %S", mg_object_kind_name(o->kind), &label);
    exists(pl, s, o, 0);
}

static void add_column_sql(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *column)
{
    mg_buf_z(b, "ALTER TABLE ");
    mg_plan_table(b, pl, column);
    mg_buf_z(b, " ADD COLUMN ");
    mg_sqlite_render_column_whole(b, s, column);
}

static void emit_add_column(mg_planner *pl, mg_action *a)
{
    const mg_object *c = a->unit->after;
    add_column_sql(pl, &pl->sql, pl->after, c);
    mg_step *s = mg_step_add(pl, a, "add_column", mg_buf_view(&pl->sql));
    mg_str label = mg_plan_label(pl, c);
    mg_step_title(pl, s, "add column %S", &label);
    mg_step_lock(pl, s, "EXCLUSIVE", c);
    column_exists(pl, s, c, 1);
    if (pl->engine_version >= 33500)
        mg_sqlite_drop_column_sql(pl, &pl->sql2, c);
    else
        mg_step_no_rollback(pl, s, "DROP COLUMN came with SQLite 3.35");
    mg_step_rollback(pl, s, mg_buf_view(&pl->sql2));
}

static void emit_drop_column(mg_planner *pl, mg_action *a)
{
    const mg_object *c = a->unit->before;
    const char *why = NULL;
    mg_str saved = mg_save_column(pl, a, c, &why);
    mg_sqlite_drop_column_sql(pl, &pl->sql, c);
    add_column_sql(pl, &pl->sql2, pl->before, c);
    if (saved.n) {
        mg_buf_z(&pl->sql2, ";\n");
        mg_restore_column_sql(pl, &pl->sql2, c, saved);
    }
    mg_step *s = mg_step_add(pl, a, "drop_column", mg_buf_view(&pl->sql));
    mg_step_rollback(pl, s, mg_buf_view(&pl->sql2));
    if (s) {
        s->destroys_data = true;
        s->rewrites_table = s->scans_table = true;
    }
    if (!saved.n && !mg_attr(c, A_GENERATED))
        mg_step_no_rollback(pl, s, "the column comes back without its values: %s", why ? why : "they were not saved");
    mg_str label = mg_plan_label(pl, c);
    mg_step_title(pl, s, "drop column %S", &label);
    mg_step_lock(pl, s, "EXCLUSIVE", c);
    column_exists(pl, s, c, 0);
}

static void emit(mg_planner *pl, mg_action *a)
{
    bool column = a->unit->kind == MG_O_COLUMN;
    switch (a->op) {
    case MG_OP_CREATE:
        if (column)
            emit_add_column(pl, a);
        else
            emit_create(pl, a);
        break;
    case MG_OP_DROP:
        if (column)
            emit_drop_column(pl, a);
        else
            emit_drop(pl, a);
        break;
    case MG_OP_IN_PLACE: mg_sqlite_emit_in_place(pl, a); break;
    case MG_OP_REBUILD: mg_sqlite_emit_rebuild(pl, a); break;
    default: break;
    }
}

/* ---- renames ---- */

static const mg_object *find_in(const mg_schema *s, const mg_object *like, mg_str name)
{
    if (!like->parent)
        return mg_schema_find(s, like->kind, MG_STR_NONE, name);
    return mg_object_child(mg_schema_find_relation(s, MG_STR_NONE, like->parent->name), like->kind, name);
}

/* An index, trigger or view has no RENAME: gone and made again under the other name. What it says is taken from the
 * schema in which all is renamed, since tables and columns are so by then. */
static void rename_by_hand(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *o, mg_str to)
{
    const mg_object *renamed = find_in(pl->before, o, to);
    if (!renamed)
        renamed = find_in(pl->before, o, o->name);
    mg_object copy = renamed ? *renamed : *o;
    copy.name = to;
    s->dialect->render_drop(b, s, o);
    mg_buf_z(b, ";\n");
    s->dialect->render_create(b, s, &copy);
}

/* Is the name one that is written, there where it leads? */
static bool leads_to_written_name(const mg_planner *pl, mg_str from, mg_str to)
{
    for (uint32_t i = 0; i < pl->changes->list.n; i++) {
        const mg_change *c = pl->changes->list.at[i];
        if (c->type != MG_C_RENAME_CONSTRAINT)
            continue;
        if (mg_str_eq(c->before->name, from) && mg_str_eq(c->after->name, to))
            return !(c->after->flags & MG_OF_AUTONAMED);
        if (mg_str_eq(c->before->name, to) && mg_str_eq(c->after->name, from))
            return !(c->before->flags & MG_OF_AUTONAMED);
    }
    return true;
}

/* A constraint's name is part of the table's text, which is made as the table stands when its turn comes: what is renamed
 * later bears its old name until then. */
static void rename_constraint(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *o, mg_str to)
{
    mg_object *con = (mg_object *)(uintptr_t)o; /* put back below: the schema is ours for the length of the plan */
    mg_str name = con->name;
    uint8_t flags = con->flags;
    con->name = to;
    con->flags &= (uint8_t)~MG_OF_AUTONAMED;
    if (!leads_to_written_name(pl, name, to))
        con->flags |= MG_OF_AUTONAMED;
    mg_sqlite_rebuild_sql(pl, b, s, con->parent, con->parent, NULL);
    con->name = name;
    con->flags = flags;
}

static void describe_rename(mg_planner *pl, mg_step *s, const mg_object *o, const mg_object *renamed)
{
    if (!mg_is_constraint(o->kind))
        return;
    s->rewrites_table = s->scans_table = true;
    s->algorithm = "rebuild";
    mg_step_lock(pl, s, "EXCLUSIVE", renamed->parent);
}

static bool rename(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *o, mg_str new_schema, mg_str new_name)
{
    (void)new_schema;
    mg_sqlite_hold_triggers(pl, b, s, o);
    switch (o->kind) {
    case MG_O_TABLE:
    case MG_O_VIRTUAL_TABLE:
        mg_buf_z(b, "ALTER TABLE ");
        mg_plan_name(b, pl, o);
        mg_buf_z(b, " RENAME TO ");
        break;
    case MG_O_COLUMN:
        mg_buf_z(b, "ALTER TABLE ");
        mg_plan_table(b, pl, o);
        mg_buf_z(b, " RENAME COLUMN ");
        mg_print_name(b, pl->d, o->name);
        mg_buf_z(b, " TO ");
        break;
    case MG_O_INDEX:
    case MG_O_VIEW:
    case MG_O_TRIGGER: rename_by_hand(pl, b, s, o, new_name); return true;
    case MG_O_PRIMARY_KEY:
    case MG_O_UNIQUE:
    case MG_O_CHECK:
    case MG_O_FOREIGN_KEY: rename_constraint(pl, b, s, o, new_name); return true;
    default: return false;
    }
    mg_print_name(b, pl->d, new_name);
    return true;
}

static void restore_column(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str saved, const mg_vec *keys)
{
    mg_buf_z(b, "UPDATE ");
    mg_plan_table(b, pl, column);
    mg_buf_z(b, " SET ");
    mg_print_name(b, pl->d, column->name);
    mg_buf_z(b, " = (SELECT s.");
    mg_print_name(b, pl->d, column->name);
    mg_buf_printf(b, " FROM %S AS s WHERE ", &saved);
    for (uint32_t i = 0; i < keys->n; i++) {
        const mg_object *k = keys->at[i];
        mg_buf_z(b, i ? " AND s." : "s.");
        mg_print_name(b, pl->d, k->name);
        mg_buf_z(b, " IS ");
        mg_plan_table(b, pl, column);
        mg_buf_char(b, '.');
        mg_print_name(b, pl->d, k->name);
    }
    mg_buf_char(b, ')');
}

/* ---- foreign keys are off while tables are swapped ---- */

static bool has_key_over(const mg_object *table, const mg_node *references, bool or_index)
{
    uint32_t wanted = mg_child_count(references) - 1;
    MG_EACH_CHILD (c, table) {
        bool unique = c->kind == MG_O_PRIMARY_KEY || c->kind == MG_O_UNIQUE ||
                      (or_index && c->kind == MG_O_INDEX && mg_attr(c, A_UNIQUE) && !mg_attr(c, A_PREDICATE));
        const mg_node *keys = unique ? mg_attr(c, A_KEYS) : NULL;
        if (!keys || mg_child_count(keys) != wanted)
            continue;
        uint32_t found = 0;
        MG_EACH (n, references)
            MG_EACH (k, keys)
                found += n->kind == N_NAME && k->first && mg_str_ieq(mg_text(n), mg_text(k->first)) && !mg_child(k, A_COLLATE);
        if (found == wanted)
            return true;
    }
    return false;
}

/* The check stops with an error at a foreign key whose parent, as it is `in` that schema, has no such key. An index that
 * makes one may come and go. */
static bool can_check(const mg_schema *s, const mg_schema *in, bool or_index)
{
    MG_EACH_OBJECT (t, s)
        MG_EACH_CHILD (fk, t) {
            const mg_node *references = fk->kind == MG_O_FOREIGN_KEY ? mg_attr(fk, A_REFERENCES) : NULL;
            const mg_node *qname = mg_child(references, N_QNAME);
            const mg_object *parent = qname ? mg_schema_find(in, MG_O_TABLE, MG_STR_NONE, mg_text(qname)) : NULL;
            if (parent && !has_key_over(parent, references, or_index))
                return false;
        }
    return true;
}

/* What there is to know of the foreign keys, which are looked through once for all phases. */
typedef struct key_checks {
    bool ends;  /* they can be checked at either end */
    bool keyed; /* … without indexes that may come and go */
    bool early; /* … while keys of a later phase have not come yet */
} key_checks;

static key_checks look_at_keys(const mg_planner *pl)
{
    key_checks k = {.keyed = can_check(pl->after, pl->after, false)};
    k.ends = (k.keyed || can_check(pl->after, pl->after, true)) && can_check(pl->before, pl->before, true);
    k.keyed = k.keyed && k.ends;
    k.early = k.ends && can_check(pl->after, pl->before, true);
    return k;
}

/* With foreign keys on, DROP TABLE deletes the rows first, and what cascades from them; where a key cannot be checked, it
 * fails, and so does the way back of a CREATE TABLE. */
static bool swaps(const mg_step *s, bool keyed)
{
    return s->algorithm || strcmp(s->op, "drop_table") == 0 || (!keyed && strcmp(s->op, "create_table") == 0);
}

static mg_step *pragma_step(mg_planner *pl, mg_phase phase, const char *op, const char *title, const char *sql, const char *back)
{
    mg_step *s = mg_step_add(pl, NULL, op, mg_str_of(sql));
    if (!s)
        return NULL;
    s->phase = phase;
    s->title = mg_str_of(title);
    s->transaction = MG_TX_NONE;
    if (back)
        s->rollback_sql = mg_str_of(back);
    pl->plan->steps.n--; /* the caller puts it in its place */
    return s;
}

static bool insert_at(mg_vec *v, uint32_t at, void *p)
{
    if (!p || !mg_vec_push(v, p))
        return false;
    for (uint32_t i = v->n - 1; i > at; i--)
        v->at[i] = v->at[i - 1];
    v->at[at] = p;
    return true;
}

static bool is_last(const mg_vec *steps, mg_phase phase)
{
    return !steps->n || ((const mg_step *)steps->at[steps->n - 1])->phase <= phase;
}

/* Each phase may be run by itself, so each that swaps tables switches for itself. */
static void guard_phase(mg_planner *pl, mg_phase phase, const key_checks *k)
{
    mg_vec *steps = &pl->plan->steps;
    int64_t first = -1, last = -1;
    bool checks = is_last(steps, phase) ? k->ends : k->early;
    for (uint32_t i = 0; i < steps->n; i++) {
        const mg_step *s = steps->at[i];
        if (s->phase != phase || !swaps(s, k->keyed))
            continue;
        first = first < 0 ? (int64_t)i : first;
        last = (int64_t)i;
    }
    if (first < 0)
        return;
    while (first > 0 && ((mg_step *)steps->at[first - 1])->phase == phase)
        first--;
    while (last + 1 < (int64_t)steps->n && ((mg_step *)steps->at[last + 1])->phase == phase)
        last++;
    mg_step *on = pragma_step(pl, phase, "foreign_keys_on", "foreign keys are enforced again", "PRAGMA foreign_keys = ON",
                              "PRAGMA foreign_keys = OFF");
    insert_at(steps, (uint32_t)last + 1, on);
    mg_step *check = !checks ? NULL : pragma_step(pl, phase, "check_foreign_keys", "rows that break a foreign key, if any, are listed here",
                                 "PRAGMA foreign_key_check", NULL);
    if (check)
        check->transaction = MG_TX_SHARED;
    if (check)
        insert_at(steps, (uint32_t)last + 1, check);
    mg_step *off = pragma_step(pl, phase, "foreign_keys_off", "foreign keys rest while tables are swapped",
                               "PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON");
    insert_at(steps, (uint32_t)first, off);
}

static void merge(mg_planner *pl)
{
    const key_checks k = look_at_keys(pl);
    for (int phase = 0; phase < MG_PHASE_COUNT; phase++)
        guard_phase(pl, (mg_phase)phase, &k);
}

const mg_planner_ops mg_planner_sqlite = {
    .indexes_apart = true,
    .transactions = true,
    .decide = decide,
    .group = group,
    .regroup = absorb_children,
    .actions = actions,
    .edges = edges,
    .emit = emit,
    .rename = rename, .complete_rename = mg_sqlite_release_triggers,
    .describe_rename = describe_rename,
    .before_renames = mg_sqlite_before_renames,
    .merge = merge,
    .restore_column = restore_column,
    .staged = &mg_staged_sqlite,
    .begin = "BEGIN",
    .commit = "COMMIT",
};
