<?php

declare(strict_types=1);

namespace Migra\Exception;

/** An argument that the documentation rules out, or an object that is closed. */
final class MisuseException extends MigraException
{
}
