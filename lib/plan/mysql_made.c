/* MySQL and MariaDB: an index that the server may have made for a foreign key.
 *
 * SHOW CREATE TABLE shows it like any other, so a BEFORE that was dumped, or one in whose middle a plan stopped, does not tell. The
 * server does know, and lets such an index go, or calls it otherwise, when another key begins with its columns (lib/dialect/mysql/
 * implied.c). RENAME INDEX k TO k makes it somebody's own at once, and does nothing to one that was written (measured on MySQL 9.7.4,
 * MariaDB 10.11.19). */
#include "plan/mysql_plan.h"

static bool is_plain(const mg_object *k)
{
    return k->kind == MG_O_INDEX && !(k->flags & MG_OF_IMPLIED) && !mg_attr(k, A_INDEX_KIND) && !mg_my_has_expression(k);
}

static bool are_alike(const mg_object *key, const mg_object *other)
{
    return mg_my_key_covers(key, other) && mg_my_key_covers(other, key);
}

static bool has_number(mg_str name, mg_str head, mg_str mark)
{
    if (name.n <= head.n + mark.n || !mg_str_ieq((mg_str){name.p, head.n}, head))
        return false;
    if (!mg_str_ieq((mg_str){name.p + head.n, mark.n}, mark))
        return false;
    for (uint32_t i = head.n + mark.n; i < name.n; i++)
        if (name.p[i] < '0' || name.p[i] > '9')
            return false;
    return true;
}

/* The name that the server gives: the foreign key's, or its first column's where it named that, too. */
static bool is_named_after(const mg_object *k, const mg_object *fk)
{
    if (mg_str_ieq(k->name, fk->name))
        return true;
    const mg_node *first = mg_attr_first(fk, A_KEYS);
    mg_str column = first && first->first ? mg_text(first->first) : MG_STR_NONE;
    return has_number(fk->name, fk->parent->name, MG_STR("_ibfk_")) && (mg_str_ieq(k->name, column) || has_number(k->name, column, MG_STR("_")));
}

bool mg_my_may_be_made_for(const mg_object *k, const mg_object *fk)
{
    return is_plain(k) && fk->kind == MG_O_FOREIGN_KEY && are_alike(k, fk) && is_named_after(k, fk);
}

static bool may_be_made(const mg_object *k)
{
    MG_EACH_CHILD(fk, k->parent)
        if (mg_my_may_be_made_for(k, fk))
            return true;
    return false;
}

/* It would be gone already, had the server made it. */
static bool has_outlived(const mg_object *k)
{
    MG_EACH_CHILD(other, k->parent)
        if (other != k && mg_my_is_key(other->kind) && mg_my_key_covers(other, k))
            return true;
    return false;
}

static bool serves(const mg_object *k)
{
    MG_EACH_CHILD(fk, k->parent)
        if (fk->kind == MG_O_FOREIGN_KEY && are_alike(k, fk))
            return true;
    return false;
}

/* Its foreign key is gone, perhaps in the first half of this very plan, and the new one brings an index of the server's own. */
static bool may_be_left_over(const mg_planner *pl, const mg_object *k, const mg_object *key)
{
    if (key->kind != MG_O_FOREIGN_KEY || serves(k))
        return false;
    const mg_object *after = mg_plan_after_of(pl, k);
    return !after || (after->flags & MG_OF_IMPLIED);
}

/* Does it stand, and stay for now, when the action comes? */
static bool is_there(const mg_planner *pl, const mg_object *k, const mg_action *a)
{
    const mg_unit *u = mg_unit_of_before(pl, k);
    return !u || (u != a->unit && u->before == k && u->mode == MG_UNIT_DROP && u->destroyed && u->destroyed->order > a->order);
}

void mg_my_own_indexes(mg_planner *pl, mg_buf *b, const mg_action *a, const mg_object *key)
{
    const mg_object *table = mg_plan_before_of(pl, key->parent);
    for (const mg_object *k = table ? table->first : NULL; k; k = k->next) {
        if (!is_plain(k) || k == mg_plan_before_of(pl, key) || !mg_my_key_covers(key, k) || has_outlived(k) || !is_there(pl, k, a))
            continue;
        bool keeps_name = key->kind == MG_O_FOREIGN_KEY && are_alike(k, key) && mg_str_ieq(k->name, key->name);
        if (keeps_name || (!may_be_made(k) && !may_be_left_over(pl, k, key)))
            continue;
        mg_my_own_index(pl, b, k);
    }
}

void mg_my_own_index(const mg_planner *pl, mg_buf *b, const mg_object *k)
{
    mg_buf_z(b, "RENAME INDEX ");
    mg_print_name(b, pl->d, k->name);
    mg_buf_z(b, " TO ");
    mg_print_name(b, pl->d, k->name);
    mg_buf_z(b, ", ");
}
