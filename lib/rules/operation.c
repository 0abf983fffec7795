/* The name of a change in the tables of operations (MySQL, MariaDB, SQLite), and what they say of it. */
#include <string.h>

#include "rules/util.h"

/* ---- columns and keys ------------------------------------------------------------------- */

static bool column_is_indexed(const mg_object *column)
{
    if (!column->parent)
        return false;
    MG_EACH_CHILD(o, column->parent) {
        bool key = o->kind == MG_O_INDEX || o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY;
        if (key && mg_rule_key_holds(o, column->name))
            return true;
    }
    return false;
}

static bool has_expression_key(const mg_object *index)
{
    uint32_t n = mg_rule_key_count(index);
    for (uint32_t i = 0; i < n; i++)
        if (!mg_rule_key_column(index, i).n)
            return true;
    return false;
}

/* A default that is more than a constant or the current time. */
static bool default_is_expression(const mg_object *column)
{
    const mg_node *e = mg_attr_first(column, A_DEFAULT);
    if (!e || e->kind == E_CONST)
        return false;
    if (e->kind == E_OP && e->first && e->first->kind == E_CONST && !e->first->next)
        return false;
    return !(e->kind == E_CALL && (mg_str_iis(mg_text(e), "current_timestamp") || mg_str_iis(mg_text(e), "now")));
}

/* Some later column of the table was there before: the new one stands in the middle. */
static bool stands_in_the_middle(const mg_rule_ctx *rc, const mg_object *column)
{
    for (const mg_object *o = column->next; o; o = o->next)
        if (o->kind == MG_O_COLUMN && mg_changes_counterpart(rc->changes, o))
            return true;
    return false;
}

/* ---- MySQL, MariaDB: the names ---------------------------------------------------------- */

static bool has_fulltext(const mg_object *table)
{
    MG_EACH_CHILD(o, table) {
        if (mg_str_is(mg_attr_text(o, A_INDEX_KIND), "fulltext"))
            return true;
    }
    return false;
}

static mg_str row_format(const mg_object *table)
{
    MG_EACH(p, mg_attr(table, A_OPTIONS)) {
        if (mg_str_iis(mg_text(p), "row_format"))
            return mg_text(p->first);
    }
    return MG_STR_NONE;
}

static bool is_compressed(const mg_object *table)
{
    return mg_str_iis(row_format(table), "compressed");
}

/* What keeps INSTANT away from a table; a file that takes it away may do so first. */
static bool has_lastingly(const mg_rule_ctx *rc, const mg_object *table, bool (*has)(const mg_object *table))
{
    const mg_object *other = table ? mg_changes_counterpart(rc->changes, table) : NULL;
    return table && has(table) && (rc->plan || !other || has(other));
}

static const char *mysql_add_column(const mg_rule_ctx *rc, const mg_object *column)
{
    const mg_node *generated = mg_attr(column, A_GENERATED);
    const mg_object *table = mg_changes_counterpart(rc->changes, column->parent);
    if (!generated && has_lastingly(rc, table, is_compressed))
        return "add.row_format_compressed";
    if (!generated && has_lastingly(rc, table, has_fulltext))
        return "add.to_fulltext_table";
    if (generated)
        return generated->sub == MG_GEN_STORED ? "add_column_generated_stored" : "add_column_generated_virtual";
    if (mg_attr(column, A_AUTO_INCREMENT))
        return "add_column_auto_increment";
    if (default_is_expression(column))
        return "add_column_expression_default";
    return stands_in_the_middle(rc, column) ? "add_column_after" : "add_column";
}

static const char *mysql_drop_column(const mg_rule_ctx *rc, const mg_object *column)
{
    const mg_node *generated = mg_attr(column, A_GENERATED);
    if (column_is_indexed(column))
        return "drop_column_indexed";
    if (!generated && has_lastingly(rc, column->parent, is_compressed))
        return "drop.compressed";
    if (!generated && has_lastingly(rc, column->parent, has_fulltext))
        return "drop.from_fulltext_table";
    if (!generated)
        return "drop_column";
    return generated->sub == MG_GEN_STORED ? "drop_column_generated_stored" : "drop_column_generated_virtual";
}

static const char *mysql_create_index(const mg_object *index)
{
    mg_str kind = mg_attr_text(index, A_INDEX_KIND);
    if (mg_str_is(kind, "fulltext")) {
        MG_EACH_CHILD(o, index->parent) {
            if (o != index && mg_str_is(mg_attr_text(o, A_INDEX_KIND), "fulltext"))
                return "create_second_fulltext_index";
        }
        return "create_fulltext_index";
    }
    if (mg_str_is(kind, "spatial"))
        return "create_spatial_index";
    if (has_expression_key(index))
        return index->kind == MG_O_UNIQUE ? "create_unique_functional_index" : "create_index_functional";
    return "create_index";
}

static const char *mysql_generated(const mg_change *c)
{
    const mg_node *n = mg_attr(c->after, A_GENERATED);
    n = n ? n : mg_attr(c->before, A_GENERATED);
    return n && n->sub == MG_GEN_VIRTUAL ? "alter_generated_virtual" : "alter_generated_stored";
}

/* The number in varchar(n); 0 when there is none. */
static uint64_t type_length(const mg_node *type)
{
    return mg_leading_number(mg_text(mg_child(type, E_CONST)), UINT32_MAX);
}

/* utf8mb3 to utf8mb4 keeps the bytes, but an index and the second length byte spoil that. */
static const char *mysql_charset(const mg_change *c)
{
    if (!mg_str_is(mg_attr_text(c->before, A_CHARSET), "utf8mb3") || !mg_str_is(mg_attr_text(c->after, A_CHARSET), "utf8mb4"))
        return "alter_type";
    if (column_is_indexed(c->after))
        return "convert_charset_mb3_mb4";
    uint64_t length = type_length(mg_attr_first(c->after, A_TYPE));
    bool crosses = length * 3 <= 255 && length * 4 > 255;
    return crosses ? "type.utf8mb3_utf8mb4_cross255" : "type.utf8mb3_utf8mb4";
}

static bool holds_partitions(const mg_node *all, const mg_node *some)
{
    MG_EACH(p, some) {
        bool found = p->kind != N_PARTITION;
        MG_EACH(q, all) {
            found = found || (q->kind == N_PARTITION && mg_str_ieq(mg_text(q), mg_text(p)));
        }
        if (!found)
            return false;
    }
    return true;
}

static const char *mysql_partitioning(const mg_change *c)
{
    const mg_node *old = mg_attr(c->before, A_PARTITION_BY), *now = mg_attr(c->after, A_PARTITION_BY);
    if (!now)
        return "remove_partitioning";
    if (!old || !mg_str_eq(mg_text(old), mg_text(now)) || !mg_node_eq(old->first, now->first))
        return "partition_by";
    mg_str by = mg_text(now);
    bool spread = by.n > 2 && (mg_str_iis((mg_str){by.p + by.n - 3, 3}, "key") || (by.n > 3 && mg_str_iis((mg_str){by.p + by.n - 4, 4}, "hash")));
    if (spread)
        return "part.add_hash"; /* and COALESCE, which costs the same */
    if (holds_partitions(now, old))
        return "add_partition";
    return holds_partitions(old, now) ? "drop_partition" : "reorganize_partition";
}

static const char *mysql_operation(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = mg_change_object(c);
    switch (c->type) {
    case MG_C_ADD_COLUMN: return mysql_add_column(rc, o);
    case MG_C_DROP_COLUMN: return mysql_drop_column(rc, o);
    case MG_C_RENAME_COLUMN: return "rename_column";
    case MG_C_MOVE_COLUMN: return "move_column";
    case MG_C_SET_NOT_NULL: return "set_not_null";
    case MG_C_DROP_NOT_NULL: return "drop_not_null";
    case MG_C_SET_DEFAULT: return "set_default";
    case MG_C_DROP_DEFAULT: return "drop_default";
    case MG_C_ALTER_AUTO_INCREMENT:
        return mg_attr(c->after, A_AUTO_INCREMENT) ? "add_auto_increment" : "drop_auto_increment";
    case MG_C_ALTER_GENERATED: return mysql_generated(c);
    case MG_C_ALTER_COLLATION: return column_is_indexed(o) ? "alter_collation_indexed" : "alter_collation";
    case MG_C_ALTER_CHARSET: return mysql_charset(c);
    case MG_C_ADD_PRIMARY_KEY: return mg_rule_note(rc, c)->replaces ? "replace_primary_key" : "add_primary_key";
    case MG_C_DROP_PRIMARY_KEY: return mg_rule_note(rc, c)->replaced_by ? NULL : "drop_primary_key";
    case MG_C_ADD_UNIQUE: return "add_unique";
    case MG_C_DROP_UNIQUE: return "drop_index";
    case MG_C_ADD_CHECK: return mg_attr(o, A_NOT_ENFORCED) ? "add_check_not_enforced" : "add_check";
    case MG_C_ALTER_CONSTRAINT: return o->kind != MG_O_CHECK ? NULL : mg_attr(o, A_NOT_ENFORCED) ? "chk.alter_not_enforced" : "enforce_check";
    case MG_C_DROP_CHECK: return "drop_check";
    case MG_C_ADD_FOREIGN_KEY: return "add_foreign_key";
    case MG_C_DROP_FOREIGN_KEY: return "drop_foreign_key";
    case MG_C_RENAME_INDEX: return "rename_index";
    case MG_C_ALTER_INDEX: return "alter_index_visibility";
    case MG_C_ALTER_TABLE_ENGINE: return "alter_engine";
    case MG_C_ALTER_TABLE_OPTIONS:
        return c->before && c->after && !mg_str_ieq(row_format(c->before), row_format(c->after)) ? "alter_row_format" : NULL;
    case MG_C_ALTER_TABLE_CHARSET: return "table_charset";
    case MG_C_ALTER_PARTITIONING: return mysql_partitioning(c);
    case MG_C_CREATE: return o->kind == MG_O_INDEX ? mysql_create_index(o) : NULL;
    case MG_C_DROP: return o->kind == MG_O_INDEX ? "drop_index" : NULL;
    case MG_C_RENAME: return o->kind == MG_O_TABLE ? "rename_table" : NULL;
    default: return NULL;
    }
}

/* ---- MySQL, MariaDB: what it costs; some twenty rules ask ------------------------------- */

const char *mg_rule_mysql_operation(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_change_note *note = (mg_change_note *)(uintptr_t)mg_rule_note(rc, c);
    if (!note->operation_known) {
        note->operation = mysql_operation(rc, c);
        note->operation_known = true;
    }
    return note->operation;
}

static bool is_one_of(const char *op, const char *ops)
{
    size_t n = strlen(op);
    for (const char *p = ops; (p = strstr(p, op)) != NULL; p += n)
        if ((p == ops || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
            return true;
    return false;
}

const mg_my_fact *mg_rule_mysql_fact(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_change_note *note = (mg_change_note *)(uintptr_t)mg_rule_note(rc, c);
    if (!note->fact_known) {
        note->fact = mg_fact_mysql(mg_rule_dialect(rc), mg_rule_mysql_operation(rc, c), mg_rule_version(rc));
        note->fact_known = true;
    }
    return note->fact;
}

const char *mg_rule_algorithm(const mg_rule_ctx *rc, const mg_change *c, const char **lock)
{
    mg_type_change t;
    if (mg_rule_type_change(rc, c, &t)) {
        *lock = t.lock;
        return t.algorithm;
    }
    const mg_my_fact *fact = mg_rule_mysql_fact(rc, c);
    *lock = fact ? fact->lock : NULL;
    return fact ? fact->algorithm : NULL;
}

static const mg_my_fact *online(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_my_fact *f = mg_rule_on_old_table(rc, c) ? mg_rule_mysql_fact(rc, c) : NULL;
    bool costs = f && f->supported && (f->rebuilds || strcmp(f->lock, "NONE") != 0 || strcmp(f->algorithm, "COPY") == 0);
    return costs ? f : NULL;
}

const mg_my_fact *mg_rule_online(const mg_rule_ctx *rc, const mg_change *c, const char *ops)
{
    mg_change_note *note = (mg_change_note *)(uintptr_t)mg_rule_note(rc, c);
    if (!note->online_known) {
        note->online = online(rc, c);
        note->online_known = true;
    }
    return note->online && (!ops || is_one_of(note->operation, ops)) ? note->online : NULL;
}

static bool has_online_rule(const mg_rule_ctx *rc, const mg_change *c)
{
    static const char ops[] = "add_column_generated_stored add_column_expression_default create_fulltext_index "
                              "create_second_fulltext_index create_spatial_index drop_column_indexed partition_by "
                              "remove_partitioning reorganize_partition part.add_hash alter_collation_indexed alter_row_format "
                              "add_column_after add_column_first add.to_fulltext_table drop.from_fulltext_table "
                              "add.row_format_compressed drop.compressed";
    const char *op = mg_rule_mysql_operation(rc, c);
    mg_type_change t;
    if (!mg_rule_type_change(rc, c, &t))
        return op && is_one_of(op, ops);
    if (!t.to_name || !t.from_name || strcmp(t.to_name, t.from_name) != 0 || (t.loss & (MG_TC_ENUM_VALUES | MG_TC_STRING)))
        return false;
    bool members = strcmp(t.to_name, "enum") == 0 || strcmp(t.to_name, "set") == 0;
    return members || (strcmp(t.to_name, "varchar") == 0 && mg_rule_dialect(rc)->id == MG_MYSQL);
}

bool mg_rule_has_online_rule(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_change_note *note = (mg_change_note *)(uintptr_t)mg_rule_note(rc, c);
    if (!note->online_rule_known) {
        note->online_rule = has_online_rule(rc, c);
        note->online_rule_known = true;
    }
    return note->online_rule;
}

mg_str mg_rule_online_cost(const mg_rule_ctx *rc, const mg_change *c, const mg_my_fact *fact)
{
    mg_str table = mg_rule_name(rc, mg_change_table(c));
    bool waits = strcmp(fact->lock, "NONE") != 0, copies = strcmp(fact->algorithm, "COPY") == 0;
    const char *done = copies ? "copied" : "rebuilt in place";
    if (!fact->rebuilds && !copies)
        return mg_arena_printf(rc->arena, "writes to %S wait until it is done (ALGORITHM=%s, LOCK=%s)", &table, fact->algorithm,
                               fact->lock);
    return mg_arena_printf(rc->arena, "%S is %s while writes %s (ALGORITHM=%s)", &table, done, waits ? "wait" : "go on",
                           fact->algorithm);
}

void mg_rule_online_severity(mg_finding *f, const mg_my_fact *fact)
{
    bool hard = fact->rebuilds && strcmp(fact->lock, "NONE") != 0;
    mg_rule_severity(f, hard ? MG_SEV_ERROR : MG_SEV_WARNING);
}

/* ---- SQLite ----------------------------------------------------------------------------- */

static const char *sqlite_add_column(const mg_object *column)
{
    const mg_node *generated = mg_attr(column, A_GENERATED);
    if (generated)
        return generated->sub == MG_GEN_STORED ? "add_column_generated_stored" : "add_column_generated_virtual";
    if (mg_attr(column, A_NOT_NULL) && !mg_rule_column_has_value(column))
        return "add_column_not_null";
    const mg_node *e = mg_attr_first(column, A_DEFAULT);
    bool signed_number = e && e->kind == E_OP && e->first && e->first->kind == E_CONST && !e->first->next;
    return e && e->kind != E_CONST && !signed_number ? "add_column_expression_default" : "add_column";
}

const char *mg_rule_sqlite_operation(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *o = mg_change_object(c);
    switch (c->type) {
    case MG_C_ADD_COLUMN: return stands_in_the_middle(rc, o) ? "move_column" : sqlite_add_column(o);
    case MG_C_DROP_COLUMN: return "drop_column";
    case MG_C_RENAME_COLUMN: return "rename_column";
    case MG_C_MOVE_COLUMN: return "move_column";
    case MG_C_ALTER_COLUMN_TYPE: return "alter_type";
    case MG_C_ALTER_COLLATION: return "alter_collation";
    case MG_C_ALTER_GENERATED: return "alter_generated";
    case MG_C_ALTER_AUTO_INCREMENT: return "auto_increment";
    case MG_C_SET_NOT_NULL: return "set_not_null";
    case MG_C_DROP_NOT_NULL: return "drop_not_null";
    case MG_C_SET_DEFAULT: return "set_default";
    case MG_C_DROP_DEFAULT: return "drop_default";
    case MG_C_ADD_CHECK: return "add_check";
    case MG_C_DROP_CHECK: return "drop_check";
    case MG_C_ADD_UNIQUE: return "add_unique";
    case MG_C_DROP_UNIQUE: return "drop_unique";
    case MG_C_ADD_FOREIGN_KEY: return "add_foreign_key";
    case MG_C_DROP_FOREIGN_KEY: return "drop_foreign_key";
    case MG_C_ADD_PRIMARY_KEY: return "add_primary_key";
    case MG_C_DROP_PRIMARY_KEY: return "drop_primary_key";
    case MG_C_ALTER: return c->attr == A_WITHOUT_ROWID ? "without_rowid" : c->attr == A_STRICT ? "strict" : NULL;
    default: return NULL;
    }
}
