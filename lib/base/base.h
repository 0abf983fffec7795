/* Memory, strings and small containers. Knows nothing of SQL.
 *
 * Failure is sticky: when an allocation fails the allocator remembers why
 * (mg_alloc.failed) and every later call is harmless. Builders accept NULL
 * and return NULL; a stage looks at mg_failed() where it ends. */
#ifndef MG_BASE_H
#define MG_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What is needed soon: a schema is larger than the processor's cache. */
#if defined(__GNUC__)
#define MG_PREFETCH(p) __builtin_prefetch(p)
#else
#define MG_PREFETCH(p) ((void)(p))
#endif

/* Of a number that is not 0, from 0 on. */
static inline unsigned mg_lowest_bit(uint64_t bits)
{
#if defined(__GNUC__)
    return (unsigned)__builtin_ctzll(bits);
#else
    unsigned at = 0;
    while (!(bits >> at & 1))
        at++;
    return at;
#endif
}

/* ---- characters: ASCII's, whatever the locale ---------------------------- */

static inline bool mg_is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool mg_is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
static inline bool mg_is_hex_digit(char c) { return mg_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }
static inline bool mg_is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static inline char mg_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }
/* Of a name that needs no quotes; all bytes of characters beyond ASCII are. */
static inline bool mg_is_word_byte(char c) { return mg_is_letter(c) || mg_is_digit(c) || c == '_' || (c & 0x80); }

/* ---- strings ---------------------------------------------------------- */

typedef struct mg_str {
    const char *p; /* not NUL-terminated unless said so */
    uint32_t n;
} mg_str;

#define MG_STR(lit) ((mg_str){(lit), (uint32_t)(sizeof(lit) - 1)})
#define MG_STR_NONE ((mg_str){NULL, 0})

/* Wraps a C string; NULL gives none. */
static inline mg_str mg_str_of(const char *z) { return z ? (mg_str){z, (uint32_t)strlen(z)} : MG_STR_NONE; }
/* Names are short, and most comparisons find them equal: two loads, which may overlap, instead of a call. */
static inline bool mg_bytes_eq(const char *a, const char *b, uint32_t n)
{
    uint64_t head, head_b, tail, tail_b;
    uint32_t low, low_b, high, high_b;
    if (n > 16)
        return memcmp(a, b, n) == 0;
    if (n >= 8) {
        memcpy(&head, a, 8), memcpy(&head_b, b, 8);
        memcpy(&tail, a + n - 8, 8), memcpy(&tail_b, b + n - 8, 8);
        return ((head ^ head_b) | (tail ^ tail_b)) == 0;
    }
    if (n >= 4) {
        memcpy(&low, a, 4), memcpy(&low_b, b, 4);
        memcpy(&high, a + n - 4, 4), memcpy(&high_b, b + n - 4, 4);
        return ((low ^ low_b) | (high ^ high_b)) == 0;
    }
    return n == 0 || (a[0] == b[0] && a[n / 2] == b[n / 2] && a[n - 1] == b[n - 1]);
}
/* Bytes. */
static inline bool mg_str_eq(mg_str a, mg_str b) { return a.n == b.n && mg_bytes_eq(a.p, b.p, a.n); }
bool mg_str_ieq(mg_str a, mg_str b);          /* ASCII letters fold */
/* Equals a C string. The first letter tells most of them apart, without a strlen where z comes from a table. */
static inline bool mg_str_is(mg_str a, const char *z)
{
    if (a.n && a.p[0] != z[0])
        return false;
    size_t n = strlen(z);
    return a.n == n && (n == 0 || memcmp(a.p, z, n) == 0);
}
/* equals a C string, ASCII letters fold */
static inline bool mg_str_iis(mg_str a, const char *z)
{
    if (a.n && ((a.p[0] ^ z[0]) & ~0x20))
        return false;
    size_t n = strlen(z);
    return a.n == n && mg_str_ieq(a, (mg_str){z, (uint32_t)n});
}
int mg_str_cmp(mg_str a, mg_str b);           /* memcmp order, shorter first */
static inline bool mg_str_starts(mg_str a, const char *z)
{
    size_t n = strlen(z);
    return a.n >= n && memcmp(a.p, z, n) == 0;
}
mg_str mg_str_trim(mg_str s);                 /* without the blanks around it */
bool mg_str_has_capitals(mg_str s);
uint32_t mg_hash(uint32_t seed, const void *p, size_t n);
void mg_hash_wide(uint64_t h[2], const void *p, size_t n); /* goes on from h; the same on any machine */

/* ---- whole numbers in texts ------------------------------------------------ */

/* The digits from *at on; *at is behind them then. `most` where they say more than that. */
uint64_t mg_take_number(mg_str s, uint32_t *at, uint64_t most);
/* What s begins with, whatever follows; 0: no digit. */
uint64_t mg_leading_number(mg_str s, uint64_t most);
/* s is digits and nothing else, and no more than `most`. */
bool mg_is_number(mg_str s, uint64_t most, uint64_t *out);
/* The same with a sign before it, or none. */
bool mg_is_integer(mg_str s, int64_t *out);

/* ---- allocator -------------------------------------------------------- */

/* new_size 0 frees. Returns NULL on failure. The shape of Lua's. */
typedef void *(*mg_alloc_fn)(void *user_data, void *ptr, size_t old_size, size_t new_size);

enum { MG_OK = 0, MG_FAIL_NOMEM = 1, MG_FAIL_LIMIT = 2 };

typedef struct mg_alloc {
    mg_alloc_fn fn;
    void *user_data;
    size_t used, peak, limit; /* bytes; limit 0 = none */
    int failed;               /* MG_OK, MG_FAIL_NOMEM or MG_FAIL_LIMIT; sticky */
} mg_alloc;

void mg_alloc_init(mg_alloc *a, mg_alloc_fn fn, void *user_data, size_t limit); /* fn NULL = libc */
void *mg_malloc(mg_alloc *a, size_t n);                                         /* zeroed */
void *mg_realloc(mg_alloc *a, void *p, size_t old_size, size_t new_size);       /* not zeroed */
void mg_free(mg_alloc *a, void *p, size_t n);

/* ---- arena ------------------------------------------------------------ */

typedef struct mg_chunk mg_chunk;
typedef struct mg_arena {
    mg_alloc *alloc;
    mg_chunk *top;
    char *at, *end;
    size_t next_size;
} mg_arena;

typedef struct mg_mark {
    mg_chunk *top;
    char *at;
} mg_mark;

void mg_arena_init(mg_arena *a, mg_alloc *alloc);
void mg_arena_free(mg_arena *a);
/* One chunk that holds so much, for what is going to be needed; not if that is much of what the limit leaves. */
void mg_arena_reserve(mg_arena *a, size_t n);
void *mg_arena_raw(mg_arena *a, size_t n);                /* not zeroed */
void *mg_arena_get(mg_arena *a, size_t n);                /* zeroed, 8-aligned; NULL on failure */
mg_str mg_arena_str(mg_arena *a, mg_str s);               /* copy, NUL-terminated */
mg_str mg_arena_lower(mg_arena *a, mg_str s);             /* the same in small letters */
mg_str mg_arena_printf(mg_arena *a, const char *fmt, ...); /* NUL-terminated; conversions of mg_buf_printf */
mg_str mg_arena_vprintf(mg_arena *a, const char *fmt, va_list ap);
mg_mark mg_arena_mark(const mg_arena *a);
void mg_arena_rewind(mg_arena *a, mg_mark m);
/* The same for a size known when compiling: most of what is made is small and there is room for it. */
static inline void *mg_arena_room(mg_arena *a, size_t n)
{
    n = (n + 7) & ~(size_t)7;
    if (n - 1 >= (size_t)(a->end - a->at))
        return mg_arena_raw(a, n);
    void *p = a->at;
    a->at += n;
    return p;
}
static inline void *mg_arena_take(mg_arena *a, size_t n)
{
    n = (n + 7) & ~(size_t)7;
    if (n - 1 >= (size_t)(a->end - a->at))
        return mg_arena_get(a, n);
    void *p = a->at;
    a->at += n;
    return memset(p, 0, n);
}
#define MG_NEW_RAW(arena, type) ((type *)mg_arena_room((arena), sizeof(type))) /* not zeroed */
#define MG_NEW(arena, type) ((type *)mg_arena_take((arena), sizeof(type)))
#define MG_NEW_N(arena, type, n) ((type *)mg_arena_get((arena), sizeof(type) * (size_t)(n)))

/* ---- vector of pointers ----------------------------------------------- */

/* Grows in the allocator; freed by mg_vec_free. */
typedef struct mg_vec {
    mg_alloc *alloc;
    void **at;
    uint32_t n, cap;
} mg_vec;

void mg_vec_init(mg_vec *v, mg_alloc *alloc);
void mg_vec_free(mg_vec *v);
bool mg_vec_grow(mg_vec *v);
/* False on failure. */
static inline bool mg_vec_push(mg_vec *v, void *p)
{
    if (v->n == v->cap && !mg_vec_grow(v))
        return false;
    v->at[v->n++] = p;
    return true;
}
void mg_vec_sort(mg_vec *v, int (*cmp)(const void *a, const void *b)); /* stable; a, b are the elements */

/* ---- hash map: string key -> pointer ---------------------------------- */

/* Keys are not copied: they must outlive the map. Seeded, linear probing. */
typedef struct mg_map_slot {
    mg_str key;
    uint32_t hash;
    void *value; /* NULL = empty or removed (key.p set) */
} mg_map_slot;
typedef struct mg_map {
    mg_alloc *alloc;
    mg_map_slot *slots;
    uint32_t n, used, cap;
} mg_map;

void mg_map_init(mg_map *m, mg_alloc *alloc);
void mg_map_free(mg_map *m);
void *mg_map_get(const mg_map *m, mg_str key);           /* NULL when absent */
bool mg_map_put(mg_map *m, mg_str key, void *value);     /* replaces; false on failure */
void *mg_map_remove(mg_map *m, mg_str key);

/* ---- text builder ------------------------------------------------------ */

typedef struct mg_buf {
    mg_alloc *alloc;
    char *p; /* NUL-terminated once anything was added */
    size_t n, cap;
    bool lent; /* p is the caller's room */
} mg_buf;

void mg_buf_init(mg_buf *b, mg_alloc *alloc);
void mg_buf_lend(mg_buf *b, char *room, size_t size); /* of an empty buffer: short texts need no memory of their own */
void mg_buf_free(mg_buf *b);
void mg_buf_reset(mg_buf *b);                     /* keeps the memory */
void mg_buf_add(mg_buf *b, const char *p, size_t n);
void mg_buf_str(mg_buf *b, mg_str s);
void mg_buf_z(mg_buf *b, const char *z);
void mg_buf_char(mg_buf *b, char c);
/* %s %d %u %zu %lld %c %%, and %S for a `const mg_str *`. No locale, no floats. */
void mg_buf_printf(mg_buf *b, const char *fmt, ...);
void mg_buf_vprintf(mg_buf *b, const char *fmt, va_list ap);
mg_str mg_buf_view(const mg_buf *b);              /* valid until the next change */
mg_str mg_buf_take(mg_buf *b, mg_arena *into);    /* copies into the arena and resets */

/* ---- UTF-8 -------------------------------------------------------------- */

/* Offset of the first byte that is not UTF-8, or n. */
size_t mg_utf8_check(const char *p, size_t n);
/* Longest prefix of at most `max` bytes that ends at a character's end. */
uint32_t mg_utf8_clip(mg_str s, uint32_t max);

/* ---- JSON writer -------------------------------------------------------- */

/* Streams one document into a buffer; keys in the order they are written. */
typedef struct mg_json {
    mg_buf *out;
    int depth;
    bool pretty, need_comma, after_key;
} mg_json;

void mg_json_init(mg_json *j, mg_buf *out, bool pretty);
void mg_json_object(mg_json *j);
void mg_json_end_object(mg_json *j);
void mg_json_array(mg_json *j);
void mg_json_end_array(mg_json *j);
void mg_json_key(mg_json *j, const char *key);
void mg_json_str(mg_json *j, mg_str s); /* s.p NULL writes null */
void mg_json_z(mg_json *j, const char *z);
void mg_json_int(mg_json *j, int64_t v);
void mg_json_bool(mg_json *j, bool v);
void mg_json_null(mg_json *j);
/* key and value in one call */
void mg_json_kstr(mg_json *j, const char *key, mg_str s);
void mg_json_kz(mg_json *j, const char *key, const char *z);
void mg_json_kint(mg_json *j, const char *key, int64_t v);
void mg_json_kbool(mg_json *j, const char *key, bool v);

#endif
