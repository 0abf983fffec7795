/* Between the two halves neither the old programs nor the new ones run. */
#include "rules/util.h"

static bool is_relation(const mg_object *o) { return o->kind == MG_O_TABLE || o->kind == MG_O_VIEW; }

static bool takes_away(const mg_rule_ctx *rc, const mg_change *c)
{
    switch (c->type) {
    case MG_C_DROP_COLUMN:
    case MG_C_RENAME_COLUMN:
    case MG_C_SET_NOT_NULL: return true;
    case MG_C_DROP: return is_relation(c->before);
    case MG_C_RENAME: /* another one may have its name from then on */
        return is_relation(c->before) && !mg_schema_find_relation(mg_rule_after(rc), c->before->schema, c->before->name);
    default: return false;
    }
}

static bool gives(const mg_change *c)
{
    return c->type == MG_C_ADD_COLUMN || mg_rule_is(c, MG_C_CREATE, MG_O_TABLE) || mg_rule_is(c, MG_C_CREATE, MG_O_VIEW);
}

static void check(const mg_rule_ctx *rc)
{
    const mg_change *away = NULL, *gift = NULL;
    for (uint32_t i = 0; i < rc->changes->list.n && !(away && gift); i++) {
        const mg_change *c = rc->changes->list.at[i];
        if (c->forced)
            continue;
        away = away ? away : takes_away(rc, c) && (c->before || c->after) && mg_rule_on_old_table(rc, c) ? c : NULL;
        gift = gift ? gift : gives(c) ? c : NULL;
    }
    if (!away || !gift)
        return;
    mg_str one = mg_rule_name(rc, mg_change_object(gift)), other = mg_rule_name(rc, away->before ? away->before : away->after);
    mg_finding *f = mg_emit(rc, away, "New things (%S) and the end or narrowing of old ones (%S) come in one migration: before it the new programs "
                                      "fail, after it the old ones.", &one, &other);
    if (rc->plan)
        mg_rule_suggest(rc, f, "Run the phases apart: `--phase expand`, release the programs, `--phase contract`.");
    else
        mg_rule_suggest(rc, f, "Write two migrations: what is new first; release the programs; then what goes.");
}

const mg_rule mg_rule_compat_conversion_window = {
    .id = "compat/conversion-window",
    .title = "things come and go in one migration",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_ALL,
    .why = "While a release is rolled out, old and new programs run side by side. Where one migration both adds what the new ones need and "
           "takes away what the old ones need, there is no moment at which both can run.",
    .fix = "Expand, release, contract: in three steps.",
    .source = "common practice; the plan's phases",
    .check = check,
};
