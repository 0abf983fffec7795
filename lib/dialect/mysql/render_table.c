/* Tables, their columns, keys and partitions, near to what SHOW CREATE TABLE prints. */
#include "dialect/mysql/mysql.h"
#include "dialect/written.h"
#include "parse/subs.h"

static void name(mg_buf *b, const mg_schema *s, mg_str n) { mg_print_name(b, s->dialect, n); }

static mg_str collation_of(const mg_object *o)
{
    const mg_node *c = mg_attr(o, A_COLLATE);
    return c && c->first ? mg_text(c->first) : mg_text(c);
}

static bool implied(const mg_node *a) { return a && (a->flags & NF_IMPLIED); }

/* ---- columns -------------------------------------------------------------------- */

/* Printed where they are not the table's. MySQL 8 remembers that they were written, and says so. */
static void column_charset(mg_buf *b, const mg_schema *s, const mg_object *c, bool always)
{
    const mg_node *charset = mg_attr(c, A_CHARSET), *collation = mg_attr(c, A_COLLATE);
    if (!charset && !collation)
        return;
    bool remembers = !mg_my_is_mariadb(s) && mg_my_version(s) >= 80000;
    if (always || (remembers && charset && collation && !(implied(charset) && implied(collation)))) {
        mg_str set = mg_text(charset), order = collation_of(c);
        mg_buf_printf(b, " CHARACTER SET %S", &set);
        if (order.n)
            mg_buf_printf(b, " COLLATE %S", &order);
        return;
    }
    bool same_charset = mg_str_eq(mg_attr_text(c->parent, A_CHARSET), mg_text(charset));
    bool same_collation = mg_str_eq(collation_of(c->parent), collation_of(c));
    if (same_charset && same_collation && implied(charset) && implied(collation))
        return;
    if (charset && !same_charset)
        mg_buf_printf(b, " CHARACTER SET %S", &(mg_str){charset->p, charset->n});
    mg_str k = collation_of(c);
    if (k.p && (!same_collation || !same_charset || !implied(collation)))
        mg_buf_printf(b, " COLLATE %S", &k);
}

static void generated(mg_buf *b, const mg_schema *s, const mg_object *c, const mg_node *g)
{
    if (!g->first) {
        mg_buf_z(b, mg_str_is(mg_text(g), "row end") ? " GENERATED ALWAYS AS ROW END" : " GENERATED ALWAYS AS ROW START");
        return;
    }
    mg_buf_z(b, " GENERATED ALWAYS AS (");
    mg_print_written(b, s, c, g, mg_attr_first(c, A_TYPE));
    mg_buf_z(b, g->sub == MG_GEN_STORED ? ") STORED" : ") VIRTUAL");
}

/* The clock is a default of its own for these; of others it is an expression. */
static bool is_moment(const mg_object *c)
{
    const mg_node *t = mg_attr_first(c, A_TYPE);
    return t && (mg_str_is(mg_text(t), "timestamp") || mg_str_is(mg_text(t), "datetime"));
}

/* A default that is no literal and no clock stands in parentheses (MySQL demands them, MariaDB takes them). */
static bool plain_default(const mg_object *c, const mg_node *e)
{
    if (!e || e->kind == E_CONST)
        return true;
    mg_str f = mg_text(e);
    if (e->kind == E_OP && mg_child_count(e) == 1)
        return plain_default(c, e->first);
    return (e->kind == E_CALL || e->kind == E_COLUMN) && mg_str_starts(f, "current_timestamp") && is_moment(c);
}

/* MySQL: what lies beside the row has its default as an expression only. */
bool mg_my_lies_beside(const mg_object *c)
{
    static const char *const types[] = {"json", "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon",
                                        "geometrycollection", "tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob",
                                        "longblob"};
    mg_str type = mg_text(mg_attr_first(c, A_TYPE));
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (mg_str_is(type, types[i]))
            return true;
    return false;
}

static void default_value(mg_buf *b, const mg_schema *s, const mg_object *c, const mg_node *value)
{
    bool plain = plain_default(c, value->first);
    bool parens = !plain || (!mg_my_is_mariadb(s) && mg_my_lies_beside(c)) || mg_my_default_was_in_parentheses(s, c);
    mg_buf_z(b, parens ? " DEFAULT (" : " DEFAULT ");
    if (plain)
        mg_print_expr(b, s->dialect, value->first);
    else
        mg_print_written(b, s, c, value, mg_attr_first(c, A_TYPE));
    mg_buf_z(b, parens ? ")" : "");
}

static bool is_timestamp(const mg_object *c)
{
    const mg_node *t = mg_attr_first(c, A_TYPE);
    return t && mg_str_is(mg_text(t), "timestamp");
}

static void column_check(mg_buf *b, const mg_schema *s, const mg_object *column);

static void upper(mg_buf *b, mg_str t)
{
    for (uint32_t i = 0; i < t.n; i++)
        mg_buf_char(b, t.p[i] >= 'a' && t.p[i] <= 'z' ? (char)(t.p[i] - 32) : t.p[i]);
}

static void column_options(mg_buf *b, const mg_schema *s, const mg_object *c)
{
    const mg_node *options = mg_attr(c, A_OPTIONS);
    MG_EACH(p, options)
    {
        mg_buf_char(b, ' ');
        upper(b, mg_text(p));
        if (!p->first)
            continue;
        if (p->first->kind == N_KEYWORD) { /* STORAGE DISK */
            mg_buf_char(b, ' ');
            upper(b, mg_text(p->first));
            continue;
        }
        mg_buf_char(b, '=');
        mg_my_render_option_value(b, s, p);
    }
}

void mg_my_render_column(mg_buf *b, const mg_schema *s, const mg_object *c) { mg_my_render_column_with(b, s, c, false); }

void mg_my_render_column_with(mg_buf *b, const mg_schema *s, const mg_object *c, bool charset)
{
    name(b, s, c->name);
    mg_buf_char(b, ' ');
    mg_print_type(b, s->dialect, mg_attr_first(c, A_TYPE));
    column_charset(b, s, c, charset);
    mg_buf_z(b, mg_attr(c, A_COMPRESSION) ? " COMPRESSED" : "");
    const mg_node *g = mg_attr(c, A_GENERATED), *d = mg_attr(c, A_DEFAULT), *u = mg_attr(c, A_ON_UPDATE);
    if (g)
        generated(b, s, c, g);
    if (mg_attr(c, A_NOT_NULL))
        mg_buf_z(b, " NOT NULL");
    else if (is_timestamp(c) && !g)
        mg_buf_z(b, " NULL");
    if (d && d->first)
        default_value(b, s, c, d);
    if (u && u->first) {
        mg_buf_z(b, " ON UPDATE ");
        mg_print_expr(b, s->dialect, u->first);
    }
    if (mg_attr(c, A_AUTO_INCREMENT))
        mg_buf_z(b, " AUTO_INCREMENT");
    const mg_node *srid = mg_attr(c, A_SRID);
    if (srid)
        mg_buf_printf(b, mg_my_is_mariadb(s) ? " REF_SYSTEM_ID=%S" : " SRID %S", &(mg_str){srid->p, srid->n});
    if (mg_attr(c, A_INVISIBLE))
        mg_buf_z(b, " INVISIBLE");
    column_options(b, s, c);
    const mg_node *comment = mg_attr(c, A_COMMENT);
    if (comment) {
        mg_buf_z(b, " COMMENT ");
        mg_print_string(b, s->dialect, mg_text(comment));
    }
    if (c->parent)
        column_check(b, s, c);
}

/* ---- keys ------------------------------------------------------------------------- */

/* MariaDB: the CHECK that stands at the column. */
static bool is_column_check(const mg_object *c, const mg_object *column)
{
    const mg_node *at = c->kind == MG_O_CHECK ? mg_attr_first(c, A_COLUMN_NAMES) : NULL;
    return at && (!column || mg_str_ieq(mg_text(at), column->name));
}

static void put_condition(mg_buf *b, const mg_schema *s, const mg_object *check)
{
    const mg_node *condition = mg_attr(check, A_EXPR);
    if (condition && condition->first)
        mg_print_written(b, s, check, condition, NULL);
}

static void column_check(mg_buf *b, const mg_schema *s, const mg_object *column)
{
    MG_EACH_CHILD(c, column->parent)
    {
        if (!is_column_check(c, column))
            continue;
        mg_buf_z(b, " CHECK (");
        put_condition(b, s, c);
        mg_buf_char(b, ')');
    }
}

static void key(mg_buf *b, const mg_schema *s, const mg_object *o, const mg_node *k)
{
    const mg_node *e = k->first;
    if (e && e->kind == E_COLUMN) {
        name(b, s, mg_text(e));
    } else {
        mg_buf_char(b, '(');
        if (e)
            mg_print_written(b, s, o, k, NULL);
        mg_buf_char(b, ')');
    }
    const mg_node *length = mg_child(k, A_PREFIX_LENGTH);
    if (length)
        mg_buf_printf(b, "(%S)", &(mg_str){length->p, length->n});
    if (k->flags & NF_DESC)
        mg_buf_z(b, " DESC");
    if (mg_child(k, N_TEXT))
        mg_buf_z(b, " WITHOUT OVERLAPS");
}

static void keys(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    const mg_node *list = mg_attr(o, A_KEYS);
    mg_buf_z(b, " (");
    MG_EACH(k, list)
    {
        key(b, s, o, k);
        if (k->next)
            mg_buf_z(b, ", ");
    }
    mg_buf_char(b, ')');
}

static void index_tail(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    const mg_node *method = mg_attr(o, A_METHOD), *parser = mg_attr(o, A_PARSER), *comment = mg_attr(o, A_COMMENT);
    if (method) {
        mg_buf_z(b, " USING ");
        for (uint32_t i = 0; i < method->n; i++)
            mg_buf_char(b, method->p[i] >= 'a' && method->p[i] <= 'z' ? (char)(method->p[i] - 32) : method->p[i]);
    }
    if (parser) {
        mg_buf_z(b, " WITH PARSER ");
        name(b, s, mg_text(parser));
    }
    const mg_node *options = mg_attr(o, A_OPTIONS);
    MG_EACH(p, options)
    {
        mg_buf_printf(b, " %S=", &(mg_str){p->p, p->n});
        mg_print_expr(b, s->dialect, p->first);
    }
    if (comment) {
        mg_buf_z(b, " COMMENT ");
        mg_print_string(b, s->dialect, mg_text(comment));
    }
    if (mg_attr(o, A_INVISIBLE))
        mg_buf_z(b, mg_my_is_mariadb(s) ? " IGNORED" : " INVISIBLE");
}

static void index_line(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    const mg_node *kind = mg_attr(o, A_INDEX_KIND);
    if (kind)
        mg_buf_z(b, mg_str_is(mg_text(kind), "spatial") ? "SPATIAL " : mg_str_is(mg_text(kind), "vector") ? "VECTOR " : "FULLTEXT ");
    else if (o->kind == MG_O_UNIQUE)
        mg_buf_z(b, "UNIQUE ");
    mg_buf_z(b, "KEY ");
    name(b, s, o->name);
    keys(b, s, o);
    index_tail(b, s, o);
}

static void action(mg_buf *b, const mg_schema *s, const mg_object *fk, mg_kind kind)
{
    const char *event = kind == A_ON_DELETE ? "DELETE" : "UPDATE", *written = NULL;
    const mg_node *a = mg_attr(fk, kind);
    if (!a || mg_str_is(mg_text(a), "no action"))
        written = mg_my_written_action(s, fk, event);
    if (written)
        mg_buf_printf(b, " ON %s %s", event, written);
    if (!a || mg_str_is(mg_text(a), "no action"))
        return;
    mg_buf_printf(b, " ON %s ", event);
    for (uint32_t i = 0; i < a->n; i++)
        mg_buf_char(b, a->p[i] >= 'a' && a->p[i] <= 'z' ? (char)(a->p[i] - 32) : a->p[i]);
}

static void foreign_key(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    mg_buf_z(b, "CONSTRAINT ");
    name(b, s, o->name);
    mg_buf_z(b, " FOREIGN KEY");
    keys(b, s, o);
    const mg_node *r = mg_attr(o, A_REFERENCES);
    mg_buf_z(b, " REFERENCES ");
    bool first = true;
    MG_EACH(n, r)
    {
        if (n->kind == N_QNAME) {
            mg_print_qname(b, s->dialect, n);
            continue;
        }
        mg_buf_z(b, first ? " (" : ", ");
        name(b, s, mg_text(n));
        first = false;
    }
    mg_buf_z(b, first ? "" : ")");
    action(b, s, o, A_ON_DELETE);
    action(b, s, o, A_ON_UPDATE);
}

/* t_chk_3, CONSTRAINT_3: the number behind the last underline. */
static uint32_t number_of(mg_str name)
{
    uint32_t n = 0, factor = 1, i = name.n;
    for (; i && mg_is_digit(name.p[i - 1]) && factor < 100000; factor *= 10)
        n += (uint32_t)(name.p[--i] - '0') * factor;
    return i && name.p[i - 1] == '_' ? n : 0;
}

/* A CREATE TABLE counts the checks without a name from 1: where some were dropped, it would call them otherwise. */
static bool would_be_named_so(const mg_object *o)
{
    uint32_t n = 0;
    const mg_object *first = o->parent ? o->parent->first : NULL;
    if (mg_attr(o, A_COLUMN_NAMES) || !first) /* MariaDB: a column's own */
        return true;
    for (const mg_object *c = first; c; c = c->next) {
        if (c->kind != MG_O_CHECK || !(c->flags & MG_OF_AUTONAMED) || mg_attr(c, A_COLUMN_NAMES))
            continue;
        bool next = number_of(c->name) == n + 1;
        n += next;
        if (c == o)
            return next;
    }
    return true;
}

static void check(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    if (!(o->flags & MG_OF_AUTONAMED) || !would_be_named_so(o)) {
        mg_buf_z(b, "CONSTRAINT ");
        name(b, s, o->name);
        mg_buf_char(b, ' ');
    }
    mg_buf_z(b, "CHECK (");
    put_condition(b, s, o);
    mg_buf_char(b, ')');
    const mg_node *e = mg_attr(o, A_NOT_ENFORCED);
    if (e && e->sub != 1)
        mg_buf_z(b, " NOT ENFORCED");
}

void mg_my_render_constraint(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    switch (o->kind) {
    case MG_O_PRIMARY_KEY:
        mg_buf_z(b, "PRIMARY KEY");
        keys(b, s, o);
        index_tail(b, s, o);
        break;
    case MG_O_FOREIGN_KEY: foreign_key(b, s, o); break;
    case MG_O_CHECK: check(b, s, o); break;
    default: index_line(b, s, o); break;
    }
}

/* ---- the table ------------------------------------------------------------------------ */

static bool is_bare(mg_str v)
{
    for (uint32_t i = 0; i < v.n; i++) {
        char c = v.p[i];
        if (!mg_is_letter(c) && !mg_is_digit(c) && c != '_')
            return false;
    }
    return v.n > 0;
}

void mg_my_render_option_value(mg_buf *b, const mg_schema *s, const mg_node *option)
{
    static const char *const bare[] = {"avg_row_length", "checksum", "delay_key_write", "encrypted", "encryption_key_id", "insert_method",
                                       "itef_quotes", "key_block_size", "max_rows", "min_rows", "pack_keys", "page_checksum", "row_format",
                                       "stats_auto_recalc", "stats_persistent", "stats_sample_pages", "table_checksum", "transactional",
                                       "autoextend_size", "page_compressed", "page_compression_level"};
    const mg_node *v = option->first;
    bool plain = v && (v->kind == N_KEYWORD || v->kind == N_TEXT);
    for (size_t i = 0; v && is_bare(mg_text(v)) && i < sizeof bare / sizeof *bare; i++)
        plain |= mg_str_iis(mg_text(option), bare[i]);
    if (plain)
        mg_buf_str(b, mg_text(v));
    else
        mg_print_expr(b, s->dialect, v);
}

void mg_my_render_table_options(mg_buf *b, const mg_schema *s, const mg_object *t)
{
    const mg_node *engine = mg_attr(t, A_ENGINE), *charset = mg_attr(t, A_CHARSET), *collation = mg_attr(t, A_COLLATE);
    if (engine && !implied(engine))
        mg_buf_printf(b, " ENGINE=%S", &(mg_str){engine->p, engine->n});
    if (charset && !implied(charset))
        mg_buf_printf(b, " DEFAULT CHARSET=%S", &(mg_str){charset->p, charset->n});
    mg_str k = collation_of(t);
    if (k.p && !implied(collation))
        mg_buf_printf(b, " COLLATE=%S", &k);
    const mg_node *options = mg_attr(t, A_OPTIONS);
    MG_EACH(p, options)
    {
        mg_buf_char(b, ' ');
        for (uint32_t i = 0; i < p->n; i++)
            mg_buf_char(b, p->p[i] >= 'a' && p->p[i] <= 'z' ? (char)(p->p[i] - 32) : p->p[i]);
        mg_buf_char(b, '=');
        mg_my_render_option_value(b, s, p);
    }
    const mg_node *comment = mg_attr(t, A_COMMENT);
    if (comment) {
        mg_buf_z(b, " COMMENT=");
        mg_print_string(b, s->dialect, mg_text(comment));
    }
    if (mg_attr(t, A_SYSTEM_VERSIONING))
        mg_buf_z(b, " WITH SYSTEM VERSIONING");
    const mg_node *by = mg_attr(t, A_PARTITION_BY);
    if (by) {
        mg_buf_char(b, ' ');
        mg_my_render_partitions(b, s, by);
    }
}

static bool in_table(const mg_object *c, bool foreign_keys)
{
    switch (c->kind) {
    case MG_O_PRIMARY_KEY:
    case MG_O_UNIQUE:
    case MG_O_INDEX: return true;
    case MG_O_CHECK: return !is_column_check(c, NULL);
    case MG_O_FOREIGN_KEY: return foreign_keys;
    default: return false;
    }
}

static void period(mg_buf *b, const mg_schema *s, const mg_node *of)
{
    if (!of || !of->first)
        return;
    mg_buf_z(b, ",\n  PERIOD FOR ");
    if (of->kind == A_PERIOD)
        mg_buf_str(b, mg_text(of));
    else
        name(b, s, mg_text(of));
    mg_buf_z(b, " (");
    MG_EACH(p, of)
    {
        name(b, s, mg_text(p));
        mg_buf_z(b, p->next ? ", " : ")");
    }
}

void mg_my_render_table(mg_buf *b, const mg_schema *s, const mg_object *t, bool foreign_keys)
{
    mg_buf_z(b, mg_attr(t, A_TEMPORARY) ? "CREATE TEMPORARY TABLE " : "CREATE TABLE ");
    if (t->schema.n) {
        name(b, s, t->schema);
        mg_buf_char(b, '.');
    }
    name(b, s, t->name);
    mg_buf_z(b, " (");
    bool first = true;
    MG_EACH_CHILD(c, t)
    {
        bool column = c->kind == MG_O_COLUMN;
        if (!column && !in_table(c, foreign_keys))
            continue;
        mg_buf_z(b, first ? "\n  " : ",\n  ");
        first = false;
        if (column)
            mg_my_render_column(b, s, c);
        else
            mg_my_render_constraint(b, s, c);
    }
    period(b, s, mg_attr(t, A_PERIOD));
    period(b, s, mg_attr(t, A_APPLICATION_PERIOD));
    mg_buf_z(b, "\n)");
    mg_my_render_table_options(b, s, t);
}

/* ---- partitions ---------------------------------------------------------------------------- */

static void partition_value(mg_buf *b, const mg_schema *s, const mg_node *v)
{
    if (v->kind == N_KEY)
        v = v->first;
    if (v && (v->kind == N_KEYWORD || v->kind == N_TEXT))
        upper(b, mg_text(v));
    else if (v && v->kind == N_NAME)
        name(b, s, mg_text(v));
    else
        mg_print_expr(b, s->dialect, v);
}

static void bound(mg_buf *b, const mg_schema *s, const mg_node *n)
{
    if (mg_str_is(mg_text(n), "default") || !n->first) { /* DEFAULT, HISTORY, CURRENT */
        mg_buf_char(b, ' ');
        upper(b, mg_text(n));
        return;
    }
    mg_buf_z(b, " VALUES ");
    upper(b, mg_text(n));
    bool maxvalue = n->first && n->first == n->last && n->first->kind == N_KEYWORD;
    mg_buf_z(b, maxvalue ? " " : " (");
    MG_EACH(v, n)
    {
        partition_value(b, s, v);
        if (v->next)
            mg_buf_z(b, ", ");
    }
    mg_buf_z(b, maxvalue ? "" : ")");
}

static void partition(mg_buf *b, const mg_schema *s, const mg_node *p, const char *word, int depth)
{
    mg_buf_z(b, word);
    name(b, s, mg_text(p));
    bool subs = false;
    MG_EACH(c, p)
    {
        if (c->kind == A_BOUND)
            bound(b, s, c);
        else if (c->kind == N_PARAM) {
            mg_buf_char(b, ' ');
            upper(b, mg_text(c));
            mg_buf_z(b, " = ");
            partition_value(b, s, c->first);
        } else if (c->kind == A_COMMENT) {
            mg_buf_z(b, " COMMENT = ");
            mg_print_string(b, s->dialect, mg_text(c));
        } else if (c->kind == A_ENGINE) {
            mg_buf_printf(b, " ENGINE = %S", &(mg_str){c->p, c->n});
        } else if (c->kind == N_PARTITION && depth == 0) {
            mg_buf_z(b, subs ? ", " : " (");
            partition(b, s, c, "SUBPARTITION ", 1);
            subs = true;
        }
    }
    mg_buf_z(b, subs ? ")" : "");
}

static void method(mg_buf *b, const mg_schema *s, const mg_node *by)
{
    upper(b, mg_text(by));
    if (mg_str_is(mg_text(by), "system_time")) {
        const mg_node *how = mg_child(by, N_TEXT);
        mg_buf_printf(b, how ? " %S" : "", &(mg_str){how ? how->p : NULL, how ? how->n : 0});
        return;
    }
    mg_buf_z(b, " (");
    bool first = true;
    MG_EACH(c, by)
    {
        if (c->kind == N_PARTITION || c->kind == N_PARAM || c->kind == A_SUBPARTITION)
            continue;
        mg_buf_z(b, first ? "" : ", ");
        partition_value(b, s, c);
        first = false;
    }
    mg_buf_char(b, ')');
}

void mg_my_render_partitions(mg_buf *b, const mg_schema *s, const mg_node *by)
{
    mg_buf_z(b, "PARTITION BY ");
    method(b, s, by);
    const mg_node *sub = mg_child(by, A_SUBPARTITION), *count = mg_child(by, N_PARAM);
    if (count)
        mg_buf_printf(b, " PARTITIONS %S", &(mg_str){count->first ? count->first->p : count->p, count->first ? count->first->n : count->n});
    if (sub) {
        mg_buf_z(b, " SUBPARTITION BY ");
        method(b, s, sub);
        const mg_node *n = mg_child(sub, N_PARAM);
        if (n && n->first)
            mg_buf_printf(b, " SUBPARTITIONS %S", &(mg_str){n->first->p, n->first->n});
    }
    bool any = false;
    MG_EACH(p, by)
    {
        if (p->kind != N_PARTITION)
            continue;
        mg_buf_z(b, any ? ",\n " : "\n(");
        partition(b, s, p, "PARTITION ", 0);
        any = true;
    }
    mg_buf_z(b, any ? ")" : "");
}
