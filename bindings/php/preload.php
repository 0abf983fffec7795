<?php

// For opcache.preload: with ffi.enable=preload, only code that was preloaded may use FFI. The library itself is named by
// ffi.preload; see the README.

declare(strict_types=1);

require_once __DIR__ . '/autoload.php';
foreach (['', '/Exception', '/Internal', '/Live', '/Value'] as $folder) {
    foreach (glob(__DIR__ . "/src$folder/*.php") as $file) {
        require_once $file;
    }
}
