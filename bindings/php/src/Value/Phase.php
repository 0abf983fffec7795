<?php

declare(strict_types=1);

namespace Migra\Value;

use Migra\Verified;

/** The steps of one phase: expand, migrate or contract. */
final class Phase
{
    /**
     * @param list<Step> $steps
     */
    public function __construct(
        public readonly string $phase,
        public readonly array $steps,
        public readonly Verified $wayBackVerified,
    ) {
    }

    /** @param array<string, mixed> $row @internal */
    public static function of(array $row): self
    {
        return new self(
            $row['phase'],
            array_map(Step::of(...), $row['steps']),
            Words::verified($row['way_back_verified']),
        );
    }
}
