/* The context: allocator, limits and the host's rules. */
#ifndef MIGRA_CONTEXT_H
#define MIGRA_CONTEXT_H

#include "error.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Allocates, grows and frees, as one function.
 *
 * Called on the thread that called the library, only during that call.
 * @param user_data the value from the options.
 * @param ptr NULL to allocate, else a block that this function returned.
 * @param old_size the size of that block; 0 with NULL.
 * @param new_size the wanted size; 0 frees the block and returns NULL.
 * @return the block, aligned as malloc aligns, or NULL when there is no memory. @since 0.1 */
typedef void *(*migra_alloc_fn)(void *user_data, void *ptr, size_t old_size, size_t new_size);

/** Options of migra_context_new. A limit of 0 stands for its default. @since 0.1 */
typedef struct migra_context_options {
    size_t size;              /* sizeof(migra_context_options) */
    migra_alloc_fn alloc;     /* NULL: the allocator of the C library */
    void *user_data;          /* first argument of alloc */
    size_t max_memory;        /* bytes in use at once by all that was made with the context; default no limit */
    uint32_t max_bytes;       /* one source; default 1 GiB */
    uint32_t max_depth;       /* nesting of expressions and queries; default 500 */
    uint32_t max_statements;  /* of one source; default 10 million */
    uint32_t max_diagnostics; /* further ones are counted, not kept; default 1000 */
} migra_context_options;

/** The defaults, for C: `migra_context_options o = MIGRA_CONTEXT_OPTIONS_INIT;` @since 0.1 */
#define MIGRA_CONTEXT_OPTIONS_INIT { sizeof(migra_context_options), NULL, NULL, 0, 0, 0, 0, 0 }

/** Holds what several calls share. Lives on, unseen, until the last object made with it has been freed. @since 0.1 */
typedef struct migra_context migra_context;

/** Fills options with the defaults, for hosts that cannot use the macro.
 * @param options out: `size` bytes are written. NULL is MIGRA_E_MISUSE.
 * @param size the size of the caller's struct.
 * @return MIGRA_OK or MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_context_options_init(migra_context_options *options, size_t size);

/** Makes a context.
 * @param options in: NULL for the defaults.
 * @param out out: the context, to be freed with migra_context_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_MISUSE, MIGRA_E_NEWER_FIELD. @since 0.1 */
MIGRA_API migra_status migra_context_new(const migra_context_options *options, migra_context **out,
                                         migra_error **err);

/** Gives the context up. Objects made with it stay valid.
 * @param context may be NULL. @since 0.1 */
MIGRA_API void migra_context_free(migra_context *context);

/** Bytes in use by all that was made with the context.
 * @param context NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_context_memory(const migra_context *context);

/** The largest value that migra_context_memory has had.
 * @param context NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_context_memory_peak(const migra_context *context);

#ifdef __cplusplus
}
#endif
#endif
