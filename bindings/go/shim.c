#include "shim.h"

#include "_cgo_export.h"

static void *allocate(void *user_data, void *ptr, size_t old_size, size_t new_size) {
    migra_go_brake *brake = user_data;
    (void)old_size;
    if (!new_size) {
        free(ptr);
        return NULL;
    }
    return __atomic_load_n(&brake->stop, __ATOMIC_RELAXED) ? NULL : realloc(ptr, new_size);
}

void migra_go_use_brake(migra_context_options *options, migra_go_brake *brake) {
    options->alloc = allocate;
    options->user_data = brake;
}

void migra_go_set_brake(migra_go_brake *brake, int stop) {
    __atomic_store_n(&brake->stop, stop, __ATOMIC_RELAXED);
}

uintptr_t migra_go_thread(void) {
    static __thread char here;
    return (uintptr_t)&here;
}

/* Go's handle lives in a block of C: Go must not see a number as a pointer. */
static int32_t check(const migra_rule_view *view, migra_emitter *emitter, void *user_data) {
    return migraGoCheck((migra_rule_view *)view, emitter, *(uintptr_t *)user_data);
}

static void destroy(void *user_data) {
    migraGoDestroy(*(uintptr_t *)user_data);
    free(user_data);
}

migra_status migra_go_add_rule(migra_context *context, migra_rule_def *def, uintptr_t handle, migra_error **err) {
    uintptr_t *box = malloc(sizeof *box);
    if (!box) {
        migraGoDestroy(handle);
        return MIGRA_E_NOMEM;
    }
    *box = handle;
    def->check = check;
    def->destroy = destroy;
    def->user_data = box;
    return migra_context_add_rule(context, def, err);
}
