<?php

declare(strict_types=1);

namespace Migra\Live;

use Migra\Exception\MigraException;
use Migra\Plan;
use Migra\Run;
use Migra\RunState;

/**
 * Runs plans on a PDO connection. The library decides what comes next, in which transaction, and whether a step has been
 * done; this carries SQL and answers.
 */
final class Runner
{
    /** @param ?\Closure(string, string): mixed $manual is given a step and what a person has to do; returns once that is done */
    public function __construct(private \PDO $connection, private ?\Closure $manual = null)
    {
    }

    /** Runs the plan, or its way back; returns the number of steps done. */
    public function run(Plan $plan, bool $down = false, ?string $phase = null, int $firstStep = 0, bool $skipChecks = false): int
    {
        $run = Run::of($plan, $down, $phase, $firstStep, $skipChecks);
        $mode = $this->connection->getAttribute(\PDO::ATTR_ERRMODE);
        $this->connection->setAttribute(\PDO::ATTR_ERRMODE, \PDO::ERRMODE_EXCEPTION);
        try {
            return $this->drive($run);
        } finally {
            $this->connection->setAttribute(\PDO::ATTR_ERRMODE, $mode);
        }
    }

    private function drive(Run $run): int
    {
        $cause = null;
        for ([$state, $text] = $run->next(); $state->value < RunState::Done->value; [$state, $text] = $run->next()) {
            try {
                $this->do($run, $state, $text);
            } catch (\Exception $e) {
                $cause ??= $e;
                $run->refused($e->getMessage());
                continue;
            }
            $run->ok();
        }
        if ($state === RunState::Failed) {
            throw new RunException($text, $run->step(), $run->stepsDone(), $cause);
        }

        return $run->stepsDone();
    }

    private function do(Run $run, RunState $state, string $text): void
    {
        if ($state === RunState::Manual) {
            if ($this->manual === null) {
                throw new MigraException("a person has to do this: $text");
            }
            ($this->manual)((string) $run->step(), $text);
        } elseif ($state === RunState::Query) {
            foreach ($this->connection->query($text)->fetchAll(\PDO::FETCH_NUM) as $row) {
                $run->row($row[0]);
            }
        } else {
            $this->connection->exec($text);
        }
    }
}
