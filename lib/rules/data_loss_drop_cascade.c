/* Views, foreign keys, columns, defaults and policies go without being mentioned. */
#include <stdlib.h>

#include "rules/lint.h"
#include "rules/util.h"

typedef struct gone { /* what one DROP … CASCADE took */
    const mg_stmt_info *st;
    const mg_change *c;
} gone;

static int by_statement(const void *x, const void *y)
{
    const gone *a = x, *b = y;
    if (a->st->off != b->st->off || a->st->source != b->st->source)
        return a->st->source != b->st->source ? (a->st->index < b->st->index ? -1 : 1) : a->st->off < b->st->off ? -1 : 1;
    return a->c->id < b->c->id ? -1 : 1;
}

/* An index or constraint whose column the statement drops: it goes without CASCADE, too. */
static bool goes_anyway(const gone *group, uint32_t n, const mg_object *o)
{
    if (!o->parent || !(o->kind == MG_O_INDEX || mg_is_constraint(o->kind)))
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (group[i].c->type == MG_C_DROP_COLUMN && group[i].c->before->parent == o->parent)
            return true;
    return false;
}

/* Tables and columns: what depends on them stands in the group. Others may be needed by what only changes. */
static bool has_users(const mg_rule_ctx *rc, const mg_object *o)
{
    mg_str users;
    return o->kind != MG_O_TABLE && o->kind != MG_O_COLUMN && mg_rule_name_users(rc, o, NULL, &users);
}

static void report(const mg_rule_ctx *rc, const mg_change *c, bool alone)
{
    mg_str kind = mg_rule_kind(rc, c->before), name = mg_rule_name(rc, c->before);
    mg_finding *f = mg_emit(rc, c, alone ? "The %S %S goes by a DROP … CASCADE: nothing is known to depend on it, and what does "
                                           "all the same goes without being named."
                                         : "The %S %S goes by a DROP … CASCADE, which removes whatever depends on it "
                                           "without naming it.", &kind, &name);
    mg_rule_suggest(rc, f, "Drop what depends on it by statements of their own and leave CASCADE out.");
    if (alone)
        mg_rule_severity(f, MG_SEV_INFO);
}

static void judge(const mg_rule_ctx *rc, const gone *group, uint32_t n)
{
    const gone *one = NULL;
    uint32_t others = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (goes_anyway(group, n, group[i].c->before))
            continue;
        others += one != NULL;
        one = &group[i];
    }
    bool alone = one && !others && !has_users(rc, one->c->before) && !mg_rule_note(rc, one->c)->drop_assumed;
    for (uint32_t i = 0; i < n; i++)
        if (!goes_anyway(group, n, group[i].c->before))
            report(rc, group[i].c, alone);
}

static bool says_cascade(const mg_rule_ctx *rc, const mg_stmt_info *st)
{
    const mg_lint_stmt *drop = st->kind == S_DROP ? mg_lint_of(rc, st) : NULL;
    return drop ? drop->flags & NF_CASCADE : mg_rule_statement_holds(st, "CASCADE");
}

static void check(const mg_rule_ctx *rc)
{
    uint32_t n = 0, all = rc->changes->list.n;
    const mg_stmt_info *last = NULL;
    bool cascades = false;
    gone *found = NULL;
    for (uint32_t i = 0; i < all; i++) {
        const mg_change *c = rc->changes->list.at[i];
        const mg_stmt_info *st = c->before ? mg_rule_note(rc, c)->dropped_by : NULL;
        if (!st)
            continue;
        if (st != last)
            cascades = says_cascade(rc, st);
        last = st;
        if (!cascades)
            continue;
        if (!found && !(found = MG_NEW_N(rc->arena, gone, all)))
            return;
        found[n++] = (gone){st, c};
    }
    if (n)
        qsort(found, n, sizeof *found, by_statement);
    for (uint32_t i = 0, k; i < n; i = k) {
        for (k = i + 1; k < n && found[k].st == found[i].st; k++)
            continue;
        judge(rc, found + i, k - i);
    }
}

const mg_rule mg_rule_data_loss_drop_cascade = {
    .id = "data-loss/drop-cascade",
    .title = "DROP … CASCADE removes what it does not name",
    .severity = MG_SEV_ERROR,
    .dialects = MG_RULE_PG,
    .why =
        "CASCADE removes everything that depends on the object: views, foreign keys of other tables, "
        "defaults, policies, and whole columns when a type goes. None of it stands in the statement. Where all of "
        "the schema is known, and nothing in it depends on the object, it is worth a note (Django writes CASCADE always).",
    .fix =
        "Drop each dependent thing by a statement of its own, in order, without CASCADE; create again what is"
        " still wanted.",
    .source = "measured on PostgreSQL 11-19",
    .check = check,
};
