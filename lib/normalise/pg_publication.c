/* A publication's members, listed at its creation and added since (as dumps add them), as one list in one order. */
#include <string.h>

#include "normalise/pg.h"

typedef struct member {
    mg_str text;    /* without its kind and without ONLY */
    mg_node *refers; /* the tree of what it names */
    bool is_schema;
} member;

static bool take(mg_str *rest, const char *words)
{
    uint32_t n = (uint32_t)strlen(words);
    if (!mg_str_starts(*rest, words) || (rest->n > n && rest->p[n] != ' '))
        return false;
    *rest = mg_pg_trimmed((mg_str){rest->p + n, rest->n - n});
    return true;
}

/* Where the first `what` stands outside of parentheses and quotes; s.n when it does not. */
static uint32_t find_outside(mg_str s, const char *what)
{
    uint32_t depth = 0, k = (uint32_t)strlen(what);
    char quote = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (quote) {
            quote = c == quote ? 0 : quote;
            continue;
        }
        if (!depth && i + k <= s.n && !memcmp(s.p + i, what, k))
            return i;
        if (c == '\'' || c == '"')
            quote = c;
        depth += c == '(';
        depth -= c == ')' && depth;
    }
    return s.n;
}

/* WHERE ((a IS TRUE)) is WHERE (a IS TRUE). */
static mg_str plain_where(mg_norm *n, mg_str text)
{
    uint32_t at = find_outside(text, " where ");
    if (at == text.n)
        return text;
    mg_str head = {text.p, at}, condition = mg_pg_trimmed((mg_str){text.p + at + 7, text.n - at - 7});
    while (condition.n > 4 && condition.p[1] == '(') {
        mg_str inner = {condition.p + 1, condition.n - 2};
        mg_str after = {inner.p + 1, inner.n - 1};
        if (find_outside(after, ")") != after.n - 1)
            break;
        condition = inner;
    }
    return mg_arena_printf(&n->s->arena, "%S where %S", &head, &condition);
}

/* "table a, b (x), tables in schema s"; `refs`: the trees of its members, taken as they come. */
static bool read_members(mg_norm *n, mg_str list, mg_node **refs, mg_vec *out)
{
    bool is_schema = false;
    while (list.n) {
        uint32_t end = find_outside(list, ",");
        mg_str part = mg_pg_trimmed((mg_str){list.p, end});
        list = end < list.n ? mg_pg_trimmed((mg_str){list.p + end + 1, list.n - end - 1}) : MG_STR_NONE;
        if (take(&part, "tables in schema"))
            is_schema = true;
        else if (take(&part, "table"))
            is_schema = false;
        if (!is_schema)
            take(&part, "only");
        member *m = *refs && part.n ? MG_NEW(&n->s->arena, member) : NULL;
        if (!m || !mg_vec_push(out, m))
            return false;
        *m = (member){plain_where(n, part), *refs, is_schema};
        *refs = (*refs)->next;
    }
    return !*refs;
}

static int by_kind_and_text(const void *a, const void *b)
{
    const member *x = a, *y = b;
    return x->is_schema != y->is_schema ? (int)x->is_schema - (int)y->is_schema : mg_str_cmp(x->text, y->text);
}

static mg_str spell(mg_norm *n, const mg_vec *members, mg_str options)
{
    mg_buf b;
    mg_buf_init(&b, &n->s->ctx->alloc);
    for (uint32_t i = 0; i < members->n; i++) {
        const member *m = members->at[i], *last = i ? members->at[i - 1] : NULL;
        mg_buf_z(&b, last ? ", " : "for ");
        if (!last || last->is_schema != m->is_schema)
            mg_buf_z(&b, m->is_schema ? "tables in schema " : "table ");
        mg_buf_str(&b, m->text);
    }
    if (options.n)
        mg_buf_printf(&b, "%s%S", b.n ? " " : "", &options);
    mg_str made = b.n ? mg_buf_take(&b, &n->s->arena) : MG_STR_NONE;
    mg_buf_free(&b);
    return made;
}

/* Takes the list that the definition holds and what ALTER … ADD and SET say; false: something else is said, too. */
static bool collect(mg_norm *n, mg_str definition, const mg_node *tree, const mg_node *alterations, mg_vec *out, mg_str *options)
{
    mg_node *refs = tree ? tree->first : NULL;
    if (take(&definition, "for") ? !read_members(n, definition, &refs, out) : definition.n || refs)
        return false;
    MG_EACH(change, alterations) {
        mg_str text = mg_text(change);
        refs = change->first;
        bool sets = take(&text, "set");
        if (sets && text.n && text.p[0] == '(') {
            *options = mg_pg_merge_options(&n->s->arena, *options, text);
            if (!options->p)
                return false;
            continue;
        }
        if (sets)
            out->n = 0;
        if ((!sets && !take(&text, "add")) || !read_members(n, text, &refs, out))
            return false;
    }
    return out->n > 0;
}

static uint32_t list_end(mg_str definition)
{
    return mg_str_starts(definition, "with ") ? 0 : find_outside(definition, " with (");
}

/* To and from all tables, or none, there is no way. */
uint32_t mg_pg_publication_changes(mg_arena *a, mg_str from, mg_str to, mg_str *out)
{
    uint32_t n = 0, from_end = list_end(from), to_end = list_end(to);
    mg_str had = mg_pg_trimmed((mg_str){from.p, from_end}), has = mg_pg_trimmed((mg_str){to.p, to_end}), options;
    bool all = mg_str_starts(had, "for all ") || mg_str_starts(has, "for all ");
    if (!mg_str_eq(had, has)) {
        if (all || !had.n || !take(&has, "for"))
            return 0;
        out[n++] = mg_arena_printf(a, "SET %S", &has);
    }
    if (!mg_pg_option_changes(a, mg_pg_trimmed((mg_str){from.p + from_end, from.n - from_end}), mg_pg_trimmed((mg_str){to.p + to_end, to.n - to_end}), &options))
        return 0;
    if (options.n)
        out[n++] = options;
    return n;
}

/* FOR ALL TABLES: only its options change. */
static void plain_for_all(mg_norm *n, mg_object *o, mg_node *definition)
{
    mg_str text = mg_text(definition);
    uint32_t at = list_end(text);
    mg_str list = mg_pg_trimmed((mg_str){text.p, at}), options = mg_pg_trimmed((mg_str){text.p + at, text.n - at});
    MG_EACH(change, mg_attr(o, A_ALTERATIONS)) {
        mg_str set = mg_text(change);
        if (!take(&set, "set") || !set.n || set.p[0] != '(')
            return;
        options = mg_pg_merge_options(&n->s->arena, options, set);
        if (!options.p)
            return;
    }
    mg_str made = options.n ? mg_arena_printf(&n->s->arena, "%S %S", &list, &options) : list;
    if (!made.p || !mg_attr(o, A_ALTERATIONS))
        return;
    definition->p = made.p;
    definition->n = made.n;
    mg_attr_drop(o, A_ALTERATIONS);
}

void mg_pg_plain_publication(mg_norm *n, mg_object *o)
{
    mg_node *definition = mg_attr(o, A_DEFINITION), *alterations = mg_attr(o, A_ALTERATIONS);
    mg_str text = mg_text(definition);
    if (mg_str_starts(text, "for all ")) {
        plain_for_all(n, o, definition);
        return;
    }
    if (!definition && !alterations)
        return;
    uint32_t at = list_end(text);
    mg_str list = mg_pg_trimmed((mg_str){text.p, at}), options = mg_pg_trimmed((mg_str){text.p + at, text.n - at});
    mg_vec members;
    mg_vec_init(&members, &n->s->ctx->alloc);
    if (collect(n, list, definition, alterations, &members, &options)) {
        mg_vec_sort(&members, by_kind_and_text);
        mg_str made = spell(n, &members, options);
        if (!definition)
            definition = mg_attr_make(n->s, o, A_DEFINITION, MG_STR_NONE);
        if (definition && made.p) {
            definition->p = made.p;
            definition->n = made.n;
            definition->first = definition->last = NULL;
            for (uint32_t i = 0; i < members.n; i++) {
                mg_node *refers = ((member *)members.at[i])->refers;
                refers->next = NULL;
                mg_node_add(definition, refers);
            }
            if (alterations)
                mg_attr_drop(o, A_ALTERATIONS);
        }
    }
    mg_vec_free(&members);
}
