#include <string.h>

#include "base/base.h"

void mg_json_init(mg_json *j, mg_buf *out, bool pretty)
{
    memset(j, 0, sizeof *j);
    j->out = out;
    j->pretty = pretty;
}

static void new_line(mg_json *j)
{
    if (!j->pretty)
        return;
    mg_buf_char(j->out, '\n');
    for (int i = 0; i < j->depth; i++)
        mg_buf_z(j->out, "  ");
}

/* Before a value or a key: the comma and the line. */
static void lead(mg_json *j)
{
    if (j->after_key) {
        j->after_key = false;
        return;
    }
    if (j->need_comma)
        mg_buf_char(j->out, ',');
    if (j->depth > 0)
        new_line(j);
    j->need_comma = true;
}

static void open(mg_json *j, char c)
{
    lead(j);
    mg_buf_char(j->out, c);
    j->depth++;
    j->need_comma = false;
}

static void close(mg_json *j, char c)
{
    j->depth--;
    if (j->need_comma)
        new_line(j);
    mg_buf_char(j->out, c);
    j->need_comma = true;
}

void mg_json_object(mg_json *j) { open(j, '{'); }
void mg_json_end_object(mg_json *j) { close(j, '}'); }
void mg_json_array(mg_json *j) { open(j, '['); }
void mg_json_end_array(mg_json *j) { close(j, ']'); }

static void escape(mg_buf *b, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    const char *brief = c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : NULL;
    if (brief) {
        mg_buf_z(b, brief);
        return;
    }
    char u[6] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    mg_buf_add(b, u, 6);
}

/* Bytes that are not UTF-8 become U+FFFD, so that the document always is. */
static void quoted(mg_buf *b, mg_str s)
{
    mg_buf_char(b, '"');
    uint32_t from = 0, i = 0;
    size_t valid = mg_utf8_check(s.p, s.n);
    while (i < s.n) {
        unsigned char c = (unsigned char)s.p[i];
        bool bad = i == valid;
        if (!bad && c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) {
            i++;
            continue;
        }
        mg_buf_add(b, s.p + from, i - from);
        if (bad)
            mg_buf_z(b, "\xef\xbf\xbd");
        else
            escape(b, c);
        i++;
        from = i;
        if (bad)
            valid = i + mg_utf8_check(s.p + i, s.n - i);
    }
    mg_buf_add(b, s.p + from, s.n - from);
    mg_buf_char(b, '"');
}

void mg_json_key(mg_json *j, const char *key)
{
    lead(j);
    quoted(j->out, mg_str_of(key));
    mg_buf_z(j->out, j->pretty ? ": " : ":");
    j->after_key = true;
}

void mg_json_str(mg_json *j, mg_str s)
{
    if (!s.p) {
        mg_json_null(j);
        return;
    }
    lead(j);
    quoted(j->out, s);
}

void mg_json_z(mg_json *j, const char *z) { mg_json_str(j, mg_str_of(z)); }

void mg_json_int(mg_json *j, int64_t v)
{
    lead(j);
    mg_buf_printf(j->out, "%lld", (long long)v);
}

void mg_json_bool(mg_json *j, bool v)
{
    lead(j);
    mg_buf_z(j->out, v ? "true" : "false");
}

void mg_json_null(mg_json *j)
{
    lead(j);
    mg_buf_z(j->out, "null");
}

void mg_json_kstr(mg_json *j, const char *key, mg_str s)
{
    mg_json_key(j, key);
    mg_json_str(j, s);
}

void mg_json_kz(mg_json *j, const char *key, const char *z)
{
    mg_json_key(j, key);
    mg_json_z(j, z);
}

void mg_json_kint(mg_json *j, const char *key, int64_t v)
{
    mg_json_key(j, key);
    mg_json_int(j, v);
}

void mg_json_kbool(mg_json *j, const char *key, bool v)
{
    mg_json_key(j, key);
    mg_json_bool(j, v);
}
