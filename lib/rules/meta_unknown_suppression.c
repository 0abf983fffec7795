/* A misspelt name silences nothing. Found while the comments are read: lib/rules/suppress.c. */
#include "rules/util.h"

const mg_rule mg_rule_meta_unknown_suppression = {
    .id = "meta/unknown-suppression",
    .title = "an ignore comment names no rule",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why = "There is no rule of that name, so the comment silences nothing. The nearest name is suggested.",
    .fix = "Correct the name; `migra rules` lists them all.",
    .source = "the comments of the sources",
};
