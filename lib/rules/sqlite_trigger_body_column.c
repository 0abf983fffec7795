/* SQLite does not look there, and every firing fails. */
#include "rules/lint.h"
#include "rules/util.h"

/* The trigger's statement has UPDATE table SET … column = … in it. */
static bool sets(const mg_rule_ctx *rc, const mg_stmt_info *st, mg_str table, mg_str column)
{
    mg_words w = mg_rule_words(st);
    while (mg_rule_skip_to(&w, "UPDATE")) {
        mg_words ahead = w;
        mg_str schema, name = mg_rule_next_name(rc, &ahead, &schema);
        if (!mg_str_ieq(name, table) || !mg_str_iis(mg_rule_next_word(&ahead), "set"))
            continue;
        mg_str last = MG_STR_NONE;
        for (mg_str word = mg_rule_next_word(&ahead); word.n && !mg_str_iis(word, "where") && !mg_str_is(word, ";");
             last = word, word = mg_rule_next_word(&ahead))
            if (mg_str_is(word, "=") && mg_str_ieq(last, column))
                return true;
    }
    return false;
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *table)
{
    MG_EACH_CHILD(t, table) {
        mg_stmt_info st = {.off = t->off, .len = t->len, .source = t->source};
        if (t->kind != MG_O_TRIGGER || !t->source || !sets(rc, &st, c->before->parent->name, c->before->name))
            continue;
        mg_str name = mg_rule_name(rc, c->before), own = mg_rule_own_name(rc, t), on = mg_rule_name(rc, t->parent);
        mg_finding *f = mg_emit(rc, c, "Trigger %S on %S sets %S: SQLite drops the column all the same, and every firing fails.", &own, &on,
                                &name);
        mg_rule_suggest(rc, f, "Drop the trigger in the same transaction and create it again without the column.");
        mg_rule_block(f);
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    if (rc->plan || c->type != MG_C_DROP_COLUMN || !c->before->parent || !mg_changes_counterpart(rc->changes, c->before->parent))
        return;
    const mg_schema *after = rc->lint ? rc->lint->state : mg_rule_after(rc);
    MG_EACH_OBJECT(table, after) {
        if (!mg_str_ieq(table->name, c->before->parent->name))
            look(rc, c, table);
    }
}

const mg_rule mg_rule_sqlite_trigger_body_column = {
    .id = "sqlite/trigger-body-column",
    .title = "a trigger of another table sets a column that is dropped",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "DROP COLUMN does not look into the UPDATE statements of other tables' triggers: it succeeds, and "
        "every firing of such a trigger fails from then on.",
    .fix = "Drop the trigger in the same transaction and create it again without the column.",
    .source = "measured on SQLite 3.34-3.53",
    .types = MG_ON(MG_C_DROP_COLUMN),
    .change = on_change,
};
