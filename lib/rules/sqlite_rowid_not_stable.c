/* A table without a name for its rowid. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    bool named = mg_attr(o, A_WITHOUT_ROWID) != NULL;
    MG_EACH_CHILD(k, o) {
        named = named || (k->kind == MG_O_COLUMN && mg_str_iis(mg_text(mg_attr_first(k, A_TYPE)), "integer") &&
                          mg_rule_is_key_of(o, MG_O_PRIMARY_KEY, k->name));
    }
    if (named)
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S has no INTEGER PRIMARY KEY: VACUUM may number its rows anew.", &name);
    mg_rule_suggest(rc, f, "Declare an INTEGER PRIMARY KEY.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

const mg_rule mg_rule_sqlite_rowid_not_stable = {
    .id = "sqlite/rowid-not-stable",
    .title = "a table without a name for its rowid",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_SQLITE,
    .off = true,
    .why = "VACUUM and a rebuild may number the rows anew; who kept a rowid finds another row.",
    .fix = "Declare an INTEGER PRIMARY KEY.",
    .source = "manual of SQLite",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
