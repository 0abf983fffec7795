<?php

declare(strict_types=1);

namespace Migra\Value;

use Migra\DataLoss;

/** One difference between two schemas. */
final class Change
{
    /**
     * @param array<string, mixed> $details
     * @param list<string> $dependsOn
     * @param ?string $undecided why offline knowledge cannot tell whether it is a change at all; null when it is one
     */
    public function __construct(
        public readonly string $id,
        public readonly string $type,
        public readonly string $object,
        public readonly ?string $schema,
        public readonly ?string $table,
        public readonly ?string $column,
        public readonly ?string $name,
        public readonly ?string $from,
        public readonly ?string $to,
        public readonly bool $reversible,
        public readonly DataLoss $dataLoss,
        public readonly array $details,
        public readonly array $dependsOn,
        public readonly ?string $undecided = null,
    ) {
    }

    /** @param array<string, mixed> $row @internal */
    public static function of(array $row): self
    {
        return new self(
            $row['id'],
            $row['type'],
            $row['object'],
            $row['schema'] ?? null,
            $row['table'] ?? null,
            $row['column'] ?? null,
            $row['name'] ?? null,
            $row['from'] ?? null,
            $row['to'] ?? null,
            $row['reversible'],
            Words::dataLoss($row['data_loss']),
            $row['details'],
            $row['depends_on'],
            $row['details']['undecided'] ?? null,
        );
    }
}
