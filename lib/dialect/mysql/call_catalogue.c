/* information_schema, as far as migrations ask it whether a table, column, index or constraint is there. */
#include "dialect/mysql/call.h"

typedef enum view { TABLES, COLUMNS, STATISTICS, CONSTRAINTS, KEY_COLUMNS, REFERENCES } view;

static const struct {
    const char *name;
    view is;
    const char *part_name; /* the column that names what a row is about */
} views[] = {
    {"tables", TABLES, NULL},
    {"columns", COLUMNS, "column_name"},
    {"statistics", STATISTICS, "index_name"},
    {"table_constraints", CONSTRAINTS, "constraint_name"},
    {"key_column_usage", KEY_COLUMNS, "constraint_name"},
    {"referential_constraints", REFERENCES, "constraint_name"},
};

static bool is_key(const mg_object *o)
{
    return o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE || o->kind == MG_O_INDEX;
}

static bool belongs(view v, const mg_object *o)
{
    switch (v) {
    case COLUMNS: return o->kind == MG_O_COLUMN;
    case STATISTICS: return is_key(o);
    case CONSTRAINTS: return mg_is_constraint(o->kind);
    case KEY_COLUMNS: return o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE || o->kind == MG_O_FOREIGN_KEY;
    case REFERENCES: return o->kind == MG_O_FOREIGN_KEY;
    default: return false;
    }
}

static mg_str key_name(const mg_node *k)
{
    return k->kind == N_KEY ? (k->first && k->first->kind == E_COLUMN ? mg_text(k->first) : MG_STR_NONE) : mg_text(k);
}

/* A row for each column of a key. */
static bool each_column(mg_my_row row, mg_my_row_fn fn, void *user_data)
{
    const mg_node *referenced = mg_attr(row.part, A_REFERENCES);
    MG_EACH (k, mg_attr(row.part, A_KEYS)) {
        row.column = key_name(k);
        row.nth++;
        row.referenced = referenced;
        if (!fn(&row, user_data))
            return false;
    }
    return true;
}

/* What bears another name than the one that is asked for. */
static bool is_another(const mg_object *o, mg_str part)
{
    return part.n && o->name.n && o->kind != MG_O_PRIMARY_KEY && !mg_str_ieq(o->name, part);
}

static bool each_of_table(view v, const mg_object *table, mg_str part, mg_my_row_fn fn, void *user_data)
{
    mg_my_row row = {.table = table};
    if (v == TABLES)
        return fn(&row, user_data);
    MG_EACH_CHILD (o, table) {
        if (!belongs(v, o) || is_another(o, part))
            continue;
        row.part = o;
        bool goes_on = v == STATISTICS || v == KEY_COLUMNS ? each_column(row, fn, user_data) : fn(&row, user_data);
        if (!goes_on)
            return false;
    }
    return true;
}

const char *mg_my_part_name(mg_str name)
{
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        if (mg_str_iis(name, views[i].name))
            return views[i].part_name;
    return NULL;
}

bool mg_my_each_row(const mg_schema *s, mg_str name, const mg_object *table, mg_str part, mg_my_row_fn fn, void *user_data)
{
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        if (!mg_str_iis(name, views[i].name))
            continue;
        if (table)
            each_of_table(views[i].is, table, part, fn, user_data);
        for (const mg_object *o = s->first; !table && o; o = o->next)
            if ((o->kind == MG_O_TABLE || o->kind == MG_O_VIEW) && !each_of_table(views[i].is, o, part, fn, user_data))
                break;
        return true;
    }
    return false;
}

/* ---- values ----------------------------------------------------------------------------------- */

static mg_my_value text(mg_str t) { return t.n ? mg_my_text_of(t) : (mg_my_value){.is = MG_MY_UNKNOWN}; }

static mg_my_value database_of(const mg_object *table)
{
    return mg_my_text_of(table->schema.n ? table->schema : MG_STR(MG_MY_THIS_DATABASE));
}

static mg_my_value constraint_type(const mg_object *o)
{
    switch (o->kind) {
    case MG_O_PRIMARY_KEY: return mg_my_text_of(MG_STR("PRIMARY KEY"));
    case MG_O_UNIQUE: return mg_my_text_of(MG_STR("UNIQUE"));
    case MG_O_FOREIGN_KEY: return mg_my_text_of(MG_STR("FOREIGN KEY"));
    case MG_O_CHECK: return mg_my_text_of(MG_STR("CHECK"));
    default: return (mg_my_value){.is = MG_MY_UNKNOWN};
    }
}

/* PRI, UNI, MUL: it is in the primary key, alone in a unique key, or the first of another. */
static mg_my_value column_key(const mg_object *column)
{
    static const char *const words[] = {"", "MUL", "UNI", "PRI"};
    int best = 0;
    MG_EACH_CHILD (o, column->parent) {
        const mg_node *keys = is_key(o) ? mg_attr(o, A_KEYS) : NULL;
        MG_EACH (k, keys) {
            bool first = k == keys->first, here = mg_str_ieq(key_name(k), column->name);
            int is = !here ? 0 : o->kind == MG_O_PRIMARY_KEY ? 3 : !first ? 0 : o->kind == MG_O_UNIQUE && !k->next ? 2 : 1;
            best = is > best ? is : best;
        }
    }
    return mg_my_text_of(mg_str_of(words[best]));
}

/* varchar, int: what INTEGER is called there. */
static mg_my_value data_type(mg_schema *s, const mg_object *column)
{
    mg_node *type = mg_node_clone(&s->arena, mg_attr_first(column, A_TYPE));
    if (!type || mg_str_is(mg_text(type), "unknown"))
        return (mg_my_value){.is = MG_MY_UNKNOWN};
    mg_my_normalise_type(s, type);
    return text(mg_text(type));
}

static mg_my_value of_part(mg_schema *s, const mg_my_row *row, mg_str column)
{
    const mg_object *o = row->part;
    bool is_column = o->kind == MG_O_COLUMN;
    if (mg_str_iis(column, "column_name"))
        return text(is_column ? o->name : row->column);
    if (mg_str_iis(column, "index_name") || mg_str_iis(column, "constraint_name"))
        return o->kind == MG_O_PRIMARY_KEY ? mg_my_text_of(MG_STR("PRIMARY")) : text(o->name);
    if (mg_str_iis(column, "constraint_type"))
        return constraint_type(o);
    if (mg_str_iis(column, "non_unique"))
        return mg_my_truth(o->kind == MG_O_INDEX);
    if (mg_str_iis(column, "seq_in_index") || (mg_str_iis(column, "ordinal_position") && !is_column))
        return (mg_my_value){.is = MG_MY_NUMBER, .number = row->nth};
    if (mg_str_iis(column, "is_nullable") && is_column && !(o->state & MG_OS_ASSUMED))
        return mg_my_text_of(mg_attr(o, A_NOT_NULL) ? MG_STR("NO") : MG_STR("YES"));
    if (mg_str_iis(column, "column_key") && is_column && !(row->table->state & MG_OS_ASSUMED))
        return column_key(o);
    if (mg_str_iis(column, "data_type") && is_column)
        return data_type(s, o);
    if (mg_str_iis(column, "referenced_table_schema") && row->referenced)
        return mg_qname_schema(row->referenced->first).n ? mg_my_text_of(mg_qname_schema(row->referenced->first)) : database_of(row->table);
    if (mg_str_iis(column, "referenced_table_name") && row->referenced)
        return text(mg_text(row->referenced->first));
    return (mg_my_value){.is = MG_MY_UNKNOWN};
}

mg_my_value mg_my_row_value(mg_schema *s, const mg_my_row *row, mg_str column)
{
    if (mg_str_iis(column, "table_schema") || mg_str_iis(column, "constraint_schema") || mg_str_iis(column, "index_schema"))
        return database_of(row->table);
    if (mg_str_iis(column, "table_name"))
        return text(row->table->name);
    if (mg_str_iis(column, "table_type"))
        return mg_my_text_of(row->table->kind == MG_O_VIEW ? MG_STR("VIEW") : MG_STR("BASE TABLE"));
    return row->part ? of_part(s, row, column) : (mg_my_value){.is = MG_MY_UNKNOWN};
}
