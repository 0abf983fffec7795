<?php

declare(strict_types=1);

namespace Migra\Internal;

use FFI;
use FFI\CData;
use Migra\Exception\MigraException;
use Migra\Exception\MisuseException;
use Migra\RuleView;

/** An object of the library: freed with this one, or by close(). What was made of it stays valid. */
abstract class Handle
{
    private bool $closed = false;

    /** @internal $free is null for a part of $owner. */
    final public function __construct(private ?CData $pointer, private ?string $free, private self|RuleView|null $owner = null)
    {
    }

    public function __destruct()
    {
        $this->close();
    }

    private function __clone()
    {
    }

    /** @return array<never> */
    public function __serialize(): array
    {
        throw new MisuseException(static::class . ' cannot be serialized');
    }

    /** Frees it now. Using it afterwards throws MisuseException; closing it again does nothing. */
    public function close(): void
    {
        if (!$this->closed && $this->free !== null) {
            Library::get()->{$this->free}($this->pointer);
        }
        $this->closed = true;
        $this->pointer = null;
    }

    /** @internal */
    public function pointer(): CData
    {
        $ended = $this->owner instanceof RuleView && !$this->owner->isOpen();
        if ($this->closed || $this->pointer === null || $ended) {
            throw new MisuseException('this ' . (new \ReflectionClass($this))->getShortName() . ' is closed');
        }
        if ($this->owner instanceof self) {
            $this->owner->pointer();
        }

        return $this->pointer;
    }

    /** Calls a function that stores what it made through `out`; what a rule threw goes on from here. @internal */
    final public static function make(string $type, string $function, mixed ...$arguments): ?CData
    {
        $ffi = Library::get();
        $out = $ffi->new("$type *");
        self::check($function, [...$arguments, FFI::addr($out)]);

        return FFI::isNull($out) ? null : $out;
    }

    /** @param list<mixed> $arguments @internal */
    final public static function check(string $function, array $arguments): void
    {
        $ffi = Library::get();
        $err = $ffi->new('migra_error *');
        $status = $ffi->$function(...[...$arguments, FFI::addr($err)]);
        $thrown = Trampoline::taken();
        if ($status === 0 && $thrown === null) {
            return;
        }
        $message = $ffi->migra_error_message($err);
        $ffi->migra_error_free($err);
        throw $thrown ?? MigraException::of($status, $message);
    }

    /** Calls a function that makes a text. @internal */
    final public static function text(string $function, mixed ...$arguments): string
    {
        return self::take(self::make('migra_text', $function, ...$arguments));
    }

    /** @internal */
    final public static function take(?CData $text): string
    {
        $ffi = Library::get();
        if ($text === null) {
            return '';
        }
        $n = $ffi->migra_text_len($text);
        $bytes = $n === 0 ? '' : FFI::string($ffi->migra_text_data($text), $n);
        $ffi->migra_text_free($text);

        return $bytes;
    }
}
