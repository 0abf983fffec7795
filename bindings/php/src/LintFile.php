<?php

declare(strict_types=1);

namespace Migra;

/** A migration file, for Context::lint(). */
final class LintFile
{
    /** @param ?string $tool that runs it, for messages */
    public function __construct(
        public readonly string $name,
        public readonly string $sql,
        public readonly Transaction $transaction = Transaction::Each,
        public readonly ?string $tool = null,
        public readonly History $history = History::New,
    ) {
    }
}
