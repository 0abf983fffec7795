/* Text search configurations: what ADD, ALTER and DROP MAPPING leave behind is one line a token type, in order of name:
 * "add mapping for word with simple". What a COPY brought and an ALTER MAPPING changed keeps the verb "alter". */
#include "dialect/postgres/postgres.h"
#include "schema/internal.h"

#include <string.h>

static mg_str word(mg_str *rest) /* a name, quoted or not, up to a blank or comma; both are skipped */
{
    uint32_t i = 0;
    while (i < rest->n && (rest->p[i] == ' ' || rest->p[i] == ','))
        i++;
    uint32_t from = i;
    bool quoted = false;
    for (; i < rest->n && (quoted || (rest->p[i] != ' ' && rest->p[i] != ',')); i++)
        if (rest->p[i] == '"')
            quoted = !quoted;
    mg_str w = {rest->p + from, i - from};
    *rest = (mg_str){rest->p + i, rest->n - i};
    return w;
}

/* "int" needs no quotes here. */
static mg_str unquoted(mg_str w)
{
    for (uint32_t i = 1; i + 1 < w.n; i++)
        if (w.p[i] != '_' && (w.p[i] < 'a' || w.p[i] > 'z'))
            return w;
    return w.n > 2 && w.p[0] == '"' ? (mg_str){w.p + 1, w.n - 2} : w;
}

static bool take(mg_str *rest, const char *expected)
{
    mg_str ahead = *rest;
    if (!mg_str_is(word(&ahead), expected))
        return false;
    *rest = ahead;
    return true;
}

mg_str mg_pg_mapping_token(mg_str line)
{
    if (!(take(&line, "add") || take(&line, "alter") || take(&line, "drop")) || !take(&line, "mapping"))
        return MG_STR_NONE;
    if (take(&line, "if"))
        take(&line, "exists");
    return take(&line, "for") ? word(&line) : MG_STR_NONE;
}

static mg_node *find(mg_node *list, mg_str token)
{
    MG_EACH(n, list)
        if (mg_str_eq(mg_pg_mapping_token(mg_text(n)), token))
            return n;
    return NULL;
}

static void insert(mg_schema *s, mg_node *list, mg_str token, mg_node *fresh)
{
    mg_node *before = NULL, *n = list->first;
    for (; fresh && n && mg_str_cmp(mg_pg_mapping_token(mg_text(n)), token) < 0; n = n->next)
        before = n;
    if (!fresh || !n) {
        mg_node_add(list, fresh);
        return;
    }
    fresh->next = n;
    if (before)
        before->next = fresh;
    else
        list->first = fresh;
}

/* `with`: their names as text, and as trees for what needs them. */
static void map(mg_schema *s, mg_node *list, mg_str token, const mg_node *with, bool add)
{
    mg_node *old = find(list, token);
    if (old)
        add = mg_str_starts(mg_text(old), "add ");
    mg_str dictionaries = mg_text(with);
    mg_node *fresh = mg_node_clone(&s->arena, with);
    mg_str text = mg_arena_printf(&s->arena, "%s mapping for %S with%S", add ? "add" : "alter", &token, &dictionaries);
    if (fresh) {
        fresh->p = text.p;
        fresh->n = text.n;
    }
    if (old)
        mg_node_remove(list, old);
    insert(s, list, token, fresh);
}

static void unmap(mg_schema *s, mg_node *list, mg_str token)
{
    mg_node *old = find(list, token);
    bool added = old && mg_str_starts(mg_text(old), "add ");
    if (old)
        mg_node_remove(list, old);
    if (!added) /* one that COPY brought */
        insert(s, list, token, mg_node_text(&s->arena, N_TEXT, mg_arena_printf(&s->arena, "drop mapping if exists for %S", &token)));
}

/* A tree for a name that was given with its schema or, by `o`, got one. */
static mg_node *dictionary(mg_schema *s, mg_str written, mg_str bare, const mg_object *o)
{
    uint32_t dot = 0;
    while (!o && dot < written.n && written.p[dot] != '.')
        dot++;
    bool dotted = !o && dot < written.n && !memchr(written.p, '"', written.n);
    mg_str name = dotted ? (mg_str){written.p + dot + 1, written.n - dot - 1} : bare;
    mg_str schema = o ? o->schema : dotted ? (mg_str){written.p, dot} : MG_STR_NONE;
    mg_node *n = mg_node_text(&s->arena, N_QNAME, mg_arena_str(&s->arena, name));
    if (n && schema.n)
        mg_node_add(n, mg_node_text(&s->arena, N_NAME, mg_arena_str(&s->arena, schema)));
    if (n)
        n->sub = MG_O_TS_DICTIONARY;
    return n;
}

/* The names of dictionaries in full, one blank before each, as the search path has them now. */
static mg_node *dictionaries_in(mg_schema *s, mg_str list)
{
    mg_buf b;
    mg_node *with = mg_node_new(&s->arena, N_TEXT);
    mg_buf_init(&b, &s->ctx->alloc);
    for (mg_str name; (name = word(&list)).n;) {
        bool quoted = name.n > 2 && name.p[0] == '"' && name.p[name.n - 1] == '"';
        mg_str bare = quoted ? (mg_str){name.p + 1, name.n - 2} : name;
        const mg_object *o = memchr(name.p, '.', name.n) ? NULL : mg_resolve_name(s, MG_O_TS_DICTIONARY, MG_STR_NONE, bare);
        mg_buf_z(&b, b.n ? ", " : " ");
        if (o) {
            mg_print_name(&b, s->dialect, o->schema);
            mg_buf_char(&b, '.');
        }
        mg_node_add(with, dictionary(s, name, bare, o));
        mg_buf_str(&b, name);
    }
    mg_str out = mg_buf_take(&b, &s->arena);
    mg_buf_free(&b);
    if (with) {
        with->p = out.p;
        with->n = out.n;
    }
    return with;
}

bool mg_pg_map_tokens(mg_schema *s, mg_node *list, mg_str text)
{
    mg_str rest = text;
    bool add = take(&rest, "add"), drop = !add && take(&rest, "drop");
    if ((!add && !drop && !take(&rest, "alter")) || !take(&rest, "mapping"))
        return false;
    if (drop && take(&rest, "if") && !take(&rest, "exists"))
        return false;
    if (!take(&rest, "for"))
        return false;
    mg_str tokens = rest;
    while (rest.n && !take(&rest, "with"))
        if (mg_str_is(word(&rest), "replace"))
            return false;
    const mg_node *with = dictionaries_in(s, rest);
    for (;;) {
        mg_str token = unquoted(word(&tokens));
        if (!token.n || mg_str_is(token, "with"))
            return true;
        if (drop)
            unmap(s, list, token);
        else
            map(s, list, token, with, add);
    }
}
