/* One form for what SQLite takes as the same. */
#include "dialect/sqlite/sqlite.h"
#include "normalise/normalise.h"

/* ---- expressions ---- */

static const mg_object *column_of(const mg_object *table, mg_str name)
{
    MG_EACH_CHILD (c, table) {
        if (c->kind != MG_O_COLUMN)
            break;
        if (mg_str_ieq(c->name, name))
            return c;
    }
    return NULL;
}

static bool is_rowid(mg_str name)
{
    return mg_str_iis(name, "rowid") || mg_str_iis(name, "oid") || mg_str_iis(name, "_rowid_");
}

/* A column gets its table's spelling; a quoted name that is no column is a string. */
static bool settle_column(mg_node *n, void *user_data)
{
    const mg_object *table = user_data;
    if (n->kind >= Q_SELECT && n->kind <= Q_TABLE)
        return false;
    if (n->kind != E_COLUMN)
        return true;
    mg_node *qualifier = mg_child(n, N_NAME);
    if (qualifier && mg_str_ieq(mg_text(qualifier), table->name))
        mg_node_remove(n, qualifier); /* its own table's name would not survive a rename */
    if (mg_child(n, N_NAME))
        return true;
    const mg_object *c = column_of(table, mg_text(n));
    if (c) {
        n->p = c->name.p;
        n->n = c->name.n;
        n->flags &= ~(uint32_t)NF_QUOTED;
    } else if ((n->flags & NF_QUOTED) && !is_rowid(mg_text(n))) {
        n->kind = E_CONST;
        n->sub = MG_CONST_STRING;
        n->flags &= ~(uint32_t)NF_QUOTED;
    }
    return true;
}

void mg_sqlite_normalise_expr(mg_schema *s, mg_node **expr, const mg_object *table, const mg_node *type)
{
    bool is_table = table && (table->kind == MG_O_TABLE || table->kind == MG_O_VIRTUAL_TABLE);
    if (is_table && *expr)
        mg_walk(*expr, settle_column, (void *)table);
    mg_normalise_sqlite_expr(s, expr, table, type);
}

/* ---- objects ---- */

static void drop_if(mg_object *o, mg_kind kind, const char *is_default)
{
    const mg_node *a = mg_attr(o, kind);
    if (a && mg_str_is(mg_text(a), is_default))
        mg_attr_drop(o, kind);
}

static void settle_keys(mg_object *o)
{
    MG_EACH (k, mg_attr(o, A_KEYS))
        k->flags &= ~(uint32_t)NF_ASC;
}

static void settle_references(mg_schema *s, mg_object *fk)
{
    mg_node *references = mg_attr(fk, A_REFERENCES);
    mg_node *qname = mg_child(references, N_QNAME);
    const mg_object *target = qname ? mg_schema_find(s, MG_O_TABLE, MG_STR_NONE, mg_text(qname)) : NULL;
    if (!target)
        return;
    qname->p = target->name.p;
    qname->n = target->name.n;
    MG_EACH (n, references) {
        const mg_object *c = n->kind == N_NAME ? column_of(target, mg_text(n)) : NULL;
        if (c) {
            n->p = c->name.p;
            n->n = c->name.n;
        }
    }
}

static void normalise_foreign_key(mg_schema *s, mg_object *o)
{
    settle_references(s, o);
    mg_attr_drop(o, A_MATCH); /* parsed by SQLite, and ignored */
    drop_if(o, A_ON_DELETE, "no action");
    drop_if(o, A_ON_UPDATE, "no action");
    const mg_node *deferrable = mg_attr(o, A_DEFERRABLE), *initially = mg_attr(o, A_INITIALLY);
    bool deferred = deferrable && deferrable->sub == 1 && initially && mg_str_is(mg_text(initially), "deferred");
    if (!deferred) { /* only DEFERRABLE INITIALLY DEFERRED does anything */
        mg_attr_drop(o, A_DEFERRABLE);
        mg_attr_drop(o, A_INITIALLY);
    }
}

/* Columns that cannot be NULL although nothing says so. */
static void imply_not_null(mg_schema *s, mg_object *column)
{
    if (mg_attr(column, A_NOT_NULL) || !column->parent)
        return;
    bool implied = mg_sqlite_is_rowid_alias(column);
    if (mg_attr(column->parent, A_WITHOUT_ROWID))
        MG_EACH_CHILD (c, column->parent) {
            if (c->kind != MG_O_PRIMARY_KEY)
                continue;
            MG_EACH (k, mg_attr(c, A_KEYS))
                implied |= k->first && mg_str_ieq(mg_text(k->first), column->name);
        }
    if (!implied)
        return;
    mg_node *n = mg_node_new(&s->arena, A_NOT_NULL);
    if (!n)
        return;
    n->flags |= NF_IMPLIED;
    mg_attr_put(s, column, n);
}

static void normalise_column(mg_schema *s, mg_object *o)
{
    mg_attr_drop(o, A_NULL);
    mg_node *not_null = mg_attr(o, A_NOT_NULL), *conflict = mg_child(not_null, A_ON_CONFLICT);
    if (conflict && mg_str_is(mg_text(conflict), "abort"))
        mg_node_remove(not_null, conflict);
    const mg_node *collate = mg_attr_first(o, A_COLLATE);
    if (collate && mg_str_iis(mg_text(collate), "binary"))
        mg_attr_drop(o, A_COLLATE);
    const mg_node *value = mg_attr_first(o, A_DEFAULT);
    if (value && value->kind == E_CONST && value->sub == MG_CONST_NULL)
        mg_attr_drop(o, A_DEFAULT);
    imply_not_null(s, o);
}

void mg_sqlite_normalise_object(mg_schema *s, mg_object *o)
{
    drop_if(o, A_ON_CONFLICT, "abort");
    switch (o->kind) {
    case MG_O_COLUMN: normalise_column(s, o); break;
    case MG_O_FOREIGN_KEY:
        settle_keys(o);
        normalise_foreign_key(s, o);
        break;
    case MG_O_PRIMARY_KEY:
    case MG_O_UNIQUE:
    case MG_O_INDEX: settle_keys(o); break;
    case MG_O_TRIGGER: mg_attr_drop(o, A_FOR_EACH); break; /* there is only FOR EACH ROW */
    default: break;
    }
    mg_sqlite_name_again(s, o);
}

/* ---- what needs nothing else ---- */

static bool is_plain(const mg_object *o, const mg_node *attr)
{
    (void)o;
    const mg_node *first = attr->first;
    switch (attr->kind) {
    case A_DEFAULT:
        return first && first->kind == E_CONST && !first->first;
    case A_NOT_NULL:
        return !(attr->flags & NF_IMPLIED);
    case A_KEYS:
        return mg_keys_are_columns(attr);
    case A_TYPE:
    case A_NULL:
    case A_COLLATE:
    case A_UNIQUE:
        return true;
    default:
        return false;
    }
}

/* Keys without a name of their own are named after what stands beside them. */
bool mg_sqlite_has_own_normal(const mg_object *o)
{
    if (o->kind != MG_O_COLUMN && o->kind != MG_O_TABLE && (o->kind != MG_O_INDEX || o->flags & MG_OF_AUTONAMED))
        return false;
    return mg_attrs_are(o, is_plain);
}
