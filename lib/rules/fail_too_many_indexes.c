/* 64 keys a table; 16 columns a key, 32 on MariaDB. */
#include "rules/util.h"

static uint32_t key_count(const mg_object *table)
{
    uint32_t n = 0;
    MG_EACH_CHILD(o, table) {
        n += o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
    }
    return n;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *key)
{
    uint32_t most = mg_rule_dialect(rc)->id == MG_MYSQL ? 16 : 32, n = mg_rule_key_count(key);
    if (n <= most)
        return;
    mg_str own = mg_rule_own_name(rc, key), engine = mg_rule_engine(rc), table = mg_rule_name(rc, key->parent);
    mg_finding *f = mg_emit(rc, c, "%S of %S has %u columns; %S allows %u in a key.", &own, &table, n, &engine, most);
    mg_rule_suggest(rc, f, "Leave the columns out that narrow least; or keep a hash of all of them in a generated column and index that.");
    mg_rule_at_object(f, key);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_NEW_KEYS, look);
    bool adds = c->type == MG_C_ADD_UNIQUE || c->type == MG_C_ADD_PRIMARY_KEY || mg_rule_is(c, MG_C_CREATE, MG_O_INDEX) ||
                mg_rule_is(c, MG_C_CREATE, MG_O_TABLE);
    const mg_object *table = adds ? mg_change_table(c) : NULL;
    uint32_t n = table ? key_count(table) : 0;
    if (n <= 64)
        return;
    mg_str name = mg_rule_name(rc, table);
    mg_finding *f = mg_emit(rc, c, "%S has %u keys with this; a table holds 64.", &name, n);
    mg_rule_suggest(rc, f, "Drop those that are a prefix of another first.");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_too_many_indexes = {
    .id = "fail/too-many-indexes",
    .title = "more indexes, or columns in one, than a table can have",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "A table has at most 64 keys (1069), and a key at most 16 columns on MySQL (1070), 32 on MariaDB.",
    .fix = "Remove redundant indexes first: those that are a prefix of another.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_PRIMARY_KEY) | MG_ON(MG_C_ADD_UNIQUE),
    .change = on_change,
};
