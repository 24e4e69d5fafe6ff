/**
 * /demo is answered by a process of its own, where one is configured. The relay
 * knows nothing of it but the address: it hands the request on and the answer
 * back, under the same security headers as everything else. Rule RT26.
 */
import { Hono } from 'hono'
import { problem } from '../middleware/problem.ts'
import type { RelayContext, RelayEnv } from '../middleware/relay-context.ts'
import type { Logger } from '../ops/logger.ts'
import type { Platform } from '../platform.ts'

export interface DemoProxyDeps {
  readonly url: string | undefined
  readonly fetch: Platform['fetch']
  readonly log: Logger
}

const handedOn = ['accept', 'accept-language', 'content-type'] as const
const handedBack = ['content-type', 'location', 'cache-control', 'retry-after'] as const

export function demoProxyRoute({ fetch, log, url }: DemoProxyDeps): Hono<RelayEnv> {
  async function forward(c: RelayContext): Promise<Response> {
    if (url === undefined) return problem(c, 'unknown-or-forbidden')
    const asked = new URL(c.req.url)
    const headers = new Headers({ 'x-forwarded-host': c.req.header('host') ?? '' })
    for (const name of handedOn) {
      const value = c.req.header(name)
      if (value !== undefined) headers.set(name, value)
    }
    const body = c.req.method === 'POST' ? await c.req.arrayBuffer() : null
    try {
      const answer = await fetch(new URL(asked.pathname + asked.search, url), {
        method: c.req.method,
        headers,
        body,
        redirect: 'manual',
      })
      const back = new Headers()
      for (const name of handedBack) {
        const value = answer.headers.get(name)
        if (value !== null) back.set(name, value)
      }
      return new Response(answer.body, { status: answer.status, headers: back })
    } catch (failure) {
      log.warn('demo-unreachable', { failure })
      return problem(c, 'unavailable')
    }
  }

  return new Hono<RelayEnv>().on(['GET', 'POST'], ['/demo', '/demo/*'], forward)
}
