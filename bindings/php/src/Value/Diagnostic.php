<?php

declare(strict_types=1);

namespace Migra\Value;

use Migra\Severity;

/** A message about a source. */
final class Diagnostic
{
    /**
     * @param list<string> $expected
     */
    public function __construct(
        public readonly Severity $severity,
        public readonly string $code,
        public readonly string $message,
        public readonly ?string $source,
        public readonly int $line,
        public readonly int $column,
        public readonly array $expected,
        public readonly ?string $hint,
    ) {
    }

    /** @param array<string, mixed> $row @internal */
    public static function of(array $row): self
    {
        return new self(
            Words::severity($row['severity']),
            $row['code'],
            $row['message'],
            $row['source'] ?? null,
            $row['line'],
            $row['column'],
            $row['expected'],
            $row['hint'] ?? null,
        );
    }
}
