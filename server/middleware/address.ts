/** The address a request comes from; behind a proxy of ours, what that proxy last wrote into x-forwarded-for. */
import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import type { RelayEnv } from './relay-context.ts'

export function readAddress(trustProxy: boolean): MiddlewareHandler<RelayEnv> {
  return async function readAddress(c, next) {
    const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
    const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
    c.set('address', forwarded ?? incoming?.socket?.remoteAddress ?? 'unknown')
    return next()
  }
}
