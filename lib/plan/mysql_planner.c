/* MySQL and MariaDB: which way each change is made, and in what order the server takes it. */
#include "plan/mysql_plan.h"
#include "plan/staged.h"

#include <string.h>

/* ---- questions ------------------------------------------------------------------ */

bool mg_my_is_key(int kind) { return kind == MG_O_PRIMARY_KEY || kind == MG_O_UNIQUE || kind == MG_O_INDEX; }

bool mg_my_needs_value(const mg_object *c)
{
    return mg_attr(c, A_NOT_NULL) && !mg_attr(c, A_DEFAULT) && !mg_attr(c, A_GENERATED) && !mg_attr(c, A_AUTO_INCREMENT);
}

const mg_object *mg_my_check_column(const mg_object *check)
{
    const mg_node *at = check->kind == MG_O_CHECK ? mg_attr_first(check, A_COLUMN_NAMES) : NULL;
    return at ? mg_object_child(check->parent, MG_O_COLUMN, mg_text(at)) : NULL;
}

static mg_str key_column(const mg_node *key)
{
    return key && key->first && key->first->kind == E_COLUMN ? mg_text(key->first) : MG_STR_NONE;
}

bool mg_my_key_has(const mg_object *key, mg_str column)
{
    MG_EACH(k, mg_attr(key, A_KEYS))
        if (mg_str_ieq(key_column(k), column))
            return true;
    return false;
}

bool mg_my_key_covers(const mg_object *key, const mg_object *other)
{
    if (mg_attr(key, A_INDEX_KIND))
        return false;
    const mg_node *k = mg_attr_first(key, A_KEYS);
    MG_EACH(o, mg_attr(other, A_KEYS)) {
        if (!k || !key_column(k).p || mg_child(k, A_PREFIX_LENGTH) || !mg_str_ieq(key_column(k), key_column(o)))
            return false;
        k = k->next;
    }
    return true;
}

/* ---- decide ------------------------------------------------------------------------ */

static bool becomes_or_was_stored(const mg_unit *u)
{
    const mg_node *x = mg_attr(u->before, A_GENERATED), *y = mg_attr(u->after, A_GENERATED);
    if ((x != NULL) != (y != NULL))
        return (x && x->sub == MG_GEN_VIRTUAL) || (y && y->sub == MG_GEN_VIRTUAL) || !x;
    return x && y && x->sub != y->sub;
}

static bool says(mg_str text, const char *word)
{
    size_t n = strlen(word);
    for (uint32_t i = 0; i + n <= text.n; i++)
        if (mg_str_iis((mg_str){text.p + i, (uint32_t)n}, word))
            return true;
    return false;
}

static bool says_alike(const mg_unit *u, const char *word)
{
    return says(mg_attr_text(u->before, A_SCHEDULE), word) == says(mg_attr_text(u->after, A_SCHEDULE), word);
}

/* ALTER EVENT leaves what it does not name: each side names the same clauses. MariaDB leaves parts of the schedule, too
 * (measured on 10.11 and 11.8: ENDS stays). */
static bool event_in_place(const mg_planner *pl, const mg_unit *u)
{
    if (pl->d->id == MG_MARIADB && (!says_alike(u, " starts ") || !says_alike(u, " ends ")))
        return false;
    static const mg_kind clauses[] = {A_OPTIONS, A_ENABLED, A_COMMENT};
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
        if (!mg_attr(u->before, clauses[i]) != !mg_attr(u->after, clauses[i]))
            return false;
    return true;
}

static mg_unit_mode decide(mg_planner *pl, mg_unit *u)
{
    switch (u->kind) {
    case MG_O_EVENT:
        return event_in_place(pl, u) ? MG_UNIT_ALTER : MG_UNIT_RECREATE;
    case MG_O_COLUMN:
        return becomes_or_was_stored(u) ? MG_UNIT_RECREATE : MG_UNIT_ALTER;
    case MG_O_TABLE: case MG_O_VIEW: case MG_O_SEQUENCE: case MG_O_SCHEMA: case MG_O_DATABASE: case MG_O_PRIMARY_KEY:
        return MG_UNIT_ALTER;
    default:
        return MG_UNIT_RECREATE;
    }
}

/* A column under a foreign key keeps its type while the key stands; to MySQL, AUTO_INCREMENT is part of it (error 1833). */
static bool disturbs(mg_planner *pl, const mg_unit *u, const mg_object *d)
{
    if (u->kind != MG_O_COLUMN || d->kind != MG_O_FOREIGN_KEY)
        return false;
    if (pl->d->id == MG_MYSQL && mg_unit_change(u, MG_C_ALTER_AUTO_INCREMENT))
        return true;
    return mg_unit_change(u, MG_C_ALTER_COLUMN_TYPE) || mg_unit_change(u, MG_C_ALTER_CHARSET) || mg_unit_change(u, MG_C_ALTER_COLLATION);
}

/* ---- units that are one statement ------------------------------------------------------ */

static mg_unit *unit_of_key(mg_planner *pl, const mg_object *table, mg_unit_mode mode, const mg_object *column)
{
    bool before = table->owner == pl->before;
    MG_EACH_CHILD(c, table) {
        mg_unit *u = before ? mg_unit_of_before(pl, c) : mg_unit_of_after(pl, c);
        if (u && u->mode == mode && u->kind == c->kind && mg_my_is_key(c->kind) && mg_str_ieq(key_column(mg_attr_first(c, A_KEYS)), column->name))
            return u;
    }
    return NULL;
}

/* The old primary key goes and the new one comes in one ALTER. */
static void join_primary_keys(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        if (u->kind != MG_O_PRIMARY_KEY || u->mode != MG_UNIT_CREATE || u->new_table)
            continue;
        const mg_object *table = mg_plan_before_of(pl, u->after->parent);
        const mg_object *old = table ? mg_object_child(table, MG_O_PRIMARY_KEY, MG_STR("PRIMARY")) : NULL;
        mg_unit *drop = old ? mg_unit_of_before(pl, old) : NULL;
        if (!drop || drop->mode != MG_UNIT_DROP || drop->kind != MG_O_PRIMARY_KEY)
            continue;
        mg_unit_absorb(pl, u, drop);
        u->before = old;
        u->mode = MG_UNIT_ALTER;
    }
}

/* A key that changes under its name: the old one goes and the new one comes in one ALTER. Not so a full-text index: of its
 * parser the server sees no difference, and keeps the old one. */
static void join_keys(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        if ((u->kind != MG_O_INDEX && u->kind != MG_O_UNIQUE) || u->mode != MG_UNIT_CREATE || u->new_table)
            continue;
        if (mg_attr(u->after, A_INDEX_KIND))
            continue;
        const mg_object *table = mg_plan_before_of(pl, u->after->parent);
        for (const mg_object *k = table ? table->first : NULL; k; k = k->next) {
            bool old = (k->kind == MG_O_INDEX || k->kind == MG_O_UNIQUE) && mg_str_ieq(k->name, u->after->name);
            mg_unit *drop = old ? mg_unit_of_before(pl, k) : NULL;
            if (!drop || drop->mode != MG_UNIT_DROP || !mg_my_is_key(drop->kind) || drop->before != k)
                continue;
            mg_unit_absorb(pl, u, drop);
            u->before = k;
            u->mode = MG_UNIT_ALTER;
            break;
        }
    }
}

/* An AUTO_INCREMENT column cannot be without its key for a moment: they come and go together. */
static void join_auto_increment(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        if (u->kind != MG_O_COLUMN || u->new_table || u->dropped_table)
            continue;
        bool gains = u->mode == MG_UNIT_CREATE || (u->mode == MG_UNIT_ALTER && !mg_attr(u->before, A_AUTO_INCREMENT));
        if (gains && mg_attr(u->after, A_AUTO_INCREMENT)) {
            mg_unit *key = unit_of_key(pl, u->after->parent, MG_UNIT_CREATE, u->after);
            mg_unit_absorb(pl, u, key ? key : unit_of_key(pl, u->after->parent, MG_UNIT_ALTER, u->after));
        } else if (u->mode == MG_UNIT_DROP && mg_attr(u->before, A_AUTO_INCREMENT)) {
            mg_unit *key = unit_of_key(pl, u->before->parent, MG_UNIT_DROP, u->before);
            mg_unit_absorb(pl, u, key ? key : unit_of_key(pl, u->before->parent, MG_UNIT_ALTER, u->before));
        }
    }
}

/* MariaDB: a CHECK that stands in its column comes and goes with the column's definition. */
static void join_column_checks(mg_planner *pl)
{
    uint32_t n = pl->units.n;
    for (uint32_t i = 0; i < n; i++) {
        mg_unit *u = pl->units.at[i];
        const mg_object *o = mg_unit_object(u), *column = u->kind == MG_O_CHECK && u->mode != MG_UNIT_NONE ? mg_my_check_column(o) : NULL;
        if (!column || u->new_table || u->dropped_table)
            continue;
        const mg_object *x = u->after ? mg_plan_before_of(pl, column) : column, *y = u->after ? column : mg_plan_after_of(pl, column);
        mg_unit *owner = y ? mg_unit_of_after(pl, y) : x ? mg_unit_of_before(pl, x) : NULL;
        if (!owner && x && y)
            owner = mg_unit_make(pl, MG_UNIT_ALTER, x, y, u->change);
        mg_unit_absorb(pl, owner, u);
    }
}

/* What brings a key of AFTER that the index gives way to; NULL: it was there, or it does not give way. */
static mg_unit *superseded_by(mg_planner *pl, const mg_object *index, const mg_object *key)
{
    if (!mg_my_yields(pl->before, index, key))
        return NULL;
    mg_unit *u = mg_unit_of_after(pl, key);
    if (!u)
        return mg_my_made_with(pl, key);
    bool comes = u->mode == MG_UNIT_CREATE || (u->mode == MG_UNIT_ALTER && u->before && !mg_my_yields(pl->before, index, u->before));
    return comes && u->kind == key->kind ? u : NULL;
}

/* The server drops an index that it made for a foreign key when another one does its work. */
static void leave_implied_indexes(mg_planner *pl)
{
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i], *by = NULL;
        if (u->kind != MG_O_INDEX || u->mode != MG_UNIT_DROP || !(u->before->flags & MG_OF_IMPLIED) || u->dropped_table)
            continue;
        const mg_object *after = mg_plan_after_of(pl, u->before->parent);
        for (const mg_object *c = after ? after->first : NULL; c && !by; c = c->next)
            by = superseded_by(pl, u->before, c);
        if (by)
            mg_unit_absorb(pl, by, u);
    }
}

static void group(mg_planner *pl)
{
    mg_my_name_rights(pl);
    join_primary_keys(pl);
    join_keys(pl);
    join_auto_increment(pl);
    join_column_checks(pl);
    leave_implied_indexes(pl);
}

/* ---- actions ----------------------------------------------------------------------------- */

static void actions(mg_planner *pl, mg_unit *u)
{
    const uint32_t all = MG_AF_PRODUCES | MG_AF_CONSUMES | MG_AF_RELEASES;
    bool key = mg_my_is_key(u->kind);
    if (u->kind == MG_O_COLUMN && u->mode == MG_UNIT_CREATE) {
        mg_action_add(pl, u, MG_OP_CREATE, MG_PHASE_EXPAND, MG_AF_PRODUCES | MG_AF_CONSUMES | MG_AF_EVALUATES);
        if (mg_my_needs_value(u->after)) {
            mg_action_add(pl, u, MG_OP_FINISH, MG_PHASE_MIGRATE, 0);
            mg_action_add(pl, u, MY_OP_SAFE_NOT_NULL, MG_PHASE_MIGRATE, 0);
        }
    } else if ((key || u->kind == MG_O_FOREIGN_KEY || u->kind == MG_O_CHECK) && u->mode == MG_UNIT_CREATE) {
        mg_action *a = mg_action_add(pl, u, MG_OP_CREATE, MG_PHASE_EXPAND, MG_AF_PRODUCES | MG_AF_CONSUMES | MG_AF_EVALUATES);
        if (a && u->kind == MG_O_FOREIGN_KEY)
            a->rank = 480;
    } else if ((u->kind == MG_O_FOREIGN_KEY || u->kind == MG_O_CHECK) && u->mode == MG_UNIT_DROP) {
        mg_action_add(pl, u, MG_OP_DROP, MG_PHASE_EXPAND, MG_AF_DESTROYS);
    } else if (u->mode == MG_UNIT_ALTER) {
        bool metadata = u->kind == MG_O_VIEW || u->kind == MG_O_SEQUENCE;
        mg_action_add(pl, u, MG_OP_ALTER, metadata ? MG_PHASE_EXPAND : MG_PHASE_MIGRATE, all);
    } else {
        mg_actions_default(pl, u);
    }
}

/* ---- order ---------------------------------------------------------------------------------- */

static mg_action *done(const mg_unit *u) { return u ? (u->produced ? u->produced : u->first) : NULL; }

static bool in_period(const mg_object *table, mg_str column)
{
    MG_EACH(c, mg_attr(table, A_APPLICATION_PERIOD))
        if (mg_str_ieq(mg_text(c), column))
            return true;
    return false;
}

/* The table's default character set first: its columns are printed against it. */
static void table_before_columns(mg_planner *pl, mg_unit *u)
{
    mg_unit *t = mg_unit_of_after(pl, u->after->parent);
    if (!t || t->kind != MG_O_TABLE || t->mode != MG_UNIT_ALTER)
        return;
    bool comes = u->mode == MG_UNIT_CREATE && in_period(u->after->parent, u->after->name);
    mg_action_edge(pl, comes ? done(u) : t->first, comes ? t->first : u->first);
}

static bool is_without_overlaps(const mg_object *key)
{
    MG_EACH(k, mg_attr(key, A_KEYS))
        if (mg_str_is(mg_text(k), "without overlaps"))
            return true;
    return false;
}

/* The table's own ALTER brings the period that the key is over, and takes it. */
static void keys_over_periods(mg_planner *pl, mg_unit *u)
{
    const mg_object *key = mg_unit_object(u);
    mg_unit *t = is_without_overlaps(key) ? (u->after ? mg_unit_of_after(pl, key->parent) : mg_unit_of_before(pl, key->parent)) : NULL;
    if (!t || t->kind != MG_O_TABLE || t->mode != MG_UNIT_ALTER)
        return;
    if (u->mode == MG_UNIT_CREATE)
        mg_action_edge(pl, t->first, u->first);
    else if (u->mode == MG_UNIT_DROP)
        mg_action_edge(pl, u->destroyed, t->first);
}

/* A primary key keeps its columns NOT NULL as long as it stands. */
static void nullable_after_primary_key(mg_planner *pl, mg_unit *u)
{
    const mg_object *pk = mg_object_child(u->before->parent, MG_O_PRIMARY_KEY, MG_STR("PRIMARY"));
    mg_unit *k = pk && mg_my_key_has(pk, u->before->name) ? mg_unit_of_before(pl, pk) : NULL;
    if (k && k->kind == MG_O_PRIMARY_KEY)
        mg_action_edge(pl, k->first, u->first);
}

static void auto_increment_edges(mg_planner *pl, mg_unit *u)
{
    bool was = mg_attr(u->before, A_AUTO_INCREMENT) != NULL, is = mg_attr(u->after, A_AUTO_INCREMENT) != NULL;
    if (is && !was)
        MG_EACH_CHILD(c, u->after->parent) {
            mg_unit *k = mg_my_is_key(c->kind) && mg_my_key_has(c, u->after->name) ? mg_unit_of_after(pl, c) : NULL;
            if (k && k != u && mg_my_is_key(k->kind))
                mg_action_edge(pl, done(k), u->first);
        }
    if (was && !is)
        MG_EACH_CHILD(c, u->before->parent) {
            mg_unit *k = mg_my_is_key(c->kind) && mg_my_key_has(c, u->before->name) ? mg_unit_of_before(pl, c) : NULL;
            if (k && k != u && mg_my_is_key(k->kind))
                mg_action_edge(pl, done(u), k->first);
        }
}

/* A table has one AUTO_INCREMENT column: another one is it when the old one is it no more. */
static void one_auto_increment(mg_planner *pl, mg_unit *u)
{
    if (!u->before || !mg_attr(u->before, A_AUTO_INCREMENT) || (u->after && mg_attr(u->after, A_AUTO_INCREMENT)))
        return;
    const mg_object *after = mg_plan_after_of(pl, u->before->parent);
    for (const mg_object *c = after ? after->first : NULL; c; c = c->next) {
        mg_unit *k = c->kind == MG_O_COLUMN && mg_attr(c, A_AUTO_INCREMENT) ? mg_unit_of_after(pl, c) : NULL;
        if (k && k != u && k->kind == MG_O_COLUMN && k->first)
            mg_action_edge(pl, u->destroyed ? u->destroyed : done(u), k->first);
    }
}

/* The bytes of its columns, as they are on the other side where that is asked for; large objects stand in it by a length alone. */
static uint32_t key_bytes(const mg_planner *pl, const mg_object *key, bool other_side)
{
    uint32_t sum = 0;
    MG_EACH(k, mg_attr(key, A_KEYS)) {
        const mg_object *own = mg_object_child(key->parent, MG_O_COLUMN, key_column(k)), *c = own;
        if (own && other_side)
            c = own->owner == pl->after ? mg_plan_before_of(pl, own) : mg_plan_after_of(pl, own);
        sum += c ? mg_my_part_bytes(c, mg_child(k, A_PREFIX_LENGTH)) : 0;
    }
    return sum;
}

enum { LONGEST_KEY = 3072 }; /* of InnoDB */

/* Its columns become too long for it: it goes first of all. */
static bool is_outgrown(const mg_planner *pl, const mg_object *key)
{
    if (key_bytes(pl, key, false) <= LONGEST_KEY && key_bytes(pl, key, true) > LONGEST_KEY)
        return true;
    MG_EACH(k, mg_attr(key, A_KEYS)) {
        const mg_object *was = mg_object_child(key->parent, MG_O_COLUMN, key_column(k)), *is = mg_plan_after_of(pl, was);
        if (was && is && !mg_my_is_large(was) && mg_my_is_large(is))
            return true;
    }
    return false;
}

/* A primary key may come in the statement that takes a column away: the index that a foreign key stood on so far waits for it. */
static void primary_key_takes_over(mg_planner *pl, mg_unit *u)
{
    const mg_object *table = mg_plan_after_of(pl, u->before->parent);
    const mg_object *key = table ? table->first : NULL;
    while (key && key->kind != MG_O_PRIMARY_KEY)
        key = key->next;
    mg_unit *owner = key ? mg_unit_of_after(pl, key) : NULL;
    if (!owner || owner->kind != MG_O_COLUMN || owner->mode != MG_UNIT_DROP || mg_my_key_has(u->before, owner->before->name))
        return;
    MG_EACH_CHILD(fk, table)
        if (fk->kind == MG_O_FOREIGN_KEY && mg_my_key_covers(u->before, fk) && mg_my_key_covers(key, fk))
            mg_action_edge(pl, owner->destroyed, u->first);
}

/* A foreign key needs an index on its own columns all the time; one that goes waits for its successor or for the key's end. */
static void index_after_foreign_keys(mg_planner *pl, mg_unit *u)
{
    const mg_object *table = u->before->parent;
    MG_EACH_CHILD(fk, table) {
        if (fk->kind != MG_O_FOREIGN_KEY || !mg_my_key_covers(u->before, fk))
            continue;
        mg_unit *f = mg_unit_of_before(pl, fk);
        if (f && f->destroyed)
            mg_action_edge(pl, f->destroyed, u->first);
    }
    primary_key_takes_over(pl, u);
    const mg_object *after = is_outgrown(pl, u->before) ? NULL : mg_plan_after_of(pl, table);
    for (const mg_object *c = after ? after->first : NULL; c; c = c->next) {
        mg_unit *k = mg_my_is_key(c->kind) ? mg_unit_of_after(pl, c) : NULL;
        bool same_name = k && mg_str_ieq(c->name, u->before->name);
        if (k && k != u && k->mode == MG_UNIT_CREATE && mg_my_is_key(k->kind) && !same_name)
            mg_action_edge(pl, done(k), u->first);
    }
}

static void foreign_key_after_indexes(mg_planner *pl, mg_unit *u)
{
    MG_EACH_CHILD(c, u->after->parent) {
        mg_unit *k = mg_my_is_key(c->kind) && mg_my_key_covers(c, u->after) ? mg_unit_of_after(pl, c) : NULL;
        if (k && mg_my_is_key(k->kind))
            mg_action_edge(pl, done(k), done(u));
    }
}

/* What goes makes room for what comes under the same name. */
static void same_name(mg_planner *pl, mg_unit *u)
{
    const mg_object *table = mg_plan_before_of(pl, u->after->parent);
    bool key = mg_my_is_key(u->kind);
    for (const mg_object *c = table ? table->first : NULL; c; c = c->next) {
        if (!mg_str_ieq(c->name, u->after->name) || (key ? !mg_my_is_key(c->kind) : c->kind != u->kind))
            continue;
        mg_unit *d = mg_unit_of_before(pl, c);
        if (d && d != u && d->destroyed)
            mg_action_edge(pl, d->destroyed, u->first);
    }
}

static mg_str database_name(const mg_planner *pl, const mg_object *fk)
{
    return mg_arena_printf(pl->arena, "%S|%S", &fk->parent->schema, &fk->name);
}

/* Names of foreign keys are the database's: one makes room for another table's of that name. */
static void foreign_key_names(mg_planner *pl)
{
    mg_map going;
    mg_map_init(&going, &pl->ctx->alloc);
    for (uint32_t i = 0; i < pl->units.n; i++) {
        const mg_unit *u = pl->units.at[i];
        const mg_object *t = u->before && u->destroyed ? u->before : NULL;
        if (t && t->kind == MG_O_FOREIGN_KEY)
            mg_map_put(&going, database_name(pl, t), (void *)(uintptr_t)u);
        else if (t && t->kind == MG_O_TABLE)
            MG_EACH_CHILD(fk, t)
                if (fk->kind == MG_O_FOREIGN_KEY && !mg_map_get(&going, database_name(pl, fk)))
                    mg_map_put(&going, database_name(pl, fk), (void *)(uintptr_t)u);
    }
    for (uint32_t i = 0; i < pl->units.n; i++) {
        const mg_unit *u = pl->units.at[i];
        bool comes = u->kind == MG_O_FOREIGN_KEY && u->mode == MG_UNIT_CREATE && u->first;
        const mg_unit *d = comes ? mg_map_get(&going, database_name(pl, u->after)) : NULL;
        if (d && d != u)
            mg_action_edge(pl, d->destroyed, u->first);
    }
    mg_map_free(&going);
}

/* A key that the column's new type would make too long goes, or gets shorter parts, before; one that the old type would, comes after. */
static void keys_grow(mg_planner *pl, mg_unit *column)
{
    MG_EACH_CHILD(c, column->before->parent) {
        mg_unit *k = mg_my_is_key(c->kind) && mg_my_key_has(c, column->before->name) ? mg_unit_of_before(pl, c) : NULL;
        if (k && k != column && mg_my_is_key(k->kind) && is_outgrown(pl, c))
            mg_action_edge(pl, k->destroyed ? k->destroyed : k->first, column->first);
    }
    MG_EACH_CHILD(c, column->after->parent) {
        mg_unit *k = mg_my_is_key(c->kind) && mg_my_key_has(c, column->after->name) ? mg_unit_of_after(pl, c) : NULL;
        if (k && k != column && mg_my_is_key(k->kind) && is_outgrown(pl, c))
            mg_action_edge(pl, done(column), k->produced ? k->produced : k->first);
    }
}

/* TEXT, BLOB and very long texts stand in a key with a length only: a key over the whole value goes, or gets one, before; and comes after. */
static void keys_of_large_objects(mg_planner *pl, mg_unit *u)
{
    bool was = mg_my_is_large(u->before), is = mg_my_is_large(u->after);
    if (was == is) {
        keys_grow(pl, u);
        return;
    }
    const mg_object *table = is ? u->before->parent : u->after->parent;
    MG_EACH_CHILD(c, table) {
        if (!mg_my_is_key(c->kind) || !mg_my_key_has(c, is ? u->before->name : u->after->name))
            continue;
        mg_unit *k = is ? mg_unit_of_before(pl, c) : mg_unit_of_after(pl, c);
        if (!k || k == u || !mg_my_is_key(k->kind))
            continue;
        if (is)
            mg_action_edge(pl, k->destroyed ? k->destroyed : k->first, u->first);
        else
            mg_action_edge(pl, done(u), k->produced ? k->produced : k->first);
    }
}

/* A spatial key stands on columns that are NOT NULL only. */
static void spatial_key_after_not_null(mg_planner *pl, mg_unit *u)
{
    if (!mg_str_is(mg_attr_text(u->after, A_INDEX_KIND), "spatial"))
        return;
    MG_EACH_CHILD(c, u->after->parent) {
        mg_unit *column = c->kind == MG_O_COLUMN && mg_my_key_has(u->after, c->name) ? mg_unit_of_after(pl, c) : NULL;
        if (column && column != u && column->kind == MG_O_COLUMN && column->actions.n)
            mg_action_edge(pl, column->actions.at[column->actions.n - 1], u->first);
    }
}

/* NEW.x and OLD.x in a body are looked up when the trigger is made. */
static void trigger_after_columns(mg_planner *pl, mg_unit *u)
{
    MG_EACH_CHILD(c, u->after->parent) {
        mg_unit *column = c->kind == MG_O_COLUMN ? mg_unit_of_after(pl, c) : NULL;
        if (column && column->kind == MG_O_COLUMN && column->mode == MG_UNIT_CREATE)
            mg_action_edge(pl, done(column), u->first);
    }
}

bool mg_my_follows_table(const mg_planner *pl, const mg_unit *u)
{
    if (u->kind != MG_O_COLUMN || u->mode != MG_UNIT_ALTER || u->new_table)
        return false;
    const mg_unit *t = mg_unit_of_after(pl, u->after->parent);
    if (!t || t->kind != MG_O_TABLE || t->mode != MG_UNIT_ALTER || !mg_unit_change(t, MG_C_ALTER_TABLE_CHARSET))
        return false;
    for (uint32_t i = 0; i < u->changes.n; i++) {
        int type = ((const mg_change *)u->changes.at[i])->type;
        if (type != MG_C_ALTER_CHARSET && type != MG_C_ALTER_COLLATION)
            return false;
    }
    return u->changes.n > 0;
}

/* The table's statement carries the column: what has to come before the one has to come before the other. */
static void precede_table(mg_planner *pl, mg_unit *u)
{
    mg_unit *t = mg_unit_of_after(pl, u->after->parent);
    for (uint32_t i = 0; i < u->first->preds.n; i++)
        mg_action_edge(pl, u->first->preds.at[i], t->first);
}

static void edges(mg_planner *pl)
{
    foreign_key_names(pl);
    for (uint32_t i = 0; i < pl->units.n; i++) {
        mg_unit *u = pl->units.at[i];
        if (u->mode == MG_UNIT_NONE || !mg_unit_object(u)->parent)
            continue;
        if (u->kind == MG_O_COLUMN && u->after && !u->new_table) {
            table_before_columns(pl, u);
        }
        if (u->kind == MG_O_COLUMN && u->mode == MG_UNIT_ALTER && (mg_unit_change(u, MG_C_ALTER_COLUMN_TYPE) || mg_unit_change(u, MG_C_ALTER_CHARSET)) && !u->staged)
            keys_of_large_objects(pl, u);
        if (mg_my_follows_table(pl, u))
            precede_table(pl, u);
        if (u->kind == MG_O_COLUMN && u->mode == MG_UNIT_ALTER)
            auto_increment_edges(pl, u);
        if (u->kind == MG_O_COLUMN && !u->new_table && !u->dropped_table)
            one_auto_increment(pl, u);
        if (u->kind == MG_O_COLUMN && u->mode == MG_UNIT_ALTER && mg_unit_change(u, MG_C_DROP_NOT_NULL))
            nullable_after_primary_key(pl, u);
        if (mg_my_is_key(u->kind) && !u->new_table && !u->dropped_table)
            keys_over_periods(pl, u);
        if (mg_my_is_key(u->kind) && u->mode == MG_UNIT_DROP)
            index_after_foreign_keys(pl, u);
        if (u->kind == MG_O_FOREIGN_KEY && u->after)
            foreign_key_after_indexes(pl, u);
        if (u->after && u->mode == MG_UNIT_CREATE && u->kind != MG_O_COLUMN)
            same_name(pl, u);
        if (mg_my_is_key(u->kind) && u->mode == MG_UNIT_CREATE && !u->new_table)
            spatial_key_after_not_null(pl, u);
        if (u->kind == MG_O_TRIGGER && u->mode == MG_UNIT_CREATE && !u->new_table)
            trigger_after_columns(pl, u);
        if (u->kind == MG_O_TRIGGER)
            mg_my_trigger_edges(pl, u);
    }
}

static void emit(mg_planner *pl, mg_action *a)
{
    int kind = a->unit->kind;
    if (mg_my_follows_table(pl, a->unit))
        return;
    if (kind == MG_O_COLUMN)
        mg_my_emit_column(pl, a);
    else if (mg_my_is_key(kind) || kind == MG_O_FOREIGN_KEY || kind == MG_O_CHECK)
        mg_my_emit_key(pl, a);
    else if (kind == MG_O_TABLE)
        mg_my_emit_table(pl, a);
    else
        mg_my_emit_object(pl, a);
}

/* ---- saved values ------------------------------------------------------------------------------ */

static void restore_column(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str saved, const mg_vec *keys)
{
    mg_buf_z(b, "UPDATE ");
    mg_plan_table(b, pl, column);
    mg_buf_printf(b, " AS t JOIN %S AS s ON ", &saved);
    for (uint32_t i = 0; i < keys->n; i++) {
        const mg_object *k = keys->at[i];
        mg_buf_z(b, i ? " AND s." : "s.");
        mg_print_name(b, pl->d, k->name);
        mg_buf_z(b, " = t.");
        mg_print_name(b, pl->d, k->name);
    }
    mg_buf_z(b, " SET t.");
    mg_print_name(b, pl->d, column->name);
    mg_buf_z(b, " = s.");
    mg_print_name(b, pl->d, column->name);
    mg_my_keep_moments(b, pl, column, "t.");
}

/* ---- the script ------------------------------------------------------------------------------------ */

static bool is_zero_date(const mg_object *column)
{
    mg_str type = mg_text(mg_attr_first(column, A_TYPE));
    const mg_node *value = mg_attr_first(column, A_DEFAULT);
    if (!value || value->kind != E_CONST || (!mg_str_starts(type, "date") && !mg_str_is(type, "timestamp")))
        return false;
    mg_str text = mg_text(value);
    for (uint32_t i = 0; i + 3 <= text.n; i++)
        if (memcmp(text.p + i, "-00", 3) == 0)
            return true;
    return false;
}

static bool is_alter(mg_str sql) { return mg_str_starts(sql, "ALTER TABLE "); }

static bool has_zero_date(const mg_object *table)
{
    if (table && table->kind == MG_O_TABLE)
        MG_EACH_CHILD(c, table)
            if (c->kind == MG_O_COLUMN && is_zero_date(c))
                return true;
    return false;
}

/* MySQL's usual mode refuses every ALTER of a table with a column that is zero where nothing is given. */
static bool touches_zero_dates(const mg_plan *p)
{
    const mg_object *last = NULL;
    for (uint32_t i = 0; i < p->steps.n; i++) {
        const mg_object *t = ((const mg_step *)p->steps.at[i])->table;
        if (t && t != last && (has_zero_date(t) || has_zero_date(mg_changes_counterpart(p->changes, t))))
            return true;
        last = t;
    }
    return false;
}

/* MariaDB refuses to alter a table that keeps its history unless the session says what becomes of that (error 4119). */
static bool alters_history(const mg_plan *p)
{
    for (uint32_t i = 0; i < p->steps.n; i++) {
        const mg_step *s = p->steps.at[i];
        const mg_object *other = s->table ? mg_changes_counterpart(p->changes, s->table) : NULL;
        if (s->table && (mg_attr(s->table, A_SYSTEM_VERSIONING) || (other && mg_attr(other, A_SYSTEM_VERSIONING))) && is_alter(s->sql))
            return true;
    }
    return false;
}

static void print_head(mg_buf *b, const mg_plan *p, bool rollback)
{
    (void)rollback;
    if (p->changes->before->dialect->id == MG_MARIADB && alters_history(p))
        mg_buf_z(b, "-- tables that keep their history are altered, and keep it\nSET SESSION system_versioning_alter_history = KEEP;\n");
    if (p->changes->before->dialect->id == MG_MYSQL && touches_zero_dates(p))
        mg_buf_z(b, "-- dates may be zero, as the defaults of these tables are\n"
                    "SET SESSION sql_mode = REPLACE(REPLACE(@@SESSION.sql_mode, 'NO_ZERO_IN_DATE', ''), 'NO_ZERO_DATE', '');\n");
    mg_buf_z(b, "-- wait no longer than this for a metadata lock: a waiting ALTER makes everybody else wait\nSET SESSION lock_wait_timeout = 10;\n");
}

static bool holds_body(mg_str sql)
{
    static const char *const words[] = {" TRIGGER ", " PROCEDURE ", " FUNCTION ", " EVENT ", " PACKAGE "};
    if (!mg_str_starts(sql, "CREATE") && !mg_str_starts(sql, "DROP"))
        return false;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        size_t n = strlen(words[w]);
        for (uint32_t i = 0; i + n <= sql.n; i++)
            if (memcmp(sql.p + i, words[w], n) == 0)
                return true;
    }
    return false;
}

/* Where in a step a trigger begins that comes with its table; the end of the step when there is none. No body makes a trigger. */
static uint32_t next_trigger(mg_str sql, uint32_t from)
{
    static const char *const heads[] = {";\nCREATE TRIGGER ", ";\nCREATE DEFINER"};
    for (uint32_t i = from; i < sql.n; i++)
        for (size_t h = 0; sql.p[i] == ';' && h < sizeof heads / sizeof *heads; h++)
            if (mg_str_starts((mg_str){sql.p + i, sql.n - i}, heads[h]))
                return i;
    return sql.n;
}

static void print_step(mg_buf *b, const mg_plan *p, const mg_step *s, mg_str sql)
{
    (void)p;
    (void)s;
    for (uint32_t at = 0; at < sql.n;) {
        uint32_t end = next_trigger(sql, at);
        mg_str part = {sql.p + at, end - at};
        mg_buf_printf(b, holds_body(part) ? "DELIMITER ;;\n%S;;\nDELIMITER ;\n" : "%S;\n", &part);
        at = end + 2;
    }
}

static void complete_rollback(mg_planner *pl)
{
    mg_my_name_lost_rights(pl);
    mg_my_order_views_back(pl);
    mg_my_quiet_triggers(pl);
}

#define MYSQL_OPS                                                                                                     \
    {                                                                                                                 \
        .foreign_keys_apart = true, .foreign_keys_order = true, .indexes_apart = false, .transactions = false,        \
        .decide = decide, .disturbs = disturbs, .group = group, .actions = actions, .edges = edges, .emit = emit,     \
        .merge = mg_my_merge, .complete_rollback = complete_rollback, .tool_commands = mg_my_tool_commands, .rename = mg_my_rename_object,                          \
        .before_renames = mg_my_before_renames, .implied_name = mg_my_implied_name, .describe_rename = mg_my_describe_rename,     \
        .restore_column = restore_column,                                                                             \
        .print_head = print_head, .begin = "START TRANSACTION", .commit = "COMMIT", .print_step = print_step,         \
        .staged = &mg_staged_mysql,                                                                                   \
    }

const mg_planner_ops mg_planner_mysql = MYSQL_OPS;
const mg_planner_ops mg_planner_mariadb = MYSQL_OPS;
