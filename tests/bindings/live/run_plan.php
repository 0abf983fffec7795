<?php

// run_plan.php DRIVER SERVER DATABASE DIALECT VERSION BEFORE.sql AFTER.sql up|down|settle: as run_plan.py, over PDO.

declare(strict_types=1);

require __DIR__ . '/../../../bindings/php/autoload.php';

[, $driver, $server, $database, $dialect, $version, $before, $after, $direction] = $argv;
$pdo = match ($driver) {
    'pdo_sqlite' => new PDO("sqlite:$database"),
    'pdo_pgsql' => new PDO("pgsql:host=$server;dbname=$database", 'postgres'),
    'pdo_mysql' => new PDO("mysql:unix_socket=$server;dbname=$database;charset=utf8mb4", 'root', ''),
};
if ($direction === 'settle') {
    $context = Migra\Context::create();
    [$old, $new] = [$context->parse(file_get_contents($before), $dialect, $version), $context->parse(file_get_contents($after), $dialect, $version)];
    $offline = $old->diff($new);
    $asked = (new Migra\Live\Settler($pdo))->settle($offline)->diff($new);
    printf("%d of %d undecided; %d of %d once asked\n", $offline->undecidedCount(), count($offline), $asked->undecidedCount(), count($asked));
    exit;
}
$report = Migra\Libmigra::analyze(file_get_contents($before), file_get_contents($after), $dialect, $version);
try {
    $done = (new Migra\Live\Runner($pdo))->run($report->plan(), down: $direction === 'down');
    echo "done: $done\n";
} catch (Migra\Live\RunException $e) {
    $cause = $e->getPrevious();
    printf("stopped at %s after %d: %s: %s\n", $e->step ?? 'no step', $e->stepsDone, $cause === null ? 'none' : $cause::class, $e->getMessage());
}
