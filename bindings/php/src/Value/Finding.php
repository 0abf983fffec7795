<?php

declare(strict_types=1);

namespace Migra\Value;

use Migra\Severity;

/** What a rule says of a change. */
final class Finding
{
    public function __construct(
        public readonly string $rule,
        public readonly Severity $severity,
        public readonly bool $blocking,
        public readonly ?string $change,
        public readonly string $message,
        public readonly ?string $suggestion,
        public readonly ?Location $location,
        public readonly ?string $probeSql,
        public readonly ?string $docs,
        public readonly int $points,
    ) {
    }

    /** @param array<string, mixed> $row @internal */
    public static function of(array $row): self
    {
        return new self(
            $row['rule'],
            Words::severity($row['severity']),
            $row['blocking'],
            $row['change'] ?? null,
            $row['message'],
            $row['suggestion'] ?? null,
            isset($row['location']) ? Location::of($row['location']) : null,
            $row['probe']['sql'] ?? null,
            $row['docs'] ?? null,
            $row['points'],
        );
    }
}
