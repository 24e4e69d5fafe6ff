/** Starts the link's process and talks to it. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { LinkOrder } from './link-child.ts'
import type { LinkBytes, LinkShape } from './shaped-link.ts'

/** What the goals are for: a phone network on a good day. */
export const fieldLink: LinkShape = { rttMs: 150, downBitsPerSecond: 20e6, upBitsPerSecond: 5e6 }
export const fieldLinkName = '150 ms RTT, 20 Mbit/s down, 5 up'

export interface FarLink {
  readonly port: number
  readonly shape: (shape: LinkShape | null) => Promise<void>
  readonly bytes: () => Promise<LinkBytes>
  readonly close: () => void
}

export async function startFarLink(targetPort: number): Promise<FarLink> {
  const child = fork(new URL('link-child.ts', import.meta.url), {
    env: { ...process.env, TARGET_PORT: `${targetPort}` },
  })
  const port = (await answer(child)) as number

  async function ask(order: LinkOrder): Promise<LinkBytes> {
    const answered = answer(child)
    child.send(order)
    return (await answered) as LinkBytes
  }

  return {
    port,
    shape: async (shape) => void (await ask({ type: 'shape', shape })),
    bytes: () => ask({ type: 'count' }),
    close: () => child.disconnect(),
  }
}

async function answer(child: ChildProcess): Promise<unknown> {
  const [message] = await once(child, 'message')
  return message
}

export function bytesSince(before: LinkBytes, after: LinkBytes): LinkBytes {
  return { down: after.down - before.down, up: after.up - before.up }
}
