/* The engine cuts it, or refuses it. */
#include "rules/util.h"

enum { MANY = 60 }; /* no engine keeps fewer bytes */

static uint32_t characters(mg_str s)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < s.n; i++)
        n += (s.p[i] & 0xC0) != 0x80;
    return n;
}

static bool is_name(char ch)
{
    return mg_is_word_byte(ch) || ch == '$';
}

/* The word in the statement that the name is the beginning of: the model has it as the engine keeps it. */
static mg_str as_written(const mg_rule_ctx *rc, const mg_object *o)
{
    mg_str name = o->name;
    const mg_vec *all = &mg_rule_after(rc)->statements;
    if (!o->source || o->statement >= all->n)
        return name;
    const mg_stmt_info *st = all->at[o->statement];
    mg_words w = mg_rule_words(st);
    for (mg_str word = mg_rule_next_word(&w); word.n; word = mg_rule_next_word(&w)) {
        bool quoted = word.n > 1 && (word.p[0] == '"' || word.p[0] == '`');
        mg_str bare = quoted ? (mg_str){word.p + 1, word.n - 2} : word;
        if (bare.n > name.n && mg_str_ieq((mg_str){bare.p, name.n}, name) && (quoted || is_name(bare.p[name.n])))
            return bare;
    }
    return name;
}

static bool is_looked_at(int kind)
{
    return kind == MG_O_TABLE || kind == MG_O_COLUMN || kind == MG_O_INDEX || mg_is_constraint(kind);
}

static void look(const mg_rule_ctx *rc, const mg_change *c, const mg_object *o)
{
    const mg_dialect *d = mg_rule_dialect(rc);
    if (o->name.n < MANY || !is_looked_at(o->kind))
        return;
    mg_str name = as_written(rc, o);
    bool bytes = d->id == MG_POSTGRES;
    uint32_t n = bytes ? name.n : characters(name);
    if (!d->max_identifier || n <= d->max_identifier)
        return;
    mg_finding *f = mg_emit(rc, c, bytes ? "The name %S has %u bytes; PostgreSQL keeps the first %u." : "The name %S has %u characters; the "
                                           "server refuses more than %u.", &name, n, d->max_identifier);
    mg_rule_suggest(rc, f, "Shorten it while the object is new.");
    mg_rule_at_object(f, o);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_rule_each_new(rc, c, MG_O_NONE, look);
}

const mg_rule mg_rule_naming_identifier_too_long = {
    .id = "naming/identifier-too-long",
    .title = "a name is longer than the engine keeps",
    .severity = MG_SEV_WARNING,
    .dialects = MG_RULE_PG | MG_RULE_MY,
    .why =
        "PostgreSQL cuts names to 63 bytes, with no more than a notice: the name in the file is never the "
        "name in the catalogue, two long names may become one, and a comparison finds a difference for ever. "
        "MySQL and MariaDB refuse names of more than 64 characters (1059).",
    .fix = "Shorten the name while the object is new.",
    .source = "measured on PostgreSQL 15-18, MySQL 9.7.4",
    .types = MG_ON(MG_C_CREATE) | MG_ON(MG_C_ADD_COLUMN) | MG_ON_ADD_CONSTRAINT,
    .change = on_change,
};
