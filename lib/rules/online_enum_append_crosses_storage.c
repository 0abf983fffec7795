/* The stored number needs another byte: the table is copied. */
#include "rules/util.h"

static uint32_t storage_bytes(const mg_node *type)
{
    uint32_t n = 0;
    MG_EACH(m, type) {
        n += m->kind == E_CONST;
    }
    if (mg_str_iis(mg_text(type), "enum"))
        return n > 255 ? 2 : 1;
    uint32_t bytes = (n + 7) / 8;
    return bytes > 4 ? 8 : bytes;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t) || (t.loss & (MG_TC_ENUM_ORDER | MG_TC_ENUM_VALUES)))
        return;
    const mg_node *from = mg_attr_first(c->before, A_TYPE), *to = mg_attr_first(c->after, A_TYPE);
    bool members = mg_str_ieq(mg_text(from), mg_text(to)) && (mg_str_iis(mg_text(to), "enum") || mg_str_iis(mg_text(to), "set"));
    if (!members || storage_bytes(from) == storage_bytes(to))
        return;
    mg_str name = mg_rule_name(rc, c->after), table = mg_rule_name(rc, mg_change_table(c));
    mg_finding *f = mg_emit(rc, c, "%S takes %u bytes instead of %u with its new members: all of %S is copied (ALGORITHM=COPY).", &name,
                            storage_bytes(to), storage_bytes(from), &table);
    mg_rule_suggest(rc, f, "Use a table of values with a foreign key, or gh-ost or pt-online-schema-change.");
}

const mg_rule mg_rule_online_enum_append_crosses_storage = {
    .id = "online/enum-append-crosses-storage",
    .title = "an ENUM or SET grows past a storage size",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .why =
        "Members appended at the end are INSTANT while the stored number keeps its size. An ENUM of more than"
        " 255 members takes two bytes instead of one, a SET takes one byte for each eight members up to 32 "
        "(then eight bytes): crossing such a line copies the table.",
    .fix =
        "Use a table of values with a foreign key instead of so many members; or change it with gh-ost or "
        "pt-online-schema-change.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.5-11.8; older versions from the manual",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
