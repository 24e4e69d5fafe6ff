/** A neighbourhood that has lost every device: what its relay keeps of two people, to be opened with the kit. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copySpace } from '../../../server/ops/copy-space.ts'
import { startRelay } from '../../../server/start-relay.ts'
import { generous } from '../../../server/testing/test-relay.ts'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { createPullParser, type PullItem } from '../../../shared/protocol/pull.ts'
import { openArchive } from '../archive/open-archive.ts'
import type { Engine } from '../engine.ts'
import { demoArchiveSeed } from '../membership/archive-kit.ts'
import { createSystemClock } from '../platform/clock.ts'
import { createSystemRandom } from '../platform/random.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { doreen, idOf, intent, startNeighbourhood, sync } from './neighbourhood.ts'

export const olive = {
  ...doreen,
  personId: idOf<typeof doreen.personId>('Olive Marsh'),
  name: { family: 'Marsh', given: 'Olive', title: '', preferred: '' },
  nhsNumber: '9990000026',
}
const clock = createSystemClock()
export const openCopy = (items: readonly PullItem[], seed: Bytes = demoArchiveSeed) =>
  openArchive({ store: createMemoryDeviceStore(), clock, random: createSystemRandom() }, items, seed)

export interface Archived {
  readonly folder: string
  readonly items: readonly PullItem[]
  /** Of every epoch of every group that a device can open. */
  readonly groupKeys: readonly Bytes[]
  readonly remove: () => Promise<void>
}

async function keysOf(engine: Engine): Promise<readonly Bytes[]> {
  const { chains, keyring } = engine.admin.session()!.device
  const places = chains.all().flatMap(({ epochs, group }) => epochs.map(({ epoch }) => ({ group, epoch })))
  const keys = await Promise.all(places.map(({ epoch, group }) => keyring.groupKey(group, epoch)))
  return keys.filter((key) => key !== undefined)
}

async function mustRun(engine: Engine, command: Parameters<Engine['run']>[0]): Promise<void> {
  const ran = await engine.run(command)
  if (!ran.ok) throw new Error(ran.problem.type)
}

async function visit(engine: Engine, personId: string, found: string) {
  const { at, commandId } = intent()
  const note = { words: '', found, did: '', next: 'Back on <b>Friday</b>' }
  const written = {
    type: 'write-visit',
    at,
    commandId,
    startedAt: at,
    personId,
    visitId: null,
    observations: null,
    note,
  } as const
  await mustRun(engine, written)
}

export const picture = Uint8Array.from({ length: 2_000 }, (_, at) => (at * 11) & 255)

async function takePhoto(engine: Engine) {
  const { personId } = doreen
  const photo = { bytes: picture, mediaType: 'image/jpeg', width: 40, height: 30 } as const
  const kept = await engine.photoAct({ type: 'keep', draftKey: `visit/${personId}/unplanned`, personId, photo })
  if (kept.type !== 'kept') throw new Error(kept.type)
  const { at, commandId } = intent()
  const words = { words: '', found: 'Photographed', did: '', next: '' }
  const written = { type: 'write-visit', at, commandId, startedAt: at, personId, visitId: null } as const
  const attached = { blob: kept.photo.blob, words: 'Left shin, healing', consent: 'agreed' } as const
  await mustRun(engine, { ...written, note: words, observations: null, photo: attached })
}

/** A relay's file after its neighbourhood has lost every device, and the keys that were in it. */
export async function startArchived(): Promise<Archived> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-archive-'))
  const relay = await startRelay({ port: 0, dataDir: folder, limits: generous })
  const here = await startNeighbourhood({
    people: [doreen, olive as never],
    relay: { url: relay.url, parts: {}, stop: () => relay.stop() },
  })
  const { engine: aisha } = await here.join('Aisha Rahman', 'staff')
  const { engine: ben } = await here.join('Ben Okafor', 'staff')
  await sync(aisha, ben, aisha)
  await visit(aisha, doreen.personId, 'Crackles at both bases')
  await visit(aisha, olive.personId, 'Olive’s own words')
  const allergy = { substance: 'Penicillin', reaction: 'rash', on: '2026-06-01', reason: 'She says so' } as const
  const recorded = { type: 'record-allergy', ...intent(), personId: doreen.personId, ...allergy } as const
  await mustRun(aisha, recorded)
  await takePhoto(aisha)
  await sync(aisha)
  const act = {
    type: 'open-record',
    personId: doreen.personId,
    reason: 'cover',
    words: 'Aisha is ill',
    hours: 2,
  } as const
  const opened = await ben.accessAct(act)
  if (opened.type !== 'done') throw new Error(opened.type)
  await sync(ben, aisha)
  const groupKeys = await keysOf(aisha)
  await here.close()
  const parsed = createPullParser().push(copySpace(join(folder, 'relay.db'))!)
  if (!parsed.ok) throw new Error('the copy cannot be read')
  return { folder, items: parsed.value, groupKeys, remove: () => rm(folder, { recursive: true, force: true }) }
}
