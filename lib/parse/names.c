/* Words for kinds of object and for severities. */
#include "parse/parse.h"

static const struct {
    const char *name, *label;
} objects[MG_O_COUNT] = {
    {"none", ""},
#define MG_OBJECT(id, name, label) {name, label},
#include "parse/objects.def"
#undef MG_OBJECT
};

const char *mg_object_kind_name(int kind)
{
    return objects[kind > 0 && kind < MG_O_COUNT ? kind : 0].name;
}

const char *mg_object_kind_label(int kind)
{
    return objects[kind > 0 && kind < MG_O_COUNT ? kind : 0].label;
}

const char *mg_severity_name(mg_severity s)
{
    static const char *const names[] = {"info", "warning", "error", "critical"};
    return (unsigned)s < 4 ? names[s] : "error";
}
