/* Judges a change of type: what the engine needs, what it costs, what happens
 * to values. Pairs of different base types come from the measured tables; one
 * base type with other modifiers (varchar(20) to varchar(50)) is judged here
 * by the rules that the measured rows follow. */
#include "facts/types.h"

#include <string.h>

static bool same_name(const mg_type_info *a, const mg_type_info *b)
{
    return a->name && b->name && strcmp(a->name, b->name) == 0;
}

/* ---- what happens to values ------------------------------------------------ */

static bool is_text(mg_family f)
{
    return f == MG_FAM_STRING || f == MG_FAM_CHAR || f == MG_FAM_ENUM || f == MG_FAM_SET;
}

static bool is_moment(mg_family f)
{
    return f == MG_FAM_TIMESTAMP || f == MG_FAM_INSTANT;
}

static uint64_t max_bytes(const mg_type_info *t, uint32_t char_bytes)
{
    if (t->in_bytes || t->length == MG_UNLIMITED || t->length > UINT32_MAX)
        return t->length;
    return t->length * char_bytes;
}

static bool string_narrows(const mg_type_info *from, const mg_type_info *to, uint32_t char_bytes)
{
    if (from->in_bytes == to->in_bytes)
        return to->length < from->length;
    return max_bytes(to, char_bytes) < max_bytes(from, char_bytes);
}

static uint32_t integer_loss(const mg_type_info *from, const mg_type_info *to)
{
    if (to->is_unsigned && !from->is_unsigned)
        return MG_TC_SIGN | (to->bytes < from->bytes ? (uint32_t)MG_TC_INTEGER : 0);
    if (from->is_unsigned && !to->is_unsigned && to->bytes <= from->bytes)
        return MG_TC_SIGN | (to->bytes < from->bytes ? (uint32_t)MG_TC_INTEGER : 0);
    return to->bytes < from->bytes ? MG_TC_INTEGER : 0;
}

static uint32_t decimal_loss(const mg_type_info *from, const mg_type_info *to)
{
    uint32_t loss = 0;
    uint32_t need = mg_type_whole_digits(from), room = mg_type_whole_digits(to);
    bool fraction = from->family == MG_FAM_DECIMAL && (from->scale > 0 || from->precision == 0);
    if (to->family == MG_FAM_INTEGER) {
        loss = fraction ? MG_TC_SCALE : 0;
        /* An integer of n digits does not hold every number of n digits. */
        return loss | (need == 0 || need >= room ? (uint32_t)MG_TC_INTEGER : 0);
    }
    if (to->precision == 0)
        return 0;
    if (from->precision == 0 && from->family == MG_FAM_DECIMAL)
        return MG_TC_SCALE | MG_TC_INTEGER;
    if (from->family == MG_FAM_DECIMAL && to->scale < from->scale)
        loss |= MG_TC_SCALE;
    return loss | (need > room ? (uint32_t)MG_TC_INTEGER : 0);
}

static uint32_t number_loss(const mg_type_info *from, const mg_type_info *to)
{
    if (from->family == MG_FAM_INTEGER && to->family == MG_FAM_INTEGER)
        return integer_loss(from, to);
    if (to->family == MG_FAM_FLOAT) {
        if (from->family == MG_FAM_FLOAT)
            return to->bytes < from->bytes ? MG_TC_FLOAT : 0;
        /* A double holds 53 bits of a whole number, a single 24. */
        if (from->family == MG_FAM_INTEGER)
            return from->bytes * 8 > (to->bytes == 8 ? 53u : 24u) ? MG_TC_FLOAT : 0;
        return MG_TC_FLOAT;
    }
    if (from->family == MG_FAM_FLOAT)
        return MG_TC_FLOAT | (to->family == MG_FAM_INTEGER ? (uint32_t)MG_TC_SCALE : 0);
    return decimal_loss(from, to);
}

static bool is_number(mg_family f)
{
    return f == MG_FAM_INTEGER || f == MG_FAM_DECIMAL || f == MG_FAM_FLOAT;
}

static uint32_t moment_loss(const mg_type_info *from, const mg_type_info *to)
{
    uint32_t loss = 0;
    if (to->family == MG_FAM_DATE || to->family == MG_FAM_TIME || to->family == MG_FAM_YEAR)
        return MG_TC_TEMPORAL;
    if (from->family != to->family && is_moment(to->family))
        loss |= MG_TC_TIME_ZONE;
    if (to->precision < from->precision)
        loss |= MG_TC_TEMPORAL;
    return loss;
}

static const mg_node *next_member(const mg_node *n)
{
    while (n && n->kind != E_CONST && n->kind != N_ENUM_VALUE)
        n = n->next;
    return n;
}

static bool has_member(const mg_node *members, mg_str value)
{
    for (const mg_node *n = next_member(members->first); n; n = next_member(n->next))
        if (mg_str_eq(mg_text(n), value))
            return true;
    return false;
}

/* Members removed, or members of the old list in another order or place. */
static uint32_t member_loss(const mg_node *from, const mg_node *to)
{
    uint32_t loss = 0;
    if (!from || !to)
        return MG_TC_ENUM_VALUES;
    const mg_node *b = next_member(to->first);
    for (const mg_node *a = next_member(from->first); a; a = next_member(a->next)) {
        if (!has_member(to, mg_text(a))) {
            loss |= MG_TC_ENUM_VALUES;
            continue;
        }
        if (!b || !mg_str_eq(mg_text(a), mg_text(b)))
            loss |= MG_TC_ENUM_ORDER;
        b = b ? next_member(b->next) : NULL;
    }
    return loss;
}

/* Characters that the text of any value may need; 0 = unknown. */
static uint64_t text_width(const mg_type_info *t)
{
    switch (t->family) {
    case MG_FAM_INTEGER: return mg_type_whole_digits(t) + (t->is_unsigned ? 0u : 1u);
    case MG_FAM_DECIMAL: return t->precision ? t->precision + 3u : 0;
    case MG_FAM_BOOLEAN: return 5;
    case MG_FAM_UUID: return 36;
    case MG_FAM_DATE: return 10;
    case MG_FAM_TIMESTAMP: return 26;
    default: return 0;
    }
}

/* BINARY(n) of MySQL: every value has n bytes. */
static bool pads_with_zeros(const mg_type_info *from, const mg_type_info *to)
{
    return to->name && strcmp(to->name, "binary") == 0 && (to->length > from->length || !same_name(from, to));
}

static uint32_t value_loss(const mg_type_info *from, const mg_type_info *to, uint32_t char_bytes)
{
    bool enums = (from->family == MG_FAM_ENUM || from->family == MG_FAM_SET) && to->family == from->family;
    if (enums)
        return member_loss(from->members, to->members);
    if (is_text(from->family) && (to->family == MG_FAM_ENUM || to->family == MG_FAM_SET))
        return MG_TC_PARSE;
    if (is_text(from->family) && is_text(to->family)) {
        uint32_t loss = string_narrows(from, to, char_bytes) ? MG_TC_STRING : 0;
        return loss | (to->family == MG_FAM_CHAR && from->family == MG_FAM_STRING ? (uint32_t)MG_TC_PADDING : 0);
    }
    if (is_text(from->family) && to->name && to->family != MG_FAM_BINARY)
        return MG_TC_PARSE;
    if (is_number(from->family) && is_number(to->family))
        return number_loss(from, to);
    if (is_moment(from->family) && to->family != from->family && !is_text(to->family))
        return moment_loss(from, to);
    if (from->family == to->family && (is_moment(to->family) || to->family == MG_FAM_TIME || to->family == MG_FAM_INTERVAL))
        return moment_loss(from, to);
    if (from->family == MG_FAM_BINARY && to->family == MG_FAM_BINARY)
        return to->length < from->length ? MG_TC_STRING : pads_with_zeros(from, to) ? MG_TC_PADDING : 0;
    if (from->family == MG_FAM_BIT && to->family == MG_FAM_BIT)
        return to->length < from->length ? MG_TC_RANGE : 0;
    if (!same_name(from, to) && from->family == MG_FAM_JSON && to->family == MG_FAM_JSON)
        return strcmp(to->name, "jsonb") == 0 ? MG_TC_JSON : 0;
    if (to->family == MG_FAM_STRING || to->family == MG_FAM_CHAR) {
        uint64_t need = text_width(from), room = to->length;
        return room != MG_UNLIMITED && (need == 0 || room < need) ? MG_TC_STRING : 0;
    }
    return 0;
}

static int class_of(mg_family f)
{
    switch (f) {
    case MG_FAM_INTEGER:
    case MG_FAM_DECIMAL:
    case MG_FAM_FLOAT:
    case MG_FAM_YEAR:
        return 1;
    case MG_FAM_STRING:
    case MG_FAM_CHAR:
    case MG_FAM_ENUM:
        return 2;
    case MG_FAM_DATE:
    case MG_FAM_TIMESTAMP:
    case MG_FAM_INSTANT:
        return 3;
    default:
        return 10 + (int)f;
    }
}

static void judge_values(const mg_type_info *from, const mg_type_info *to, uint32_t char_bytes, mg_type_change *out)
{
    const uint32_t failing = MG_TC_STRING | MG_TC_INTEGER | MG_TC_SIGN | MG_TC_PARSE | MG_TC_RANGE | MG_TC_ENUM_VALUES;
    out->loss |= value_loss(from, to, char_bytes);
    out->may_fail = out->fails != NULL || (out->loss & failing) != 0;
    out->may_change = out->changes != NULL || (out->loss & ~(failing | MG_TC_ENUM_ORDER)) != 0;
    out->family_change = from->family != to->family;
    out->class_change = class_of(from->family) != class_of(to->family) || from->dimensions != to->dimensions;
}

/* ---- PostgreSQL -------------------------------------------------------------- */

static int compare_pair(const char *a1, const char *b1, const char *a2, const char *b2)
{
    int c = strcmp(a1, a2);
    return c ? c : strcmp(b1, b2);
}

static const mg_pg_type_row *find_pg(const char *from, const char *to)
{
    size_t low = 0, high = mg_n_facts_pg_types;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const mg_pg_type_row *r = &mg_facts_pg_types[mid];
        int c = compare_pair(from, to, r->from, r->to);
        if (c == 0)
            return r;
        if (c > 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* One base type, other modifiers: is the stored form good as it is? */
static bool pg_modifier_is_free(const mg_type_info *from, const mg_type_info *to)
{
    switch (to->family) {
    case MG_FAM_STRING:
        return to->length >= from->length;
    case MG_FAM_BIT:
        return to->length >= from->length && strcmp(to->name, "varbit") == 0;
    case MG_FAM_DECIMAL:
        return to->precision == 0 || (from->precision && to->scale == from->scale && to->precision >= from->precision);
    case MG_FAM_TIME:
    case MG_FAM_TIMESTAMP:
    case MG_FAM_INSTANT:
    case MG_FAM_INTERVAL:
        return to->precision >= from->precision;
    case MG_FAM_CHAR:
        return to->length == from->length;
    default:
        return true;
    }
}

static bool is_boolean_and_number(const mg_type_info *from, const mg_type_info *to)
{
    const mg_type_info *other = from->family == MG_FAM_BOOLEAN ? to : from;
    bool boolean = from->family == MG_FAM_BOOLEAN || to->family == MG_FAM_BOOLEAN;
    return boolean && (other->family == MG_FAM_INTEGER || other->family == MG_FAM_DECIMAL || other->family == MG_FAM_FLOAT) &&
           !from->dimensions && !to->dimensions;
}

static bool change_postgres(const mg_type_info *from, const mg_type_info *to, mg_type_change *out)
{
    out->lock = "ACCESS EXCLUSIVE";
    out->cast = MG_CAST_VIA_TEXT;
    out->rewrites = out->rebuilds_indexes = true;
    if (!from->name && !to->name && mg_str_eq(mg_text(from->type), mg_text(to->type))) {
        /* One type of an extension, in another schema or with other modifiers. */
        out->cast = MG_CAST_AUTO;
        return false;
    }
    if (!from->name || !to->name)
        return false;
    bool user_types = from->family == MG_FAM_ENUM && to->family == MG_FAM_ENUM;
    if (same_name(from, to) && !user_types && strcmp(to->name, "composite") != 0) {
        out->cast = MG_CAST_AUTO;
        out->rewrites = out->rebuilds_indexes = !pg_modifier_is_free(from, to);
        out->source = "measured on PostgreSQL 15.18, compared with 12-19";
    } else {
        const mg_pg_type_row *row = find_pg(from->name, to->name);
        if (!row) {
            if (is_boolean_and_number(from, to)) {
                out->cast = MG_CAST_VIA_INTEGER;
                out->loss |= to->family == MG_FAM_BOOLEAN ? MG_TC_RANGE : 0;
            }
            return true;
        }
        out->cast = row->cast;
        out->fails = row->fails;
        out->changes = row->changes;
        out->source = row->source;
        out->rewrites = row->rewrites || !pg_modifier_is_free(from, to);
        out->rebuilds_indexes = row->rebuilds_index || out->rewrites;
    }
    /* bit(2) is refused where bit(3) stands, for being too short. */
    bool bits = from->family == MG_FAM_BIT && to->family == MG_FAM_BIT;
    if (bits && (to->length < from->length || (strcmp(to->name, "varbit") != 0 && to->length != from->length)))
        out->loss |= MG_TC_STRING;
    /* Free only from 12 on and when the session's TimeZone is UTC, which cannot be known here. */
    bool zone = is_moment(from->family) && is_moment(to->family) && from->family != to->family;
    if (zone)
        out->rewrites = out->rebuilds_indexes = true;
    if (to->constrained_domain)
        out->rewrites = out->rebuilds_indexes = out->may_fail = true;
    /* Arrays are converted element by element, with a rewrite even where the element would need none. */
    if ((from->dimensions || to->dimensions) && !mg_node_eq(from->type, to->type))
        out->rewrites = out->rebuilds_indexes = true;
    if (!from->dimensions != !to->dimensions)
        out->cast = is_text(from->family) || is_text(to->family) ? MG_CAST_VIA_TEXT : MG_CAST_NONE;
    return true;
}

/* ---- MySQL, MariaDB -------------------------------------------------------------- */

static const mg_my_type_row *find_my(const mg_dialect *d, const char *from, const char *to)
{
    size_t low = 0, high = mg_n_facts_my_types;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (compare_pair(mg_facts_my_types[mid].from, mg_facts_my_types[mid].to, from, to) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < mg_n_facts_my_types; low++) {
        const mg_my_type_row *r = &mg_facts_my_types[low];
        if (compare_pair(r->from, r->to, from, to) != 0)
            return NULL;
        if (r->dialects & 1u << d->id)
            return r;
    }
    return NULL;
}

static uint32_t count_members(const mg_node *members)
{
    uint32_t count = 0;
    for (const mg_node *n = members ? next_member(members->first) : NULL; n; n = next_member(n->next))
        count++;
    return count;
}

/* Bytes that a value takes: 1 or 2 for an enum, 1 to 4 or 8 for a set. */
static uint32_t member_storage(mg_family family, uint32_t members)
{
    if (family == MG_FAM_ENUM)
        return members > 255 ? 2 : 1;
    uint32_t bytes = (members + 7) / 8;
    return bytes > 4 ? 8 : bytes;
}

static const char *my_operation(const mg_type_info *from, const mg_type_info *to, uint32_t loss, uint32_t char_bytes)
{
    if (!same_name(from, to) || from->is_unsigned != to->is_unsigned)
        return "alter_type";
    bool sized = strcmp(to->name, "varchar") == 0 || strcmp(to->name, "varbinary") == 0;
    if (sized && to->length >= from->length) {
        bool crosses = max_bytes(from, char_bytes) <= 255 && max_bytes(to, char_bytes) > 255;
        return crosses ? "alter_type_length_crosses_byte" : "alter_type_length";
    }
    if ((to->family == MG_FAM_ENUM || to->family == MG_FAM_SET) && !loss) {
        uint32_t before = member_storage(from->family, count_members(from->members));
        uint32_t after = member_storage(to->family, count_members(to->members));
        return before == after ? "alter_enum_append" : "alter_type";
    }
    return "alter_type";
}

static bool my_is_free(const mg_type_info *from, const mg_type_info *to)
{
    if (!same_name(from, to) || from->is_unsigned != to->is_unsigned)
        return false;
    if (to->members)
        return mg_node_eq(from->members, to->members);
    return from->length == to->length && from->precision == to->precision && from->scale == to->scale;
}

/* Between MariaDB's INETs there is an assignment from 11.3 on: from INET4 to INET6 for every value. */
static bool my_assigns_inets(const mg_schema *s, const mg_my_type_row *row)
{
    bool inets = strncmp(row->from, "inet", 4) == 0 && strncmp(row->to, "inet", 4) == 0;
    return inets && (!s->engine_version || s->engine_version >= 110300);
}

/* Error 4078, whatever the rows hold, none among them: there is no such assignment. */
static bool my_is_refused(const mg_schema *s, const mg_my_type_row *row)
{
    return row->fails && strstr(row->fails, "[4078]") && !my_assigns_inets(s, row);
}

static void change_mysql(const mg_schema *s, const mg_type_info *from, const mg_type_info *to, uint32_t char_bytes,
                         mg_type_change *out)
{
    uint32_t loss = value_loss(from, to, char_bytes);
    const mg_my_type_row *row = from->name && to->name ? find_my(s->dialect, from->name, to->name) : NULL;
    const mg_my_fact *f = mg_fact_mysql(s->dialect, my_operation(from, to, loss, char_bytes), s->engine_version);
    out->cast = MG_CAST_AUTO;
    out->algorithm = "COPY";
    out->lock = "SHARED";
    if (f && f->supported) {
        out->algorithm = f->algorithm;
        out->lock = f->lock;
        out->source = f->source;
    }
    if (row) {
        out->fails = strcmp(row->to, "inet6") == 0 && my_assigns_inets(s, row) ? NULL : row->fails;
        out->changes = row->changes;
        out->source = row->source;
        out->cast = my_is_refused(s, row) ? MG_CAST_NONE : MG_CAST_AUTO;
        if (strcmp(row->algorithm, "COPY") != 0) {
            out->algorithm = row->algorithm;
            out->lock = "NONE";
        }
    }
    if (my_is_free(from, to)) {
        out->algorithm = "INSTANT";
        out->lock = "NONE";
    }
    out->rewrites = strcmp(out->algorithm, "COPY") == 0;
    out->rebuilds_indexes = out->rewrites;
    bool to_instant = from->family == MG_FAM_TIMESTAMP && to->family == MG_FAM_INSTANT;
    if (to_instant)
        out->loss |= MG_TC_RANGE;
}

/* ---- SQLite ------------------------------------------------------------------------ */

static bool holds(mg_str name, const char *part)
{
    size_t n = strlen(part);
    for (uint32_t i = 0; i + n <= name.n; i++)
        if (mg_str_ieq((mg_str){name.p + i, (uint32_t)n}, (mg_str){part, (uint32_t)n}))
            return true;
    return false;
}

/* The five affinities, by the rules of the manual: the first that fits counts. */
static mg_family affinity(mg_str name)
{
    if (holds(name, "int"))
        return MG_FAM_INTEGER;
    if (holds(name, "char") || holds(name, "clob") || holds(name, "text"))
        return MG_FAM_STRING;
    if (holds(name, "blob") || name.n == 0)
        return MG_FAM_BINARY;
    if (holds(name, "real") || holds(name, "floa") || holds(name, "doub"))
        return MG_FAM_FLOAT;
    return MG_FAM_DECIMAL;
}

static void change_sqlite(const mg_node *from, const mg_node *to, mg_type_change *out)
{
    mg_family a = affinity(mg_text(from)), b = affinity(mg_text(to));
    out->cast = MG_CAST_AUTO;
    out->rewrites = out->rebuilds_indexes = true;
    out->class_change = a != b;
    /* Values that do not convert stay as they are; the others change their storage class. */
    out->may_change = a != b && b != MG_FAM_BINARY;
    if (a == MG_FAM_STRING && b != MG_FAM_BINARY && a != b)
        out->loss |= MG_TC_PARSE;
    out->source = "from the manual: column affinity";
}

/* ---- the door ------------------------------------------------------------------------- */

static uint32_t column_char_bytes(const mg_object *column, const mg_node *type)
{
    mg_str charset = mg_text(mg_child(type, A_CHARSET));
    if (!charset.n)
        charset = mg_attr_text(column, A_CHARSET);
    if (!charset.n && column && column->parent)
        charset = mg_attr_text(column->parent, A_CHARSET);
    return mg_fact_charset_bytes(charset);
}

bool mg_fact_type_change(const mg_schema *before, const mg_schema *after, const mg_node *from, const mg_node *to,
                         const mg_object *column, mg_type_change *out)
{
    mg_type_info a, b;
    bool known = true;
    memset(out, 0, sizeof *out);
    if (mg_str_is(mg_text(from), "unknown")) {
        /* A migration read without what it starts from: the worst cost, but nothing said about values. */
        out->rewrites = out->rebuilds_indexes = true;
        out->algorithm = after->dialect->id == MG_MYSQL || after->dialect->id == MG_MARIADB ? "COPY" : NULL;
        return false;
    }
    if (after->dialect->id == MG_SQLITE) {
        change_sqlite(from, to, out);
        return true;
    }
    mg_type_describe(before, from, &a);
    mg_type_describe(after, to, &b);
    uint32_t char_bytes = column_char_bytes(column, to);
    if (after->dialect->id == MG_POSTGRES) {
        known = change_postgres(&a, &b, out);
        char_bytes = 4;
    } else {
        change_mysql(after, &a, &b, char_bytes, out);
        known = a.name && b.name;
    }
    judge_values(&a, &b, char_bytes, out);
    out->by_zone = (a.family == MG_FAM_INSTANT) != (b.family == MG_FAM_INSTANT);
    out->from_name = a.name;
    out->to_name = b.name;
    out->to_length = b.length;
    out->to_length_in_bytes = b.in_bytes;
    out->to_unsigned = b.is_unsigned;
    out->to_bytes = b.bytes;
    out->to_precision = b.precision;
    out->to_scale = b.scale;
    return known;
}
