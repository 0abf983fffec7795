/* Rights. An object's A_GRANTS says how its rights differ from those that the server gives of itself: N_PARAMs with the
 * role as text and the privileges as children, sub one of MG_RIGHTS_*. So what everybody may do unless told otherwise
 * (call a function, use a type) stands there only once it was taken away. ALTER DEFAULT PRIVILEGES is an object for each
 * role, schema and class of things; what is made after it starts with its rights. */
#include "dialect/postgres/postgres.h"
#include "schema/internal.h"

/* ---- what there is to grant ------------------------------------------------------------------- */

static const char *const of_table[] = {"select", "insert", "update", "delete", "truncate", "references", "trigger", NULL};
static const char *const of_table_17[] = {"select", "insert", "update", "delete", "truncate", "references", "trigger", "maintain", NULL};
static const char *const of_column[] = {"select", "insert", "update", "references", NULL};
static const char *const of_sequence[] = {"select", "update", "usage", NULL};
static const char *const of_routine[] = {"execute", NULL};
static const char *const of_schema[] = {"create", "usage", NULL};
static const char *const of_type[] = {"usage", NULL};
static const char *const of_database[] = {"create", "connect", "temporary", NULL};
static const char *const of_large_object[] = {"select", "update", NULL};

const char *const *mg_pg_privileges(int kind, uint32_t version)
{
    if (kind == MG_O_TABLE || kind == MG_O_VIEW || kind == MG_O_MATVIEW || kind == MG_O_FOREIGN_TABLE)
        return !version || version >= 170000 ? of_table_17 : of_table;
    if (mg_is_routine(kind))
        return of_routine;
    switch (kind) {
    case MG_O_SEQUENCE:
        return of_sequence;
    case MG_O_SCHEMA:
        return of_schema;
    case MG_O_TYPE: case MG_O_DOMAIN: case MG_O_LANGUAGE: case MG_O_SERVER: case MG_O_FDW:
        return of_type;
    case MG_O_DATABASE:
        return of_database;
    case MG_O_LARGE_OBJECT:
        return of_large_object;
    case MG_O_COLUMN:
        return of_column;
    default:
        return NULL;
    }
}

/* What PUBLIC may do with a new thing. */
static bool everybody_may(int kind, mg_str privilege)
{
    if (mg_is_routine(kind))
        return mg_str_is(privilege, "execute");
    if (kind == MG_O_TYPE || kind == MG_O_DOMAIN || kind == MG_O_LANGUAGE)
        return mg_str_is(privilege, "usage");
    return kind == MG_O_DATABASE && (mg_str_is(privilege, "connect") || mg_str_is(privilege, "temporary"));
}

static bool may_in_public(uint32_t version, mg_str privilege) /* the schema that is there from the start */
{
    return mg_str_is(privilege, "usage") || (version && version < 150000 && mg_str_is(privilege, "create"));
}

/* ---- one object's rights --------------------------------------------------------------------------- */

typedef struct rights {
    mg_arena *arena;
    mg_schema *schema; /* not NULL: the list is an object's of it; else a copy in the arena, whose texts are others' */
    uint32_t version;  /* of the engine */
    mg_node *list;     /* A_GRANTS */
    int kind;          /* of the things that the rights are about */
    mg_str owner;      /* none = not known */
    bool is_public;    /* the schema public */
    bool added;        /* of default privileges in a schema: nothing is there of itself */
} rights;

static bool is_runner(mg_str role)
{
    return mg_str_is(role, "postgres") || mg_str_is(role, "current_user") || mg_str_is(role, "session_user") ||
           mg_str_is(role, "current_role");
}

static bool is_there_anyway(const rights *r, mg_str role, const mg_node *privilege)
{
    if (r->added || privilege->first)
        return false;
    if (mg_str_is(role, "public"))
        return everybody_may(r->kind, mg_text(privilege)) || (r->is_public && may_in_public(r->version, mg_text(privilege)));
    if (r->is_public && !r->owner.n && (!r->version || r->version >= 150000)) /* nobody's but the database's */
        return mg_str_is(role, "pg_database_owner");
    return r->owner.n ? mg_str_eq(role, r->owner) : is_runner(role);
}

static mg_node *entry_of(const rights *r, mg_str role, int sub)
{
    MG_EACH (n, r->list)
        if (n->sub == sub && mg_str_eq(mg_text(n), role))
            return n;
    return NULL;
}

static bool same_column(const mg_node *a, const mg_node *b)
{
    return a->first ? b->first && mg_str_eq(mg_text(a->first), mg_text(b->first)) : !b->first;
}

static mg_node *privilege_in(mg_node *entry, const mg_node *privilege)
{
    MG_EACH (n, entry)
        if (mg_str_eq(mg_text(n), mg_text(privilege)) && same_column(n, privilege))
            return n;
    return NULL;
}

static bool take_away(rights *r, mg_str role, int sub, const mg_node *privilege)
{
    mg_node *entry = entry_of(r, role, sub), *there = privilege_in(entry, privilege);
    if (!there)
        return false;
    mg_node_remove(entry, there);
    if (!entry->first)
        mg_node_remove(r->list, entry);
    return true;
}

static void put_in(rights *r, mg_node *entry, const mg_node *privilege)
{
    if (!privilege_in(entry, privilege))
        mg_node_add(entry, r->schema ? mg_node_keep(r->schema, privilege) : mg_node_clone(r->arena, privilege));
}

static void put(rights *r, mg_str role, int sub, const mg_node *privilege)
{
    mg_node *entry = entry_of(r, role, sub);
    if (!entry) {
        entry = r->schema ? mg_node_make(r->schema, N_PARAM, role) : mg_node_text(r->arena, N_PARAM, role);
        if (!entry)
            return;
        entry->sub = (uint16_t)sub;
        mg_node_add(r->list, entry);
    }
    put_in(r, entry, privilege);
}

static void grant(rights *r, mg_str role, const mg_node *privilege, bool option)
{
    bool came_back = take_away(r, role, MG_RIGHTS_TAKEN, privilege);
    bool owns = (r->owner.n || r->is_public) && !mg_str_is(role, "public") && is_there_anyway(r, role, privilege);
    if (option && !owns) {
        take_away(r, role, MG_RIGHTS_GIVEN, privilege);
        put(r, role, MG_RIGHTS_OPTION, privilege);
        return;
    }
    bool has_more = privilege_in(entry_of(r, role, MG_RIGHTS_OPTION), privilege) != NULL;
    bool implied = owns || (mg_str_is(role, "public") && is_there_anyway(r, role, privilege));
    if (!came_back && !has_more && !implied)
        put(r, role, MG_RIGHTS_GIVEN, privilege);
}

static void take_columns(rights *r, mg_str role, int sub, const mg_node *privilege)
{
    mg_node *entry = entry_of(r, role, sub);
    for (mg_node *p = entry ? entry->first : NULL, *next; p; p = next) {
        next = p->next;
        if (p->first && mg_str_eq(mg_text(p), mg_text(privilege)))
            mg_node_remove(entry, p);
    }
    if (entry && !entry->first)
        mg_node_remove(r->list, entry);
}

static void revoke(rights *r, mg_str role, const mg_node *privilege, bool option)
{
    bool had = take_away(r, role, MG_RIGHTS_OPTION, privilege);
    if (option) {
        if (had)
            put(r, role, MG_RIGHTS_GIVEN, privilege);
        return;
    }
    had |= take_away(r, role, MG_RIGHTS_GIVEN, privilege);
    if (!privilege->first) { /* with the table's right go those of its columns */
        take_columns(r, role, MG_RIGHTS_GIVEN, privilege);
        take_columns(r, role, MG_RIGHTS_OPTION, privilege);
    }
    if (is_there_anyway(r, role, privilege) && !(had && !r->owner.n && !mg_str_is(role, "public")))
        put(r, role, MG_RIGHTS_TAKEN, privilege);
}

/* One word: ALL is every privilege of the kind; SELECT (a, b) is two. */
static void change_one(rights *r, mg_str role, const mg_node *privilege, bool gives, bool option)
{
    void (*change)(rights *, mg_str, const mg_node *, bool) = gives ? grant : revoke;
    mg_str word = mg_text(privilege);
    const char *const *all = mg_pg_privileges(privilege->first ? MG_O_COLUMN : r->kind, r->version);
    bool every = all && (mg_str_is(word, "all") || mg_str_is(word, "all privileges"));
    const char *alone[] = {"", NULL};
    for (const char *const *w = every ? all : alone; *w; w++) {
        mg_str text = every ? mg_str_of(*w) : mg_str_is(word, "temp") ? MG_STR("temporary") : word;
        mg_node bare = {.kind = N_PRIVILEGE, .p = text.p, .n = text.n};
        if (!privilege->first) {
            change(r, role, &bare, option);
            continue;
        }
        MG_EACH (c, privilege) {
            mg_node column = *c;
            column.next = NULL;
            bare.first = bare.last = &column;
            change(r, role, &bare, option);
        }
    }
}

/* "all" of a finished schema is its privileges again. */
static void spread(rights *r, mg_node *entry)
{
    for (mg_node *p = entry->first, *next; p; p = next) {
        next = p->next;
        const char *const *all = mg_str_is(mg_text(p), "all") ? mg_pg_privileges(p->first ? MG_O_COLUMN : r->kind, r->version) : NULL;
        if (all)
            mg_node_remove(entry, p);
        for (; all && *all; all++) {
            mg_node bare = *p;
            bare.p = *all;
            bare.n = mg_str_of(*all).n;
            put_in(r, entry, &bare);
        }
    }
}

/* A copy. */
static rights rights_of(mg_arena *arena, uint32_t version, const mg_object *o)
{
    bool is_public = o->kind == MG_O_SCHEMA && mg_str_is(o->name, "public");
    const mg_node *there = mg_attr(o, A_GRANTS);
    rights r = {.arena = arena, .version = version, .kind = o->kind, .owner = mg_attr_text(o, A_OWNER), .is_public = is_public};
    r.list = there ? mg_node_clone(arena, there) : mg_node_text(arena, A_GRANTS, MG_STR_NONE);
    MG_EACH (entry, r.list)
        spread(&r, entry);
    return r;
}

static void keep(mg_schema *s, const rights *r, mg_object *o)
{
    if (r->list && r->list->first)
        mg_attr_put(s, o, r->list);
    else
        mg_attr_drop(o, A_GRANTS);
    s->finished = false;
}

static void change_all(rights *r, const mg_node *statement)
{
    const mg_node *privileges = mg_child(statement, A_PRIVILEGES), *grantees = mg_child(statement, A_GRANTEES);
    bool option = privileges && privileges->sub == 1, gives = statement->kind == S_GRANT;
    MG_EACH (role, grantees) {
        for (int sub = MG_RIGHTS_GIVEN; sub <= MG_RIGHTS_TAKEN; sub++) {
            mg_node *entry = entry_of(r, mg_text(role), sub);
            if (entry)
                spread(r, entry);
        }
        MG_EACH (p, privileges)
            if (p->kind == N_PRIVILEGE)
                change_one(r, mg_text(role), p, gives, option || (gives && grantees->sub == 1));
    }
}

/* Where they stand: a table may have thousands, each of a statement of its own. */
static void change_in_place(mg_schema *s, mg_object *o, rights *r, const mg_node *statement)
{
    r->schema = s;
    mg_object_own(s, o);
    mg_object_touch(o);
    r->list = mg_attr(o, A_GRANTS);
    if (!r->list)
        r->list = mg_attr_make(s, o, A_GRANTS, MG_STR_NONE);
    if (!r->list)
        return;
    change_all(r, statement);
    if (!r->list->first)
        mg_attr_drop(o, A_GRANTS);
    s->finished = false;
}

void mg_pg_change_rights(mg_schema *s, mg_object *o, const mg_node *statement)
{
    rights r = {.version = s->engine_version, .kind = o->kind, .owner = mg_attr_text(o, A_OWNER),
                .is_public = o->kind == MG_O_SCHEMA && mg_str_is(o->name, "public")};
    change_in_place(s, o, &r, statement);
}

/* ---- another owner ------------------------------------------------------------------------------------- */

static bool is_owner(const rights *r, mg_str role) { return r->owner.n ? mg_str_eq(role, r->owner) : is_runner(role); }

/* What the old owner may, the new one may from then on, beside what it might before; the old one may nothing. */
static bool owner_may(const rights *r, mg_str to, const mg_node *privilege)
{
    MG_EACH (entry, r->list) {
        if (entry->sub == MG_RIGHTS_TAKEN && is_owner(r, mg_text(entry)) && privilege_in(entry, privilege))
            return privilege_in(entry_of(r, to, MG_RIGHTS_GIVEN), privilege) || privilege_in(entry_of(r, to, MG_RIGHTS_OPTION), privilege);
    }
    return true;
}

/* Every privilege is ALL, as in a finished schema. */
static void fold(const rights *r, const char *const *all)
{
    MG_EACH (entry, r->list) {
        bool whole = true;
        for (const char *const *w = all; *w && whole; w++) {
            const mg_node bare = {.kind = N_PRIVILEGE, .p = *w, .n = mg_str_of(*w).n};
            whole = privilege_in(entry, &bare) != NULL;
        }
        for (mg_node *p = entry->first, *next; whole && p; p = next) {
            next = p->next;
            if (!p->first)
                mg_node_remove(entry, p);
        }
        if (whole)
            mg_node_add(entry, mg_node_text(r->arena, N_PRIVILEGE, MG_STR("all")));
    }
}

mg_node *mg_pg_rights_moved(mg_arena *arena, uint32_t version, const mg_object *o, mg_str to)
{
    rights r = rights_of(arena, version, o);
    const char *const *all = mg_pg_privileges(o->kind, version);
    if (!r.list || !r.list->first || r.is_public || !all || is_owner(&r, to)) {
        if (r.list && all)
            fold(&r, all);
        return r.list;
    }
    rights moved = r;
    moved.list = mg_node_text(arena, A_GRANTS, MG_STR_NONE);
    if (!moved.list)
        return NULL;
    MG_EACH (entry, r.list)
        if (!is_owner(&r, mg_text(entry)) && !mg_str_eq(mg_text(entry), to))
            MG_EACH (p, entry)
                put(&moved, mg_text(entry), entry->sub, p);
    for (; *all; all++) {
        const mg_node bare = {.kind = N_PRIVILEGE, .p = *all, .n = mg_str_of(*all).n};
        if (!owner_may(&r, to, &bare))
            put(&moved, to, MG_RIGHTS_TAKEN, &bare);
    }
    fold(&moved, mg_pg_privileges(o->kind, version));
    return moved.list;
}

void mg_pg_change_owner(mg_schema *s, mg_object *o, mg_str to)
{
    if (!mg_attr(o, A_GRANTS))
        return;
    rights r = {.list = mg_pg_rights_moved(&s->arena, s->engine_version, o, to)};
    if (r.list)
        keep(s, &r, o);
}

/* ---- default privileges --------------------------------------------------------------------------------- */

static const struct {
    int kind;
    const char *word;
} classes[] = {
    {MG_O_TABLE, "tables"}, {MG_O_SEQUENCE, "sequences"}, {MG_O_FUNCTION, "functions"},
    {MG_O_TYPE, "types"},   {MG_O_SCHEMA, "schemas"},     {MG_O_LARGE_OBJECT, "large objects"},
};

static mg_str class_word(int kind)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (classes[i].kind == kind)
            return mg_str_of(classes[i].word);
    return MG_STR_NONE;
}

/* The class of things that an object of default privileges is about. */
int mg_pg_default_class(const mg_object *o)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (mg_str_starts(o->name, classes[i].word))
            return classes[i].kind;
    return MG_O_TABLE;
}

const char *const *mg_pg_privileges_on(const mg_object *o, uint32_t version)
{
    return mg_pg_privileges(o->kind == MG_O_DEFAULT_PRIVILEGES ? mg_pg_default_class(o) : o->kind, version);
}

static void change_defaults(mg_schema *s, const mg_statement *st, const mg_node *change, mg_str schema, mg_str role)
{
    mg_str word = class_word(change->sub);
    bool own = !role.n || is_runner(role);
    mg_str name = own ? word : mg_arena_printf(&s->arena, "%S of %S", &word, &role);
    mg_object *o = mg_schema_find(s, MG_O_DEFAULT_PRIVILEGES, schema, name);
    if (!o)
        o = mg_schema_add(s, MG_O_DEFAULT_PRIVILEGES, schema, name, NULL);
    if (!o)
        return;
    o->source = st->source;
    o->off = st->off;
    o->len = st->len;
    o->statement = st->index;
    if (role.n && !mg_attr(o, A_ROLES))
        mg_attr_make(s, o, A_ROLES, role);
    rights r = {.version = s->engine_version, .kind = change->sub, .owner = role, .added = schema.n != 0};
    change_in_place(s, o, &r, change);
    if (!mg_attr(o, A_GRANTS))
        mg_schema_remove(s, o);
}

static void each_role(mg_schema *s, const mg_statement *st, const mg_node *change, mg_str schema)
{
    const mg_node *roles = mg_child(st->ast, A_ROLES);
    if (!roles || !roles->first)
        change_defaults(s, st, change, schema, MG_STR_NONE);
    MG_EACH (role, roles)
        change_defaults(s, st, change, schema, mg_text(role));
}

void mg_pg_default_privileges(mg_schema *s, const mg_statement *st)
{
    const mg_node *change = mg_child(st->ast, S_GRANT);
    if (!change)
        change = mg_child(st->ast, S_REVOKE);
    bool any = false;
    if (!change)
        return;
    MG_EACH (schema, st->ast)
        if (schema->kind == A_SCHEMA) {
            any = true;
            if (!schema->first)
                each_role(s, st, change, mg_text(schema));
            MG_EACH (name, schema)
                each_role(s, st, change, mg_text(name));
        }
    if (!any)
        each_role(s, st, change, MG_STR_NONE);
    s->has_default_rights = true;
}

/* ---- what a new object starts with ------------------------------------------------------------------------ */

static int class_of(int kind)
{
    if (kind == MG_O_VIEW || kind == MG_O_MATVIEW || kind == MG_O_FOREIGN_TABLE)
        return MG_O_TABLE;
    if (mg_is_routine(kind))
        return MG_O_FUNCTION;
    return kind == MG_O_DOMAIN ? MG_O_TYPE : kind;
}

static void add_defaults(rights *r, const mg_object *defaults)
{
    if (!defaults)
        return;
    bool global = !defaults->schema.n;
    MG_EACH (entry, mg_attr(defaults, A_GRANTS))
        MG_EACH (p, entry) {
            if (entry->sub == MG_RIGHTS_TAKEN && global)
                change_one(r, mg_text(entry), p, false, false);
            else if (entry->sub != MG_RIGHTS_TAKEN)
                change_one(r, mg_text(entry), p, true, entry->sub == MG_RIGHTS_OPTION);
        }
}

mg_node *mg_pg_first_rights(mg_arena *arena, const mg_schema *s, const mg_object *o)
{
    mg_str word = o->parent ? MG_STR_NONE : class_word(class_of(o->kind));
    if (!word.n)
        return NULL;
    const mg_object *global = mg_schema_find(s, MG_O_DEFAULT_PRIVILEGES, MG_STR_NONE, word);
    const mg_object *here = o->schema.n ? mg_schema_find(s, MG_O_DEFAULT_PRIVILEGES, o->schema, word) : NULL;
    if (!global && !here)
        return NULL;
    mg_object bare = *o;
    bare.attrs = NULL;
    rights r = rights_of(arena, s->engine_version, &bare);
    if (!r.list)
        return NULL;
    add_defaults(&r, global);
    add_defaults(&r, here);
    return r.list;
}

void mg_pg_after_statement(mg_schema *s)
{
    if (!s->has_default_rights)
        return;
    for (mg_object *o = s->last; o && o->id >= s->fresh_from; o = o->prev) {
        mg_node *list = mg_attr(o, A_GRANTS) ? NULL : mg_pg_first_rights(&s->arena, s, o);
        if (list && list->first)
            mg_attr_put(s, o, list);
    }
}

/* ---- printing ------------------------------------------------------------------------------------------------- */

static void print_upper(mg_buf *b, mg_str s)
{
    for (uint32_t i = 0; i < s.n; i++)
        mg_buf_char(b, s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 32) : s.p[i]);
}

void mg_pg_print_role(mg_buf *b, const mg_dialect *d, mg_str role)
{
    if (mg_str_is(role, "public") || mg_str_is(role, "current_user") || mg_str_is(role, "session_user") || mg_str_is(role, "current_role"))
        print_upper(b, role);
    else
        mg_print_name(b, d, role);
}

void mg_pg_print_default_right(mg_buf *b, const mg_object *o, const mg_node *entry, bool revoke)
{
    const mg_dialect *d = o->owner->dialect;
    mg_str role = mg_attr_text(o, A_ROLES);
    mg_buf_z(b, "ALTER DEFAULT PRIVILEGES ");
    if (role.n) {
        mg_buf_z(b, "FOR ROLE ");
        mg_pg_print_role(b, d, role);
        mg_buf_char(b, ' ');
    }
    if (o->schema.n) {
        mg_buf_z(b, "IN SCHEMA ");
        mg_print_name(b, d, o->schema);
        mg_buf_char(b, ' ');
    }
    mg_buf_z(b, revoke ? "REVOKE " : "GRANT ");
    MG_EACH (p, entry) {
        if (p != entry->first)
            mg_buf_z(b, ", ");
        print_upper(b, mg_text(p));
    }
    mg_buf_z(b, " ON ");
    print_upper(b, class_word(mg_pg_default_class(o)));
    mg_buf_z(b, revoke ? " FROM " : " TO ");
    mg_pg_print_role(b, d, mg_text(entry));
    if (!revoke && entry->sub == MG_RIGHTS_OPTION)
        mg_buf_z(b, " WITH GRANT OPTION");
}

/* All that an object of default privileges says, or takes back. */
void mg_pg_print_defaults(mg_buf *b, const mg_object *o, bool back)
{
    MG_EACH (entry, mg_attr(o, A_GRANTS)) {
        if (b->n)
            mg_buf_z(b, ";\n");
        mg_pg_print_default_right(b, o, entry, (entry->sub == MG_RIGHTS_TAKEN) != back);
    }
}
