/** A sheet was lost: Lena makes a new recovery kit and Ben says yes; through the real relay in memory. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Instant } from '../../../shared/lib/ids.ts'
import { encodeRecoveryFragment, recoveryHash } from '../../../shared/protocol/recovery-link.ts'
import { seededBytes } from '../../../shared/testing/test-device.ts'
import { groupAdminOf } from '../admin/group-admin-of.ts'
import { readKit } from '../archive/read-kit.ts'
import { joinShares, readShare } from '../archive/shares.ts'
import type { Engine } from '../engine.ts'
import { createSystemRandom } from '../platform/random.ts'
import type { MemoryDeviceStore } from '../storage/device-store.memory.ts'
import { createFoundedPlace, type FoundedPlace, sheetsOf, teamOf } from '../testing/founded-team.ts'
import { doreen, intent, must, openState, passphrase, stateOf, sync, viewOf } from '../testing/neighbourhood.ts'
import { watchWhatIsSealed } from '../testing/what-was-sealed.ts'

type Sheets = readonly [string, string, string]

let place: FoundedPlace
let wire: ReturnType<FoundedPlace['memory']['wire']>
let store: MemoryDeviceStore
let lena: Engine
let ben: Engine
let old: Sheets

beforeEach(async () => {
  place = await createFoundedPlace()
  wire = place.memory.wire()
  const device = place.device(wire)
  ;({ engine: lena, store } = device)
  expect(await lena.found(place.asked())).toEqual({ ok: true })
  await openState(lena)
  old = await sheetsOf(lena)
  await lena.kitAct({ type: 'give-back', sheets: [old[0], old[1]] })
  place.memory.clock.advance(90 * 24 * 3_600_000)
  await sync(lena)
  ben = await place.letIn(lena, 'admin', 'Ben Okoro')
  await sync(lena, ben, lena)
})
afterEach(() => place.close())

async function newSheets(): Promise<Sheets> {
  const given = await lena.kitAct({ type: 'make-new' })
  if (given.type !== 'sheets') throw new Error(JSON.stringify(given))
  return given.sheets as Sheets
}
const giveBack = (one: string, two: string, by = lena) => by.kitAct({ type: 'give-back-new', sheets: [one, two] })
const failed = (problem: string) => ({ type: 'failed', problem })

async function proposals(engine: Engine) {
  await sync(engine)
  return (await viewOf(engine, 'team-devices', {})).proposals
}

async function recover(sheets: readonly [string, string], name: string) {
  const { space } = teamOf(ben)
  const secret = seededBytes(name, 16)
  const expiresAt = (place.memory.clock.now() + 3_600_000) as Instant
  await place.memory.relay.store.allowFounding(recoveryHash(space, secret), expiresAt)
  const { engine } = place.device()
  const fragment = encodeRecoveryFragment({ space, secret, expiresAt })
  const outcome = await engine.recover({
    ...{ fragment, sheets, passphrase, spaceName: 'Elm Street', name: 'Ines Cole', title: 'Team lead' },
  })
  return { engine, outcome }
}

test('FD200 FD201 two of the new sheets propose the kit, Ben is told of it, and by his yes the new sheets recover and the old ones do not', async () => {
  await lena.admin.ensurePeople([doreen])
  const { personId } = doreen
  const note = { words: '', found: 'Crackles at both bases', did: '', next: '' }
  const meant = { ...intent(), at: place.memory.clock.now() }
  const visit = { type: 'write-visit', personId, visitId: null, note, observations: null } as const
  expect(await lena.run({ ...visit, startedAt: meant.at, ...meant })).toEqual({ ok: true })
  await sync(lena, ben)
  const [one, two, three] = await newSheets()
  expect(await giveBack(one, two)).toEqual({ type: 'proposed' })
  expect(await lena.kitAct({ type: 'make-new' })).toEqual(failed('waits'))
  const [seen, ...rest] = await proposals(ben)
  expect(rest).toEqual([])
  expect(seen).toMatchObject({ state: 'open', by: { name: 'Lena Hart' }, what: { type: 'new-kit', given: true } })
  expect((await recover([two, three], 'too soon')).outcome).toMatchObject({ ok: false, problem: { type: 'other-kit' } })
  const { proposalId } = seen!
  expect(await lena.teamAct({ type: 'approve', proposalId })).toEqual(failed('own'))
  const before = teamOf(ben).epochs.length
  expect(await ben.teamAct({ type: 'approve', proposalId })).toEqual({ type: 'done' })
  expect(teamOf(ben).epochs.length).toBe(before + 1)
  await sync(lena, ben, lena)
  expect((await recover([old[0], old[2]], 'old sheets')).outcome).toMatchObject({
    ok: false,
    problem: { type: 'other-kit' },
  })
  const { engine: ines, outcome } = await recover([three, one], 'new sheets')
  expect(outcome).toEqual({ ok: true })
  await openState(ines)
  await sync(ines, ben, lena, ines)
  const keyring = ines.admin.session()!.device.keyring
  for (const { epoch } of teamOf(ines).epochs)
    expect(await keyring.groupKey(teamOf(ines).group, epoch), `epoch ${epoch}`).toBeDefined()
  const open = { type: 'open-record', personId, reason: 'urgent', words: 'All tablets were lost', hours: 2 } as const
  expect(await ines.accessAct(open)).toMatchObject({ type: 'done' })
  const view = await viewOf(ines, 'person', { personId }, ({ complete }) => complete)
  expect(view.story.flatMap(({ lines }) => lines)).toContain('Crackles at both bases')
})

test('FD200 the sheets, and what they give, lie nowhere on the device; declined, the old kit holds on', async () => {
  const sealed = watchWhatIsSealed()
  const [one, two, three] = await newSheets()
  expect(await giveBack(three, one)).toEqual({ type: 'proposed' })
  await sync(lena)
  const { archive } = teamOf(lena)
  for (const sheet of [one, two, three]) {
    const { share } = must(readShare(sheet))
    expect([await sealed.has(store, sheet), await sealed.has(store, share)]).toEqual([false, false])
  }
  expect(await sealed.has(store, must(await joinShares(must(readShare(one)), must(readShare(two)))))).toBe(false)
  // What is sealed meanwhile is found.
  await lena.admin.ensurePeople([doreen])
  expect(await sealed.has(store, doreen.name.family)).toBe(true)
  expect(await lena.kitAct({ type: 'sheets' })).toEqual(failed('not-here'))
  const [seen] = await proposals(ben)
  expect(await ben.teamAct({ type: 'dismiss', proposalId: seen!.proposalId })).toEqual({ type: 'done' })
  await sync(lena)
  expect(teamOf(lena).archive).toEqual(archive)
  expect((await recover([old[1], old[2]], 'still good')).outcome).toEqual({ ok: true })
})

test('FD202 what is amiss is said and nothing is proposed: the old sheets, the same one twice, a slip, a nurse, a colleague’s device', async () => {
  const aisha = await place.letIn(lena, 'staff', 'Aisha Rahman')
  const [one, two] = await newSheets()
  const slip = `${two.slice(0, -1)}${two.endsWith('0') ? '4' : '0'}`
  expect(await giveBack(old[0], old[1])).toEqual(failed('other-kit'))
  expect(await giveBack(one, old[1])).toEqual(failed('different-kits'))
  expect(await giveBack(one, one)).toEqual(failed('same-sheet'))
  expect(await giveBack(one, slip)).toMatchObject({ type: 'misread', sheet: 1 })
  expect(await giveBack(one, two, ben)).toEqual(failed('other-kit'))
  expect(await giveBack(one, two, aisha)).toEqual(failed('not-allowed'))
  expect(await aisha.kitAct({ type: 'make-new' })).toEqual(failed('not-allowed'))
  expect(await proposals(lena)).toEqual([])
  const again = await newSheets()
  expect(await giveBack(one, two)).toEqual(failed('other-kit'))
  expect(await giveBack(again[0], again[1])).toEqual({ type: 'proposed' })
})

test('FD203 cut short: without signal nothing is proposed, a lost answer proposes once, and a device started anew makes the sheets anew', async () => {
  const [one, two] = await newSheets()
  wire.setFate('request-lost')
  expect(await giveBack(one, two)).toEqual(failed('no-signal'))
  wire.setFate('delivered')
  await sync(lena)
  expect(await proposals(ben)).toEqual([])
  await lena.close()
  const started = place.device(wire, store.reopen())
  lena = started.engine
  await stateOf(lena, ({ type }) => type === 'locked')
  expect(await lena.unlock(passphrase)).toEqual({ ok: true })
  await openState(lena)
  expect(await giveBack(one, two)).toEqual(failed('other-kit'))
  const again = await newSheets()
  wire.setFate('reply-lost')
  expect(await giveBack(again[1], again[2])).toEqual(failed('no-signal'))
  wire.setFate('delivered')
  await sync(lena)
  expect(await giveBack(again[1], again[2])).toEqual({ type: 'proposed' })
  expect(await proposals(ben)).toMatchObject([{ state: 'open', what: { given: true } }])
})

test('FD203 a proposal that stands without the word of its kit is no kit: nobody can approve it, and two sheets complete it', async () => {
  const [one, two] = await newSheets()
  const session = lena.admin.session()!
  const kit = await readKit([one, two])
  if (!kit.ok) throw new Error('kit')
  const { archive, root } = kit.value
  const { memory } = place
  const planned = await groupAdminOf({ clock: memory.clock, random: createSystemRandom() }, session.device).propose({
    type: 'new-kit',
    archive,
    root: root.publicKey,
  })
  if (!planned.ok) throw new Error(planned.error.type)
  await memory.relay.grow(planned.value.space, planned.value.controls)
  const [seen] = await proposals(ben)
  expect(seen?.what).toEqual({ type: 'new-kit', given: false })
  expect(await ben.teamAct({ type: 'approve', proposalId: seen!.proposalId })).toEqual(failed('refused'))
  await sync(lena)
  expect(await giveBack(one, two)).toEqual({ type: 'proposed' })
  expect(await proposals(ben)).toMatchObject([{ proposalId: seen!.proposalId, what: { given: true } }])
  expect(await ben.teamAct({ type: 'approve', proposalId: seen!.proposalId })).toEqual({ type: 'done' })
})

test('FD204 when the kit was made is told: the first by the day it was given back, another by the second yes', async () => {
  const keptAt = (place.memory.clock.now() - 90 * 24 * 3_600_000) as Instant
  expect(await lena.kitAct({ type: 'made' })).toEqual({ type: 'made', at: keptAt })
  const [one, two] = await newSheets()
  await giveBack(one, two)
  const [seen] = await proposals(ben)
  place.memory.clock.advance(60_000)
  await ben.teamAct({ type: 'approve', proposalId: seen!.proposalId })
  await sync(lena)
  const at = place.memory.clock.now()
  for (const engine of [lena, ben]) expect(await engine.kitAct({ type: 'made' })).toEqual({ type: 'made', at })
})
