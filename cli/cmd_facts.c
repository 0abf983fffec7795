/* facts: what engines do, as the library's tables have it. */
#include "cli.h"

int cmd_facts(migra_context *c, const options *o) {
    migra_facts_options f = MIGRA_FACTS_OPTIONS_INIT;
    migra_text *text = NULL;
    migra_error *err = NULL;
    if (o->args.n > 0) f.topic = o->args.at[0];
    if (o->args.n > 1) f.word = o->args.at[1];
    f.dialect = o->dialect;
    f.version = o->engine_version;
    f.format = o->format;
    if (migra_facts_render(c, &f, &text, &err)) return report_error(err), EXIT_USAGE;
    bool ok = write_output(o, migra_text_data(text), migra_text_len(text));
    migra_text_free(text);
    return ok ? EXIT_DONE : EXIT_USAGE;
}
