<?php

// For opcache.preload: the library is loaded once, when the server starts, and ffi.enable=preload is enough.

declare(strict_types=1);

require_once __DIR__ . '/autoload.php';
\Migra\Internal\Library::preload();
