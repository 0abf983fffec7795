/* Findings that were there before: a file of fingerprints. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The first word of each line; what follows is for people. */
bool baseline_read(const char *path, strings *out) {
    char *text;
    size_t len;
    if (!read_path(path, &text, &len)) return false;
    for (char *line = text; line && *line;) {
        char *next = strchr(line, '\n');
        if (next) *next++ = 0;
        size_t n = strcspn(line, " \t\r");
        if (n == 32) strings_add(out, copy(line, n));
        else if (n && *line != '#') {
            complain("%s: \"%.40s\" is no line of a baseline", path, line);
            free(text);
            return false;
        }
        line = next;
    }
    free(text);
    return true;
}

bool baseline_write(const char *path, const migra_report *report) {
    FILE *f = fopen(path, "wb");
    size_t n = migra_report_finding_count(report);
    if (!f) {
        complain("cannot write %s: %s", path, strerror(errno));
        return false;
    }
    fprintf(f, "# Findings that were there when this was written, and do not count: migra ... --baseline FILE\n");
    for (size_t i = 0; i < n; i++) {
        const migra_finding *x = migra_report_finding_at(report, i);
        migra_string place, message;
        migra_finding_place(x, &place, NULL, NULL);
        migra_finding_message(x, &message);
        char *from = escaped(place.data ? place.data : "", place.len), *what = escaped(message.data, message.len);
        fprintf(f, "%s %s %s: %s\n", migra_finding_fingerprint(x), migra_finding_rule(x), from, what);
        free(from);
        free(what);
    }
    if (!fclose(f)) return true;
    complain("cannot write %s: %s", path, strerror(errno));
    return false;
}
