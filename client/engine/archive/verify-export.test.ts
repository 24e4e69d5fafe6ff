/** AV480 and AV481: a team that replaced its kit, and exports that each of them signed. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bytesToHex, utf8ToBytes } from '../../../shared/lib/bytes.ts'
import type { Arrival, Instant, PersonId } from '../../../shared/lib/ids.ts'
import type { PullItem } from '../../../shared/protocol/pull.ts'
import { seededBytes } from '../../../shared/testing/test-device.ts'
import type { Engine } from '../engine.ts'
import { type ArchiveKit, openArchiveKit } from '../membership/archive-kit.ts'
import { createSystemRandom } from '../platform/random.ts'
import { createMemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createFoundedPlace, type FoundedPlace, sheetsOf } from '../testing/founded-team.ts'
import { doreen, idOf, must, openState, sync, viewOf } from '../testing/neighbourhood.ts'
import { type KitHistory, readKitHistory } from './kit-history.ts'
import { readKit } from './read-kit.ts'
import { signExport } from './sign-export.ts'
import { kitLines, verifyExport } from './verify-export.ts'

const day = 24 * 60 * 60_000
const person = doreen.personId
const somebodyElse = idOf<PersonId>('Somebody else')

let place: FoundedPlace
let lena: Engine
let ben: Engine
let older: ArchiveKit
let newer: ArchiveKit
let agreedAt: Instant
let replacedAt: Instant
/** The relay's copy before and after the kit was replaced. */
let before: KitHistory
let history: KitHistory

async function approveNewest(): Promise<void> {
  await sync(lena, ben)
  const [open] = (await viewOf(ben, 'team-devices', {})).proposals.filter(({ state }) => state === 'open')
  expect(await ben.teamAct({ type: 'approve', proposalId: open!.proposalId })).toEqual({ type: 'done' })
  await sync(lena, ben, lena)
}

async function copy(): Promise<readonly PullItem[]> {
  const { controlLog } = lena.admin.session()!.device
  return (await controlLog.read()).map(({ bytes }, at) => {
    return { type: 'entry', arrival: (at + 1) as Arrival, bytes, storedAt: place.memory.clock.now() }
  })
}

async function read(items: readonly PullItem[]) {
  const { clock } = place.memory
  return readKitHistory({ store: createMemoryDeviceStore(), clock, random: createSystemRandom() }, items)
}

beforeAll(async () => {
  place = await createFoundedPlace()
  const { clock } = place.memory
  lena = await place.found()
  await openState(lena)
  const [one, two] = await sheetsOf(lena)
  await lena.kitAct({ type: 'give-back', sheets: [one, two] })
  older = must(await readKit([one, two]))
  ben = await place.letIn(lena, 'admin', 'Ben Okoro')
  await sync(lena, ben, lena)
  must(await lena.admin.ensurePeople([doreen]))
  clock.advance(10 * day)
  const asked = { type: 'propose-export', personId: person, reason: 'She asks what is kept of her' } as const
  expect(await lena.teamAct(asked)).toEqual({ type: 'proposed' })
  await approveNewest()
  agreedAt = clock.now()
  before = must(await read(await copy()))
  clock.advance(60 * day)
  const given = await lena.kitAct({ type: 'make-new' })
  if (given.type !== 'sheets') throw new Error(given.type)
  const [first, second] = given.sheets as readonly [string, string, string]
  expect(await lena.kitAct({ type: 'give-back-new', sheets: [first, second] })).toEqual({ type: 'proposed' })
  await approveNewest()
  newer = must(await readKit([first, second]))
  replacedAt = clock.now()
  history = must(await read(await copy()))
})
afterAll(() => place.close())

const keyOf = ({ root }: ArchiveKit) => bytesToHex(root.publicKey)
const files = new Map([['record.html', utf8ToBytes('<!doctype html><p>Doreen</p>')]])
const made = (kit: ArchiveKit, madeAt: number, about: PersonId = person) =>
  signExport(kit.root, { madeAt: madeAt as Instant, person: about }, files)
const verify = async (kit: ArchiveKit, madeAt: number, about?: PersonId, with_: KitHistory | null = history) =>
  verifyExport(await made(kit, madeAt, about), keyOf(newer), with_)
const refused = (words: RegExp) => ({ faults: [expect.stringMatching(words)], said: [] })

test('AV480 every kit and its time is read off a copy, without a sheet', async () => {
  const [first, second, ...rest] = history.kits
  expect(rest).toEqual([])
  expect(first).toEqual({ key: keyOf(older), from: null, until: second!.from })
  expect(second).toEqual({ key: keyOf(newer), from: expect.any(Number), until: null })
  expect(Math.abs(second!.from! - replacedAt)).toBeLessThan(day)
  expect(before.kits).toEqual([{ key: keyOf(older), from: null, until: null }])
  const lines = kitLines(history)
  expect(lines[0]).toContain(`${keyOf(older)}, since the team was founded, until `)
  expect(lines[1]).toMatch(/It holds\.$/)
  expect(await read([])).toEqual({ ok: false, error: 'empty' })
})

test('AV480 whoever knows the kit that holds checks an older export with a copy, and without one is told what is missing', async () => {
  const alone = await verify(older, agreedAt + day, person, null)
  expect(alone.faults).toEqual([
    expect.stringContaining('not signed by this kit'),
    expect.stringContaining('verify FOLDER KEY COPY'),
  ])
  const { faults, said } = await verify(older, agreedAt + day)
  expect(faults).toEqual([])
  expect(said.join('\n')).toMatch(/an earlier kit of this team, which held until \d\d-[A-Z]/)
  expect(said.join('\n')).toMatch(/That day is the word of whoever signed it/)
  expect((await verify(newer, replacedAt + day)).faults).toEqual([])
  expect((await verify(newer, replacedAt + day, person, null)).faults).toEqual([])
})

test('AV481 a thief of the old kit makes no export later than its end, none that nobody agreed to, and of nobody else', async () => {
  for (const later of [0, 1, 40 * day])
    expect(await verify(older, history.kits[0]!.until! + later)).toEqual(
      refused(/says that it was made .* Do not rely on it\.$/),
    )
  // With a clock set back: only where an export was agreed to.
  for (const earlier of [-2 * day, 32 * day, 50 * day])
    expect(await verify(older, agreedAt + earlier)).toEqual(refused(/had not agreed to an export of this person/))
  expect(await verify(older, agreedAt + day, somebodyElse)).toEqual(refused(/had not agreed/))
  const { root } = await openArchiveKit(seededBytes('a kit of nobody', 32))
  const foreign = await verifyExport(await signExport(root, { madeAt: agreedAt, person }, files), keyOf(newer), history)
  expect(foreign).toEqual(refused(/not signed by this kit/))
  const changed = new Map([...(await made(older, agreedAt + day)), ['record.html', utf8ToBytes('changed')] as const])
  expect(await verifyExport(changed, keyOf(newer), history)).toEqual(refused(/was changed after it was made/))
})

test('AV480 a copy whose last kit is another one proves nothing: from before the change, or a thief’s own team', async () => {
  const other = refused(/has another signing key/)
  expect(await verify(older, agreedAt + day, person, before)).toEqual(other)
  expect(await verifyExport(await made(older, agreedAt + day), keyOf(older), history)).toEqual(other)
})

test('AV481 what the kit that holds signed without an agreement is whole, and says so', async () => {
  const { faults, said } = await verify(newer, replacedAt + day)
  expect(faults).toEqual([])
  expect(said).toEqual([
    expect.stringMatching(/^Whole, and as it was made/),
    expect.stringMatching(/^Two administrators had not agreed to an export of this person/),
  ])
})
