/* What engines do: the tables that plans and findings are made with, each row with its source. */
#ifndef MIGRA_FACTS_H
#define MIGRA_FACTS_H

#include "context.h"
#include "text.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Which facts, and how. @since 0.1 */
typedef struct migra_facts_options {
    size_t size;         /* sizeof(migra_facts_options) */
    const char *topic;   /* "locks", "online", "alter", "types", "spellings", "names", "rates", "functions"; NULL: all */
    const char *word;    /* only rows that hold it; NULL: all */
    const char *dialect; /* "postgres", "mysql", "mariadb", "sqlite"; NULL: all */
    const char *version; /* only rows that hold for this version of the dialect: "15"; NULL: all */
    const char *format;  /* "text", "json", "markdown"; NULL: text */
} migra_facts_options;

/** All facts as text, for C. @since 0.1 */
#define MIGRA_FACTS_OPTIONS_INIT { sizeof(migra_facts_options), NULL, NULL, NULL, NULL, NULL }

/** Fills options with the defaults, for hosts that cannot use the macro.
 * @param options out: `size` bytes are written. NULL is MIGRA_E_MISUSE.
 * @param size the size of the caller's struct.
 * @return MIGRA_OK or MIGRA_E_MISUSE. @since 0.1 */
MIGRA_API migra_status migra_facts_options_init(migra_facts_options *options, size_t size);

/** The facts as a document; JSON is of format migra.facts/1.
 * @param context the context.
 * @param options in: NULL for all facts as text.
 * @param out out: the text, to be freed with migra_text_free.
 * @param err out: may be NULL.
 * @return MIGRA_OK, MIGRA_E_NOMEM, MIGRA_E_LIMIT, MIGRA_E_MISUSE (a version without a dialect, or that is none),
 *   MIGRA_E_NEWER_FIELD, MIGRA_E_UNKNOWN (topic, dialect or format). @since 0.1 */
MIGRA_API migra_status migra_facts_render(migra_context *context, const migra_facts_options *options, migra_text **out,
                                          migra_error **err);

#ifdef __cplusplus
}
#endif
#endif
