/**
 * The relay's log: JSON lines with the fields named here and no others. There
 * is no way to hand it a body, an object or a message with something woven in.
 * Ids are hashed with a salt of this process's own, so lines of one run can be
 * put together and nothing else can be learned from them. Rules RT30 to RT32.
 */
import { createHmac } from 'node:crypto'
import { type DestinationStream, pino } from 'pino'
import type { Bytes } from '../../shared/lib/bytes.ts'
import type { LogLevel } from './config.ts'

/** Sentences of the relay itself. Anything else would be somebody's words. */
export type LogMessage =
  | 'listening'
  | 'request'
  | 'stopping'
  | 'stopped'
  | 'failed'
  | 'space-founded'
  /** A device had read further than its space reaches: the file was put back. */
  | 'space-went-back'
  | 'chain-unreadable'
  | 'demo-unreachable'
  | 'held-back-untold'

export interface LogFields {
  readonly method?: string
  /** The route's pattern, never the address that was asked for. */
  readonly route?: string
  readonly status?: number
  readonly milliseconds?: number
  readonly bytes?: number
  readonly count?: number
  readonly port?: number
  readonly problem?: string
  /** Hashed before they are written. */
  readonly space?: string
  readonly group?: string
  readonly device?: string
  /** Only its class, its code and the places it passed: the message may quote what somebody sent. */
  readonly failure?: unknown
}

export interface Logger {
  readonly info: (message: LogMessage, fields?: LogFields) => void
  readonly warn: (message: LogMessage, fields?: LogFields) => void
  readonly error: (message: LogMessage, fields?: LogFields) => void
}

export interface LoggerDeps {
  readonly destination: DestinationStream
  readonly level: LogLevel
  readonly randomBytes: (length: number) => Bytes
}

function describeFailure(failure: unknown): Readonly<Record<string, unknown>> {
  if (!(failure instanceof Error)) return { failure: typeof failure }
  const code = 'code' in failure && typeof failure.code === 'string' ? { code: failure.code } : {}
  const places = (failure.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))
  return { failure: failure.constructor.name, ...code, at: places.slice(0, 8).map((line) => line.trim()) }
}

export function createLogger({ destination, level, randomBytes }: LoggerDeps): Logger {
  const salt = randomBytes(32)
  const hash = (id: string) => createHmac('sha256', salt).update(id).digest('hex').slice(0, 12)
  const log = pino({ level, base: null, formatters: { level: (label) => ({ level: label }) } }, destination)

  function allowed(fields: LogFields): object {
    const { bytes, count, method, milliseconds, port, problem, route, status } = fields
    const { device, failure, group, space } = fields
    return {
      ...{ method, route, status, milliseconds, bytes, count, port, problem },
      ...(space === undefined ? {} : { space: hash(space) }),
      ...(group === undefined ? {} : { group: hash(group) }),
      ...(device === undefined ? {} : { device: hash(device) }),
      ...(failure === undefined ? {} : describeFailure(failure)),
    }
  }

  return {
    info: (message, fields = {}) => log.info(allowed(fields), message),
    warn: (message, fields = {}) => log.warn(allowed(fields), message),
    error: (message, fields = {}) => log.error(allowed(fields), message),
  }
}
