/* The score: its levels, its points, and that it never falls. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "rules/rules.h"

static mg_alloc alloc;

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

static mg_score score_of(mg_finding *findings, uint32_t n)
{
    mg_vec list;
    mg_vec_init(&list, &alloc);
    for (uint32_t i = 0; i < n; i++)
        assert(mg_vec_push(&list, &findings[i]));
    mg_score s = mg_score_of(&list);
    uint32_t points = 0;
    for (uint32_t i = 0; i < n; i++)
        points += findings[i].points;
    assert(points == s.value);
    mg_vec_free(&list);
    return s;
}

static void levels(void)
{
    static const struct {
        uint32_t value, blocking;
        const char *level;
    } alone[] = {
        [MG_SEV_INFO] = {2, 4, "low"}, [MG_SEV_WARNING] = {17, 22, "low"}, [MG_SEV_ERROR] = {49, 54, "high"}, [MG_SEV_CRITICAL] = {79, 83, "critical"}};
    assert(score_of(NULL, 0).value == 0);
    assert(strcmp(score_of(NULL, 0).level, "none") == 0);
    for (int severity = MG_SEV_INFO; severity <= MG_SEV_CRITICAL; severity++) {
        mg_finding one = {.severity = (mg_severity)severity};
        assert(score_of(&one, 1).value == alone[severity].value);
        assert(strcmp(score_of(&one, 1).level, alone[severity].level) == 0);
        one.blocking = true;
        assert(score_of(&one, 1).value == alone[severity].blocking);
    }
}

/* However many milder ones stand beside it, the worst chooses the level. */
static void bands(void)
{
    mg_finding many[100];
    memset(many, 0, sizeof many);
    for (int i = 0; i < 100; i++)
        many[i].severity = (mg_severity)(i % 3);
    assert(score_of(many, 100).value <= 74 && strcmp(score_of(many, 100).level, "high") == 0);
    many[99].severity = MG_SEV_CRITICAL;
    assert(score_of(many, 100).value >= 79);
}

static void ceilings(void)
{
    mg_finding many[200];
    memset(many, 0, sizeof many);
    for (int severity = MG_SEV_INFO; severity <= MG_SEV_CRITICAL; severity++) {
        static const uint32_t most[] = {10, 44, 74, 100};
        for (uint32_t i = 0; i < 200; i++)
            many[i].severity = (mg_severity)severity;
        assert(score_of(many, 200).value <= most[severity]);
    }
}

static void never_falls(void)
{
    mg_finding findings[40];
    uint32_t state = 7;
    for (int round = 0; round < 500; round++) {
        uint32_t before = 0;
        memset(findings, 0, sizeof findings);
        for (uint32_t n = 1; n <= 40; n++) {
            findings[n - 1].severity = (mg_severity)(next_random(&state) % 4);
            findings[n - 1].blocking = next_random(&state) % 2;
            uint32_t after = score_of(findings, n).value;
            assert(after >= before && after <= 100);
            before = after;
        }
    }
}

int main(void)
{
    mg_alloc_init(&alloc, NULL, NULL, 0);
    levels();
    bands();
    ceilings();
    never_falls();
    assert(alloc.used == 0);
    puts("score: ok");
    return 0;
}
