/* Patterns: a small program of steps, run over all its threads at once. */
#include "base/pattern.h"

enum { MAX_STEPS = 2000, MAX_REPEAT = 255, MAX_DEPTH = 32 };

typedef enum step_kind { S_SET, S_SPLIT, S_JUMP, S_MATCH } step_kind;

typedef struct step {
    step_kind kind;
    uint32_t x, y;     /* S_SPLIT, S_JUMP: where to */
    uint32_t bits[8];  /* S_SET: bytes */
} step;

typedef struct threads {
    uint32_t *at;
    uint32_t n;
} threads;

struct mg_pattern {
    step *steps;
    uint32_t n;
    threads now, then;
    uint32_t *seen, round; /* the round in which a step was entered last */
    uint32_t *stack;
};

typedef struct compiler {
    const char *p, *end;
    step *steps;
    uint32_t n, depth;
    bool bad;
} compiler;

/* ---- compiling ------------------------------------------------------------- */

static uint32_t emit(compiler *c, step_kind kind, uint32_t x, uint32_t y)
{
    if (c->n >= MAX_STEPS) {
        c->bad = true;
        return 0;
    }
    c->steps[c->n] = (step){.kind = kind, .x = x, .y = y};
    return c->n++;
}

static void allow(step *s, unsigned from, unsigned to)
{
    for (unsigned b = from; b <= to && b < 256; b++)
        s->bits[b >> 5] |= 1u << (b & 31);
}

static void allow_class(step *s, char c)
{
    allow(s, '0', '9');
    if (c == 'd')
        return;
    allow(s, 'a', 'z');
    allow(s, 'A', 'Z');
    allow(s, '_', '_');
}

static void compile_class(compiler *c, step *s)
{
    bool negated = c->p < c->end && *c->p == '^';
    c->p += negated;
    for (bool first = true; c->p < c->end && (first || *c->p != ']'); first = false) {
        unsigned char from = (unsigned char)*c->p++;
        if (from == '\\' && c->p < c->end) {
            from = (unsigned char)*c->p++;
            if (from == 'd' || from == 'w') {
                allow_class(s, (char)from);
                continue;
            }
        }
        unsigned char to = from;
        if (c->end - c->p >= 2 && c->p[0] == '-' && c->p[1] != ']') {
            to = (unsigned char)c->p[1];
            c->p += 2;
        }
        c->bad = c->bad || to < from;
        allow(s, from, to);
    }
    c->bad = c->bad || c->p == c->end;
    c->p += c->p < c->end;
    for (unsigned i = 0; negated && i < 8; i++)
        s->bits[i] = ~s->bits[i];
}

static void compile_choice(compiler *c);

static void compile_group(compiler *c)
{
    if (++c->depth > MAX_DEPTH) {
        c->bad = true;
        return;
    }
    if (c->end - c->p >= 2 && c->p[0] == '?' && c->p[1] == ':')
        c->p += 2;
    compile_choice(c);
    c->depth--;
    c->bad = c->bad || c->p == c->end || *c->p != ')';
    c->p += c->p < c->end;
}

static void compile_atom(compiler *c)
{
    char ch = *c->p++;
    if (ch == '(') {
        compile_group(c);
        return;
    }
    step *s = &c->steps[emit(c, S_SET, 0, 0)];
    if (c->bad)
        return;
    if (ch == '.')
        allow(s, 0, 255);
    else if (ch == '[')
        compile_class(c, s);
    else if (ch == '*' || ch == '+' || ch == '?' || ch == '{')
        c->bad = true;
    else if (ch != '\\')
        allow(s, (unsigned char)ch, (unsigned char)ch);
    else if (c->p == c->end)
        c->bad = true;
    else if (*c->p == 'd' || *c->p == 'w')
        allow_class(s, *c->p++);
    else {
        allow(s, (unsigned char)*c->p, (unsigned char)*c->p);
        c->p++;
    }
}

static uint32_t read_count(compiler *c, uint32_t otherwise)
{
    uint32_t n = 0;
    const char *start = c->p;
    for (; c->p < c->end && mg_is_digit(*c->p) && n <= MAX_REPEAT; c->p++)
        n = n * 10 + (uint32_t)(*c->p - '0');
    c->bad = c->bad || n > MAX_REPEAT;
    return c->p > start ? n : otherwise;
}

/* How often: *most UINT32_MAX without an end. */
static void read_repeat(compiler *c, uint32_t *least, uint32_t *most)
{
    char ch = c->p < c->end ? *c->p : 0;
    *least = *most = 1;
    if (ch != '*' && ch != '+' && ch != '?' && ch != '{')
        return;
    c->p++;
    *least = ch == '+';
    *most = ch == '?' ? 1 : UINT32_MAX;
    if (ch != '{')
        return;
    *least = read_count(c, UINT32_MAX);
    *most = *least;
    if (c->p < c->end && *c->p == ',') {
        c->p++;
        *most = read_count(c, UINT32_MAX);
    }
    c->bad = c->bad || c->p == c->end || *c->p != '}' || *least == UINT32_MAX || *most < *least;
    c->p += c->p < c->end;
}

static void compile_repeated(compiler *c)
{
    uint32_t start = c->n, least, most;
    const char *text = c->p;
    compile_atom(c);
    read_repeat(c, &least, &most);
    const char *after = c->p;
    if (c->bad || (least == 1 && most == 1))
        return;
    c->n = start;
    for (uint32_t i = 0; i < least && !c->bad; i++) {
        c->p = text;
        compile_atom(c);
    }
    for (uint32_t i = least; i < most && !c->bad; i++) {
        uint32_t split = emit(c, S_SPLIT, c->n + 1, 0);
        c->p = text;
        compile_atom(c);
        if (most == UINT32_MAX)
            emit(c, S_JUMP, split, 0);
        c->steps[split].y = c->n;
        if (most == UINT32_MAX)
            break;
    }
    c->p = after;
}

/* a|b|c: each but the last is left by a jump to the end. */
static void compile_choice(compiler *c)
{
    uint32_t jumps[MAX_DEPTH], n = 0, start = c->n;
    for (;;) {
        while (c->p < c->end && *c->p != '|' && *c->p != ')' && !c->bad)
            compile_repeated(c);
        if (c->bad || c->p == c->end || *c->p != '|')
            break;
        if (n == MAX_DEPTH || c->n + 2 >= MAX_STEPS) {
            c->bad = true;
            return;
        }
        c->p++;
        /* Room for the split in front of what was just compiled: its own jumps move by one. */
        memmove(&c->steps[start + 1], &c->steps[start], (c->n - start) * sizeof *c->steps);
        c->n++;
        for (uint32_t i = start + 1; i < c->n; i++) {
            c->steps[i].x += c->steps[i].kind == S_SPLIT || c->steps[i].kind == S_JUMP;
            c->steps[i].y += c->steps[i].kind == S_SPLIT;
        }
        jumps[n++] = emit(c, S_JUMP, 0, 0);
        c->steps[start] = (step){.kind = S_SPLIT, .x = start + 1, .y = c->n};
        start = c->n;
    }
    for (uint32_t i = 0; i < n; i++)
        c->steps[jumps[i]].x = c->n;
}

static bool compile(compiler *c, mg_str text)
{
    c->p = text.p;
    c->end = text.p + text.n;
    if (text.n && text.p[0] == '^')
        c->p++;
    if (c->end - c->p >= 1 && c->end[-1] == '$' && (c->end - c->p < 2 || c->end[-2] != '\\'))
        c->end--;
    compile_choice(c);
    emit(c, S_MATCH, 0, 0);
    return !c->bad && c->p == c->end;
}

mg_pattern *mg_pattern_new(mg_arena *a, mg_str text)
{
    compiler c = {.steps = mg_malloc(a->alloc, MAX_STEPS * sizeof(step))};
    mg_pattern *p = MG_NEW(a, mg_pattern);
    bool ok = c.steps && p && compile(&c, text);
    if (ok) {
        p->n = c.n;
        p->steps = MG_NEW_N(a, step, c.n);
        p->now.at = MG_NEW_N(a, uint32_t, c.n);
        p->then.at = MG_NEW_N(a, uint32_t, c.n);
        p->seen = MG_NEW_N(a, uint32_t, c.n);
        p->stack = MG_NEW_N(a, uint32_t, c.n * 2 + 2);
        ok = p->steps && p->now.at && p->then.at && p->seen && p->stack;
        if (ok)
            memcpy(p->steps, c.steps, c.n * sizeof *c.steps);
    }
    mg_free(a->alloc, c.steps, MAX_STEPS * sizeof(step));
    return ok ? p : NULL;
}

/* ---- matching ----------------------------------------------------------------- */

/* Enters a step and all that can be reached from it without reading. */
static void enter(mg_pattern *p, threads *into, uint32_t at)
{
    uint32_t top = 0;
    p->stack[top++] = at;
    while (top) {
        at = p->stack[--top];
        if (p->seen[at] == p->round)
            continue;
        p->seen[at] = p->round;
        const step *s = &p->steps[at];
        if (s->kind == S_SET || s->kind == S_MATCH)
            into->at[into->n++] = at;
        else
            p->stack[top++] = s->x;
        if (s->kind == S_SPLIT)
            p->stack[top++] = s->y;
    }
}

bool mg_pattern_matches(mg_pattern *p, mg_str name)
{
    p->now.n = 0;
    p->round++;
    enter(p, &p->now, 0);
    for (uint32_t i = 0; i < name.n && p->now.n; i++) {
        unsigned char b = (unsigned char)name.p[i];
        p->then.n = 0;
        p->round++;
        for (uint32_t k = 0; k < p->now.n; k++) {
            const step *s = &p->steps[p->now.at[k]];
            if (s->kind == S_SET && s->bits[b >> 5] & 1u << (b & 31))
                enter(p, &p->then, p->now.at[k] + 1);
        }
        threads swap = p->now;
        p->now = p->then;
        p->then = swap;
    }
    for (uint32_t k = 0; k < p->now.n; k++)
        if (p->steps[p->now.at[k]].kind == S_MATCH)
            return true;
    return false;
}

void mg_pattern_quote(mg_buf *b, mg_str text)
{
    for (uint32_t i = 0; i < text.n; i++) {
        if (strchr(".[]()|*+?{}^$\\", text.p[i]))
            mg_buf_char(b, '\\');
        mg_buf_char(b, text.p[i]);
    }
}
