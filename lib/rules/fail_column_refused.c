/* Clauses of one column or table that contradict each other, or name what no server has. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_null(const mg_node *value) { return value && value->kind == E_CONST && value->sub == MG_CONST_NULL; }

/* What is said of a column or table. Every column of every statement comes here, so it is gathered in one go. */
typedef struct clauses {
    const mg_node *type, *value, *update, *charset, *collate, *null;
    bool is_not_null, is_key;
} clauses;

static void take(const mg_node **first, const mg_node *n) { *first = *first ? *first : n; }

static clauses clauses_of(const mg_node *column)
{
    clauses k = {0};
    MG_EACH (n, column) {
        switch (n->kind) {
        case N_TYPE: take(&k.type, n); break;
        case A_DEFAULT: take(&k.value, n); break;
        case A_ON_UPDATE: take(&k.update, n); break;
        case A_CHARSET: take(&k.charset, n); break;
        case A_COLLATE: take(&k.collate, n); break;
        case A_NULL: take(&k.null, n); break;
        case A_NOT_NULL: k.is_not_null = true; break;
        case N_CONSTRAINT: k.is_key |= n->sub == MG_CON_PRIMARY_KEY; break;
        default: break;
        }
    }
    MG_EACH (n, k.type) {
        if (n->kind == A_CHARSET)
            take(&k.charset, n);
        else if (n->kind == A_COLLATE)
            take(&k.collate, n);
    }
    return k;
}

/* ---- character sets ------------------------------------------------------------------------------------ */

static mg_str plain_set(mg_str name) { return mg_str_iis(name, "utf8") ? MG_STR("utf8mb3") : name; }

static bool is_set(const mg_rule_ctx *rc, mg_str name)
{
    return mg_rule_dialect(rc)->is_charset(name) || mg_str_iis(name, "default") || mg_str_iis(name, "unicode") || mg_str_iis(name, "byte");
}

/* The character set that a collation begins with; none where it names no set. */
static mg_str set_of(const mg_rule_ctx *rc, mg_str collation)
{
    uint32_t n = 0;
    while (n < collation.n && collation.p[n] != '_')
        n++;
    mg_str set = {collation.p, n};
    return mg_rule_dialect(rc)->is_charset(set) ? plain_set(set) : MG_STR_NONE;
}

/* `utf8`, 'utf8' */
static mg_str unquoted(mg_str name)
{
    bool quoted = name.n > 2 && (*name.p == '`' || *name.p == '\'' || *name.p == '"') && name.p[name.n - 1] == *name.p;
    return quoted ? (mg_str){name.p + 1, name.n - 2} : name;
}

static mg_str collation_of(const mg_node *collate) { return collate ? unquoted(mg_text(collate->first ? collate->first : collate)) : MG_STR_NONE; }

static bool sets_differ(const mg_rule_ctx *rc, const clauses *k)
{
    if (!k->charset || !k->collate)
        return false;
    mg_str set = set_of(rc, collation_of(k->collate)), said = unquoted(mg_text(k->charset));
    return said.n && !mg_str_iis(said, "default") && set.n && !mg_str_ieq(plain_set(said), set);
}

/* ---- types --------------------------------------------------------------------------------------------- */

/* What the normal form of a type leaves out. */
static const char *type_reason(const mg_rule_ctx *rc, const mg_node *type)
{
    const mg_node *n = type ? mg_child(type, E_CONST) : NULL;
    uint64_t number = n ? mg_leading_number(mg_text(n), UINT32_MAX) : 0;
    mg_str name = mg_text(type);
    if (number <= 53 && number != 2)
        return NULL;
    if (n->next && n->next->kind == E_CONST)
        return NULL;
    if (number > 255 && (mg_str_iis(name, "int") || mg_str_iis(name, "integer") || mg_str_iis(name, "tinyint") || mg_str_iis(name, "smallint") || mg_str_iis(name, "mediumint") ||
                         mg_str_iis(name, "bigint")))
        return "has a display width above 255 (1439)";
    if (number > 53 && mg_str_iis(name, "float"))
        return "has more than 53 bits (1063)";
    return number == 2 && mg_str_iis(name, "year") && mg_rule_dialect(rc)->id == MG_MYSQL ? "is a year of two digits (1818)" : NULL;
}

/* ---- all -------------------------------------------------------------------------------------------------- */

static bool is_moment(const mg_node *type) { return mg_str_iis(mg_text(type), "datetime") || mg_str_iis(mg_text(type), "timestamp"); }

static const char *reason(const mg_rule_ctx *rc, const mg_node *column)
{
    clauses k = clauses_of(column);
    if (k.value && is_null(k.value->first) && (k.is_not_null || k.is_key))
        return k.is_key ? "is the primary key, and NULL by default (1067)" : "is NOT NULL, and NULL by default (1067)";
    if (k.is_key && k.null && mg_rule_dialect(rc)->id == MG_MYSQL)
        return "is the primary key, and NULL (1171)";
    if (k.update && k.type && !is_moment(k.type))
        return "is ON UPDATE CURRENT_TIMESTAMP, and no datetime or timestamp (1294)";
    return sets_differ(rc, &k) ? "has a collation of another character set (1253)" : type_reason(rc, k.type);
}

static void on_column(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *column)
{
    const char *why = reason(rc, column);
    if (!why)
        return;
    mg_str name = mg_arena_str(rc->arena, mg_text(column)), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, column, "%S.%S %s: %S refuses the statement.", &st->table, &name, why, &engine);
    mg_rule_suggest(rc, f, "Leave one of the two out.");
    mg_rule_block(f);
}

/* ---- tables ------------------------------------------------------------------------------------------- */

static const char *name_reason(const mg_rule_ctx *rc, const mg_node *n, mg_str *name)
{
    *name = n->kind == A_COLLATE ? collation_of(n) : unquoted(mg_text(n));
    if (!name->n)
        return NULL;
    if (n->kind == A_CHARSET)
        return is_set(rc, *name) ? NULL : "is no character set (1115)";
    if (n->kind == A_ENGINE)
        return mg_rule_dialect(rc)->is_engine(*name) || mg_str_iis(*name, "default") || mg_rule_sql_mode_is_lax(rc) ? NULL : "is no storage engine (1286)";
    bool of_all = mg_str_starts(*name, "_") || mg_str_iis(*name, "default") || (mg_rule_dialect(rc)->id == MG_MARIADB && mg_str_starts(*name, "uca1400_")); /* BINARY is _bin */
    return of_all || set_of(rc, *name).n ? NULL : "is no collation (1273)";
}

static bool is_in_key(const mg_node *keys, mg_str column)
{
    MG_EACH (key, keys)
        if (key->first && key->first->kind == E_COLUMN && mg_str_ieq(mg_text(key->first), column))
            return true;
    return false;
}

/* MySQL: the key stands behind the columns. */
static const mg_node *find_null_in_key(const mg_node *table)
{
    MG_EACH (key, table) {
        if (key->kind != N_CONSTRAINT || key->sub != MG_CON_PRIMARY_KEY)
            continue;
        MG_EACH (column, table)
            if (column->kind == N_COLUMN && mg_child(column, A_NULL) && is_in_key(mg_child(key, A_KEYS), mg_text(column)))
                return column;
    }
    return NULL;
}

static void refuse(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *at, mg_str what, const char *why, const char *fix)
{
    mg_str engine = mg_rule_engine(rc), name = mg_arena_str(rc->arena, what);
    mg_finding *f = mg_emit_node(rc, st, at, "%S %s: %S refuses the statement.", &name, why, &engine);
    mg_rule_suggest(rc, f, "%s", fix);
    mg_rule_block(f);
}

static void on_table(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *table)
{
    const mg_node *null = mg_rule_dialect(rc)->id == MG_MYSQL && table->kind == S_CREATE_TABLE ? find_null_in_key(table) : NULL;
    if (null)
        refuse(rc, st, null, mg_text(null), "is in the primary key, and NULL (1171)", "Leave NULL out.");
    const mg_node *list = mg_child(table, N_LIST); /* of CONVERT TO */
    clauses k = clauses_of(list ? list : table);
    if (sets_differ(rc, &k))
        refuse(rc, st, k.collate, collation_of(k.collate), "is a collation of another character set (1253)", "Leave one of the two out.");
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    mg_str name;
    if (st->info->kind != S_CREATE_TABLE && st->info->kind != S_ALTER_TABLE)
        return;
    if (n->kind == N_COLUMN) {
        on_column(rc, st, n);
    } else if (n->kind == S_CREATE_TABLE || n->kind == N_ACTION) {
        on_table(rc, st, n);
    } else {
        const char *why = name_reason(rc, n, &name);
        if (why)
            refuse(rc, st, n, name, why, "Mend the name.");
    }
}

const mg_rule mg_rule_fail_column_refused = {
    .id = "fail/column-refused",
    .title = "clauses of a column or table that do not go together, or that no server knows",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_MY,
    .why =
        "NOT NULL does not go with DEFAULT NULL (1067), a primary key not with NULL (1171 in MySQL), ON UPDATE CURRENT_TIMESTAMP with datetime and timestamp alone "
        "(1294), and a collation with its own character set alone (1253), of a column and of a table. Character sets, collations and storage engines are known by name (1115, 1273, 1286); a display width goes to 255 (1439), "
        "the bits of a FLOAT to 53 (1063), and YEAR(2) is gone (1818 in MySQL).",
    .fix =
        "Leave one of the two out, or mend the name.",
    .source = "measured on MySQL 9.7.4, MariaDB 10.11.19, 11.8.6",
    .node = on_node,
    .nodes = {N_COLUMN, S_CREATE_TABLE, N_ACTION, A_CHARSET, A_COLLATE, A_ENGINE},
};
