/* A row may belong to one partition only. */
#include <string.h>

#include "rules/limits.h"
#include "rules/util.h"

#define INTEGERS "tinyint|smallint|mediumint|int|integer|bigint"

typedef struct part {
    const mg_object *table;
    const mg_node *from, *to;       /* of a range */
    uint32_t modulus, remainder;
} part;

typedef struct parts {
    const mg_rule_ctx *rc;
    const mg_object *parent;
    mg_vec list; /* part* */
} parts;

static const mg_node *bound_of(const mg_object *partition) { return mg_child(mg_attr(partition, A_PARTITION_OF), A_BOUND); }

/* What is told already is not told again: one of the two is new, or has got another bound. */
static bool is_new(const mg_rule_ctx *rc, const mg_object *partition)
{
    const mg_object *was = mg_changes_counterpart(rc->changes, partition);
    return !was || !mg_attr(was, A_PARTITION_OF);
}

static void report(const mg_rule_ctx *rc, const mg_object *partition, const char *fmt, mg_str more)
{
    mg_str name = mg_rule_name(rc, partition);
    mg_finding *f = mg_emit(rc, NULL, fmt, &name, &more);
    mg_rule_suggest(rc, f, "Give it a bound that no other partition takes a part of.");
    mg_rule_at_object(f, partition);
    mg_rule_block(f);
}

static void report_pair(const mg_rule_ctx *rc, const mg_object *a, const mg_object *b)
{
    if (!is_new(rc, a) && !is_new(rc, b))
        return;
    bool second = is_new(rc, b) && (!is_new(rc, a) || b->id > a->id);
    report(rc, second ? b : a, "The bound of partition %S takes a part of what %S takes: PostgreSQL refuses it (42P17).", mg_rule_name(rc, second ? a : b));
}

/* ---- ranges -------------------------------------------------------------------------------- */

static bool is_known(const mg_node *limits)
{
    for (const mg_node *v = limits->kind == N_LIST ? limits->first : limits; v; v = limits->kind == N_LIST ? v->next : NULL) {
        mg_limit l = mg_limit_read(v);
        if (!l.end && l.kind != MG_LIMIT_NUMBER && l.kind != MG_LIMIT_DAY)
            return false;
    }
    return true;
}

static int by_from(const void *a, const void *b)
{
    int c = mg_limits_compare(((const part *)a)->from, ((const part *)b)->from);
    return c == MG_LIMITS_UNLIKE ? 0 : c;
}

static void look_at_ranges(parts *p)
{
    const part *widest = NULL;
    mg_vec_sort(&p->list, by_from);
    for (uint32_t i = 0; i < p->list.n; i++) {
        const part *q = p->list.at[i];
        int c = mg_limits_compare(q->from, q->to);
        if ((c == 0 || c == 1) && is_new(p->rc, q->table)) {
            report(p->rc, q->table, "The bound of partition %S ends where it begins, or before: PostgreSQL refuses it (42P17).", MG_STR_NONE);
            continue;
        }
        if (widest && mg_limits_compare(q->from, widest->to) == -1)
            report_pair(p->rc, widest->table, q->table);
        if (!widest || mg_limits_compare(q->to, widest->to) == 1)
            widest = q;
    }
}

/* ---- lists ------------------------------------------------------------------------------------ */

static mg_str value_key(const mg_rule_ctx *rc, const mg_node *v, bool numbers)
{
    mg_limit l = mg_limit_read(v);
    if (l.kind == MG_LIMIT_NULL)
        return MG_STR("null");
    if (l.kind == MG_LIMIT_NUMBER && numbers)
        return mg_arena_printf(rc->arena, "%s%llu", l.number < 0 ? "-" : "", (unsigned long long)(l.number < 0 ? -l.number : l.number));
    bool string = v->kind == E_CONST && v->sub == MG_CONST_STRING;
    return string && !numbers ? mg_arena_printf(rc->arena, "'%S", &l.text) : MG_STR_NONE;
}

static void look_at_lists(parts *p, bool numbers)
{
    mg_map taken;
    mg_map_init(&taken, &p->rc->ctx->alloc);
    for (uint32_t i = 0; i < p->list.n; i++) {
        const part *q = p->list.at[i];
        const mg_node *list = bound_of(q->table);
        MG_EACH (v, list->first && list->first->kind == N_LIST ? list->first : list) {
            mg_str key = value_key(p->rc, v, numbers);
            const mg_object *other = key.n ? mg_map_get(&taken, key) : NULL;
            if (other && other != q->table) {
                report_pair(p->rc, other, q->table);
                break;
            }
            if (key.n && !mg_map_put(&taken, key, (void *)(uintptr_t)q->table))
                break;
        }
    }
    mg_map_free(&taken);
}

/* ---- hashes --------------------------------------------------------------------------------------- */

static uint32_t number_of(const mg_node *bound, const char *name)
{
    MG_EACH (n, bound) {
        mg_limit l = n->kind == N_PARAM && mg_str_iis(mg_text(n), name) ? mg_limit_read(n->first) : (mg_limit){0};
        if (l.kind == MG_LIMIT_NUMBER && l.number >= 0 && l.number < INT32_MAX)
            return (uint32_t)l.number;
    }
    return UINT32_MAX;
}

static mg_str hash_key(const parts *p, uint32_t modulus, uint32_t remainder) { return mg_arena_printf(p->rc->arena, "%u:%u", modulus, remainder); }

/* The server wants each modulus to divide the next larger one, so there are few. */
enum { MODULI = 32 };
typedef struct hashes {
    mg_map taken;             /* "modulus:remainder" -> the first table of it */
    uint32_t moduli[MODULI], n;
} hashes;

static void note_modulus(hashes *h, uint32_t modulus)
{
    for (uint32_t i = 0; i < h->n; i++)
        if (h->moduli[i] == modulus)
            return;
    if (h->n < MODULI)
        h->moduli[h->n++] = modulus;
}

static void take_hash(parts *p, hashes *h, const part *q)
{
    mg_str key = hash_key(p, q->modulus, q->remainder);
    const mg_object *other = mg_map_get(&h->taken, key);
    if (q->remainder >= q->modulus) {
        if (is_new(p->rc, q->table))
            report(p->rc, q->table, "The remainder of partition %S is not less than its modulus: PostgreSQL refuses it (42P16).", MG_STR_NONE);
        return;
    }
    note_modulus(h, q->modulus);
    if (other)
        report_pair(p->rc, other, q->table);
    else
        mg_map_put(&h->taken, key, (void *)(uintptr_t)q->table);
}

/* One with a smaller modulus that takes all of what this one takes. */
static void look_at_smaller(parts *p, const hashes *h, const part *q)
{
    for (uint32_t i = 0; i < h->n; i++) {
        uint32_t m = h->moduli[i];
        const mg_object *other = m < q->modulus && q->modulus % m == 0 ? mg_map_get(&h->taken, hash_key(p, m, q->remainder % m)) : NULL;
        if (!other)
            continue;
        report_pair(p->rc, other, q->table);
        return;
    }
}

static void look_at_hashes(parts *p)
{
    hashes h = {.n = 0};
    mg_map_init(&h.taken, &p->rc->ctx->alloc);
    for (uint32_t i = 0; i < p->list.n; i++)
        take_hash(p, &h, p->list.at[i]);
    for (uint32_t i = 0; h.n > 1 && i < p->list.n; i++) {
        const part *q = p->list.at[i];
        if (q->remainder < q->modulus)
            look_at_smaller(p, &h, q);
    }
    mg_map_free(&h.taken);
}

/* ---- all partitions of a table ------------------------------------------------------------------------ */

static const mg_object *key_column(const mg_object *parent, const mg_node *key)
{
    const mg_node *e = key->kind == N_KEY ? key->first : key;
    return e && (e->kind == E_COLUMN || e->kind == N_NAME) ? mg_object_child(parent, MG_O_COLUMN, mg_text(e)) : NULL;
}

/* Of integers and of days it can be said here which comes first. */
static bool keys_are(const mg_rule_ctx *rc, const mg_object *parent, const char *types)
{
    MG_EACH (k, mg_attr(parent, A_PARTITION_BY)) {
        bool key = k->kind != N_PARTITION && k->kind != N_PARAM && k->kind != A_SUBPARTITION;
        const mg_object *column = key ? key_column(parent, k) : NULL;
        if (key && (!column || !mg_rule_type_is(rc, column, types)))
            return false;
    }
    return true;
}

static void collect(parts *p, const char *how)
{
    bool range = !strcmp(how, "from");
    for (const mg_object *const *o = mg_schema_dependants_of(p->parent->owner, p->parent, MG_O_TABLE); *o; o++) {
        const mg_node *bound = (*o)->kind == MG_O_TABLE ? bound_of(*o) : NULL;
        if (!bound || !mg_str_is(mg_text(bound), how) || mg_partition_parent(*o) != p->parent)
            continue;
        part *q = MG_NEW(p->rc->arena, part);
        if (!q)
            return;
        *q = (part){*o, bound->first, bound->first ? bound->first->next : NULL, number_of(bound, "modulus"), number_of(bound, "remainder")};
        bool fits = !strcmp(how, "in") || (range ? q->to && is_known(q->from) && is_known(q->to) : q->modulus && q->modulus != UINT32_MAX && q->remainder != UINT32_MAX);
        if (fits && !mg_vec_push(&p->list, q))
            return;
    }
}

static void look_at_defaults(const mg_rule_ctx *rc, const mg_object *parent)
{
    const mg_object *first = NULL;
    for (const mg_object *const *o = mg_schema_dependants_of(parent->owner, parent, MG_O_TABLE); *o; o++) {
        if (!mg_is_default_partition(*o) || mg_partition_parent(*o) != parent)
            continue;
        if (first)
            report_pair(rc, first, *o);
        first = *o;
    }
}

static void look_at_parent(const mg_rule_ctx *rc, const mg_object *parent)
{
    mg_str by = mg_attr_text(parent, A_PARTITION_BY);
    parts p = {.rc = rc, .parent = parent};
    mg_vec_init(&p.list, &rc->ctx->alloc);
    collect(&p, mg_str_iis(by, "range") ? "from" : mg_str_iis(by, "list") ? "in" : "with");
    if (mg_str_iis(by, "range") && keys_are(rc, parent, INTEGERS "|date|timestamp|timestamptz"))
        look_at_ranges(&p);
    else if (mg_str_iis(by, "list"))
        look_at_lists(&p, keys_are(rc, parent, INTEGERS));
    else if (mg_str_iis(by, "hash"))
        look_at_hashes(&p);
    look_at_defaults(rc, parent);
    mg_vec_free(&p.list);
}

static bool holds(const mg_vec *v, const void *p)
{
    for (uint32_t i = v->n; i-- > 0;)
        if (v->at[i] == p)
            return true;
    return false;
}

/* PostgreSQL: each parent that got partitions, once. */
static void check(const mg_rule_ctx *rc)
{
    mg_vec seen;
    mg_vec_init(&seen, &rc->ctx->alloc);
    for (uint32_t i = 0; i < rc->changes->list.n && mg_rule_dialect(rc)->id == MG_POSTGRES; i++) {
        const mg_change *c = rc->changes->list.at[i];
        bool made = mg_rule_is(c, MG_C_CREATE, MG_O_TABLE) && mg_attr(c->after, A_PARTITION_OF);
        const mg_object *parent = made || c->type == MG_C_ATTACH_PARTITION ? mg_partition_parent(c->after) : NULL;
        if (!parent || !mg_attr(parent, A_PARTITION_BY) || holds(&seen, parent))
            continue;
        if (!mg_vec_push(&seen, (void *)(uintptr_t)parent))
            break;
        look_at_parent(rc, parent);
    }
    mg_vec_free(&seen);
}

/* ---- MySQL, MariaDB: all partitions stand in one clause ------------------------------------------------- */

typedef struct clause {
    const mg_rule_ctx *rc;
    const mg_change *c;
    bool numbers, days;   /* what the values are, as far as they are comparable here */
    mg_map names, values;
    const mg_node *highest; /* bound so far */
} clause;

static void refuse(const clause *k, const mg_node *partition, const char *why)
{
    mg_str name = mg_text(partition), table = mg_rule_name(k->rc, k->c->after), engine = mg_rule_engine(k->rc);
    mg_finding *f = mg_emit(k->rc, k->c, "Partition %S of %S %s: %S refuses the statement.", &name, &table, why, &engine);
    mg_rule_suggest(k->rc, f, "Names and values of a table's partitions differ, ranges rise, and MAXVALUE is the last one: REORGANIZE PARTITION makes room between them.");
    mg_rule_block(f);
}

static bool is_end(const mg_node *bound) { return bound->first && mg_limit_read(bound->first).end == 1 && !bound->first->next; }

static bool is_comparable(const clause *k, const mg_node *bound)
{
    MG_EACH (v, bound) {
        mg_limit l = mg_limit_read(v);
        bool day = l.kind == MG_LIMIT_DAY && (k->days || v->kind == E_CALL);
        if (!l.end && !day && !(l.kind == MG_LIMIT_NUMBER && k->numbers))
            return false;
    }
    return bound->first != NULL;
}

static const char *range_reason(clause *k, const mg_node *bound)
{
    if (k->highest && is_end(k->highest))
        return "stands behind one up to MAXVALUE (1481)";
    if (!is_comparable(k, bound))
        return NULL;
    int c = k->highest ? mg_limits_compare(bound->first, k->highest->first) : 1;
    if (c == 0 || c == -1)
        return "does not end above the one before it (1493)";
    k->highest = bound;
    return NULL;
}

static const char *list_reason(clause *k, const mg_node *bound)
{
    MG_EACH (v, bound) {
        mg_str key = v->kind == E_ROW ? MG_STR_NONE : value_key(k->rc, v, k->numbers);
        if (key.n && mg_map_get(&k->values, key))
            return "has a value that stands there already (1495)";
        if (key.n && !mg_map_put(&k->values, key, (void *)(uintptr_t)v))
            return NULL;
    }
    return NULL;
}

static void look_at_partition(clause *k, const mg_node *partition)
{
    const mg_node *bound = mg_child(partition, A_BOUND);
    const char *why = mg_map_get(&k->names, mg_text(partition)) ? "has the name of another one (1517)" : NULL;
    if (!why && bound && mg_str_is(mg_text(bound), "less than"))
        why = range_reason(k, bound);
    else if (!why && bound && mg_str_is(mg_text(bound), "in"))
        why = list_reason(k, bound);
    if (why)
        refuse(k, partition, why);
    mg_map_put(&k->names, mg_text(partition), (void *)(uintptr_t)partition);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *by = c->after && mg_rule_is_mysql(rc) ? mg_attr(c->after, A_PARTITION_BY) : NULL;
    if (!by || !mg_child(by, N_PARTITION))
        return;
    bool columns = mg_str_starts(mg_text(by), "range columns") || mg_str_starts(mg_text(by), "list columns");
    clause k = {.rc = rc, .c = c, .numbers = !columns || keys_are(rc, c->after, INTEGERS), .days = columns && keys_are(rc, c->after, "date|datetime")};
    mg_map_init(&k.names, &rc->ctx->alloc);
    mg_map_init(&k.values, &rc->ctx->alloc);
    MG_EACH (p, by)
        if (p->kind == N_PARTITION)
            look_at_partition(&k, p);
    mg_map_free(&k.names);
    mg_map_free(&k.values);
}

const mg_rule mg_rule_partition_bounds_overlap = {
    .id = "partition/bounds-overlap",
    .title = "a partition takes what another one has",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "A row may belong to one partition only. PostgreSQL refuses a partition whose bound takes a part of another one's, ends where it "
        "begins, or is a second default (42P17); MySQL and MariaDB one whose VALUES LESS THAN does not rise (1493), that stands behind "
        "MAXVALUE (1481), has a value of another list (1495) or the name of another partition (1517).",
    .fix =
        "Give it what no other partition takes. Detach, split or reorganize the one that has it.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8",
    .check = check,
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ALTER_PARTITIONING),
    .change = on_change,
};
