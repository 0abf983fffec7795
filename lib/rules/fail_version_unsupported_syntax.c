/* It is a syntax error there. */
#include "rules/util.h"

typedef struct feature {
    mg_dialect_id dialect;
    uint32_t since;
    const char *version;
    mg_kind attr;
    int kind, sub;               /* of the object; of the attribute, 0 = any */
    const char *what;
} feature;

static const feature features[] = {
    {MG_POSTGRES, 110000, "11", A_INCLUDE, MG_O_INDEX, 0, "INCLUDE in an index"},
    {MG_POSTGRES, 120000, "12", A_GENERATED, MG_O_COLUMN, 0, "a generated column"},
    {MG_POSTGRES, 140000, "14", A_COMPRESSION, MG_O_COLUMN, 0, "COMPRESSION of a column"},
    {MG_POSTGRES, 150000, "15", A_NULLS_NOT_DISTINCT, MG_O_INDEX, 0, "NULLS NOT DISTINCT"},
    {MG_POSTGRES, 150000, "15", A_NULLS_NOT_DISTINCT, MG_O_UNIQUE, 0, "NULLS NOT DISTINCT"},
    {MG_POSTGRES, 180000, "18", A_GENERATED, MG_O_COLUMN, MG_GEN_VIRTUAL, "a virtual generated column"},
    {MG_POSTGRES, 180000, "18", A_NOT_ENFORCED, MG_O_CHECK, 0, "NOT ENFORCED"},
    {MG_POSTGRES, 180000, "18", A_NOT_ENFORCED, MG_O_FOREIGN_KEY, 0, "NOT ENFORCED"},
    {MG_MYSQL, 80000, "8.0", A_INVISIBLE, MG_O_INDEX, 0, "an invisible index"},
    {MG_MYSQL, 80023, "8.0.23", A_INVISIBLE, MG_O_COLUMN, 0, "an invisible column"},
    {MG_MYSQL, 50706, "5.7.6", A_GENERATED, MG_O_COLUMN, 0, "a generated column"},
    {MG_MARIADB, 100300, "10.3", A_INVISIBLE, MG_O_COLUMN, 0, "an invisible column"},
    {MG_MARIADB, 100600, "10.6", A_INVISIBLE, MG_O_INDEX, 0, "an ignored index"},
    {MG_MARIADB, 100300, "10.3", A_SYSTEM_VERSIONING, MG_O_TABLE, 0, "a system-versioned table"},
};

static void judge(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        const feature *x = &features[i];
        const mg_node *n = x->dialect == mg_rule_dialect(rc)->id && x->kind == o->kind && !mg_rule_at_least(rc, x->since) ? mg_attr(o, x->attr) : NULL;
        if (!n || (x->sub && n->sub != x->sub))
            continue;
        mg_str kind = mg_rule_kind(rc, o), name = mg_rule_name(rc, o), engine = mg_rule_engine(rc);
        mg_finding *f = mg_emit(rc, c, "The %S %S needs %s, which came with version %s: %S refuses the statement.", &kind, &name, x->what, x->version, &engine);
        mg_rule_suggest(rc, f, "Write it without, or upgrade the server first; --engine-version says what it is.");
        mg_rule_at_object(f, o);
        mg_rule_block(f);
        return;
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_version(rc))
        return;
    mg_rule_each_new(rc, c, MG_O_COLUMN, judge);
    mg_rule_each_new(rc, c, MG_O_INDEX, judge);
    mg_rule_each_new(rc, c, MG_O_CONSTRAINT, judge);
    if (mg_rule_is_new_table(c))
        judge(rc, c, c->after);
}

const mg_rule mg_rule_fail_version_unsupported_syntax = {
    .id = "fail/version-unsupported-syntax",
    .title = "something that the version planned for does not have",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "A clause that came with a later version is a syntax error on this one, or is silently something "
        "else.",
    .fix =
        "Write it without the clause, or upgrade first.",
    .source = "release notes of the engines",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON_ADD_CONSTRAINT,
    .change = on_change,
};
