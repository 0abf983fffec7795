/* Databases differ by the order in which they ran their files. */
#include <string.h>

#include "rules/lint.h"
#include "rules/util.h"

static void on_file(const mg_rule_ctx *rc, const mg_lint_file *file)
{
    mg_finding *f = NULL;
    if (file->history == MG_HISTORY_EDITED) {
        bool part = file->tool && !strcmp(file->tool, "Liquibase");
        f = mg_emit(rc, NULL, part ? "The changeset has been changed since it was run: databases that have run it stop at its checksum. It was not looked at."
                                   : "The file has been changed since it was run: databases that have run it keep what it said then. It was not looked at.");
        mg_rule_suggest(rc, f, "Leave it as it was, and write a new one.");
    } else if (file->history == MG_HISTORY_INSERTED) {
        f = mg_emit(rc, NULL, "The file is new, but sorts before one that has been run: databases get it in different orders, or not at all.");
        mg_rule_suggest(rc, f, "Give it a version behind the last one that has been run.");
    }
    if (!f)
        return;
    f->source = file->source;
    f->line = file->first_line;
    f->column = 1;
}

const mg_rule mg_rule_tx_non_linear_history = {
    .id = "tx/non-linear-history",
    .title = "a migration that others have run, changed; or a new one before it",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_ALL,
    .why =
        "Databases that have run the file keep what it said then; new ones get what it says now. A new file"
        " that sorts before one that was run is run at another point of the history there than elsewhere, or"
        " never.",
    .fix =
        "Leave what was run as it is, and give new files the latest version.",
    .source = "what migration tools do with versions and checksums",
    .file = on_file,
};
