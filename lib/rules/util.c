/* Names, lists and SQL pieces for the rules' messages and probes. */
#include "rules/util.h"

#include <stdarg.h>
#include <string.h>

enum { ROOM = 256 }; /* for a text that is short, as most are */

static void begin(const mg_rule_ctx *rc, mg_buf *b, char room[static ROOM])
{
    mg_buf_init(b, &rc->ctx->alloc);
    mg_buf_lend(b, room, ROOM);
}

static mg_str take(const mg_rule_ctx *rc, mg_buf *b)
{
    mg_str s = mg_buf_take(b, rc->arena);
    mg_buf_free(b);
    return s;
}

/* ---- the finding -------------------------------------------------------------- */

void mg_rule_at_object(mg_finding *f, const mg_object *o)
{
    if (!f || !o)
        return;
    f->source = o->source;
    f->line = mg_object_line(o, &f->column);
}

static bool is_built_in(const mg_rule_ctx *rc)
{
    for (uint32_t i = 0; rc->opts && i < rc->opts->n_extra; i++)
        if (rc->rule == &rc->opts->extra[i])
            return false;
    return true;
}

/* Several rules tell of one change. */
static void place_at(const mg_rule_ctx *rc, mg_finding *f, const mg_change *c)
{
    mg_change_note *note = rc->notes ? (mg_change_note *)(uintptr_t)mg_rule_note(rc, c) : NULL;
    const mg_stmt_info *st = note && !note->placed ? mg_rule_made_by(rc, c) : NULL;
    if (note && note->placed) {
        f->source = note->source;
        f->line = note->line;
        f->column = note->column;
        return;
    }
    if (st)
        mg_rule_at_statement(f, st);
    else
        mg_rule_at_object(f, mg_change_object(c));
    if (!note)
        return;
    note->source = f->source;
    note->line = f->line;
    note->column = f->column;
    note->placed = true;
}

mg_finding *mg_emit_args(const mg_rule_ctx *rc, const mg_change *c, const char *fmt, va_list ap)
{
    mg_finding *f = MG_NEW(rc->arena, mg_finding);
    if (!f)
        return NULL;
    f->rule = rc->rule->id;
    f->severity = rc->rule->severity;
    f->change = c;
    f->message = mg_arena_vprintf(rc->arena, fmt, ap);
    f->built_in = is_built_in(rc);
    if (c)
        place_at(rc, f, c);
    return mg_vec_push(&rc->out->list, f) ? f : NULL;
}

mg_finding *mg_emit(const mg_rule_ctx *rc, const mg_change *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    mg_finding *f = mg_emit_args(rc, c, fmt, ap);
    va_end(ap);
    return f;
}

void mg_rule_suggest(const mg_rule_ctx *rc, mg_finding *f, const char *fmt, ...)
{
    va_list ap;
    if (!f)
        return;
    va_start(ap, fmt);
    f->suggestion = mg_arena_vprintf(rc->arena, fmt, ap);
    va_end(ap);
}

void mg_rule_sql(const mg_rule_ctx *rc, mg_finding *f, const char *fmt, ...)
{
    va_list ap;
    if (!f)
        return;
    va_start(ap, fmt);
    mg_str sql = mg_arena_vprintf(rc->arena, fmt, ap), said = f->suggestion;
    va_end(ap);
    if (sql.p && said.p)
        f->suggestion = mg_arena_printf(rc->arena, "%S\n%S;", &said, &sql);
}

void mg_rule_probe(const mg_rule_ctx *rc, mg_finding *f, const char *fmt, ...)
{
    va_list ap;
    if (!f)
        return;
    va_start(ap, fmt);
    f->probe_sql = mg_arena_vprintf(rc->arena, fmt, ap);
    va_end(ap);
}

void mg_rule_block(mg_finding *f)
{
    if (f)
        f->blocking = true;
}

void mg_rule_severity(mg_finding *f, mg_severity severity)
{
    if (f)
        f->severity = severity;
}

void mg_rule_at_statement(mg_finding *f, const mg_stmt_info *stmt)
{
    if (!f || !stmt)
        return;
    f->source = stmt->source;
    f->line = mg_stmt_line(stmt, &f->column);
}

/* ---- the schemas ------------------------------------------------------------------ */

bool mg_rule_at_least(const mg_rule_ctx *rc, uint32_t version)
{
    uint32_t v = mg_rule_version(rc);
    return (v ? v : mg_rule_dialect(rc)->newest_version) >= version;
}

mg_str mg_rule_engine(const mg_rule_ctx *rc)
{
    const mg_dialect *d = mg_rule_dialect(rc);
    uint32_t v = mg_rule_version(rc);
    if (!v)
        return mg_arena_printf(rc->arena, "%s %s", d->label, d->newest_version_name);
    uint32_t major = v / 10000, minor = v / 100 % 100, patch = v % 100;
    if (d->id == MG_POSTGRES)
        return mg_arena_printf(rc->arena, "%s %u", d->label, major);
    if (patch)
        return mg_arena_printf(rc->arena, "%s %u.%u.%u", d->label, major, minor, patch);
    return mg_arena_printf(rc->arena, "%s %u.%u", d->label, major, minor);
}

bool mg_rule_on_old_table(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = mg_change_table(c);
    return table && !mg_change_table_is_new(rc->changes, c);
}

/* ---- names ---------------------------------------------------------------------------- */

mg_str mg_rule_value_text(const mg_rule_ctx *rc, const mg_node *value) { return mg_value_text(rc->arena, mg_rule_dialect(rc), value); }

static void add_schema(const mg_rule_ctx *rc, mg_buf *b, const mg_object *o)
{
    if (!o->schema.n || mg_str_eq(o->schema, mg_rule_dialect(rc)->default_schema))
        return;
    mg_buf_str(b, o->schema);
    mg_buf_char(b, '.');
}

mg_str mg_rule_name(const mg_rule_ctx *rc, const mg_object *o)
{
    mg_buf b;
    char room[ROOM];
    if (!o)
        return MG_STR("?");
    if (mg_str_is(o->name, MG_UNKNOWN_TABLE))
        return MG_STR("its table");
    begin(rc, &b, room);
    if (o->parent && !o->name.n) {
        mg_str kind = mg_rule_kind(rc, o);
        mg_buf_printf(&b, "the %S of ", &kind);
    }
    add_schema(rc, &b, o->parent ? o->parent : o);
    if (o->parent)
        mg_buf_str(&b, o->parent->name);
    if (o->parent && o->name.n)
        mg_buf_char(&b, '.');
    mg_buf_str(&b, o->name);
    mg_buf_str(&b, mg_signature(o));
    return take(rc, &b);
}

mg_str mg_rule_own_name(const mg_rule_ctx *rc, const mg_object *o)
{
    if (o && o->name.n)
        return o->name;
    if (o && o->kind == MG_O_PRIMARY_KEY)
        return MG_STR("the primary key");
    return mg_arena_printf(rc->arena, "an unnamed %s", mg_object_kind_name(o ? o->kind : 0));
}

mg_str mg_rule_sql_name(const mg_rule_ctx *rc, const mg_object *o)
{
    mg_buf b;
    char room[ROOM];
    begin(rc, &b, room);
    if (o && o->schema.n && rc->changes->before->dialect->has_schemas) {
        mg_print_name(&b, mg_rule_dialect(rc), o->schema);
        mg_buf_char(&b, '.');
    }
    if (o)
        mg_print_name(&b, mg_rule_dialect(rc), o->name);
    return take(rc, &b);
}

mg_str mg_rule_sql_word(const mg_rule_ctx *rc, mg_str name)
{
    mg_buf b;
    char room[ROOM];
    begin(rc, &b, room);
    mg_print_name(&b, mg_rule_dialect(rc), name);
    return take(rc, &b);
}

mg_str mg_rule_sql_table(const mg_rule_ctx *rc, const mg_change *c)
{
    const mg_object *table = mg_change_table(c);
    const mg_object *old = c->before && c->before->parent ? c->before->parent : NULL;
    if (!old && c->after && table)
        old = mg_changes_counterpart(rc->changes, table);
    return mg_rule_sql_name(rc, old ? old : table);
}

mg_str mg_rule_sql_expr(const mg_rule_ctx *rc, const mg_node *expr)
{
    mg_buf b;
    char room[ROOM];
    begin(rc, &b, room);
    if (expr)
        mg_print_expr(&b, mg_rule_dialect(rc), expr);
    return take(rc, &b);
}

mg_str mg_rule_sql_type(const mg_rule_ctx *rc, const mg_node *type)
{
    mg_buf b;
    char room[ROOM];
    begin(rc, &b, room);
    if (type)
        mg_print_type(&b, mg_rule_dialect(rc), type);
    return take(rc, &b);
}

mg_str mg_rule_sql_string(const mg_rule_ctx *rc, mg_str value)
{
    mg_buf b;
    char room[ROOM];
    begin(rc, &b, room);
    mg_print_string(&b, mg_rule_dialect(rc), value);
    return take(rc, &b);
}

mg_str mg_rule_sql_list(const mg_rule_ctx *rc, const mg_node *list, const char *after, const char *join)
{
    mg_buf b;
    char room[ROOM];
    bool first = true;
    begin(rc, &b, room);
    MG_EACH(n, list) {
        if (n->kind != N_NAME && n->kind != N_KEY)
            continue;
        if (!first)
            mg_buf_z(&b, join);
        first = false;
        if (n->kind == N_NAME)
            mg_print_name(&b, mg_rule_dialect(rc), mg_text(n));
        else if (n->first && n->first->kind == E_COLUMN)
            mg_print_name(&b, mg_rule_dialect(rc), mg_text(n->first));
        else if (n->first)
            mg_print_expr(&b, mg_rule_dialect(rc), n->first);
        mg_buf_z(&b, after);
    }
    return take(rc, &b);
}

mg_str mg_rule_sql_keys(const mg_rule_ctx *rc, const mg_object *o)
{
    return mg_rule_sql_list(rc, mg_attr(o, A_KEYS), "", ", ");
}

mg_str mg_rule_key_column(const mg_object *o, uint32_t n)
{
    uint32_t i = 0;
    MG_EACH(k, mg_attr(o, A_KEYS)) {
        if (k->kind != N_KEY || i++ != n)
            continue;
        return k->first && k->first->kind == E_COLUMN ? mg_text(k->first) : MG_STR_NONE;
    }
    return MG_STR_NONE;
}

bool mg_rule_key_holds(const mg_object *key, mg_str column)
{
    MG_EACH (k, key ? mg_attr(key, A_KEYS) : NULL)
        if (k->kind == N_KEY && k->first && k->first->kind == E_COLUMN && mg_str_ieq(mg_text(k->first), column))
            return true;
    return false;
}

uint32_t mg_rule_key_count(const mg_object *o)
{
    uint32_t n = 0;
    MG_EACH(k, mg_attr(o, A_KEYS)) {
        n += k->kind == N_KEY;
    }
    return n;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

mg_str mg_rule_rights(const mg_rule_ctx *rc, const mg_node *role)
{
    mg_buf b;
    char room[ROOM];
    begin(rc, &b, room);
    MG_EACH(p, role) {
        if (p->kind != N_PRIVILEGE)
            continue;
        mg_buf_z(&b, p == role->first ? "" : ", ");
        for (uint32_t i = 0; i < p->n; i++)
            mg_buf_char(&b, upper(p->p[i]));
        if (p->first) {
            mg_str columns = mg_rule_sql_list(rc, p, "", ", ");
            mg_buf_printf(&b, " (%S)", &columns);
        }
    }
    return take(rc, &b);
}

mg_str mg_rule_kind(const mg_rule_ctx *rc, const mg_object *o)
{
    mg_str s = mg_arena_str(rc->arena, mg_str_of(mg_object_kind_name(o->kind)));
    char *p = (char *)(uintptr_t)s.p;
    for (uint32_t i = 0; p && i < s.n; i++)
        if (p[i] == '_')
            p[i] = ' ';
    return s;
}

const mg_object *mg_rule_referenced(const mg_schema *s, const mg_object *fk)
{
    const mg_node *qname = mg_attr_first(fk, A_REFERENCES);
    if (!qname || qname->kind != N_QNAME)
        return NULL;
    mg_str schema = mg_qname_schema(qname);
    if (!schema.n && fk->parent)
        schema = fk->parent->schema;
    return mg_schema_find(s, MG_O_TABLE, schema, mg_text(qname));
}

bool mg_rule_key_goes_before(const mg_rule_ctx *rc, const mg_object *fk, const mg_stmt_info *st)
{
    const mg_vec *drops = &mg_rule_after(rc)->drops;
    for (uint32_t i = 0; i < drops->n; i++) {
        const mg_drop *d = drops->at[i];
        bool itself = mg_is_constraint(d->kind) && mg_str_ieq(d->name, fk->name) && mg_str_ieq(d->table, fk->parent->name);
        bool with_table = d->kind == MG_O_TABLE && mg_str_ieq(d->name, fk->parent->name);
        if (d->stmt->index <= st->index && (itself || with_table))
            return true;
    }
    return false;
}

/* Eight rules ask for each new foreign key of a file. */
const mg_object *mg_rule_parent_of(const mg_rule_ctx *rc, const mg_object *fk)
{
    const mg_schema *s = mg_rule_after(rc);
    const mg_object ***known = &((mg_rule_ctx *)(uintptr_t)rc)->parents;
    bool keeps = rc->lint && rc->notes && fk->owner == s;
    if (keeps && !*known)
        *known = MG_NEW_N(rc->arena, const mg_object *, s->next_id + 1);
    if (!keeps || !*known)
        return mg_rule_referenced(s, fk);
    const mg_object **at = &(*known)[fk->id];
    if (!*at)
        *at = mg_rule_referenced(s, fk);
    if (!*at)
        *at = fk;
    return *at == fk ? NULL : *at;
}

const mg_object *mg_rule_referenced_column(const mg_object *parent, const mg_object *fk, uint32_t n)
{
    uint32_t i = 0;
    MG_EACH(c, mg_attr(fk, A_REFERENCES)) {
        if (c->kind == N_NAME && i++ == n)
            return mg_object_child(parent, MG_O_COLUMN, mg_text(c));
    }
    if (i)
        return NULL;
    MG_EACH_CHILD(o, parent) {
        if (o->kind == MG_O_PRIMARY_KEY)
            return mg_object_child(parent, MG_O_COLUMN, mg_rule_key_column(o, n));
    }
    return NULL;
}

bool mg_rule_bound_may_be_proved(const mg_object *partition)
{
    const mg_object *column = mg_fact_bound_column(partition);
    MG_EACH_CHILD(o, partition) {
        if (o->kind != MG_O_CHECK || mg_attr(o, A_NOT_VALID))
            continue;
        for (uint32_t i = 0; i < mg_n_deps(o); i++)
            if (!column || o->deps[i] == column)
                return true;
    }
    return false;
}

static bool has_key(const mg_object *o, mg_str column)
{
    for (uint32_t i = 0; i < mg_rule_key_count(o); i++)
        if (column.n && mg_str_eq(mg_rule_key_column(o, i), column))
            return true;
    return false;
}

bool mg_rule_was_unique(const mg_object *table, const mg_object *key)
{
    MG_EACH_CHILD(o, table) {
        bool unique = o->kind == MG_O_UNIQUE || o->kind == MG_O_PRIMARY_KEY || (o->kind == MG_O_INDEX && mg_attr(o,
            A_UNIQUE));
        if (!unique || mg_attr(o, A_PREDICATE) || !mg_rule_key_count(o))
            continue;
        uint32_t held = 0;
        for (uint32_t i = 0; i < mg_rule_key_count(o); i++)
            held += has_key(key, mg_rule_key_column(o, i));
        if (held == mg_rule_key_count(o))
            return true;
    }
    return false;
}

bool mg_rule_ignores_fk(const mg_rule_ctx *rc, const mg_object *table)
{
    static const char *const engines[] = {"MyISAM", "Aria", "MEMORY", "ARCHIVE", "CSV", "BLACKHOLE", "MRG_MyISAM"};
    mg_str engine = mg_rule_is_mysql(rc) ? mg_attr_text(table, A_ENGINE) : MG_STR_NONE;
    for (size_t i = 0; engine.n && i < sizeof engines / sizeof *engines; i++)
        if (mg_str_iis(engine, engines[i]))
            return true;
    return false;
}

const mg_object *mg_rule_column_of_new_fk(const mg_rule_ctx *rc, const mg_object *fk)
{
    if (rc->plan || mg_rule_key_count(fk) != 1)
        return NULL;
    const mg_object *column = mg_object_child(fk->parent, MG_O_COLUMN, mg_rule_key_column(fk, 0));
    bool is_new = column && !mg_changes_counterpart(rc->changes, column);
    return is_new && column->source == fk->source && column->statement == fk->statement ? column : NULL;
}

/* The CHECK that DETACH PARTITION … CONCURRENTLY leaves of the bound: every row is within it. */
bool mg_rule_left_by_detach(const mg_rule_ctx *rc, const mg_object *check)
{
    const mg_object *table = check->parent, *was = table ? mg_changes_counterpart(rc->changes, table) : NULL;
    return was && check->flags & MG_OF_AUTONAMED && mg_attr(was, A_PARTITION_OF) && !mg_attr(table, A_PARTITION_OF) &&
           check->source == table->source && check->statement == table->statement;
}

bool mg_rule_came_with_column(const mg_rule_ctx *rc, const mg_object *check)
{
    for (uint32_t i = 0; i < mg_n_deps(check); i++) {
        const mg_object *o = check->deps[i];
        if (o->kind == MG_O_COLUMN && o->parent == check->parent && !mg_changes_counterpart(rc->changes, o) && o->source == check->source &&
            o->statement == check->statement)
            return true;
    }
    return false;
}

bool mg_rule_says_not_null(const mg_object *check, mg_str column)
{
    const mg_node *e = mg_attr_first(check, A_EXPR);
    return e && e->kind == E_IS && e->flags & NF_NOT && mg_str_is(mg_text(e), "null") && e->first && mg_str_eq(mg_text(e->first), column);
}

const mg_object *mg_rule_old_default(const mg_rule_ctx *rc, const mg_object *parent)
{
    const mg_object *old = mg_changes_counterpart(rc->changes, parent);
    const mg_object *rest = old ? mg_default_partition(old) : NULL;
    return rest ? mg_changes_counterpart(rc->changes, rest) : NULL;
}
