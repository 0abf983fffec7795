/* One pattern for each kind of object. */
#include "rules/util.h"

static const char *param_of(int kind)
{
    switch (kind) {
    case MG_O_TRIGGER: return "trigger";
    case MG_O_SCHEMA: return "schema";
    case MG_O_SEQUENCE: return "sequence";
    case MG_O_VIEW: return "view";
    case MG_O_FUNCTION: return "function";
    case MG_O_TYPE: return "type";
    default: return NULL;
    }
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const char *param = c->type == MG_C_CREATE && !(c->after->flags & MG_OF_IMPLIED) ? param_of(c->after->kind) : NULL;
    mg_str pattern = param ? mg_rule_text(rc, param) : MG_STR_NONE;
    if (!param || mg_rule_matches(rc, pattern, c->after, c->after->name))
        return;
    mg_str kind = mg_rule_kind(rc, c->after), name = mg_rule_name(rc, c->after);
    mg_finding *f = mg_emit(rc, c, "The name of %S %S does not match the pattern %S.", &kind, &name, &pattern);
    mg_rule_suggest(rc, f, "Name it by the pattern while it is new.");
}

static const mg_rule_param params[] = {
    {"trigger", 'p', "[a-z][a-z0-9_]*", "what the name of a trigger has to match"},
    {"schema", 'p', "[a-z][a-z0-9_]*", "what the name of a schema has to match"},
    {"sequence", 'p', "[a-z][a-z0-9_]*", "what the name of a sequence has to match"},
    {"view", 'p', "[a-z][a-z0-9_]*", "what the name of a view has to match"},
    {"function", 'p', "[a-z][a-z0-9_]*", "what the name of a function has to match"},
    {"type", 'p', "[a-z][a-z0-9_]*", "what the name of a type has to match"},
    {0},
};

const mg_rule mg_rule_naming_trigger_schema_sequence_pattern = {
    .id = "naming/trigger-schema-sequence-pattern",
    .title = "the name of a new trigger, schema, sequence or other object does not match its pattern",
    .severity = MG_SEV_INFO,
    .dialects = MG_RULE_PG,
    .off = true,
    .params = params,
    .why =
        "Names that follow one pattern are found, generated and talked about more easily. Only new objects "
        "are looked at.",
    .fix = "Give it a name that matches, or change the pattern.",
    .source = "a matter of taste",
    .types = MG_ON(MG_C_CREATE),
    .change = on_change,
};
