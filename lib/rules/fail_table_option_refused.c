/* What a table's engine cannot, and options that InnoDB does not take in its strict mode. */
#include "rules/util.h"

typedef struct table {
    const mg_rule_ctx *rc;
    const mg_object *o;
    mg_str engine;
    bool mysql, innodb;
} table;

static mg_str option(const table *t, const char *name)
{
    MG_EACH (p, mg_attr(t->o, A_OPTIONS))
        if (p->kind == N_PARAM && mg_str_iis(mg_text(p), name))
            return mg_text(p->first);
    return MG_STR_NONE;
}

/* ---- InnoDB's pages ----------------------------------------------------------------------------- */

static const char *page_reason(const table *t)
{
    mg_str format = option(t, "row_format"), size = option(t, "key_block_size");
    uint64_t kilobytes = 0;
    bool sized = size.n && mg_is_number(size, UINT32_MAX, &kilobytes) && kilobytes;
    if (mg_str_iis(format, "fixed") || mg_str_iis(format, "page"))
        return "has a ROW_FORMAT that InnoDB does not";
    if (sized && kilobytes != 1 && kilobytes != 2 && kilobytes != 4 && kilobytes != 8 && kilobytes != 16)
        return "has a KEY_BLOCK_SIZE that is none of 1, 2, 4, 8 and 16";
    bool plain = mg_str_iis(format, "dynamic") || mg_str_iis(format, "compact") || mg_str_iis(format, "redundant");
    return sized && plain ? "has a KEY_BLOCK_SIZE, and a ROW_FORMAT that is not COMPRESSED" : NULL;
}

/* As it comes, unless the text sets it. */
static bool is_strict(const mg_rule_ctx *rc)
{
    return mg_rule_at_least(rc, mg_rule_dialect(rc)->id == MG_MYSQL ? 50707 : 100202) && !mg_map_get(&mg_rule_after(rc)->settings, MG_STR("innodb_strict_mode"));
}

/* ---- other engines --------------------------------------------------------------------------------- */

static const mg_object *child(const mg_object *o, bool (*is)(const table *t, const mg_object *c), const table *t)
{
    MG_EACH_CHILD (c, o)
        if (is(t, c))
            return c;
    return NULL;
}

static bool may_be_null(const table *t, const mg_object *c)
{
    (void)t;
    return c->kind == MG_O_COLUMN && !mg_attr(c, A_NOT_NULL) && !(c->state & MG_OS_ASSUMED);
}

static bool is_index(const table *t, const mg_object *c)
{
    (void)t;
    return c->kind == MG_O_INDEX || c->kind == MG_O_PRIMARY_KEY || c->kind == MG_O_UNIQUE;
}

static bool is_long(const table *t, const mg_object *c)
{
    return c->kind == MG_O_COLUMN && mg_rule_type_is(t->rc, c, "text|tinytext|mediumtext|longtext|blob|tinyblob|mediumblob|longblob|json");
}

static bool is_fulltext(const table *t, const mg_object *c)
{
    (void)t;
    return c->kind == MG_O_INDEX && mg_str_is(mg_attr_text(c, A_INDEX_KIND), "fulltext");
}

static const char *engine_reason(const table *t)
{
    bool parted = mg_attr(t->o, A_PARTITION_BY), csv = mg_str_iis(t->engine, "csv");
    if (csv && child(t->o, is_index, t))
        return "is of the engine CSV, which has no keys (1069)";
    if (csv && child(t->o, may_be_null, t))
        return "is of the engine CSV, whose columns are NOT NULL (1178)";
    if (mg_str_iis(t->engine, "memory") && child(t->o, is_long, t))
        return "is of the engine MEMORY, which has no texts and blobs (1163)";
    if (!parted || !t->mysql)
        return NULL;
    if (t->innodb)
        return child(t->o, is_fulltext, t) ? "is partitioned, and has a FULLTEXT index (1214)" : NULL;
    bool none = mg_str_iis(t->engine, "myisam") || mg_str_iis(t->engine, "memory") || mg_str_iis(t->engine, "csv") || mg_str_iis(t->engine, "archive");
    return none && mg_rule_at_least(t->rc, 80000) ? "is partitioned, which InnoDB and NDB alone are (1178)" : NULL;
}

/* ---- all ---------------------------------------------------------------------------------------------- */

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = c->after;
    if (!o || o->kind != MG_O_TABLE || (o->state & MG_OS_ASSUMED) || o->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL) || mg_attr(o, A_TEMPORARY))
        return;
    table t = {.rc = rc, .o = o, .engine = mg_attr_text(o, A_ENGINE), .mysql = mg_rule_dialect(rc)->id == MG_MYSQL};
    t.innodb = !t.engine.n || mg_str_iis(t.engine, "innodb");
    const char *why = t.innodb && is_strict(rc) ? page_reason(&t) : NULL, *code = !why ? "" : c->type != MG_C_CREATE ? " (1478)" : t.mysql ? " (1031)" : " (1005)";
    why = why ? why : engine_reason(&t);
    if (!why)
        return;
    mg_str name = mg_rule_name(rc, o), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "%S %s%s: %S refuses it.", &name, why, code, &engine);
    mg_rule_suggest(rc, f, "Leave the option out; InnoDB without one is ROW_FORMAT=DYNAMIC.");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_table_option_refused = {
    .id = "fail/table-option-refused",
    .title = "an option of a table that its engine does not take",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "InnoDB in its strict mode, which is how it comes (since MySQL 5.7.7, MariaDB 10.2.2), takes a KEY_BLOCK_SIZE of 1, 2, 4, 8 and 16 with ROW_FORMAT=COMPRESSED alone, and no ROW_FORMAT=FIXED or PAGE (1031; 1005 in MariaDB; 1478 in ALTER TABLE). CSV has "
        "no keys and no NULL (1069, 1178), MEMORY no texts and blobs (1163); in MySQL no FULLTEXT index goes with partitions (1214), which InnoDB and NDB alone have since 8.0 (1178).",
    .fix =
        "Leave the option out, or choose InnoDB.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11, 11.8",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ALTER_TABLE_OPTIONS) | MG_ON(MG_C_ALTER_TABLE_ENGINE) | MG_ON(MG_C_ALTER_PARTITIONING),
    .change = on_change,
};
