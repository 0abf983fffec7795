/* The index is over a constant and serves no query. */
#include "rules/util.h"

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *index)
{
    MG_EACH(key, mg_attr(index, A_KEYS)) {
        const mg_node *e = key->kind == N_KEY ? key->first : NULL;
        if (!e || e->kind != E_CONST || e->sub != MG_CONST_STRING)
            continue;
        mg_str own = mg_rule_own_name(rc, index), text = mg_text(e);
        mg_finding *f = mg_emit(rc, c, "Index %S is over the string '%S', not over a column: there is none of that name.", &own, &text);
        mg_rule_suggest(rc, f, "Name a column.");
        mg_rule_at_object(f, index);
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_INDEX, look);
}

const mg_rule mg_rule_sqlite_double_quoted_string = {
    .id = "sqlite/double-quoted-string",
    .title = "an index over a string in double quotes",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_SQLITE,
    .why =
        "A name in double quotes that is no column is taken for a string: the index is over a constant and "
        "serves no query.",
    .fix = "Write names of columns as they are, strings in single quotes.",
    .source = "measured on SQLite 3.34-3.53",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
