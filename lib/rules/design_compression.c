/* A compressed table. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    bool compressed = false;
    MG_EACH(p, mg_attr(o, A_OPTIONS)) {
        bool format = mg_str_iis(mg_text(p), "row_format") && mg_str_iis(mg_text(p->first), "compressed");
        compressed = compressed || format || mg_str_iis(mg_text(p), "key_block_size") || mg_str_iis(mg_text(p), "page_compressed");
    }
    if (!compressed)
        return;
    mg_str name = mg_rule_name(rc, o);
    mg_finding *f = mg_emit(rc, c, "%S is compressed.", &name);
    mg_rule_suggest(rc, f, "Compress where it was measured to help.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_TABLE, look);
}

const mg_rule mg_rule_design_compression = {
    .id = "design/compression",
    .title = "a compressed table",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_MY,
    .off = true,
    .why = "Compression costs processor time on every page and switches INSTANT column changes off.",
    .fix = "Compress where it was measured to help.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
