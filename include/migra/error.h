/* Why a call failed. */
#ifndef MIGRA_ERROR_H
#define MIGRA_ERROR_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Why a call failed; made by the call that returned a status other than MIGRA_OK. @since 0.1 */
typedef struct migra_error migra_error;

/** The status that the failed call returned.
 * @param error the error; NULL is answered with MIGRA_OK. @since 0.1 */
MIGRA_API migra_status migra_error_code(const migra_error *error);

/** One line for people.
 * @param error the error; NULL is answered with "".
 * @return never NULL; borrowed from the error. @since 0.1 */
MIGRA_API const char *migra_error_message(const migra_error *error);

/** Frees an error. That of a failed allocation is constant and freeing it does nothing.
 * @param error may be NULL. @since 0.1 */
MIGRA_API void migra_error_free(migra_error *error);

#ifdef __cplusplus
}
#endif
#endif
