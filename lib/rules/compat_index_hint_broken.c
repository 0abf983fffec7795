/* A hint that names no index fails the query. */
#include "rules/lint.h"
#include "rules/util.h"

static bool hints_at(const mg_rule_ctx *rc, const mg_stmt_info *st, mg_str index)
{
    static const char *const hints[] = {"USE INDEX (", "FORCE INDEX (", "IGNORE INDEX (", "USE KEY (", "FORCE KEY (", "IGNORE KEY ("};
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        mg_words w = mg_rule_words(st);
        while (mg_rule_skip_to(&w, hints[i])) {
            mg_str schema, name;
            do {
                name = mg_rule_next_name(rc, &w, &schema);
                if (mg_str_ieq(name, index))
                    return true;
                name = mg_rule_next_word(&w);
            } while (mg_str_is(name, ","));
        }
    }
    return false;
}

static bool has_code(const mg_schema *s)
{
    const uint64_t kinds = mg_kind_bit(MG_O_VIEW) | mg_kind_bit(MG_O_FUNCTION) | mg_kind_bit(MG_O_PROCEDURE) | mg_kind_bit(MG_O_EVENT);
    return s->kinds & kinds;
}

static bool holds_code(const mg_object *o)
{
    return o->kind == MG_O_VIEW || mg_is_routine(o->kind) || o->kind == MG_O_EVENT;
}

static void report(const mg_rule_ctx *rc, const mg_change *c, const mg_object *user)
{
    const mg_schema *s = rc->lint ? rc->lint->state : mg_rule_after(rc);
    const mg_stmt_info *st = user->source && user->statement < s->statements.n ? s->statements.at[user->statement] : NULL;
    mg_str index = c->before->name;
    if (!st || !mg_word_set_may_hold(st->words, index) || !hints_at(rc, st, index))
        return;
    mg_str kind = mg_rule_kind(rc, user), name = mg_rule_name(rc, user);
    mg_finding *f = mg_emit(rc, c, "The %S %S has a hint that names %S: it fails with 1176 once that index is gone.", &kind, &name, &index);
    mg_rule_suggest(rc, f, "Take the hint out first.");
}

static void look_at_code(const mg_rule_ctx *rc, const mg_change *c, const mg_schema *s)
{
    if (!has_code(s))
        return;
    MG_EACH_OBJECT (o, s)
        if (holds_code(o))
            report(rc, c, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool hides = c->type == MG_C_ALTER_INDEX && mg_attr(c->after, A_INVISIBLE) && !mg_attr(c->before, A_INVISIBLE);
    bool goes = (mg_rule_is(c, MG_C_DROP, MG_O_INDEX) || c->type == MG_C_DROP_UNIQUE) && !mg_rule_note(rc, c)->replaced_by;
    if (!hides && !goes && c->type != MG_C_RENAME_INDEX)
        return;
    look_at_code(rc, c, rc->lint ? rc->lint->state : mg_rule_after(rc));
    const mg_vec *triggers = mg_schema_triggers(mg_rule_after(rc));
    for (uint32_t i = 0; !rc->lint && i < triggers->n; i++)
        report(rc, c, triggers->at[i]);
}

const mg_rule mg_rule_compat_index_hint_broken = {
    .id = "compat/index-hint-broken",
    .title = "an index that a hint names goes",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_MY,
    .why =
        "A query that says USE INDEX, FORCE INDEX or IGNORE INDEX with the name of an index that is not there"
        " fails with 1176; an invisible one fails the same way.",
    .fix = "Take the hint out first.",
    .source = "measured on MySQL 9.7.4, MariaDB 11.8.6",
    .types = MG_ON(MG_C_DROP) | MG_ON(MG_C_DROP_UNIQUE) | MG_ON(MG_C_RENAME_INDEX) | MG_ON(MG_C_ALTER_INDEX),
    .change = on_change,
};
