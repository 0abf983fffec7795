/* Moments as strings: '2018-01-01 01:00:00+01' is '2018-01-01 00:00:00' in the zone of dumps, UTC. */
#include <string.h>

#include "normalise/pg.h"

typedef struct moment {
    int year, month, day, hour, minute;
    uint32_t rest; /* where the seconds begin */
    int offset;    /* minutes east of UTC */
    uint32_t end;  /* where the zone begins */
    bool zoned;
} moment;

static bool digits(mg_str s, uint32_t at, uint32_t n, int *out)
{
    *out = 0;
    if (at + n > s.n)
        return false;
    for (uint32_t i = at; i < at + n; i++) {
        if (!mg_is_digit(s.p[i]))
            return false;
        *out = *out * 10 + (s.p[i] - '0');
    }
    return true;
}

static bool is_at(mg_str s, uint32_t at, char c)
{
    return at < s.n && s.p[at] == c;
}

/* +01, +01:30, +0130, nothing else behind it */
static bool read_zone(mg_str s, moment *m)
{
    int hours, minutes = 0;
    uint32_t at = m->end;
    if (at == s.n)
        return true;
    if (s.n == at + 1 && (s.p[at] == 'Z' || s.p[at] == 'z')) {
        m->zoned = true;
        return true;
    }
    if ((s.p[at] != '+' && s.p[at] != '-') || !digits(s, at + 1, 2, &hours))
        return false;
    uint32_t more = at + 3 + is_at(s, at + 3, ':');
    if (more != s.n && (!digits(s, more, 2, &minutes) || more + 2 != s.n))
        return false;
    m->offset = (s.p[at] == '-' ? -1 : 1) * (hours * 60 + minutes);
    m->zoned = true;
    return true;
}

/* 2018-01-01 01:00:00[.5][+01] */
static bool read_moment(mg_str s, moment *m)
{
    int seconds;
    *m = (moment){.rest = 16};
    if (!digits(s, 0, 4, &m->year) || !is_at(s, 4, '-') || !digits(s, 5, 2, &m->month) || !is_at(s, 7, '-') || !digits(s, 8, 2, &m->day) ||
        (!is_at(s, 10, ' ') && !is_at(s, 10, 'T')) || !digits(s, 11, 2, &m->hour) || !is_at(s, 13, ':') || !digits(s, 14, 2, &m->minute) ||
        !is_at(s, 16, ':') || !digits(s, 17, 2, &seconds))
        return false;
    m->end = 19;
    if (is_at(s, 19, '.'))
        for (m->end++; m->end < s.n && mg_is_digit(s.p[m->end]);)
            m->end++;
    return m->month >= 1 && m->month <= 12 && m->hour < 24 && m->minute < 60 && read_zone(s, m);
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static void shift(moment *m)
{
    int minutes = m->hour * 60 + m->minute - m->offset;
    for (; minutes < 0; minutes += 1440)
        if (--m->day < 1) {
            m->year -= --m->month < 1;
            m->month = m->month < 1 ? 12 : m->month;
            m->day = days_in(m->year, m->month);
        }
    for (; minutes >= 1440; minutes -= 1440)
        if (++m->day > days_in(m->year, m->month)) {
            m->day = 1;
            m->year += ++m->month > 12;
            m->month = m->month > 12 ? 1 : m->month;
        }
    m->hour = minutes / 60;
    m->minute = minutes % 60;
}

void mg_pg_plain_moment(mg_schema *s, mg_node *c, bool zone_counts)
{
    moment m;
    mg_str text = mg_text(c);
    if (mg_str_iis(text, "epoch")) {
        mg_norm_set_text(c, "1970-01-01 00:00:00");
        text = mg_text(c);
    }
    if (!read_moment(text, &m) || m.year < 1 || m.offset > 1440 || m.offset < -1440)
        return;
    if (zone_counts)
        shift(&m);
    uint32_t end = m.end;
    for (bool fraction = end > 19; fraction && text.p[end - 1] == '0';)
        end--;
    end -= end == 20; /* the point alone */
    mg_str tail = {text.p + m.rest, end - m.rest};
    mg_str made = mg_arena_printf(&s->arena, "%d%d%d%d-%d%d-%d%d %d%d:%d%d%S", m.year / 1000, m.year / 100 % 10, m.year / 10 % 10, m.year % 10,
                                  m.month / 10, m.month % 10, m.day / 10, m.day % 10, m.hour / 10, m.hour % 10, m.minute / 10, m.minute % 10,
                                  &tail);
    if (made.p) {
        c->p = made.p;
        c->n = made.n;
    }
    if (c->n == 19 && !memcmp(c->p + 10, " 00:00:00", 9))
        c->n = 10;
}

/* ---- intervals ---------------------------------------------------------------------------------- */

typedef struct interval {
    int64_t months, days, seconds;
} interval;

typedef struct interval_unit {
    const char *names[4];
    uint32_t months, days, seconds;
} interval_unit;

static const interval_unit interval_units[] = {
    {{"second", "seconds", "sec", "s"}, 0, 0, 1},     {{"minute", "minutes", "min", "mins"}, 0, 0, 60}, {{"hour", "hours", "hr", "h"}, 0, 0, 3600},
    {{"day", "days", "d", "days"}, 0, 1, 0},           {{"week", "weeks", "w", "week"}, 0, 7, 0},         {{"month", "months", "mon", "mons"}, 1, 0, 0},
    {{"year", "years", "yr", "y"}, 12, 0, 0},          {{"decade", "decades", "dec", "decs"}, 120, 0, 0}, {{"century", "centuries", "cent", "c"}, 1200, 0, 0},
};

static const interval_unit *unit_called(mg_str word)
{
    for (size_t i = 0; i < sizeof interval_units / sizeof *interval_units; i++)
        for (size_t k = 0; k < 4; k++)
            if (mg_str_iis(word, interval_units[i].names[k]))
                return &interval_units[i];
    return NULL;
}

/* "30 days", "1 year 2 mons 04:05:06": whole numbers, nothing below zero. */
static bool read_interval(mg_str s, interval *v)
{
    *v = (interval){0};
    uint32_t at = 0, parts = 0;
    for (; at < s.n; parts++) {
        int64_t number = 0;
        int minutes, seconds = 0;
        uint32_t from = at;
        for (; at < s.n && mg_is_digit(s.p[at]) && at - from < 9; at++)
            number = number * 10 + (s.p[at] - '0');
        if (at == from)
            return false;
        if (is_at(s, at, ':')) { /* the time comes last */
            bool more = is_at(s, at + 3, ':');
            if (!digits(s, at + 1, 2, &minutes) || (more && !digits(s, at + 4, 2, &seconds)) || at + (more ? 6 : 3) != s.n)
                return false;
            v->seconds += number * 3600 + minutes * 60 + seconds;
            return minutes < 60 && seconds < 60;
        }
        while (is_at(s, at, ' '))
            at++;
        for (from = at; at < s.n && s.p[at] != ' ' && (s.p[at] < '0' || s.p[at] > '9'); at++) {}
        if (from == at && at == s.n && !parts) { /* a number alone */
            v->seconds = number;
            return true;
        }
        const interval_unit *u = unit_called((mg_str){s.p + from, at - from});
        if (!u)
            return false;
        v->months += number * u->months;
        v->days += number * u->days;
        v->seconds += number * u->seconds;
        while (is_at(s, at, ' '))
            at++;
    }
    return parts > 0;
}

static void say_part(mg_buf *b, int64_t n, const char *one)
{
    if (n)
        mg_buf_printf(b, "%s%u %s%s", b->n ? " " : "", (uint32_t)n, one, n == 1 ? "" : "s");
}

/* As the server prints it. */
void mg_pg_plain_interval(mg_schema *s, mg_node *c)
{
    interval v;
    if (!read_interval(mg_text(c), &v) || v.months > INT32_MAX || v.days > INT32_MAX || v.seconds > INT32_MAX)
        return;
    mg_buf b;
    mg_buf_init(&b, &s->ctx->alloc);
    say_part(&b, v.months / 12, "year");
    say_part(&b, v.months % 12, "mon");
    say_part(&b, v.days, "day");
    uint32_t t = (uint32_t)v.seconds;
    if (t || !b.n)
        mg_buf_printf(&b, "%s%u%u:%u%u:%u%u", b.n ? " " : "", t / 36000, t / 3600 % 10, t % 3600 / 600, t / 60 % 10, t % 60 / 10, t % 10);
    mg_str made = mg_buf_take(&b, &s->arena);
    mg_buf_free(&b);
    if (!made.p)
        return;
    c->p = made.p;
    c->n = made.n;
}
