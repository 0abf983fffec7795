/* --ask URL: what offline knowledge cannot settle is asked of a database that holds BEFORE, through psql and without a shell. */
#include "cli.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define END "_migra_answered "

typedef struct client {
    pid_t pid;
    FILE *to, *from;
} client;

static void run_psql(const char *url, const int *to, const int *from) {
    dup2(to[0], STDIN_FILENO);
    dup2(from[1], STDOUT_FILENO);
    for (int i = 0; i < 2; i++) {
        close(to[i]);
        close(from[i]);
    }
    execlp("psql", "psql", "-X", "-q", "-A", "-t", "-v", "VERBOSITY=terse", "-d", url, (char *)NULL);
    fprintf(stderr, "migra: cannot run psql: %s\n", strerror(errno));
    _exit(127);
}

static bool client_start(client *c, const char *url) {
    int to[2], from[2];
    if (pipe(to)) return false;
    if (pipe(from)) return close(to[0]), close(to[1]), false;
    fflush(NULL);
    signal(SIGPIPE, SIG_IGN); /* a client that ends is noticed by its answers */
    c->pid = fork();
    if (!c->pid) run_psql(url, to, from);
    close(to[0]);
    close(from[1]);
    if (c->pid < 0) return close(to[1]), close(from[0]), false;
    c->to = fdopen(to[1], "wb");
    c->from = fdopen(from[0], "rb");
    return c->to && c->from;
}

static void client_end(client *c) {
    int status;
    if (c->to) fclose(c->to);
    if (c->from) fclose(c->from);
    while (c->pid > 0 && waitpid(c->pid, &status, 0) < 0 && errno == EINTR) continue;
}

/* One statement and its answer; false when psql is gone. */
static bool answer(client *c, migra_settle *settle, bool query, const migra_string *sql) {
    char line[256];
    fprintf(c->to, "%.*s;\n\\echo " END ":ERROR\n", (int)sql->len, sql->data);
    if (fflush(c->to)) return false;
    while (fgets(line, sizeof line, c->from)) {
        line[strcspn(line, "\n")] = 0;
        if (strncmp(line, END, sizeof END - 1)) {
            if (query) migra_settle_row(settle, line, strlen(line));
            continue;
        }
        if (strcmp(line + sizeof END - 1, "false")) migra_settle_refused(settle);
        else migra_settle_ok(settle);
        return true;
    }
    return false;
}

static bool ask_all(const char *url, migra_settle *settle) {
    client c = {0};
    migra_string sql;
    bool ok = client_start(&c, url);
    for (int state; ok && (state = migra_settle_next(settle, &sql)) != MIGRA_RUN_DONE;) {
        ok = answer(&c, settle, state == MIGRA_RUN_QUERY, &sql);
    }
    client_end(&c);
    return ok;
}

/* BEFORE as the engine holds it for AFTER's; *before is replaced. */
static bool settle_before(const options *o, migra_changes *changes, migra_schema **before, migra_error **err) {
    migra_settle *settle = NULL;
    migra_schema *settled = NULL;
    size_t n = migra_changes_undecided_count(changes);
    if (migra_settle_new(changes, &settle, err)) return false;
    bool ok = ask_all(o->ask, settle);
    if (!ok) complain("--ask: the database cannot be asked");
    ok = ok && !migra_settle_before(settle, &settled, err);
    size_t open = migra_settle_open_count(settle);
    migra_settle_free(settle);
    if (!ok) return false;
    migra_schema_free(*before);
    *before = settled;
    if (open && !o->quiet) complain("%zu of %zu undecided objects were not settled by the database", open, n);
    return true;
}

bool ask_engine(const options *o, const migra_diff_options *diff, migra_schema **before, migra_schema *after) {
    migra_changes *changes = NULL;
    migra_error *err = NULL;
    if (!o->ask) return true;
    if (strncmp(o->ask, "postgres://", 11) && strncmp(o->ask, "postgresql://", 13)) {
        complain("--ask takes postgres://… only; other engines are not asked");
        return false;
    }
    bool ok = !migra_diff(*before, after, diff, &changes, &err);
    if (ok && migra_changes_undecided_count(changes)) ok = settle_before(o, changes, before, &err);
    migra_changes_free(changes);
    if (err) report_error(err);
    return ok;
}
