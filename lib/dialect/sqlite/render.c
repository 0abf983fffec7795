/* SQL out of the model. */
#include "dialect/written.h"
#include "dialect/sqlite/sqlite.h"

static void name(mg_buf *b, const mg_schema *s, mg_str n) { mg_print_name(b, s->dialect, n); }

static void upper(mg_buf *b, mg_str words)
{
    for (uint32_t i = 0; i < words.n; i++)
        mg_buf_char(b, words.p[i] >= 'a' && words.p[i] <= 'z' ? (char)(words.p[i] - 32) : words.p[i]);
}

static void clause(mg_buf *b, const char *words, const mg_node *attr)
{
    if (!attr)
        return;
    mg_buf_z(b, words);
    upper(b, mg_text(attr));
}

static void object_name(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    if (o->schema.n) {
        name(b, s, o->schema);
        mg_buf_char(b, '.');
    }
    name(b, s, o->name);
}

/* ---- columns ---- */

static bool plain_default(const mg_node *e)
{
    if (!e || e->kind == E_CONST)
        return true;
    if (e->kind == E_OP && e->first && !e->first->next && mg_str_is(mg_text(e), "-"))
        return e->first->kind == E_CONST;
    return e->kind == E_CALL && e->sub == 1; /* CURRENT_TIMESTAMP and its kin */
}

static void default_value(mg_buf *b, const mg_schema *s, const mg_object *c, const mg_node *e)
{
    bool plain = plain_default(e);
    mg_buf canonical;
    mg_buf_init(&canonical, b->alloc);
    mg_print_expr(&canonical, s->dialect, e);
    mg_buf_z(b, plain ? " DEFAULT " : " DEFAULT (");
    mg_buf_str(b, mg_sqlite_as_written(s, c, e, mg_buf_view(&canonical)));
    mg_buf_z(b, plain ? "" : ")");
    mg_buf_free(&canonical);
}

static void not_null(mg_buf *b, const mg_schema *s, const mg_node *n)
{
    if (!n || (n->flags & NF_IMPLIED))
        return;
    if (n->n) {
        mg_buf_z(b, " CONSTRAINT ");
        name(b, s, mg_text(n));
    }
    mg_buf_z(b, " NOT NULL");
    clause(b, " ON CONFLICT ", mg_child(n, A_ON_CONFLICT));
}

static void type_name(mg_buf *b, const mg_schema *s, const mg_object *c, const mg_node *type)
{
    mg_buf canonical;
    mg_buf_init(&canonical, b->alloc);
    mg_print_type(&canonical, s->dialect, type);
    mg_buf_char(b, ' ');
    mg_buf_str(b, mg_sqlite_as_written(s, c, type, mg_buf_view(&canonical)));
    mg_buf_free(&canonical);
}

void mg_sqlite_render_column(mg_buf *b, const mg_schema *s, const mg_object *c)
{
    name(b, s, c->name);
    const mg_node *type = mg_attr_first(c, A_TYPE), *collate = mg_attr_first(c, A_COLLATE), *value = mg_attr_first(c, A_DEFAULT),
                  *generated = mg_attr(c, A_GENERATED);
    if (type && type->n)
        type_name(b, s, c, type);
    if (collate) {
        mg_buf_z(b, " COLLATE ");
        mg_print_qname(b, s->dialect, collate);
    }
    not_null(b, s, mg_attr(c, A_NOT_NULL));
    if (value)
        default_value(b, s, c, value);
    if (generated) {
        mg_buf_z(b, " GENERATED ALWAYS AS (");
        mg_print_expr(b, s->dialect, generated->first);
        mg_buf_z(b, generated->sub == MG_GEN_STORED ? ") STORED" : ") VIRTUAL");
    }
}

/* ---- constraints ---- */

/* A whole key in single quotes is a column's name to SQLite; in double quotes, when no column is called so, it is a string. */
static void print_string_key(mg_buf *b, mg_str text)
{
    mg_buf_char(b, '"');
    for (uint32_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            mg_buf_char(b, '"');
        mg_buf_char(b, text.p[i]);
    }
    mg_buf_char(b, '"');
}

static void print_keys(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    const mg_node *keys = mg_attr(o, A_KEYS);
    mg_buf_char(b, '(');
    MG_EACH (k, keys) {
        if (k != keys->first)
            mg_buf_z(b, ", ");
        if (k->first && k->first->kind == E_CONST && k->first->sub == MG_CONST_STRING)
            print_string_key(b, mg_text(k->first));
        else
            mg_print_expr(b, s->dialect, k->first);
        const mg_node *collate = mg_child(k, A_COLLATE);
        if (collate) {
            mg_buf_z(b, " COLLATE ");
            mg_print_qname(b, s->dialect, collate->first);
        }
        if (k->flags & NF_DESC)
            mg_buf_z(b, " DESC");
    }
    mg_buf_char(b, ')');
}

static void references(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    const mg_node *r = mg_attr(o, A_REFERENCES);
    mg_buf_z(b, "REFERENCES ");
    bool open = false;
    MG_EACH (n, r) {
        if (n->kind == N_QNAME) {
            mg_print_qname(b, s->dialect, n);
            continue;
        }
        if (s->prints_canonical && (n->flags & NF_IMPLIED)) /* the pragma tells it from a named one */
            continue;
        mg_buf_z(b, open ? ", " : " (");
        open = true;
        name(b, s, mg_text(n));
    }
    mg_buf_z(b, open ? ")" : "");
    clause(b, " ON DELETE ", mg_attr(o, A_ON_DELETE));
    clause(b, " ON UPDATE ", mg_attr(o, A_ON_UPDATE));
    const mg_node *deferrable = mg_attr(o, A_DEFERRABLE);
    if (deferrable)
        mg_buf_z(b, deferrable->sub == 2 ? " NOT DEFERRABLE" : " DEFERRABLE");
    clause(b, " INITIALLY ", mg_attr(o, A_INITIALLY));
}

static void constraint_name(mg_buf *b, const mg_schema *s, const mg_object *con)
{
    if (!con->name.n || (con->flags & MG_OF_AUTONAMED))
        return;
    mg_buf_z(b, "CONSTRAINT ");
    name(b, s, con->name);
    mg_buf_char(b, ' ');
}

void mg_sqlite_render_constraint(mg_buf *b, const mg_schema *s, const mg_object *con)
{
    constraint_name(b, s, con);
    switch (con->kind) {
    case MG_O_PRIMARY_KEY:
        mg_buf_z(b, "PRIMARY KEY ");
        print_keys(b, s, con);
        break;
    case MG_O_UNIQUE:
        mg_buf_z(b, "UNIQUE ");
        print_keys(b, s, con);
        break;
    case MG_O_CHECK:
        mg_buf_z(b, "CHECK (");
        mg_print_expr(b, s->dialect, mg_attr_first(con, A_EXPR));
        mg_buf_char(b, ')');
        break;
    case MG_O_FOREIGN_KEY:
        mg_buf_z(b, "FOREIGN KEY ");
        print_keys(b, s, con);
        mg_buf_char(b, ' ');
        references(b, s, con);
        break;
    default: return;
    }
    clause(b, " ON CONFLICT ", mg_attr(con, A_ON_CONFLICT));
}

/* The primary key when it is one column's own, and must or may stand at it. */
static const mg_object *inline_key(const mg_object *column)
{
    MG_EACH_CHILD (c, column->parent) {
        if (c->kind != MG_O_PRIMARY_KEY)
            continue;
        const mg_node *key = mg_attr_first(c, A_KEYS);
        bool alone = key && !key->next && key->first && mg_str_ieq(mg_text(key->first), column->name);
        return alone && !mg_child(key, A_COLLATE) ? c : NULL;
    }
    return NULL;
}

static void render_inline_key(mg_buf *b, const mg_schema *s, const mg_object *column, const mg_object *key)
{
    mg_buf_char(b, ' ');
    constraint_name(b, s, key);
    mg_buf_z(b, "PRIMARY KEY");
    if (mg_attr_first(key, A_KEYS)->flags & NF_DESC)
        mg_buf_z(b, " DESC");
    clause(b, " ON CONFLICT ", mg_attr(key, A_ON_CONFLICT));
    if (mg_attr(column, A_AUTO_INCREMENT))
        mg_buf_z(b, " AUTOINCREMENT");
}

/* Does this constraint name the column and nothing else? */
static bool is_about(const mg_object *con, const mg_object *column)
{
    const mg_node *key = mg_attr_first(con, A_KEYS);
    return key && !key->next && key->first && key->first->kind == E_COLUMN && mg_str_ieq(mg_text(key->first), column->name);
}

typedef struct mention {
    mg_str column;
    bool found, others;
} mention;

static bool note_mention(mg_node *n, void *user_data)
{
    mention *m = user_data;
    if (n->kind == E_COLUMN) {
        bool same = mg_str_ieq(mg_text(n), m->column);
        m->found |= same;
        m->others |= !same;
    }
    return true;
}

static bool checks_only(const mg_object *con, const mg_object *column)
{
    mention m = {.column = column->name};
    mg_walk(mg_attr_first(con, A_EXPR), note_mention, &m);
    return m.found && !m.others;
}

bool mg_sqlite_is_own(const mg_object *con, const mg_object *column)
{
    return con->kind == MG_O_CHECK ? checks_only(con, column) : is_about(con, column);
}

void mg_sqlite_render_column_whole(mg_buf *b, const mg_schema *s, const mg_object *column)
{
    mg_sqlite_render_column(b, s, column);
    MG_EACH_CHILD (c, column->parent) {
        if (c->kind == MG_O_CHECK && checks_only(c, column)) {
            mg_buf_char(b, ' ');
            mg_sqlite_render_constraint(b, s, c);
        } else if (c->kind == MG_O_FOREIGN_KEY && is_about(c, column)) {
            mg_buf_char(b, ' ');
            constraint_name(b, s, c);
            references(b, s, c);
        }
    }
}

/* ---- tables ---- */

static void line(mg_buf *b, bool *first)
{
    mg_buf_z(b, *first ? "\n    " : ",\n    ");
    *first = false;
}

static void table_options(mg_buf *b, const mg_object *t)
{
    bool rowid = mg_attr(t, A_WITHOUT_ROWID) != NULL;
    if (rowid)
        mg_buf_z(b, " WITHOUT ROWID");
    if (mg_attr(t, A_STRICT))
        mg_buf_z(b, rowid ? ", STRICT" : " STRICT");
}

static void table_body(mg_buf *b, const mg_schema *s, const mg_object *t)
{
    bool first = true;
    const mg_object *done = NULL;
    MG_EACH_CHILD (c, t) {
        if (c->kind != MG_O_COLUMN)
            continue;
        line(b, &first);
        mg_sqlite_render_column(b, s, c);
        const mg_object *key = inline_key(c);
        if (key) {
            render_inline_key(b, s, c, key);
            done = key;
        }
    }
    MG_EACH_CHILD (c, t) {
        bool constraint = c->kind == MG_O_PRIMARY_KEY || c->kind == MG_O_UNIQUE || c->kind == MG_O_CHECK || c->kind == MG_O_FOREIGN_KEY;
        if (!constraint || c == done)
            continue;
        line(b, &first);
        mg_sqlite_render_constraint(b, s, c);
    }
}

void mg_sqlite_render_table_as(mg_buf *b, const mg_schema *s, const mg_object *t, mg_str as)
{
    mg_buf_z(b, "CREATE TABLE ");
    if (t->schema.n) {
        name(b, s, t->schema);
        mg_buf_char(b, '.');
    }
    name(b, s, as);
    mg_buf_z(b, " (");
    table_body(b, s, t);
    mg_buf_z(b, "\n)");
    table_options(b, t);
}

/* A module reads its arguments itself, some blanks and all (fts4 takes order=desc alone), and names columns as they stand there. */
static void module_arg(mg_buf *b, const mg_object *t, const mg_node *arg)
{
    mg_str text = mg_text(arg);
    if (t->source && arg->len && arg->off < t->source->text.n && arg->len <= t->source->text.n - arg->off) {
        mg_str written = {t->source->text.p + arg->off, arg->len};
        if (!memchr(written.p, '\n', written.n) && mg_says_the_same(written, text)) {
            mg_buf_str(b, written);
            return;
        }
    }
    char quote = 0;
    for (uint32_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        quote = quote ? (c == quote ? 0 : quote) : c == '\'' || c == '"' || c == '`' ? c : 0;
        bool by_sign = c == ' ' && !quote && ((i + 1 < text.n && text.p[i + 1] == '=') || (i && strchr("=+", text.p[i - 1])));
        if (!by_sign)
            mg_buf_char(b, c);
    }
}

static void virtual_table(mg_buf *b, const mg_schema *s, const mg_object *t)
{
    const mg_node *module = mg_attr(t, A_MODULE);
    mg_buf_z(b, "CREATE VIRTUAL TABLE ");
    object_name(b, s, t);
    mg_buf_z(b, " USING ");
    name(b, s, mg_text(module));
    if (!module || !module->first)
        return;
    mg_buf_z(b, "(");
    MG_EACH (arg, module) {
        if (arg != module->first)
            mg_buf_z(b, ", ");
        module_arg(b, t, arg);
    }
    mg_buf_z(b, ")");
}

/* ---- what stands by itself ---- */

static void render_index(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    mg_buf_z(b, mg_attr(o, A_UNIQUE) ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    if (o->parent->schema.n) {
        name(b, s, o->parent->schema);
        mg_buf_char(b, '.');
    }
    name(b, s, o->name);
    mg_buf_z(b, " ON ");
    name(b, s, o->parent->name);
    mg_buf_char(b, ' ');
    print_keys(b, s, o);
    const mg_node *where = mg_attr_first(o, A_PREDICATE);
    if (where) {
        mg_buf_z(b, " WHERE ");
        mg_print_expr(b, s->dialect, where);
    }
}

static void render_view(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    mg_buf_z(b, "CREATE VIEW ");
    object_name(b, s, o);
    const mg_node *columns = mg_attr(o, A_COLUMN_NAMES);
    MG_EACH (c, columns) {
        mg_buf_z(b, c == columns->first ? " (" : ", ");
        name(b, s, mg_text(c));
    }
    mg_buf_z(b, columns && columns->first ? ") AS " : " AS ");
    mg_print_query(b, s->dialect, mg_attr_first(o, A_QUERY));
}

static void render_trigger(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    mg_buf_z(b, "CREATE TRIGGER ");
    object_name(b, s, o);
    clause(b, " ", mg_attr(o, A_TIMING));
    const mg_node *event = mg_attr_first(o, A_EVENTS);
    clause(b, " ", event);
    MG_EACH (c, event) {
        mg_buf_z(b, c == event->first ? " OF " : ", ");
        name(b, s, mg_text(c));
    }
    mg_buf_z(b, " ON ");
    if (o->parent)
        name(b, s, o->parent->name);
    const mg_node *when = mg_attr_first(o, A_WHEN);
    if (when) {
        mg_buf_z(b, " WHEN ");
        mg_print_expr(b, s->dialect, when);
    }
    mg_buf_z(b, " BEGIN ");
    mg_buf_str(b, mg_sqlite_as_written(s, o, mg_attr(o, A_BODY), mg_attr_text(o, A_BODY)));
    mg_buf_z(b, " END");
}

/* Something whose definition is kept as text. */
static bool render_text(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    const mg_node *text = mg_attr(o, A_DEFINITION);
    if (!text)
        return false;
    mg_buf_printf(b, "CREATE %s ", mg_object_kind_label(o->kind));
    object_name(b, s, o);
    mg_buf_char(b, ' ');
    mg_buf_str(b, mg_text(text));
    return true;
}

void mg_sqlite_render_create(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    if (render_text(b, s, o))
        return;
    switch (o->kind) {
    case MG_O_TABLE: mg_sqlite_render_table_as(b, s, o, o->name); break;
    case MG_O_VIRTUAL_TABLE: virtual_table(b, s, o); break;
    case MG_O_INDEX: render_index(b, s, o); break;
    case MG_O_VIEW: render_view(b, s, o); break;
    case MG_O_TRIGGER: render_trigger(b, s, o); break;
    default: break;
    }
}

void mg_sqlite_render_drop(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    const char *what = o->kind == MG_O_VIEW ? "VIEW" : o->kind == MG_O_INDEX ? "INDEX" : o->kind == MG_O_TRIGGER ? "TRIGGER" : "TABLE";
    mg_buf_printf(b, "DROP %s ", what);
    if (o->parent && o->parent->schema.n) {
        name(b, s, o->parent->schema);
        mg_buf_char(b, '.');
    }
    object_name(b, s, o);
}

/* ---- the whole schema ---- */

static bool printed(const mg_object *o)
{
    return !(o->flags & (MG_OF_IMPLIED | MG_OF_EXTERNAL));
}

static void print_kind(mg_buf *b, const mg_schema *s, int kind)
{
    MG_EACH_OBJECT (o, s) {
        if (o->kind != kind || !printed(o))
            continue;
        mg_sqlite_render_create(b, s, o);
        mg_buf_z(b, ";\n");
    }
}

static void print_children(mg_buf *b, const mg_schema *s, int kind)
{
    MG_EACH_OBJECT (o, s)
        MG_EACH_CHILD (c, o) {
            if (c->kind != kind || !printed(c))
                continue;
            mg_sqlite_render_create(b, s, c);
            mg_buf_z(b, ";\n");
        }
}

void mg_sqlite_print_dump(mg_buf *b, const mg_schema *schema)
{
    mg_schema canonical = *schema, *s = &canonical;
    canonical.prints_canonical = true;
    print_kind(b, s, MG_O_VIRTUAL_TABLE);
    print_kind(b, s, MG_O_TABLE);
    print_children(b, s, MG_O_INDEX);
    print_kind(b, s, MG_O_VIEW);
    print_children(b, s, MG_O_TRIGGER);
}
