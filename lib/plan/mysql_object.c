/* MySQL and MariaDB: keys and constraints, tables, and all else that stands alone. */
#include "plan/mysql_plan.h"
#include "plan/staged.h"

static const char *op_word(mg_planner *pl, const char *verb, int kind)
{
    mg_str s = mg_arena_printf(pl->arena, "%s_%s", verb, mg_object_kind_name(kind));
    return s.p ? s.p : verb;
}

/* ---- keys and constraints ------------------------------------------------------------- */

int mg_my_by_name(mg_str a, mg_str b)
{
    uint32_t n = a.n < b.n ? a.n : b.n;
    for (uint32_t i = 0; i < n; i++) {
        unsigned char x = (unsigned char)mg_lower(a.p[i]), y = (unsigned char)mg_lower(b.p[i]);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return a.n < b.n ? -1 : a.n > b.n;
}

/* Is there already, when the index is made, one over an expression whose name comes behind its own? MySQL keeps the hidden columns
 * of such indexes in the order of their names, and adds one without copying at the end alone (measured on 9.7.4). */
static bool goes_between(const mg_planner *pl, const mg_object *index)
{
    const mg_object *now = index->owner == pl->after ? mg_plan_before_of(pl, index->parent) : index->parent;
    for (const mg_object *k = now ? now->first : NULL; k; k = k->next)
        if (mg_my_is_key(k->kind) && mg_my_has_expression(k) && mg_my_by_name(index->name, k->name) < 0)
            return true;
    const mg_unit *u = mg_unit_of_after(pl, index);
    MG_EACH_CHILD(k, index->parent) {
        const mg_unit *other = k != index && mg_my_is_key(k->kind) && mg_my_has_expression(k) ? mg_unit_of_after(pl, k) : NULL;
        if (other && other->produced && u && u->produced && other->produced->order <= u->produced->order && mg_my_by_name(index->name, k->name) < 0)
            return true;
    }
    return false;
}

const char *mg_my_create_fact(const mg_planner *pl, const mg_object *k)
{
    mg_str kind = mg_attr_text(k, A_INDEX_KIND);
    if (mg_my_is_key(k->kind) && mg_my_has_expression(k))
        return k->kind == MG_O_UNIQUE || goes_between(pl, k) ? "create_unique_functional_index" : "create_index_functional";
    switch (k->kind) {
    case MG_O_PRIMARY_KEY: return "add_primary_key";
    case MG_O_UNIQUE: return "create_unique_index";
    case MG_O_FOREIGN_KEY: return "add_foreign_key";
    case MG_O_CHECK: return mg_attr(k, A_NOT_ENFORCED) ? "add_check_not_enforced" : "add_check";
    default: return mg_str_is(kind, "fulltext") ? "create_fulltext_index" : kind.n ? "create_spatial_index" : "create_index";
    }
}

static const char *drop_fact(int kind)
{
    return kind == MG_O_PRIMARY_KEY ? "drop_primary_key" : kind == MG_O_FOREIGN_KEY ? "drop_foreign_key" : kind == MG_O_CHECK ? "drop_check" : "drop_index";
}

static const char *verb_of(int kind, bool create)
{
    switch (kind) {
    case MG_O_INDEX: return create ? "create_index" : "drop_index";
    case MG_O_UNIQUE: return create ? "add_unique" : "drop_unique";
    case MG_O_PRIMARY_KEY: return create ? "add_primary_key" : "drop_primary_key";
    case MG_O_FOREIGN_KEY: return create ? "add_foreign_key" : "drop_foreign_key";
    default: return create ? "add_check" : "drop_check";
    }
}

/* ---- the index that the server makes for a foreign key ---- */

/* A foreign key that this plan (`back`: its way back) adds, and that begins with the index's columns. */
static bool comes_over(const mg_planner *pl, const mg_object *fk, const mg_object *index, bool back)
{
    const mg_unit *u = fk->kind != MG_O_FOREIGN_KEY ? NULL : back ? mg_unit_of_before(pl, fk) : mg_unit_of_after(pl, fk);
    return u && u->kind == MG_O_FOREIGN_KEY && u->mode != MG_UNIT_NONE && u->mode != MG_UNIT_ALTER && mg_my_key_covers(index, fk);
}

/* The last of them in the table's order; *alone: there is no other. */
static const mg_object *last_over(const mg_planner *pl, const mg_object *index, bool back, bool *alone)
{
    const mg_object *last = NULL;
    *alone = true;
    MG_EACH_CHILD(c, index->parent)
        if (comes_over(pl, c, index, back)) {
            *alone = !last;
            last = c;
        }
    return last;
}

/* An index that a rename has given its name is somebody's own. */
static bool is_made(const mg_planner *pl, const mg_object *index)
{
    const mg_changes *c = pl->changes;
    const mg_object *was = index->owner == c->base && c->of_base && index->id < c->n_base ? c->of_base[index->id] : NULL;
    return (index->flags & MG_OF_IMPLIED) && (!was || mg_str_eq(was->name, index->name));
}

/* The server names the index that it makes as the foreign key, also where it stands in for one that it made for another key.
 * Where the index is called otherwise it is written out, beside the last foreign key that needs it. An index that AFTER writes
 * and that stood already is still one of the server's making when the way back begins. */
static bool is_written(const mg_planner *pl, const mg_object *index, const mg_object *fk, bool back)
{
    bool alone;
    const mg_object *last = last_over(pl, index, back, &alone), *other = back ? mg_plan_after_of(pl, index) : mg_plan_before_of(pl, index);
    if (last != fk)
        return false;
    if (!other)
        return !back && !mg_unit_of_after(pl, index);
    bool still_made = is_made(pl, other) || (back && mg_str_eq(index->name, other->name) && !mg_unit_of_before(pl, index));
    return is_made(pl, index) && still_made && mg_my_key_covers(fk, index) && !(alone && mg_str_ieq(index->name, fk->name));
}

mg_unit *mg_my_made_with(const mg_planner *pl, const mg_object *index)
{
    bool alone;
    const mg_object *fk = index->flags & MG_OF_IMPLIED && !mg_unit_of_after(pl, index) ? last_over(pl, index, false, &alone) : NULL;
    return fk ? mg_unit_of_after(pl, fk) : NULL;
}

static bool was_written(const mg_planner *pl, const mg_object *index)
{
    bool alone;
    const mg_object *last = index ? last_over(pl, index, false, &alone) : NULL;
    return last && is_written(pl, index, last, false);
}

static const mg_object *own_index(mg_planner *pl, const mg_object *fk, bool back)
{
    MG_EACH_CHILD(k, fk->parent) {
        bool implied = k->kind == MG_O_INDEX && (k->flags & MG_OF_IMPLIED) && mg_my_key_covers(k, fk);
        if (implied && is_written(pl, k, fk, back) && !(back && was_written(pl, mg_plan_after_of(pl, k))))
            return k;
    }
    return NULL;
}

static void add_foreign_key(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *fk, const mg_object *own, const mg_action *forth)
{
    mg_my_alter_table(b, pl, fk);
    if (forth)
        mg_my_own_indexes(pl, b, forth, fk);
    const mg_object *there = !own ? NULL : forth ? mg_plan_before_of(pl, own) : mg_plan_after_of(pl, own);
    if (there && mg_str_eq(there->name, own->name)) {
        mg_my_own_index(pl, b, own);
        own = NULL;
    }
    mg_buf_z(b, "ADD ");
    if (!own) {
        mg_object named = *fk;
        if (fk->kind == MG_O_CHECK && pl->d->id == MG_MYSQL) /* numbers go by what else is there: of several the server would give other ones */
            named.flags &= (uint16_t)~MG_OF_AUTONAMED;
        mg_my_render_constraint(b, s, &named);
        return;
    }
    mg_my_render_constraint(b, s, own);
    mg_buf_z(b, ", ADD ");
    mg_my_render_constraint(b, s, fk);
}

static void drop_key(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *k)
{
    (void)pl;
    mg_my_render_drop(b, s, k);
}

/* Implied indexes that this one supersedes come back in the same statement that drops it. */
static void restore_implied(mg_buf *b, mg_planner *pl, const mg_unit *u)
{
    const mg_object *table = mg_plan_before_of(pl, u->after->parent);
    for (const mg_object *k = table ? table->first : NULL; k; k = k->next)
        if (k->kind == MG_O_INDEX && (k->flags & MG_OF_IMPLIED) && mg_unit_of_before(pl, k) == u) {
            mg_buf_z(b, ", ADD ");
            mg_my_render_constraint(b, pl->before, k);
        }
}

/* InnoDB's rows lie in the order of the primary key, else of the first unique one: a unique key may then be more than an index. */
static bool may_cluster(const mg_planner *pl, const mg_object *k)
{
    if (k->kind != MG_O_UNIQUE)
        return false;
    const mg_object *other = k->owner == pl->after ? mg_plan_before_of(pl, k->parent) : mg_plan_after_of(pl, k->parent);
    return !mg_object_child(k->parent, MG_O_PRIMARY_KEY, MG_STR("PRIMARY")) ||
           (other && !mg_object_child(other, MG_O_PRIMARY_KEY, MG_STR("PRIMARY")));
}

static const char *finding_of(int kind)
{
    return kind == MG_O_UNIQUE ? "fail/add-unique-duplicates" : kind == MG_O_FOREIGN_KEY ? "fail/add-fk-orphans"
         : kind == MG_O_CHECK ? "fail/add-check-violated" : NULL;
}

/* MariaDB looks among the old indexes alone for one that serves a foreign key instead of the one that goes. */
static bool needs_successor(const mg_planner *pl, const mg_unit *u)
{
    if (pl->d->id != MG_MARIADB || u->after->kind == MG_O_PRIMARY_KEY || !mg_str_ieq(u->before->name, u->after->name))
        return false;
    MG_EACH_CHILD(fk, u->before->parent)
        if (fk->kind == MG_O_FOREIGN_KEY && mg_my_key_covers(u->before, fk) && mg_my_key_covers(u->after, fk))
            return true;
    return false;
}

/* The new one under the name of the old one, which steps aside until it stands. */
static void replace_beside(mg_buf *b, mg_planner *pl, const mg_schema *was, const mg_object *old, const mg_schema *is, const mg_object *key)
{
    mg_str aside = mg_plan_helper_name(pl, "aside", old->parent->name, old->name);
    mg_my_alter_table(b, pl, old);
    mg_buf_z(b, "RENAME INDEX ");
    mg_print_name(b, pl->d, old->name);
    mg_buf_z(b, " TO ");
    mg_print_name(b, pl->d, aside);
    mg_buf_z(b, ", ADD ");
    mg_my_render_constraint(b, is, key);
    mg_buf_z(b, ";\n");
    mg_object gone = *old;
    gone.name = aside;
    mg_my_render_drop(b, was, &gone);
}

void mg_my_emit_key(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    const mg_object *k = mg_unit_object(u);
    mg_str label = mg_plan_label(pl, k);
    mg_step *s;
    if (a->op == MG_OP_CREATE) {
        const mg_object *own = k->kind == MG_O_FOREIGN_KEY ? own_index(pl, k, false) : NULL;
        add_foreign_key(b, pl, pl->after, u->after, own, a);
        drop_key(undo, pl, pl->after, u->after);
        if (own && !mg_plan_before_of(pl, own)) {
            mg_buf_z(undo, ", DROP INDEX ");
            mg_print_name(undo, pl->d, own->name);
        }
        restore_implied(undo, pl, u);
        s = mg_my_step(pl, a, verb_of(k->kind, true), may_cluster(pl, k) ? NULL : mg_my_create_fact(pl, k), b, undo);
        mg_step_title(pl, s, "add %s %S", mg_object_kind_label(k->kind), &label);
        if (finding_of(k->kind))
            mg_step_finding(pl, s, finding_of(k->kind));
        mg_my_verify(pl, s, u->after, true);
    } else if (a->op == MG_OP_DROP) {
        const mg_object *now = mg_staged_as_now(pl, u->before);
        if (!now)
            return;
        drop_key(b, pl, pl->before, u->before);
        add_foreign_key(undo, pl, pl->before, now, k->kind == MG_O_FOREIGN_KEY ? own_index(pl, u->before, true) : NULL, NULL);
        s = mg_my_step(pl, a, verb_of(k->kind, false), may_cluster(pl, k) ? NULL : drop_fact(k->kind), b, undo);
        mg_step_title(pl, s, "drop %s %S", mg_object_kind_label(k->kind), &label);
        mg_my_verify(pl, s, u->before, false);
    } else { /* a key is replaced */
        bool primary = k->kind == MG_O_PRIMARY_KEY;
        const mg_object *now = mg_staged_as_now(pl, u->before);
        if (!now)
            return;
        if (needs_successor(pl, u)) {
            replace_beside(b, pl, pl->before, u->before, pl->after, u->after);
            replace_beside(undo, pl, pl->after, u->after, pl->before, now);
        } else {
            drop_key(b, pl, pl->before, u->before);
            mg_buf_z(b, ", ");
            mg_my_own_indexes(pl, b, a, u->after);
            mg_buf_z(b, "ADD ");
            mg_my_render_constraint(b, pl->after, u->after);
            drop_key(undo, pl, pl->after, u->after);
            mg_buf_z(undo, ", ADD ");
            mg_my_render_constraint(undo, pl->before, now);
        }
        restore_implied(undo, pl, u);
        s = mg_my_step(pl, a, verb_of(k->kind, true), primary ? "replace_primary_key" : NULL, b, undo);
        mg_step_title(pl, s, "replace %s %S", mg_object_kind_label(k->kind), &label);
        if (finding_of(k->kind))
            mg_step_finding(pl, s, finding_of(k->kind));
    }
}

/* ---- tables ----------------------------------------------------------------------------- */

static void create_table(mg_planner *pl, mg_action *a)
{
    const mg_object *t = a->unit->after;
    mg_str label = mg_plan_label(pl, t);
    mg_my_render_table(&pl->sql, pl->after, t, false);
    mg_my_render_drop(&pl->sql2, pl->after, t);
    mg_step *s = mg_my_step(pl, a, "create_table", NULL, &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "create table %S", &label);
    mg_my_verify(pl, s, t, true);
}

/* Foreign keys and triggers without a unit of their own went with the table. */
static void bring_back(mg_planner *pl, mg_buf *b, const mg_unit *u, mg_str saved)
{
    const mg_object *t = u->before;
    mg_my_render_table(b, pl->before, t, false);
    if (saved.n) {
        mg_buf_z(b, ";\n");
        mg_restore_table_sql(pl, b, t, saved);
    }
    MG_EACH_CHILD(c, t) {
        bool gone = (c->kind == MG_O_FOREIGN_KEY || c->kind == MG_O_TRIGGER) && mg_unit_of_before(pl, c) == u;
        if (!gone)
            continue;
        mg_buf_z(b, ";\n");
        mg_my_render_create(b, pl->before, c);
    }
}

static void drop_table(mg_planner *pl, mg_action *a)
{
    const mg_object *t = a->unit->before;
    mg_str label = mg_plan_label(pl, t);
    const char *why = NULL;
    mg_str saved = mg_save_table(pl, a, t, &why);
    bring_back(pl, &pl->sql2, a->unit, saved);
    mg_my_render_drop(&pl->sql, pl->before, t);
    mg_step *s = mg_my_step(pl, a, "drop_table", NULL, &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "drop table %S", &label);
    mg_step_finding(pl, s, "data-loss/drop-table");
    mg_my_verify(pl, s, t, false);
    if (s) {
        s->destroys_data = true;
        s->lock = "EXCLUSIVE";
    }
    if (!saved.n)
        pl->plan->rollback_complete = false;
}

static mg_str collation_of(const mg_object *t)
{
    const mg_node *c = mg_attr_first(t, A_COLLATE);
    return mg_text(c);
}

static const mg_node *option(const mg_object *t, mg_str name)
{
    MG_EACH(p, mg_attr(t, A_OPTIONS))
        if (mg_str_eq(mg_text(p), name))
            return p;
    return NULL;
}

/* What an option is when nobody says it. */
static const char *default_of(mg_str name)
{
    static const struct {
        const char *name, *value;
    } rows[] = {{"row_format", "DEFAULT"},         {"stats_persistent", "DEFAULT"}, {"stats_auto_recalc", "DEFAULT"},
                {"stats_sample_pages", "DEFAULT"}, {"pack_keys", "DEFAULT"},        {"insert_method", "NO"},
                {"compression", "''"},             {"encryption", "'N'"},           {"encrypted", "NO"},
                {"connection", "''"},              {"password", "''"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (mg_str_iis(name, rows[i].name))
            return rows[i].value;
    return "0";
}

static void one_option(mg_buf *b, mg_planner *pl, const mg_node *p, bool reset)
{
    mg_str name = mg_text(p);
    mg_buf_printf(b, "%s%S=", b->n ? ", " : "", &name);
    if (reset || !p->first)
        mg_buf_z(b, default_of(name));
    else
        mg_my_render_option_value(b, pl->after, p);
}

/* What turns the options of x into those of y, as clauses; none when they are equal. */
static void option_clauses(mg_buf *b, mg_planner *pl, const mg_object *x, const mg_object *y)
{
    mg_str ex = mg_attr_text(x, A_ENGINE), ey = mg_attr_text(y, A_ENGINE);
    if (!mg_str_eq(ex, ey))
        mg_buf_printf(b, "ENGINE=%S", &ey);
    mg_str cy = mg_attr_text(y, A_CHARSET), ky = collation_of(y);
    if (!mg_str_eq(mg_attr_text(x, A_CHARSET), cy) || !mg_str_eq(collation_of(x), ky)) {
        mg_buf_printf(b, "%sDEFAULT CHARACTER SET %S", b->n ? ", " : "", &cy);
        if (ky.n)
            mg_buf_printf(b, " COLLATE %S", &ky);
    }
    if (!mg_str_eq(mg_attr_text(x, A_COMMENT), mg_attr_text(y, A_COMMENT))) {
        mg_buf_z(b, b->n ? ", COMMENT=" : "COMMENT=");
        mg_print_string(b, pl->d, mg_attr_text(y, A_COMMENT));
    }
    MG_EACH(p, mg_attr(y, A_OPTIONS)) {
        const mg_node *old = option(x, mg_text(p));
        if (!old || !mg_node_eq(old, p))
            one_option(b, pl, p, false);
    }
    MG_EACH(p, mg_attr(x, A_OPTIONS))
        if (!option(y, mg_text(p)))
            one_option(b, pl, p, true);
}

static void follower_clauses(mg_buf *b, mg_planner *pl, const mg_object *y)
{
    bool back = y->owner != pl->after;
    MG_EACH_CHILD(c, y) {
        const mg_unit *u = c->kind != MG_O_COLUMN ? NULL : back ? mg_unit_of_before(pl, c) : mg_unit_of_after(pl, c);
        if (!u || !mg_my_follows_table(pl, u))
            continue;
        mg_buf_z(b, b->n ? ", MODIFY COLUMN " : "MODIFY COLUMN ");
        mg_my_render_column(b, back ? pl->before : pl->after, c);
    }
}

static bool has_followers(mg_planner *pl, const mg_object *table)
{
    MG_EACH_CHILD(c, table) {
        const mg_unit *u = c->kind == MG_O_COLUMN ? mg_unit_of_after(pl, c) : NULL;
        if (u && mg_my_follows_table(pl, u))
            return true;
    }
    return false;
}

static void period_clauses(mg_buf *b, mg_planner *pl, const mg_object *x, const mg_object *y)
{
    const mg_node *was = mg_attr(x, A_APPLICATION_PERIOD), *is = mg_attr(y, A_APPLICATION_PERIOD);
    if ((!was && !is) || (was && is && mg_node_eq(was, is)))
        return;
    if (was) {
        mg_buf_z(b, b->n ? ", DROP PERIOD FOR " : "DROP PERIOD FOR ");
        mg_print_name(b, pl->d, mg_text(was));
    }
    if (!is)
        return;
    mg_buf_z(b, b->n ? ", ADD PERIOD FOR " : "ADD PERIOD FOR ");
    mg_print_name(b, pl->d, mg_text(is));
    MG_EACH(c, is) {
        mg_buf_z(b, c == is->first ? " (" : ", ");
        mg_print_name(b, pl->d, mg_text(c));
    }
    mg_buf_char(b, ')');
}

static const mg_node *block_size(const mg_object *t)
{
    const mg_node *p = option(t, MG_STR("key_block_size"));
    return p && p->first && !mg_str_is(mg_text(p->first), "0") ? p : NULL;
}

/* Does the key stand as it is to be when the table's options change? */
static bool stands_already(const mg_planner *pl, const mg_action *a, const mg_object *key)
{
    const mg_unit *u = key->owner == pl->after ? mg_unit_of_after(pl, key) : mg_unit_of_before(pl, key);
    return !u || (u->after == key && u->mode == MG_UNIT_CREATE && u->produced && u->produced->order < a->order);
}

/* MariaDB's keys keep the block size with which they were made, and say so once the table has another (measured on 10.11.19, as is
 * that one ALTER makes them anew, those of foreign keys, too). */
static void block_size_clauses(mg_buf *b, mg_planner *pl, const mg_action *a, const mg_object *x, const mg_object *y)
{
    const mg_node *was = block_size(x), *is = block_size(y);
    if (pl->d->id != MG_MARIADB || !was || (is && mg_node_eq(was, is)))
        return;
    MG_EACH_CHILD(k, y) {
        if (!mg_my_is_key(k->kind) || mg_attr(k, A_INDEX_KIND) || !stands_already(pl, a, k))
            continue;
        mg_buf_z(b, k->kind == MG_O_PRIMARY_KEY ? ", DROP PRIMARY KEY" : ", DROP INDEX ");
        if (k->kind != MG_O_PRIMARY_KEY)
            mg_print_name(b, pl->d, k->name);
        mg_buf_z(b, ", ADD ");
        mg_my_render_constraint(b, y->owner, k);
    }
}

static void alter_with(mg_buf *b, mg_planner *pl, const mg_action *a, const mg_object *x, const mg_object *y)
{
    mg_buf clauses;
    mg_buf_init(&clauses, &pl->ctx->alloc);
    option_clauses(&clauses, pl, x, y);
    follower_clauses(&clauses, pl, y);
    period_clauses(&clauses, pl, x, y);
    block_size_clauses(&clauses, pl, a, x, y);
    if (clauses.n) {
        mg_my_alter_table(b, pl, y);
        mg_buf_str(b, mg_buf_view(&clauses));
    }
    mg_buf_free(&clauses);
    bool was = mg_attr(x, A_SYSTEM_VERSIONING) != NULL, is = mg_attr(y, A_SYSTEM_VERSIONING) != NULL;
    if (was == is)
        return;
    mg_buf_z(b, b->n ? ";\n" : "");
    mg_my_alter_table(b, pl, y);
    mg_buf_z(b, is ? "ADD SYSTEM VERSIONING" : "DROP SYSTEM VERSIONING");
}

static void partition_with(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *y)
{
    mg_my_alter_table(b, pl, y);
    const mg_node *by = mg_attr(y, A_PARTITION_BY);
    if (by)
        mg_my_render_partitions(b, s, by);
    else
        mg_buf_z(b, "REMOVE PARTITIONING");
}

static bool changes_option(const mg_unit *u, mg_str name)
{
    const mg_node *was = option(u->before, name), *is = option(u->after, name);
    return (was || is) && !(was && is && mg_node_eq(was, is));
}

/* What the server does for the options; the dearest of them. */
static const char *options_fact(mg_planner *pl, const mg_unit *u)
{
    if (mg_unit_change(u, MG_C_ALTER_TABLE_ENGINE))
        return "alter_engine";
    if (has_followers(pl, u->after))
        return "convert_charset";
    if (changes_option(u, MG_STR("row_format")) || changes_option(u, MG_STR("key_block_size")))
        return "alter_row_format";
    return mg_unit_change(u, MG_C_ALTER_TABLE_CHARSET) ? "table_charset" : "table_comment";
}

static void alter_table(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    mg_str label = mg_plan_label(pl, u->after);
    alter_with(b, pl, a, u->before, u->after);
    alter_with(undo, pl, a, u->after, u->before);
    if (b->n) {
        const mg_node *was = mg_attr(u->before, A_APPLICATION_PERIOD), *is = mg_attr(u->after, A_APPLICATION_PERIOD);
        bool period = (was || is) && !(was && is && mg_node_eq(was, is));
        mg_step *s = mg_my_step(pl, a, "alter_table_options", period ? NULL : options_fact(pl, u), b, undo);
        mg_step_title(pl, s, "change the options of %S", &label);
    }
    mg_buf_reset(b);
    mg_buf_reset(undo);
    const mg_node *x = mg_attr(u->before, A_PARTITION_BY), *y = mg_attr(u->after, A_PARTITION_BY);
    if ((!x && !y) || (x && y && mg_node_eq(x, y)))
        return;
    partition_with(b, pl, pl->after, u->after);
    partition_with(undo, pl, pl->before, u->before);
    mg_step *s = mg_my_step(pl, a, "alter_partitioning", NULL, b, undo);
    mg_step_title(pl, s, "change the partitions of %S", &label);
    const mg_my_fact *f = mg_fact_mysql(pl->d, y ? "partition_by" : "remove_partitioning", pl->engine_version);
    if (s && f) {
        s->algorithm = f->algorithm;
        s->rewrites_table = s->scans_table = f->rebuilds;
        mg_step_lock(pl, s, f->lock, u->after);
    }
}

void mg_my_emit_table(mg_planner *pl, mg_action *a)
{
    if (a->op == MG_OP_CREATE)
        create_table(pl, a);
    else if (a->op == MG_OP_DROP)
        drop_table(pl, a);
    else
        alter_table(pl, a);
}

/* ---- the rest ------------------------------------------------------------------------------ */

/* The text of CREATE with other words at its head. */
static void create_as(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *o, const char *head)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_my_render_create(&t, s, o);
    mg_str text = mg_buf_view(&t);
    if (mg_str_starts(text, "CREATE")) {
        text.p += 6;
        text.n -= 6;
    }
    mg_buf_printf(b, "%s%S", head, &text);
    mg_buf_free(&t);
}

static bool sequence_option(const mg_object *o, mg_str name)
{
    MG_EACH(p, mg_attr(o, A_SEQUENCE))
        if (mg_str_eq(mg_text(p), name))
            return true;
    return false;
}

/* ALTER SEQUENCE leaves what it does not name: what the other side has besides gets its usual value. */
static void usual_again(mg_buf *b, const mg_planner *pl, const mg_object *to, const mg_object *from)
{
    static const struct {
        const char *name, *usual;
    } rows[] = {{"increment", "INCREMENT BY 1"}, {"minvalue", "NO MINVALUE"}, {"maxvalue", "NO MAXVALUE"}, {"cache", "CACHE 1000"}, {"cycle", "NOCYCLE"}};
    const mg_node *start = NULL, *least = NULL, *had = NULL;
    MG_EACH(p, mg_attr(to, A_SEQUENCE)) {
        start = mg_str_is(mg_text(p), "start") ? p : start;
        least = mg_str_is(mg_text(p), "minvalue") ? p->first : least;
    }
    MG_EACH(p, mg_attr(from, A_SEQUENCE)) {
        had = mg_str_is(mg_text(p), "start") ? p : had;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            if (mg_str_is(mg_text(p), rows[i].name) && !sequence_option(to, mg_text(p)))
                mg_buf_printf(b, " %s", rows[i].usual);
    }
    if (start || !had)
        return;
    mg_buf_z(b, " START WITH ");
    if (least)
        mg_print_expr(b, pl->d, least);
    else
        mg_buf_char(b, '1');
}

/* BEFORE names it without having made it: it is there, and dropping it would take all of BEFORE along. */
static bool was_there(const mg_planner *pl, const mg_object *database)
{
    if (database->kind != MG_O_DATABASE && database->kind != MG_O_SCHEMA)
        return false;
    return mg_plan_lives_in(pl->changes->before, database->name);
}

static void create(const mg_planner *pl, mg_buf *b, const mg_object *o)
{
    if (o->kind == MG_O_TRIGGER && o->parent)
        mg_my_create_trigger(pl, b, o);
    else
        mg_my_render_create(b, o->owner, o);
}

static void note_trigger(mg_step *s, const mg_object *o, bool makes)
{
    if (!s || o->kind != MG_O_TRIGGER)
        return;
    s->trigger = o;
    s->makes = makes;
}

void mg_my_emit_object(mg_planner *pl, mg_action *a)
{
    const mg_unit *u = a->unit;
    const mg_object *o = mg_unit_object(u);
    mg_buf *b = &pl->sql, *undo = &pl->sql2;
    mg_str label = mg_plan_label(pl, o);
    mg_step *s;
    if (a->op == MG_OP_CREATE) {
        bool there = was_there(pl, u->after);
        if (there) {
            mg_buf_z(b, "CREATE DATABASE IF NOT EXISTS ");
            mg_print_name(b, pl->d, o->name);
        } else {
            create(pl, b, u->after);
            mg_my_render_drop(undo, pl->after, u->after);
        }
        s = mg_my_step(pl, a, op_word(pl, "create", o->kind), NULL, b, undo);
        if (there)
            mg_step_no_rollback(pl, s, "BEFORE has objects in %S: it was there already", &label);
        mg_step_title(pl, s, u->mode == MG_UNIT_RECREATE ? "create %s %S again" : "create %s %S", mg_object_kind_label(o->kind), &label);
        mg_my_verify(pl, s, u->after, true);
        note_trigger(s, u->after, true);
    } else if (a->op == MG_OP_DROP) {
        if (mg_plan_is_away(pl, u->before))
            return;
        mg_my_render_drop(b, pl->before, u->before);
        if (!mg_plan_comes_back_last(pl, u->before))
            create(pl, undo, u->before);
        s = mg_my_step(pl, a, op_word(pl, "drop", o->kind), NULL, b, undo);
        mg_step_title(pl, s, "drop %s %S", mg_object_kind_label(o->kind), &label);
        mg_my_verify(pl, s, u->before, false);
        note_trigger(s, u->before, false);
    } else {
        const char *head = o->kind == MG_O_VIEW ? "CREATE OR REPLACE" : "ALTER";
        create_as(b, pl, pl->after, u->after, head);
        if (o->kind == MG_O_SEQUENCE)
            usual_again(b, pl, u->after, u->before);
        if (mg_plan_comes_back_last(pl, u->before))
            mg_my_render_drop(undo, pl->after, u->after);
        else
            create_as(undo, pl, pl->before, u->before, head);
        if (o->kind == MG_O_SEQUENCE)
            usual_again(undo, pl, u->before, u->after);
        s = mg_my_step(pl, a, op_word(pl, o->kind == MG_O_VIEW ? "replace" : "alter", o->kind), NULL, b, undo);
        mg_step_title(pl, s, "change %s %S", mg_object_kind_label(o->kind), &label);
    }
}
