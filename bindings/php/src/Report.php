<?php

declare(strict_types=1);

namespace Migra;

use Migra\Internal\Library;
use Migra\Value\Diagnostic;
use Migra\Value\Finding;

/** All that is known about going from one schema to another. */
final class Report extends Document
{
    protected const TYPE = 'migra_report';

    public function changes(): Changes
    {
        return new Changes(Library::get()->migra_report_changes($this->pointer()), null, $this);
    }

    /** Null when none was asked for. */
    public function plan(): ?Plan
    {
        $plan = Library::get()->migra_report_plan($this->pointer());

        return $plan === null ? null : new Plan($plan, null, $this);
    }

    /** @return list<Finding> worst first */
    public function findings(): array
    {
        return array_map(Finding::of(...), $this->document()['findings']);
    }

    /** @return list<Diagnostic> */
    public function diagnostics(): array
    {
        return array_map(Diagnostic::of(...), $this->document()['diagnostics']);
    }

    /** The risk, 0 to 100. */
    public function score(): int
    {
        return Library::get()->migra_report_score($this->pointer());
    }

    /** The risk: "none", "low", "medium", "high" or "critical". */
    public function level(): string
    {
        return Library::get()->migra_report_level($this->pointer());
    }

    /** Whether nothing speaks against running the plan. */
    public function isSafe(): bool
    {
        return Library::get()->migra_report_safe($this->pointer()) !== 0;
    }

    /** The number of statements that the report cannot vouch for. */
    public function unparsed(): int
    {
        return Library::get()->migra_report_unparsed($this->pointer());
    }

    /** The number of findings at or above a severity. */
    public function countFrom(Severity $severity): int
    {
        return Library::get()->migra_report_finding_count_from($this->pointer(), $severity->value);
    }
}
