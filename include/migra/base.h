/* Status codes, versions and the small types that all other headers use. */
#ifndef MIGRA_BASE_H
#define MIGRA_BASE_H

#include <stddef.h>
#include <stdint.h>

#ifndef MIGRA_API
#if defined(MIGRA_STATIC)
#define MIGRA_API
#elif defined(_WIN32)
#define MIGRA_API __declspec(dllimport)
#elif defined(__GNUC__)
#define MIGRA_API __attribute__((visibility("default")))
#else
#define MIGRA_API
#endif
#endif

#define MIGRA_VERSION_MAJOR 0
#define MIGRA_VERSION_MINOR 1
#define MIGRA_VERSION_PATCH 0
#define MIGRA_VERSION "0.1.0"
#define MIGRA_VERSION_NUMBER 100 /* major * 10000 + minor * 100 + patch */
#define MIGRA_ABI_VERSION 0      /* the number in the soname */

#ifdef __cplusplus
extern "C" {
#endif

/** What a call returns: 0, or one of MIGRA_E_*. @since 0.1 */
typedef int32_t migra_status;

enum {
    MIGRA_OK = 0,
    MIGRA_E_NOMEM = 1,       /* the allocator returned NULL */
    MIGRA_E_MISUSE = 2,      /* an argument that the documentation rules out */
    MIGRA_E_LIMIT = 3,       /* a limit of the context was reached */
    MIGRA_E_NEWER_FIELD = 4, /* an options struct sets a field that this library does not know */
    MIGRA_E_CALLBACK = 5,    /* a callback of the host asked to stop */
    MIGRA_E_UNKNOWN = 6,     /* a name (dialect, version, rule, phase, format) that the library does not know */
    MIGRA_E_MISMATCH = 7     /* the objects do not fit together, such as schemas of two dialects */
};

/** Severities of diagnostics and findings, weakest first. @since 0.1 */
typedef int32_t migra_severity;

enum {
    MIGRA_SEVERITY_INFO = 0,
    MIGRA_SEVERITY_WARNING = 1,
    MIGRA_SEVERITY_ERROR = 2,
    MIGRA_SEVERITY_CRITICAL = 3
};

/** A borrowed, counted text; there need not be a NUL behind it. `data` is NULL when there is none. @since 0.1 */
typedef struct migra_string {
    const char *data;
    size_t len;
} migra_string;

/** The version of the library at run time, as MIGRA_VERSION_NUMBER counts.
 * @return for example 100 for 0.1.0. @since 0.1 */
MIGRA_API uint32_t migra_version_number(void);

/** The version of the library at run time, as text.
 * @return for example "0.1.0"; never NULL, lives forever. @since 0.1 */
MIGRA_API const char *migra_version_text(void);

/** The epoch of the binary interface: a program built for another one must not use this library.
 * @return the number in the soname. @since 0.1 */
MIGRA_API uint32_t migra_abi_version(void);

/** Asks whether the library can do something.
 * @param name "dialect:postgres", "dialect:mysql", "dialect:mariadb", "dialect:sqlite", "format:text",
 *   "format:json", "format:sql", "format:markdown", "format:sarif", "format:junit", "format:github", "format:gitlab", "format:html",
 *   "host-rules", "run". NULL is answered with 0.
 * @return 1 when it can, 0 when it cannot or does not know the name. @since 0.1 */
MIGRA_API int32_t migra_feature(const char *name);

/** The name of a status, for messages.
 * @param status any number.
 * @return "ok", "nomem", "misuse", "limit", "newer-field", "callback", "unknown", "mismatch", or "?" for a number
 *   that is no status; never NULL, lives forever. @since 0.1 */
MIGRA_API const char *migra_status_name(migra_status status);

/** The name of a severity.
 * @param severity one of MIGRA_SEVERITY_*.
 * @return "info", "warning", "error", "critical", or "?"; never NULL, lives forever. @since 0.1 */
MIGRA_API const char *migra_severity_name(migra_severity severity);

#ifdef __cplusplus
}
#endif
#endif
