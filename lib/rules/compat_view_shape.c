/* Programs that read them fail, or read others. */
#include "rules/util.h"

enum { MOST = 400 };

static mg_str column_name(const mg_node *target)
{
    mg_str alias = mg_text(target);
    const mg_node *e = target->first;
    return alias.n ? alias : e && e->kind == E_COLUMN ? mg_text(e) : e && e->kind == E_CALL ? mg_text(e) : MG_STR_NONE;
}

/* The names of the view's columns; 0 where they are not known. */
static uint32_t shape(const mg_object *view, mg_str *names)
{
    uint32_t n = 0;
    MG_EACH(name, mg_attr(view, A_COLUMN_NAMES)) {
        if (n < MOST)
            names[n++] = mg_text(name);
    }
    if (n)
        return n;
    const mg_node *q = mg_attr_first(view, A_QUERY);
    while (q && q->kind == Q_SETOP)
        q = q->first;
    MG_EACH(target, q ? mg_child(q, A_TARGETS) : NULL) {
        mg_str name = column_name(target);
        if (!name.n || mg_str_is(name, "*") || n == MOST)
            return 0;
        names[n++] = name;
    }
    return n;
}

/* A table's column was; compat/rename-column says so. */
static bool is_renamed(const mg_rule_ctx *rc, mg_str from, mg_str to)
{
    for (uint32_t i = 0; i < rc->changes->list.n; i++) {
        const mg_change *c = rc->changes->list.at[i];
        if (c->type == MG_C_RENAME_COLUMN && mg_str_eq(c->before->name, from) && mg_str_eq(c->after->name, to))
            return true;
    }
    return false;
}

/* By CREATE OR REPLACE VIEW; ALTER … RENAME COLUMN may give a view's column another name. */
static bool is_replaced(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_stmt_info *st = mg_rule_statement_of(rc, c);
    return c->after->kind == MG_O_VIEW && (!st || st->kind == S_CREATE_VIEW);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    mg_str from[MOST], to[MOST];
    bool view = c->before && c->after && (c->type == MG_C_REPLACE || c->type == MG_C_ALTER) && (c->after->kind == MG_O_VIEW || c->after->kind == MG_O_MATVIEW);
    uint32_t n = view ? shape(c->before, from) : 0, m = n ? shape(c->after, to) : 0, i = 0;
    while (i < n && i < m && mg_str_ieq(from[i], to[i]))
        i++;
    if (!n || !m || i == n || (n == m && is_renamed(rc, from[i], to[i])))
        return;
    mg_str name = mg_rule_name(rc, c->after);
    bool refused = mg_rule_dialect(rc)->id == MG_POSTGRES && !rc->plan && !mg_rule_was_dropped(rc, c->before) && is_replaced(rc, c);
    mg_finding *f = mg_emit(rc, c, refused ? "Column %S of view %S is no longer in its place: CREATE OR REPLACE VIEW refuses that (42P16)."
                                           : "Column %S of view %S is no longer in its place: programs that read it fail, or read another one.", &from[i], &name);
    mg_rule_suggest(rc, f, "Add columns at the end alone; else make a new view beside it, and drop this one once nothing reads it.");
}

const mg_rule mg_rule_compat_view_shape = {
    .id = "compat/view-shape",
    .title = "a view loses, renames or reorders columns",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why =
        "Programs that name a column of a view fail when it is gone, and those that read by position read "
        "another one. PostgreSQL's CREATE OR REPLACE VIEW takes new columns at the end alone (42P16).",
    .fix =
        "New columns at the end; for anything else a view of another name.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.11, SQLite 3.40",
    .types = MG_ON(MG_C_REPLACE) | MG_ON(MG_C_ALTER),
    .change = on_change,
};
