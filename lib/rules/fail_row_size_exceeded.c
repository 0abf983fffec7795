/* The columns at their widest take more than 65,535 bytes. */
#include "rules/util.h"

static uint64_t row_bytes(const mg_rule_ctx *rc, const mg_object *table)
{
    uint64_t bytes = 0, nullable = 0;
    MG_EACH_CHILD(o, table) {
        const mg_node *generated = o->kind == MG_O_COLUMN ? mg_attr(o, A_GENERATED) : NULL;
        if (o->kind != MG_O_COLUMN || (generated && generated->sub == MG_GEN_VIRTUAL))
            continue;
        bytes += mg_rule_my_column_bytes(rc, o);
        nullable += !mg_attr(o, A_NOT_NULL);
    }
    return bytes + (nullable + 7) / 8;
}

enum { NEAR = 64, ROW_MOST = 65535 };

/* A change before it asked already: the table is the same, and its changes stand together. */
static bool was_asked(const mg_rule_ctx *rc, const mg_change *c, const mg_object *table)
{
    for (uint32_t i = c->id - 1, looked = 0; i > 0 && looked < NEAR; i--, looked++) {
        const mg_change *other = rc->changes->list.at[i - 1];
        if (!other->after || mg_change_table(other) != table)
            continue;
        if (other->type == c->type || other->type == MG_C_ADD_COLUMN)
            return true;
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = c->after ? mg_change_table(c) : NULL;
    bool wider = c->type == MG_C_ADD_COLUMN || c->type == MG_C_ALTER_COLUMN_TYPE || c->type == MG_C_ALTER_CHARSET;
    if (!table || table->kind != MG_O_TABLE || !(wider || mg_rule_is(c, MG_C_CREATE, MG_O_TABLE)) || was_asked(rc, c, table))
        return;
    if (mg_rule_my_row_surely_fits(table, ROW_MOST))
        return;
    const mg_object *old = mg_changes_counterpart(rc->changes, table);
    uint64_t bytes = row_bytes(rc, table);
    if (bytes <= ROW_MOST || (old && row_bytes(rc, old) > ROW_MOST))
        return;
    for (uint32_t i = c->id - 1; i > 0; i--) { /* said once a table */
        const mg_change *other = rc->changes->list.at[i - 1];
        if (other->after && mg_change_table(other) == table && (other->type == c->type || other->type == MG_C_ADD_COLUMN))
            return;
    }
    mg_str name = mg_rule_name(rc, table);
    mg_finding *f = mg_emit(rc, c, "A row of %S takes up to %u bytes, more than 65,535: the server refuses it with 1118.", &name,
                            (unsigned)bytes);
    mg_rule_suggest(rc, f, "Make wide columns TEXT, shorten them, or move some to a table of their own.");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_row_size_exceeded = {
    .id = "fail/row-size-exceeded",
    .title = "a row is wider than 65,535 bytes",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "The columns of a table, at their widest, may take 65,535 bytes together; TEXT and BLOB count 9 to "
        "12. The server refuses the statement with 1118. It counts bytes: varchar(8000) in utf8mb4 is 32,002 "
        "of them.",
    .fix = "Make wide columns TEXT, shorten them, or move some to a table of their own.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON(MG_C_ALTER_COLUMN_TYPE) | MG_ON(MG_C_ALTER_CHARSET),
    .change = on_change,
};
