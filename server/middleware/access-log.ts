/** One line and one measurement a request: the route's pattern, never what was asked for. Rules RT30 and RT33. */
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Logger } from '../ops/logger.ts'
import type { Metrics } from '../ops/metrics.ts'
import type { RelayEnv } from './relay-context.ts'

export interface AccessLogDeps {
  readonly log: Logger
  readonly metrics: Metrics
  readonly elapsed: () => number
}

/** Asked by machines every few seconds. */
const unlogged: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics'])

export function accessLog({ elapsed, log, metrics }: AccessLogDeps): MiddlewareHandler<RelayEnv> {
  return async function accessLog(c, next) {
    const began = elapsed()
    await next()
    const milliseconds = Math.round((elapsed() - began) * 10) / 10
    const route = matchedRoutes(c).at(-1)?.path ?? '*'
    const { status } = c.res
    metrics.request(route, status, milliseconds / 1_000)
    if (unlogged.has(route)) return
    const session = c.get('session')
    const who = session === undefined ? {} : { device: session.device, space: session.space }
    const problem = c.get('problem')
    const fields = { method: c.req.method, route, status, milliseconds, ...who }
    log.info('request', problem === undefined ? fields : { ...fields, problem })
  }
}
