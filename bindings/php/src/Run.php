<?php

declare(strict_types=1);

namespace Migra;

use FFI;
use Migra\Exception\MigraException;
use Migra\Internal\Handle;
use Migra\Internal\Library;
use Migra\Internal\Memory;

/** A plan handed out statement by statement; Live\Runner drives it over PDO. */
final class Run extends Handle
{
    /** Begins to run a plan on a connection that commits each statement by itself: the run says BEGIN and COMMIT. */
    public static function of(Plan $plan, bool $down = false, ?string $phase = null, int $firstStep = 0, bool $skipChecks = false): self
    {
        $memory = new Memory();
        $o = $memory->options('migra_run_options');
        $o->down = (int) $down;
        $o->phase = $memory->optional($phase);
        $o->first_step = $firstStep;
        $o->skip_checks = (int) $skipChecks;

        return new self(self::make('migra_run', 'migra_run_new', $plan->pointer(), FFI::addr($o)), 'migra_run_free');
    }

    /**
     * What to do now, the same until it is answered: SQL, what a person has to do, or why it stopped.
     *
     * @return array{RunState, string}
     */
    public function next(): array
    {
        $s = Library::get()->new('migra_string');
        $state = Library::get()->migra_run_next($this->pointer(), FFI::addr($s));

        return [RunState::from($state), $s->data === null ? '' : FFI::string($s->data, $s->len)];
    }

    /** The id of the step that is being run, or at which it stopped; null for what belongs to none. */
    public function step(): ?string
    {
        $n = Library::get()->migra_run_step($this->pointer());

        return $n === 0 ? null : "s$n";
    }

    /** The number of steps that are done for good. */
    public function stepsDone(): int
    {
        return Library::get()->migra_run_steps_done($this->pointer());
    }

    /** The first column of a row of the answer to a query. */
    public function row(mixed $value): void
    {
        $text = Memory::cell($value);
        $this->tell(Library::get()->migra_run_row($this->pointer(), $text, strlen($text ?? '')));
    }

    /** It was done. */
    public function ok(): void
    {
        $this->tell(Library::get()->migra_run_ok($this->pointer()));
    }

    /** The engine refused. */
    public function refused(string $message): void
    {
        $this->tell(Library::get()->migra_run_refused($this->pointer(), str_replace("\0", ' ', $message)));
    }

    private function tell(int $status): void
    {
        if ($status !== 0) {
            throw MigraException::of($status, 'the run has not asked for this');
        }
    }
}
