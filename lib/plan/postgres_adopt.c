/* PostgreSQL: a unique index that goes becomes the key that comes, whatever each is called. Nothing is built again, and no
 * duplicate comes in between. So does the index that a plan which stopped half way had built for its key. */
#include "plan/postgres_plan.h"

static bool is_key(const mg_unit *u)
{
    return (u->kind == MG_O_PRIMARY_KEY || u->kind == MG_O_UNIQUE) && u->mode == MG_UNIT_CREATE && !u->new_table && !u->forced;
}

static bool both_say(int attr)
{
    return attr == A_KEYS || attr == A_INCLUDE || attr == A_NULLS_NOT_DISTINCT || attr == A_OPTIONS || attr == A_TABLESPACE;
}

/* All that is said of it is said of the other, or belongs to the one alone. */
static bool says_no_more(const mg_object *o, const mg_object *other, const mg_kind *own)
{
    MG_EACH_ATTR (attr, o) {
        const mg_kind *k = own;
        while (*k && *k != (mg_kind)attr->kind)
            k++;
        const mg_node *there = both_say(attr->kind) ? mg_attr(other, (mg_kind)attr->kind) : NULL;
        if (!*k && !(there && mg_node_eq(attr, there)))
            return false;
    }
    return true;
}

static bool is_btree(const mg_object *index)
{
    const mg_node *method = mg_attr(index, A_METHOD);
    return !method || mg_str_is(mg_text(method), "btree");
}

bool mg_pg_index_serves(const mg_object *index, const mg_object *key)
{
    static const mg_kind index_only[] = {A_UNIQUE, A_METHOD, 0};
    static const mg_kind key_only[] = {A_DEFERRABLE, A_INITIALLY, A_COMMENT, A_INDEX_COMMENT, 0};
    return mg_attr(index, A_UNIQUE) && is_btree(index) && mg_attr(key, A_KEYS) && says_no_more(index, key, index_only) &&
           says_no_more(key, index, key_only);
}

/* The table calls it by its name, or a foreign key leans on it, and would hold the key on the way back. */
static bool is_held(const mg_planner *pl, const mg_object *index)
{
    static const mg_kind by_name[] = {A_CLUSTER, A_REPLICA_IDENTITY};
    for (size_t i = 0; i < sizeof by_name / sizeof *by_name; i++)
        if (mg_str_eq(mg_attr_text(index->parent, by_name[i]), index->name))
            return true;
    for (const mg_object *const *d = mg_schema_dependants(pl->before, index->parent); *d; d++)
        if (mg_pg_stands_on(*d, index))
            return true;
    return false;
}

static bool changes_type(const mg_planner *pl, const mg_object *index)
{
    for (uint32_t i = 0; i < index->n_deps; i++) {
        const mg_unit *u = mg_unit_of_before(pl, index->deps[i]);
        if (u && mg_pg_type_changes(u))
            return true;
    }
    return false;
}

static bool can_be_adopted(const mg_planner *pl, const mg_object *index, const mg_object *key)
{
    const mg_unit *u = mg_unit_of_before(pl, index);
    return u && u->mode == MG_UNIT_DROP && u->before == index && !u->forced && !u->dropped_table && !(index->flags & MG_OF_IMPLIED) &&
           mg_pg_index_serves(index, key) && !is_held(pl, index) && !changes_type(pl, index);
}

/* The one of its name before others. */
static const mg_object *find(const mg_planner *pl, const mg_object *key)
{
    const mg_object *table = mg_plan_before_of(pl, key->parent), *found = NULL;
    if (!table || table->kind != MG_O_TABLE || mg_pg_is_partitioned(table) || mg_pg_is_partitioned(key->parent))
        return NULL;
    MG_EACH_CHILD(c, table)
        if (c->kind == MG_O_INDEX && (!found || mg_str_eq(c->name, key->name)) && can_be_adopted(pl, c, key))
            found = c;
    return found;
}

void mg_pg_adopt_index(mg_planner *pl, mg_unit *u)
{
    u->adopted = is_key(u) ? find(pl, u->after) : NULL;
    if (u->adopted)
        mg_unit_absorb(pl, u, mg_unit_of_before(pl, u->adopted));
    else
        mg_pg_adopt_parts(pl, u);
}

void mg_pg_emit_adopt(mg_planner *pl, mg_action *a)
{
    const mg_object *key = a->unit->after, *index = a->unit->adopted;
    bool primary = key->kind == MG_O_PRIMARY_KEY;
    mg_str label = mg_plan_label(pl, key);
    mg_pg_key_by_index(&pl->sql, pl, key, index->name);
    mg_pg_drop(&pl->sql2, pl, pl->after, key);
    mg_pg_create_index(&pl->sql2, pl, pl->before, index, false); /* with the key gone, no time is left to be gentle in */
    mg_step *s = mg_pg_step(pl, a, primary ? "add_primary_key" : "add_unique",
                            primary ? "add_primary_key_using_index" : "add_unique_using_index", &pl->sql, &pl->sql2);
    mg_step_title(pl, s, "make index %S %s %S", &index->name, primary ? "primary key" : "unique constraint", &label);
    mg_pg_verify_exists(pl, s, key, true);
    mg_pg_comment_on_key(pl, a, key);
}
