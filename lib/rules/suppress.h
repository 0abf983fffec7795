/* Suppression comments. For lib/rules only. */
#ifndef MG_RULES_SUPPRESS_H
#define MG_RULES_SUPPRESS_H

#include "rules/rules.h"

/* Moves what comments silence from out->list to out->suppressed, and reports comments that name unknown rules,
 * silence nothing or give no reason. False on failure. */
bool mg_rules_suppress(mg_ctx *ctx, const mg_changes *changes, mg_findings *out, const mg_rules_options *opts);

/* The rule goes by that name: its id, its group, what stands behind the slash, or another linter's name for it. */
bool mg_rule_is_called(const char *id, mg_str name);
/* Another linter's name of a rule (of this one; NULL: of any). */
bool mg_alias_is(mg_str name, const char *id);

#endif
