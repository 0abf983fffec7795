/* The length needs a second byte: the table is copied. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (mg_rule_dialect(rc)->id != MG_MYSQL || !mg_rule_type_change(rc, c, &t) || (t.loss & MG_TC_STRING))
        return;
    bool varchar = t.from_name && t.to_name && mg_str_is(mg_str_of(t.from_name), "varchar") &&
        mg_str_is(mg_str_of(t.to_name), "varchar");
    if (!varchar || !t.rewrites)
        return;
    mg_str name = mg_rule_name(rc, c->after), words = mg_rule_type_words(rc, c);
    mg_finding *f = mg_emit(rc, c, "%S changes from %S: past 255 bytes the length takes a second byte, and the "
                                   "table is copied.", &name, &words);
    mg_rule_suggest(rc, f, "Stay at or below 255 bytes (63 characters of utf8mb4), or make it as long as it "
                           "will ever have to be.");
}

const mg_rule mg_rule_online_varchar_crosses_length_byte = {
    .id = "online/varchar-crosses-length-byte",
    .title = "VARCHAR grows past 255 bytes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "MySQL stores the length of a VARCHAR in one byte up to 255 bytes and in two above: growing across "
        "that line copies the table while writes wait.",
    .fix = "Stay below the line, or pay once and go far beyond it.",
    .source = "measured on MySQL 9.7.4",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
