/* Reading schemas. */
#include "api/dialect.h"

#define LEAST API_LEAST(migra_parse_options, dialect_evidence)
#define LEAST_DIAG API_LEAST(migra_diagnostics_options, max_count)

migra_status migra_parse_options_init(migra_parse_options *options, size_t size) {
    static const migra_parse_options defaults = MIGRA_PARSE_OPTIONS_INIT;
    return api_options_init(options, size, LEAST, &defaults, sizeof defaults);
}

migra_schema *api_schema_ref(migra_schema *s) {
    s->refs++;
    s->used = true;
    return s;
}

void migra_schema_free(migra_schema *schema) {
    if (!schema || --schema->refs) return;
    if (schema->schema) mg_schema_free(schema->schema);
    migra_schema_free(schema->base);
    mg_arena_free(&schema->arena);
    api_delete(schema, schema->context, sizeof *schema);
}

/* ---- dialect and version --------------------------------------------------------- */

static mg_str version_name(migra_schema *s, const mg_dialect *d) {
    return s->version_given ? s->version_text : mg_arena_str(&s->arena, mg_str_of(d->newest_version_name));
}

static migra_status set_dialect(migra_schema *s, const mg_dialect *d, migra_error **err) {
    if (s->version_given) {
        s->version = mg_version_parse(d, s->version_text);
        if (!s->version) {
            return api_fail(s->context, err, MIGRA_E_UNKNOWN, "\"%S\" is no version of %s", &s->version_text, d->label);
        }
    }
    s->version_text = version_name(s, d);
    s->schema = mg_schema_new(&s->context->ctx, d, s->version);
    if (!s->schema || API_FAILED(s->context)) return api_fail_ctx(s->context, err);
    return MIGRA_OK;
}

static migra_status set_dialect_by_name(migra_schema *s, const char *name, migra_error **err) {
    const mg_dialect *d = mg_dialect_by_name(mg_str_of(name));
    if (d) return set_dialect(s, d, err);
    return api_fail(s->context, err, MIGRA_E_UNKNOWN, "\"%s\" is no known dialect: postgres, mysql, mariadb or sqlite",
                    name);
}

static migra_status set_dialect_by_text(migra_schema *s, mg_str text, migra_error **err) {
    const mg_dialect *d = api_dialect_of(text, &s->evidence);
    if (d) return set_dialect(s, d, err);
    mg_str named = api_dialect_directive(text);
    return api_fail(s->context, err, MIGRA_E_UNKNOWN, "\"%S\" is no known dialect: postgres, mysql, mariadb or sqlite",
                    &named);
}

/* ---- making ---------------------------------------------------------------------------- */

migra_status migra_schema_new(migra_context *context, const migra_parse_options *options, migra_schema **out,
                              migra_error **err) {
    migra_parse_options o = MIGRA_PARSE_OPTIONS_INIT;
    if (!context || !out) return api_fail(context, err, MIGRA_E_MISUSE, "migra_schema_new: NULL argument");
    migra_status status = api_options(context, err, &o, sizeof o, LEAST, options, "migra_parse_options");
    if (status) return status;
    api_begin(context);
    migra_schema *s = api_new(context, sizeof *s);
    if (!s) return api_fail_ctx(context, err);
    s->context = context;
    s->refs = 1;
    mg_arena_init(&s->arena, &context->ctx.alloc);
    s->name_given = o.source_name != NULL;
    s->name = mg_arena_str(&s->arena, mg_str_of(o.source_name ? o.source_name : "<input>"));
    s->version_given = o.engine_version != NULL;
    if (o.engine_version) s->version_text = mg_arena_str(&s->arena, mg_str_of(o.engine_version));
    if (o.dialect && o.dialect_evidence) s->evidence = mg_arena_str(&s->arena, mg_str_of(o.dialect_evidence)).p;
    if (API_FAILED(context)) status = api_fail_ctx(context, err);
    else if (o.dialect) status = set_dialect_by_name(s, o.dialect, err);
    if (status) migra_schema_free(s);
    else *out = s;
    return status;
}

/* A finished schema made of another one, which it keeps, and which gives it its names. On failure `made` is freed. */
migra_schema *api_schema_of(mg_schema *made, migra_schema *original) {
    migra_schema *s = api_new(original->context, sizeof *s);
    if (!s) {
        mg_schema_free(made);
        return NULL;
    }
    mg_arena_init(&s->arena, &original->context->ctx.alloc);
    s->context = original->context;
    s->refs = 1;
    s->schema = made;
    s->base = original;
    original->refs++;
    s->name = original->name;
    s->version_text = original->version_text;
    s->version = original->version;
    s->version_given = original->version_given;
    s->name_given = original->name_given;
    s->evidence = original->evidence;
    s->used = true;
    return s;
}

/* A source that names its dialect may not be read as another one. MariaDB reads what is written for MySQL. */
migra_status api_check_directive(migra_schema *s, mg_str text, migra_error **err) {
    mg_str named = api_dialect_directive(text);
    const mg_dialect *d = named.p ? mg_dialect_by_name(named) : NULL;
    if (named.p && !d) return set_dialect_by_text(s, text, err);
    if (!d || d == s->schema->dialect) return MIGRA_OK;
    if (d->id == MG_MYSQL && s->schema->dialect->id == MG_MARIADB) return MIGRA_OK;
    return api_fail(s->context, err, MIGRA_E_MISMATCH, "the source says that it is written for %s, but is read as %s",
                    d->label, s->schema->dialect->label);
}

/* What reading and assuming have to check alike. */
static migra_status begin_reading(migra_schema *schema, const char *sql, size_t len, migra_error **err) {
    if (!schema || (!sql && len)) {
        return api_fail(schema ? schema->context : NULL, err, MIGRA_E_MISUSE, "a schema or text is NULL");
    }
    migra_context *c = schema->context;
    if (schema->used) return api_fail(c, err, MIGRA_E_MISUSE, "the schema is in use: it cannot be read into any more");
    if (len > c->ctx.limits.max_bytes) {
        return api_fail(c, err, MIGRA_E_LIMIT, "the source has %zu bytes, more than the limit of %u", len,
                        c->ctx.limits.max_bytes);
    }
    api_begin(c);
    mg_str text = {sql ? sql : "", (uint32_t)len};
    return schema->schema ? api_check_directive(schema, text, err) : set_dialect_by_text(schema, text, err);
}

migra_status migra_schema_assume(migra_schema *schema, migra_schema *base, migra_error **err) {
    if (!schema || !base) {
        return api_fail(schema ? schema->context : NULL, err, MIGRA_E_MISUSE, "migra_schema_assume: NULL argument");
    }
    migra_context *c = schema->context;
    if (schema == base || schema->used || base->used || schema->base || !schema->schema || !base->schema) {
        return api_fail(c, err, MIGRA_E_MISUSE, "migra_schema_assume: two fresh schemas of a known dialect are needed");
    }
    if (base->context != c || base->schema->dialect != schema->schema->dialect) {
        return api_fail(c, err, MIGRA_E_MISMATCH, "migra_schema_assume: the schemas do not fit together");
    }
    schema->base = base;
    base->refs++;
    schema->schema->assumed = base->schema;
    return MIGRA_OK;
}

migra_status migra_schema_read(migra_schema *schema, const char *source_name, const char *sql, size_t len,
                               migra_error **err) {
    migra_status status = begin_reading(schema, sql, len, err);
    if (status) return status;
    migra_context *c = schema->context;
    mg_str text = {sql ? sql : "", (uint32_t)len};
    mg_str name = source_name ? mg_str_of(source_name) : schema->name;
    if (!mg_schema_read(schema->schema, name, text) || API_FAILED(c)) return api_fail_ctx(c, err);
    return MIGRA_OK;
}

migra_status migra_schema_finish(migra_schema *schema, migra_error **err) {
    if (!schema) return api_fail(NULL, err, MIGRA_E_MISUSE, "");
    migra_context *c = schema->context;
    if (schema->used) return MIGRA_OK;
    api_begin(c);
    if (!schema->schema) {
        migra_status status = set_dialect_by_text(schema, MG_STR(""), err);
        if (status) return status;
    }
    schema->schema->assumed = NULL;
    if (!mg_schema_finish(schema->schema) || API_FAILED(c)) return api_fail_ctx(c, err);
    return MIGRA_OK;
}

migra_status migra_schema_parse(migra_context *context, const char *sql, size_t len,
                                const migra_parse_options *options, migra_schema **out, migra_error **err) {
    migra_schema *s = NULL;
    if (!out) return api_fail(context, err, MIGRA_E_MISUSE, "migra_schema_parse: NULL argument");
    migra_status status = migra_schema_new(context, options, &s, err);
    if (status) return status;
    status = migra_schema_read(s, NULL, sql, len, err);
    if (!status) status = migra_schema_finish(s, err);
    if (status) migra_schema_free(s);
    else *out = s;
    return status;
}

/* ---- about the whole ------------------------------------------------------------------------ */

const char *migra_schema_dialect(const migra_schema *schema) {
    return schema && schema->schema ? schema->schema->dialect->name : "";
}

const char *migra_schema_dialect_evidence(const migra_schema *schema) {
    return schema ? schema->evidence : NULL;
}

const char *migra_schema_engine_version(const migra_schema *schema) {
    return schema && schema->version_text.p ? schema->version_text.p : "";
}

const char *migra_schema_source_name(const migra_schema *schema) {
    return schema ? schema->name.p : "";
}

size_t migra_schema_table_count(const migra_schema *schema) {
    size_t n = 0;
    if (!schema || !schema->schema) return 0;
    MG_EACH_OBJECT(o, schema->schema) {
        bool table = o->kind == MG_O_TABLE || o->kind == MG_O_FOREIGN_TABLE || o->kind == MG_O_VIRTUAL_TABLE;
        n += table && !(o->flags & MG_OF_EXTERNAL);
    }
    return n;
}

/* ---- documents ---------------------------------------------------------------------------------- */

static migra_status check_finished(const migra_schema *s, const void *out, const char *call, migra_error **err) {
    if (!s || !out) return api_fail(s ? s->context : NULL, err, MIGRA_E_MISUSE, "%s: NULL argument", call);
    if (!s->schema || !s->schema->finished) {
        return api_fail(s->context, err, MIGRA_E_MISUSE, "%s: the schema is not finished", call);
    }
    api_begin(s->context);
    return MIGRA_OK;
}

migra_status api_check_pair(migra_schema *before, migra_schema *after, migra_error **err) {
    migra_status status = check_finished(before, before, "the schema before", err);
    if (!status) status = check_finished(after, after, "the schema after", err);
    if (status) return status;
    if (before->context != after->context) {
        return api_fail(before->context, err, MIGRA_E_MISMATCH, "the schemas were made with different contexts");
    }
    if (before->schema->dialect != after->schema->dialect) {
        return api_fail(before->context, err, MIGRA_E_MISMATCH, "one schema is %s, the other %s",
                        before->schema->dialect->label, after->schema->dialect->label);
    }
    return MIGRA_OK;
}

migra_status migra_schema_equal(const migra_schema *schema, const migra_schema *other, int32_t *out,
                                migra_text **difference, migra_error **err) {
    mg_buf why;
    migra_text *text = NULL;
    migra_status status = check_finished(schema, out, "migra_schema_equal", err);
    if (!status) status = api_check_pair((migra_schema *)(uintptr_t)schema, (migra_schema *)(uintptr_t)other, err);
    if (status) return status;
    mg_buf_init(&why, &schema->context->ctx.alloc);
    bool equal = mg_schema_eq(schema->schema, other->schema, difference ? &why : NULL);
    if (!difference || equal) {
        mg_buf_free(&why);
        if (API_FAILED(schema->context)) return api_fail_ctx(schema->context, err);
    } else {
        status = api_text(schema->context, &why, &text, err);
        if (status) return status;
    }
    *out = equal;
    if (difference) *difference = text;
    return MIGRA_OK;
}

migra_status migra_schema_print(const migra_schema *schema, migra_text **out, migra_error **err) {
    mg_buf b;
    migra_status status = check_finished(schema, out, "migra_schema_print", err);
    if (status) return status;
    mg_buf_init(&b, &schema->context->ctx.alloc);
    mg_schema_print(&b, schema->schema);
    return api_text(schema->context, &b, out, err);
}

migra_status migra_schema_to_json(const migra_schema *schema, migra_text **out, migra_error **err) {
    mg_buf b;
    if (!schema || !out || !schema->schema) {
        return api_fail(schema ? schema->context : NULL, err, MIGRA_E_MISUSE,
                        "migra_schema_to_json: NULL argument, or a schema without a dialect");
    }
    api_begin(schema->context);
    mg_buf_init(&b, &schema->context->ctx.alloc);
    mg_render_parse_json(&b, schema->schema, schema->evidence ? mg_str_of(schema->evidence) : MG_STR_NONE);
    return api_text(schema->context, &b, out, err);
}

migra_status migra_diagnostics_options_init(migra_diagnostics_options *options, size_t size) {
    static const migra_diagnostics_options defaults = MIGRA_DIAGNOSTICS_OPTIONS_INIT;
    return api_options_init(options, size, LEAST_DIAG, &defaults, sizeof defaults);
}

migra_status migra_schema_diagnostics_to_text(const migra_schema *schema, const migra_diagnostics_options *options,
                                              migra_text **out, migra_error **err) {
    migra_diagnostics_options o = MIGRA_DIAGNOSTICS_OPTIONS_INIT;
    mg_buf b;
    if (!schema || !out) {
        return api_fail(schema ? schema->context : NULL, err, MIGRA_E_MISUSE,
                        "migra_schema_diagnostics_to_text: NULL argument");
    }
    migra_status status =
        api_options(schema->context, err, &o, sizeof o, LEAST_DIAG, options, "migra_diagnostics_options");
    if (status) return status;
    api_begin(schema->context);
    mg_buf_init(&b, &schema->context->ctx.alloc);
    mg_diag_style style = {o.color != 0, (mg_severity)o.min_severity, o.max_count};
    if (schema->schema) mg_render_diagnostics(&b, &schema->schema->diags, &style);
    return api_text(schema->context, &b, out, err);
}
