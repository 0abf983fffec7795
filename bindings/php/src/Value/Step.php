<?php

declare(strict_types=1);

namespace Migra\Value;

/** One step of a plan or of its way back. */
final class Step
{
    /**
     * @param list<string> $lockTargets
     * @param list<string> $findings
     */
    public function __construct(
        public readonly string $id,
        public readonly ?string $change,
        public readonly string $op,
        public readonly string $title,
        public readonly ?string $sql,
        public readonly ?string $manual,
        public readonly ?string $transaction,
        public readonly ?string $lock,
        public readonly array $lockTargets,
        public readonly bool $rewritesTable,
        public readonly bool $scansTable,
        public readonly ?string $algorithm,
        public readonly ?int $estimateMs,
        public readonly bool $destroysData,
        public readonly bool $changesRows,
        public readonly ?string $rollbackSql,
        public readonly ?string $noRollback,
        public readonly ?string $verifySql,
        public readonly ?string $toolCommand,
        public readonly array $findings,
    ) {
    }

    /** @param array<string, mixed> $row @internal */
    public static function of(array $row): self
    {
        return new self(
            $row['id'],
            $row['change'] ?? null,
            $row['op'],
            $row['title'],
            $row['sql'] ?? null,
            $row['manual'] ?? null,
            $row['transaction'] ?? null,
            $row['lock'] ?? null,
            $row['lock_targets'],
            $row['rewrites_table'],
            $row['scans_table'],
            $row['algorithm'] ?? null,
            $row['estimate_ms'] ?? null,
            $row['destroys_data'],
            $row['changes_rows'],
            $row['rollback_sql'] ?? null,
            $row['no_rollback'] ?? null,
            $row['verify_sql'] ?? null,
            $row['tool_command'] ?? null,
            $row['findings'],
        );
    }
}
