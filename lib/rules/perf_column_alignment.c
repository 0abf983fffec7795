/* Values are put at multiples of their width. */
#include "rules/util.h"

static uint32_t width(const mg_rule_ctx *rc, const mg_object *column)
{
    if (mg_rule_type_is(rc, column, "bigint|int8|timestamp|timestamptz|double precision|float8|time|money|xid8|pg_lsn"))
        return 8;
    if (mg_rule_type_is(rc, column, "integer|int4|real|float4|date|oid|regclass"))
        return 4;
    return mg_rule_type_is(rc, column, "smallint|int2") ? 2 : mg_rule_type_is(rc, column, "boolean|bool|uuid") ? 1 : 0;
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (!mg_rule_is_new_table(c))
        return;
    uint32_t at = 0, sum = 0, align = 1;
    MG_EACH_CHILD(o, c->after) {
        uint32_t w = o->kind == MG_O_COLUMN ? width(rc, o) : 0;
        if (o->kind != MG_O_COLUMN)
            break;
        if (!w)
            continue; /* of any length: where the next one begins is not known */
        uint32_t size = mg_rule_type_is(rc, o, "uuid") ? 16 : w;
        at = (at + w - 1) / w * w + size;
        sum += size;
        align = w > align ? w : align;
    }
    uint32_t best = (sum + align - 1) / align * align, waste = (at + align - 1) / align * align - best;
    if (waste < mg_rule_number(rc, "max"))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "The order of the columns of %S wastes some %u bytes a row.", &name, waste);
    mg_rule_suggest(rc, f, "Those of eight bytes first (bigint, timestamptz), then four, two, one, then text.");
}

static const mg_rule_param params[] = {
    {"max", 'n', "8", "bytes a row that may be wasted"},
    {0},
};

const mg_rule mg_rule_perf_column_alignment = {
    .id = "perf/column-alignment",
    .title = "an order of columns that wastes room",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .params = params,
    .why =
        "PostgreSQL puts a value of eight bytes at a multiple of eight. A boolean before each bigint costs "
        "seven bytes a row, each time.",
    .fix =
        "Wide ones first.",
    .source = "PostgreSQL manual, pg_type.typalign",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
