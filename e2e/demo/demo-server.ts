/** Answers /demo, which the relay hands on to this process. A join link is minted at each click and shown once. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { demoPage, demoStyle, doors } from './demo-page.ts'

export interface DemoServerDeps {
  readonly spaceName: string
  readonly port: number
  /** The part of an invite link that begins with '#'. */
  readonly mintInvite: (key: string) => Promise<string>
}

export interface DemoServer {
  readonly close: () => Promise<void>
}

export function createDemoApp({ mintInvite, spaceName }: Omit<DemoServerDeps, 'port'>): Hono {
  return new Hono()
    .get('/demo', (c) => c.html(demoPage(spaceName)))
    .get('/demo/demo.css', (c) => c.body(demoStyle, 200, { 'content-type': 'text/css; charset=utf-8' }))
    .get('/demo/join/:key', async (c) => {
      const key = c.req.param('key')
      if (!doors.some((door) => door.key === key)) return c.notFound()
      const host = c.req.header('x-forwarded-host') ?? c.req.header('host') ?? 'localhost'
      const fragment = await mintInvite(key)
      c.header('cache-control', 'no-store')
      return c.redirect(`http://${key}.localhost:${host.split(':')[1] ?? '80'}/${fragment}`, 303)
    })
}

export async function startDemoServer(deps: DemoServerDeps): Promise<DemoServer> {
  const server = serve({ fetch: createDemoApp(deps).fetch, port: deps.port, hostname: '127.0.0.1' })
  await new Promise<void>((resolve) => server.once('listening', resolve))
  return { close: () => new Promise((resolve) => server.close(() => resolve())) }
}
