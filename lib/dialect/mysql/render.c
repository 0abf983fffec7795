/* SQL of everything but tables: views, routines, triggers, events, sequences, databases. */
#include "dialect/mysql/mysql.h"
#include "parse/subs.h"

static void name(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    if (o->schema.n) {
        mg_print_name(b, s->dialect, o->schema);
        mg_buf_char(b, '.');
    }
    mg_print_name(b, s->dialect, o->name);
}

static void upper_words(mg_buf *b, mg_str t)
{
    for (uint32_t i = 0; i < t.n; i++)
        mg_buf_char(b, t.p[i] >= 'a' && t.p[i] <= 'z' ? (char)(t.p[i] - 32) : t.p[i]);
}

static void keyword_attr(mg_buf *b, const mg_object *o, mg_kind kind, const char *before)
{
    const mg_node *a = mg_attr(o, kind);
    if (!a)
        return;
    mg_buf_z(b, before);
    upper_words(b, mg_text(a));
}

static void account_part(mg_buf *b, mg_str s)
{
    mg_buf_char(b, '`');
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] == '`')
            mg_buf_char(b, '`');
        mg_buf_char(b, s.p[i]);
    }
    mg_buf_char(b, '`');
}

static void definer(mg_buf *b, const mg_object *o)
{
    const mg_node *d = mg_attr(o, A_DEFINER);
    if (!d)
        return;
    uint32_t at = d->n;
    while (at && d->p[at - 1] != '@')
        at--;
    mg_buf_z(b, " DEFINER=");
    if (!at) { /* CURRENT_USER, a role */
        mg_buf_str(b, mg_text(d));
        return;
    }
    account_part(b, (mg_str){d->p, at - 1});
    mg_buf_char(b, '@');
    account_part(b, (mg_str){d->p + at, d->n - at});
}

static void comment_clause(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    const mg_node *c = mg_attr(o, A_COMMENT);
    if (!c)
        return;
    mg_buf_z(b, " COMMENT ");
    mg_print_string(b, s->dialect, mg_text(c));
}

static void body(mg_buf *b, const mg_object *o)
{
    mg_str text = mg_attr_text(o, A_BODY);
    mg_buf_char(b, '\n');
    mg_buf_str(b, text);
}

/* In normal form. MariaDB keeps the parentheses around it. */
static void put_query(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    bool enclosed = mg_my_is_mariadb(s) && mg_my_query_in_parentheses(s, o);
    if (enclosed)
        mg_buf_char(b, '(');
    if (o->schema.n && !s->prints_canonical)
        mg_my_print_qualified(b, s, o);
    else
        mg_print_query(b, s->dialect, mg_attr_first(o, A_QUERY));
    if (enclosed)
        mg_buf_char(b, ')');
}

static void view(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    mg_buf_z(b, "CREATE");
    keyword_attr(b, o, A_ALGORITHM, " ALGORITHM=");
    definer(b, o);
    keyword_attr(b, o, A_SQL_SECURITY, " SQL SECURITY ");
    mg_buf_z(b, " VIEW ");
    name(b, s, o);
    const mg_node *columns = mg_attr(o, A_COLUMN_NAMES);
    if (columns) {
        mg_buf_z(b, " (");
        MG_EACH(c, columns)
        {
            mg_print_name(b, s->dialect, mg_text(c));
            mg_buf_z(b, c->next ? ", " : ")");
        }
    }
    mg_buf_z(b, " AS ");
    if (!mg_my_put_written_query(b, s, o))
        put_query(b, s, o);
    const mg_node *check = mg_attr(o, A_CHECK_OPTION);
    if (check) {
        mg_buf_z(b, " WITH ");
        upper_words(b, mg_text(check));
        mg_buf_z(b, " CHECK OPTION");
    }
}

static void argument(mg_buf *b, const mg_schema *s, const mg_node *arg, bool procedure)
{
    static const char *const modes[] = {"IN ", "OUT ", "INOUT "};
    if (procedure && arg->sub <= MG_ARG_INOUT)
        mg_buf_z(b, modes[arg->sub]);
    mg_print_name(b, s->dialect, mg_text(arg));
    mg_buf_char(b, ' ');
    mg_print_type(b, s->dialect, mg_child(arg, N_TYPE));
}

static void routine(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    bool procedure = o->kind == MG_O_PROCEDURE;
    mg_buf_z(b, "CREATE");
    definer(b, o);
    mg_buf_z(b, o->kind == MG_O_AGGREGATE ? " AGGREGATE FUNCTION " : procedure ? " PROCEDURE " : " FUNCTION ");
    name(b, s, o);
    mg_buf_char(b, '(');
    const mg_node *args = mg_my_put_written_args(b, s, o) ? NULL : mg_attr(o, A_ARGS);
    MG_EACH(a, args)
    {
        argument(b, s, a, procedure);
        if (a->next)
            mg_buf_z(b, ", ");
    }
    mg_buf_char(b, ')');
    const mg_node *returns = mg_attr_first(o, A_RETURNS);
    if (returns) {
        mg_buf_z(b, " RETURNS ");
        mg_print_type(b, s->dialect, returns);
    }
    keyword_attr(b, o, A_LANGUAGE, " LANGUAGE ");
    keyword_attr(b, o, A_VOLATILITY, " ");
    keyword_attr(b, o, A_SQL_DATA, " ");
    keyword_attr(b, o, A_SQL_SECURITY, " SQL SECURITY ");
    comment_clause(b, s, o);
    const mg_node *library = mg_attr(o, A_LINK_SYMBOL);
    if (library) {
        mg_buf_z(b, " SONAME ");
        mg_print_string(b, s->dialect, mg_text(library));
        return;
    }
    body(b, o);
}

void mg_my_render_trigger(mg_buf *b, const mg_schema *s, const mg_object *o, mg_str next)
{
    mg_buf_z(b, "CREATE");
    definer(b, o);
    mg_buf_z(b, " TRIGGER ");
    name(b, s, o);
    keyword_attr(b, o, A_TIMING, " ");
    const mg_node *events = mg_attr(o, A_EVENTS);
    MG_EACH(e, events)
    {
        mg_buf_z(b, e == events->first ? " " : " OR ");
        upper_words(b, mg_text(e));
    }
    const mg_node *on = mg_child(mg_attr(o, A_ON_TABLE), N_QNAME);
    mg_buf_z(b, " ON ");
    if (o->parent)
        name(b, s, o->parent);
    else if (on)
        mg_print_qname(b, s->dialect, on);
    mg_buf_z(b, " FOR EACH ROW");
    if (next.n) {
        mg_buf_z(b, " PRECEDES ");
        mg_print_name(b, s->dialect, next);
    }
    body(b, o);
}

static void event(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    mg_buf_z(b, "CREATE");
    definer(b, o);
    mg_buf_z(b, " EVENT ");
    name(b, s, o);
    mg_str schedule = mg_text(mg_attr_first(o, A_SCHEDULE));
    if (!schedule.p)
        schedule = mg_attr_text(o, A_SCHEDULE);
    mg_buf_printf(b, " ON SCHEDULE %S", &schedule);
    const mg_node *options = mg_attr(o, A_OPTIONS);
    if (options && options->first) { /* ON COMPLETION PRESERVE */
        mg_buf_char(b, ' ');
        upper_words(b, mg_text(options->first));
    }
    keyword_attr(b, o, A_ENABLED, " ");
    comment_clause(b, s, o);
    mg_buf_z(b, " DO");
    body(b, o);
}

static void sequence(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    mg_buf_z(b, "CREATE SEQUENCE ");
    name(b, s, o);
    const mg_node *options = mg_attr(o, A_SEQUENCE);
    MG_EACH(p, options)
    {
        if (mg_str_starts(mg_text(p), "no ")) /* which holds anyway */
            continue;
        mg_buf_char(b, ' ');
        upper_words(b, mg_text(p));
        if (!p->first)
            continue;
        bool by = mg_str_is(mg_text(p), "increment"), with = mg_str_is(mg_text(p), "start");
        mg_buf_z(b, by ? " BY " : with ? " WITH " : " ");
        mg_print_expr(b, s->dialect, p->first);
    }
}

static void database(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    mg_buf_z(b, "CREATE DATABASE ");
    mg_print_name(b, s->dialect, o->name);
    const mg_node *cs = mg_attr(o, A_CHARSET), *co = mg_attr(o, A_COLLATE);
    if (cs && !(cs->flags & NF_IMPLIED))
        mg_buf_printf(b, " CHARACTER SET %S", &(mg_str){cs->p, cs->n});
    if (co && co->first && !(co->flags & NF_IMPLIED))
        mg_buf_printf(b, " COLLATE %S", &(mg_str){co->first->p, co->first->n});
}

static void by_definition(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    mg_buf_printf(b, "CREATE %s ", mg_object_kind_label(o->kind));
    name(b, s, o);
    mg_str d = mg_attr_text(o, A_DEFINITION);
    if (d.n)
        mg_buf_printf(b, " %S", &d);
}

static void index_on(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    mg_buf_z(b, "ALTER TABLE ");
    name(b, s, o->parent);
    mg_buf_z(b, " ADD ");
    mg_my_render_constraint(b, s, o);
}

void mg_my_render_create(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    switch (o->kind) {
    case MG_O_TABLE: mg_my_render_table(b, s, o, true); break;
    case MG_O_VIEW: view(b, s, o); break;
    case MG_O_FUNCTION:
    case MG_O_PROCEDURE:
    case MG_O_AGGREGATE: routine(b, s, o); break;
    case MG_O_TRIGGER: mg_my_render_trigger(b, s, o, MG_STR_NONE); break;
    case MG_O_EVENT: event(b, s, o); break;
    case MG_O_SEQUENCE: sequence(b, s, o); break;
    case MG_O_SCHEMA:
    case MG_O_DATABASE: database(b, s, o); break;
    case MG_O_COLUMN: mg_my_render_column(b, s, o); break;
    case MG_O_INDEX:
    case MG_O_UNIQUE:
    case MG_O_PRIMARY_KEY:
    case MG_O_CHECK:
    case MG_O_FOREIGN_KEY: index_on(b, s, o); break;
    default: by_definition(b, s, o); break;
    }
}

static const char *drop_clause(int kind)
{
    switch (kind) {
    case MG_O_COLUMN: return "DROP COLUMN ";
    case MG_O_INDEX:
    case MG_O_UNIQUE: return "DROP INDEX ";
    case MG_O_FOREIGN_KEY: return "DROP FOREIGN KEY ";
    case MG_O_CHECK: return "DROP CONSTRAINT ";
    default: return NULL;
    }
}

void mg_my_render_drop(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    const char *clause = drop_clause(o->kind);
    if (o->parent && (clause || o->kind == MG_O_PRIMARY_KEY)) {
        mg_buf_z(b, "ALTER TABLE ");
        name(b, s, o->parent);
        mg_buf_char(b, ' ');
        mg_buf_z(b, clause ? clause : "DROP PRIMARY KEY");
        if (clause)
            mg_print_name(b, s->dialect, o->name);
        return;
    }
    int kind = o->kind == MG_O_AGGREGATE ? MG_O_FUNCTION : o->kind == MG_O_SCHEMA ? MG_O_DATABASE : o->kind;
    /* an event whose time has passed is gone by itself */
    mg_buf_printf(b, "DROP %s %s", mg_object_kind_label(kind), kind == MG_O_EVENT ? "IF EXISTS " : "");
    name(b, s, o);
}

/* ---- the whole schema ------------------------------------------------------------------ */

static bool needs_delimiter(int kind)
{
    return kind == MG_O_FUNCTION || kind == MG_O_PROCEDURE || kind == MG_O_AGGREGATE || kind == MG_O_TRIGGER || kind == MG_O_EVENT || kind == MG_O_PACKAGE;
}

static void statement(mg_buf *b, const mg_schema *s, const mg_object *o)
{
    bool delimiter = needs_delimiter(o->kind);
    mg_buf_z(b, delimiter ? "DELIMITER ;;\n" : "");
    if (o->kind == MG_O_TABLE)
        mg_my_render_table(b, s, o, false);
    else
        mg_my_render_create(b, s, o);
    mg_buf_z(b, delimiter ? ";;\nDELIMITER ;\n\n" : ";\n\n");
}

static bool printed_with(const mg_object *o, int pass)
{
    static const int pass_of[MG_O_COUNT] = {
        [MG_O_SCHEMA] = 1, [MG_O_DATABASE] = 1, [MG_O_SEQUENCE] = 2, [MG_O_TABLE] = 3,
        [MG_O_FUNCTION] = 5, [MG_O_PROCEDURE] = 5, [MG_O_AGGREGATE] = 5, [MG_O_PACKAGE] = 5,
        [MG_O_VIEW] = 6, [MG_O_EVENT] = 8,
    };
    int p = pass_of[o->kind];
    return (p ? p : 4) == pass;
}

/* Foreign keys come after all tables, triggers after all routines; names decide within a pass. */
static int by_name(const void *a, const void *b)
{
    const mg_object *x = a, *y = b;
    int c = mg_str_cmp(x->schema, y->schema);
    return c ? c : mg_str_cmp(x->name, y->name);
}

/* A view comes after the views it reads: its dependencies are printed first. */
static void view_after_views(mg_buf *b, const mg_schema *s, const mg_object *o, bool *done, int depth)
{
    if (done[o->id] || depth > 200)
        return;
    done[o->id] = true;
    for (uint32_t i = 0; i < mg_n_deps(o); i++)
        if (o->deps[i]->kind == MG_O_VIEW)
            view_after_views(b, s, o->deps[i], done, depth + 1);
    statement(b, s, o);
}

static void children_apart(mg_buf *b, const mg_schema *s, const mg_vec *tables, int kind)
{
    for (uint32_t i = 0; i < tables->n; i++) {
        const mg_object *t = tables->at[i];
        if (t->kind != MG_O_TABLE)
            continue;
        MG_EACH_CHILD(c, t)
            if (c->kind == kind)
                statement(b, s, c);
    }
}

/* Bodies and queries name tables as they were written, mostly without their database: where all stands in one that the
 * dump makes, that is where they are read. */
static void use_database(mg_buf *b, const mg_schema *s)
{
    const mg_object *home = NULL;
    MG_EACH_OBJECT(o, s) {
        if (o->kind != MG_O_SCHEMA && o->kind != MG_O_DATABASE)
            continue;
        if (home || (o->flags & (MG_OF_EXTERNAL | MG_OF_IMPLIED)))
            return;
        home = o;
    }
    if (!home)
        return;
    MG_EACH_OBJECT(o, s)
        if (o != home && !mg_str_eq(o->schema, home->name))
            return;
    mg_buf_z(b, "USE ");
    mg_print_name(b, s->dialect, home->name);
    mg_buf_z(b, ";\n\n");
}

void mg_my_print_dump(mg_buf *b, const mg_schema *schema)
{
    mg_schema canonical = *schema, *s = &canonical;
    canonical.prints_canonical = true;
    mg_vec all;
    mg_vec_init(&all, b->alloc);
    MG_EACH_OBJECT(o, s)
        mg_vec_push(&all, o);
    mg_vec_sort(&all, by_name);
    size_t n = s->next_id + 1;
    bool *done = mg_malloc(b->alloc, n);
    for (int pass = 1; done && pass <= 8; pass++) {
        if (pass == 2)
            use_database(b, s);
        if (pass == 4)
            children_apart(b, s, &all, MG_O_FOREIGN_KEY);
        if (pass == 7)
            children_apart(b, s, &all, MG_O_TRIGGER);
        for (uint32_t i = 0; i < all.n; i++) {
            const mg_object *o = all.at[i];
            if (!printed_with(o, pass) || (o->flags & (MG_OF_EXTERNAL | MG_OF_IMPLIED)))
                continue;
            if (o->kind == MG_O_VIEW)
                view_after_views(b, s, o, done, 0);
            else
                statement(b, s, o);
        }
    }
    mg_free(b->alloc, done, n);
    mg_vec_free(&all);
}
