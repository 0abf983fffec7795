/* Lookups of facts, and what type changes are judged to cost. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "facts/facts.h"

static mg_ctx ctx;
static mg_arena arena;

/* A type tree: "varchar", or with one or two numbers. */
static mg_node *type(const char *name, const char *a, const char *b)
{
    mg_node *t = mg_node_text(&arena, N_TYPE, mg_str_of(name));
    const char *numbers[] = {a, b};
    for (int i = 0; i < 2; i++) {
        mg_node *n = numbers[i] ? mg_node_text(&arena, E_CONST, mg_str_of(numbers[i])) : NULL;
        if (n) {
            n->sub = MG_CONST_NUMBER;
            mg_node_add(t, n);
        }
    }
    assert(t);
    return t;
}

static mg_node *members(const char *name, const char *letters)
{
    mg_node *t = mg_node_text(&arena, N_TYPE, mg_str_of(name));
    for (uint32_t i = 0; letters[i]; i++) {
        mg_node *n = mg_node_text(&arena, E_CONST, mg_arena_str(&arena, (mg_str){letters + i, 1}));
        n->sub = MG_CONST_STRING;
        mg_node_add(t, n);
    }
    return t;
}

static mg_type_change judge(const mg_dialect *d, uint32_t version, mg_node *from, mg_node *to)
{
    mg_type_change t;
    mg_schema *s = mg_schema_new(&ctx, d, version);
    assert(s);
    mg_fact_type_change(s, s, from, to, NULL, &t);
    mg_schema_free(s);
    return t;
}

static bool is(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void postgres_operations(void)
{
    const mg_pg_fact *f = mg_fact_postgres("create_index", 150000);
    assert(f && is(f->lock, "SHARE") && f->blocks_writes && !f->blocks_reads && f->builds_index);
    f = mg_fact_postgres("create_index_concurrently", 0);
    assert(f && is(f->lock, "SHARE UPDATE EXCLUSIVE") && !f->transactional && !f->blocks_writes);
    f = mg_fact_postgres("set_not_null_proved", 110000);
    assert(f && f->scans);
    f = mg_fact_postgres("set_not_null_proved", 120000);
    assert(f && !f->scans);
    f = mg_fact_postgres("add_not_null_not_valid", 170000);
    assert(f && !f->supported);
    f = mg_fact_postgres("add_foreign_key", 180000);
    assert(f && f->others && strstr(f->others, "referenced"));
    assert(mg_fact_postgres("enum.rename_value", 0) && mg_fact_postgres("rename_enum_value", 0));
    assert(mg_fact_postgres("fly", 0) == NULL && mg_fact_postgres(NULL, 0) == NULL);
    assert(mg_pg_lock_blocks_writes("SHARE") && !mg_pg_lock_blocks_writes("ROW EXCLUSIVE") && !mg_pg_lock_blocks_writes(NULL));
}

static void mysql_operations(void)
{
    const mg_my_fact *f = mg_fact_mysql(&mg_dialect_mysql, "add_column", 80036);
    assert(f && is(f->algorithm, "INSTANT"));
    f = mg_fact_mysql(&mg_dialect_mysql, "add_column", 50744);
    assert(f && is(f->algorithm, "INPLACE") && f->rebuilds);
    f = mg_fact_mysql(&mg_dialect_mysql, "add_column_after", 80020);
    assert(f && is(f->algorithm, "INPLACE"));
    f = mg_fact_mysql(&mg_dialect_mariadb, "add_foreign_key", 101100);
    assert(f && is(f->algorithm, "COPY") && is(f->lock, "SHARED"));
    f = mg_fact_mysql(&mg_dialect_mariadb, "add_foreign_key", 110800);
    assert(f && is(f->algorithm, "COPY") && is(f->lock, "NONE"));
}

static void sqlite_operations(void)
{
    assert(mg_sqlite_is_native("add_column", 30800));
    assert(!mg_sqlite_is_native("drop_column", 33400) && mg_sqlite_is_native("drop_column", 33500));
    assert(!mg_sqlite_is_native("set_not_null", 34600) && mg_sqlite_is_native("set_not_null", 35300));
    assert(!mg_sqlite_is_native("alter_type", 0) && !mg_sqlite_is_native("fly", 0));
}

static void postgres_types(void)
{
    const mg_dialect *d = &mg_dialect_postgres;
    mg_type_change t = judge(d, 0, type("varchar", "20", NULL), type("varchar", "50", NULL));
    assert(!t.rewrites && !t.loss && !t.may_fail && t.cast == MG_CAST_AUTO);
    t = judge(d, 0, type("character varying", "50", NULL), type("varchar", "20", NULL));
    assert(t.rewrites && t.loss == MG_TC_STRING && t.may_fail && t.to_length == 20);
    t = judge(d, 0, type("varchar", "50", NULL), type("text", NULL, NULL));
    assert(!t.rewrites && !t.loss);
    t = judge(d, 0, type("text", NULL, NULL), type("varchar", "50", NULL));
    assert(t.rewrites && t.loss == MG_TC_STRING);
    t = judge(d, 0, type("integer", NULL, NULL), type("bigint", NULL, NULL));
    assert(t.rewrites && !t.loss && !t.may_fail && !t.class_change);
    t = judge(d, 0, type("bigint", NULL, NULL), type("integer", NULL, NULL));
    assert(t.loss == MG_TC_INTEGER && t.may_fail);
    t = judge(d, 0, type("text", NULL, NULL), type("integer", NULL, NULL));
    assert(t.cast == MG_CAST_USING || t.cast == MG_CAST_VIA_TEXT);
    assert((t.loss & MG_TC_PARSE) && t.class_change);
    t = judge(d, 0, type("numeric", "10", "2"), type("numeric", "12", "2"));
    assert(!t.rewrites && !t.loss);
    t = judge(d, 0, type("numeric", "12", "4"), type("numeric", "12", "2"));
    assert(t.rewrites && (t.loss & MG_TC_SCALE));
    t = judge(d, 0, type("json", NULL, NULL), type("jsonb", NULL, NULL));
    assert(t.loss == MG_TC_JSON);
    t = judge(d, 0, type("mine", NULL, NULL), type("yours", NULL, NULL));
    assert(t.rewrites && t.source == NULL);
}

static void mysql_types(void)
{
    const mg_dialect *my = &mg_dialect_mysql, *ma = &mg_dialect_mariadb;
    mg_type_change t = judge(my, 0, type("varchar", "20", NULL), type("varchar", "60", NULL));
    assert(is(t.algorithm, "INPLACE") && !t.rewrites);
    t = judge(my, 0, type("varchar", "20", NULL), type("varchar", "200", NULL));
    assert(is(t.algorithm, "COPY") && t.rewrites);
    t = judge(ma, 0, type("varchar", "20", NULL), type("varchar", "200", NULL));
    assert(is(t.algorithm, "INSTANT"));
    t = judge(my, 0, members("enum", "ab"), members("enum", "abc"));
    assert(is(t.algorithm, "INSTANT") && !t.loss);
    t = judge(my, 0, members("enum", "abc"), members("enum", "ac"));
    assert(is(t.algorithm, "COPY") && (t.loss & MG_TC_ENUM_VALUES));
    t = judge(my, 0, members("enum", "ab"), members("enum", "ba"));
    assert(t.loss == MG_TC_ENUM_ORDER);
    t = judge(my, 0, type("int", NULL, NULL), type("bigint", NULL, NULL));
    assert(is(t.algorithm, "COPY") && is(t.lock, "SHARED") && !t.loss);
    t = judge(ma, 110800, type("int", NULL, NULL), type("bigint", NULL, NULL));
    assert(is(t.algorithm, "COPY") && is(t.lock, "NONE"));
    t = judge(my, 0, type("datetime", NULL, NULL), type("timestamp", NULL, NULL));
    assert((t.loss & MG_TC_RANGE) && (t.loss & MG_TC_TIME_ZONE));
}

static void functions_and_rates(void)
{
    bool known;
    assert(mg_fact_function_is_volatile(MG_STR("random"), &known) && known);
    assert(!mg_fact_function_is_volatile(MG_STR("now"), &known) && known);
    assert(mg_fact_function_is_volatile(MG_STR("mine"), &known) && !known);
    assert(mg_fact_estimate_ms(&mg_dialect_postgres, 150000, "create_index", -1, -1) == -1);
    assert(mg_fact_estimate_ms(&mg_dialect_postgres, 150000, "fly", 10, 10) == -1);
    int64_t small = mg_fact_estimate_ms(&mg_dialect_postgres, 150000, "create_index", 1000000, -1);
    int64_t large = mg_fact_estimate_ms(&mg_dialect_postgres, 150000, "create_index", 100000000, -1);
    assert(small > 100 && large > small);
    assert(mg_fact_charset_bytes(MG_STR("latin1")) == 1 && mg_fact_charset_bytes(MG_STR("utf8mb4")) == 4);
}

int main(void)
{
    mg_alloc_init(&ctx.alloc, NULL, NULL, 0);
    mg_arena_init(&arena, &ctx.alloc);
    postgres_operations();
    mysql_operations();
    sqlite_operations();
    postgres_types();
    mysql_types();
    functions_and_rates();
    mg_arena_free(&arena);
    assert(ctx.alloc.used == 0);
    puts("facts: ok");
    return 0;
}
