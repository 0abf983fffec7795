/* DO blocks of migrations make types, constraints, columns where they are not there yet:
 *
 *   BEGIN CREATE TYPE t …; EXCEPTION WHEN duplicate_object THEN NULL; END
 *   IF NOT EXISTS (SELECT FROM pg_type WHERE typname = 't') THEN CREATE TYPE t …; END IF;
 *
 * Their DDL is applied like any other, where it runs: conditions that look into the catalogue for something by name are
 * answered from the model. What stands in loops, handlers and branches of which nothing is known is left out.
 * So it is with a function without arguments that a file makes and calls by SELECT f(). */
#include "dialect/postgres/plpgsql.h"
#include "dialect/postgres/postgres.h"
#include "schema/internal.h"

typedef struct block {
    mg_schema *s;
    const mg_statement *st;
    mg_arena tmp;
    uint32_t inside;   /* where the body begins in the source; 0 = it does not stand there as it is */
    bool as_written;   /* the statement at hand stands in the source; else all of it is said to stand at off */
    uint32_t off, len;
    bool called;       /* the body of a function, which may return before its end */
} block;

/* ---- one statement ------------------------------------------------------------------------- */

static bool put_place(mg_node *n, void *user_data)
{
    const block *b = user_data;
    if (!n->len)
        return true;
    n->off = b->as_written ? n->off + b->off : b->off;
    n->len = b->as_written ? n->len : b->len;
    return true;
}

static bool apply_inner(const mg_statement *inner, void *user_data)
{
    block *b = user_data;
    mg_statement st = *inner;
    if (inner->understood == MG_NOT_UNDERSTOOD || !inner->ast || inner->ast->kind == S_DO) /* a block in a block may go on for ever */
        return true;
    mg_walk(inner->ast, put_place, b);
    st.index = b->st->index;
    st.source = b->st->source;
    st.off = b->as_written ? inner->off + b->off : b->off;
    st.len = b->as_written ? inner->len : b->len;
    if (b->s->assumed)
        mg_schema_assume(b->s, &st);
    mg_schema_apply(b->s, &st);
    return !mg_failed(b->s->ctx);
}

/* `perhaps`: it is one that looks whether it is needed, so that nothing is wrong when it is not. */
static void apply_text(block *b, mg_str text, bool perhaps)
{
    mg_schema *s = b->s;
    mg_source source = {.name = b->st->source->name, .text = mg_arena_str(&s->arena, text)};
    if (!source.text.p)
        return;
    uint32_t n_said = s->diags.list.n, n_dropped = s->diags.dropped;
    mg_parse_source(s->ctx, s->dialect, s->engine_version, &source, NULL, apply_inner, b);
    mg_lines_free(&source.lines);
    if (!perhaps)
        return;
    s->diags.list.n = n_said;
    s->diags.dropped = n_dropped;
}

static bool is_word(const char *src, const mg_token *t, const char *z)
{
    return t->kind != MG_T_STRING && !(t->flags & MG_TF_QUOTED) && mg_str_iis((mg_str){src + t->off, t->len}, z);
}

static void take_statement(void *user_data, const char *src, const mg_token *t, uint32_t n, bool perhaps)
{
    static const char *const words[] = {"create", "alter", "drop", "comment", "grant", "revoke"};
    block *b = user_data;
    perhaps |= b->called;
    const mg_token *last = &t[n - 1];
    mg_str text = {src + t->off, last->off + last->len - t->off};
    b->as_written = b->inside != 0;
    b->off = b->inside ? b->inside + t->off : b->st->off;
    b->len = b->inside ? text.n : b->st->len;
    if (n == 2 && is_word(src, t, "execute") && t[1].kind == MG_T_STRING) {
        b->as_written = false;
        apply_text(b, mg_token_value(&b->tmp, b->s->dialect->lex_mode, src, &t[1]), perhaps);
        return;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(src, t, words[i]))
            apply_text(b, text, perhaps);
}

/* ---- conditions ----------------------------------------------------------------------------- */

enum { SCHEMA_OF, TABLE_OF, OBJECT, CHILD, PARENT_OF };

/* What columns of the catalogue hold the names of. */
static const struct {
    const char *column;
    uint8_t what, kind;
} columns[] = {
    {"nspname", SCHEMA_OF, 0},       {"schemaname", SCHEMA_OF, 0},       {"table_schema", SCHEMA_OF, 0},
    {"constraint_schema", SCHEMA_OF, 0}, {"sequence_schema", SCHEMA_OF, 0}, {"trigger_schema", SCHEMA_OF, 0},
    {"conrelid", TABLE_OF, 0},       {"attrelid", TABLE_OF, 0},          {"tgrelid", TABLE_OF, 0},
    {"polrelid", TABLE_OF, 0},       {"event_object_table", TABLE_OF, 0}, {"inhrelid", TABLE_OF, 0},
    {"inhparent", PARENT_OF, 0},     {"oid", OBJECT, MG_O_NONE},         {"rolname", OBJECT, MG_O_ROLE},
    {"relname", OBJECT, MG_O_NONE},  {"tablename", OBJECT, MG_O_NONE},   {"table_name", OBJECT, MG_O_NONE},
    {"viewname", OBJECT, MG_O_NONE}, {"matviewname", OBJECT, MG_O_NONE}, {"sequencename", OBJECT, MG_O_NONE},
    {"sequence_name", OBJECT, MG_O_NONE}, {"indexname", OBJECT, MG_O_INDEX}, {"typname", OBJECT, MG_O_TYPE},
    {"domain_name", OBJECT, MG_O_DOMAIN}, {"extname", OBJECT, MG_O_EXTENSION}, {"schema_name", OBJECT, MG_O_SCHEMA},
    {"attname", CHILD, MG_O_COLUMN}, {"column_name", CHILD, MG_O_COLUMN}, {"conname", CHILD, MG_O_CONSTRAINT},
    {"constraint_name", CHILD, MG_O_CONSTRAINT}, {"tgname", CHILD, MG_O_TRIGGER}, {"trigger_name", CHILD, MG_O_TRIGGER},
    {"policyname", CHILD, MG_O_POLICY}, {"polname", CHILD, MG_O_POLICY},
};

/* What a condition asks for. */
typedef struct question {
    mg_str schema, table, object, child, parent;
    uint8_t kind, child_kind;
    bool unclear;
} question;

static void ask(question *q, mg_str column, mg_str value)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (!mg_str_iis(column, columns[i].column))
            continue;
        mg_str *slots[] = {&q->schema, &q->table, &q->object, &q->child, &q->parent}, *slot = slots[columns[i].what];
        q->unclear |= slot->n && !mg_str_eq(*slot, value); /* asked for two */
        *slot = value;
        if (columns[i].what == OBJECT)
            q->kind = columns[i].kind;
        if (columns[i].what == CHILD)
            q->child_kind = columns[i].kind;
    }
}

/* Of to_regclass('"S".t'): what stands in quotes, without them. */
static mg_str unquoted(const block *b, mg_str name)
{
    if (name.n < 3 || name.p[0] != '"')
        return name;
    char *p = mg_arena_raw(&b->s->arena, name.n);
    uint32_t n = 0;
    for (uint32_t i = 1; p && i + 1 < name.n; i++) {
        p[n++] = name.p[i];
        i += name.p[i] == '"';
    }
    return p ? (mg_str){p, n} : name;
}

static mg_object *find(const block *b, int kind, mg_str schema, mg_str name)
{
    bool quoted = false;
    for (uint32_t i = 0; i < name.n && !schema.n; i++) {
        quoted ^= name.p[i] == '"';
        if (name.p[i] == '.' && !quoted)
            return mg_resolve_name(b->s, kind, unquoted(b, (mg_str){name.p, i}), unquoted(b, (mg_str){name.p + i + 1, name.n - i - 1}));
    }
    name = unquoted(b, name);
    mg_object *o = mg_resolve_name(b->s, kind, schema, name);
    if (!o && kind == MG_O_NONE)
        o = mg_resolve_name(b->s, MG_O_INDEX, schema, name);
    return o || kind != MG_O_TYPE ? o : mg_resolve_name(b->s, MG_O_DOMAIN, schema, name);
}

typedef enum answer { IS_THERE, IS_NOT_THERE, NOBODY_KNOWS } answer;

static bool comes_from(const block *b, const mg_object *heir, const mg_object *parent)
{
    static const mg_kind kinds[] = {A_INHERITS, A_PARTITION_OF};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        MG_EACH(q, heir ? mg_attr(heir, kinds[i]) : NULL)
            if (q->kind == N_QNAME && parent && mg_resolve(b->s, MG_O_NONE, q) == parent)
                return true;
    return false;
}

static answer look(const block *b, question q)
{
    mg_object *o;
    if (q.unclear)
        return NOBODY_KNOWS;
    if (q.parent.n) {
        bool is = comes_from(b, find(b, MG_O_NONE, MG_STR_NONE, q.table), find(b, MG_O_NONE, MG_STR_NONE, q.parent));
        return is ? IS_THERE : b->s->assumed ? NOBODY_KNOWS : IS_NOT_THERE;
    }
    if (q.child.n) {
        mg_str table = q.table.n ? q.table : q.kind == MG_O_NONE ? q.object : MG_STR_NONE;
        if (!table.n)
            return NOBODY_KNOWS;
        o = find(b, MG_O_NONE, q.schema, table);
        o = o ? mg_object_child(o, q.child_kind, q.child) : NULL;
    } else if (q.object.n) {
        bool alone = q.kind == MG_O_SCHEMA || q.kind == MG_O_EXTENSION || q.kind == MG_O_ROLE;
        o = alone ? mg_schema_find(b->s, q.kind, MG_STR_NONE, q.object) : find(b, q.kind, q.schema, q.object);
    } else if (q.schema.n) {
        o = mg_schema_find(b->s, MG_O_SCHEMA, MG_STR_NONE, q.schema);
    } else {
        return NOBODY_KNOWS;
    }
    if (o)
        return IS_THERE;
    return b->s->assumed ? NOBODY_KNOWS : IS_NOT_THERE; /* a file on its own: it may have been there before */
}

static mg_str value_at(block *b, const char *src, const mg_token *t)
{
    return mg_token_value(&b->tmp, b->s->dialect->lex_mode, src, t);
}

/* WHERE typname = 't' AND … */
static question read_question(block *b, const char *src, const mg_token *t, uint32_t n)
{
    question q = {.unclear = false};
    for (uint32_t i = 0; i < n; i++) {
        q.unclear |= is_word(src, &t[i], "or") || is_word(src, &t[i], "not") || is_word(src, &t[i], "like") || is_word(src, &t[i], "in");
        if (i + 2 < n && t[i].hash && t[i + 1].kind == MG_T_EQ && t[i + 2].kind == MG_T_STRING)
            ask(&q, (mg_str){src + t[i].off, t[i].len}, value_at(b, src, &t[i + 2]));
        if (i + 5 < n && t[i].hash && t[i + 1].kind == MG_T_EQ && is_word(src, &t[i + 2], "to_regclass") && t[i + 4].kind == MG_T_STRING)
            ask(&q, (mg_str){src + t[i].off, t[i].len}, value_at(b, src, &t[i + 4]));
    }
    return q;
}

/* EXISTS (SELECT …), to_regclass('t') IS NOT NULL, and their opposites. */
static mg_pg_branch judge(void *user_data, const char *src, const mg_token *t, uint32_t n)
{
    block *b = user_data;
    bool wants_absent = false;
    answer is = NOBODY_KNOWS;
    while (n > 1 && t[0].kind == MG_T_LP && t[n - 1].kind == MG_T_RP && (is_word(src, &t[1], "not") || is_word(src, &t[1], "exists"))) {
        t++;
        n -= 2;
    }
    if (n && is_word(src, t, "not")) {
        wants_absent = true;
        t++;
        n--;
    }
    while (n > 2 && t[0].kind == MG_T_LP && t[n - 1].kind == MG_T_RP) {
        t++;
        n -= 2;
    }
    if (n > 2 && is_word(src, t, "exists")) {
        uint32_t depth = 0, end = 1;
        for (; end < n; end++) {
            depth += t[end].kind == MG_T_LP;
            depth -= t[end].kind == MG_T_RP && depth;
            if (!depth)
                break;
        }
        if (end != n - 1)
            return MG_PG_UNKNOWN; /* … AND more */
        is = look(b, read_question(b, src, t + 1, n - 1));
    } else if (n >= 6 && (is_word(src, t, "to_regclass") || is_word(src, t, "to_regtype")) && t[2].kind == MG_T_STRING && is_word(src, &t[4], "is") &&
               is_word(src, &t[n - 1], "null") && n <= 7) {
        bool type = is_word(src, t, "to_regtype");
        is = look(b, (question){.object = value_at(b, src, &t[2]), .kind = type ? MG_O_TYPE : MG_O_NONE});
        wants_absent ^= n == 6;
    } else {
        return MG_PG_UNKNOWN;
    }
    if (is == NOBODY_KNOWS) /* what is made where it is missing is there afterwards */
        return wants_absent ? MG_PG_PERHAPS : MG_PG_UNKNOWN;
    return (is == IS_THERE) != wants_absent ? MG_PG_TAKEN : MG_PG_NOT_TAKEN;
}

/* ---- the block -------------------------------------------------------------------------------- */

static void run(mg_schema *s, const mg_statement *st, mg_str text, bool perhaps)
{
    mg_str whole = st->source->text;
    block b = {.s = s, .st = st, .called = perhaps};
    if (text.p >= whole.p && text.p + text.n <= whole.p + whole.n)
        b.inside = (uint32_t)(text.p - whole.p);
    mg_arena_init(&b.tmp, &s->ctx->alloc);
    mg_parse ps = {.ctx = s->ctx, .arena = &b.tmp, .dialect = s->dialect, .source = st->source, .engine_version = s->engine_version};
    mg_pg_visitor visitor = {.user_data = &b, .condition = judge, .statement = take_statement};
    mg_pg_visit_plpgsql(&ps, text, &visitor);
    mg_arena_free(&b.tmp);
}

void mg_pg_apply_do(mg_schema *s, const mg_statement *st)
{
    const mg_node *body = mg_child(st->ast, A_BODY), *language = mg_child(st->ast, A_LANGUAGE);
    if (body && !body->sub && (!language || mg_str_iis(mg_text(language), "plpgsql")))
        run(s, st, mg_text(body), false);
}

/* SELECT f(), and nothing else; NULL otherwise. */
static const mg_node *lone_call(const mg_node *select)
{
    const mg_node *query = select->kind == Q_SELECT ? select : select->first;
    const mg_node *targets = mg_child(query, A_TARGETS), *target = targets ? targets->first : NULL;
    if (!target || target->next || target->kind != Q_TARGET || mg_child(query, A_FROM) || mg_child(query, A_WHERE))
        return NULL;
    const mg_node *call = mg_child(target, E_CALL);
    MG_EACH(c, call)
        if (c->kind != N_NAME)
            return NULL;
    return call;
}

void mg_pg_apply_call(mg_schema *s, const mg_statement *st)
{
    const mg_node *call = lone_call(st->ast);
    mg_object *f = call ? mg_resolve_routine(s, MG_O_FUNCTION, call, MG_STR("()")) : NULL;
    const mg_node *body = f ? mg_attr(f, A_BODY) : NULL;
    if (body && !body->sub && mg_str_iis(mg_attr_text(f, A_LANGUAGE), "plpgsql"))
        run(s, st, mg_arena_str(&s->arena, mg_text(body)), true); /* which it may itself replace */
}
