<?php

declare(strict_types=1);

namespace Migra\Exception;

/** A rule asked to stop. A rule that throws is not this: its own exception arrives. */
final class CallbackException extends MigraException
{
}
