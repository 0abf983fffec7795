/* migra.yaml: the configuration of a project. docs/cli.md describes it.
 *
 * What it says becomes options, as if it stood on the command line, and lists of its own for what has no option. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

#ifndef HAVE_YAML

bool yaml_load(options *o, const char *path) {
    (void)o;
    complain("%s: this migra was built without libyaml; give the options, or migra.toml", path);
    return false;
}

#else

#include <yaml.h>

typedef struct conf {
    options *o;
    const char *path;
    yaml_document_t doc;
} conf;

typedef struct key_row {
    const char *key;
    bool (*take)(conf *c, yaml_node_t *key, yaml_node_t *value);
} key_row;

/* ---- nodes ------------------------------------------------------------------------------- */

static yaml_node_t *node(conf *c, int id) {
    return yaml_document_get_node(&c->doc, id);
}

static const char *text(const yaml_node_t *n) {
    return n && n->type == YAML_SCALAR_NODE ? (const char *)n->data.scalar.value : NULL;
}

static bool wrong(const conf *c, const yaml_node_t *n, const char *fmt, const char *a, const char *b) {
    char *head = join(fmt, "", "");
    size_t line = n ? n->start_mark.line + 1 : 1, column = n ? n->start_mark.column + 1 : 1;
    char *message = must(malloc(strlen(fmt) + strlen(a) + strlen(b) + 1));
    sprintf(message, head, a, b);
    complain("%s:%zu:%zu: %s", c->path, line, column, message);
    free(message);
    free(head);
    return false;
}

static char *keep(conf *c, const char *z) {
    char *p = copy(z, strlen(z));
    strings_add(&c->o->owned, p);
    return p;
}

static char *keep3(conf *c, const char *a, const char *b, const char *z) {
    char *p = join(a, b, z);
    strings_add(&c->o->owned, p);
    return p;
}

/* "a, b or c" of a table. */
static char *allowed(const key_row *rows, size_t n) {
    char *all = copy("", 0);
    for (size_t i = 0; i < n; i++) {
        char *more = join(all, i ? ", " : "", rows[i].key);
        free(all);
        all = more;
    }
    return all;
}

static bool each_key(conf *c, yaml_node_t *map, const key_row *rows, size_t n, const char *what,
                     bool (*otherwise)(conf *c, yaml_node_t *key, yaml_node_t *value)) {
    if (map->type != YAML_MAPPING_NODE) return wrong(c, map, "%s has keys and values%s", what, "");
    for (yaml_node_pair_t *p = map->data.mapping.pairs.start; p < map->data.mapping.pairs.top; p++) {
        yaml_node_t *key = node(c, p->key), *value = node(c, p->value);
        const char *name = text(key);
        size_t i = 0;
        if (!name) return wrong(c, key, "a key of %s is a word%s", what, "");
        while (i < n && strcmp(rows[i].key, name)) i++;
        if (i < n) {
            if (!rows[i].take(c, key, value)) return false;
            continue;
        }
        if (otherwise) {
            if (!otherwise(c, key, value)) return false;
            continue;
        }
        char *all = allowed(rows, n);
        wrong(c, key, "unknown key \"%s\"; allowed: %s", name, all);
        free(all);
        return false;
    }
    return true;
}

static bool each_item(conf *c, yaml_node_t *list, const char *what, bool (*take)(conf *c, yaml_node_t *item)) {
    if (list->type != YAML_SEQUENCE_NODE) return wrong(c, list, "%s is a list%s", what, "");
    for (yaml_node_item_t *i = list->data.sequence.items.start; i < list->data.sequence.items.top; i++) {
        if (!take(c, node(c, *i))) return false;
    }
    return true;
}

/* ---- ignore -------------------------------------------------------------------------------- */

static migra_ignore *last_ignore(conf *c) {
    return &c->o->ignores[c->o->n_ignores - 1];
}

static bool take_rule(conf *c, yaml_node_t *key, yaml_node_t *value) {
    if (!text(value)) return wrong(c, key, "%s is the name of a rule or of a group%s", "rule", "");
    last_ignore(c)->rule = keep(c, text(value));
    return true;
}

static bool take_path(conf *c, yaml_node_t *key, yaml_node_t *value) {
    if (!text(value)) return wrong(c, key, "%s is a pattern%s", "path", "");
    last_ignore(c)->path = keep(c, text(value));
    return true;
}

static bool take_object(conf *c, yaml_node_t *key, yaml_node_t *value) {
    if (!text(value)) return wrong(c, key, "%s is a pattern%s", "object", "");
    last_ignore(c)->object = keep(c, text(value));
    return true;
}

static bool take_nothing(conf *c, yaml_node_t *key, yaml_node_t *value) {
    return text(value) || wrong(c, key, "%s is a text%s", text(key), "");
}

static bool take_ignored(conf *c, yaml_node_t *item) {
    static const key_row rows[] = {{"rule", take_rule}, {"path", take_path}, {"object", take_object}, {"reason", take_nothing}};
    if (text(item)) {
        strings_add(&c->o->ignore, copy(text(item), strlen(text(item))));
        return true;
    }
    c->o->ignores = must(realloc(c->o->ignores, (c->o->n_ignores + 1) * sizeof *c->o->ignores));
    c->o->ignores[c->o->n_ignores++] = (migra_ignore){NULL, NULL, NULL};
    return each_key(c, item, rows, sizeof rows / sizeof *rows, "an entry of ignore", NULL);
}

static bool take_ignore(conf *c, yaml_node_t *key, yaml_node_t *value) {
    (void)key;
    return each_item(c, value, "ignore", take_ignored);
}

/* ---- rules ------------------------------------------------------------------------------------ */

static const char *rule_at_hand;

static bool set_severity(conf *c, yaml_node_t *at, const char *rule, const char *severity) {
    static const char *const words[] = {"info", "warning", "error", "critical", "off", "on"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(severity, words[i])) continue;
        strings_add(&c->o->severity, join(rule, "=", severity));
        return true;
    }
    return wrong(c, at, "\"%s\" is no severity; allowed: info, warning, error, critical, off, on%s", severity, "");
}

static bool take_severity(conf *c, yaml_node_t *key, yaml_node_t *value) {
    if (!text(value)) return wrong(c, key, "%s is a word%s", "severity", "");
    return set_severity(c, value, rule_at_hand, text(value));
}

static bool take_param(conf *c, yaml_node_t *key, yaml_node_t *value) {
    if (!text(value)) return wrong(c, key, "%s has one value%s", text(key), "");
    char *name = keep3(c, rule_at_hand, ".", text(key));
    strings_add(&c->o->rule_option, join(name, "=", text(value)));
    return true;
}

static bool take_one_rule(conf *c, yaml_node_t *key, yaml_node_t *value) {
    static const key_row rows[] = {{"severity", take_severity}};
    rule_at_hand = keep(c, text(key));
    if (text(value)) {
        const char *word = text(value);
        /* YAML's own off and on */
        if (!strcmp(word, "false")) word = "off";
        if (!strcmp(word, "true")) word = "on";
        return set_severity(c, value, rule_at_hand, word);
    }
    return each_key(c, value, rows, 1, rule_at_hand, take_param);
}

static bool take_rules(conf *c, yaml_node_t *key, yaml_node_t *value) {
    (void)key;
    return each_key(c, value, NULL, 0, "rules", take_one_rule);
}

/* ---- naming -------------------------------------------------------------------------------------- */

static const struct {
    const char *kind, *rule;
} named[] = {
    {"table", "naming/table-pattern"},   {"column", "naming/column-pattern"},    {"index", "naming/index-pattern"},
    {"unique", "naming/unique-pattern"}, {"foreign-key", "naming/fk-pattern"},   {"primary-key", "naming/pk-pattern"},
    {"check", "naming/check-pattern"},
};

static bool take_pattern(conf *c, yaml_node_t *key, yaml_node_t *value) {
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (strcmp(named[i].kind, text(key))) continue;
        if (!text(value)) return wrong(c, key, "%s is a pattern%s", text(key), "");
        strings_add(&c->o->severity, join(named[i].rule, "=", "warning"));
        char *option = keep3(c, named[i].rule, ".pattern=", text(value));
        strings_add(&c->o->rule_option, copy(option, strlen(option)));
        return true;
    }
    return wrong(c, key, "unknown key \"%s\"; allowed: table, column, index, unique, foreign-key, primary-key, check%s", text(key), "");
}

static bool take_naming(conf *c, yaml_node_t *key, yaml_node_t *value) {
    (void)key;
    return each_key(c, value, NULL, 0, "naming", take_pattern);
}

/* ---- thresholds ------------------------------------------------------------------------------------ */

static bool take_number(conf *c, yaml_node_t *key, yaml_node_t *value, int64_t *out) {
    const char *z = text(value);
    if (!z || !*z || strspn(z, "0123456789_") != strlen(z)) return wrong(c, key, "%s is a number%s", text(key), "");
    *out = 0;
    for (; *z; z++) {
        if (*z != '_') *out = *out * 10 + (*z - '0');
    }
    return true;
}

static bool take_small(conf *c, yaml_node_t *key, yaml_node_t *value) {
    return take_number(c, key, value, &c->o->small_rows);
}

static bool take_large(conf *c, yaml_node_t *key, yaml_node_t *value) {
    return take_number(c, key, value, &c->o->large_rows);
}

static bool take_lock_seconds(conf *c, yaml_node_t *key, yaml_node_t *value) {
    int64_t seconds = 0;
    char option[80];
    if (!take_number(c, key, value, &seconds)) return false;
    snprintf(option, sizeof option, "lock/timeout-too-long.max_ms=%lld", (long long)seconds * 1000);
    strings_add(&c->o->rule_option, copy(option, strlen(option)));
    strings_add(&c->o->severity, join("lock/timeout-too-long", "=", "warning"));
    return true;
}

static bool take_backup(conf *c, yaml_node_t *key, yaml_node_t *value) {
    const char *word = text(value);
    bool on = word && !strcmp(word, "true");
    if (!on && (!word || strcmp(word, "false"))) return wrong(c, key, "%s is true or false%s", text(key), "");
    if (on) strings_add(&c->o->severity, join("tx/prior-backup", "=", "warning"));
    return true;
}

static bool take_thresholds(conf *c, yaml_node_t *key, yaml_node_t *value) {
    static const key_row rows[] = {{"small-table-rows", take_small},
                                   {"large-table-rows", take_large},
                                   {"max-lock-seconds", take_lock_seconds},
                                   {"backup-for-drops", take_backup}};
    (void)key;
    return each_key(c, value, rows, sizeof rows / sizeof *rows, "thresholds", NULL);
}

/* ---- what ${…} stands for -------------------------------------------------------------------------------- */

static bool take_placeholder(conf *c, yaml_node_t *key, yaml_node_t *value) {
    if (!text(value)) return wrong(c, key, "%s has one value%s", text(key), "");
    strings_add(&c->o->placeholder, join(text(key), "=", text(value)));
    return true;
}

static bool take_placeholders(conf *c, yaml_node_t *key, yaml_node_t *value) {
    (void)key;
    return each_key(c, value, NULL, 0, "placeholders", take_placeholder);
}

/* ---- how large tables are ------------------------------------------------------------------------------ */

static bool take_rows(conf *c, yaml_node_t *key, yaml_node_t *value) {
    int64_t rows = 0;
    if (!take_number(c, key, value, &rows)) return false;
    options_add_table(c->o, keep(c, text(key)), rows);
    return true;
}

static bool take_tables(conf *c, yaml_node_t *key, yaml_node_t *value) {
    (void)key;
    return each_key(c, value, NULL, 0, "tables", take_rows);
}

/* ---- custom rules ----------------------------------------------------------------------------------------- */

static custom_rule *last_rule(conf *c) {
    return &c->o->custom[c->o->n_custom - 1];
}

static bool take_text(conf *c, yaml_node_t *key, yaml_node_t *value) {
    static const struct {
        const char *key;
        size_t at;
    } fields[] = {{"id", offsetof(custom_rule, id)},           {"object", offsetof(custom_rule, object)},
                  {"name", offsetof(custom_rule, name)},       {"table", offsetof(custom_rule, table)},
                  {"type", offsetof(custom_rule, type)},       {"when", offsetof(custom_rule, when)},
                  {"message", offsetof(custom_rule, message)}, {"suggestion", offsetof(custom_rule, suggestion)},
                  {"severity", offsetof(custom_rule, severity)}};
    if (!text(value)) return wrong(c, key, "%s is a text%s", text(key), "");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (!strcmp(fields[i].key, text(key))) *(const char **)((char *)last_rule(c) + fields[i].at) = keep(c, text(value));
    }
    return true;
}

static bool take_custom(conf *c, yaml_node_t *item) {
    static const key_row rows[] = {{"id", take_text},   {"object", take_text},  {"name", take_text},
                                   {"table", take_text}, {"type", take_text},    {"when", take_text},
                                   {"message", take_text}, {"suggestion", take_text}, {"severity", take_text}};
    const char *bad = NULL;
    c->o->custom = must(realloc(c->o->custom, (c->o->n_custom + 1) * sizeof *c->o->custom));
    c->o->custom[c->o->n_custom++] = (custom_rule){0};
    if (!each_key(c, item, rows, sizeof rows / sizeof *rows, "a custom rule", NULL)) return false;
    if (!custom_is_good(last_rule(c), &bad)) return wrong(c, item, "a custom rule: %s%s", bad, "");
    return true;
}

static bool take_customs(conf *c, yaml_node_t *key, yaml_node_t *value) {
    (void)key;
    return each_item(c, value, "custom-rules", take_custom);
}

/* ---- all of it ------------------------------------------------------------------------------------------------ */

static const key_row own_rows[] = {{"rules", take_rules},       {"ignore", take_ignore},   {"naming", take_naming},
                                   {"thresholds", take_thresholds}, {"tables", take_tables}, {"custom-rules", take_customs},
                                   {"placeholders", take_placeholders}};

static bool set_option(conf *c, yaml_node_t *key, const yaml_node_t *value) {
    char where[512];
    const char *name = text(key), *word = text(value);
    if (!options_is_setting(name)) {
        char *all = allowed(own_rows, sizeof own_rows / sizeof *own_rows);
        wrong(c, key, "unknown key \"%s\"; allowed: every long option (migra lint --help), and %s", name, all);
        free(all);
        return false;
    }
    if (!word) return wrong(c, key, "%s has one value, or a list of values%s", name, "");
    snprintf(where, sizeof where, "%s:%zu:%zu", c->path, key->start_mark.line + 1, key->start_mark.column + 1);
    return options_set(c->o, name, keep(c, word), where, false);
}

static bool take_option(conf *c, yaml_node_t *key, yaml_node_t *value) {
    if (value->type != YAML_SEQUENCE_NODE) return set_option(c, key, value);
    for (yaml_node_item_t *i = value->data.sequence.items.start; i < value->data.sequence.items.top; i++) {
        if (!set_option(c, key, node(c, *i))) return false;
    }
    return true;
}

static bool parse(conf *c, const char *data, size_t len) {
    yaml_parser_t p;
    if (!yaml_parser_initialize(&p)) must(NULL);
    yaml_parser_set_input_string(&p, (const unsigned char *)data, len);
    bool ok = yaml_parser_load(&p, &c->doc) != 0;
    if (!ok) {
        complain("%s:%zu:%zu: %s", c->path, p.problem_mark.line + 1, p.problem_mark.column + 1, p.problem ? p.problem : "no YAML");
    }
    yaml_parser_delete(&p);
    return ok;
}

bool yaml_load(options *o, const char *path) {
    conf c = {.o = o, .path = path};
    char *data;
    size_t len;
    if (!read_path(path, &data, &len)) return false;
    bool ok = parse(&c, data, len);
    if (ok) {
        yaml_node_t *root = yaml_document_get_root_node(&c.doc);
        ok = !root || (root->type == YAML_SCALAR_NODE && !root->data.scalar.length) ||
             each_key(&c, root, own_rows, sizeof own_rows / sizeof *own_rows, "the configuration", take_option);
        yaml_document_delete(&c.doc);
    }
    free(data);
    return ok;
}

#endif
