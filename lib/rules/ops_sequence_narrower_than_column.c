/* The sequence ends where it ended before. */
#include "rules/util.h"

static bool is_narrow(const mg_object *sequence)
{
    MG_EACH(p, mg_attr(sequence, A_SEQUENCE)) {
        if (mg_str_iis(mg_text(p), "as"))
            return !mg_str_iis(mg_text(p->first), "bigint") && !mg_str_iis(mg_text(p->first), "int8");
    }
    return false;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (c->type != MG_C_ALTER_COLUMN_TYPE || !mg_rule_type_is(rc, c->after, "bigint|int8"))
        return;
    for (uint32_t i = 0; i < mg_n_deps(c->after); i++) {
        const mg_object *s = c->after->deps[i];
        if (s->kind != MG_O_SEQUENCE || !is_narrow(s))
            continue;
        mg_str name = mg_rule_name(rc, c->after), own = mg_rule_name(rc, s), sql = mg_rule_sql_name(rc, s);
        mg_finding *f = mg_emit(rc, c, "%S becomes bigint, and %S, which fills it, still ends at 2,147,483,647: inserts fail there all the same.", &name, &own);
        mg_rule_suggest(rc, f, "Widen the sequence in the same transaction.");
        mg_rule_sql(rc, f, "ALTER SEQUENCE %S AS bigint", &sql);
    }
}

const mg_rule mg_rule_ops_sequence_narrower_than_column = {
    .id = "ops/sequence-narrower-than-column",
    .title = "a column becomes wider than the sequence that fills it",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "serial makes a sequence of type integer (from PostgreSQL 10 on). It keeps that type when the column "
        "becomes bigint; an identity column's sequence follows.",
    .fix =
        "ALTER SEQUENCE … AS bigint beside it.",
    .source = "measured on PostgreSQL 11-19",
    .types = MG_ON(MG_C_ALTER_COLUMN_TYPE),
    .change = on_change,
};
