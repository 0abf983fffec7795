<?php

declare(strict_types=1);

namespace Migra\Internal;

use FFI;
use FFI\CData;
use Migra\RuleView;

/**
 * The one function that all rules go through. PHP keeps what it made for a closure handed to C, so only two are ever
 * handed out; which rule is meant is told by a box that the library carries. Nothing is thrown through C: what a rule
 * throws is kept, and goes on from the call that asked the rule.
 *
 * @internal
 */
final class Trampoline
{
    /** @var array<int, array{\Closure, CData}> the rules, with their boxes */
    private static array $rules = [];
    private static int $next = 1;
    private static ?CData $functions = null;
    private static ?\Throwable $thrown = null;

    /** Fills a definition in; the rule is kept until the library calls destroy. */
    public static function register(CData $definition, \Closure $rule): void
    {
        $ffi = Library::get();
        if (self::$functions === null) {
            self::$functions = $ffi->new('migra_rule_def');
            self::$functions->check = self::check(...);
            self::$functions->destroy = self::destroy(...);
        }
        $box = $ffi->new('int64_t');
        $box->cdata = self::$next;
        self::$rules[self::$next++] = [$rule, $box];
        $definition->check = self::$functions->check;
        $definition->destroy = self::$functions->destroy;
        $definition->user_data = $ffi->cast('void *', FFI::addr($box));
    }

    /** How many rules the library holds on to. */
    public static function count(): int
    {
        return count(self::$rules);
    }

    /** What a rule threw, once. */
    public static function taken(): ?\Throwable
    {
        $thrown = self::$thrown;
        self::$thrown = null;

        return $thrown;
    }

    private static function key(CData $userData): int
    {
        return Library::get()->cast('int64_t *', $userData)[0];
    }

    private static function check(CData $view, CData $emitter, CData $userData): int
    {
        $shown = new RuleView($view, $emitter);
        try {
            $answer = (self::$rules[self::key($userData)][0])($shown);

            return $answer === RuleView::PASS ? Constants::PASS : 0;
        } catch (\Throwable $e) {
            self::$thrown = $e;

            return -1;
        } finally {
            $shown->end();
        }
    }

    private static function destroy(CData $userData): void
    {
        unset(self::$rules[self::key($userData)]);
    }
}
