/* Clauses of one column that contradict each other. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_null(const mg_node *value) { return value && value->kind == E_CONST && value->sub == MG_CONST_NULL; }

static bool is_key(const mg_node *column)
{
    MG_EACH (n, column)
        if (n->kind == N_CONSTRAINT && n->sub == MG_CON_PRIMARY_KEY)
            return true;
    return false;
}

/* ---- character sets ------------------------------------------------------------------------------------ */

static mg_str plain_set(mg_str name) { return mg_str_iis(name, "utf8") ? MG_STR("utf8mb3") : name; }

/* The character set that a collation begins with; none where it names no set that all servers have. */
static mg_str set_of(mg_str collation)
{
    static const char *const sets[] = {"utf8mb4", "utf8mb3", "utf8", "latin1", "latin2", "latin5", "latin7", "ascii", "ucs2", "utf16", "utf16le", "utf32",
                                       "cp1250", "cp1251", "cp1257", "koi8r", "koi8u", "gbk", "big5", "sjis", "ujis", "gb2312", "euckr", "greek", "hebrew"};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        mg_str set = mg_str_of(sets[i]);
        if (collation.n > set.n && collation.p[set.n] == '_' && mg_str_ieq((mg_str){collation.p, set.n}, set))
            return plain_set(set);
    }
    return MG_STR_NONE;
}

static const mg_node *clause(const mg_node *column, mg_kind kind)
{
    const mg_node *type = mg_child(column, N_TYPE), *n = mg_child(column, kind);
    return n || !type ? n : mg_child(type, kind);
}

static bool sets_differ(const mg_node *column)
{
    const mg_node *charset = clause(column, A_CHARSET), *collate = charset ? clause(column, A_COLLATE) : NULL;
    mg_str set = collate ? set_of(mg_text(collate->first ? collate->first : collate)) : MG_STR_NONE;
    return mg_text(charset).n && set.n && !mg_str_ieq(plain_set(mg_text(charset)), set);
}

/* ---- all -------------------------------------------------------------------------------------------------- */

static bool is_moment(const mg_node *type) { return mg_str_iis(mg_text(type), "datetime") || mg_str_iis(mg_text(type), "timestamp"); }

static const char *reason(const mg_rule_ctx *rc, const mg_node *column)
{
    const mg_node *type = mg_child(column, N_TYPE), *value = mg_child(column, A_DEFAULT), *update = mg_child(column, A_ON_UPDATE);
    bool key = is_key(column);
    if (value && is_null(value->first) && (mg_child(column, A_NOT_NULL) || key))
        return key ? "is the primary key, and NULL by default (1067)" : "is NOT NULL, and NULL by default (1067)";
    if (key && mg_child(column, A_NULL) && mg_rule_dialect(rc)->id == MG_MYSQL)
        return "is the primary key, and NULL (1171)";
    if (update && type && !is_moment(type))
        return "is ON UPDATE CURRENT_TIMESTAMP, and no datetime or timestamp (1294)";
    return sets_differ(column) ? "has a collation of another character set (1253)" : NULL;
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *column)
{
    uint16_t kind = st->info->kind;
    const char *why = kind == S_CREATE_TABLE || kind == S_ALTER_TABLE ? reason(rc, column) : NULL;
    if (!why)
        return;
    mg_str name = mg_arena_str(rc->arena, mg_text(column)), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, column, "%S.%S %s: %S refuses the statement.", &st->table, &name, why, &engine);
    mg_rule_suggest(rc, f, "Leave one of the two out.");
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_column_refused = {
    .id = "fail/column-refused",
    .title = "a column whose clauses do not go together",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "NOT NULL does not go with DEFAULT NULL (1067), a primary key not with NULL (1171 in MySQL), ON UPDATE CURRENT_TIMESTAMP with datetime and timestamp alone "
        "(1294), and a collation with its own character set alone (1253).",
    .fix =
        "Leave one of the two out.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .node = on_node,
    .nodes = {N_COLUMN},
};
