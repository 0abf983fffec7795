/* MySQL partitions by whole numbers; with COLUMNS by texts and days, too. */
#include "rules/util.h"

#define TEXTS "tinytext|text|mediumtext|longtext|tinyblob|blob|mediumblob|longblob|json"
#define INTEGERS "tinyint|smallint|mediumint|int|bigint"
#define STRINGS "char|varchar|binary|varbinary"

typedef struct clause {
    const mg_rule_ctx *rc;
    const mg_object *table;
    bool columns, key; /* … COLUMNS; KEY */
    const mg_object *only; /* the column of the key, where it is one */
} clause;

static const mg_object *plain_column(const clause *k, const mg_node *key)
{
    const mg_node *e = key->kind == N_KEY ? key->first : key;
    return e && (e->kind == E_COLUMN || e->kind == N_NAME) ? mg_object_child(k->table, MG_O_COLUMN, mg_text(e)) : NULL;
}

static bool is_key(const mg_node *n) { return n->kind != N_PARTITION && n->kind != N_PARAM && n->kind != A_SUBPARTITION; }

static const char *column_reason(const clause *k, const mg_object *column)
{
    if (mg_rule_type_is(k->rc, column, TEXTS))
        return "is a TEXT, BLOB or JSON, by which no table is partitioned (1502)";
    if (k->key)
        return NULL;
    if (mg_rule_type_is(k->rc, column, "decimal|float|double|enum|set|timestamp"))
        return "is of a type by which no RANGE, LIST or HASH goes (1659)";
    if (k->columns)
        return mg_rule_type_is(k->rc, column, "year|bit") ? "is of a type that COLUMNS do not take (1659)" : NULL;
    return mg_rule_type_is(k->rc, column, STRINGS "|date|datetime|time") ? "is no whole number (1659)" : NULL;
}

/* What depends on the session's time zone. */
static const char *call_reason(const clause *k, const mg_node *call)
{
    const mg_node *arg = call->kind == E_CALL ? call->first : NULL;
    const mg_object *column = arg && arg->kind == E_COLUMN ? mg_object_child(k->table, MG_O_COLUMN, mg_text(arg)) : NULL;
    bool unix_time = mg_str_iis(mg_text(call), "unix_timestamp");
    if (!column || !mg_rule_type_is(k->rc, column, unix_time ? "date|datetime" : "timestamp"))
        return NULL;
    return unix_time ? "goes through UNIX_TIMESTAMP of no timestamp, which depends on the time zone (1486)" : "is a timestamp, of which but UNIX_TIMESTAMP depends on no time zone (1486)";
}

/* ---- bounds ------------------------------------------------------------------------------------------- */

static bool has_point(mg_str t)
{
    for (uint32_t i = 0; i < t.n; i++)
        if (t.p[i] == '.')
            return true;
    return false;
}

static const char *value_reason(const clause *k, const mg_node *v, bool less_than)
{
    if (v->kind != E_CONST)
        return NULL;
    if (v->sub == MG_CONST_NULL)
        return less_than ? "ends at NULL (1566)" : NULL;
    bool string = v->sub == MG_CONST_STRING, number = v->sub == MG_CONST_NUMBER;
    if (!k->columns)
        return string || (number && has_point(mg_text(v))) ? "has a bound that is no whole number (1697)" : NULL;
    bool wrong = k->only && ((string && mg_rule_type_is(k->rc, k->only, INTEGERS)) || (number && mg_rule_type_is(k->rc, k->only, STRINGS)));
    return wrong ? "has a bound of another type than its column (1654)" : NULL;
}

static const char *bound_reason(const clause *k, const mg_node *partition)
{
    const mg_node *bound = mg_child(partition, A_BOUND);
    bool less_than = bound && mg_str_is(mg_text(bound), "less than");
    if (!bound || (!less_than && !mg_str_is(mg_text(bound), "in")))
        return NULL;
    MG_EACH (v, bound) {
        const char *why = value_reason(k, v, less_than);
        if (why)
            return why;
    }
    return NULL;
}

/* ---- the clause ----------------------------------------------------------------------------------------- */

static void refuse(const clause *k, const mg_change *c, mg_str what, const char *why)
{
    mg_str table = mg_rule_name(k->rc, k->table), engine = mg_rule_engine(k->rc);
    mg_finding *f = mg_emit(k->rc, c, "%S of %S %s: %S refuses the partitions.", &what, &table, why, &engine);
    mg_rule_suggest(k->rc, f, "RANGE COLUMNS for days and texts, TO_DAYS or YEAR of a datetime, UNIX_TIMESTAMP of a timestamp; bounds of the same type.");
    mg_rule_block(f);
}

static bool look_at_keys(clause *k, const mg_change *c, const mg_node *by)
{
    uint32_t n = 0;
    MG_EACH (key, by) {
        if (!is_key(key))
            continue;
        const mg_object *column = plain_column(k, key);
        const mg_node *e = key->kind == N_KEY ? key->first : key;
        const char *why = column ? column_reason(k, column) : e ? call_reason(k, e) : NULL;
        if (why) {
            refuse(k, c, column ? column->name : mg_text(e->first), why);
            return false;
        }
        k->only = n++ ? NULL : column;
    }
    return true;
}

/* PostgreSQL: LIST is by one. */
static void look_at_list(const mg_rule_ctx *rc, const mg_change *c, const mg_node *by)
{
    uint32_t n = 0;
    MG_EACH (key, by)
        n += key->kind == N_KEY;
    if (!mg_str_iis(mg_text(by), "list") || n < 2)
        return;
    mg_str name = mg_rule_name(rc, c->after), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S is partitioned by LIST, which goes by one column (42P17): %S refuses it.", &name, &engine);
    mg_rule_suggest(rc, f, "LIST by one of them, and partitions of partitions by the other.");
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *by = c->after && c->after->kind == MG_O_TABLE ? mg_attr(c->after, A_PARTITION_BY) : NULL;
    if (!by || c->after->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL))
        return;
    if (mg_rule_dialect(rc)->id == MG_POSTGRES) {
        look_at_list(rc, c, by);
        return;
    }
    mg_str how = mg_text(by);
    bool range = mg_str_starts(how, "range"), list = mg_str_starts(how, "list"), hash = mg_str_is(how, "hash") || mg_str_is(how, "linear hash");
    clause k = {.rc = rc, .table = c->after, .columns = mg_str_is(how, "range columns") || mg_str_is(how, "list columns")};
    k.key = mg_str_is(how, "key") || mg_str_is(how, "linear key");
    if ((!range && !list && !hash && !k.key) || !look_at_keys(&k, c, by))
        return;
    if ((range || list) && !mg_child(by, N_PARTITION) && c->type == MG_C_CREATE) {
        refuse(&k, c, MG_STR("The RANGE or LIST"), "names no partitions (1492)");
        return;
    }
    MG_EACH (p, by) {
        const char *why = p->kind == N_PARTITION ? bound_reason(&k, p) : NULL;
        if (!why)
            continue;
        mg_str name = mg_text(p);
        refuse(&k, c, mg_arena_printf(rc->arena, "Partition %S", &name), why);
        return;
    }
}

const mg_rule mg_rule_partition_key_unsuitable = {
    .id = "partition/key-unsuitable",
    .title = "partitions by a column or with bounds of a type that they do not go with",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "RANGE, LIST and HASH are by whole numbers, RANGE and LIST COLUMNS by whole numbers, texts that are no TEXT, dates and datetimes: any other column is refused "
        "(1659, 1502), as are functions of a timestamp but UNIX_TIMESTAMP (1486), bounds of another type (1697, 1654), NULL as one (1566), and RANGE and LIST without "
        "partitions (1492). LIST of PostgreSQL goes by one column (42P17).",
    .fix =
        "RANGE COLUMNS for days and texts, TO_DAYS or YEAR of a datetime, UNIX_TIMESTAMP of a timestamp.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ALTER_PARTITIONING),
    .change = on_change,
};
