<?php

declare(strict_types=1);

namespace Migra;

use FFI;
use FFI\CData;
use Migra\Exception\MigraException;
use Migra\Exception\MisuseException;
use Migra\Internal\Library;
use Migra\Internal\Memory;
use Migra\Value\Change;

/** What a rule sees, valid while it runs. */
final class RuleView
{
    /** A rule that returns this has nothing to say: as if it were not there. */
    public const PASS = 'pass';

    /** @internal */
    public function __construct(private ?CData $view, private CData $emitter)
    {
    }

    public function before(): Schema
    {
        return new Schema(Library::get()->migra_rule_view_before($this->open()), null, $this);
    }

    public function after(): Schema
    {
        return new Schema(Library::get()->migra_rule_view_after($this->open()), null, $this);
    }

    /** The changes as one object, which can be printed. */
    public function diff(): Changes
    {
        return new Changes(Library::get()->migra_rule_view_changes($this->open()), null, $this);
    }

    /** @return list<Change> */
    public function changes(): array
    {
        return $this->diff()->list();
    }

    /** Null when none was asked for. */
    public function plan(): ?Plan
    {
        $plan = Library::get()->migra_rule_view_plan($this->open());

        return $plan === null ? null : new Plan($plan, null, $this);
    }

    /** Reports a finding, about a change or about the whole; the severity is the rule's unless another is given. */
    public function emit(
        string $message,
        ?Change $change = null,
        ?Severity $severity = null,
        bool $blocking = false,
        ?string $suggestion = null,
        ?string $probeSql = null,
    ): void {
        $this->open();
        $memory = new Memory();
        $d = $memory->options('migra_finding_def');
        $d->change = $change === null ? null : $this->find($change);
        $d->severity = $severity === null ? -1 : $severity->value;
        $d->blocking = (int) $blocking;
        $d->message = $memory->text($message);
        $d->suggestion = $memory->optional($suggestion);
        $d->probe_sql = $memory->optional($probeSql);
        $status = Library::get()->migra_emit($this->emitter, FFI::addr($d));
        if ($status !== 0) {
            throw MigraException::of($status, 'the finding was not taken');
        }
    }

    /** @internal */
    public function end(): void
    {
        $this->view = null;
    }

    /** @internal */
    public function isOpen(): bool
    {
        return $this->view !== null;
    }

    private function open(): CData
    {
        return $this->view ?? throw new MisuseException("a rule's view is valid only while the rule runs");
    }

    private function find(Change $change): CData
    {
        $ffi = Library::get();
        $changes = $ffi->migra_rule_view_changes($this->open());
        for ($i = 0, $n = $ffi->migra_changes_count($changes); $i < $n; $i++) {
            $found = $ffi->migra_changes_at($changes, $i);
            if ('c' . $ffi->migra_change_id($found) === $change->id) {
                return $found;
            }
        }
        throw new MisuseException("there is no change $change->id");
    }
}
