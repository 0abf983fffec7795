<?php

// Two schemas in, the risk and the plan out:  php -d ffi.enable=1 analyze.php BEFORE.sql AFTER.sql DIALECT

require __DIR__ . '/../../bindings/php/autoload.php'; // or Composer's vendor/autoload.php

[, $before, $after, $dialect] = $argv;
$context = Migra\Context::create();
$context->addRule('team/ask-first', 'Dropped tables are talked over', function (Migra\RuleView $view): void {
    foreach ($view->changes() as $change) {
        if ($change->type === 'drop_table') {
            $view->emit("is $change->name really unused?", $change, Migra\Severity::Critical);
        }
    }
});
$old = $context->parse(file_get_contents($before), $dialect, sourceName: $before);
$report = $old->analyze($context->parse(file_get_contents($after), $dialect, sourceName: $after));
printf("%d changes, risk %d (%s), safe: %s\n", count($report->changes()), $report->score(), $report->level(), $report->isSafe() ? 'yes' : 'no');
foreach ($report->findings() as $finding) {
    echo strtolower($finding->severity->name), " $finding->rule $finding->message\n";
}
echo $report->plan()->sql();
