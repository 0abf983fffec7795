<?php

// The package as its users see it; the library's own behaviour has its own tests.

declare(strict_types=1);

use Migra\AnalyzeOptions;
use Migra\Context;
use Migra\DiffOptions;
use Migra\Exception;
use Migra\Internal\Trampoline;
use Migra\Libmigra;
use Migra\Live\RunException;
use Migra\Live\Runner;
use Migra\Live\Settler;
use Migra\PlanOptions;
use Migra\Renames;
use Migra\RuleSwitch;
use Migra\RuleView;
use Migra\RunState;
use Migra\Settle;
use Migra\Severity;
use Migra\Strategy;

require __DIR__ . '/check.php';

const BEFORE = 'CREATE TABLE t (id int PRIMARY KEY, a text);';
const AFTER = 'CREATE TABLE t (id int PRIMARY KEY, a text, b int);';

function report(): void
{
    $report = Libmigra::analyze(BEFORE, 'CREATE TABLE t (id int PRIMARY KEY);', 'postgres');
    Check::same('drop_column', $report->changes()->list()[0]->type, 'type of change');
    Check::same(Migra\DataLoss::Certain, $report->changes()->list()[0]->dataLoss, 'loss');
    $finding = $report->findings()[0];
    Check::same('data-loss/drop-column', $finding->rule, 'rule');
    Check::same(Severity::Critical, $finding->severity, 'severity');
    Check::same('before.sql', $finding->location->source, 'place');
    Check::that(!$report->isSafe() && $report->score() > 50 && $report->countFrom(Severity::Critical) === 1, 'risk');
    Check::same(Migra\Verified::Replayed, $report->plan()->verified(), 'proof');
    Check::that(str_contains($report->plan()->sql(), 'DROP COLUMN'), 'script');
    Check::same('public.t.a', $report->plan()->rollback()->dataRecovery[0]->object, 'way back');
    $plan = $report->plan();
    $report->close();
    $report->close();
    Check::throws(Exception\MisuseException::class, fn () => $plan->sql(), 'part of a closed report');
    Check::throws(Exception\MisuseException::class, fn () => $report->score(), 'closed report');
    Check::throws(\Error::class, fn () => clone $plan, 'clone');
    Check::throws(\Throwable::class, fn () => $plan->steps()[0]->sql = 'x', 'values are read-only');
}

function results_outlive_what_they_were_made_of(): void
{
    $make = static function (): Migra\Diff {
        $context = Context::create();

        return $context->parse(BEFORE, 'postgres')->diff($context->parse(AFTER, 'postgres'));
    };
    $plan = $make()->plan(new PlanOptions(strategy: Strategy::Fast));
    gc_collect_cycles();
    Check::same('add_column', $plan->steps()[0]->op, 'plan of what is gone');
    Check::same(1, count(Libmigra::analyze(BEFORE, AFTER, 'postgres')->changes()), 'changes of what is gone');
    foreach (Libmigra::analyze(BEFORE, AFTER, 'postgres')->changes() as $change) {
        Check::same('c1', $change->id, 'a part keeps its report');
    }
}

function schemas(): void
{
    $context = Context::create();
    $schema = $context->parse(BEFORE . 'CREATE INDEX i ON t (a);', 'postgres', sourceName: 'x.sql');
    $table = null;
    foreach ($schema->objects() as $object) {
        $table = $object->kind() === 'table' ? $object : $table;
    }
    $columns = [];
    foreach ($table->children() as $child) {
        $columns[] = $child->kind() . ' ' . $child->name() . ' ' . $child->attribute('data_type');
    }
    Check::same(['column id integer', 'column a text'], array_slice($columns, 0, 2), 'columns');
    Check::same(null, $table->attribute('comment'), 'no attribute');
    Check::throws(Exception\UnknownNameException::class, fn () => $table->attribute('colour'), 'attribute');
    Check::same(['postgres', 1, 'x.sql', null], [$schema->dialect(), $schema->tableCount(), $schema->sourceName(), $schema->dialectEvidence()], 'schema');
    Check::that($schema->equals($context->parse($schema->dump(), 'postgres')), 'dump');
    $read = $context->read(['1.sql' => BEFORE, '2.sql' => 'ALTER TABLE t ADD b int;'], 'mysql');
    Check::same(null, $read->difference($context->parse(AFTER, 'mysql')), 'folder');
    [$base, $result] = $context->readMigrations(['2.sql' => 'ALTER TABLE t ADD b int;'], 'postgres');
    Check::same('add_column', $base->diff($result)->list()[0]->type, 'assumed base');
    $wrong = $context->parse("CREATE TABLE t (a int;\nCREATE TABLE u (b int);", 'postgres');
    Check::same('syntax', $wrong->diagnostics()[0]->code, 'diagnostics');
    Check::same(Migra\Understood::Full, $wrong->statements()[1]->understood, 'statements');
    Check::that(str_contains($wrong->diagnosticsText(), '^'), 'caret');
}

function options(): void
{
    $context = Context::create();
    $before = $context->parse(BEFORE, 'postgres');
    $after = $context->parse('CREATE TABLE t (id int PRIMARY KEY, c text);', 'postgres');
    Check::same('rename_column', $before->diff($after, new DiffOptions(declared: ['t.a' => 'c']))->list()[0]->type, 'declared');
    $never = new DiffOptions(Renames::Never);
    Check::same(2, count($before->diff($after, $never)), 'never');
    $report = $before->analyze($after, new AnalyzeOptions($never, withoutPlan: true, settings: ['data-loss' => RuleSwitch::Off, 'compat' => Severity::Critical]));
    Check::same(null, $report->plan(), 'without plan');
    Check::same([], array_filter($report->findings(), fn ($f) => str_starts_with($f->rule, 'data-loss/')), 'off');
}

function errors(): void
{
    $context = Context::create();
    $calls = [
        [Exception\UnknownNameException::class, fn () => $context->parse('', 'oracle')],
        [Exception\UnknownNameException::class, fn () => $context->rules('no/such')],
        [Exception\MismatchException::class, fn () => $context->parse(BEFORE, 'mysql')->diff($context->parse(BEFORE, 'sqlite'))],
        [Exception\MisuseException::class, fn () => $context->parse('', "post\0gres")],
        [Exception\LimitException::class, fn () => Context::create(maxBytes: 10)->parse(BEFORE, 'mysql')],
        [Exception\MisuseException::class, fn () => $context->addRule('Loud', 'x', fn () => null)],
    ];
    foreach ($calls as $i => [$kind, $call]) {
        $e = Check::throws($kind, $call, "error $i");
        Check::that($e instanceof Exception\MigraException && $e->getMessage() !== '', "message $i");
    }
    Check::same(0, Trampoline::count(), 'rules that were refused are given up');
    Check::same([true, false], [Libmigra::feature('format:sarif'), Libmigra::feature('format:pdf')], 'features');
    Check::that(count($context->rules()) > 50, 'rules');
}

function rules(): void
{
    $context = Context::create();
    $before = $context->parse(BEFORE, 'postgres');
    $after = $context->parse(AFTER, 'postgres');
    $kept = null;
    $context->addRule('team/no-columns', 'No new columns', function (RuleView $view) use (&$kept): void {
        $kept = $view;
        foreach ($view->changes() as $change) {
            $view->emit('a column is added', $change, Severity::Critical, blocking: true, suggestion: 'ask', probeSql: 'SELECT 1');
        }
        Check::same([1, 'add_column_t_b'], [$view->before()->tableCount(), $view->plan()->name()], 'view');
        Check::that(str_contains($view->after()->dump(), 'b integer'), 'schema of the view');
    });
    $found = array_values(array_filter($before->analyze($after)->findings(), fn ($f) => $f->rule === 'team/no-columns'))[0];
    Check::same([Severity::Critical, true, 'c1', 'ask', 'SELECT 1'], [$found->severity, $found->blocking, $found->change, $found->suggestion, $found->probeSql], 'finding');
    Check::throws(Exception\MisuseException::class, fn () => $kept->changes(), 'late view');
    Check::throws(Exception\MisuseException::class, fn () => $kept->emit('late'), 'late finding');

    $how = 'throw';
    $thrown = new DomainException('mine');
    $context->addRule('team/throws', 'Throws', function (RuleView $view) use (&$how, $thrown, $before, $after) {
        return match ($how) {
            'throw' => throw $thrown,
            'nested' => $before->analyze($after),
            'error' => $view->noSuchMethod(),
            default => RuleView::PASS,
        };
    });
    Check::same($thrown, Check::throws(DomainException::class, fn () => $before->analyze($after), 'what a rule throws'), 'the same object');
    $how = 'nested';
    Check::throws(Exception\MisuseException::class, fn () => $before->analyze($after), 'analysis within a rule');
    $how = 'error';
    Check::throws(\Error::class, fn () => $before->analyze($after), 'errors, too');
    $how = 'pass';
    Check::same('add_column', $before->analyze($after)->changes()->list()[0]->type, 'the context works again');
}

function rules_are_given_up(): void
{
    gc_collect_cycles();
    $before = Trampoline::count();
    $context = Context::create();
    for ($i = 0; $i < 100; $i++) {
        $context->addRule("team/rule-$i", 'x', fn () => RuleView::PASS);
    }
    Check::same($before + 100, Trampoline::count(), 'kept');
    $context->close();
    Check::same($before, Trampoline::count(), 'given up');
}

function live(): void
{
    if (!in_array('sqlite', PDO::getAvailableDrivers(), true)) {
        echo "skipped: PDO has no SQLite (Debian: php-sqlite3)\n";

        return;
    }
    $old = 'CREATE TABLE t (id integer PRIMARY KEY, a text);';
    $new = "CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL DEFAULT '', b int); CREATE INDEX i ON t (a);";
    $plan = Libmigra::analyze($old, $new, 'sqlite', '3.40', new AnalyzeOptions(plan: new PlanOptions(saveData: false)))->plan();
    $pdo = new PDO('sqlite::memory:');
    $pdo->exec("$old INSERT INTO t VALUES (1, 'x')");
    $schema = static fn (): Migra\Schema => Context::create()->parse(
        implode(";\n", $pdo->query('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL')->fetchAll(PDO::FETCH_COLUMN)),
        'sqlite',
    );
    Check::same(count($plan->steps()), (new Runner($pdo))->run($plan), 'steps');
    Check::that(str_contains($schema()->dump(), 'b int'), 'there');
    (new Runner($pdo))->run($plan, down: true);
    Check::that(!str_contains($schema()->dump(), 'b int'), 'and back');
    Check::same('x', $pdo->query('SELECT a FROM t')->fetchColumn(), 'rows');

    $pdo->exec('CREATE TABLE _migra_new_t (x)');
    $e = Check::throws(RunException::class, fn () => (new Runner($pdo))->run($plan), 'refused');
    Check::that($e->getPrevious() instanceof PDOException && $e->step !== null, 'cause');
    Check::that(!str_contains($schema()->dump(), 'b int'), 'rolled back');

    $wide = 'CREATE TABLE t (a varchar(9));';
    $manual = Libmigra::analyze($wide, 'CREATE TABLE t (a varchar(3) NOT NULL);', 'postgres')->plan();
    $run = Migra\Run::of($manual);
    $asked = 0;
    for ([$state, $text] = $run->next(); $state->value < Migra\RunState::Done->value; [$state, $text] = $run->next()) {
        $asked += $state === Migra\RunState::Manual ? 1 : 0;
        if ($state === Migra\RunState::Query) {
            $run->row(true);
        }
        $run->ok();
    }
    Check::same([Migra\RunState::Done, 1], [$state, $asked], 'a person is asked');
}

function settled(): void
{
    $context = Context::create();
    $before = $context->parse("CREATE TABLE t (a text, d interval DEFAULT '1.5 days', CHECK (length(far(a)::text) > 2));", 'postgres');
    $after = $context->parse("CREATE TABLE t (a text, d interval DEFAULT '1 day 12:00:00', CHECK (length(far(a)) > 2));", 'postgres');
    $changes = $before->diff($after);
    Check::same(3, $changes->undecidedCount(), 'undecided');
    Check::that($changes->list()[0]->undecided !== null, 'why');
    $settle = Settle::of($changes);
    Check::throws(Exception\MisuseException::class, fn () => $settle->row(true), 'nothing was asked');
    for ([$state] = $settle->next(); $state !== RunState::Done; [$state] = $settle->next()) {
        if ($state === RunState::Query) {
            $settle->row($settle->openCount() === 2);
        }
        $settle->ok();
    }
    $before->close();
    $changes->close();
    $again = $settle->before()->diff($after);
    Check::same([0, 2, 0, null], [$settle->openCount(), count($again), $again->undecidedCount(), $again->list()[0]->undecided], 'one is the same, one is not');

    if (!in_array('sqlite', PDO::getAvailableDrivers(), true)) {
        return; // live() says so
    }
    $gone = new class ('sqlite::memory:') extends PDO {
        public function exec(string $statement): int|false
        {
            throw new PDOException("$statement: the server has gone");
        }
    };
    $open = $context->parse("CREATE TABLE t (d interval DEFAULT '1.5 days');", 'postgres')->diff($after);
    Check::same('BEGIN: the server has gone', Check::throws(PDOException::class, fn () => (new Settler($gone))->settle($open), 'lost')?->getMessage(), 'lost');
}

function console(): void
{
    $folder = sys_get_temp_dir() . '/migra-php-' . getmypid();
    mkdir($folder);
    file_put_contents("$folder/before.sql", BEFORE);
    file_put_contents("$folder/after.sql", AFTER);
    $php = escapeshellarg(PHP_BINARY) . ' -d ffi.enable=1 ';
    $script = $php . escapeshellarg(__DIR__ . '/../bin/migra-plan');
    exec("$script --dialect=postgres --format=sql $folder/before.sql $folder/after.sql 2>&1", $lines, $status);
    Check::that($status === 0 && str_contains(implode("\n", $lines), 'ADD COLUMN b'), 'script: ' . implode("\n", $lines));
    exec("$script $folder/before.sql 2>&1", $lines, $status);
    Check::same(2, $status, 'usage');
    exec("$script --dialect=postgres $folder/after.sql $folder/before.sql 2>&1", $lines, $status);
    Check::same(1, $status, 'findings');
    $symfony = '/usr/share/php/Symfony/Component/Console/autoload.php';
    if (!class_exists(Symfony\Component\Console\Application::class) && is_file($symfony)) {
        require $symfony;
    }
    if (class_exists(Symfony\Component\Console\Application::class)) {
        $application = new Symfony\Component\Console\Application();
        $application->setAutoExit(false);
        $application->add(new Migra\Console\PlanCommand());
        $output = new Symfony\Component\Console\Output\BufferedOutput();
        $input = new Symfony\Component\Console\Input\ArrayInput(['command' => 'migra:plan', 'before' => "$folder/before.sql",
            'after' => "$folder/after.sql", '--dialect' => 'postgres', '--format' => 'sql', '--down' => true]);
        Check::same(0, $application->run($input, $output), 'command');
        Check::that(str_contains($output->fetch(), 'DROP COLUMN b'), 'output of the command');
    } else {
        echo "skipped: the command in Symfony's console (Debian: php-symfony-console)\n";
    }
    array_map(unlink(...), glob("$folder/*"));
    rmdir($folder);
}

function loading(): void
{
    $code = 'require ' . var_export(__DIR__ . '/../autoload.php', true) . '; try { Migra\Libmigra::version(); } catch (Migra\Exception\LibraryException $e) { echo $e->getMessage(); }';
    $run = static fn (string $library, string $ini): string => (string) shell_exec(
        'MIGRA_LIBRARY=' . escapeshellarg($library) . ' ' . escapeshellarg(PHP_BINARY) . " $ini -r " . escapeshellarg($code) . ' 2>&1');
    Check::that(str_contains($run('/nowhere/libmigra.so', '-d ffi.enable=1'), 'libmigra was not found'), 'missing');
    Check::that(str_contains($run((string) getenv('MIGRA_LIBRARY'), '-d ffi.enable=0'), 'FFI is switched off'), 'switched off: ' . $run((string) getenv('MIGRA_LIBRARY'), '-d ffi.enable=0'));
    Check::that(str_contains($run('libc.so.6', '-d ffi.enable=1'), 'libc.so.6 is not libmigra'), 'another library');
    if (shell_exec('command -v cc') !== null) {
        $file = tempnam(sys_get_temp_dir(), 'migra') . '.so';
        $c = 'unsigned migra_abi_version(void){return 7;} unsigned migra_version_number(void){return 70000;}';
        shell_exec('echo ' . escapeshellarg($c) . ' | cc -shared -fPIC -x c - -o ' . escapeshellarg($file));
        Check::that(str_contains($run($file, '-d ffi.enable=1'), 'has ABI epoch 7, this package needs 0'), 'epoch');
        shell_exec('echo ' . escapeshellarg(str_replace(['7;', '70000'], ['0;', '1'], $c)) . ' | cc -shared -fPIC -x c - -o ' . escapeshellarg($file));
        Check::that(str_contains($run($file, '-d ffi.enable=1'), 'is older than this package: install libmigra'), 'older');
        unlink($file);
    }
}

foreach (['report', 'results_outlive_what_they_were_made_of', 'schemas', 'options', 'errors', 'rules', 'rules_are_given_up', 'live', 'settled', 'console', 'loading'] as $test) {
    $test();
}
Check::end();
