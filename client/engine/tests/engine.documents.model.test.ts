/**
 * Three of the team change every kind of document at random, apart and together,
 * through the relay on a real file and a wire that loses, repeats and delays, and
 * are killed and started again. Once they have met they hold the same documents
 * and show the same, conflicts and warnings among it (DC15, SC15).
 * Every field that is written has a policy (CF1).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSqliteEntryStore } from '../../../server/entry-store/entry-store.sqlite.ts'
import type { Bytes } from '../../../shared/lib/bytes.ts'
import { type DocumentKind, documentKinds } from '../../../shared/lib/doc-id.ts'
import type { MemberId, PersonId } from '../../../shared/lib/ids.ts'
import { moreRuns, propertyRuns, propertyTimeout } from '../../../shared/testing/property-runs.ts'
import { testNow } from '../../../shared/testing/test-space.ts'
import { conflictPolicies } from '../../domain/conflicts.ts'
import type { Engine } from '../engine.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { documentState, warningState, withoutArrival } from '../testing/document-state.ts'
import { editsByKind } from '../testing/edits/by-kind.ts'
import type { Edit, Place } from '../testing/edits/edit.ts'
import { createMemoryRelay, type Fate, type MemoryRelay, type Wire } from '../testing/memory-relay.ts'
import {
  doreen,
  idOf,
  joinWith,
  memoryRelayPlace,
  must,
  type Neighbourhood,
  openState,
  passphrase,
  startNeighbourhood,
  sync,
  viewOf,
} from '../testing/neighbourhood.ts'

interface Device {
  engine: Engine
  store: MemoryDeviceStore
  readonly wire: Wire
}

const team = ['Aisha Rahman', 'Priya Patel', 'Ben Okafor']
const members = team.map((name) => idOf<MemberId>(name))
const asked = propertyRuns({ numRuns: 6, seed: 20_261_128 })
/** All that there may be. */
const { numRuns } = moreRuns(asked)
/** Two a run: one whose documents are changed, and one a visit may be meant for. */
const people = Array.from({ length: 2 * numRuns }, (_, n) => ({ ...doreen, personId: idOf<PersonId>(`person ${n}`) }))
const folder = mkdtempSync(join(tmpdir(), 'doorstep-three-'))

let memory: MemoryRelay
let here: Neighbourhood
let devices: readonly Device[]
let runs = 0
let commands = 0
let disputed = 0
let warned = 0

beforeAll(async () => {
  const store = createSqliteEntryStore({
    path: join(folder, 'relay.db'),
    quota: { groupBytes: 1e9, spaceBytes: 1e9, quarantineBytes: 1e6 },
    now: () => testNow,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
  })
  memory = createMemoryRelay({ store })
  here = await startNeighbourhood({ relay: memoryRelayPlace(memory), people: people as never })
  must(await here.robot.admin.setRound(doreen.roundId, members))
  for (const { personId } of people) must(await here.robot.admin.ensureCircle(personId))
  const joined: Device[] = []
  for (const name of team) joined.push(await joinAs(name))
  devices = joined
  await sync(here.robot, ...engines(), ...engines())
  setFates(offline)
  // A person for each run: by hand there are thousands.
}, propertyTimeout(60_000))

afterAll(async () => {
  await here.close()
  rmSync(folder, { recursive: true, force: true })
})

async function joinAs(name: string): Promise<Device> {
  const wire = memory.wire()
  const { engine, store } = here.device({ network: wire })
  await joinWith(engine, await here.invite(name, 'staff'))
  await sync(here.robot)
  await openState(engine)
  await sync(engine)
  return { engine, store, wire }
}

const engines = () => devices.map(({ engine }) => engine)

/** Between syncs there is no signal. */
const offline: Fate = 'request-lost'

function setFates(fate: Fate): void {
  for (const { wire } of devices) wire.setFate(fate)
}

async function restart(device: Device): Promise<void> {
  const store = device.store.reopen()
  const { engine } = here.device({ network: device.wire, store })
  device.engine = engine
  device.store = store
  expect(await engine.unlock(passphrase)).toEqual({ ok: true })
  await engine.settle()
}

function newPlace(): Place {
  const [person, other] = people.slice(2 * runs, 2 * runs + 2)
  if (person === undefined || other === undefined) throw new Error('more runs than people')
  const date = new Date(testNow + 86_400_000 * (runs + 1)).toISOString().slice(0, 10)
  runs += 1
  const intent = () => {
    commands += 1
    memory.clock.advance(60_000)
    return { commandId: idOf<string>(`three ${commands}`), at: memory.clock.now() }
  }
  const group = here.robot.admin.privateGroup(person.personId)
  if (group === null) throw new Error('nobody has a group')
  return { group, personId: person.personId, otherId: other.personId, date, members, intent }
}

interface Step {
  readonly label: string
  readonly run: (place: Place) => Promise<void>
}

const anybody = fc.nat({ max: 2 })
const fates = fc.constantFrom<Fate>(
  'delivered',
  'delivered',
  'request-lost',
  'reply-lost',
  'stream-cut',
  'twice',
  'late',
)

interface Drawn {
  readonly kind: DocumentKind
  readonly edit: Edit
}

/** How each kind of thing that was done ended. */
const outcomes = new Map<string, number>()

async function change(who: number, { edit, kind }: Drawn, place: Place, which: number): Promise<void> {
  const outcome = await edit.run(devices[who]!.engine, place, which)
  if (outcome === null) return
  for (const did of [kind, edit.what]) {
    const said = `${did}: ${outcome.ok ? 'done' : outcome.problem.type}`
    outcomes.set(said, (outcomes.get(said) ?? 0) + 1)
  }
  if (!outcome.ok) expect(['disk', 'no-space', 'not-open', 'not-allowed']).not.toContain(outcome.problem.type)
}

const which = fc.nat({ max: 2 })
const drawn = (kind: DocumentKind, edit: fc.Arbitrary<Edit>) => edit.map((one): Drawn => ({ kind, edit: one }))

/** Something of every kind is there before they part. */
const beginning = fc
  .tuple(...documentKinds.flatMap((kind) => editsByKind[kind].begin.map((edit) => drawn(kind, edit))))
  .map((each) => stepOf(0, each, 0))

const alone = documentKinds.map((kind) =>
  fc
    .tuple(anybody, fc.oneof(...editsByKind[kind].edits.map((edit) => drawn(kind, edit))), which)
    .map(([who, one, number]) => stepOf(who, [one], number)),
)

const meeting: Step = { label: 'all meet', run: meet }

/** One after another, each at a device of their own, none of whom sees the other's. */
const apart = (kind: DocumentKind, edit: fc.Arbitrary<Edit>) =>
  fc
    .tuple(fc.array(drawn(kind, edit), { minLength: 2, maxLength: 3 }), which)
    .map(([each, number]) => inTurn(`apart`, ...each.map((one, who) => stepOf(who, [one], number))))

const anyApart = documentKinds.map((kind) => fc.oneof(...editsByKind[kind].edits.map((edit) => apart(kind, edit))))

/** They disagree, meet, and go on: edits are refused, one or two decide. */
const questions = documentKinds.flatMap((kind) => {
  const { asks } = editsByKind[kind]
  if (asks === undefined) return []
  const after = fc.oneof(
    fc.tuple(anybody, drawn(kind, asks.disagree), which).map(([who, one, number]) => stepOf(who, [one], number)),
    apart(kind, asks.decide),
  )
  return fc
    .tuple(apart(kind, asks.disagree), fc.array(after, { minLength: 1, maxLength: 2 }))
    .map(([first, rest]) => inTurn('a question', meeting, first, meeting, ...rest))
})

function inTurn(label: string, ...steps: readonly Step[]): Step {
  return {
    label: `${label}: ${steps.map((each) => each.label).join('; ')}`,
    run: async (place) => {
      for (const { run } of steps) await run(place)
    },
  }
}

function stepOf(who: number, each: readonly Drawn[], number: number): Step {
  return {
    label: `${who} ${each.map(({ edit }) => edit.label).join(', ')} (${number})`,
    run: async (place) => {
      for (const one of each) await change(who, one, place, number)
    },
  }
}

const travel = fc.tuple(anybody, fates).map(
  ([who, fate]): Step => ({
    label: `${who} syncs, ${fate}`,
    run: async () => {
      const { engine, wire } = devices[who]!
      wire.setFate(fate)
      await sync(engine)
      wire.setFate(offline)
    },
  }),
)
const kill = anybody.map(
  (who): Step => ({ label: `${who} is killed and started again`, run: () => restart(devices[who]!) }),
)
const step = fc.oneof(
  ...alone.map((arbitrary) => ({ arbitrary, weight: 1 })),
  ...anyApart.map((arbitrary) => ({ arbitrary, weight: 1 })),
  ...questions.map((arbitrary) => ({ arbitrary, weight: 1 })),
  { arbitrary: travel, weight: 5 },
  { arbitrary: kill, weight: 1 },
)

async function meet(): Promise<void> {
  setFates('delivered')
  for (let round = 0; round < 2; round++) await sync(...engines())
  setFates(offline)
}

async function expectSame(place: Place): Promise<void> {
  for (const kind of documentKinds) {
    const { keyOf, shown } = editsByKind[kind]
    const key = keyOf(place)
    const [first, ...others] = await Promise.all(engines().map((engine) => documentState(engine, kind, key)))
    expect(first?.rows, `${kind}: rows are what the document says`).toEqual(first?.anew)
    for (const other of others) expect(other, kind).toEqual(first)
    expect(Object.keys(conflictPolicies[kind]), `${kind}: every field has a policy`).toEqual(
      expect.arrayContaining([...(first?.fields ?? [])]),
    )
    const [seen, ...also] = await Promise.all(
      engines().map(async (engine) => withoutArrival(await shown(engine, place))),
    )
    for (const other of also) expect(other, `${kind}, as shown`).toEqual(seen)
    if (JSON.stringify(seen).includes('"conflict"')) disputed += 1
  }
  const [first, ...others] = await Promise.all(engines().map((engine) => warningState(engine, place.personId)))
  expect(first?.stored).toEqual(first?.anew)
  for (const other of others) expect(withoutArrival(other.stored)).toEqual(withoutArrival(first?.stored))
  if (first?.stored != null) warned += 1
}

async function expectNothingLeft(): Promise<void> {
  for (const engine of engines()) {
    const { needsYou, parked, waiting } = await viewOf(engine, 'sync', {})
    expect({ needsYou, parked, waiting }).toEqual({ needsYou: [], parked: [], waiting: [] })
    expect(await engine.admin.session()!.device.sealedStore.list('docs', 'pending')).toMatchObject({ items: [] })
  }
}

test(
  'DC15 SC15 CF1 whatever three people change, wherever it is lost, all end with the same and show the same',
  async () => {
    const history = fc.tuple(beginning, fc.array(step, { minLength: 20, maxLength: 32 }))
    const property = fc.asyncProperty(history, async ([first, rest]) => {
      const place = newPlace()
      await first.run(place)
      await meet()
      for (const { run } of rest) await run(place)
      await meet()
      await expectNothingLeft()
      await expectSame(place)
      for (const device of devices) await restart(device)
      await expectSame(place)
    })
    await fc.assert(property, { ...asked, endOnFailure: true })
    for (const kind of documentKinds) expect(outcomes.get(`${kind}: done`), kind).toBeGreaterThanOrEqual(3 * numRuns)
    const isDecided = [...outcomes.keys()].some((said) => said.startsWith('decides on') && said.endsWith('done'))
    const met = { isDecided, isDisputed: disputed > 3, isWarned: warned > 1 }
    expect(met, [...outcomes].join()).toEqual({ isDecided: true, isDisputed: true, isWarned: true })
  },
  propertyTimeout(120_000),
)

test('DC15 every kind of document has edits of its own to draw from', () => {
  expect(Object.keys(editsByKind).sort()).toEqual([...documentKinds].sort())
})
