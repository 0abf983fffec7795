<?php

declare(strict_types=1);

namespace Migra;

use FFI;
use Migra\Exception\MigraException;
use Migra\Internal\Handle;
use Migra\Internal\Library;
use Migra\Internal\Memory;

/**
 * Questions about what is undecided, for a database that holds BEFORE; each is a transaction that is rolled back. Live\Settler
 * asks them over PDO.
 */
final class Settle extends Handle
{
    /** Begins to ask on a connection that commits each statement by itself. */
    public static function of(Diff $changes): self
    {
        return new self(self::make('migra_settle', 'migra_settle_new', $changes->pointer()), 'migra_settle_free');
    }

    /**
     * What to do now, the same until it is answered: Statement, Query or Done, and the SQL.
     *
     * @return array{RunState, string}
     */
    public function next(): array
    {
        $s = Library::get()->new('migra_string');
        $state = Library::get()->migra_settle_next($this->pointer(), FFI::addr($s));

        return [RunState::from($state), $s->data === null ? '' : FFI::string($s->data, $s->len)];
    }

    /** The first column of a row of the answer to a query. */
    public function row(mixed $value): void
    {
        $text = Memory::cell($value);
        $this->tell(Library::get()->migra_settle_row($this->pointer(), $text, strlen($text ?? '')));
    }

    /** It was done. */
    public function ok(): void
    {
        $this->tell(Library::get()->migra_settle_ok($this->pointer()));
    }

    /** The engine refused: what was asked stays undecided. The next question follows; none, when a transaction cannot be begun or ended. */
    public function refused(): void
    {
        $this->tell(Library::get()->migra_settle_refused($this->pointer()));
    }

    /** How many are still undecided: refused, not asked yet, or not to be asked. */
    public function openCount(): int
    {
        return Library::get()->migra_settle_open_count($this->pointer());
    }

    /** BEFORE in AFTER's words wherever the engine holds both for the same: to be compared with AFTER once more. */
    public function before(): Schema
    {
        return new Schema(self::make('migra_schema', 'migra_settle_before', $this->pointer()), 'migra_schema_free');
    }

    private function tell(int $status): void
    {
        if ($status !== 0) {
            throw MigraException::of($status, 'the settle has not asked for this');
        }
    }
}
