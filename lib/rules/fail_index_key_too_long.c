/* A character counts as many bytes as its character set can need. */
#include "rules/util.h"

/* The most bytes that the table's engine and row format take in one key, and in one column of it. */
static uint64_t limit_of(const mg_rule_ctx *rc, const mg_object *table, uint64_t *column)
{
    mg_str engine = mg_attr_text(table, A_ENGINE), format = MG_STR_NONE;
    MG_EACH(p, mg_attr(table, A_OPTIONS)) {
        if (mg_str_iis(mg_text(p), "row_format"))
            format = mg_text(p->first);
    }
    bool old = mg_str_iis(format, "compact") || mg_str_iis(format, "redundant") ||
               (!format.n && !mg_rule_at_least(rc, mg_rule_dialect(rc)->id == MG_MYSQL ? 50700 : 100200));
    if (mg_str_iis(engine, "myisam") || mg_str_iis(engine, "aria"))
        return *column = mg_str_iis(engine, "myisam") ? 1000 : 2000;
    *column = old ? 767 : 3072;
    return 3072;
}

static bool is_key(const mg_object *o)
{
    bool plain = o->kind == MG_O_INDEX && !mg_attr(o, A_INDEX_KIND);
    return plain || o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE;
}

/* MariaDB cuts a single column of a plain index to what fits, and makes a hash of a unique key. */
static const char *mariadb_instead(const mg_object *key, uint64_t column_limit)
{
    if (column_limit == 767 || key->kind == MG_O_PRIMARY_KEY)
        return NULL;
    if (key->kind == MG_O_UNIQUE || mg_attr(key, A_UNIQUE))
        return "makes it a HASH key, which no range or prefix search can use";
    return mg_rule_key_count(key) == 1 ? "cuts it to the part that fits" : NULL;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *key)
{
    const mg_object *table = key->parent;
    uint64_t each, limit = table && is_key(key) ? limit_of(rc, table, &each) : 0, sum = 0, widest = 0;
    MG_EACH(k, limit ? mg_attr(key, A_KEYS) : NULL) {
        uint64_t bytes = k->kind == N_KEY ? mg_rule_my_key_bytes(rc, table, k) : 0;
        sum += bytes;
        widest = bytes > widest ? bytes : widest;
    }
    if (!limit || (sum <= limit && widest <= each))
        return;
    const char *instead = mg_rule_dialect(rc)->id == MG_MARIADB ? mariadb_instead(key, each) : NULL;
    mg_str own = mg_rule_own_name(rc, key), name = mg_rule_name(rc, table), engine = mg_rule_engine(rc);
    unsigned is = (unsigned)(sum > limit ? sum : widest), most = (unsigned)(sum > limit ? limit : each);
    mg_finding *f = instead ? mg_emit(rc, c, "%S of %S takes %u bytes, more than %u: %S %s.", &own, &name, is, most, &engine, instead)
                            : mg_emit(rc, c, "%S of %S takes %u bytes, more than the %u that %S allows: the statement fails.", &own, &name, is,
                                      most, &engine);
    mg_rule_suggest(rc, f, "Give the key a prefix length, shorten the column, or put a unique key over a generated column with a hash.");
    mg_rule_at_object(f, key);
    if (instead)
        mg_rule_severity(f, MG_SEV_WARNING);
    else
        mg_rule_block(f);
}

/* A column that grows takes its keys along. */
static void look_at_keys_of(const mg_rule_ctx *rc, const mg_change *c)
{
    MG_EACH_CHILD (o, c->after->parent)
        if (mg_rule_key_holds(o, c->after->name))
            look(rc, c, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_NEW_KEYS, look);
    if ((c->type == MG_C_ALTER_COLUMN_TYPE || c->type == MG_C_ALTER_CHARSET) && c->after->parent)
        look_at_keys_of(rc, c);
}

const mg_rule mg_rule_fail_index_key_too_long = {
    .id = "fail/index-key-too-long",
    .title = "an index key is longer than the engine allows",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "InnoDB takes 3072 bytes a key (767 a column in the formats COMPACT and REDUNDANT), MyISAM 1000. A "
        "character counts as many bytes as its character set can need: four in utf8mb4, so varchar(768) is "
        "the widest column with an index. MySQL refuses the statement with 1071; MariaDB cuts a plain index "
        "of one column to the part that fits and turns a unique key into a HASH key.",
    .fix =
        "Give the key a prefix length, shorten the column, or put a unique key over a generated column that "
        "holds a hash.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ALTER_COLUMN_TYPE) | MG_ON(MG_C_ALTER_CHARSET) | MG_ON(MG_C_ADD_PRIMARY_KEY) | MG_ON(MG_C_ADD_UNIQUE),
    .change = on_change,
};
