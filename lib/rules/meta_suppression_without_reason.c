/* Nobody will know later why it was all right. Found while the comments are read:
 * lib/rules/suppress.c. */
#include "rules/util.h"

const mg_rule mg_rule_meta_suppression_without_reason = {
    .id = "meta/suppression-without-reason",
    .title = "an ignore comment without a reason",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .why = "The comment silences a finding but does not say why; nobody will know later whether it still holds.",
    .fix = "Write the reason after a colon: `-- migra:ignore RULE: the reason`.",
    .source = "the comments of the sources",
};
