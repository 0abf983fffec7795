<?php

declare(strict_types=1);

namespace Migra\Console;

use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputArgument;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Input\InputOption;
use Symfony\Component\Console\Output\ConsoleOutputInterface;
use Symfony\Component\Console\Output\OutputInterface;

/** migra:plan for a framework's console: Symfony's own, Laravel's, any that takes Symfony commands. */
final class PlanCommand extends Command
{
    protected function configure(): void
    {
        $this->setName('migra:plan')
            ->setDescription('The safe plan from one schema to another, and its way back')
            ->addArgument('before', InputArgument::REQUIRED, 'the schema as it is: a file, or a folder of migrations')
            ->addArgument('after', InputArgument::REQUIRED, 'the schema as it shall be')
            ->addOption('dialect', null, InputOption::VALUE_REQUIRED, 'postgres, mysql, mariadb or sqlite')
            ->addOption('engine-version', null, InputOption::VALUE_REQUIRED, 'such as 15 or 8.0.36')
            ->addOption('format', null, InputOption::VALUE_REQUIRED, 'text, sql, json or markdown', 'text')
            ->addOption('phase', null, InputOption::VALUE_REQUIRED, 'expand, migrate or contract only')
            ->addOption('down', null, InputOption::VALUE_NONE, 'the way back')
            ->addOption('strategy', null, InputOption::VALUE_REQUIRED, 'safe, fast or online', 'safe')
            ->addOption('fail-on', null, InputOption::VALUE_REQUIRED, 'info, warning, error, critical or never', 'error');
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        $task = new PlanTask();
        $task->dialect = $input->getOption('dialect');
        $task->engineVersion = $input->getOption('engine-version');
        $task->format = $input->getOption('format');
        $task->phase = $input->getOption('phase');
        $task->down = $input->getOption('down');
        $task->strategy = $input->getOption('strategy');
        $task->failOn = $input->getOption('fail-on');
        $errors = $output instanceof ConsoleOutputInterface ? $output->getErrorOutput() : $output;

        return $task->run(
            $input->getArgument('before'),
            $input->getArgument('after'),
            static fn (string $text) => $output->write($text, false, OutputInterface::OUTPUT_RAW),
            static fn (string $line) => $errors->writeln($line, OutputInterface::OUTPUT_RAW),
        );
    }
}
