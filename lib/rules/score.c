/* The risk score: docs/score.md explains the formula and why it never falls
 * when a finding is added. Whole numbers only, so that every machine agrees. */
#include "rules/rules.h"

#define SCALE 1000000

/* A finding moves the score part of the way towards its severity's ceiling. */
typedef struct weight {
    uint32_t ceiling; /* points, 0..100 */
    uint32_t share, blocking_share; /* thousandths of the way */
} weight;

static const weight weights[] = {
    [MG_SEV_INFO] = {10, 150, 150},
    [MG_SEV_WARNING] = {45, 200, 300},
    [MG_SEV_ERROR] = {85, 350, 450},
    [MG_SEV_CRITICAL] = {100, 550, 700},
};

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

/* Critical first; among equals those that block first. */
static int by_weight(const void *a, const void *b)
{
    const mg_finding *x = a, *y = b;
    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    return (int)y->blocking - (int)x->blocking;
}

static uint32_t rounded(uint32_t score)
{
    return (score + SCALE / 2) / SCALE;
}

static uint32_t step_up(uint32_t score, const mg_finding *f)
{
    const weight *w = &weights[f->severity];
    uint32_t ceiling = w->ceiling * SCALE;
    if (score >= ceiling)
        return score;
    uint64_t way = ceiling - score;
    return score + (uint32_t)(way * (f->blocking ? w->blocking_share : w->share) / 1000);
}

mg_score mg_score_of(mg_vec *findings)
{
    uint32_t score = 0;
    mg_vec_sort(findings, by_weight);
    for (uint32_t i = 0; i < findings->n; i++) {
        mg_finding *f = findings->at[i];
        uint32_t next = step_up(score, f);
        f->points = (uint16_t)(rounded(next) - rounded(score));
        score = next;
    }
    return (mg_score){rounded(score), level_of(rounded(score))};
}
