/* Versions and names. */
#include "api/api.h"

uint32_t migra_version_number(void) {
    return MIGRA_VERSION_NUMBER;
}

const char *migra_version_text(void) {
    return MIGRA_VERSION;
}

uint32_t migra_abi_version(void) {
    return MIGRA_ABI_VERSION;
}

int32_t migra_feature(const char *name) {
    mg_str s = mg_str_of(name);
    if (mg_str_starts(s, "dialect:")) return mg_dialect_by_name((mg_str){s.p + 8, s.n - 8}) != NULL;
    if (mg_str_starts(s, "format:")) return mg_format_by_name((mg_str){s.p + 7, s.n - 7}) >= 0;
    return mg_str_is(s, "host-rules") || mg_str_is(s, "run");
}

const char *migra_status_name(migra_status status) {
    static const char *const names[] = {
        [MIGRA_OK] = "ok",
        [MIGRA_E_NOMEM] = "nomem",
        [MIGRA_E_MISUSE] = "misuse",
        [MIGRA_E_LIMIT] = "limit",
        [MIGRA_E_NEWER_FIELD] = "newer-field",
        [MIGRA_E_CALLBACK] = "callback",
        [MIGRA_E_UNKNOWN] = "unknown",
        [MIGRA_E_MISMATCH] = "mismatch",
    };
    if (status < 0 || (size_t)status >= sizeof names / sizeof *names) return "?";
    return names[status];
}

const char *migra_severity_name(migra_severity severity) {
    if (severity < MIGRA_SEVERITY_INFO || severity > MIGRA_SEVERITY_CRITICAL) return "?";
    return mg_severity_name((mg_severity)severity);
}
