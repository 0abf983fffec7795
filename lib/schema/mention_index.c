/* From names to the objects whose attributes bear them. Entries are never taken out: an object that changed is entered
 * again, and who asks looks at the object itself. */
#include "schema/internal.h"

/* Names of one hash are mostly one name; who asks looks at the objects themselves. */
typedef struct bearers {
    mg_vec objects; /* mg_object* */
    uint32_t hash;
} bearers;

typedef struct mg_mentions {
    bearers *slots; /* by hash, or in the next one that is free: without objects.at */
    uint32_t n_slots, n_used;
    mg_vec changed; /* objects to enter (again) */
} mg_mentions;

static bearers *find_slot(bearers *slots, uint32_t n_slots, uint32_t hash)
{
    uint32_t i = hash & (n_slots - 1);
    while (slots[i].objects.at && slots[i].hash != hash)
        i = (i + 1) & (n_slots - 1);
    return &slots[i];
}

static bool more_slots(mg_mentions *index, mg_alloc *alloc)
{
    uint32_t n = index->n_slots ? index->n_slots * 2 : 64;
    bearers *slots = mg_malloc(alloc, n * sizeof *slots);
    if (!slots)
        return false;
    for (uint32_t i = 0; i < index->n_slots; i++)
        if (index->slots[i].objects.at)
            *find_slot(slots, n, index->slots[i].hash) = index->slots[i];
    mg_free(alloc, index->slots, index->n_slots * sizeof *slots);
    index->slots = slots;
    index->n_slots = n;
    return true;
}

/* NULL: there is no memory for it. */
static mg_vec *bearers_of(mg_mentions *index, uint32_t hash, mg_alloc *alloc)
{
    if (index->n_used * 2 >= index->n_slots && !more_slots(index, alloc))
        return NULL;
    bearers *b = find_slot(index->slots, index->n_slots, hash);
    if (!b->objects.at) {
        index->n_used++;
        b->hash = hash;
        mg_vec_init(&b->objects, alloc);
    }
    return &b->objects;
}

typedef struct entering {
    mg_mentions *index;
    mg_object *o;
    mg_alloc *alloc;
} entering;

static bool enter_name(mg_str name, void *user_data)
{
    entering *e = user_data;
    mg_vec *v = bearers_of(e->index, mg_name_hash(name), e->alloc);
    return v && ((v->n && v->at[v->n - 1] == e->o) || mg_vec_push(v, e->o));
}

static void enter(mg_mentions *index, mg_object *o)
{
    entering e = {index, o, &o->owner->ctx->alloc};
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
    for (uint32_t i = 0; i < index->n_slots; i++)
        mg_vec_free(&index->slots[i].objects);
    mg_free(&s->ctx->alloc, index->slots, index->n_slots * sizeof *index->slots);
    mg_vec_free(&index->changed);
    mg_free(&s->ctx->alloc, index, sizeof *index);
    s->mention_index = NULL;
}

void mg_object_touch(mg_object *o)
{
    o->state = (uint8_t)((o->state | MG_OS_TOUCHED) & ~MG_OS_TYPE_KNOWN);
    mg_mentions *index = o->owner ? o->owner->mention_index : NULL;
    if (!index || !(o->state & MG_OS_MENTIONED))
        return;
    o->state &= (uint8_t)~MG_OS_MENTIONED;
    mg_vec_push(&index->changed, o);
}

/* New objects are marked as standing in the index that does not know them yet. */
void mg_mentions_add(mg_schema *s, mg_object *o)
{
    o->state |= MG_OS_MENTIONED;
    if (s->mention_index)
        mg_object_touch(o);
}

static int by_id(const void *a, const void *b)
{
    const mg_object *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* Each object once, in order; what left the schema is taken out. */
static void tidy(mg_vec *bucket)
{
    mg_vec_sort(bucket, by_id);
    uint32_t n = 0;
    for (uint32_t i = 0; i < bucket->n; i++) {
        mg_object *o = bucket->at[i];
        if (o->owner && (!n || bucket->at[n - 1] != o))
            bucket->at[n++] = o;
    }
    bucket->n = n;
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

static mg_vec *bucket_of(mg_mentions *index, mg_str name)
{
    return index->n_slots ? &find_slot(index->slots, index->n_slots, mg_name_hash(name))->objects : NULL;
}

static const mg_vec *bucket_for(mg_mentions *index, mg_str name)
{
    static const mg_vec nobody;
    mg_vec *bucket = bucket_of(index, name);
    if (!bucket)
        return &nobody;
    tidy(bucket);
    return bucket;
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
    if (!index || !name.n)
        return;
    const mg_vec *bucket = bucket_for(index, name);
    mg_vec found;
    mg_vec_init(&found, &s->ctx->alloc);
    for (uint32_t i = 0; i < bucket->n; i++)
        if (mg_may_mention(bucket->at[i], name))
            mg_vec_push(&found, bucket->at[i]);
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
    mg_vec *with_name = index ? bucket_of(index, column->name) : NULL;
    if (!with_name)
        return;
    const mg_vec *outside = bucket_for(index, column->parent->name);
    mg_vec found;
    mg_vec_init(&found, &s->ctx->alloc);
    if (with_name->n > outside->n + column->parent->n_children)
        around_table(column, outside, &found);
    else
        among_bearers(bucket_for(index, column->name), column, outside, &found);
    visit_each(&found, fn, user_data);
    mg_vec_free(&found);
}
