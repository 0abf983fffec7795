/* One row that violates it makes the statement fail, or stays wrong where it is not checked. */
#include "rules/util.h"

static bool has_item(const mg_node *list, const mg_node *item)
{
    MG_EACH(n, list) {
        if (mg_node_eq(n, item))
            return true;
    }
    return false;
}

/* a IN (1, 2) against a IN (1, 2, 3), also as a = ANY (ARRAY[…]): what passed the old one passes the new one. */
static bool allows_more(const mg_node *old, const mg_node *now)
{
    if (!old || !now || old->kind != now->kind || old->flags & NF_NOT || now->flags & NF_NOT)
        return false;
    if (old->kind == E_QUANTIFIED) {
        bool any = old->sub == 0 && now->sub == 0 && mg_str_is(mg_text(old), "=") && mg_str_is(mg_text(now), "=");
        bool arrays = any && old->first && now->first && old->first->next && now->first->next &&
                      old->first->next->kind == E_ARRAY && now->first->next->kind == E_ARRAY;
        if (!arrays || !mg_node_eq(old->first, now->first))
            return false;
        MG_EACH(n, old->first->next) {
            if (!has_item(now->first->next, n))
                return false;
        }
        return true;
    }
    if (old->kind != E_IN || !old->first || !mg_node_eq(old->first, now->first))
        return false;
    for (const mg_node *n = old->first->next; n; n = n->next)
        if (n->kind > E_RAW || !has_item(now, n))
            return false;
    return true;
}

static bool was_stricter(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_change *d = mg_rule_note(rc, c)->replaces;
    return d && d->type == MG_C_DROP_CHECK && d->before->parent &&
           allows_more(mg_attr_first(d->before, A_EXPR), mg_attr_first(c->after, A_EXPR));
}

typedef struct look {
    const mg_rule_ctx *rc;
    const mg_object *table;
    bool only_new, columns;
} look;

/* What these make of NULL is NULL, on every engine that has them. */
static bool is_strict(mg_str function)
{
    static const char *const names[] = {"length", "char_length", "character_length", "octet_length", "bit_length", "array_length", "cardinality", "lower", "upper",
                                        "trim", "btrim", "ltrim", "rtrim", "left", "right", "substr", "substring", "replace", "abs", "mod", "floor", "ceil", "round",
                                        "position", "strpos", "instr", "date_trunc", "jsonb_typeof", "json_typeof", "json_valid"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (mg_str_iis(function, names[i]))
            return true;
    return false;
}

static bool look_at(mg_node *n, void *user_data)
{
    look *l = user_data;
    if (n->kind == E_IS || (n->kind == E_CALL && !is_strict(mg_text(n))) || n->kind == E_CASE || n->kind == E_RAW)
        l->only_new = false;
    if (n->kind == E_COLUMN) {
        const mg_object *column = mg_object_child(l->table, MG_O_COLUMN, mg_text(n));
        l->columns = true;
        if (!column || mg_changes_counterpart(l->rc->changes, column) || mg_rule_column_has_value(column))
            l->only_new = false;
    }
    return l->only_new;
}

/* Columns that are new and empty: NULL passes a comparison. */
static bool sees_only_nulls(const mg_rule_ctx *rc, const mg_object *check, const mg_node *expr)
{
    look l = {rc, check->parent, true, false};
    mg_walk((mg_node *)(uintptr_t)expr, look_at, &l);
    return l.only_new && l.columns;
}

/* No column is of it: there is no value to violate anything. */
static bool unused_domain(const mg_rule_ctx *rc, const mg_object *parent)
{
    const mg_object *old = parent->kind == MG_O_DOMAIN ? mg_changes_counterpart(rc->changes, parent) : NULL;
    mg_str names;
    return old && !mg_rule_name_users_of(rc, old, MG_O_COLUMN, mg_rule_is_column, &names);
}

static void on_change(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_node *expr = mg_attr_first(c->after, A_EXPR);
    bool enforces = c->type == MG_C_ALTER_CONSTRAINT && c->after && c->after->kind == MG_O_CHECK && mg_attr(c->before, A_NOT_ENFORCED);
    if ((c->type != MG_C_ADD_CHECK && !enforces) || !c->after->parent || !expr || !mg_rule_on_old_table(rc, c) || mg_attr(c->after,
        A_NOT_ENFORCED) || mg_attr(c->after, A_NOT_VALID) ||
        was_stricter(rc, c) || sees_only_nulls(rc, c->after, expr) || unused_domain(rc, c->after->parent) || mg_rule_left_by_detach(rc, c->after))
        return;
    mg_str own = mg_rule_own_name(rc, c->after), table = mg_rule_name(rc, c->after->parent);
    mg_str sql = mg_rule_sql_expr(rc, expr), from = mg_rule_sql_table(rc, c);
    bool domain = c->after->parent->kind == MG_O_DOMAIN;
    const char *what = domain ? "value" : "row";
    if (mg_rule_is_validated(rc, c)) {
        mg_finding *f = mg_emit(rc, c, "VALIDATE CONSTRAINT %S fails where a %s of %S violates %S; nothing else is lost by that.", &own, what,
                                &table, &sql);
        mg_rule_severity(f, MG_SEV_INFO);
        mg_rule_suggest(rc, f, "Repair such %ss first; then run VALIDATE CONSTRAINT again.", what);
        if (!domain)
            mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE NOT (%S)", &from, &sql);
        return;
    }
    mg_finding *f = mg_emit(rc, c, "%S demands %S of every %s of %S: %ss that violate it make the statement fail.", &own, &sql,
                            what, &table, what);
    if (mg_rule_dialect(rc)->id == MG_POSTGRES)
        mg_rule_suggest(rc, f, "Add it NOT VALID, repair the rows that violate it, then VALIDATE CONSTRAINT.");
    else if (mg_rule_dialect(rc)->id == MG_MYSQL && !enforces)
        mg_rule_suggest(rc, f, "Add it NOT ENFORCED, repair the rows that violate it, then ALTER CHECK … ENFORCED.");
    else
        mg_rule_suggest(rc, f, "Repair the rows that violate it first.");
    if (!domain)
        mg_rule_probe(rc, f, "SELECT count(*) FROM %S WHERE NOT (%S)", &from, &sql);
    mg_rule_block(f);
}

const mg_rule mg_rule_fail_add_check_violated = {
    .id = "fail/add-check-violated",
    .title = "a CHECK is added while rows may violate it",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_ALL,
    .why = "A row for which the condition is false makes the statement fail (a NULL result passes).",
    .fix =
        "Keep new rows in order first (PostgreSQL: NOT VALID, MySQL: NOT ENFORCED), repair the old ones, then"
        " validate.",
    .source = "measured on PostgreSQL 11-19, MySQL 9.7.4, MariaDB 10.5-11.8, SQLite 3.34-3.53",
    .types = MG_ON(MG_C_ADD_CHECK) | MG_ON(MG_C_ALTER_CONSTRAINT),
    .change = on_change,
};
