/* One form for what SHOW CREATE TABLE shows alike. */
#include "dialect/mysql/mysql.h"
#include "normalise/normalise.h"
#include "parse/subs.h"

static const char *const engines[] = {"InnoDB", "MyISAM", "MEMORY", "Aria", "ARCHIVE", "CSV", "BLACKHOLE", "FEDERATED",
                                      "MRG_MyISAM", "NDBCLUSTER", "SEQUENCE", "RocksDB", "CONNECT", "ColumnStore", "S3", "TokuDB"};

static void engine(mg_schema *s, mg_object *table)
{
    mg_node *a = mg_attr(table, A_ENGINE);
    if (!a) {
        mg_node *made = mg_node_text(&s->arena, A_ENGINE, MG_STR("InnoDB"));
        if (made) {
            made->flags |= NF_IMPLIED;
            mg_attr_put(s, table, made);
        }
        return;
    }
    mg_str name = mg_str_iis(mg_text(a), "heap") ? MG_STR("MEMORY") : mg_text(a);
    for (size_t i = 0; i < sizeof engines / sizeof *engines; i++)
        if (mg_str_iis(name, engines[i]))
            name = mg_str_of(engines[i]);
    a->p = name.p;
    a->n = name.n;
}

/* Options whose value is what the server takes anyway. */
static bool is_default_option(const mg_node *p)
{
    static const char *const zero[] = {"checksum", "delay_key_write", "transactional", "page_checksum", "key_block_size", "encrypted",
                                       "avg_row_length", "max_rows", "min_rows", "stats_sample_pages"};
    static const char *const by_default[] = {"row_format", "pack_keys", "stats_persistent", "stats_auto_recalc", "insert_method",
                                             "stats_sample_pages"};
    static const char *const empty[] = {"compression", "connection", "password"};
    mg_str name = mg_text(p), value = mg_text(p->first);
    for (size_t i = 0; i < sizeof zero / sizeof *zero; i++)
        if (mg_str_is(name, zero[i]) && (mg_str_is(value, "0") || mg_str_iis(value, "no")))
            return !mg_str_is(name, "transactional");
    for (size_t i = 0; i < sizeof by_default / sizeof *by_default; i++)
        if (mg_str_is(name, by_default[i]) && (mg_str_iis(value, "default") || mg_str_is(value, "no")))
            return true;
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (mg_str_is(name, empty[i]) && !value.n)
            return true;
    return false;
}

static void options(mg_object *table)
{
    mg_node *all = mg_attr(table, A_OPTIONS);
    for (mg_node *p = all ? all->first : NULL, *next; p; p = next) {
        next = p->next;
        if (is_default_option(p))
            mg_node_remove(all, p);
    }
    if (all && !all->first)
        mg_attr_drop(table, A_OPTIONS);
}

/* What a period begins and ends with holds a value (MariaDB). */
static void imply_period(mg_schema *s, mg_object *o)
{
    MG_EACH(name, mg_attr(o, A_APPLICATION_PERIOD)) {
        mg_object *column = mg_object_child(o, MG_O_COLUMN, mg_text(name));
        mg_node *n = column && !mg_attr(column, A_NOT_NULL) ? mg_attr_make(s, column, A_NOT_NULL, MG_STR_NONE) : NULL;
        if (n)
            n->flags |= NF_IMPLIED;
    }
}

static void table(mg_schema *s, mg_object *o)
{
    imply_period(s, o);
    engine(s, o);
    mg_attr_drop(o, A_AUTO_INCREMENT); /* the counter is data */
    mg_node *comment = mg_attr(o, A_COMMENT);
    if (comment && comment->n == 0)
        mg_attr_drop(o, A_COMMENT);
    options(o);
}

static void column(mg_object *o)
{
    for (mg_node *a = o->attrs, *next; a; a = next) {
        next = a->next;
        bool null = a->kind == A_DEFAULT && a->first && a->first->kind == E_CONST && a->first->sub == MG_CONST_NULL;
        if (null || (a->kind == A_COMMENT && a->n == 0))
            mg_attr_drop_this(o, a);
        if (a->kind == A_NOT_NULL) {
            a->p = NULL;
            a->n = 0;
        }
    }
}

static void key(mg_object *o)
{
    for (mg_node *a = o->attrs, *next; a; a = next) {
        next = a->next;
        bool usual = a->kind == A_METHOD && (mg_str_is(mg_text(a), "btree") || mg_attr(o, A_INDEX_KIND));
        bool empty = a->kind == A_COMMENT && a->n == 0;
        if (usual || empty || a->kind == A_UNIQUE || a->kind == A_ALGORITHM || a->kind == A_LOCK)
            mg_attr_drop_this(o, a);
    }
}

/* RESTRICT and NO ACTION are one thing to InnoDB, and what it does when nothing is said. */
static void foreign_key(mg_object *o)
{
    static const mg_kind kinds[] = {A_ON_DELETE, A_ON_UPDATE};
    for (size_t i = 0; i < 2; i++) {
        mg_str action = mg_attr_text(o, kinds[i]);
        if (mg_str_is(action, "restrict") || mg_str_is(action, "no action"))
            mg_attr_drop(o, kinds[i]);
    }
    mg_attr_drop(o, A_MATCH);
    mg_attr_drop(o, A_METHOD);
}

/* A renamed column takes its own check along. */
static void check(mg_schema *s, mg_object *o)
{
    const mg_node *enforced = mg_attr(o, A_NOT_ENFORCED);
    if (enforced && enforced->sub == 1)
        mg_attr_drop(o, A_NOT_ENFORCED);
    mg_node *at = mg_attr_first(o, A_COLUMN_NAMES);
    if (!at)
        return;
    if (!mg_my_is_mariadb(s) || !mg_object_child(o->parent, MG_O_COLUMN, mg_text(at)))
        mg_attr_drop(o, A_COLUMN_NAMES);
}

/* Whether 1 is where it starts by itself. */
static bool starts_at_one(const mg_node *options)
{
    MG_EACH(p, options) {
        mg_str name = mg_text(p);
        if (mg_str_is(name, "minvalue") || mg_str_is(name, "maxvalue") || (mg_str_is(name, "increment") && !mg_str_is(mg_text(p->first), "1")))
            return false;
    }
    return true;
}

/* What a sequence is when nothing is said (MariaDB 10.11: SHOW CREATE of a bare one). */
static void drop_usual(mg_node *options)
{
    bool from_one = starts_at_one(options);
    for (mg_node *p = options ? options->first : NULL, *next; p; p = next) {
        next = p->next;
        mg_str name = mg_text(p), value = mg_text(p->first);
        bool usual = mg_str_is(name, "increment") ? mg_str_is(value, "1")
                   : mg_str_is(name, "cache")     ? mg_str_is(value, "1000")
                   : mg_str_is(name, "start")     ? mg_str_is(value, "1") && from_one
                                                  : false;
        if (usual)
            mg_node_remove(options, p);
    }
}

/* ALTER SEQUENCE … NO MAXVALUE takes the limit away. */
static void sequence(mg_object *o)
{
    mg_node *options = mg_attr(o, A_SEQUENCE);
    for (mg_node *p = options ? options->first : NULL, *next; p; p = next) {
        next = p->next;
        if (!mg_str_starts(mg_text(p), "no "))
            continue;
        mg_str said = {p->p + 3, p->n - 3};
        mg_node_remove(options, p);
        for (mg_node *q = options->first, *after; q; q = after) {
            after = q->next;
            if (!mg_str_eq(mg_text(q), said))
                continue;
            next = next == q ? after : next;
            mg_node_remove(options, q);
        }
    }
    drop_usual(options);
    if (options && !options->first)
        mg_attr_drop(o, A_SEQUENCE);
}

void mg_my_normalise_object(mg_schema *s, mg_object *o)
{
    switch (o->kind) {
    case MG_O_SEQUENCE: sequence(o); break;
    case MG_O_DATABASE: mg_my_resolve_database(s, o); break;
    case MG_O_VIEW:
    case MG_O_FUNCTION:
    case MG_O_PROCEDURE:
        if (mg_str_is(mg_attr_text(o, A_SQL_SECURITY), "definer"))
            mg_attr_drop(o, A_SQL_SECURITY);
        if (o->kind == MG_O_VIEW)
            mg_my_drop_own_database(o);
        break;
    case MG_O_TABLE: table(s, o); break;
    case MG_O_COLUMN: column(o); break;
    case MG_O_PRIMARY_KEY:
    case MG_O_UNIQUE:
    case MG_O_INDEX: key(o); break;
    case MG_O_FOREIGN_KEY: foreign_key(o); break;
    case MG_O_CHECK: check(s, o); break;
    default: break;
    }
    mg_normalise_mysql_object(s, o);
}

/* ---- what needs nothing else ------------------------------------------------------------------------ */

static bool is_plain_value(const mg_node *e)
{
    if (!e || (e->kind != E_CONST && e->kind != E_CALL))
        return false;
    return !e->first || (e->kind == E_CALL && e->first->kind == E_CONST && !e->first->first && !e->first->next); /* current_timestamp(6) */
}

static bool is_plain(const mg_object *o, const mg_node *attr)
{
    switch (attr->kind) {
    case A_DEFAULT:
        return is_plain_value(attr->first);
    case A_ON_UPDATE: /* of a foreign key: its text */
        return o->kind == MG_O_FOREIGN_KEY || is_plain_value(attr->first);
    case A_NOT_NULL:
        return !(attr->flags & NF_IMPLIED);
    case A_KEYS:
        return mg_keys_are_columns(attr);
    case A_REFERENCES: /* with the columns, which else are the primary key's */
        return mg_child(attr, N_NAME) != NULL;
    case A_METHOD: /* HASH is a matter of the table's engine */
        return mg_str_is(mg_text(attr), "btree");
    case A_TYPE:
    case A_NULL:
    case A_CHARSET:
    case A_COLLATE:
    case A_COMMENT:
    case A_AUTO_INCREMENT:
    case A_ON_DELETE:
    case A_UNIQUE:
    case A_INDEX_KIND:
    case A_ENGINE:
        return true;
    default:
        return false;
    }
}

/* A primary key does not: its columns follow from it. */
bool mg_my_has_own_normal(const mg_object *o)
{
    if (o->kind != MG_O_COLUMN && o->kind != MG_O_INDEX && o->kind != MG_O_UNIQUE && o->kind != MG_O_FOREIGN_KEY && o->kind != MG_O_TABLE)
        return false;
    return mg_attrs_are(o, is_plain);
}
