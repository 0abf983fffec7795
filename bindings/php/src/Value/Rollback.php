<?php

declare(strict_types=1);

namespace Migra\Value;

use Migra\Verified;

/** The way back. */
final class Rollback
{
    /**
     * @param list<Step> $steps
     * @param list<Recovery> $dataRecovery
     */
    public function __construct(
        public readonly Verified $verified,
        public readonly ?string $notVerifiedBecause,
        public readonly bool $complete,
        public readonly array $steps,
        public readonly array $dataRecovery,
    ) {
    }

    /** @param array<string, mixed> $row @internal */
    public static function of(array $row): self
    {
        return new self(
            Words::verified($row['verified']),
            $row['not_verified_because'] ?? null,
            $row['complete'],
            array_map(Step::of(...), $row['steps']),
            array_map(Recovery::of(...), $row['data_recovery']),
        );
    }
}
