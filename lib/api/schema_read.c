/* Objects, statements and diagnostics of a schema: the public handles are the model's own structs. */
#include "api/api.h"

/* ---- objects ---------------------------------------------------------------------- */

static const mg_object *in_object(const migra_object *o) {
    return (const mg_object *)(const void *)o;
}

static const migra_object *out_object(const mg_object *o) {
    return (const migra_object *)(const void *)o;
}

const migra_object *migra_schema_first_object(const migra_schema *schema) {
    return schema && schema->schema ? out_object(schema->schema->first) : NULL;
}

const migra_object *migra_object_next(const migra_object *object) {
    return object ? out_object(in_object(object)->next) : NULL;
}

const migra_object *migra_object_first_child(const migra_object *object) {
    return object ? out_object(in_object(object)->first) : NULL;
}

const migra_object *migra_object_parent(const migra_object *object) {
    return object ? out_object(in_object(object)->parent) : NULL;
}

const char *migra_object_kind(const migra_object *object) {
    return object ? mg_object_kind_name(in_object(object)->kind) : "";
}

void migra_object_name(const migra_object *object, migra_string *out) {
    api_string(out, object ? in_object(object)->name : MG_STR_NONE);
}

void migra_object_schema(const migra_object *object, migra_string *out) {
    mg_str s = object ? in_object(object)->schema : MG_STR_NONE;
    api_string(out, s.n ? s : MG_STR_NONE);
}

void migra_object_place(const migra_object *object, uint32_t *line, uint32_t *column) {
    uint32_t at_column = 0, at_line = object ? mg_object_line(in_object(object), &at_column) : 0;
    if (line) *line = at_line;
    if (column) *column = at_column;
}

static int attribute_kind(mg_str name) {
    for (int k = A_NOT_NULL; k < S_CREATE_TABLE; k++) {
        if (mg_str_is(name, mg_kind_name(k))) return k;
    }
    return 0;
}

static void print_node(mg_buf *b, const mg_dialect *d, const mg_node *n) {
    if (n->kind == N_TYPE) mg_print_type(b, d, n);
    else if (n->kind == N_QNAME) mg_print_qname(b, d, n);
    else if (n->kind >= E_CONST && n->kind <= E_RAW) mg_print_expr(b, d, n);
    else if (n->kind >= Q_SELECT && n->kind <= Q_DML) mg_print_query(b, d, n);
    else if (n->kind == N_KEY && n->first) print_node(b, d, n->first);
    else if (n->kind == N_NAME) mg_print_name(b, d, mg_text(n));
    else mg_buf_str(b, mg_text(n));
}

static void print_attribute(mg_buf *b, const mg_dialect *d, const mg_node *a) {
    mg_buf_str(b, mg_text(a));
    MG_EACH(child, a) {
        if (b->n) mg_buf_z(b, ", ");
        print_node(b, d, child);
    }
}

migra_status migra_object_attribute(const migra_schema *schema, const migra_object *object, const char *name,
                                    migra_text **out, migra_error **err) {
    mg_buf b;
    if (!schema || !object || !name || !out || !schema->schema) {
        return api_fail(schema ? schema->context : NULL, err, MIGRA_E_MISUSE, "migra_object_attribute: NULL argument");
    }
    migra_context *c = schema->context;
    int kind = attribute_kind(mg_str_of(name));
    if (!kind) return api_fail(c, err, MIGRA_E_UNKNOWN, "no attribute is called \"%s\"", name);
    const mg_node *a = mg_attr(in_object(object), (mg_kind)kind);
    if (!a) {
        *out = NULL;
        return MIGRA_OK;
    }
    api_begin(c);
    mg_buf_init(&b, &c->ctx.alloc);
    print_attribute(&b, schema->schema->dialect, a);
    return api_text(c, &b, out, err);
}

/* ---- statements ---------------------------------------------------------------------- */

static const mg_stmt_info *in_statement(const migra_statement *s) {
    return (const mg_stmt_info *)(const void *)s;
}

size_t migra_schema_statement_count(const migra_schema *schema) {
    return schema && schema->schema ? schema->schema->statements.n : 0;
}

const migra_statement *migra_schema_statement_at(const migra_schema *schema, size_t index) {
    if (index >= migra_schema_statement_count(schema)) return NULL;
    return schema->schema->statements.at[index];
}

size_t migra_schema_understood_count(const migra_schema *schema, int32_t understood) {
    size_t n = 0, all = migra_schema_statement_count(schema);
    for (size_t i = 0; i < all; i++) {
        n += (int32_t)in_statement(migra_schema_statement_at(schema, i))->understood == understood;
    }
    return n;
}

const char *migra_statement_kind(const migra_statement *statement) {
    return statement ? mg_kind_name(in_statement(statement)->kind) : "";
}

int32_t migra_statement_understood(const migra_statement *statement) {
    return statement ? (int32_t)in_statement(statement)->understood : MIGRA_UNDERSTOOD_NO;
}

void migra_statement_object(const migra_statement *statement, migra_string *out) {
    api_string(out, statement ? in_statement(statement)->object : MG_STR_NONE);
}

static void put_span(uint32_t off, uint32_t len, uint32_t at_line, uint32_t at_column, size_t *offset, size_t *length,
                     uint32_t *line, uint32_t *column) {
    if (offset) *offset = off;
    if (length) *length = len;
    if (line) *line = at_line;
    if (column) *column = at_column;
}

void migra_statement_span(const migra_statement *statement, size_t *offset, size_t *length, uint32_t *line,
                          uint32_t *column) {
    static const mg_stmt_info none = {0};
    const mg_stmt_info *s = statement ? in_statement(statement) : &none;
    uint32_t at_column = 0, at_line = statement ? mg_stmt_line(s, &at_column) : 0;
    put_span(s->off, s->len, at_line, at_column, offset, length, line, column);
}

void migra_statement_text(const migra_statement *statement, migra_string *out) {
    const mg_stmt_info *s = statement ? in_statement(statement) : NULL;
    api_string(out, s && s->source ? (mg_str){s->source->text.p + s->off, s->len} : MG_STR_NONE);
}

void migra_statement_source(const migra_statement *statement, migra_string *out) {
    const mg_stmt_info *s = statement ? in_statement(statement) : NULL;
    api_string(out, s && s->source ? s->source->name : MG_STR_NONE);
}

/* ---- diagnostics --------------------------------------------------------------------------- */

static const mg_diagnostic *in_diagnostic(const migra_diagnostic *d) {
    return (const mg_diagnostic *)(const void *)d;
}

size_t migra_schema_diagnostic_count(const migra_schema *schema) {
    return schema && schema->schema ? schema->schema->diags.list.n : 0;
}

const migra_diagnostic *migra_schema_diagnostic_at(const migra_schema *schema, size_t index) {
    if (index >= migra_schema_diagnostic_count(schema)) return NULL;
    return schema->schema->diags.list.at[index];
}

size_t migra_schema_diagnostics_dropped(const migra_schema *schema) {
    return schema && schema->schema ? schema->schema->diags.dropped : 0;
}

migra_severity migra_diagnostic_severity(const migra_diagnostic *diagnostic) {
    return diagnostic ? (migra_severity)in_diagnostic(diagnostic)->severity : MIGRA_SEVERITY_INFO;
}

const char *migra_diagnostic_code(const migra_diagnostic *diagnostic) {
    return diagnostic ? in_diagnostic(diagnostic)->code : "";
}

void migra_diagnostic_message(const migra_diagnostic *diagnostic, migra_string *out) {
    api_string(out, diagnostic ? in_diagnostic(diagnostic)->message : MG_STR_NONE);
}

void migra_diagnostic_hint(const migra_diagnostic *diagnostic, migra_string *out) {
    api_string(out, diagnostic ? in_diagnostic(diagnostic)->hint : MG_STR_NONE);
}

void migra_diagnostic_source(const migra_diagnostic *diagnostic, migra_string *out) {
    const mg_source *s = diagnostic ? in_diagnostic(diagnostic)->source : NULL;
    api_string(out, s ? s->name : MG_STR_NONE);
}

void migra_diagnostic_span(const migra_diagnostic *diagnostic, size_t *offset, size_t *length, uint32_t *line,
                           uint32_t *column) {
    static const mg_diagnostic none = {0};
    const mg_diagnostic *d = diagnostic ? in_diagnostic(diagnostic) : &none;
    put_span(d->off, d->len, d->line, d->column, offset, length, line, column);
}

size_t migra_diagnostic_expected_count(const migra_diagnostic *diagnostic) {
    return diagnostic ? in_diagnostic(diagnostic)->n_expected : 0;
}

void migra_diagnostic_expected_at(const migra_diagnostic *diagnostic, size_t index, migra_string *out) {
    bool there = diagnostic && index < in_diagnostic(diagnostic)->n_expected;
    api_string(out, there ? in_diagnostic(diagnostic)->expected[index] : MG_STR_NONE);
}
