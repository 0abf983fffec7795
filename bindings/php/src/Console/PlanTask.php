<?php

declare(strict_types=1);

namespace Migra\Console;

use Migra\Context;
use Migra\Exception\MigraException;
use Migra\PlanOptions;
use Migra\AnalyzeOptions;
use Migra\Report;
use Migra\Schema;
use Migra\Severity;
use Migra\Strategy;

/** What migra:plan does, without a console around it. */
final class PlanTask
{
    public string $format = 'text';
    public ?string $dialect = null;
    public ?string $engineVersion = null;
    public ?string $phase = null;
    public bool $down = false;
    public string $strategy = 'safe';
    public string $failOn = 'error';

    /**
     * @param \Closure(string): mixed $write
     * @param \Closure(string): mixed $complain
     * @return int 0; 1 when there are findings at or above failOn; 2 when the command was wrong
     */
    public function run(string $before, string $after, \Closure $write, \Closure $complain): int
    {
        try {
            $context = Context::create();
            $old = $this->read($context, $before, $this->dialect);
            $new = $this->read($context, $after, $this->dialect ?? $old->dialect());
            $plan = new PlanOptions(strategy: self::named(Strategy::cases(), $this->strategy));
            $report = $old->analyze($new, new AnalyzeOptions(plan: $plan));
            $write($report->render($this->format, phase: $this->phase, down: $this->down, planOnly: $this->format !== 'json'));

            return $this->status($report, $complain);
        } catch (MigraException | \InvalidArgumentException $e) {
            $complain($e->getMessage());

            return 2;
        }
    }

    private function status(Report $report, \Closure $complain): int
    {
        foreach ($report->diagnostics() as $d) {
            $complain("$d->source:$d->line:$d->column: $d->message");
        }
        $n = $this->failOn === 'never' ? 0 : $report->countFrom(self::named(Severity::cases(), $this->failOn));
        if ($n > 0) {
            $complain("$n findings at or above $this->failOn");
        }

        return $n > 0 ? 1 : 0;
    }

    /** A file, or a folder of migrations in the order of their numbers. */
    private function read(Context $context, string $path, ?string $dialect): Schema
    {
        if (is_dir($path)) {
            $files = glob("$path/*.sql") ?: throw new \InvalidArgumentException("$path has no *.sql");
            usort($files, strnatcmp(...));
            $sources = array_combine($files, array_map(file_get_contents(...), $files));

            return $context->read($sources, $dialect, $this->engineVersion, $path);
        }
        $sql = is_file($path) ? file_get_contents($path) : false;
        if ($sql === false) {
            throw new \InvalidArgumentException("$path cannot be read");
        }

        return $context->parse($sql, $dialect, $this->engineVersion, $path);
    }

    /**
     * @template T of \UnitEnum
     * @param list<T> $cases
     * @return T
     */
    private static function named(array $cases, string $name): \UnitEnum
    {
        foreach ($cases as $case) {
            if (strtolower($case->name) === $name) {
                return $case;
            }
        }
        throw new \InvalidArgumentException("$name is none of " . implode(', ', array_map(static fn ($c) => strtolower($c->name), $cases)));
    }
}
