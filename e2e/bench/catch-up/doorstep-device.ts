/** One device that comes back: opened from its own SQLite file without signal, then let onto the shaped link. */
import { join } from 'node:path'
import { createNodeEngine } from '../../../client/engine/engine.node.ts'
import type { Engine } from '../../../client/engine/engine.ts'
import { createSystemTimer } from '../../../client/engine/platform/timer.ts'
import { createHttpRelayClient } from '../../../client/engine/sync/relay-client.http.ts'
import type { RelayClient } from '../../../client/engine/sync/relay-client.ts'
import { cheapPassphrase, passphrase, stateOf, viewOf } from '../../../client/engine/testing/neighbourhood.ts'
import type { ViewOf } from '../../../client/engine-api/queries.ts'
import { createCutNetwork } from '../../demo/cut-network.ts'
import { bytesSince, fieldLink } from '../link/far-link.ts'
import type { LinkBytes } from '../link/shaped-link.ts'
import type { World } from './doorstep-world.ts'
import {
  type BenchPerson,
  busyCount,
  type CatchUpRun,
  medicinesEach,
  notesEach,
  oldNotesEach,
  peopleCount,
} from './work.ts'

export const deviceFile = 'device.db'

export async function comeBack(
  { farUrl, link }: World,
  folder: string,
  people: readonly BenchPerson[],
): Promise<CatchUpRun> {
  const network = createCutNetwork()
  network.cut()
  const timer = createSystemTimer()
  const watched = watchSession(createHttpRelayClient({ origin: farUrl, network, timer }), link.bytes)
  const opening = performance.now()
  const engine: Engine = createNodeEngine({
    ...{ relayUrl: farUrl, file: join(folder, deviceFile), relay: watched.relay, network, timer },
    ...{ receipts: false, passphraseCost: cheapPassphrase },
  })
  await stateOf(engine, ({ type }) => type === 'locked')
  await engine.unlock(passphrase)
  await viewOf(engine, 'people', { search: '' }, ({ total }) => total >= peopleCount)
  const openMs = performance.now() - opening
  await engine.settle()

  await link.shape(fieldLink)
  network.mend()
  const connecting = performance.now()
  const wentOnline = Date.now()
  const reached = viewOf(
    engine,
    'sync',
    {},
    ({ lastContactAt }) => lastContactAt !== null && lastContactAt > wentOnline,
  )
  void engine.syncNow()
  await reached
  await viewOf(engine, 'person', { personId: people[busyCount - 1]!.personId }, isWhole)
  const pulled: Mark = { at: performance.now(), bytes: await link.bytes() }
  await checkAll(engine, people)
  await engine.settle()
  const opened = watched.opened()
  await link.shape(null)
  await engine.close()
  const { down, up } = bytesSince(opened.bytes, pulled.bytes)
  return { openMs, setUpMs: opened.at - connecting, catchUpMs: pulled.at - opened.at, down, up }
}

interface Mark {
  readonly at: number
  /** What the link had carried by then. */
  readonly bytes: LinkBytes
}

/** Notes when the session was there. */
function watchSession(relay: RelayClient, bytesNow: () => Promise<LinkBytes>) {
  let opened: Mark | undefined
  return {
    relay: {
      ...relay,
      openSession: async (...request) => {
        const session = await relay.openSession(...request)
        if (session.ok) opened = { bytes: await bytesNow(), at: performance.now() }
        return session
      },
    } satisfies RelayClient as RelayClient,
    opened: () => {
      if (opened === undefined) throw new Error('bench: no session was opened')
      return opened
    },
  }
}

function isWhole({ medicines, story }: ViewOf<'person'>): boolean {
  return story.length === oldNotesEach + notesEach && medicines.length === medicinesEach
}

/** Not timed: the time is worth nothing unless every row answers. */
async function checkAll(engine: Engine, people: readonly BenchPerson[]): Promise<void> {
  for (const [index, { personId }] of people.entries()) {
    const isBusy = index < busyCount
    const { medicines, story } = await viewOf(engine, 'person', { personId })
    const notes = oldNotesEach + (isBusy ? notesEach : 0)
    if (story.length !== notes || medicines.length !== (isBusy ? medicinesEach : 0)) {
      throw new Error(`bench: person ${index} has ${story.length} notes and ${medicines.length} medicines`)
    }
  }
}
