/** /healthz: the process answers. /readyz: it can write, and is not about to stop. /metrics: numbers for Prometheus. */
import { Hono } from 'hono'
import type { EntryStore } from '../entry-store/entry-store.ts'
import { problem } from '../middleware/problem.ts'
import type { RelayEnv } from '../middleware/relay-context.ts'
import type { Metrics } from '../ops/metrics.ts'

export interface OperationsRouteDeps {
  readonly store: EntryStore
  readonly metrics: Metrics
  readonly isStopping: () => boolean
}

export function operationsRoute({ isStopping, metrics, store }: OperationsRouteDeps): Hono<RelayEnv> {
  return new Hono<RelayEnv>()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      const canWrite = await store.check().then(
        () => true,
        () => false,
      )
      return canWrite && !isStopping() ? c.json({ status: 'ready' }) : problem(c, 'unavailable')
    })
    .get('/metrics', async (c) => c.body(await metrics.text(), 200, { 'content-type': metrics.contentType }))
}
