/* From names to the objects whose attributes bear them. Entries are never taken out: an object that changed is entered
 * again, and who asks looks at the object itself. */
#include "schema/internal.h"
#include "schema/name_table.h"

/* Names of one hash are mostly one name; who asks looks at the objects themselves. */
typedef struct mg_mentions {
    mg_name_table bearers;
    mg_vec changed; /* objects to enter (again) */
} mg_mentions;

typedef struct entering {
    mg_mentions *index;
    mg_object *o;
} entering;

static bool enter_name(mg_str name, void *user_data)
{
    entering *e = user_data;
    const uint32_t hash = mg_name_hash(name);
    mg_probe latest = mg_probe_first(&e->index->bearers, hash);
    return mg_probe_next(&latest) == e->o || mg_table_put(&e->o->owner->ctx->alloc, &e->index->bearers, e->o, hash);
}

static void enter(mg_mentions *index, mg_object *o)
{
    entering e = {index, o};
    o->state |= MG_OS_MENTIONED;
    mg_each_name(o, enter_name, &e);
}

static mg_mentions *make_index(mg_schema *s)
{
    mg_mentions *index = s->mention_index = mg_malloc(&s->ctx->alloc, sizeof *index);
    if (!index)
        return NULL;
    mg_vec_init(&index->changed, &s->ctx->alloc);
    MG_EACH_OBJECT (o, s) {
        enter(index, o);
        MG_EACH_CHILD (c, o)
            enter(index, c);
    }
    return index;
}

void mg_mentions_forget(mg_schema *s)
{
    mg_mentions *index = s->mention_index;
    if (!index)
        return;
    mg_table_free(&s->ctx->alloc, &index->bearers);
    mg_vec_free(&index->changed);
    mg_free(&s->ctx->alloc, index, sizeof *index);
    s->mention_index = NULL;
}

void mg_mentions_change(mg_object *o)
{
    o->state &= (uint8_t)~MG_OS_MENTIONED;
    mg_vec_push(&o->owner->mention_index->changed, o);
}

static int by_id(const void *a, const void *b)
{
    const mg_object *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Each object once, in order. */
static void tidy(mg_vec *found)
{
    mg_vec_sort(found, by_id);
    uint32_t n = 0;
    for (uint32_t i = 0; i < found->n; i++)
        if (!n || found->at[n - 1] != found->at[i])
            found->at[n++] = found->at[i];
    found->n = n;
}

static mg_mentions *fresh_index(mg_schema *s)
{
    mg_mentions *index = s->mention_index ? s->mention_index : make_index(s);
    if (!index)
        return NULL;
    for (uint32_t i = 0; i < index->changed.n; i++) {
        mg_object *o = index->changed.at[i];
        if (o->owner)
            enter(index, o);
    }
    index->changed.n = 0;
    return index;
}

static void turn_round(mg_vec *v)
{
    for (uint32_t i = 0, k = v->n; i + 1 < k; i++) {
        void *p = v->at[i];
        v->at[i] = v->at[--k];
        v->at[k] = p;
    }
}

/* Those that are still there. The others, and what stands there twice, are taken out of the index. False: there are more. */
static bool list_bearers(mg_mentions *index, mg_str name, uint32_t most, mg_vec *found)
{
    const uint32_t hash = mg_name_hash(name);
    uint32_t n = 0;
    MG_EACH_MATCH (o, &index->bearers, hash) {
        if (++n > most || (o->owner && !mg_vec_push(found, o)))
            return false;
    }
    turn_round(found); /* the oldest first, mostly */
    tidy(found);
    if (found->n < n)
        mg_table_keep(&index->bearers, hash, found);
    return true;
}

/* Objects may change, and buckets with them, while they are visited. */
static void visit_each(const mg_vec *found, void (*fn)(mg_object *o, void *user_data), void *user_data)
{
    for (uint32_t i = 0; i < found->n; i++)
        if (((mg_object *)found->at[i])->owner)
            fn(found->at[i], user_data);
}

void mg_each_mention(mg_schema *s, mg_str name, void (*fn)(mg_object *o, void *user_data), void *user_data)
{
    mg_mentions *index = fresh_index(s);
    mg_vec found;
    if (!index || !name.n)
        return;
    mg_vec_init(&found, &s->ctx->alloc);
    list_bearers(index, name, UINT32_MAX, &found);
    uint32_t n = 0;
    for (uint32_t i = 0; i < found.n; i++)
        if (mg_may_mention(found.at[i], name))
            found.at[n++] = found.at[i];
    found.n = n;
    visit_each(&found, fn, user_data);
    mg_vec_free(&found);
}

static void push_mention(mg_vec *found, mg_object *o, mg_str name)
{
    if (mg_may_mention(o, name))
        mg_vec_push(found, o);
}

static void among_bearers(const mg_vec *with_name, const mg_object *column, const mg_vec *outside, mg_vec *found)
{
    const mg_object *table = column->parent;
    for (uint32_t i = 0, j = 0; i < with_name->n; i++) {
        mg_object *o = with_name->at[i];
        while (j < outside->n && by_id(outside->at[j], o) < 0)
            j++;
        if (o == table || o->parent == table || (j < outside->n && outside->at[j] == o))
            push_mention(found, o, column->name);
    }
}

static void around_table(const mg_object *column, const mg_vec *outside, mg_vec *found)
{
    mg_object *table = column->parent;
    push_mention(found, table, column->name);
    MG_EACH_CHILD (c, table)
        push_mention(found, c, column->name);
    for (uint32_t i = 0; i < outside->n; i++)
        push_mention(found, outside->at[i], column->name);
    tidy(found);
}

/* What knows the table and bears the column's name, looked for among the fewer of the two: a name like "id" is borne everywhere. */
void mg_each_column_mention(mg_schema *s, const mg_object *column, void (*fn)(mg_object *o, void *user_data), void *user_data)
{
    mg_mentions *index = fresh_index(s);
    mg_alloc *alloc = &s->ctx->alloc;
    mg_vec with_name, outside, found;
    if (!index)
        return;
    mg_vec_init(&with_name, alloc);
    mg_vec_init(&outside, alloc);
    mg_vec_init(&found, alloc);
    list_bearers(index, column->parent->name, UINT32_MAX, &outside);
    if (list_bearers(index, column->name, outside.n + column->parent->n_children, &with_name))
        among_bearers(&with_name, column, &outside, &found);
    else
        around_table(column, &outside, &found);
    visit_each(&found, fn, user_data);
    mg_vec_free(&found);
    mg_vec_free(&with_name);
    mg_vec_free(&outside);
}
