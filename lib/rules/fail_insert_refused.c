/* How many values a row has, and which columns it leaves empty, is known before a row is written. */
#include "rules/lint.h"
#include "rules/util.h"

typedef struct insert {
    const mg_rule_ctx *rc;
    const mg_lint_stmt *st;
    const mg_node *ast, *list, *conflict; /* list: the columns that it names, or NULL */
    const mg_object *table;               /* all of whose columns are known; or NULL */
    mg_rows rows;
    bool literal;                         /* VALUES: there is a row for sure */
    bool pg, my, lite;
} insert;

/* ---- the statement ---------------------------------------------------------------------------- */

static void add_row(mg_rows *rows, const mg_node *row)
{
    uint64_t nulls = 0;
    uint32_t n = 0;
    MG_EACH (value, row) {
        if (value->kind == E_CONST && value->sub == MG_CONST_NULL && n < 64)
            nulls |= UINT64_C(1) << n;
        n++;
    }
    mg_rows_add(rows, n, nulls);
}

static void read_query(insert *in, const mg_node *query)
{
    const mg_node *values = query && query->kind == A_QUERY ? query->first : query;
    uint32_t width = query ? mg_query_width(query) : 0;
    in->literal = values && values->kind == Q_VALUES;
    if (in->literal && width)
        MG_EACH (row, values)
            if (row->kind == E_ROW)
                add_row(&in->rows, row);
    in->rows.width = width;
}

static const mg_node *query_of(const mg_node *ast)
{
    MG_EACH (n, ast)
        if (n->kind == A_QUERY || (n->kind >= Q_SELECT && n->kind <= Q_TABLE))
            return n;
    return NULL;
}

static insert read_insert(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast)
{
    insert in = {.rc = rc, .st = st, .ast = ast, .list = mg_child(ast, A_COLUMNS), .conflict = mg_child(ast, A_ON_CONFLICT)};
    in.pg = mg_rule_dialect(rc)->id == MG_POSTGRES;
    in.lite = mg_rule_dialect(rc)->id == MG_SQLITE;
    in.my = !in.pg && !in.lite;
    if (!in.my) {
        read_query(&in, query_of(ast));
        return in;
    }
    in.rows = st->words ? st->words->rows : (mg_rows){0};
    in.literal = in.rows.width && mg_lint_has(st, MG_W_VALUES);
    return in;
}

/* ---- the table ---------------------------------------------------------------------------------- */

static bool has_all_columns(const mg_object *o)
{
    bool heir = mg_attr(o, A_INHERITS) || mg_attr(o, A_PARTITION_OF) || mg_attr(o, A_OF_TYPE) || mg_attr(o, A_SYSTEM_VERSIONING) || mg_attr(o, A_PERIOD);
    return o->kind == MG_O_TABLE && !(o->flags & (MG_OF_PARTIAL | MG_OF_EXTERNAL)) && !(o->state & MG_OS_ASSUMED) && o->owner && o->first && !heir;
}

/* A column that nobody made is taken for granted: so may others be. */
static bool is_assumed(const mg_object *table)
{
    MG_EACH_CHILD (o, table)
        if (o->kind == MG_O_COLUMN && (o->state & MG_OS_ASSUMED || mg_str_is(mg_text(mg_attr_first(o, A_TYPE)), "unknown")))
            return true;
    return false;
}

static bool is_sure(const insert *in)
{
    return !mg_schema_has_unread(in->rc->lint->state) && !is_assumed(in->table) && !mg_rule_may_be_made(in->rc, in->table->name);
}

/* What an INSERT without a list gives values to. */
static bool takes_value(const insert *in, const mg_object *o)
{
    return o->kind == MG_O_COLUMN && !(in->lite && mg_attr(o, A_GENERATED)) && !(in->my && mg_attr(o, A_INVISIBLE));
}

static bool may_be_filled(const mg_object *table)
{
    MG_EACH_CHILD (o, table)
        if (o->kind == MG_O_RULE || (o->kind == MG_O_TRIGGER && !mg_str_is(mg_attr_text(o, A_TIMING), "after")))
            return true;
    return mg_attr(table, A_PARTITION_BY) != NULL; /* triggers of partitions fill it, too */
}

static bool is_in_primary_key(const mg_object *column)
{
    MG_EACH_CHILD (o, column->parent)
        if (o->kind == MG_O_PRIMARY_KEY && mg_rule_key_holds(o, column->name))
            return true;
    return false;
}

/* In SQLite a key may be the number of the row, and NOT NULL may say what is done instead. */
static bool is_filled(const insert *in, const mg_object *column)
{
    const mg_node *not_null = mg_attr(column, A_NOT_NULL);
    bool key = (in->lite || !not_null) && is_in_primary_key(column);
    return in->lite ? not_null && !not_null->first && !key : not_null || key;
}

static bool type_is(const mg_object *column, const char *type) { return mg_str_iis(mg_text(mg_attr_first(column, A_TYPE)), type); }

/* Left out, it is given NULL, which it does not take. */
static bool is_required(const insert *in, const mg_object *column)
{
    if (mg_rule_column_has_value(column) || !is_filled(in, column))
        return false;
    if (in->my) /* the first member; the time, by a setting; a counter */
        return !type_is(column, "enum") && !type_is(column, "timestamp") && !type_is(column, "serial");
    return in->lite || mg_is_builtin_type(mg_text(mg_attr_first(column, A_TYPE)));
}

/* NULL may not be written there. */
static bool refuses_null(const insert *in, const mg_object *column)
{
    if (!is_filled(in, column) || mg_attr(column, A_GENERATED) || mg_attr(column, A_AUTO_INCREMENT))
        return false;
    if (in->my)
        return !type_is(column, "timestamp") && !type_is(column, "serial");
    return !(in->lite && in->conflict && mg_str_iis(mg_text(in->conflict), "replace") && mg_attr(column, A_DEFAULT));
}

static bool forgives(const insert *in)
{
    if (in->my)
        return mg_lint_has(in->st, MG_W_IGNORE) || mg_rule_sql_mode_is_lax(in->rc);
    return in->lite && in->conflict && mg_str_iis(mg_text(in->conflict), "ignore");
}

/* ---- what is wrong ------------------------------------------------------------------------------------ */

/* One INSERT after the other, as in a dump, has the same fault: the first one says it. */
static bool was_told(const insert *in, mg_str message)
{
    const mg_vec *all = &in->rc->out->list;
    for (uint32_t i = all->n; i-- > 0;) {
        const mg_finding *f = all->at[i];
        if (f->source != in->st->info->source)
            return false;
        if (f->rule == in->rc->rule->id && mg_str_eq(f->message, message))
            return true;
    }
    return false;
}

static void refuse(const insert *in, mg_str what, const char *fix)
{
    mg_str engine = mg_rule_engine(in->rc), message = mg_arena_printf(in->rc->arena, "%S: %S refuses the statement.", &what, &engine);
    mg_finding *f = was_told(in, message) ? NULL : mg_emit_at(in->rc, in->st, "%S", &message);
    mg_rule_suggest(in->rc, f, "%s", fix);
    mg_rule_block(f);
}

/* All rows have as many values as there are columns. False: they do. */
static bool look_at_count(const insert *in)
{
    mg_arena *a = in->rc->arena;
    uint32_t columns = in->list ? mg_child_count(in->list) : 0, width = in->rows.width;
    const char *given = width == 1 ? "value is given" : "values are given", *why = in->pg ? " (42601)" : in->my ? " (1136)" : "";
    if (in->rows.uneven) {
        refuse(in, mg_arena_printf(a, "Not all rows for %S have as many values%s", &in->st->table, why), "Give each row a value for each column.");
        return true;
    }
    if (in->list && columns != width) {
        refuse(in, mg_arena_printf(a, "%u column%s of %S %s named, and %u %s%s", (unsigned)columns, columns == 1 ? "" : "s", &in->st->table, columns == 1 ? "is" : "are", (unsigned)width, given, why),
               "Give each column one value.");
        return true;
    }
    if (in->list || !in->table)
        return false;
    MG_EACH_CHILD (o, in->table)
        columns += takes_value(in, o);
    if (columns == width || (in->pg && width < columns) || !is_sure(in))
        return false;
    refuse(in, mg_arena_printf(a, "%S has %u column%s, and %u %s%s", &in->st->table, (unsigned)columns, columns == 1 ? "" : "s", (unsigned)width, given, why),
           "Name the columns, and give each of them a value.");
    return true;
}

static void refuse_null(const insert *in, const mg_object *column, const char *what)
{
    if (forgives(in) || may_be_filled(in->table) || !is_sure(in))
        return;
    mg_str name = mg_rule_name(in->rc, column);
    refuse(in, mg_arena_printf(in->rc->arena, "%S is NOT NULL and %s", &name, what), "Give it a value, or the column a default.");
}

static bool is_listed(const insert *in, mg_str column)
{
    MG_EACH (n, in->list)
        if (mg_str_ieq(mg_text(n), column))
            return true;
    return false;
}

/* PostgreSQL: of a record or an array. */
static bool names_parts(const mg_node *list)
{
    MG_EACH (n, list)
        if (n->first)
            return true;
    return false;
}

/* Lists mostly name the columns in the order in which the table has them. */
static void look_at_left_out(const insert *in)
{
    const mg_node *next = in->list ? in->list->first : NULL;
    uint32_t n = 0;
    if ((!in->list && !in->pg) || (in->pg && names_parts(in->list)))
        return;
    MG_EACH_CHILD (o, in->table) {
        if (o->kind != MG_O_COLUMN)
            continue;
        bool given = in->list ? next && mg_str_eq(mg_text(next), o->name) : n++ < in->rows.width;
        if (given && next)
            next = next->next;
        if (given || !is_required(in, o) || (in->list && is_listed(in, o->name)))
            continue;
        refuse_null(in, o, in->pg ? "has no default nor a value (23502)" : in->my ? "has no default nor a value (1364)" : "has no default nor a value");
        return;
    }
}

static const mg_object *column_at(const insert *in, uint32_t at)
{
    const mg_node *named = in->list ? in->list->first : NULL;
    uint32_t n = 0;
    while (named && n++ < at)
        named = named->next;
    if (in->list)
        return named && !named->first ? mg_object_child(in->table, MG_O_COLUMN, mg_text(named)) : NULL;
    MG_EACH_CHILD (o, in->table)
        if (takes_value(in, o) && n++ == at)
            return o;
    return NULL;
}

static void look_at_nulls(const insert *in)
{
    uint64_t nulls = in->rows.nulls;
    for (uint32_t i = 0; nulls; i++, nulls >>= 1) {
        const mg_object *column = nulls & 1 ? column_at(in, i) : NULL;
        if (!column || !refuses_null(in, column))
            continue;
        refuse_null(in, column, in->pg ? "is given NULL (23502)" : in->my ? "is given NULL (1048)" : "is given NULL");
        return;
    }
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *ast)
{
    if (ast != st->ast)
        return;
    insert in = read_insert(rc, st, ast);
    in.table = st->object && has_all_columns(st->object) ? st->object : NULL;
    if (in.rows.width && look_at_count(&in))
        return;
    if (!in.table || !in.literal)
        return;
    look_at_left_out(&in);
    look_at_nulls(&in);
}

const mg_rule mg_rule_fail_insert_refused = {
    .id = "fail/insert-refused",
    .title = "an INSERT that its table does not take",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "A row has a value for each column that the INSERT names, or, where it names none, for each of the table (42601 in PostgreSQL, where there may be fewer then; 1136 in MySQL and "
        "MariaDB). A column that is NOT NULL and has no default is among them (23502; 1364 in strict mode), and is not given NULL (23502, 1048). SQLite refuses the same.",
    .fix =
        "Name the columns, give each of them one value, and those that need one a value that is not NULL.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4, MariaDB 10.11, 11.8, SQLite 3.40, 3.53",
    .node = on_node,
    .nodes = {S_INSERT},
};
