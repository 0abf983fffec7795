<?php

declare(strict_types=1);

namespace Migra\Internal;

use FFI;
use Migra\Exception\LibraryException;

/** Finds the library, and refuses one that does not speak this package's binary interface. @internal */
final class Library
{
    private static ?FFI $ffi = null;

    private const HEADER = __DIR__ . '/../migra_ffi.h';

    public static function get(): FFI
    {
        return self::$ffi ??= self::checked(self::scope() ?? self::load());
    }

    private static function scope(): ?FFI
    {
        if (getenv('MIGRA_LIBRARY') !== false) {
            return null;
        }
        try {
            return FFI::scope('MIGRA');
        } catch (FFI\Exception) {
            return null; // not preloaded
        }
    }

    private static function load(): FFI
    {
        $file = getenv('MIGRA_LIBRARY') ?: 'libmigra.so.' . Constants::ABI_VERSION;
        $header = preg_replace('/^#define.*\n/m', '', (string) file_get_contents(self::HEADER));
        self::checkFirst($file);
        try {
            return FFI::cdef($header, $file);
        } catch (FFI\Exception $e) {
            throw new LibraryException("$file: " . $e->getMessage() . '. Install libmigra ' . Constants::VERSION . ' or newer');
        }
    }

    /** With two declarations only, so that another version is told before a function is missed. */
    private static function checkFirst(string $file): void
    {
        try {
            $ffi = FFI::cdef('uint32_t migra_abi_version(void); uint32_t migra_version_number(void);', $file);
        } catch (FFI\Exception $e) {
            $reason = match (true) {
                str_contains($e->getMessage(), 'restricted') => 'FFI is switched off here: set ffi.enable=1, or ffi.enable=preload with opcache.preload (see the README)',
                str_contains($e->getMessage(), 'resolving') => "$file is not libmigra: install libmigra, or name its file in \$MIGRA_LIBRARY",
                default => "libmigra was not found as $file: install it (meson install, then ldconfig), or name the file in \$MIGRA_LIBRARY",
            };
            throw new LibraryException($reason . '. ' . $e->getMessage()); // not chained: PHP would show FFI's words first
        }
        self::checked($ffi, $file);
    }

    private static function checked(FFI $ffi, string $file = 'the preloaded library'): FFI
    {
        if ($ffi->migra_abi_version() !== Constants::ABI_VERSION) {
            throw new LibraryException(sprintf('%s has ABI epoch %d, this package needs %d: install libmigra %s, or the version of this '
                . 'package that was made for it', $file, $ffi->migra_abi_version(), Constants::ABI_VERSION, Constants::VERSION));
        }
        if ($ffi->migra_version_number() < Constants::VERSION_NUMBER) {
            throw new LibraryException("$file is older than this package: install libmigra " . Constants::VERSION . ' or newer');
        }

        return $ffi;
    }
}
