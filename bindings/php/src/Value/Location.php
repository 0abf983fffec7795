<?php

declare(strict_types=1);

namespace Migra\Value;

/** A place in a source. */
final class Location
{
    public function __construct(
        public readonly ?string $source,
        public readonly int $line,
        public readonly int $column,
    ) {
    }

    /** @param array<string, mixed> $row @internal */
    public static function of(array $row): self
    {
        return new self(
            $row['source'] ?? null,
            $row['line'],
            $row['column'],
        );
    }
}
