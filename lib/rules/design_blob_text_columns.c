/* Many BLOB or TEXT columns. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    uint32_t n = 0, most = mg_rule_number(rc, "max");
    MG_EACH_CHILD(k, o) {
        n += k->kind == MG_O_COLUMN && mg_rule_type_is(rc, k, "tinytext|text|mediumtext|longtext|tinyblob|blob|mediumblob|longblob");
    }
    if (n <= most)
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S has %u BLOB or TEXT columns, more than %u.", &name, n, most);
    mg_rule_suggest(rc, f, "Move them to a table of their own.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

static const mg_rule_param params[] = {
    {"max", 'n', "3", "such columns that a table may have"},
    {0},
};

const mg_rule mg_rule_design_blob_text_columns = {
    .id = "design/blob-text-columns",
    .title = "many BLOB or TEXT columns",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .off = true,
    .params = params,
    .why =
        "They are stored apart from the row and cost reads of their own, and temporary tables with them go to"
        " disk.",
    .fix = "Move them to a table of their own.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
