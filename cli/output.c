/* Standard output, standard error, and what a terminal may be shown. */
#include "cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* File names and arguments may hold anything: nothing of it may move the cursor. */
void complain(const char *fmt, ...) {
    char line[2048];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    char *safe = escaped(line, strlen(line));
    fprintf(stderr, "migra: %s\n", safe);
    free(safe);
}

bool colour_on(const options *o, FILE *f) {
    const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
    if (o->no_color || (no && *no) || (f == stdout && o->output)) return false;
    return isatty(fileno(f)) && term && strcmp(term, "dumb");
}

uint32_t terminal_width(void) {
    struct winsize w;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) || !w.ws_col) return 0;
    return w.ws_col > 140 ? 140 : w.ws_col;
}

bool write_output(const options *o, const char *data, size_t len) {
    FILE *f = o->output ? fopen(o->output, "wb") : stdout;
    const char *name = o->output ? o->output : "standard output";
    if (!f) {
        complain("cannot write %s: %s", name, strerror(errno));
        return false;
    }
    bool ok = fwrite(data, 1, len, f) == len;
    ok = (o->output ? fclose(f) : fflush(f)) == 0 && ok;
    if (!ok) complain("cannot write %s: %s", name, strerror(errno));
    return ok;
}
