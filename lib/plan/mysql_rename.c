/* MySQL and MariaDB: other names for what has them, and what goes and comes back where it has not. */
#include "plan/mysql_plan.h"
#include "plan/staged.h"

/* ---- what reads a column ------------------------------------------------------------------------ */

typedef struct reading {
    const mg_planner *pl;
    const mg_object *column;
    mg_str to;
    bool others_too; /* columns that are renamed in stages, too, as they are called at this point */
    bool found;
} reading;

static mg_str name_of_other(const reading *r, mg_str name)
{
    const mg_object *other = r->others_too ? mg_object_child(r->column->parent, MG_O_COLUMN, name) : NULL;
    return other ? mg_staged_name_now(r->pl, other) : name;
}

static bool rename_in(mg_node *n, void *user_data)
{
    reading *r = user_data;
    if (n->kind != E_COLUMN && n->kind != N_NAME)
        return true;
    bool here = mg_str_ieq(mg_text(n), r->column->name);
    mg_str to = here ? r->to : name_of_other(r, mg_text(n));
    r->found |= here;
    n->p = to.p;
    n->n = to.n;
    return true;
}

bool mg_my_has_expression(const mg_object *o)
{
    if (o->kind == MG_O_CHECK)
        return true;
    if (o->kind == MG_O_COLUMN)
        return mg_attr(o, A_GENERATED) != NULL;
    if (mg_my_is_key(o->kind))
        MG_EACH(k, mg_attr(o, A_KEYS))
            if (k->first && k->first->kind != E_COLUMN)
                return true;
    return false;
}

/* The CHECK, generated column or index over an expression as it is when the column bears its new name; NULL: it does not read it. */
static mg_object *reads(mg_planner *pl, const mg_object *o, const mg_object *column, mg_str new_name, bool others_too)
{
    if (o == column || !mg_my_has_expression(o))
        return NULL;
    mg_object *copy = mg_staged_copy(pl, o, o->name);
    reading r = {pl, column, new_name, others_too, false};
    if (copy)
        mg_attrs_walk(copy, rename_in, &r);
    return r.found ? copy : NULL;
}

const char *mg_my_rename_fact(mg_planner *pl, const mg_object *column)
{
    if (pl->d->id != MG_MYSQL)
        return "rename_column";
    const char *fact = "rename_column";
    MG_EACH_CHILD(o, column->parent) {
        if (!reads(pl, o, column, column->name, false))
            continue;
        if (o->kind == MG_O_CHECK)
            return "add_check";
        if (o->kind == MG_O_COLUMN)
            return mg_attr(o, A_GENERATED)->sub == MG_GEN_VIRTUAL ? "alter_generated_virtual" : "alter_generated_stored";
        fact = NULL; /* an index over an expression: the server chooses */
    }
    return fact;
}

/* MySQL renames no column that a CHECK, a generated column or an index over an expression reads (errors 3959, 3108, 3837), but for one
 * ALTER that says those anew (measured on 9.7.4). MariaDB follows by itself. */
static void rename_clauses(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *column, mg_str from, mg_str to, bool staged)
{
    bool alone = pl->d->id != MG_MYSQL;
    if (!alone)
        MG_EACH_CHILD(o, column->parent)
            if (o->kind != MG_O_COLUMN && reads(pl, o, column, to, staged)) {
                mg_buf_z(b, o->kind == MG_O_CHECK ? "DROP CHECK " : "DROP INDEX ");
                mg_print_name(b, pl->d, o->name);
                mg_buf_z(b, ", ");
            }
    mg_buf_z(b, "RENAME COLUMN ");
    mg_print_name(b, pl->d, from);
    mg_buf_z(b, " TO ");
    mg_print_name(b, pl->d, to);
    if (alone)
        return;
    MG_EACH_CHILD(o, column->parent) {
        const mg_object *copy = reads(pl, o, column, to, staged);
        if (!copy)
            continue;
        mg_buf_z(b, o->kind == MG_O_COLUMN ? ", MODIFY COLUMN " : ", ADD ");
        if (o->kind == MG_O_COLUMN)
            mg_my_definition(b, pl, s, copy);
        else
            mg_my_render_constraint(b, s, copy);
    }
}

void mg_my_staged_rename_clauses(mg_planner *pl, mg_buf *b, const mg_object *column, mg_str from, mg_str to)
{
    rename_clauses(pl, b, pl->before, column, from, to, true);
}

static void rename_column(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *column, mg_str new_name)
{
    mg_my_alter_table(b, pl, column);
    rename_clauses(pl, b, s, column, column->name, new_name, false);
}

/* ---- renames ------------------------------------------------------------------------------------ */

/* The new name of a foreign key is its index's, too. */
static bool follows_key(const mg_planner *pl, const mg_object *index, mg_str a, mg_str b)
{
    const mg_object *after = index->id < pl->changes->n_before ? pl->changes->by_before[index->id].other : NULL;
    return after && ((mg_str_ieq(index->name, a) && mg_str_ieq(after->name, b)) || (mg_str_ieq(index->name, b) && mg_str_ieq(after->name, a)));
}

/* The foreign key made anew would take the place of an index that the server made for it before, or may have made. */
static void keep_index(const mg_planner *pl, mg_buf *b, const mg_object *fk, mg_str new_name)
{
    MG_EACH_CHILD(k, fk->parent) {
        bool made = k->kind == MG_O_INDEX && (k->flags & MG_OF_IMPLIED) && mg_my_key_covers(k, fk) && mg_my_key_covers(fk, k);
        if ((!made || follows_key(pl, k, fk->name, new_name)) && !mg_my_may_be_made_for(k, fk))
            continue;
        mg_my_own_index(pl, b, k);
        return;
    }
}

/* A check of that name on one of the sides that is equal to us, and may be written otherwise (_utf8mb3'a'): the server keeps its words. */
static const mg_object *in_its_words(const mg_planner *pl, const mg_object *check, mg_str name)
{
    const mg_schema *sides[] = {pl->changes->after, pl->changes->before};
    for (int i = 0; i < 2; i++) {
        const mg_object *t = mg_schema_find(sides[i], MG_O_TABLE, check->parent->schema, check->parent->name);
        const mg_object *c = t ? mg_object_child(t, MG_O_CHECK, name) : NULL;
        if (c && mg_object_eq(c, check))
            return c;
    }
    return check;
}

/* What has no RENAME goes and comes back under its new name. */
static void make_anew(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *o, mg_str new_name)
{
    const mg_object *words = o->kind == MG_O_CHECK ? in_its_words(pl, o, new_name) : o;
    mg_object named = *words;
    named.name = new_name;
    named.flags &= (uint16_t)~MG_OF_AUTONAMED;
    mg_my_render_drop(b, s, o);
    mg_buf_z(b, ";\n");
    if (o->kind == MG_O_TRIGGER) {
        mg_my_rename_trigger(pl, b, o, &named);
        return;
    }
    if (o->kind != MG_O_FOREIGN_KEY) {
        mg_my_render_create(b, words == o ? s : words->owner, &named);
        return;
    }
    mg_my_alter_table(b, pl, o);
    keep_index(pl, b, o, new_name);
    mg_buf_z(b, "ADD ");
    mg_my_render_constraint(b, s, &named);
}

/* After RENAME INDEX of an index over an expression past another one, but to the front of all, MySQL takes no ALTER in place until the
 * table has been copied (error 1846; measured on 9.7.4). Made anew it is copied at once. */
static bool leaves_its_place(const mg_planner *pl, const mg_object *o, mg_str new_name)
{
    if (pl->d->id != MG_MYSQL || !mg_my_is_key(o->kind) || !mg_my_has_expression(o))
        return false;
    bool passes = false, first = true;
    MG_EACH_CHILD(k, o->parent) {
        if (k == o || !mg_my_is_key(k->kind) || !mg_my_has_expression(k) || mg_str_ieq(k->name, new_name))
            continue;
        bool is_before = mg_my_by_name(new_name, k->name) < 0;
        passes |= (mg_my_by_name(o->name, k->name) < 0) != is_before;
        first &= is_before;
    }
    return passes && !first;
}

static void make_index_anew(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *o, mg_str new_name)
{
    mg_object named = *o;
    named.name = new_name;
    mg_my_alter_table(b, pl, o);
    mg_buf_z(b, "DROP INDEX ");
    mg_print_name(b, pl->d, o->name);
    mg_buf_z(b, ", ADD ");
    mg_my_render_constraint(b, s, &named);
}

bool mg_my_rename_object(mg_planner *pl, mg_buf *b, const mg_schema *s, const mg_object *o, mg_str new_schema, mg_str new_name)
{
    switch (o->kind) {
    case MG_O_TABLE: case MG_O_VIEW:
        mg_buf_z(b, "RENAME TABLE ");
        mg_plan_name(b, pl, o);
        mg_buf_z(b, " TO ");
        mg_plan_schema_name(b, pl, new_schema, new_name);
        return true;
    case MG_O_COLUMN:
        rename_column(pl, b, s, o, new_name);
        return true;
    case MG_O_INDEX: case MG_O_UNIQUE:
        if (leaves_its_place(pl, o, new_name)) {
            make_index_anew(pl, b, s, o, new_name);
            return true;
        }
        mg_my_alter_table(b, pl, o);
        mg_buf_z(b, "RENAME INDEX ");
        break;
    case MG_O_FOREIGN_KEY: case MG_O_CHECK: case MG_O_TRIGGER: case MG_O_FUNCTION: case MG_O_PROCEDURE: case MG_O_EVENT:
        make_anew(pl, b, s, o, new_name);
        return true;
    default:
        return false;
    }
    mg_print_name(b, pl->d, o->name);
    mg_buf_z(b, " TO ");
    mg_print_name(b, pl->d, new_name);
    return true;
}

/* The one new or changed foreign key of a side that is over the columns of its index, called like it: the server makes it so. */
static bool named_by_key(const mg_planner *pl, const mg_object *index)
{
    const mg_object *named = NULL;
    MG_EACH_CHILD(fk, index->parent) {
        if (fk->kind != MG_O_FOREIGN_KEY || !mg_my_key_covers(index, fk) || !mg_my_key_covers(fk, index))
            continue;
        const mg_object *other = mg_changes_counterpart(pl->changes, fk);
        if (other && mg_str_ieq(other->name, fk->name) && mg_object_eq(fk, other))
            continue;
        if (named)
            return false;
        named = fk;
    }
    return named && mg_str_ieq(named->name, index->name);
}

bool mg_my_implied_name(const mg_planner *pl, const mg_change *c)
{
    return !named_by_key(pl, c->before) || !named_by_key(pl, c->after);
}

void mg_my_describe_rename(mg_planner *pl, mg_step *s, const mg_object *o, const mg_object *renamed)
{
    const char *fact = o->kind == MG_O_COLUMN ? mg_my_rename_fact(pl, o) : o->parent ? "rename_index" : "rename_table";
    if (leaves_its_place(pl, o, renamed->name))
        fact = "create_unique_functional_index";
    const mg_my_fact *f = fact ? mg_fact_mysql(pl->d, fact, pl->engine_version) : NULL;
    s->transaction = MG_TX_NONE;
    if (f) {
        s->algorithm = f->algorithm;
        s->rewrites_table = f->rebuilds && (o->kind == MG_O_COLUMN || leaves_its_place(pl, o, renamed->name));
    }
    mg_my_verify(pl, s, renamed, true);
}
