/* Lookups in the generated tables: binary search by operation, then the
 * row whose version range holds. */
#include "facts/tables.h"

#include <string.h>

typedef const char *(*key_of)(const void *row);

/* Index of the first row whose key is not less than `op`. */
static size_t lower_bound(const void *rows, size_t n, size_t width, key_of key, const char *op)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strcmp(key((const char *)rows + mid * width), op) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* The first eight letters as a number. */
static uint64_t head_of(const char *op)
{
    uint64_t head = 0;
    for (int i = 0; i < 8; i++) {
        head = head << 8 | (unsigned char)*op;
        op += *op != 0;
    }
    return head;
}

/* As lower_bound, for many times more questions: numbers tell most names apart. */
static size_t lower_bound_by_heads(const uint64_t *heads, const void *rows, size_t n, size_t width, key_of key, const char *op)
{
    uint64_t head = head_of(op);
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (heads[mid] != head ? heads[mid] < head : strcmp(key((const char *)rows + mid * width), op) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool version_in(uint32_t version, uint32_t from, uint32_t until)
{
    return version >= from && (until == 0 || version < until);
}

/* 0 stands for the newest known: only ranges without an end hold. */
static uint32_t or_newest(uint32_t version)
{
    return version ? version : UINT32_MAX;
}

/* ---- PostgreSQL ---------------------------------------------------------- */

static const char *pg_key(const void *row)
{
    return ((const mg_pg_fact *)row)->op;
}

const mg_pg_fact *mg_fact_postgres(const char *op, uint32_t version)
{
    if (!op)
        return NULL;
    version = or_newest(version);
    size_t i = lower_bound_by_heads(mg_facts_postgres_heads, mg_facts_postgres, mg_n_facts_postgres, sizeof *mg_facts_postgres, pg_key, op);
    for (; i < mg_n_facts_postgres && strcmp(mg_facts_postgres[i].op, op) == 0; i++)
        if (version_in(version, mg_facts_postgres[i].from, mg_facts_postgres[i].until))
            return &mg_facts_postgres[i];
    return NULL;
}

bool mg_pg_lock_blocks_reads(const char *lock)
{
    return lock && strcmp(lock, "ACCESS EXCLUSIVE") == 0;
}

bool mg_pg_lock_blocks_writes(const char *lock)
{
    static const char *const blocking[] = {"ACCESS EXCLUSIVE", "EXCLUSIVE", "SHARE ROW EXCLUSIVE", "SHARE"};
    for (size_t i = 0; lock && i < sizeof blocking / sizeof *blocking; i++)
        if (strcmp(lock, blocking[i]) == 0)
            return true;
    return false;
}

/* ---- MySQL, MariaDB ---------------------------------------------------------- */

static const char *my_key(const void *row)
{
    return ((const mg_my_fact *)row)->op;
}

const mg_my_fact *mg_fact_mysql(const mg_dialect *d, const char *op, uint32_t version)
{
    if (!op || !d)
        return NULL;
    version = or_newest(version);
    size_t i = lower_bound_by_heads(mg_facts_mysql_heads, mg_facts_mysql, mg_n_facts_mysql, sizeof *mg_facts_mysql, my_key, op);
    for (; i < mg_n_facts_mysql && strcmp(mg_facts_mysql[i].op, op) == 0; i++) {
        const mg_my_fact *f = &mg_facts_mysql[i];
        if (f->dialect == (uint8_t)d->id && version_in(version, f->from, f->until))
            return f;
    }
    return NULL;
}

/* ---- SQLite ---------------------------------------------------------------------- */

static const char *lite_key(const void *row)
{
    return ((const mg_lite_row *)row)->fact.op;
}

const mg_lite_fact *mg_fact_sqlite(const char *op)
{
    if (!op)
        return NULL;
    size_t i = lower_bound(mg_facts_sqlite, mg_n_facts_sqlite, sizeof *mg_facts_sqlite, lite_key, op);
    if (i < mg_n_facts_sqlite && strcmp(mg_facts_sqlite[i].fact.op, op) == 0)
        return &mg_facts_sqlite[i].fact;
    return NULL;
}

bool mg_sqlite_is_native(const char *op, uint32_t version)
{
    const mg_lite_fact *f = mg_fact_sqlite(op);
    version = or_newest(version);
    return f && f->since && version >= f->since;
}

/* ---- functions ---------------------------------------------------------------------- */

static int compare_name(mg_str name, const char *z)
{
    size_t n = strlen(z);
    int c = memcmp(name.p, z, name.n < n ? name.n : n);
    return c ? c : (name.n > n) - (name.n < n);
}

bool mg_fact_function_is_volatile(mg_str name, bool *known)
{
    size_t low = 0, high = name.p ? mg_n_facts_functions : 0;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = compare_name(name, mg_facts_functions[mid].name);
        if (c == 0) {
            if (known)
                *known = true;
            return mg_facts_functions[mid].is_volatile;
        }
        if (c > 0)
            low = mid + 1;
        else
            high = mid;
    }
    if (known)
        *known = false;
    return true;
}

static bool look_for_volatile(mg_node *n, void *user_data)
{
    bool *found = user_data;
    if (n->kind == E_CALL && mg_fact_function_is_volatile(mg_text(n), NULL))
        *found = true;
    return !*found;
}

bool mg_fact_default_is_volatile(const mg_node *expr)
{
    bool found = false;
    /* The walk does not change what it sees; mg_walk has no const variant. */
    if (expr)
        mg_walk((mg_node *)(uintptr_t)expr, look_for_volatile, &found);
    return found;
}

/* ---- rates ------------------------------------------------------------------------------ */

static const char *rate_key(const void *row)
{
    return ((const mg_rate_row *)row)->op;
}

int64_t mg_fact_estimate_ms(const mg_dialect *d, uint32_t version, const char *op, int64_t rows, int64_t bytes)
{
    if (!d || !op)
        return -1;
    if (strcmp(op, "constant") == 0)
        return 10;
    if (rows < 0 && bytes < 0)
        return -1;
    /* 100 bytes a row stand in for the figure that is missing: the measured tables had 65 and 560. */
    if (rows < 0)
        rows = bytes / 100;
    if (bytes < 0)
        bytes = rows > INT64_MAX / 100 ? INT64_MAX : rows * 100;
    version = or_newest(version);
    size_t i = lower_bound(mg_facts_rates, mg_n_facts_rates, sizeof *mg_facts_rates, rate_key, op);
    for (; i < mg_n_facts_rates && strcmp(mg_facts_rates[i].op, op) == 0; i++) {
        const mg_rate_row *r = &mg_facts_rates[i];
        if (r->dialect != (uint8_t)d->id || !version_in(version, r->from, r->until))
            continue;
        int64_t thousands = rows / 1000, mib = bytes / (1024 * 1024);
        if (thousands > INT32_MAX || mib > INT32_MAX)
            return INT64_MAX;
        return r->a + r->b * thousands / 1000 + r->c * mib / 1024;
    }
    return -1;
}
