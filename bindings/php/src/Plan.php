<?php

declare(strict_types=1);

namespace Migra;

use Migra\Value\Phase;
use Migra\Value\Rollback;
use Migra\Value\Step;
use Migra\Value\Words;

/** Steps that turn one schema into the other, and the way back. */
final class Plan extends Document
{
    protected const TYPE = 'migra_plan';

    public function name(): string
    {
        return $this->document()['plan']['name'];
    }

    public function verified(): Verified
    {
        return Words::verified($this->document()['plan']['verified']);
    }

    public function notVerifiedBecause(): ?string
    {
        return $this->document()['plan']['not_verified_because'];
    }

    /** @return list<string> what could not be planned, and why */
    public function leftOut(): array
    {
        return $this->document()['plan']['left_out'];
    }

    /** @return list<Phase> */
    public function phases(): array
    {
        return array_map(Phase::of(...), $this->document()['plan']['phases']);
    }

    /** @return list<Step> */
    public function steps(): array
    {
        return array_merge(...array_map(static fn (Phase $phase): array => $phase->steps, $this->phases()));
    }

    public function rollback(): Rollback
    {
        return Rollback::of($this->document()['rollback']);
    }

    /** The script that the engine's own client runs. */
    public function sql(bool $down = false, ?string $phase = null): string
    {
        return $this->render('sql', phase: $phase, down: $down);
    }
}
