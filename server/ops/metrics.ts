/** Numbers for Prometheus: how much and how long, never who or what. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export interface Metrics {
  readonly request: (route: string, status: number, seconds: number) => void
  readonly appended: (outcome: string) => void
  readonly attached: (outcome: string) => void
  readonly committed: (appends: number) => void
  readonly sockets: (change: 1 | -1) => void
  readonly poked: () => void
  readonly text: () => Promise<string>
  readonly contentType: string
}

export function createMetrics(options: { readonly process: boolean }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  if (options.process) collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'doorstep_request_seconds',
    help: 'Time to answer a request, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  })
  const appends = new Counter({
    name: 'doorstep_appends_total',
    help: 'Entries offered to the relay, by what became of them',
    labelNames: ['outcome'],
    registers,
  })
  const attachments = new Counter({
    name: 'doorstep_attachments_total',
    help: 'Attachments offered to the relay, by what became of them',
    labelNames: ['outcome'],
    registers,
  })
  const commit = new Histogram({
    name: 'doorstep_commit_appends',
    help: 'Entries written in one durable commit',
    buckets: [1, 4, 16, 64, 256, 1024],
    registers,
  })
  const sockets = new Gauge({ name: 'doorstep_live_sockets', help: 'Open live sockets', registers })
  const pokes = new Counter({ name: 'doorstep_pokes_total', help: 'Pokes sent', registers })
  return {
    request: (route, status, took) => seconds.observe({ route, status }, took),
    appended: (outcome) => appends.inc({ outcome }),
    attached: (outcome) => attachments.inc({ outcome }),
    committed: (count) => commit.observe(count),
    sockets: (change) => sockets.inc(change),
    poked: () => pokes.inc(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
