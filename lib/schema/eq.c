/* Equality of objects and schemas, and the first difference in words. */
#include "schema/internal.h"

static const mg_node *same_attr(const mg_object *o, const mg_node *attr)
{
    MG_EACH_ATTR (n, o)
        if (n->kind == attr->kind && (n->kind != A_SET || mg_str_eq(mg_text(n), mg_text(attr))))
            return n;
    return NULL;
}

/* Attributes of an unfinished object may stand in any order. */
bool mg_object_eq(const mg_object *a, const mg_object *b)
{
    if (a->kind != b->kind || a->sub != b->sub || !mg_str_eq(mg_signature(a), mg_signature(b)))
        return false;
    const mg_node *x = a->attrs, *y = b->attrs;
    for (; x && y && x->kind == y->kind; x = x->next, y = y->next)
        if (!mg_node_eq(x, y))
            break;
    if (!x && !y)
        return true;
    uint32_t n = 0;
    MG_EACH_ATTR (attr, b)
        n++;
    MG_EACH_ATTR (attr, a) {
        const mg_node *other = same_attr(b, attr);
        if (!n-- || !other || !mg_node_eq(attr, other))
            return false;
    }
    return n == 0;
}

/* ---- words ------------------------------------------------------------------------------- */

static void say_object(mg_buf *why, const mg_schema *s, const mg_object *o)
{
    mg_buf_printf(why, "%s ", mg_object_kind_name(o->kind));
    mg_object_print_name(why, s, o);
    if (o->parent && o->kind != MG_O_COLUMN) {
        mg_buf_z(why, " of ");
        mg_object_print_name(why, s, o->parent);
    }
}

static void print_attr(mg_buf *why, const mg_schema *s, const mg_node *attr)
{
    if (!attr) {
        mg_buf_z(why, "none");
        return;
    }
    if (attr->n)
        mg_buf_printf(why, "'%S'", &(mg_str){attr->p, attr->n});
    MG_EACH (n, attr) {
        mg_buf_char(why, ' ');
        if (n->kind == N_TYPE)
            mg_print_type(why, s->dialect, n);
        else if (n->kind >= E_CONST && n->kind <= E_RAW)
            mg_print_expr(why, s->dialect, n);
        else if (n->kind >= Q_SELECT && n->kind <= Q_DML)
            mg_print_query(why, s->dialect, n);
        else if (n->kind == N_KEY && n->first)
            mg_print_expr(why, s->dialect, n->first);
        else
            mg_buf_printf(why, "%s %S", mg_kind_name(n->kind), &(mg_str){n->p, n->n});
    }
    if (!attr->n && !attr->first)
        mg_buf_printf(why, "%s", mg_kind_name(attr->kind));
}

static void say_attr(mg_buf *why, const mg_schema *a, const mg_schema *b, const mg_object *oa, const mg_object *ob, int kind)
{
    say_object(why, a, oa);
    mg_buf_printf(why, ": %s: ", mg_kind_name(kind));
    print_attr(why, a, mg_attr(oa, (mg_kind)kind));
    mg_buf_z(why, " against ");
    print_attr(why, b, mg_attr(ob, (mg_kind)kind));
}

static void explain(mg_buf *why, const mg_schema *a, const mg_schema *b, const mg_object *oa, const mg_object *ob)
{
    if (!why)
        return;
    MG_EACH_ATTR (attr, oa) {
        const mg_node *other = same_attr(ob, attr);
        if (!other || !mg_node_eq(attr, other)) {
            say_attr(why, a, b, oa, ob, attr->kind);
            return;
        }
    }
    MG_EACH_ATTR (attr, ob)
        if (!mg_attr(oa, (mg_kind)attr->kind)) {
            say_attr(why, a, b, oa, ob, attr->kind);
            return;
        }
    say_object(why, a, oa);
    mg_buf_z(why, ": kind or signature differs");
}

static void say_missing(mg_buf *why, const mg_schema *s, const mg_object *o, const char *side)
{
    if (!why)
        return;
    say_object(why, s, o);
    const mg_node *attr = o->name.n ? NULL : o->attrs;
    if (attr) {
        mg_buf_printf(why, " (%s:", mg_kind_name(attr->kind));
        print_attr(why, s, attr);
        mg_buf_char(why, ')');
    }
    mg_buf_printf(why, " is only in the %s schema", side);
}

/* ---- comparing ----------------------------------------------------------------------------- */

static bool counts(const mg_object *o) { return !(o->flags & MG_OF_EXTERNAL); }

static mg_object *partner(const mg_schema *in, const mg_object *o, const mg_object *parent)
{
    if (parent)
        return mg_object_child(parent, o->kind, o->name);
    if (mg_is_routine(o->kind) || mg_signature(o).n)
        return mg_schema_find_routine(in, o->kind, o->schema, o->name, mg_signature(o));
    return mg_schema_find(in, o->kind, o->schema, o->name);
}

/* Equal schemas mostly stand in the same order: the one after the last partner is tried before the tables of names. */
static const mg_object *partner_near(const mg_schema *in, const mg_object *o, const mg_object *parent, const mg_object *last)
{
    const mg_object *next = last ? last->next : parent ? parent->first : in->first;
    if (next && next->kind == o->kind && o->name.n && mg_str_eq(next->name, o->name) && mg_str_eq(next->schema, o->schema) &&
        mg_str_eq(mg_signature(next), mg_signature(o)))
        return next;
    return partner(in, o, parent);
}

static uint32_t count_objects(const mg_object *first)
{
    uint32_t n = 0;
    for (; first; first = first->next)
        n += counts(first);
    return n;
}

static bool same_column_order(const mg_object *a, const mg_object *b)
{
    const mg_object *x = a->first, *y = b->first;
    for (; x && y && x->kind == MG_O_COLUMN && y->kind == MG_O_COLUMN; x = x->next, y = y->next)
        if (!mg_name_eq(a->owner->dialect, MG_O_COLUMN, x->name, y->name))
            return false;
    return true;
}

/* Of the triggers of one moment. */
static bool same_trigger_order(const mg_object *a, const mg_object *b)
{
    for (const mg_object *x = a->last; x && x->kind != MG_O_COLUMN; x = x->prev) {
        const mg_object *y = x->kind == MG_O_TRIGGER ? mg_object_child(b, MG_O_TRIGGER, x->name) : NULL;
        const mg_object *next = y ? mg_trigger_next(x) : NULL, *other = y ? mg_trigger_next(y) : NULL;
        if (y && (!next != !other || (next && !mg_name_eq(a->owner->dialect, MG_O_TRIGGER, next->name, other->name))))
            return false;
    }
    return true;
}

/* What b has and a has not. */
static const mg_object *surplus(const mg_schema *a, const mg_object *first_b, const mg_object *parent_a)
{
    for (const mg_object *o = first_b; o; o = o->next)
        if (counts(o)) {
            const mg_object *p = partner(a, o, parent_a);
            if (!p || !counts(p))
                return o;
        }
    return NULL;
}

/* Constraints without a name are known by what they say: each needs a twin on the other side. */
static bool is_nameless(const mg_object *o) { return !o->name.n && o->parent; }

static uint64_t sum_nameless(const mg_object *first)
{
    uint64_t sum = 0;
    for (const mg_object *o = first; o; o = o->next)
        if (is_nameless(o) && counts(o))
            MG_EACH_ATTR (attr, o)
                sum += (uint64_t)mg_node_hash(attr) * (o->kind + 1u) + 1;
    return sum;
}

static bool has_twin(const mg_object *o, const mg_object *first)
{
    for (const mg_object *other = first; other; other = other->next)
        if (is_nameless(other) && mg_object_eq(o, other))
            return true;
    return false;
}

static bool eq_nameless(const mg_schema *a, const mg_schema *b, const mg_object *first_a, const mg_object *first_b, mg_buf *why)
{
    if (sum_nameless(first_a) == sum_nameless(first_b))
        return true;
    for (const mg_object *o = first_a; o; o = o->next)
        if (is_nameless(o) && !has_twin(o, first_b)) {
            say_missing(why, a, o, "first");
            return false;
        }
    for (const mg_object *o = first_b; o; o = o->next)
        if (is_nameless(o) && !has_twin(o, first_a)) {
            say_missing(why, b, o, "second");
            return false;
        }
    return false;
}

static bool eq_lists(const mg_schema *a, const mg_schema *b, const mg_object *pa, const mg_object *pb, mg_buf *why)
{
    const mg_object *first_a = pa ? pa->first : a->first, *first_b = pb ? pb->first : b->first, *other = NULL;
    for (const mg_object *o = first_a; o; o = o->next) {
        if (!counts(o) || is_nameless(o))
            continue;
        other = partner_near(b, o, pb, other);
        if (!other || !counts(other)) {
            say_missing(why, a, o, "first");
            return false;
        }
        if (!mg_object_eq(o, other)) {
            explain(why, a, b, o, other);
            return false;
        }
        if (!pa && !eq_lists(a, b, o, other, why))
            return false;
    }
    if (pa && !eq_nameless(a, b, first_a, first_b, why))
        return false;
    if (count_objects(first_a) != count_objects(first_b)) {
        const mg_object *extra = surplus(a, first_b, pa);
        if (extra)
            say_missing(why, b, extra, "second");
        return false;
    }
    if (pa && a->dialect->column_order_matters && mg_is_table(pa->kind) && !same_column_order(pa, pb)) {
        if (why) {
            say_object(why, a, pa);
            mg_buf_z(why, ": order of columns differs");
        }
        return false;
    }
    if (pa && a->dialect->triggers_in_order && mg_is_table(pa->kind) && !same_trigger_order(pa, pb)) {
        if (why) {
            say_object(why, a, pa);
            mg_buf_z(why, ": triggers fire in another order");
        }
        return false;
    }
    return true;
}

/* ---- overlays ------------------------------------------------------------------------------- */

/* One that counts, and its children. */
static const mg_object *eq_top(const mg_schema *a, const mg_schema *b, const mg_object *o, const mg_object *last)
{
    const mg_object *other = partner_near(b, o, NULL, last);
    bool same = other && (other == o || (counts(other) && mg_object_eq(o, other) && eq_lists(a, b, o, other, NULL)));
    return same ? other : NULL;
}

/* What did not come over is as it was below; nothing of it needs a look when b is what is below. */
static bool eq_overlay(const mg_schema *a, const mg_schema *b)
{
    uint32_t n = 0, below = 0;
    const mg_object *other = NULL;
    MG_EACH_OBJECT (o, a) {
        if (!counts(o))
            continue;
        other = eq_top(a, b, o, other);
        if (!other)
            return false;
        n++;
    }
    other = NULL;
    MG_EACH_OBJECT (o, a->under) {
        if (!counts(o) || mg_is_taken(a, o))
            continue;
        below++;
        if (a->under != b && !(other = eq_top(a, b, o, other)))
            return false;
    }
    return n + below == count_objects(b->first);
}

bool mg_schema_eq(const mg_schema *a, const mg_schema *b, mg_buf *why)
{
    return a->under ? eq_overlay(a, b) : eq_lists(a, b, NULL, NULL, why);
}
