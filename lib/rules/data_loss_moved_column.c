/* A column goes, and one of the same name comes to a table that a foreign key links with its own: its values may have moved
 * there, and only a person knows. The statement that copies them stands ready; nothing is copied by itself. */
#include "diff/moved.h"
#include "rules/util.h"

enum { MOST = 16 };

/* ---- what says nothing ------------------------------------------------------------- */

/* So many tables have columns of these names that one which goes and one which comes have nothing to do with each other. */
static bool is_everybodys(mg_str name)
{
    static const char *const names[] = {
        "id", "uuid", "guid", "name", "title", "type", "kind", "status", "state", "position", "version", "active", "enabled", "deleted", "value", "key",
        "data", "code", "order", "sort_order", "created", "updated", "modified", "created_at", "updated_at", "modified_at", "deleted_at", "inserted_at", "created_by",
        "updated_by", "deleted_by", "created_on", "updated_on", "date", "timestamp", "time", "is_active", "is_deleted", "lock_version", "count", "description", "tenant_id",
        "user_id", "owner_id", "parent_id", "metadata", "options", "settings", "config", "comment", "notes", "slug", "sort", "weight", "flags", "label", "url"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_iis(name, names[i]))
            return true;
    return false;
}

static bool is_in_key(const mg_object *column)
{
    MG_EACH_CHILD(k, column->parent)
        if ((k->kind == MG_O_PRIMARY_KEY || k->kind == MG_O_FOREIGN_KEY) && mg_rule_key_holds(k, column->name))
            return true;
    return false;
}

static bool may_move(const mg_object *column)
{
    return column->kind == MG_O_COLUMN && !mg_attr(column, A_GENERATED) && !mg_attr(column, A_IDENTITY) && !mg_attr(column, A_AUTO_INCREMENT) && !is_in_key(column);
}

/* ---- where to -------------------------------------------------------------------------- */

static bool ends_with(mg_str s, mg_str end) { return s.n >= end.n && mg_str_ieq((mg_str){s.p + s.n - end.n, end.n}, end); }

/* address; or users_address, user_address. */
static bool names_it(mg_str name, const mg_object *from)
{
    mg_str table = from->parent->name;
    if (mg_str_ieq(name, from->name))
        return !is_everybodys(name);
    if (name.n < from->name.n + 2 || !ends_with(name, from->name) || name.p[name.n - from->name.n - 1] != '_')
        return false;
    mg_str head = {name.p, name.n - from->name.n - 1};
    bool plural = table.n > 1 && (table.p[table.n - 1] | 32) == 's';
    return mg_str_ieq(head, table) || (plural && mg_str_ieq(head, (mg_str){table.p, table.n - 1}));
}

/* ---- names of columns that come ------------------------------------------------------------ */

/* Bits by a name's sum; another name may have the same bit. */
struct mg_coming_columns {
    uint64_t bits[64];
};

static uint32_t sum_of(uint32_t sum, mg_str s)
{
    for (uint32_t i = 0; i < s.n; i++)
        sum = (sum ^ ((unsigned char)s.p[i] | 32u)) * 16777619u;
    return sum;
}

static uint64_t *bits_of(struct mg_coming_columns *all, uint32_t sum) { return &all->bits[sum >> 6 & 63]; }

static uint64_t bit_of(uint32_t sum) { return UINT64_C(1) << (sum & 63); }

static void note(struct mg_coming_columns *all, const mg_object *column)
{
    uint32_t sum = sum_of(0, column->name);
    *bits_of(all, sum) |= bit_of(sum);
}

static struct mg_coming_columns *collect(const mg_rule_ctx *rc)
{
    struct mg_coming_columns *all = MG_NEW(rc->arena, struct mg_coming_columns);
    for (uint32_t i = 0; all && i < rc->changes->list.n; i++) {
        const mg_change *c = rc->changes->list.at[i];
        if (c->type == MG_C_ADD_COLUMN)
            note(all, c->after);
        for (const mg_object *o = mg_rule_is(c, MG_C_CREATE, MG_O_TABLE) ? c->after->first : NULL; o && o->kind == MG_O_COLUMN; o = o->next)
            note(all, o);
    }
    return all;
}

static bool has(struct mg_coming_columns *all, uint32_t sum) { return (*bits_of(all, sum) & bit_of(sum)) != 0; }

/* False: no column comes, to whatever table, that names_it. */
static bool may_come(const mg_rule_ctx *rc, const mg_object *from)
{
    if (!rc->coming)
        ((mg_rule_ctx *)(uintptr_t)rc)->coming = collect(rc);
    if (!rc->coming || (has(rc->coming, sum_of(0, from->name)) && !is_everybodys(from->name)))
        return true;
    mg_str table = from->parent->name, one = {table.p, table.n ? table.n - 1 : 0};
    return has(rc->coming, sum_of(sum_of(sum_of(0, table), MG_STR("_")), from->name)) ||
           has(rc->coming, sum_of(sum_of(sum_of(0, one), MG_STR("_")), from->name));
}

static bool any_may_come(const mg_rule_ctx *rc, const mg_object *table)
{
    for (const mg_object *c = table->first; c && c->kind == MG_O_COLUMN; c = c->next)
        if (may_come(rc, c) && may_move(c))
            return true;
    return false;
}

typedef struct neighbours {
    const mg_object *at[MOST]; /* tables of AFTER */
    uint32_t n;
} neighbours;

static void add(neighbours *l, const mg_object *table)
{
    for (uint32_t i = 0; i < l->n; i++)
        if (l->at[i] == table)
            return;
    if (table && table->kind == MG_O_TABLE && l->n < MOST)
        l->at[l->n++] = table;
}

static const mg_object *in_after(const mg_rule_ctx *rc, const mg_object *table)
{
    return table->owner == mg_rule_after(rc) ? table : mg_changes_counterpart(rc->changes, table);
}

static void linked_with(const mg_rule_ctx *rc, neighbours *l, const mg_object *table)
{
    MG_EACH_CHILD(fk, table)
        for (uint32_t i = 0; fk->kind == MG_O_FOREIGN_KEY && i < mg_n_deps(fk); i++)
            if (fk->deps[i]->kind == MG_O_TABLE && fk->deps[i] != table)
                add(l, in_after(rc, fk->deps[i]));
    for (const mg_object *const *d = mg_schema_dependants_of(table->owner, table, MG_O_FOREIGN_KEY); *d; d++)
        if ((*d)->kind == MG_O_FOREIGN_KEY && (*d)->parent != table)
            add(l, in_after(rc, (*d)->parent));
}

/* The one column that it may have become; NULL: none, or more than one. */
static const mg_object *find_goal(const mg_rule_ctx *rc, const neighbours *l, const mg_object *from)
{
    const mg_object *found = NULL;
    for (uint32_t i = 0; i < l->n; i++)
        MG_EACH_CHILD(c, l->at[i]) {
            if (c->kind != MG_O_COLUMN || !names_it(c->name, from) || !may_move(c) || mg_changes_counterpart(rc->changes, c) || !mg_types_of_move_fit(from, c))
                continue;
            if (found)
                return NULL;
            found = c;
        }
    return found;
}

/* ---- what copies it ------------------------------------------------------------------------ */

typedef struct goal {
    const mg_object *from, *to;
    mg_link link;
    mg_str source, target, x, y; /* tables and columns as SQL */
} goal;

static mg_str column_now(const mg_rule_ctx *rc, const mg_object *column)
{
    const mg_object *later = column->owner == mg_rule_before(rc) ? mg_changes_counterpart(rc->changes, column) : NULL;
    return mg_rule_sql_word(rc, later ? later->name : column->name);
}

static mg_str condition(const mg_rule_ctx *rc, const goal *g)
{
    mg_str out = MG_STR_NONE;
    for (uint32_t i = 0; i < g->link.n; i++) {
        mg_str a = column_now(rc, g->link.source[i]), b = column_now(rc, g->link.target[i]);
        out = mg_arena_printf(rc->arena, "%S%s%S.%S = %S.%S", &out, i ? " AND " : "", &g->source, &a, &g->target, &b);
    }
    return out;
}

static void say_update(const mg_rule_ctx *rc, mg_finding *f, const goal *g)
{
    mg_str on = condition(rc, g);
    if (mg_rule_is_mysql(rc))
        mg_rule_sql(rc, f, "UPDATE %S JOIN %S ON %S SET %S.%S = %S.%S", &g->target, &g->source, &on, &g->target, &g->y, &g->source, &g->x);
    else if (mg_rule_dialect(rc)->lex_mode == MG_LEX_SQLITE)
        mg_rule_sql(rc, f, "UPDATE %S SET %S = (SELECT %S.%S FROM %S WHERE %S)", &g->target, &g->y, &g->source, &g->x, &g->source, &on);
    else
        mg_rule_sql(rc, f, "UPDATE %S SET %S = %S.%S FROM %S WHERE %S", &g->target, &g->y, &g->source, &g->x, &g->source, &on);
}

static const mg_object *value_of(const goal *g, const mg_object *column)
{
    if (column == g->to)
        return g->from;
    for (uint32_t i = 0; i < g->link.n; i++)
        if (g->link.target[i] == column)
            return g->link.source[i];
    const mg_object *same = mg_object_child(g->from->parent, MG_O_COLUMN, column->name);
    bool needed = mg_attr(column, A_NOT_NULL) && !mg_rule_column_has_value(column);
    return needed && same && mg_types_of_move_fit(same, column) ? same : NULL;
}

/* What a new table demands besides has to be known, too. */
static bool say_insert(const mg_rule_ctx *rc, mg_finding *f, const goal *g)
{
    mg_str columns = MG_STR_NONE, values = MG_STR_NONE;
    MG_EACH_CHILD(c, g->to->parent) {
        if (c->kind != MG_O_COLUMN || mg_attr(c, A_GENERATED))
            continue;
        const mg_object *value = value_of(g, c);
        if (!value && mg_attr(c, A_NOT_NULL) && !mg_rule_column_has_value(c))
            return false;
        if (!value)
            continue;
        mg_str name = mg_rule_sql_word(rc, c->name), what = column_now(rc, value);
        columns = mg_arena_printf(rc->arena, "%S%s%S", &columns, columns.n ? ", " : "", &name);
        values = mg_arena_printf(rc->arena, "%S%s%S", &values, values.n ? ", " : "", &what);
    }
    mg_rule_sql(rc, f, "INSERT INTO %S (%S) SELECT %S FROM %S WHERE %S IS NOT NULL", &g->target, &columns, &values, &g->source, &g->x);
    return true;
}

static void say_how(const mg_rule_ctx *rc, mg_finding *f, const goal *g)
{
    mg_str from = mg_rule_name(rc, g->from), to = mg_rule_name(rc, g->to), target = mg_rule_name(rc, g->to->parent);
    if (!mg_changes_counterpart(rc->changes, g->to->parent)) {
        mg_rule_suggest(rc, f, "If they do: copy after expand, and have programs write both until contract. Which rows %S gets is for you to say.", &target);
        say_insert(rc, f, g);
        return;
    }
    mg_rule_suggest(rc, f, "If they do, say so with --rename %S:%S, or a comment -- migra: moved from %S beside the new column: the plan then keeps both in "
                           "step, copies in batches and checks before the old one goes. By hand, after expand and before contract:", &from, &to, &from);
    say_update(rc, f, g);
}

/* ---- the finding -------------------------------------------------------------------------------- */

/* A migration that copies by itself: an UPDATE that names the new column, an INSERT into its new table. */
static bool is_copied(const mg_rule_ctx *rc, const mg_object *to)
{
    if (rc->plan)
        return false;
    if (mg_rule_is_updated(rc, to, NULL, NULL))
        return true;
    const mg_vec *all = &mg_rule_after(rc)->dml;
    for (uint32_t i = 0; i < all->n; i++) {
        const mg_dml *d = all->at[i];
        if (d->kind == S_INSERT && d->stmt && mg_rule_was_called(to->parent, d->table))
            return true;
    }
    return false;
}

/* Said of several rows for one, or of copies into a table that was there before, it is more often chance than not. */
static bool is_likely(const mg_rule_ctx *rc, const goal *g)
{
    if (g->link.shape == MG_LINK_NONE || g->link.several)
        return false;
    bool new_table = !mg_changes_counterpart(rc->changes, g->to->parent);
    return g->link.shape == MG_LINK_ONE || (g->link.shape == MG_LINK_COPIES && new_table);
}

static void look_at(const mg_rule_ctx *rc, const mg_change *c, const neighbours *l, const mg_object *from)
{
    if (from->kind != MG_O_COLUMN || mg_changes_counterpart(rc->changes, from))
        return;
    const mg_object *to = find_goal(rc, l, from);
    if (!to || !may_move(from) || is_copied(rc, to))
        return;
    const mg_move *said = mg_move_of(rc->changes, from);
    if (said && (said->to != to || mg_move_can_be_planned(rc->changes, said)))
        return;
    goal g = {.from = from, .to = to, .link = mg_link_between(rc->changes, from->parent, to->parent)};
    if (!is_likely(rc, &g))
        return;
    const mg_object *now = mg_changes_counterpart(rc->changes, from->parent);
    g.source = mg_rule_sql_name(rc, now ? now : from->parent);
    g.target = mg_rule_sql_name(rc, to->parent);
    g.x = mg_rule_sql_word(rc, from->name);
    g.y = mg_rule_sql_word(rc, to->name);
    mg_str old = mg_rule_name(rc, from), new = mg_rule_name(rc, to);
    mg_finding *f = mg_emit(rc, c, "%S is dropped while %S is added, and a foreign key links the two tables: if its values move there, nothing copies them.", &old, &new);
    say_how(rc, f, &g);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool column = c->type == MG_C_DROP_COLUMN, whole = mg_rule_is(c, MG_C_DROP, MG_O_TABLE);
    const mg_object *table = column && c->before ? c->before->parent : whole ? c->before : NULL;
    if (!table || table->kind != MG_O_TABLE || !(column ? may_come(rc, c->before) && may_move(c->before) : any_may_come(rc, table)))
        return;
    neighbours l = {.n = 0};
    linked_with(rc, &l, table);
    const mg_object *now = mg_changes_counterpart(rc->changes, table);
    if (now)
        linked_with(rc, &l, now);
    if (!l.n)
        return;
    if (column) {
        look_at(rc, c, &l, c->before);
        return;
    }
    MG_EACH_CHILD(from, table)
        look_at(rc, c, &l, from);
}

const mg_rule mg_rule_data_loss_moved_column = {
    .id = "data-loss/moved-column",
    .title = "a dropped column may have moved to another table",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "A column goes from one table, and one of its name and a fitting type comes to another that a foreign key links with it. "
        "If the values are to move there, a drop and an add lose them: nothing copies them along the key.",
    .fix =
        "Say that it moves: `--rename users.address:profiles.address`, the same in `rename` of migra.yaml, or a comment `-- migra: moved from "
        "users.address` beside the new column. The plan then keeps both columns in step by triggers, copies old rows in batches, and "
        "drops the old column only when every value has arrived. When the columns have nothing to do with each other, ignore this.",
    .source = "by comparison of names, types and foreign keys",
    .types = MG_ON(MG_C_DROP_COLUMN) | MG_ON(MG_C_DROP),
    .change = on_change,
};
