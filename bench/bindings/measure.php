<?php

// bench/bindings/measure.c in PHP; rules of the host run along when memory is measured.

declare(strict_types=1);

require __DIR__ . '/../../bindings/php/autoload.php';

function resident(): int
{
    return (int) explode(' ', file_get_contents('/proc/self/statm'))[1] * 4;
}

function cpu(): float
{
    $u = getrusage();

    return $u['ru_utime.tv_sec'] + $u['ru_stime.tv_sec'] + ($u['ru_utime.tv_usec'] + $u['ru_stime.tv_usec']) / 1e6;
}

[, $what, $before, $after, $dialect, $amount] = $argv;
[$before, $after] = [file_get_contents($before), file_get_contents($after)];
$context = Migra\Context::create();
if ($what === 'cross') {
    [$a, $b] = [$context->parse($before, $dialect), $context->parse($after, $dialect)];
    $best = 1e9;
    for ($end = cpu() + (float) $amount; cpu() < $end;) {
        $start = cpu();
        $report = $a->analyze($b);
        $report->toJson();
        $report->close();
        $best = min($best, cpu() - $start);
    }
    printf("%.3f\n", $best * 1e3);
} else {
    $context->addRule('bench/rule', 'A rule that looks and emits', function (Migra\RuleView $view): void {
        $view->emit('seen', $view->changes()[0]);
    });
    $early = 0;
    for ($i = 0; $i < (int) $amount; $i++) {
        [$a, $b] = [$context->parse($before, $dialect), $context->parse($after, $dialect)];
        $a->analyze($b)->toJson();
        if ($i === intdiv((int) $amount, 10)) {
            $early = resident();
        }
    }
    echo $early, ' ', resident(), "\n";
}
