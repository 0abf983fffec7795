/* What the options say to the library's analysis. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static bool take_renames(analysis *j, const options *o) {
    const strings *list = &o->rename;
    j->renames = must(calloc(list->n + 1, sizeof *j->renames));
    for (size_t i = 0; i < list->n; i++) {
        const char *text = list->at[i], *colon = strchr(text, ':');
        if (!colon || colon == text || !colon[1] || strchr(colon + 1, ':')) {
            complain("--rename is OLD:NEW (table:new_table, table.column:new, table.column:other_table.column, type.value:new), not \"%s\"", text);
            return false;
        }
        char *from = copy(text, (size_t)(colon - text));
        strings_add(&j->owned, from);
        j->renames[i] = (migra_rename){from, colon + 1};
    }
    return true;
}

static int severity_by_name(const char *word) {
    if (!strcmp(word, "off")) return -1;
    if (!strcmp(word, "on")) return -2;
    for (int i = MIGRA_SEVERITY_INFO; i <= MIGRA_SEVERITY_CRITICAL; i++) {
        if (!strcmp(word, migra_severity_name(i))) return i;
    }
    return -3;
}

/* What stands in front of the '='; NULL when there is none. */
static char *take_key(analysis *j, const char *text) {
    const char *eq = strchr(text, '=');
    if (!eq) return NULL;
    char *key = copy(text, (size_t)(eq - text));
    strings_add(&j->owned, key);
    return key;
}

static bool take_rule_options(analysis *j, const options *o) {
    const strings *list = &o->rule_option;
    j->rule_options = must(calloc(list->n + 1, sizeof *j->rule_options));
    for (size_t i = 0; i < list->n; i++) {
        char *key = take_key(j, list->at[i]);
        if (!key) {
            complain("--rule-option is RULE.OPTION=VALUE, not \"%s\"", list->at[i]);
            return false;
        }
        j->rule_options[i] = (migra_rule_option){key, list->at[i] + strlen(key) + 1};
    }
    return true;
}

static bool take_settings(analysis *j, const options *o) {
    j->settings = must(calloc(o->ignore.n + o->severity.n + 1, sizeof *j->settings));
    for (size_t i = 0; i < o->severity.n; i++) {
        const char *text = o->severity.at[i], *eq = strchr(text, '=');
        int severity = eq ? severity_by_name(eq + 1) : -3;
        if (severity == -3) {
            complain("--severity is RULE=LEVEL with info, warning, error, critical, on or off, not \"%s\"", text);
            return false;
        }
        j->settings[j->n_settings++] = (migra_rule_setting){take_key(j, text), severity};
    }
    for (size_t i = 0; i < o->ignore.n; i++) j->settings[j->n_settings++] = (migra_rule_setting){o->ignore.at[i], -1};
    return true;
}

bool analysis_take(analysis *j, const options *o) {
    if (!take_renames(j, o) || !take_settings(j, o) || !take_rule_options(j, o)) return false;
    j->diff = (migra_diff_options)MIGRA_DIFF_OPTIONS_INIT;
    j->plan = (migra_plan_options)MIGRA_PLAN_OPTIONS_INIT;
    j->analyze = (migra_analyze_options)MIGRA_ANALYZE_OPTIONS_INIT;
    j->diff.renames = o->renames && !strcmp(o->renames, "never") ? MIGRA_RENAMES_NEVER : MIGRA_RENAMES_AUTO;
    j->diff.ignore_owners = o->ignore_owners;
    j->diff.ignore_grants = o->ignore_grants;
    j->diff.ignore_comments = o->ignore_comments;
    j->diff.declared = j->renames;
    j->diff.declared_count = o->rename.n;
    if (o->strategy && !strcmp(o->strategy, "fast")) j->plan.strategy = MIGRA_STRATEGY_FAST;
    if (o->strategy && !strcmp(o->strategy, "online")) j->plan.strategy = MIGRA_STRATEGY_ONLINE;
    j->plan.staged_renames = o->plain_renames ? MIGRA_RENAMES_PLAIN : o->staged_renames ? MIGRA_RENAMES_STAGED : MIGRA_RENAMES_BY_STRATEGY;
    if (o->online_tool) j->plan.online_tool = !strcmp(o->online_tool, "gh-ost") ? MIGRA_TOOL_GH_OST : MIGRA_TOOL_PT_OSC;
    j->plan.if_exists = o->if_exists;
    j->plan.save_data = !o->no_save_data;
    if (o->batch_rows) j->plan.batch_rows = (uint32_t)strtoul(o->batch_rows, NULL, 10);
    j->analyze.diff = &j->diff;
    j->analyze.plan = &j->plan;
    j->analyze.settings = j->settings;
    j->analyze.setting_count = j->n_settings;
    if (o->baseline && !o->write_baseline && !baseline_read(o->baseline, &j->baseline)) return false;
    j->analyze.ignores = o->ignores;
    j->analyze.ignore_count = o->n_ignores;
    j->analyze.tables = o->tables;
    j->analyze.table_count = o->n_tables;
    j->analyze.small_table_rows = o->small_rows;
    j->analyze.large_table_rows = o->large_rows;
    j->analyze.baseline = (const char *const *)j->baseline.at;
    j->analyze.baseline_count = j->baseline.n;
    j->analyze.rule_options = j->rule_options;
    j->analyze.rule_option_count = o->rule_option.n;
    return true;
}

void analysis_free(analysis *j) {
    free(j->renames);
    free(j->settings);
    free(j->rule_options);
    strings_free(&j->owned);
    strings_free(&j->baseline);
}
