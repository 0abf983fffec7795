/* Names, strings and types as SQL. */
#include "parse/print.h"

void mg_print_upper(mg_printer *p, mg_str words)
{
    for (uint32_t i = 0; i < words.n; i++) {
        char c = words.p[i];
        mg_buf_char(p->b, c >= 'a' && c <= 'z' ? (char)(c - 32) : c);
    }
}

void mg_print_name(mg_buf *b, const mg_dialect *d, mg_str name)
{
    if (name.n && !mg_word_needs_quotes(d->lex_mode, name)) {
        mg_buf_str(b, name);
        return;
    }
    mg_buf_char(b, d->quote);
    for (uint32_t i = 0; i < name.n; i++) {
        if (name.p[i] == d->quote)
            mg_buf_char(b, d->quote);
        mg_buf_char(b, name.p[i]);
    }
    mg_buf_char(b, d->quote);
}

void mg_print_qname(mg_buf *b, const mg_dialect *d, const mg_node *qname)
{
    MG_EACH(c, qname)
    if (c->kind == N_NAME) {
        mg_print_name(b, d, mg_text(c));
        mg_buf_char(b, '.');
    }
    mg_print_name(b, d, mg_text(qname));
}

void mg_print_string(mg_buf *b, const mg_dialect *d, mg_str value)
{
    bool backslash = d->id == MG_MYSQL || d->id == MG_MARIADB;
    mg_buf_char(b, '\'');
    for (uint32_t i = 0; i < value.n; i++) {
        char c = value.p[i];
        if (c == 0 && backslash) {
            mg_buf_z(b, "\\0");
            continue;
        }
        if (c == '\'' || (c == '\\' && backslash))
            mg_buf_char(b, c);
        mg_buf_char(b, c);
    }
    mg_buf_char(b, '\'');
}

/* ---- types ---- */

/* "timestamp with time zone(3)" is written "timestamp(3) with time zone". */
static mg_str split_time_zone(mg_str name, mg_str *tail)
{
    static const char *const tails[] = {" with time zone", " without time zone"};
    for (int i = 0; i < 2; i++) {
        mg_str t = mg_str_of(tails[i]);
        if (name.n > t.n && mg_str_eq((mg_str){name.p + name.n - t.n, t.n}, t)) {
            *tail = t;
            name.n -= t.n;
            return name;
        }
    }
    *tail = MG_STR_NONE;
    return name;
}

static bool plain_words(mg_str name)
{
    for (uint32_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (!((c >= 'a' && c <= 'z') || mg_is_digit(c) || c == '_' || c == ' '))
            return false;
    }
    return name.n > 0 && !mg_is_digit(name.p[0]);
}

static void print_modifiers(mg_printer *p, const mg_node *type)
{
    bool open = false;
    MG_EACH(c, type)
    {
        if (c->kind == N_NAME || (c->kind >= A_NOT_NULL && c->kind <= A_SUBPARTITION))
            continue;
        mg_buf_z(p->b, !open ? "(" : p->d->id == MG_SQLITE ? "," : ", ");
        open = true;
        mg_print_node(p, c);
    }
    if (open)
        mg_buf_char(p->b, ')');
}

static void print_type_attribute(mg_printer *p, const mg_node *a)
{
    switch (a->kind) {
    case A_UNSIGNED: mg_buf_z(p->b, " unsigned"); break;
    case A_ZEROFILL: mg_buf_z(p->b, " zerofill"); break;
    case A_CHARSET:
        mg_buf_z(p->b, " CHARACTER SET ");
        mg_buf_str(p->b, mg_text(a));
        break;
    case A_COLLATE:
        mg_buf_z(p->b, " COLLATE ");
        if (a->first)
            mg_print_qname(p->b, p->d, a->first);
        else
            mg_print_name(p->b, p->d, mg_text(a));
        break;
    default: break;
    }
}

/* table.column%TYPE: the name of a column stands for its type */
static bool print_type_of(mg_buf *b, const mg_dialect *d, const mg_node *type)
{
    mg_str name = mg_text(type), mark = MG_STR("%type");
    if (name.n <= mark.n || !mg_str_eq((mg_str){name.p + name.n - mark.n, mark.n}, mark))
        return false;
    mg_node column = *type;
    column.n -= mark.n;
    mg_print_qname(b, d, &column);
    mg_buf_z(b, "%TYPE");
    return true;
}

void mg_print_type(mg_buf *b, const mg_dialect *d, const mg_node *type)
{
    mg_printer p = {b, d};
    if (!type)
        return;
    if (type->flags & NF_DISTINCT)
        mg_buf_z(b, "SETOF ");
    if (print_type_of(b, d, type))
        return;
    mg_str tail, name = split_time_zone(mg_text(type), &tail);
    bool qualified = mg_child(type, N_NAME) != NULL;
    if (!qualified && !(type->flags & NF_QUOTED) && plain_words(name))
        mg_buf_str(b, name);
    else if ((d->id == MG_SQLITE || d->lex_mode == MG_LEX_MARIADB) && !(type->flags & NF_QUOTED))
        mg_buf_str(b, name); /* free text, kept as it was written; TYPE OF t.c */
    else
        mg_print_qname(b, d, qualified || !tail.n ? type : &(mg_node){.p = name.p, .n = name.n});
    print_modifiers(&p, type);
    mg_buf_str(b, tail);
    MG_EACH(c, type)
    print_type_attribute(&p, c);
    for (uint32_t i = 0; i < type->sub; i++)
        mg_buf_z(b, d->lex_mode == MG_LEX_MYSQL ? " ARRAY" : "[]");
}
