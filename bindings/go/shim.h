/* What Go cannot say: an allocator that can be told to stop, and the one function that all rules go through. */
#ifndef MIGRA_GO_SHIM_H
#define MIGRA_GO_SHIM_H

#include <migra/migra.h>
#include <stdlib.h>

#if MIGRA_ABI_VERSION != 0 || MIGRA_VERSION_NUMBER < 100
#error "this Go package needs the headers of libmigra 0.1.0 or newer, ABI epoch 0: install libmigra, or the package for yours"
#endif

/* That of the C library, until the context.Context of a call is done. */
typedef struct migra_go_brake {
    int stop;
} migra_go_brake;

void migra_go_use_brake(migra_context_options *options, migra_go_brake *brake);
void migra_go_set_brake(migra_go_brake *brake, int stop);

/* Which thread this is: a rule runs on the thread of the call that asks it. */
uintptr_t migra_go_thread(void);

/* Registers a rule that goes to Go with a handle; the handle is given up when the library calls destroy. */
migra_status migra_go_add_rule(migra_context *context, migra_rule_def *def, uintptr_t handle, migra_error **err);

#endif
