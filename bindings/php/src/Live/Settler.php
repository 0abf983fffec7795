<?php

declare(strict_types=1);

namespace Migra\Live;

use Migra\Diff;
use Migra\RunState;
use Migra\Schema;
use Migra\Settle;

/** Asks a PDO connection, to a database that holds BEFORE, what offline knowledge cannot settle. */
final class Settler
{
    public function __construct(private \PDO $connection)
    {
    }

    /**
     * BEFORE in AFTER's words wherever the engine holds both for the same: compare that with AFTER. The database stays as it is.
     * What it refuses to answer stays undecided; PDO's exception comes out when the connection itself is lost.
     */
    public function settle(Diff $changes): Schema
    {
        $settle = Settle::of($changes);
        $mode = $this->connection->getAttribute(\PDO::ATTR_ERRMODE);
        $this->connection->setAttribute(\PDO::ATTR_ERRMODE, \PDO::ERRMODE_EXCEPTION);
        try {
            for ([$state, $text] = $settle->next(); $state !== RunState::Done; [$state, $text] = $settle->next()) {
                $this->ask($settle, $state, $text);
            }
        } finally {
            $this->connection->setAttribute(\PDO::ATTR_ERRMODE, $mode);
        }

        return $settle->before();
    }

    private function ask(Settle $settle, RunState $state, string $text): void
    {
        try {
            if ($state === RunState::Query) {
                foreach ($this->connection->query($text)->fetchAll(\PDO::FETCH_NUM) as $row) {
                    $settle->row($row[0]);
                }
            } else {
                $this->connection->exec($text);
            }
        } catch (\PDOException $e) {
            $settle->refused();
            if ($settle->next()[0] === RunState::Done) {
                throw $e; // nobody is left to ask
            }

            return;
        }
        $settle->ok();
    }
}
