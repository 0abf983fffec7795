<?php

// The conformance cases in PHP; tests/conformance/README.md says what they are.
//   conformance.php CASE.json...

declare(strict_types=1);

use Migra\AnalyzeOptions;
use Migra\Context;
use Migra\DialectBit;
use Migra\Diff;
use Migra\DiffOptions;
use Migra\Exception\CallbackException;
use Migra\Exception\MigraException;
use Migra\Libmigra;
use Migra\LintFile;
use Migra\Plan;
use Migra\PlanOptions;
use Migra\Report;
use Migra\RuleSwitch;
use Migra\RuleView;
use Migra\Run;
use Migra\RunState;
use Migra\Schema;
use Migra\Settle;
use Migra\Severity;
use Migra\Status;
use Migra\Value\Change;

require __DIR__ . '/check.php';

/** @param list<UnitEnum> $cases */
function named(array $cases, ?string $word): UnitEnum
{
    foreach ($cases as $case) {
        if (strtolower($case->name) === str_replace('_', '', $word ?? strtolower($cases[0]->name))) {
            return $case;
        }
    }
    throw new LogicException("$word is not known");
}

final class ConformanceCase
{
    private Context $context;
    public string $asked = '';

    public function __construct(private array $test)
    {
        $limits = $test['context'] ?? [];
        $this->context = Context::create($limits['max_memory'] ?? 0, $limits['max_bytes'] ?? 0, $limits['max_depth'] ?? 0, $limits['max_statements'] ?? 0, $limits['max_diagnostics'] ?? 0);
        foreach ($test['rules'] ?? [] as $row) {
            $this->addRule($row);
        }
    }

    private function addRule(array $row): void
    {
        $rule = function (RuleView $view) use ($row): mixed {
            $this->asked .= $row['id'] . ' ' . $view->diff()->toJson();
            if ($row['shows_all'] ?? false) {
                $this->asked .= $view->before()->dump() . $view->after()->dump() . $view->plan()?->toJson();
            }
            if ($row['does'] === 'pass') {
                return RuleView::PASS;
            }
            if ($row['does'] === 'stop') {
                throw new CallbackException('a rule of the host asked to stop', Status::Callback->value);
            }
            $severity = isset($row['finding_severity']) ? named(Severity::cases(), $row['finding_severity']) : null;
            foreach ($view->changes() as $change) {
                if ($change->type === $row['on']) {
                    $view->emit($row['message'], $change, $severity, $row['blocking'] ?? false, $row['suggestion'] ?? null, $row['probe_sql'] ?? null);
                }
            }

            return null;
        };
        $dialects = array_map(static fn (string $d): UnitEnum => named(DialectBit::cases(), $d), $row['dialects'] ?? []);
        $severity = named(Severity::cases(), $row['severity'] ?? 'warning');
        $this->context->addRule($row['id'], $row['title'], $rule, $severity, $dialects, $row['why'] ?? null, $row['fix'] ?? null);
    }

    private function source(string $name): Schema
    {
        $row = $this->test['sources'][$name];
        $o = [$row['dialect'] ?? null, $row['engine_version'] ?? null, $row['source_name'] ?? null];

        return isset($row['files']) ? $this->context->read(array_column($row['files'], 1, 0), ...$o) : $this->context->parse($row['sql'], ...$o);
    }

    private function analyzeOptions(array $step): AnalyzeOptions
    {
        $settings = array_map(static fn (string $word): UnitEnum => in_array($word, ['on', 'off'], true)
            ? named(RuleSwitch::cases(), $word) : named(Severity::cases(), $word), $step['settings'] ?? []);

        return new AnalyzeOptions($this->diffOptions($step), $this->planOptions($step), $step['without_plan'] ?? false, $settings, $step['rule_options'] ?? []);
    }

    private function diffOptions(array $step): DiffOptions
    {
        $d = $step['diff'] ?? [];

        return new DiffOptions(named(Migra\Renames::cases(), $d['renames'] ?? null), $d['ignore_owners'] ?? false, $d['ignore_grants'] ?? false,
            $d['ignore_comments'] ?? false, $d['declared'] ?? []);
    }

    private function planOptions(array $step): PlanOptions
    {
        $p = $step['plan'] ?? [];

        return new PlanOptions(named(Migra\Strategy::cases(), $p['strategy'] ?? null), named(Migra\StagedRenames::cases(), $p['staged_renames'] ?? null),
            $p['save_data'] ?? true, $p['batch_rows'] ?? 0, named(Migra\OnlineTool::cases(), $p['online_tool'] ?? null));
    }

    private function print(Migra\Document $document, array $step): string
    {
        $r = $step['render'] ?? [];

        return $document->render($r['format'] ?? 'json', $r['phase'] ?? null, $r['down'] ?? false, $r['plan_only'] ?? false, $r['color'] ?? false,
            $r['verbosity'] ?? 0, $r['width'] ?? 0);
    }

    private function lint(array $step): Report
    {
        $row = $this->test['sources']['files'];
        $files = array_map(static fn (array $file): LintFile => new LintFile($file[0], $file[1], named(Migra\Transaction::cases(), $file[2]['transaction'] ?? null),
            $file[2]['tool'] ?? null, named(Migra\History::cases(), $file[2]['history'] ?? null)), $row['files']);

        return $this->context->lint($files, isset($step['of']) ? $this->source($step['of']) : null, $row['dialect'] ?? null,
            $row['engine_version'] ?? null, $this->analyzeOptions($step));
    }

    private function assume(): string
    {
        $row = $this->test['sources']['files'];
        $made = $this->context->readMigrations(array_column($row['files'], 1, 0), $row['dialect'], $row['engine_version'] ?? null);

        return implode("--\n", array_map(static fn (Schema $schema): string => $schema->dump(), $made));
    }

    private static function objects(iterable $some, string $indent = ''): string
    {
        $out = '';
        foreach ($some as $o) {
            $words = [$o->kind(), $o->namespace(), $o->name(), $o->attribute('data_type')];
            $out .= $indent . implode(' ', array_filter($words, static fn (?string $word): bool => $word !== null)) . "\n" . self::objects($o->children(), "$indent  ");
        }

        return $out;
    }

    private function run(Plan $plan, array $step): string
    {
        $run = Run::of($plan, $step['down'] ?? false, $step['phase'] ?? null, $step['first_step'] ?? 0, $step['skip_checks'] ?? false);
        $out = '';
        while (true) {
            [$state, $text] = $run->next();
            $out .= strtolower($state->name) . ' ' . ($run->step() ?? 's0') . " $text\n";
            if ($state->value >= RunState::Done->value) {
                return $out . "steps done: {$run->stepsDone()}\n";
            }
            if (isset($step['refuse']) && str_contains($text, $step['refuse'])) {
                $run->refused('refused by the host');
                continue;
            }
            if ($state === RunState::Query && isset($step['answer'])) {
                $run->row($step['answer']);
            }
            $run->ok();
        }
    }

    private function settle(Diff $diff, Schema $after, array $step): string
    {
        $undecided = array_filter($diff->list(), static fn (Change $change): bool => $change->undecided !== null);
        $out = implode('', array_map(static fn (Change $change): string => "$change->id $change->undecided\n", $undecided));
        $out .= "undecided: {$diff->undecidedCount()}\n";
        $settle = Settle::of($diff);
        for ([$state, $text] = $settle->next(); $state !== RunState::Done; [$state, $text] = $settle->next()) {
            $out .= strtolower($state->name) . " $text\n";
            if (isset($step['refuse']) && str_contains($text, $step['refuse'])) {
                $settle->refused();
                continue;
            }
            if ($state === RunState::Query && isset($step['answer'])) {
                $settle->row($step['answer']);
            }
            $settle->ok();
        }
        $again = $settle->before()->diff($after, $this->diffOptions($step));

        return $out . "open: {$settle->openCount()}\n" . $this->print($again, $step);
    }

    private function pair(array $step): string
    {
        [$before, $after] = [$this->source('before'), $this->source('after')];
        if ($step['call'] === 'difference') {
            return $before->difference($after) ?? '';
        }
        if ($step['call'] === 'analyze') {
            return $this->print($before->analyze($after, $this->analyzeOptions($step)), $step);
        }
        $diff = $before->diff($after, $this->diffOptions($step));
        if ($step['call'] === 'diff') {
            return $this->print($diff, $step);
        }
        if ($step['call'] === 'settle') {
            return $this->settle($diff, $after, $step);
        }
        $plan = $diff->plan($this->planOptions($step));

        return $step['call'] === 'plan' ? $this->print($plan, $step) : $this->run($plan, $step);
    }

    private function guess(string $sql): string
    {
        [$dialect, $evidence] = Libmigra::guessDialect($sql);

        return ($dialect ?? 'none') . ": $evidence";
    }

    public function call(array $step): string
    {
        return match ($step['call']) {
            'rules' => $this->context->rulesJson($step['id'] ?? null),
            'guess' => $this->guess($step['sql']),
            'lint' => $this->print($this->lint($step), $step),
            'parse' => $this->source($step['of'])->toJson(),
            'dump' => $this->source($step['of'])->dump(),
            'feature' => Libmigra::feature($step['id']) ? 'yes' : 'no',
            'assume' => $this->assume(),
            'objects' => self::objects($this->source($step['of'])->objects()),
            'diagnostics' => $this->source($step['of'])->diagnosticsText(),
            default => $this->pair($step),
        };
    }
}

foreach (array_slice($argv, 1) as $path) {
    $test = json_decode(file_get_contents($path), true, 512, JSON_THROW_ON_ERROR);
    $case = new ConformanceCase($test);
    foreach ($test['steps'] as $i => $step) {
        $case->asked = '';
        try {
            $found = ['text' => $case->call($step)];
        } catch (MigraException $e) {
            $words = strtolower(preg_replace('/(?<!^)[A-Z]/', '-$0', Status::from($e->getCode())->name));
            $found = ['error' => $words, 'message' => $e->getMessage()];
        }
        if ($case->asked !== '') {
            $found['asked'] = $case->asked;
        }
        $expected = array_map(static fn (string|array $text): string => implode("\n", (array) $text), $step['expect']);
        ksort($expected);
        ksort($found);
        foreach ($found as $what => $text) {
            Check::same($expected[$what] ?? null, $text, basename($path) . ' step ' . ($i + 1) . " ({$step['call']}): $what");
        }
        Check::same(array_keys($expected), array_keys($found), basename($path) . ' step ' . ($i + 1));
    }
}
Check::end();
