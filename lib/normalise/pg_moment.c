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
        if (s.p[i] < '0' || s.p[i] > '9')
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
        for (m->end++; m->end < s.n && s.p[m->end] >= '0' && s.p[m->end] <= '9';)
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
