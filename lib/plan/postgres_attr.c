/* PostgreSQL: one attribute from one value to another, in either direction. */
#include "dialect/postgres/postgres.h"
#include "plan/postgres_plan.h"

static void alter(mg_buf *b, const mg_planner *pl, const mg_object *o)
{
    mg_pg_next(b);
    if (o->kind == MG_O_COLUMN) {
        mg_pg_alter_table(b, pl, o);
        mg_buf_z(b, "ALTER COLUMN ");
        mg_print_name(b, pl->d, o->name);
    } else {
        mg_buf_z(b, "ALTER ");
        mg_pg_ref(b, pl, o);
    }
    mg_buf_char(b, ' ');
}

static void option(mg_buf *b, mg_planner *pl, const mg_object *o, const mg_node *from, const mg_node *to)
{
    alter(b, pl, o);
    if (to) {
        mg_buf_z(b, "SET (");
        mg_pg_param(b, pl, to);
    } else {
        mg_buf_z(b, "RESET (");
        mg_buf_str(b, mg_text(from));
    }
    mg_buf_char(b, ')');
}

/* Options come one by one (N_PARAM) or as the whole list. */
static void options(mg_buf *b, mg_planner *pl, const mg_object *o, const mg_node *from, const mg_node *to)
{
    const mg_node *any = to ? to : from;
    if (any->kind == N_PARAM) {
        option(b, pl, o, from, to);
        return;
    }
    MG_EACH(p, from) {
        bool kept = false;
        MG_EACH(q, to)
            kept |= mg_str_eq(mg_text(p), mg_text(q));
        if (!kept)
            option(b, pl, o, p, NULL);
    }
    MG_EACH(q, to)
        option(b, pl, o, NULL, q);
}

static const char *sequence_default(mg_str name)
{
    static const struct { const char *name, *clause; } all[] = {
        {"increment", "INCREMENT BY 1"}, {"minvalue", "NO MINVALUE"}, {"maxvalue", "NO MAXVALUE"}, {"start", "START WITH 1"},
        {"cache", "CACHE 1"},            {"cycle", "NO CYCLE"},       {"as", "AS bigint"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (mg_str_is(name, all[i].name))
            return all[i].clause;
    return NULL;
}

void mg_pg_sequence_param(mg_buf *b, mg_planner *pl, const mg_node *p)
{
    static const struct { const char *name, *word; } all[] = {
        {"increment", "INCREMENT BY"}, {"minvalue", "MINVALUE"}, {"maxvalue", "MAXVALUE"}, {"start", "START WITH"},
        {"cache", "CACHE"},            {"as", "AS"},
    };
    mg_str name = mg_text(p);
    if (mg_str_is(name, "cycle")) {
        const mg_node *v = p->first;
        bool no = v && ((v->kind == E_CONST && v->sub == MG_CONST_FALSE) || mg_str_iis(mg_text(v), "false") || mg_str_iis(mg_text(v), "no"));
        mg_buf_z(b, no ? "NO CYCLE" : "CYCLE");
        return;
    }
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (mg_str_is(name, all[i].name)) {
            if (!p->first) {
                mg_buf_printf(b, "NO %s", all[i].word);
                return;
            }
            mg_buf_printf(b, "%s ", all[i].word);
            if (p->first->kind == N_TYPE)
                mg_print_type(b, pl->d, p->first);
            else if (p->first->kind == N_KEYWORD || p->first->kind == N_TEXT)
                mg_buf_str(b, mg_text(p->first));
            else
                mg_print_expr(b, pl->d, p->first);
            return;
        }
    mg_pg_param(b, pl, p);
}

static const mg_node *least_value(const mg_node *list)
{
    MG_EACH(p, list)
        if (mg_str_is(mg_text(p), "minvalue") && p->first)
            return p;
    return NULL;
}

static void sequence_options(mg_buf *b, mg_planner *pl, const mg_object *o, const mg_node *from, const mg_node *to)
{
    mg_pg_counter counter = {.set = ""};
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    mg_plan_schema_name(&t, pl, o->schema, o->name);
    counter.name = mg_buf_take(&t, pl->arena);
    mg_print_string(&t, pl->d, counter.name);
    counter.name = mg_buf_take(&t, pl->arena);
    mg_buf_z(&t, "ALTER ");
    mg_pg_ref(&t, pl, o);
    counter.head = mg_buf_take(&t, pl->arena);
    mg_buf_free(&t);
    uint32_t done = mg_pg_fit_sequence(pl, b, &counter, from, to);
    bool any = false;
    MG_EACH(q, to) {
        bool same = (done & MG_PG_FIT_MOST && mg_str_is(mg_text(q), "maxvalue")) ||
                    (done & MG_PG_FIT_LEAST && mg_str_is(mg_text(q), "minvalue"));
        MG_EACH(p, from)
            same |= mg_node_eq(p, q);
        if (same)
            continue;
        if (!any)
            alter(b, pl, o);
        else
            mg_buf_char(b, ' ');
        any = true;
        mg_pg_sequence_param(b, pl, q);
    }
    const mg_node *least = NULL, *start = NULL;
    MG_EACH(q, to) {
        if (mg_str_is(mg_text(q), "minvalue"))
            least = q;
        if (mg_str_is(mg_text(q), "start"))
            start = q;
    }
    if (any && least && least->first && !start) { /* the engine starts at the least value unless told */
        mg_buf_z(b, " START WITH ");
        mg_print_expr(b, pl->d, least->first);
    }
    bool started_elsewhere = false;
    MG_EACH(p, from)
        started_elsewhere |= mg_str_is(mg_text(p), "start");
    if (!least && !start && !started_elsewhere && least_value(from)) {
        if (!any)
            alter(b, pl, o);
        mg_buf_z(b, any ? " START WITH 1" : "START WITH 1");
        any = true;
    }
    MG_EACH(p, from) {
        bool kept = (least && !start && mg_str_is(mg_text(p), "start")) || (done & MG_PG_FIT_MOST && mg_str_is(mg_text(p), "maxvalue")) ||
                    (done & MG_PG_FIT_LEAST && mg_str_is(mg_text(p), "minvalue"));
        MG_EACH(q, to)
            kept |= mg_str_eq(mg_text(p), mg_text(q));
        const char *clause = kept ? NULL : sequence_default(mg_text(p));
        if (!clause)
            continue;
        if (!any)
            alter(b, pl, o);
        else
            mg_buf_char(b, ' ');
        any = true;
        mg_buf_z(b, clause);
    }
}

static void owned_by(mg_buf *b, mg_planner *pl, const mg_object *o, const mg_node *to)
{
    alter(b, pl, o);
    mg_buf_z(b, "OWNED BY ");
    const mg_node *table = mg_child(to, N_QNAME), *column = mg_child(to, N_NAME);
    if (!table || !column) {
        mg_buf_z(b, "NONE");
        return;
    }
    mg_str schema = mg_qname_schema(table);
    mg_plan_schema_name(b, pl, schema.n ? schema : o->schema, mg_text(table));
    mg_buf_char(b, '.');
    mg_print_name(b, pl->d, mg_text(column));
}

static bool is_among(const mg_node *parent, const mg_node *list)
{
    MG_EACH(p, list)
        if (mg_node_eq(p, parent))
            return true;
    return false;
}

/* New parents first: a column that an old one and a new one have stays inherited all along. */
static void inherits(mg_buf *b, mg_planner *pl, const mg_object *o, const mg_node *from, const mg_node *to)
{
    bool changes = from && to, back = o->owner == pl->before;
    if (changes && !back)
        mg_pg_columns_for_parent(pl, b, o);
    for (int leaves = 0; leaves < 2; leaves++)
        MG_EACH(p, leaves ? from : to) {
            if (is_among(p, leaves ? to : from))
                continue;
            alter(b, pl, o);
            mg_buf_z(b, leaves ? "NO INHERIT " : "INHERIT ");
            mg_print_qname(b, pl->d, p);
        }
    if (changes && back)
        mg_pg_columns_for_parent(pl, b, o);
}

static void bound_value(mg_buf *b, mg_planner *pl, const mg_node *v)
{
    if (v->kind == N_KEYWORD)
        mg_buf_str(b, mg_text(v));
    else
        mg_print_expr(b, pl->d, v);
}

static void bound_list(mg_buf *b, mg_planner *pl, const mg_node *list)
{
    mg_buf_char(b, '(');
    if (list && list->kind == N_LIST) {
        MG_EACH(v, list) {
            if (v != list->first)
                mg_buf_z(b, ", ");
            bound_value(b, pl, v);
        }
    } else if (list) {
        bound_value(b, pl, list);
    }
    mg_buf_char(b, ')');
}

/* FOR VALUES … of a partition, as the definition prints it; cut out of the rendered CREATE TABLE. */
static bool partition_bound(mg_buf *b, mg_planner *pl, const mg_object *o)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    pl->d->render_create(&t, o->owner, o);
    mg_str text = mg_buf_view(&t);
    bool found = false;
    for (uint32_t i = 0; i + 11 < text.n && !found; i++) {
        mg_str at = {text.p + i, text.n - i};
        bool values = mg_str_starts(at, " FOR VALUES"), def = mg_str_starts(at, " DEFAULT") && at.n <= 9;
        if (!values && !def)
            continue;
        uint32_t n = 0, depth = 0;
        for (; n < at.n; n++) {
            char c = at.p[n];
            depth += c == '(';
            depth -= c == ')' && depth;
            if (!depth && (mg_str_starts((mg_str){at.p + n, at.n - n}, " PARTITION BY") ||
                           mg_str_starts((mg_str){at.p + n, at.n - n}, "\nPARTITION BY") ||
                           (n > 11 && mg_str_starts((mg_str){at.p + n, at.n - n}, " WITH (")) || /* not that of the bound */
                           mg_str_starts((mg_str){at.p + n, at.n - n}, "\nWITH (") ||
                           mg_str_starts((mg_str){at.p + n, at.n - n}, " TABLESPACE") || c == ';'))
                break;
        }
        mg_buf_add(b, at.p, n);
        found = true;
    }
    mg_buf_free(&t);
    return found;
}

static bool partition_of(mg_buf *b, mg_planner *pl, const mg_object *o, const mg_node *from, const mg_node *to)
{
    const mg_node *was = from ? mg_child(from, N_QNAME) : NULL, *is = to ? mg_child(to, N_QNAME) : NULL;
    if (was) {
        mg_pg_next(b);
        mg_buf_z(b, "ALTER TABLE ");
        mg_print_qname(b, pl->d, was);
        mg_buf_z(b, " DETACH PARTITION ");
        mg_plan_name(b, pl, o);
    }
    if (!is)
        return true;
    mg_pg_next(b);
    mg_buf_z(b, "ALTER TABLE ");
    mg_print_qname(b, pl->d, is);
    mg_buf_z(b, " ATTACH PARTITION ");
    mg_plan_name(b, pl, o);
    const mg_node *bound = mg_child(to, A_BOUND);
    mg_str how = mg_text(bound);
    if (mg_str_iis(how, "default")) {
        mg_buf_z(b, " DEFAULT");
        return true;
    }
    if (mg_attr(o, A_PARTITION_OF) == to && partition_bound(b, pl, o))
        return true;
    const mg_node *first = bound ? bound->first : NULL;
    if (mg_str_iis(how, "from") && first && first->next) {
        mg_buf_z(b, " FOR VALUES FROM ");
        bound_list(b, pl, first);
        mg_buf_z(b, " TO ");
        bound_list(b, pl, first->next);
        return true;
    }
    if (mg_str_iis(how, "in") && first) {
        mg_buf_z(b, " FOR VALUES IN (");
        for (const mg_node *v = first->kind == N_LIST ? first->first : first; v; v = v->next) {
            bound_value(b, pl, v);
            if (v->next)
                mg_buf_z(b, ", ");
        }
        mg_buf_char(b, ')');
        return true;
    }
    return false;
}

static const char *trigger_state(const mg_node *n)
{
    mg_str t = mg_text(n);
    if (!n || mg_str_iis(t, "origin") || mg_str_iis(t, "enable") || mg_str_iis(t, "enabled"))
        return "ENABLE";
    if (mg_str_iis(t, "replica"))
        return "ENABLE REPLICA";
    if (mg_str_iis(t, "always"))
        return "ENABLE ALWAYS";
    return "DISABLE";
}

static const mg_node *same_name(const mg_node *list, const mg_node *param)
{
    MG_EACH(p, list)
        if (p->kind == N_PARAM && mg_str_eq(mg_text(p), mg_text(param)))
            return p;
    return NULL;
}

static void foreign_option(mg_buf *b, mg_planner *pl, const char *verb, const mg_node *p, const char **comma)
{
    mg_buf_printf(b, "%s%s", *comma, verb);
    mg_print_name(b, pl->d, mg_text(p));
    if (p->first && *verb != 'D') {
        mg_buf_char(b, ' ');
        mg_print_string(b, pl->d, mg_text(p->first));
    }
    *comma = ", ";
}

/* OPTIONS (ADD a '1', SET b '2', DROP c) */
static void foreign_options(mg_buf *b, mg_planner *pl, const mg_node *from, const mg_node *to)
{
    const char *comma = "OPTIONS (";
    MG_EACH(p, from)
        if (p->kind == N_PARAM && !same_name(to, p))
            foreign_option(b, pl, "DROP ", p, &comma);
    MG_EACH(p, to) {
        const mg_node *old = p->kind == N_PARAM ? same_name(from, p) : p;
        if (!old || !mg_node_eq(old, p))
            foreign_option(b, pl, old ? "SET " : "ADD ", p, &comma);
    }
    mg_buf_char(b, ')');
}

static bool table_attr(mg_buf *b, mg_planner *pl, const mg_object *o, int attr, const mg_node *from, const mg_node *to)
{
    switch (attr) {
    case A_UNLOGGED:
        alter(b, pl, o);
        mg_buf_z(b, to ? "SET UNLOGGED" : "SET LOGGED");
        return true;
    case A_ROW_SECURITY:
        alter(b, pl, o);
        mg_buf_z(b, to && to->sub != 2 ? "ENABLE ROW LEVEL SECURITY" : "DISABLE ROW LEVEL SECURITY");
        return true;
    case A_FORCE_ROW_SECURITY:
        alter(b, pl, o);
        mg_buf_z(b, to ? "FORCE ROW LEVEL SECURITY" : "NO FORCE ROW LEVEL SECURITY");
        return true;
    case A_REPLICA_IDENTITY: {
        mg_str how = mg_text(to);
        alter(b, pl, o);
        mg_buf_z(b, "REPLICA IDENTITY ");
        if (!to || mg_str_iis(how, "default"))
            mg_buf_z(b, "DEFAULT");
        else if (mg_str_iis(how, "full") || mg_str_iis(how, "nothing"))
            mg_buf_z(b, mg_str_iis(how, "full") ? "FULL" : "NOTHING");
        else {
            mg_buf_z(b, "USING INDEX ");
            mg_print_name(b, pl->d, how);
        }
        return true;
    }
    case A_CLUSTER:
        alter(b, pl, o);
        mg_buf_z(b, to ? "CLUSTER ON " : "SET WITHOUT CLUSTER");
        if (to)
            mg_print_name(b, pl->d, mg_text(to));
        return true;
    case A_ACCESS_METHOD:
        alter(b, pl, o);
        mg_buf_z(b, "SET ACCESS METHOD ");
        mg_print_name(b, pl->d, to ? mg_text(to) : MG_STR("heap"));
        return true;
    case A_INHERITS:
        inherits(b, pl, o, from, to);
        return true;
    case A_SERVER:
        if (!from || !to || !mg_str_eq(mg_text(from), mg_text(to)))
            return false;
        alter(b, pl, o);
        foreign_options(b, pl, from, to);
        return true;
    case A_PARTITION_OF:
        return partition_of(b, pl, o, from, to);
    default:
        return false;
    }
}

static bool column_attr(mg_buf *b, mg_planner *pl, const mg_object *o, int attr, const mg_node *from, const mg_node *to)
{
    (void)from;
    switch (attr) {
    case A_STORAGE: {
        mg_str how = to ? mg_text(to) : mg_pg_type_storage(o->owner, mg_attr_first(o, A_TYPE));
        if (!how.n && pl->engine_version >= 160000)
            how = MG_STR("default");
        if (!how.n)
            return false;
        alter(b, pl, o);
        mg_buf_z(b, "SET STORAGE ");
        mg_pg_upper(b, how);
        return true;
    }
    case A_COMPRESSION:
        alter(b, pl, o);
        mg_buf_z(b, "SET COMPRESSION ");
        mg_buf_str(b, to ? mg_text(to) : MG_STR("default"));
        return true;
    case A_STATISTICS:
        alter(b, pl, o);
        mg_buf_z(b, "SET STATISTICS ");
        if (to && to->first)
            mg_print_expr(b, pl->d, to->first);
        else
            mg_buf_z(b, "-1");
        return true;
    default:
        return false;
    }
}

static bool domain_attr(mg_buf *b, mg_planner *pl, const mg_object *o, int attr, const mg_node *to)
{
    switch (attr) {
    case A_DEFAULT:
        alter(b, pl, o);
        mg_buf_z(b, to ? "SET DEFAULT " : "DROP DEFAULT");
        if (to)
            mg_print_expr(b, pl->d, to->first);
        return true;
    case A_NOT_NULL:
        alter(b, pl, o);
        mg_buf_z(b, to ? "SET NOT NULL" : "DROP NOT NULL");
        return true;
    default:
        return false;
    }
}

static void view_comment(mg_buf *b, mg_planner *pl, const mg_object *view, const mg_node *column, mg_str text)
{
    mg_pg_next(b);
    mg_buf_z(b, "COMMENT ON COLUMN ");
    mg_plan_name(b, pl, view);
    mg_buf_char(b, '.');
    mg_print_name(b, pl->d, mg_text(column));
    mg_buf_z(b, " IS ");
    if (text.p)
        mg_print_string(b, pl->d, text);
    else
        mg_buf_z(b, "NULL");
}

/* A foreign table's column has options of the wrapper and the planner's own. */
static bool is_planners(const mg_node *p)
{
    return mg_str_starts(mg_text(p), "n_distinct");
}

static void column_options(mg_buf *b, mg_planner *pl, const mg_object *o, const mg_node *from, const mg_node *to)
{
    mg_node sides[2][2];
    const mg_node *all[2] = {from, to};
    for (int side = 0; side < 2; side++)
        for (int own = 0; own < 2; own++) {
            sides[side][own] = (mg_node){.kind = A_OPTIONS};
            const mg_node *first = all[side] && all[side]->kind == N_PARAM ? all[side] : NULL; /* one of them, or the whole list */
            for (const mg_node *p = first ? first : all[side] ? all[side]->first : NULL; p; p = first ? NULL : p->next)
                if (is_planners(p) == (own == 1))
                    mg_node_add(&sides[side][own], mg_node_clone(pl->arena, p));
        }
    if (!mg_node_eq(&sides[0][0], &sides[1][0])) {
        alter(b, pl, o);
        foreign_options(b, pl, &sides[0][0], &sides[1][0]);
    }
    if (!mg_node_eq(&sides[0][1], &sides[1][1]))
        options(b, pl, o, &sides[0][1], &sides[1][1]);
}

void mg_pg_planner_options(mg_buf *b, mg_planner *pl, const mg_object *column)
{
    MG_EACH(p, mg_attr(column, A_OPTIONS))
        if (p->kind == N_PARAM && is_planners(p))
            option(b, pl, column, NULL, p);
}

/* Whose it is when nobody says so: who made it, which the schema public was not. */
static mg_str first_owner(const mg_planner *pl, const mg_object *o)
{
    bool given = o->kind == MG_O_SCHEMA && pl->engine_version >= 150000 && mg_str_eq(o->name, pl->d->default_schema);
    return given ? MG_STR("pg_database_owner") : MG_STR("current_user");
}

bool mg_pg_alter_attr(mg_planner *pl, mg_buf *b, const mg_object *o, int attr, const mg_node *from, const mg_node *to)
{
    switch (attr) {
    case A_COMMENT:
        mg_pg_comment(b, pl, o, to ? mg_text(to) : MG_STR_NONE);
        return true;
    case A_INDEX_COMMENT:
        mg_pg_index_comment(b, pl, o, to ? mg_text(to) : MG_STR_NONE);
        return true;
    case A_OWNER:
        mg_pg_owner(b, pl, o, to ? mg_text(to) : first_owner(pl, o));
        return true;
    case A_GRANTS:
        if (to)
            mg_pg_grant(b, pl, o, to, false);
        else
            mg_pg_grant(b, pl, o, from, true);
        return true;
    case A_OPTIONS:
        if (o->kind == MG_O_COLUMN && o->parent->kind == MG_O_FOREIGN_TABLE)
            column_options(b, pl, o, from, to);
        else
            options(b, pl, o, from, to);
        return true;
    case A_COLUMN_COMMENTS: {
        mg_node alone[2] = {{.kind = A_COLUMN_COMMENTS}, {.kind = A_COLUMN_COMMENTS}};
        const mg_node *sides[2] = {from, to};
        for (int i = 0; i < 2; i++) /* one of them, or the whole list */
            if (sides[i] && sides[i]->kind == N_PARAM) {
                mg_node_add(&alone[i], mg_node_clone(pl->arena, sides[i]));
                sides[i] = &alone[i];
            }
        MG_EACH(c, sides[0])
            if (!same_name(sides[1], c))
                view_comment(b, pl, o, c, MG_STR_NONE);
        MG_EACH(c, sides[1])
            view_comment(b, pl, o, c, mg_text(c->first));
        return true;
    }
    case A_ROLES: case A_USING: case A_WITH_CHECK:
        if (o->kind != MG_O_POLICY)
            return false;
        mg_pg_next(b);
        mg_buf_z(b, "ALTER ");
        mg_pg_ref(b, pl, o);
        mg_pg_print_policy_part(b, o, attr);
        return true;
    case A_ALTERATIONS:
        mg_pg_alterations(b, pl, o, from, to);
        return true;
    case A_TABLESPACE:
        alter(b, pl, o);
        mg_buf_z(b, "SET TABLESPACE ");
        mg_print_name(b, pl->d, to ? mg_text(to) : MG_STR("pg_default"));
        return true;
    case A_SEQUENCE:
        sequence_options(b, pl, o, from, to);
        return true;
    case A_OWNED_BY:
        owned_by(b, pl, o, to);
        return true;
    case A_ENABLED:
        mg_pg_next(b);
        if (o->kind == MG_O_EVENT_TRIGGER) {
            mg_buf_z(b, "ALTER ");
            mg_pg_ref(b, pl, o);
            mg_buf_printf(b, " %s", trigger_state(to));
            return true;
        }
        mg_pg_alter_table(b, pl, o);
        mg_buf_printf(b, "%s %s ", trigger_state(to), o->kind == MG_O_RULE ? "RULE" : "TRIGGER");
        mg_print_name(b, pl->d, o->name);
        return true;
    case A_VERSION:
        if (!to)
            return false;
        alter(b, pl, o);
        mg_buf_z(b, "UPDATE TO ");
        mg_print_string(b, pl->d, mg_text(to));
        return true;
    case A_SCHEMA:
        if (!to)
            return false;
        alter(b, pl, o);
        mg_buf_z(b, "SET SCHEMA ");
        mg_print_name(b, pl->d, mg_text(to));
        return true;
    default:
        break;
    }
    if (o->kind == MG_O_TABLE || o->kind == MG_O_FOREIGN_TABLE || o->kind == MG_O_MATVIEW)
        return table_attr(b, pl, o, attr, from, to);
    if (o->kind == MG_O_COLUMN)
        return column_attr(b, pl, o, attr, from, to);
    if (o->kind == MG_O_DOMAIN)
        return domain_attr(b, pl, o, attr, to);
    if (o->kind == MG_O_SEQUENCE && attr == A_UNLOGGED) {
        alter(b, pl, o);
        mg_buf_z(b, to ? "SET UNLOGGED" : "SET LOGGED");
        return true;
    }
    return false;
}
