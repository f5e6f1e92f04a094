import { destination, pino } from 'pino';
import type { DestinationStream } from 'pino';
import type { Log } from '#station/ports';
import { asWritten } from './stack-lines.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * Fields that must never reach a log, at the top or one level down. The callers do not pass them; this is the
 * second lock on the same door. The code of an error is written as `reason` for that cause.
 */
const secretFields = [
  'code',
  'extension',
  'digits',
  'contact',
  'sealedContact',
  'maskedContact',
  'phone',
  'name',
  'badge',
  'notice',
  'secret',
  'password',
  'authorization',
  'cookie',
];

/**
 * Structured lines on standard output, where the service manager keeps them; one JSON object a line. Written
 * at once, so that the last words of a process that exits are not lost.
 */
export function openLog(level: LogLevel, target: DestinationStream = standardOutput()): Log {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: '[redacted]' },
      serializers: { error: describeError, frames: (frames: readonly string[]) => frames.map(asWritten) },
    },
    target,
  );
  return {
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}

function standardOutput(): DestinationStream {
  return destination({ fd: 1, sync: true });
}

/** Not a spread of the error: its own fields are not known here and may carry what was typed. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { kind: typeof error };
  const reason = (error as NodeJS.ErrnoException).code;
  return {
    kind: error.constructor.name,
    text: error.message,
    ...(reason === undefined ? {} : { reason }),
    stack: error.stack === undefined ? undefined : asWritten(error.stack),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
