/* Rules as data: a kind of object, patterns of names, and what to say. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static const char *const whens[] = {"added", "changed", "dropped", "any"};

static bool is_one_of(const char *word, const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!strcmp(word, words[i])) return true;
    }
    return false;
}

bool custom_is_good(const custom_rule *r, const char **bad) {
    static const char *const severities[] = {"info", "warning", "error", "critical"};
    *bad = !r->id ? "`id` is missing"
           : !r->object ? "`object` is missing: table, column, index and so on"
           : !r->message ? "`message` is missing"
           : r->when && !is_one_of(r->when, whens, 4) ? "`when` is added, changed, dropped or any"
           : r->severity && !is_one_of(r->severity, severities, 4) ? "`severity` is info, warning, error or critical"
                                                                   : NULL;
    return !*bad;
}

/* ---- matching --------------------------------------------------------------------------------- */

/* '*' any text, '?' one character, '|' between alternatives, '!' in front turns it round; letters of either case. */
static bool glob(const char *p, const char *end, const char *z, const char *zend) {
    const char *star = NULL, *back = NULL;
    while (z < zend) {
        if (p < end && *p == '*') {
            star = ++p;
            back = z;
        } else if (p < end && (*p == '?' || lower(*p) == lower(*z))) {
            p++;
            z++;
        } else if (star) {
            p = star;
            z = ++back;
        } else return false;
    }
    while (p < end && *p == '*') p++;
    return p == end;
}

static bool matches(const char *pattern, const char *z, size_t n) {
    bool not = pattern && *pattern == '!', hit = false;
    if (!pattern) return true;
    for (const char *p = pattern + not; !hit; p++) {
        const char *bar = p + strcspn(p, "|");
        hit = glob(p, bar, z, z + n);
        if (!*bar) break;
        p = bar;
    }
    return hit != not;
}

static bool matches_string(const char *pattern, const migra_string *s) {
    return matches(pattern, s->data ? s->data : "", s->len);
}

/* ---- asking ------------------------------------------------------------------------------------ */

typedef struct asking {
    const custom_rule *rule;
    migra_emitter *emitter;
    const migra_schema *after;
} asking;

static void add(char **all, const char *p, size_t n) {
    size_t have = *all ? strlen(*all) : 0;
    *all = must(realloc(*all, have + n + 1));
    memcpy(*all + have, p, n);
    (*all)[have + n] = 0;
}

/* {name}, {table}, {type} in the message. */
static char *fill(const char *message, const migra_string *name, const migra_string *table, const char *type) {
    char *out = NULL;
    add(&out, "", 0);
    while (*message) {
        if (!strncmp(message, "{name}", 6)) add(&out, name->data ? name->data : "", name->len), message += 6;
        else if (!strncmp(message, "{table}", 7)) add(&out, table->data ? table->data : "", table->len), message += 7;
        else if (!strncmp(message, "{type}", 6)) add(&out, type, strlen(type)), message += 6;
        else add(&out, message++, 1);
    }
    return out;
}

static void look(const asking *a, const migra_change *c, const migra_object *o, const migra_string *table) {
    const custom_rule *r = a->rule;
    migra_string name;
    migra_text *type = NULL;
    migra_object_name(o, &name);
    if (!matches(r->object, migra_object_kind(o), strlen(migra_object_kind(o))) || !matches_string(r->name, &name) ||
        !matches_string(r->table, table)) {
        return;
    }
    if (r->type && (migra_object_attribute(a->after, o, "data_type", &type, NULL) || !type)) return;
    const char *words = type ? migra_text_data(type) : "";
    if (!r->type || matches(r->type, words, strlen(words))) {
        char *message = fill(r->message, &name, table, words);
        migra_finding_def def = MIGRA_FINDING_DEF_INIT;
        def.change = c;
        def.object = o;
        def.message = message;
        def.suggestion = r->suggestion;
        migra_emit(a->emitter, &def);
        free(message);
    }
    migra_text_free(type);
}

static int32_t check(const migra_rule_view *view, migra_emitter *emitter, void *user_data) {
    const migra_changes *changes = migra_rule_view_changes(view);
    asking a = {user_data, emitter, migra_rule_view_after(view)};
    const char *when = a.rule->when ? a.rule->when : "added";
    for (size_t i = 0; i < migra_changes_count(changes); i++) {
        const migra_change *c = migra_changes_at(changes, i);
        const migra_object *before = migra_change_before(c), *after = migra_change_after(c);
        const char *what = !before ? "added" : !after ? "dropped" : "changed";
        migra_string table;
        if (strcmp(when, "any") && strcmp(when, what)) continue;
        migra_change_table(c, &table);
        look(&a, c, after ? after : before, &table);
        if (before || !after) continue;
        for (const migra_object *o = migra_object_first_child(after); o; o = migra_object_next(o)) look(&a, c, o, &table);
    }
    return 0;
}

bool custom_register(migra_context *c, const options *o) {
    for (size_t i = 0; i < o->n_custom; i++) {
        migra_rule_def def = MIGRA_RULE_DEF_INIT;
        migra_error *err = NULL;
        custom_rule *r = &o->custom[i];
        def.id = r->id;
        def.title = r->message;
        for (int s = MIGRA_SEVERITY_INFO; r->severity && s <= MIGRA_SEVERITY_CRITICAL; s++) {
            if (!strcmp(r->severity, migra_severity_name(s))) def.severity = s;
        }
        def.check = check;
        def.user_data = r;
        if (migra_context_add_rule(c, &def, &err)) return report_error(err);
    }
    return true;
}
