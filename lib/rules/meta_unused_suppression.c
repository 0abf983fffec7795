/* It would hide a later finding that nobody has looked at. Found while the comments are read:
 * lib/rules/suppress.c. */
#include "rules/util.h"

const mg_rule mg_rule_meta_unused_suppression = {
    .id = "meta/unused-suppression",
    .title = "an ignore comment silences nothing",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .why =
        "The comment names a rule that found nothing in its reach: it may hide a later finding that nobody "
        "has looked at.",
    .fix = "Remove the comment.",
    .source = "the comments of the sources",
};
