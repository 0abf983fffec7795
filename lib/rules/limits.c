/* Reads bounds of partitions as far as they are constants. */
#include "rules/limits.h"

#include <string.h>

static bool read_whole(mg_str t, bool negative, int64_t *out)
{
    if (t.n > 18 || !mg_is_integer(t, out))
        return false;
    *out = negative ? -*out : *out;
    return true;
}

/* "9999-99-99" or "9999-99-99 99:99:99": 9 stands for a digit. */
static bool is_day(mg_str t)
{
    static const char shape[] = "9999-99-99 99:99:99";
    if (t.n != 10 && t.n != 19)
        return false;
    for (uint32_t i = 0; i < t.n; i++) {
        bool digit = mg_is_digit(t.p[i]), blank = i == 10 && t.p[i] == 'T';
        if (shape[i] == '9' ? !digit : t.p[i] != shape[i] && !blank)
            return false;
    }
    return true;
}

static mg_limit constant(const mg_node *e, bool negative)
{
    mg_limit out = {.text = mg_text(e)};
    if (e->sub == MG_CONST_NULL)
        out.kind = MG_LIMIT_NULL;
    else if ((e->sub == MG_CONST_NUMBER || e->sub == MG_CONST_STRING) && read_whole(out.text, negative, &out.number))
        out.kind = MG_LIMIT_NUMBER;
    else if (e->sub == MG_CONST_STRING && is_day(out.text))
        out.kind = MG_LIMIT_DAY;
    else if (e->sub == MG_CONST_STRING)
        out.kind = MG_LIMIT_TEXT;
    return out;
}

static int end_of(const mg_node *e)
{
    mg_str word = e->kind == N_KEYWORD || (e->kind == E_COLUMN && !e->first) ? mg_text(e) : MG_STR_NONE;
    return mg_str_iis(word, "minvalue") ? -1 : mg_str_iis(word, "maxvalue") ? 1 : 0;
}

/* MySQL's TO_DAYS('2024-01-01') and its like grow with their argument. */
static bool grows(const mg_node *e)
{
    static const char *const names[] = {"to_days", "to_seconds", "unix_timestamp"};
    bool one = e->kind == E_CALL && e->first && e->first->kind == E_CONST && !e->first->next;
    for (size_t i = 0; one && i < sizeof names / sizeof *names; i++)
        if (mg_str_iis(mg_text(e), names[i]))
            return true;
    return false;
}

mg_limit mg_limit_read(const mg_node *e)
{
    mg_limit out = {.end = e ? end_of(e) : 0};
    if (!e || out.end)
        return out;
    if (e->kind == E_CAST)
        e = e->first;
    if (e->kind == E_OP && mg_str_is(mg_text(e), "-") && e->first && e->first->kind == E_CONST && !e->first->next)
        return constant(e->first, true);
    if (e->kind == E_CONST)
        return constant(e, false);
    if (grows(e))
        out = constant(e->first, false);
    if (out.kind != MG_LIMIT_DAY)
        out.kind = MG_LIMIT_UNKNOWN;
    return out;
}

/* A day without a time is its midnight. */
static int compare_days(mg_str a, mg_str b)
{
    static const char midnight[] = "00:00:00";
    int c = memcmp(a.p, b.p, 10);
    if (!c)
        c = memcmp(a.n > 10 ? a.p + 11 : midnight, b.n > 10 ? b.p + 11 : midnight, 8);
    return c < 0 ? -1 : c > 0;
}

int mg_limit_compare(const mg_limit *a, const mg_limit *b)
{
    if (a->end || b->end)
        return a->end < b->end ? -1 : a->end > b->end;
    if (a->kind != b->kind || a->kind == MG_LIMIT_UNKNOWN)
        return MG_LIMITS_UNLIKE;
    if (a->kind == MG_LIMIT_NUMBER)
        return a->number < b->number ? -1 : a->number > b->number;
    if (a->kind == MG_LIMIT_DAY)
        return compare_days(a->text, b->text);
    return a->kind == MG_LIMIT_NULL || mg_str_eq(a->text, b->text) ? 0 : MG_LIMITS_UNLIKE;
}

int mg_limits_compare(const mg_node *a, const mg_node *b)
{
    a = a && a->kind == N_LIST ? a->first : a;
    b = b && b->kind == N_LIST ? b->first : b;
    for (; a && b; a = a->next, b = b->next) {
        mg_limit x = mg_limit_read(a), y = mg_limit_read(b);
        int c = mg_limit_compare(&x, &y);
        if (c || x.end) /* what follows MAXVALUE says nothing more */
            return c;
    }
    return a || b ? MG_LIMITS_UNLIKE : 0;
}
