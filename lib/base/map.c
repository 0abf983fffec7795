#include <string.h>

#include "base/base.h"

/* A removed slot keeps its key pointer so that probing goes past it. */
static const uint32_t map_seed = 0x6d696772u;

void mg_map_init(mg_map *m, mg_alloc *alloc)
{
    memset(m, 0, sizeof *m);
    m->alloc = alloc;
}

void mg_map_free(mg_map *m)
{
    if (m->alloc)
        mg_free(m->alloc, m->slots, m->cap * sizeof *m->slots);
    m->slots = NULL;
    m->n = m->used = m->cap = 0;
}

static mg_map_slot *find_slot(const mg_map *m, mg_str key, uint32_t hash)
{
    for (uint32_t i = hash & (m->cap - 1);; i = (i + 1) & (m->cap - 1)) {
        mg_map_slot *s = &m->slots[i];
        if (!s->value && !s->key.p)
            return NULL;
        if (s->value && s->hash == hash && mg_str_eq(s->key, key))
            return s;
    }
}

void *mg_map_get(const mg_map *m, mg_str key)
{
    if (m->cap == 0)
        return NULL;
    mg_map_slot *s = find_slot(m, key, mg_hash(map_seed, key.p, key.n));
    return s ? s->value : NULL;
}

static void place(mg_map *m, mg_str key, uint32_t hash, void *value)
{
    uint32_t i = hash & (m->cap - 1);
    while (m->slots[i].value)
        i = (i + 1) & (m->cap - 1);
    if (!m->slots[i].key.p)
        m->used++;
    m->slots[i] = (mg_map_slot){key, hash, value};
    m->n++;
}

static bool grow(mg_map *m)
{
    uint32_t cap = m->cap ? m->cap : 16;
    while (m->n * 2 >= cap)
        cap *= 2;
    mg_map_slot *slots = mg_malloc(m->alloc, cap * sizeof *slots);
    if (!slots)
        return false;
    mg_map old = *m;
    m->slots = slots;
    m->cap = cap;
    m->n = m->used = 0;
    for (uint32_t i = 0; i < old.cap; i++)
        if (old.slots[i].value)
            place(m, old.slots[i].key, old.slots[i].hash, old.slots[i].value);
    mg_free(m->alloc, old.slots, old.cap * sizeof *old.slots);
    return true;
}

bool mg_map_put(mg_map *m, mg_str key, void *value)
{
    if (!key.p)
        key.p = "";
    uint32_t hash = mg_hash(map_seed, key.p, key.n);
    mg_map_slot *s = m->cap ? find_slot(m, key, hash) : NULL;
    if (s) {
        s->key = key;
        s->value = value;
        return true;
    }
    if ((m->used + 1) * 4 > m->cap * 3 && !grow(m))
        return false;
    place(m, key, hash, value);
    return true;
}

void *mg_map_remove(mg_map *m, mg_str key)
{
    mg_map_slot *s = m->cap ? find_slot(m, key, mg_hash(map_seed, key.p, key.n)) : NULL;
    if (!s)
        return NULL;
    void *value = s->value;
    s->value = NULL;
    s->key = MG_STR("");
    m->n--;
    return value;
}
