/* libmigra: knows what a schema migration will break, lose, lock and cost.
 *
 * This header includes all others. A program usually does this:
 *
 *     migra_context *ctx; migra_schema *before, *after; migra_report *report; migra_text *out;
 *     migra_context_new(NULL, &ctx, NULL);
 *     migra_schema_parse(ctx, old_sql, old_len, NULL, &before, NULL);
 *     migra_schema_parse(ctx, new_sql, new_len, NULL, &after, NULL);
 *     migra_analyze(before, after, NULL, &report, NULL);
 *     migra_report_to_json(report, &out, NULL);
 *
 * Rules that hold everywhere:
 *
 * - A call returns a migra_status: MIGRA_OK (0) or one of MIGRA_E_*. The status is about the call, not about
 *   the SQL: text that is not understood gives diagnostics, not a failed call.
 * - Arguments come in the order object, inputs, `out`, `err`. `*out` is written on success only, `*err` on
 *   failure only. `err` may be NULL when the status is enough.
 * - What comes through `**out` belongs to the caller, who frees it with the type's _free function. What is
 *   returned as a pointer is borrowed: it lives as long as the object it was asked from. _free(NULL) is fine.
 * - Options structs begin with `size_t size`. Set it by the type's _INIT macro or by its _init function. NULL
 *   stands for the defaults. A larger struct of a newer header is accepted as long as what this library does
 *   not know is zero; otherwise the call returns MIGRA_E_NEWER_FIELD.
 * - Text is UTF-8. `const char *` and migra_text end with a NUL; a migra_string is counted, and may be a part of a
 *   larger text: use its len.
 * - A context and all that was made with it belong to one thread at a time. Different contexts are independent.
 *   The library has no global state, opens no file and no socket, and never ends the process.
 */
#ifndef MIGRA_MIGRA_H
#define MIGRA_MIGRA_H

#include "base.h"
#include "error.h"
#include "text.h"
#include "context.h"
#include "schema.h"
#include "diff.h"
#include "plan.h"
#include "live.h"
#include "facts.h"
#include "rule.h"
#include "report.h"
#include "lint.h"

#endif
