/* Shared by dep_object_*.c. */
#ifndef MG_REFUSED_H
#define MG_REFUSED_H

#include "rules/lint.h"

/* A finding for each error of the reader with that code ("unresolved", "duplicate", "dependency") in the file. */
void mg_rule_tell_refused(const mg_rule_ctx *rc, const mg_lint_file *file, const char *code, const char *fix);

#endif
