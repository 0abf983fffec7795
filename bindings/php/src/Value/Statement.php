<?php

declare(strict_types=1);

namespace Migra\Value;

use Migra\Understood;

/** One statement of a source, and how much of it is in the model. */
final class Statement
{
    public function __construct(
        public readonly int $index,
        public readonly string $kind,
        public readonly ?string $object,
        public readonly Understood $understood,
        public readonly int $line,
        public readonly int $column,
        public readonly int $offset,
        public readonly int $length,
        public readonly ?string $source,
    ) {
    }

    /** @param array<string, mixed> $row @internal */
    public static function of(array $row): self
    {
        return new self(
            $row['index'],
            $row['kind'],
            $row['object'] ?? null,
            Words::understood($row['understood']),
            $row['line'],
            $row['column'],
            $row['offset'],
            $row['length'],
            $row['source'] ?? null,
        );
    }
}
