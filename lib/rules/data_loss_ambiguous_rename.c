/* Taken as drop and add, a rename deletes the data. Only a person knows which it is. */
#include "rules/util.h"

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    bool drops = c->type == MG_C_DROP_COLUMN || mg_rule_is(c, MG_C_DROP, MG_O_TABLE);
    if (!drops || !c->candidate)
        return;
    mg_str old = mg_rule_name(rc, c->before), new = mg_rule_name(rc, c->candidate);
    mg_finding *f = mg_emit(rc, c, "%S is dropped and %S is added: this may be a rename (%u %% sure). As drop "
                                   "and add it deletes "
                                   "the data.", &old, &new, (unsigned)c->confidence);
    mg_str own = mg_rule_own_name(rc, c->candidate);
    mg_rule_suggest(rc, f, "If it is one, say so with --rename %S:%S; if not, --renames never.", &old, &own);
    mg_rule_block(f);
}

const mg_rule mg_rule_data_loss_ambiguous_rename = {
    .id = "data-loss/ambiguous-rename",
    .title = "a drop and an add may be a rename",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "One thing is dropped and a similar one is added in the same place. If that is a rename, dropping and"
        " adding deletes the data. The names and types alone do not decide it.",
    .fix =
        "Say what it is: `--rename old:new` on the command line, or a comment `-- migra: renamed from old` "
        "above the new definition. `--renames never` confirms drop and add.",
    .source = "by comparison of names, types and places",
    .types = MG_ON(MG_C_DROP) | MG_ON(MG_C_DROP_COLUMN),
    .change = on_change,
};
