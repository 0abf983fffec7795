/* PostgreSQL: parts of a partitioned table's index or key that are called otherwise than the server would call them. Each is made first
 * under its name, for the parent's takes over what it finds. */
#include "dialect/postgres/postgres.h"
#include "plan/postgres_plan.h"

enum { LEVELS_MAX = 16 };

static mg_str without_number(mg_str s)
{
    while (s.n && mg_is_digit(s.p[s.n - 1]))
        s.n--;
    return s;
}

bool mg_pg_called_alike(mg_str one, mg_str other)
{
    enum { NEARLY_FULL = 60 };
    mg_str x = without_number(one), y = without_number(other);
    uint32_t least = x.n < y.n ? x.n : y.n, head = 0, tail = 0;
    if (mg_str_eq(x, y) || one.n < NEARLY_FULL || other.n < NEARLY_FULL)
        return mg_str_eq(x, y);
    while (head < least && x.p[head] == y.p[head])
        head++;
    while (head + tail < least && x.p[x.n - 1 - tail] == y.p[y.n - 1 - tail])
        tail++;
    return head + tail == least;
}

const mg_object *mg_pg_named_part(mg_planner *pl, const mg_object *partition, const mg_object *from)
{
    const mg_object *part = mg_heir_part(partition, from);
    return part && (part->flags & MG_OF_IMPLIED) && !mg_pg_called_alike(mg_pg_heir_name(part->owner, pl->arena, partition, from), part->name) ? part : NULL;
}

/* A partition of both sides, which stands while the plan runs. */
static const mg_object *stands_as(const mg_planner *pl, const mg_object *partition)
{
    bool back = partition->owner == pl->before;
    const mg_unit *u = back ? mg_unit_of_before(pl, partition) : mg_unit_of_after(pl, partition);
    const mg_object *other = back ? mg_plan_after_of(pl, partition) : mg_plan_before_of(pl, partition);
    bool stays = !u || (u->mode == MG_UNIT_ALTER && !mg_unit_change(u, MG_C_ATTACH_PARTITION));
    return stays && other && mg_attr(other, A_PARTITION_OF) ? other : NULL;
}

/* What it has of its own anyhow will be taken over. */
static bool has_one_already(const mg_object *partition, const mg_object *from)
{
    MG_EACH_CHILD(c, partition)
        if (!(c->flags & MG_OF_EXTERNAL) && mg_is_heir_part(c, from))
            return true;
    return false;
}

static void make(mg_planner *pl, mg_buf *b, const mg_object *part)
{
    if (part->kind == MG_O_INDEX)
        mg_pg_create_index(b, pl, part->owner, part, false);
    else
        mg_pg_create_bare(b, pl, part->owner, part);
}

static void make_below(mg_planner *pl, mg_buf *b, const mg_object *from, const mg_object *table, int level)
{
    for (const mg_object *const *d = mg_schema_dependants(from->owner, table); level < LEVELS_MAX && *d; d++) {
        const mg_object *there = mg_partition_parent(*d) == table ? stands_as(pl, *d) : NULL;
        const mg_object *part = there && !has_one_already(there, from) ? mg_pg_named_part(pl, *d, from) : NULL;
        if (there && mg_pg_is_partitioned(*d))
            make_below(pl, b, from, *d, level + 1);
        if (part)
            make(pl, b, part);
    }
}

void mg_pg_make_named_parts(mg_planner *pl, mg_buf *b, const mg_object *from)
{
    if (mg_pg_is_partitioned(from->parent))
        make_below(pl, b, from, from->parent, 0);
}

/* ---- what the server has named already ---- */

static const mg_unit *unit_of(const mg_planner *pl, const mg_object *o)
{
    return o->owner == pl->before ? mg_unit_of_before(pl, o) : mg_unit_of_after(pl, o);
}

/* The parent has it by the time its partition is made: it stays, or comes with the parent. */
static bool is_given(const mg_planner *pl, const mg_object *from)
{
    const mg_unit *u = unit_of(pl, from);
    return !u || u->mode == MG_UNIT_ALTER || u == unit_of(pl, from->parent);
}

bool mg_pg_gets_part(const mg_planner *pl, const mg_object *part)
{
    const mg_object *parent = part->flags & MG_OF_IMPLIED ? mg_partition_parent(part->parent) : NULL;
    MG_EACH_CHILD(c, parent ? parent : &(const mg_object){0})
        if (mg_is_heir_part(part, c) && is_given(pl, c))
            return true;
    return false;
}

static bool is_index(const mg_object *o) { return o->kind == MG_O_INDEX || o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE; }

static bool reads(const mg_object *index, mg_str column)
{
    for (uint32_t i = 0; i < index->n_deps; i++)
        if (index->deps[i]->kind == MG_O_COLUMN && mg_str_eq(index->deps[i]->name, column))
            return true;
    return false;
}

/* The server numbers names that meet, and in which order is not known. */
static bool meets_another(mg_planner *pl, const mg_object *part, mg_str given, mg_str column)
{
    MG_EACH_CHILD(c, part->parent)
        if (c != part && is_index(c) && (c->flags & MG_OF_IMPLIED) && (!column.n || reads(c, column)) &&
            mg_pg_called_alike(mg_pg_heir_name(part->owner, pl->arena, part->parent, c), given))
            return true;
    return false;
}

/* Where the guess is wrong, the part keeps the server's name. `column`: those that do not read it keep theirs. */
static void rename_part(mg_planner *pl, mg_buf *b, const mg_object *part, const mg_object *from, mg_str column)
{
    mg_str given = mg_pg_heir_name(part->owner, pl->arena, part->parent, from);
    if (meets_another(pl, part, given, column))
        return;
    mg_pg_next(b);
    mg_buf_z(b, "ALTER INDEX IF EXISTS ");
    mg_plan_schema_name(b, pl, part->parent->schema, given);
    mg_buf_z(b, " RENAME TO ");
    mg_print_name(b, pl->d, part->name);
}

void mg_pg_name_parts(mg_planner *pl, mg_buf *b, const mg_object *partition)
{
    const mg_object *parent = mg_partition_parent(partition);
    MG_EACH_CHILD(c, parent ? parent : &(const mg_object){0}) {
        const mg_object *part = is_index(c) && is_given(pl, c) ? mg_pg_named_part(pl, partition, c) : NULL;
        if (part)
            rename_part(pl, b, part, c, MG_STR_NONE);
    }
}

/* An index of that name which is no part there keeps the name. */
static bool is_beside_there(const mg_planner *pl, const mg_object *part)
{
    const mg_object *other = part->owner == pl->before ? mg_plan_after_of(pl, part) : mg_plan_before_of(pl, part);
    return other && !(other->flags & MG_OF_IMPLIED);
}

static void name_below(mg_planner *pl, mg_buf *b, const mg_object *from, const mg_object *table, mg_str column, int level)
{
    for (const mg_object *const *d = mg_schema_dependants(from->owner, table); level < LEVELS_MAX && *d; d++) {
        if (mg_partition_parent(*d) != table || !stands_as(pl, *d))
            continue;
        const mg_object *part = mg_pg_named_part(pl, *d, from);
        if (part && !is_beside_there(pl, part))
            rename_part(pl, b, part, from, column);
        if (mg_pg_is_partitioned(*d))
            name_below(pl, b, from, *d, column, level + 1);
    }
}

void mg_pg_name_parts_again(mg_planner *pl, mg_buf *b, const mg_object *column)
{
    if (!mg_pg_is_partitioned(column->parent))
        return;
    MG_EACH_CHILD(c, column->parent)
        if (is_index(c) && reads(c, column->name) && is_given(pl, c))
            name_below(pl, b, c, column->parent, column->name, 0);
}

bool mg_pg_implied_name(const mg_planner *pl, const mg_change *c)
{
    (void)pl;
    if (c->before->kind == MG_O_SEQUENCE)
        return true;
    return is_index(c->before) && mg_partition_parent(c->before->parent) != NULL;
}
