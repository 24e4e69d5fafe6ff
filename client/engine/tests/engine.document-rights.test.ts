/** RX311, CM311: the relay and every device ask one table who writes what; and what honest devices write, it lets in. */
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { words } from '../../../server/testing/test-relay.ts'
import { docIdOf, documentKinds, settingsKey } from '../../../shared/lib/doc-id.ts'
import {
  type Arrival,
  type DocId,
  type GroupId,
  type Instant,
  type MemberId,
  type PersonId,
  zeroDoc,
} from '../../../shared/lib/ids.ts'
import { canWrite } from '../../../shared/membership/rights.ts'
import type { ContentEntry, ContentKind } from '../../../shared/protocol/entry.ts'
import type { Engine } from '../engine.ts'
import { contentFields } from '../membership/testing/world.ts'
import type { StreamItem } from '../sync/relay-client.ts'
import { editsByKind } from '../testing/edits/by-kind.ts'
import { ask, type Place } from '../testing/edits/edit.ts'
import { createMemoryRelay, type MemoryRelay } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

const { personId } = doreen
const roles = {
  Aisha: 'staff',
  Priya: 'staff',
  Doreen: 'patient',
  Karen: 'family',
  Sol: 'associate',
} as const
type Name = keyof typeof roles

let memory: MemoryRelay
let here: Neighbourhood
let engines: Readonly<Record<Name | 'Robot', Engine>>
let count = 0

beforeEach(async () => {
  memory = createMemoryRelay()
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory) })
  const joined: Partial<Record<Name, Engine>> = {}
  for (const name of Object.keys(roles) as Name[]) joined[name] = await join(name)
  engines = { ...(joined as Record<Name, Engine>), Robot: here.robot }
  must(await here.robot.admin.setRound(doreen.roundId, [idOf<MemberId>('Aisha'), idOf<MemberId>('Priya')]))
  for (const name of ['Karen', 'Sol']) must(await here.robot.admin.letIntoCircle(personId, idOf<MemberId>(name)))
  await meet()
  return () => here.close()
})

async function join(name: Name): Promise<Engine> {
  const role = roles[name]
  const { engine } = here.device({ network: memory.wire() })
  await joinWith(engine, await here.invite(name, role, role === 'patient' || role === 'family' ? personId : undefined))
  await sync(here.robot)
  await openState(engine)
  await sync(engine, here.robot, engine)
  return engine
}

async function meet(): Promise<void> {
  for (let round = 0; round < 3; round++) await sync(...Object.values(engines))
}

const sessionOf = (name: keyof typeof engines) => engines[name].admin.session()!
const chainsAt = (name: keyof typeof engines) => sessionOf(name).device.chains

/** The groups in which the device may write at all. */
function groupsOf(name: keyof typeof engines): readonly GroupId[] {
  const { chains, device } = sessionOf(name).device
  const team = chains.team()
  const mayWrite = chains.all().filter((chain) => canWrite(chain, chain.kind === 'team' ? undefined : team, device))
  return mayWrite.map(({ group }) => group)
}

const entryKinds = ['change', 'record', 'audit', 'snapshot'] as const satisfies readonly ContentKind[]

/** Every document and conversation there is, what is nobody's, and days that are too far away. */
function docsHere(): readonly DocId[] {
  const dayAt = (days: number) => new Date(memory.clock.now() + days * 86_400_000).toISOString().slice(0, 10)
  const people = [personId, idOf<PersonId>('somebody else')]
  const keysOf = { 'team-settings': [settingsKey], diary: [dayAt(0), dayAt(400), dayAt(401)] }
  const kinds = documentKinds.filter((kind) => kind !== 'thread')
  const computed = kinds.flatMap((kind) =>
    (kind === 'diary' || kind === 'team-settings' ? keysOf[kind] : people).map((key) => docIdOf(kind, key)),
  )
  const groups = chainsAt('Robot').groups()
  return [zeroDoc, idOf<DocId>('no document'), ...groups.map((group) => docIdOf('thread', group)), ...computed]
}

interface Cell {
  readonly kind: ContentKind
  readonly doc: DocId
}

interface Writing {
  readonly who: keyof typeof engines
  readonly group: GroupId
}

const rubbish = new Uint8Array([1, 2, 3])

/** Signed and sealed by its device, in the order of its feed, which goes on only where `stays` says so. */
async function sealAll({ group, who }: Writing, cells: readonly Cell[], stays: (at: number) => boolean) {
  const { chains, feeds, sealer } = sessionOf(who).device
  let { head, next } = feeds.of(group)
  const sealed: ContentEntry[] = []
  for (const [at, cell] of cells.entries()) {
    const place = { ...cell, seq: next, prev: head, writtenAt: memory.clock.now() }
    const entry = must(await sealer.seal(contentFields(chains, group, place), rubbish))
    sealed.push(entry)
    if (stays(at)) [next, head] = [next + 1, entry.id]
  }
  return sealed
}

/** What another device parks as nobody's to write there; what lies behind is broken, which it says otherwise. */
async function parkedBy(reader: keyof typeof engines, entries: readonly ContentEntry[]): Promise<readonly boolean[]> {
  const { device, receiver } = sessionOf(reader)
  const items = entries.map(
    ({ bytes }): StreamItem => ({ type: 'entry', arrival: 1_000 as Arrival, bytes, storedAt: 1 as Instant }),
  )
  must(await receiver.take(items, []))
  const reasons = new Map(device.parked.refused().map(({ id, reason }) => [id as string, reason]))
  expect(entries.filter(({ id }) => !reasons.has(id))).toEqual([])
  return entries.map(({ id }) => ['wrong-place', 'unknown-kind'].includes(reasons.get(id)!))
}

test('RX311 AD311 relay and devices agree on every role, kind of group, kind of entry and document', async () => {
  const docs = docsHere()
  // Of entries that belong to no document, three stand for all.
  const some = [zeroDoc, docs[2]!, docIdOf('person', personId)]
  const cells = entryKinds.flatMap((kind) =>
    (kind === 'change' || kind === 'record' ? docs : some).map((doc): Cell => ({ kind, doc })),
  )
  const seen = new Set<string>()
  for (const who of ['Robot', 'Aisha', 'Doreen', 'Karen', 'Sol'] as const) {
    for (const group of groupsOf(who)) {
      const { kind } = chainsAt(who).state(group)!
      const reader = who === 'Aisha' ? 'Priya' : 'Aisha'
      const isParked = await parkedBy(reader, await sealAll({ group, who }, cells, () => true))
      const said = words(await memory.relay.push(await sealAll({ group, who }, cells, (at) => !isParked[at])))
      const byRelay = cells.map((cell, at) => ({ who, in: kind, ...cell, isParked: said[at] !== 'stored' }))
      expect(byRelay).toEqual(cells.map((cell, at) => ({ who, in: kind, ...cell, isParked: isParked[at] })))
      expect(said.filter((word) => word !== 'stored' && word !== 'unknown-or-forbidden')).toEqual([])
      expect(said).toContain('stored')
      seen.add(`${who} ${kind}`)
    }
  }
  expect([...seen].sort()).toEqual([
    ...['Aisha care', 'Aisha circle', 'Aisha private', 'Aisha team', 'Doreen circle', 'Doreen private'],
    ...['Karen circle', 'Karen private', 'Robot care', 'Robot circle', 'Robot private', 'Robot team', 'Sol circle'],
  ])
})

test('RX311 a message cannot be put into another group’s conversation by the document its entry names', async () => {
  const { circle, own } = {
    circle: chainsAt('Aisha').circleOf(personId)!,
    own: here.robot.admin.privateGroup(personId)!,
  }
  const { device, writer } = sessionOf('Karen')
  const { writeMessage } = await import('../../domain/records/message.ts')
  const record = must(
    writeMessage(
      { text: 'From the nurse: stop the tablets', answers: null },
      device.baseOf(personId, memory.clock.now()),
    ),
  )
  const label = { kind: 'message', personId } as const
  const draft = { kind: 'record', group: circle.group, priority: 'ordinary', records: [record], label } as const
  const sent = (doc: DocId) =>
    writer.inTurn(() => writer.write({ entries: [{ ...draft, doc }], alongside: [], sealedAlongside: [] }))
  expect(await sent(docIdOf('thread', own))).toEqual({ ok: false, error: { type: 'not-allowed' } })
  expect((await sent(docIdOf('thread', circle.group))).ok).toBe(true)
})

function placeHere(): Place {
  const intent = () => {
    count += 1
    memory.clock.advance(60_000)
    return { commandId: idOf<string>(`right ${count}`), at: memory.clock.now() }
  }
  const date = new Date(memory.clock.now()).toISOString().slice(0, 10)
  const members = [idOf<MemberId>('Aisha'), idOf<MemberId>('Priya')]
  const group = here.robot.admin.privateGroup(personId)!
  return { group, personId, otherId: personId, date, members, intent }
}

test('CM311 whatever honest people of each role write, the relay takes: nothing of theirs is held up', async () => {
  const place = placeHere()
  for (const kind of documentKinds) {
    for (const begin of editsByKind[kind].begin) {
      const [edit] = fc.sample(begin, { numRuns: 1, seed: 7 })
      expect([edit!.what, await edit!.run(engines.Aisha, place, 0)]).toEqual([edit!.what, { ok: true }])
    }
  }
  const talks = (name: Name) => groupsOf(name).filter((group) => chainsAt(name).state(group)?.kind !== 'board')
  for (const name of Object.keys(roles) as Name[]) {
    for (const group of talks(name)) {
      const message = {
        type: 'send-message',
        threadId: docIdOf('thread', group),
        text: 'Good morning',
        answers: null,
      } as const
      expect([name, await ask(engines[name], place, message)]).toEqual([name, { ok: true }])
    }
  }
  for (const name of ['Doreen', 'Karen', 'Sol'] as const) {
    const task = { title: `Shopping, ${name}`, details: '', due: null, priority: 'whenever' } as const
    expect(await ask(engines[name], place, { type: 'add-task', personId, circle: true, task, take: true })).toEqual({
      ok: true,
    })
  }
  const visit = { visitId: null, observations: null, startedAt: memory.clock.now(), personId } as const
  const written = { words: 'Good night’s sleep', found: 'Well', did: 'Dressing', next: 'Again on Monday' }
  expect(await ask(engines.Aisha, place, { type: 'write-visit', ...visit, note: written })).toEqual({ ok: true })
  expect(await ask(engines.Aisha, place, { type: 'start-visit', personId, visitId: null })).toEqual({ ok: true })
  expect(await ask(engines.Priya, place, { type: 'note-opened', personId })).toEqual({ ok: true })
  const shared = { type: 'set-sharing', personId, memberId: idOf<MemberId>('Karen'), kind: 'visits', on: true } as const
  expect(await ask(engines.Doreen, place, shared)).toEqual({ ok: true })
  await meet()
  for (const name of Object.keys(engines) as (keyof typeof engines)[]) {
    const { feeds, parked } = sessionOf(name).device
    expect([name, feeds.all().flatMap(({ stuck }) => stuck ?? []), parked.refused()]).toEqual([name, [], []])
    expect([name, (await viewOf(engines[name], 'sync', {})).waiting]).toEqual([name, []])
  }
})

test('CM311 DC8 no device seals what the table forbids, and a day that no colleague would take is said so at once', async () => {
  const { writer } = sessionOf('Sol')
  const { group } = chainsAt('Sol').circleOf(personId)!
  const label = { kind: 'medicines', personId } as const
  const draft = { kind: 'change', group, priority: 'ordinary', payload: rubbish, rows: [], drops: [], label } as const
  const write = (doc: DocId) =>
    writer.inTurn(() => writer.write({ entries: [{ ...draft, doc }], alongside: [], sealedAlongside: [] }))
  expect(await write(docIdOf('medicines', personId))).toEqual({ ok: false, error: { type: 'not-allowed' } })
  expect((await viewOf(engines.Sol, 'sync', {})).waiting).toEqual([])
  const place = placeHere()
  const dayIn = (days: number) => new Date(memory.clock.now() + days * 86_400_000).toISOString().slice(0, 10)
  const visit = {
    type: 'plan-visit',
    personId,
    memberId: '',
    from: null,
    to: null,
    window: 'morning',
    reason: 'Review',
  } as const
  const plan = (days: number) => ask(engines.Aisha, place, { ...visit, date: dayIn(days) })
  expect(await plan(402)).toMatchObject({ ok: false, problem: { type: 'implausible', field: 'date' } })
  expect(await plan(399)).toEqual({ ok: true })
})
