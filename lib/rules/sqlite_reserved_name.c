/* Names that begin with sqlite_ are the library's own. */
#include "rules/lint.h"
#include "rules/util.h"

static bool is_reserved(mg_str name) { return name.n >= 7 && mg_str_iis((mg_str){name.p, 7}, "sqlite_"); }

/* The shell's .schema prints them, and who reads that back passes over the error. */
static bool is_printed(mg_str name)
{
    return mg_str_iis(name, "sqlite_sequence") || (name.n > 11 && mg_str_iis((mg_str){name.p, 11}, "sqlite_stat"));
}

static mg_str name_of(const mg_node *n)
{
    if (n->kind != N_ACTION)
        return mg_text(n->kind == N_INDEX ? n : mg_child(n, N_QNAME));
    const mg_node *fresh = n->sub == MG_ACT_RENAME_TABLE ? mg_child(n, A_NEW_NAME) : NULL;
    return fresh && fresh->first ? mg_text(fresh->first) : mg_text(fresh);
}

static void on_node(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    if (!is_reserved(name_of(n)) || is_printed(name_of(n)))
        return;
    mg_str name = mg_arena_str(rc->arena, name_of(n)), engine = mg_rule_engine(rc);
    mg_finding *f = mg_emit_node(rc, st, n, "%S begins with sqlite_, and such names are SQLite's own: %S refuses it.", &name, &engine);
    mg_rule_suggest(rc, f, "Choose a name that begins otherwise.");
    mg_rule_block(f);
}

/* Keys of a table have indexes by such names, which go with the table. */
static void on_drop(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *drop)
{
    MG_EACH (target, drop) {
        const mg_node *qname = target->kind == A_TARGET ? mg_child(target, N_QNAME) : NULL;
        if (drop->sub != MG_O_INDEX || drop->flags & NF_IF_EXISTS || !is_reserved(mg_text(qname)))
            continue;
        mg_str name = mg_arena_str(rc->arena, mg_text(qname)), engine = mg_rule_engine(rc);
        mg_finding *f = mg_emit_at(rc, st, "%S is the index of a PRIMARY KEY or UNIQUE, which goes with its table alone: %S refuses to drop it.", &name, &engine);
        mg_rule_suggest(rc, f, "Make the table anew without the key.");
        mg_rule_block(f);
    }
}

static void ask(const mg_rule_ctx *rc, const mg_lint_stmt *st, const mg_node *n)
{
    if (n->kind == S_DROP)
        on_drop(rc, st, n);
    else
        on_node(rc, st, n);
}

const mg_rule mg_rule_sqlite_reserved_name = {
    .id = "sqlite/reserved-name",
    .title = "a name that is SQLite's own",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_SQLITE,
    .why =
        "Tables, indexes, views and triggers whose names begin with sqlite_ are the library's: nobody makes or renames one to such a name, and the indexes of keys (sqlite_autoindex_…) are not dropped by themselves.",
    .fix =
        "Choose another name; to lose a key, make the table anew.",
    .source = "measured on SQLite 3.40.1, 3.53.4",
    .node = ask,
    .nodes = {S_CREATE_TABLE, N_INDEX, S_CREATE_VIEW, S_CREATE_TRIGGER, N_ACTION, S_DROP},
};
