/* Pieces of PostgreSQL's SQL that several strategies need. */
#include "dialect/postgres/postgres.h"
#include "plan/postgres_plan.h"

void mg_pg_next(mg_buf *b)
{
    if (b->n)
        mg_buf_z(b, ";\n");
}

void mg_pg_alter_table(mg_buf *b, const mg_planner *pl, const mg_object *o)
{
    const mg_object *t = o->parent ? o->parent : o;
    mg_buf_z(b, t->kind == MG_O_FOREIGN_TABLE ? "ALTER FOREIGN TABLE "
                : t->kind == MG_O_DOMAIN      ? "ALTER DOMAIN "
                                              : "ALTER TABLE ");
    mg_plan_table(b, pl, o);
    mg_buf_char(b, ' ');
}

void mg_pg_alter_column(mg_buf *b, mg_planner *pl, const mg_object *column)
{
    mg_pg_next(b);
    mg_pg_alter_table(b, pl, column);
    mg_buf_z(b, "ALTER COLUMN ");
    mg_print_name(b, pl->d, column->name);
    mg_buf_char(b, ' ');
}

void mg_pg_ref(mg_buf *b, const mg_planner *pl, const mg_object *o)
{
    switch (o->kind) {
    case MG_O_COLUMN:
        mg_buf_z(b, "COLUMN ");
        mg_plan_table(b, pl, o);
        mg_buf_char(b, '.');
        mg_print_name(b, pl->d, o->name);
        return;
    case MG_O_PRIMARY_KEY: case MG_O_UNIQUE: case MG_O_CHECK: case MG_O_EXCLUSION: case MG_O_FOREIGN_KEY:
        mg_buf_z(b, "CONSTRAINT ");
        mg_print_name(b, pl->d, o->name);
        mg_buf_z(b, o->parent && o->parent->kind == MG_O_DOMAIN ? " ON DOMAIN " : " ON ");
        mg_plan_table(b, pl, o);
        return;
    case MG_O_TRIGGER: case MG_O_POLICY: case MG_O_RULE:
        mg_buf_printf(b, "%s ", mg_object_kind_label(o->kind));
        mg_print_name(b, pl->d, o->name);
        mg_buf_z(b, " ON ");
        mg_plan_table(b, pl, o);
        return;
    case MG_O_OPERATOR:
        mg_buf_z(b, "OPERATOR ");
        mg_print_name(b, pl->d, o->schema);
        mg_buf_printf(b, ".%S", &o->name);
        mg_buf_str(b, mg_signature(o));
        return;
    case MG_O_INDEX:
        mg_buf_z(b, "INDEX ");
        mg_plan_schema_name(b, pl, o->parent ? o->parent->schema : o->schema, o->name);
        return;
    case MG_O_USER_MAPPING:
        mg_buf_printf(b, "USER MAPPING FOR %S", &o->name);
        return;
    case MG_O_CAST: case MG_O_TRANSFORM:
        mg_buf_printf(b, "%s %S", mg_object_kind_label(o->kind), &o->name);
        return;
    default:
        mg_buf_printf(b, "%s ", mg_object_kind_label(o->kind));
        mg_plan_schema_name(b, pl, o->schema, o->name);
        mg_buf_str(b, mg_signature(o));
    }
}

void mg_pg_comment(mg_buf *b, const mg_planner *pl, const mg_object *o, mg_str text)
{
    mg_pg_next(b);
    mg_buf_z(b, "COMMENT ON ");
    mg_pg_ref(b, pl, o);
    mg_buf_z(b, " IS ");
    if (!text.p && o->kind == MG_O_SCHEMA && mg_str_is(o->name, "public"))
        text = MG_STR("standard public schema"); /* its comment from the start */
    if (text.p)
        mg_print_string(b, pl->d, text);
    else
        mg_buf_z(b, "NULL");
}

void mg_pg_index_comment(mg_buf *b, const mg_planner *pl, const mg_object *key, mg_str text)
{
    mg_pg_next(b);
    mg_buf_z(b, "COMMENT ON INDEX ");
    mg_plan_schema_name(b, pl, key->parent->schema, key->name);
    mg_buf_z(b, " IS ");
    if (text.p)
        mg_print_string(b, pl->d, text);
    else
        mg_buf_z(b, "NULL");
}

static bool has_owner(int kind)
{
    switch (kind) {
    case MG_O_COLUMN: case MG_O_PRIMARY_KEY: case MG_O_UNIQUE: case MG_O_CHECK: case MG_O_EXCLUSION: case MG_O_FOREIGN_KEY:
    case MG_O_INDEX: case MG_O_TRIGGER: case MG_O_POLICY: case MG_O_RULE: case MG_O_EXTENSION: case MG_O_CAST:
        return false;
    default:
        return true;
    }
}

void mg_pg_owner(mg_buf *b, const mg_planner *pl, const mg_object *o, mg_str role)
{
    if (!role.n || !has_owner(o->kind))
        return;
    mg_pg_next(b);
    mg_buf_z(b, "ALTER ");
    mg_pg_ref(b, pl, o);
    mg_buf_z(b, " OWNER TO ");
    mg_pg_print_role(b, pl->d, role);
}

static void grant_target(mg_buf *b, const mg_planner *pl, const mg_object *o)
{
    const mg_object *t = o->kind == MG_O_COLUMN ? o->parent : o;
    switch (t->kind) {
    case MG_O_TABLE: case MG_O_VIEW: case MG_O_MATVIEW: case MG_O_FOREIGN_TABLE:
        mg_buf_z(b, "TABLE ");
        mg_plan_schema_name(b, pl, t->schema, t->name);
        return;
    case MG_O_FDW: case MG_O_SERVER:
        mg_buf_z(b, t->kind == MG_O_FDW ? "FOREIGN DATA WRAPPER " : "FOREIGN SERVER ");
        mg_print_name(b, pl->d, t->name);
        return;
    default:
        mg_buf_printf(b, "%s ", mg_object_kind_label(t->kind == MG_O_AGGREGATE ? MG_O_FUNCTION : t->kind));
        mg_plan_schema_name(b, pl, t->schema, t->name);
        mg_buf_str(b, mg_signature(t));
    }
}

void mg_pg_upper(mg_buf *b, mg_str s)
{
    for (uint32_t i = 0; i < s.n; i++)
        mg_buf_char(b, s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 32) : s.p[i]);
}

static void privileges(mg_buf *b, const mg_planner *pl, const mg_object *o, const mg_node *param)
{
    const char *comma = "";
    MG_EACH(p, param) {
        if (p->kind != N_PRIVILEGE)
            continue;
        mg_buf_z(b, comma);
        mg_pg_upper(b, mg_text(p));
        comma = ", ";
        if (!p->first && o->kind != MG_O_COLUMN)
            continue;
        mg_buf_z(b, " (");
        if (!p->first)
            mg_print_name(b, pl->d, o->name);
        MG_EACH(c, p) {
            if (c != p->first)
                mg_buf_z(b, ", ");
            mg_print_name(b, pl->d, mg_text(c));
        }
        mg_buf_char(b, ')');
    }
    if (!*comma)
        mg_buf_z(b, "ALL");
}

void mg_pg_grant(mg_buf *b, const mg_planner *pl, const mg_object *o, const mg_node *param, bool revoke)
{
    mg_pg_next(b);
    if (o->kind == MG_O_DEFAULT_PRIVILEGES) {
        mg_pg_print_default_right(b, o, param, revoke);
        return;
    }
    mg_buf_z(b, revoke ? "REVOKE " : "GRANT ");
    privileges(b, pl, o, param);
    mg_buf_z(b, " ON ");
    grant_target(b, pl, o);
    mg_buf_z(b, revoke ? " FROM " : " TO ");
    mg_pg_print_role(b, pl->d, mg_text(param));
    if (!revoke && param->sub == MG_RIGHTS_OPTION)
        mg_buf_z(b, " WITH GRANT OPTION");
}

typedef struct granting {
    mg_buf *b;
    mg_planner *pl;
    const mg_object *o;
} granting;

static void grant_one(const mg_node *rights, bool revoke, void *user_data)
{
    granting *g = user_data;
    mg_pg_grant(g->b, g->pl, g->o, rights, revoke);
}

void mg_pg_rights_between(mg_planner *pl, mg_buf *b, const mg_object *o, const mg_node *from, const mg_node *to)
{
    granting g = {b, pl, o};
    mg_grants_between(pl->arena, o, from, to, grant_one, &g);
}

/* A new object has what the default privileges of BEFORE give it: they are changed last, and changed back first. */
static void first_grants(mg_buf *b, mg_planner *pl, const mg_object *o)
{
    mg_object bare = *o;
    mg_str owner = mg_attr_text(o, A_OWNER);
    bare.attrs = mg_pg_first_rights(pl->arena, pl->before, o);
    if (bare.attrs)
        bare.attrs->next = NULL;
    const mg_node *first = bare.attrs && owner.n ? mg_pg_rights_moved(pl->arena, pl->engine_version, &bare, owner) : bare.attrs;
    mg_pg_rights_between(pl, b, o, first, mg_attr(o, A_GRANTS));
}

static void own_satellites(mg_buf *b, mg_planner *pl, const mg_object *o)
{
    mg_pg_owner(b, pl, o, mg_attr_text(o, A_OWNER));
    const mg_node *comment = mg_attr(o, A_COMMENT);
    if (comment)
        mg_pg_comment(b, pl, o, mg_text(comment));
    if (mg_attr(o, A_INDEX_COMMENT))
        mg_pg_index_comment(b, pl, o, mg_attr_text(o, A_INDEX_COMMENT));
    if (mg_attr(o, A_COLUMN_COMMENTS))
        mg_pg_alter_attr(pl, b, o, A_COLUMN_COMMENTS, NULL, mg_attr(o, A_COLUMN_COMMENTS));
    if (o->kind != MG_O_DEFAULT_PRIVILEGES)
        first_grants(b, pl, o);
    if (o->kind != MG_O_COLUMN || !o->parent || o->parent->kind == MG_O_VIEW)
        return;
    mg_pg_heir_extras(pl, b, o);
    if (mg_attr(o, A_STORAGE))
        mg_pg_alter_attr(pl, b, o, A_STORAGE, NULL, mg_attr(o, A_STORAGE));
    if (mg_attr(o, A_STATISTICS))
        mg_pg_alter_attr(pl, b, o, A_STATISTICS, NULL, mg_attr(o, A_STATISTICS));
    if (mg_attr(o, A_OPTIONS) && o->parent->kind == MG_O_TABLE)
        mg_pg_alter_attr(pl, b, o, A_OPTIONS, NULL, mg_attr(o, A_OPTIONS));
    if (o->parent->kind == MG_O_FOREIGN_TABLE)
        mg_pg_planner_options(b, pl, o);
}

/* Switches that stand beside the definition. */
static void switches(mg_buf *b, mg_planner *pl, const mg_object *o)
{
    static const uint16_t attrs[] = {A_ROW_SECURITY, A_FORCE_ROW_SECURITY, A_REPLICA_IDENTITY, A_CLUSTER, A_ENABLED};
    for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++) {
        const mg_node *n = mg_attr(o, (mg_kind)attrs[i]);
        if (!n)
            continue;
        const mg_object *index = attrs[i] == A_REPLICA_IDENTITY || attrs[i] == A_CLUSTER ? mg_object_child(o, MG_O_INDEX, mg_text(n)) : NULL;
        if (!index) /* else it comes with the index */
            mg_pg_alter_attr(pl, b, o, attrs[i], NULL, n);
    }
    if (o->kind != MG_O_INDEX || !o->parent)
        return;
    for (int k = 0; k < 2; k++) {
        const mg_node *n = mg_attr(o->parent, k ? A_CLUSTER : A_REPLICA_IDENTITY);
        if (n && mg_str_eq(mg_text(n), o->name))
            mg_pg_alter_attr(pl, b, o->parent, n->kind, NULL, n);
    }
}

static bool is_in_table(int kind)
{
    return kind == MG_O_COLUMN || kind == MG_O_PRIMARY_KEY || kind == MG_O_UNIQUE || kind == MG_O_CHECK ||
           kind == MG_O_EXCLUSION;
}

void mg_pg_satellites(mg_buf *b, mg_planner *pl, const mg_object *o)
{
    mg_pg_alterations(b, pl, o, NULL, mg_attr(o, A_ALTERATIONS));
    own_satellites(b, pl, o);
    switches(b, pl, o);
    if (o->kind != MG_O_TABLE && o->kind != MG_O_VIEW && o->kind != MG_O_MATVIEW && o->kind != MG_O_FOREIGN_TABLE &&
        o->kind != MG_O_DOMAIN)
        return;
    MG_EACH_CHILD(c, o)
        if (is_in_table(c->kind))
            own_satellites(b, pl, c);
}

static bool same_keys(const mg_object *a, const mg_object *b)
{
    const mg_node *x = mg_attr(a, A_KEYS), *y = mg_attr(b, A_KEYS);
    return x && y && mg_node_eq(x, y);
}

/* CREATE TABLE drops a UNIQUE that says the same as an earlier key: such a one has to be added afterwards. */
static bool is_repeated(const mg_object *t, const mg_object *con)
{
    if (con->kind != MG_O_UNIQUE)
        return false;
    MG_EACH_CHILD(c, t) {
        if (c->kind == MG_O_PRIMARY_KEY && same_keys(c, con))
            return true;
        if (c == con)
            break;
        if (c->kind == MG_O_UNIQUE && same_keys(c, con))
            return true;
    }
    MG_EACH_CHILD(c, t)
        if (c->kind == MG_O_PRIMARY_KEY && same_keys(c, con))
            return true;
    return false;
}

/* In CREATE TABLE a NOT VALID would not be heard. */
static bool comes_after(const mg_object *t, const mg_object *con)
{
    return is_repeated(t, con) || (con->kind == MG_O_CHECK && mg_attr(con, A_NOT_VALID));
}

/* A table without the children that come later as statements of their own. */
static mg_object *bare_table(mg_planner *pl, const mg_object *t)
{
    mg_object *copy = MG_NEW(pl->arena, mg_object);
    if (!copy)
        return NULL;
    *copy = *t;
    copy->first = copy->last = NULL;
    MG_EACH_CHILD(c, t) {
        if (!is_in_table(c->kind) || comes_after(t, c))
            continue;
        mg_object *child = MG_NEW(pl->arena, mg_object);
        if (!child)
            return NULL;
        *child = *c;
        child->parent = copy;
        child->next = NULL;
        child->prev = copy->last;
        if (copy->last)
            copy->last->next = child;
        else
            copy->first = child;
        copy->last = child;
    }
    return copy;
}

void mg_pg_create_bare(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *o)
{
    mg_pg_next(b);
    if (o->kind == MG_O_COLUMN) {
        mg_pg_alter_table(b, pl, o);
        mg_buf_z(b, "ADD COLUMN ");
        pl->d->render_column(b, s, o);
        return;
    }
    if (o->kind == MG_O_PRIMARY_KEY || o->kind == MG_O_UNIQUE || o->kind == MG_O_CHECK || o->kind == MG_O_EXCLUSION ||
        o->kind == MG_O_FOREIGN_KEY) {
        mg_pg_alter_table(b, pl, o);
        mg_buf_z(b, "ADD ");
        pl->d->render_constraint(b, s, o);
        return;
    }
    const mg_object *what = o->kind == MG_O_TABLE ? bare_table(pl, o) : o;
    if (what)
        pl->d->render_create(b, s, what);
    if (o->kind != MG_O_TABLE)
        return;
    MG_EACH_CHILD(c, o) {
        if (!comes_after(o, c))
            continue;
        mg_pg_next(b);
        mg_pg_alter_table(b, pl, c);
        mg_buf_z(b, "ADD ");
        pl->d->render_constraint(b, s, c);
    }
}

void mg_pg_create(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *o)
{
    mg_pg_create_bare(b, pl, s, o);
    mg_pg_satellites(b, pl, o);
}

/* The text of an object of strings, `{"a": "b"}`, is no hstore's, which is `"a"=>"b"`. */
static bool is_json_to_hstore(const mg_node *from, const mg_node *to)
{
    return (mg_str_is(mg_text(from), "jsonb") || mg_str_is(mg_text(from), "json")) && !from->sub && mg_str_is(mg_text(to), "hstore") && !to->sub;
}

void mg_pg_begin_cast(mg_buf *b, const mg_node *from, const mg_node *to)
{
    if (is_json_to_hstore(from, to))
        mg_buf_z(b, "regexp_replace(btrim(");
}

void mg_pg_end_cast(const mg_planner *pl, mg_buf *b, const mg_type_change *t, const mg_node *from, const mg_node *to)
{
    if (is_json_to_hstore(from, to))
        mg_buf_z(b, "::jsonb::text, '{}'), '(?<!\\\\)\": ', '\"=>', 'g')");
    else if (t->cast == MG_CAST_VIA_INTEGER)
        mg_buf_z(b, "::integer");
    else if (t->cast != MG_CAST_USING)
        mg_buf_z(b, to->sub ? "::text[]" : "::text");
    mg_buf_z(b, "::");
    mg_print_type(b, pl->d, to);
}

void mg_pg_create_index(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *o, bool concurrently)
{
    mg_buf t;
    mg_buf_init(&t, &pl->ctx->alloc);
    pl->d->render_create(&t, s, o);
    mg_str text = mg_buf_view(&t);
    mg_pg_next(b);
    uint32_t head = mg_str_starts(text, "CREATE UNIQUE INDEX ") ? 20 : mg_str_starts(text, "CREATE INDEX ") ? 13 : 0;
    if (head && concurrently) {
        mg_buf_add(b, text.p, head);
        mg_buf_z(b, "CONCURRENTLY ");
        mg_buf_add(b, text.p + head, text.n - head);
    } else {
        mg_buf_str(b, text);
    }
    mg_buf_free(&t);
}

static void create_children(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *t)
{
    static const int kinds[] = {MG_O_INDEX, MG_O_FOREIGN_KEY, MG_O_RULE, MG_O_TRIGGER, MG_O_POLICY};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        MG_EACH_CHILD(c, t)
            if (c->kind == kinds[k] && mg_unit_of_before(pl, c) == mg_unit_of_before(pl, t) && !mg_pg_gets_part(pl, c))
                mg_pg_create(b, pl, s, c);
}

/* One that nobody names the owner of has its table's: else the table cannot own it. */
const mg_object *mg_pg_free_sequence(mg_planner *pl, const mg_object *sequence, const mg_object *table)
{
    mg_object *made = MG_NEW(pl->arena, mg_object);
    if (!made)
        return NULL;
    *made = *sequence;
    made->attrs = mg_attrs_clone(pl->arena, sequence);
    mg_attr_drop(made, A_OWNED_BY);
    mg_node *owner = !mg_attr(made, A_OWNER) && mg_attr(table, A_OWNER) ? mg_node_clone(pl->arena, mg_attr(table, A_OWNER)) : NULL;
    if (owner) {
        owner->next = made->attrs;
        made->attrs = owner;
    }
    return made;
}

void mg_pg_create_whole_table(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_unit *u, mg_str saved)
{
    const mg_object *t = u->before;
    for (uint32_t i = 0; i < u->brings.n; i++) {
        const mg_object *free_one = mg_pg_free_sequence(pl, u->brings.at[i], t);
        if (!free_one)
            return;
        mg_pg_create(b, pl, s, free_one);
    }
    mg_pg_create(b, pl, s, t);
    mg_pg_name_parts(pl, b, t);
    if (saved.n) {
        mg_pg_next(b);
        mg_restore_table_sql(pl, b, t, saved);
    }
    for (uint32_t i = 0; i < u->brings.n; i++) {
        const mg_object *o = u->brings.at[i];
        mg_pg_alter_attr(pl, b, o, A_OWNED_BY, NULL, mg_attr(o, A_OWNED_BY));
    }
    create_children(b, pl, s, t);
}

/* The family of an operator class that names none is made with it, under its name, and stays when it goes. */
static void drop_own_family(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *o)
{
    mg_str text = mg_attr_text(o, A_DEFINITION), method = MG_STR_NONE;
    if (mg_schema_find(s, MG_O_OPERATOR_FAMILY, o->schema, o->name) || mg_text_bears(text, MG_STR("FAMILY")) || mg_text_bears(text, MG_STR("family")))
        return;
    for (uint32_t i = 0; i + 6 < b->n && !method.n; i++)
        if (!memcmp(b->p + i, " USING ", 7))
            method = mg_arena_str(pl->arena, (mg_str){b->p + i + 7, (uint32_t)(b->n - i - 7)});
    if (!method.n)
        return;
    mg_buf_z(b, ";\nDROP OPERATOR FAMILY IF EXISTS ");
    mg_plan_schema_name(b, pl, o->schema, o->name);
    mg_buf_printf(b, " USING %S", &method);
}

void mg_pg_drop(mg_buf *b, mg_planner *pl, const mg_schema *s, const mg_object *o)
{
    mg_pg_next(b);
    switch (o->kind) {
    case MG_O_DEFAULT_PRIVILEGES:
        mg_pg_print_defaults(b, o, true);
        return;
    case MG_O_COLUMN:
        mg_pg_alter_table(b, pl, o);
        mg_buf_z(b, "DROP COLUMN ");
        mg_print_name(b, pl->d, o->name);
        return;
    case MG_O_PRIMARY_KEY: case MG_O_UNIQUE: case MG_O_CHECK: case MG_O_EXCLUSION: case MG_O_FOREIGN_KEY:
        mg_pg_alter_table(b, pl, o);
        mg_buf_z(b, "DROP CONSTRAINT ");
        mg_print_name(b, pl->d, o->name);
        return;
    case MG_O_USER_MAPPING:
    case MG_O_TABLE: case MG_O_VIEW: case MG_O_MATVIEW: case MG_O_SEQUENCE: case MG_O_INDEX: case MG_O_TYPE: case MG_O_DOMAIN:
    case MG_O_TRIGGER: case MG_O_POLICY: case MG_O_RULE: case MG_O_FUNCTION: case MG_O_PROCEDURE: case MG_O_AGGREGATE:
    case MG_O_SCHEMA: case MG_O_EXTENSION:
        mg_buf_z(b, "DROP ");
        mg_pg_ref(b, pl, o);
        return;
    default:
        pl->d->render_drop(b, s, o);
        if (o->kind == MG_O_OPERATOR_CLASS)
            drop_own_family(b, pl, s, o);
    }
}

static void key(mg_buf *b, mg_planner *pl, const mg_node *k)
{
    if (k->first && k->first->kind == E_COLUMN) {
        mg_print_name(b, pl->d, mg_text(k->first));
    } else {
        mg_buf_char(b, '(');
        mg_print_expr(b, pl->d, k->first);
        mg_buf_char(b, ')');
    }
}

void mg_pg_keys(mg_buf *b, mg_planner *pl, const mg_object *con)
{
    const mg_node *keys = mg_attr(con, A_KEYS), *include = mg_attr(con, A_INCLUDE);
    mg_buf_char(b, '(');
    MG_EACH(k, keys) {
        if (k != keys->first)
            mg_buf_z(b, ", ");
        key(b, pl, k);
    }
    mg_buf_char(b, ')');
    if (include && include->first) {
        mg_buf_z(b, " INCLUDE (");
        MG_EACH(c, include) {
            if (c != include->first)
                mg_buf_z(b, ", ");
            mg_print_name(b, pl->d, mg_text(c));
        }
        mg_buf_char(b, ')');
    }
}

void mg_pg_param(mg_buf *b, mg_planner *pl, const mg_node *param)
{
    mg_buf_str(b, mg_text(param));
    if (!param->first)
        return;
    mg_buf_z(b, " = ");
    mg_print_expr(b, pl->d, param->first);
}
