<?php

declare(strict_types=1);

namespace Migra;

use FFI;
use FFI\CData;
use Migra\Internal\Handle;
use Migra\Internal\Library;
use Migra\Internal\Memory;
use Migra\Value\Diagnostic;
use Migra\Value\Statement;

/** What results from applying statements in order. */
final class Schema extends Handle
{
    /** @var ?array<string, mixed> */
    private ?array $document = null;

    public function dialect(): string
    {
        return Library::get()->migra_schema_dialect($this->pointer());
    }

    /** What a guess of the dialect rests on; null when it was given. */
    public function dialectEvidence(): ?string
    {
        return Library::get()->migra_schema_dialect_evidence($this->pointer());
    }

    public function engineVersion(): string
    {
        return Library::get()->migra_schema_engine_version($this->pointer());
    }

    public function sourceName(): string
    {
        return Library::get()->migra_schema_source_name($this->pointer());
    }

    public function tableCount(): int
    {
        return Library::get()->migra_schema_table_count($this->pointer());
    }

    /** @return \Generator<int, Node> in order of creation */
    public function objects(): \Generator
    {
        return $this->walk(Library::get()->migra_schema_first_object($this->pointer()));
    }

    /** @return \Generator<int, Node> @internal */
    public function walk(?CData $object): \Generator
    {
        while ($object !== null) {
            yield new Node($this, $object);
            $this->pointer();
            $object = Library::get()->migra_object_next($object);
        }
    }

    /** Canonical DDL: one spelling for equal schemas. */
    public function dump(): string
    {
        return self::text('migra_schema_print', $this->pointer());
    }

    /** Statements and diagnostics, format migra.parse/1. */
    public function toJson(): string
    {
        return self::text('migra_schema_to_json', $this->pointer());
    }

    /** @return array<string, mixed> */
    public function document(): array
    {
        $this->pointer();

        return $this->document ??= json_decode($this->toJson(), true, 512, JSON_THROW_ON_ERROR);
    }

    /** @return list<Statement> */
    public function statements(): array
    {
        return array_map(Statement::of(...), $this->document()['statements']);
    }

    /** @return list<Diagnostic> */
    public function diagnostics(): array
    {
        return array_map(Diagnostic::of(...), $this->document()['diagnostics']);
    }

    /** The diagnostics as compilers show them. */
    public function diagnosticsText(bool $color = false, Severity $minSeverity = Severity::Info, int $maxCount = 0): string
    {
        $o = (new Memory())->options('migra_diagnostics_options');
        $o->color = (int) $color;
        $o->min_severity = $minSeverity->value;
        $o->max_count = $maxCount;

        return self::text('migra_schema_diagnostics_to_text', $this->pointer(), FFI::addr($o));
    }

    /** What the first difference is; null when an engine would hold both equal. */
    public function difference(self $other): ?string
    {
        $equal = Library::get()->new('int32_t');
        $text = self::make('migra_text', 'migra_schema_equal', $this->pointer(), $other->pointer(), FFI::addr($equal));

        return $text === null ? null : self::take($text);
    }

    public function equals(self $other): bool
    {
        return $this->difference($other) === null;
    }

    /** The changes from this schema to another of the same context. */
    public function diff(self $after, ?DiffOptions $options = null): Diff
    {
        $memory = new Memory();
        $o = $options === null ? null : FFI::addr($options->fill($memory));

        return new Diff(self::make('migra_changes', 'migra_diff', $this->pointer(), $after->pointer(), $o), 'migra_changes_free');
    }

    /**
     * Changes, findings, risk, plan and way back to another schema of the same context. What a rule throws arrives here as
     * it was.
     */
    public function analyze(self $after, ?AnalyzeOptions $options = null): Report
    {
        $memory = new Memory();
        $o = FFI::addr(($options ?? new AnalyzeOptions())->fill($memory));

        return new Report(self::make('migra_report', 'migra_analyze', $this->pointer(), $after->pointer(), $o), 'migra_report_free');
    }
}
