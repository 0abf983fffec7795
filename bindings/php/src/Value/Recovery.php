<?php

declare(strict_types=1);

namespace Migra\Value;

/** What the way back restores, and from where. */
final class Recovery
{
    public function __construct(
        public readonly string $object,
        public readonly ?string $savedIn,
        public readonly ?string $how,
    ) {
    }

    /** @param array<string, mixed> $row @internal */
    public static function of(array $row): self
    {
        return new self(
            $row['object'],
            $row['saved_in'] ?? null,
            $row['how'] ?? null,
        );
    }
}
