/* The risk score: docs/score.md explains the formula and why it never falls
 * when a finding is added. Whole numbers only, so that every machine agrees. */
#include <string.h>

#include "rules/rules.h"

#define SCALE 1000000

/* The worst finding chooses the band, and with it the level; all of them move the score up within it. In points. */
static const struct {
    uint32_t floor, ceiling;
} bands[] = {
    [MG_SEV_INFO] = {1, 10},
    [MG_SEV_WARNING] = {12, 44},
    [MG_SEV_ERROR] = {45, 74},
    [MG_SEV_CRITICAL] = {75, 100},
};

/* Of the way that is left to the ceiling, in millionths; a fifth of that for each step that a finding is milder than the worst. */
enum { SHARE = 150000, BLOCKING_SHARE = 300000, MILDER = 5 };

static const char *level_of(uint32_t value)
{
    static const struct {
        uint32_t from;
        const char *name;
    } levels[] = {{75, "critical"}, {45, "high"}, {20, "medium"}, {1, "low"}};
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (value >= levels[i].from)
            return levels[i].name;
    return "none";
}

enum { WEIGHTS = 2 * (MG_SEV_CRITICAL + 1) };
/* Critical first; among equals those that block first. */
static uint32_t weight_of(const mg_finding *f) { return 2 * (uint32_t)(MG_SEV_CRITICAL - f->severity) + !f->blocking; }

/* There are few weights: each finding has its place as soon as they are counted. */
static void sort_by_weight(mg_vec *findings)
{
    uint32_t next[WEIGHTS + 1] = {0};
    size_t bytes = findings->n * sizeof(void *);
    void **sorted = findings->n > 1 ? mg_malloc(findings->alloc, bytes) : NULL;
    if (!sorted)
        return;
    for (uint32_t i = 0; i < findings->n; i++)
        next[weight_of(findings->at[i]) + 1]++;
    for (int w = 0; w < WEIGHTS; w++)
        next[w + 1] += next[w];
    for (uint32_t i = 0; i < findings->n; i++)
        sorted[next[weight_of(findings->at[i])]++] = findings->at[i];
    memcpy(findings->at, sorted, bytes);
    mg_free(findings->alloc, sorted, bytes);
}

static uint32_t rounded(uint32_t score)
{
    return (score + SCALE / 2) / SCALE;
}

static uint32_t step_up(uint32_t score, const mg_finding *f, mg_severity worst)
{
    uint64_t share = f->blocking ? BLOCKING_SHARE : SHARE, way = bands[worst].ceiling * SCALE - score;
    for (int i = f->severity; i < (int)worst; i++)
        share /= MILDER;
    return score + (uint32_t)(way * share / SCALE);
}

mg_score mg_score_of(mg_vec *findings)
{
    uint32_t score = 0;
    sort_by_weight(findings);
    for (uint32_t i = 0; i < findings->n; i++) {
        mg_finding *f = findings->at[i];
        mg_severity worst = ((const mg_finding *)findings->at[0])->severity;
        uint32_t next = step_up(i ? score : bands[worst].floor * SCALE, f, worst);
        f->points = (uint16_t)(rounded(next) - rounded(score));
        score = next;
    }
    return (mg_score){rounded(score), level_of(rounded(score))};
}
