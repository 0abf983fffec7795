/* PostgreSQL and MySQL 8.4 refuse it; SQLite fails on the first write. */
#include "rules/util.h"

static uint32_t reference_count(const mg_object *fk)
{
    uint32_t n = 0;
    MG_EACH(c, mg_attr(fk, A_REFERENCES)) {
        n += c->kind == N_NAME;
    }
    return n;
}

static bool refers_to(const mg_object *fk, mg_str column)
{
    MG_EACH(c, mg_attr(fk, A_REFERENCES)) {
        if (c->kind == N_NAME && mg_str_ieq(mg_text(c), column))
            return true;
    }
    return false;
}

/* The first n columns of the key are the n columns referred to. */
static bool key_fits(const mg_object *key, const mg_object *fk, uint32_t n)
{
    if (mg_rule_key_count(key) < n || mg_attr(key, A_PREDICATE))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (!mg_rule_key_column(key, i).n || !refers_to(fk, mg_rule_key_column(key, i)))
            return false;
    return true;
}

/* MariaDB, and MySQL before 8.4, are content with any index that begins with the columns. */
static bool any_index_will_do(const mg_rule_ctx *rc)
{
    mg_dialect_id d = mg_rule_dialect(rc)->id;
    return d == MG_MARIADB || (d == MG_MYSQL && !mg_rule_at_least(rc, 80400));
}

static bool has_key(const mg_rule_ctx *rc, const mg_object *parent, const mg_object *fk, uint32_t n)
{
    MG_EACH_CHILD(o, parent) {
        bool unique = o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE || (o->kind == MG_O_INDEX && mg_attr(o,
            A_UNIQUE));
        if (n == 0 && o->kind == MG_O_PRIMARY_KEY)
            return true;
        if (n && unique && mg_rule_key_count(o) == n && key_fits(o, fk, n))
            return true;
        if (n && (unique || o->kind == MG_O_INDEX) && any_index_will_do(rc) && key_fits(o, fk, n))
            return true;
    }
    return false;
}

/* SQLite: INTEGER PRIMARY KEY may be called rowid; a parent that is partial or assumed says nothing. */
static bool is_known(const mg_rule_ctx *rc, const mg_object *parent)
{
    return parent && !(parent->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL)) && parent->source && !mg_attr(parent,
        A_PARTITION_OF) &&
           !mg_attr(parent, A_INHERITS) && mg_rule_after(rc)->not_understood.n == 0;
}

static bool refers_to_view(const mg_rule_ctx *rc, const mg_object *fk)
{
    const mg_node *qname = mg_child(mg_attr(fk, A_REFERENCES), N_QNAME);
    const mg_object *o = qname ? mg_schema_resolve((mg_schema *)(uintptr_t)mg_rule_after(rc), MG_O_NONE, qname) : NULL;
    return o && o->kind == MG_O_VIEW && !(o->state & MG_OS_ASSUMED);
}

/* SQLite finds a view out when rows are written. */
static const char *reason(const mg_rule_ctx *rc, const mg_object *fk, const mg_object *parent, uint32_t n)
{
    static const char *const uneven[MG_DIALECT_COUNT] = {
        [MG_POSTGRES] = "has not as many columns as it refers to (42830)", [MG_MYSQL] = "has not as many columns as it refers to (1239)",
        [MG_MARIADB] = "has not as many columns as it refers to (1239)", [MG_SQLITE] = "has not as many columns as it refers to"};
    static const char *const views[MG_DIALECT_COUNT] = {
        [MG_POSTGRES] = "refers to a view (42809)", [MG_MYSQL] = "refers to a view (1824)", [MG_MARIADB] = "refers to a view (1005)"};
    uint32_t own = mg_rule_key_count(fk);
    if (n && own && n != own)
        return uneven[mg_rule_dialect(rc)->id];
    return !parent && refers_to_view(rc, fk) ? views[mg_rule_dialect(rc)->id] : NULL;
}

static void refuse(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk, const char *why)
{
    mg_str own = mg_rule_own_name(rc, fk), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit(rc, c, "Foreign key %S %s: %S refuses it.", &own, why, &engine);
    mg_rule_suggest(rc, f, "A column of a table for each of its own.");
    mg_rule_at_object(f, fk);
    mg_rule_block(f);
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *fk)
{
    const mg_object *parent = fk->parent ? mg_rule_parent_of(rc, fk) : NULL;
    uint32_t n = reference_count(fk);
    const char *why = reason(rc, fk, parent, n);
    if (why) {
        refuse(rc, c, fk, why);
        return;
    }
    if (!is_known(rc, parent) || has_key(rc, parent, fk, n))
        return;
    mg_str own = mg_rule_own_name(rc, fk), other = mg_rule_name(rc, parent), columns = mg_rule_sql_list(rc,
        mg_attr(fk, A_REFERENCES), "", ", ");
    mg_finding *f = mg_emit(rc, c, "Foreign key %S refers to %S(%S), but no primary or unique key is over "
                                   "exactly these columns.", &own, &other, &columns);
    mg_rule_suggest(rc, f, "Add a unique key over (%S) to %S first.", &columns, &other);
    mg_str sql = mg_rule_sql_name(rc, parent);
    if (mg_rule_dialect(rc)->id == MG_SQLITE)
        mg_rule_sql(rc, f, "CREATE UNIQUE INDEX %S_key ON %S (%S)", &parent->name, &sql, &columns);
    else
        mg_rule_sql(rc, f, "ALTER TABLE %S ADD UNIQUE (%S)", &sql, &columns);
    mg_rule_at_object(f, fk);
    mg_rule_block(f);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_FOREIGN_KEY, look);
}

const mg_rule mg_rule_fail_fk_parent_not_unique = {
    .id = "fail/fk-parent-not-unique",
    .title = "a foreign key refers to columns that are not unique",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "The columns that a foreign key refers to need a primary key or a unique key over exactly these "
        "columns. Without one the statement fails, or every write does. It has as many columns as it refers to, and those of a table, not of a view.",
    .fix = "Add the unique key to the parent first.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_FOREIGN_KEY),
    .change = on_change,
};
