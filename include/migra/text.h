/* A text that the library made: a document, a script, a dump. */
#ifndef MIGRA_TEXT_H
#define MIGRA_TEXT_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A text owned by the caller. It does not depend on the object it was made from. @since 0.1 */
typedef struct migra_text migra_text;

/** The bytes, UTF-8, with a NUL behind the last one.
 * @param text the text; NULL is answered with "".
 * @return never NULL; borrowed from the text. @since 0.1 */
MIGRA_API const char *migra_text_data(const migra_text *text);

/** The number of bytes, without the NUL.
 * @param text the text; NULL is answered with 0. @since 0.1 */
MIGRA_API size_t migra_text_len(const migra_text *text);

/** Frees a text.
 * @param text may be NULL. @since 0.1 */
MIGRA_API void migra_text_free(migra_text *text);

#ifdef __cplusplus
}
#endif
#endif
