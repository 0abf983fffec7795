/* The table gets another storage, and programs that use the rowid fail. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->attr != A_WITHOUT_ROWID || !c->before || !c->after || !mg_rule_on_old_table(rc, c))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    bool loses = mg_attr(c->after, A_WITHOUT_ROWID) != NULL;
    mg_finding *f = mg_emit(rc, c, loses ? "%S becomes WITHOUT ROWID: rowid, last_insert_rowid() and incremental blobs are gone, "
                                           "and its key may not be NULL."
                                         : "%S gets a rowid: its key is an index of its own from now on and may hold NULL unless "
                                           "it is declared NOT NULL.", &name);
    mg_rule_suggest(rc, f, "Search programs for rowid and last_insert_rowid() first.");
}

const mg_rule mg_rule_sqlite_without_rowid_change = {
    .id = "sqlite/without-rowid-change",
    .title = "WITHOUT ROWID comes or goes",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_SQLITE,
    .why =
        "The table is rebuilt with another storage. Without a rowid there is no rowid, last_insert_rowid(), "
        "AUTOINCREMENT or incremental blob, the primary key is NOT NULL, and each index carries the whole "
        "primary key.",
    .fix = "Search programs for rowid and last_insert_rowid() first; count rows whose key is NULL.",
    .source = "manual of SQLite; measured on 3.34-3.53",
    .change = on_change,
};
