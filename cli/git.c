/* git:REV:PATH, through git itself and without a shell. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void run_git(char *const argv[], int out) {
    dup2(out, STDOUT_FILENO);
    close(out);
    execvp("git", argv);
    fprintf(stderr, "migra: cannot run git: %s\n", strerror(errno));
    _exit(127);
}

/* What git prints on standard output; false when it fails (git itself has said why, unless quiet). */
static bool git_output(const char *const *args, const char *name, bool quiet, char **text, size_t *len) {
    int fd[2];
    if (pipe(fd)) {
        complain("cannot run git: %s", strerror(errno));
        return false;
    }
    fflush(NULL);
    pid_t child = fork();
    if (child < 0) {
        complain("cannot run git: %s", strerror(errno));
        close(fd[0]);
        close(fd[1]);
        return false;
    }
    if (!child) {
        close(fd[0]);
        if (quiet && !freopen("/dev/null", "w", stderr)) _exit(127);
        run_git((char *const *)(uintptr_t)args, fd[1]);
    }
    close(fd[1]);
    FILE *f = fdopen(fd[0], "rb");
    bool ok = f && read_stream(f, name, text, len);
    if (f) fclose(f);
    else close(fd[0]);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    if (ok && (!WIFEXITED(status) || WEXITSTATUS(status))) {
        free(*text);
        ok = false;
    }
    return ok;
}

static bool read_blob(const tree *t, const char *name, char **text, size_t *len) {
    char *object = *name ? join(t->root, "/", name) : copy(t->root, strlen(t->root));
    const char *const args[] = {"git", "cat-file", "blob", object, NULL};
    bool ok = git_output(args, object, false, text, len);
    if (!ok) complain("git cannot read %s", object);
    free(object);
    return ok;
}

static bool load_tree(source *s, const char *spec, const char *object) {
    const char *const args[] = {"git", "ls-tree", "-r", "-z", "--name-only", object, NULL};
    tree t = {.label = spec, .read = read_blob, .root = object};
    char *text;
    size_t len;
    if (!git_output(args, spec, false, &text, &len)) {
        complain("git cannot list %s", object);
        return false;
    }
    for (size_t at = 0; at < len; at += strlen(text + at) + 1) {
        strings_add(&t.names, copy(text + at, strlen(text + at)));
    }
    free(text);
    bool ok = source_add_tree(s, &t);
    strings_free(&t.names);
    return ok;
}

static bool load_blob(source *s, const char *spec, const char *object) {
    tree t = {.root = object};
    char *text;
    size_t len;
    if (!read_blob(&t, "", &text, &len)) return false;
    if (!check_text(spec, text, len)) {
        free(text);
        return false;
    }
    source_add(s, copy(spec, strlen(spec)), text, len);
    return true;
}

bool git_load(source *s, const char *spec) {
    const char *rest = spec + 4, *colon = strchr(rest, ':');
    char *text;
    size_t len;
    if (!colon || colon == rest || rest[0] == '-') {
        complain("%s: expected git:REV:PATH, such as git:HEAD~1:db/schema.sql", spec);
        return false;
    }
    char *object = copy(rest, strlen(rest));
    size_t n = strlen(object);
    if (n && object[n - 1] == '/') object[n - 1] = 0;
    const char *const args[] = {"git", "cat-file", "-t", object, NULL};
    bool ok = git_output(args, spec, true, &text, &len);
    if (!ok) complain("%s: git knows no such revision or path here", spec);
    else {
        bool is_tree = !strncmp(text, "tree", 4);
        free(text);
        ok = is_tree ? load_tree(s, spec, object) : load_blob(s, spec, object);
    }
    free(object);
    return ok;
}
