<?php

declare(strict_types=1);

namespace Migra\Value;

use Migra\Severity;

/** A rule, built in or registered. */
final class Rule
{
    /**
     * @param list<string> $dialects
     */
    public function __construct(
        public readonly string $id,
        public readonly string $title,
        public readonly Severity $severity,
        public readonly array $dialects,
        public readonly ?string $why,
        public readonly ?string $fix,
        public readonly ?string $source,
    ) {
    }

    /** @param array<string, mixed> $row @internal */
    public static function of(array $row): self
    {
        return new self(
            $row['id'],
            $row['title'],
            Words::severity($row['severity']),
            $row['dialects'],
            $row['why'] ?? null,
            $row['fix'] ?? null,
            $row['source'] ?? null,
        );
    }
}
