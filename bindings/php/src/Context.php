<?php

declare(strict_types=1);

namespace Migra;

use FFI;
use Migra\Internal\Handle;
use Migra\Internal\Library;
use Migra\Internal\Memory;
use Migra\Internal\Trampoline;
use Migra\Value\Rule;

/** Holds what several calls share: limits and rules. Schemas that are to be compared come from the same context. */
final class Context extends Handle
{
    /** Makes a context; a limit of 0 stands for the library's default. */
    public static function create(
        int $maxMemory = 0,
        int $maxBytes = 0,
        int $maxDepth = 0,
        int $maxStatements = 0,
        int $maxDiagnostics = 0,
    ): self {
        $o = (new Memory())->options('migra_context_options');
        $o->max_memory = $maxMemory;
        $o->max_bytes = $maxBytes;
        $o->max_depth = $maxDepth;
        $o->max_statements = $maxStatements;
        $o->max_diagnostics = $maxDiagnostics;

        return new self(self::make('migra_context', 'migra_context_new', FFI::addr($o)), 'migra_context_free');
    }

    /** Bytes in use by all that was made with the context. */
    public function memory(): int
    {
        return Library::get()->migra_context_memory($this->pointer());
    }

    public function memoryPeak(): int
    {
        return Library::get()->migra_context_memory_peak($this->pointer());
    }

    /** One text to a schema. What is not understood is in its diagnostics. */
    public function parse(string $sql, ?string $dialect = null, ?string $engineVersion = null, ?string $sourceName = null): Schema
    {
        $memory = new Memory();
        $o = $this->parseOptions($memory, $dialect, $engineVersion, $sourceName);

        return new Schema(self::make('migra_schema', 'migra_schema_parse', $this->pointer(), $sql, strlen($sql), $o), 'migra_schema_free');
    }

    /**
     * Several texts, by name, applied in order: a folder of migrations.
     *
     * @param array<string, string> $sources name => SQL
     */
    public function read(array $sources, ?string $dialect = null, ?string $engineVersion = null, ?string $sourceName = null): Schema
    {
        $schema = $this->empty($dialect, $engineVersion, $sourceName);
        $this->fill($schema, $sources);

        return $schema;
    }

    /**
     * Migrations whose starting schema is not at hand: the least schema that they can start from, and what they make of it.
     *
     * @param array<string, string> $sources name => SQL
     * @return array{Schema, Schema}
     */
    public function readMigrations(array $sources, string $dialect, ?string $engineVersion = null): array
    {
        $base = $this->empty($dialect, $engineVersion, 'base');
        $schema = $this->empty($dialect, $engineVersion, null);
        self::check('migra_schema_assume', [$schema->pointer(), $base->pointer()]);
        $this->fill($schema, $sources);
        self::check('migra_schema_finish', [$base->pointer()]);

        return [$base, $schema];
    }

    /**
     * Judges migration files as they are written, in their order. Without a base, what they take for granted is assumed.
     *
     * @param list<LintFile> $files
     */
    public function lint(
        array $files,
        ?Schema $base = null,
        ?string $dialect = null,
        ?string $engineVersion = null,
        ?AnalyzeOptions $options = null,
    ): Report {
        $memory = new Memory();
        $list = $memory->list('migra_lint_file', count($files));
        foreach ($files as $i => $file) {
            $list[$i]->name = $memory->text($file->name);
            $list[$i]->sql = $memory->bytes($file->sql);
            $list[$i]->len = strlen($file->sql);
            $list[$i]->transaction = $file->transaction->value;
            $list[$i]->tool = $memory->optional($file->tool);
            $list[$i]->history = $file->history->value;
        }
        $rows = $list === null ? null : $memory->pointer('migra_lint_file', $list);
        $parse = $this->parseOptions($memory, $dialect, $engineVersion, null);
        $o = FFI::addr(($options ?? new AnalyzeOptions())->fill($memory));

        return new Report(
            self::make('migra_report', 'migra_lint', $this->pointer(), $base?->pointer(), $rows, count($files), $parse, $o),
            'migra_report_free',
        );
    }

    /**
     * Registers a rule: every analysis with this context asks it from now on.
     *
     * @param \Closure(RuleView): mixed $rule looks at the view and emits; may return RuleView::PASS
     * @param list<DialectBit> $dialects none: all
     */
    public function addRule(
        string $id,
        string $title,
        \Closure $rule,
        Severity $severity = Severity::Warning,
        array $dialects = [],
        ?string $why = null,
        ?string $fix = null,
    ): void {
        $memory = new Memory();
        $d = $memory->options('migra_rule_def');
        $d->id = $memory->text($id);
        $d->title = $memory->text($title);
        $d->severity = $severity->value;
        $d->dialects = array_sum(array_map(static fn (DialectBit $bit): int => $bit->value, $dialects));
        $d->why = $memory->optional($why);
        $d->fix = $memory->optional($fix);
        $context = $this->pointer();
        Trampoline::register($d, $rule);
        self::check('migra_context_add_rule', [$context, FFI::addr($d)]);
    }

    /** The rules as a document of format migra.rules/1; or the one with the id. */
    public function rulesJson(?string $id = null): string
    {
        $memory = new Memory();

        return self::text('migra_rules_to_json', $this->pointer(), $memory->optional($id));
    }

    /** @return list<Rule> the built-in ones by id, then this context's in order of registration; or the one with the id */
    public function rules(?string $id = null): array
    {
        return array_map(Rule::of(...), json_decode($this->rulesJson($id), true, 512, JSON_THROW_ON_ERROR)['rules']);
    }

    private function parseOptions(Memory $memory, ?string $dialect, ?string $engineVersion, ?string $sourceName): FFI\CData
    {
        $o = $memory->options('migra_parse_options');
        $o->dialect = $memory->optional($dialect);
        $o->engine_version = $memory->optional($engineVersion);
        $o->source_name = $memory->optional($sourceName);

        return FFI::addr($o);
    }

    private function empty(?string $dialect, ?string $engineVersion, ?string $sourceName): Schema
    {
        $memory = new Memory();
        $o = $this->parseOptions($memory, $dialect, $engineVersion, $sourceName);

        return new Schema(self::make('migra_schema', 'migra_schema_new', $this->pointer(), $o), 'migra_schema_free');
    }

    /** @param array<string, string> $sources */
    private function fill(Schema $schema, array $sources): void
    {
        foreach ($sources as $name => $sql) {
            $memory = new Memory();
            self::check('migra_schema_read', [$schema->pointer(), $memory->text((string) $name), $sql, strlen($sql)]);
        }
        self::check('migra_schema_finish', [$schema->pointer()]);
    }
}
