/* The schema model on hand-built trees, without any grammar: statements are written as (kind "text" #sub !flag children). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dialect/dialect.h"

#undef NDEBUG
#include <assert.h>

/* ---- trees from text --------------------------------------------------------------------- */

typedef struct reader {
    const char *p;
    mg_arena *arena;
} reader;

static void blanks(reader *r)
{
    while (*r->p == ' ' || *r->p == '\n')
        r->p++;
}

static mg_kind kind_by_name(const char *p, size_t n)
{
    for (int k = 1; k < N_COUNT; k++)
        if (strlen(mg_kind_name(k)) == n && memcmp(mg_kind_name(k), p, n) == 0)
            return (mg_kind)k;
    fprintf(stderr, "unknown kind %.*s\n", (int)n, p);
    abort();
}

static uint32_t flag_by_name(const char *p, size_t n)
{
    static const struct {
        const char *name;
        uint32_t flag;
    } flags[] = {{"if_exists", NF_IF_EXISTS}, {"if_not_exists", NF_IF_NOT_EXISTS}, {"cascade", NF_CASCADE},
                 {"or_replace", NF_OR_REPLACE}, {"unique", NF_UNIQUE}, {"first", NF_FIRST}};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (strlen(flags[i].name) == n && memcmp(flags[i].name, p, n) == 0)
            return flags[i].flag;
    abort();
}

static uint16_t sub_by_name(const char *p, size_t n)
{
    static const struct {
        const char *name;
        uint16_t sub;
    } subs[] = {{"primary_key", MG_CON_PRIMARY_KEY}, {"unique", MG_CON_UNIQUE}, {"foreign_key", MG_CON_FOREIGN_KEY},
                {"deferrable", 1}, {"before", 1}, {"enum", MG_TYPE_ENUM}, {"table", MG_O_TABLE},
                {"add_column", MG_ACT_ADD_COLUMN}, {"drop_column", MG_ACT_DROP_COLUMN}, {"set_not_null", MG_ACT_SET_NOT_NULL},
                {"change_column", MG_ACT_CHANGE_COLUMN}, {"rename_column", MG_ACT_RENAME_COLUMN},
                {"rename_table", MG_ACT_RENAME_TABLE}, {"add_value", MG_ACT_ADD_VALUE}};
    for (size_t i = 0; i < sizeof subs / sizeof *subs; i++)
        if (strlen(subs[i].name) == n && memcmp(subs[i].name, p, n) == 0)
            return subs[i].sub;
    abort();
}

static size_t word(const reader *r) { return strcspn(r->p, " \n()\"#!"); }

static mg_node *read_node(reader *r)
{
    blanks(r);
    assert(*r->p == '(');
    r->p++;
    size_t n = word(r);
    mg_node *node = mg_node_new(r->arena, kind_by_name(r->p, n));
    r->p += n;
    for (;;) {
        blanks(r);
        if (*r->p == ')') {
            r->p++;
            return node;
        }
        if (*r->p == '"') {
            const char *end = strchr(++r->p, '"');
            node->p = r->p;
            node->n = (uint32_t)(end - r->p);
            r->p = end + 1;
        } else if (*r->p == '#') {
            r->p++;
            n = word(r);
            node->sub = sub_by_name(r->p, n);
            r->p += n;
        } else if (*r->p == '!') {
            r->p++;
            n = word(r);
            node->flags |= flag_by_name(r->p, n);
            r->p += n;
        } else {
            mg_node_add(node, read_node(r));
        }
    }
}

/* ---- a dialect that names like PostgreSQL -------------------------------------------------- */

static mg_str auto_name(mg_schema *s, const mg_object *table, int kind, const mg_node *def)
{
    const mg_node *keys = mg_child(def, A_KEYS);
    mg_str column = keys && keys->first ? mg_text(keys->first->first) : MG_STR_NONE;
    mg_str suffix = kind == MG_O_PRIMARY_KEY ? MG_STR("pkey") : kind == MG_O_FOREIGN_KEY ? MG_STR("fkey") : MG_STR("key");
    if (kind == MG_O_PRIMARY_KEY)
        return mg_arena_printf(&s->arena, "%S_%S", &table->name, &suffix);
    return mg_arena_printf(&s->arena, "%S_%S_%S", &table->name, &column, &suffix);
}

static int precedence(mg_str op, int n)
{
    (void)op;
    return n;
}

static const mg_dialect like_postgres = {
    .id = MG_POSTGRES, .name = "postgres", .label = "PostgreSQL", .lex_mode = MG_LEX_POSTGRES, .default_schema = {"public", 6},
    .has_schemas = true, .constraints_named = true, .renames_views = true, .texts_follow_renames = true, .quote = '"',
    .auto_name = auto_name, .op_precedence = precedence};
static const mg_dialect like_mysql = {
    .id = MG_MYSQL, .name = "mysql", .label = "MySQL", .lex_mode = MG_LEX_MYSQL, .unique_is_index = true,
    .name_case = MG_CASE_TABLES_EXACT, .constraints_named = true, .renames_views = true, .column_order_matters = true,
    .quote = '`', .auto_name = auto_name, .op_precedence = precedence};

/* ---- helpers ----------------------------------------------------------------------------------- */

static mg_ctx ctx;
static mg_schema *schema;
static mg_source source;

static void start(const mg_dialect *d)
{
    memset(&ctx, 0, sizeof ctx);
    mg_alloc_init(&ctx.alloc, NULL, NULL, 0);
    ctx.limits = (mg_limits){1u << 30, 500, 1000, 1000};
    source = (mg_source){MG_STR("test"), MG_STR(""), {0}};
    mg_lines_init(&source.lines, &ctx.alloc, "", 0);
    schema = mg_schema_new(&ctx, d, 0);
    assert(schema);
}

static void stop(void)
{
    mg_schema_free(schema);
    mg_lines_free(&source.lines);
    assert(ctx.alloc.used == 0);
}

static void apply(const char *text)
{
    mg_arena scratch;
    mg_arena_init(&scratch, &ctx.alloc);
    reader r = {text, &scratch};
    mg_statement st = {.ast = read_node(&r), .source = &source, .understood = MG_FULL};
    mg_schema_apply(schema, &st);
    mg_arena_free(&scratch);
}

static mg_object *relation(const char *name) { return mg_schema_find_relation(schema, schema->dialect->default_schema, mg_str_of(name)); }
static mg_object *child(const char *table, int kind, const char *name) { return mg_object_child(relation(table), kind, mg_str_of(name)); }

static bool said(const char *code)
{
    for (uint32_t i = 0; i < schema->diags.list.n; i++)
        if (strcmp(((mg_diagnostic *)schema->diags.list.at[i])->code, code) == 0)
            return true;
    return false;
}

static bool needs(const mg_object *o, const mg_object *target)
{
    for (uint32_t i = 0; i < o->n_deps; i++)
        if (o->deps[i] == target)
            return true;
    return false;
}

static const char users[] = "(create_table (qname \"users\")"
                            " (column \"id\" (type \"integer\") (constraint #primary_key))"
                            " (column \"email\" (type \"text\") (not_null) (constraint #unique))"
                            " (column \"age\" (type \"integer\")))";
static const char orders[] = "(create_table (qname \"orders\")"
                             " (column \"id\" (type \"integer\") (constraint #primary_key))"
                             " (column \"user_id\" (type \"integer\") (constraint #foreign_key (references (qname \"users\")) (deferrable #deferrable))))";
static const char view[] = "(create_view (qname \"v\") (query (select (targets (target (column_ref \"email\" (name \"u\"))))"
                           " (from (relation \"u\" (qname \"users\"))))))";

/* ---- tests ------------------------------------------------------------------------------------------ */

static void test_create(void)
{
    start(&like_postgres);
    apply(users);
    apply(orders);
    apply(users);
    assert(said("duplicate"));
    mg_object *fk = child("orders", MG_O_FOREIGN_KEY, "orders_user_id_fkey");
    assert(fk && (fk->flags & MG_OF_AUTONAMED) && mg_attr(fk, A_DEFERRABLE));
    assert(mg_schema_find_relation(schema, MG_STR("public"), MG_STR("users_pkey")));
    assert(mg_schema_finish(schema));
    assert(mg_attr(child("users", MG_O_COLUMN, "id"), A_NOT_NULL));
    assert(mg_str_is(mg_text(mg_child(mg_attr(fk, A_REFERENCES), N_NAME)), "id"));
    assert(needs(fk, relation("users")) && needs(fk, child("users", MG_O_PRIMARY_KEY, "users_pkey")));
    assert(mg_schema_dependants(schema, relation("users"))[0]);
    stop();
}

static void test_rename(void)
{
    start(&like_postgres);
    apply(users);
    apply(orders);
    apply(view);
    apply("(alter_table (qname \"users\") (action #rename_table (new_name \"people\")) (action \"email\" #rename_column (new_name \"mail\")))");
    mg_object *fk = child("orders", MG_O_FOREIGN_KEY, "orders_user_id_fkey");
    mg_node *target = mg_child(mg_attr(fk, A_REFERENCES), N_QNAME);
    assert(mg_str_is(mg_text(target), "people") && mg_str_is(mg_qname_schema(target), "public"));
    mg_node *column = mg_child(mg_child(mg_attr_first(relation("v"), A_QUERY), A_TARGETS), Q_TARGET);
    assert(mg_str_is(mg_text(column), "email"));
    assert(mg_str_is(mg_text(mg_child(column, E_COLUMN)), "mail"));
    assert(mg_schema_finish(schema));
    assert(needs(relation("v"), child("people", MG_O_COLUMN, "mail")));
    stop();
}

static void test_drop(void)
{
    start(&like_postgres);
    apply(users);
    apply(orders);
    apply(view);
    apply("(create_index (index \"i\" (keys (key (column_ref \"age\")))) (on_table (qname \"users\")))");
    apply("(alter_table (qname \"users\") (action \"age\" #drop_column))");
    assert(!said("dependency") && !child("users", MG_O_INDEX, "i"));
    apply("(drop #table !cascade (target_object (qname \"users\")))");
    assert(!relation("users") && !relation("v") && relation("orders"));
    assert(!child("orders", MG_O_FOREIGN_KEY, "orders_user_id_fkey"));
    apply("(drop #table (target_object (qname \"order\")))");
    assert(said("unresolved"));
    mg_diagnostic *d = schema->diags.list.at[0];
    assert(strstr(d->hint.p, "orders"));
    stop();
}

static void test_mysql(void)
{
    start(&like_mysql);
    apply("(create_table (qname \"t\") (column \"a\" (type \"int\")) (column \"b\" (type \"int\")) (index \"k\" !unique"
          " (keys (key (column_ref \"a\")) (key (column_ref \"B\")))))");
    assert(child("t", MG_O_UNIQUE, "K"));
    apply("(alter_table (qname \"t\") (action \"a\" #drop_column) (action #add_column (column \"c\" (type \"int\") (position !first))))");
    mg_object *k = child("t", MG_O_UNIQUE, "k");
    assert(k && mg_child_count(mg_attr(k, A_KEYS)) == 1);
    assert(mg_str_is(relation("t")->first->name, "c"));
    apply("(alter_table (qname \"t\") (action \"b\" #change_column (column \"d\" (type \"bigint\"))))");
    assert(mg_str_is(mg_text(mg_attr_first(k, A_KEYS)->first), "d"));
    apply("(alter_table (qname \"t\") (action \"d\" #drop_column))");
    assert(!child("t", MG_O_UNIQUE, "k"));
    stop();
}

static void test_clone_and_eq(void)
{
    start(&like_postgres);
    apply(users);
    apply(orders);
    apply(view);
    assert(mg_schema_finish(schema));
    mg_schema *copy = mg_schema_clone(schema);
    assert(copy && mg_schema_eq(schema, copy, NULL) && copy->finished);
    mg_schema *first = schema;
    schema = copy;
    apply("(alter_table (qname \"users\") (action \"age\" #set_not_null))");
    mg_buf why;
    mg_buf_init(&why, &ctx.alloc);
    assert(mg_schema_finish(copy) && !mg_schema_eq(first, copy, &why));
    assert(strstr(why.p, "users.age") && strstr(why.p, "not_null"));
    mg_buf_free(&why);
    mg_schema_free(copy);
    schema = first;
    stop();
}

static void test_enum(void)
{
    start(&like_postgres);
    apply("(create_type #enum (qname \"mood\") (values_list (enum_value \"sad\") (enum_value \"happy\")))");
    apply("(alter_type (qname \"mood\") (action #add_value (enum_value \"ok\") (position \"happy\" #before)))");
    mg_object *type = mg_schema_find(schema, MG_O_TYPE, MG_STR("public"), MG_STR("mood"));
    assert(mg_str_is(mg_text(mg_attr_first(type, A_VALUES)->next), "ok"));
    apply("(create_table (qname \"t\") (column \"m\" (type \"mood\")))");
    assert(mg_schema_finish(schema));
    assert(needs(child("t", MG_O_COLUMN, "m"), type));
    assert(mg_str_is(mg_qname_schema(mg_attr_first(child("t", MG_O_COLUMN, "m"), A_TYPE)), "public"));
    stop();
}

int main(void)
{
    test_create();
    test_rename();
    test_drop();
    test_mysql();
    test_clone_and_eq();
    test_enum();
    puts("ok");
    return 0;
}
