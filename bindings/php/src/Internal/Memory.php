<?php

declare(strict_types=1);

namespace Migra\Internal;

use FFI;
use FFI\CData;
use Migra\Exception\MisuseException;

/** C memory for one call: texts and structs that live as long as this. @internal */
final class Memory
{
    /** @var list<CData> */
    private array $kept = [];

    public function text(string $text): CData
    {
        if (str_contains($text, "\0")) {
            throw new MisuseException('a text holds a NUL character');
        }

        return $this->bytes($text);
    }

    public function bytes(string $bytes): CData
    {
        $n = strlen($bytes);
        $c = Library::get()->new('char[' . ($n + 1) . ']');
        FFI::memcpy($c, $bytes, $n);
        $this->kept[] = $c;

        return Library::get()->cast('char *', $c);
    }

    public function optional(?string $text): ?CData
    {
        return $text === null ? null : $this->text($text);
    }

    /** What a driver gave for one column, as text. */
    public static function cell(mixed $value): ?string
    {
        return match (true) {
            $value === null => null,
            is_bool($value) => $value ? 't' : 'f',
            default => (string) $value,
        };
    }

    /** An options struct with the library's defaults. */
    public function options(string $type): CData
    {
        $ffi = Library::get();
        $o = $ffi->new($type);
        $ffi->{$type . '_init'}(FFI::addr($o), FFI::sizeof($o));
        $this->kept[] = $o;

        return $o;
    }

    /** An array of n structs; null when n is 0. */
    public function list(string $type, int $n): ?CData
    {
        if ($n === 0) {
            return null;
        }
        $list = Library::get()->new("{$type}[$n]");
        $this->kept[] = $list;

        return $list;
    }

    /** A list as the pointer that structs want. */
    public function pointer(string $type, CData $list): CData
    {
        return Library::get()->cast("$type *", $list);
    }
}
